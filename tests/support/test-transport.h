/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-lane.h"

G_BEGIN_DECLS

/* A transport that gives the answers a test wrote down, one after the other, and keeps what it was asked. */
#define TEST_TYPE_TRANSPORT (test_transport_get_type ())
G_DECLARE_FINAL_TYPE (TestTransport, test_transport, TEST, TRANSPORT, GObject)

TestTransport *test_transport_new (void);
/* A lane over it without a rate, on the real clock. (transfer full) */
RsLane *test_transport_new_lane (TestTransport *self);
/* The next answer. @body NULL for none. */
void test_transport_answer (TestTransport *self, guint status, const char *body);
/* The same, whole (transfer full): with its headers, and carried as it says. */
void test_transport_answer_with (TestTransport *self, RsResponse *answer);
/* The oldest request not yet taken; the test fails when there is none. (transfer full) */
RsRequest *test_transport_take (TestTransport *self);
guint test_transport_n_requests (TestTransport *self);

/* The request's method, path, query and body in one line: `POST /orders/1042/create-shipment?a=b []`, query
 * unencoded. */
char *test_request_line (const RsRequest *request);
#define test_assert_request(transport, expected)                                                             \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_autoptr (RsRequest) taken_request = test_transport_take (transport);                                   \
    g_autofree char *request_line = test_request_line (taken_request);                                       \
    g_assert_cmpstr (request_line, ==, expected);                                                            \
  }                                                                                                          \
  G_STMT_END

/* Runs the main context until @future (transfer full) is done. The value (transfer full) or NULL and @error.
 * A boolean comes as GINT_TO_POINTER. */
gpointer test_await_boxed (DexFuture *future, GType type, GError **error);
gboolean test_await_boolean (DexFuture *future, GError **error);
/* The type of what @future (transfer full) resolves to; stops the test when it rejects. */
GType test_await_type (DexFuture *future);

G_END_DECLS
