/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-soup-transport.h"

#include "rs-error.h"
#include "rs-redact.h"

#include <libsoup/soup.h>
#include <string.h>

#define MAX_BODY      (64 * 1024 * 1024)
#define MAX_REDIRECTS 5

struct _RsSoupTransport
{
  GObject parent_instance;
  SoupSession *session; /* (owned) */
  GUri *base;           /* (owned) */
  char *base_text;      /* (owned) without a slash at its end */
};

/* One exchange: a request, its redirects, its time-out. */
typedef struct
{
  gatomicrefcount refs;
  RsSoupTransport *transport; /* (owned) */
  RsRequest *request;         /* (owned) */
  DexPromise *promise;        /* (owned) */
  SoupMessage *message;       /* (owned) (nullable) this try's */
  GCancellable *cancellable;  /* (owned) */
  guint timeout_id;
  guint redirects;
  gboolean timed_out;
  gboolean wrote; /* bytes of the request have left */
  gboolean settled;
} Exchange;

static void begin (Exchange *self, GUri *uri);

static Exchange *
exchange_ref (Exchange *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
exchange_unref (gpointer data)
{
  Exchange *self = data;

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_object (&self->message);
  g_object_unref (self->transport);
  rs_request_unref (self->request);
  dex_unref (self->promise);
  g_object_unref (self->cancellable);
  g_free (self);
}

static gboolean
settle (Exchange *self)
{
  if (self->settled)
    return FALSE;
  self->settled = TRUE;
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  return TRUE;
}

static void
settle_error (Exchange *self, RsError code, const char *text)
{
  g_autofree char *redacted = rs_redact (text);

  if (settle (self))
    dex_promise_reject (self->promise, g_error_new (RS_ERROR, code, "%s", redacted));
}

static gboolean
on_timeout (gpointer data)
{
  Exchange *self = data;

  self->timeout_id = 0;
  self->timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

/* Errors that arise before a connection stands: nothing can have reached the service. */
static gboolean
never_connected (Exchange *self, const GError *error)
{
  return !self->wrote || error->domain == G_TLS_ERROR || error->domain == G_RESOLVER_ERROR
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND);
}

static void
settle_failure (Exchange *self, const GError *error)
{
  g_autofree char *text = NULL;

  if (self->timed_out)
    text = g_strdup_printf ("No answer within %u seconds", self->request->timeout);
  else
    text = g_strdup (error->message);
  settle_error (self, never_connected (self, error) ? RS_ERROR_OFFLINE : RS_ERROR_AMBIGUOUS, text);
}

static gboolean
same_origin (GUri *a, GUri *b)
{
  return g_strcmp0 (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0
         && g_strcmp0 (g_uri_get_host (a), g_uri_get_host (b)) == 0
         && g_uri_get_port (a) == g_uri_get_port (b);
}

/* TRUE when the answer was a redirect and has been dealt with. */
static gboolean
follow_redirect (Exchange *self)
{
  guint status = soup_message_get_status (self->message);
  const char *location
    = soup_message_headers_get_one (soup_message_get_response_headers (self->message), "Location");
  g_autoptr (GUri) target = NULL;

  if (status < 300 || status > 399 || status == SOUP_STATUS_NOT_MODIFIED)
    return FALSE;
  if (location != NULL)
    target = g_uri_parse_relative (soup_message_get_uri (self->message), location, SOUP_HTTP_URI_FLAGS, NULL);
  if (target == NULL || !same_origin (target, soup_message_get_uri (self->message)))
    settle_error (self, RS_ERROR_REJECTED,
                  "The service sends us to another host; the key was not sent there");
  else if (self->redirects++ >= MAX_REDIRECTS)
    settle_error (self, RS_ERROR_REJECTED, "The service redirects without end");
  else
    begin (self, target);
  return TRUE;
}

static void
take_header (const char *name, const char *value, gpointer data)
{
  rs_response_set_header (data, name, value);
}

static void
settle_response (Exchange *self, GBytes *body)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  RsResponse *response;

  /* A body that is shorter than promised was cut on its way. libsoup tells so for a connection that breaks;
   * this is the certain check. */
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
      && soup_message_headers_get_list (headers, "Content-Encoding") == NULL
      && (goffset) g_bytes_get_size (body) < soup_message_headers_get_content_length (headers)
      && soup_message_get_method (self->message) != SOUP_METHOD_HEAD)
    {
      settle_error (self, RS_ERROR_AMBIGUOUS, "The answer broke off half-way");
      return;
    }
  if (!settle (self))
    return;
  response = rs_response_new (soup_message_get_status (self->message), NULL, body);
  soup_message_headers_foreach (headers, take_header, response);
  dex_promise_resolve_boxed (self->promise, RS_TYPE_RESPONSE, response);
}

static void
on_body (GObject *object, GAsyncResult *result, gpointer data)
{
  Exchange *self = data;
  g_autoptr (GError) error = NULL;
  gssize size = g_output_stream_splice_finish (G_OUTPUT_STREAM (object), result, &error);

  if (size < 0)
    settle_failure (self, error);
  else if (size > MAX_BODY)
    settle_error (self, RS_ERROR_PROTOCOL, "The answer is larger than any that makes sense");
  else
    {
      g_autoptr (GBytes) body = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (object));

      settle_response (self, body);
    }
  exchange_unref (self);
}

static void
on_sent (GObject *object, GAsyncResult *result, gpointer data)
{
  Exchange *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  g_autoptr (GOutputStream) memory = NULL;

  if (stream == NULL)
    settle_failure (self, error);
  else if (soup_message_headers_get_content_length (soup_message_get_response_headers (self->message))
           > MAX_BODY)
    settle_error (self, RS_ERROR_PROTOCOL, "The answer is larger than any that makes sense");
  else if (!follow_redirect (self))
    {
      memory = g_memory_output_stream_new_resizable ();
      g_output_stream_splice_async (memory, stream,
                                    G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                    G_PRIORITY_DEFAULT, self->cancellable, on_body, exchange_ref (self));
    }
  exchange_unref (self);
}

static void
on_wrote_headers (SoupMessage *message, gpointer data)
{
  ((Exchange *) data)->wrote = TRUE;
}

/* A fresh message for every try and every hop. */
static void
begin (Exchange *self, GUri *uri)
{
  g_clear_object (&self->message);
  self->message = soup_message_new_from_uri (self->request->method, uri);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  g_signal_connect (self->message, "wrote-headers", G_CALLBACK (on_wrote_headers), self);
  for (guint i = 0; i + 1 < self->request->headers->len; i += 2)
    soup_message_headers_replace (soup_message_get_request_headers (self->message),
                                  g_ptr_array_index (self->request->headers, i),
                                  g_ptr_array_index (self->request->headers, i + 1));
  if (self->request->body != NULL)
    soup_message_set_request_body_from_bytes (self->message, self->request->content_type,
                                              self->request->body);
  soup_session_send_async (self->transport->session, self->message, G_PRIORITY_DEFAULT, self->cancellable,
                           on_sent, exchange_ref (self));
}

static DexFuture *
soup_send (RsTransport *transport, RsRequest *request)
{
  RsSoupTransport *self = RS_SOUP_TRANSPORT (transport);
  g_autofree char *target = rs_request_dup_target (request);
  g_autofree char *text = g_strconcat (self->base_text, target, NULL);
  g_autoptr (GUri) uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS | G_URI_FLAGS_ENCODED, NULL);
  DexFuture *future;
  Exchange *exchange;

  if (uri == NULL)
    return dex_future_new_reject (RS_ERROR, RS_ERROR_REJECTED, "The address of the request is malformed");

  exchange = g_new0 (Exchange, 1);
  g_atomic_ref_count_init (&exchange->refs);
  exchange->transport = g_object_ref (self);
  exchange->request = rs_request_ref (request);
  exchange->promise = dex_promise_new ();
  exchange->cancellable = g_cancellable_new ();
  exchange->timeout_id = g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, request->timeout, on_timeout,
                                                     exchange_ref (exchange), exchange_unref);
  future = dex_ref (DEX_FUTURE (exchange->promise));
  begin (exchange, uri);
  exchange_unref (exchange);
  return future;
}

static void
transport_iface_init (RsTransportInterface *iface)
{
  iface->send = soup_send;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RsSoupTransport, rs_soup_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RS_TYPE_TRANSPORT, transport_iface_init))

static void
rs_soup_transport_finalize (GObject *object)
{
  RsSoupTransport *self = RS_SOUP_TRANSPORT (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->base, g_uri_unref);
  g_free (self->base_text);
  G_OBJECT_CLASS (rs_soup_transport_parent_class)->finalize (object);
}

static void
rs_soup_transport_class_init (RsSoupTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_soup_transport_finalize;
}

static void
rs_soup_transport_init (RsSoupTransport *self)
{
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : g_ascii_strcasecmp (host, "localhost") == 0;
}

static gboolean
check_base (GUri *base, GError **error)
{
  const char *scheme = base != NULL ? g_uri_get_scheme (base) : NULL;
  const char *host = base != NULL ? g_uri_get_host (base) : NULL;

  if (host == NULL || *host == '\0' || (g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0)
      || g_uri_get_userinfo (base) != NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, "This is not a web address that can be used");
      return FALSE;
    }
  if (g_str_equal (scheme, "http") && !is_loopback (host))
    {
      g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "Unencrypted http is not accepted for %s: use https",
                   host);
      return FALSE;
    }
  return TRUE;
}

RsTransport *
rs_soup_transport_new (const char *base_url, const char *user_agent, GError **error)
{
  g_autoptr (GUri) base = base_url != NULL ? g_uri_parse (base_url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  RsSoupTransport *self;

  if (!check_base (base, error))
    return NULL;

  self = g_object_new (RS_TYPE_SOUP_TRANSPORT, NULL);
  self->base = g_steal_pointer (&base);
  self->base_text = g_strdup (base_url);
  while (g_str_has_suffix (self->base_text, "/"))
    self->base_text[strlen (self->base_text) - 1] = '\0';
  /* The whole exchange is timed by us; the session's own idle time-out only has to be longer. */
  self->session = soup_session_new_with_options ("user-agent", user_agent, "timeout", 180, "idle-timeout", 30,
                                                 "max-conns-per-host", 8, NULL);
  if (is_loopback (g_uri_get_host (self->base)))
    soup_session_set_proxy_resolver (self->session, NULL);
  return RS_TRANSPORT (self);
}
