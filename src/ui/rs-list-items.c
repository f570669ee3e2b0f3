/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-list-items.h"

struct _RsProblemItem
{
  GObject parent_instance;
  RsProblem *problem; /* (owned) (nullable) */
  GPtrArray *heads;   /* (owned) (nullable) (element-type RsProblem) either this or the one above */
};

struct _RsActivityItem
{
  GObject parent_instance;
  RsActivity *activity; /* (owned) */
};

G_DEFINE_FINAL_TYPE (RsProblemItem, rs_problem_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (RsActivityItem, rs_activity_item, G_TYPE_OBJECT)

static void
rs_problem_item_finalize (GObject *object)
{
  RsProblemItem *self = RS_PROBLEM_ITEM (object);

  g_clear_pointer (&self->problem, rs_problem_unref);
  g_clear_pointer (&self->heads, g_ptr_array_unref);
  G_OBJECT_CLASS (rs_problem_item_parent_class)->finalize (object);
}

static void
rs_problem_item_class_init (RsProblemItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_problem_item_finalize;
}

static void
rs_problem_item_init (RsProblemItem *self)
{
}

RsProblemItem *
rs_problem_item_new (RsProblem *problem)
{
  RsProblemItem *self = g_object_new (RS_TYPE_PROBLEM_ITEM, NULL);

  self->problem = rs_problem_ref (problem);
  return self;
}

RsProblemItem *
rs_problem_item_new_heading (GPtrArray *problems)
{
  RsProblemItem *self = g_object_new (RS_TYPE_PROBLEM_ITEM, NULL);

  self->heads = g_ptr_array_ref (problems);
  return self;
}

GPtrArray *
rs_problem_item_get_heads (RsProblemItem *self)
{
  g_return_val_if_fail (RS_IS_PROBLEM_ITEM (self), NULL);
  return self->heads;
}

RsProblem *
rs_problem_item_get_problem (RsProblemItem *self)
{
  g_return_val_if_fail (RS_IS_PROBLEM_ITEM (self), NULL);
  return self->problem;
}

static gboolean
is_same_problem (const RsProblem *left, const RsProblem *right)
{
  return g_str_equal (left->code, right->code) && g_str_equal (left->subject, right->subject)
         && g_strcmp0 (left->case_key, right->case_key) == 0 && g_str_equal (left->text, right->text)
         && left->since == right->since && left->n_cases == right->n_cases;
}

static gboolean
are_same_problems (GPtrArray *left, GPtrArray *right)
{
  if (left->len != right->len)
    return FALSE;
  for (guint i = 0; i < left->len; i++)
    if (!is_same_problem (g_ptr_array_index (left, i), g_ptr_array_index (right, i)))
      return FALSE;
  return TRUE;
}

gboolean
rs_problem_item_same (gpointer a, gpointer b)
{
  const RsProblemItem *left = a, *right = b;

  if (left->heads != NULL && right->heads != NULL)
    return are_same_problems (left->heads, right->heads);
  return left->problem != NULL && right->problem != NULL && is_same_problem (left->problem, right->problem);
}

static void
rs_activity_item_finalize (GObject *object)
{
  rs_activity_free (RS_ACTIVITY_ITEM (object)->activity);
  G_OBJECT_CLASS (rs_activity_item_parent_class)->finalize (object);
}

static void
rs_activity_item_class_init (RsActivityItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_activity_item_finalize;
}

static void
rs_activity_item_init (RsActivityItem *self)
{
}

RsActivityItem *
rs_activity_item_new (RsActivity *activity)
{
  RsActivityItem *self = g_object_new (RS_TYPE_ACTIVITY_ITEM, NULL);

  self->activity = activity;
  return self;
}

const RsActivity *
rs_activity_item_get_activity (RsActivityItem *self)
{
  g_return_val_if_fail (RS_IS_ACTIVITY_ITEM (self), NULL);
  return self->activity;
}

gboolean
rs_activity_item_same (gpointer a, gpointer b)
{
  return RS_ACTIVITY_ITEM (a)->activity->id == RS_ACTIVITY_ITEM (b)->activity->id;
}

static gboolean
same_at (GListStore *store, guint position, gpointer item, RsSameItem same)
{
  g_autoptr (GObject) old = g_list_model_get_item (G_LIST_MODEL (store), position);

  return same (old, item);
}

void
rs_list_become (GListStore *store, GPtrArray *items, RsSameItem same)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint head = 0, tail = 0;

  while (head < n_old && head < items->len && same_at (store, head, items->pdata[head], same))
    head++;
  while (tail < n_old - head && tail < items->len - head
         && same_at (store, n_old - 1 - tail, items->pdata[items->len - 1 - tail], same))
    tail++;
  if (head + tail < n_old || head + tail < items->len)
    g_list_store_splice (store, head, n_old - head - tail, items->pdata + head, items->len - head - tail);
}
