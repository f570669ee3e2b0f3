/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "people-private.h"

#include "rs-response.h"

#include <string.h>

/* What is refused does not happen: another person sees why and leaves it. */
static void
people_tell (RsSandbox *sandbox, const char *path, JsonObject *body)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), body);
  char *text = json_to_string (node, FALSE);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
  g_autoptr (RsRequest) request = rs_request_new ("POST", path);

  json_object_unref (body);
  rs_request_set_body (request, "application/json", bytes);
  dex_future_disown (rs_transport_send (rs_sandbox_get_transport (sandbox, RS_SANDBOX_CONTROL), request));
}

gint64
people_pick (const Doing *self, guint which, gint64 below)
{
  static const gint64 steps[] = { 1, 7, 61, 997, 7919 };

  return below > 0 ? self->event->pick / steps[which % G_N_ELEMENTS (steps)] % below : 0;
}

static void
set_text (Doing *self, const char *name, const char *value)
{
  json_object_set_string_member (self->args, name, value);
}

static void
set_number (Doing *self, const char *name, double value)
{
  json_object_set_double_member (self->args, name, value);
}

static JsonObject *
pick_line (const Doing *self, JsonObject *holder)
{
  JsonArray *lines = books_list (holder, "lines");
  guint count = json_array_get_length (lines);

  return count > 0 ? json_array_get_object_element (lines, (guint) people_pick (self, 0, count)) : NULL;
}

Parcel *
people_pick_parcel (const Doing *self)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, self->number);

  for (guint i = 0; i < self->books->parcels->len; i++)
    {
      Parcel *parcel = g_ptr_array_index (self->books->parcels, i);
      const char *shown = books_text (parcel->attributes, "visible_ref");

      if (shown != NULL && g_str_has_prefix (shown, number))
        g_ptr_array_add (found, parcel);
    }
  return found->len > 0 ? g_ptr_array_index (found, people_pick (self, 1, found->len)) : NULL;
}

static const char *
an_item (const Doing *self)
{
  static const char *const items[]
    = { "CYK-2201", "CYK-2202", "DÆK-700/28", "SLANGE #28", "PUMPE-1", "WIRE-M", "FRAGT", "OLIE-100" };

  return items[people_pick (self, 2, G_N_ELEMENTS (items))];
}

static gboolean
edit_address (Doing *self)
{
  static const struct
  {
    const char *part, *value;
  } edits[] = { { "street", "Ny Østergade 77, 3. th." },
                { "name", "Søstrene Æbelø & Co <b>" },
                { "city", "Åbenrå" },
                { "zipcode", "6200" },
                { "country", "Sverige" },
                { "country", "Utopien" },
                { "phone", "+45 11 22 33 44" },
                { "street2", "c/o Porten" },
                { "street", NULL } };
  gint64 which = people_pick (self, 1, G_N_ELEMENTS (edits));
  JsonObject *address = json_object_new ();

  json_object_set_string_member (address, edits[which].part, edits[which].value);
  json_object_set_object_member (self->args, "delivery_address", address);
  set_text (self, "action", "edit");
  return TRUE;
}

static gboolean
edit_line (Doing *self)
{
  JsonObject *line = self->entry != NULL ? pick_line (self, self->entry->order) : NULL;

  if (line == NULL)
    return FALSE;
  set_text (self, "action", "edit");
  set_number (self, "line", books_number (line, "id"));
  set_number (self, "quantity",
              people_pick (self, 3, 12) == 0 ? 1.5 : (double) (1 + people_pick (self, 1, 9)));
  return TRUE;
}

static gboolean
delete_line (Doing *self)
{
  JsonObject *line = self->entry != NULL ? pick_line (self, self->entry->order) : NULL;

  if (line == NULL || json_array_get_length (books_list (self->entry->order, "lines")) < 2)
    return FALSE;
  set_number (self, "line", books_number (line, "id"));
  return TRUE;
}

static gboolean
edit_rackbeat (Doing *self)
{
  const char *verb = self->event->verb;

  set_text (self, "action", "edit");
  if (g_str_equal (verb, "edit-comment"))
    set_text (self, "note",
              people_pick (self, 1, 2) == 0 ? "Stilles i carporten" : "Ring først: 'æøå' & \"mere\"");
  else
    set_number (self, "delivery_terms_id", (double) (1 + people_pick (self, 1, 8)));
  return TRUE;
}

static gboolean
add_line (Doing *self)
{
  set_text (self, "item_id", an_item (self));
  set_number (self, "quantity", (double) (1 + people_pick (self, 1, 5)));
  return TRUE;
}

/* Two times in three of some lines only, in part. */
static gboolean
create_shipment (Doing *self)
{
  JsonArray *lines = self->entry != NULL ? books_list (self->entry->order, "lines") : NULL;
  JsonArray *wanted;

  if (lines == NULL || people_pick (self, 0, 3) == 0)
    return lines != NULL;
  wanted = json_array_new ();
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i), *want;
      double quantity = books_number (line, "quantity");

      if (quantity < 1 || people_pick (self, i, 2) == 0)
        continue;
      want = json_object_new ();
      json_object_set_int_member (want, "order_line_id", (gint64) books_number (line, "id"));
      json_object_set_double_member (want, "quantity",
                                     (double) (1 + people_pick (self, i + 1, (gint64) quantity)));
      json_array_add_object_element (wanted, want);
    }
  if (json_array_get_length (wanted) > 0)
    json_object_set_array_member (self->args, "lines", wanted);
  else
    json_array_unref (wanted);
  return TRUE;
}

/* Ship, edit or delete one of the order's shipments. */
static gboolean
touch_shipment (Doing *self)
{
  GPtrArray *shipments = self->entry != NULL ? self->entry->shipments : NULL;
  JsonObject *shipment, *line;

  if (shipments == NULL || shipments->len == 0)
    return FALSE;
  shipment = g_ptr_array_index (shipments, people_pick (self, 0, shipments->len));
  json_object_set_int_member (self->args, "id", (gint64) books_number (shipment, "id"));
  if (!g_str_equal (self->event->verb, "edit-shipment"))
    return TRUE;
  line = pick_line (self, shipment);
  if (line == NULL)
    return FALSE;
  set_number (self, "line", books_number (line, "id"));
  set_number (self, "quantity", (double) people_pick (self, 1, (gint64) books_number (line, "quantity") + 1));
  return TRUE;
}

static gboolean
create_order (Doing *self)
{
  JsonObject *order = json_object_new ();
  JsonArray *lines = json_array_new ();

  for (gint64 i = 0; i <= people_pick (self, 0, 3); i++)
    {
      JsonObject *line = json_object_new ();

      json_object_set_string_member (line, "item_id", an_item (self));
      json_object_set_double_member (line, "quantity", (double) (1 + people_pick (self, (guint) i, 6)));
      json_array_add_object_element (lines, line);
    }
  json_object_set_int_member (order, "customer_id", 10001 + people_pick (self, 1, 15));
  json_object_set_int_member (order, "delivery_terms_id", 1 + people_pick (self, 2, 8));
  json_object_set_boolean_member (order, "is_booked", people_pick (self, 3, 5) != 0);
  json_object_set_array_member (order, "lines", lines);
  json_object_set_object_member (self->args, "order", order);
  json_object_remove_member (self->args, "id");
  return TRUE;
}

static gboolean
edit_register (Doing *self)
{
  if (g_str_equal (self->event->verb, "edit-stock"))
    {
      set_text (self, "action", "edit-item");
      set_text (self, "id", an_item (self));
      set_number (self, "stock_quantity", (double) people_pick (self, 0, 4));
      return TRUE;
    }
  set_text (self, "action", "edit-delivery-term");
  json_object_remove_member (self->args, "id");
  set_number (self, "number", (double) (1 + people_pick (self, 0, 8)));
  set_text (self, "name", "Levering med ny betegnelse");
  return TRUE;
}

/* Nobody holds, cancels, faults or sends what has left or is cancelled. */
static gboolean
set_status (Doing *self)
{
  Parcel *parcel = people_pick_parcel (self);

  if (g_str_equal (self->event->verb, "error"))
    set_text (self, "text", "Postnummeret findes ikke i landet");
  return parcel != NULL && parcel->shipments->len == 0 && !g_str_equal (parcel->status, "dispatched")
         && !g_str_equal (parcel->status, "cancelled");
}

static gboolean
just_do (Doing *self)
{
  if (g_str_equal (self->event->verb, "note"))
    set_text (self, "note", "Kunden har ringet");
  if (g_str_equal (self->event->verb, "carrier-refuses") && people_pick (self, 0, 2) == 0)
    set_text (self, "text", "The carrier does not deliver there");
  return TRUE;
}

/* An odd half of the lines. */
static gboolean
book_part (Doing *self)
{
  Parcel *parcel = people_pick_parcel (self);
  JsonArray *lines = parcel != NULL ? books_list (parcel->attributes, "order_lines") : NULL, *some;

  if (lines == NULL || json_array_get_length (lines) == 0)
    return FALSE;
  some = json_array_new ();
  for (guint i = 0; i < json_array_get_length (lines); i++)
    if ((i + people_pick (self, 2, 2)) % 2 == 0)
      json_array_add_int_element (some,
                                  (gint64) books_number (json_array_get_object_element (lines, i), "id"));
  json_object_set_array_member (self->args, "lines", some);
  set_text (self, "action", "book");
  return TRUE;
}

static gboolean
edit_webshipper (Doing *self)
{
  JsonObject *address = json_object_new ();

  json_object_set_string_member (address, "address_1", "Lagervej 9");
  json_object_set_object_member (self->args, "delivery_address", address);
  return TRUE;
}

/* Takes a line over from one Webshipper order into a new one by hand, as its split does: two orders, one
 * source. */
static gboolean
split_parcel (Doing *self)
{
  Parcel *parcel = people_pick_parcel (self);
  JsonArray *lines = parcel != NULL ? books_list (parcel->attributes, "order_lines") : NULL;
  JsonArray *rest = json_array_new (), *moved = json_array_new ();
  JsonObject *attributes = json_object_new (), *made = json_object_new ();
  gboolean can = parcel != NULL && parcel->open && json_array_get_length (lines) > 1;

  for (guint i = 0; can && i < json_array_get_length (lines); i++)
    json_array_add_element (i == 0 ? moved : rest, json_node_copy (json_array_get_element (lines, i)));
  json_object_set_array_member (attributes, "order_lines", moved);
  if (can)
    {
      json_object_set_string_member (attributes, "visible_ref",
                                     books_text (parcel->attributes, "visible_ref"));
      json_object_set_array_member (self->args, "order_lines", json_array_ref (rest));
      set_text (self, "action", "edit");
      json_object_set_string_member (made, "service", "webshipper");
      json_object_set_string_member (made, "action", "create-order");
      json_object_set_object_member (made, "attributes", json_object_ref (attributes));
      people_tell (self->sandbox, "/act", json_object_ref (made));
    }
  json_array_unref (rest);
  json_object_unref (attributes);
  json_object_unref (made);
  return can;
}

/* An order typed by hand into Webshipper: half of them with a number that Rackbeat knows. */
static gboolean
type_parcel (Doing *self)
{
  JsonObject *attributes = json_object_new ();
  g_autofree char *number
    = g_strdup_printf ("%" G_GINT64_FORMAT, self->number + (people_pick (self, 0, 2) == 0 ? 0 : 50000));

  json_object_set_string_member (attributes, "visible_ref", number);
  json_object_set_object_member (self->args, "attributes", attributes);
  json_object_remove_member (self->args, "id");
  return TRUE;
}

static const struct
{
  const char *service, *verb;
  gboolean (*prepare) (Doing *self);
} ways[] = {
  { "rackbeat", "edit-address", edit_address },
  { "rackbeat", "edit-comment", edit_rackbeat },
  { "rackbeat", "edit-term", edit_rackbeat },
  { "rackbeat", "edit-quantity", edit_line },
  { "rackbeat", "add-line", add_line },
  { "rackbeat", "delete-line", delete_line },
  { "rackbeat", "create-shipment", create_shipment },
  { "rackbeat", "ship", touch_shipment },
  { "rackbeat", "edit-shipment", touch_shipment },
  { "rackbeat", "delete-shipment", touch_shipment },
  { "rackbeat", "create-order", create_order },
  { "rackbeat", "edit-stock", edit_register },
  { "rackbeat", "rename-term", edit_register },
  { "webshipper", "book-part", book_part },
  { "webshipper", "edit", edit_webshipper },
  { "webshipper", "dispatch", set_status },
  { "webshipper", "cancel", set_status },
  { "webshipper", "hold", set_status },
  { "webshipper", "release", set_status },
  { "webshipper", "error", set_status },
  { "webshipper", "split", split_parcel },
  { "webshipper", "create-order", type_parcel },
  { "webshipper", "sell", people_sell },
  { "webshipper", "edit-quantity", people_edit_sale },
  { "webshipper", "delete-line", people_edit_sale },
  { "webshipper", "edit-buyer", people_edit_sale },
  { "webshipper", "edit-rate", people_edit_sale },
};

static gboolean
prepare (Doing *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_str_equal (ways[i].service, self->event->service) && g_str_equal (ways[i].verb, self->event->verb))
      return ways[i].prepare (self);
  return just_do (self);
}

/* The Rackbeat order: by its number, or made of the Webshipper order. */
static Entry *
find_entry (const Doing *self, const Parcel *parcel)
{
  for (guint i = 0; i < self->books->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->books->entries, i);

      if (entry->number == self->number
          || (parcel != NULL && g_ptr_array_find (entry->parcels, parcel, NULL)
              && !books_flag (entry->order, "is_cancelled")))
        return entry;
    }
  return NULL;
}

void
people_act (RsSandbox *sandbox, const Story *story, const Event *event)
{
  g_autoptr (JsonNode) world = rs_sandbox_get_world (sandbox);
  g_autoptr (Books) books = books_open (json_node_get_object (world));
  Doing self = { sandbox, event, (story->inbound ? FIRST_SALE : 1001) + event->order, books };
  gboolean webshipper = g_str_equal (event->service, "webshipper");
  Parcel *parcel = webshipper || story->inbound ? people_pick_parcel (&self) : NULL;

  self.entry = find_entry (&self, story->inbound ? parcel : NULL);
  if (!webshipper && story->inbound && self.entry == NULL)
    return;
  self.args = json_object_new ();
  set_text (&self, "service", event->service);
  set_text (&self, "action", event->verb);
  json_object_set_int_member (self.args, "id",
                              webshipper && parcel != NULL           ? parcel->id
                              : story->inbound && self.entry != NULL ? self.entry->number
                                                                     : self.number);
  if (prepare (&self))
    people_tell (sandbox, "/act", json_object_ref (self.args));
  json_object_unref (self.args);
}

char *
people_name_case (RsSandbox *sandbox, const Story *story, const Event *event)
{
  g_autoptr (JsonNode) world = NULL;
  g_autoptr (Books) books = NULL;
  Doing self = { sandbox, event, FIRST_SALE + event->order };
  Parcel *parcel;

  if (!story->inbound)
    return g_strdup_printf ("rb-order/%u", 1001 + event->order);
  world = rs_sandbox_get_world (sandbox);
  books = books_open (json_node_get_object (world));
  self.books = books;
  parcel = people_pick_parcel (&self);
  return parcel != NULL ? g_strdup_printf ("ws-order/%" G_GINT64_FORMAT, parcel->id) : NULL;
}

void
people_trouble (RsSandbox *sandbox, const Event *event)
{
  JsonObject *fault = json_object_new ();

  json_object_set_string_member (fault, "service", event->service);
  json_object_set_string_member (fault, "kind", event->verb);
  if (event->method != NULL)
    json_object_set_string_member (fault, "method", event->method);
  if (event->amount != 0)
    json_object_set_int_member (fault, "amount", event->amount);
  json_object_set_int_member (fault, "count", event->pick % 4 + 1);
  people_tell (sandbox, "/faults", fault);
}

void
people_end_trouble (RsSandbox *sandbox)
{
  JsonObject *clear = json_object_new ();

  json_object_set_boolean_member (clear, "clear", TRUE);
  people_tell (sandbox, "/faults", clear);
}
