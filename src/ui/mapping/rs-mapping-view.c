/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-mapping-view.h"

#include "rs-error.h"
#include "rs-fold.h"
#include "rs-mapping-choices.h"
#include "rs-mapping-row.h"
#include "rs-outside.h"

#include <glib/gi18n.h>

struct _RsMappingView
{
  AdwBin parent_instance;

  GtkLabel *summary;
  GtkProgressBar *bar;
  GtkButton *accept_button;
  GtkSearchEntry *search_entry;
  GtkListBox *rows;
  AdwPreferencesGroup *unused_group;
  GtkListBox *unused;

  RsMappingList *list; /* (owned) */
};

G_DEFINE_FINAL_TYPE (RsMappingView, rs_mapping_view, ADW_TYPE_BIN)

static void
update_summary (RsMappingView *self)
{
  guint all = rs_mapping_list_get_length (self->list), chosen = rs_mapping_list_count_chosen (self->list);
  guint sure = rs_mapping_list_count_sure (self->list);
  g_autofree char *text
    = rs_mapping_list_is_inbound (self->list)
        ? g_strdup_printf (_ ("%u of %u shipping rates have a delivery term"), chosen, all)
        : g_strdup_printf (_ ("%u of %u delivery terms have a shipping rate"), chosen, all);
  g_autofree char *label
    = g_strdup_printf (ngettext ("_Accept %u Sure Proposal", "_Accept All %u Sure Proposals", sure), sure);

  gtk_label_set_label (self->summary, text);
  gtk_progress_bar_set_fraction (self->bar, all > 0 ? (double) chosen / all : 0);
  gtk_button_set_label (self->accept_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->accept_button), sure > 0);
}

static RsMappingRow *
get_row (RsMappingView *self, guint place)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->rows, (int) place);

  return row != NULL ? RS_MAPPING_ROW (row) : NULL;
}

/* The keyboard goes on to the next line that has no choice, and can be seen. */
static void
go_on (RsMappingView *self, guint index)
{
  guint length = rs_mapping_list_get_length (self->list);

  for (guint step = 1; step < length; step++)
    {
      guint place = (index + step) % length;
      RsMappingRow *row = get_row (self, place);

      if (row == NULL || rs_mapping_list_get_entry (self->list, place)->chosen != 0
          || !gtk_widget_get_child_visible (GTK_WIDGET (row)))
        continue;
      gtk_widget_grab_focus (GTK_WIDGET (row));
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (get_row (self, index)));
}

typedef struct
{
  RsMappingView *view; /* (owned) */
  gint64 what;         /* a line's place, or a rate */
} Errand;

static void
errand_free (gpointer data)
{
  Errand *self = data;

  g_object_unref (self->view);
  g_free (self);
}

static void
run (RsMappingView *self, DexFiberFunc func, gint64 what)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->view = g_object_ref (self);
  errand->what = what;
  dex_future_disown (dex_scheduler_spawn (NULL, 0, func, errand, errand_free));
}

static DexFuture *
choose_fiber (gpointer data)
{
  Errand *self = data;
  RsMappingView *view = self->view;
  guint index = (guint) self->what;
  g_autoptr (GError) error = NULL;
  gint64 value = dex_await_int64 (
    rs_mapping_ask (view->list, index, rs_mapping_list_get_policy (view->list), GTK_WIDGET (view)), &error);

  if (error != NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (get_row (view, index)));
      return dex_future_new_true ();
    }
  rs_mapping_list_choose (view->list, index, value);
  go_on (view, index);
  return dex_future_new_true ();
}

static void
on_row_activated (RsMappingView *self, GtkListBoxRow *row)
{
  run (self, choose_fiber, rs_mapping_row_get_index (RS_MAPPING_ROW (row)));
}

static void
on_accepted (RsMappingView *self, RsMappingRow *row)
{
  go_on (self, rs_mapping_row_get_index (row));
}

static void
on_accept_all (RsMappingView *self)
{
  rs_mapping_list_accept_sure (self->list);
  go_on (self, rs_mapping_list_get_length (self->list) - 1);
}

static gboolean
fits (GtkListBoxRow *row, gpointer data)
{
  RsMappingView *self = data;
  g_autofree char *wanted = rs_fold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));

  return rs_mapping_row_fits (RS_MAPPING_ROW (row), wanted);
}

static void
on_search_changed (RsMappingView *self)
{
  gtk_list_box_invalidate_filter (self->rows);
}

static DexFuture *
create_fiber (gpointer data)
{
  Errand *self = data;
  g_autoptr (GError) error = NULL;

  if (!dex_await (rs_mapping_list_create_term (self->view->list, self->what), &error))
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->view->unused_group), TRUE);
      gtk_widget_activate_action (GTK_WIDGET (self->view), "win.say", "s", error->message);
    }
  return dex_future_new_true ();
}

static void
on_create (GtkWidget *button, gpointer data)
{
  RsMappingView *self = data;
  const gint64 *rate = g_object_get_data (G_OBJECT (button), "rate");

  gtk_widget_set_sensitive (GTK_WIDGET (self->unused_group), FALSE);
  run (self, create_fiber, *rate);
}

static void
add_unused (RsMappingView *self, const RsShippingRate *rate)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Create"));
  /* Translators: a shipping rate's name */
  g_autofree char *label = g_strdup_printf (_ ("Create the delivery term %s"), rate->name);
  g_autofree char *name = rs_outside_line (rate->name);
  g_autofree char *carrier = rs_outside_line (rate->carrier);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), carrier);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, label, -1);
  g_object_set_data_full (G_OBJECT (button), "rate", g_memdup2 (&rate->id, sizeof rate->id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_create), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (self->unused, row);
}

static void
fill_unused (RsMappingView *self)
{
  g_autoptr (GPtrArray) rates = rs_mapping_list_list_unused_rates (self->list);

  gtk_list_box_remove_all (self->unused);
  for (guint i = 0; i < rates->len; i++)
    add_unused (self, g_ptr_array_index (rates, i));
  gtk_widget_set_visible (GTK_WIDGET (self->unused_group), rates->len > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->unused_group), TRUE);
}

static void
fill (RsMappingView *self)
{
  gtk_list_box_remove_all (self->rows);
  for (guint i = 0; i < rs_mapping_list_get_length (self->list); i++)
    {
      RsMappingRow *row = rs_mapping_row_new (self->list, i);

      g_signal_connect_object (row, "accepted", G_CALLBACK (on_accepted), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->rows, GTK_WIDGET (row));
    }
  fill_unused (self);
  update_summary (self);
}

static void
on_entry_changed (RsMappingView *self, guint index)
{
  RsMappingRow *row = get_row (self, index);

  if (row != NULL)
    rs_mapping_row_update (row);
  update_summary (self);
}

static void
rs_mapping_view_dispose (GObject *object)
{
  RsMappingView *self = RS_MAPPING_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_MAPPING_VIEW);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (rs_mapping_view_parent_class)->dispose (object);
}

static void
rs_mapping_view_class_init (RsMappingViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_mapping_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-mapping-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RsMappingView, summary);
  gtk_widget_class_bind_template_child (widget_class, RsMappingView, bar);
  gtk_widget_class_bind_template_child (widget_class, RsMappingView, accept_button);
  gtk_widget_class_bind_template_child (widget_class, RsMappingView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, RsMappingView, rows);
  gtk_widget_class_bind_template_child (widget_class, RsMappingView, unused_group);
  gtk_widget_class_bind_template_child (widget_class, RsMappingView, unused);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_accept_all);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
}

static void
rs_mapping_view_init (RsMappingView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->rows, fits, self, NULL);
}

RsMappingView *
rs_mapping_view_new (RsMappingList *list)
{
  RsMappingView *self;

  g_return_val_if_fail (RS_IS_MAPPING_LIST (list), NULL);

  self = g_object_new (RS_TYPE_MAPPING_VIEW, NULL);
  self->list = g_object_ref (list);
  g_signal_connect_object (list, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "entry-changed", G_CALLBACK (on_entry_changed), self, G_CONNECT_SWAPPED);
  fill (self);
  return self;
}
