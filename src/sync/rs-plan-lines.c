/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-ws-draft.h"

#include "rs-plan-shares.h"
#include "rs-plant.h"

/* Which lines cross, and how much of each (PRODUCT F4.1, F4.2, F4.4). */

/* One line on its way. */
typedef struct
{
  const RsPlanning *planning;
  const RsRbLine *line;
  const RsItem *item;
  char *ext_ref; /* (owned) */
  RsDecimal ordered;
  RsDecimal quantity;
  gboolean is_virtual;
} Crossing;

static void
hold_fraction (RsWsDraft *self, const Crossing *crossing)
{
  g_autofree char *subject = g_strdup_printf ("item/%s", crossing->line->item_number);
  g_autofree char *quantity = rs_decimal_dup_string (crossing->quantity);
  RsProblem *problem = rs_planning_problem (
    crossing->planning, RS_PROBLEM_QUANTITY_FRACTION, subject, "answer-fraction",
    "Order %" G_GINT64_FORMAT
    " has %s of item %s, and Webshipper takes whole numbers only. The order is held. "
    "Choose whether to round up or to send 1 with the amount in the text; the answer can be remembered for "
    "the item.",
    crossing->planning->number, quantity, crossing->line->item_number);

  rs_problem_set_argument (problem, "item", crossing->line->item_number);
  rs_problem_set_argument (problem, "quantity", quantity);
  g_ptr_array_add (self->findings.problems, problem);
}

static void
hold_negative (RsWsDraft *self, const Crossing *crossing)
{
  g_autofree char *subject
    = g_strdup_printf ("%s/%s", crossing->planning->subject->key, crossing->line->item_number);
  g_autofree char *quantity = rs_decimal_dup_string (crossing->quantity);
  RsProblem *problem
    = rs_planning_problem (crossing->planning, RS_PROBLEM_QUANTITY_NEGATIVE, subject, "open-rackbeat,retry",
                           "Order %" G_GINT64_FORMAT
                           " has %s of item %s. A negative quantity cannot be on a parcel, so the order is "
                           "held. Take the line off the order in Rackbeat, or put it on a credit note.",
                           crossing->planning->number, quantity, crossing->line->item_number);

  rs_problem_set_argument (problem, "item", crossing->line->item_number);
  rs_problem_set_argument (problem, "quantity", quantity);
  g_ptr_array_add (self->findings.problems, problem);
}

/* The whole number that stands for the quantity; 0 when a person must say. @is_one tells that the amount goes
 * in the text. */
static gint64
whole_number (const Crossing *crossing, gboolean *is_one)
{
  const RsPolicy *policy = crossing->planning->policy;
  RsFraction answer = GPOINTER_TO_INT (g_hash_table_lookup (policy->fractions, crossing->line->item_number));

  *is_one = FALSE;
  if (rs_decimal_is_integer (crossing->quantity))
    return rs_decimal_ceil (crossing->quantity);
  if (RS_PLANT ("cut-fractions"))
    return rs_decimal_ceil (crossing->quantity) - 1;
  if (answer == RS_FRACTION_ROUND_UP)
    return rs_decimal_ceil (crossing->quantity);
  *is_one = answer == RS_FRACTION_ONE_WITH_TEXT;
  return *is_one ? 1 : 0;
}

static const char *
name_of (const Crossing *crossing)
{
  if (crossing->line->name != NULL && *crossing->line->name != '\0')
    return crossing->line->name;
  return crossing->item->name != NULL ? crossing->item->name : crossing->line->item_number;
}

/* Webshipper's weight is per unit: of one that stands for 2.5 it is 2.5 times the item's. */
static void
set_weight (RsWsLine *to, const Crossing *crossing, gboolean is_one)
{
  RsDecimal grams = rs_weight_to_grams (crossing->item->weight);

  if (!crossing->item->has_weight || crossing->is_virtual)
    return;
  to->weight = rs_weight_grams (is_one ? rs_decimal_multiply (grams, crossing->quantity) : grams);
  to->has_weight = TRUE;
}

static RsWsLine *
make_line (const Crossing *crossing, gint64 quantity, gboolean is_one)
{
  const RsRbLine *from = crossing->line;
  RsWsLine *to = rs_ws_line_new ();
  char amount[RS_DECIMAL_STRING_SIZE];

  to->ext_ref = g_strdup (crossing->ext_ref);
  to->sku = g_strdup (from->item_number);
  to->quantity = quantity;
  to->is_virtual = crossing->is_virtual;
  to->vat_percent = from->vat_percent;
  to->unit_price = is_one ? rs_decimal_multiply (from->unit_price, crossing->quantity) : from->unit_price;
  if (is_one)
    to->description
      = g_strdup_printf ("%s (%s)", name_of (crossing), rs_decimal_format (crossing->quantity, amount));
  else
    to->description = g_strdup (name_of (crossing));
  if (!rs_decimal_is_zero (from->discount_percent))
    {
      to->discount_value = from->discount_percent;
      to->discount_type = g_strdup ("percent");
    }
  to->tariff_number = g_strdup (crossing->item->tariff_number);
  to->origin_country = g_strdup (crossing->item->origin_country);
  set_weight (to, crossing, is_one);
  return to;
}

static void
cross_line (RsWsDraft *self, const Crossing *crossing)
{
  gboolean is_one;
  gint64 quantity;
  RsCrossedLine *crossed;

  if (crossing->quantity.micros < 0)
    {
      hold_negative (self, crossing);
      return;
    }
  if (rs_decimal_is_zero (crossing->quantity))
    {
      rs_findings_because (&self->findings, "Line %s: nothing of %s is left to ship", crossing->ext_ref,
                           crossing->line->item_number);
      return;
    }
  quantity = whole_number (crossing, &is_one);
  if (quantity == 0)
    {
      hold_fraction (self, crossing);
      return;
    }
  g_ptr_array_add (self->order->lines, make_line (crossing, quantity, is_one));
  crossed = g_new0 (RsCrossedLine, 1);
  crossed->ext_ref = g_strdup (crossing->ext_ref);
  crossed->order_line_id = crossing->line->id;
  crossed->item_number = g_strdup (crossing->line->item_number);
  crossed->ordered = crossing->ordered;
  crossed->quantity = crossing->quantity;
  crossed->sent = quantity;
  g_ptr_array_add (self->crossed, crossed);
}

/* Text lines stay; an item that was not read yet makes the whole order wait: whether it has stock is not
 * guessed. */
static gboolean
may_cross (RsWsDraft *self, Crossing *crossing)
{
  const RsRbLine *line = crossing->line;
  const RsCase *subject = crossing->planning->subject;

  if (line->item_number == NULL || *line->item_number == '\0')
    {
      rs_findings_because (&self->findings, "Line %s is text only: it stays in Rackbeat", crossing->ext_ref);
      return FALSE;
    }
  crossing->item = rs_case_find_item (subject, line->item_number);
  if (crossing->item == NULL)
    {
      rs_ws_draft_wait (self, "Waits for item %s to be read from Rackbeat", line->item_number);
      return FALSE;
    }
  crossing->is_virtual = !rs_plan_line_is_stock (subject, line);
  if (crossing->is_virtual && crossing->planning->policy->freight == RS_FREIGHT_LEAVE_OUT)
    {
      rs_findings_because (&self->findings, "Line %s: %s keeps no stock and is left out, as the set-up says",
                           crossing->ext_ref, line->item_number);
      return FALSE;
    }
  return TRUE;
}

/* What was shipped before, or by hand, does not go again; a Rackbeat shipment that is still open does. */
static void
take_order_lines (RsWsDraft *self, const RsPlanning *planning)
{
  for (guint i = 0; i < planning->order->lines->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (planning->order->lines, i);
      g_autofree char *ext_ref = g_strdup_printf ("%" G_GINT64_FORMAT, line->id);
      RsDecimal shipped = rs_plan_line_shipped (planning, line);
      Crossing crossing = { planning, line, NULL, ext_ref, line->quantity, line->quantity, FALSE };

      if (shipped.micros > 0 && line->quantity.micros > 0)
        crossing.quantity = rs_decimal_compare (shipped, line->quantity) >= 0
                              ? RS_DECIMAL_ZERO
                              : rs_decimal_subtract (line->quantity, shipped);
      if (may_cross (self, &crossing))
        cross_line (self, &crossing);
    }
}

static void
hold_strange_line (RsWsDraft *self, const RsPlanning *planning, const RsShare *share)
{
  g_autofree char *ref = rs_plan_ext_ref_for_shipment (share->shipment->id);
  g_autofree char *quantity = rs_decimal_dup_string (share->quantity);
  const char *item = share->shipment_line->item_number != NULL ? share->shipment_line->item_number : "?";
  RsProblem *problem = rs_planning_problem (
    planning, RS_PROBLEM_SHIPMENT_DIFFERS, ref, "open-rackbeat,retry",
    "Shipment %" G_GINT64_FORMAT " of order %" G_GINT64_FORMAT " holds %s of item %s more than the order has "
    "left. The shipment is held. Correct the shipment or the order in Rackbeat.",
    share->shipment->id, planning->number, quantity, item);

  rs_problem_set_argument (problem, "item", item);
  rs_problem_set_argument (problem, "quantity", quantity);
  g_ptr_array_add (self->findings.problems, problem);
}

/* A shipment line's own id is the handle; one that spans several order lines has several lines in Webshipper.
 */
static char *
make_share_ref (const RsShare *share, guint part)
{
  if (share->shipment_line->id == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, share->line->id);
  if (part == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, share->shipment_line->id);
  return g_strdup_printf ("%" G_GINT64_FORMAT "/%u", share->shipment_line->id, part + 1);
}

static void
take_shipment_lines (RsWsDraft *self, const RsPlanning *planning, const RsRbShipment *shipment)
{
  const RsRbShipmentLine *last = NULL;
  guint part = 0;

  for (guint i = 0; i < planning->shares->len; i++)
    {
      const RsShare *share = &g_array_index (planning->shares, RsShare, i);
      g_autofree char *ext_ref = NULL;
      Crossing crossing = { planning, share->line, NULL, NULL, share->quantity, share->quantity, FALSE };

      if (share->shipment != shipment)
        continue;
      part = share->shipment_line == last ? part + 1 : 0;
      last = share->shipment_line;
      if (share->line == NULL)
        {
          hold_strange_line (self, planning, share);
          continue;
        }
      crossing.ext_ref = ext_ref = make_share_ref (share, part);
      if (may_cross (self, &crossing))
        cross_line (self, &crossing);
    }
}

void
rs_ws_draft_take_lines (RsWsDraft *self, const RsPlanning *planning, const RsPlanSource *source)
{
  if (source->kind == 's' && source->shipment != NULL)
    take_shipment_lines (self, planning, source->shipment);
  else if (source->kind == 'o' && !rs_plan_order_knows_shipped (planning))
    rs_ws_draft_wait (self, "Waits for the shipments of order %" G_GINT64_FORMAT " to be read from Rackbeat",
                      planning->number);
  else if (source->kind == 'o')
    take_order_lines (self, planning);
}
