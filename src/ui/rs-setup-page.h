/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What stands in place of the pages when the profile cannot be opened: why, and a button that looks again. */
#define RS_TYPE_SETUP_PAGE (rs_setup_page_get_type ())
G_DECLARE_FINAL_TYPE (RsSetupPage, rs_setup_page, RS, SETUP_PAGE, AdwNavigationPage)

/* (transfer floating) */
RsSetupPage *rs_setup_page_new (RsSession *session);

G_END_DECLS
