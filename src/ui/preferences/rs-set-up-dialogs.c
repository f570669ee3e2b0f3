/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-set-up-dialogs.h"

#include "assistant/rs-direction-form.h"
#include "assistant/rs-scope-form.h"
#include "mapping/rs-mapping-view.h"
#include "rs-dialog.h"
#include "rs-review-dialog.h"

#include <glib/gi18n.h>

/* What was changed is carried out now, not at the next sync. */
static void
on_applied (RsSession *session)
{
  if (rs_session_get_engine (session) != NULL)
    rs_engine_wake (rs_session_get_engine (session));
}

static void
present (RsReviewDialog *dialog, RsSession *session, GtkWidget *parent)
{
  g_signal_connect_object (dialog, "applied", G_CALLBACK (on_applied), session, G_CONNECT_SWAPPED);
  rs_dialog_present (ADW_DIALOG (dialog), parent);
}

static void
say (GtkWidget *widget, const GError *error)
{
  gtk_widget_activate_action (widget, "win.say", "s", error->message);
}

/* The channel's own rates are read at once: without them every order would be held. */
static DexFuture *
apply_flow_fiber (gpointer data)
{
  RsSetUp *set_up = data;
  GError *error = NULL;
  g_autoptr (RsEngine) engine = NULL;

  if (!dex_await (rs_set_up_save (set_up), &error))
    return dex_future_new_for_error (error);
  engine = dex_await_object (rs_set_up_load_engine (set_up), NULL);
  if (engine != NULL)
    dex_await (rs_engine_refresh_registers (engine), NULL);
  return dex_future_new_true ();
}

static DexFuture *
apply_flow (gpointer model)
{
  return dex_scheduler_spawn (NULL, 0, apply_flow_fiber, g_object_ref (model), g_object_unref);
}

static gboolean
flow_is_changed (gpointer model)
{
  return rs_set_up_is_changed (model);
}

static DexFuture *
preview_flow (gpointer model)
{
  return rs_set_up_preview (model);
}

static const RsReview flow_review = { flow_is_changed, preview_flow, apply_flow };

void
rs_show_flow_dialog (RsSession *session, GtkWidget *parent)
{
  g_autoptr (RsSetUp) set_up = rs_set_up_new (session);
  g_autoptr (GError) error = NULL;
  GtkWidget *form;

  if (!rs_set_up_read (set_up, &error))
    {
      say (parent, error);
      return;
    }
  form = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_box_append (GTK_BOX (form), GTK_WIDGET (rs_direction_form_new (set_up)));
  gtk_box_append (GTK_BOX (form), GTK_WIDGET (rs_scope_form_new (set_up)));
  present (rs_review_dialog_new (_ ("What Flows"), form, &flow_review, G_OBJECT (set_up), "changed"), session,
           parent);
}

static gboolean
mapping_is_changed (gpointer model)
{
  return rs_mapping_list_is_changed (model);
}

static DexFuture *
preview_mapping (gpointer model)
{
  return rs_mapping_list_preview (model);
}

static DexFuture *
apply_mapping (gpointer model)
{
  return rs_mapping_list_save (model);
}

static const RsReview mapping_review = { mapping_is_changed, preview_mapping, apply_mapping };

void
rs_show_mapping_dialog (RsSession *session, GtkWidget *parent)
{
  g_autoptr (RsSetUp) set_up = rs_set_up_new (session);
  g_autoptr (RsMappingList) list = rs_mapping_list_new (set_up);
  g_autoptr (GError) error = NULL;

  if (!rs_set_up_read (set_up, &error) || !rs_mapping_list_read (list, &error))
    {
      say (parent, error);
      return;
    }
  dex_future_disown (rs_mapping_list_count_orders (list));
  present (rs_review_dialog_new (_ ("Delivery Terms and Shipping Rates"),
                                 GTK_WIDGET (rs_mapping_view_new (list)), &mapping_review, G_OBJECT (list),
                                 "entry-changed"),
           session, parent);
}
