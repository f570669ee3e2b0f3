/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-refusals.h"

#include "rs-json.h"
#include "rs-planning.h"

#define MEMBER "refused"

/* The journal keeps the text it was given, but how a number or an escape is spelled there proves nothing. */
static char *
hash_payload (const RsStep *step)
{
  g_autoptr (JsonNode) node = rs_payload_parse (step->payload);
  g_autofree char *text = node != NULL ? rs_json_to_string (node) : NULL;

  return text != NULL ? rs_plan_hash (text) : NULL;
}

/* The hashes of what was refused before. (transfer container) (element-type utf8) */
static GPtrArray *
list_earlier (JsonNode *result)
{
  GPtrArray *hashes = g_ptr_array_new ();
  JsonNode *node = result != NULL ? json_object_get_member (json_node_get_object (result), MEMBER) : NULL;
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    if (json_node_get_value_type (json_array_get_element (list, i)) == G_TYPE_STRING)
      g_ptr_array_add (hashes, (gpointer) json_array_get_string_element (list, i));
  return hashes;
}

gboolean
rs_refusals_contain (const RsStep *step, const char *payload)
{
  g_autofree char *wanted = rs_plan_hash (payload), *last = NULL;
  g_autoptr (JsonNode) result = rs_payload_parse (step->result);
  g_autoptr (GPtrArray) earlier = list_earlier (result);

  if (step->state != RS_STEP_FAILED)
    return FALSE;
  last = hash_payload (step);
  return g_strcmp0 (last, wanted) == 0
         || g_ptr_array_find_with_equal_func (earlier, wanted, g_str_equal, NULL);
}

char *
rs_refusals_remember (const RsStep *step)
{
  g_autofree char *last = hash_payload (step);
  g_autoptr (JsonNode) result = rs_payload_parse (step->result), node = NULL;
  g_autoptr (GPtrArray) hashes = list_earlier (result);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (step->state != RS_STEP_FAILED)
    return NULL;
  if (last != NULL && !g_ptr_array_find_with_equal_func (hashes, last, g_str_equal, NULL))
    g_ptr_array_add (hashes, last);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, MEMBER);
  json_builder_begin_array (builder);
  for (guint i = 0; i < hashes->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (hashes, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  return rs_json_to_string (node);
}
