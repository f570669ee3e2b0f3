/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-activity-row.h"

#include "rs-activity-find.h"
#include "rs-format.h"
#include "rs-outside.h"
#include "rs-phrases.h"
#include "rs-words.h"

#include <glib/gi18n.h>

struct _RsActivityRow
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *what;
  GtkLabel *detail;
  GtkLabel *when;
};

G_DEFINE_FINAL_TYPE (RsActivityRow, rs_activity_row, ADW_TYPE_BIN)

static void
rs_activity_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RS_TYPE_ACTIVITY_ROW);
  G_OBJECT_CLASS (rs_activity_row_parent_class)->dispose (object);
}

static void
rs_activity_row_class_init (RsActivityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_activity_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-activity-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RsActivityRow, icon);
  gtk_widget_class_bind_template_child (widget_class, RsActivityRow, what);
  gtk_widget_class_bind_template_child (widget_class, RsActivityRow, detail);
  gtk_widget_class_bind_template_child (widget_class, RsActivityRow, when);
}

static void
rs_activity_row_init (RsActivityRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsActivityRow *
rs_activity_row_new (void)
{
  return g_object_new (RS_TYPE_ACTIVITY_ROW, NULL);
}

static char *
describe (const RsActivity *activity)
{
  const char *result = rs_words_label (rs_words_for_result (activity->result), activity->result);
  const char *who = rs_activity_who (activity);
  g_autofree char *words = rs_phrase_translate (activity->detail);

  /* Translators: a result and by whom, and what the service said: "Done, by the sync" */
  return words != NULL && *words != '\0' ? g_strdup_printf (_ ("%s, %s: %s"), result, who, words)
                                         : g_strdup_printf (C_ ("activity", "%s, %s"), result, who);
}

void
rs_activity_row_set_activity (RsActivityRow *self, const RsActivity *activity, RsInstant now)
{
  const RsWord *word = rs_words_for_result (activity->result);
  const char *const classes[] = { word != NULL ? word->style : NULL, NULL };
  g_autofree char *what = rs_phrase_translate (activity->what);
  g_autofree char *when = rs_format_moment (activity->at, now);
  g_autofree char *detail = describe (activity);
  g_autofree char *shown_what = rs_outside_line (what);
  g_autofree char *shown_detail = rs_outside_block (detail);

  g_return_if_fail (RS_IS_ACTIVITY_ROW (self));

  gtk_image_set_from_icon_name (self->icon, word != NULL ? word->icon : "rs-waiting-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char **) classes);
  gtk_label_set_label (self->what, shown_what);
  gtk_label_set_label (self->detail, shown_detail);
  gtk_label_set_label (self->when, when);
}

char *
rs_activity_row_describe (RsActivityRow *self)
{
  g_return_val_if_fail (RS_IS_ACTIVITY_ROW (self), NULL);
  return g_strdup_printf ("%s. %s. %s", gtk_label_get_label (self->when), gtk_label_get_label (self->what),
                          gtk_label_get_label (self->detail));
}
