/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "webshipper-world.h"

#include <libdex.h>

/* Shipments, papers, tracking, returns and merges of the simulated Webshipper (§3.5–3.8, §3.12, §3.15). */

static const char free_standing[]
  = "{\"service_code\":\"GLSDK_BP\",\"sender_address\":{\"company_name\":\"Fjordtorv\",\"zip\":\"8600\","
    "\"country_code\":\"DK\"},\"delivery_address\":{\"att_contact\":\"Karla\",\"zip\":\"5000\",\"country_code\":"
    "\"DK\"},\"packages\":[{\"weight\":1200,\"weight_unit\":\"g\"},{\"weight\":1,\"weight_unit\":\"kg\"}]}";

/* (transfer full) */
static char *
to_carrier (void)
{
  return g_strdup ("{\"carrier\":{\"data\":{\"type\":\"carriers\",\"id\":\"6\"}}}");
}

static void
test_a_booked_order_is_dispatched_and_its_lines_sit_in_the_parcel (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) order = make_ws_order (world, "a"), after = NULL;
  g_autoptr (JsonNode) shipment = book_order (world, ws_id (order));

  after = ws_order (world, ws_id (order));
  g_assert_cmpstr (text_at (after, "data.attributes.status"), ==, "dispatched");
  g_assert_cmpfloat (number_at (after, "data.attributes.order_lines[0].package_id"), ==,
                     number_at (shipment, "data.attributes.packages[0].id"));
  g_assert_cmpfloat (number_at (shipment, "data.attributes.packages[0].weight"), ==, 2950);
  g_assert_cmpuint (length_at (shipment, "included"), ==, 1);
}

static void
test_a_free_shipment_stands_on_its_own (void)
{
  g_autoptr (World) world = world_new (0);
  g_autofree char *carrier = to_carrier (), *body = resource ("shipments", NULL, free_standing, carrier);
  g_autoptr (JsonNode) made = ws (world, "POST /shipments", body, 201), orders = NULL;

  g_assert_cmpuint (length_at (made, "data.attributes.tracking_links"), ==, 2);
  g_assert_cmpstr (text_at (made, "data.attributes.carrier_alias"), ==, "GLS");
  /* Who is not named is as another (§3.5). */
  g_assert_cmpstr (text_at (made, "data.attributes.billing_address.zip"), ==, "5000");
  g_assert_cmpstr (text_at (made, "data.attributes.pickup_address.zip"), ==, "8600");
  orders = ws (world, "GET /orders", NULL, 200);
  g_assert_cmpuint (length_at (orders, "data"), ==, 0);
}

static void
test_what_is_no_parcel_is_refused (void)
{
  static const char *const wrong[] = {
    "[]", "[1]", "[null]", "[\"x\"]", "[{\"order_lines\":[1]}]", "[{\"customs_lines\":[\"x\"]}]", "[[]]"
  };
  g_autoptr (World) world = world_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (JsonNode) order = make_ws_order (world, "a");
      g_autofree char *attributes = format ("{\"packages\":%s}", wrong[i]);
      g_autofree char *relationships = format (
        "{\"order\":{\"data\":{\"type\":\"orders\",\"id\":\"%" G_GINT64_FORMAT "\"}}}", ws_id (order));
      g_autofree char *body = resource ("shipments", NULL, attributes, relationships);
      g_autofree char *code = ws_refused (world, "POST /shipments", body, 422);
      g_autofree char *remove = format ("DELETE /orders/%" G_GINT64_FORMAT, ws_id (order));
      g_autoptr (JsonNode) after = ws_order (world, ws_id (order));

      g_assert_cmpstr (code, ==, "100");
      g_assert_cmpstr (text_at (after, "data.attributes.status"), ==, "pending");
      g_assert_cmpuint (ws_status (world, remove, NULL), ==, 204);
    }
}

static void
test_an_unknown_attribute_books_nothing (void)
{
  g_autoptr (World) world = world_new (0);
  g_autofree char *carrier = to_carrier ();
  g_autofree char *body = resource ("shipments", NULL, "{\"colour\":\"red\"}", carrier);
  g_autofree char *code = ws_refused (world, "POST /shipments", body, 400);
  g_autoptr (JsonNode) shipments = ws (world, "GET /shipments", NULL, 200);

  g_assert_cmpstr (code, ==, "105");
  g_assert_cmpuint (length_at (shipments, "data"), ==, 0);
}

static void
test_papers_hang_on_the_shipment_that_includes_them (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) order = make_ws_order (world, "a"), shipment = book_order (world, ws_id (order));
  g_autofree char *paper
    = resource ("documents", NULL, "{\"document_type\":\"invoice\",\"base64\":\"JVBERi0xLjQK\"}", NULL);
  g_autoptr (JsonNode) document = ws (world, "POST /documents", paper, 201), papers = NULL;
  const char *id = text_at (shipment, "data.id");
  g_autofree char *call = format ("PATCH /shipments/%s", id),
                  *list = format ("GET /shipments/%s/documents", id);
  g_autofree char *including
    = format ("{\"included_documents\":[{\"document_id\":%s},{\"base64\":\"JVBERi0xLjQK\"}]}",
              text_at (document, "data.id"));
  g_autofree char *body = resource ("shipments", id, including, NULL);
  g_autofree char *none = resource (
    "shipments", id, "{\"comment\":\"x\",\"included_documents\":[{\"document_id\":999999}]}", NULL);
  g_autoptr (JsonNode) patched = ws (world, call, body, 200), unchanged = NULL;
  g_autofree char *get = format ("GET /shipments/%s", id);

  papers = ws (world, list, NULL, 200);
  g_assert_cmpuint (length_at (papers, "data"), ==, 2);
  g_assert_cmpuint (ws_status (world, call, none), ==, 422);
  unchanged = ws (world, get, NULL, 200);
  g_assert_cmpstr (text_at (unchanged, "data.attributes.comment"), ==, "");
}

static void
test_the_carrier_tells_of_one_parcel_or_of_all (void)
{
  g_autoptr (World) world = world_new (0);
  g_autofree char *carrier = to_carrier (), *body = resource ("shipments", NULL, free_standing, carrier);
  g_autoptr (JsonNode) made = ws (world, "POST /shipments", body, 201), after = NULL, events = NULL,
                       status = NULL;
  const char *id = text_at (made, "data.id");
  g_autofree char *one
    = format ("{\"service\":\"webshipper\",\"action\":\"track\",\"id\":\"%s\",\"status\":\"delivered\","
              "\"location\":\"Kolding\",\"number\":\"%s\"}",
              id, text_at (made, "data.attributes.tracking_links[1].number"));
  g_autofree char *wrong
    = format ("{\"service\":\"webshipper\",\"action\":\"track\",\"id\":\"%s\",\"status\":\"eaten\"}", id);
  g_autofree char *get = format ("GET /shipments/%s", id);
  g_autofree char *list = format ("GET /tracking_events?filter[shipment_id]=%s", id);
  g_autofree char *of_status = format ("GET /shipments/%s/status_events", id);
  g_autoptr (JsonNode) told = act (world, one);
  g_autofree char *refusal = act_refused (world, wrong);

  after = ws (world, get, NULL, 200);
  events = ws (world, list, NULL, 200);
  status = ws (world, of_status, NULL, 200);
  g_assert_cmpstr (text_at (after, "data.attributes.tracking_links[0].latest_transit_event"), ==,
                   "information_received");
  g_assert_cmpstr (text_at (after, "data.attributes.tracking_links[1].latest_transit_event"), ==,
                   "delivered");
  g_assert_cmpuint (length_at (after, "data.attributes.tracking_links[1].tracking_events"), ==, 2);
  g_assert_cmpuint (length_at (events, "data"), ==, 3);
  g_assert_cmpuint (length_at (status, "data"), ==, 2);
  g_assert_cmpstr (text_at (status, "data[1].attributes.location"), ==, "Kolding");
  g_assert_cmpstr (text_at (told, "id"), ==, id);
  g_assert_cmpstr (refusal, !=, "");
}

static void
test_a_booking_taken_back_opens_its_lines_again (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) order = make_ws_order (world, "a"), shipment = book_order (world, ws_id (order));
  g_autofree char *body = format ("{\"service\":\"webshipper\",\"action\":\"cancel-booking\",\"id\":\"%s\"}",
                                  text_at (shipment, "data.id"));
  g_autoptr (JsonNode) taken = act (world, body), after = ws_order (world, ws_id (order)), again = NULL,
                       labels = ws (world, "GET /labels", NULL, 200),
                       audit = control (world, "GET /audit", NULL, 200);

  g_assert_cmpstr (text_at (taken, "id"), ==, text_at (shipment, "data.id"));
  g_assert_cmpstr (text_at (after, "data.attributes.status"), ==, "pending");
  g_assert_true (is_null_at (after, "data.attributes.order_lines[0].package_id"));
  g_assert_cmpuint (length_at (labels, "data"), ==, 0);
  g_assert_cmpuint (length_at (audit, "lost"), ==, 0);
  again = book_order (world, ws_id (order));
  g_assert_cmpstr (text_at (again, "data.id"), !=, text_at (shipment, "data.id"));
  g_clear_pointer (&audit, json_node_unref);
  audit = control (world, "GET /audit", NULL, 200);
  g_assert_cmpuint (length_at (audit, "duplicates"), ==, 0);
}

/* (transfer full) */
static char *
make_return (gint64 order, gint64 line, const char *portal, const char *status)
{
  g_autofree char *attributes = format (
    "{\"status\":\"%s\",\"return_lines\":[{\"order_line_id\":%" G_GINT64_FORMAT ",\"quantity\":1}]}", status,
    line);
  g_autofree char *relationships
    = format ("{\"order\":{\"data\":{\"type\":\"orders\",\"id\":\"%" G_GINT64_FORMAT "\"}}%s}", order,
              portal != NULL ? portal : "");

  return resource ("returns", NULL, attributes, relationships);
}

static void
test_a_return_needs_lines_of_its_order_and_a_known_status (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) order = make_ws_order (world, "a"), other = make_ws_order (world, "b");
  g_autoptr (JsonNode) portals = ws (world, "GET /return_portals", NULL, 200), first = NULL, second = NULL;
  g_autofree char *portal = format (",\"portal\":{\"data\":{\"type\":\"return_portals\",\"id\":\"%s\"}}",
                                    text_at (portals, "data[0].id"));
  gint64 line = (gint64) number_at (order, "data.attributes.order_lines[0].id");
  g_autofree char *good = make_return (ws_id (order), line, portal, "pending");
  g_autofree char *foreign = make_return (ws_id (other), line, portal, "pending");
  g_autofree char *strange = make_return (ws_id (order), line, portal, "eaten");

  g_assert_cmpuint (ws_status (world, "POST /returns", foreign), ==, 422);
  g_assert_cmpuint (ws_status (world, "POST /returns", strange), ==, 422);
  first = ws (world, "POST /returns", good, 201);
  second = ws (world, "POST /returns", good, 201);
  g_assert_cmpstr (text_at (first, "data.attributes.secret"), !=, text_at (second, "data.attributes.secret"));
}

/* (transfer full) */
static char *
merge_body (gint64 target, const char *sources)
{
  g_autofree char *attributes = format ("{\"order_id\":%" G_GINT64_FORMAT ",\"orders\":%s}", target, sources);

  return resource ("order_merges", NULL, attributes, NULL);
}

static void
test_only_open_orders_merge_and_each_once (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) target = make_ws_order (world, "a"), source = make_ws_order (world, "b"),
                       sent = make_ws_order (world, "c"), after = NULL, audit = NULL;
  g_autoptr (JsonNode) shipment = book_order (world, ws_id (sent));
  g_autofree char *twice
    = format ("[%" G_GINT64_FORMAT ",\"%" G_GINT64_FORMAT "\"]", ws_id (source), ws_id (source));
  g_autofree char *with_sent = format ("[%" G_GINT64_FORMAT "]", ws_id (sent));
  g_autofree char *refused = merge_body (ws_id (target), with_sent),
                  *good = merge_body (ws_id (target), twice);
  static const char *const nonsense[] = { "[]", "[null]", "[[]]", "[{}]", "[true]", "[\"x\"]", "7" };

  world_set (world, "webshipper.merge_sources=deleted");
  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      g_autofree char *body = merge_body (ws_id (target), nonsense[i]);

      g_assert_cmpuint (ws_status (world, "POST /order_merges", body), ==, 422);
    }
  g_assert_cmpuint (ws_status (world, "POST /order_merges", refused), ==, 422);
  g_assert_cmpuint (ws_status (world, "POST /order_merges", good), ==, 201);
  after = ws_order (world, ws_id (target));
  audit = control (world, "GET /audit", NULL, 200);
  g_assert_cmpuint (length_at (after, "data.attributes.order_lines"), ==, 4);
  g_assert_cmpuint (length_at (audit, "lost"), ==, 0);
  g_assert_cmpuint (length_at (audit, "duplicates"), ==, 0);
  g_assert_cmpstr (text_at (shipment, "data.type"), ==, "shipments");
}

/* What crossed for an order of @quantity lights. (transfer full) */
static JsonNode *
cross (World *world, gint64 number, guint quantity)
{
  g_autofree char *attributes = format (
    "{\"ext_ref\":\"rb-order/%" G_GINT64_FORMAT "\",\"visible_ref\":\"%" G_GINT64_FORMAT
    "\",\"delivery_address\":{\"country_code\":\"DK\"},\"order_lines\":[{\"sku\":\"CYK-2201\",\"quantity\":%u}]}",
    number, number, quantity);
  g_autofree char *relationships
    = format ("{\"order_channel\":{\"data\":{\"type\":\"order_channels\",\"id\":\"%" G_GINT64_FORMAT "\"}}}",
              first_channel (world));
  g_autofree char *body = resource ("orders", NULL, attributes, relationships);

  return ws (world, "POST /orders", body, 201);
}

static guint
count_found (World *world, const char *list, const char *kind)
{
  g_autoptr (JsonNode) audit = control (world, "GET /audit", NULL, 200);
  guint count = 0;

  for (guint i = 0; i < length_at (audit, list); i++)
    {
      g_autofree char *path = format ("%s[%u].kind", list, i);

      count += g_str_equal (text_at (audit, path), kind);
    }
  return count;
}

static void
test_the_auditor_tells_merged_lines_from_doubled_ones (void)
{
  g_autoptr (World) world = world_new (0);
  const char *lights = "[{\"item_id\":\"CYK-2201\",\"quantity\":3}]";
  g_autoptr (JsonNode) target = cross (world, make_order (world, lights), 3),
                       source = cross (world, make_order (world, lights), 3), doubled = NULL;
  g_autofree char *sources = format ("[%" G_GINT64_FORMAT "]", ws_id (source));
  g_autofree char *body = merge_body (ws_id (target), sources);

  g_assert_cmpuint (ws_status (world, "POST /order_merges", body), ==, 201);
  g_assert_cmpuint (count_found (world, "duplicates", "quantity"), ==, 0);
  doubled = cross (world, make_order (world, lights), 6);
  g_assert_cmpuint (count_found (world, "duplicates", "quantity"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/webshipper-shipping/whole",
                   test_a_booked_order_is_dispatched_and_its_lines_sit_in_the_parcel);
  g_test_add_func ("/webshipper-shipping/free", test_a_free_shipment_stands_on_its_own);
  g_test_add_func ("/webshipper-shipping/parcels", test_what_is_no_parcel_is_refused);
  g_test_add_func ("/webshipper-shipping/attributes", test_an_unknown_attribute_books_nothing);
  g_test_add_func ("/webshipper-shipping/papers", test_papers_hang_on_the_shipment_that_includes_them);
  g_test_add_func ("/webshipper-shipping/tracking", test_the_carrier_tells_of_one_parcel_or_of_all);
  g_test_add_func ("/webshipper-shipping/taken-back", test_a_booking_taken_back_opens_its_lines_again);
  g_test_add_func ("/webshipper-shipping/returns", test_a_return_needs_lines_of_its_order_and_a_known_status);
  g_test_add_func ("/webshipper-shipping/merges", test_only_open_orders_merge_and_each_once);
  g_test_add_func ("/webshipper-shipping/auditor", test_the_auditor_tells_merged_lines_from_doubled_ones);
  return g_test_run ();
}
