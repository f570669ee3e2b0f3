/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (RsSandboxRackbeat, rs_sandbox_rackbeat, RS_TYPE_SANDBOX_SERVICE)

static void
record_free (gpointer data)
{
  RsRbRecord *self = data;

  json_object_unref (self->object);
  g_free (self);
}

gboolean
rs_sbr_is (RsSandboxRackbeat *self, const char *name, const char *value)
{
  g_autofree char *full = g_strconcat ("rackbeat.", name, NULL);

  return rs_switches_is (rs_sandbox_service_get_context (RS_SANDBOX_SERVICE (self))->switches, full, value);
}

gint64
rs_sbr_now (RsSandboxRackbeat *self)
{
  return rs_clock_now (rs_sandbox_service_get_context (RS_SANDBOX_SERVICE (self))->clock);
}

void
rs_sbr_record (RsSandboxRackbeat *self, const char *kind, gint64 id, const char *verb, const char *by, JsonObject *facts)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  rs_ledger_record (rs_sandbox_service_get_context (RS_SANDBOX_SERVICE (self))->ledger, "rackbeat", kind, key, verb, by, facts);
}

RsRbRecord *
rs_sbr_find_order (RsSandboxRackbeat *self, gint64 number)
{
  return g_hash_table_lookup (self->orders, &number);
}

RsRbRecord *
rs_sbr_find_shipment (RsSandboxRackbeat *self, gint64 id)
{
  return g_hash_table_lookup (self->shipments, &id);
}

static RsRbRecord *
add_record (GHashTable *table, GPtrArray *list, GPtrArray *recent, gint64 id, JsonObject *object, gint64 at)
{
  RsRbRecord *record = g_new0 (RsRbRecord, 1);

  record->id = id;
  record->object = object;
  record->created_at = record->updated_at = at;
  g_hash_table_insert (table, &record->id, record);
  g_ptr_array_add (list, record);
  g_ptr_array_add (recent, record);
  return record;
}

RsRbRecord *
rs_sbr_add_order (RsSandboxRackbeat *self, JsonObject *object, gint64 at)
{
  gint64 number = self->next_order++;

  json_object_set_int_member (object, "number", number);
  self->orders_dirty = TRUE;
  return add_record (self->orders, self->order_list, self->order_recent, number, object, at);
}

RsRbRecord *
rs_sbr_add_shipment (RsSandboxRackbeat *self, JsonObject *object)
{
  gint64 id = self->next_shipment++;

  json_object_set_int_member (object, "id", id);
  self->shipments_dirty = TRUE;
  return add_record (self->shipments, self->shipment_list, self->shipment_recent, id, object, rs_sbr_now (self));
}

/* Later than before even within one microsecond, as a database's clock would be. */
static void
touch (RsSandboxRackbeat *self, RsRbRecord *record)
{
  record->updated_at = MAX (rs_sbr_now (self), record->updated_at);
}

void
rs_sbr_touch_order (RsSandboxRackbeat *self, RsRbRecord *order)
{
  touch (self, order);
  self->orders_dirty = TRUE;
}

void
rs_sbr_touch_shipment (RsSandboxRackbeat *self, RsRbRecord *shipment)
{
  touch (self, shipment);
  self->shipments_dirty = TRUE;
}

void
rs_sbr_remove_order (RsSandboxRackbeat *self, RsRbRecord *order)
{
  gint64 id = order->id;

  g_ptr_array_remove (self->order_list, order);
  g_ptr_array_remove (self->order_recent, order);
  g_hash_table_remove (self->orders, &id);
  self->orders_dirty = TRUE;
}

void
rs_sbr_remove_shipment (RsSandboxRackbeat *self, RsRbRecord *shipment)
{
  gint64 id = shipment->id;

  g_ptr_array_remove (self->shipment_list, shipment);
  g_ptr_array_remove (self->shipment_recent, shipment);
  g_hash_table_remove (self->shipments, &id);
  self->shipments_dirty = TRUE;
}

GPtrArray *
rs_sbr_register (RsSandboxRackbeat *self, const char *name)
{
  GPtrArray *list = g_hash_table_lookup (self->registers, name);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
      g_hash_table_insert (self->registers, g_strdup (name), list);
    }
  return list;
}

RsResponse *
rs_sbr_refuse (const char *path, const char *text)
{
  JsonObject *root = json_object_new (), *errors = json_object_new ();
  JsonArray *texts = json_array_new ();
  JsonNode *node;

  json_array_add_string_element (texts, text);
  json_object_set_array_member (errors, path, texts);
  json_object_set_object_member (root, "errors", errors);
  node = rs_sandbox_object_node (root);
  json_object_unref (root);
  return rs_sandbox_json_response (422, "application/json", node);
}

static RsResponse *
message (guint status, const char *text)
{
  JsonObject *root = json_object_new ();
  JsonNode *node;

  json_object_set_string_member (root, "message", text);
  node = rs_sandbox_object_node (root);
  json_object_unref (root);
  return rs_sandbox_json_response (status, "application/json", node);
}

RsResponse *
rs_sbr_not_found (void)
{
  return message (404, "Not found.");
}

RsResponse *
rs_sbr_single (guint status, const char *name, JsonNode *node)
{
  JsonObject *root = json_object_new ();
  JsonNode *wrapped;

  json_object_set_member (root, name, node);
  wrapped = rs_sandbox_object_node (root);
  json_object_unref (root);
  return rs_sandbox_json_response (status, "application/json", wrapped);
}

static RsResponse *
throttled (RsSandboxService *service, gboolean with_retry_after)
{
  RsResponse *response = message (429, "Too Many Attempts.");

  rs_response_set_header (response, "X-RateLimit-Remaining", "0");
  if (with_retry_after)
    rs_response_set_header (response, "Retry-After", "1");
  return response;
}

static gboolean
is_authorized (RsSandboxRackbeat *self, RsRequest *request)
{
  const char *authorization = rs_request_get_header (request, "Authorization");

  return authorization != NULL && g_str_has_prefix (authorization, "Bearer ") && g_str_equal (authorization + 7, self->key);
}

static JsonNode *
present_object (RsSandboxRackbeat *self, gpointer record)
{
  g_autoptr (JsonObject) copy = rs_sandbox_copy (record);

  return rs_sandbox_object_node (copy);
}

static RsResponse *
handle_self (RsSandboxRackbeat *self)
{
  static const char account[] =
      "{\"user_account\":{\"id\":48213,\"company_name\":\"Nordlys Cykler ApS\",\"address\":{\"street\":\"Havnegade 12\",\"street2\":null,"
      "\"city\":\"Aarhus C\",\"zipcode\":\"8000\",\"country\":\"Denmark\"}},\"user\":{\"id\":9021,\"name\":\"API RackShip\",\"email\":"
      "\"it@nordlys.example\"}}";
  g_autoptr (GBytes) body = g_bytes_new_static (account, sizeof account - 1);

  return rs_response_new (200, "application/json", body);
}

static RsResponse *
handle_items (RsSandboxRackbeat *self, RsRequest *request, GStrv segments)
{
  gboolean lots = g_str_equal (segments[0], "lots");
  gboolean any = g_str_equal (segments[0], "items");
  const char *name = lots ? "lots" : any ? "items" : "products";
  JsonObject *item;

  if (lots && rs_sbr_is (self, "plan", "basic"))
    return message (403, "Your plan does not include bills of materials.");
  if (segments[1] == NULL)
    {
      g_autoptr (GPtrArray) list = g_ptr_array_new ();

      for (guint i = 0; i < self->item_list->len; i++)
        if (any || g_str_equal (rs_sandbox_string (g_ptr_array_index (self->item_list, i), "type"), lots ? "lot" : "product"))
          g_ptr_array_add (list, g_ptr_array_index (self->item_list, i));
      return rs_sbr_list (self, request, name, list, present_object);
    }
  item = g_hash_table_lookup (self->items, segments[1]);
  if (item == NULL || (!any && !g_str_equal (rs_sandbox_string (item, "type"), lots ? "lot" : "product")))
    return rs_sbr_not_found ();
  return rs_sbr_single (200, lots ? "lot" : any ? "item" : "product", present_object (self, item));
}

/* Registers: path, list key, single key. */
static const struct
{
  const char *path, *plural, *singular;
} registers[] = {
  { "delivery-terms", "delivery_terms", "delivery_term" }, { "payment-terms", "payment_terms", "payment_term" },
  { "customer-groups", "customer_groups", "customer_group" }, { "layouts", "layouts", "layout" },
  { "employees", "employees", "employee" }, { "units", "units", "unit" },
  { "locations", "locations", "location" }, { "product-groups", "product_groups", "product_group" },
  { "fields", "fields", "field" }, { "users", "users", "user" },
  { "currencies", "currencies", "currency" },
};

static RsResponse *
handle_register (RsSandboxRackbeat *self, RsRequest *request, GStrv segments, guint index)
{
  GPtrArray *list = rs_sbr_register (self, registers[index].path);
  g_autoptr (JsonObject) body = NULL;
  gint64 next = 1;

  if (g_str_equal (registers[index].path, "fields") && rs_sbr_is (self, "plan", "basic"))
    return message (403, "Your plan does not include custom fields.");
  if (segments[1] == NULL && g_str_equal (request->method, "GET"))
    return rs_sbr_list (self, request, registers[index].plural, list, present_object);
  for (guint i = 0; i < list->len; i++)
    {
      gint64 number = (gint64) rs_sandbox_number (g_ptr_array_index (list, i), "number");

      if (segments[1] != NULL && number == g_ascii_strtoll (segments[1], NULL, 10))
        return rs_sbr_single (200, registers[index].singular, present_object (self, g_ptr_array_index (list, i)));
      next = MAX (next, number + 1);
    }
  if (segments[1] != NULL || !g_str_equal (request->method, "POST"))
    return rs_sbr_not_found ();

  body = rs_sandbox_request_object (request);
  if (body == NULL || rs_sandbox_string (body, "name") == NULL)
    return rs_sbr_refuse ("name", "The name field is required.");
  json_object_set_int_member (body, "number", next);
  g_ptr_array_add (list, json_object_ref (body));
  rs_sbr_record (self, registers[index].singular, next, "created", "api", NULL);
  return rs_sbr_single (201, registers[index].singular, present_object (self, body));
}

static RsResponse *
handle_customers (RsSandboxRackbeat *self, RsRequest *request, GStrv segments)
{
  gint64 number = segments[1] != NULL ? g_ascii_strtoll (segments[1], NULL, 10) : 0;
  JsonObject *customer = g_hash_table_lookup (self->customers, &number);

  if (segments[1] == NULL)
    {
      g_autoptr (GPtrArray) list = g_hash_table_get_values_as_ptr_array (self->customers);

      return rs_sbr_list (self, request, "customers", list, present_object);
    }
  if (customer == NULL || segments[2] != NULL)
    return rs_sbr_not_found ();
  return rs_sbr_single (200, "customer", present_object (self, customer));
}

static RsResponse *
route (RsSandboxRackbeat *self, RsRequest *request, GStrv segments)
{
  if (segments[0] == NULL)
    return rs_sbr_not_found ();
  if (g_str_equal (segments[0], "self"))
    return handle_self (self);
  if (g_str_equal (segments[0], "orders") && segments[1] != NULL && g_str_equal (segments[1], "shipments"))
    return rs_sbr_handle_shipments (self, request, segments + 2);
  if (g_str_equal (segments[0], "order-shipments"))
    return rs_sbr_handle_shipments (self, request, segments + 1);
  if (g_str_equal (segments[0], "orders"))
    return rs_sbr_handle_orders (self, request, segments + 1);
  if (g_str_equal (segments[0], "products") || g_str_equal (segments[0], "lots") || g_str_equal (segments[0], "items"))
    return handle_items (self, request, segments);
  if (g_str_equal (segments[0], "customers"))
    return handle_customers (self, request, segments);
  for (guint i = 0; i < G_N_ELEMENTS (registers); i++)
    if (g_str_equal (segments[0], registers[i].path))
      return handle_register (self, request, segments, i);
  return rs_sbr_not_found ();
}

static RsResponse *
rackbeat_handle (RsSandboxService *service, RsRequest *request)
{
  RsSandboxRackbeat *self = RS_SANDBOX_RACKBEAT (service);
  g_auto (GStrv) segments = rs_sandbox_request_segments (request);
  RsResponse *response;

  if (!is_authorized (self, request))
    return message (401, "Unauthenticated.");
  response = route (self, request, segments);
  rs_response_set_header (response, "X-RateLimit-Limit", "480");
  rs_response_set_header (response, "X-RateLimit-Remaining", "479");
  return response;
}

/* Numbers in a path become what they number. */
static char *
rackbeat_template (RsSandboxService *service, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  for (guint i = 1; parts[i] != NULL; i++)
    {
      gboolean number = g_ascii_isdigit (parts[i][0]);
      gboolean item = i > 1 && (g_str_equal (parts[i - 1], "products") || g_str_equal (parts[i - 1], "lots") || g_str_equal (parts[i - 1], "items"));
      const char *name = g_str_equal (parts[i - 1], "orders") || item || g_str_equal (parts[i - 1], "customers") ? "{n}" : "{id}";

      if (number || item)
        {
          g_free (parts[i]);
          parts[i] = g_strdup (name);
        }
    }
  return g_strjoinv ("/", parts);
}

static JsonNode *
rackbeat_dump (RsSandboxService *service)
{
  RsSandboxRackbeat *self = RS_SANDBOX_RACKBEAT (service);
  g_autoptr (JsonObject) root = json_object_new ();
  JsonArray *orders = json_array_new (), *shipments = json_array_new (), *items = json_array_new (), *terms = json_array_new ();
  GPtrArray *term_list = rs_sbr_register (self, "delivery-terms");

  for (guint i = 0; i < self->order_list->len; i++)
    {
      RsRbRecord *order = g_ptr_array_index (self->order_list, i);
      JsonNode *node = rs_sbr_present_order (self, order);
      GPtrArray *notes = g_hash_table_lookup (self->notes, &order->id);
      JsonArray *texts = json_array_new ();

      for (guint j = 0; notes != NULL && j < notes->len; j++)
        json_array_add_element (texts, present_object (self, g_ptr_array_index (notes, j)));
      json_object_set_array_member (json_node_get_object (node), "notes", texts);
      json_array_add_element (orders, node);
    }
  for (guint i = 0; i < self->shipment_list->len; i++)
    json_array_add_element (shipments, rs_sbr_present_shipment (self, g_ptr_array_index (self->shipment_list, i)));
  for (guint i = 0; i < self->item_list->len; i++)
    json_array_add_element (items, present_object (self, g_ptr_array_index (self->item_list, i)));
  for (guint i = 0; i < term_list->len; i++)
    json_array_add_element (terms, present_object (self, g_ptr_array_index (term_list, i)));
  json_object_set_array_member (root, "orders", orders);
  json_object_set_array_member (root, "order_shipments", shipments);
  json_object_set_array_member (root, "items", items);
  json_object_set_array_member (root, "delivery_terms", terms);
  return rs_sandbox_object_node (root);
}

static void
rs_sandbox_rackbeat_finalize (GObject *object)
{
  RsSandboxRackbeat *self = RS_SANDBOX_RACKBEAT (object);

  g_free (self->key);
  g_ptr_array_unref (self->order_list);
  g_ptr_array_unref (self->order_recent);
  g_hash_table_unref (self->orders);
  g_ptr_array_unref (self->shipment_list);
  g_ptr_array_unref (self->shipment_recent);
  g_hash_table_unref (self->shipments);
  g_ptr_array_unref (self->item_list);
  g_hash_table_unref (self->items);
  g_hash_table_unref (self->registers);
  g_hash_table_unref (self->notes);
  g_hash_table_unref (self->customers);
  G_OBJECT_CLASS (rs_sandbox_rackbeat_parent_class)->finalize (object);
}

static void
rs_sandbox_rackbeat_class_init (RsSandboxRackbeatClass *klass)
{
  RsSandboxServiceClass *service_class = RS_SANDBOX_SERVICE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rs_sandbox_rackbeat_finalize;
  service_class->name = "rackbeat";
  service_class->handle = rackbeat_handle;
  service_class->template = rackbeat_template;
  service_class->throttled = throttled;
  service_class->act = rs_sbr_act;
  service_class->dump = rackbeat_dump;
}

static void
rs_sandbox_rackbeat_init (RsSandboxRackbeat *self)
{
  self->orders = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, record_free);
  self->order_list = g_ptr_array_new ();
  self->order_recent = g_ptr_array_new ();
  self->shipments = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, record_free);
  self->shipment_list = g_ptr_array_new ();
  self->shipment_recent = g_ptr_array_new ();
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);
  self->item_list = g_ptr_array_new ();
  self->registers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->notes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->customers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) json_object_unref);
  self->next_order = 1001;
  self->next_shipment = 7301;
  self->next_line = 55011;
  self->next_note = 1;
}

static void
declare_switches (RsSwitches *switches)
{
  rs_switches_declare (switches, "rackbeat.rate", "8/60", "off,*", "requests a second and burst, or off (§1.2, LIKELY 480 a minute)");
  rs_switches_declare (switches, "rackbeat.order_filters", "strict", "strict,honoured", "is_… filters on orders: ignored and refused as simple_filter, or heeded (§1.5)");
  rs_switches_declare (switches, "rackbeat.updated_at_from", "honoured", "honoured,ignored", "the updated_at_from filter (§1.5, §9)");
  rs_switches_declare (switches, "rackbeat.order_by", "honoured", "honoured,ignored", "order_by and order_direction on lists (§1.5)");
  rs_switches_declare (switches, "rackbeat.limit", "clamp100", "clamp100,accept1000", "a limit above 100 (§1.4)");
  rs_switches_declare (switches, "rackbeat.create_shipment_empty", "refused", "refused,empty", "create-shipment when nothing remains (§9)");
  rs_switches_declare (switches, "rackbeat.create_shipment_status", "201", "201,200", "reply code of create-shipment (§9)");
  rs_switches_declare (switches, "rackbeat.mark_shipped_again", "refused", "refused,noop", "mark-shipped on a shipped shipment (§4.5)");
  rs_switches_declare (switches, "rackbeat.mark_shipped_body", "shipment", "shipment,empty", "what mark-shipped answers (§8, LIKELY)");
  rs_switches_declare (switches, "rackbeat.delivery_terms", "object_and_id", "object_and_id,id,object,absent", "how an order names its delivery term (§3.1)");
  rs_switches_declare (switches, "rackbeat.customer_name", "name", "name,company_name", "key of a customer's name (§3.4)");
  rs_switches_declare (switches, "rackbeat.quantity_shipped", "present", "present,absent", "quantity_shipped on order lines (§3.1)");
  rs_switches_declare (switches, "rackbeat.timestamps", "atom", "atom,plain", "with offset, or Y-m-d H:i:s in Danish time (§1.3)");
  rs_switches_declare (switches, "rackbeat.shipment_lines", "put_line", "put_line,put_shipment,create_lines,none", "the call that sets a shipment's lines (§3.3, UNKNOWN)");
  rs_switches_declare (switches, "rackbeat.shipment_line_order_id", "absent", "absent,present", "whether shipment lines name their order line (§3.3)");
  rs_switches_declare (switches, "rackbeat.plan", "premium", "premium,basic", "basic has no custom fields and no bills of materials (§7)");
  rs_switches_declare (switches, "rackbeat.shipping_moves_updated_at", "yes", "yes,no", "whether shipping moves the order's updated_at (§1.5, UNKNOWN)");
  rs_switches_declare (switches, "rackbeat.note_key", "note", "note,order_note", "key of the reply to a new note (§8)");
}

RsSandboxService *
rs_sandbox_rackbeat_new (const RsSandboxContext *context)
{
  RsSandboxRackbeat *self = g_object_new (RS_TYPE_SANDBOX_RACKBEAT, NULL);
  GString *key = g_string_new ("eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.");

  rs_sandbox_service_set_context (RS_SANDBOX_SERVICE (self), context);
  declare_switches (context->switches);
  /* As long as a real one: about a thousand characters (§1.1). */
  for (guint i = 0; i < 960; i++)
    g_string_append_c (key, i == 620 ? '.' : "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"[rs_random_range (context->random, 0, 64)]);
  self->key = g_string_free (key, FALSE);
  return RS_SANDBOX_SERVICE (self);
}

const char *
rs_sandbox_rackbeat_get_key (RsSandboxService *self)
{
  return RS_SANDBOX_RACKBEAT (self)->key;
}
