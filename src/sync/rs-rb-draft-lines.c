/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rb-draft.h"

#include "rs-fold.h"

/* Which item of Rackbeat each line is (PRODUCT F5.3): its SKU is an item's number, else an item's barcode,
 * else an item is made; a line without SKU is asked about once. */

#define MAX_TEXT 120

const char *
rs_plan_line_handle (const RsWsLine *line)
{
  if (!rs_text_is_blank (line->sku))
    return line->sku;
  return rs_text_is_blank (line->description) ? NULL : line->description;
}

char *
rs_plan_item_answer_key (const char *handle)
{
  /* As far as a problem shows it, which is what a person answers. */
  g_autofree char *shown = rs_text_excerpt (handle != NULL ? handle : "", MAX_TEXT);
  g_autofree char *folded = rs_fold (shown);

  return g_strconcat ("item:", folded, NULL);
}

/* An item that is only a name on somebody's order line is none that can be ordered. */
static gboolean
is_whole (const RsItem *item)
{
  return item != NULL && (item->name != NULL || item->knows_inventory);
}

/* The one item with this barcode; @n tells how many there are. */
static const RsItem *
find_by_barcode (const RsCase *subject, const char *sku, guint *n)
{
  const RsItem *found = NULL, *item;
  GHashTableIter iter;

  *n = 0;
  g_hash_table_iter_init (&iter, subject->items);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &item))
    if (is_whole (item) && g_strcmp0 (item->barcode, sku) == 0)
      {
        found = item;
        (*n)++;
      }
  return *n == 1 ? found : NULL;
}

static void
hold_item (RsRbDraft *self, const RsPlanning *planning, const RsWsLine *line, const char *code,
           const char *why)
{
  const char *handle = rs_plan_line_handle (line);
  g_autofree char *text = rs_text_excerpt (handle != NULL ? handle : "", MAX_TEXT);
  g_autofree char *subject = g_strdup_printf ("item/%s", text);
  RsProblem *problem = rs_planning_problem (
    planning, code, subject, "answer-item,open-webshipper",
    "Order %s has the line \"%s\", %s. The order is held. Say which item of Rackbeat it is, or that the line is "
    "to be left out; the answer is remembered.",
    planning->name, text, why);

  rs_problem_set_argument (problem, "line", text);
  rs_problem_set_argument (problem, "sku", line->sku);
  g_ptr_array_add (self->findings.problems, problem);
}

static gboolean
is_made (const RsPlanning *planning, const char *number)
{
  g_autofree char *key = g_strconcat ("create-rb-item:", number, NULL);
  const RsStep *step = rs_case_find_step (planning->subject, key);

  return step != NULL && step->state == RS_STEP_DONE;
}

static void
want_item (RsRbDraft *self, const RsWsLine *line, const char *number)
{
  RsNewItem *wanted;

  for (guint i = 0; i < self->new_items->len; i++)
    if (g_str_equal (((RsNewItem *) g_ptr_array_index (self->new_items, i))->item->number, number))
      return;
  wanted = g_new0 (RsNewItem, 1);
  wanted->item = rs_item_new ();
  wanted->item->number = g_strdup (number);
  wanted->item->name = g_strdup (rs_text_is_blank (line->description) ? number : line->description);
  wanted->item->weight = line->weight;
  wanted->item->has_weight = line->has_weight;
  wanted->item->tariff_number = g_strdup (line->tariff_number);
  wanted->item->origin_country = g_strdup (line->origin_country);
  wanted->price = line->unit_price;
  g_ptr_array_add (self->new_items, wanted);
}

/* By number, by barcode, or to be made. (transfer full) (nullable) */
static char *
match_sku (RsRbDraft *self, const RsPlanning *planning, const RsWsLine *line)
{
  g_autofree char *sku = g_strstrip (g_strdup (line->sku));
  const RsItem *item = rs_case_find_item (planning->subject, sku);
  guint n;

  if (is_whole (item) || is_made (planning, sku))
    return g_steal_pointer (&sku);
  item = find_by_barcode (planning->subject, sku, &n);
  if (item != NULL)
    {
      rs_findings_because (&self->findings, "\"%s\" is the barcode of item %s", sku, item->number);
      return g_strdup (item->number);
    }
  if (n > 1)
    {
      hold_item (self, planning, line, RS_PROBLEM_ITEM_AMBIGUOUS,
                 "whose SKU is the barcode of several items");
      return NULL;
    }
  if (planning->policy->item_group == 0)
    {
      hold_item (self, planning, line, RS_PROBLEM_ITEM_UNKNOWN,
                 "which is no item of Rackbeat, and no item group is chosen for new ones");
      return NULL;
    }
  rs_findings_because (&self->findings, "There is no item %s in Rackbeat: it is made", sku);
  want_item (self, line, sku);
  return g_steal_pointer (&sku);
}

/* (transfer full) (nullable): NULL when the line is left out or a problem was added. */
static char *
match_line (RsRbDraft *self, const RsPlanning *planning, const RsWsLine *line, GPtrArray *known)
{
  const char *handle = rs_plan_line_handle (line);
  const RsCrossedLine *was = handle != NULL ? rs_crossed_find (known, handle) : NULL;
  g_autofree char *key = rs_plan_item_answer_key (handle);
  const char *answer = handle != NULL ? g_hash_table_lookup (planning->subject->answers, key) : NULL;

  if (was != NULL && was->item_number != NULL)
    return g_strdup (was->item_number);
  if (line->is_virtual && planning->policy->freight == RS_FREIGHT_LEAVE_OUT)
    {
      rs_findings_because (&self->findings, "A line that is not on a parcel is left out, as the set-up says");
      return NULL;
    }
  if (g_strcmp0 (answer, "leave-out") == 0)
    {
      rs_findings_because (&self->findings, "The line \"%s\" is left out, as a person answered", handle);
      return NULL;
    }
  if (answer != NULL)
    return g_strdup (answer);
  if (!rs_text_is_blank (line->sku))
    return match_sku (self, planning, line);
  hold_item (self, planning, line, RS_PROBLEM_ITEM_UNKNOWN, "which has no SKU");
  return NULL;
}

/* A fixed discount is off each piece: the service shows it as the discounted unit price (Webshipper reference
 * §3.2). */
static void
take_price (RsRbLine *to, const RsWsLine *from)
{
  to->unit_price = from->unit_price;
  to->vat_percent = from->vat_percent;
  if (g_strcmp0 (from->discount_type, "percent") == 0)
    to->discount_percent = from->discount_value;
  else if (from->discount_value.micros > 0)
    to->unit_price = rs_decimal_subtract (from->unit_price, from->discount_value);
  if (to->unit_price.micros < 0)
    to->unit_price = RS_DECIMAL_ZERO;
}

/* What of each handle crossed, in all lines together: it is what a parcel is told by later. */
static void
note_crossed (RsRbDraft *self, const RsWsLine *from, const char *item_number)
{
  const char *handle = rs_plan_line_handle (from);
  RsCrossedLine *crossed = (RsCrossedLine *) rs_crossed_find (self->crossed, handle);

  if (crossed == NULL)
    {
      crossed = g_new0 (RsCrossedLine, 1);
      crossed->ext_ref = g_strdup (handle);
      crossed->item_number = g_strdup (item_number);
      g_ptr_array_add (self->crossed, crossed);
    }
  crossed->ordered = rs_decimal_add (crossed->ordered, RS_DECIMAL_INT (from->quantity));
  crossed->quantity = crossed->ordered;
  crossed->sent += from->quantity;
}

static gboolean
is_same_goods (const RsRbLine *a, const RsRbLine *b)
{
  return g_strcmp0 (a->item_number, b->item_number) == 0 && g_strcmp0 (a->name, b->name) == 0
         && rs_decimal_compare (a->unit_price, b->unit_price) == 0
         && rs_decimal_compare (a->discount_percent, b->discount_percent) == 0
         && rs_decimal_compare (a->vat_percent, b->vat_percent) == 0;
}

/* Lines that differ in nothing are one: Webshipper splits a line whenever a part of it is booked, which is no
 * change of the order. Takes @line. */
static void
add_line (RsRbDraft *self, RsRbLine *line)
{
  for (guint i = 0; i < self->order->lines->len; i++)
    {
      RsRbLine *other = g_ptr_array_index (self->order->lines, i);

      if (!is_same_goods (other, line))
        continue;
      other->quantity = rs_decimal_add (other->quantity, line->quantity);
      rs_rb_line_unref (line);
      return;
    }
  g_ptr_array_add (self->order->lines, line);
}

static void
take_line (RsRbDraft *self, const RsPlanning *planning, const RsWsLine *from, GPtrArray *known)
{
  g_autofree char *item_number = NULL;
  RsRbLine *line;

  if (from->quantity == 0)
    return;
  if (from->quantity < 0)
    {
      g_ptr_array_add (self->findings.problems,
                       rs_planning_problem (planning, RS_PROBLEM_QUANTITY_NEGATIVE, NULL,
                                            "open-webshipper,retry",
                                            "Order %s has a line with a negative quantity, which cannot be "
                                            "ordered. The order is held. Correct it in Webshipper.",
                                            planning->name));
      return;
    }
  item_number = match_line (self, planning, from, known);
  if (item_number == NULL)
    return;
  line = rs_rb_line_new ();
  line->item_number = g_strdup (item_number);
  line->name = rs_text_is_blank (from->description) ? NULL : g_strdup (from->description);
  line->quantity = RS_DECIMAL_INT (from->quantity);
  take_price (line, from);
  add_line (self, line);
  note_crossed (self, from, item_number);
}

void
rs_rb_draft_take_lines (RsRbDraft *self, const RsPlanning *planning, const RsWsOrder *from,
                        GPtrArray *crossed)
{
  for (guint i = 0; i < from->lines->len; i++)
    take_line (self, planning, g_ptr_array_index (from->lines, i), crossed);
}
