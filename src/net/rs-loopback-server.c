/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-loopback-server.h"

#include "rs-error.h"

#include <libsoup/soup.h>
#include <string.h>

struct _RsLoopbackServer
{
  GObject parent_instance;
  SoupServer *server;     /* (owned) */
  RsTransport *transport; /* (owned) */
  char *prefix;           /* (owned) */
  char *url;              /* (owned) */
};

G_DEFINE_FINAL_TYPE (RsLoopbackServer, rs_loopback_server, G_TYPE_OBJECT)

/* One request being answered. */
typedef struct
{
  SoupServerMessage *message; /* (owned) */
  RsResponse *response;       /* (owned) (nullable) */
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_object_unref (self->message);
  g_clear_pointer (&self->response, rs_response_unref);
  g_free (self);
}

/* Closes the connection under the answer: what the client sees is a reset or a body that breaks off. */
static void
drop_connection (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  if (stream != NULL)
    g_io_stream_close (stream, NULL, NULL);
}

static void
write_half (SoupServerMessage *message, const RsResponse *response)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  g_autofree char *head = NULL;
  gsize size = g_bytes_get_size (response->body);
  const char *type = rs_response_get_header (response, "Content-Type");

  if (stream == NULL)
    return;
  head
    = g_strdup_printf ("HTTP/1.1 %u Cut\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                       response->status, type != NULL ? type : "application/json", MAX (size, 2));
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), head, strlen (head), NULL, NULL, NULL);
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), g_bytes_get_data (response->body, NULL),
                             size / 2, NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static void
write_whole (SoupServerMessage *message, const RsResponse *response)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  for (guint i = 0; i + 1 < response->headers->len; i += 2)
    soup_message_headers_replace (headers, g_ptr_array_index (response->headers, i),
                                  g_ptr_array_index (response->headers, i + 1));
  soup_server_message_set_status (message, response->status, NULL);
  if (g_bytes_get_size (response->body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), response->body);
  soup_message_body_complete (soup_server_message_get_response_body (message));
  soup_server_message_unpause (message);
}

static gboolean
on_due (gpointer data)
{
  Answer *self = data;

  switch (self->response->carry)
    {
    case RS_CARRY_CUT:
      write_half (self->message, self->response);
      break;
    case RS_CARRY_RESET:
      drop_connection (self->message);
      break;
    case RS_CARRY_HANG:
      break; /* stays paused until the client gives up */
    case RS_CARRY_WHOLE:
    default:
      write_whole (self->message, self->response);
    }
  return G_SOURCE_REMOVE;
}

static DexFuture *
on_answer (DexFuture *future, gpointer data)
{
  Answer *self = data;
  const GValue *value = dex_future_get_value (future, NULL);
  Answer *later;

  if (value == NULL)
    {
      soup_server_message_set_status (self->message, 500, NULL);
      soup_server_message_unpause (self->message);
      return dex_future_new_true ();
    }
  later = g_new0 (Answer, 1);
  later->message = g_object_ref (self->message);
  later->response = g_value_dup_boxed (value);
  if (later->response->delay_ms > 0)
    g_timeout_add_full (G_PRIORITY_DEFAULT, later->response->delay_ms, on_due, later, answer_free);
  else
    {
      on_due (later);
      answer_free (later);
    }
  return dex_future_new_true ();
}

static void
take_header (const char *name, const char *value, gpointer data)
{
  rs_request_set_header (data, name, value);
}

static void
add_query (RsRequest *request, const char *query)
{
  GUriParamsIter iter;
  char *name, *value;

  if (query == NULL)
    return;
  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &value, NULL))
    {
      rs_request_add_query (request, name, value);
      g_free (name);
      g_free (value);
    }
}

/* What follows the prefix, which ends at a slash or with the path; NULL when it is not there. */
static const char *
below_prefix (const char *path, const char *prefix)
{
  const char *rest = g_str_has_prefix (path, prefix) ? path + strlen (prefix) : NULL;

  if (rest == NULL || (*rest != '/' && *rest != '\0'))
    return NULL;
  return *rest != '\0' ? rest : "/";
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *ignored,
            gpointer data)
{
  RsLoopbackServer *self = data;
  GUri *uri = soup_server_message_get_uri (message);
  /* Still encoded: how often an item number is encoded is the client's to show (Rackbeat reference §1.3). */
  const char *encoded = below_prefix (g_uri_get_path (uri), self->prefix);
  g_autoptr (RsRequest) request = NULL;
  g_autoptr (GBytes) body = NULL;
  const char *type;
  Answer *answer;

  if (encoded == NULL)
    {
      soup_server_message_set_status (message, 404, NULL);
      return;
    }
  request = rs_request_new (soup_server_message_get_method (message), encoded);
  add_query (request, g_uri_get_query (uri));
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), take_header, request);
  body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  type = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Content-Type");
  if (g_bytes_get_size (body) > 0 || type != NULL)
    rs_request_set_body (request, type, body);

  soup_server_message_pause (message);
  answer = g_new0 (Answer, 1);
  answer->message = g_object_ref (message);
  dex_future_disown (
    dex_future_finally (rs_transport_send (self->transport, request), on_answer, answer, answer_free));
}

static void
rs_loopback_server_finalize (GObject *object)
{
  RsLoopbackServer *self = RS_LOOPBACK_SERVER (object);

  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->transport);
  g_free (self->prefix);
  g_free (self->url);
  G_OBJECT_CLASS (rs_loopback_server_parent_class)->finalize (object);
}

static void
rs_loopback_server_class_init (RsLoopbackServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_loopback_server_finalize;
}

static void
rs_loopback_server_init (RsLoopbackServer *self)
{
}

RsLoopbackServer *
rs_loopback_server_new (RsTransport *transport, const char *prefix, guint16 port, GError **error)
{
  g_autoptr (RsLoopbackServer) self = g_object_new (RS_TYPE_LOOPBACK_SERVER, NULL);
  g_autoptr (GError) failure = NULL;
  GSList *uris;

  self->server = soup_server_new ("raw-paths", TRUE, "server-header", "RackShip-sandbox", NULL);
  self->transport = g_object_ref (transport);
  self->prefix = g_strdup (prefix);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  if (!soup_server_listen_local (self->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, &failure))
    {
      g_set_error (error, RS_ERROR, RS_ERROR_OFFLINE, "Port %u cannot be listened on: %s", port,
                   failure->message);
      return NULL;
    }
  uris = soup_server_get_uris (self->server);
  self->url = g_strdup_printf ("http://127.0.0.1:%d%s", g_uri_get_port (uris->data), prefix);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return g_steal_pointer (&self);
}

const char *
rs_loopback_server_get_url (RsLoopbackServer *self)
{
  g_return_val_if_fail (RS_IS_LOOPBACK_SERVER (self), NULL);
  return self->url;
}
