/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-application.h"

#include "rs-cases.h"
#include "rs-ui-resources.h"
#include "rs-window.h"

#include "rs-config.h"
#include <glib/gi18n-lib.h>
#include <locale.h>

#define PRACTICE_ORDERS 90
#define PRACTICE_SEED   2026

/* What a run of the window needs beside GTK's own. */
typedef struct
{
  const RsLaunch *launch;
  RsWindow *window;          /* (unowned) (nullable) */
  GApplication *application; /* (unowned) */
  int status;
} Running;

static RsWorkspace *
open_workspace (const RsLaunch *launch, GError **error)
{
  g_autoptr (RsSecrets) secrets = NULL;

  if (launch->practice)
    return rs_workspace_open_practice (PRACTICE_ORDERS, PRACTICE_SEED, error);
  return rs_workspace_open_with_keyring (launch->profile != NULL ? launch->profile : RS_PROFILE_DEFAULT,
                                         error);
}

/* The window as GTK draws it, as a PNG. */
static gboolean
save_picture (GtkWidget *window, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  int width = gtk_widget_get_width (window), height = gtk_widget_get_height (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    {
      g_printerr ("rackship: The window of %d × %d shows nothing\n", width, height);
      return FALSE;
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, &bounds);
  return gdk_texture_save_to_png (texture, path);
}

static gboolean
find_shippable (RsDb *db, gpointer data, GError **error)
{
  char **key = data;
  g_autoptr (GPtrArray) rows = rs_cases_search (db, NULL, 0, error);

  for (guint i = 0; rows != NULL && i < rows->len && *key == NULL; i++)
    {
      const RsCaseRow *row = g_ptr_array_index (rows, i);

      if (row->n_lines >= 3 && g_strcmp0 (row->rackbeat, "ready") == 0
          && g_strcmp0 (row->webshipper, "none") == 0 && g_strcmp0 (row->state, RS_CASE_STATE_HELD) != 0)
        *key = g_strdup (row->key);
    }
  return rows != NULL;
}

/* Shows the page that was asked for; TRUE when it is in the way of a picture no longer. */
static void
show_wanted (Running *self, RsWorkspace *workspace)
{
  const char *page = self->launch->page != NULL ? self->launch->page : "orders";
  g_autofree char *key = NULL;

  if (!g_str_equal (page, "order") && !g_str_equal (page, "ship"))
    {
      rs_window_show_page (self->window, page);
      return;
    }
  rs_store_read (rs_workspace_get_store (workspace), find_shippable, &key, NULL);
  if (key == NULL)
    return;
  rs_window_show_order (self->window, key);
}

typedef struct
{
  Running *running;
  RsWorkspace *workspace; /* (owned) */
} Picture;

static void
picture_free (gpointer data)
{
  Picture *self = data;

  g_object_unref (self->workspace);
  g_free (self);
}

static DexFuture *
picture_fiber (gpointer data)
{
  Picture *self = data;
  Running *running = self->running;

  dex_await (rs_window_ready (running->window), NULL);
  show_wanted (running, self->workspace);
  dex_await (dex_timeout_new_msec (1500), NULL);
  if (g_strcmp0 (running->launch->page, "ship") == 0)
    {
      rs_window_show_ship_dialog (running->window);
      dex_await (dex_timeout_new_msec (1500), NULL);
    }
  if (!save_picture (GTK_WIDGET (running->window), running->launch->screenshot))
    {
      g_printerr ("rackship: The picture could not be saved\n");
      running->status = 1;
    }
  g_application_quit (running->application);
  return dex_future_new_true ();
}

static void
tell_failure (Running *self, const GError *error)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (self->application));
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  g_autofree char *words = g_markup_escape_text (error->message, -1);

  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("RackShip Cannot Open Its Data"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), words);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-error-symbolic");
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 400);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_activate (GApplication *application, gpointer data)
{
  Running *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RsWorkspace) workspace = NULL;

  if (self->window != NULL)
    {
      gtk_window_present (GTK_WINDOW (self->window));
      return;
    }
  if (self->launch->dark)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  workspace = open_workspace (self->launch, &error);
  if (workspace == NULL)
    {
      tell_failure (self, error);
      return;
    }
  self->window = rs_window_new (ADW_APPLICATION (application), workspace);
  if (self->launch->width > 0)
    gtk_window_set_default_size (GTK_WINDOW (self->window), self->launch->width,
                                 self->launch->height > 0 ? self->launch->height : 800);
  gtk_window_present (GTK_WINDOW (self->window));
  if (self->launch->screenshot != NULL)
    {
      Picture *picture = g_new0 (Picture, 1);

      picture->running = self;
      picture->workspace = g_object_ref (workspace);
      dex_future_disown (dex_scheduler_spawn (NULL, 0, picture_fiber, picture, picture_free));
    }
}

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_application_quit (data);
}

int
rs_application_run (const RsLaunch *launch)
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GSimpleAction) quit_action = g_simple_action_new ("quit", NULL);
  Running running = { launch, NULL, NULL, 0 };
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE,
                  g_getenv ("RACKSHIP_LOCALEDIR") != NULL ? g_getenv ("RACKSHIP_LOCALEDIR") : RS_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  dex_init ();
  /* By name: a linker leaves out what nobody refers to. */
  g_resources_register (rs_ui_get_resource ());
  application = adw_application_new (RS_APP_ID, G_APPLICATION_NON_UNIQUE);
  running.application = G_APPLICATION (application);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), &running);
  g_signal_connect (quit_action, "activate", G_CALLBACK (quit), application);
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (quit_action));
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.quit",
                                         (const char *const[]) { "<Control>q", NULL });
  status = g_application_run (G_APPLICATION (application), 0, NULL);
  return status != 0 ? status : running.status;
}
