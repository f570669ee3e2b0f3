/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-help-page.h"

#include "rs-help-text.h"

#include <glib/gi18n.h>

struct _RsHelpPage
{
  AdwNavigationPage parent_instance;

  GtkViewport *viewport;
  GtkBox *content;

  GHashTable *headings; /* (owned) an id's heading */
  char *wanted;         /* (owned) (nullable) the heading to show when it has a place */
  guint tick;           /* waits for that, or 0 */
};

G_DEFINE_FINAL_TYPE (RsHelpPage, rs_help_page, ADW_TYPE_NAVIGATION_PAGE)

/* (transfer full) (nullable) */
static GBytes *
find_text (const char *topic)
{
  /* Translators: the folder of the help's pages in your language, under src/ui/help: "en" unless you
   * translate them, too */
  const char *languages[] = { C_ ("help pages", "en"), "en" };
  GBytes *text = NULL;

  for (guint i = 0; text == NULL && i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *path = g_strdup_printf ("/com/example/RackShip/help/%s/%s.md", languages[i], topic);

      text = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    }
  return text;
}

/* (transfer full) (nullable) (element-type RsHelpBlock) */
static GPtrArray *
read_topic (const char *topic)
{
  g_autoptr (GBytes) text = find_text (topic);
  g_autofree char *words = NULL;
  gsize length;
  const char *start;

  if (text == NULL)
    return NULL;
  start = g_bytes_get_data (text, &length);
  words = g_strndup (start, length);
  return rs_help_text_parse (words);
}

char *
rs_help_topic_dup_title (const char *topic)
{
  g_autoptr (GPtrArray) blocks = read_topic (topic);
  const RsHelpBlock *first = blocks != NULL && blocks->len > 0 ? g_ptr_array_index (blocks, 0) : NULL;

  return first != NULL ? g_strdup (first->text) : NULL;
}

static gboolean
on_link (GtkWidget *label, const char *address)
{
  if (!g_str_has_prefix (address, RS_HELP_SCHEME))
    return FALSE;
  gtk_widget_activate_action (label, "help.show", "s", address + strlen (RS_HELP_SCHEME));
  return TRUE;
}

static GtkWidget *
make_label (const RsHelpBlock *block)
{
  gboolean is_heading = block->kind == RS_HELP_HEADING;
  GtkWidget *label
    = g_object_new (GTK_TYPE_LABEL, "label", block->text, "use-markup", !is_heading, "wrap", TRUE,
                    "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "hexpand", TRUE, "accessible-role",
                    is_heading ? GTK_ACCESSIBLE_ROLE_HEADING : GTK_ACCESSIBLE_ROLE_LABEL, NULL);

  if (is_heading)
    {
      gtk_widget_add_css_class (label, "title-3");
      gtk_widget_set_margin_top (label, 12);
      gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, 2, -1);
    }
  else
    g_signal_connect (label, "activate-link", G_CALLBACK (on_link), NULL);
  return label;
}

static GtkWidget *
make_item (const RsHelpBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *bullet = g_object_new (GTK_TYPE_LABEL, "label", "•", "valign", GTK_ALIGN_START,
                                    "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (bullet, "dimmed");
  gtk_box_append (GTK_BOX (box), bullet);
  gtk_box_append (GTK_BOX (box), make_label (block));
  return box;
}

static void
fill (RsHelpPage *self, GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const RsHelpBlock *block = g_ptr_array_index (blocks, i);
      GtkWidget *widget;

      if (block->kind == RS_HELP_TITLE)
        {
          adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), block->text);
          continue;
        }
      widget = block->kind == RS_HELP_ITEM ? make_item (block) : make_label (block);
      gtk_box_append (self->content, widget);
      if (block->anchor != NULL)
        g_hash_table_insert (self->headings, g_strdup (block->anchor), widget);
    }
}

/* A page that was just pushed has no sizes for some frames; then the keyboard is on its first link, wherever
 * that stands. */
static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  RsHelpPage *self = RS_HELP_PAGE (widget);
  GtkWidget *heading = self->wanted != NULL ? g_hash_table_lookup (self->headings, self->wanted) : NULL;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->viewport));
  graphene_point_t place;

  if (gtk_widget_get_height (GTK_WIDGET (self->content)) == 0)
    return G_SOURCE_CONTINUE;
  if (heading == NULL
      || !gtk_widget_compute_point (heading, GTK_WIDGET (self->content), &GRAPHENE_POINT_INIT (0, 0), &place))
    place.y = 0;
  gtk_adjustment_set_value (adjustment, place.y);
  g_clear_pointer (&self->wanted, g_free);
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
rs_help_page_dispose (GObject *object)
{
  RsHelpPage *self = RS_HELP_PAGE (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  gtk_widget_dispose_template (GTK_WIDGET (object), RS_TYPE_HELP_PAGE);
  g_clear_pointer (&self->headings, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (rs_help_page_parent_class)->dispose (object);
}

static void
rs_help_page_class_init (RsHelpPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_help_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-help-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RsHelpPage, viewport);
  gtk_widget_class_bind_template_child (widget_class, RsHelpPage, content);
}

static void
rs_help_page_init (RsHelpPage *self)
{
  self->headings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsHelpPage *
rs_help_page_new (const char *topic)
{
  g_autoptr (GPtrArray) blocks = NULL;
  RsHelpPage *self;

  g_return_val_if_fail (topic != NULL, NULL);

  blocks = read_topic (topic);
  if (blocks == NULL)
    return NULL;
  self = g_object_new (RS_TYPE_HELP_PAGE, NULL);
  fill (self, blocks);
  rs_help_page_show_heading (self, NULL);
  return self;
}

void
rs_help_page_show_heading (RsHelpPage *self, const char *anchor)
{
  g_return_if_fail (RS_IS_HELP_PAGE (self));

  g_set_str (&self->wanted, anchor);
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}
