/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-choice-row.h"

#include "rs-country.h"
#include "rs-policy-choices.h"

#include <glib/gi18n.h>

#define OUT RS_DIRECTION_RB_TO_WS
#define IN  RS_DIRECTION_WS_TO_RB

static const RsChoiceWords words_table[] = {
  { "freight", OUT, N_ ("Freight and service lines"), { N_ ("Left out"), N_ ("Sent as virtual lines") } },
  { "unmapped", OUT, N_ ("Orders without a shipping rate"), { N_ ("Held"), N_ ("Sent without one") } },
  { "sender",
    OUT,
    N_ ("Sender on the parcel"),
    { N_ ("The order channel’s"), N_ ("The company in Rackbeat") } },
  { "foreign",
    OUT,
    N_ ("Numbers used by other orders in Webshipper"),
    { N_ ("Held, to ask"), N_ ("Sent all the same") } },
  { "pace",
    RS_DIRECTION_NONE,
    N_ ("Look for changes every"),
    { N_ ("Minute"), N_ ("Half minute"), N_ ("2 minutes"), N_ ("5 minutes"), N_ ("15 minutes"),
      N_ ("Hour") } },
  { "vat-zone",
    IN,
    N_ ("VAT zone of new customers"),
    { N_ ("By their country"), N_ ("Domestic"), N_ ("EU"), N_ ("Abroad"), N_ ("Domestic, exempt") } },
  { "tracking-field", RS_DIRECTION_NONE, N_ ("Custom field for tracking numbers (number)"), { NULL } },
  { "customer-group", IN, N_ ("Group of new customers (number)"), { NULL } },
  { "payment-term", IN, N_ ("Payment term of new customers (number)"), { NULL } },
  { "layout", IN, N_ ("Layout of new customers (number)"), { NULL } },
  { "item-group", IN, N_ ("Group of new items (number)"), { NULL } },
  { "item-unit", IN, N_ ("Unit of new items (number)"), { NULL } },
  { "default-term", IN, N_ ("Delivery term where a rate has none (number)"), { NULL } },
  { NULL },
};

static const RsChoiceWords filters_table[] = {
  { "only-countries", RS_DIRECTION_NONE, N_ ("Only to these countries (Denmark, SE…)"), { NULL } },
  { "only-groups", RS_DIRECTION_NONE, N_ ("Only these customer groups (numbers)"), { NULL } },
  { NULL },
};

const RsChoiceWords *
rs_choice_words (void)
{
  return words_table;
}

const RsChoiceWords *
rs_choice_filters (void)
{
  return filters_table;
}

/* What a row chooses. */
typedef struct
{
  RsSetUp *set_up; /* (owned) */
  const RsChoiceWords *words;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *self = data;

  g_object_unref (self->set_up);
  g_free (self);
}

static Choice *
choice_of (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), "choice");
}

static char *
get_value (const Choice *self)
{
  return rs_policy_get_choice (rs_set_up_get_policy (self->set_up), self->words->name);
}

static void
on_word_selected (AdwComboRow *row)
{
  Choice *self = choice_of (row);
  g_auto (GStrv) words = g_strsplit (rs_policy_choice_words (self->words->name), "|", -1);
  guint place = adw_combo_row_get_selected (row);

  if (place < g_strv_length (words))
    rs_set_up_choose (self->set_up, self->words->name, words[place]);
}

static GtkWidget *
make_list (const Choice *self)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_auto (GStrv) words = g_strsplit (rs_policy_choice_words (self->words->name), "|", -1);
  g_autofree char *value = get_value (self);

  for (guint i = 0; i < G_N_ELEMENTS (self->words->labels) && self->words->labels[i] != NULL; i++)
    gtk_string_list_append (labels, _ (self->words->labels[i]));
  /* Below the title there is room for it in a narrow window too. Said first: the row does not look back at
   * what was chosen before. */
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), TRUE);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  for (guint i = 0; words[i] != NULL; i++)
    if (g_strcmp0 (words[i], value) == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
  g_signal_connect (row, "notify::selected", G_CALLBACK (on_word_selected), NULL);
  return row;
}

static void
set_invalid (GtkEditable *row, gboolean invalid)
{
  GtkAccessible *text = GTK_ACCESSIBLE (gtk_editable_get_delegate (row));

  if (invalid)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (text, GTK_ACCESSIBLE_STATE_INVALID,
                               invalid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* A country may be written as people call it. (transfer full) */
static char *
read_countries (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *code = rs_country_lookup (g_strstrip (words[i]));

      if (code != NULL)
        g_set_str (&words[i], code);
    }
  return g_strjoinv (",", words);
}

/* Whether it can be chosen is asked of a policy of no consequence. */
static gboolean
take_text (GtkEditable *row)
{
  Choice *self = choice_of (row);
  gboolean countries = g_str_equal (self->words->name, "only-countries");
  g_autoptr (RsPolicy) trial = rs_policy_new ();
  g_autofree char *text
    = countries ? read_countries (gtk_editable_get_text (row)) : g_strdup (gtk_editable_get_text (row));
  gboolean fits = rs_policy_choose (trial, self->words->name, g_strstrip (text), NULL);

  set_invalid (row, !fits);
  if (fits)
    rs_set_up_choose (self->set_up, self->words->name, text);
  return fits;
}

static void
on_text_applied (GtkEditable *row)
{
  if (!take_text (row))
    gtk_widget_error_bell (GTK_WIDGET (row));
}

static GtkWidget *
make_entry (const Choice *self)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *value = get_value (self);

  gtk_editable_set_text (GTK_EDITABLE (row), value != NULL ? value : "");
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect (row, "apply", G_CALLBACK (on_text_applied), NULL);
  return row;
}

GtkWidget *
rs_choice_row_new (RsSetUp *set_up, const RsChoiceWords *words)
{
  Choice *self = g_new0 (Choice, 1);
  GtkWidget *row;

  self->set_up = g_object_ref (set_up);
  self->words = words;
  row = words->labels[0] != NULL ? make_list (self) : make_entry (self);
  g_object_set_data_full (G_OBJECT (row), "choice", self, choice_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (words->title));
  return row;
}

GtkWidget *
rs_choice_row_new_filter (RsSetUp *set_up, const RsChoiceWords *words)
{
  GtkWidget *row = rs_choice_row_new (set_up, words);

  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), FALSE);
  g_signal_connect (row, "changed", G_CALLBACK (take_text), NULL);
  return row;
}
