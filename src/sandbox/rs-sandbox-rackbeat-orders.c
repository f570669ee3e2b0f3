/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include <string.h>

/* The calls on orders (§2, §3.1). */

static gboolean
order_is_found_by (RsSandboxRackbeat *self, RsRbRecord *order, const char *search)
{
  static const char *const names[] = { "other_reference", "heading", "note" };
  RsRbRecord *customer
    = rs_sbr_find (self, RS_RB_CUSTOMERS, (gint64) rs_sandbox_number (order->object, "customer_id"));
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, order->id);

  if (strstr (number, search) != NULL)
    return TRUE;
  if (rs_sbr_is (self, "search_orders", "number"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (rs_sbr_contains (rs_sandbox_string (order->object, names[i]), search))
      return TRUE;
  return customer != NULL && rs_sbr_contains (rs_sandbox_string (customer->object, "name"), search);
}

/* The three columns that can be filtered by (§1.5): a number, or the beginning of a moment as it is shown. */
static gboolean
passes_simple (RsSandboxRackbeat *self, RsRbRecord *order, RsRequest *request)
{
  const char *number = rs_request_get_query (request, "simple_filter[number]");
  static const char *const times[][2]
    = { { "simple_filter[created_at]", "created_at" }, { "simple_filter[updated_at]", "updated_at" } };

  if (number != NULL && g_ascii_strtoll (number, NULL, 10) != order->id)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      const char *wanted = rs_request_get_query (request, times[i][0]);
      g_autoptr (JsonObject) shown = wanted != NULL ? json_object_new () : NULL;

      if (wanted == NULL)
        continue;
      rs_sbr_show_time (self, shown, "at", i == 0 ? order->created_at : order->updated_at);
      if (!g_str_has_prefix (rs_sandbox_string (shown, "at"), wanted))
        return FALSE;
    }
  return TRUE;
}

/* field_eq[id]=value exactly, field[id]=value loosely (§1.5). */
static gboolean
passes_fields (RsRbRecord *order, RsRequest *request)
{
  JsonArray *values = rs_sandbox_array (order->object, "custom_fields");

  for (guint i = 0; i + 1 < request->query->len; i += 2)
    {
      const char *name = g_ptr_array_index (request->query, i),
                 *wanted = g_ptr_array_index (request->query, i + 1);
      gboolean exact = g_str_has_prefix (name, "field_eq["), passes = FALSE;

      if (!exact && !g_str_has_prefix (name, "field["))
        continue;
      for (guint j = 0; values != NULL && j < json_array_get_length (values); j++)
        {
          JsonObject *value = json_array_get_object_element (values, j);
          const char *text = rs_sandbox_string (value, "value");

          if ((gint64) rs_sandbox_number (value, "id") == g_ascii_strtoll (strchr (name, '[') + 1, NULL, 10))
            passes |= exact ? g_strcmp0 (text, wanted) == 0 : rs_sbr_contains (text, wanted);
        }
      if (!passes)
        return FALSE;
    }
  return TRUE;
}

static gboolean
order_matches (RsSandboxRackbeat *self, RsRbRecord *order, RsRequest *request)
{
  static const char *const flags[]
    = { "is_booked", "is_shipped", "is_paid", "is_archived", "is_cancelled", "is_ready_for_shipping" };
  gboolean heeded = rs_sbr_is (self, "order_filters", "honoured");
  const char *number = rs_request_get_query (request, "number");
  const char *search = rs_request_get_query (request, "search");
  const char *archived = rs_request_get_query (request, "is_archived");

  if ((number != NULL && g_ascii_strtoll (number, NULL, 10) != order->id)
      || !passes_simple (self, order, request) || !passes_fields (order, request))
    return FALSE;
  if (search != NULL && !order_is_found_by (self, order, search))
    return FALSE;
  if (archived == NULL && rs_sandbox_bool (order->object, "is_archived")
      && rs_sbr_is (self, "archived", "hidden"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      const char *wanted = rs_request_get_query (request, flags[i]);
      gboolean is = g_str_equal (flags[i], "is_ready_for_shipping")
                      ? rs_sbr_is_ready (self, order)
                      : rs_sandbox_bool (order->object, flags[i]);

      /* is_archived was seen to act even where the others do not. */
      if (wanted != NULL && (heeded || g_str_equal (flags[i], "is_archived"))
          && is != rs_sbr_is_true (wanted))
        return FALSE;
    }
  return TRUE;
}

/* Strict accounts refuse simple_filter on anything but three columns (§1.5, seen live). */
static RsResponse *
check_filters (RsSandboxRackbeat *self, RsRequest *request)
{
  static const char *const columns[] = { "number", "created_at", "updated_at", NULL };

  for (guint i = 0; i + 1 < request->query->len && rs_sbr_is (self, "order_filters", "strict"); i += 2)
    {
      const char *name = g_ptr_array_index (request->query, i);
      g_autofree char *column
        = g_str_has_prefix (name, "simple_filter[") ? g_strndup (name + 14, strcspn (name + 14, "]")) : NULL;
      g_autofree char *text = g_strdup_printf ("Property '%.60s' is not filterable", column);

      if (column != NULL && !g_strv_contains (columns, column))
        return rs_sbr_invalid ("simple_filter", text);
    }
  return NULL;
}

/* Somebody else works while a client reads page after page. */
static void
shift_pages (RsSandboxRackbeat *self)
{
  RsRbTable *orders = rs_sbr_table (self, RS_RB_ORDERS);
  RsRbRecord *model = orders->list->len > 0 ? g_ptr_array_index (orders->list, 0) : NULL;
  g_autoptr (JsonObject) body = NULL;
  RsRbRecord *order;

  if (model == NULL)
    return;
  body = rs_sandbox_copy (model->object);
  json_object_remove_member (body, "other_reference");
  order = rs_sbr_add (self, RS_RB_ORDERS, rs_sbr_new_order (self, body), 0);
  rs_sbr_recompute (self, order);
  rs_sbr_record (self, "order", order->id, "created", "person", NULL);
}

static RsResponse *
handle_list (RsSandboxRackbeat *self, RsRequest *request)
{
  const char *page = rs_request_get_query (request, "page");
  RsResponse *refused = check_filters (self, request);

  if (refused != NULL)
    return refused;
  /* Not at each page: a list that grows as fast as it is read has no end. */
  if (page != NULL && g_ascii_strtoll (page, NULL, 10) % 3 == 2 && rs_sbr_is (self, "paging", "shifts"))
    shift_pages (self);
  return rs_sbr_list_kind (self, request, RS_RB_ORDERS, order_matches);
}

static RsResponse *
handle_create (RsSandboxRackbeat *self, RsRequest *request, gboolean draft)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  RsResponse *refused;
  RsRbRecord *order;

  if (body == NULL)
    body = json_object_new ();
  refused = rs_sbr_check_order (self, body, TRUE, draft);
  if (refused != NULL)
    return refused;
  order = rs_sbr_add (self, RS_RB_ORDERS, rs_sbr_new_order (self, body), 0);
  rs_sbr_recompute (self, order);
  rs_sbr_record (self, "order", order->id, "created", "api", g_steal_pointer (&body));
  if (!draft && rs_sbr_is (self, "post_order_book", "honoured"))
    {
      g_autoptr (JsonObject) again = rs_sandbox_request_object (request);

      if (rs_sandbox_bool (again, "book"))
        rs_sbr_book (self, order, "api");
    }
  return rs_sbr_show (self, request, 201, RS_RB_ORDERS, order);
}

static RsResponse *
handle_change (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  gboolean booked = rs_sandbox_bool (order->object, "is_booked");
  RsResponse *refused;

  if (body == NULL)
    return rs_sbr_invalid ("order", "The body is not an object.");
  if (booked && json_object_has_member (body, "lines"))
    return rs_sbr_refuse (self, "lines", "The order is booked and its lines are locked.");
  if (booked && rs_sbr_is (self, "put_booked", "refused"))
    return rs_sbr_refuse (self, "order", "The order is booked.");
  refused = rs_sbr_check_order (self, body, FALSE, TRUE);
  if (refused != NULL)
    return refused;
  rs_sbr_apply_order (self, order->object, body);
  rs_sbr_recompute (self, order);
  rs_sbr_touch (self, RS_RB_ORDERS, order);
  rs_sbr_record (self, "order", order->id, "changed", "api", g_steal_pointer (&body));
  return rs_sbr_show (self, request, 200, RS_RB_ORDERS, order);
}

static RsResponse *
handle_delete (RsSandboxRackbeat *self, RsRbRecord *order)
{
  if (rs_sandbox_bool (order->object, "is_booked"))
    return rs_sbr_refuse (self, "order", "A booked order cannot be deleted.");
  rs_sbr_record (self, "order", order->id, "deleted", "api", NULL);
  rs_sbr_remove (self, RS_RB_ORDERS, order);
  return rs_sbr_done ();
}

static RsResponse *
handle_invoice (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order)
{
  RsRbRecord *invoice
    = rs_sbr_invoice (self, order, rs_sbr_is_true (rs_request_get_query (request, "book")), "api");

  if (invoice == NULL)
    return rs_sbr_refuse (self, "order", "There is nothing to invoice.");
  return rs_sbr_single (200, "invoice_id", json_node_init_int (json_node_alloc (), invoice->id));
}

/* The actions, all POST. NULL when @what is none. */
static RsResponse *
handle_action (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order, const char *what)
{
  gboolean done;

  if (g_str_equal (what, "create-shipment"))
    return rs_sbr_handle_create_shipment (self, request, order);
  if (g_str_equal (what, "convert-to-invoice"))
    return handle_invoice (self, request, order);
  if (g_str_equal (what, "create-invoice") && rs_sbr_is (self, "shipment_calls_2018", "present"))
    return handle_invoice (self, request, order);
  if (!g_str_equal (what, "book") && !g_str_equal (what, "reopen"))
    return NULL;
  done = g_str_equal (what, "book") ? rs_sbr_book (self, order, "api") : rs_sbr_reopen (self, order, "api");
  if (!done)
    return rs_sbr_refuse (self, "order",
                          g_str_equal (what, "book") ? "The order is already booked."
                                                     : "The order cannot be reopened.");
  return rs_sbr_show (self, request, 200, RS_RB_ORDERS, order);
}

static RsResponse *
handle_order (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order, GStrv segments)
{
  const char *what = segments[1];
  RsResponse *response = NULL;

  if (what == NULL && g_str_equal (request->method, "GET"))
    return rs_sbr_show (self, request, 200, RS_RB_ORDERS, order);
  if (what == NULL && g_str_equal (request->method, "PUT"))
    return handle_change (self, request, order);
  if (what == NULL && g_str_equal (request->method, "DELETE"))
    return handle_delete (self, order);
  if (what == NULL)
    return rs_sbr_no_such_call (self, request);
  if (g_str_equal (what, "lines"))
    return rs_sbr_handle_lines (self, request, order, segments + 2);
  if (g_str_equal (what, "shipments"))
    return rs_sbr_handle_order_shipments (self, request, order, segments + 2);
  if (g_str_equal (what, "notes"))
    return rs_sbr_handle_notes (self, request, order, segments + 2);
  if (g_str_equal (what, "fields"))
    return rs_sbr_handle_order_fields (self, request, order);
  if (g_str_equal (what, "uninvoiced-lines") && g_str_equal (request->method, "GET")
      && rs_sbr_is (self, "shipment_calls_2018", "present"))
    return rs_sbr_list_uninvoiced (self, request, order);
  if (g_str_equal (request->method, "POST") && segments[2] == NULL)
    response = handle_action (self, request, order, what);
  return response != NULL ? response : rs_sbr_no_such_call (self, request);
}

/* orders/1042.pdf and orders/drafts/1042.pdf (§6): the order behind @segment, or NULL. */
static RsResponse *
handle_pdf (RsSandboxRackbeat *self, const char *segment)
{
  g_autofree char *number
    = g_str_has_suffix (segment, ".pdf") ? g_strndup (segment, strlen (segment) - 4) : NULL;
  g_autofree char *text = NULL;

  if (number == NULL)
    return NULL;
  if (rs_sbr_find_text (self, RS_RB_ORDERS, number) == NULL)
    return rs_sbr_not_found ();
  text = g_strdup_printf ("Order %s", number);
  return rs_sbr_pdf (text);
}

RsResponse *
rs_sbr_handle_orders (RsSandboxRackbeat *self, RsRequest *request, GStrv segments)
{
  gboolean get = g_str_equal (request->method, "GET"), post = g_str_equal (request->method, "POST");
  RsRbRecord *order;
  RsResponse *pdf = NULL;

  if (segments[0] == NULL && get)
    return handle_list (self, request);
  if (segments[0] == NULL)
    return post ? handle_create (self, request, FALSE) : rs_sbr_no_such_call (self, request);
  if (g_str_equal (segments[0], "drafts"))
    {
      if (segments[1] == NULL)
        return post ? handle_create (self, request, TRUE) : rs_sbr_no_such_call (self, request);
      pdf = get ? handle_pdf (self, segments[1]) : NULL;
      return pdf != NULL ? pdf : rs_sbr_not_found ();
    }
  pdf = get && segments[1] == NULL ? handle_pdf (self, segments[0]) : NULL;
  if (pdf != NULL)
    return pdf;
  order = rs_sbr_find_text (self, RS_RB_ORDERS, segments[0]);
  return order != NULL ? handle_order (self, request, order, segments) : rs_sbr_not_found ();
}
