/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include <string.h>

/* Customer invoices (§3.7, §4.3): made from orders, filtered by date and by ranges (§1.5), booked, credited.
 */

JsonNode *
rs_sbr_present_invoice (RsSandboxRackbeat *self, RsRbRecord *record, RsRequest *request)
{
  g_autoptr (JsonObject) copy = rs_sandbox_copy (record->object);
  RsRbRecord *customer
    = rs_sbr_find (self, RS_RB_CUSTOMERS, (gint64) rs_sandbox_number (copy, "customer_id"));

  if (customer != NULL)
    json_object_set_member (copy, "customer", rs_sbr_present_customer (self, customer, request));
  else
    json_object_set_null_member (copy, "customer");
  rs_sbr_stamp (self, RS_RB_INVOICES, record, request, copy);
  return rs_sandbox_object_node (copy);
}

/* Dates compare as they are written; what is asked for may have a time behind it. */
static gboolean
is_in_dates (RsRbRecord *invoice, RsRequest *request, const char *prefix)
{
  g_autofree char *from_name = g_strconcat (prefix, "_from", NULL),
                  *to_name = g_strconcat (prefix, "_to", NULL);
  const char *from = rs_request_get_query (request, from_name), *to = rs_request_get_query (request, to_name);
  const char *date = rs_sandbox_string (invoice->object, "invoice_date");

  return (from == NULL || strncmp (date, from, 10) >= 0) && (to == NULL || strncmp (date, to, 10) <= 0);
}

static gboolean
is_in_numbers (gint64 number, RsRequest *request, const char *prefix)
{
  g_autofree char *from_name = g_strconcat (prefix, "_from", NULL),
                  *to_name = g_strconcat (prefix, "_to", NULL);
  const char *from = rs_request_get_query (request, from_name), *to = rs_request_get_query (request, to_name);

  return (from == NULL || number >= g_ascii_strtoll (from, NULL, 10))
         && (to == NULL || number <= g_ascii_strtoll (to, NULL, 10));
}

static gboolean
invoice_matches (RsSandboxRackbeat *self, RsRbRecord *invoice, RsRequest *request)
{
  static const char *const flags[] = { "is_booked", "is_paid" };
  const char *order = rs_request_get_query (request, "order_number"),
             *number = rs_request_get_query (request, "customer_number");
  const char *search = rs_request_get_query (request, "search");
  gint64 customer = (gint64) rs_sandbox_number (invoice->object, "customer_id");
  g_autofree char *numbers
    = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, invoice->id, invoice->owner);

  if ((order != NULL && g_ascii_strtoll (order, NULL, 10) != invoice->owner)
      || (number != NULL && g_ascii_strtoll (number, NULL, 10) != customer)
      || (search != NULL && !rs_sbr_contains (numbers, search)))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      const char *wanted = rs_request_get_query (request, flags[i]);

      if (wanted != NULL && rs_sbr_is_true (wanted) != rs_sandbox_bool (invoice->object, flags[i]))
        return FALSE;
    }
  return is_in_dates (invoice, request, "date") && is_in_dates (invoice, request, "invoice_date")
         && is_in_numbers (customer, request, "customer");
}

/* Booking and unbooking; mail and webhooks are the account's affair, and nobody is mailed here. */
static RsResponse *
set_booked (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *invoice, gboolean booked)
{
  if (rs_sandbox_bool (invoice->object, "is_booked") == booked)
    return rs_sbr_refuse (self, "invoice",
                          booked ? "The invoice is already booked." : "The invoice is not booked.");
  json_object_set_boolean_member (invoice->object, "is_booked", booked);
  rs_sbr_touch (self, RS_RB_INVOICES, invoice);
  rs_sbr_record (self, "invoice", invoice->id, booked ? "booked" : "unbooked", "api", NULL);
  return rs_sbr_show (self, request, 200, RS_RB_INVOICES, invoice);
}

/* Another draft with the same lines; @sign -1 takes them back. */
static RsResponse *
repeat (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *invoice, int sign)
{
  static const char *const sums[] = { "total_subtotal", "total_vat", "total_total", "total_base_currency" };
  JsonObject *copy = rs_sandbox_copy (invoice->object);
  JsonArray *lines = rs_sandbox_array (copy, "lines");
  RsRbRecord *made;

  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    json_object_set_double_member (copy, sums[i], sign * rs_sandbox_number (copy, sums[i]));
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      json_object_set_double_member (line, "quantity", sign * rs_sandbox_number (line, "quantity"));
      json_object_set_double_member (line, "line_total", sign * rs_sandbox_number (line, "line_total"));
    }
  json_object_set_boolean_member (copy, "is_booked", FALSE);
  json_object_set_boolean_member (copy, "is_creditnote", sign < 0);
  json_object_remove_member (copy, "number");
  made = rs_sbr_add (self, RS_RB_INVOICES, copy, invoice->owner);
  rs_sbr_record (self, "invoice", made->id, "created", "api", NULL);
  return rs_sbr_show (self, request, 201, RS_RB_INVOICES, made);
}

static RsResponse *
handle_action (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *invoice, const char *what)
{
  if (!g_str_equal (request->method, "POST"))
    return rs_sbr_no_such_call (self, request);
  if (g_str_equal (what, "book") || g_str_equal (what, "unbook"))
    return set_booked (self, request, invoice, g_str_equal (what, "book"));
  if (g_str_equal (what, "create-creditnote") && !rs_sandbox_bool (invoice->object, "is_booked"))
    return rs_sbr_refuse (self, "invoice", "The invoice is not booked.");
  if (g_str_equal (what, "create-creditnote") || g_str_equal (what, "copy"))
    return repeat (self, request, invoice, g_str_equal (what, "copy") ? 1 : -1);
  return rs_sbr_no_such_call (self, request);
}

RsResponse *
rs_sbr_handle_invoices (RsSandboxRackbeat *self, RsRequest *request, GStrv segments)
{
  g_autofree char *number = segments[0] != NULL && g_str_has_suffix (segments[0], ".pdf")
                              ? g_strndup (segments[0], strlen (segments[0]) - 4)
                              : NULL;
  RsRbRecord *invoice = rs_sbr_find_text (self, RS_RB_INVOICES, number != NULL ? number : segments[0]);
  gboolean get = g_str_equal (request->method, "GET");

  if (segments[0] == NULL)
    return get ? rs_sbr_list_kind (self, request, RS_RB_INVOICES, invoice_matches)
               : rs_sbr_no_such_call (self, request);
  if (invoice == NULL)
    return rs_sbr_not_found ();
  if (number != NULL && get)
    return rs_sbr_pdf ("Invoice");
  if (segments[1] == NULL)
    return get ? rs_sbr_show (self, request, 200, RS_RB_INVOICES, invoice)
               : rs_sbr_no_such_call (self, request);
  if (g_str_equal (segments[1], "notes"))
    return rs_sbr_handle_invoice_notes (self, request, invoice);
  return handle_action (self, request, invoice, segments[1]);
}

/* Of the 2018 description: what no invoice holds yet. An order is invoiced whole here. */
RsResponse *
rs_sbr_list_uninvoiced (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  JsonArray *lines = rs_sandbox_array (order->object, "lines");

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      g_autoptr (JsonNode) node = rs_sbr_present_order_line (self, order, line);

      if (rs_sandbox_number (line, "quantity_invoiced") < rs_sandbox_number (line, "quantity"))
        g_ptr_array_add (rows, json_node_dup_object (node));
    }
  return rs_sbr_list_objects (self, request, "order_lines", rows);
}
