/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-review-dialog.h"

#include "rs-phrases.h"
#include "rs-preview-view.h"
#include "rs-redact.h"

#include <glib/gi18n.h>

struct _RsReviewDialog
{
  AdwDialog parent_instance;

  AdwNavigationView *pages;
  AdwNavigationPage *form_page;
  GtkButton *review_button;
  GtkLabel *trouble;
  AdwBin *form;
  GtkButton *apply_button;
  RsPreviewView *preview;

  const RsReview *review;
  GObject *model; /* (owned) */
  gboolean busy;
};

enum
{
  APPLIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RsReviewDialog, rs_review_dialog, ADW_TYPE_DIALOG)

static void
update (RsReviewDialog *self)
{
  if (self->pages == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->review_button),
                            !self->busy && self->review->is_changed (self->model));
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button), !self->busy);
}

static void
set_busy (RsReviewDialog *self, gboolean busy)
{
  self->busy = busy;
  gtk_button_set_label (self->review_button, busy ? _ ("Looking…") : _ ("_Review"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !busy);
  if (busy)
    gtk_widget_set_visible (GTK_WIDGET (self->trouble), FALSE);
  update (self);
}

static void
show_trouble (RsReviewDialog *self, const GError *error)
{
  g_autofree char *clean = rs_redact (error->message);
  g_autofree char *words = rs_phrase_translate (clean);

  adw_navigation_view_pop_to_tag (self->pages, "form");
  gtk_label_set_label (self->trouble, words);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static DexFuture *
review_fiber (gpointer data)
{
  RsReviewDialog *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RsPreview) preview = dex_await_boxed (self->review->preview (self->model), &error);

  if (self->pages == NULL)
    return dex_future_new_true ();
  set_busy (self, FALSE);
  if (preview == NULL)
    {
      show_trouble (self, error);
      return dex_future_new_true ();
    }
  rs_preview_view_show (self->preview, preview);
  adw_navigation_view_push_by_tag (self->pages, "review");
  gtk_widget_grab_focus (GTK_WIDGET (self->apply_button));
  return dex_future_new_true ();
}

static void
on_review (RsReviewDialog *self)
{
  set_busy (self, TRUE);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, review_fiber, g_object_ref (self), g_object_unref));
}

static DexFuture *
apply_fiber (gpointer data)
{
  RsReviewDialog *self = data;
  g_autoptr (GError) error = NULL;
  gboolean applied = dex_await (self->review->apply (self->model), &error);

  if (applied)
    g_signal_emit (self, signals[APPLIED], 0);
  if (self->pages == NULL)
    return dex_future_new_true ();
  set_busy (self, FALSE);
  if (applied)
    adw_dialog_close (ADW_DIALOG (self));
  else
    show_trouble (self, error);
  return dex_future_new_true ();
}

static void
on_apply (RsReviewDialog *self)
{
  set_busy (self, TRUE);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, apply_fiber, g_object_ref (self), g_object_unref));
}

static void
rs_review_dialog_dispose (GObject *object)
{
  RsReviewDialog *self = RS_REVIEW_DIALOG (object);

  /* The dialog must let go of its child before the template does, which knows it too. */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_REVIEW_DIALOG);
  G_OBJECT_CLASS (rs_review_dialog_parent_class)->dispose (object);
}

static void
rs_review_dialog_finalize (GObject *object)
{
  g_clear_object (&RS_REVIEW_DIALOG (object)->model);
  G_OBJECT_CLASS (rs_review_dialog_parent_class)->finalize (object);
}

static void
rs_review_dialog_class_init (RsReviewDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_review_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rs_review_dialog_finalize;
  signals[APPLIED]
    = g_signal_new ("applied", RS_TYPE_REVIEW_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (RS_TYPE_PREVIEW_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-review-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RsReviewDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, RsReviewDialog, form_page);
  gtk_widget_class_bind_template_child (widget_class, RsReviewDialog, review_button);
  gtk_widget_class_bind_template_child (widget_class, RsReviewDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, RsReviewDialog, form);
  gtk_widget_class_bind_template_child (widget_class, RsReviewDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, RsReviewDialog, preview);
  gtk_widget_class_bind_template_callback (widget_class, on_review);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
}

static void
rs_review_dialog_init (RsReviewDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsReviewDialog *
rs_review_dialog_new (const char *title, GtkWidget *form, const RsReview *review, GObject *model,
                      const char *changed)
{
  RsReviewDialog *self = g_object_new (RS_TYPE_REVIEW_DIALOG, "title", title, NULL);

  self->review = review;
  self->model = g_object_ref (model);
  adw_navigation_page_set_title (self->form_page, title);
  adw_bin_set_child (self->form, form);
  g_signal_connect_object (model, changed, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}
