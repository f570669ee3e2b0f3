/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The network as a test wants it: names that nobody knows, and a proxy. Nothing leaves this machine. */

/* First of all in main(). */
void network_init (void);
/* From now on every name fails with @failure, a GResolverError. */
void network_fail_names (int failure);
/* How many names were asked for since. */
guint network_n_lookups (void);
/* From now on everything that goes by a proxy goes by this one; NULL for none. */
void network_set_proxy (const char *url);

G_END_DECLS
