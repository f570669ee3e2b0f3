/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-save-file.h"

#include "rs-error.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  DexPromise *promise; /* (owned) */
  GBytes *text;        /* (owned) */
} Saving;

static void
end (Saving *self, GFile *file, const GError *error)
{
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;

  if (error == NULL)
    dex_promise_resolve_string (self->promise, g_filename_display_name (name));
  else if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
           || g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    dex_promise_reject (self->promise,
                        g_error_new_literal (RS_ERROR, RS_ERROR_CANCELLED, "Nothing was chosen"));
  else
    dex_promise_reject (self->promise, g_error_new (RS_ERROR, RS_ERROR_STORAGE,
                                                    _ ("The file was not written: %s"), error->message));
  dex_unref (self->promise);
  g_bytes_unref (self->text);
  g_free (self);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  end (data, G_FILE (source), error);
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  Saving *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file == NULL)
    end (self, NULL, error);
  else
    /* It may name customers: only its owner reads it. */
    g_file_replace_contents_bytes_async (file, self->text, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                         on_written, self);
}

DexFuture *
rs_save_file (GtkWidget *widget, const char *title, const char *name, const char *text)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  Saving *saving = g_new0 (Saving, 1);
  DexPromise *promise = dex_promise_new ();

  saving->promise = dex_ref (promise);
  saving->text = g_bytes_new (text, strlen (text));
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, on_chosen, saving);
  return DEX_FUTURE (promise);
}
