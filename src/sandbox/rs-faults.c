/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-service.h"

#include "rs-error.h"

#include <string.h>

typedef struct
{
  char *service;       /* (nullable), as the next two: any */
  char *method;
  char *path;
  RsFault fault;
  gint64 count;        /* left; -1 for no end */
  gint64 after;        /* requests to let through first */
  double probability;
} Rule;

struct _RsFaults
{
  RsRandom *random; /* (owned) */
  GPtrArray *rules; /* (owned) (element-type Rule) */
};

static const char *const kind_names[] = {
  [RS_FAULT_NONE] = "none",
  [RS_FAULT_LATENCY] = "latency",
  [RS_FAULT_STATUS] = "status",
  [RS_FAULT_THROTTLE] = "throttle",
  [RS_FAULT_RESET_BEFORE] = "reset-before",
  [RS_FAULT_RESET_AFTER] = "reset-after",
  [RS_FAULT_HANG_AFTER] = "hang-after",
  [RS_FAULT_STATUS_AFTER] = "status-after",
  [RS_FAULT_CUT] = "cut",
  [RS_FAULT_MALFORMED] = "malformed",
  [RS_FAULT_EMPTY] = "empty",
  [RS_FAULT_HTML] = "html",
};

static void
rule_free (gpointer data)
{
  Rule *self = data;

  g_free (self->service);
  g_free (self->method);
  g_free (self->path);
  g_free (self);
}

RsFaults *
rs_faults_new (RsRandom *random)
{
  RsFaults *self = g_new0 (RsFaults, 1);

  self->random = g_object_ref (random);
  self->rules = g_ptr_array_new_with_free_func (rule_free);
  return self;
}

void
rs_faults_free (RsFaults *self)
{
  g_object_unref (self->random);
  g_ptr_array_unref (self->rules);
  g_free (self);
}

static gboolean
add_rule (RsFaults *self, JsonObject *spec, GError **error)
{
  const char *kind = rs_sandbox_string (spec, "kind");
  Rule *rule;
  guint found = 0;

  for (guint i = 1; i < G_N_ELEMENTS (kind_names); i++)
    if (g_strcmp0 (kind, kind_names[i]) == 0)
      found = i;
  if (found == 0)
    {
      g_autofree char *known = g_strjoinv (", ", (char **) (gpointer) (const char *[]){
                                                     "latency", "status", "throttle", "reset-before", "reset-after", "hang-after",
                                                     "status-after", "cut", "malformed", "empty", "html", NULL });

      g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "Unknown kind of fault \"%.40s\". Known: %s", kind != NULL ? kind : "", known);
      return FALSE;
    }
  rule = g_new0 (Rule, 1);
  rule->service = g_strdup (rs_sandbox_string (spec, "service"));
  rule->method = g_strdup (rs_sandbox_string (spec, "method"));
  rule->path = g_strdup (rs_sandbox_string (spec, "path"));
  rule->fault.kind = found;
  rule->fault.amount = (gint64) rs_sandbox_number (spec, "amount");
  rule->count = json_object_has_member (spec, "count") ? (gint64) rs_sandbox_number (spec, "count") : 1;
  if (rule->count == 0)
    rule->count = -1;
  rule->after = (gint64) rs_sandbox_number (spec, "after");
  rule->probability = json_object_has_member (spec, "probability") ? rs_sandbox_number (spec, "probability") : 1.0;
  g_ptr_array_add (self->rules, rule);
  return TRUE;
}

gboolean
rs_faults_add (RsFaults *self, JsonObject *spec, GError **error)
{
  JsonArray *faults = rs_sandbox_array (spec, "faults");

  if (rs_sandbox_bool (spec, "clear"))
    g_ptr_array_set_size (self->rules, 0);
  if (faults == NULL && json_object_has_member (spec, "kind"))
    return add_rule (self, spec, error);
  for (guint i = 0; faults != NULL && i < json_array_get_length (faults); i++)
    {
      JsonNode *node = json_array_get_element (faults, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, "Each fault is an object");
          return FALSE;
        }
      if (!add_rule (self, json_node_get_object (node), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
concerns (const Rule *rule, const char *service, const char *method, const char *template)
{
  return (rule->service == NULL || g_str_equal (rule->service, service)) && (rule->method == NULL || g_str_equal (rule->method, method)) &&
         (rule->path == NULL || g_str_has_prefix (template, rule->path));
}

RsFault
rs_faults_strike (RsFaults *self, const char *service, const char *method, const char *template)
{
  RsFault none = { RS_FAULT_NONE, 0 };

  for (guint i = 0; i < self->rules->len; i++)
    {
      Rule *rule = g_ptr_array_index (self->rules, i);
      RsFault fault = rule->fault;

      if (!concerns (rule, service, method, template))
        continue;
      if (rule->after > 0)
        {
          rule->after--;
          continue;
        }
      if (!rs_random_chance (self->random, rule->probability))
        continue;
      if (rule->count > 0 && --rule->count == 0)
        g_ptr_array_remove_index (self->rules, i);
      return fault;
    }
  return none;
}
