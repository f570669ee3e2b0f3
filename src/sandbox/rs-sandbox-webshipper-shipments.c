/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

#include <string.h>

/* Booking: the carrier is called during the request (§4.1). */

static RsResponse *
refuse_order (const char *text)
{
  return rs_sbw_error (422, "100", "/data", text, text);
}

/* Why nothing can be booked on @order, or NULL. */
static RsResponse *
check_order (RsSandboxWebshipper *self, RsWsRecord *order)
{
  const char *status = rs_sandbox_string (order->attributes, "status");
  const char *refusal = g_hash_table_lookup (self->refusals, &order->id);

  if (rs_sbw_is_locked (order))
    return refuse_order ("The order is locked.");
  if (g_strcmp0 (status, "pending") != 0 && g_strcmp0 (status, "partly_dispatched") != 0
      && g_strcmp0 (status, "error") != 0)
    {
      g_autofree char *text = g_strdup_printf ("An order with status %s cannot be sent.", status);

      return refuse_order (text);
    }
  if (refusal == NULL)
    return NULL;
  json_object_set_string_member (order->attributes, "status", "error");
  json_object_set_string_member (order->attributes, "error_message", refusal);
  json_object_set_string_member (order->attributes, "error_class", "carrier");
  rs_sbw_touch (self, order);
  return rs_sbw_error (422, "100", "/data", "Carrier error", refusal);
}

static JsonObject *
find_open_line (RsWsRecord *order, gint64 id)
{
  JsonArray *lines = rs_sandbox_array (order->attributes, "order_lines");

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      if ((gint64) rs_sandbox_number (line, "id") == id
          && g_strcmp0 (rs_sandbox_string (line, "status"), "dispatched") != 0)
        return line;
    }
  return NULL;
}

/* One package holding every open line, its weight their sum. */
static JsonArray *
whole_order (RsWsRecord *order)
{
  JsonArray *packages = json_array_new (), *lines = json_array_new ();
  JsonArray *all = rs_sandbox_array (order->attributes, "order_lines");
  JsonObject *package = json_object_new ();
  double grams = 0;

  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *line = json_array_get_object_element (all, i);

      if (g_strcmp0 (rs_sandbox_string (line, "status"), "dispatched") == 0)
        continue;
      grams += rs_sandbox_number (line, "weight") * rs_sandbox_number (line, "quantity")
               * (g_strcmp0 (rs_sandbox_string (line, "weight_unit"), "kg") == 0 ? 1000 : 1);
      json_array_add_object_element (lines, rs_sandbox_copy (line));
    }
  json_object_set_double_member (package, "weight", grams);
  json_object_set_string_member (package, "weight_unit", "g");
  json_object_set_array_member (package, "order_lines", lines);
  json_array_add_object_element (packages, package);
  return packages;
}

/* Every named line must be an open line of the order; its package is then the line's. */
static gboolean
pack (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *package, gint64 package_id,
      gint64 shipment_id)
{
  JsonArray *named = rs_sandbox_array (package, "order_lines");
  JsonArray *packed = json_array_new ();

  for (guint i = 0; named != NULL && i < json_array_get_length (named); i++)
    {
      JsonObject *line
        = find_open_line (order, (gint64) rs_sandbox_number (json_array_get_object_element (named, i), "id"));
      JsonObject *brief;

      if (line == NULL)
        {
          json_array_unref (packed);
          return FALSE;
        }
      brief = json_object_new ();
      json_object_set_int_member (brief, "id", package_id);
      json_object_set_int_member (brief, "shipment_id", shipment_id);
      json_object_set_string_member (line, "status", "dispatched");
      json_object_set_int_member (line, "package_id", package_id);
      json_object_set_object_member (line, "package", brief);
      json_array_add_object_element (packed, rs_sandbox_copy (line));
    }
  json_object_set_array_member (package, "order_lines", packed);
  return TRUE;
}

/* Each named line is an open one of the order, and is named once. */
static gboolean
lines_are_open (RsWsRecord *order, JsonArray *packages)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < json_array_get_length (packages); i++)
    {
      JsonArray *named = rs_sandbox_array (json_array_get_object_element (packages, i), "order_lines");

      for (guint j = 0; named != NULL && j < json_array_get_length (named); j++)
        {
          JsonObject *asked = json_array_get_object_element (named, j);
          JsonObject *line = find_open_line (order, (gint64) rs_sandbox_number (asked, "id"));

          if (line == NULL || !g_hash_table_add (seen, line))
            return FALSE;
        }
    }
  return g_hash_table_size (seen) > 0;
}

static JsonArray *
make_tracking (RsSandboxWebshipper *self, guint packages)
{
  JsonArray *links = json_array_new ();

  for (guint i = 0; i < packages && !rs_sbw_is (self, "tracking_number", "none"); i++)
    {
      JsonObject *link = json_object_new ();
      g_autofree char *number = g_strdup_printf (
        "0057%012" G_GINT64_FORMAT, (self->next_id * 7919 + i * 13) % G_GINT64_CONSTANT (1000000000000));
      g_autofree char *url = g_strdup_printf ("https://tracking.example/gls/%s", number);

      json_object_set_string_member (link, "url", url);
      if (rs_sbw_is (self, "tracking_number", "null"))
        json_object_set_null_member (link, "number");
      else
        json_object_set_string_member (link, "number", number);
      json_object_set_string_member (link, "latest_transit_event", "information_received");
      json_object_set_array_member (link, "tracking_events", json_array_new ());
      json_array_add_object_element (links, link);
    }
  return links;
}

/* A tiny valid PDF of one page, 100 × 192 mm. */
static void
add_label (RsSandboxWebshipper *self, RsWsRecord *shipment)
{
  g_autofree char *text
    = g_strdup_printf ("BT /F1 18 Tf 20 500 Td (Shipment %" G_GINT64_FORMAT ") Tj ET", shipment->id);
  g_autofree char *pdf = g_strdup_printf (
    "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 283 544]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>endobj\n"
    "4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n5 0 obj<</Length %" G_GSIZE_FORMAT
    ">>stream\n%s\nendstream endobj\n"
    "trailer<</Root 1 0 R>>\n%%%%EOF\n",
    strlen (text), text);
  g_autofree char *base64 = g_base64_encode ((const guchar *) pdf, strlen (pdf));
  JsonObject *attributes = json_object_new ();
  RsWsRecord *label;

  json_object_set_int_member (attributes, "shipment_id", shipment->id);
  json_object_set_string_member (attributes, "label_size", "100X192");
  json_object_set_string_member (attributes, "label_format", "PDF");
  if (rs_sbw_is (self, "label_base64", "array"))
    {
      JsonArray *parts = json_array_new ();

      json_array_add_string_element (parts, base64);
      json_object_set_array_member (attributes, "base64", parts);
    }
  else
    {
      json_object_set_string_member (attributes, "base64", base64);
    }
  label = rs_sbw_add (self, "labels", attributes);
  label->shipment_id = shipment->id;
}

static void
fill_shipment (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *attributes)
{
  static const char *const copied[]
    = { "delivery_address", "sender_address", "billing_address", "drop_point" };
  RsWsRecord *rate = rs_sbw_find (self, "shipping_rates",
                                  (gint64) rs_sandbox_number (order->attributes, "shipping_rate_id"));
  RsWsRecord *carrier = rate != NULL ? rs_sbw_find (self, "carriers", rate->carrier_id) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    if (rs_sandbox_object (order->attributes, copied[i]) != NULL)
      json_object_set_object_member (attributes, copied[i],
                                     rs_sandbox_copy (rs_sandbox_object (order->attributes, copied[i])));
  if (!json_object_has_member (attributes, "reference"))
    json_object_set_member (attributes, "reference",
                            json_node_copy (json_object_get_member (order->attributes, "visible_ref")));
  json_object_set_int_member (attributes, "carrier_id", carrier != NULL ? carrier->id : 0);
  if (rate != NULL)
    {
      json_object_set_int_member (attributes, "shipping_rate_id", rate->id);
      json_object_set_string_member (attributes, "service_code",
                                     rs_sandbox_string (rate->attributes, "carrier_service_code"));
    }
}

/* What every shipment has once the carrier took it: status, packages, tracking, a label. Takes @packages. */
static RsWsRecord *
add_shipment (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *attributes, JsonArray *packages)
{
  RsWsRecord *shipment = rs_sbw_add (self, "shipments", attributes);

  shipment->order_id = order != NULL ? order->id : 0;
  json_object_set_string_member (attributes, "status", rs_sbw_get (self, "shipment_status"));
  json_object_set_array_member (attributes, "tracking_links",
                                make_tracking (self, json_array_get_length (packages)));
  for (guint i = 0; i < json_array_get_length (packages); i++)
    {
      JsonObject *package = json_array_get_object_element (packages, i);

      rs_sbw_complete_package (self, shipment, package);
      if (order != NULL)
        pack (self, order, package, (gint64) rs_sandbox_number (package, "id"), shipment->id);
    }
  json_object_set_array_member (attributes, "packages", packages);
  rs_sbw_complete_shipment (self, shipment);
  rs_sbw_attach_documents (self, shipment);
  add_label (self, shipment);
  return shipment;
}

static JsonArray *
copy_array (JsonArray *array)
{
  JsonArray *copy = json_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_object_element (copy, rs_sandbox_copy (json_array_get_object_element (array, i)));
  return copy;
}

RsWsRecord *
rs_sbw_book (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *given, JsonArray *wanted,
             const char *by, RsResponse **refusal)
{
  JsonObject *attributes;
  JsonArray *packages;
  RsWsRecord *shipment;

  *refusal = check_order (self, order);
  if (*refusal != NULL)
    return NULL;
  packages = wanted != NULL ? copy_array (wanted) : whole_order (order);
  if (!lines_are_open (order, packages))
    {
      json_array_unref (packages);
      *refusal = refuse_order ("The lines are not open lines of this order.");
      return NULL;
    }
  attributes = given != NULL ? rs_sandbox_copy (given) : json_object_new ();
  fill_shipment (self, order, attributes);
  shipment = add_shipment (self, order, attributes, packages);
  rs_sbw_settle_order (self, order);
  rs_sbw_record (self, "shipment", shipment->id, "booked", by, rs_sandbox_copy (attributes));
  return shipment;
}

/* Why a shipment cannot be made of these attributes (nullable), whoever it is for; or NULL. */
static RsResponse *
check_given (RsSandboxWebshipper *self, JsonObject *given)
{
  static const char *const writable[] = { "reference",
                                          "comment",
                                          "service_code",
                                          "is_return",
                                          "packages",
                                          "delivery_address",
                                          "sender_address",
                                          "billing_address",
                                          "pickup_address",
                                          "return_address",
                                          "sold_from_address",
                                          "drop_point",
                                          "service_attributes",
                                          "add_ons",
                                          "sms_notification",
                                          "email_notification",
                                          "included_documents",
                                          "test_mode",
                                          "fulfill_immediately",
                                          "dutiable",
                                          "ext_ref",
                                          "original_shipment_id",
                                          "send_time",
                                          "additional_attributes",
                                          "cost_price",
                                          "sales_price",
                                          "currency",
                                          "manual_order_shipment_creation",
                                          "shadow_booking_as_parent",
                                          "omit_print",
                                          "invoice_settings",
                                          "document_template",
                                          NULL };
  g_autoptr (GList) names = given != NULL ? json_object_get_members (given) : NULL;
  RsResponse *refused = rs_sbw_check_parcels (given);

  for (GList *l = names; l != NULL && refused == NULL; l = l->next)
    {
      g_autofree char *detail = g_strdup_printf ("%.60s is not allowed.", (const char *) l->data);

      if (!g_strv_contains (writable, l->data))
        refused = rs_sbw_error (400, "105", NULL, "Param not allowed", detail);
    }
  return refused != NULL ? refused : rs_sbw_check_documents (self, given);
}

/* A shipment of no order: addresses, packages, and a rate, or a carrier with a service (§3.5). */
static RsResponse *
create_free (RsSandboxWebshipper *self, RsRequest *request, JsonObject *data, JsonObject *given)
{
  RsWsRecord *rate = rs_sbw_find (self, "shipping_rates", rs_sbw_relation_id (data, "shipping_rate"));
  gint64 carrier = rate != NULL ? rate->carrier_id : rs_sbw_relation_id (data, "carrier");
  JsonObject *attributes;
  RsWsRecord *shipment;

  if (rs_sandbox_array (given, "packages") == NULL)
    return rs_sbw_error (422, "100", "/data/attributes/packages", "can't be blank",
                         "packages - can't be blank");
  if (rs_sandbox_object (given, "delivery_address") == NULL)
    return rs_sbw_error (422, "100", "/data/attributes/delivery_address", "can't be blank",
                         "delivery_address - can't be blank");
  if (rs_sbw_find (self, "carriers", carrier) == NULL
      || (rate == NULL && rs_sandbox_string (given, "service_code") == NULL))
    return rs_sbw_error (422, "100", "/data/relationships/carrier", "must exist",
                         "carrier - must exist, with a service_code, or a shipping_rate");
  attributes = rs_sandbox_copy (given);
  json_object_set_int_member (attributes, "carrier_id", carrier);
  if (rate != NULL)
    {
      json_object_set_int_member (attributes, "shipping_rate_id", rate->id);
      json_object_set_string_member (attributes, "service_code",
                                     rs_sandbox_string (rate->attributes, "carrier_service_code"));
    }
  shipment = add_shipment (self, NULL, attributes, copy_array (rs_sandbox_array (given, "packages")));
  rs_sbw_record (self, "shipment", shipment->id, "booked", "api", rs_sandbox_copy (shipment->attributes));
  return rs_sbw_single (self, 201, shipment, request);
}

RsResponse *
rs_sbw_create_shipment (RsSandboxWebshipper *self, RsRequest *request)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  JsonObject *data = body != NULL ? rs_sandbox_object (body, "data") : NULL;
  JsonObject *attributes = data != NULL ? rs_sandbox_object (data, "attributes") : NULL;
  JsonObject *identifier
    = rs_sandbox_object (rs_sandbox_object (rs_sandbox_object (data, "relationships"), "order"), "data");
  RsWsRecord *order
    = identifier != NULL ? rs_sbw_find (self, "orders", (gint64) rs_sandbox_number (identifier, "id")) : NULL;
  RsResponse *refusal = NULL;
  RsWsRecord *shipment;

  if (data == NULL)
    return rs_sbw_error (400, "106", NULL, "Missing parameter", "The required parameter, data, is missing.");
  refusal = check_given (self, attributes);
  if (refusal != NULL)
    return refusal;
  if (identifier == NULL)
    return create_free (self, request, data, attributes);
  if (order == NULL)
    return rs_sbw_not_found ();
  shipment
    = rs_sbw_book (self, order, attributes, rs_sandbox_array (attributes, "packages"), "api", &refusal);
  return shipment != NULL ? rs_sbw_single (self, 201, shipment, request) : refusal;
}

/* What may still be said of a booked shipment (§2: used, not documented). */
RsResponse *
rs_sbw_patch_shipment (RsSandboxWebshipper *self, RsRequest *request, RsWsRecord *shipment)
{
  static const char *const writable[]
    = { "reference", "comment", "ext_ref", "included_documents", "omit_print", NULL };
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  JsonObject *data = rs_sandbox_object (body, "data"), *given = rs_sandbox_object (data, "attributes");
  g_autoptr (GList) names = given != NULL ? json_object_get_members (given) : NULL;
  RsResponse *refused;

  if (data == NULL)
    return rs_sbw_error (400, "106", NULL, "Missing parameter", "The required parameter, data, is missing.");
  if ((gint64) rs_sandbox_number (data, "id") != shipment->id)
    return rs_sbw_error (400, "110", NULL, "Key does not match", "The URL does not support the key.");
  refused = rs_sbw_check_documents (self, given);
  for (GList *l = names; l != NULL && refused == NULL; l = l->next)
    {
      g_autofree char *detail = g_strdup_printf ("%.60s is not allowed.", (const char *) l->data);

      if (!g_strv_contains (writable, l->data))
        refused = rs_sbw_error (400, "105", NULL, "Param not allowed", detail);
    }
  if (refused != NULL)
    return refused;
  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (shipment->attributes, l->data, json_object_dup_member (given, l->data));
  rs_sbw_attach_documents (self, shipment);
  rs_sbw_record (self, "shipment", shipment->id, "changed", "api", NULL);
  return rs_sbw_single (self, 200, shipment, request);
}
