/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* GTK 4.18 tells screen readers of a menu's items, but not what they say. This gives each its text as its
 * name, whenever the menu is shown. */
void rs_menu_names_watch (GtkPopover *popover);

G_END_DECLS
