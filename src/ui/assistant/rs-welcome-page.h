/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The assistant's first page: real accounts, or practice. "assistant.next" goes on with the first. */
#define RS_TYPE_WELCOME_PAGE (rs_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (RsWelcomePage, rs_welcome_page, RS, WELCOME_PAGE, AdwNavigationPage)

/* (transfer floating) */
RsWelcomePage *rs_welcome_page_new (void);

G_END_DECLS
