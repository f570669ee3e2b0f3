/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The support bundle (PRODUCT F8.3): what is in it, what is left out, the whole of it to read, and a button
 * that saves it as a file. Nothing is sent anywhere. */
#define RS_TYPE_SUPPORT_DIALOG (rs_support_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RsSupportDialog, rs_support_dialog, RS, SUPPORT_DIALOG, AdwDialog)

/* (transfer floating) */
RsSupportDialog *rs_support_dialog_new (RsSession *session);

G_END_DECLS
