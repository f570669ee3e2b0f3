/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-set-up.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Which orders cross: of which order channel, from which day on, and by which filters (PRODUCT F2.3, F2.4).
 */
#define RS_TYPE_SCOPE_FORM (rs_scope_form_get_type ())
G_DECLARE_FINAL_TYPE (RsScopeForm, rs_scope_form, RS, SCOPE_FORM, AdwBin)

/* (transfer floating) */
RsScopeForm *rs_scope_form_new (RsSetUp *set_up);
/* Whether a channel is chosen where one is needed. */
gboolean rs_scope_form_is_complete (RsScopeForm *self);

G_END_DECLS
