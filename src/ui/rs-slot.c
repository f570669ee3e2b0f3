/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-slot.h"

typedef struct
{
  RsSlotFunc show;
  gpointer cell; /* (unowned) */
} Watcher;

struct _RsSlot
{
  GObject parent_instance;

  GObject *item;    /* (owned) */
  GArray *watchers; /* (owned) (element-type Watcher) signals would do; there are thousands of cells */
};

G_DEFINE_FINAL_TYPE (RsSlot, rs_slot, G_TYPE_OBJECT)

static void
rs_slot_finalize (GObject *object)
{
  RsSlot *self = RS_SLOT (object);

  g_clear_object (&self->item);
  g_array_unref (self->watchers);
  G_OBJECT_CLASS (rs_slot_parent_class)->finalize (object);
}

static void
rs_slot_class_init (RsSlotClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_slot_finalize;
}

static void
rs_slot_init (RsSlot *self)
{
  self->watchers = g_array_new (FALSE, FALSE, sizeof (Watcher));
}

RsSlot *
rs_slot_new (gpointer item)
{
  RsSlot *self;

  g_return_val_if_fail (G_IS_OBJECT (item), NULL);

  self = g_object_new (RS_TYPE_SLOT, NULL);
  self->item = g_object_ref (item);
  return self;
}

gpointer
rs_slot_get_item (RsSlot *self)
{
  g_return_val_if_fail (RS_IS_SLOT (self), NULL);
  return self->item;
}

void
rs_slot_set_item (RsSlot *self, gpointer item)
{
  g_return_if_fail (RS_IS_SLOT (self));
  g_return_if_fail (G_IS_OBJECT (item));

  if (!g_set_object (&self->item, item))
    return;
  for (guint i = 0; i < self->watchers->len; i++)
    {
      const Watcher watcher = g_array_index (self->watchers, Watcher, i);

      watcher.show (watcher.cell, self->item);
    }
}

void
rs_slot_watch (RsSlot *self, RsSlotFunc show, gpointer cell)
{
  const Watcher watcher = { show, cell };

  g_return_if_fail (RS_IS_SLOT (self));

  g_array_append_val (self->watchers, watcher);
  show (cell, self->item);
}

void
rs_slot_unwatch (RsSlot *self, gpointer cell)
{
  g_return_if_fail (RS_IS_SLOT (self));

  for (guint i = 0; i < self->watchers->len; i++)
    if (g_array_index (self->watchers, Watcher, i).cell == cell)
      {
        g_array_remove_index_fast (self->watchers, i);
        return;
      }
}
