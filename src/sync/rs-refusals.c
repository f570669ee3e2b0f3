/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-refusals.h"

#include "rs-json.h"
#include "rs-planning.h"

#define MEMBER "refused"

/* How a number or an escape is spelled proves nothing: the hash is of the payload written anew. (nullable) */
static char *
hash_payload (const char *payload)
{
  g_autoptr (JsonNode) node = rs_payload_parse (payload);
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
  g_autofree char *wanted = NULL, *last = NULL;
  g_autoptr (JsonNode) result = NULL;
  g_autoptr (GPtrArray) earlier = NULL;

  if (step->state != RS_STEP_FAILED)
    return FALSE;
  result = rs_payload_parse (step->result);
  earlier = list_earlier (result);
  wanted = hash_payload (payload);
  last = hash_payload (step->payload);
  return g_strcmp0 (last, wanted) == 0
         || g_ptr_array_find_with_equal_func (earlier, wanted, g_str_equal, NULL);
}

char *
rs_refusals_remember (const RsStep *step)
{
  g_autofree char *last = hash_payload (step->payload);
  g_autoptr (JsonNode) result = rs_payload_parse (step->result);
  g_autoptr (GPtrArray) hashes = list_earlier (result);
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();

  if (step->state != RS_STEP_FAILED)
    return NULL;
  if (last != NULL && !g_ptr_array_find_with_equal_func (hashes, last, g_str_equal, NULL))
    g_ptr_array_add (hashes, last);
  rs_json_writer_begin_object (writer);
  rs_json_writer_name (writer, MEMBER);
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < hashes->len; i++)
    rs_json_writer_add_string (writer, g_ptr_array_index (hashes, i));
  rs_json_writer_end_array (writer);
  rs_json_writer_end_object (writer);
  return rs_json_writer_dup_text (writer);
}
