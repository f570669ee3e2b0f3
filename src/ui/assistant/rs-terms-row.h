/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-set-up.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Chooses which delivery terms cross (PRODUCT F2.4): all, or those that are checked below it. */
#define RS_TYPE_TERMS_ROW (rs_terms_row_get_type ())
G_DECLARE_FINAL_TYPE (RsTermsRow, rs_terms_row, RS, TERMS_ROW, AdwExpanderRow)

void rs_terms_row_set_set_up (RsTermsRow *self, RsSetUp *set_up);

G_END_DECLS
