/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-auditor.h"

#include "rs-fold.h"
#include "rs-sandbox-service.h"

#include <string.h>

typedef struct
{
  JsonObject *world;
  GPtrArray *ledger;
  JsonArray *duplicates, *lost, *contradictions, *uncrossed;
} Audit;

static void find (JsonArray *list, const char *kind, const char *subject, const char *format, ...) G_GNUC_PRINTF (4, 5);

static void
find (JsonArray *list, const char *kind, const char *subject, const char *format, ...)
{
  JsonObject *finding = json_object_new ();
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  json_object_set_string_member (finding, "kind", kind);
  json_object_set_string_member (finding, "subject", subject);
  json_object_set_string_member (finding, "text", text);
  json_array_add_object_element (list, finding);
}

static JsonArray *
rows (Audit *self, const char *service, const char *kind)
{
  return rs_sandbox_array (rs_sandbox_object (self->world, service), kind);
}

static JsonObject *
attributes (JsonArray *list, guint index)
{
  return rs_sandbox_object (json_array_get_object_element (list, index), "attributes");
}

static gboolean
is_live (JsonObject *ws_order)
{
  return g_strcmp0 (rs_sandbox_string (ws_order, "status"), "cancelled") != 0;
}

/* The Rackbeat order that a Webshipper order stands for: by the number people see. 0 for others' orders. */
static gint64
source_of (JsonObject *ws_order)
{
  const char *ext_ref = rs_sandbox_string (ws_order, "ext_ref");
  const char *visible = rs_sandbox_string (ws_order, "visible_ref");

  if (ext_ref == NULL || visible == NULL)
    return 0;
  return g_ascii_strtoll (visible, NULL, 10);
}

static void
check_ext_refs (Audit *self, JsonArray *ws_orders)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (ws_orders); i++)
    {
      JsonObject *order = attributes (ws_orders, i);
      const char *ext_ref = rs_sandbox_string (order, "ext_ref");

      if (ext_ref == NULL || !is_live (order))
        continue;
      if (!g_hash_table_add (seen, (gpointer) ext_ref))
        find (self->duplicates, "webshipper-order", ext_ref, "Two live Webshipper orders carry the reference %s", ext_ref);
    }
}

/* Quantity of one Rackbeat line in live Webshipper orders, by the line's ext_ref, else its sku. */
static double
quantity_across (JsonArray *ws_orders, gint64 number, JsonObject *line, gboolean dispatched_only)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) rs_sandbox_number (line, "id"));
  double sum = 0;

  for (guint i = 0; i < json_array_get_length (ws_orders); i++)
    {
      JsonObject *order = attributes (ws_orders, i);
      JsonArray *lines = rs_sandbox_array (order, "order_lines");

      if (!is_live (order) || source_of (order) != number)
        continue;
      for (guint j = 0; lines != NULL && j < json_array_get_length (lines); j++)
        {
          JsonObject *ws_line = json_array_get_object_element (lines, j);
          const char *ext_ref = rs_sandbox_string (ws_line, "ext_ref");
          gboolean same = ext_ref != NULL ? g_str_has_suffix (ext_ref, id)
                                          : g_strcmp0 (rs_sandbox_string (ws_line, "sku"), rs_sandbox_string (line, "child_id")) == 0;

          if (same && (!dispatched_only || g_strcmp0 (rs_sandbox_string (ws_line, "status"), "dispatched") == 0))
            sum += rs_sandbox_number (ws_line, "quantity");
        }
    }
  return sum;
}

static double
quantity_in_shipments (JsonArray *shipments, gint64 number, const char *item)
{
  double sum = 0;

  for (guint i = 0; i < json_array_get_length (shipments); i++)
    {
      JsonObject *shipment = json_array_get_object_element (shipments, i);
      JsonArray *lines = rs_sandbox_array (shipment, "lines");

      for (guint j = 0; (gint64) rs_sandbox_number (shipment, "order_id") == number && j < json_array_get_length (lines); j++)
        if (g_strcmp0 (rs_sandbox_string (json_array_get_object_element (lines, j), "child_id"), item) == 0)
          sum += rs_sandbox_number (json_array_get_object_element (lines, j), "quantity");
    }
  return sum;
}

static double
ordered_of_item (JsonArray *lines, const char *item)
{
  double sum = 0;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    if (g_strcmp0 (rs_sandbox_string (json_array_get_object_element (lines, i), "child_id"), item) == 0)
      sum += rs_sandbox_number (json_array_get_object_element (lines, i), "quantity");
  return sum;
}

static gboolean
has_stock (Audit *self, const char *item)
{
  JsonArray *items = rows (self, "rackbeat", "items");

  for (guint i = 0; item != NULL && i < json_array_get_length (items); i++)
    if (g_strcmp0 (rs_sandbox_string (json_array_get_object_element (items, i), "number"), item) == 0)
      return rs_sandbox_bool (json_array_get_object_element (items, i), "inventory_enabled");
  return FALSE;
}

/* Every word of the source's address stands somewhere in what crossed (PRODUCT F4.5); the country is translated and not compared. */
static void
check_address (Audit *self, const char *subject, JsonObject *rb_address, JsonObject *ws_address)
{
  static const char *const from[] = { "name", "street", "street2", "city", "zipcode", "email", "phone" };
  g_autoptr (GString) crossed = g_string_new (" ");
  g_autoptr (GList) members = ws_address != NULL ? json_object_get_members (ws_address) : NULL;
  g_autofree char *all = NULL;

  for (GList *l = members; l != NULL; l = l->next)
    if (rs_sandbox_string (ws_address, l->data) != NULL)
      g_string_append_printf (crossed, "%s ", rs_sandbox_string (ws_address, l->data));
  all = rs_fold (crossed->str);
  for (guint i = 0; i < G_N_ELEMENTS (from); i++)
    {
      g_autofree char *folded = rs_fold (rs_sandbox_string (rb_address, from[i]));
      g_auto (GStrv) words = g_strsplit (folded, " ", -1);

      for (guint j = 0; words[j] != NULL; j++)
        if (*words[j] != '\0' && strstr (all, words[j]) == NULL)
          find (self->lost, "address-word", subject, "The word \"%s\" of the %s did not cross", words[j], from[i]);
    }
}

static JsonObject *
first_counterpart (JsonArray *ws_orders, gint64 number)
{
  for (guint i = 0; i < json_array_get_length (ws_orders); i++)
    if (source_of (attributes (ws_orders, i)) == number && is_live (attributes (ws_orders, i)))
      return attributes (ws_orders, i);
  return NULL;
}

static gboolean
was_edited (Audit *self, gint64 number)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  for (guint i = 0; i < self->ledger->len; i++)
    {
      JsonObject *entry = g_ptr_array_index (self->ledger, i);

      if (g_strcmp0 (rs_sandbox_string (entry, "by"), "person") == 0 && g_strcmp0 (rs_sandbox_string (entry, "verb"), "changed") == 0 &&
          g_strcmp0 (rs_sandbox_string (entry, "key"), key) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
check_lines (Audit *self, JsonObject *rb_order, gint64 number, const char *subject)
{
  JsonArray *ws_orders = rows (self, "webshipper", "orders");
  JsonArray *lines = rs_sandbox_array (rb_order, "lines");

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      const char *item = rs_sandbox_string (line, "child_id");
      double across = quantity_across (ws_orders, number, line, FALSE);
      double shipped = quantity_in_shipments (rows (self, "rackbeat", "order_shipments"), number, item);
      double ordered = rs_sandbox_number (line, "quantity");

      if (across > (double) (gint64) (ordered + 0.999999) + 1e-9)
        find (self->duplicates, "quantity", subject, "%g of %s are in Webshipper and only %g were ordered", across, item, ordered);
      if (item != NULL && shipped > ordered_of_item (lines, item) + 1e-9)
        find (self->duplicates, "shipment", subject, "%g of %s are in Rackbeat shipments and only %g were ordered", shipped, item, ordered_of_item (lines, item));
    }
}

/* An order that crossed whole (one counterpart for the order itself) has every stock line across. */
static void
check_whole (Audit *self, JsonObject *rb_order, JsonObject *ws_order, gint64 number, const char *subject)
{
  JsonArray *lines = rs_sandbox_array (rb_order, "lines");
  const char *ext_ref = rs_sandbox_string (ws_order, "ext_ref");

  if (was_edited (self, number))
    return;
  check_address (self, subject, rs_sandbox_object (rb_order, "delivery_address"), rs_sandbox_object (ws_order, "delivery_address"));
  if (ext_ref == NULL || strstr (ext_ref, "order") == NULL)
    return;
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      double across = quantity_across (rows (self, "webshipper", "orders"), number, line, FALSE);

      if (has_stock (self, rs_sandbox_string (line, "child_id")) && across + 1e-9 < rs_sandbox_number (line, "quantity"))
        find (self->lost, "quantity", subject, "Only %g of %g %s crossed", across, rs_sandbox_number (line, "quantity"), rs_sandbox_string (line, "child_id"));
    }
}

static void
check_shipped (Audit *self, JsonObject *rb_order, JsonObject *ws_order, const char *subject)
{
  gboolean rb_shipped = rs_sandbox_bool (rb_order, "is_shipped");
  gboolean ws_dispatched = g_strcmp0 (rs_sandbox_string (ws_order, "status"), "dispatched") == 0;
  const char *ext_ref = rs_sandbox_string (ws_order, "ext_ref");
  gboolean whole = ext_ref != NULL && strstr (ext_ref, "order") != NULL;

  if (whole && ws_dispatched && !rb_shipped)
    find (self->contradictions, "shipped", subject, "Webshipper says dispatched and Rackbeat does not say shipped");
  if (whole && rb_shipped && !ws_dispatched)
    find (self->contradictions, "shipped", subject, "Rackbeat says shipped and Webshipper says %s", rs_sandbox_string (ws_order, "status"));
}

/* The same tracking number noted twice on one order. */
static void
check_notes (Audit *self, JsonObject *rb_order, const char *subject)
{
  JsonArray *notes = rs_sandbox_array (rb_order, "notes");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; notes != NULL && i < json_array_get_length (notes); i++)
    {
      const char *text = rs_sandbox_string (json_array_get_object_element (notes, i), "note");

      if (text != NULL && !g_hash_table_add (seen, (gpointer) text))
        find (self->duplicates, "note", subject, "The same note stands twice on the order");
    }
}

static void
check_shipment_orders (Audit *self, JsonArray *ws_orders, JsonArray *shipments)
{
  for (guint i = 0; i < json_array_get_length (ws_orders); i++)
    {
      JsonObject *order = attributes (ws_orders, i);
      const char *ext_ref = rs_sandbox_string (order, "ext_ref");
      const char *slash = ext_ref != NULL && strstr (ext_ref, "shipment") != NULL ? strrchr (ext_ref, '/') : NULL;
      gboolean dispatched = g_strcmp0 (rs_sandbox_string (order, "status"), "dispatched") == 0;

      for (guint j = 0; slash != NULL && j < json_array_get_length (shipments); j++)
        {
          JsonObject *shipment = json_array_get_object_element (shipments, j);

          if ((gint64) rs_sandbox_number (shipment, "id") == g_ascii_strtoll (slash + 1, NULL, 10) && is_live (order) &&
              dispatched != rs_sandbox_bool (shipment, "is_shipped"))
            find (self->contradictions, "shipped", ext_ref, "Webshipper says %s and Rackbeat's shipment says %s", rs_sandbox_string (order, "status"),
                  rs_sandbox_bool (shipment, "is_shipped") ? "shipped" : "not shipped");
        }
    }
}

static void
check_order (Audit *self, JsonObject *rb_order, JsonArray *ws_orders)
{
  gint64 number = (gint64) rs_sandbox_number (rb_order, "number");
  g_autofree char *subject = g_strdup_printf ("order %" G_GINT64_FORMAT, number);
  JsonObject *counterpart = first_counterpart (ws_orders, number);

  check_notes (self, rb_order, subject);
  if (counterpart == NULL)
    {
      if (rs_sandbox_bool (rb_order, "is_booked") && !rs_sandbox_bool (rb_order, "is_shipped") && !rs_sandbox_bool (rb_order, "is_cancelled"))
        find (self->uncrossed, "order", subject, "Booked, not shipped, and not in Webshipper");
      return;
    }
  if (!was_edited (self, number))
    check_lines (self, rb_order, number, subject);
  check_whole (self, rb_order, counterpart, number, subject);
  check_shipped (self, rb_order, counterpart, subject);
}

JsonNode *
rs_sandbox_auditor_report (JsonObject *world, GPtrArray *ledger)
{
  Audit self = { world, ledger, json_array_new (), json_array_new (), json_array_new (), json_array_new () };
  JsonArray *rb_orders = rows (&self, "rackbeat", "orders");
  JsonArray *ws_orders = rows (&self, "webshipper", "orders");
  g_autoptr (JsonObject) root = json_object_new ();

  check_ext_refs (&self, ws_orders);
  check_shipment_orders (&self, ws_orders, rows (&self, "rackbeat", "order_shipments"));
  for (guint i = 0; i < json_array_get_length (rb_orders); i++)
    check_order (&self, json_array_get_object_element (rb_orders, i), ws_orders);
  json_object_set_array_member (root, "duplicates", self.duplicates);
  json_object_set_array_member (root, "lost", self.lost);
  json_object_set_array_member (root, "contradictions", self.contradictions);
  json_object_set_array_member (root, "uncrossed", self.uncrossed);
  return rs_sandbox_object_node (root);
}
