/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

/* Every doubt of the Rackbeat reference that a client can meet. */
static const struct
{
  const char *name, *initial, *alternatives, *meaning;
} doubts[] = {
  { "rate", "480", "off,#,#/#",
    "requests a minute in a fixed window, or rate a second/burst, or off (§1.2, LIKELY 480 a minute)" },
  { "order_filters", "strict", "strict,honoured",
    "is_… filters on orders: ignored, and refused as simple_filter; or heeded (§1.5)" },
  { "shipment_filters", "honoured", "honoured,ignored",
    "filters on shipments other than order_number (§3.3)" },
  { "updated_at_from", "honoured", "honoured,ignored", "the updated_at_from filter on lists (§1.5, §9)" },
  { "order_by", "honoured", "honoured,ignored", "order_by and order_direction on lists (§1.5)" },
  { "sort", "honoured", "honoured,ignored", "the other spelling, sort=column, ascending (§1.5)" },
  { "default_order", "oldest_first", "oldest_first,newest_first",
    "the order of lists that nobody asked an order of (§1.5, UNKNOWN)" },
  { "search_orders", "all", "all,number",
    "search= on orders looks at number, reference, heading, note and customer; or at the number (§1.5)" },
  { "archived", "listed", "listed,hidden",
    "whether lists hold archived orders that is_archived does not ask for (§3.2)" },
  { "limit", "clamp100", "clamp100,accept1000,clamp#",
    "a limit above 100, or above a smaller figure (§1.4)" },
  { "paging", "still", "still,shifts",
    "whether somebody makes a new order whenever the second, fifth, eighth … page of orders is read (§1.4)" },
  { "register_lists", "paged", "paged,bare",
    "registers come as pages with 206, or as {key:[…]} with 200 (§1.4, LIKELY paged)" },
  { "delivery_terms_key", "delivery_terms", "delivery_terms,terms_of_delivery",
    "data key of the list of delivery terms (§1.4, LIKELY)" },
  { "delivery_terms_write", "allowed", "allowed,forbidden,absent",
    "POST, PUT and DELETE of delivery terms: done, 403, or no such call (§3.5)" },
  { "delivery_terms", "object_and_id", "object_and_id,id,object,absent,alone",
    "how an order names its delivery term; alone: only where it is read by itself (§3.1)" },
  { "delivery_terms_input", "both", "both,delivery_terms,delivery_terms_id",
    "the key that a new order's delivery term is read from (§3.1)" },
  { "customer_name", "name", "name,company_name", "key of a customer's name (§3.4)" },
  { "customer_create_name", "company_name", "company_name,name,both",
    "key of the name when a customer is made (§3.4)" },
  { "customer_defaults", "absent", "absent,present",
    "whether the account fills in a new customer's group, payment term, VAT zone and layout (§3.4)" },
  { "quantity_shipped", "present", "present,absent",
    "quantity_shipped and quantity_invoiced on order lines (§3.1)" },
  { "timestamps", "atom", "atom,plain", "with offset, or Y-m-d H:i:s in Danish time (§1.3)" },
  { "numbers", "json", "json,text",
    "prices and quantities of orders, shipments and items as numbers or as texts (§1.3)" },
  { "booleans", "json", "json,digits",
    "booleans of orders and shipments as true and false or as 1 and 0 (§1.3)" },
  { "refusals", "errors", "errors,message,error,text", "the body of a business rule's 422 (§1.6, UNKNOWN)" },
  { "unauthenticated", "message", "message,empty,html", "the body of a 401 (§1.6, LIKELY message)" },
  { "unknown_call", "404", "404,405", "a path that is there with another method only (UNKNOWN)" },
  { "slash_in_path", "works", "works,404", "item numbers with an encoded slash in paths (§1.3)" },
  { "post_order_book", "honoured", "honoured,ignored", "book=true when an order is made (§3.1, LIKELY)" },
  { "put_booked", "allowed", "allowed,refused",
    "PUT of a booked order's other members than lines (§3.1, UNKNOWN)" },
  { "ready_for_shipping", "stock", "stock,booked",
    "is_ready_for_shipping: enough stock for all lines, or booked (§3.2, LIKELY stock)" },
  { "shipment_lines", "put_line", "put_line,put_shipment,create_lines,delete_only,none",
    "the call that makes a partial shipment: PUT and DELETE of …/shipments/{id}/lines/{id}; PUT order-shipments/{id}; lines in "
    "create-shipment; DELETE of a line only; none (§3.3, UNKNOWN; put_line is the first candidate and mirrors the user interface)" },
  { "shipment_line_order_id", "absent", "absent,present",
    "whether shipment lines name their order line (§3.3)" },
  { "shipment_calls_2018", "present", "present,absent",
    "the calls on shipments, and an order's uninvoiced-lines and create-invoice, that only the 2018 description has "
    "(§2)" },
  { "stock_limits_shipments", "yes", "yes,no",
    "create-shipment takes no more than the stock that is there (§3.3)" },
  { "create_shipment_counts_open", "yes", "yes,no",
    "what stands in open shipments is not put into another (§3.3, LIKELY)" },
  { "create_shipment_empty", "refused", "refused,empty", "create-shipment when nothing remains (§9)" },
  { "create_shipment_status", "201", "201,200", "reply code of create-shipment (§9)" },
  { "mark_shipped_again", "refused", "refused,noop", "mark-shipped on a shipped shipment (§4.5)" },
  { "mark_shipped_unpicked", "refused", "refused,allowed",
    "mark-shipped without pick while lines are not picked (§3.3, LIKELY refused)" },
  { "mark_shipped_cancelled", "refused", "refused,allowed",
    "mark-shipped on a shipment whose order is cancelled (§3.3, UNKNOWN)" },
  { "mark_shipped_body", "shipment", "shipment,empty", "what mark-shipped answers (§8, LIKELY)" },
  { "shipping_moves_updated_at", "yes", "yes,no",
    "whether shipping moves the order's updated_at (§1.5, UNKNOWN)" },
  { "reopen_shipments", "kept", "kept,removed,refused", "reopening an order that has open shipments (§9)" },
  { "stock_moves", "shipping", "shipping,invoicing", "when stock is drawn: an account setting (§4.4)" },
  { "archive_when_done", "yes", "yes,no",
    "an order that is shipped and invoiced is archived (§3.2, LIKELY)" },
  { "webhook_body", "observed", "observed,documented",
    "an event's body: {key_name,key}, the key a text; or the whole documented one (§5, §9)" },
  { "plan", "premium", "premium,basic", "basic has no custom fields and no bills of materials (§7)" },
  { "note_key", "note", "note,order_note", "key of the reply to a new note (§8)" },
  { "fields_body", "field_values", "field_values,order,empty",
    "what PUT of an order's custom fields answers (§8, UNKNOWN)" },
  { "field_values", "flat", "flat,nested",
    "expand=field_values: {id,slug,name,value}, or {id,value,field:{id,slug,name}} (§1.5)" },
};

void
rs_sbr_declare_switches (RsSwitches *switches)
{
  for (guint i = 0; i < G_N_ELEMENTS (doubts); i++)
    {
      g_autofree char *name = g_strconcat ("rackbeat.", doubts[i].name, NULL);

      rs_switches_declare (switches, name, doubts[i].initial, doubts[i].alternatives, doubts[i].meaning);
    }
}

gboolean
rs_sbr_is (RsSandboxRackbeat *self, const char *name, const char *value)
{
  g_autofree char *full = g_strconcat ("rackbeat.", name, NULL);

  return rs_switches_is (rs_sandbox_service_get_context (RS_SANDBOX_SERVICE (self))->switches, full, value);
}

gboolean
rs_sbr_is_spelt (RsSandboxRackbeat *self, const char *name, const char *value)
{
  return !self->plain && rs_sbr_is (self, name, value);
}
