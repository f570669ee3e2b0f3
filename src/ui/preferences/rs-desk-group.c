/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-desk-group.h"

#include "rs-background.h"
#include "rs-habits.h"

#include <glib/gi18n.h>

struct _RsDeskGroup
{
  AdwPreferencesGroup parent_instance;

  RsSession *session; /* (owned) */
  AdwSwitchRow *notify_row;
  AdwSwitchRow *run_on_row;
  AdwSwitchRow *login_row;
};

G_DEFINE_FINAL_TYPE (RsDeskGroup, rs_desk_group, ADW_TYPE_PREFERENCES_GROUP)

static void
say (RsDeskGroup *self, const char *words)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);

  if (dialog != NULL)
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), adw_toast_new (words));
}

static void
keep (RsDeskGroup *self, RsHabit habit, gboolean on)
{
  dex_future_disown (rs_habit_set (rs_session_get_store (self->session), habit, on));
}

static void on_run_on_changed (RsDeskGroup *self);
static void on_login_changed (RsDeskGroup *self);

/* Shown without being chosen. */
static void
show (RsDeskGroup *self, AdwSwitchRow *row, gpointer handler, gboolean on)
{
  g_signal_handlers_block_by_func (row, handler, self);
  adw_switch_row_set_active (row, on);
  g_signal_handlers_unblock_by_func (row, handler, self);
}

static void
on_notify_changed (RsDeskGroup *self)
{
  keep (self, RS_HABIT_NOTIFY, adw_switch_row_get_active (self->notify_row));
}

/* The desktop's answer. Without a portal nobody forbids going on; but nobody starts it at login either. */
static DexFuture *
on_answered (DexFuture *asked, gpointer data)
{
  RsDeskGroup *self = data;
  gboolean at_login = adw_switch_row_get_active (self->login_row);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (asked, &error);
  gboolean granted = value != NULL ? g_value_get_boolean (value) : !at_login;

  if (granted)
    return NULL;
  if (value != NULL)
    {
      show (self, self->run_on_row, on_run_on_changed, FALSE);
      keep (self, RS_HABIT_RUN_ON, FALSE);
      gtk_widget_set_sensitive (GTK_WIDGET (self->login_row), FALSE);
    }
  show (self, self->login_row, on_login_changed, FALSE);
  keep (self, RS_HABIT_START_AT_LOGIN, FALSE);
  say (self, value != NULL ? _ ("The desktop does not let RackShip run in the background")
                           : _ ("This desktop has no way to start RackShip at login"));
  return NULL;
}

static void
ask (RsDeskGroup *self)
{
  dex_future_disown (dex_future_finally (rs_background_ask (adw_switch_row_get_active (self->login_row)),
                                         on_answered, g_object_ref (self), g_object_unref));
}

static void
on_run_on_changed (RsDeskGroup *self)
{
  gboolean on = adw_switch_row_get_active (self->run_on_row);

  keep (self, RS_HABIT_RUN_ON, on);
  gtk_widget_set_sensitive (GTK_WIDGET (self->login_row), on);
  if (!on && adw_switch_row_get_active (self->login_row))
    adw_switch_row_set_active (self->login_row, FALSE);
  else if (on)
    ask (self);
}

static void
on_login_changed (RsDeskGroup *self)
{
  keep (self, RS_HABIT_START_AT_LOGIN, adw_switch_row_get_active (self->login_row));
  ask (self);
}

static void
rs_desk_group_dispose (GObject *object)
{
  g_clear_object (&RS_DESK_GROUP (object)->session);
  G_OBJECT_CLASS (rs_desk_group_parent_class)->dispose (object);
}

static void
rs_desk_group_class_init (RsDeskGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rs_desk_group_dispose;
}

static AdwSwitchRow *
add_row (RsDeskGroup *self, const char *title, const char *subtitle, gboolean on,
         void (*changed) (RsDeskGroup *))
{
  AdwSwitchRow *row = ADW_SWITCH_ROW (adw_switch_row_new ());

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_switch_row_set_active (row, on);
  g_signal_connect_swapped (row, "notify::active", G_CALLBACK (changed), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
  return row;
}

static void
rs_desk_group_init (RsDeskGroup *self)
{
}

RsDeskGroup *
rs_desk_group_new (RsSession *session)
{
  RsDeskGroup *self;
  RsStore *store;

  g_return_val_if_fail (RS_IS_SESSION (session), NULL);

  self = g_object_new (RS_TYPE_DESK_GROUP, NULL);
  self->session = g_object_ref (session);
  store = rs_session_get_store (session);
  self->notify_row
    = add_row (self, _ ("Notify when something needs a person"), _ ("Never for what went well"),
               rs_habit_get (store, RS_HABIT_NOTIFY), on_notify_changed);
  self->run_on_row = add_row (self, _ ("Keep syncing when the window is closed"),
                              _ ("Quit from the menu or with Ctrl+Q ends it"),
                              rs_habit_get (store, RS_HABIT_RUN_ON), on_run_on_changed);
  self->login_row = add_row (self, _ ("Start at login"), _ ("Without a window"),
                             rs_habit_get (store, RS_HABIT_START_AT_LOGIN), on_login_changed);
  gtk_widget_set_sensitive (GTK_WIDGET (self->login_row), adw_switch_row_get_active (self->run_on_row));
  return self;
}
