/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-retry.h"

#include "rs-error.h"

#include <libsoup/soup.h>

#define MOST_TRIES                 4
#define THROTTLE_TRIES_INTERACTIVE 6
#define THROTTLE_TRIES_BACKGROUND  9
#define FIRST_WAIT                 (500 * G_TIME_SPAN_MILLISECOND)
#define LONGEST_WAIT               (30 * G_TIME_SPAN_SECOND)
#define LONGEST_RETRY_AFTER        600 /* seconds */

/* Doubles from half a second to thirty, give or take a quarter. */
static gint64
backoff (guint attempt, double unit)
{
  gint64 wait = FIRST_WAIT << MIN (attempt - 1, 6);

  return (gint64) (MIN (wait, LONGEST_WAIT) * (0.75 + unit / 2.0));
}

static gboolean
keeps_a_person_waiting (const RsTry *self, gint64 wait, gint64 patience)
{
  return self->priority == RS_PRIORITY_INTERACTIVE && self->elapsed + wait > patience;
}

static guint
most_throttled_tries (RsPriority priority)
{
  return priority == RS_PRIORITY_INTERACTIVE ? THROTTLE_TRIES_INTERACTIVE : THROTTLE_TRIES_BACKGROUND;
}

static gboolean
did_nothing (const RsTry *self)
{
  return self->status == 0 && self->error_code == RS_ERROR_OFFLINE;
}

static gboolean
is_passing_trouble (const RsTry *self)
{
  return self->status >= 500 || self->status == 408
         || (self->status == 0 && self->error_code == RS_ERROR_AMBIGUOUS);
}

gboolean
rs_retry_decide (const RsTry *self, double unit, gint64 *wait)
{
  *wait = backoff (self->attempt, unit);
  if (self->retry_after >= 0 && (self->status == 429 || self->status == 503))
    *wait = self->retry_after * G_TIME_SPAN_SECOND + (gint64) (unit * 250 * G_TIME_SPAN_MILLISECOND);
  if (self->status == 429)
    return self->attempt < most_throttled_tries (self->priority)
           && !keeps_a_person_waiting (self, *wait, RS_RETRY_PATIENCE);
  if (!did_nothing (self) && !(self->is_read && is_passing_trouble (self)))
    return FALSE;
  return self->attempt < MOST_TRIES && !keeps_a_person_waiting (self, *wait, RS_RETRY_SHORT_PATIENCE);
}

static gboolean
parse_http_date (const char *value, RsInstant *out)
{
  g_autoptr (GDateTime) date = NULL;

  /* libsoup logs what it cannot read. */
  if (value == NULL || !g_ascii_isalpha (*value) || !g_str_is_ascii (value))
    return FALSE;
  date = soup_date_time_new_from_http_string (value);
  if (date == NULL)
    return FALSE;
  *out = g_date_time_to_unix_usec (date);
  return TRUE;
}

gint64
rs_retry_parse_after (const char *value, const char *date, RsInstant now)
{
  g_autofree char *text = value != NULL ? g_strstrip (g_strdup (value)) : NULL;
  RsInstant until;

  if (text == NULL || *text == '\0')
    return -1;
  if (strspn (text, "0123456789") == strlen (text))
    return (gint64) MIN (g_ascii_strtoull (text, NULL, 10), LONGEST_RETRY_AFTER);
  if (!parse_http_date (text, &until))
    return -1;
  parse_http_date (date, &now);
  return CLAMP ((until - now) / RS_INSTANT_SECOND, 0, LONGEST_RETRY_AFTER);
}
