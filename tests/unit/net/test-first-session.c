/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

/* The first session of libsoup, made while another thread connects as GDBus does. */

#include "rs-net.h"
#include "rs-soup-transport.h"

#include <gio/gio.h>

#define N_TRIES 60

static gpointer
connect_as_gdbus_does (gpointer data)
{
  g_autoptr (GSocketClient) client = NULL;

  while (!g_atomic_int_get ((int *) data))
    ;
  g_type_ensure (G_TYPE_PROXY_ADDRESS);
  client = g_socket_client_new ();
  return NULL;
}

static void
make_both_at_once (void)
{
  g_autoptr (RsTransport) transport = NULL;
  GThread *thread;
  int go = 0;

  rs_net_prepare ();
  thread = g_thread_new ("gdbus", connect_as_gdbus_does, &go);
  g_usleep (1000);
  g_atomic_int_set (&go, 1);
  transport = rs_soup_transport_new ("http://127.0.0.1:9/v2", "RackShip", NULL);
  g_thread_join (thread);
  g_assert_nonnull (transport);
}

static void
test_it_waits_for_nobody (void)
{
  if (g_test_subprocess ())
    {
      make_both_at_once ();
      return;
    }
  for (guint i = 0; i < N_TRIES; i++)
    {
      g_test_trap_subprocess (NULL, 20 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/first-session/it-waits-for-nobody", test_it_waits_for_nobody);
  return g_test_run ();
}
