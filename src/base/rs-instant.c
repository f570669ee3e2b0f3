/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-instant.h"

#include "rs-error.h"

#include <string.h>

GTimeZone *
rs_instant_danish_zone (void)
{
  static gsize zone = 0;

  if (g_once_init_enter (&zone))
    {
      GTimeZone *found = g_time_zone_new_identifier ("Europe/Copenhagen");

      /* A machine without the time zone database still knows the rule: UTC+1, and UTC+2 from the last Sunday of March to
       * that of October. */
      if (found == NULL)
        found = g_time_zone_new_identifier ("CET-1CEST,M3.5.0,M10.5.0/3");
      if (found == NULL)
        found = g_time_zone_new_utc ();
      g_once_init_leave (&zone, (gsize) found);
    }
  return (GTimeZone *) zone;
}

static gboolean
fail (GError **error, const char *text)
{
  g_set_error (error, RS_ERROR, RS_ERROR_PROTOCOL, "not a point in time: %.40s", text);
  return FALSE;
}

/* Exactly @count digits. */
static gboolean
digits (const char **text, int count, int *out)
{
  int value = 0;

  for (int i = 0; i < count; i++, (*text)++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      value = value * 10 + (**text - '0');
    }
  *out = value;
  return TRUE;
}

static gboolean
skip (const char **text, char wanted)
{
  if (**text != wanted)
    return FALSE;
  (*text)++;
  return TRUE;
}

static gboolean
read_fraction (const char **text, int *micros)
{
  int weight = 100000;

  *micros = 0;
  if (**text != '.' && **text != ',')
    return TRUE;
  (*text)++;
  if (!g_ascii_isdigit (**text))
    return FALSE;
  for (; g_ascii_isdigit (**text); (*text)++, weight /= 10)
    *micros += (**text - '0') * weight;
  return TRUE;
}

/* "Z", "+02:00", "+0200", "+02", or nothing: then @offset_known stays FALSE. */
static gboolean
read_zone (const char **text, gint64 *offset, gboolean *offset_known)
{
  int hours, minutes = 0, sign;

  *offset = 0;
  *offset_known = TRUE;
  if (skip (text, 'Z') || skip (text, 'z'))
    return TRUE;
  if (**text != '+' && **text != '-')
    {
      *offset_known = FALSE;
      return TRUE;
    }
  sign = *(*text)++ == '-' ? -1 : 1;
  if (!digits (text, 2, &hours))
    return FALSE;
  skip (text, ':');
  if (g_ascii_isdigit (**text) && !digits (text, 2, &minutes))
    return FALSE;
  if (hours > 18 || minutes > 59)
    return FALSE;
  *offset = sign * (hours * RS_INSTANT_HOUR + minutes * RS_INSTANT_MINUTE);
  return TRUE;
}

typedef struct
{
  int year, month, day, hour, minute, second, micros;
  gint64 offset;
  gboolean offset_known;
} Fields;

static gboolean
read_fields (const char *text, Fields *out)
{
  *out = (Fields){ 0 };
  if (!digits (&text, 4, &out->year) || !skip (&text, '-') || !digits (&text, 2, &out->month) || !skip (&text, '-') ||
      !digits (&text, 2, &out->day))
    return FALSE;
  if (*text == '\0')
    return TRUE;
  if (!skip (&text, 'T') && !skip (&text, 't') && !skip (&text, ' '))
    return FALSE;
  if (!digits (&text, 2, &out->hour) || !skip (&text, ':') || !digits (&text, 2, &out->minute))
    return FALSE;
  if (skip (&text, ':') && (!digits (&text, 2, &out->second) || !read_fraction (&text, &out->micros)))
    return FALSE;
  skip (&text, ' ');
  return read_zone (&text, &out->offset, &out->offset_known) && *text == '\0';
}

gboolean
rs_instant_parse (const char *text, GTimeZone *zone, RsInstant *out, GError **error)
{
  g_autoptr (GTimeZone) utc = NULL;
  g_autoptr (GDateTime) moment = NULL;
  g_autofree char *trimmed = text != NULL ? g_strstrip (g_strndup (text, 80)) : NULL;
  Fields fields;

  *out = RS_INSTANT_NONE;
  if (trimmed == NULL || !read_fields (trimmed, &fields))
    return fail (error, trimmed != NULL ? trimmed : "nothing");
  if (fields.second == 60)
    fields.second = 59;

  if (fields.offset_known)
    utc = g_time_zone_new_utc ();
  moment = g_date_time_new (fields.offset_known ? utc : zone != NULL ? zone : rs_instant_danish_zone (), fields.year, fields.month,
                            fields.day, fields.hour, fields.minute, fields.second);
  if (moment == NULL)
    return fail (error, trimmed);
  *out = g_date_time_to_unix_usec (moment) + fields.micros - fields.offset;
  return TRUE;
}

static GDateTime *
to_date_time (RsInstant instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (instant);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

char *
rs_instant_to_string (RsInstant instant)
{
  g_autoptr (GDateTime) moment = instant != RS_INSTANT_NONE ? g_date_time_new_from_unix_utc_usec (instant) : NULL;
  int micros;

  if (moment == NULL)
    return NULL;
  micros = g_date_time_get_microsecond (moment);
  if (micros != 0)
    {
      g_autofree char *whole = g_date_time_format (moment, "%Y-%m-%dT%H:%M:%S");

      return g_strdup_printf ("%s.%06dZ", whole, micros);
    }
  return g_date_time_format (moment, "%Y-%m-%dT%H:%M:%SZ");
}

char *
rs_instant_to_rackbeat_filter (RsInstant instant)
{
  g_autoptr (GDateTime) moment = to_date_time (instant, rs_instant_danish_zone ());

  return moment != NULL ? g_date_time_format (moment, "%Y-%m-%d %H:%M:%S") : NULL;
}
