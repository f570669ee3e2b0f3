/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-steady-selection.h"

#include <string.h>

#define N_STEPS 3000

/* What a view knows, that only listens; it has the first so many items, as a view has their widgets. */
typedef struct
{
  GListStore *store;         /* (owned) what is really there */
  RsSteadySelection *steady; /* (owned) */
  GPtrArray *seen;           /* (owned) (element-type RsSlot) */
  guint n_come, n_gone;
  guint n_shown; /* by the watchers */
} View;

static void
count_shown (gpointer cell, gpointer item)
{
  ((View *) cell)->n_shown++;
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, View *self)
{
  self->n_gone += removed;
  self->n_come += added;
  g_assert_cmpuint (position + removed, <=, self->seen->len);
  for (guint i = 0; i < removed; i++)
    rs_slot_unwatch (g_ptr_array_index (self->seen, position + i), self);
  if (removed > 0)
    g_ptr_array_remove_range (self->seen, position, removed);
  for (guint i = 0; i < added; i++)
    {
      RsSlot *slot = g_list_model_get_item (model, position + i);

      rs_slot_watch (slot, count_shown, self);
      g_ptr_array_insert (self->seen, (int) (position + i), slot);
    }
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, self->seen->len);
}

static void
replace (GListStore *store, guint position, guint removed, guint added)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (rows, gtk_string_object_new (""));
  g_list_store_splice (store, position, removed, rows->pdata, rows->len);
}

static View *
view_new (guint n_rows)
{
  View *self = g_new0 (View, 1);
  GtkSingleSelection *selection;

  self->store = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  replace (self->store, 0, 0, n_rows);
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->store)));
  self->steady = rs_steady_selection_new (GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  self->seen = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (self->steady, "items-changed", G_CALLBACK (on_items_changed), self);
  on_items_changed (G_LIST_MODEL (self->steady), 0, 0, g_list_model_get_n_items (G_LIST_MODEL (self->steady)),
                    self);
  self->n_come = 0;
  return self;
}

static void
view_free (View *self)
{
  g_signal_handlers_disconnect_by_data (self->steady, self);
  g_assert_finalize_object (self->steady);
  g_ptr_array_unref (self->seen);
  g_assert_finalize_object (self->store);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (View, view_free)

static void
finish_steps (View *self)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (self->seen->len, ==, g_list_model_get_n_items (G_LIST_MODEL (self->store)));
}

static void
assert_shows_what_there_is (View *self)
{
  g_assert_cmpuint (self->seen->len, <=, g_list_model_get_n_items (G_LIST_MODEL (self->store)));
  for (guint i = 0; i < self->seen->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->store), i);
      g_autoptr (RsSlot) slot = g_list_model_get_item (G_LIST_MODEL (self->steady), i);

      g_assert_true (slot == g_ptr_array_index (self->seen, i));
      g_assert_true (rs_slot_get_item (slot) == item);
    }
}

static void
test_whatever_changes_the_view_knows_it (void)
{
  g_autoptr (View) view = view_new (0);

  for (guint step = 0; step < N_STEPS; step++)
    {
      guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (view->store));
      guint most = g_test_rand_bit () ? 6 : 600;
      guint position = (guint) g_test_rand_int_range (0, (int) n_rows + 1);
      guint removed = (guint) g_test_rand_int_range (0, (int) MIN (n_rows - position + 1, most));
      guint added = n_rows > 900 ? 0 : (guint) g_test_rand_int_range (0, (int) most);

      replace (view->store, position, removed, added);
      assert_shows_what_there_is (view);
      n_rows = g_list_model_get_n_items (G_LIST_MODEL (view->store));
      g_assert_cmpuint (view->seen->len, >=, MIN (n_rows, RS_STEADY_FIRST));
      if (g_test_rand_bit ())
        finish_steps (view);
      else if (g_test_rand_bit ())
        g_main_context_iteration (NULL, FALSE);
      assert_shows_what_there_is (view);
    }
}

static void
test_other_rows_in_place_of_all_make_no_row_new (void)
{
  g_autoptr (View) view = view_new (1000);

  finish_steps (view);
  view->n_come = view->n_gone = view->n_shown = 0;
  replace (view->store, 0, 1000, 1000);
  g_assert_cmpuint (view->n_come, ==, 0);
  g_assert_cmpuint (view->n_gone, ==, 0);
  g_assert_cmpuint (view->n_shown, ==, 1000);
  assert_shows_what_there_is (view);
}

static void
test_one_row_that_changed_is_shown_alone (void)
{
  g_autoptr (View) view = view_new (1000);

  finish_steps (view);
  view->n_come = view->n_gone = view->n_shown = 0;
  replace (view->store, 17, 1, 1);
  g_assert_cmpuint (view->n_come + view->n_gone, ==, 0);
  g_assert_cmpuint (view->n_shown, ==, 1);
  assert_shows_what_there_is (view);
}

static void
test_a_row_that_comes_leaves_the_slots_of_others (void)
{
  g_autoptr (View) view = view_new (1000);
  RsSlot *slot;

  finish_steps (view);
  slot = g_ptr_array_index (view->seen, 500);
  view->n_come = 0;
  replace (view->store, 0, 0, 1);
  g_assert_cmpuint (view->n_come, ==, 1);
  g_assert_true (slot == g_ptr_array_index (view->seen, 501));
  assert_shows_what_there_is (view);
}

static void
test_a_long_list_begins_with_a_screenful (void)
{
  g_autoptr (View) view = view_new (100000);

  g_assert_cmpuint (view->seen->len, ==, RS_STEADY_FIRST);
  replace (view->store, 0, 100000, 3);
  g_assert_cmpuint (view->seen->len, ==, 3);
  replace (view->store, 0, 3, 100000);
  g_assert_cmpuint (view->seen->len, ==, RS_STEADY_FIRST);
  assert_shows_what_there_is (view);
  finish_steps (view);
  assert_shows_what_there_is (view);
}

/* Else an act on what is selected would be an act on other orders. */
static void
test_what_is_selected_is_the_item_and_not_the_slot (void)
{
  g_autoptr (View) view = view_new (1000);
  GtkSelectionModel *steady = GTK_SELECTION_MODEL (view->steady);
  g_autoptr (GObject) selected = NULL;

  finish_steps (view);
  gtk_selection_model_select_item (steady, 5, TRUE);
  g_assert_true (gtk_selection_model_is_selected (steady, 5));
  selected = g_list_model_get_item (G_LIST_MODEL (view->store), 5);
  g_list_store_remove (view->store, 0);
  g_assert_true (gtk_selection_model_is_selected (steady, 4));
  g_assert_false (gtk_selection_model_is_selected (steady, 5));
  g_assert_true (rs_slot_get_item (g_ptr_array_index (view->seen, 4)) == selected);
  replace (view->store, 3, 3, 3);
  g_assert_false (gtk_selection_model_is_selected (steady, 5));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/steady-selection/whatever-changes-the-view-knows-it",
                   test_whatever_changes_the_view_knows_it);
  g_test_add_func ("/steady-selection/other-rows-in-place-of-all-make-no-row-new",
                   test_other_rows_in_place_of_all_make_no_row_new);
  g_test_add_func ("/steady-selection/one-row-that-changed-is-shown-alone",
                   test_one_row_that_changed_is_shown_alone);
  g_test_add_func ("/steady-selection/a-row-that-comes-leaves-the-slots-of-others",
                   test_a_row_that_comes_leaves_the_slots_of_others);
  g_test_add_func ("/steady-selection/a-long-list-begins-with-a-screenful",
                   test_a_long_list_begins_with_a_screenful);
  g_test_add_func ("/steady-selection/what-is-selected-is-the-item-and-not-the-slot",
                   test_what_is_selected_is_the_item_and_not_the_slot);
  return g_test_run ();
}
