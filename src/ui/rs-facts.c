/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-facts.h"

#include "rs-outside.h"

#include <glib/gi18n.h>

struct _RsFactGroup
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows; /* (owned) (element-type AdwActionRow) unowned, in the group */
};

G_DEFINE_FINAL_TYPE (RsFactGroup, rs_fact_group, ADW_TYPE_PREFERENCES_GROUP)

static void
fact_free (gpointer data)
{
  RsFact *self = data;

  g_free (self->title);
  g_free (self->text);
  g_free (self->uri);
  g_free (self);
}

GPtrArray *
rs_facts_new (void)
{
  return g_ptr_array_new_with_free_func (fact_free);
}

void
rs_facts_add_property (GPtrArray *facts, const char *title, char *text)
{
  RsFact *fact;

  if (text == NULL || *text == '\0')
    {
      g_free (text);
      return;
    }
  fact = rs_facts_add (facts, NULL, g_strdup (title), text);
  fact->property = TRUE;
}

RsFact *
rs_facts_add (GPtrArray *facts, const RsWord *word, char *title, char *text)
{
  RsFact *self = g_new0 (RsFact, 1);

  self->title = title;
  self->text = text;
  self->icon = word != NULL ? word->icon : NULL;
  self->style = word != NULL ? word->style : NULL;
  g_ptr_array_add (facts, self);
  return self;
}

static void
on_activated (GtkWidget *row, gpointer data)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (g_object_get_data (G_OBJECT (row), "uri"));

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (row)), NULL, NULL, NULL);
}

static AdwActionRow *
make_row (RsFactGroup *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *link = gtk_image_new_from_icon_name ("adw-external-link-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), link);
  g_object_set_data (G_OBJECT (row), "icon", icon);
  g_object_set_data (G_OBJECT (row), "link", link);
  g_signal_connect (row, "activated", G_CALLBACK (on_activated), NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
  return ADW_ACTION_ROW (row);
}

static void
show_fact (AdwActionRow *row, const RsFact *fact)
{
  GtkWidget *icon = g_object_get_data (G_OBJECT (row), "icon");
  const char *const classes[] = { fact->style, NULL };
  g_autofree char *title = rs_outside_line (fact->title);
  g_autofree char *text = rs_outside_block (fact->text);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, text);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), fact->icon);
  gtk_widget_set_css_classes (icon, (const char **) classes);
  gtk_widget_set_visible (icon, fact->icon != NULL);
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "link"), fact->uri != NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), fact->uri != NULL);
  g_object_set_data_full (G_OBJECT (row), "uri", g_strdup (fact->uri), g_free);
  if (fact->property)
    gtk_widget_add_css_class (GTK_WIDGET (row), "property");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "property");
}

static void
rs_fact_group_finalize (GObject *object)
{
  g_ptr_array_unref (RS_FACT_GROUP (object)->rows);
  G_OBJECT_CLASS (rs_fact_group_parent_class)->finalize (object);
}

static void
rs_fact_group_class_init (RsFactGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_fact_group_finalize;
}

static void
rs_fact_group_init (RsFactGroup *self)
{
  self->rows = g_ptr_array_new ();
}

void
rs_fact_group_show (RsFactGroup *self, GPtrArray *facts)
{
  g_return_if_fail (RS_IS_FACT_GROUP (self));

  while (self->rows->len > facts->len)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self),
                                  g_ptr_array_steal_index (self->rows, self->rows->len - 1));
  for (guint i = 0; i < facts->len; i++)
    show_fact (i < self->rows->len ? g_ptr_array_index (self->rows, i) : make_row (self),
               g_ptr_array_index (facts, i));
  gtk_widget_set_visible (GTK_WIDGET (self), facts->len > 0);
}
