/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-courier.h"

#include "rs-error.h"
#include "rs-soup-transport.h"
#include "rs-transport.h"

static GUri *
parse (const char *url)
{
  static const char *const here[] = { "127.0.0.1", "::1", "localhost", NULL };
  static const char *const schemes[] = { "http", "https", NULL };
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL) : NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_userinfo (uri) != NULL
      || !g_strv_contains (schemes, g_uri_get_scheme (uri)) || !g_strv_contains (here, g_uri_get_host (uri)))
    return NULL;
  return g_steal_pointer (&uri);
}

gboolean
rs_courier_reaches (const char *url)
{
  g_autoptr (GUri) uri = parse (url);

  return uri != NULL;
}

DexFuture *
rs_courier_post (const char *url, const char *user_agent, const char *const *headers,
                 const char *content_type, GBytes *body, guint seconds)
{
  g_autoptr (GUri) uri = parse (url);
  g_autoptr (RsTransport) transport = NULL;
  g_autoptr (RsRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *base = NULL, *path = NULL;

  if (uri == NULL)
    return dex_future_new_reject (RS_ERROR, RS_ERROR_REJECTED, "The sandbox calls only this machine");
  base = g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                     g_uri_get_port (uri), "", NULL, NULL);
  path = g_strconcat (*g_uri_get_path (uri) != '\0' ? g_uri_get_path (uri) : "/",
                      g_uri_get_query (uri) != NULL ? "?" : "",
                      g_uri_get_query (uri) != NULL ? g_uri_get_query (uri) : "", NULL);
  transport = rs_soup_transport_new (base, user_agent, &error);
  if (transport == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  request = rs_request_new ("POST", path);
  for (guint i = 0; headers[i] != NULL; i += 2)
    rs_request_set_header (request, headers[i], headers[i + 1]);
  rs_request_set_body (request, content_type, body);
  request->timeout = seconds;
  return rs_transport_send (transport, request);
}
