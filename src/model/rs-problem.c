/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-problem.h"

#include "rs-json.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (RsProblem, rs_problem, rs_problem_ref, rs_problem_unref)

RsProblem *
rs_problem_new (const char *code, const char *subject, const char *case_key, const char *remedies,
                const char *format, ...)
{
  RsProblem *self = g_atomic_rc_box_new0 (RsProblem);
  va_list args;

  va_start (args, format);
  self->text = g_strdup_vprintf (format, args);
  va_end (args);
  self->code = g_strdup (code);
  self->subject = g_strdup (subject);
  self->case_key = g_strdup (case_key);
  self->remedies = remedies != NULL && *remedies != '\0' ? g_strsplit (remedies, ",", -1) : NULL;
  self->since = RS_INSTANT_NONE;
  return self;
}

RsProblem *
rs_problem_ref (RsProblem *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
problem_clear (gpointer data)
{
  RsProblem *self = data;

  g_free (self->code);
  g_free (self->subject);
  g_free (self->case_key);
  g_free (self->text);
  g_free (self->arguments);
  g_strfreev (self->remedies);
}

void
rs_problem_unref (RsProblem *self)
{
  g_atomic_rc_box_release_full (self, problem_clear);
}

/* (transfer full): an empty object when there are no arguments yet, or damaged ones. */
static JsonNode *
parse_arguments (const RsProblem *self)
{
  g_autoptr (GBytes) bytes
    = self->arguments != NULL ? g_bytes_new_static (self->arguments, strlen (self->arguments)) : NULL;
  JsonNode *node = bytes != NULL ? rs_json_parse (bytes, RS_JSON_MAX_STRING, NULL) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return node;
  g_clear_pointer (&node, json_node_unref);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, json_object_new ());
  return node;
}

void
rs_problem_set_argument (RsProblem *self, const char *name, const char *value)
{
  g_autoptr (JsonNode) known = parse_arguments (self);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  JsonObjectIter iter;
  const char *member_name;
  JsonNode *member;

  json_object_iter_init (&iter, json_node_get_object (known));
  while (json_object_iter_next (&iter, &member_name, &member))
    json_object_set_member (object, member_name, json_node_copy (member));
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
  node = json_node_init_object (json_node_alloc (), object);
  g_free (self->arguments);
  self->arguments = rs_json_to_string (node);
}

char *
rs_problem_dup_argument (const RsProblem *self, const char *name)
{
  g_autoptr (JsonNode) node = parse_arguments (self);
  JsonNode *member = json_object_get_member (json_node_get_object (node), name);

  return member != NULL && json_node_get_value_type (member) == G_TYPE_STRING ? json_node_dup_string (member)
                                                                              : NULL;
}
