/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One line of text in a cell of a large list, ellipsized at its end; its size is asked for in characters and
 * does not depend on the text, so that another text moves nothing. What a GtkInscription is, for a twentieth
 * of its price: that one finds out its font while it has no parent yet, by going through the whole style
 * sheet, and is most of what a new row costs. */
#define RS_TYPE_CELL_TEXT (rs_cell_text_get_type ())
G_DECLARE_FINAL_TYPE (RsCellText, rs_cell_text, RS, CELL_TEXT, GtkWidget)

/* @least and @chars: the width it can do with and the width it asks for, in characters. @align: 0 to the
 * start, 1 to the end. */
GtkWidget *rs_cell_text_new (guint least, guint chars, float align);
/* Digits of one width, as in a column of numbers. */
void rs_cell_text_set_numeric (RsCellText *self, gboolean numeric);
/* Plain text, never markup. */
void rs_cell_text_set_text (RsCellText *self, const char *text);
/* (transfer none) */
const char *rs_cell_text_get_text (RsCellText *self);

G_END_DECLS
