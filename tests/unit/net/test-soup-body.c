/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

/* What may come back, and how much of it. */

#include "raw-server.h"
#include "rs-error.h"

#include <string.h>

#define MIB (1024 * 1024)

typedef struct
{
  RawServer *server;
  RsTransport *transport;
  const char *head; /* of the answer */
  const void *body; /* sent as it is */
  gsize size;
  gboolean is_endless; /* the body again and again */
} Fixture;

static gboolean
answer (RawServer *server, GIOStream *stream, const char *request, guint number)
{
  Fixture *self = raw_server_get_data (server);

  if (!raw_say (server, stream, "HTTP/1.1 ") || !raw_say (server, stream, self->head)
      || !raw_say (server, stream, "\r\n\r\n"))
    return FALSE;
  while (raw_write (server, stream, self->body, self->size) && self->is_endless)
    ;
  return FALSE;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->server = raw_server_new (NULL, answer, self);
  self->transport = raw_transport_new (raw_server_get_url (self->server));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->transport);
  g_object_unref (self->server);
}

static void
serve (Fixture *self, const char *head, const void *body, gsize size)
{
  self->head = head;
  self->body = body;
  self->size = size;
}

static void
expect_body (Fixture *self, const void *body, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RsResponse) response = raw_fetch (self->transport, "GET", "/", 30, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body), body, size);
}

static void
test_any_body_comes_as_it_is (Fixture *self, gconstpointer data)
{
  const char *const bodies[]
    = { "", "{}", "<html>Log on to the hotel</html>", "\xff\xfe\x00 not UTF-8 \xc3", "%s%n%n" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      gsize size = i == 3 ? 15 : strlen (bodies[i]);
      g_autofree char *head
        = g_strdup_printf ("200 OK\r\nContent-Type: image/png\r\nContent-Length: %" G_GSIZE_FORMAT, size);

      serve (self, head, bodies[i], size);
      expect_body (self, bodies[i], size);
    }
  serve (self, "204 No Content", "", 0);
  raw_expect (self->transport, "GET", "/", 10, 204);
  serve (self, "200 OK\r\nConnection: close", "till the end", 12);
  expect_body (self, "till the end", 12);
}

static void
test_ten_megabytes_arrive_whole (Fixture *self, gconstpointer data)
{
  g_autofree char *body = g_strnfill (10 * MIB, 'x');

  serve (self, "200 OK\r\nContent-Length: 10485760", body, 10 * MIB);
  expect_body (self, body, 10 * MIB);
}

static void
test_a_body_without_end_is_left (Fixture *self, gconstpointer data)
{
  g_autofree char *part = g_strnfill (MIB, 'x');
  g_autofree char *of_read = NULL;
  g_autofree char *of_write = NULL;

  serve (self, "200 OK\r\nConnection: close", part, MIB);
  self->is_endless = TRUE;
  of_read = raw_expect (self->transport, "GET", "/", 60, -RS_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (of_read, "larger than any"));
  of_write = raw_expect (self->transport, "POST", "/", 60, -RS_ERROR_AMBIGUOUS);
  g_assert_nonnull (strstr (of_write, "larger than any"));
  /* Not read to its end first: what the sockets hold is all that is beyond the bound. */
  g_assert_cmpuint (raw_server_n_written (self->server), <, 2 * (64 + 32) * MIB);
}

static void
test_a_promise_of_too_much_is_not_waited_for (Fixture *self, gconstpointer data)
{
  g_autofree char *words = NULL;

  serve (self, "200 OK\r\nContent-Length: 9223372036854775807", "x", 1);
  words = raw_expect (self->transport, "GET", "/", 60, -RS_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (words, "larger than any"));
}

static GBytes *
compress (GZlibCompressorFormat format, const char *text, guint times)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (format, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  for (guint i = 0; i < times; i++)
    g_assert_true (g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
test_compressed_bodies_are_unpacked (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) gzip = compress (G_ZLIB_COMPRESSOR_FORMAT_GZIP, "{\"number\":1042}", 1);
  g_autoptr (GBytes) zlib = compress (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, "{\"number\":1042}", 1);

  serve (self, "200 OK\r\nConnection: close\r\nContent-Encoding: gzip", g_bytes_get_data (gzip, NULL),
         g_bytes_get_size (gzip));
  expect_body (self, "{\"number\":1042}", 15);
  serve (self, "200 OK\r\nConnection: close\r\nContent-Encoding: deflate", g_bytes_get_data (zlib, NULL),
         g_bytes_get_size (zlib));
  expect_body (self, "{\"number\":1042}", 15);
}

/* A quarter of a megabyte that unpacks to 256. */
static void
test_a_small_body_that_unpacks_to_a_huge_one_is_left (Fixture *self, gconstpointer data)
{
  g_autofree char *zeros = g_strnfill (MIB, '0');
  g_autoptr (GBytes) bomb = compress (G_ZLIB_COMPRESSOR_FORMAT_GZIP, zeros, 256);
  g_autofree char *words = NULL;

  g_assert_cmpuint (g_bytes_get_size (bomb), <, MIB);
  serve (self, "200 OK\r\nConnection: close\r\nContent-Encoding: gzip", g_bytes_get_data (bomb, NULL),
         g_bytes_get_size (bomb));
  words = raw_expect (self->transport, "GET", "/", 60, -RS_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (words, "larger than any"));
}

static void
test_a_body_cut_short_is_no_answer (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) packed = compress (G_ZLIB_COMPRESSOR_FORMAT_GZIP, "{\"number\":1042}", 20);
  const struct
  {
    const char *head;
    const void *body;
    gsize size;
  } cuts[] = {
    { "200 OK\r\nContent-Length: 100", "{\"number\":", 10 },
    { "200 OK\r\nContent-Length: 2", "", 0 },
    { "200 OK\r\nTransfer-Encoding: chunked", "a\r\n{\"number\":\r\n", 15 },
    { "200 OK\r\nTransfer-Encoding: chunked", "ffff\r\n{\"number\":", 16 },
    { "200 OK\r\nTransfer-Encoding: chunked", "nonsense", 8 },
    { "200 OK\r\nContent-Length: 1000\r\nContent-Encoding: gzip", g_bytes_get_data (packed, NULL),
      g_bytes_get_size (packed) / 2 },
    { "200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip", "5\r\n\x1f\x8b\x08\0\0\r\n", 10 },
    { "201 Created\r\nContent-Length: 1000", "{\"data\":{\"id\":\"1\"", 17 },
  };
  const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE" };

  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (methods); j++)
      {
        guint before = raw_server_n_requests (self->server);
        g_autofree char *words = NULL;

        g_test_message ("%s %s", methods[j], cuts[i].head);
        serve (self, cuts[i].head, cuts[i].body, cuts[i].size);
        words = raw_expect (self->transport, methods[j], "/", 10, -RS_ERROR_AMBIGUOUS);
        g_assert_cmpuint (raw_server_n_requests (self->server), ==, before + 1);
      }
}

static void
test_what_is_not_http_is_no_answer (Fixture *self, gconstpointer data)
{
  const char *const heads[] = { "", "xyz", "99999999999 OK", "-1 OK", "SSH-2.0-server" };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *words = NULL;

      serve (self, heads[i], "hello", 5);
      words = raw_expect (self->transport, "POST", "/", 10, -RS_ERROR_AMBIGUOUS);
    }
}

/* The blank line that ends it never comes. */
static gboolean
answer_with_headers (RawServer *server, GIOStream *stream, const char *request, guint number)
{
  g_autofree char *line = g_strnfill (16 * 1024, 'h');

  memcpy (line, "X-A: ", 5);
  memcpy (line + 16 * 1024 - 2, "\r\n", 2);
  raw_say (server, stream, "HTTP/1.1 200 OK\r\n");
  while (raw_say (server, stream, line))
    ;
  return FALSE;
}

static void
test_a_head_without_end_is_left (void)
{
  g_autoptr (RawServer) server = raw_server_new (NULL, answer_with_headers, NULL);
  g_autoptr (RsTransport) transport = raw_transport_new (raw_server_get_url (server));
  g_autofree char *words = raw_expect (transport, "GET", "/", 30, -RS_ERROR_AMBIGUOUS);

  g_assert_cmpuint (raw_server_n_written (server), <, 32 * MIB);
}

#define ADD(name, function) g_test_add ("/net/soup/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("any-body-comes-as-it-is", test_any_body_comes_as_it_is);
  ADD ("ten-megabytes-arrive-whole", test_ten_megabytes_arrive_whole);
  ADD ("a-body-without-end-is-left", test_a_body_without_end_is_left);
  ADD ("a-promise-of-too-much-is-not-waited-for", test_a_promise_of_too_much_is_not_waited_for);
  ADD ("compressed-bodies-are-unpacked", test_compressed_bodies_are_unpacked);
  ADD ("a-small-body-that-unpacks-to-a-huge-one-is-left",
       test_a_small_body_that_unpacks_to_a_huge_one_is_left);
  ADD ("a-body-cut-short-is-no-answer", test_a_body_cut_short_is_no_answer);
  ADD ("what-is-not-http-is-no-answer", test_what_is_not_http_is_no_answer);
  g_test_add_func ("/net/soup/a-head-without-end-is-left", test_a_head_without_end_is_left);
  return g_test_run ();
}
