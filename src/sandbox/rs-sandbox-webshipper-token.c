/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

/* POST /oauth/token: the password and the refresh grant, asked in the query as Rackbeat's own client does, or
 * in a form (Webshipper reference §1.2, §8.1). Refusals have the shape of OAuth, not of JSON:API (LIKELY). */

/* What the request says of @name, in its query or its form. (transfer full) (nullable) */
static char *
parameter (RsRequest *request, const char *name)
{
  const char *asked = rs_request_get_query (request, name);
  const char *type = request->content_type;
  g_autofree char *form = NULL;
  g_autoptr (GHashTable) parameters = NULL;
  gsize size;
  const char *bytes;

  if (asked != NULL || request->body == NULL || type == NULL
      || !g_str_has_prefix (type, "application/x-www-form-urlencoded"))
    return g_strdup (asked);
  bytes = g_bytes_get_data (request->body, &size);
  form = g_strndup (bytes, size);
  parameters = g_uri_parse_params (form, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  return parameters != NULL ? g_strdup (g_hash_table_lookup (parameters, name)) : NULL;
}

static RsResponse *
refuse (guint status, const char *error, const char *description)
{
  g_autoptr (JsonObject) root = json_object_new ();

  json_object_set_string_member (root, "error", error);
  json_object_set_string_member (root, "error_description", description);
  return rs_sandbox_json_response (status, "application/json", rs_sandbox_object_node (root));
}

static const char *
scopes (RsSandboxWebshipper *self)
{
  if (rs_sbw_is (self, "scopes", "read_only"))
    return "read_orders read_shipments";
  if (rs_sbw_is (self, "scopes", "no_write_shipments"))
    return "read_orders write_orders read_shipments";
  return "read_orders write_orders read_shipments write_shipments";
}

RsResponse *
rs_sbw_answer_token (RsSandboxWebshipper *self, RsRequest *request)
{
  g_autofree char *grant = parameter (request, "grant_type");
  g_autofree char *username = parameter (request, "username");
  g_autofree char *password = parameter (request, "password");
  g_autofree char *refresh = parameter (request, "refresh_token");
  g_autoptr (JsonObject) root = NULL;

  if (grant == NULL)
    return refuse (400, "invalid_request", "Missing required parameter: grant_type.");
  if (!g_str_equal (grant, "password") && !g_str_equal (grant, "refresh_token"))
    return refuse (400, "unsupported_grant_type", "The authorization grant type is not supported.");
  if (g_str_equal (grant, "password")
        ? username == NULL || *username == '\0' || password == NULL || *password == '\0'
        : g_strcmp0 (refresh, self->refresh_token) != 0)
    return refuse (400, "invalid_grant", "The provided authorization grant is invalid.");
  root = json_object_new ();
  json_object_set_string_member (root, "access_token", self->token);
  json_object_set_string_member (root, "token_type", "Bearer");
  json_object_set_int_member (root, "expires_in", 7200);
  json_object_set_string_member (root, "refresh_token", self->refresh_token);
  json_object_set_string_member (root, "scope", scopes (self));
  json_object_set_int_member (root, "created_at", rs_sbw_now (self) / RS_INSTANT_SECOND);
  return rs_sandbox_json_response (200, "application/json", rs_sandbox_object_node (root));
}
