/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-rules.h"

#include "rs-plan-shares.h"

/* The row that lists show of a case: its states in words, and what happens next. */

static const char *
rackbeat_word (const RsPlanning *planning)
{
  const RsRbOrder *order = planning->order;

  if (planning->subject->rb_gone)
    return "gone";
  if (order == NULL)
    return NULL;
  if (order->is_cancelled)
    return "cancelled";
  if (order->is_shipped)
    return "shipped";
  if (order->is_archived)
    return "archived";
  if (order->is_partly_shipped)
    return "partly-shipped";
  if (order->is_ready_for_shipping)
    return "ready";
  return order->is_booked ? "confirmed" : "draft";
}

/* Of several orders that are at different points the one that most needs to be known: part has gone, or
 * something is wrong. What is off does not count beside what is not. */
static const char *
webshipper_word (GPtrArray *sources)
{
  static const char *const by_weight[] = { "gone",    "cancelled",    "dispatched", "pending",
                                           "on_hold", "missing_rate", "error",      "partly_dispatched" };
  gint heaviest = -1;
  guint n_gone = 0, n_live = 0;
  const char *word = NULL;

  for (guint i = 0; sources != NULL && i < sources->len; i++)
    {
      const RsPlanSource *source = g_ptr_array_index (sources, i);
      const char *status = source->ws_gone            ? "gone"
                           : source->ws_order != NULL ? source->ws_order->status
                                                      : NULL;
      gint weight = G_N_ELEMENTS (by_weight);

      if (status == NULL)
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (by_weight); j++)
        if (g_str_equal (by_weight[j], status))
          weight = (gint) j;
      n_gone += g_str_equal (status, "dispatched");
      n_live += !g_str_equal (status, "gone") && !g_str_equal (status, "cancelled");
      if (weight <= heaviest)
        continue;
      heaviest = weight;
      word = status;
    }
  if (n_gone > 0 && n_gone < n_live)
    return "partly_dispatched";
  return word != NULL ? word : "none";
}

const char *
rs_case_next_of_step (const char *kind)
{
  static const struct
  {
    const char *kind;
    const char *words;
  } table[] = {
    { "create-ws-order", "Goes to Webshipper at the next sync" },
    { "update-ws-order", "Is updated in Webshipper at the next sync" },
    { "cancel-ws-order", "Is cancelled in Webshipper at the next sync" },
    { "mark-ws-dispatched", "Is marked as dispatched in Webshipper at the next sync" },
    { "create-rb-order", "Goes to Rackbeat at the next sync" },
    { "create-rb-customer", "Its customer is made in Rackbeat at the next sync" },
    { "create-rb-item", "An item of it is made in Rackbeat at the next sync" },
    { "book-rb-order", "Is confirmed in Rackbeat at the next sync" },
    { "update-rb-order", "Is updated in Rackbeat at the next sync" },
    { "delete-rb-order", "Is deleted in Rackbeat at the next sync" },
    { "create-rb-shipment", "Its shipment is made in Rackbeat at the next sync" },
    { "mark-rb-shipped", "Is marked as shipped in Rackbeat at the next sync" },
    { "write-rb-tracking", "Its tracking number is written to Rackbeat at the next sync" },
    { "book-ws-shipment", "Its parcels are booked at the next sync" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (table[i].kind, kind) == 0)
      return table[i].words;
  return "Something is under way";
}

/* (transfer full): what stops it, shortly. */
static char *
describe_held (GPtrArray *problems)
{
  static const struct
  {
    const char *code;
    const char *words;
  } table[] = {
    { RS_PROBLEM_TERM_UNMAPPED, "its delivery term has no shipping rate" },
    { RS_PROBLEM_TERM_MISSING, "it has no delivery term" },
    { RS_PROBLEM_RATE_GONE, "its shipping rate is gone" },
    { RS_PROBLEM_COUNTRY_UNKNOWN, "its country is not known" },
    { RS_PROBLEM_QUANTITY_FRACTION, "a quantity is not a whole number" },
    { RS_PROBLEM_QUANTITY_NEGATIVE, "a quantity is negative" },
    { RS_PROBLEM_ADDRESS_INCOMPLETE, "its address is incomplete" },
    { RS_PROBLEM_CONTACT_MISSING, "phone or e-mail is missing" },
    { RS_PROBLEM_DROP_POINT_MISSING, "a drop point is missing" },
    { RS_PROBLEM_NOTHING_TO_SHIP, "nothing of it can be shipped" },
    { RS_PROBLEM_HELD_BACK, "somebody holds it back" },
    { RS_PROBLEM_REFUSED, "a service refused it" },
    { RS_PROBLEM_UNREADABLE, "a record cannot be read" },
    { RS_PROBLEM_FOREIGN_ORDER, "Webshipper has an order of its number already" },
    { RS_PROBLEM_DOUBTFUL, "it is not known whether a write took effect" },
    { RS_PROBLEM_CHANGED_AFTER, "changed in Rackbeat after it was booked" },
    { RS_PROBLEM_CANCELLED_AFTER, "cancelled in Rackbeat after it was booked" },
    { RS_PROBLEM_GONE_IN_TARGET, "deleted or cancelled in Webshipper" },
    { RS_PROBLEM_SHIPMENT_BY_HAND, "its shipment is to be finished by hand" },
    { RS_PROBLEM_NOT_ALLOWED, "the key does not allow it" },
    { RS_PROBLEM_SHIPMENT_DIFFERS, "its shipments differ" },
    { RS_PROBLEM_WEBSHIPPER_ERROR, "it stands in error in Webshipper" },
    { RS_PROBLEM_TWO_ORDERS, "it is there twice" },
    { RS_PROBLEM_RATE_UNMAPPED, "its shipping rate has no delivery term" },
    { RS_PROBLEM_RATE_SHARED, "several delivery terms share its shipping rate" },
    { RS_PROBLEM_CUSTOMER_AMBIGUOUS, "several customers may be its buyer" },
    { RS_PROBLEM_CUSTOMER_UNKNOWN, "it does not say who buys" },
    { RS_PROBLEM_ITEM_UNKNOWN, "a line is no known item" },
    { RS_PROBLEM_ITEM_AMBIGUOUS, "a line may be several items" },
  };
  const RsProblem *first = g_ptr_array_index (problems, 0);
  const char *words = first->code;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].code, first->code))
      words = table[i].words;
  if (problems->len == 1)
    return g_strdup_printf ("Held: %s", words);
  return g_strdup_printf ("Held: %s, and %u more", words, problems->len - 1);
}

void
rs_case_row_hold (RsCaseRow *self, GPtrArray *problems)
{
  if (problems->len == 0)
    return;
  g_free (self->state);
  g_free (self->next);
  self->state = g_strdup (RS_CASE_STATE_HELD);
  self->next = describe_held (problems);
}

/* What the sources agree on; HERE when none has crossed. */
static RsSourceState
joined_state (const RsPlanning *planning, GPtrArray *sources)
{
  guint counts[RS_SOURCE_CANCELLED + 1] = { 0 };
  guint n_crossed = 0;

  for (guint i = 0; sources != NULL && i < sources->len; i++)
    {
      const RsPlanSource *source = g_ptr_array_index (sources, i);

      counts[source->state]++;
      n_crossed += source->state != RS_SOURCE_HERE;
    }
  if (n_crossed == 0)
    return RS_SOURCE_HERE;
  if (counts[RS_SOURCE_CANCELLED] == n_crossed)
    return RS_SOURCE_CANCELLED;
  if (counts[RS_SOURCE_SHIPPED] + counts[RS_SOURCE_CANCELLED] == n_crossed
      && rs_plan_order_is_shipped (planning))
    return RS_SOURCE_SHIPPED;
  return counts[RS_SOURCE_SHIPPED] + counts[RS_SOURCE_PARTLY] > 0 ? RS_SOURCE_PARTLY : RS_SOURCE_CROSSED;
}

static void
set_state (RsCaseRow *row, const char *state, const char *said, const char *otherwise)
{
  row->state = g_strdup (state);
  row->next = g_strdup (said != NULL ? said : otherwise);
}

static void
take_state (RsCaseRow *row, const RsPlanning *planning, GPtrArray *sources)
{
  const RsPlan *plan = planning->plan;
  RsSourceState joined = joined_state (planning, sources);

  if (plan->problems->len > 0)
    rs_case_row_hold (row, plan->problems);
  else if (plan->steps->len > 0)
    set_state (row, RS_CASE_STATE_WAITING, NULL,
               rs_case_next_of_step (((RsStep *) g_ptr_array_index (plan->steps, 0))->kind));
  else if (planning->waits || rs_case_has_open_step (planning->subject))
    set_state (row, RS_CASE_STATE_WAITING, planning->next, "Under way");
  else if (joined == RS_SOURCE_CROSSED)
    set_state (row, RS_CASE_STATE_CROSSED, planning->next, "Waits for the warehouse");
  else if (joined == RS_SOURCE_PARTLY)
    set_state (row, RS_CASE_STATE_PARTLY, planning->next, "Waits for the rest to be shipped");
  else if (joined == RS_SOURCE_SHIPPED)
    set_state (row, RS_CASE_STATE_SHIPPED, planning->next, "Nothing: shipped on both sides");
  else if (joined == RS_SOURCE_CANCELLED || planning->subject->rb_gone
           || (planning->order != NULL && planning->order->is_cancelled))
    set_state (row, RS_CASE_STATE_CANCELLED, NULL,
               planning->subject->rb_gone ? "Nothing: deleted" : "Nothing: cancelled");
  else
    set_state (row, RS_CASE_STATE_NOT_WANTED, planning->next, "Stays in Rackbeat");
}

/* The rate that was chosen in Webshipper, else the one that the term maps to. */
static char *
find_rate_name (const RsPlanning *planning, GPtrArray *sources)
{
  const RsShippingRate *rate = NULL;
  gint64 id = 0;

  for (guint i = 0; sources != NULL && id == 0 && i < sources->len; i++)
    {
      const RsPlanSource *source = g_ptr_array_index (sources, i);

      id = source->ws_order != NULL ? source->ws_order->rate_id : 0;
    }
  if (id == 0 && planning->order != NULL)
    id = rs_policy_rate_for_term (planning->policy, planning->order->delivery_term);
  rate = id != 0 ? rs_policy_get_rate (planning->policy, id) : NULL;
  return rate != NULL ? g_strdup (rate->name) : NULL;
}

static char *
join_tracking (const RsCase *subject)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < subject->ws_shipments->len; i++)
    {
      const RsWsShipment *shipment = g_ptr_array_index (subject->ws_shipments, i);

      for (guint j = 0; j < shipment->tracking_links->len; j++)
        {
          const RsTrackingLink *link = g_ptr_array_index (shipment->tracking_links, j);

          if (link->number == NULL || *link->number == '\0')
            continue;
          g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", link->number);
        }
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
take_lines (RsCaseRow *row, const RsPlanning *planning)
{
  g_autoptr (GString) skus = g_string_new (NULL);

  for (guint i = 0; i < planning->order->lines->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (planning->order->lines, i);
      const RsItem *item = rs_case_find_item (planning->subject, line->item_number);

      if (line->item_number == NULL || *line->item_number == '\0')
        continue;
      row->n_lines++;
      g_string_append_printf (skus, "%s%s", skus->len > 0 ? " " : "", line->item_number);
      if (item != NULL && item->has_weight && rs_plan_line_is_stock (planning->subject, line)
          && line->quantity.micros > 0)
        row->grams = rs_decimal_add (row->grams,
                                     rs_decimal_multiply (rs_weight_to_grams (item->weight), line->quantity));
    }
  row->skus = skus->len > 0 ? g_string_free (g_steal_pointer (&skus), FALSE) : NULL;
}

static void
take_order (RsCaseRow *row, const RsPlanning *planning)
{
  const RsRbOrder *order = planning->order;
  const RsAddress *to = rs_plan_delivery_address (order);
  const RsDeliveryTerm *term = g_hash_table_lookup (planning->policy->terms, &order->delivery_term);
  const char *code = to != NULL ? rs_plan_country (planning->policy, to->country) : NULL;

  row->reference
    = g_strdup (order->their_reference != NULL ? order->their_reference : order->other_reference);
  row->customer = g_strdup (order->customer_name != NULL ? order->customer_name
                            : to != NULL                 ? to->company
                                                         : NULL);
  row->country = g_strdup (code != NULL || to == NULL ? code : to->country);
  row->city = g_strdup (to != NULL ? to->city : NULL);
  row->phone
    = g_strdup (to != NULL && to->phone != NULL && *to->phone != '\0' ? to->phone : order->customer_phone);
  row->term = g_strdup (order->delivery_term_name != NULL ? order->delivery_term_name
                        : term != NULL                    ? term->name
                                                          : NULL);
  row->amount = order->subtotal;
  row->currency = g_strdup (order->currency);
  row->created_at = order->created_at;
  row->updated_at = order->updated_at;
  take_lines (row, planning);
}

RsCaseRow *
rs_case_summary (const RsPlanning *planning, GPtrArray *sources)
{
  RsCaseRow *row = rs_case_row_new ();

  row->key = g_strdup (planning->subject->key);
  row->number = planning->number != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, planning->number)
                                      : g_strdup (planning->subject->key);
  row->rackbeat = g_strdup (rackbeat_word (planning));
  row->webshipper = g_strdup (webshipper_word (sources));
  row->rate = find_rate_name (planning, sources);
  row->tracking = join_tracking (planning->subject);
  if (planning->order != NULL)
    take_order (row, planning);
  take_state (row, planning, sources);
  return row;
}

/* What Webshipper says of an order that Rackbeat does not have yet. */
static void
take_ws_order (RsCaseRow *row, const RsPlanning *planning, const RsWsOrder *order)
{
  const RsAddress *to = order->delivery_address;
  const RsAddress *buyer = order->billing_address != NULL ? order->billing_address : to;
  g_autoptr (GString) skus = g_string_new (NULL);

  if (buyer != NULL)
    row->customer = g_strdup (buyer->company != NULL ? buyer->company : buyer->contact);
  row->country = g_strdup (to != NULL ? to->country : NULL);
  row->city = g_strdup (to != NULL ? to->city : NULL);
  row->phone = g_strdup (to != NULL ? to->phone : NULL);
  row->currency = g_strdup (order->currency);
  row->created_at = order->created_at;
  row->updated_at = order->updated_at;
  for (guint i = 0; i < order->lines->len; i++)
    {
      const RsWsLine *line = g_ptr_array_index (order->lines, i);
      RsDecimal quantity = RS_DECIMAL_INT (line->quantity);

      row->n_lines++;
      if (line->sku != NULL)
        g_string_append_printf (skus, "%s%s", skus->len > 0 ? " " : "", line->sku);
      row->amount = rs_decimal_add (row->amount, rs_decimal_multiply (line->unit_price, quantity));
      if (line->has_weight)
        row->grams
          = rs_decimal_add (row->grams, rs_decimal_multiply (rs_weight_to_grams (line->weight), quantity));
    }
  row->skus = skus->len > 0 ? g_string_free (g_steal_pointer (&skus), FALSE) : NULL;
}

RsCaseRow *
rs_case_summary_inbound (const RsPlanning *planning, GPtrArray *sources)
{
  RsCaseRow *row = rs_case_summary (planning, sources);
  const RsWsOrder *order = rs_case_find_ws_order (planning->subject, planning->ws_order_id);
  const RsShippingRate *rate
    = order != NULL && order->rate_id != 0 ? rs_policy_get_rate (planning->policy, order->rate_id) : NULL;

  if (order == NULL)
    return row;
  if (planning->order == NULL)
    {
      take_ws_order (row, planning, order);
      g_set_str (&row->rackbeat, planning->subject->rb_gone ? "gone" : "none");
    }
  if (planning->name != NULL)
    g_set_str (&row->number, planning->name);
  g_set_str (&row->reference, order->visible_ref);
  g_set_str (&row->webshipper, order->status);
  if (rate != NULL)
    g_set_str (&row->rate, rate->name);
  return row;
}
