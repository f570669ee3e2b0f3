/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What RackShip and people did, newest first, searchable (PRODUCT F8.3). Shows the newest; the search looks
 * through all. */
#define RS_TYPE_ACTIVITY_PAGE (rs_activity_page_get_type ())
G_DECLARE_FINAL_TYPE (RsActivityPage, rs_activity_page, RS, ACTIVITY_PAGE, AdwNavigationPage)

/* (transfer floating) */
RsActivityPage *rs_activity_page_new (RsSession *session);

G_END_DECLS
