/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The help: a list of topics, and the pages behind it. */
#define RS_TYPE_HELP_DIALOG (rs_help_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RsHelpDialog, rs_help_dialog, RS, HELP_DIALOG, AdwDialog)

/* Opens at @place, "topic" or "topic#heading", or at the list of topics with "". (transfer none) */
RsHelpDialog *rs_help_dialog_new (const char *place);

G_END_DECLS
