/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "raw-server.h"

#include "rs-error.h"
#include "rs-soup-transport.h"
#include "test-transport.h"

#include <string.h>

struct _RawServer
{
  GObject parent_instance;
  GSocketService *service;      /* (owned) */
  GTlsCertificate *certificate; /* (owned) (nullable) */
  RawAnswer answer;
  gpointer data;
  char *url; /* (owned) */
  guint16 port;

  GMutex mutex;
  GPtrArray *requests; /* (owned) (element-type utf8) under the mutex */
  guint n_connections;
  gsize n_written;
};

G_DEFINE_FINAL_TYPE (RawServer, raw_server, G_TYPE_OBJECT)

static void
raw_server_finalize (GObject *object)
{
  RawServer *self = RAW_SERVER (object);

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_clear_object (&self->certificate);
  g_ptr_array_unref (self->requests);
  g_mutex_clear (&self->mutex);
  g_free (self->url);
  G_OBJECT_CLASS (raw_server_parent_class)->finalize (object);
}

static void
raw_server_class_init (RawServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = raw_server_finalize;
}

static void
raw_server_init (RawServer *self)
{
  g_mutex_init (&self->mutex);
  self->requests = g_ptr_array_new_with_free_func (g_free);
}

static gsize
body_length (const char *head)
{
  g_autofree char *lower = g_ascii_strdown (head, -1);
  const char *header = strstr (lower, "\r\ncontent-length:");

  return header != NULL ? g_ascii_strtoull (header + strlen ("\r\ncontent-length:"), NULL, 10) : 0;
}

/* One request, or NULL when there is none any more. */
static char *
read_request (GInputStream *input)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *end = NULL;

  while (end == NULL || text->len < (gsize) (end + 4 - text->str) + body_length (text->str))
    {
      char buffer[4096];
      gssize n = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL);

      if (n <= 0)
        return NULL;
      g_string_append_len (text, buffer, n);
      end = strstr (text->str, "\r\n\r\n");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static guint
keep (RawServer *self, const char *request)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_ptr_array_add (self->requests, g_strdup (request));
  return self->requests->len;
}

static void
talk (RawServer *self, GIOStream *stream)
{
  for (;;)
    {
      g_autofree char *request = read_request (g_io_stream_get_input_stream (stream));

      if (request == NULL || !self->answer (self, stream, request, keep (self, request)))
        return;
    }
}

/* A client that does not want our certificate ends it here. */
static GIOStream *
greet (RawServer *self, GIOStream *plain)
{
  g_autoptr (GIOStream) secure = NULL;

  if (self->certificate == NULL)
    return g_object_ref (plain);
  secure = g_tls_server_connection_new (plain, self->certificate, NULL);
  if (secure == NULL || !g_tls_connection_handshake (G_TLS_CONNECTION (secure), NULL, NULL))
    return NULL;
  return g_steal_pointer (&secure);
}

static gboolean
on_run (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  g_autoptr (RawServer) self = g_object_ref (RAW_SERVER (data));
  g_autoptr (GIOStream) stream = NULL;

  g_mutex_lock (&self->mutex);
  self->n_connections++;
  g_mutex_unlock (&self->mutex);
  stream = greet (self, G_IO_STREAM (connection));
  if (stream != NULL)
    talk (self, stream);
  /* Of the socket, not of TLS: who is cut off gets no farewell. */
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

RawServer *
raw_server_new (GTlsCertificate *certificate, RawAnswer answer, gpointer data)
{
  RawServer *self = g_object_new (RAW_TYPE_SERVER, NULL);
  g_autoptr (GInetAddress) host = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (host, 0);
  g_autoptr (GSocketAddress) got = NULL;
  g_autoptr (GError) error = NULL;

  self->service = g_threaded_socket_service_new (20);
  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  self->answer = answer;
  self->data = data;
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &got, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
  self->url = g_strdup_printf ("%s://127.0.0.1:%u", certificate != NULL ? "https" : "http", self->port);
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  return self;
}

gpointer
raw_server_get_data (RawServer *self)
{
  return self->data;
}

guint16
raw_server_get_port (RawServer *self)
{
  return self->port;
}

const char *
raw_server_get_url (RawServer *self)
{
  return self->url;
}

guint
raw_server_n_requests (RawServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->requests->len;
}

guint
raw_server_n_connections (RawServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_connections;
}

char *
raw_server_dup_request (RawServer *self, guint number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_assert_cmpuint (number, <=, self->requests->len);
  return g_strdup (g_ptr_array_index (self->requests, number - 1));
}

gsize
raw_server_n_written (RawServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_written;
}

gboolean
raw_write (RawServer *self, GIOStream *stream, gconstpointer bytes, gsize size)
{
  gsize written = 0;
  gboolean success
    = g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, size, &written, NULL, NULL);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->n_written += written;
  return success;
}

gboolean
raw_say (RawServer *self, GIOStream *stream, const char *text)
{
  return raw_write (self, stream, text, strlen (text));
}

gboolean
raw_answer (RawServer *self, GIOStream *stream, const char *head, const char *body)
{
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                                           head, strlen (body), body);

  return raw_say (self, stream, text);
}

RsTransport *
raw_transport_new (const char *url)
{
  g_autoptr (GError) error = NULL;
  RsTransport *transport = rs_soup_transport_new (url, "Test", &error);

  g_assert_no_error (error);
  return transport;
}

RsResponse *
raw_fetch (RsTransport *transport, const char *method, const char *path, guint timeout, GError **error)
{
  g_autoptr (RsRequest) request = rs_request_new (method, path);

  request->timeout = timeout;
  rs_request_set_header (request, "Authorization", "Bearer planted-marker");
  if (!rs_request_is_read (request))
    {
      g_autoptr (GBytes) body = g_bytes_new_static ("{\"planted\":\"body\"}", 18);

      rs_request_set_body (request, "application/json", body);
    }
  return test_await_boxed (rs_transport_send (transport, request), RS_TYPE_RESPONSE, error);
}

char *
raw_expect (RsTransport *transport, const char *method, const char *path, guint timeout, int outcome)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RsResponse) response = raw_fetch (transport, method, path, timeout, &error);

  if (response != NULL)
    {
      g_assert_cmpint (response->status, ==, outcome);
      return NULL;
    }
  g_test_message ("%s", error->message);
  g_assert_error (error, RS_ERROR, -outcome);
  g_assert_null (strstr (error->message, "planted-marker"));
  return g_strdup (error->message);
}
