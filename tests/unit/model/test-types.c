/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-case.h"
#include "rs-document.h"
#include "rs-policy.h"

/* What every value type promises, proven on each of them: a new one is empty, copying a box shares it, and
 * the last reference frees all it owns (which the address sanitizer watches). */
typedef struct
{
  const char *name;
  GType (*get_type) (void);
  gpointer (*create) (void);
  gpointer (*ref) (gpointer);
  void (*unref) (gpointer);
} ValueType;

#define VALUE_TYPE(Name, name)                                                                               \
  { #Name, rs_##name##_get_type, (gpointer (*) (void)) rs_##name##_new,                                      \
    (gpointer (*) (gpointer)) rs_##name##_ref, (void (*) (gpointer)) rs_##name##_unref }

static const ValueType types[] = {
  VALUE_TYPE (RsAddress, address),
  VALUE_TYPE (RsCase, case),
  VALUE_TYPE (RsCaseRow, case_row),
  VALUE_TYPE (RsCustomField, custom_field),
  VALUE_TYPE (RsDeliveryTerm, delivery_term),
  VALUE_TYPE (RsDropPoint, drop_point),
  VALUE_TYPE (RsItem, item),
  VALUE_TYPE (RsLabel, label),
  VALUE_TYPE (RsLink, link),
  VALUE_TYPE (RsNote, note),
  VALUE_TYPE (RsOrderChannel, order_channel),
  VALUE_TYPE (RsPackage, package),
  VALUE_TYPE (RsPackageLine, package_line),
  VALUE_TYPE (RsPage, page),
  VALUE_TYPE (RsPolicy, policy),
  VALUE_TYPE (RsRbAccount, rb_account),
  VALUE_TYPE (RsRbLine, rb_line),
  VALUE_TYPE (RsRbOrder, rb_order),
  VALUE_TYPE (RsRbShipment, rb_shipment),
  VALUE_TYPE (RsRbShipmentLine, rb_shipment_line),
  VALUE_TYPE (RsShippingRate, shipping_rate),
  VALUE_TYPE (RsStep, step),
  VALUE_TYPE (RsTrackingLink, tracking_link),
  VALUE_TYPE (RsWsLine, ws_line),
  VALUE_TYPE (RsWsOrder, ws_order),
  VALUE_TYPE (RsWsShipment, ws_shipment),
};

static void
test_a_box_shares_its_value (gconstpointer data)
{
  const ValueType *type = data;
  gpointer object = type->create ();
  gpointer copy;

  g_assert_cmpstr (g_type_name (type->get_type ()), ==, type->name);
  g_assert_true (G_TYPE_IS_BOXED (type->get_type ()));
  g_assert_true (type->ref (object) == object);
  copy = g_boxed_copy (type->get_type (), object);
  g_assert_true (copy == object);
  type->unref (object);
  g_boxed_free (type->get_type (), copy);
  type->unref (object);
}

static gpointer
ref_and_unref_often (gpointer data)
{
  RsAddress *address = data;

  for (guint i = 0; i < 10000; i++)
    rs_address_unref (rs_address_ref (address));
  rs_address_unref (address);
  return NULL;
}

static void
test_references_are_counted_across_threads (void)
{
  RsAddress *address = rs_address_new ();
  GThread *threads[4];

  address->city = g_strdup ("Silkeborg");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ref", ref_and_unref_often, rs_address_ref (address));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpstr (address->city, ==, "Silkeborg");
  rs_address_unref (address);
}

static void
test_moments_of_a_new_value_are_unset (void)
{
  g_autoptr (RsRbOrder) rb_order = rs_rb_order_new ();
  g_autoptr (RsRbShipment) rb_shipment = rs_rb_shipment_new ();
  g_autoptr (RsWsOrder) ws_order = rs_ws_order_new ();
  g_autoptr (RsWsShipment) ws_shipment = rs_ws_shipment_new ();
  g_autoptr (RsItem) item = rs_item_new ();
  g_autoptr (RsNote) note = rs_note_new ();
  g_autoptr (RsStep) step = rs_step_new ();
  g_autoptr (RsLink) link = rs_link_new ();
  g_autoptr (RsCaseRow) row = rs_case_row_new ();
  g_autoptr (RsPolicy) policy = rs_policy_new ();
  const RsInstant instants[] = {
    rb_order->deliver_at,
    rb_order->booked_at,
    rb_order->created_at,
    rb_order->updated_at,
    rb_shipment->shipped_at,
    rb_shipment->created_at,
    rb_shipment->updated_at,
    ws_order->created_at,
    ws_order->updated_at,
    ws_shipment->created_at,
    item->updated_at,
    note->created_at,
    step->due_at,
    step->created_at,
    step->changed_at,
    link->made_at,
    row->created_at,
    row->updated_at,
    policy->start,
  };

  for (guint i = 0; i < G_N_ELEMENTS (instants); i++)
    g_assert_cmpint (instants[i], ==, RS_INSTANT_NONE);
  g_assert_cmpint (step->error_code, ==, -1);
}

static void
assert_empty_list (GPtrArray *list)
{
  g_assert_nonnull (list);
  g_assert_cmpuint (list->len, ==, 0);
}

static void
test_lists_of_a_new_value_are_there_and_empty (void)
{
  g_autoptr (RsRbOrder) rb_order = rs_rb_order_new ();
  g_autoptr (RsRbShipment) rb_shipment = rs_rb_shipment_new ();
  g_autoptr (RsWsOrder) ws_order = rs_ws_order_new ();
  g_autoptr (RsWsShipment) ws_shipment = rs_ws_shipment_new ();
  g_autoptr (RsPackage) package = rs_package_new ();
  g_autoptr (RsCase) a_case = rs_case_new ();
  g_autoptr (RsPage) page = rs_page_new ();

  assert_empty_list (rb_order->lines);
  assert_empty_list (rb_order->tags);
  assert_empty_list (rb_shipment->lines);
  assert_empty_list (ws_order->lines);
  assert_empty_list (ws_order->tags);
  assert_empty_list (ws_shipment->tracking_links);
  assert_empty_list (ws_shipment->packages);
  assert_empty_list (ws_shipment->label_ids);
  assert_empty_list (package->lines);
  assert_empty_list (a_case->rb_shipments);
  assert_empty_list (a_case->ws_orders);
  assert_empty_list (a_case->ws_gone);
  assert_empty_list (a_case->ws_shipments);
  assert_empty_list (a_case->links);
  assert_empty_list (a_case->steps);
  assert_empty_list (a_case->unreadable);
  assert_empty_list (page->rows);
  assert_empty_list (page->included);
}

/* Everything that can be owned is set once, so that what a clear function forgets is a leak that the
 * sanitizer finds. */
static void
test_orders_free_what_they_own (void)
{
  g_autoptr (RsRbOrder) rb_order = rs_rb_order_new ();
  g_autoptr (RsWsOrder) ws_order = rs_ws_order_new ();
  RsRbLine *rb_line = rs_rb_line_new ();
  RsWsLine *ws_line = rs_ws_line_new ();
  char **rb_texts[] = { &rb_order->heading,
                        &rb_order->note,
                        &rb_order->other_reference,
                        &rb_order->their_reference,
                        &rb_order->customer_name,
                        &rb_order->customer_email,
                        &rb_order->customer_phone,
                        &rb_order->customer_vat_number,
                        &rb_order->delivery_term_name,
                        &rb_order->currency,
                        &rb_order->order_date,
                        &rb_line->item_number,
                        &rb_line->item_type,
                        &rb_line->name,
                        &rb_line->variation };
  char **ws_texts[] = { &ws_order->id,
                        &ws_order->ext_ref,
                        &ws_order->visible_ref,
                        &ws_order->status,
                        &ws_order->currency,
                        &ws_order->internal_comment,
                        &ws_order->external_comment,
                        &ws_order->error_message,
                        &ws_order->original_shipping_code,
                        &ws_order->original_shipping_name,
                        &ws_line->ext_ref,
                        &ws_line->sku,
                        &ws_line->description,
                        &ws_line->status,
                        &ws_line->discount_type,
                        &ws_line->tariff_number,
                        &ws_line->origin_country };

  for (guint i = 0; i < G_N_ELEMENTS (rb_texts); i++)
    *rb_texts[i] = g_strdup ("x");
  for (guint i = 0; i < G_N_ELEMENTS (ws_texts); i++)
    *ws_texts[i] = g_strdup ("x");
  rb_order->billing_address = rs_address_new ();
  rb_order->delivery_address = rs_address_new ();
  ws_order->delivery_address = rs_address_new ();
  ws_order->billing_address = rs_address_new ();
  ws_order->sender_address = rs_address_new ();
  ws_order->drop_point = rs_drop_point_new ();
  ws_order->drop_point->id = g_strdup ("98765");
  ws_order->drop_point->address = rs_address_new ();
  g_ptr_array_add (rb_order->lines, rb_line);
  g_ptr_array_add (rb_order->tags, g_strdup ("x"));
  g_ptr_array_add (ws_order->lines, ws_line);
  g_ptr_array_add (ws_order->tags, g_strdup ("x"));
}

static void
test_cases_free_what_they_own (void)
{
  g_autoptr (RsCase) a_case = rs_case_new ();
  RsPackage *package = rs_package_new ();
  RsWsShipment *shipment = rs_ws_shipment_new ();
  RsItem *item = rs_item_new ();
  RsStep *step = rs_step_new ();

  package->dimension_unit = g_strdup ("cm");
  g_ptr_array_add (package->lines, rs_package_line_new ());
  shipment->id = g_strdup ("3105");
  g_ptr_array_add (shipment->packages, package);
  g_ptr_array_add (shipment->tracking_links, rs_tracking_link_new ());
  g_ptr_array_add (shipment->label_ids, g_strdup ("8123"));
  item->number = g_strdup ("CYK-2201");
  step->key = g_strdup ("create-ws-order:rb-order/1042");
  a_case->key = g_strdup ("rb-order/1042");
  a_case->rb_order = rs_rb_order_new ();
  g_ptr_array_add (a_case->rb_shipments, rs_rb_shipment_new ());
  g_ptr_array_add (a_case->ws_orders, rs_ws_order_new ());
  g_ptr_array_add (a_case->ws_gone, g_strdup ("4711"));
  g_ptr_array_add (a_case->ws_shipments, shipment);
  g_ptr_array_add (a_case->links, rs_link_new ());
  g_ptr_array_add (a_case->steps, step);
  g_ptr_array_add (a_case->unreadable,
                   rs_problem_new (RS_PROBLEM_UNREADABLE, "rb-order/1042", NULL, NULL, "x"));
  g_hash_table_insert (a_case->items, g_strdup ("CYK-2201"), item);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *path = g_strdup_printf ("/model/types/a-box-shares-its-value/%s", types[i].name);

      g_test_add_data_func (path, &types[i], test_a_box_shares_its_value);
    }
  g_test_add_func ("/model/types/references-are-counted-across-threads",
                   test_references_are_counted_across_threads);
  g_test_add_func ("/model/types/moments-of-a-new-value-are-unset", test_moments_of_a_new_value_are_unset);
  g_test_add_func ("/model/types/lists-of-a-new-value-are-there-and-empty",
                   test_lists_of_a_new_value_are_there_and_empty);
  g_test_add_func ("/model/types/orders-free-what-they-own", test_orders_free_what_they_own);
  g_test_add_func ("/model/types/cases-free-what-they-own", test_cases_free_what_they_own);
  return g_test_run ();
}
