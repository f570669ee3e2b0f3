/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-row-cache.h"

struct _RsCaseItem
{
  GObject parent_instance;

  RsCaseRow *row; /* (owned) */
};

G_DEFINE_FINAL_TYPE (RsCaseItem, rs_case_item, G_TYPE_OBJECT)

static void
rs_case_item_finalize (GObject *object)
{
  RsCaseItem *self = RS_CASE_ITEM (object);

  g_clear_pointer (&self->row, rs_case_row_unref);
  G_OBJECT_CLASS (rs_case_item_parent_class)->finalize (object);
}

static void
rs_case_item_class_init (RsCaseItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_case_item_finalize;
}

static void
rs_case_item_init (RsCaseItem *self)
{
}

RsCaseItem *
rs_case_item_new (RsCaseRow *row)
{
  RsCaseItem *self = g_object_new (RS_TYPE_CASE_ITEM, NULL);

  self->row = row;
  return self;
}

const RsCaseRow *
rs_case_item_get_row (RsCaseItem *self)
{
  g_return_val_if_fail (RS_IS_CASE_ITEM (self), NULL);
  return self->row;
}
