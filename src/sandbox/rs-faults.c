/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-service.h"

#include "rs-error.h"

typedef struct
{
  char *service; /* (nullable), as the next two: any */
  char *method;
  char *path;
  RsFault fault;
  char *field; /* (owned) (nullable), as the next two; fault borrows them */
  JsonNode *value;
  char *body;
  gint64 left;   /* -1 for no end */
  gint64 after;  /* requests to let through first */
  gint64 struck; /* how often it did */
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
  [RS_FAULT_WRONG_TYPE] = "wrong-type",
  [RS_FAULT_HUGE_STRING] = "huge-string",
  [RS_FAULT_EXTRA_KEYS] = "extra-keys",
  [RS_FAULT_MISSING_KEY] = "missing-key",
};

static void
rule_free (gpointer data)
{
  Rule *self = data;

  g_free (self->service);
  g_free (self->method);
  g_free (self->path);
  g_free (self->field);
  g_clear_pointer (&self->value, json_node_unref);
  g_free (self->body);
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

static RsFaultKind
find_kind (JsonObject *spec, GError **error)
{
  const char *kind = rs_sandbox_string (spec, "kind");
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 1; i < G_N_ELEMENTS (kind_names); i++)
    {
      if (g_strcmp0 (kind, kind_names[i]) == 0)
        return (RsFaultKind) i;
      g_string_append_printf (known, "%s%s", i > 1 ? ", " : "", kind_names[i]);
    }
  g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "Unknown kind of fault \"%.40s\". Known: %s",
               kind != NULL ? kind : "", known->str);
  return RS_FAULT_NONE;
}

/* A misspelt member would make a test that proves nothing. */
static gboolean
check_members (JsonObject *spec, GError **error)
{
  static const char *const known[] = { "service",     "method", "path",  "kind", "amount", "count", "after",
                                       "probability", "field",  "value", "body", "clear",  NULL };
  g_autoptr (GList) members = json_object_get_members (spec);

  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (known, l->data))
      {
        g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "A fault has no \"%.40s\"", (const char *) l->data);
        return FALSE;
      }
  return TRUE;
}

/* (transfer full) (nullable) */
static Rule *
make_rule (JsonObject *spec, GError **error)
{
  const char *service = rs_sandbox_string (spec, "service");
  const char *body = rs_sandbox_string (spec, "body");
  static const char *const bodies[] = { "html", "empty", "json", NULL };
  RsFaultKind kind = find_kind (spec, error);
  Rule *rule;

  if (kind == RS_FAULT_NONE || !check_members (spec, error))
    return NULL;
  if ((service != NULL && !g_str_equal (service, "rackbeat") && !g_str_equal (service, "webshipper"))
      || (body != NULL && !g_strv_contains (bodies, body)))
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED,
                           "service is \"rackbeat\" or \"webshipper\", body \"html\", \"empty\" or \"json\"");
      return NULL;
    }
  rule = g_new0 (Rule, 1);
  rule->service = g_strdup (service);
  rule->method = g_strdup (rs_sandbox_string (spec, "method"));
  rule->path = g_strdup (rs_sandbox_string (spec, "path"));
  rule->field = g_strdup (rs_sandbox_string (spec, "field"));
  rule->value = json_object_has_member (spec, "value") ? json_object_dup_member (spec, "value") : NULL;
  rule->body = g_strdup (body);
  rule->fault
    = (RsFault) { kind, (gint64) rs_sandbox_number (spec, "amount"), rule->field, rule->value, rule->body };
  rule->left = json_object_has_member (spec, "count") ? (gint64) rs_sandbox_number (spec, "count") : 1;
  if (rule->left == 0)
    rule->left = -1;
  rule->after = (gint64) rs_sandbox_number (spec, "after");
  rule->probability
    = json_object_has_member (spec, "probability") ? rs_sandbox_number (spec, "probability") : 1.0;
  return rule;
}

/* (transfer full) (nullable) */
static GPtrArray *
make_rules (JsonObject *spec, GError **error)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func (rule_free);
  JsonArray *faults = rs_sandbox_array (spec, "faults");
  guint count = faults != NULL                          ? json_array_get_length (faults)
                : json_object_has_member (spec, "kind") ? 1
                                                        : 0;

  for (guint i = 0; i < count; i++)
    {
      JsonNode *node = faults != NULL ? json_array_get_element (faults, i) : NULL;
      Rule *rule;

      if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, "Each fault is an object");
          return NULL;
        }
      rule = make_rule (node != NULL ? json_node_get_object (node) : spec, error);
      if (rule == NULL)
        return NULL;
      g_ptr_array_add (rules, rule);
    }
  return g_steal_pointer (&rules);
}

gboolean
rs_faults_add (RsFaults *self, JsonObject *spec, GError **error)
{
  g_autoptr (GPtrArray) rules = make_rules (spec, error);

  if (rules == NULL)
    return FALSE;
  if (rs_sandbox_bool (spec, "clear"))
    g_ptr_array_set_size (self->rules, 0);
  g_ptr_array_extend_and_steal (self->rules, g_steal_pointer (&rules));
  return TRUE;
}

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

JsonNode *
rs_faults_describe (RsFaults *self)
{
  g_autoptr (JsonObject) root = json_object_new ();
  JsonArray *faults = json_array_new ();

  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);
      JsonObject *shown = json_object_new ();

      json_object_set_string_member (shown, "kind", kind_names[rule->fault.kind]);
      set_text (shown, "service", rule->service);
      set_text (shown, "method", rule->method);
      set_text (shown, "path", rule->path);
      set_text (shown, "field", rule->field);
      json_object_set_int_member (shown, "amount", rule->fault.amount);
      json_object_set_int_member (shown, "struck", rule->struck);
      if (rule->left >= 0)
        json_object_set_int_member (shown, "left", rule->left);
      else
        json_object_set_null_member (shown, "left");
      json_array_add_object_element (faults, shown);
    }
  json_object_set_array_member (root, "faults", faults);
  return rs_sandbox_object_node (root);
}

static gboolean
concerns (const Rule *rule, const char *service, const char *method, const char *template)
{
  return rule->left != 0 && (rule->service == NULL || g_str_equal (rule->service, service))
         && (rule->method == NULL || g_ascii_strcasecmp (rule->method, method) == 0)
         && (rule->path == NULL || g_str_has_prefix (template, rule->path));
}

RsFault
rs_faults_strike (RsFaults *self, const char *service, const char *method, const char *template)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      Rule *rule = g_ptr_array_index (self->rules, i);

      if (!concerns (rule, service, method, template))
        continue;
      if (rule->after > 0)
        {
          rule->after--;
          continue;
        }
      if (rule->probability < 1.0 && !rs_random_chance (self->random, rule->probability))
        continue;
      if (rule->left > 0)
        rule->left--;
      rule->struck++;
      return rule->fault;
    }
  return (RsFault) { RS_FAULT_NONE };
}
