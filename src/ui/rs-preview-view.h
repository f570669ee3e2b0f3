/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Shows what a cycle would do: a group of what is done, one of what is held, one of what stays. */
#define RS_TYPE_PREVIEW_VIEW (rs_preview_view_get_type ())
G_DECLARE_FINAL_TYPE (RsPreviewView, rs_preview_view, RS, PREVIEW_VIEW, AdwBin)

void rs_preview_view_show (RsPreviewView *self, const RsPreview *preview);

G_END_DECLS
