/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-step-kind.h"

static const RsStepKind *const kinds[] = {
  &rs_step_create_rb_order,    &rs_step_book_rb_order,      &rs_step_update_rb_order,
  &rs_step_delete_rb_order,    &rs_step_create_rb_customer, &rs_step_create_rb_item,
  &rs_step_create_ws_order,    &rs_step_update_ws_order,    &rs_step_cancel_ws_order,
  &rs_step_mark_ws_dispatched, &rs_step_create_rb_shipment, &rs_step_mark_rb_shipped,
  &rs_step_write_rb_tracking,  &rs_step_book_ws_shipment,
};

const RsStepKind *
rs_step_kind_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i]->name, name) == 0)
      return kinds[i];
  return NULL;
}

gboolean
rs_step_kind_writes_to_webshipper (const char *name)
{
  return name != NULL && strstr (name, "-ws-") != NULL;
}

gboolean
rs_step_kind_is_shared (const char *name)
{
  return g_strcmp0 (name, "create-rb-customer") == 0 || g_strcmp0 (name, "create-rb-item") == 0;
}

gboolean
rs_step_kind_stands_alone (const char *name)
{
  static const char *const alone[] = { "cancel-ws-order", "update-ws-order", "write-rb-tracking", NULL };

  return name != NULL && g_strv_contains (alone, name);
}

JsonObject *
rs_step_parse_object (const char *text)
{
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new_static (text, strlen (text)) : NULL;
  g_autoptr (JsonNode) node = bytes != NULL ? rs_json_parse (bytes, G_MAXINT32, NULL) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_dup_object (node);
  return json_object_new ();
}

char *
rs_step_object_to_string (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_node_init_object (node, object);
  return rs_json_to_string (node);
}

RsStepContext *
rs_step_context_new (RsPass *pass, const RsCase *subject, RsStep *step)
{
  RsStepContext *self = g_new0 (RsStepContext, 1);
  g_autoptr (GBytes) bytes = NULL;

  self->pass = pass;
  self->subject = subject;
  self->step = step;
  /* The step's own text may be written anew meanwhile. */
  bytes = step->payload != NULL ? g_bytes_new (step->payload, strlen (step->payload)) : NULL;
  self->tree = bytes != NULL ? rs_json_tree_parse (bytes, G_MAXINT32, NULL) : NULL;
  self->payload = rs_json_tree_root (self->tree);
  self->result = rs_step_parse_object (step->result);
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_document_unref);
  self->feeds = g_ptr_array_new ();
  return self;
}

void
rs_step_context_free (RsStepContext *self)
{
  g_clear_pointer (&self->tree, rs_json_tree_free);
  json_object_unref (self->result);
  g_ptr_array_unref (self->documents);
  g_ptr_array_unref (self->feeds);
  g_clear_pointer (&self->link, rs_link_unref);
  g_free (self->detail);
  g_free (self->buyer);
  g_free (self);
}

void
rs_step_context_take (RsStepContext *self, const RsFeed *feed, RsDocument *document)
{
  g_ptr_array_add (self->documents, document);
  g_ptr_array_add (self->feeds, (gpointer) feed);
}

const char *
rs_step_payload_string (RsStepContext *self, const char *name)
{
  return rs_json_value_get_string (self->payload, name);
}

gint64
rs_step_payload_int (RsStepContext *self, const char *name)
{
  return rs_json_value_get_int (self->payload, name);
}

const RsJsonValue *
rs_step_payload_data (RsStepContext *self, const char *name)
{
  return rs_json_value_member_of_type (rs_json_value_member (self->payload, name), "data", RS_JSON_OBJECT);
}

char *
rs_step_payload_dup_text (RsStepContext *self, const char *name)
{
  const RsJsonValue *value = rs_json_value_member (self->payload, name);

  return value != NULL ? rs_json_value_dup_text (value) : NULL;
}

GBytes *
rs_step_payload_body (RsStepContext *self, const char *name)
{
  char *text = rs_step_payload_dup_text (self, name);

  return text != NULL ? g_bytes_new_take (text, strlen (text)) : g_bytes_new (NULL, 0);
}

char *
rs_step_dup_scalar (const RsJsonValue *value)
{
  RsDecimal number;

  if (rs_json_value_is (value, RS_JSON_STRING))
    return g_strdup (value->string);
  if (rs_json_value_is (value, RS_JSON_BOOLEAN))
    return g_strdup (value->boolean ? "true" : "false");
  if (rs_json_value_is (value, RS_JSON_INTEGER))
    return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
  if (rs_json_value_is (value, RS_JSON_DOUBLE) && rs_decimal_from_double (value->number, &number, NULL))
    return rs_decimal_dup_string (number);
  return NULL;
}

gboolean
rs_step_was_before (RsStepContext *self, gint64 id)
{
  const RsJsonValue *before = rs_json_value_member_of_type (self->payload, "before", RS_JSON_ARRAY);
  g_autofree char *wanted = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  for (guint i = 0; i < rs_json_value_length (before); i++)
    {
      g_autofree char *text = rs_step_dup_scalar (rs_json_value_element (before, i));

      if (g_strcmp0 (text, wanted) == 0)
        return TRUE;
    }
  return FALSE;
}
