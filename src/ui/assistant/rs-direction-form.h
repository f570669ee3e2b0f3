/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-set-up.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Which way orders go, and what makes them go (PRODUCT F2.1–F2.3), with a picture of what will flow. */
#define RS_TYPE_DIRECTION_FORM (rs_direction_form_get_type ())
G_DECLARE_FINAL_TYPE (RsDirectionForm, rs_direction_form, RS, DIRECTION_FORM, AdwBin)

/* (transfer floating) */
RsDirectionForm *rs_direction_form_new (RsSetUp *set_up);

G_END_DECLS
