/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

#include "rs-error.h"

#include <string.h>

/* What another person does in Webshipper, by POST control/act {"service":"webshipper","action","id",…}. */

typedef JsonNode *(*Act) (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *args, GError **error);

static JsonNode *
shown (RsSandboxWebshipper *self, RsWsRecord *record)
{
  g_autoptr (RsRequest) request = rs_request_new ("GET", "/");

  return rs_sbw_present (self, record, request);
}

static JsonNode *
changed (RsSandboxWebshipper *self, RsWsRecord *order, const char *verb, JsonObject *args)
{
  rs_sbw_touch (self, order);
  rs_sbw_record (self, "order", order->id, verb, "person", rs_sandbox_copy (args));
  return shown (self, order);
}

/* {"lines":[ext_ref or sku or id, …]}: only these lines; without, all open ones. */
static JsonNode *
act_book (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *args, GError **error)
{
  JsonArray *names = rs_sandbox_array (args, "lines");
  JsonArray *packages = NULL;
  RsResponse *refusal = NULL;
  RsWsRecord *shipment;

  if (names != NULL)
    {
      JsonArray *all = rs_sandbox_array (order->attributes, "order_lines"), *chosen = json_array_new ();
      JsonObject *package = json_object_new ();

      for (guint i = 0; i < json_array_get_length (all); i++)
        {
          JsonObject *line = json_array_get_object_element (all, i);

          for (guint j = 0; j < json_array_get_length (names); j++)
            {
              JsonNode *name = json_array_get_element (names, j);
              g_autofree char *text = !JSON_NODE_HOLDS_VALUE (name) ? g_strdup ("")
                                      : json_node_get_value_type (name) == G_TYPE_STRING
                                        ? json_node_dup_string (name)
                                        : g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (name));

              if (g_strcmp0 (text, rs_sandbox_string (line, "ext_ref")) == 0
                  || g_strcmp0 (text, rs_sandbox_string (line, "sku")) == 0
                  || g_ascii_strtoll (text, NULL, 10) == (gint64) rs_sandbox_number (line, "id"))
                {
                  json_array_add_object_element (chosen, rs_sandbox_copy (line));
                  break;
                }
            }
        }
      json_object_set_array_member (package, "order_lines", chosen);
      packages = json_array_new ();
      json_array_add_object_element (packages, package);
    }
  shipment = rs_sbw_book (self, order, NULL, packages, "person", &refusal);
  g_clear_pointer (&packages, json_array_unref);
  if (shipment != NULL)
    return shown (self, shipment);
  g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "%.*s", (int) g_bytes_get_size (refusal->body),
               (const char *) g_bytes_get_data (refusal->body, NULL));
  rs_response_unref (refusal);
  return NULL;
}

static JsonNode *
act_dispatch (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *args, GError **error)
{
  JsonArray *lines = rs_sandbox_array (order->attributes, "order_lines");

  json_object_set_string_member (order->attributes, "status", "dispatched");
  for (guint i = 0; i < json_array_get_length (lines) && rs_sbw_is (self, "dispatch_patch_lines", "follow");
       i++)
    json_object_set_string_member (json_array_get_object_element (lines, i), "status", "dispatched");
  return changed (self, order, "dispatched", args);
}

static JsonNode *
set_member (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *args, const char *name,
            const char *value, const char *verb)
{
  json_object_set_string_member (order->attributes, name, value);
  return changed (self, order, verb, args);
}

static JsonNode *
act_lock (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *args, GError **error)
{
  return set_member (self, order, args, "lock_state", "locked", "locked");
}

static JsonNode *
act_unlock (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *args, GError **error)
{
  return set_member (self, order, args, "lock_state", "unlocked", "unlocked");
}

static JsonNode *
act_cancel (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *args, GError **error)
{
  return set_member (self, order, args, "status", "cancelled", "cancelled");
}

static JsonNode *
act_hold (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *args, GError **error)
{
  return set_member (self, order, args, "status", "on_hold", "held");
}

static JsonNode *
act_release (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *args, GError **error)
{
  return set_member (self, order, args, "status", "pending", "released");
}

static JsonNode *
act_error (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *args, GError **error)
{
  const char *text = rs_sandbox_string (args, "text");

  json_object_set_string_member (order->attributes, "error_message",
                                 text != NULL ? text : "The postal code is not valid for the country.");
  return set_member (self, order, args, "status", "error", "error");
}

static JsonNode *
act_delete (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *args, GError **error)
{
  JsonNode *last = shown (self, order);

  rs_response_unref (rs_sbw_delete_order (self, order, "person"));
  return last;
}

static gboolean
reject (RsResponse *refusal, GError **error)
{
  g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "%.*s", (int) g_bytes_get_size (refusal->body),
               (const char *) g_bytes_get_data (refusal->body, NULL));
  rs_response_unref (refusal);
  return FALSE;
}

/* The refusal of attributes that a person cannot set; the rate, which the API takes as a relationship, may
 * stand among them. */
static RsResponse *
check_told (RsSandboxWebshipper *self, JsonObject *told)
{
  g_autoptr (JsonObject) rest = told != NULL ? rs_sandbox_copy (told) : json_object_new ();
  gint64 rate = (gint64) rs_sandbox_number (rest, "shipping_rate_id");

  json_object_remove_member (rest, "shipping_rate_id");
  if (rate != 0 && rs_sbw_find (self, "shipping_rates", rate) == NULL)
    return rs_sbw_not_found ();
  return rs_sbw_check_attributes (rest);
}

/* The attributes among @args, when all of them may be said. (transfer full) (nullable) */
static JsonObject *
told_attributes (RsSandboxWebshipper *self, JsonObject *args, GError **error)
{
  g_autoptr (JsonObject) told = rs_sandbox_copy (args);
  RsResponse *refusal;

  json_object_remove_member (told, "service");
  json_object_remove_member (told, "action");
  json_object_remove_member (told, "id");
  refusal = check_told (self, told);
  if (refusal == NULL)
    return g_steal_pointer (&told);
  reject (refusal, error);
  return NULL;
}

/* {"order_lines":[…]} are the lines from now on: with an id as they were but for what is said, without one
 * new ones. */
static void
take_lines (RsSandboxWebshipper *self, RsWsRecord *order, JsonArray *told)
{
  JsonArray *known = rs_sandbox_array (order->attributes, "order_lines"), *lines = json_array_new ();

  for (guint i = 0; i < json_array_get_length (told); i++)
    {
      JsonObject *line = rs_sandbox_copy (json_array_get_object_element (told, i));

      for (guint j = 0; j < json_array_get_length (known); j++)
        {
          JsonObject *was = json_array_get_object_element (known, j);
          g_autoptr (GList) names = json_object_get_members (was);

          if ((gint64) rs_sandbox_number (was, "id") != (gint64) rs_sandbox_number (line, "id"))
            continue;
          for (GList *l = names; l != NULL; l = l->next)
            if (!json_object_has_member (line, l->data))
              json_object_set_member (line, l->data, json_object_dup_member (was, l->data));
        }
      rs_sbw_complete_line (self, order, line, FALSE);
      json_array_add_object_element (lines, line);
    }
  json_object_set_array_member (order->attributes, "order_lines", lines);
}

/* Any attributes; embedded addresses merge. */
static JsonNode *
act_edit (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *args, GError **error)
{
  g_autoptr (JsonObject) told = told_attributes (self, args, error);
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (told == NULL)
    return NULL;
  json_object_iter_init (&iter, told);
  while (json_object_iter_next (&iter, &name, &member))
    {
      JsonObject *known = rs_sandbox_object (order->attributes, name);

      if (g_str_equal (name, "order_lines"))
        {
          take_lines (self, order, json_node_get_array (member));
        }
      else if (known != NULL && JSON_NODE_HOLDS_OBJECT (member))
        {
          JsonObjectIter inner;
          const char *part;
          JsonNode *value;

          json_object_iter_init (&inner, json_node_get_object (member));
          while (json_object_iter_next (&inner, &part, &value))
            json_object_set_member (known, part, json_node_copy (value));
        }
      else
        {
          json_object_set_member (order->attributes, name, json_node_copy (member));
        }
    }
  rs_sbw_complete_order (self, order);
  return changed (self, order, "changed", args);
}

/* {"text":what the carrier says}: from now on its bookings are refused; without a text they are taken again.
 */
static JsonNode *
act_carrier_refuses (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *args, GError **error)
{
  const char *text = rs_sandbox_string (args, "text");

  if (text != NULL)
    g_hash_table_insert (self->refusals, g_memdup2 (&order->id, sizeof order->id), g_strdup (text));
  else
    g_hash_table_remove (self->refusals, &order->id);
  return shown (self, order);
}

/* {"orders":[ids]}: their lines come to sit on this one. */
static JsonNode *
act_merge (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *args, GError **error)
{
  JsonArray *ids = rs_sandbox_array (args, "orders");
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      RsWsRecord *source = rs_sbw_find (self, "orders", rs_sbw_node_id (json_array_get_element (ids, i)));

      if (source != NULL && source != order && !g_ptr_array_find (sources, source, NULL))
        g_ptr_array_add (sources, source);
    }
  if (sources->len > 0 && rs_sbw_merge (self, order, sources, "person"))
    return shown (self, order);
  g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED,
                       "There is nothing to merge, or it is locked or not open");
  return NULL;
}

/* {"line":id,"quantity":n}: that many of the line become a line of their own. */
static JsonNode *
act_split (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *args, GError **error)
{
  JsonArray *lines = rs_sandbox_array (order->attributes, "order_lines");
  gint64 wanted = (gint64) rs_sandbox_number (args, "quantity");

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i), *part;
      gint64 quantity = (gint64) rs_sandbox_number (line, "quantity");

      if ((gint64) rs_sandbox_number (line, "id") != (gint64) rs_sandbox_number (args, "line") || wanted < 1
          || wanted >= quantity || g_strcmp0 (rs_sandbox_string (line, "status"), "dispatched") == 0)
        continue;
      part = rs_sandbox_copy (line);
      json_object_remove_member (part, "id");
      json_object_set_int_member (part, "quantity", wanted);
      json_object_set_int_member (line, "quantity", quantity - wanted);
      rs_sbw_complete_line (self, order, part, FALSE);
      json_array_add_object_element (lines, part);
      return changed (self, order, "changed", args);
    }
  g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, "There is no such line with more than that");
  return NULL;
}

/* {"rate":id}: another shipping rate. */
static JsonNode *
act_rerate (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *args, GError **error)
{
  gint64 rate = (gint64) rs_sandbox_number (args, "rate");
  RsWsRecord *record = rs_sbw_find (self, "shipping_rates", rate);

  if (record == NULL
      || (gint64) rs_sandbox_number (record->attributes, "order_channel_id")
           != (gint64) rs_sandbox_number (order->attributes, "order_channel_id"))
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, "There is no such rate in its channel");
      return NULL;
    }
  json_object_set_int_member (order->attributes, "shipping_rate_id", rate);
  if (g_strcmp0 (rs_sandbox_string (order->attributes, "status"), "missing_rate") == 0)
    json_object_set_string_member (order->attributes, "status", "pending");
  return changed (self, order, "changed", args);
}

/* {"status":"in_transit","description","location","number"}: the carrier tells of the shipment with this id.
 */
static JsonNode *
track (RsSandboxWebshipper *self, RsWsRecord *shipment, JsonObject *args, GError **error)
{
  RsSbwTransit transit = { rs_sandbox_string (args, "status"), rs_sandbox_string (args, "description"),
                           rs_sandbox_string (args, "location"), rs_sandbox_string (args, "number") };
  g_autofree char *now = rs_sbw_time (rs_sbw_now (self));

  if (!rs_sbw_is_transit (transit.status))
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, "No carrier says that");
      return NULL;
    }
  rs_sbw_track (self, shipment, &transit);
  json_object_set_string_member (shipment->attributes, "latest_update_time", now);
  rs_sbw_record (self, "shipment", shipment->id, "changed", "carrier", NULL);
  return shown (self, shipment);
}

/* What happens to a shipment: "track", or "cancel-booking", which users can do (§4.5). */
static JsonNode *
act_on_shipment (RsSandboxWebshipper *self, const char *action, const char *id, JsonObject *args,
                 GError **error)
{
  RsWsRecord *shipment = id != NULL ? rs_sbw_find (self, "shipments", g_ascii_strtoll (id, NULL, 10)) : NULL;
  JsonNode *last;

  if (shipment == NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, "There is no such shipment");
      return NULL;
    }
  if (g_str_equal (action, "track"))
    return track (self, shipment, args, error);
  last = shown (self, shipment);
  rs_sbw_take_back (self, shipment, "person");
  return last;
}

static const struct
{
  const char *name;
  Act act; /* NULL: not about one order */
  const char *meaning;
} acts[] = {
  { "create-order", NULL,
    "{\"attributes\":{…},\"channel\":id}: an order typed by hand, without ext_ref unless said" },
  { "copy-rate", NULL, "the id is the rate's; {\"name\":text} adds another one like it, called so" },
  { "edit-rate", NULL, "the id is the rate's; {\"name\":text} renames it, without a name it is deleted" },
  { "track", NULL, "the id is the shipment's; another word of its carrier" },
  { "cancel-booking", NULL, "the id is the shipment's; the booking is taken back" },
  { "book", act_book, "all open lines, or {\"lines\":[ext_ref, sku or id, …]}" },
  { "dispatch", act_dispatch, "marks the order dispatched by hand, without a booking" },
  { "lock", act_lock, "locks the order" },
  { "unlock", act_unlock, "unlocks it" },
  { "cancel", act_cancel, "cancels the order" },
  { "hold", act_hold, "puts it on hold" },
  { "release", act_release, "makes it pending again" },
  { "error", act_error, "{\"text\"}: as after a booking that failed" },
  { "delete", act_delete, "deletes the order in any state" },
  { "edit", act_edit,
    "{attributes of the order}: addresses merge; \"order_lines\" are the lines from now on, known by id" },
  { "carrier-refuses", act_carrier_refuses,
    "{\"text\"}: bookings of this order fail with it; without a text they are taken again" },
  { "merge", act_merge, "{\"orders\":[ids]}: their lines come to sit on this order" },
  { "split", act_split, "{\"line\":id,\"quantity\"}: that many of the line become a line of their own" },
  { "re-rate", act_rerate, "{\"rate\":id}: another shipping rate of its channel" },
};

const char *const *
rs_sbw_describe_acts (RsSandboxService *service)
{
  static const char *described[2 * G_N_ELEMENTS (acts) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      described[2 * i] = acts[i].name;
      described[2 * i + 1] = acts[i].meaning;
    }
  return described;
}

/* An order typed by hand: no ext_ref. {"attributes":{…},"channel":id} */
static JsonNode *
create_order (RsSandboxWebshipper *self, JsonObject *args, GError **error)
{
  RsResponse *refusal = check_told (self, rs_sandbox_object (args, "attributes"));
  JsonObject *attributes = rs_sandbox_object (args, "attributes") != NULL
                             ? rs_sandbox_copy (rs_sandbox_object (args, "attributes"))
                             : json_object_new ();
  gint64 channel = (gint64) rs_sandbox_number (args, "channel");
  JsonArray *lines;
  RsWsRecord *order;

  if (channel != 0 && refusal == NULL && rs_sbw_find (self, "order_channels", channel) == NULL)
    refusal = rs_sbw_not_found ();
  if (refusal != NULL)
    {
      json_object_unref (attributes);
      reject (refusal, error);
      return NULL;
    }
  if (channel == 0)
    channel = ((RsWsRecord *) g_ptr_array_index (rs_sbw_list (self, "order_channels"), 0))->id;
  if (!json_object_has_member (attributes, "ext_ref"))
    json_object_set_null_member (attributes, "ext_ref");
  if (!json_object_has_member (attributes, "status"))
    json_object_set_string_member (attributes, "status", "pending");
  if (rs_sandbox_array (attributes, "order_lines") == NULL)
    json_object_set_array_member (attributes, "order_lines", json_array_new ());
  json_object_set_int_member (attributes, "order_channel_id", channel);
  json_object_set_string_member (attributes, "source", "manual");
  order = rs_sbw_add (self, "orders", attributes);
  rs_sbw_complete_order (self, order);
  lines = rs_sandbox_array (attributes, "order_lines");
  for (guint i = 0; i < json_array_get_length (lines); i++)
    rs_sbw_complete_line (self, order, json_array_get_object_element (lines, i), i == 0);
  if (rs_sandbox_string (attributes, "ext_ref") != NULL)
    g_hash_table_insert (
      self->ext_refs,
      g_strdup_printf ("%" G_GINT64_FORMAT "/%s", channel, rs_sandbox_string (attributes, "ext_ref")), order);
  rs_sbw_record (self, "order", order->id, "created", "person", NULL);
  return shown (self, order);
}

/* {"id":rate,"name":text} renames; without a name the rate is deleted. */
static JsonNode *
edit_rate (RsSandboxWebshipper *self, const char *id, JsonObject *args, GError **error)
{
  RsWsRecord *rate = id != NULL ? rs_sbw_find (self, "shipping_rates", g_ascii_strtoll (id, NULL, 10)) : NULL;

  if (rate == NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, "There is no such rate");
      return NULL;
    }
  if (rs_sandbox_string (args, "name") == NULL)
    {
      JsonNode *last = shown (self, rate);

      rs_sbw_remove (self, rate);
      return last;
    }
  json_object_set_string_member (rate->attributes, "name", rs_sandbox_string (args, "name"));
  return shown (self, rate);
}

/* {"id":rate,"name":text} adds a rate that is as that one is but for its name. */
static JsonNode *
copy_rate (RsSandboxWebshipper *self, const char *id, JsonObject *args, GError **error)
{
  RsWsRecord *rate = id != NULL ? rs_sbw_find (self, "shipping_rates", g_ascii_strtoll (id, NULL, 10)) : NULL;
  const char *name = rs_sandbox_string (args, "name");
  RsWsRecord *copy;

  if (rate == NULL || name == NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED,
                           "There is no such rate, or no name for another");
      return NULL;
    }
  copy = rs_sbw_add (self, "shipping_rates", rs_sandbox_copy (rate->attributes));
  copy->carrier_id = rate->carrier_id;
  json_object_set_string_member (copy->attributes, "name", name);
  return shown (self, copy);
}

JsonNode *
rs_sbw_act (RsSandboxService *service, const char *action, const char *id, JsonObject *args, GError **error)
{
  RsSandboxWebshipper *self = RS_SANDBOX_WEBSHIPPER (service);
  g_autoptr (GString) known = g_string_new (NULL);

  if (g_str_equal (action, "create-order"))
    return create_order (self, args, error);
  if (g_str_equal (action, "edit-rate"))
    return edit_rate (self, id, args, error);
  if (g_str_equal (action, "copy-rate"))
    return copy_rate (self, id, args, error);
  if (g_str_equal (action, "track") || g_str_equal (action, "cancel-booking"))
    return act_on_shipment (self, action, id, args, error);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      RsWsRecord *order;

      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", acts[i].name);
      if (acts[i].act == NULL || !g_str_equal (acts[i].name, action))
        continue;
      order = id != NULL ? rs_sbw_find (self, "orders", g_ascii_strtoll (id, NULL, 10)) : NULL;
      if (order == NULL)
        {
          g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, "There is no such order");
          return NULL;
        }
      return acts[i].act (self, order, args, error);
    }
  g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "Unknown action \"%.40s\". Known: %s", action, known->str);
  return NULL;
}
