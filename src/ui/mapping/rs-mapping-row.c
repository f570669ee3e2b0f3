/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-mapping-row.h"

#include "rs-fold.h"
#include "rs-outside.h"
#include "rs-phrases.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RsMappingRow
{
  AdwActionRow parent_instance;

  GtkImage *state;
  GtkImage *drop_point;
  GtkButton *accept_button;

  RsMappingList *list; /* (owned) */
  guint index;
  char *folded; /* (owned) */
};

enum
{
  ACCEPTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RsMappingRow, rs_mapping_row, ADW_TYPE_ACTION_ROW)

static char *
describe_choice (RsMappingRow *self, const RsMappingEntry *entry)
{
  const char *chosen = rs_mapping_list_get_name (self->list, entry, entry->chosen);
  const char *proposed = rs_mapping_list_get_name (self->list, entry, entry->proposed);

  if (entry->chosen != 0)
    return *chosen != '\0'  ? g_strdup (chosen)
           : entry->is_rate ? g_strdup (_ ("Its delivery term is gone from Rackbeat"))
                            : g_strdup (_ ("Its shipping rate is gone from Webshipper"));
  if (entry->proposed != 0)
    {
      g_autofree char *match = rs_phrase_translate (rs_match_words (entry->match));

      /* Translators: a name, how sure that is in per cent, and why, as in "same words" */
      return g_strdup_printf (_ ("Proposed: %s (%u %%, %s)"), proposed, entry->confidence, match);
    }
  return g_strdup (entry->is_rate ? _ ("No delivery term yet") : _ ("No shipping rate yet"));
}

static char *
describe (RsMappingRow *self, const RsMappingEntry *entry)
{
  g_autofree char *choice = describe_choice (self, entry);
  g_autofree char *orders = g_strdup_printf (
    ngettext ("%u order in 90 days", "%u orders in 90 days", entry->n_orders), entry->n_orders);

  if (entry->n_orders > 0)
    return g_strdup_printf ("%s · %s", choice, orders);
  return entry->detail != NULL && *entry->detail != '\0' ? g_strdup_printf ("%s · %s", choice, entry->detail)
                                                         : g_steal_pointer (&choice);
}

static void
show_state (RsMappingRow *self, const RsMappingEntry *entry)
{
  gboolean stands
    = entry->chosen != 0 && *rs_mapping_list_get_name (self->list, entry, entry->chosen) != '\0';

  gtk_image_set_from_icon_name (self->state, stands ? "object-select-symbolic" : "rs-held-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->state), stands ? "warning" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (self->state), stands ? "success" : "warning");
}

void
rs_mapping_row_update (RsMappingRow *self)
{
  const RsMappingEntry *entry;
  const RsShippingRate *rate;
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (RS_IS_MAPPING_ROW (self));

  entry = rs_mapping_list_get_entry (self->list, self->index);
  rate = rs_mapping_list_get_rate (self->list, entry);
  text = describe (self, entry);
  title = rs_outside_line (entry->title);
  detail = rs_outside_line (text);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), detail);
  show_state (self, entry);
  gtk_widget_set_visible (GTK_WIDGET (self->drop_point), rate != NULL && rate->requires_drop_point);
  gtk_widget_set_visible (GTK_WIDGET (self->accept_button), entry->chosen == 0 && entry->proposed != 0);
  words = g_strjoin (" ", entry->title, text, NULL);
  g_free (self->folded);
  self->folded = rs_fold (words);
}

gboolean
rs_mapping_row_fits (RsMappingRow *self, const char *folded)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  g_return_val_if_fail (RS_IS_MAPPING_ROW (self), FALSE);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (self->folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

gboolean
rs_mapping_row_accept (RsMappingRow *self)
{
  const RsMappingEntry *entry;

  g_return_val_if_fail (RS_IS_MAPPING_ROW (self), FALSE);

  entry = rs_mapping_list_get_entry (self->list, self->index);
  if (entry->chosen != 0 || entry->proposed == 0)
    return FALSE;
  rs_mapping_list_choose (self->list, self->index, entry->proposed);
  return TRUE;
}

static void
on_accept (RsMappingRow *self)
{
  if (rs_mapping_row_accept (self))
    g_signal_emit (self, signals[ACCEPTED], 0);
}

static void
rs_mapping_row_dispose (GObject *object)
{
  RsMappingRow *self = RS_MAPPING_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_MAPPING_ROW);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (rs_mapping_row_parent_class)->dispose (object);
}

static void
rs_mapping_row_finalize (GObject *object)
{
  g_free (RS_MAPPING_ROW (object)->folded);
  G_OBJECT_CLASS (rs_mapping_row_parent_class)->finalize (object);
}

static void
rs_mapping_row_class_init (RsMappingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_mapping_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = rs_mapping_row_finalize;
  signals[ACCEPTED]
    = g_signal_new ("accepted", RS_TYPE_MAPPING_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-mapping-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RsMappingRow, state);
  gtk_widget_class_bind_template_child (widget_class, RsMappingRow, drop_point);
  gtk_widget_class_bind_template_child (widget_class, RsMappingRow, accept_button);
  gtk_widget_class_bind_template_callback (widget_class, on_accept);
}

static void
rs_mapping_row_init (RsMappingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsMappingRow *
rs_mapping_row_new (RsMappingList *list, guint index)
{
  RsMappingRow *self = g_object_new (RS_TYPE_MAPPING_ROW, NULL);

  self->list = g_object_ref (list);
  self->index = index;
  rs_mapping_row_update (self);
  return self;
}

guint
rs_mapping_row_get_index (RsMappingRow *self)
{
  g_return_val_if_fail (RS_IS_MAPPING_ROW (self), 0);
  return self->index;
}
