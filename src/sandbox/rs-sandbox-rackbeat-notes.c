/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include <string.h>

/* Where people and programs write beside an order: notes and custom fields (§3.5, §7); invoices have notes
 * too. */

static JsonObject *
make_note (const char *text)
{
  JsonObject *note = json_object_new ();
  g_autofree char *html = g_markup_escape_text (text, -1);
  g_autofree char *paragraph = g_strdup_printf ("<p>%s</p>", html);

  json_object_set_int_member (note, "user_id", 9021);
  json_object_set_string_member (note, "note", text);
  json_object_set_string_member (note, "note_html", paragraph);
  return note;
}

RsRbRecord *
rs_sbr_add_note (RsSandboxRackbeat *self, RsRbRecord *order, const char *text, const char *by)
{
  RsRbRecord *record = rs_sbr_add (self, RS_RB_NOTES, make_note (text), order->id);

  g_ptr_array_add (order->notes, record);
  rs_sbr_record (self, "note", order->id, "created", by, rs_sandbox_copy (record->object));
  return record;
}

static JsonNode *
present_note (RsSandboxRackbeat *self, RsRbRecord *record, RsRequest *request)
{
  g_autoptr (JsonObject) copy = rs_sandbox_copy (record->object);
  RsRbRecord *user = rs_sbr_find (self, RS_RB_USERS, (gint64) rs_sandbox_number (copy, "user_id"));

  if (user != NULL)
    json_object_set_object_member (copy, "user", rs_sandbox_copy (user->object));
  else
    json_object_set_null_member (copy, "user");
  rs_sbr_show_time (self, copy, "created_at", record->created_at);
  rs_sbr_show_time (self, copy, "updated_at", record->updated_at);
  return rs_sandbox_object_node (copy);
}

static RsResponse *
show_note (RsSandboxRackbeat *self, guint status, RsRbRecord *note)
{
  return rs_sbr_single (status, rs_sbr_is (self, "note_key", "note") ? "note" : "order_note",
                        present_note (self, note, NULL));
}

static RsResponse *
handle_note (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *note)
{
  g_autoptr (JsonObject) body = NULL;

  if (g_str_equal (request->method, "DELETE"))
    {
      rs_sbr_record (self, "note", note->owner, "deleted", "api", rs_sandbox_copy (note->object));
      rs_sbr_remove (self, RS_RB_NOTES, note);
      return rs_sbr_done ();
    }
  if (!g_str_equal (request->method, "PUT"))
    return rs_sbr_no_such_call (self, request);
  body = rs_sandbox_request_object (request);
  if (rs_sandbox_string (body, "note") == NULL)
    return rs_sbr_invalid ("note", "The note field is required.");
  rs_sbr_take (note->object, body, "note");
  rs_sbr_touch (self, RS_RB_NOTES, note);
  rs_sbr_record (self, "note", note->owner, "changed", "api", rs_sandbox_copy (note->object));
  return show_note (self, 200, note);
}

RsResponse *
rs_sbr_handle_notes (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order, GStrv segments)
{
  RsRbRecord *note = rs_sbr_find_text (self, RS_RB_NOTES, segments[0]);
  g_autoptr (JsonObject) body = NULL;

  if (segments[0] != NULL)
    return note != NULL && note->owner == order->id ? handle_note (self, request, note) : rs_sbr_not_found ();
  if (g_str_equal (request->method, "GET"))
    return rs_sbr_list (self, request, rs_sbr_is (self, "note_key", "note") ? "notes" : "order_notes",
                        order->notes, present_note);
  if (!g_str_equal (request->method, "POST"))
    return rs_sbr_no_such_call (self, request);
  body = rs_sandbox_request_object (request);
  if (rs_sandbox_string (body, "note") == NULL)
    return rs_sbr_invalid ("note", "The note field is required.");
  return show_note (self, 201, rs_sbr_add_note (self, order, rs_sandbox_string (body, "note"), "api"));
}

/* The same on an invoice; its notes are not the order's. */
RsResponse *
rs_sbr_handle_invoice_notes (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *invoice)
{
  g_autoptr (GPtrArray) notes = rs_sbr_children (self, RS_RB_INVOICE_NOTES, invoice->id);
  g_autoptr (JsonObject) body = NULL;
  RsRbRecord *note;

  if (g_str_equal (request->method, "GET"))
    return rs_sbr_list (self, request, "notes", notes, present_note);
  if (!g_str_equal (request->method, "POST"))
    return rs_sbr_no_such_call (self, request);
  body = rs_sandbox_request_object (request);
  if (rs_sandbox_string (body, "note") == NULL)
    return rs_sbr_invalid ("note", "The note field is required.");
  note = rs_sbr_add (self, RS_RB_INVOICE_NOTES, make_note (rs_sandbox_string (body, "note")), invoice->id);
  return show_note (self, 201, note);
}

JsonArray *
rs_sbr_field_values (RsSandboxRackbeat *self, RsRbRecord *order)
{
  JsonArray *kept = rs_sandbox_array (order->object, "custom_fields"), *shown = json_array_new ();

  for (guint i = 0; kept != NULL && i < json_array_get_length (kept); i++)
    {
      JsonObject *from = json_array_get_object_element (kept, i), *value = json_object_new (), *place = value;
      RsRbRecord *field = rs_sbr_find (self, RS_RB_FIELDS, (gint64) rs_sandbox_number (from, "id"));

      if (rs_sbr_is_spelt (self, "field_values", "nested"))
        {
          place = json_object_new ();
          json_object_set_int_member (value, "id", order->id * 100 + i);
          json_object_set_object_member (value, "field", place);
        }
      rs_sbr_take (place, from, "id");
      if (field != NULL)
        rs_sbr_take (place, field->object, "slug");
      if (field != NULL)
        rs_sbr_take (place, field->object, "name");
      rs_sbr_take (value, from, "value");
      json_array_add_object_element (shown, value);
    }
  return shown;
}

/* Those that are named change, the others stay. */
static void
set_fields (RsRbRecord *order, JsonArray *wanted)
{
  JsonArray *kept = rs_sandbox_array (order->object, "custom_fields");

  if (kept == NULL)
    {
      kept = json_array_new ();
      json_object_set_array_member (order->object, "custom_fields", kept);
    }
  for (guint i = 0; i < json_array_get_length (wanted); i++)
    {
      JsonObject *want = json_array_get_object_element (wanted, i);

      for (guint j = json_array_get_length (kept); j > 0; j--)
        if (rs_sandbox_number (json_array_get_object_element (kept, j - 1), "id")
            == rs_sandbox_number (want, "id"))
          json_array_remove_element (kept, j - 1);
      json_array_add_object_element (kept, rs_sandbox_copy (want));
    }
}

RsResponse *
rs_sbr_handle_order_fields (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  JsonArray *values = rs_sandbox_array (body, "custom_fields");

  if (!g_str_equal (request->method, "PUT"))
    return rs_sbr_no_such_call (self, request);
  if (rs_sbr_is (self, "plan", "basic"))
    return rs_sbr_message (403, "Your plan does not include custom fields.");
  if (values == NULL)
    return rs_sbr_invalid ("custom_fields", "The custom fields field is required.");
  for (guint i = 0; i < json_array_get_length (values); i++)
    {
      JsonNode *node = json_array_get_element (values, i);
      g_autofree char *path = g_strdup_printf ("custom_fields.%u.id", i);
      JsonObject *value = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (rs_sbr_find (self, RS_RB_FIELDS, (gint64) rs_sandbox_number (value, "id")) == NULL)
        return rs_sbr_invalid (path, "The selected field is invalid.");
    }
  set_fields (order, values);
  rs_sbr_touch (self, RS_RB_ORDERS, order);
  rs_sbr_record (self, "order", order->id, "fields", "api", g_steal_pointer (&body));
  if (rs_sbr_is (self, "fields_body", "empty"))
    return rs_response_new (200, "application/json", NULL);
  if (rs_sbr_is (self, "fields_body", "order"))
    return rs_sbr_show (self, request, 200, RS_RB_ORDERS, order);
  {
    g_autoptr (JsonArray) shown = rs_sbr_field_values (self, order);

    return rs_sbr_single (200, "field_values", json_node_init_array (json_node_alloc (), shown));
  }
}
