/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-orders-csv.h"

#include "rs-cases.h"
#include "rs-csv.h"
#include "rs-phrases.h"
#include "rs-words.h"

#include <glib/gi18n.h>
#include <locale.h>

/* So many rows are read and written before the main loop has its turn. */
#define STEP 50

typedef struct
{
  RsStore *store; /* (owned) */
  GArray *ids;    /* (owned) */
  guint next;
  GPtrArray *rows; /* (owned) (element-type RsCaseRow) of this step */
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_object_unref (self->store);
  g_array_unref (self->ids);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static gboolean
read_step (RsDb *db, gpointer data, GError **error)
{
  Export *self = data;
  guint end = MIN (self->ids->len, self->next + STEP);

  return rs_cases_read_rows (db, &g_array_index (self->ids, guint32, self->next), end - self->next,
                             self->rows, error);
}

/* No grouping of digits, and the locale's decimal sign. */
static char *
number (RsDecimal value)
{
  char text[RS_DECIMAL_STRING_SIZE];
  GString *number = g_string_new (rs_decimal_format (value, text));

  g_string_replace (number, ".", localeconv ()->decimal_point, 1);
  return g_string_free (number, FALSE);
}

static char *
day (RsInstant instant)
{
  g_autoptr (GDateTime) moment
    = instant != RS_INSTANT_NONE ? g_date_time_new_from_unix_local (instant / RS_INSTANT_SECOND) : NULL;

  return moment != NULL ? g_date_time_format (moment, "%Y-%m-%d") : g_strdup ("");
}

static const char *
text (const char *value)
{
  return value != NULL ? value : "";
}

static void
add_row (GString *csv, char separator, const RsCaseRow *row)
{
  const RsDecimal kilograms = { row->grams.micros / 1000 };
  g_autofree char *lines = g_strdup_printf ("%u", row->n_lines);
  g_autofree char *weight = number (kilograms);
  g_autofree char *amount = number (row->amount);
  g_autofree char *made = day (row->created_at);
  g_autofree char *next = rs_phrase_translate (text (row->next));
  const char *const cells[] = { row->number,
                                text (row->reference),
                                text (row->customer),
                                text (row->city),
                                text (row->country),
                                text (row->phone),
                                text (row->term),
                                text (row->rate),
                                lines,
                                weight,
                                amount,
                                text (row->currency),
                                made,
                                rs_words_label (rs_words_for_state (row->state), row->state),
                                next,
                                text (row->tracking),
                                NULL };

  rs_csv_add_row (csv, separator, cells);
}

static DexFuture *
export_fiber (gpointer data)
{
  Export *self = data;
  char separator = rs_csv_separator (localeconv ()->decimal_point);
  g_autoptr (GString) csv = rs_csv_new ();
  GError *error = NULL;
  const char *const heads[] = { _ ("Number"),
                                _ ("Reference"),
                                _ ("Customer"),
                                _ ("City"),
                                _ ("Country"),
                                _ ("Phone"),
                                _ ("Delivery term"),
                                _ ("Rate"),
                                _ ("Lines"),
                                _ ("Weight, kg"),
                                _ ("Amount"),
                                _ ("Currency"),
                                _ ("Date"),
                                _ ("State"),
                                _ ("What happens next"),
                                _ ("Tracking"),
                                NULL };

  rs_csv_add_row (csv, separator, heads);
  for (; self->next < self->ids->len; self->next += STEP)
    {
      g_ptr_array_set_size (self->rows, 0);
      if (!rs_store_read (self->store, read_step, self, &error))
        return dex_future_new_for_error (error);
      for (guint i = 0; i < self->rows->len; i++)
        add_row (csv, separator, g_ptr_array_index (self->rows, i));
      dex_await (dex_timeout_new_msec (1), NULL);
    }
  return dex_future_new_take_string (g_string_free (g_steal_pointer (&csv), FALSE));
}

DexFuture *
rs_orders_to_csv (RsStore *store, GArray *ids)
{
  Export *self;

  dex_return_error_if_fail (RS_IS_STORE (store));

  self = g_new0 (Export, 1);
  self->store = g_object_ref (store);
  self->ids = g_array_ref (ids);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_case_row_unref);
  return dex_scheduler_spawn (NULL, 0, export_fiber, self, export_free);
}
