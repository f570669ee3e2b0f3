/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

/* Connections that are kept for the next request, and broken by the service just as it comes. */

#include "raw-server.h"
#include "rs-soup-transport.h"
#include "test-transport.h"

#include <sys/socket.h>

#define N_READS 3000
#define AT_ONCE 6

/* One connection at a time lies in wait: it looks without rest, so that it is broken while the client still
 * writes. */
static int lying_in_wait;

static void
wait_for_next (int fd)
{
  gint64 give_up = g_get_monotonic_time () + G_USEC_PER_SEC / 50;
  char byte;

  while (recv (fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && g_get_monotonic_time () < give_up)
    ;
}

/* Answers as if the connection stayed, and breaks it when the next request comes. */
static gboolean
answer_and_break (RawServer *self, GIOStream *stream, const char *head, guint number)
{
  int fd = g_socket_get_fd (g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream)));
  const struct linger at_once = { 1, 0 };

  if (!raw_answer (self, stream, "200 OK\r\nContent-Type: text/plain", "kept"))
    return FALSE;
  if (!g_atomic_int_compare_and_exchange (&lying_in_wait, 0, 1))
    return TRUE;
  wait_for_next (fd);
  setsockopt (fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  g_io_stream_close (stream, NULL, NULL);
  g_atomic_int_set (&lying_in_wait, 0);
  return FALSE;
}

typedef struct
{
  RsTransport *transport;
  guint n_sent;
  guint n_read;
} Reading;

static DexFuture *
read_on (gpointer data)
{
  Reading *self = data;

  while (self->n_sent < N_READS)
    {
      g_autoptr (RsRequest) request = rs_request_new ("GET", "/kept");
      g_autoptr (GError) error = NULL;
      g_autoptr (RsResponse) response = NULL;

      self->n_sent++;
      response = dex_await_boxed (rs_transport_send (self->transport, request), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (response->status, ==, 200);
      self->n_read++;
    }
  return dex_future_new_true ();
}

static void
test_a_read_outlives_that_its_connection_is_broken (void)
{
  RawServer *server = raw_server_new (NULL, answer_and_break, NULL);
  RsTransport *transport = raw_transport_new (raw_server_get_url (server));
  Reading reading = { transport, 0, 0 };
  g_autoptr (GPtrArray) readers = g_ptr_array_new_with_free_func (dex_unref);
  g_autoptr (DexFuture) all = NULL;

  for (guint i = 0; i < AT_ONCE; i++)
    g_ptr_array_add (readers, dex_scheduler_spawn (NULL, 0, read_on, &reading, NULL));
  all = dex_future_allv ((DexFuture **) readers->pdata, readers->len);
  while (dex_future_is_pending (all))
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (reading.n_read, ==, N_READS);
  g_test_message ("%u connections, %u requests", raw_server_n_connections (server),
                  raw_server_n_requests (server));
  g_assert_cmpuint (raw_server_n_connections (server), >, N_READS / 20);
  g_assert_finalize_object (transport);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (server);
}

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/soup/a-read-outlives-that-its-connection-is-broken",
                   test_a_read_outlives_that_its_connection_is_broken);
  return g_test_run ();
}
