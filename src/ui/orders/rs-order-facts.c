/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-order-facts.h"

#include "rs-engine.h"
#include "rs-format.h"
#include "rs-phrases.h"
#include "rs-records.h"

#include <glib/gi18n.h>

GPtrArray *
rs_order_facts_state (const RsCaseRow *row, const RsCase *subject)
{
  GPtrArray *facts = rs_facts_new ();
  const RsWord *state = rs_words_for_state (row->state);
  const RsWord *rackbeat = rs_words_for_rackbeat (row->rackbeat);
  const RsWord *webshipper = rs_words_for_webshipper (row->webshipper);

  rs_facts_add (facts, state, g_strdup (rs_words_label (state, row->state)), rs_phrase_translate (row->next));
  rs_facts_add (facts, rackbeat, g_strdup ("Rackbeat"), g_strdup (rs_words_label (rackbeat, row->rackbeat)));
  rs_facts_add (facts, webshipper, g_strdup ("Webshipper"),
                g_strdup (rs_words_label (webshipper, row->webshipper)));
  return facts;
}

static char *
describe_lines (const RsRbShipment *shipment)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < shipment->lines->len; i++)
    {
      const RsRbShipmentLine *line = g_ptr_array_index (shipment->lines, i);
      g_autofree char *quantity = rs_format_quantity (line->quantity);

      /* Translators: a quantity and an item: "2 × CYK-1" */
      g_string_append_printf (text, C_ ("line", "%s × %s"), quantity,
                              line->item_number != NULL ? line->item_number : "?");
      if (i + 1 < shipment->lines->len)
        g_string_append (text, ", ");
    }
  return g_string_free (text, FALSE);
}

static void
add_rb_shipments (GPtrArray *facts, const RsCase *subject)
{
  for (guint i = 0; i < subject->rb_shipments->len; i++)
    {
      const RsRbShipment *shipment = g_ptr_array_index (subject->rb_shipments, i);
      const RsWord *word = rs_words_for_rackbeat (shipment->is_shipped ? "shipped" : "confirmed");
      g_autofree char *shipped = rs_format_day (shipment->shipped_at);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, shipment->id);
      char *title = shipment->is_shipped && *shipped != '\0'
                      /* Translators: a shipment's number and the day it was shipped */
                      ? g_strdup_printf (_ ("Shipment %s in Rackbeat, shipped %s"), id, shipped)
                      : shipment->is_shipped
                          ? g_strdup_printf (_ ("Shipment %s in Rackbeat, shipped"), id)
                          : g_strdup_printf (_ ("Shipment %s in Rackbeat, not shipped yet"), id);

      rs_facts_add (facts, word, title, describe_lines (shipment));
    }
}

static void
add_ws_orders (GPtrArray *facts, const RsCase *subject)
{
  for (guint i = 0; i < subject->ws_orders->len; i++)
    {
      const RsWsOrder *order = g_ptr_array_index (subject->ws_orders, i);
      const RsWord *word = rs_words_for_webshipper (order->status);
      const char *state = rs_words_label (word, order->status);

      rs_facts_add (facts, word, g_strdup_printf (_ ("Order %s in Webshipper"), order->id),
                    order->is_locked ? g_strdup_printf (_ ("%s, locked"), state) : g_strdup (state));
    }
}

static gboolean
is_web_address (const char *url)
{
  return url != NULL && (g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://"));
}

static void
add_parcels (GPtrArray *facts, const RsWsShipment *shipment)
{
  const RsWord *word = rs_words_for_rackbeat ("ready");
  const char *carrier = shipment->carrier != NULL ? shipment->carrier : "";

  if (shipment->tracking_links->len == 0)
    rs_facts_add (facts, word, g_strdup_printf (_ ("Booked parcels %s"), shipment->id),
                  g_strdup_printf (_ ("%s, no tracking number yet"), carrier));
  for (guint i = 0; i < shipment->tracking_links->len; i++)
    {
      const RsTrackingLink *link = g_ptr_array_index (shipment->tracking_links, i);
      RsFact *fact = rs_facts_add (
        facts, word, g_strdup_printf (_ ("Booked parcels %s"), shipment->id),
        /* Translators: a carrier and a tracking number */
        g_strdup_printf (C_ ("tracking", "%s %s"), carrier, link->number != NULL ? link->number : ""));

      /* Only the web is opened: an address from outside may name anything. */
      if (is_web_address (link->url))
        fact->uri = g_strdup (link->url);
    }
}

GPtrArray *
rs_order_facts_shipments (const RsCase *subject)
{
  GPtrArray *facts = rs_facts_new ();

  add_rb_shipments (facts, subject);
  add_ws_orders (facts, subject);
  for (guint i = 0; i < subject->ws_shipments->len; i++)
    add_parcels (facts, g_ptr_array_index (subject->ws_shipments, i));
  return facts;
}

static char *
join (const char *a, const char *b)
{
  if (a == NULL || *a == '\0')
    return g_strdup (b);
  return b != NULL && *b != '\0' ? g_strconcat (a, " · ", b, NULL) : g_strdup (a);
}

static void
add_drop_points (GPtrArray *facts, const RsCase *subject)
{
  for (guint i = 0; i < subject->ws_orders->len; i++)
    {
      const RsDropPoint *point = ((RsWsOrder *) g_ptr_array_index (subject->ws_orders, i))->drop_point;

      if (point != NULL)
        rs_facts_add_property (facts, _ ("Drop point"),
                               point->address != NULL ? rs_address_to_text (point->address)
                                                      : g_strdup (point->name));
    }
}

GPtrArray *
rs_order_facts_delivery (const RsCaseRow *row, const RsCase *subject)
{
  GPtrArray *facts = rs_facts_new ();
  const RsRbOrder *order = subject->rb_order;
  const RsAddress *to;

  if (order == NULL)
    return facts;
  to = order->delivery_address;
  if (to != NULL && !rs_address_is_empty (to))
    rs_facts_add_property (facts, _ ("Delivery address"), rs_address_to_text (to));
  if (order->billing_address != NULL && !rs_address_is_empty (order->billing_address)
      && !rs_address_equal (order->billing_address, to))
    rs_facts_add_property (facts, _ ("Billing address"), rs_address_to_text (order->billing_address));
  rs_facts_add_property (facts, _ ("Contact"),
                         join (to != NULL && to->phone != NULL ? to->phone : order->customer_phone,
                               to != NULL && to->email != NULL ? to->email : order->customer_email));
  add_drop_points (facts, subject);
  rs_facts_add_property (facts, _ ("Delivery term"), g_strdup (row->term));
  rs_facts_add_property (facts, _ ("Shipping rate"), g_strdup (row->rate));
  rs_facts_add_property (facts, _ ("Weight"), rs_format_weight (row->grams));
  rs_facts_add_property (facts, _ ("Amount without VAT"), rs_format_money (row->amount, row->currency));
  rs_facts_add_property (facts, _ ("Made"), rs_format_day (order->created_at));
  rs_facts_add_property (facts, _ ("Reference"), join (order->their_reference, order->other_reference));
  rs_facts_add_property (facts, _ ("Comment"), g_strdup (order->note));
  return facts;
}

GPtrArray *
rs_order_facts_history (GPtrArray *happened, RsInstant now)
{
  GPtrArray *facts = rs_facts_new ();

  for (guint i = 0; i < happened->len; i++)
    {
      const RsActivity *activity = g_ptr_array_index (happened, i);
      const RsWord *word = rs_words_for_result (activity->result);
      const char *result = rs_words_label (word, activity->result);
      const char *who = g_strcmp0 (activity->who, "person") == 0 ? _ ("by hand") : _ ("by the sync");
      g_autofree char *when = rs_format_moment (activity->at, now);
      g_autofree char *detail = rs_phrase_translate (activity->detail);
      /* Translators: when, the result, and by whom: "14:05 · Done, by the sync" */
      g_autofree char *text = g_strdup_printf (_ ("%s · %s, %s"), when, result, who);

      rs_facts_add (facts, word, rs_phrase_translate (activity->what), join (text, detail));
    }
  return facts;
}

GPtrArray *
rs_order_facts_reasons (GPtrArray *reasons)
{
  GPtrArray *facts = rs_facts_new ();

  for (guint i = 0; i < reasons->len; i++)
    rs_facts_add (facts, NULL, rs_phrase_translate (g_ptr_array_index (reasons, i)), NULL);
  return facts;
}
