/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* Asks the desktop's Background portal for leave to go on without a window and, with @at_login, to be started
 * at login; without it, that no longer happens. Resolves to TRUE when all of it was granted, FALSE when a
 * person or the desktop refused; rejects where there is no such portal, and so nobody to refuse. (transfer
 * full) */
DexFuture *rs_background_ask (gboolean at_login);

G_END_DECLS
