/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-planning.h"

#include "rs-fold.h"
#include "rs-refusals.h"

#include <string.h>

void
rs_planning_because (RsPlanning *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->plan->reasons, g_strdup_vprintf (format, args));
  va_end (args);
}

void
rs_planning_next (RsPlanning *self, const char *format, ...)
{
  va_list args;

  if (self->next != NULL)
    return;
  va_start (args, format);
  self->next = g_strdup_vprintf (format, args);
  va_end (args);
}

void
rs_planning_wait (RsPlanning *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  self->waits = TRUE;
  /* What was read meanwhile marks no case: this one stays marked until it waits no more. */
  rs_planning_look_again (self, self->now);
  rs_planning_next (self, "%s", text);
  g_ptr_array_add (self->plan->reasons, g_steal_pointer (&text));
}

void
rs_planning_hold (RsPlanning *self, RsProblem *problem)
{
  for (guint i = 0; i < self->plan->problems->len; i++)
    {
      const RsProblem *other = g_ptr_array_index (self->plan->problems, i);

      if (g_str_equal (other->code, problem->code) && g_str_equal (other->subject, problem->subject))
        {
          rs_problem_unref (problem);
          return;
        }
    }
  g_ptr_array_add (self->plan->problems, problem);
}

void
rs_planning_look_again (RsPlanning *self, RsInstant when)
{
  if (self->plan->look_again == RS_INSTANT_NONE || when < self->plan->look_again)
    self->plan->look_again = when;
}

RsProblem *
rs_planning_problem (const RsPlanning *self, const char *code, const char *subject, const char *remedies,
                     const char *format, ...)
{
  g_autofree char *text = NULL;
  RsProblem *problem;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  problem = rs_problem_new (code, subject != NULL ? subject : self->subject->key, self->subject->key,
                            remedies, "%s", text);
  rs_problem_set_argument (problem, "order", self->name);
  return problem;
}

gboolean
rs_planning_is_left (const RsPlanning *self, const char *code, const char *handle)
{
  g_autofree char *key = g_strdup_printf ("answer:%s:%s", code, handle);
  const RsStep *step = rs_case_find_step (self->subject, key);

  return step != NULL && step->state == RS_STEP_DONE;
}

char *
rs_planning_dup_name (const RsPlanning *self)
{
  const RsWsOrder *order
    = self->ws_order_id != NULL ? rs_case_find_ws_order (self->subject, self->ws_order_id) : NULL;

  if (self->number != 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, self->number);
  if (order != NULL && order->visible_ref != NULL && *order->visible_ref != '\0')
    return rs_text_excerpt (order->visible_ref, 60);
  return g_strdup (self->ws_order_id != NULL ? self->ws_order_id : "?");
}

RsJsonWriter *
rs_payload_new (void)
{
  RsJsonWriter *payload = rs_json_writer_new ();

  rs_json_writer_begin_object (payload);
  return payload;
}

void
rs_payload_add_int (RsJsonWriter *payload, const char *name, gint64 value)
{
  rs_json_writer_name (payload, name);
  rs_json_writer_add_int (payload, value);
}

void
rs_payload_add_body (RsJsonWriter *payload, const char *name, GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  rs_json_writer_name (payload, name);
  rs_json_writer_add_json (payload, text, length);
}

JsonNode *
rs_payload_parse (const char *text)
{
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new_static (text, strlen (text)) : NULL;
  g_autoptr (JsonNode) node = bytes != NULL ? rs_json_parse (bytes, G_MAXINT32, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return g_steal_pointer (&node);
}

char *
rs_plan_hash (const char *text)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strndup (sum, 16);
}

char *
rs_step_dup_result (const RsStep *step, const char *name)
{
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse_text (step->result, NULL);
  g_autofree char *value = NULL;
  RsJson root;

  rs_json_init (&root, rs_json_tree_root (tree), "result");
  value = rs_json_dup_string (&root, name, RS_JSON_LENIENT);
  return rs_json_finish (&root, NULL) ? g_steal_pointer (&value) : NULL;
}

static const char *
describe_refusal (const char *kind)
{
  static const struct
  {
    const char *kind;
    const char *words;
  } table[] = {
    { "create-ws-order", "Webshipper did not accept the order" },
    { "update-ws-order", "Webshipper did not accept the change of the order" },
    { "cancel-ws-order", "Webshipper did not cancel the order" },
    { "mark-ws-dispatched", "Webshipper did not mark the order as dispatched" },
    { "create-rb-order", "Rackbeat did not accept the order" },
    { "book-rb-order", "Rackbeat did not confirm the order" },
    { "update-rb-order", "Rackbeat did not accept the change of the order" },
    { "delete-rb-order", "Rackbeat did not delete the draft" },
    { "create-rb-customer", "Rackbeat did not make the customer" },
    { "create-rb-item", "Rackbeat did not make the item" },
    { "create-rb-shipment", "Rackbeat did not make the shipment" },
    { "mark-rb-shipped", "Rackbeat did not mark the shipment as shipped" },
    { "write-rb-tracking", "Rackbeat did not take the tracking number" },
    { "book-ws-shipment", "Webshipper did not book the parcels" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (table[i].kind, kind) == 0)
      return table[i].words;
  return "A step was refused";
}

void
rs_planning_hold_refused (RsPlanning *self, const RsStep *step)
{
  const char *words = step->error != NULL ? step->error : "no reason was given";
  RsProblem *problem
    = rs_planning_problem (self, RS_PROBLEM_REFUSED, step->key, "retry,open-rackbeat,open-webshipper",
                           "Order %s: %s: %s. Nothing more is done with it until it is "
                           "corrected, which is noticed by itself, or you choose Retry.",
                           self->name, describe_refusal (step->kind), words);

  rs_problem_set_argument (problem, "words", step->error);
  rs_problem_set_argument (problem, "step", step->key);
  rs_planning_hold (self, problem);
}

static RsStep *
new_step (const RsPlanning *self, const char *kind, const char *key, char *payload)
{
  RsStep *step = rs_step_new ();

  step->key = g_strdup (key);
  step->kind = g_strdup (kind);
  step->case_key = g_strdup (self->subject->key);
  step->state = RS_STEP_PLANNED;
  step->payload = payload;
  step->who = g_strdup ("sync");
  step->due_at = RS_INSTANT_NONE;
  step->error_code = -1;
  return step;
}

RsWish
rs_planning_step (RsPlanning *self, const char *kind, const char *key, RsJsonWriter *payload)
{
  g_autoptr (RsJsonWriter) owned = payload;
  g_autofree char *text = NULL;
  const RsStep *journaled = rs_case_find_step (self->subject, key);

  if (journaled != NULL && journaled->state == RS_STEP_DONE)
    return RS_WISH_DONE;
  for (guint i = 0; i < self->plan->steps->len; i++)
    if (g_str_equal (((RsStep *) g_ptr_array_index (self->plan->steps, i))->key, key))
      return RS_WISH_PLANNED;
  if (journaled != NULL && rs_step_is_open (journaled))
    {
      self->plan->waits_for_other |= !g_str_equal (journaled->case_key, self->subject->key);
      rs_planning_wait (self, "Under way: %s", key);
      return RS_WISH_UNDER_WAY;
    }

  rs_json_writer_end_object (owned);
  text = rs_json_writer_dup_text (owned);
  if (journaled != NULL && rs_refusals_contain (journaled, text))
    {
      rs_planning_hold_refused (self, journaled);
      return RS_WISH_REFUSED;
    }
  g_ptr_array_add (self->plan->steps, new_step (self, kind, key, g_steal_pointer (&text)));
  return RS_WISH_PLANNED;
}
