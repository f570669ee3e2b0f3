/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-notice-bar.h"

#include "rs-phrases.h"

#include <glib/gi18n.h>

struct _RsNoticeBar
{
  AdwBin parent_instance;

  AdwBanner *banner;
  RsSession *session; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (RsNoticeBar, rs_notice_bar, ADW_TYPE_BIN)

static void
show (RsNoticeBar *self, const char *words, const char *button, const char *action, const char *target)
{
  GtkActionable *actionable = GTK_ACTIONABLE (self->banner);

  if (words != NULL)
    adw_banner_set_title (self->banner, words);
  adw_banner_set_button_label (self->banner, button);
  /* GTK warns of an action that meets the target of another. */
  gtk_actionable_set_action_name (actionable, NULL);
  gtk_actionable_set_action_target_value (actionable, target != NULL ? g_variant_new_string (target) : NULL);
  gtk_actionable_set_action_name (actionable, action);
  adw_banner_set_revealed (self->banner, words != NULL);
}

static void
show_locked (RsNoticeBar *self, const char *trouble)
{
  g_autofree char *reason = rs_phrase_translate (trouble);
  /* Translators: why the keys of the two services cannot be had, such as "The keyring is locked" */
  g_autofree char *words
    = g_strdup_printf (_ ("%s. Until it is opened nothing is synced; nothing is lost."), reason);

  show (self, words, _ ("_Open Keyring"), "win.look-again", NULL);
}

static void
update (RsNoticeBar *self)
{
  RsEngine *engine = rs_session_get_engine (self->session);
  g_autofree char *trouble = NULL;

  g_object_get (self->session, "trouble", &trouble, NULL);
  if (rs_session_get_setup (self->session) == RS_SETUP_LOCKED)
    show_locked (self, trouble);
  else if (engine != NULL && rs_engine_get_state (engine) == RS_ENGINE_STOPPED)
    show (self, _ ("A key is refused. Nothing is lost; everything waits until it is connected again."),
          _ ("_Problems"), "win.show-page", "problems");
  else if (engine != NULL && trouble != NULL)
    show (self, _ ("Another RackShip syncs this profile. This window shows what it does."), NULL, NULL, NULL);
  else if (rs_workspace_is_practice (rs_session_get_workspace (self->session)))
    show (self, _ ("Practice mode: invented orders, simulated services. Nothing here is real."), NULL, NULL,
          NULL);
  else
    show (self, NULL, NULL, NULL, NULL);
}

static void
rs_notice_bar_dispose (GObject *object)
{
  RsNoticeBar *self = RS_NOTICE_BAR (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (rs_notice_bar_parent_class)->dispose (object);
}

static void
rs_notice_bar_class_init (RsNoticeBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rs_notice_bar_dispose;
}

static void
rs_notice_bar_init (RsNoticeBar *self)
{
  self->banner = ADW_BANNER (adw_banner_new (""));
  adw_banner_set_use_markup (self->banner, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->banner));
}

void
rs_notice_bar_set_session (RsNoticeBar *self, RsSession *session)
{
  g_return_if_fail (RS_IS_NOTICE_BAR (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::status", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
