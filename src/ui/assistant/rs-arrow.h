/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A long arrow across the width that it gets, in the colour of text: to the end, or back to the start. */
#define RS_TYPE_ARROW (rs_arrow_get_type ())
G_DECLARE_FINAL_TYPE (RsArrow, rs_arrow, RS, ARROW, GtkWidget)

void rs_arrow_set_back (RsArrow *self, gboolean back);
/* Drawn in dashes: what comes back. */
void rs_arrow_set_dashed (RsArrow *self, gboolean dashed);

G_END_DECLS
