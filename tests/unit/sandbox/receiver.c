/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "receiver.h"

#include "rs-loopback-server.h"

#define TYPE_DESK (desk_get_type ())
G_DECLARE_FINAL_TYPE (Desk, desk, RECEIVER, DESK, GObject)

struct _Desk
{
  GObject parent_instance;
  GPtrArray *requests; /* (owned) (element-type RsRequest) */
  guint status;
};

struct _Receiver
{
  Desk *desk;               /* (owned) */
  RsLoopbackServer *server; /* (owned) */
  char *url;                /* (owned) */
};

static DexFuture *
desk_send (RsTransport *transport, RsRequest *request)
{
  Desk *self = RECEIVER_DESK (transport);

  g_ptr_array_add (self->requests, rs_request_ref (request));
  return dex_future_new_take_boxed (RS_TYPE_RESPONSE, rs_response_new (self->status, NULL, NULL));
}

static void
desk_iface_init (RsTransportInterface *iface)
{
  iface->send = desk_send;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (Desk, desk, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RS_TYPE_TRANSPORT, desk_iface_init))

static void
desk_finalize (GObject *object)
{
  g_ptr_array_unref (RECEIVER_DESK (object)->requests);
  G_OBJECT_CLASS (desk_parent_class)->finalize (object);
}

static void
desk_class_init (DeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_finalize;
}

static void
desk_init (Desk *self)
{
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_request_unref);
  self->status = 200;
}

Receiver *
receiver_new (void)
{
  Receiver *self = g_new0 (Receiver, 1);
  g_autoptr (GError) error = NULL;

  self->desk = g_object_new (TYPE_DESK, NULL);
  self->server = rs_loopback_server_new (RS_TRANSPORT (self->desk), "", 0, &error);
  g_assert_no_error (error);
  self->url = g_strconcat (rs_loopback_server_get_url (self->server), "/hook", NULL);
  return self;
}

void
receiver_free (Receiver *self)
{
  g_object_unref (self->server);
  g_object_unref (self->desk);
  g_free (self->url);
  g_free (self);
}

const char *
receiver_get_url (Receiver *self)
{
  return self->url;
}

void
receiver_answer (Receiver *self, guint status)
{
  self->desk->status = status;
}

static gboolean
on_time (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until @count have come or the time is up; and a moment longer, so that the answer arrives too. */
static void
run (Receiver *self, guint count, guint milliseconds)
{
  gboolean over = FALSE;
  guint id = g_timeout_add (milliseconds, on_time, &over);

  while (!over && self->desk->requests->len < count)
    g_main_context_iteration (NULL, TRUE);
  if (!over)
    g_source_remove (id);
}

RsRequest *
receiver_wait (Receiver *self, guint count)
{
  run (self, count, 10000);
  g_assert_cmpuint (self->desk->requests->len, >=, count);
  return g_ptr_array_index (self->desk->requests, count - 1);
}

guint
receiver_count (Receiver *self)
{
  run (self, G_MAXUINT, 200);
  return self->desk->requests->len;
}

JsonNode *
receiver_body (RsRequest *request)
{
  gsize size;
  const char *text = g_bytes_get_data (request->body, &size);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, (gssize) size, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}
