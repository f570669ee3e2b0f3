/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-steady-selection.h"

/* The steps in which further rows come, and how long the main loop may be kept with them at a time, in
 * microseconds. After what draws, so that each step is seen. */
#define STEP           2
#define TIME_FOR_STEPS 4000
#define STEP_PRIORITY  (G_PRIORITY_DEFAULT_IDLE + 10)

struct _RsSteadySelection
{
  GObject parent_instance;

  GtkSelectionModel *model; /* (owned) */
  /* Those that somebody has, by position and the other way round. */
  GHashTable *slots;  /* (owned) position → RsSlot (unowned) */
  GHashTable *places; /* (owned) RsSlot (unowned) → position */
  guint n_told;       /* so many of the model's rows the view knows of */
  guint step_source;
};

enum
{
  PROP_0,
  PROP_MODEL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void list_model_iface_init (GListModelInterface *iface);
static void selection_model_iface_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RsSteadySelection, rs_steady_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_iface_init))

static guint
count_rows (RsSteadySelection *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->model));
}

static void
on_slot_gone (gpointer data, GObject *slot)
{
  RsSteadySelection *self = data;
  gpointer position;

  if (g_hash_table_steal_extended (self->places, slot, NULL, &position))
    g_hash_table_remove (self->slots, position);
}

static void
keep_place (RsSteadySelection *self, RsSlot *slot, guint position)
{
  g_hash_table_insert (self->slots, GUINT_TO_POINTER (position), slot);
  g_hash_table_insert (self->places, slot, GUINT_TO_POINTER (position));
}

/* From @start on @n_old slots make way for @n_new, which nobody has yet; one of both is 0. */
static void
move_slots (RsSteadySelection *self, guint start, guint n_old, guint n_new)
{
  g_autoptr (GHashTable) places = g_steal_pointer (&self->places);
  GHashTableIter iter;
  gpointer slot, place;

  self->places = g_hash_table_new (NULL, NULL);
  g_hash_table_remove_all (self->slots);
  g_hash_table_iter_init (&iter, places);
  while (g_hash_table_iter_next (&iter, &slot, &place))
    {
      guint position = GPOINTER_TO_UINT (place);

      if (position >= start && position < start + n_old)
        g_object_weak_unref (slot, on_slot_gone, self);
      else
        keep_place (self, slot, position < start ? position : position - n_old + n_new);
    }
}

static void
tell (RsSteadySelection *self, guint start, guint n_old, guint n_new)
{
  if (n_old == 0 && n_new == 0)
    return;
  move_slots (self, start, n_old, n_new);
  self->n_told = self->n_told - n_old + n_new;
  g_list_model_items_changed (G_LIST_MODEL (self), start, n_old, n_new);
}

/* The slots from @start on get what the model has there now. */
static void
refill (RsSteadySelection *self, guint start, guint n)
{
  g_autoptr (GPtrArray) slots = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer place, slot;

  if (n == 0)
    return;
  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, &place, &slot))
    if (GPOINTER_TO_UINT (place) >= start && GPOINTER_TO_UINT (place) - start < n)
      g_ptr_array_add (slots, g_object_ref (slot));
  for (guint i = 0; i < slots->len; i++)
    {
      guint position = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, g_ptr_array_index (slots, i)));
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

      rs_slot_set_item (g_ptr_array_index (slots, i), item);
    }
  gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), start, n);
}

static gboolean
on_step (gpointer data)
{
  RsSteadySelection *self = data;
  gint64 begun = g_get_monotonic_time ();

  while (self->n_told < count_rows (self) && g_get_monotonic_time () - begun < TIME_FOR_STEPS)
    {
      guint n_more = count_rows (self) - self->n_told;

      tell (self, self->n_told, 0, self->n_told < RS_STEADY_ALL ? MIN (n_more, STEP) : n_more);
    }
  if (self->n_told < count_rows (self))
    return G_SOURCE_CONTINUE;
  self->step_source = 0;
  return G_SOURCE_REMOVE;
}

static void
go_on (RsSteadySelection *self)
{
  if (self->step_source == 0 && self->n_told < count_rows (self))
    self->step_source = g_idle_add_full (STEP_PRIORITY, on_step, self, NULL);
}

/* So many rows may be told of at once. */
static guint
count_room (RsSteadySelection *self)
{
  return self->n_told < RS_STEADY_ALL ? MAX (self->n_told, RS_STEADY_FIRST) : G_MAXUINT;
}

static void
on_items_changed (RsSteadySelection *self, guint position, guint removed, guint added)
{
  guint n_told = self->n_told, room = count_room (self);
  guint n_old, n_new, n_same;

  if (position <= n_told)
    {
      n_old = MIN (removed, n_told - position);
      n_new = added;
      /* What does not fit: all from there on is what the model has now, and a bit more of it. */
      if (n_told - n_old + n_new > room)
        {
          n_old = n_told - position;
          n_new = room - position;
        }
      n_same = MIN (n_old, n_new);
      tell (self, position + n_same, n_old - n_same, n_new - n_same);
      refill (self, position, n_same);
    }
  go_on (self);
}

static void
on_selection_changed (RsSteadySelection *self, guint position, guint n_items)
{
  if (position < self->n_told)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position,
                                           MIN (n_items, self->n_told - position));
}

static GType
rs_steady_selection_get_item_type (GListModel *model)
{
  return RS_TYPE_SLOT;
}

static guint
rs_steady_selection_get_n_items (GListModel *model)
{
  return RS_STEADY_SELECTION (model)->n_told;
}

static gpointer
rs_steady_selection_get_item (GListModel *model, guint position)
{
  RsSteadySelection *self = RS_STEADY_SELECTION (model);
  RsSlot *slot = g_hash_table_lookup (self->slots, GUINT_TO_POINTER (position));
  g_autoptr (GObject) item = NULL;

  if (position >= self->n_told)
    return NULL;
  if (slot != NULL)
    return g_object_ref (slot);
  item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  slot = rs_slot_new (item);
  g_object_weak_ref (G_OBJECT (slot), on_slot_gone, self);
  keep_place (self, slot, position);
  return slot;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = rs_steady_selection_get_item_type;
  iface->get_n_items = rs_steady_selection_get_n_items;
  iface->get_item = rs_steady_selection_get_item;
}

static gboolean
rs_steady_selection_is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_selection_model_is_selected (RS_STEADY_SELECTION (model)->model, position);
}

static GtkBitset *
rs_steady_selection_get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  return gtk_selection_model_get_selection_in_range (RS_STEADY_SELECTION (model)->model, position, n_items);
}

static gboolean
rs_steady_selection_select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  return gtk_selection_model_select_item (RS_STEADY_SELECTION (model)->model, position, unselect_rest);
}

static gboolean
rs_steady_selection_unselect_item (GtkSelectionModel *model, guint position)
{
  return gtk_selection_model_unselect_item (RS_STEADY_SELECTION (model)->model, position);
}

static gboolean
rs_steady_selection_select_range (GtkSelectionModel *model, guint position, guint n_items,
                                  gboolean unselect_rest)
{
  return gtk_selection_model_select_range (RS_STEADY_SELECTION (model)->model, position, n_items,
                                           unselect_rest);
}

static gboolean
rs_steady_selection_unselect_range (GtkSelectionModel *model, guint position, guint n_items)
{
  return gtk_selection_model_unselect_range (RS_STEADY_SELECTION (model)->model, position, n_items);
}

static gboolean
rs_steady_selection_select_all (GtkSelectionModel *model)
{
  return gtk_selection_model_select_all (RS_STEADY_SELECTION (model)->model);
}

static gboolean
rs_steady_selection_unselect_all (GtkSelectionModel *model)
{
  return gtk_selection_model_unselect_all (RS_STEADY_SELECTION (model)->model);
}

static gboolean
rs_steady_selection_set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  return gtk_selection_model_set_selection (RS_STEADY_SELECTION (model)->model, selected, mask);
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = rs_steady_selection_is_selected;
  iface->get_selection_in_range = rs_steady_selection_get_selection_in_range;
  iface->select_item = rs_steady_selection_select_item;
  iface->unselect_item = rs_steady_selection_unselect_item;
  iface->select_range = rs_steady_selection_select_range;
  iface->unselect_range = rs_steady_selection_unselect_range;
  iface->select_all = rs_steady_selection_select_all;
  iface->unselect_all = rs_steady_selection_unselect_all;
  iface->set_selection = rs_steady_selection_set_selection;
}

static void
rs_steady_selection_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_MODEL)
    g_value_set_object (value, RS_STEADY_SELECTION (object)->model);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rs_steady_selection_finalize (GObject *object)
{
  RsSteadySelection *self = RS_STEADY_SELECTION (object);
  GHashTableIter iter;
  gpointer slot;

  g_clear_handle_id (&self->step_source, g_source_remove);
  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, &slot, NULL))
    g_object_weak_unref (slot, on_slot_gone, self);
  g_hash_table_unref (self->slots);
  g_hash_table_unref (self->places);
  g_object_unref (self->model);
  G_OBJECT_CLASS (rs_steady_selection_parent_class)->finalize (object);
}

static void
rs_steady_selection_class_init (RsSteadySelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rs_steady_selection_finalize;
  object_class->get_property = rs_steady_selection_get_property;
  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, GTK_TYPE_SELECTION_MODEL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rs_steady_selection_init (RsSteadySelection *self)
{
  self->slots = g_hash_table_new (NULL, NULL);
  self->places = g_hash_table_new (NULL, NULL);
}

RsSteadySelection *
rs_steady_selection_new (GtkSelectionModel *model)
{
  RsSteadySelection *self;

  g_return_val_if_fail (GTK_IS_SELECTION_MODEL (model), NULL);

  self = g_object_new (RS_TYPE_STEADY_SELECTION, NULL);
  self->model = g_object_ref (model);
  self->n_told = MIN (count_rows (self), RS_STEADY_FIRST);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "selection-changed", G_CALLBACK (on_selection_changed), self,
                           G_CONNECT_SWAPPED);
  go_on (self);
  return self;
}
