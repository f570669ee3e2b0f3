/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-format.h"

#include "rs-case.h"

#include "rs-config.h"
#include <glib/gi18n-lib.h>

char *
rs_format_quantity (RsDecimal quantity)
{
  if (rs_decimal_is_integer (quantity))
    return g_strdup_printf ("%" G_GINT64_FORMAT, quantity.micros / RS_DECIMAL_INT (1).micros);
  return g_strdup_printf ("%.6g", rs_decimal_to_double (quantity));
}

char *
rs_format_weight (RsDecimal grams)
{
  double value = rs_decimal_to_double (grams);

  if (grams.micros == 0)
    return g_strdup ("–");
  if (value < 1000)
    return g_strdup_printf (_ ("%.0f g"), value);
  return g_strdup_printf (_ ("%.1f kg"), value / 1000);
}

char *
rs_format_amount (RsDecimal amount, const char *currency)
{
  return g_strdup_printf ("%'.2f %s", rs_decimal_to_double (amount), currency != NULL ? currency : "");
}

char *
rs_format_instant (RsInstant at, RsInstant now)
{
  g_autoptr (GDateTime) utc = at != RS_INSTANT_NONE ? g_date_time_new_from_unix_utc_usec (at) : NULL;
  g_autoptr (GDateTime) then = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autoptr (GDateTime) utc_now = g_date_time_new_from_unix_utc_usec (now);
  g_autoptr (GDateTime) today = utc_now != NULL ? g_date_time_to_local (utc_now) : NULL;

  if (then == NULL)
    return g_strdup ("");
  if (today != NULL && g_date_time_get_year (then) == g_date_time_get_year (today)
      && g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (today))
    return g_date_time_format (then, _ ("Today %H:%M"));
  return g_date_time_format (then, _ ("%-d %b %Y"));
}

typedef struct
{
  const char *state, *words, *icon, *style;
} State;

static const State states[] = {
  { RS_CASE_STATE_NOT_WANTED, N_ ("Stays in Rackbeat"), "window-minimize-symbolic", "dim-label" },
  { RS_CASE_STATE_WAITING, N_ ("On its way"), "content-loading-symbolic", "accent" },
  { RS_CASE_STATE_HELD, N_ ("Held"), "dialog-warning-symbolic", "warning" },
  { RS_CASE_STATE_CROSSED, N_ ("In Webshipper"), "emblem-shared-symbolic", NULL },
  { RS_CASE_STATE_PARTLY, N_ ("Partly shipped"), "media-playlist-repeat-symbolic", NULL },
  { RS_CASE_STATE_SHIPPED, N_ ("Shipped"), "object-select-symbolic", "success" },
  { RS_CASE_STATE_CANCELLED, N_ ("Cancelled"), "process-stop-symbolic", "dim-label" },
};

static const State *
find_state (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].state, state) == 0)
      return &states[i];
  return NULL;
}

const char *
rs_format_state (const char *state)
{
  const State *found = find_state (state);

  return found != NULL ? _ (found->words) : _ ("Unknown");
}

const char *
rs_format_state_icon (const char *state)
{
  const State *found = find_state (state);

  return found != NULL ? found->icon : "dialog-question-symbolic";
}

const char *
rs_format_state_class (const char *state)
{
  const State *found = find_state (state);

  return found != NULL ? found->style : NULL;
}
