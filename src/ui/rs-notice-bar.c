/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-notice-bar.h"

#include <glib/gi18n.h>

struct _RsNoticeBar
{
  AdwBin parent_instance;

  AdwBanner *banner;
  RsSession *session; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (RsNoticeBar, rs_notice_bar, ADW_TYPE_BIN)

static void
update (RsNoticeBar *self)
{
  RsEngine *engine = rs_session_get_engine (self->session);
  g_autofree char *trouble = NULL;
  const char *words = NULL;

  g_object_get (self->session, "trouble", &trouble, NULL);
  if (engine != NULL && rs_engine_get_state (engine) == RS_ENGINE_STOPPED)
    words = _ ("A key is refused. Nothing is lost; everything waits until it is connected again.");
  else if (engine != NULL && trouble != NULL)
    words = _ ("Another RackShip syncs this profile. This window shows what it does.");
  else if (rs_workspace_is_practice (rs_session_get_workspace (self->session)))
    words = _ ("Practice mode: invented orders, simulated services. Nothing here is real.");
  if (words != NULL)
    adw_banner_set_title (self->banner, words);
  adw_banner_set_button_label (
    self->banner,
    engine != NULL && rs_engine_get_state (engine) == RS_ENGINE_STOPPED ? _ ("_Problems") : NULL);
  adw_banner_set_revealed (self->banner, words != NULL);
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
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->banner), "s", "problems");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->banner), "win.show-page");
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
