/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-audit.h"

#include <math.h>
#include <string.h>

void
rs_audit_find (JsonArray *list, const char *kind, const char *subject, const char *format, ...)
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

JsonArray *
rs_audit_rows (RsAudit *self, const char *service, const char *kind)
{
  JsonObject *part = rs_sandbox_object (self->world, service);
  JsonArray *rows = rs_sandbox_array (part, kind);

  g_assert (rows != NULL);
  return rows;
}

gboolean
rs_audit_was_edited (const RsAuditOrder *order, const RsAuditPart *part)
{
  return order->edited_at > part->made_at || part->edited_at > part->made_at;
}

gboolean
rs_audit_has_stock (RsAudit *self, const char *item)
{
  JsonObject *found = item != NULL ? g_hash_table_lookup (self->items, item) : NULL;

  return found != NULL && rs_sandbox_bool (found, "inventory_enabled");
}

/* The last run of digits: "rb-line/55011" → 55011. */
static gint64
last_number (const char *text)
{
  const char *end = text != NULL ? text + strlen (text) : NULL;
  const char *start;

  while (end != NULL && end > text && !g_ascii_isdigit (end[-1]))
    end--;
  for (start = end; start != NULL && start > text && g_ascii_isdigit (start[-1]); start--)
    ;
  return start != end ? g_ascii_strtoll (start, NULL, 10) : 0;
}

const char *
rs_audit_item_of (RsAudit *self, const RsAuditOrder *order, JsonObject *ws_line)
{
  const char *sku = rs_sandbox_string (ws_line, "sku");
  gint64 id = last_number (rs_sandbox_string (ws_line, "ext_ref"));
  JsonArray *lines = rs_sandbox_array (order->order, "lines");

  if (sku != NULL && !g_hash_table_contains (self->items, sku) && g_hash_table_contains (self->barcodes, sku))
    return g_hash_table_lookup (self->barcodes, sku);
  if (sku != NULL && *sku != '\0')
    return sku;
  for (guint i = 0; id != 0 && i < json_array_get_length (lines); i++)
    if ((gint64) rs_sandbox_number (json_array_get_object_element (lines, i), "id") == id)
      return rs_sandbox_string (json_array_get_object_element (lines, i), "child_id");
  return NULL;
}

gboolean
rs_audit_is_dispatched (const RsAuditPart *part)
{
  return g_strcmp0 (rs_sandbox_string (part->attributes, "status"), "dispatched") == 0;
}

gboolean
rs_audit_is_guest (const RsAuditPart *part, JsonObject *ws_line)
{
  gint64 id = (gint64) rs_sandbox_number (ws_line, "id");

  return g_hash_table_contains (part->guests, &id);
}

double
rs_audit_quantity (RsAudit *self, const RsAuditOrder *order, const RsAuditPart *part, const char *item,
                   gboolean dispatched_only)
{
  JsonArray *lines = rs_sandbox_array (part->attributes, "order_lines");
  double sum = 0;

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      if (rs_audit_is_guest (part, line) || g_strcmp0 (rs_audit_item_of (self, order, line), item) != 0)
        continue;
      if (!dispatched_only || rs_audit_is_dispatched (part)
          || g_strcmp0 (rs_sandbox_string (line, "status"), "dispatched") == 0)
        sum += rs_sandbox_number (line, "quantity");
    }
  return sum;
}

double
rs_audit_quantity_in (JsonObject *holder, const char *item)
{
  JsonArray *lines = rs_sandbox_array (holder, "lines");
  double sum = 0;

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    if (g_strcmp0 (rs_sandbox_string (json_array_get_object_element (lines, i), "child_id"), item) == 0)
      sum += rs_sandbox_number (json_array_get_object_element (lines, i), "quantity");
  return sum;
}

void
rs_audit_bounds (JsonObject *holder, const char *item, double *least, double *most)
{
  JsonArray *lines = rs_sandbox_array (holder, "lines");

  *least = *most = 0;
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      double quantity = rs_sandbox_number (line, "quantity");

      if (g_strcmp0 (rs_sandbox_string (line, "child_id"), item) != 0)
        continue;
      *least += quantity == floor (quantity) ? quantity : 1;
      *most += ceil (quantity - 1e-9);
    }
}

GPtrArray *
rs_audit_items (JsonObject *holder)
{
  JsonArray *lines = rs_sandbox_array (holder, "lines");
  GPtrArray *items = g_ptr_array_new ();

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      const char *item = rs_sandbox_string (json_array_get_object_element (lines, i), "child_id");

      if (item != NULL && !g_ptr_array_find_with_equal_func (items, item, g_str_equal, NULL))
        g_ptr_array_add (items, (gpointer) item);
    }
  return items;
}

gboolean
rs_audit_is_overdue (RsAudit *self, const char *text)
{
  RsInstant since;

  if (text == NULL || !rs_instant_parse (text, NULL, &since, NULL))
    return TRUE;
  return self->now - since >= self->grace;
}

static void
part_free (gpointer data)
{
  RsAuditPart *self = data;

  g_ptr_array_unref (self->shipments);
  g_hash_table_unref (self->guests);
  g_free (self);
}

static void
order_free (gpointer data)
{
  RsAuditOrder *self = data;

  g_free (self->subject);
  g_ptr_array_unref (self->shipments);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

static RsAuditOrder *
find_order (RsAudit *self, gint64 number)
{
  return g_hash_table_lookup (self->by_number, &number);
}

static void
sort_rackbeat (RsAudit *self)
{
  JsonArray *orders = rs_audit_rows (self, "rackbeat", "orders"),
            *shipments = rs_audit_rows (self, "rackbeat", "order_shipments");
  JsonArray *items = rs_audit_rows (self, "rackbeat", "items");

  for (guint i = 0; i < json_array_get_length (orders); i++)
    {
      RsAuditOrder *order = g_new0 (RsAuditOrder, 1);

      order->order = json_array_get_object_element (orders, i);
      order->number = (gint64) rs_sandbox_number (order->order, "number");
      order->subject = g_strdup_printf ("order %" G_GINT64_FORMAT, order->number);
      order->shipments = g_ptr_array_new ();
      order->parts = g_ptr_array_new ();
      order->edited_at = -1;
      g_ptr_array_add (self->orders, order);
      g_hash_table_insert (self->by_number, &order->number, order);
    }
  for (guint i = 0; i < json_array_get_length (shipments); i++)
    {
      JsonObject *shipment = json_array_get_object_element (shipments, i);
      RsAuditOrder *order = find_order (self, (gint64) rs_sandbox_number (shipment, "order_id"));

      if (order != NULL)
        g_ptr_array_add (order->shipments, shipment);
    }
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      g_hash_table_insert (self->items, (gpointer) rs_sandbox_string (item, "number"), item);
      if (rs_sandbox_string (item, "barcode") != NULL)
        g_hash_table_insert (self->barcodes, (gpointer) rs_sandbox_string (item, "barcode"),
                             (gpointer) rs_sandbox_string (item, "number"));
    }
}

/* Every whole number that stands in @text, one after the other; 0 at its end. */
static gint64
next_number (const char **text)
{
  const char *p = *text;
  gint64 number;

  while (p != NULL && *p != '\0' && !g_ascii_isdigit (*p))
    p++;
  if (p == NULL || *p == '\0')
    return 0;
  number = g_ascii_strtoll (p, NULL, 10);
  while (g_ascii_isdigit (*p))
    p++;
  *text = p;
  return number;
}

/* The order that a Webshipper order's references name, and the shipment of it. */
static RsAuditOrder *
find_source (RsAudit *self, RsAuditPart *part)
{
  const char *references[] = { rs_sandbox_string (part->attributes, "visible_ref"),
                               rs_sandbox_string (part->attributes, "ext_ref") };
  RsAuditOrder *order = NULL;

  /* Without an ext_ref somebody typed it, or a shop sent it: a number alone proves nothing. */
  if (references[1] == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (references) && order == NULL; i++)
    for (gint64 number = next_number (&references[i]); number != 0 && order == NULL;
         number = next_number (&references[i]))
      order = find_order (self, number);
  references[1] = rs_sandbox_string (part->attributes, "ext_ref");
  for (gint64 number = next_number (&references[1]); number != 0 && order != NULL;
       number = next_number (&references[1]))
    for (guint i = 0; i < order->shipments->len; i++)
      if ((gint64) rs_sandbox_number (g_ptr_array_index (order->shipments, i), "id") == number)
        part->rb_shipment = number;
  return order;
}

/* Of orders that a program made in Rackbeat: other_reference carries the Webshipper order's id or reference.
 */
static void
match_sources (RsAudit *self)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) by_reference = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->parts->len; i++)
    {
      RsAuditPart *part = g_ptr_array_index (self->parts, i);
      const char *reference = rs_sandbox_string (part->attributes, "ext_ref");

      g_hash_table_insert (by_id, &part->id, part);
      if (reference != NULL)
        g_hash_table_insert (by_reference, (gpointer) reference, part);
    }
  for (guint i = 0; i < self->orders->len; i++)
    {
      RsAuditOrder *order = g_ptr_array_index (self->orders, i);
      const char *reference = rs_sandbox_string (order->order, "other_reference");
      RsAuditPart *part = reference != NULL ? g_hash_table_lookup (by_reference, reference) : NULL;

      if (!order->made_by_program || order->parts->len > 0)
        continue;
      for (gint64 number = next_number (&reference); number != 0 && part == NULL;
           number = next_number (&reference))
        part = g_hash_table_lookup (by_id, &number);
      if (part == NULL)
        continue;
      part->is_source = TRUE;
      g_ptr_array_add (order->parts, part);
    }
}

static void
sort_webshipper (RsAudit *self)
{
  JsonArray *orders = rs_audit_rows (self, "webshipper", "orders"),
            *shipments = rs_audit_rows (self, "webshipper", "shipments");
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < json_array_get_length (orders); i++)
    {
      JsonObject *resource = json_array_get_object_element (orders, i);
      RsAuditPart *part = g_new0 (RsAuditPart, 1);

      part->id = (gint64) rs_sandbox_number (resource, "id");
      part->attributes = rs_sandbox_object (resource, "attributes");
      part->shipments = g_ptr_array_new ();
      part->guests = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      part->live = g_strcmp0 (rs_sandbox_string (part->attributes, "status"), "cancelled") != 0;
      part->made_at = part->edited_at = -1;
      g_ptr_array_add (self->parts, part);
      g_hash_table_insert (by_id, &part->id, part);
    }
  for (guint i = 0; i < json_array_get_length (shipments); i++)
    {
      JsonObject *resource = json_array_get_object_element (shipments, i);
      gint64 id = (gint64) rs_sandbox_number (resource, "order_id");
      RsAuditPart *part = g_hash_table_lookup (by_id, &id);

      if (part != NULL)
        g_ptr_array_add (part->shipments, rs_sandbox_object (resource, "attributes"));
    }
}

static void
note_rackbeat_entry (RsAudit *self, JsonObject *entry, int place)
{
  const char *kind = rs_sandbox_string (entry, "kind"), *verb = rs_sandbox_string (entry, "verb");
  gboolean person = g_strcmp0 (rs_sandbox_string (entry, "by"), "person") == 0;
  gint64 key = g_ascii_strtoll (rs_sandbox_string (entry, "key"), NULL, 10);
  RsAuditOrder *order = NULL;

  if (g_str_equal (kind, "order"))
    order = find_order (self, key);
  else if (g_str_equal (kind, "shipment"))
    order = find_order (self, (gint64) rs_sandbox_number (rs_sandbox_object (entry, "facts"), "order_id"));
  if (order == NULL)
    return;
  if (g_str_equal (kind, "order") && g_str_equal (verb, "created"))
    order->made_by_program = !person;
  if (person && g_str_equal (verb, "changed"))
    order->edited_at = place;
}

/* Lines that a merge brought to @part. */
static void
note_guests (RsAuditPart *part, JsonObject *facts)
{
  JsonArray *merged = facts != NULL ? rs_sandbox_array (facts, "merged") : NULL;

  for (guint i = 0; merged != NULL && i < json_array_get_length (merged); i++)
    {
      gint64 id = (gint64) rs_sandbox_number (json_array_get_object_element (merged, i), "line");

      g_hash_table_add (part->guests, g_memdup2 (&id, sizeof id));
    }
}

static void
read_ledger (RsAudit *self)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < self->parts->len; i++)
    g_hash_table_insert (by_id, &((RsAuditPart *) g_ptr_array_index (self->parts, i))->id,
                         g_ptr_array_index (self->parts, i));
  for (guint i = 0; i < self->ledger->len; i++)
    {
      JsonObject *entry = g_ptr_array_index (self->ledger, i);
      const char *verb = rs_sandbox_string (entry, "verb");
      gint64 key = g_ascii_strtoll (rs_sandbox_string (entry, "key"), NULL, 10);
      RsAuditPart *part;

      if (g_strcmp0 (rs_sandbox_string (entry, "service"), "rackbeat") == 0)
        {
          note_rackbeat_entry (self, entry, (int) i);
          continue;
        }
      part = g_strcmp0 (rs_sandbox_string (entry, "kind"), "order") == 0 ? g_hash_table_lookup (by_id, &key)
                                                                         : NULL;
      if (part == NULL)
        continue;
      note_guests (part, rs_sandbox_object (entry, "facts"));
      if (g_str_equal (verb, "created"))
        part->made_at = (int) i;
      else if (g_str_equal (verb, "changed") && g_strcmp0 (rs_sandbox_string (entry, "by"), "person") == 0)
        part->edited_at = (int) i;
    }
}

static void
match (RsAudit *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      RsAuditPart *part = g_ptr_array_index (self->parts, i);
      RsAuditOrder *order = find_source (self, part);

      if (order != NULL)
        g_ptr_array_add (order->parts, part);
    }
  match_sources (self);
}

static void
list_uncrossed (RsAudit *self)
{
  for (guint i = 0; i < self->orders->len; i++)
    {
      RsAuditOrder *order = g_ptr_array_index (self->orders, i);
      gboolean live = FALSE;

      for (guint j = 0; j < order->parts->len; j++)
        live |= ((RsAuditPart *) g_ptr_array_index (order->parts, j))->live;
      if (!live && rs_sandbox_bool (order->order, "is_booked")
          && !rs_sandbox_bool (order->order, "is_shipped") && !rs_sandbox_bool (order->order, "is_cancelled"))
        rs_audit_find (self->uncrossed, "order", order->subject,
                       "Booked, not shipped, and not in Webshipper");
    }
}

JsonNode *
rs_sandbox_auditor_report (JsonObject *world, GPtrArray *ledger, RsInstant now, gint64 grace)
{
  RsAudit self = { world, ledger, now, grace };
  g_autoptr (JsonObject) root = json_object_new ();

  self.orders = g_ptr_array_new_with_free_func (order_free);
  self.parts = g_ptr_array_new_with_free_func (part_free);
  self.by_number = g_hash_table_new (g_int64_hash, g_int64_equal);
  self.items = g_hash_table_new (g_str_hash, g_str_equal);
  self.barcodes = g_hash_table_new (g_str_hash, g_str_equal);
  self.duplicates = json_array_new ();
  self.lost = json_array_new ();
  self.contradictions = json_array_new ();
  self.uncrossed = json_array_new ();
  sort_rackbeat (&self);
  sort_webshipper (&self);
  read_ledger (&self);
  match (&self);
  rs_audit_duplicates (&self);
  rs_audit_lost (&self);
  rs_audit_contradictions (&self);
  list_uncrossed (&self);
  json_object_set_array_member (root, "duplicates", self.duplicates);
  json_object_set_array_member (root, "lost", self.lost);
  json_object_set_array_member (root, "contradictions", self.contradictions);
  json_object_set_array_member (root, "uncrossed", self.uncrossed);
  g_hash_table_unref (self.by_number);
  g_hash_table_unref (self.items);
  g_hash_table_unref (self.barcodes);
  g_ptr_array_unref (self.orders);
  g_ptr_array_unref (self.parts);
  return rs_sandbox_object_node (root);
}
