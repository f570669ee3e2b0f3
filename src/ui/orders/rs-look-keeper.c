/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-look-keeper.h"

#include "rs-choose-dialog.h"
#include "rs-records.h"

#define SETTING "order-views"

static gboolean
read_text (RsDb *db, gpointer data, GError **error)
{
  *(char **) data = rs_settings_get (db, SETTING, error);
  return TRUE;
}

GPtrArray *
rs_look_keeper_read (RsStore *store)
{
  g_autofree char *text = NULL;

  rs_store_read (store, read_text, &text, NULL);
  return rs_saved_looks_from_text (text);
}

static gboolean
write_text (RsDb *db, gpointer data, GError **error)
{
  return rs_settings_set (db, SETTING, data, error);
}

DexFuture *
rs_look_keeper_write (RsStore *store, GPtrArray *saved)
{
  return rs_store_write_future (store, write_text, rs_saved_looks_to_text (saved), g_free,
                                RS_DURABLE_EVENTUALLY);
}

typedef struct
{
  RsRowValue value;
  GPtrArray *values; /* (owned) (nullable) */
} Reading;

static gboolean
read_values (RsDb *db, gpointer data, GError **error)
{
  Reading *self = data;

  self->values = rs_row_values (db, self->value, error);
  return self->values != NULL;
}

GPtrArray *
rs_look_keeper_list_values (RsStore *store, RsRowValue value)
{
  Reading reading = { value, NULL };
  GPtrArray *choices = rs_choices_new ();

  if (rs_store_read (store, read_values, &reading, NULL))
    for (guint i = 0; i < reading.values->len; i++)
      {
        const char *text = g_ptr_array_index (reading.values, i);

        rs_choices_add (choices, text, text, NULL);
      }
  g_clear_pointer (&reading.values, g_ptr_array_unref);
  rs_choices_sort (choices);
  return choices;
}
