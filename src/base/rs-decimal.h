/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An exact decimal with six places, for money and quantities. Rackbeat gives prices up to six decimals
 * (Rackbeat reference §1.3), so a fixed scale holds every value exactly; the range is ±9.2 × 10^12.
 * A plain value: copy it, compare the micros. */
typedef struct
{
  gint64 micros;
} RsDecimal;

#define RS_DECIMAL_ZERO        ((RsDecimal) { 0 })
#define RS_DECIMAL_INT(n)      ((RsDecimal) { (gint64) (n) * G_GINT64_CONSTANT (1000000) })
#define RS_DECIMAL_STRING_SIZE 32

/* Parses "-12.5", "+3", ".5", "1e3". White space around is allowed; a comma, hexadecimal and words such as
 * "nan" are not. The locale does not matter. More than six decimals round half away from zero. Sets
 * RS_ERROR_PROTOCOL for anything else and for values out of range; @out is zero then. */
gboolean rs_decimal_parse (const char *text, RsDecimal *out, GError **error);

/* A JSON double as the shortest decimal that reads back as the same double, rounded to six places.
 * RS_ERROR_PROTOCOL for NaN, infinities and values out of range. */
gboolean rs_decimal_from_double (double value, RsDecimal *out, GError **error);
double rs_decimal_to_double (RsDecimal value);

/* Writes the plain form without trailing zeros ("12.5", "3") into @buffer of RS_DECIMAL_STRING_SIZE; returns
 * @buffer. */
const char *rs_decimal_format (RsDecimal value, char *buffer);
/* The same, newly allocated. */
char *rs_decimal_dup_string (RsDecimal value);

int rs_decimal_compare (RsDecimal a, RsDecimal b);
gboolean rs_decimal_is_zero (RsDecimal value);
gboolean rs_decimal_is_integer (RsDecimal value);
/* Saturate at the ends of the range instead of wrapping. */
RsDecimal rs_decimal_add (RsDecimal a, RsDecimal b);
RsDecimal rs_decimal_subtract (RsDecimal a, RsDecimal b);
/* Rounds half away from zero to six decimals. */
RsDecimal rs_decimal_multiply (RsDecimal a, RsDecimal b);
/* The smallest whole number not below @value. */
gint64 rs_decimal_ceil (RsDecimal value);

G_END_DECLS
