/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-order-columns.h"

#include "rs-cell-text.h"
#include "rs-format.h"
#include "rs-outside.h"
#include "rs-phrases.h"
#include "rs-slot.h"
#include "rs-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* How a column looks: the width it asks for and can do with, in characters, and where its text stands. */
static const struct
{
  guint chars;
  guint least;
  float align;
  gboolean numeric;
  gboolean sorts;
  RsSort sort;
} looks[RS_N_ORDER_COLUMNS] = {
  [RS_ORDER_COLUMN_NUMBER] = { 7, 6, 0, TRUE, TRUE, RS_SORT_NUMBER },
  [RS_ORDER_COLUMN_CUSTOMER] = { 20, 12, 0, FALSE, TRUE, RS_SORT_CUSTOMER },
  [RS_ORDER_COLUMN_COUNTRY] = { 6, 5, 0, FALSE, TRUE, RS_SORT_COUNTRY },
  [RS_ORDER_COLUMN_TERM] = { 24, 14, 0, FALSE, TRUE, RS_SORT_TERM },
  [RS_ORDER_COLUMN_LINES] = { 5, 5, 1, TRUE, FALSE, RS_SORT_NEWEST },
  [RS_ORDER_COLUMN_WEIGHT] = { 8, 7, 1, TRUE, TRUE, RS_SORT_WEIGHT },
  [RS_ORDER_COLUMN_AMOUNT] = { 13, 12, 1, TRUE, TRUE, RS_SORT_AMOUNT },
  [RS_ORDER_COLUMN_DATE] = { 12, 11, 0, TRUE, TRUE, RS_SORT_NEWEST },
  [RS_ORDER_COLUMN_STATE] = { 18, 14, 0, FALSE, TRUE, RS_SORT_STATE },
  [RS_ORDER_COLUMN_NEXT] = { 26, 14, 0, FALSE, FALSE, RS_SORT_NEWEST },
};

/* What the order's term leads to, in one line. */
static char *
describe_term (const RsCaseRow *row)
{
  if (row->term == NULL)
    return g_strdup (row->rate != NULL ? row->rate : "");
  if (row->rate == NULL || g_str_equal (row->rate, row->term))
    return g_strdup (row->term);
  /* Translators: a delivery term and the shipping rate it maps to */
  return g_strdup_printf (C_ ("mapping", "%s → %s"), row->term, row->rate);
}

/* (transfer full) */
static char *
capitalize (const char *words)
{
  char first[7] = { '\0' };

  if (*words == '\0')
    return g_strdup ("");
  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (words)), first);
  return g_strconcat (first, g_utf8_next_char (words), NULL);
}

/* The state stands beside it: "Held: its country is not known" need not say so twice. */
static char *
describe_next (const RsCaseRow *row)
{
  const char *next = row->next != NULL ? row->next : "";
  g_autofree char *words = NULL;

  if (g_strcmp0 (row->state, RS_CASE_STATE_HELD) == 0 && g_str_has_prefix (next, "Held: "))
    next += strlen ("Held: ");
  words = rs_phrase_translate (next);
  return capitalize (words);
}

static char *
describe_cell (const RsCaseRow *row, RsOrderColumn kind)
{
  switch (kind)
    {
    case RS_ORDER_COLUMN_NUMBER:
      return g_strdup (row->number);
    case RS_ORDER_COLUMN_CUSTOMER:
      return g_strdup (row->customer);
    case RS_ORDER_COLUMN_COUNTRY:
      return g_strdup (row->country);
    case RS_ORDER_COLUMN_TERM:
      return describe_term (row);
    case RS_ORDER_COLUMN_LINES:
      return g_strdup_printf ("%u", row->n_lines);
    case RS_ORDER_COLUMN_WEIGHT:
      return rs_format_weight (row->grams);
    case RS_ORDER_COLUMN_AMOUNT:
      return rs_format_money (row->amount, row->currency);
    case RS_ORDER_COLUMN_DATE:
      return rs_format_day (row->created_at);
    case RS_ORDER_COLUMN_STATE:
      return g_strdup (rs_words_label (rs_words_for_state (row->state), row->state));
    case RS_ORDER_COLUMN_NEXT:
      return describe_next (row);
    case RS_N_ORDER_COLUMNS:
    default:
      g_assert_not_reached ();
    }
}

/* What may be cut off is told whole. Asked for when the pointer rests: to set a tooltip makes GTK ask the
 * display where the pointer is, which for each cell of a new list is a good part of a second. */
static gboolean
on_query_tooltip (GtkWidget *text, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip, gpointer data)
{
  g_autofree char *words = rs_outside_block (rs_cell_text_get_text (RS_CELL_TEXT (text)));

  if (*words == '\0')
    return FALSE;
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

static GtkWidget *
make_text (RsOrderColumn kind)
{
  GtkWidget *text = rs_cell_text_new (looks[kind].least, looks[kind].chars, looks[kind].align);

  rs_cell_text_set_numeric (RS_CELL_TEXT (text), looks[kind].numeric);
  if (kind == RS_ORDER_COLUMN_NEXT || kind == RS_ORDER_COLUMN_TERM)
    {
      gtk_widget_set_has_tooltip (text, TRUE);
      g_signal_connect (text, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
    }
  return text;
}

/* By its cells a row is known. */
static void
set_child (GtkListItem *cell, GtkWidget *child)
{
  g_object_set_data (G_OBJECT (child), "rs-cell", cell);
  gtk_list_item_set_child (cell, child);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  RsOrderColumn kind = GPOINTER_TO_UINT (data);
  GtkWidget *text = make_text (kind);
  GtkWidget *box;

  g_object_set_data (G_OBJECT (cell), "kind", data);
  if (kind != RS_ORDER_COLUMN_STATE)
    {
      set_child (cell, text);
      return;
    }
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), text);
  set_child (cell, box);
}

static void
show_state (GtkWidget *box, const RsCaseRow *row)
{
  const RsWord *word = rs_words_for_state (row->state);
  const char *const classes[] = { word != NULL ? word->style : NULL, NULL };

  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_widget_get_first_child (box)),
                                word != NULL ? word->icon : "rs-waiting-symbolic");
  gtk_widget_set_css_classes (gtk_widget_get_first_child (box), (const char **) classes);
}

/* A cell knows its column since it was set up. */
static void
show_cell (gpointer object, gpointer item)
{
  GtkListItem *cell = object;
  RsOrderColumn kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (cell), "kind"));
  const RsCaseRow *row = rs_case_item_get_row (item);
  g_autofree char *words = describe_cell (row, kind);
  GtkWidget *text = gtk_list_item_get_child (cell);

  if (kind == RS_ORDER_COLUMN_STATE)
    {
      show_state (text, row);
      text = gtk_widget_get_last_child (text);
    }
  rs_cell_text_set_text (RS_CELL_TEXT (text), words);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  rs_slot_watch (gtk_list_item_get_item (cell), show_cell, cell);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  rs_slot_unwatch (gtk_list_item_get_item (cell), cell);
}

void
rs_order_column_set_up (GtkColumnViewColumn *column, RsOrderColumn kind)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) sorter = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), GUINT_TO_POINTER (kind));
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  gtk_column_view_column_set_factory (column, factory);
  if (!looks[kind].sorts)
    return;
  sorter = GTK_SORTER (gtk_custom_sorter_new (NULL, NULL, NULL));
  gtk_column_view_column_set_sorter (column, sorter);
}

gboolean
rs_order_column_get_sort (RsOrderColumn kind, RsSort *sort)
{
  g_return_val_if_fail (kind < RS_N_ORDER_COLUMNS, FALSE);

  *sort = looks[kind].sort;
  return looks[kind].sorts;
}

static void
show_row (gpointer view_row, gpointer item)
{
  const RsCaseRow *row = rs_case_item_get_row (item);
  const char *state = rs_words_label (rs_words_for_state (row->state), row->state);
  /* Translators: what a screen reader says of a row: number, customer, state */
  g_autofree char *label = g_strdup_printf (_ ("Order %s, %s, %s"), row->number,
                                            row->customer != NULL ? row->customer : "", state);

  gtk_column_view_row_set_accessible_label (view_row, label);
}

static void
on_bind_row (GtkSignalListItemFactory *factory, GtkColumnViewRow *row)
{
  rs_slot_watch (gtk_column_view_row_get_item (row), show_row, row);
}

static void
on_unbind_row (GtkSignalListItemFactory *factory, GtkColumnViewRow *row)
{
  rs_slot_unwatch (gtk_column_view_row_get_item (row), row);
}

GtkListItemFactory *
rs_order_row_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_row), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_row), NULL);
  return factory;
}

/* It only shows: the row is what is clicked, and what a screen reader says is chosen. */
static void
on_setup_check (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  GtkWidget *check = g_object_new (GTK_TYPE_CHECK_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   "can-target", FALSE, "focusable", FALSE, "can-focus", FALSE, NULL);

  gtk_widget_add_css_class (check, "rs-mark");
  g_object_bind_property (cell, "selected", check, "active", G_BINDING_SYNC_CREATE);
  set_child (cell, check);
}

void
rs_order_check_column_set_up (GtkColumnViewColumn *column)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_check), NULL);
  gtk_column_view_column_set_factory (column, factory);
}

GtkWidget *
rs_order_row_find (GtkWidget *widget, GtkWidget *view)
{
  while (widget != NULL && widget != view && !g_str_equal (gtk_widget_get_css_name (widget), "row"))
    widget = gtk_widget_get_parent (widget);
  return widget != view ? widget : NULL;
}

guint
rs_order_row_get_position (GtkWidget *row)
{
  for (GtkWidget *cell = gtk_widget_get_first_child (row); cell != NULL;
       cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *child = gtk_widget_get_first_child (cell);
      GtkListItem *item = child != NULL ? g_object_get_data (G_OBJECT (child), "rs-cell") : NULL;

      if (item != NULL)
        return gtk_list_item_get_position (item);
    }
  return GTK_INVALID_LIST_POSITION;
}
