/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The banner above a page: that this is practice (PRODUCT F9.5), that a key is refused (F1.5), that the
 * keyring does not open, or that another window syncs. */
#define RS_TYPE_NOTICE_BAR (rs_notice_bar_get_type ())
G_DECLARE_FINAL_TYPE (RsNoticeBar, rs_notice_bar, RS, NOTICE_BAR, AdwBin)

void rs_notice_bar_set_session (RsNoticeBar *self, RsSession *session);

G_END_DECLS
