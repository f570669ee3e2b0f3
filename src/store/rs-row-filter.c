/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-row-filter.h"

static const char *const value_columns[] = {
  [RS_ROW_VALUE_TERM] = "term",
  [RS_ROW_VALUE_RATE] = "rate",
  [RS_ROW_VALUE_COUNTRY] = "country",
};

void
rs_row_filter_clear (RsRowFilter *self)
{
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->term, g_free);
  g_clear_pointer (&self->rate, g_free);
  g_clear_pointer (&self->country, g_free);
  self->since = RS_INSTANT_NONE;
}

gboolean
rs_row_filter_set (RsRowFilter *self, const RsRowFilter *other)
{
  gboolean changed = self->since != other->since;

  self->since = other->since;
  changed |= g_set_str (&self->state, other->state);
  changed |= g_set_str (&self->term, other->term);
  changed |= g_set_str (&self->rate, other->rate);
  changed |= g_set_str (&self->country, other->country);
  return changed;
}

RsStatement *
rs_row_filter_prepare_part (const RsRowFilter *self, guint part, RsDb *db, GError **error)
{
  const struct
  {
    const char *sql, *value;
  } parts[] = {
    { "SELECT id FROM case_row WHERE state = $1", self->state },
    { "SELECT id FROM case_row WHERE term = $1", self->term },
    { "SELECT id FROM case_row WHERE rate = $1", self->rate },
    { "SELECT id FROM case_row WHERE country = $1", self->country },
    { "SELECT id FROM case_row WHERE created_at >= $1", NULL },
  };
  gboolean is_time = part == G_N_ELEMENTS (parts) - 1;
  RsStatement *statement;

  G_STATIC_ASSERT (G_N_ELEMENTS (parts) == RS_ROW_FILTER_N_PARTS);
  g_return_val_if_fail (part < RS_ROW_FILTER_N_PARTS, NULL);

  if (is_time ? self->since == RS_INSTANT_NONE : parts[part].value == NULL)
    return NULL;
  statement = rs_db_prepare (db, parts[part].sql, error);
  if (statement == NULL)
    return NULL;
  if (is_time)
    rs_statement_bind_int (statement, 1, self->since);
  else
    rs_statement_bind_text (statement, 1, parts[part].value);
  return statement;
}

GPtrArray *
rs_row_values (RsDb *db, RsRowValue value, GError **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RsStatement) statement = NULL;
  g_autofree char *sql = NULL;
  const char *column;
  RsRowResult result;

  g_return_val_if_fail (value < G_N_ELEMENTS (value_columns), NULL);

  column = value_columns[value];
  /* From one value to the next by the index, not over all rows. */
  sql = g_strdup_printf ("WITH RECURSIVE found (value) AS (SELECT min(%s) FROM case_row UNION ALL "
                         "SELECT (SELECT min(%s) FROM case_row WHERE %s > found.value) FROM found "
                         "WHERE found.value IS NOT NULL) "
                         "SELECT value FROM found WHERE value IS NOT NULL AND value != ''",
                         column, column, column);
  statement = rs_db_prepare (db, sql, error);
  if (statement == NULL)
    return NULL;
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    g_ptr_array_add (values, g_strdup (rs_statement_get_text (statement, 0)));
  return result == RS_ROW_NONE ? g_steal_pointer (&values) : NULL;
}
