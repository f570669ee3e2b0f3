/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-soup-exchange.h"

#include "rs-error.h"
#include "rs-redact.h"
#include "rs-response.h"
#include "rs-soup-words.h"

#define MAX_BODY      (64 * 1024 * 1024)
#define MAX_REDIRECTS 5
#define CHUNK         (64 * 1024)
/* A step above libsoup's own queue. Up to 3.6.5, a read that fails at once on a kept connection is otherwise
 * begun anew by the queue before libsoup hears that the first try has failed, and ends twice, which damages
 * memory (fixed in 3.6.6). */
#define ABOVE_QUEUE (G_PRIORITY_DEFAULT - 1)

typedef struct
{
  SoupSession *session;      /* (owned) */
  RsRequest *request;        /* (owned) */
  GUri *uri;                 /* (owned) where it goes now */
  SoupMessage *message;      /* (owned) (nullable) this hop's */
  GCancellable *cancellable; /* (owned) breaks it off */
  guint timeout_id;
  guint n_redirects;
  gboolean timed_out;
  gboolean has_left; /* the head of this hop's request */
} Exchange;

static void
on_wrote_headers (SoupMessage *message, gpointer data)
{
  ((Exchange *) data)->has_left = TRUE;
}

/* libsoup may hold a message for longer than we do. */
static void
clear_message (Exchange *self)
{
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
}

static void
exchange_free (gpointer data)
{
  Exchange *self = data;

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  clear_message (self);
  g_object_unref (self->cancellable);
  g_uri_unref (self->uri);
  rs_request_unref (self->request);
  g_object_unref (self->session);
  g_free (self);
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

/* A failure at this point: whether anything may have been done is whether the request has left. */
static GError *
fail (Exchange *self, const GError *cause)
{
  g_autofree char *words = NULL;
  g_autofree char *redacted = NULL;

  if (self->timed_out)
    words = g_strdup_printf ("No answer within %u seconds", self->request->timeout);
  else
    words = rs_soup_words (self->message, cause);
  redacted = rs_redact (words);
  return g_error_new_literal (RS_ERROR, self->has_left ? RS_ERROR_AMBIGUOUS : RS_ERROR_OFFLINE, redacted);
}

/* A fresh message for every try and every hop. A write takes a connection of its own: libsoup would send a
 * PUT or a DELETE again when a connection that rested turns out to be closed. */
static void
compose (Exchange *self)
{
  SoupMessageHeaders *headers;

  clear_message (self);
  self->has_left = FALSE;
  self->message = soup_message_new_from_uri (self->request->method, self->uri);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  if (!rs_request_is_read (self->request))
    soup_message_add_flags (self->message, SOUP_MESSAGE_NEW_CONNECTION);
  g_signal_connect (self->message, "wrote-headers", G_CALLBACK (on_wrote_headers), self);
  headers = soup_message_get_request_headers (self->message);
  for (guint i = 0; i + 1 < self->request->headers->len; i += 2)
    soup_message_headers_replace (headers, g_ptr_array_index (self->request->headers, i),
                                  g_ptr_array_index (self->request->headers, i + 1));
  if (self->request->body != NULL)
    soup_message_set_request_body_from_bytes (self->message, self->request->content_type,
                                              self->request->body);
}

static void
on_stream (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  GError *error = NULL;
  GInputStream *stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);

  if (stream != NULL)
    dex_promise_resolve_object (promise, stream);
  else
    dex_promise_reject (promise, error);
}

/* The body of the answer, its head having come. (transfer full) */
static GInputStream *
send_message (Exchange *self, GError **error)
{
  DexPromise *promise = dex_promise_new ();

  soup_session_send_async (self->session, self->message, ABOVE_QUEUE, self->cancellable, on_stream,
                           dex_ref (promise));
  return dex_await_object (DEX_FUTURE (promise), error);
}

static void
on_chunk (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  GError *error = NULL;
  GBytes *chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);

  if (chunk != NULL)
    dex_promise_resolve_boxed (promise, G_TYPE_BYTES, chunk);
  else
    dex_promise_reject (promise, error);
}

static GBytes *
read_chunk (Exchange *self, GInputStream *stream, GError **error)
{
  DexPromise *promise = dex_promise_new ();

  g_input_stream_read_bytes_async (stream, CHUNK, G_PRIORITY_DEFAULT, self->cancellable, on_chunk,
                                   dex_ref (promise));
  return dex_await_boxed (DEX_FUTURE (promise), error);
}

static GError *
refuse_size (Exchange *self)
{
  return g_error_new_literal (RS_ERROR,
                              rs_request_is_read (self->request) ? RS_ERROR_PROTOCOL : RS_ERROR_AMBIGUOUS,
                              "The answer is larger than any that makes sense");
}

/* A body that is shorter than promised fails here: libsoup counts. (transfer full) */
static GBytes *
read_body (Exchange *self, GInputStream *stream, GError **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();

  for (;;)
    {
      g_autoptr (GError) cause = NULL;
      g_autoptr (GBytes) chunk = read_chunk (self, stream, &cause);

      if (chunk == NULL)
        {
          g_propagate_error (error, fail (self, cause));
          return NULL;
        }
      if (g_bytes_get_size (chunk) == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&body));
      if (body->len + g_bytes_get_size (chunk) > MAX_BODY)
        {
          g_propagate_error (error, refuse_size (self));
          return NULL;
        }
      g_byte_array_append (body, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
    }
}

static void
take_header (const char *name, const char *value, gpointer data)
{
  rs_response_set_header (data, name, value);
}

static RsResponse *
take_response (Exchange *self, GInputStream *stream, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  g_autoptr (GBytes) body = NULL;
  RsResponse *response;

  if (soup_message_headers_get_content_length (headers) > MAX_BODY)
    {
      g_propagate_error (error, refuse_size (self));
      return NULL;
    }
  body = read_body (self, stream, error);
  if (body == NULL)
    return NULL;
  response = rs_response_new (soup_message_get_status (self->message), NULL, body);
  soup_message_headers_foreach (headers, take_header, response);
  return response;
}

static int
port_of (GUri *uri)
{
  int port = g_uri_get_port (uri);

  return port > 0 ? port : g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
}

gboolean
rs_soup_same_origin (GUri *a, GUri *b)
{
  return g_str_equal (g_uri_get_scheme (a), g_uri_get_scheme (b)) && g_uri_get_userinfo (b) == NULL
         && g_uri_get_host (a) != NULL && g_uri_get_host (b) != NULL
         && g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0 && port_of (a) == port_of (b);
}

static gboolean
is_redirect (Exchange *self)
{
  guint status = soup_message_get_status (self->message);

  return status >= 300 && status <= 399 && status != SOUP_STATUS_NOT_MODIFIED;
}

/* Sets out for where the answer points, if we go there. */
static gboolean
follow_redirect (Exchange *self, GError **error)
{
  guint status = soup_message_get_status (self->message);
  const char *location
    = soup_message_headers_get_one (soup_message_get_response_headers (self->message), "Location");
  g_autoptr (GUri) target
    = location != NULL ? g_uri_parse_relative (self->uri, location, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  if (!rs_request_is_read (self->request) && status != 307 && status != 308)
    g_set_error (error, RS_ERROR, RS_ERROR_AMBIGUOUS,
                 "The service answers %u, which does not say whether it was done", status);
  else if (target == NULL || !rs_soup_same_origin (self->uri, target))
    g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED,
                         "The service sends us to another host; the key was not sent there");
  else if (self->n_redirects++ >= MAX_REDIRECTS)
    g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, "The service redirects without end");
  else
    {
      g_uri_unref (self->uri);
      self->uri = g_steal_pointer (&target);
      return TRUE;
    }
  return FALSE;
}

static RsResponse *
go (Exchange *self, GError **error)
{
  for (;;)
    {
      g_autoptr (GError) cause = NULL;
      g_autoptr (GInputStream) stream = NULL;

      compose (self);
      stream = send_message (self, &cause);
      if (stream == NULL)
        {
          g_propagate_error (error, fail (self, cause));
          return NULL;
        }
      /* An answer to what never left is not the service's. */
      if (!self->has_left)
        {
          g_set_error (error, RS_ERROR, RS_ERROR_OFFLINE, "The proxy on the way answers %u",
                       soup_message_get_status (self->message));
          return NULL;
        }
      if (!is_redirect (self))
        return take_response (self, stream, error);
      if (!follow_redirect (self, error))
        return NULL;
    }
}

static DexFuture *
exchange_fiber (gpointer data)
{
  GError *error = NULL;
  RsResponse *response = go (data, &error);

  if (response == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (RS_TYPE_RESPONSE, response);
}

DexFuture *
rs_soup_exchange (SoupSession *session, RsRequest *request, GUri *uri)
{
  Exchange *self = g_new0 (Exchange, 1);
  DexFuture *future;

  self->session = g_object_ref (session);
  self->request = rs_request_ref (request);
  self->uri = g_uri_ref (uri);
  self->cancellable = g_cancellable_new ();
  self->timeout_id = g_timeout_add_seconds (request->timeout, on_timeout, self);
  future = dex_scheduler_spawn (NULL, 0, exchange_fiber, self, exchange_free);
  if (!rs_request_is_read (request))
    dex_future_disown (dex_ref (future));
  return future;
}
