/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What can be chosen of a profile that runs (PRODUCT F9.7): the set-up, which is changed with a look at what
 * it would do, the settings, which take effect at once, and the two connections with what their keys allow.
 */
#define RS_TYPE_PREFERENCES_DIALOG (rs_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RsPreferencesDialog, rs_preferences_dialog, RS, PREFERENCES_DIALOG,
                      AdwPreferencesDialog)

/* @page: "settings" or "connections"; NULL for the first. (transfer floating) */
RsPreferencesDialog *rs_preferences_dialog_new (RsSession *session, const char *page);

G_END_DECLS
