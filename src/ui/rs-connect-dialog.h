/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Takes the key of one service, tests it there, keeps it in the keyring and starts anew with it (PRODUCT F1).
 * A key that does not pass its test changes nothing, and the reason is shown beside it. */
#define RS_TYPE_CONNECT_DIALOG (rs_connect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RsConnectDialog, rs_connect_dialog, RS, CONNECT_DIALOG, AdwDialog)

/* @service: "rackbeat" or "webshipper". (transfer floating) */
RsConnectDialog *rs_connect_dialog_new (RsSession *session, const char *service);

G_END_DECLS
