/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-rules.h"

#include "rs-plan-shares.h"
#include "rs-plant.h"
#include "rs-ws-difference.h"

#include <string.h>

/* Edited in Rackbeat after it crossed (PRODUCT F4.6): a three-way comparison of what was sent, what the
 * source says now and what stands in Webshipper. */

#define RATE_CODES                                                                                           \
  { RS_PROBLEM_TERM_UNMAPPED, RS_PROBLEM_TERM_MISSING, RS_PROBLEM_RATE_GONE, RS_PROBLEM_DROP_POINT_MISSING,  \
    NULL }

/* A mapping that was taken away since does not hold what crossed by it: problems of the rate count when the
 * term changed. */
static gboolean
concerns (const RsProblem *problem, RsWsOrderParts parts)
{
  static const char *const rate_codes[] = RATE_CODES;

  if (g_strv_contains (rate_codes, problem->code))
    return (parts & RS_WS_RATE) != 0;
  if (g_str_equal (problem->code, RS_PROBLEM_CONTACT_MISSING))
    return (parts & (RS_WS_RATE | RS_WS_DELIVERY_ADDRESS)) != 0;
  return TRUE;
}

static void
keep_concerned (RsWsDraft *draft, RsWsOrderParts parts)
{
  for (guint i = draft->findings.problems->len; i > 0; i--)
    if (!concerns (g_ptr_array_index (draft->findings.problems, i - 1), parts))
      g_ptr_array_remove_index (draft->findings.problems, i - 1);
}

static char *
join_words (GPtrArray *words)
{
  g_ptr_array_add (words, NULL);
  return g_strjoinv ("; ", (char **) words->pdata);
}

static char *
dup_decimal_change (RsDecimal before, RsDecimal after)
{
  char from[RS_DECIMAL_STRING_SIZE], to[RS_DECIMAL_STRING_SIZE];

  return g_strdup_printf ("%s → %s", rs_decimal_format (before, from), rs_decimal_format (after, to));
}

/* Once parcels are booked, what is shipped in Rackbeat moves because of them; so what the order asks for now
 * is compared with what it asked for when it crossed. */
static void
compare_ordered (const RsPlanning *planning, const RsPlanSource *source, GPtrArray *words)
{
  g_autoptr (GPtrArray) crossed = rs_plan_source_list_crossed (planning, source);

  for (guint i = 0; crossed != NULL && source->kind == 'o' && i < crossed->len; i++)
    {
      const RsCrossedLine *was = g_ptr_array_index (crossed, i);
      const RsRbLine *line = rs_rb_order_find_line (planning->order, was->order_line_id);
      RsDecimal ordered = line != NULL ? line->quantity : RS_DECIMAL_ZERO;
      g_autofree char *change = dup_decimal_change (was->ordered, ordered);

      if (rs_decimal_compare (ordered, was->ordered) != 0)
        g_ptr_array_add (words, g_strdup_printf ("%s, quantity: %s", was->item_number, change));
    }
  for (guint i = 0; crossed != NULL && source->kind == 'o' && i < planning->order->lines->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (planning->order->lines, i);
      g_autofree char *ref = g_strdup_printf ("%" G_GINT64_FORMAT, line->id);
      g_autofree char *change = dup_decimal_change (RS_DECIMAL_ZERO, line->quantity);
      RsDecimal shipped = rs_plan_line_shipped (planning, line);

      if (rs_crossed_find (crossed, ref) == NULL && line->quantity.micros > 0
          && rs_plan_line_is_stock (planning->subject, line)
          && rs_decimal_compare (shipped, line->quantity) < 0)
        g_ptr_array_add (words, g_strdup_printf ("%s, quantity: %s", line->item_number, change));
    }
}

static RsDecimal
sum_crossed (GPtrArray *crossed, const char *item)
{
  RsDecimal sum = RS_DECIMAL_ZERO;

  for (guint i = 0; i < crossed->len; i++)
    {
      const RsCrossedLine *line = g_ptr_array_index (crossed, i);

      if (g_strcmp0 (line->item_number, item) == 0)
        sum = rs_decimal_add (sum, line->quantity);
    }
  return sum;
}

static RsDecimal
sum_shipment (const RsRbShipment *shipment, const char *item)
{
  RsDecimal sum = RS_DECIMAL_ZERO;

  for (guint i = 0; i < shipment->lines->len; i++)
    {
      const RsRbShipmentLine *line = g_ptr_array_index (shipment->lines, i);

      if (g_strcmp0 (line->item_number, item) == 0)
        sum = rs_decimal_add (sum, line->quantity);
    }
  return sum;
}

static void
compare_item (const RsPlanSource *source, GPtrArray *crossed, const char *item, GHashTable *seen,
              GPtrArray *words)
{
  RsDecimal was = sum_crossed (crossed, item), is = sum_shipment (source->shipment, item);
  g_autofree char *change = dup_decimal_change (was, is);

  if (item != NULL && g_hash_table_add (seen, (gpointer) item) && rs_decimal_compare (was, is) != 0)
    g_ptr_array_add (words, g_strdup_printf ("%s, quantity: %s", item, change));
}

/* What one shipment of Rackbeat holds now, beside what it held when it crossed. */
static void
compare_shipment (const RsPlanning *planning, const RsPlanSource *source, GPtrArray *words)
{
  g_autoptr (GPtrArray) crossed
    = source->shipment != NULL ? rs_plan_source_list_crossed (planning, source) : NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; crossed != NULL && i < crossed->len; i++)
    compare_item (source, crossed, ((RsCrossedLine *) g_ptr_array_index (crossed, i))->item_number, seen,
                  words);
  for (guint i = 0; crossed != NULL && i < planning->shares->len; i++)
    {
      const RsShare *share = &g_array_index (planning->shares, RsShare, i);

      if (share->shipment == source->shipment && share->line != NULL
          && rs_plan_line_is_stock (planning->subject, share->line))
        compare_item (source, crossed, share->shipment_line->item_number, seen, words);
    }
}

static char *
dup_handle (const RsPlanSource *source, const char *text)
{
  g_autofree char *hash = rs_plan_hash (text);

  return g_strdup_printf ("%s:%s", source->ext_ref, hash);
}

static void
hold_changed (RsPlanning *planning, const RsPlanSource *source, GPtrArray *words)
{
  g_autofree char *text = join_words (words);
  g_autofree char *handle = dup_handle (source, text);
  RsProblem *problem;

  if (rs_planning_is_left (planning, RS_PROBLEM_CHANGED_AFTER, handle))
    {
      rs_planning_because (planning, "Changed in Rackbeat since (%s); a person chose to leave it so", text);
      return;
    }
  problem = rs_planning_problem (
    planning, RS_PROBLEM_CHANGED_AFTER, source->ext_ref, "open-webshipper,open-rackbeat,leave",
    "Order %" G_GINT64_FORMAT " was changed in Rackbeat when its Webshipper order %s was "
    "booked, sent or locked already: %s. RackShip does not change what is booked. "
    "Change it in Webshipper by hand, or leave it as it is.",
    planning->number, source->ws_order_id, text);
  rs_problem_set_argument (problem, "difference", text);
  rs_problem_set_argument (problem, "handle", handle);
  rs_planning_hold (planning, problem);
}

/* Of goods only how many: once parcels are booked, what they cost is no news to the carrier. */
static void
compare_goods (const RsPlanning *planning, const RsPlanSource *source, GPtrArray *words)
{
  if (source->kind == 'o')
    compare_ordered (planning, source, words);
  else
    compare_shipment (planning, source, words);
}

/* Booked, dispatched or locked: nothing is written, but nobody is left in the dark either. Lines are compared
 * by what the order asks for, or the shipment holds; all else as sent, but for references, which nobody on
 * the way reads. (transfer full) (element-type utf8): empty when nothing counts. */
static GPtrArray *
list_late_changes (const RsPlanning *planning, const RsPlanSource *source, JsonNode *sent, JsonNode *now)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonNode) bare_sent = rs_ws_body_without_lines (sent);
  g_autoptr (JsonNode) bare_now = rs_ws_body_without_lines (now);
  gboolean goods_changed;
  RsWsOrderParts parts;

  compare_goods (planning, source, words);
  goods_changed = words->len > 0;
  parts = rs_ws_difference (bare_sent, bare_now, words) & ~RS_WS_INTERNAL_COMMENT;
  if (parts == 0 && !goods_changed)
    g_ptr_array_set_size (words, 0);
  return g_steal_pointer (&words);
}

static void
ask_booked (RsPlanning *planning, const RsPlanSource *source, JsonNode *sent, JsonNode *now)
{
  g_autoptr (GPtrArray) words = list_late_changes (planning, source, sent, now);

  if (words->len > 0)
    hold_changed (planning, source, words);
}

static guint
count_updates (const RsCase *subject, const RsPlanSource *source)
{
  g_autofree char *prefix = g_strdup_printf ("update-ws-order:%s:", source->ws_order_id);
  guint count = 0;

  for (guint i = 0; i < subject->steps->len; i++)
    {
      const RsStep *step = g_ptr_array_index (subject->steps, i);

      count += step->state == RS_STEP_DONE && g_str_has_prefix (step->key, prefix);
    }
  return count;
}

/* Changed to and fro, an order comes back to a text it had: how many updates went before is part of what is
 * hashed. */
static char *
make_key (const RsPlanning *planning, const RsPlanSource *source, JsonNode *now)
{
  g_autofree char *body = rs_json_to_string (now);
  g_autofree char *text = g_strdup_printf ("%u\n%s", count_updates (planning->subject, source), body);
  g_autofree char *hash = rs_plan_hash (text);

  return g_strdup_printf ("update-ws-order:%s:%s", source->ws_order_id, hash);
}

/* Takes what @draft holds: its lines become the merged ones. */
static void
plan_update (RsPlanning *planning, const RsPlanSource *source, RsWsDraft *draft, JsonNode *sent,
             JsonNode *now, RsWsOrderParts parts)
{
  g_autoptr (GBytes) body = rs_webshipper_encode_new_order (draft->order);
  GPtrArray *lines = rs_ws_merge_lines (sent, now, draft->order, source->ws_order);
  g_autofree char *key = make_key (planning, source, now);
  g_autoptr (GBytes) patch = NULL;
  RsJsonWriter *payload = rs_payload_new ();

  g_ptr_array_unref (draft->order->lines);
  draft->order->lines = lines;
  g_set_str (&draft->order->id, source->ws_order_id);
  patch = rs_webshipper_encode_order_patch (draft->order, parts);

  rs_json_writer_put_string (payload, "ws_order_id", source->ws_order_id);
  rs_json_writer_put_string (payload, "ext_ref", source->ext_ref);
  rs_payload_add_body (payload, "patch", patch);
  rs_payload_add_body (payload, "order", body);
  rs_crossed_add_to (draft->crossed, payload);
  rs_planning_step (planning, "update-ws-order", key, payload);
}

/* Reopened to be edited: what it will say is not known until it is confirmed again, and the parcels may wait
 * for that. */
static gboolean
is_reopened (RsPlanning *planning, RsPlanSource *source)
{
  if (planning->order->is_booked || planning->policy->with_drafts)
    return FALSE;
  rs_planning_because (planning, "Reopened in Rackbeat: Webshipper is updated when it is confirmed again");
  rs_planning_next (planning, "Reopened in Rackbeat: waits until it is confirmed again");
  return TRUE;
}

static void
hold_emptied (RsPlanning *planning, const RsPlanSource *source)
{
  rs_planning_hold (planning,
                    rs_planning_problem (
                      planning, RS_PROBLEM_NOTHING_TO_SHIP, source->ext_ref, "open-rackbeat,open-webshipper",
                      "Order %" G_GINT64_FORMAT " has nothing left to ship in Rackbeat, but its Webshipper "
                      "order %s still stands with its old lines. Cancel the order in Rackbeat, or "
                      "give it lines.",
                      planning->number, source->ws_order_id));
}

static void
ask_open (RsPlanning *planning, RsPlanSource *source, RsWsDraft *draft, JsonNode *sent, JsonNode *now)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  RsWsOrderParts parts = rs_ws_difference (sent, now, words);
  g_autofree char *text = NULL;

  if (parts == 0 || is_reopened (planning, source))
    return;
  if (draft->waits != NULL)
    {
      rs_planning_wait (planning, "%s", draft->waits);
      return;
    }
  keep_concerned (draft, parts);
  text = join_words (words);
  rs_planning_because (planning, "Changed in Rackbeat since it crossed: %s", text);
  if (draft->findings.problems->len > 0)
    {
      rs_ws_draft_report (draft, planning);
      return;
    }
  if (!rs_ws_draft_has_goods (draft))
    {
      hold_emptied (planning, source);
      return;
    }
  if ((parts & RS_WS_RATE) && draft->order->rate_id == 0)
    parts &= ~RS_WS_RATE;
  plan_update (planning, source, draft, sent, now, parts);
}

/* What has gone on both sides is history, whatever is written on the order afterwards; but where it went is
 * not: an address that was changed between the booking and now was changed too late. Nor is what an order
 * asks for beyond what has gone: it would stay behind, and nobody would know. */
static void
ask_shipped (RsPlanning *planning, const RsPlanSource *source, JsonNode *sent, JsonNode *now)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonNode) went = rs_ws_body_with_delivery_address (sent);
  g_autoptr (JsonNode) goes = rs_ws_body_with_delivery_address (now);

  if (source->kind == 's' || !planning->order->is_shipped)
    compare_goods (planning, source, words);
  rs_ws_difference (went, goes, words);
  if (words->len > 0)
    hold_changed (planning, source, words);
}

gboolean
rs_plan_shipment_differs (const RsPlanning *planning, const RsPlanSource *source)
{
  g_autoptr (GPtrArray) goods = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) words = NULL;
  g_autoptr (JsonNode) sent = NULL;
  g_autoptr (JsonNode) now = NULL;
  g_autoptr (RsWsDraft) draft = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;
  g_autofree char *handle = NULL;

  compare_shipment (planning, source, goods);
  if (goods->len == 0)
    return FALSE;
  sent = source->link != NULL ? rs_payload_parse (source->link->sent) : NULL;
  if (sent == NULL)
    return TRUE;
  draft = rs_ws_draft_new (planning, source);
  body = rs_webshipper_encode_new_order (draft->order);
  now = rs_json_parse (body, G_MAXINT32, NULL);
  g_assert (now != NULL);
  words = list_late_changes (planning, source, sent, now);
  text = join_words (words);
  handle = dup_handle (source, text);
  return !rs_planning_is_left (planning, RS_PROBLEM_CHANGED_AFTER, handle);
}

/* As nearly always; what is equal to the letter need not be taken apart. */
static gboolean
is_as_sent (const char *sent, GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  return strlen (sent) == length && memcmp (sent, text, length) == 0;
}

void
rs_plan_ask_changes (RsPlanning *planning, RsPlanSource *source)
{
  g_autoptr (JsonNode) sent = NULL;
  g_autoptr (JsonNode) now = NULL;
  g_autoptr (RsWsDraft) draft = NULL;
  g_autoptr (GBytes) body = NULL;

  if (source->link == NULL || source->link->sent == NULL || RS_PLANT ("ignore-edits"))
    return;
  draft = rs_ws_draft_new (planning, source);
  body = rs_webshipper_encode_new_order (draft->order);
  if (rs_plan_source_is_open (source) && is_as_sent (source->link->sent, body))
    return;
  sent = rs_payload_parse (source->link->sent);
  if (sent == NULL)
    return;
  now = rs_json_parse (body, G_MAXINT32, NULL);
  g_assert (now != NULL);
  if (source->state == RS_SOURCE_SHIPPED)
    ask_shipped (planning, source, sent, now);
  else if (rs_plan_source_is_open (source))
    ask_open (planning, source, draft, sent, now);
  else if (draft->waits == NULL)
    ask_booked (planning, source, sent, now);
}
