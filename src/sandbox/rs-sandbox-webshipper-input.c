/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

/* What a body may say of orders (Webshipper reference §1.6, §3): an unknown attribute is code
 * 105, a value of the wrong shape 103, a word that is none of an attribute's own 100. */

typedef enum
{
  SHAPE_VALUE, /* text, number, yes or no, null */
  SHAPE_LINES, /* array of objects */
  SHAPE_ARRAY,
  SHAPE_PART, /* object or null */
  SHAPE_ANY,
} Shape;

typedef struct
{
  const char *name;
  Shape shape;
  const char *words; /* comma list of the only texts there are, or NULL */
} Member;

static const Member members[] = {
  { "status", SHAPE_VALUE, "pending,dispatched,partly_dispatched,cancelled,error,missing_rate,on_hold" },
  { "ext_ref", SHAPE_VALUE, NULL },
  { "visible_ref", SHAPE_VALUE, NULL },
  { "order_channel_id", SHAPE_VALUE, NULL },
  { "order_lines", SHAPE_LINES, NULL },
  { "delivery_address", SHAPE_PART, NULL },
  { "sender_address", SHAPE_PART, NULL },
  { "billing_address", SHAPE_PART, NULL },
  { "sold_from_address", SHAPE_PART, NULL },
  { "drop_point", SHAPE_PART, NULL },
  { "original_shipping", SHAPE_PART, NULL },
  { "currency", SHAPE_VALUE, NULL },
  { "internal_comment", SHAPE_VALUE, NULL },
  { "external_comment", SHAPE_VALUE, NULL },
  { "error_message", SHAPE_ANY, NULL },
  { "error_class", SHAPE_VALUE, NULL },
  { "lock_state", SHAPE_VALUE, "locked,unlocked" },
  { "tags", SHAPE_ARRAY, NULL },
  { "slip_printed", SHAPE_VALUE, NULL },
  { "label_printed", SHAPE_VALUE, NULL },
  { "create_shipment_automatically", SHAPE_VALUE, NULL },
  { "additional_attributes", SHAPE_ANY, NULL },
};

static const Member *
find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_str_equal (members[i].name, name))
      return &members[i];
  return NULL;
}

static gboolean
holds_only_objects (JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      return FALSE;
  return array != NULL;
}

static gboolean
has_shape (JsonNode *node, Shape shape)
{
  switch (shape)
    {
    case SHAPE_VALUE:
      return JSON_NODE_HOLDS_VALUE (node) || JSON_NODE_HOLDS_NULL (node);
    case SHAPE_LINES:
      return holds_only_objects (node);
    case SHAPE_ARRAY:
      return JSON_NODE_HOLDS_ARRAY (node);
    case SHAPE_PART:
      return JSON_NODE_HOLDS_OBJECT (node) || JSON_NODE_HOLDS_NULL (node);
    case SHAPE_ANY:
    default:
      return TRUE;
    }
}

static gboolean
is_word (JsonNode *node, const char *words)
{
  g_auto (GStrv) all = words != NULL ? g_strsplit (words, ",", -1) : NULL;

  return all == NULL || JSON_NODE_HOLDS_NULL (node)
         || (json_node_get_value_type (node) == G_TYPE_STRING
             && g_strv_contains ((const char *const *) all, json_node_get_string (node)));
}

static RsResponse *
check_member (const char *name, JsonNode *node)
{
  const Member *member = find (name);
  g_autofree char *pointer = g_strdup_printf ("/data/attributes/%.60s", name);
  g_autofree char *unknown = g_strdup_printf ("%.60s is not allowed.", name);
  g_autofree char *wrong = g_strdup_printf ("This is not a valid value for %.60s.", name);
  g_autofree char *outside = g_strdup_printf ("%.60s - is not included in the list", name);

  if (member == NULL)
    return rs_sbw_error (400, "105", NULL, "Param not allowed", unknown);
  if (!has_shape (node, member->shape))
    return rs_sbw_error (400, "103", pointer, "Invalid field value", wrong);
  if (!is_word (node, member->words))
    return rs_sbw_error (422, "100", pointer, "is not included in the list", outside);
  return NULL;
}

RsResponse *
rs_sbw_check_attributes (JsonObject *attributes)
{
  g_autoptr (GList) names = attributes != NULL ? json_object_get_members (attributes) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      RsResponse *refused = check_member (l->data, json_object_get_member (attributes, l->data));

      if (refused != NULL)
        return refused;
    }
  return NULL;
}

gint64
rs_sbw_relation_id (JsonObject *data, const char *name)
{
  JsonObject *relationship = rs_sandbox_object (rs_sandbox_object (data, "relationships"), name);

  return (gint64) rs_sandbox_number (rs_sandbox_object (relationship, "data"), "id");
}
