/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-dialog.h"

static void
on_closed (AdwDialog *dialog, gpointer data)
{
  g_idle_add_once (g_object_unref, g_object_ref (dialog));
}

void
rs_dialog_outlive_closing (AdwDialog *dialog)
{
  g_return_if_fail (ADW_IS_DIALOG (dialog));

  g_signal_connect (dialog, "closed", G_CALLBACK (on_closed), NULL);
}

void
rs_dialog_present (AdwDialog *dialog, GtkWidget *parent)
{
  rs_dialog_outlive_closing (dialog);
  adw_dialog_present (dialog, parent);
}
