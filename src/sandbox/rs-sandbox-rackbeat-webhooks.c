/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

/* Webhooks as they are registered, shown and logged (§5). How events travel: rs-sandbox-rackbeat-events.c. */

/* The token is shown once, to whoever made it (§5). */
JsonNode *
rs_sbr_present_webhook (RsSandboxRackbeat *self, RsRbRecord *record, RsRequest *request)
{
  g_autoptr (JsonObject) copy = rs_sandbox_copy (record->object);

  rs_sbr_show_time (self, copy, "created_at", record->created_at);
  rs_sbr_show_time (self, copy, "updated_at", record->updated_at);
  if (request == NULL || !g_str_equal (request->method, "POST"))
    json_object_remove_member (copy, "token");
  return rs_sandbox_object_node (copy);
}

static RsRbRecord *
find_webhook (RsSandboxRackbeat *self, const char *event, const char *url)
{
  GPtrArray *all = rs_sbr_table (self, RS_RB_WEBHOOKS)->list;

  for (guint i = 0; i < all->len; i++)
    {
      RsRbRecord *record = g_ptr_array_index (all, i);

      if (g_strcmp0 (rs_sandbox_string (record->object, "event"), event) == 0
          && g_strcmp0 (rs_sandbox_string (record->object, "url"), url) == 0)
        return record;
    }
  return NULL;
}

/* The same event and url again update what is there (§5). */
static RsResponse *
register_webhook (RsSandboxRackbeat *self, RsRequest *request)
{
  RsRandom *random = rs_sandbox_service_get_context (RS_SANDBOX_SERVICE (self))->random;
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  const char *event = rs_sandbox_string (body, "event"), *url = rs_sandbox_string (body, "url");
  RsRbRecord *record = find_webhook (self, event, url);
  JsonObject *webhook;
  char token[33] = { 0 };

  if (event == NULL || url == NULL)
    return rs_sbr_invalid (event == NULL ? "event" : "url", "The field is required.");
  if (record == NULL)
    {
      webhook = json_object_new ();
      for (guint i = 0; i < 32; i++)
        token[i] = "abcdefghijklmnopqrstuvwxyz012345"[rs_random_range (random, 0, 32)];
      json_object_set_string_member (webhook, "event", event);
      json_object_set_string_member (webhook, "url", url);
      json_object_set_boolean_member (webhook, "is_active", TRUE);
      json_object_set_null_member (webhook, "plugin");
      json_object_set_int_member (webhook, "failures_since_last_success", 0);
      json_object_set_string_member (webhook, "token", token);
      record = rs_sbr_add (self, RS_RB_WEBHOOKS, webhook, 0);
    }
  rs_sbr_take (record->object, body, "is_active");
  rs_sbr_touch (self, RS_RB_WEBHOOKS, record);
  return rs_sbr_show (self, request, 201, RS_RB_WEBHOOKS, record);
}

static JsonNode *
present_log (RsSandboxRackbeat *self, RsRbRecord *record, RsRequest *request)
{
  g_autoptr (JsonObject) copy = rs_sandbox_copy (record->object);

  rs_sbr_show_time (self, copy, "created_at", record->created_at);
  return rs_sandbox_object_node (copy);
}

static RsResponse *
show_log (RsSandboxRackbeat *self, RsRequest *request, const char *id)
{
  RsRbRecord *log = rs_sbr_find_text (self, RS_RB_WEBHOOK_LOGS, id);

  return log != NULL ? rs_sbr_single (200, "webhook_log", present_log (self, log, request))
                     : rs_sbr_not_found ();
}

RsResponse *
rs_sbr_handle_webhooks (RsSandboxRackbeat *self, RsRequest *request, GStrv segments)
{
  gboolean get = g_str_equal (request->method, "GET");
  RsRbRecord *record = rs_sbr_find_text (self, RS_RB_WEBHOOKS, segments[1]);
  g_autoptr (GPtrArray) logs = NULL;
  g_autoptr (JsonObject) body = NULL;

  if (segments[1] == NULL && get)
    return rs_sbr_list_kind (self, request, RS_RB_WEBHOOKS, NULL);
  if (segments[1] == NULL)
    return g_str_equal (request->method, "POST") ? register_webhook (self, request)
                                                 : rs_sbr_no_such_call (self, request);
  if (get && g_str_equal (segments[1], "logs"))
    return show_log (self, request, segments[2]);
  if (record == NULL)
    return rs_sbr_not_found ();
  if (segments[2] != NULL)
    {
      if (!get || !g_str_equal (segments[2], "logs"))
        return rs_sbr_not_found ();
      logs = rs_sbr_children (self, RS_RB_WEBHOOK_LOGS, record->id);
      return rs_sbr_list (self, request, "webhook_logs", logs, present_log);
    }
  if (get)
    return rs_sbr_show (self, request, 200, RS_RB_WEBHOOKS, record);
  if (g_str_equal (request->method, "DELETE"))
    {
      rs_sbr_remove (self, RS_RB_WEBHOOKS, record);
      return rs_sbr_done ();
    }
  if (!g_str_equal (request->method, "PUT"))
    return rs_sbr_no_such_call (self, request);
  body = rs_sandbox_request_object (request);
  rs_sbr_take (record->object, body, "is_active");
  rs_sbr_take (record->object, body, "url");
  rs_sbr_touch (self, RS_RB_WEBHOOKS, record);
  return rs_sbr_show (self, request, 200, RS_RB_WEBHOOKS, record);
}
