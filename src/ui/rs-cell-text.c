/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cell-text.h"

struct _RsCellText
{
  GtkWidget parent_instance;

  char *text;          /* (owned) */
  PangoLayout *layout; /* (owned) (nullable) made when it is drawn */
  guint font_serial;
  guint least, chars;
  float align;
  gboolean numeric;
};

G_DEFINE_FINAL_TYPE (RsCellText, rs_cell_text, GTK_TYPE_WIDGET)

static PangoFontMetrics *
get_metrics (RsCellText *self)
{
  return pango_context_get_metrics (gtk_widget_get_pango_context (GTK_WIDGET (self)), NULL, NULL);
}

static void
rs_cell_text_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  RsCellText *self = RS_CELL_TEXT (widget);
  PangoFontMetrics *metrics = get_metrics (self);
  int ascent = pango_font_metrics_get_ascent (metrics);
  int wide = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                  pango_font_metrics_get_approximate_digit_width (metrics));

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = PANGO_PIXELS_CEIL (wide * (int) self->least);
      *natural = PANGO_PIXELS_CEIL (wide * (int) self->chars);
    }
  else
    {
      *minimum = *natural = PANGO_PIXELS_CEIL (ascent + pango_font_metrics_get_descent (metrics));
      *minimum_baseline = *natural_baseline = PANGO_PIXELS_CEIL (ascent);
    }
  pango_font_metrics_unref (metrics);
}

static void
ensure_layout (RsCellText *self)
{
  g_autoptr (PangoAttrList) attributes = NULL;

  if (self->layout != NULL)
    return;
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  if (!self->numeric)
    return;
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (self->layout, attributes);
}

static void
rs_cell_text_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RsCellText *self = RS_CELL_TEXT (widget);
  int width = gtk_widget_get_width (widget);
  float align = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? 1 - self->align : self->align;
  PangoRectangle extents;
  GdkRGBA color;

  if (*self->text == '\0' || width <= 0)
    return;
  ensure_layout (self);
  pango_layout_set_width (self->layout, width * PANGO_SCALE);
  pango_layout_get_pixel_extents (self->layout, NULL, &extents);
  gtk_widget_get_color (widget, &color);
  gtk_snapshot_save (snapshot);
  /* The layout puts the text of its own direction at its start; where the extents begin is taken off. */
  gtk_snapshot_translate (
    snapshot,
    &GRAPHENE_POINT_INIT ((float) (int) ((float) (width - extents.width) * align) - (float) extents.x,
                          (float) (gtk_widget_get_height (widget) - extents.height) / 2));
  gtk_snapshot_append_layout (snapshot, self->layout, &color);
  gtk_snapshot_restore (snapshot);
}

/* The widget below redraws, and is measured again, for what style sheets say of boxes; only the font is ours.
 * That is looked at closely, as rows change their colours under the pointer. */
static void
rs_cell_text_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  RsCellText *self = RS_CELL_TEXT (widget);
  guint serial;

  GTK_WIDGET_CLASS (rs_cell_text_parent_class)->css_changed (widget, change);
  serial = pango_context_get_serial (gtk_widget_get_pango_context (widget));
  if (self->font_serial != serial)
    gtk_widget_queue_resize (widget);
  self->font_serial = serial;
  gtk_widget_queue_draw (widget);
}

static void
forget_layout (RsCellText *self)
{
  g_clear_object (&self->layout);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
rs_cell_text_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (rs_cell_text_parent_class)->system_setting_changed (widget, setting);
  forget_layout (RS_CELL_TEXT (widget));
}

static void
rs_cell_text_finalize (GObject *object)
{
  RsCellText *self = RS_CELL_TEXT (object);

  g_clear_object (&self->layout);
  g_free (self->text);
  G_OBJECT_CLASS (rs_cell_text_parent_class)->finalize (object);
}

static void
rs_cell_text_class_init (RsCellTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rs_cell_text_finalize;
  widget_class->measure = rs_cell_text_measure;
  widget_class->snapshot = rs_cell_text_snapshot;
  widget_class->css_changed = rs_cell_text_css_changed;
  widget_class->system_setting_changed = rs_cell_text_system_setting_changed;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
rs_cell_text_init (RsCellText *self)
{
  self->text = g_strdup ("");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
rs_cell_text_new (guint least, guint chars, float align)
{
  RsCellText *self = g_object_new (RS_TYPE_CELL_TEXT, NULL);

  self->least = least;
  self->chars = chars;
  self->align = align;
  return GTK_WIDGET (self);
}

void
rs_cell_text_set_numeric (RsCellText *self, gboolean numeric)
{
  g_return_if_fail (RS_IS_CELL_TEXT (self));

  if (self->numeric == numeric)
    return;
  self->numeric = numeric;
  forget_layout (self);
}

void
rs_cell_text_set_text (RsCellText *self, const char *text)
{
  g_return_if_fail (RS_IS_CELL_TEXT (self));

  if (!g_set_str (&self->text, text != NULL ? text : ""))
    return;
  if (self->layout != NULL)
    pango_layout_set_text (self->layout, self->text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
rs_cell_text_get_text (RsCellText *self)
{
  g_return_val_if_fail (RS_IS_CELL_TEXT (self), NULL);
  return self->text;
}
