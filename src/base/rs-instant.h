/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A moment in UTC: microseconds since 1970. Servers speak instants; local time exists only in the UI. */
typedef gint64 RsInstant;

#define RS_INSTANT_NONE   G_MININT64
#define RS_INSTANT_SECOND G_TIME_SPAN_SECOND
#define RS_INSTANT_MINUTE G_TIME_SPAN_MINUTE
#define RS_INSTANT_HOUR   G_TIME_SPAN_HOUR
#define RS_INSTANT_DAY    G_TIME_SPAN_DAY

/* Parses "2026-09-28T10:14:07+02:00", "…Z", any number of fraction digits (cut at micros), a space for the T,
 * no seconds, and a date alone (midnight). Text without a zone is read as Danish local time, which is what
 * Rackbeat means by it (Rackbeat reference §1.3, LIKELY); pass @zone to read it otherwise, NULL for that
 * default. A local time that was skipped in spring is the moment the clocks went forward, one that came twice
 * in autumn is the second. RS_ERROR_PROTOCOL for anything else, including impossible dates and moments
 * outside the years 1 to 9999; @out is RS_INSTANT_NONE then. Leap second 60 reads as 59. */
gboolean rs_instant_parse (const char *text, GTimeZone *zone, RsInstant *out, GError **error);

/* "2026-09-28T08:14:07Z", with ".123456" when there are micros. NULL for RS_INSTANT_NONE and outside the
 * years 1 to 9999. */
char *rs_instant_to_string (RsInstant instant);
/* "2026-09-28 10:14:07" in Danish local time: the form of Rackbeat's date filters (reference §1.5). NULL as
 * above. */
char *rs_instant_to_rackbeat_filter (RsInstant instant);
/* Danish time zone, loaded once; (transfer none). */
GTimeZone *rs_instant_danish_zone (void);

G_END_DECLS
