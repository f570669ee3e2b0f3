/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-decimal.h"

#include "rs-error.h"

#include <math.h>

#define SCALE  G_GINT64_CONSTANT (1000000)
#define PLACES 6
/* Nineteen digits hold every value in range; one more decides how it rounds, the rest change nothing. */
#define MAX_DIGITS 20
/* Beyond this an exponent puts every digit out of range, or none in sight. */
#define MAX_EXPONENT 100000

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, RS_ERROR, RS_ERROR_PROTOCOL, "not a usable number: %s", what);
  return FALSE;
}

/* What a decimal text says: 0.DIGITS × 10^point, the first digit not zero. */
typedef struct
{
  char digits[MAX_DIGITS];
  int count;
  gint64 point;
  gboolean negative;
} Parsed;

static const char *
skip_space (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  return text;
}

/* Digits with at most one point among them. FALSE when there is no digit. */
static gboolean
scan_digits (const char **text, Parsed *out)
{
  gboolean seen_point = FALSE, seen_digit = FALSE;

  for (; g_ascii_isdigit (**text) || (**text == '.' && !seen_point); (*text)++)
    {
      if (**text == '.')
        {
          seen_point = TRUE;
          continue;
        }
      seen_digit = TRUE;
      if (out->count == 0 && **text == '0')
        {
          out->point -= seen_point;
          continue;
        }
      out->point += !seen_point;
      if (out->count < MAX_DIGITS)
        out->digits[out->count++] = **text;
    }
  return seen_digit;
}

/* Nothing, or "e", perhaps a sign, and digits. */
static gboolean
scan_exponent (const char **text, Parsed *out)
{
  gint64 exponent = 0;
  gboolean negative = FALSE;

  if (**text != 'e' && **text != 'E')
    return TRUE;
  (*text)++;
  if (**text == '-' || **text == '+')
    negative = *(*text)++ == '-';
  if (!g_ascii_isdigit (**text))
    return FALSE;
  for (; g_ascii_isdigit (**text); (*text)++)
    exponent = MIN (exponent * 10 + (**text - '0'), MAX_EXPONENT);
  out->point += negative ? -exponent : exponent;
  return TRUE;
}

static gboolean
scan (const char *text, Parsed *out, GError **error)
{
  const char *p = skip_space (text);

  *out = (Parsed) { 0 };
  if (*p == '-' || *p == '+')
    out->negative = *p++ == '-';
  if (!scan_digits (&p, out))
    return fail (error, "no digits");
  if (!scan_exponent (&p, out))
    return fail (error, "no exponent after e");
  if (*skip_space (p) != '\0')
    return fail (error, "trailing text");
  return TRUE;
}

gboolean
rs_decimal_parse (const char *text, RsDecimal *out, GError **error)
{
  Parsed parsed;
  guint64 micros = 0;
  gint64 wanted;

  *out = RS_DECIMAL_ZERO;
  if (text == NULL)
    return fail (error, "nothing");
  if (!scan (text, &parsed, error))
    return FALSE;
  if (parsed.count == 0)
    return TRUE;

  wanted = parsed.point + PLACES;
  if (wanted >= MAX_DIGITS)
    return fail (error, "out of range");
  for (int i = 0; i < wanted; i++)
    micros = micros * 10 + (i < parsed.count ? (guint64) (parsed.digits[i] - '0') : 0);
  if (wanted >= 0 && wanted < parsed.count && parsed.digits[wanted] >= '5')
    micros++;
  if (micros > G_MAXINT64)
    return fail (error, "out of range");
  out->micros = parsed.negative ? -(gint64) micros : (gint64) micros;
  return TRUE;
}

gboolean
rs_decimal_from_double (double value, RsDecimal *out, GError **error)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  *out = RS_DECIMAL_ZERO;
  if (!isfinite (value))
    return fail (error, "not finite");
  /* Seventeen digits show the binary noise; fifteen are what a decimal of our range surely survives. */
  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  return rs_decimal_parse (buffer, out, error);
}

double
rs_decimal_to_double (RsDecimal value)
{
  return (double) value.micros / (double) SCALE;
}

const char *
rs_decimal_format (RsDecimal value, char *buffer)
{
  guint64 magnitude = value.micros < 0 ? -(guint64) value.micros : (guint64) value.micros;
  int length;

  length = g_snprintf (buffer, RS_DECIMAL_STRING_SIZE, "%s%" G_GUINT64_FORMAT ".%06" G_GUINT64_FORMAT,
                       value.micros < 0 ? "-" : "", magnitude / SCALE, magnitude % SCALE);
  while (buffer[length - 1] == '0')
    buffer[--length] = '\0';
  if (buffer[length - 1] == '.')
    buffer[--length] = '\0';
  return buffer;
}

char *
rs_decimal_dup_string (RsDecimal value)
{
  char buffer[RS_DECIMAL_STRING_SIZE];

  return g_strdup (rs_decimal_format (value, buffer));
}

int
rs_decimal_compare (RsDecimal a, RsDecimal b)
{
  return (a.micros > b.micros) - (a.micros < b.micros);
}

gboolean
rs_decimal_is_zero (RsDecimal value)
{
  return value.micros == 0;
}

gboolean
rs_decimal_is_integer (RsDecimal value)
{
  return value.micros % SCALE == 0;
}

static RsDecimal
saturate (__int128 micros)
{
  if (micros > G_MAXINT64)
    return (RsDecimal) { G_MAXINT64 };
  if (micros < G_MININT64)
    return (RsDecimal) { G_MININT64 };
  return (RsDecimal) { (gint64) micros };
}

RsDecimal
rs_decimal_add (RsDecimal a, RsDecimal b)
{
  return saturate ((__int128) a.micros + b.micros);
}

RsDecimal
rs_decimal_subtract (RsDecimal a, RsDecimal b)
{
  return saturate ((__int128) a.micros - b.micros);
}

RsDecimal
rs_decimal_multiply (RsDecimal a, RsDecimal b)
{
  __int128 product = (__int128) a.micros * b.micros;
  __int128 half = product < 0 ? -(SCALE / 2) : SCALE / 2;

  return saturate ((product + half) / SCALE);
}

gint64
rs_decimal_ceil (RsDecimal value)
{
  gint64 whole = value.micros / SCALE;

  return value.micros > 0 && value.micros % SCALE != 0 ? whole + 1 : whole;
}
