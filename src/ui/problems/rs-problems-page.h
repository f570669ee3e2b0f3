/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The problem inbox (PRODUCT F8.1): one card per cause, oldest first; solved ones leave by themselves. */
#define RS_TYPE_PROBLEMS_PAGE (rs_problems_page_get_type ())
G_DECLARE_FINAL_TYPE (RsProblemsPage, rs_problems_page, RS, PROBLEMS_PAGE, AdwNavigationPage)

/* (transfer floating) */
RsProblemsPage *rs_problems_page_new (RsSession *session);

G_END_DECLS
