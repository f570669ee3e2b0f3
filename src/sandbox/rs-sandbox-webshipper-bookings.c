/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

/* What becomes of a shipment after it was booked: the carrier tells of it (Webshipper reference §3.7, §8.10),
 * or the booking is taken back, which users can do and of which clients do not know (§4.5). */

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

/* The shape is LIKELY: what one client reads of it. */
static void
add_status_event (RsSandboxWebshipper *self, RsWsRecord *shipment, const RsSbwTransit *transit)
{
  JsonObject *event = json_object_new ();
  RsWsRecord *record;

  set_text (event, "status", transit->status);
  set_text (event, "description", transit->description);
  set_text (event, "location", transit->location);
  record = rs_sbw_add (self, "status_events", event);
  record->shipment_id = shipment->id;
  record->order_id = shipment->order_id;
}

static void
add_tracking_event (RsSandboxWebshipper *self, RsWsRecord *shipment, JsonObject *link,
                    const RsSbwTransit *transit)
{
  JsonObject *event = json_object_new ();
  JsonArray *events = rs_sandbox_array (link, "tracking_events");
  g_autofree char *now = rs_sbw_time (rs_sbw_now (self));
  g_autofree char *event_id = g_strdup_printf ("e-%" G_GINT64_FORMAT, self->next_id);
  RsWsRecord *record;

  if (!json_object_has_member (link, "id"))
    json_object_set_int_member (link, "id", self->next_id++);
  set_text (event, "status", transit->status);
  set_text (event, "time", now);
  set_text (event, "description", transit->description);
  set_text (event, "location", transit->location);
  set_text (event, "event_id", event_id);
  json_object_set_int_member (event, "shipment_id", shipment->id);
  json_object_set_member (event, "tracking_link_id", json_object_dup_member (link, "id"));
  json_object_set_member (event, "tracking_number", json_object_dup_member (link, "number"));
  json_object_set_member (event, "tracking_link_url", json_object_dup_member (link, "url"));
  rs_sbw_set_defaults (event, "{\"latitude\":null,\"longitude\":null}");
  json_array_add_object_element (events, rs_sandbox_copy (event));
  set_text (link, "latest_transit_event", transit->status);
  record = rs_sbw_add (self, "tracking_events", event);
  record->shipment_id = shipment->id;
  rs_sbw_record (self, "trackingevent", record->id, "created", "carrier", NULL);
}

void
rs_sbw_track (RsSandboxWebshipper *self, RsWsRecord *shipment, const RsSbwTransit *transit)
{
  JsonArray *links = rs_sandbox_array (shipment->attributes, "tracking_links");

  for (guint i = 0; links != NULL && i < json_array_get_length (links); i++)
    {
      JsonObject *link = json_array_get_object_element (links, i);

      if (transit->number == NULL || g_strcmp0 (rs_sandbox_string (link, "number"), transit->number) == 0)
        add_tracking_event (self, shipment, link, transit);
    }
  add_status_event (self, shipment, transit);
}

gboolean
rs_sbw_is_transit (const char *status)
{
  static const char *const all[] = { "information_received",
                                     "in_transit",
                                     "out_for_delivery",
                                     "customs_clearance_delayed",
                                     "attempted_delivery",
                                     "ready_for_pickup",
                                     "delivered_to_drop_point",
                                     "delivered",
                                     "returned",
                                     "undeliverable",
                                     "unknown",
                                     NULL };

  return status != NULL && g_strv_contains (all, status);
}

static void
reopen_lines (RsSandboxWebshipper *self, RsWsRecord *order, gint64 shipment)
{
  JsonArray *lines = rs_sandbox_array (order->attributes, "order_lines");

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i),
                 *package = rs_sandbox_object (line, "package");

      if (package == NULL || (gint64) rs_sandbox_number (package, "shipment_id") != shipment)
        continue;
      json_object_set_string_member (line, "status", "pending");
      json_object_set_null_member (line, "package_id");
      json_object_remove_member (line, "package");
    }
  json_object_set_string_member (order->attributes, "status", "pending");
  rs_sbw_settle_order (self, order);
}

static void
remove_all_of (RsSandboxWebshipper *self, const char *type, gint64 shipment)
{
  GPtrArray *list = rs_sbw_list (self, type);

  for (guint i = list->len; i > 0; i--)
    if (((RsWsRecord *) g_ptr_array_index (list, i - 1))->shipment_id == shipment)
      rs_sbw_remove (self, g_ptr_array_index (list, i - 1));
}

void
rs_sbw_take_back (RsSandboxWebshipper *self, RsWsRecord *shipment, const char *by)
{
  static const char *const hanging[] = { "labels", "tracking_events", "status_events" };
  RsWsRecord *order = rs_sbw_find (self, "orders", shipment->order_id);

  rs_sbw_record (self, "shipment", shipment->id, "deleted", by, rs_sandbox_copy (shipment->attributes));
  for (guint i = 0; i < G_N_ELEMENTS (hanging); i++)
    remove_all_of (self, hanging[i], shipment->id);
  if (order != NULL)
    {
      reopen_lines (self, order, shipment->id);
      rs_sbw_record (self, "order", order->id, "changed", by, NULL);
    }
  rs_sbw_remove (self, shipment);
}

RsResponse *
rs_sbw_delete_shipment (RsSandboxWebshipper *self, RsWsRecord *shipment)
{
  if (rs_sbw_is (self, "shipment_delete", "refused"))
    return rs_sbw_error (422, "100", "/data", "Shipment is booked", "A booked shipment cannot be deleted.");
  if (rs_sbw_is (self, "shipment_delete", "absent"))
    return rs_sbw_not_found ();
  rs_sbw_take_back (self, shipment, "api");
  return rs_response_new (204, NULL, NULL);
}
