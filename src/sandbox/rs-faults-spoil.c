/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-service.h"

#include "rs-json.h"

#include <string.h>

/* What faults make of answers. */

#define HUGE_STRING 10000000

static RsResponse *
text_response (guint status, const char *content_type, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return rs_response_new (status, content_type, body);
}

RsResponse *
rs_fault_page (guint status, const char *body)
{
  g_autofree char *page = NULL;

  if (g_strcmp0 (body, "empty") == 0)
    return rs_response_new (status, NULL, NULL);
  if (g_strcmp0 (body, "json") == 0)
    return text_response (status, "application/json", "{\"message\":\"Server Error\"}");
  page
    = g_strdup_printf ("<!DOCTYPE html>\n<html><head><title>%u</title></head><body><h1>%u</h1><p>The request "
                       "could not be served.</p></body></html>\n",
                       status, status);
  return text_response (status, "text/html; charset=UTF-8", page);
}

/* Every place that a member named @field stands at, or every member where @field is NULL: (element-type
 * JsonObject) in @owners, names in @names. */
static void
find_members (JsonNode *node, const char *field, GPtrArray *owners, GPtrArray *names)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      find_members (json_array_get_element (json_node_get_array (node), i), field, owners, names);
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        {
          if (field == NULL || g_str_equal (name, field))
            {
              g_ptr_array_add (owners, json_node_get_object (node));
              g_ptr_array_add (names, g_strdup (name));
            }
          find_members (member, field, owners, names);
        }
    }
}

/* Something that the member's reader does not expect. */
static JsonNode *
another_type (JsonNode *was)
{
  if (JSON_NODE_HOLDS_ARRAY (was))
    return json_node_init_string (json_node_alloc (), "none");
  if (JSON_NODE_HOLDS_OBJECT (was))
    {
      g_autoptr (JsonArray) nothing = json_array_new ();

      return json_node_init_array (json_node_alloc (), nothing);
    }
  if (JSON_NODE_HOLDS_VALUE (was) && json_node_get_value_type (was) == G_TYPE_STRING)
    {
      g_autoptr (JsonObject) object = json_object_new ();

      json_object_set_boolean_member (object, "unexpected", TRUE);
      return json_node_init_object (json_node_alloc (), object);
    }
  return json_node_init_string (json_node_alloc (), "many");
}

static JsonNode *
replacement (const RsFault *fault, JsonNode *was)
{
  gint64 size = fault->amount > 0 ? fault->amount : HUGE_STRING;
  g_autofree char *text = NULL;

  if (fault->value != NULL)
    return json_node_copy (fault->value);
  if (fault->kind == RS_FAULT_WRONG_TYPE)
    return another_type (was);
  text = g_strnfill ((gsize) size, 'A');
  return json_node_init_string (json_node_alloc (), text);
}

static void
spoil_members (const RsFault *fault, JsonNode *root, RsRandom *random)
{
  g_autoptr (GPtrArray) owners = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint first = 0, end;

  find_members (root, fault->field, owners, names);
  if (owners->len == 0)
    return;
  end = owners->len;
  /* One by chance, or the first of its name only: ten megabytes in every row would be another fault. */
  if (fault->field == NULL)
    first = (guint) rs_random_range (random, 0, owners->len);
  if (fault->field == NULL || fault->kind == RS_FAULT_HUGE_STRING)
    end = first + 1;
  for (guint i = end; i > first; i--)
    {
      JsonObject *owner = g_ptr_array_index (owners, i - 1);
      const char *name = g_ptr_array_index (names, i - 1);

      if (fault->kind == RS_FAULT_MISSING_KEY)
        json_object_remove_member (owner, name);
      else
        json_object_set_member (owner, name, replacement (fault, json_object_get_member (owner, name)));
    }
}

static void
add_keys (JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      add_keys (json_array_get_element (json_node_get_array (node), i));
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) values = json_object_get_values (object);
      JsonObject *extra = json_object_new ();

      for (GList *l = values; l != NULL; l = l->next)
        add_keys (l->data);
      json_object_set_string_member (extra, "name", "æøå & <b>");
      json_object_set_object_member (object, "x_new_object", extra);
      json_object_set_int_member (object, "x_new_number", G_MAXINT64);
      json_object_set_null_member (object, "");
    }
}

/* The answer with its JSON spoilt; an answer that is no JSON stays as it is. */
static RsResponse *
spoil_json (const RsFault *fault, RsResponse *response, RsRandom *random)
{
  g_autoptr (RsResponse) old = response;
  g_autoptr (JsonNode) root = rs_json_parse (old->body, 256 * 1024 * 1024, NULL);
  RsResponse *spoilt;

  if (root == NULL)
    return g_steal_pointer (&old);
  if (fault->kind == RS_FAULT_EXTRA_KEYS)
    add_keys (root);
  else
    spoil_members (fault, root, random);
  spoilt = rs_sandbox_json_response (old->status, rs_response_get_header (old, "Content-Type"),
                                     g_steal_pointer (&root));
  return spoilt;
}

static RsResponse *
with_body (RsResponse *response, const char *text, gssize length)
{
  g_autoptr (RsResponse) old = response;
  g_autoptr (GBytes) body = g_bytes_new (text, (gsize) length);

  return rs_response_new (old->status, rs_response_get_header (old, "Content-Type"), body);
}

/* A page that ends in the middle of its JSON, though its length is right. */
static RsResponse *
halve (RsResponse *response)
{
  g_autoptr (RsResponse) owned = response;
  gsize size;
  const char *text = g_bytes_get_data (owned->body, &size);
  g_autofree char *half = g_strndup (size > 1 ? text : "{", size > 1 ? size / 2 : 1);

  return with_body (rs_response_ref (owned), half, (gssize) strlen (half));
}

static RsResponse *
carried (RsResponse *response, RsCarry carry)
{
  response->carry = carry;
  return response;
}

RsResponse *
rs_fault_spoil (const RsFault *fault, RsResponse *response, RsRandom *random)
{
  switch (fault->kind)
    {
    case RS_FAULT_LATENCY:
      response->delay_ms = (guint) CLAMP (fault->amount, 0, 600000);
      return response;
    case RS_FAULT_RESET_AFTER:
      return carried (response, RS_CARRY_RESET);
    case RS_FAULT_HANG_AFTER:
      return carried (response, RS_CARRY_HANG);
    case RS_FAULT_CUT:
      return carried (response, RS_CARRY_CUT);
    case RS_FAULT_STATUS_AFTER:
      rs_response_unref (response);
      return rs_fault_page (fault->amount != 0 ? (guint) fault->amount : 500, fault->body);
    case RS_FAULT_MALFORMED:
      return halve (response);
    case RS_FAULT_EMPTY:
      return with_body (response, "", 0);
    case RS_FAULT_HTML:
      rs_response_unref (response);
      return rs_fault_page (200, "html");
    case RS_FAULT_WRONG_TYPE:
    case RS_FAULT_HUGE_STRING:
    case RS_FAULT_EXTRA_KEYS:
    case RS_FAULT_MISSING_KEY:
      return spoil_json (fault, response, random);
    case RS_FAULT_NONE:
    case RS_FAULT_STATUS:
    case RS_FAULT_THROTTLE:
    case RS_FAULT_RESET_BEFORE:
    default:
      return response;
    }
}
