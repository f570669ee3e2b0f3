/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-host.h"

#include "rs-json.h"
#include "rs-loopback-server.h"
#include "rs-sandbox.h"

struct _RsSandboxHost
{
  GObject parent_instance;
  RsSandbox *sandbox;           /* (owned) */
  RsLoopbackServer *rackbeat;   /* (owned) */
  RsLoopbackServer *webshipper; /* (owned) */
  RsLoopbackServer *control;    /* (owned) */
};

G_DEFINE_FINAL_TYPE (RsSandboxHost, rs_sandbox_host, G_TYPE_OBJECT)

static void
rs_sandbox_host_dispose (GObject *object)
{
  RsSandboxHost *self = RS_SANDBOX_HOST (object);

  g_clear_object (&self->rackbeat);
  g_clear_object (&self->webshipper);
  g_clear_object (&self->control);
  g_clear_object (&self->sandbox);
  G_OBJECT_CLASS (rs_sandbox_host_parent_class)->dispose (object);
}

static void
rs_sandbox_host_class_init (RsSandboxHostClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rs_sandbox_host_dispose;
}

static void
rs_sandbox_host_init (RsSandboxHost *self)
{
}

RsSandboxHost *
rs_sandbox_host_new (guint orders, guint64 seed, const char *const *switches, guint16 rackbeat_port,
                     guint16 webshipper_port, guint16 control_port, GError **error)
{
  g_autoptr (RsSandboxHost) self = g_object_new (RS_TYPE_SANDBOX_HOST, NULL);
  g_autoptr (RsClock) clock = rs_system_clock_new ();

  self->sandbox = rs_sandbox_new (clock, seed);
  for (guint i = 0; switches != NULL && switches[i] != NULL; i++)
    if (!rs_sandbox_set_switch (self->sandbox, switches[i], error))
      return NULL;
  rs_sandbox_populate (self->sandbox, orders);
  self->rackbeat = rs_loopback_server_new (rs_sandbox_get_transport (self->sandbox, RS_SANDBOX_RACKBEAT),
                                           "/api", rackbeat_port, error);
  if (self->rackbeat == NULL)
    return NULL;
  self->webshipper = rs_loopback_server_new (rs_sandbox_get_transport (self->sandbox, RS_SANDBOX_WEBSHIPPER),
                                             "/v2", webshipper_port, error);
  if (self->webshipper == NULL)
    return NULL;
  self->control = rs_loopback_server_new (rs_sandbox_get_transport (self->sandbox, RS_SANDBOX_CONTROL),
                                          "/sandbox", control_port, error);
  return self->control != NULL ? g_steal_pointer (&self) : NULL;
}

char *
rs_sandbox_host_describe (RsSandboxHost *self)
{
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();

  g_return_val_if_fail (RS_IS_SANDBOX_HOST (self), NULL);

  rs_json_writer_begin_object (writer);
  rs_json_writer_name (writer, "rackbeat");
  rs_json_writer_begin_object (writer);
  rs_json_writer_put_string (writer, "url", rs_loopback_server_get_url (self->rackbeat));
  rs_json_writer_put_string (writer, "key", rs_sandbox_get_rackbeat_key (self->sandbox));
  rs_json_writer_end_object (writer);
  rs_json_writer_name (writer, "webshipper");
  rs_json_writer_begin_object (writer);
  rs_json_writer_put_string (writer, "url", rs_loopback_server_get_url (self->webshipper));
  rs_json_writer_put_string (writer, "account", rs_sandbox_get_webshipper_account (self->sandbox));
  rs_json_writer_put_string (writer, "token", rs_sandbox_get_webshipper_token (self->sandbox));
  rs_json_writer_end_object (writer);
  rs_json_writer_name (writer, "control");
  rs_json_writer_begin_object (writer);
  rs_json_writer_put_string (writer, "url", rs_loopback_server_get_url (self->control));
  rs_json_writer_end_object (writer);
  rs_json_writer_end_object (writer);
  return rs_json_writer_dup_text (writer);
}
