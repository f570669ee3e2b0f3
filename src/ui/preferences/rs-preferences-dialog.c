/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-preferences-dialog.h"

#include "assistant/rs-ability-facts.h"
#include "rs-choice-row.h"
#include "rs-desk-group.h"
#include "rs-phrases.h"
#include "rs-set-up-dialogs.h"
#include "rs-set-up.h"

#include <glib/gi18n.h>

struct _RsPreferencesDialog
{
  AdwPreferencesDialog parent_instance;

  AdwActionRow *flow_row;
  AdwActionRow *mapping_row;
  AdwPreferencesGroup *settings;
  RsFactGroup *rackbeat;
  RsFactGroup *rackbeat_abilities;
  RsFactGroup *webshipper;
  RsFactGroup *webshipper_abilities;
  AdwPreferencesPage *computer;

  RsSession *session; /* (owned) */
  RsSetUp *set_up;    /* (owned) */
};

G_DEFINE_FINAL_TYPE (RsPreferencesDialog, rs_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static const char *
describe_flow (const RsPolicy *policy)
{
  if (policy->direction == RS_DIRECTION_WS_TO_RB)
    return policy->trigger == RS_TRIGGER_SHIPMENT ? _ ("Shipments go from Webshipper to Rackbeat")
                                                  : _ ("Orders go from Webshipper to Rackbeat");
  return policy->trigger == RS_TRIGGER_SHIPMENT ? _ ("Shipments go from Rackbeat to Webshipper")
                                                : _ ("Orders go from Rackbeat to Webshipper");
}

/* A pair whose term or rate is gone is none. */
static char *
describe_mapping (const RsPolicy *policy)
{
  gboolean inbound = policy->direction == RS_DIRECTION_WS_TO_RB;
  GHashTable *pairs = inbound ? policy->term_of_rate : policy->rate_of_term;
  GHashTable *all = inbound ? policy->rates : policy->terms;
  GHashTableIter iter;
  gpointer key;
  guint n_mapped = 0;

  g_hash_table_iter_init (&iter, pairs);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n_mapped += g_hash_table_contains (all, key);
  return inbound ? g_strdup_printf (_ ("%u of %u shipping rates have a delivery term"), n_mapped,
                                    g_hash_table_size (all))
                 : g_strdup_printf (_ ("%u of %u delivery terms have a shipping rate"), n_mapped,
                                    g_hash_table_size (all));
}

static void
show_facts (RsFactGroup *group, GPtrArray *facts)
{
  rs_fact_group_show (group, facts);
  g_ptr_array_unref (facts);
}

static void
update (RsPreferencesDialog *self)
{
  const RsPolicy *policy = rs_set_up_get_policy (self->set_up);
  g_autofree char *mapping = describe_mapping (policy);

  adw_action_row_set_subtitle (self->flow_row, describe_flow (policy));
  adw_action_row_set_subtitle (self->mapping_row, mapping);
  show_facts (self->rackbeat, rs_owner_facts_list (self->session, "rackbeat"));
  show_facts (self->rackbeat_abilities, rs_ability_facts_list (self->session, "rackbeat"));
  show_facts (self->webshipper, rs_owner_facts_list (self->session, "webshipper"));
  show_facts (self->webshipper_abilities, rs_ability_facts_list (self->session, "webshipper"));
}

static void
fill (RsPreferencesDialog *self)
{
  const RsPolicy *policy = rs_set_up_get_policy (self->set_up);

  for (const RsChoiceWords *words = rs_choice_words (); words->name != NULL; words++)
    if (words->direction == RS_DIRECTION_NONE || words->direction == policy->direction)
      adw_preferences_group_add (self->settings, rs_choice_row_new (self->set_up, words));
}

static void
say (RsPreferencesDialog *self, const GError *error)
{
  g_autofree char *words = rs_phrase_translate (error->message);
  AdwToast *toast = adw_toast_new (words);

  adw_toast_set_use_markup (toast, FALSE);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), toast);
}

static DexFuture *
save_fiber (gpointer data)
{
  RsPreferencesDialog *self = data;
  g_autoptr (GError) error = NULL;
  gboolean saved = dex_await (rs_set_up_save (self->set_up), &error);
  RsEngine *engine = rs_session_get_engine (self->session);

  if (saved && engine != NULL)
    rs_engine_wake (engine);
  if (!saved && self->flow_row != NULL)
    say (self, error);
  return dex_future_new_true ();
}

static void
on_chosen (RsPreferencesDialog *self)
{
  if (rs_set_up_is_changed (self->set_up))
    dex_future_disown (dex_scheduler_spawn (NULL, 0, save_fiber, g_object_ref (self), g_object_unref));
}

/* A dialog that reviews takes the place of this one. */
static void
show_instead (RsPreferencesDialog *self, void (*show) (RsSession *session, GtkWidget *parent))
{
  GtkWidget *parent = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autoptr (RsSession) session = g_object_ref (self->session);

  adw_dialog_close (ADW_DIALOG (self));
  show (session, parent);
}

static void
on_flow_activated (RsPreferencesDialog *self)
{
  show_instead (self, rs_show_flow_dialog);
}

static void
on_mapping_activated (RsPreferencesDialog *self)
{
  show_instead (self, rs_show_mapping_dialog);
}

static void
rs_preferences_dialog_dispose (GObject *object)
{
  RsPreferencesDialog *self = RS_PREFERENCES_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_PREFERENCES_DIALOG);
  G_OBJECT_CLASS (rs_preferences_dialog_parent_class)->dispose (object);
}

static void
rs_preferences_dialog_finalize (GObject *object)
{
  RsPreferencesDialog *self = RS_PREFERENCES_DIALOG (object);

  g_clear_object (&self->set_up);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rs_preferences_dialog_parent_class)->finalize (object);
}

static void
rs_preferences_dialog_class_init (RsPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_preferences_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rs_preferences_dialog_finalize;
  g_type_ensure (RS_TYPE_FACT_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/example/RackShip/ui/rs-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RsPreferencesDialog, flow_row);
  gtk_widget_class_bind_template_child (widget_class, RsPreferencesDialog, mapping_row);
  gtk_widget_class_bind_template_child (widget_class, RsPreferencesDialog, settings);
  gtk_widget_class_bind_template_child (widget_class, RsPreferencesDialog, rackbeat);
  gtk_widget_class_bind_template_child (widget_class, RsPreferencesDialog, rackbeat_abilities);
  gtk_widget_class_bind_template_child (widget_class, RsPreferencesDialog, webshipper);
  gtk_widget_class_bind_template_child (widget_class, RsPreferencesDialog, webshipper_abilities);
  gtk_widget_class_bind_template_child (widget_class, RsPreferencesDialog, computer);
  gtk_widget_class_bind_template_callback (widget_class, on_flow_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_mapping_activated);
}

static void
rs_preferences_dialog_init (RsPreferencesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsPreferencesDialog *
rs_preferences_dialog_new (RsSession *session, const char *page)
{
  RsPreferencesDialog *self;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (RS_IS_SESSION (session), NULL);

  self = g_object_new (RS_TYPE_PREFERENCES_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->set_up = rs_set_up_new (session);
  if (rs_set_up_read (self->set_up, &error))
    fill (self);
  else
    say (self, error);
  adw_preferences_page_add (self->computer, ADW_PREFERENCES_GROUP (rs_desk_group_new (session)));
  g_signal_connect_object (self->set_up, "changed", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  /* A new key changes whose account it is and what it allows. */
  g_signal_connect_object (session, "notify::setup", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  if (page != NULL)
    adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (self), page);
  return self;
}
