/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cli-private.h"

#include "rs-error.h"

#include <string.h>

typedef struct
{
  gint64 number;
  RsCase *subject;
} Loading;

static gboolean
load (RsDb *db, gpointer data, GError **error)
{
  Loading *self = data;
  g_autofree char *shown = g_strdup_printf ("%" G_GINT64_FORMAT, self->number);
  g_autofree char *case_key = rs_case_find_key (db, shown, error);

  if (case_key == NULL)
    return FALSE;
  self->subject = rs_case_load (db, case_key, error);
  return self->subject != NULL;
}

/* "SKU=QTY" as the order's first line of that item; an item on two lines is given as its line's number,
 * "#55011=2". */
static gboolean
parse_line (const RsCase *subject, const char *text, GArray *lines, GError **error)
{
  const char *equals = strrchr (text, '=');
  g_autofree char *item = equals != NULL ? g_strndup (text, equals - text) : NULL;
  RsShipLine wanted = { 0 };

  if (item == NULL || !rs_decimal_parse (equals + 1, &wanted.quantity, error))
    {
      g_clear_error (error);
      g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "--line is SKU=QTY, not \"%.60s\"", text);
      return FALSE;
    }
  for (guint i = 0; i < subject->rb_order->lines->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (subject->rb_order->lines, i);
      g_autofree char *id = g_strdup_printf ("#%" G_GINT64_FORMAT, line->id);

      if (g_strcmp0 (line->item_number, item) != 0 && !g_str_equal (id, item))
        continue;
      wanted.order_line_id = line->id;
      g_array_append_val (lines, wanted);
      return TRUE;
    }
  g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "The order has no line with the item \"%.60s\"", item);
  return FALSE;
}

static gboolean
save_label (RsCli *self, RsEngine *engine, const char *ws_shipment_id, GError **error)
{
  g_autoptr (GPtrArray) labels = dex_await_boxed (rs_engine_fetch_labels (engine, ws_shipment_id), error);
  const RsLabel *label;

  if (labels == NULL)
    return FALSE;
  label = g_ptr_array_index (labels, 0);
  return g_file_set_contents (self->label, g_bytes_get_data (label->content, NULL),
                              (gssize) g_bytes_get_size (label->content), error);
}

static int
finish (RsCli *self, RsEngine *engine, const char *answer, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (answer, strlen (answer));
  g_autoptr (JsonNode) node = rs_json_parse (bytes, RS_JSON_MAX_STRING, error);
  JsonObject *result = node != NULL ? json_node_get_object (node) : NULL;
  const char *booked, *state;

  if (result == NULL)
    return RS_CLI_FAILED;
  booked = json_object_get_string_member_with_default (result, "ws_shipment_id", NULL);
  state = json_object_get_string_member_with_default (result, "state", "waiting");
  if (self->as_json)
    g_print ("%s\n", answer);
  else
    g_print ("%s (%s)\n", json_object_get_string_member_with_default (result, "text", ""), state);
  if (self->label != NULL && booked != NULL && !save_label (self, engine, booked, error))
    return RS_CLI_FAILED;
  return g_str_equal (state, "done") && (!self->book || booked != NULL) ? RS_CLI_WELL : RS_CLI_NEEDS_PERSON;
}

int
rs_cli_ship (RsCli *self, GError **error)
{
  g_autoptr (RsWorkspace) workspace = NULL;
  g_autoptr (RsEngine) engine = NULL;
  g_autoptr (RsSyncReport) report = NULL;
  g_autoptr (RsCase) subject = NULL;
  g_autoptr (GArray) lines = NULL;
  g_autofree char *answer = NULL;
  Loading loading = { 0, NULL };

  if (self->arguments[1] == NULL
      || !g_ascii_string_to_signed (self->arguments[1], 10, 1, G_MAXINT64, &loading.number, NULL))
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, "Say which order: ship 1042");
      return RS_CLI_FAILED;
    }
  engine = rs_cli_load (self, &workspace, error);
  if (engine == NULL || !rs_workspace_take_sync_lock (workspace, error))
    return RS_CLI_FAILED;
  /* What remains is decided on fresh knowledge. */
  report = dex_await_boxed (rs_engine_sync_once (engine, RS_SYNC_PERSON), error);
  if (report == NULL || !rs_store_read (rs_workspace_get_store (workspace), load, &loading, error))
    return RS_CLI_FAILED;
  subject = loading.subject;
  if (self->lines != NULL && subject->rb_order != NULL)
    lines = g_array_new (FALSE, FALSE, sizeof (RsShipLine));
  for (guint i = 0; lines != NULL && self->lines[i] != NULL; i++)
    if (!parse_line (subject, self->lines[i], lines, error))
      return RS_CLI_FAILED;
  answer = dex_await_string (
    rs_engine_ship (engine, loading.number, lines, self->book || self->label != NULL), error);
  return answer != NULL ? finish (self, engine, answer, error) : RS_CLI_FAILED;
}
