/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The two simulated services and their control interface, served on 127.0.0.1 while it lives. */
#define RS_TYPE_SANDBOX_HOST (rs_sandbox_host_get_type ())
G_DECLARE_FINAL_TYPE (RsSandboxHost, rs_sandbox_host, RS, SANDBOX_HOST, GObject)

/* A fresh world of @orders from @seed (0: by chance) with @switches (nullable) set; ports 0 take free ones.
 * (transfer full) */
RsSandboxHost *rs_sandbox_host_new (guint orders, guint64 seed, const char *const *switches,
                                    guint16 rackbeat_port, guint16 webshipper_port, guint16 control_port,
                                    GError **error);
/* {"rackbeat":{"url","key"},"webshipper":{"url","account","token"},"control":{"url"}} (transfer full) */
char *rs_sandbox_host_describe (RsSandboxHost *self);

G_END_DECLS
