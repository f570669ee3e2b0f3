/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

#include "rs-sandbox-courier.h"

#include <string.h>

/* Webhooks (Webshipper reference §3.14, §8.11): the resource as it is read, with relative links, signed over
 * its raw bytes. One delivery and no second: what Webshipper does about one that fails is UNKNOWN. */

#define MEDIA_TYPE "application/vnd.api+json"
#define PATIENCE   10

static const struct
{
  const char *kind, *verb, *type, *topic;
} topics[] = {
  { "order", "created", "orders", "order/created" },
  { "order", "changed", "orders", "order/updated" },
  { "order", "deleted", "orders", "order/deleted" },
  { "shipment", "booked", "shipments", "shipment/created" },
  { "shipment", "changed", "shipments", "shipment/updated" },
  { "shipment", "deleted", "shipments", "shipment/deleted" },
  { "return", "created", "returns", "return/created" },
  { "return", "changed", "returns", "return/updated" },
  { "return", "deleted", "returns", "return/deleted" },
  { "trackingevent", "created", "tracking_events", "trackingevent/created" },
};

/* (transfer full) */
static char *
sign (const char *secret, GBytes *body)
{
  gsize size, length = 32;
  guint8 digest[32];
  const guchar *bytes = g_bytes_get_data (body, &size);
  GHmac *hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) secret, strlen (secret));

  g_hmac_update (hmac, bytes, (gssize) size);
  g_hmac_get_digest (hmac, digest, &length);
  g_hmac_unref (hmac);
  return g_base64_encode (digest, length);
}

/* {"data":…} with links that begin at "/v2". (transfer full) */
static GBytes *
make_body (RsSandboxWebshipper *self, RsWsRecord *record)
{
  g_autoptr (RsRequest) request = rs_request_new ("GET", "/");
  g_autofree char *base = rs_sbw_base_url (request);
  g_autoptr (JsonObject) root = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GString) relative = NULL;

  json_object_set_member (root, "data", rs_sbw_present (self, record, request));
  node = rs_sandbox_object_node (root);
  text = json_to_string (node, FALSE);
  relative = g_string_new (text);
  g_string_replace (relative, base, "/v2", 0);
  return g_bytes_new (relative->str, relative->len);
}

static void
deliver (RsSandboxWebshipper *self, JsonObject *webhook, const char *topic, GBytes *body)
{
  const char *url = rs_sandbox_string (webhook, "url");
  const char *secret = rs_sandbox_string (webhook, "secret");
  gboolean wrong = rs_sbw_is (self, "webhook_delivery", "wrong_signature");
  g_autofree char *signature = sign (wrong ? "somebody else's" : secret != NULL ? secret : "", body);
  guint times = rs_sbw_is (self, "webhook_delivery", "never")   ? 0
                : rs_sbw_is (self, "webhook_delivery", "twice") ? 2
                                                                : 1;
  const char *const headers[]
    = { "Accept", MEDIA_TYPE, "X-Webshipper-Topic", topic, "X-Webshipper-Hmac-Sha256", signature, NULL };

  for (guint i = 0; url != NULL && rs_courier_reaches (url) && i < times; i++)
    dex_future_disown (
      rs_courier_post (url, "Webshipper", headers, MEDIA_TYPE ";charset=utf-8", body, PATIENCE));
}

void
rs_sbw_announce (RsSandboxWebshipper *self, const char *kind, gint64 id, const char *verb)
{
  GPtrArray *webhooks = rs_sbw_list (self, "webhooks");

  for (guint i = 0; webhooks->len > 0 && i < G_N_ELEMENTS (topics); i++)
    {
      RsWsRecord *record = rs_sbw_find (self, topics[i].type, id);
      g_autoptr (GBytes) body = NULL;

      if (!g_str_equal (topics[i].kind, kind) || !g_str_equal (topics[i].verb, verb) || record == NULL)
        continue;
      body = make_body (self, record);
      for (guint j = 0; j < webhooks->len; j++)
        {
          JsonObject *webhook = ((RsWsRecord *) g_ptr_array_index (webhooks, j))->attributes;

          if (rs_sandbox_bool (webhook, "enabled")
              && g_strcmp0 (rs_sandbox_string (webhook, "topic"), topics[i].topic) == 0)
            deliver (self, webhook, topics[i].topic, body);
        }
    }
}
