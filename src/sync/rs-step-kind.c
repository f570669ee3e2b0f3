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

  self->pass = pass;
  self->subject = subject;
  self->step = step;
  self->payload = rs_step_parse_object (step->payload);
  self->result = rs_step_parse_object (step->result);
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_document_unref);
  self->feeds = g_ptr_array_new ();
  return self;
}

void
rs_step_context_free (RsStepContext *self)
{
  json_object_unref (self->payload);
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
  JsonNode *node = json_object_get_member (self->payload, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

gint64
rs_step_payload_int (RsStepContext *self, const char *name)
{
  JsonNode *node = json_object_get_member (self->payload, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;
}

JsonObject *
rs_step_object_member (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonObject *
rs_step_payload_data (RsStepContext *self, const char *name)
{
  return rs_step_object_member (rs_step_object_member (self->payload, name), "data");
}

char *
rs_step_dup_scalar (JsonNode *node)
{
  RsDecimal number;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  return rs_decimal_from_double (json_node_get_double (node), &number, NULL) ? rs_decimal_dup_string (number)
                                                                             : NULL;
}

gboolean
rs_step_was_before (RsStepContext *self, gint64 id)
{
  JsonNode *node = json_object_get_member (self->payload, "before");
  JsonArray *before = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  for (guint i = 0; before != NULL && i < json_array_get_length (before); i++)
    {
      JsonNode *element = json_array_get_element (before, i);

      if (json_node_get_value_type (element) == G_TYPE_INT64 && json_node_get_int (element) == id)
        return TRUE;
      if (json_node_get_value_type (element) == G_TYPE_STRING
          && g_str_equal (json_node_get_string (element), text))
        return TRUE;
    }
  return FALSE;
}
