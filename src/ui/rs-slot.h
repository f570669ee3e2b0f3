/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A place in a list view: its item changes while the place, and with it the row's widgets, stays
 * (rs-steady-selection.h). Cells show "item" and listen to it:
 *
 *   on_bind:    rs_slot_watch (gtk_list_item_get_item (cell), show, cell);
 *   on_unbind:  rs_slot_unwatch (gtk_list_item_get_item (cell), cell);
 */
#define RS_TYPE_SLOT (rs_slot_get_type ())
G_DECLARE_FINAL_TYPE (RsSlot, rs_slot, RS, SLOT, GObject)

/* @cell shows what the slot's item is now. */
typedef void (*RsSlotFunc) (gpointer cell, gpointer item);

/* @item: (type GObject) (transfer none) */
RsSlot *rs_slot_new (gpointer item);
/* (type GObject) (transfer none) */
gpointer rs_slot_get_item (RsSlot *self);
/* Tells those who watch, unless it is the item that it has already. */
void rs_slot_set_item (RsSlot *self, gpointer item);

/* Calls @show at once and whenever the item is another, until unwatched. @cell is not kept alive. A slot has
 * as many watchers as the list has columns. */
void rs_slot_watch (RsSlot *self, RsSlotFunc show, gpointer cell);
void rs_slot_unwatch (RsSlot *self, gpointer cell);

G_END_DECLS
