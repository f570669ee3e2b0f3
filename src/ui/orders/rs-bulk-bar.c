/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-bulk-bar.h"

#include "rs-dialog.h"
#include "rs-undo-toast.h"

#include <glib/gi18n.h>

struct _RsBulkBar
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkLabel *count;
  GtkLabel *progress_text;
  GtkProgressBar *progress;
  GtkButton *stop_button;

  RsSession *session; /* (owned) (nullable) */
  RsBulk *bulk;       /* (owned) (nullable) while it runs */
};

enum
{
  PROP_0,
  PROP_RUNNING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RsBulkBar, rs_bulk_bar, ADW_TYPE_BIN)

static void run (RsBulkBar *self, RsBulk *bulk);

static void
show_progress (RsBulkBar *self)
{
  g_autofree char *words = rs_bulk_describe_progress (self->bulk);
  guint total = rs_bulk_get_total (self->bulk);

  gtk_label_set_label (self->progress_text, words);
  gtk_progress_bar_set_fraction (self->progress,
                                 total > 0 ? (double) rs_bulk_get_done (self->bulk) / total : 0);
}

static void
set_bulk (RsBulkBar *self, RsBulk *bulk)
{
  if (self->bulk != NULL)
    g_signal_handlers_disconnect_by_func (self->bulk, show_progress, self);
  g_set_object (&self->bulk, bulk);
  if (bulk != NULL)
    {
      g_signal_connect_object (bulk, "notify::done", G_CALLBACK (show_progress), self, G_CONNECT_SWAPPED);
      gtk_widget_set_sensitive (GTK_WIDGET (self->stop_button), TRUE);
      show_progress (self);
    }
  gtk_stack_set_visible_child_name (self->stack, bulk != NULL ? "running" : "actions");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

/* The bar that did it, and what takes it back. */
typedef struct
{
  RsBulkBar *bar;  /* (owned) */
  RsBulk *reverse; /* (owned) */
} Undoing;

static void
undoing_free (gpointer data)
{
  Undoing *self = data;

  g_object_unref (self->bar);
  g_object_unref (self->reverse);
  g_free (self);
}

static void
undo (gpointer data, gpointer unused)
{
  Undoing *self = data;
  RsBulkBar *bar = self->bar;

  if (bar->bulk == NULL && bar->session != NULL && rs_session_get_engine (bar->session) != NULL)
    run (bar, self->reverse);
}

static void
say_result (RsBulkBar *self, RsBulk *bulk)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *words = rs_bulk_describe_result (bulk);
  g_autoptr (RsBulk) reverse = rs_bulk_reverse (bulk);
  Undoing *undoing = NULL;

  if (overlay == NULL)
    return;
  if (reverse != NULL)
    {
      undoing = g_new0 (Undoing, 1);
      undoing->bar = g_object_ref (self);
      undoing->reverse = g_steal_pointer (&reverse);
    }
  rs_undo_toast_show (ADW_TOAST_OVERLAY (overlay), words, undoing != NULL ? undo : NULL, undoing,
                      undoing_free);
}

static DexFuture *
on_ended (DexFuture *ended, gpointer data)
{
  RsBulkBar *self = data;
  g_autoptr (RsBulk) bulk = g_steal_pointer (&self->bulk);

  g_signal_handlers_disconnect_by_func (bulk, show_progress, self);
  set_bulk (self, NULL);
  say_result (self, bulk);
  return NULL;
}

static void
run (RsBulkBar *self, RsBulk *bulk)
{
  set_bulk (self, bulk);
  dex_future_disown (dex_future_finally (rs_bulk_run (bulk), on_ended, g_object_ref (self), g_object_unref));
}

typedef struct
{
  RsBulkBar *bar;       /* (owned) */
  GPtrArray *case_keys; /* (owned) */
} Question;

static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Question *self = data;
  g_autoptr (RsBulkBar) bar = self->bar;
  g_autoptr (GPtrArray) case_keys = self->case_keys;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  g_autoptr (RsBulk) bulk = NULL;

  if (g_str_equal (response, "cancel") || bar->bulk != NULL || rs_session_get_engine (bar->session) == NULL)
    return;
  bulk = rs_bulk_new (bar->session, g_str_equal (response, "book") ? RS_BULK_SHIP_AND_BOOK : RS_BULK_SHIP,
                      case_keys);
  run (bar, bulk);
}

/* It cannot be taken back. */
static void
ask_to_ship (RsBulkBar *self, GPtrArray *case_keys)
{
  g_autofree char *heading = g_strdup_printf (
    ngettext ("Create %u Shipment?", "Create %u Shipments?", case_keys->len), case_keys->len);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
    heading, _ ("Each order gets a shipment of all that is left of it. To book also buys the freight and "
                "makes the labels. Neither can be taken back here.")));
  Question *question = g_new0 (Question, 1);

  question->bar = g_object_ref (self);
  question->case_keys = g_ptr_array_ref (case_keys);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "ship", _ ("Create"), "book",
                                  _ ("Create and _Book"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "ship", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  rs_dialog_outlive_closing (ADW_DIALOG (dialog));
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, on_answered, question);
}

static void
on_stop (RsBulkBar *self)
{
  if (self->bulk == NULL)
    return;
  rs_bulk_stop (self->bulk);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stop_button), FALSE);
}

static void
rs_bulk_bar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_RUNNING)
    g_value_set_boolean (value, RS_BULK_BAR (object)->bulk != NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rs_bulk_bar_dispose (GObject *object)
{
  RsBulkBar *self = RS_BULK_BAR (object);

  if (self->bulk != NULL)
    rs_bulk_stop (self->bulk);
  /* The bin must let go of its child before the template does, which knows it too. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_BULK_BAR);
  g_clear_object (&self->bulk);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rs_bulk_bar_parent_class)->dispose (object);
}

static void
rs_bulk_bar_class_init (RsBulkBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rs_bulk_bar_dispose;
  object_class->get_property = rs_bulk_bar_get_property;
  properties[PROP_RUNNING]
    = g_param_spec_boolean ("running", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-bulk-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RsBulkBar, stack);
  gtk_widget_class_bind_template_child (widget_class, RsBulkBar, count);
  gtk_widget_class_bind_template_child (widget_class, RsBulkBar, progress_text);
  gtk_widget_class_bind_template_child (widget_class, RsBulkBar, progress);
  gtk_widget_class_bind_template_child (widget_class, RsBulkBar, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
}

static void
rs_bulk_bar_init (RsBulkBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rs_bulk_bar_set_count (self, 0);
}

void
rs_bulk_bar_set_session (RsBulkBar *self, RsSession *session)
{
  g_return_if_fail (RS_IS_BULK_BAR (self));
  g_set_object (&self->session, session);
}

void
rs_bulk_bar_set_count (RsBulkBar *self, guint count)
{
  g_autofree char *words = NULL;

  g_return_if_fail (RS_IS_BULK_BAR (self));

  words = count > 0 ? g_strdup_printf (ngettext ("%u order chosen", "%u orders chosen", count), count)
                    : g_strdup (_ ("Choose orders"));
  gtk_label_set_label (self->count, words);
}

gboolean
rs_bulk_bar_get_running (RsBulkBar *self)
{
  g_return_val_if_fail (RS_IS_BULK_BAR (self), FALSE);
  return self->bulk != NULL;
}

void
rs_bulk_bar_begin (RsBulkBar *self, RsBulkKind kind, GPtrArray *case_keys)
{
  g_autoptr (RsBulk) bulk = NULL;

  g_return_if_fail (RS_IS_BULK_BAR (self) && self->session != NULL);

  if (self->bulk != NULL || case_keys->len == 0 || rs_session_get_engine (self->session) == NULL)
    return;
  if (kind == RS_BULK_SHIP || kind == RS_BULK_SHIP_AND_BOOK)
    {
      ask_to_ship (self, case_keys);
      return;
    }
  bulk = rs_bulk_new (self->session, kind, case_keys);
  run (self, bulk);
}
