/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-dispatch.h"

#include "rs-rb-draft.h"

/* Nobody ships more than this of a line; beyond it a number is nonsense and must not overflow. */
#define MAX_UNITS G_GINT64_CONSTANT (1000000000)

/* What Webshipper has of one source line: a person may have split it into several lines there. */
typedef struct
{
  const char *ext_ref;
  const char *sku;
  gint64 total;      /* units on the order */
  gint64 gone;       /* of them dispatched */
  gint64 used;       /* of them accounted for by a booking */
  RsDecimal settled; /* what the accounted units stand for in Rackbeat */
} Tally;

typedef struct
{
  const RsPlanning *planning;
  const RsPlanSource *source;
  GPtrArray *crossed; /* (owned) (nullable) */
  GArray *tallies;    /* (element-type Tally) */
  GPtrArray *dispatches;
} Listing;

static gint64
bounded (gint64 quantity)
{
  return CLAMP (quantity, 0, MAX_UNITS);
}

static void
dispatch_free (gpointer data)
{
  RsDispatch *self = data;

  g_free (self->cause);
  g_array_unref (self->lines);
  g_free (self->strange);
  g_free (self);
}

static Tally *
find_tally (Listing *self, const char *ext_ref)
{
  for (guint i = 0; ext_ref != NULL && i < self->tallies->len; i++)
    {
      Tally *tally = &g_array_index (self->tallies, Tally, i);

      if (g_str_equal (tally->ext_ref, ext_ref))
        return tally;
    }
  return NULL;
}

/* What a line is told by: its source line's id where it came from Rackbeat, else its SKU or text. (nullable)
 */
static const char *
handle_of (const Listing *self, const RsWsLine *line)
{
  return self->planning->ws_order_id != NULL ? rs_plan_line_handle (line) : line->ext_ref;
}

/* Lines without a handle are a person's own, and what is virtual is on no parcel: Rackbeat's shipment has
 * neither. */
static void
tally_lines (Listing *self)
{
  const RsWsOrder *order = self->source->ws_order;
  gboolean all_gone = rs_ws_order_is_dispatched (order);

  for (guint i = 0; i < order->lines->len; i++)
    {
      const RsWsLine *line = g_ptr_array_index (order->lines, i);
      const char *handle = handle_of (self, line);
      Tally *tally = find_tally (self, handle);

      if (handle == NULL || line->is_virtual)
        continue;
      if (tally == NULL)
        {
          Tally fresh = { .ext_ref = handle, .sku = line->sku };

          g_array_append_val (self->tallies, fresh);
          tally = &g_array_index (self->tallies, Tally, self->tallies->len - 1);
        }
      tally->total = bounded (tally->total + bounded (line->quantity));
      if (all_gone || rs_ws_line_is_dispatched (line))
        tally->gone = bounded (tally->gone + bounded (line->quantity));
    }
}

/* Which of several lines of an item it is does not matter: what is left is counted by item. */
static const RsRbLine *
find_line_of_item (const RsPlanning *planning, const char *item_number)
{
  for (guint i = 0; i < planning->order->lines->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (planning->order->lines, i);

      if (line->item_number != NULL && g_strcmp0 (line->item_number, item_number) == 0)
        return line;
    }
  return NULL;
}

static const RsRbLine *
find_order_line (const Listing *self, const char *ext_ref)
{
  const RsCrossedLine *crossed = rs_crossed_find (self->crossed, ext_ref);
  gint64 id = crossed != NULL ? crossed->order_line_id : 0;

  if (self->planning->ws_order_id != NULL)
    return find_line_of_item (self->planning, crossed != NULL ? crossed->item_number : ext_ref);
  if (id == 0 && !g_ascii_string_to_signed (ext_ref, 10, 1, G_MAXINT64, &id, NULL))
    return NULL;
  return rs_rb_order_find_line (self->planning->order, id);
}

/* What @units of a line stand for in Rackbeat: all of them for all that crossed, so that a rounded quantity
 * comes back as it was. */
static RsDecimal
measure (const Listing *self, const Tally *tally, const RsRbLine *line, gint64 units)
{
  const RsCrossedLine *crossed = rs_crossed_find (self->crossed, tally->ext_ref);
  RsDecimal quantity = crossed != NULL ? crossed->quantity : line->quantity;
  gint64 sent = crossed != NULL ? crossed->sent : rs_decimal_ceil (line->quantity);
  RsDecimal whole = RS_DECIMAL_INT (units);

  if (units >= tally->total && tally->total == sent)
    return quantity;
  if (rs_decimal_is_integer (quantity) || rs_decimal_compare (whole, quantity) < 0)
    return whole;
  return quantity;
}

static void
account (Listing *self, RsDispatch *dispatch, Tally *tally, gint64 units)
{
  const RsRbLine *line = find_order_line (self, tally->ext_ref);
  RsDispatchLine value = { tally->ext_ref, line, RS_DECIMAL_ZERO, units };
  RsDecimal so_far;

  if (units <= 0)
    return;
  tally->used = bounded (tally->used + units);
  if (line == NULL)
    {
      g_set_str (&dispatch->strange, tally->sku != NULL ? tally->sku : tally->ext_ref);
      return;
    }
  so_far = measure (self, tally, line, tally->used);
  value.quantity = rs_decimal_subtract (so_far, tally->settled);
  tally->settled = so_far;
  if (value.quantity.micros > 0)
    g_array_append_val (dispatch->lines, value);
}

static RsDispatch *
add_dispatch (Listing *self, char *cause, const RsWsShipment *shipment)
{
  RsDispatch *dispatch = g_new0 (RsDispatch, 1);
  g_autofree char *key = g_strconcat ("create-rb-shipment:", cause, NULL);
  const RsStep *step = rs_case_find_step (self->planning->subject, key);

  dispatch->cause = cause;
  dispatch->shipment = shipment;
  dispatch->lines = g_array_new (FALSE, FALSE, sizeof (RsDispatchLine));
  if (step != NULL && (rs_step_is_open (step) || step->state == RS_STEP_DONE))
    dispatch->step = step;
  g_ptr_array_add (self->dispatches, dispatch);
  return dispatch;
}

static void
read_journaled_line (Listing *self, RsDispatch *dispatch, const RsJson *json)
{
  g_autofree char *ext_ref = rs_json_dup_string (json, "ext_ref", RS_JSON_LENIENT);
  Tally *tally = find_tally (self, ext_ref);
  RsDispatchLine value = { NULL, NULL, RS_DECIMAL_ZERO, 0 };

  value.quantity = rs_json_get_decimal (json, "quantity", RS_JSON_LENIENT, NULL);
  value.units = bounded (rs_json_get_int (json, "units", RS_JSON_LENIENT));
  if (ext_ref == NULL || value.quantity.micros <= 0)
    return;
  value.line = find_order_line (self, ext_ref);
  if (tally != NULL)
    {
      value.ext_ref = tally->ext_ref;
      tally->used = bounded (tally->used + value.units);
      tally->settled = rs_decimal_add (tally->settled, value.quantity);
    }
  if (value.line != NULL)
    g_array_append_val (dispatch->lines, value);
}

static void
read_journaled (Listing *self, RsDispatch *dispatch)
{
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse_text (dispatch->step->payload, NULL);
  RsJson root, gone, element;

  rs_json_init (&root, rs_json_tree_root (tree), "payload");
  if (rs_json_array (&root, "gone", RS_JSON_LENIENT, &gone))
    for (guint i = 0; i < rs_json_length (&gone); i++)
      {
        rs_json_element (&gone, i, &element);
        read_journaled_line (self, dispatch, &element);
      }
  rs_json_finish (&root, NULL);
}

static const RsWsLine *
find_ws_line (const RsWsOrder *order, gint64 id)
{
  for (guint i = 0; id != 0 && i < order->lines->len; i++)
    {
      const RsWsLine *line = g_ptr_array_index (order->lines, i);

      if (line->id == id)
        return line;
    }
  return NULL;
}

/* TRUE when the packages say what they hold. */
static gboolean
read_packages (Listing *self, RsDispatch *dispatch)
{
  gboolean found = FALSE;

  for (guint i = 0; i < dispatch->shipment->packages->len; i++)
    {
      const RsPackage *package = g_ptr_array_index (dispatch->shipment->packages, i);

      for (guint j = 0; j < package->lines->len; j++)
        {
          const RsPackageLine *held = g_ptr_array_index (package->lines, j);
          const RsWsLine *line = find_ws_line (self->source->ws_order, held->line_id);
          const char *untied = self->planning->ws_order_id != NULL ? held->sku : held->ext_ref;
          Tally *tally = find_tally (self, line != NULL ? handle_of (self, line) : untied);

          found = TRUE;
          if (tally != NULL)
            account (self, dispatch, tally, bounded (held->quantity));
        }
    }
  return found;
}

/* TRUE when lines of the order name this booking. */
static gboolean
read_lines (Listing *self, RsDispatch *dispatch)
{
  const RsWsOrder *order = self->source->ws_order;
  gboolean found = FALSE;
  gint64 id;

  if (!g_ascii_string_to_signed (dispatch->shipment->id, 10, 1, G_MAXINT64, &id, NULL))
    return FALSE;
  for (guint i = 0; i < order->lines->len; i++)
    {
      const RsWsLine *line = g_ptr_array_index (order->lines, i);
      Tally *tally = line->is_virtual ? NULL : find_tally (self, handle_of (self, line));

      if (line->shipment_id != id)
        continue;
      found = TRUE;
      if (tally != NULL)
        account (self, dispatch, tally, bounded (line->quantity));
    }
  return found;
}

static void
take_rest (Listing *self, RsDispatch *dispatch)
{
  for (guint i = 0; i < self->tallies->len; i++)
    {
      Tally *tally = &g_array_index (self->tallies, Tally, i);

      account (self, dispatch, tally, tally->gone - tally->used);
    }
}

static gboolean
has_rest (const Listing *self)
{
  for (guint i = 0; i < self->tallies->len; i++)
    {
      const Tally *tally = &g_array_index (self->tallies, Tally, i);

      if (tally->gone > tally->used)
        return TRUE;
    }
  return FALSE;
}

GPtrArray *
rs_plan_dispatch_list (const RsPlanning *planning, const RsPlanSource *source)
{
  g_autoptr (GArray) tallies = g_array_new (FALSE, FALSE, sizeof (Tally));
  g_autoptr (GPtrArray) crossed = rs_plan_source_list_crossed (planning, source);
  g_autoptr (GPtrArray) untold = g_ptr_array_new ();
  Listing listing = { planning, source, crossed, tallies, g_ptr_array_new_with_free_func (dispatch_free) };
  g_autofree char *by_hand = g_strconcat ("create-rb-shipment:ws-order/", source->ws_order_id, NULL);
  const RsStep *by_hand_step = rs_case_find_step (planning->subject, by_hand);
  gboolean has_by_hand
    = by_hand_step != NULL && (rs_step_is_open (by_hand_step) || by_hand_step->state == RS_STEP_DONE);

  tally_lines (&listing);
  for (guint i = 0; i < source->ws_shipments->len; i++)
    {
      const RsWsShipment *shipment = g_ptr_array_index (source->ws_shipments, i);

      add_dispatch (&listing, g_strconcat ("ws-shipment/", shipment->id, NULL), shipment);
    }
  if (has_by_hand)
    add_dispatch (&listing, g_strconcat ("ws-order/", source->ws_order_id, NULL), NULL);

  for (guint i = 0; i < listing.dispatches->len; i++)
    {
      RsDispatch *dispatch = g_ptr_array_index (listing.dispatches, i);

      if (dispatch->step != NULL)
        read_journaled (&listing, dispatch);
    }
  for (guint i = 0; i < listing.dispatches->len; i++)
    {
      RsDispatch *dispatch = g_ptr_array_index (listing.dispatches, i);

      if (dispatch->step == NULL && !read_packages (&listing, dispatch) && !read_lines (&listing, dispatch))
        g_ptr_array_add (untold, dispatch);
    }
  for (guint i = 0; i < untold->len; i++)
    take_rest (&listing, g_ptr_array_index (untold, i));
  if (!has_by_hand && rs_ws_order_is_dispatched (source->ws_order) && has_rest (&listing))
    take_rest (&listing, add_dispatch (&listing, g_strconcat ("ws-order/", source->ws_order_id, NULL), NULL));
  return listing.dispatches;
}
