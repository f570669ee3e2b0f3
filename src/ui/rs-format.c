/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-format.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#define MICROS G_GINT64_CONSTANT (1000000)
#define PLACES 6

/* The locale's own bytes may be of another encoding in an odd locale: then the C ones do. */
static const char *
or_plain (const char *separator, const char *plain)
{
  return separator != NULL && g_utf8_validate (separator, -1, NULL) ? separator : plain;
}

static guint64
round_to (guint64 micros, guint places)
{
  guint64 unit = 1;

  for (guint i = places; i < PLACES; i++)
    unit *= 10;
  return (micros + unit / 2) / unit * unit;
}

/* Groups of three: what every locale RackShip speaks uses. */
static void
append_grouped (GString *text, guint64 whole, const char *separator)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, whole);
  gsize length = strlen (digits);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (text, separator);
      g_string_append_c (text, digits[i]);
    }
}

char *
rs_format_decimal (RsDecimal value, guint min_places, guint max_places)
{
  const struct lconv *locale = localeconv ();
  GString *text = g_string_new (value.micros < 0 ? "\u2212" : NULL);
  guint64 micros = value.micros < 0 ? 0 - (guint64) value.micros : (guint64) value.micros;
  char fraction[PLACES + 1];
  guint length = PLACES;

  micros = round_to (micros, MIN (max_places, PLACES));
  append_grouped (text, micros / MICROS, or_plain (locale->thousands_sep, ""));
  g_snprintf (fraction, sizeof fraction, "%06" G_GUINT64_FORMAT, micros % MICROS);
  while (length > min_places && fraction[length - 1] == '0')
    length--;
  fraction[length] = '\0';
  if (length > 0)
    g_string_append_printf (text, "%s%s", or_plain (locale->decimal_point, "."), fraction);
  return g_string_free (text, FALSE);
}

char *
rs_format_quantity (RsDecimal quantity)
{
  return rs_format_decimal (quantity, 0, PLACES);
}

char *
rs_format_money (RsDecimal amount, const char *currency)
{
  g_autofree char *number = rs_format_decimal (amount, 2, 2);

  if (currency == NULL || *currency == '\0')
    return g_steal_pointer (&number);
  /* A no-break space: an amount is not torn from its currency. */
  return g_strconcat (number, "\u00a0", currency, NULL);
}

char *
rs_format_weight (RsDecimal grams)
{
  g_autofree char *number = NULL;

  if (grams.micros <= 0)
    return g_strdup ("");
  if (grams.micros < 1000 * MICROS)
    {
      number = rs_format_decimal (grams, 0, 0);
      return g_strconcat (number, "\u00a0g", NULL);
    }
  number = rs_format_decimal ((RsDecimal) { grams.micros / 1000 }, 0, 2);
  return g_strconcat (number, "\u00a0kg", NULL);
}

static GDateTime *
to_local (RsInstant instant)
{
  g_autoptr (GDateTime) utc
    = instant != RS_INSTANT_NONE ? g_date_time_new_from_unix_utc_usec (instant) : NULL;

  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

static char *
say (RsInstant instant, const char *format)
{
  g_autoptr (GDateTime) local = to_local (instant);
  g_autofree char *text = local != NULL ? g_date_time_format (local, format) : NULL;

  return text != NULL ? g_strdup (g_strstrip (text)) : g_strdup ("");
}

char *
rs_format_day (RsInstant instant)
{
  /* Translators: a day, as strftime() writes it: "3 Nov 2026" */
  return say (instant, _ ("%e %b %Y"));
}

char *
rs_format_time (RsInstant instant)
{
  /* Translators: a time of day, as strftime() writes it: "14:05" */
  return say (instant, _ ("%H:%M"));
}

char *
rs_format_moment (RsInstant instant, RsInstant now)
{
  g_autoptr (GDateTime) then = to_local (instant);
  g_autoptr (GDateTime) today = to_local (now);
  g_autoptr (GDateTime) yesterday = today != NULL ? g_date_time_add_days (today, -1) : NULL;

  if (then == NULL || today == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (then) == g_date_time_get_year (today)
      && g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (today))
    return rs_format_time (instant);
  if (g_date_time_get_year (then) == g_date_time_get_year (yesterday)
      && g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (yesterday))
    /* Translators: a moment of yesterday, as strftime() writes it */
    return say (instant, _ ("yesterday %H:%M"));
  /* Translators: a moment further away, as strftime() writes it */
  return say (instant, _ ("%e %b %Y %H:%M"));
}
