/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <adwaita.h>
#include <libdex.h>

G_BEGIN_DECLS

/* How what is chosen in a form is looked at and takes effect; @model is the form's. */
typedef struct
{
  gboolean (*is_changed) (gpointer model);
  /* Resolves to RsPreview. (transfer full) */
  DexFuture *(*preview) (gpointer model);
  /* (transfer full) */
  DexFuture *(*apply) (gpointer model);
} RsReview;

/* A form whose choices are shown with their consequences before they take effect (PRODUCT §1.4, F2.5):
 * choose, review, apply. What is refused is said above the form, and nothing is changed.
 *
 * Signal "applied": it took effect. */
#define RS_TYPE_REVIEW_DIALOG (rs_review_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RsReviewDialog, rs_review_dialog, RS, REVIEW_DIALOG, AdwDialog)

/* @review is static; @model is kept; its signal @changed tells that something was chosen. (transfer floating)
 */
RsReviewDialog *rs_review_dialog_new (const char *title, GtkWidget *form, const RsReview *review,
                                      GObject *model, const char *changed);

G_END_DECLS
