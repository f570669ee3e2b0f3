/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Takes the key of one service, tests it there, keeps it in the keyring, and tells what was found: whose
 * account it is and what the key allows (PRODUCT F1). A key that does not pass changes nothing.
 *
 * Property "connected" (boolean, readable with notify): there is a key that passed its test. */
#define RS_TYPE_KEY_FORM (rs_key_form_get_type ())
G_DECLARE_FINAL_TYPE (RsKeyForm, rs_key_form, RS, KEY_FORM, AdwBin)

/* @service: "rackbeat" or "webshipper". (transfer floating) */
RsKeyForm *rs_key_form_new (RsSession *session, const char *service);
gboolean rs_key_form_get_connected (RsKeyForm *self);

G_END_DECLS
