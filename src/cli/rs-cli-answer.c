/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cli-private.h"

#include "rs-error.h"

typedef struct
{
  const char *shown;
  char *case_key;
} FindKey;

static gboolean
find_key (RsDb *db, gpointer data, GError **error)
{
  FindKey *self = data;

  self->case_key = rs_case_find_key (db, self->shown, error);
  return self->case_key != NULL;
}

static void
print_point (const RsDropPoint *point)
{
  const RsAddress *address = point->address;
  const char *const parts[] = { address->street, address->zip, address->city, address->country };

  g_print ("%-12s %s", point->id, point->name != NULL ? point->name : "");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_print (", %s", parts[i]);
  g_print ("\n");
}

static RsJsonWriter *
points_to_json (GPtrArray *points)
{
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();

  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < points->len; i++)
    {
      const RsDropPoint *point = g_ptr_array_index (points, i);

      rs_json_writer_begin_object (writer);
      rs_json_writer_put_string (writer, "id", point->id);
      rs_json_writer_put_string (writer, "name", point->name);
      rs_json_writer_put_string (writer, "street", point->address->street);
      rs_json_writer_put_string (writer, "zip", point->address->zip);
      rs_json_writer_put_string (writer, "city", point->address->city);
      rs_json_writer_put_string (writer, "country", point->address->country);
      rs_json_writer_end_object (writer);
    }
  rs_json_writer_end_array (writer);
  return g_steal_pointer (&writer);
}

/* Without an id it lists what there is to choose. */
static int
answer_drop_point (RsCli *self, RsEngine *engine, const char *case_key, const char *id, GError **error)
{
  g_autoptr (GPtrArray) points = NULL;

  if (id != NULL)
    {
      if (!dex_await_boolean (rs_engine_choose_drop_point (engine, case_key, id), error))
        return RS_CLI_FAILED;
      g_print ("Order %s: drop point %s\n", self->arguments[1], id);
      return RS_CLI_WELL;
    }
  points = dex_await_boxed (rs_engine_find_drop_points (engine, case_key), error);
  if (points == NULL)
    return RS_CLI_FAILED;
  if (self->as_json)
    rs_cli_print_json (points_to_json (points));
  for (guint i = 0; !self->as_json && i < points->len; i++)
    print_point (g_ptr_array_index (points, i));
  return RS_CLI_WELL;
}

int
rs_cli_answer (RsCli *self, GError **error)
{
  const char *order = self->arguments[1];
  const char *remedy = order != NULL ? self->arguments[2] : NULL;
  FindKey finding = { order, NULL };
  g_autoptr (RsWorkspace) workspace = NULL;
  g_autoptr (RsEngine) engine = NULL;
  g_autofree char *case_key = NULL;

  if (remedy == NULL)
    {
      g_set_error_literal (
        error, RS_ERROR, RS_ERROR_REJECTED,
        "Say the order's number and the answer: answer 1042 leave|recreate|retry|hold|let-go|drop-point [ID]");
      return RS_CLI_FAILED;
    }
  engine = rs_cli_load (self, &workspace, error);
  if (engine == NULL || !rs_workspace_take_sync_lock (workspace, error)
      || !rs_store_read (rs_workspace_get_store (workspace), find_key, &finding, error))
    return RS_CLI_FAILED;
  case_key = finding.case_key;
  if (g_str_equal (remedy, "drop-point"))
    return answer_drop_point (self, engine, case_key, self->arguments[3], error);
  if (!dex_await_boolean (g_str_equal (remedy, "hold")
                            ? rs_engine_hold_back (engine, case_key)
                            : rs_engine_answer (engine, case_key, self->code, remedy),
                          error))
    return RS_CLI_FAILED;
  g_print ("Order %s: %s\n", order, remedy);
  return RS_CLI_WELL;
}
