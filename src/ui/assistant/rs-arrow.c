/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-arrow.h"

/* In units of the text's size. */
#define HEAD 5
#define LINE 1.5f

struct _RsArrow
{
  GtkWidget parent_instance;

  gboolean back;
  gboolean dashed;
};

G_DEFINE_FINAL_TYPE (RsArrow, rs_arrow, GTK_TYPE_WIDGET)

static void
rs_arrow_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                  int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 4 * HEAD : 3 * HEAD;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 24 * HEAD : 3 * HEAD;
}

static void
stroke (GtkSnapshot *snapshot, GskPathBuilder *builder, const GdkRGBA *color, gboolean dashed)
{
  g_autoptr (GskPath) path = gsk_path_builder_free_to_path (builder);
  GskStroke *line = gsk_stroke_new (LINE);
  const float dashes[] = { 2 * LINE, 3 * LINE };

  gsk_stroke_set_line_cap (line, GSK_LINE_CAP_ROUND);
  gsk_stroke_set_line_join (line, GSK_LINE_JOIN_ROUND);
  if (dashed)
    gsk_stroke_set_dash (line, dashes, G_N_ELEMENTS (dashes));
  gtk_snapshot_append_stroke (snapshot, path, line, color);
  gsk_stroke_free (line);
}

static void
rs_arrow_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RsArrow *self = RS_ARROW (widget);
  float width = (float) gtk_widget_get_width (widget), middle = (float) gtk_widget_get_height (widget) / 2;
  /* What it stands between changes places where people read from right to left. */
  gboolean back = self->back != (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL);
  float tip = back ? LINE : width - LINE, tail = back ? width - LINE : LINE;
  float behind = back ? tip + HEAD : tip - HEAD;
  GskPathBuilder *shaft = gsk_path_builder_new ();
  GskPathBuilder *head = gsk_path_builder_new ();
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  gsk_path_builder_move_to (shaft, tail, middle);
  gsk_path_builder_line_to (shaft, tip, middle);
  stroke (snapshot, shaft, &color, self->dashed);
  gsk_path_builder_move_to (head, behind, middle - HEAD);
  gsk_path_builder_line_to (head, tip, middle);
  gsk_path_builder_line_to (head, behind, middle + HEAD);
  stroke (snapshot, head, &color, FALSE);
}

static void
rs_arrow_class_init (RsArrowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = rs_arrow_measure;
  widget_class->snapshot = rs_arrow_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
rs_arrow_init (RsArrow *self)
{
}

void
rs_arrow_set_back (RsArrow *self, gboolean back)
{
  g_return_if_fail (RS_IS_ARROW (self));
  self->back = back;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
rs_arrow_set_dashed (RsArrow *self, gboolean dashed)
{
  g_return_if_fail (RS_IS_ARROW (self));
  self->dashed = dashed;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
