/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "test-transport.h"

#include <string.h>

struct _TestTransport
{
  GObject parent_instance;
  GQueue answers;  /* (element-type RsResponse) */
  GQueue requests; /* (element-type RsRequest) */
  guint n_requests;
};

static DexFuture *
test_transport_send (RsTransport *transport, RsRequest *request)
{
  TestTransport *self = TEST_TRANSPORT (transport);
  RsResponse *answer = g_queue_pop_head (&self->answers);

  g_assert_nonnull (answer);
  g_queue_push_tail (&self->requests, rs_request_ref (request));
  self->n_requests++;
  return dex_future_new_take_boxed (RS_TYPE_RESPONSE, answer);
}

static void
transport_iface_init (RsTransportInterface *iface)
{
  iface->send = test_transport_send;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestTransport, test_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RS_TYPE_TRANSPORT, transport_iface_init))

/* What nobody asked for, and what nobody looked at, is a mistake of the test or of the client. */
static void
test_transport_finalize (GObject *object)
{
  TestTransport *self = TEST_TRANSPORT (object);

  g_assert_cmpuint (self->answers.length, ==, 0);
  g_queue_clear_full (&self->requests, (GDestroyNotify) rs_request_unref);
  G_OBJECT_CLASS (test_transport_parent_class)->finalize (object);
}

static void
test_transport_class_init (TestTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_transport_finalize;
}

static void
test_transport_init (TestTransport *self)
{
  g_queue_init (&self->answers);
  g_queue_init (&self->requests);
}

TestTransport *
test_transport_new (void)
{
  return g_object_new (TEST_TYPE_TRANSPORT, NULL);
}

RsLane *
test_transport_new_lane (TestTransport *self)
{
  g_autoptr (RsClock) clock = rs_system_clock_new ();
  g_autoptr (RsRandom) chance = rs_random_new (1);

  return rs_lane_new ("Test", RS_TRANSPORT (self), "secret-token", RS_RATE_UNLIMITED, clock, chance);
}

void
test_transport_answer (TestTransport *self, guint status, const char *body)
{
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;

  g_queue_push_tail (&self->answers, rs_response_new (status, "application/json", bytes));
}

void
test_transport_answer_with (TestTransport *self, RsResponse *answer)
{
  g_queue_push_tail (&self->answers, answer);
}

RsRequest *
test_transport_take (TestTransport *self)
{
  RsRequest *request = g_queue_pop_head (&self->requests);

  g_assert_nonnull (request);
  return request;
}

guint
test_transport_n_requests (TestTransport *self)
{
  return self->n_requests;
}

char *
test_request_line (const RsRequest *request)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_append_printf (line, "%s %s", request->method, request->path);
  for (guint i = 0; i + 1 < request->query->len; i += 2)
    g_string_append_printf (line, "%s%s=%s", i == 0 ? "?" : "&",
                            (char *) g_ptr_array_index (request->query, i),
                            (char *) g_ptr_array_index (request->query, i + 1));
  if (request->body != NULL)
    {
      gsize size = 0;
      const char *body = g_bytes_get_data (request->body, &size);

      g_string_append_printf (line, " %.*s", (int) size, body);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static DexFuture *
on_done (DexFuture *completed, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return dex_ref (completed);
}

/* A future may be done by another thread, which wakes nobody by itself; its callback comes through our main
 * context. */
static const GValue *
await (DexFuture *future, GError **error)
{
  gboolean is_done = FALSE;
  g_autoptr (DexFuture) watch = dex_future_finally (dex_ref (future), on_done, &is_done, NULL);

  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  return dex_future_get_value (future, error);
}

gpointer
test_await_boxed (DexFuture *future, GType type, GError **error)
{
  g_autoptr (DexFuture) owned = future;
  const GValue *value = await (owned, error);

  if (value == NULL)
    return NULL;
  g_assert_cmpstr (G_VALUE_TYPE_NAME (value), ==, g_type_name (type));
  return g_value_dup_boxed (value);
}

gboolean
test_await_boolean (DexFuture *future, GError **error)
{
  g_autoptr (DexFuture) owned = future;
  const GValue *value = await (owned, error);

  if (value == NULL)
    return FALSE;
  g_assert_cmpstr (G_VALUE_TYPE_NAME (value), ==, "gboolean");
  return g_value_get_boolean (value);
}

GType
test_await_type (DexFuture *future)
{
  g_autoptr (DexFuture) owned = future;
  g_autoptr (GError) error = NULL;
  const GValue *value = await (owned, &error);

  g_assert_no_error (error);
  return G_VALUE_TYPE (value);
}
