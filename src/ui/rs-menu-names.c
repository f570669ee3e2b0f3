/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-menu-names.h"

/* The text without the marks of its mnemonic. */
static char *
without_mnemonic (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "_", -1);

  return g_strjoinv ("", parts);
}

/* The item's own type is GTK's secret; that it is a menu item with a text is not. */
static void
name_items (GtkWidget *widget)
{
  GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget));
  GParamSpec *spec = g_object_class_find_property (G_OBJECT_GET_CLASS (widget), "text");

  if ((role == GTK_ACCESSIBLE_ROLE_MENU_ITEM || role == GTK_ACCESSIBLE_ROLE_MENU_ITEM_CHECKBOX
       || role == GTK_ACCESSIBLE_ROLE_MENU_ITEM_RADIO)
      && spec != NULL && spec->value_type == G_TYPE_STRING)
    {
      g_autofree char *text = NULL;
      g_autofree char *name = NULL;

      g_object_get (widget, "text", &text, NULL);
      name = without_mnemonic (text != NULL ? text : "");
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_items (child);
}

void
rs_menu_names_watch (GtkPopover *popover)
{
  g_return_if_fail (GTK_IS_POPOVER (popover));

  g_signal_connect (popover, "map", G_CALLBACK (name_items), NULL);
}
