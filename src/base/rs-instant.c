/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-instant.h"

#include "rs-error.h"
#include "rs-fold.h"

/* 1970-01-01 as GDate counts days, from 1 on 0001-01-01. */
#define JULIAN_1970 719163
/* 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999999Z: what can be written down again. */
#define FIRST_INSTANT (-(JULIAN_1970 - 1) * RS_INSTANT_DAY)
#define LAST_INSTANT  ((G_GINT64_CONSTANT (2932897) * RS_INSTANT_DAY) - 1)

GTimeZone *
rs_instant_danish_zone (void)
{
  static gsize zone = 0;

  if (g_once_init_enter (&zone))
    {
      GTimeZone *found = g_time_zone_new_identifier ("Europe/Copenhagen");

      /* A machine without the time zone database still knows the rule: UTC+1, and UTC+2 from the last Sunday
       * of March to that of October. */
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
  g_autofree char *excerpt = rs_text_excerpt (text, 40);

  g_set_error (error, RS_ERROR, RS_ERROR_PROTOCOL, "not a point in time: %s", excerpt);
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
  if ((skip (text, ':') || g_ascii_isdigit (**text)) && !digits (text, 2, &minutes))
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

/* The space around it allowed. */
static gboolean
at_end (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  return *text == '\0';
}

static gboolean
read_fields (const char *text, Fields *out)
{
  *out = (Fields) { 0 };
  while (g_ascii_isspace (*text))
    text++;
  if (!digits (&text, 4, &out->year) || !skip (&text, '-') || !digits (&text, 2, &out->month)
      || !skip (&text, '-') || !digits (&text, 2, &out->day))
    return FALSE;
  if (at_end (text))
    return TRUE;
  if (!skip (&text, 'T') && !skip (&text, 't') && !skip (&text, ' '))
    return FALSE;
  if (!digits (&text, 2, &out->hour) || !skip (&text, ':') || !digits (&text, 2, &out->minute))
    return FALSE;
  if (skip (&text, ':') && (!digits (&text, 2, &out->second) || !read_fraction (&text, &out->micros)))
    return FALSE;
  skip (&text, ' ');
  return read_zone (&text, &out->offset, &out->offset_known) && at_end (text);
}

static gboolean
is_possible (const Fields *fields)
{
  return fields->month >= 1 && fields->month <= 12 && fields->year >= 1
         && g_date_valid_dmy ((GDateDay) fields->day, (GDateMonth) fields->month, (GDateYear) fields->year)
         && fields->hour <= 23 && fields->minute <= 59 && fields->second <= 60;
}

/* Days from 1970-01-01 in the Gregorian calendar. */
static gint64
days_since_1970 (const Fields *fields)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) fields->day, (GDateMonth) fields->month, (GDateYear) fields->year);
  return (gint64) g_date_get_julian (&date) - JULIAN_1970;
}

/* What the clocks of @zone showed. A time that was skipped in spring is the moment they went forward; one
 * that came twice in autumn is the second. */
static gboolean
from_local (const Fields *fields, GTimeZone *zone, RsInstant *out)
{
  g_autoptr (GDateTime) moment = g_date_time_new (zone, fields->year, fields->month, fields->day,
                                                  fields->hour, fields->minute, MIN (fields->second, 59));

  if (moment == NULL)
    return FALSE;
  *out = g_date_time_to_unix_usec (moment) + fields->micros;
  return TRUE;
}

static RsInstant
from_utc (const Fields *fields)
{
  return days_since_1970 (fields) * RS_INSTANT_DAY + fields->hour * RS_INSTANT_HOUR
         + fields->minute * RS_INSTANT_MINUTE + MIN (fields->second, 59) * RS_INSTANT_SECOND + fields->micros
         - fields->offset;
}

gboolean
rs_instant_parse (const char *text, GTimeZone *zone, RsInstant *out, GError **error)
{
  RsInstant instant = RS_INSTANT_NONE;
  Fields fields;

  *out = RS_INSTANT_NONE;
  if (text == NULL || !read_fields (text, &fields) || !is_possible (&fields))
    return fail (error, text);
  if (fields.offset_known)
    instant = from_utc (&fields);
  else if (!from_local (&fields, zone != NULL ? zone : rs_instant_danish_zone (), &instant))
    return fail (error, text);
  if (instant < FIRST_INSTANT || instant > LAST_INSTANT)
    return fail (error, text);
  *out = instant;
  return TRUE;
}

char *
rs_instant_to_string (RsInstant instant)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc_usec (instant);
  char fraction[8] = "";

  if (moment == NULL)
    return NULL;
  if (g_date_time_get_microsecond (moment) != 0)
    g_snprintf (fraction, sizeof fraction, ".%06d", g_date_time_get_microsecond (moment));
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d%sZ", g_date_time_get_year (moment),
                          g_date_time_get_month (moment), g_date_time_get_day_of_month (moment),
                          g_date_time_get_hour (moment), g_date_time_get_minute (moment),
                          g_date_time_get_second (moment), fraction);
}

char *
rs_instant_to_rackbeat_filter (RsInstant instant)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (instant);
  g_autoptr (GDateTime) moment
    = utc != NULL ? g_date_time_to_timezone (utc, rs_instant_danish_zone ()) : NULL;

  if (moment == NULL)
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d %02d:%02d:%02d", g_date_time_get_year (moment),
                          g_date_time_get_month (moment), g_date_time_get_day_of_month (moment),
                          g_date_time_get_hour (moment), g_date_time_get_minute (moment),
                          g_date_time_get_second (moment));
}
