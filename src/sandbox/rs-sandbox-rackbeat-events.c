/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include "rs-sandbox-courier.h"
#include <string.h>

/* Events on their way to webhooks (§5): a static token and no signature; 15 seconds for an answer; tried
 * again for about a day, twice as late each time, so that one may come more than once. */

#define ACCOUNT        "48213"
#define ANSWER_SECONDS 15
#define FIRST_WAIT     (10 * RS_INSTANT_SECOND)
#define ATTEMPTS       13 /* 10 s, doubled twelve times, is a day less an hour */
#define MAX_UNDERWAY   256
#define MAX_LOGS       200

typedef struct
{
  const char *kind, *verb, *event; /* as the ledger has them; the event's name */
  RsRbKind table;
} Event;

/* The names that §5 has as certain or likely. */
static const Event events[] = {
  { "order", "created", "order.created", RS_RB_ORDERS },
  { "order", "changed", "order.updated", RS_RB_ORDERS },
  { "order", "fields", "order.updated", RS_RB_ORDERS },
  { "order", "reopened", "order.updated", RS_RB_ORDERS },
  { "order", "booked", "order.booked", RS_RB_ORDERS },
  { "shipment", "created", "order_shipment.created", RS_RB_SHIPMENTS },
  { "shipment", "changed", "order_shipment.updated", RS_RB_SHIPMENTS },
  { "shipment", "shipped", "order_shipment.shipped", RS_RB_SHIPMENTS },
  /* Fires for a part shipment too, and names the order. */
  { "shipment", "shipped", "order.shipped", RS_RB_ORDERS },
  { "customer", "created", "customer.created", RS_RB_CUSTOMERS },
  { "customer", "changed", "customer.updated", RS_RB_CUSTOMERS },
  { "item", "created", "product.created", RS_RB_ITEMS },
  { "item", "changed", "product.updated", RS_RB_ITEMS },
  { "invoice", "created", "customer_invoice.created", RS_RB_INVOICES },
  { "invoice", "booked", "customer_invoice.booked", RS_RB_INVOICES },
  { "delivery_term", "created", "delivery_terms.created", RS_RB_DELIVERY_TERMS },
  { "delivery_term", "changed", "delivery_terms.updated", RS_RB_DELIVERY_TERMS },
  { "payment_term", "created", "payment_terms.created", RS_RB_PAYMENT_TERMS },
  { "payment_term", "changed", "payment_terms.updated", RS_RB_PAYMENT_TERMS },
  { "employee", "created", "employee.created", RS_RB_EMPLOYEES },
  { "employee", "changed", "employee.updated", RS_RB_EMPLOYEES },
};

/* One event for one webhook. It does not keep the service alive. */
typedef struct
{
  GWeakRef service;
  DexCancellable *closing; /* (owned) */
  RsClock *clock;          /* (owned) */
  gint64 webhook;
  char *url, *token; /* (owned) */
  const char *event; /* static */
  GBytes *body;      /* (owned) */
} Delivery;

static void
delivery_free (gpointer data)
{
  Delivery *self = data;
  g_autoptr (RsSandboxRackbeat) service = g_weak_ref_get (&self->service);

  if (service != NULL)
    service->underway--;
  g_weak_ref_clear (&self->service);
  dex_unref (self->closing);
  g_object_unref (self->clock);
  g_free (self->url);
  g_free (self->token);
  g_bytes_unref (self->body);
  g_free (self);
}

/* Counts the failures and writes the log; FALSE when nobody wants the event any more. */
static gboolean
note_attempt (Delivery *self, guint attempt, guint status)
{
  g_autoptr (RsSandboxRackbeat) service = g_weak_ref_get (&self->service);
  RsRbRecord *webhook = service != NULL ? rs_sbr_find (service, RS_RB_WEBHOOKS, self->webhook) : NULL;
  gboolean well = status >= 200 && status < 300;
  GPtrArray *logs;
  JsonObject *log;

  if (webhook == NULL)
    return FALSE;
  json_object_set_int_member (
    webhook->object, "failures_since_last_success",
    well ? 0 : (gint64) rs_sandbox_number (webhook->object, "failures_since_last_success") + 1);
  log = json_object_new ();
  json_object_set_int_member (log, "webhook_id", self->webhook);
  json_object_set_string_member (log, "event", self->event);
  json_object_set_string_member (log, "url", self->url);
  json_object_set_int_member (log, "attempt", attempt);
  json_object_set_int_member (log, "status", status);
  rs_sbr_add (service, RS_RB_WEBHOOK_LOGS, log, self->webhook);
  logs = rs_sbr_table (service, RS_RB_WEBHOOK_LOGS)->list;
  if (logs->len > MAX_LOGS)
    rs_sbr_remove (service, RS_RB_WEBHOOK_LOGS, g_ptr_array_index (logs, 0));
  return !well;
}

/* @future, or its end when the service goes away. */
static DexFuture *
while_open (Delivery *self, DexFuture *future)
{
  return dex_future_first (future, dex_ref (DEX_FUTURE (self->closing)), NULL);
}

static DexFuture *
deliver (gpointer data)
{
  Delivery *self = data;
  const char *const headers[] = { "Rackbeat-Webhook-Token",
                                  self->token,
                                  "Rackbeat-Webhook-Event",
                                  self->event,
                                  "Rackbeat-Account-Id",
                                  ACCOUNT,
                                  NULL };
  gint64 wait = FIRST_WAIT;

  for (guint attempt = 1; attempt <= ATTEMPTS; attempt++, wait *= 2)
    {
      g_autoptr (RsResponse) response = dex_await_boxed (
        while_open (self, rs_courier_post (self->url, "Rackbeat Webhook", headers, "application/json",
                                           self->body, ANSWER_SECONDS)),
        NULL);

      if (!note_attempt (self, attempt, response != NULL ? response->status : 0)
          || !dex_await (while_open (self, rs_clock_sleep (self->clock, wait)), NULL))
        break;
    }
  return dex_future_new_true ();
}

static void
send_out (RsSandboxRackbeat *self, RsRbRecord *webhook, const char *event, GBytes *body)
{
  const char *url = rs_sandbox_string (webhook->object, "url");
  Delivery *delivery;

  /* Events can be missing (§4.5): what is too much is. */
  if (!rs_courier_reaches (url) || self->underway >= MAX_UNDERWAY)
    return;
  delivery = g_new0 (Delivery, 1);
  g_weak_ref_init (&delivery->service, self);
  delivery->closing = dex_ref (self->closing);
  delivery->clock = g_object_ref (rs_sandbox_service_get_context (RS_SANDBOX_SERVICE (self))->clock);
  delivery->webhook = webhook->id;
  delivery->url = g_strdup (url);
  delivery->token = g_strdup (rs_sandbox_string (webhook->object, "token"));
  delivery->event = event;
  delivery->body = g_bytes_ref (body);
  self->underway++;
  dex_future_disown (dex_scheduler_spawn (NULL, 0, deliver, delivery, delivery_free));
}

/* Items are named by their number, which is text; shipments by their id. */
static char *
key_of (RsRbKind table, RsRbRecord *record)
{
  return table == RS_RB_ITEMS ? g_strdup (rs_sandbox_string (record->object, "number"))
                              : g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
}

/* As it was seen, key_name and key as text only; or as it is documented. */
static GBytes *
make_body (RsSandboxRackbeat *self, const Event *event, RsRbRecord *record, JsonObject *facts)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *key = key_of (event->table, record);
  char *text;

  json_object_set_string_member (body, "key_name", event->table == RS_RB_SHIPMENTS ? "id" : "number");
  json_object_set_string_member (body, "key", key);
  if (!rs_sbr_is (self, "webhook_body", "observed"))
    {
      if (event->table != RS_RB_ITEMS)
        json_object_set_int_member (body, "key", record->id);
      json_object_set_string_member (body, "event", event->event);
      json_object_set_member (body, "data", rs_sbr_presenter (event->table) (self, record, NULL));
      if (g_str_has_suffix (event->event, ".updated"))
        {
          JsonArray *changed = json_array_new ();
          g_autoptr (GList) names = facts != NULL ? json_object_get_members (facts) : NULL;

          for (GList *l = names; l != NULL; l = l->next)
            json_array_add_string_element (changed, l->data);
          json_object_set_member (body, "old_key",
                                  rs_sandbox_copy_node (json_object_get_member (body, "key")));
          json_object_set_member (body, "new_key",
                                  rs_sandbox_copy_node (json_object_get_member (body, "key")));
          json_object_set_array_member (body, "changed", changed);
        }
    }
  node = rs_sandbox_object_node (body);
  text = json_to_string (node, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

static void
announce (RsSandboxRackbeat *self, const Event *event, RsRbRecord *record, JsonObject *facts)
{
  GPtrArray *webhooks = rs_sbr_table (self, RS_RB_WEBHOOKS)->list;
  g_autoptr (GBytes) body = make_body (self, event, record, facts);

  for (guint i = 0; i < webhooks->len; i++)
    {
      RsRbRecord *webhook = g_ptr_array_index (webhooks, i);

      if (rs_sandbox_bool (webhook->object, "is_active")
          && g_strcmp0 (rs_sandbox_string (webhook->object, "event"), event->event) == 0)
        send_out (self, webhook, event->event, body);
    }
}

void
rs_sbr_announce (RsSandboxRackbeat *self, const char *kind, gint64 id, const char *verb, JsonObject *facts)
{
  if (self->suppressed || rs_sbr_table (self, RS_RB_WEBHOOKS)->list->len == 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      RsRbRecord *record;

      if (!g_str_equal (events[i].kind, kind) || !g_str_equal (events[i].verb, verb))
        continue;
      record = g_str_equal (events[i].event, "order.shipped")
                 ? rs_sbr_order_of (self, rs_sbr_find (self, RS_RB_SHIPMENTS, id))
                 : rs_sbr_find (self, events[i].table, id);
      if (record != NULL)
        announce (self, &events[i], record, facts);
    }
}
