/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-engine.h"

#include "rs-cases.h"
#include "rs-error.h"
#include "rs-mirror.h"

/* Which case people mean by the number that a list shows. */

/* (transfer full) (nullable) */
static char *
find_by_number (RsDb *db, gint64 number)
{
  g_autofree char *rb_ref = rs_plan_ext_ref_for_order (number);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  g_autoptr (RsLink) link = rs_links_find_by_rb_ref (db, rb_ref, NULL);
  g_autoptr (GPtrArray) rows = NULL;

  if (link != NULL)
    return g_strdup (link->case_key);
  rows = rs_mirror_get (db, RS_RACKBEAT, "order", key, NULL);
  return rows != NULL && rows->len > 0 ? g_steal_pointer (&rb_ref) : NULL;
}

char *
rs_case_find_key (RsDb *db, const char *shown, GError **error)
{
  gint64 number = 0;
  gboolean is_number = g_ascii_string_to_signed (shown, 10, 1, G_MAXINT64, &number, NULL);
  g_autofree char *found = is_number ? find_by_number (db, number) : NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (found != NULL)
    return g_steal_pointer (&found);
  if (rs_plan_parse_ws_ref (shown) != NULL)
    return g_strdup (shown);
  rows = rs_cases_search (db, shown, 0, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const RsCaseRow *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (row->number, shown) == 0)
        return g_strdup (row->key);
    }
  g_set_error (error, RS_ERROR, RS_ERROR_NOT_FOUND, "There is no order \"%.60s\"", shown);
  return NULL;
}
