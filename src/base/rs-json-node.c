/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-json.h"

/* From what was read to what can be changed and written. */

static JsonNode *
to_node (const RsJsonValue *value)
{
  JsonNode *node = json_node_alloc ();

  switch (value->type)
    {
    case RS_JSON_OBJECT:
      {
        g_autoptr (JsonObject) object = json_object_new ();

        for (guint i = 0; i < value->length; i++)
          json_object_set_member (object, value->elements[i].name, to_node (&value->elements[i]));
        return json_node_init_object (node, object);
      }
    case RS_JSON_ARRAY:
      {
        g_autoptr (JsonArray) array = json_array_sized_new (value->length);

        for (guint i = 0; i < value->length; i++)
          json_array_add_element (array, to_node (&value->elements[i]));
        return json_node_init_array (node, array);
      }
    case RS_JSON_STRING:
      return json_node_init_string (node, value->string);
    case RS_JSON_INTEGER:
      return json_node_init_int (node, value->integer);
    case RS_JSON_DOUBLE:
      return json_node_init_double (node, value->number);
    case RS_JSON_BOOLEAN:
      return json_node_init_boolean (node, value->boolean);
    case RS_JSON_NULL:
    default:
      return json_node_init_null (node);
    }
}

JsonNode *
rs_json_parse (GBytes *bytes, gsize max_size, GError **error)
{
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse (bytes, max_size, error);

  return tree != NULL ? to_node (rs_json_tree_root (tree)) : NULL;
}
