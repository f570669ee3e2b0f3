/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-narrow-bar.h"

#include "rs-choose-dialog.h"
#include "rs-dialog.h"
#include "rs-look-keeper.h"
#include "rs-menu-names.h"
#include "rs-outside.h"
#include "rs-words.h"

#include <glib/gi18n.h>

struct _RsNarrowBar
{
  AdwBin parent_instance;

  GtkSearchEntry *search_entry;
  GtkDropDown *state_filter;
  GtkMenuButton *menu_button;
  AdwWrapBox *pills;
  GMenu *period_menu;
  GMenu *saved_menu;

  RsSession *session; /* (owned) */
  RsQueryList *list;  /* (owned) */
  GPtrArray *saved;   /* (owned) (element-type RsSavedLook) */
  RsListLook look;
};

G_DEFINE_FINAL_TYPE (RsNarrowBar, rs_narrow_bar, ADW_TYPE_BIN)

enum
{
  PROP_PERIOD = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  CHANGED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* By which values of the orders the list can be narrowed. */
static const struct
{
  const char *action;
  const char *heading;
  const char *label;
  RsRowValue value;
  goffset offset; /* in RsListLook */
} parts[] = {
  /* Translators: what the list of orders is narrowed by */
  { "narrow.term", N_ ("Choose a Delivery Term"), N_ ("Delivery term"), RS_ROW_VALUE_TERM,
    G_STRUCT_OFFSET (RsListLook, term) },
  { "narrow.rate", N_ ("Choose a Shipping Rate"), N_ ("Shipping rate"), RS_ROW_VALUE_RATE,
    G_STRUCT_OFFSET (RsListLook, rate) },
  { "narrow.country", N_ ("Choose a Country"), N_ ("Country"), RS_ROW_VALUE_COUNTRY,
    G_STRUCT_OFFSET (RsListLook, country) },
};

static char **
part_of (RsNarrowBar *self, guint part)
{
  return G_STRUCT_MEMBER_P (&self->look, parts[part].offset);
}

/* What stands above the list is what it was asked for. */
static void
show_look (RsNarrowBar *self)
{
  const RsWord *states = rs_words_states ();
  guint selected = 0;

  for (guint i = 0; states[i].word != NULL; i++)
    if (g_strcmp0 (states[i].word, self->look.state) == 0)
      selected = i + 1;
  g_signal_handlers_block_matched (self->state_filter, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
  gtk_drop_down_set_selected (self->state_filter, selected);
  g_signal_handlers_unblock_matched (self->state_filter, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)),
                 self->look.search != NULL ? self->look.search : "")
      == 0)
    return;
  g_signal_handlers_block_matched (self->search_entry, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry),
                         self->look.search != NULL ? self->look.search : "");
  g_signal_handlers_unblock_matched (self->search_entry, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
}

static void show_pills (RsNarrowBar *self);

static void
update_actions (RsNarrowBar *self)
{
  gboolean narrow = rs_list_look_is_narrow (&self->look);
  gboolean is_saved = rs_narrow_bar_get_name (self) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "narrow.clear", narrow);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "narrow.save", narrow && !is_saved);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "narrow.delete", is_saved);
}

static void
look_changed (RsNarrowBar *self)
{
  show_look (self);
  show_pills (self);
  update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERIOD]);
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->list != NULL)
    rs_list_look_apply (&self->look, self->list);
}

static void
on_pill_clicked (RsNarrowBar *self, GtkButton *pill)
{
  guint part = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (pill), "rs-part"));

  if (part < G_N_ELEMENTS (parts))
    g_clear_pointer (part_of (self, part), g_free);
  else
    self->look.period = RS_PERIOD_ANY;
  gtk_widget_grab_focus (GTK_WIDGET (self->menu_button));
  look_changed (self);
}

/* @part beyond the parts is the period. */
static void
add_pill (RsNarrowBar *self, guint part, const char *label, const char *value)
{
  GtkWidget *content = adw_button_content_new ();
  GtkWidget *pill = gtk_button_new ();
  /* Translators: what the list is narrowed by, such as "Country: DK" */
  g_autofree char *words = g_strdup_printf (C_ ("filter", "%s: %s"), label, value);

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "window-close-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), words);
  adw_button_content_set_can_shrink (ADW_BUTTON_CONTENT (content), TRUE);
  gtk_button_set_child (GTK_BUTTON (pill), content);
  gtk_button_set_can_shrink (GTK_BUTTON (pill), TRUE);
  gtk_widget_set_tooltip_text (pill, _ ("Show the others too"));
  g_object_set_data (G_OBJECT (pill), "rs-part", GUINT_TO_POINTER (part));
  g_signal_connect_object (pill, "clicked", G_CALLBACK (on_pill_clicked), self, G_CONNECT_SWAPPED);
  adw_wrap_box_append (self->pills, pill);
}

static void
show_pills (RsNarrowBar *self)
{
  GtkWidget *old;

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->pills))) != NULL)
    adw_wrap_box_remove (self->pills, old);
  if (self->look.period != RS_PERIOD_ANY)
    add_pill (self, G_N_ELEMENTS (parts), _ ("Made"), rs_period_label (self->look.period));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*part_of (self, i) != NULL)
      {
        g_autofree char *value = rs_outside_line (*part_of (self, i));

        add_pill (self, i, _ (parts[i].label), value);
      }
  gtk_widget_set_visible (GTK_WIDGET (self->pills),
                          gtk_widget_get_first_child (GTK_WIDGET (self->pills)) != NULL);
}

static void
on_search_changed (RsNarrowBar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  if (g_set_str (&self->look.search, *text != '\0' ? text : NULL))
    look_changed (self);
}

static void
on_search_activated (RsNarrowBar *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
on_state_selected (RsNarrowBar *self)
{
  guint selected = gtk_drop_down_get_selected (self->state_filter);
  const char *state
    = selected != GTK_INVALID_LIST_POSITION && selected > 0 ? rs_words_states ()[selected - 1].word : NULL;

  if (g_set_str (&self->look.state, state))
    look_changed (self);
}

/* The filter's words carry how many orders are in each state. The choice stays; only words that changed are
 * replaced. */
static void
update_counts (RsNarrowBar *self)
{
  GtkStringList *words = GTK_STRING_LIST (gtk_drop_down_get_model (self->state_filter));
  const RsWord *states = rs_words_states ();

  for (guint i = 0; states[i].word != NULL; i++)
    {
      /* Translators: a state and how many orders are in it */
      g_autofree char *label = g_strdup_printf (C_ ("filter", "%s (%u)"), rs_words_label (&states[i], NULL),
                                                rs_query_list_get_count (self->list, states[i].word));
      const char *additions[] = { label, NULL };
      guint selected = gtk_drop_down_get_selected (self->state_filter);

      if (g_strcmp0 (gtk_string_list_get_string (words, i + 1), label) == 0)
        continue;
      g_signal_handlers_block_matched (self->state_filter, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
      gtk_string_list_splice (words, i + 1, 1, additions);
      gtk_drop_down_set_selected (self->state_filter, selected);
      g_signal_handlers_unblock_matched (self->state_filter, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
    }
}

/* New counts come with every change of the orders, and "today" may be another day by then. */
static void
on_counts_changed (RsNarrowBar *self)
{
  update_counts (self);
  rs_list_look_apply (&self->look, self->list);
}

typedef struct
{
  RsNarrowBar *bar; /* (owned) */
  guint part;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_object_unref (self->bar);
  g_free (self);
}

static DexFuture *
on_value_chosen (DexFuture *chosen, gpointer data)
{
  Asking *self = data;
  const char *value = g_value_get_string (dex_future_get_value (chosen, NULL));

  if (g_set_str (part_of (self->bar, self->part), value))
    look_changed (self->bar);
  return NULL;
}

static void
value_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsNarrowBar *self = RS_NARROW_BAR (widget);
  g_autoptr (GPtrArray) choices = NULL;
  Asking *asking;
  guint part = 0;

  while (!g_str_equal (parts[part].action, name))
    part++;
  choices = rs_look_keeper_list_values (rs_session_get_store (self->session), parts[part].value);
  asking = g_new0 (Asking, 1);
  asking->bar = g_object_ref (self);
  asking->part = part;
  dex_future_disown (dex_future_then (
    rs_choose (widget, _ (parts[part].heading), _ ("Only its orders are shown then."), choices, NULL),
    on_value_chosen, asking, asking_free));
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rs_narrow_bar_clear (RS_NARROW_BAR (widget));
}

static void
show_saved (RsNarrowBar *self)
{
  g_menu_remove_all (self->saved_menu);
  for (guint i = 0; i < self->saved->len; i++)
    {
      const RsSavedLook *saved = g_ptr_array_index (self->saved, i);
      g_autofree char *label = rs_outside_line (saved->name);
      g_auto (GStrv) around_underscores = g_strsplit (label, "_", -1);
      g_autofree char *without_mnemonic = g_strjoinv ("__", around_underscores);
      g_autoptr (GMenuItem) item = g_menu_item_new (without_mnemonic, NULL);

      g_menu_item_set_action_and_target (item, "narrow.look", "s", saved->name);
      g_menu_append_item (self->saved_menu, item);
    }
}

static void
keep_saved (RsNarrowBar *self)
{
  dex_future_disown (rs_look_keeper_write (rs_session_get_store (self->session), self->saved));
  show_saved (self);
  look_changed (self);
}

static void
look_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsNarrowBar *self = RS_NARROW_BAR (widget);
  const RsSavedLook *saved = rs_saved_looks_find (self->saved, g_variant_get_string (parameter, NULL));

  if (saved == NULL)
    return;
  rs_list_look_set (&self->look, &saved->look);
  look_changed (self);
}

static void
on_name_chosen (RsNarrowBar *self, const char *response, AdwAlertDialog *dialog)
{
  GtkWidget *entry = adw_alert_dialog_get_extra_child (dialog);

  if (!g_str_equal (response, "save"))
    return;
  if (rs_saved_looks_put (self->saved, gtk_editable_get_text (GTK_EDITABLE (entry)), &self->look))
    keep_saved (self);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s",
                                _ ("No more views can be saved: delete one first"));
}

static void
on_name_typed (GtkEditable *entry, AdwAlertDialog *dialog)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_alert_dialog_set_response_enabled (dialog, "save", *name != '\0');
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (
    adw_alert_dialog_new (_ ("Save This View"), _ ("A view of the same name is replaced.")));
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_max_length (GTK_ENTRY (entry), RS_SAVED_LOOK_NAME_MOST);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Name"));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"), -1);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_response_enabled (dialog, "save", FALSE);
  adw_alert_dialog_set_default_response (dialog, "save");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_set_extra_child (dialog, entry);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_name_typed), dialog, G_CONNECT_DEFAULT);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_name_chosen), widget, G_CONNECT_SWAPPED);
  rs_dialog_present (ADW_DIALOG (dialog), widget);
  gtk_widget_grab_focus (entry);
}

/* The look stays, and can be saved again: nothing is lost that was not named. */
static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsNarrowBar *self = RS_NARROW_BAR (widget);
  const char *shown = rs_narrow_bar_get_name (self);
  g_autofree char *words = NULL;

  if (shown == NULL)
    return;
  /* Translators: the name of a saved view */
  words = g_strdup_printf (_ ("“%s” is no longer among the views"), shown);
  rs_saved_looks_remove (self->saved, shown);
  keep_saved (self);
  gtk_widget_activate_action (widget, "win.say", "s", words);
}

static void
rs_narrow_bar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_PERIOD)
    g_value_set_string (value, rs_period_word (RS_NARROW_BAR (object)->look.period));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rs_narrow_bar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RsNarrowBar *self = RS_NARROW_BAR (object);

  if (prop_id != PROP_PERIOD)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  self->look.period = rs_period_from_word (g_value_get_string (value));
  look_changed (self);
}

static void
rs_narrow_bar_dispose (GObject *object)
{
  RsNarrowBar *self = RS_NARROW_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_NARROW_BAR);
  g_clear_object (&self->list);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rs_narrow_bar_parent_class)->dispose (object);
}

static void
rs_narrow_bar_finalize (GObject *object)
{
  RsNarrowBar *self = RS_NARROW_BAR (object);

  rs_list_look_clear (&self->look);
  g_ptr_array_unref (self->saved);
  G_OBJECT_CLASS (rs_narrow_bar_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_widget_class_install_action (widget_class, parts[i].action, NULL, value_action);
  gtk_widget_class_install_property_action (widget_class, "narrow.period", "period");
  gtk_widget_class_install_action (widget_class, "narrow.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "narrow.look", "s", look_action);
  gtk_widget_class_install_action (widget_class, "narrow.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "narrow.delete", NULL, delete_action);
}

static void
rs_narrow_bar_class_init (RsNarrowBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rs_narrow_bar_dispose;
  object_class->finalize = rs_narrow_bar_finalize;
  object_class->get_property = rs_narrow_bar_get_property;
  object_class->set_property = rs_narrow_bar_set_property;
  properties[PROP_PERIOD] = g_param_spec_string (
    "period", NULL, NULL, "any", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED]
    = g_signal_new ("changed", RS_TYPE_NARROW_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("search-activated", RS_TYPE_NARROW_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-narrow-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RsNarrowBar, search_entry);
  gtk_widget_class_bind_template_child (widget_class, RsNarrowBar, state_filter);
  gtk_widget_class_bind_template_child (widget_class, RsNarrowBar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RsNarrowBar, pills);
  gtk_widget_class_bind_template_child (widget_class, RsNarrowBar, period_menu);
  gtk_widget_class_bind_template_child (widget_class, RsNarrowBar, saved_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_state_selected);
  install_actions (widget_class);
}

static void
fill_choices (RsNarrowBar *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  gtk_string_list_append (words, _ ("All states"));
  for (const RsWord *state = rs_words_states (); state->word != NULL; state++)
    gtk_string_list_append (words, rs_words_label (state, NULL));
  gtk_drop_down_set_model (self->state_filter, G_LIST_MODEL (words));
  for (guint i = 0; i < RS_N_PERIODS; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (rs_period_label (i), NULL);

      g_menu_item_set_action_and_target (item, "narrow.period", "s", rs_period_word (i));
      g_menu_append_item (self->period_menu, item);
    }
}

static void
rs_narrow_bar_init (RsNarrowBar *self)
{
  self->saved = rs_saved_looks_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_choices (self);
  rs_menu_names_watch (gtk_menu_button_get_popover (self->menu_button));
  update_actions (self);
}

void
rs_narrow_bar_set_list (RsNarrowBar *self, RsSession *session, RsQueryList *list)
{
  g_return_if_fail (RS_IS_NARROW_BAR (self));
  g_return_if_fail (self->list == NULL);

  self->session = g_object_ref (session);
  self->list = g_object_ref (list);
  g_ptr_array_unref (self->saved);
  self->saved = rs_look_keeper_read (rs_session_get_store (session));
  show_saved (self);
  g_signal_connect_object (list, "counts-changed", G_CALLBACK (on_counts_changed), self, G_CONNECT_SWAPPED);
}

gboolean
rs_narrow_bar_get_narrow (RsNarrowBar *self)
{
  g_return_val_if_fail (RS_IS_NARROW_BAR (self), FALSE);
  return rs_list_look_is_narrow (&self->look);
}

const char *
rs_narrow_bar_get_name (RsNarrowBar *self)
{
  const RsSavedLook *saved;

  g_return_val_if_fail (RS_IS_NARROW_BAR (self), NULL);

  saved = rs_list_look_is_narrow (&self->look) ? rs_saved_looks_find_look (self->saved, &self->look) : NULL;
  return saved != NULL ? saved->name : NULL;
}

void
rs_narrow_bar_clear (RsNarrowBar *self)
{
  g_return_if_fail (RS_IS_NARROW_BAR (self));

  rs_list_look_clear (&self->look);
  look_changed (self);
}

void
rs_narrow_bar_set_search (RsNarrowBar *self, const char *text)
{
  g_return_if_fail (RS_IS_NARROW_BAR (self));
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
}

void
rs_narrow_bar_search (RsNarrowBar *self)
{
  g_return_if_fail (RS_IS_NARROW_BAR (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
rs_narrow_bar_capture (RsNarrowBar *self, GtkWidget *widget)
{
  g_return_if_fail (RS_IS_NARROW_BAR (self));
  gtk_search_entry_set_key_capture_widget (self->search_entry, widget);
}
