/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <adwaita.h>
#include <libdex.h>

G_BEGIN_DECLS

/* Asks above @parent whether to do @verb, with a mnemonic. Resolves to TRUE; rejects with RS_ERROR_CANCELLED
 * when it is not to be. (transfer full) */
DexFuture *rs_confirm (GtkWidget *parent, const char *heading, const char *body, const char *verb);

G_END_DECLS
