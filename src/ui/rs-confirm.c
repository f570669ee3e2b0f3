/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-confirm.h"

#include "rs-dialog.h"
#include "rs-error.h"

#include <glib/gi18n.h>

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  DexPromise *promise = data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (response, "do"))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, g_error_new_literal (RS_ERROR, RS_ERROR_CANCELLED, "Nothing was chosen"));
  dex_unref (promise);
}

DexFuture *
rs_confirm (GtkWidget *parent, const char *heading, const char *body, const char *verb)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));
  DexPromise *promise = dex_promise_new ();

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "do", verb, NULL);
  adw_alert_dialog_set_response_appearance (dialog, "do", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  rs_dialog_outlive_closing (ADW_DIALOG (dialog));
  adw_alert_dialog_choose (dialog, parent, NULL, on_chosen, dex_ref (promise));
  return DEX_FUTURE (promise);
}
