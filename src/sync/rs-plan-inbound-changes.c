/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-rules.h"

#include "rs-plan-shares.h"
#include "rs-rackbeat-encode.h"
#include "rs-rb-draft.h"

#include <string.h>

/* Edited in Webshipper after it crossed: F4.6 the other way. What was sent is compared with what would be
 * sent now, member by member, and only what differs is written, so that what a person changed in Rackbeat
 * stays. A draft takes all of it; once it is confirmed its lines are locked (Rackbeat reference §3.1), which
 * is told. */

/* The members of the journaled bodies that people see as one thing. */
static const struct
{
  const char *prefix;
  const char *words;
} things[] = {
  { "lines", "lines" },
  { "delivery_address", "delivery address" },
  { "billing_address", "billing address" },
  { "address_", "billing address" },
  { "delivery_terms", "delivery term" },
  { "note", "comment" },
  { "heading", "number" },
  { "currency", "currency" },
};

static const char *
describe (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    if (g_str_has_prefix (name, things[i].prefix))
      return things[i].words;
  return name;
}

static gboolean
is_same (JsonNode *a, JsonNode *b)
{
  g_autofree char *left = a != NULL ? rs_json_to_string (a) : NULL;
  g_autofree char *right = b != NULL ? rs_json_to_string (b) : NULL;

  return g_strcmp0 (left, right) == 0;
}

/* Which members differ: those that are in either. The customer is not among them: whose order it is was
 * decided when it crossed. (element-type utf8) (transfer full) */
static GPtrArray *
list_changed (JsonObject *before, JsonObject *now)
{
  GPtrArray *changed = g_ptr_array_new_with_free_func (g_free);
  JsonObject *both[] = { now, before };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_autoptr (GList) names = json_object_get_members (both[i]);

      for (GList *l = names; l != NULL; l = l->next)
        if (!g_str_equal (l->data, "customer_id")
            && !is_same (json_object_get_member (before, l->data), json_object_get_member (now, l->data))
            && !g_ptr_array_find_with_equal_func (changed, l->data, g_str_equal, NULL))
          g_ptr_array_add (changed, g_strdup (l->data));
    }
  return changed;
}

static gboolean
has_changed (GPtrArray *changed, const char *name)
{
  return g_ptr_array_find_with_equal_func (changed, name, g_str_equal, NULL);
}

static GBytes *
make_patch (JsonObject *now, GPtrArray *changed)
{
  g_autoptr (JsonObject) patch = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  char *text;

  for (guint i = 0; i < changed->len; i++)
    {
      const char *name = g_ptr_array_index (changed, i);
      JsonNode *value = json_object_get_member (now, name);

      if (value != NULL)
        json_object_set_member (patch, name, json_node_copy (value));
      else
        json_object_set_null_member (patch, name);
    }
  node = json_node_init_object (json_node_alloc (), patch);
  text = rs_json_to_string (node);
  return g_bytes_new_take (text, strlen (text));
}

static char *
join_things (GPtrArray *changed)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; i < changed->len; i++)
    {
      const char *word = describe (g_ptr_array_index (changed, i));

      if (!g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL))
        g_ptr_array_add (words, (gpointer) word);
    }
  g_ptr_array_add (words, NULL);
  return g_strjoinv (", ", (char **) words->pdata);
}

static void
hold_changed (RsPlanning *planning, const RsPlanSource *source, GPtrArray *changed, GBytes *body)
{
  g_autofree char *things_changed = join_things (changed);
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autofree char *hash = rs_plan_hash (text);
  g_autofree char *handle = g_strdup_printf ("%s:%s", source->ext_ref, hash);
  RsProblem *problem;

  if (rs_planning_is_left (planning, RS_PROBLEM_CHANGED_AFTER, handle))
    {
      rs_planning_because (planning, "It was changed in Webshipper (%s); a person chose to leave it so",
                           things_changed);
      return;
    }
  problem = rs_planning_problem (
    planning, RS_PROBLEM_CHANGED_AFTER, source->ext_ref, "open-rackbeat,open-webshipper,leave",
    "Order %s was changed in Webshipper after it was confirmed in Rackbeat: %s. A "
    "confirmed order's lines are locked there. Open it in Rackbeat and change it, or "
    "leave it as it is.",
    planning->name, things_changed);
  rs_problem_set_argument (problem, "difference", things_changed);
  rs_problem_set_argument (problem, "handle", handle);
  rs_planning_hold (planning, problem);
}

/* The rate that the term was read from: a mapping that was changed since changes nothing that has crossed. */
static gint64
sent_rate (const RsPlanning *planning)
{
  static const char *const kinds[] = { "create-rb-order", "update-rb-order", NULL };

  for (guint i = planning->subject->steps->len; i > 0; i--)
    {
      const RsStep *step = g_ptr_array_index (planning->subject->steps, i - 1);
      g_autoptr (RsJsonTree) tree = NULL;
      RsJson root;
      gint64 rate;

      if (step->state != RS_STEP_DONE || !g_strv_contains (kinds, step->kind))
        continue;
      tree = rs_json_tree_parse_text (step->payload, NULL);
      rs_json_init (&root, rs_json_tree_root (tree), "payload");
      rate = rs_json_get_int (&root, "rate_id", RS_JSON_LENIENT);
      rs_json_finish (&root, NULL);
      return rate;
    }
  return 0;
}

static void
keep_term (RsRbDraft *draft, JsonObject *before, JsonObject *now)
{
  static const char *const names[] = { "delivery_terms_id", "delivery_terms" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonNode *was = json_object_get_member (before, names[i]);

      json_object_remove_member (now, names[i]);
      if (was != NULL)
        json_object_set_member (now, names[i], json_node_copy (was));
    }
  for (guint i = draft->findings.problems->len; i > 0; i--)
    {
      const RsProblem *problem = g_ptr_array_index (draft->findings.problems, i - 1);

      if (g_str_equal (problem->code, RS_PROBLEM_RATE_UNMAPPED)
          || g_str_equal (problem->code, RS_PROBLEM_RATE_SHARED))
        g_ptr_array_remove_index (draft->findings.problems, i - 1);
    }
}

/* What would be sent now, as an object of its own. (transfer full) */
static JsonNode *
encode (RsRbDraft *draft)
{
  g_autoptr (GBytes) body = rs_rackbeat_encode_order (draft->order);

  return rs_json_parse (body, G_MAXINT32, NULL);
}

static GBytes *
to_body (JsonNode *node)
{
  char *text = rs_json_to_string (node);

  return g_bytes_new_take (text, strlen (text));
}

static void
update (RsPlanning *planning, const RsPlanSource *source, const RsRbDraft *draft, GBytes *body, GBytes *patch)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autofree char *hash = rs_plan_hash (text);
  g_autofree char *key = g_strdup_printf ("update-rb-order:%" G_GINT64_FORMAT ":%s", planning->number, hash);
  RsJsonWriter *payload = rs_payload_new ();

  rs_json_writer_put_string (payload, "ext_ref", source->ext_ref);
  rs_json_writer_put_string (payload, "ws_order_id", source->ws_order_id);
  rs_payload_add_int (payload, "order_number", planning->number);
  rs_payload_add_int (payload, "rate_id", source->ws_order->rate_id);
  rs_payload_add_body (payload, "patch", patch);
  rs_payload_add_body (payload, "order", body);
  rs_crossed_add_to (draft->crossed, payload);
  rs_planning_because (planning, "It was changed in Webshipper, and is changed in Rackbeat too");
  rs_planning_step (planning, "update-rb-order", key, payload);
}

void
rs_plan_ask_inbound_changes (RsPlanning *planning, RsPlanSource *source)
{
  const RsRbOrder *order = planning->order;
  g_autoptr (JsonNode) before = source->link != NULL ? rs_payload_parse (source->link->sent) : NULL;
  g_autoptr (JsonNode) now = NULL;
  g_autoptr (RsRbDraft) draft = NULL;
  g_autoptr (GPtrArray) crossed = NULL;
  g_autoptr (GBytes) body = NULL, patch = NULL;
  g_autoptr (GPtrArray) changed = NULL;

  /* What has gone is history; what was adopted was sent by nobody we know. */
  if (before == NULL || rs_plan_order_is_shipped (planning) || order->is_archived || order->is_invoiced)
    return;
  crossed = rs_plan_source_list_crossed (planning, source);
  draft = rs_rb_draft_new (planning, source->ws_order, crossed);
  draft->order->customer_number = order->customer_number;
  now = encode (draft);
  if (source->ws_order->rate_id == sent_rate (planning))
    keep_term (draft, json_node_get_object (before), json_node_get_object (now));
  body = to_body (now);
  changed = list_changed (json_node_get_object (before), json_node_get_object (now));
  if (order->is_booked && has_changed (changed, "lines"))
    {
      hold_changed (planning, source, changed, body);
      return;
    }
  if (changed->len == 0 && draft->findings.problems->len == 0)
    return;
  rs_findings_report (&draft->findings, planning);
  if (planning->plan->problems->len > 0)
    return;
  planning->plan->matches = draft->new_items->len > 0;
  if (!rs_rb_draft_make_items (draft, planning))
    return;
  patch = make_patch (json_node_get_object (now), changed);
  update (planning, source, draft, body, patch);
}
