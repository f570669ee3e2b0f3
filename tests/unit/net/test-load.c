/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

/* Ten thousand requests over real sockets leave nothing behind. */

#include "rs-lane.h"
#include "rs-loopback-server.h"
#include "rs-soup-transport.h"
#include "test-transport.h"

#include <malloc.h>

/* The sanitizers count memory in their own way, and take their time. */
#ifdef __SANITIZE_ADDRESS__
#define N_REQUESTS 1000
#else
#define N_REQUESTS 10000
#endif
#define AT_ONCE   20
#define MOST_LEFT (256 * 1024)

/* Answers everything, some of it badly. */
#define TEST_TYPE_SERVICE (test_service_get_type ())
G_DECLARE_FINAL_TYPE (TestService, test_service, TEST, SERVICE, GObject)

struct _TestService
{
  GObject parent_instance;
  guint n_requests;
};

static DexFuture *
service_send (RsTransport *transport, RsRequest *request)
{
  TestService *self = TEST_SERVICE (transport);
  g_autofree char *text = g_strnfill (self->n_requests % 5000, 'x');
  g_autoptr (GBytes) body = g_bytes_new (text, self->n_requests % 5000);
  RsResponse *response = rs_response_new (self->n_requests % 7 == 0 ? 422 : 200, "text/plain", body);

  response->carry = self->n_requests % 11 == 0   ? RS_CARRY_CUT
                    : self->n_requests % 13 == 0 ? RS_CARRY_RESET
                                                 : RS_CARRY_WHOLE;
  self->n_requests++;
  return dex_future_new_take_boxed (RS_TYPE_RESPONSE, response);
}

static void
transport_iface_init (RsTransportInterface *iface)
{
  iface->send = service_send;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestService, test_service, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RS_TYPE_TRANSPORT, transport_iface_init))

static void
test_service_class_init (TestServiceClass *klass)
{
}

static void
test_service_init (TestService *self)
{
}

static void
send_many (RsLane *lane, guint n)
{
  for (guint i = 0; i < n; i += AT_ONCE)
    {
      g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);

      for (guint j = 0; j < AT_ONCE; j++)
        {
          g_autoptr (RsRequest) request = rs_request_new ("POST", "/orders");

          request->priority = j % 2 == 0 ? RS_PRIORITY_INTERACTIVE : RS_PRIORITY_BACKGROUND;
          g_ptr_array_add (futures, rs_lane_send (lane, request));
        }
      for (guint j = 0; j < AT_ONCE; j++)
        {
          g_autoptr (RsResponse) response
            = test_await_boxed (dex_ref (g_ptr_array_index (futures, j)), RS_TYPE_RESPONSE, NULL);
        }
    }
}

static void
test_ten_thousand_requests_leave_nothing_behind (void)
{
  TestService *service = g_object_new (TEST_TYPE_SERVICE, NULL);
  g_autoptr (GError) error = NULL;
  RsLoopbackServer *server = rs_loopback_server_new (RS_TRANSPORT (service), "/api", 0, &error);
  RsTransport *transport = rs_soup_transport_new (rs_loopback_server_get_url (server), "Test", &error);
  g_autoptr (RsClock) clock = rs_system_clock_new ();
  g_autoptr (RsRandom) chance = rs_random_new (1);
  RsLane *lane = rs_lane_new ("Test", transport, "key", RS_RATE_UNLIMITED, clock, chance);
  struct mallinfo2 before, after;

  g_assert_no_error (error);
  send_many (lane, N_REQUESTS / 5);
  before = mallinfo2 ();
  send_many (lane, N_REQUESTS);
  after = mallinfo2 ();
  g_test_message ("in use %zu bytes before, %zu after", before.uordblks, after.uordblks);
  g_assert_cmpuint (rs_lane_get_request_count (lane), ==, N_REQUESTS + N_REQUESTS / 5);
  g_assert_cmpuint (service->n_requests, ==, N_REQUESTS + N_REQUESTS / 5);
  g_assert_cmpuint (after.uordblks, <, before.uordblks + MOST_LEFT);

  g_assert_finalize_object (lane);
  g_assert_finalize_object (transport);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (server);
  g_assert_finalize_object (service);
}

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/load/ten-thousand-requests-leave-nothing-behind",
                   test_ten_thousand_requests_leave_nothing_behind);
  return g_test_run ();
}
