/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-preview-view.h"

#include "rs-facts.h"
#include "rs-preview-facts.h"

#include <glib/gi18n.h>

struct _RsPreviewView
{
  AdwBin parent_instance;

  GtkLabel *summary;
  GtkLabel *crossed;
  RsFactGroup *done;
  RsFactGroup *held;
  RsFactGroup *stays;
};

G_DEFINE_FINAL_TYPE (RsPreviewView, rs_preview_view, ADW_TYPE_BIN)

static void
rs_preview_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RS_TYPE_PREVIEW_VIEW);
  G_OBJECT_CLASS (rs_preview_view_parent_class)->dispose (object);
}

static void
rs_preview_view_class_init (RsPreviewViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_preview_view_dispose;
  g_type_ensure (RS_TYPE_FACT_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-preview-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RsPreviewView, summary);
  gtk_widget_class_bind_template_child (widget_class, RsPreviewView, crossed);
  gtk_widget_class_bind_template_child (widget_class, RsPreviewView, done);
  gtk_widget_class_bind_template_child (widget_class, RsPreviewView, held);
  gtk_widget_class_bind_template_child (widget_class, RsPreviewView, stays);
}

static void
rs_preview_view_init (RsPreviewView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_group (RsFactGroup *group, const RsPreview *preview, RsPreviewWhat what)
{
  g_autoptr (GPtrArray) facts = rs_preview_facts_list (preview, what);

  rs_fact_group_show (group, facts);
}

void
rs_preview_view_show (RsPreviewView *self, const RsPreview *preview)
{
  g_autofree char *crossed = NULL;
  guint n_done;

  g_return_if_fail (RS_IS_PREVIEW_VIEW (self));

  n_done = rs_preview_count (preview, RS_PREVIEW_DONE);
  crossed = g_strdup_printf (
    ngettext ("%u document has crossed already. It stays as it is and is not made again.",
              "%u documents have crossed already. They stay as they are and are not made again.",
              preview->n_crossed),
    preview->n_crossed);
  gtk_label_set_label (self->summary, preview->is_partial
                                        ? _ ("There are more orders than could be looked at here.")
                                        : _ ("Nothing would be written to either service now."));
  gtk_widget_set_visible (GTK_WIDGET (self->summary), preview->is_partial || n_done == 0);
  gtk_label_set_label (self->crossed, crossed);
  gtk_widget_set_visible (GTK_WIDGET (self->crossed), preview->n_crossed > 0);
  show_group (self->done, preview, RS_PREVIEW_DONE);
  show_group (self->held, preview, RS_PREVIEW_HELD);
  show_group (self->stays, preview, RS_PREVIEW_STAYS);
}
