/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-choose-dialog.h"

#include "rs-dialog.h"
#include "rs-error.h"
#include "rs-fold.h"
#include "rs-outside.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RsChooseDialog
{
  AdwDialog parent_instance;

  GtkLabel *text;
  GtkSearchEntry *search_entry;
  GtkListBox *list;
  AdwActionRow *other; /* (unowned) (nullable) the last row: what is typed */

  DexPromise *chosen; /* (owned) */
};

G_DEFINE_FINAL_TYPE (RsChooseDialog, rs_choose_dialog, ADW_TYPE_DIALOG)

static void
choice_free (gpointer data)
{
  RsChoice *self = data;

  g_free (self->value);
  g_free (self->title);
  g_free (self->detail);
  g_free (self);
}

GPtrArray *
rs_choices_new (void)
{
  return g_ptr_array_new_with_free_func (choice_free);
}

void
rs_choices_add (GPtrArray *choices, const char *value, const char *title, const char *detail)
{
  RsChoice *self = g_new0 (RsChoice, 1);

  self->value = g_strdup (value);
  self->title = g_strdup (title);
  self->detail = g_strdup (detail);
  g_ptr_array_add (choices, self);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate ((*(RsChoice *const *) a)->title, (*(RsChoice *const *) b)->title);
}

void
rs_choices_sort (GPtrArray *choices)
{
  g_ptr_array_sort (choices, compare);
}

/* Every word that is typed, in any order: "post home" finds "PostNord MyPack Home". */
static gboolean
fits (GtkListBoxRow *row, gpointer data)
{
  RsChooseDialog *self = data;
  g_autofree char *wanted = rs_fold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  g_auto (GStrv) words = g_strsplit (wanted, " ", -1);

  if (GTK_WIDGET (row) == GTK_WIDGET (self->other))
    return *wanted != '\0';
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (g_object_get_data (G_OBJECT (row), "folded"), words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static void
on_search_changed (RsChooseDialog *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry))));

  if (self->other != NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->other), typed);
      g_object_set_data_full (G_OBJECT (self->other), "value", g_steal_pointer (&typed), g_free);
    }
  gtk_list_box_invalidate_filter (self->list);
}

static void
choose (RsChooseDialog *self, GtkListBoxRow *row)
{
  if (!dex_future_is_pending (DEX_FUTURE (self->chosen)))
    return;
  dex_promise_resolve_string (self->chosen, g_strdup (g_object_get_data (G_OBJECT (row), "value")));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_row_activated (RsChooseDialog *self, GtkListBoxRow *row)
{
  choose (self, row);
}

/* Enter in the search takes the first that fits: by what is written now, which may not be drawn yet. */
static void
on_search_activated (RsChooseDialog *self)
{
  GtkListBoxRow *row;

  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) == '\0')
    return;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (fits (row, self))
      {
        choose (self, row);
        return;
      }
}

static void
on_closed (RsChooseDialog *self)
{
  if (dex_future_is_pending (DEX_FUTURE (self->chosen)))
    dex_promise_reject (self->chosen,
                        g_error_new_literal (RS_ERROR, RS_ERROR_CANCELLED, "Nothing was chosen"));
}

static void
rs_choose_dialog_dispose (GObject *object)
{
  RsChooseDialog *self = RS_CHOOSE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_CHOOSE_DIALOG);
  dex_clear (&self->chosen);
  G_OBJECT_CLASS (rs_choose_dialog_parent_class)->dispose (object);
}

static void
rs_choose_dialog_class_init (RsChooseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_choose_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-choose-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RsChooseDialog, text);
  gtk_widget_class_bind_template_child (widget_class, RsChooseDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, RsChooseDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_closed);
}

static void
rs_choose_dialog_init (RsChooseDialog *self)
{
  self->chosen = dex_promise_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, fits, self, NULL);
}

static GtkWidget *
make_row (const char *title, const char *detail)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *shown_title = rs_outside_line (title);
  g_autofree char *shown_detail = rs_outside_line (detail);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), shown_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), shown_detail);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
add_choice (RsChooseDialog *self, const RsChoice *choice)
{
  const char *detail = choice->detail != NULL ? choice->detail : "";
  g_autofree char *words = g_strjoin (" ", choice->title, detail, NULL);
  GtkWidget *row = make_row (choice->title, detail);

  g_object_set_data_full (G_OBJECT (row), "value", g_strdup (choice->value), g_free);
  g_object_set_data_full (G_OBJECT (row), "folded", rs_fold (words), g_free);
  gtk_list_box_append (self->list, row);
}

DexFuture *
rs_choose (GtkWidget *parent, const char *title, const char *text, GPtrArray *choices, const char *other)
{
  RsChooseDialog *self = g_object_new (RS_TYPE_CHOOSE_DIALOG, "title", title, NULL);
  g_autofree char *shown = rs_outside_block (text);

  gtk_label_set_label (self->text, shown);
  for (guint i = 0; i < choices->len; i++)
    add_choice (self, g_ptr_array_index (choices, i));
  if (other != NULL)
    {
      self->other = ADW_ACTION_ROW (make_row ("", other));
      gtk_list_box_append (self->list, GTK_WIDGET (self->other));
      on_search_changed (self);
    }
  rs_dialog_present (ADW_DIALOG (self), parent);
  return DEX_FUTURE (dex_ref (self->chosen));
}
