/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-application.h"

#include "rs-config.h"
#include "rs-failed-window.h"
#include "rs-habits.h"
#include "rs-screenshot.h"
#include "rs-start.h"
#include "rs-ui-resources.h"
#include "rs-window.h"

#include <glib/gi18n.h>
#include <locale.h>

/* Practice starts with enough orders to look like a working day. */
#define PRACTICE_ORDERS 90

#define RS_TYPE_APPLICATION (rs_application_get_type ())
G_DECLARE_FINAL_TYPE (RsApplication, rs_application, RS, APPLICATION, AdwApplication)

struct _RsApplication
{
  AdwApplication parent_instance;

  char *profile; /* (owned) (nullable) default */
  gboolean practice;
  gboolean background; /* started at login: no window is shown yet */
  gint64 seed;
  int width, height;
  gboolean dark;
  RsScreenshot screenshot;
  int status;
};

G_DEFINE_FINAL_TYPE (RsApplication, rs_application, ADW_TYPE_APPLICATION)

static const char *
get_profile (RsApplication *self)
{
  return self->profile != NULL ? self->profile : RS_PROFILE_DEFAULT;
}

static RsWorkspace *
open_workspace (RsApplication *self, gboolean practice, GError **error)
{
  if (practice)
    return rs_workspace_open_practice (PRACTICE_ORDERS, (guint64) self->seed, error);
  return rs_workspace_open_with_keyring (get_profile (self), error);
}

static RsWindow *
open_window (RsApplication *self, gboolean practice)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RsWorkspace) workspace = open_workspace (self, practice, &error);
  g_autoptr (RsSession) session = NULL;
  RsWindow *window;

  if (workspace == NULL)
    {
      gtk_window_present (
        GTK_WINDOW (rs_failed_window_new (GTK_APPLICATION (self), get_profile (self), error)));
      return NULL;
    }
  session = rs_session_new (workspace);
  window = rs_window_new (GTK_APPLICATION (self), session);
  if (self->width > 0 && self->height > 0)
    gtk_window_set_default_size (GTK_WINDOW (window), self->width, self->height);
  /* Only what goes on by itself may be there unseen. */
  if (!self->background || practice || !rs_habit_get (rs_session_get_store (session), RS_HABIT_RUN_ON))
    gtk_window_present (GTK_WINDOW (window));
  return window;
}

/* From the window that says that nothing could be opened, which makes way for the one that opens. */
static void
look_again_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RsApplication *self = data;
  GtkWindow *failed = gtk_application_get_active_window (GTK_APPLICATION (self));

  open_window (self, self->practice);
  if (failed != NULL && !RS_IS_WINDOW (failed))
    gtk_window_destroy (failed);
}

static void
practice_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RsApplication *self = data;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (RS_IS_WINDOW (l->data)
        && rs_workspace_is_practice (rs_session_get_workspace (rs_window_get_session (l->data))))
      {
        gtk_window_present (l->data);
        return;
      }
  open_window (self, TRUE);
}

/* The window of the real profile, for what the desktop is told of it. (nullable) */
static RsWindow *
find_window (RsApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (RS_IS_WINDOW (l->data)
        && !rs_workspace_is_practice (rs_session_get_workspace (rs_window_get_session (l->data))))
      return l->data;
  return NULL;
}

static void
show_and_activate (RsApplication *self, const char *action, GVariant *parameter)
{
  RsWindow *window = find_window (self);

  if (window == NULL)
    return;
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_activate_action_variant (GTK_WIDGET (window), action, parameter);
}

static void
show_page_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_and_activate (data, "win.show-page", parameter);
}

static void
connect_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_and_activate (data, "win.connect", parameter);
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_application_quit (data);
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (data);

  adw_show_about_dialog (GTK_WIDGET (window), "application-name", "RackShip", "application-icon", RS_APP_ID,
                         "version", RS_VERSION, "developer-name", _ ("The RackShip developers"),
                         "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Keeps Rackbeat and Webshipper in step"),
                         /* Translators: your names, one a line */
                         "translator-credits", _ ("translator-credits"), NULL);
}

static DexFuture *
on_screenshot_taken (DexFuture *taken, gpointer data)
{
  RsApplication *self = data;
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (taken, &error) == NULL)
    {
      g_printerr ("rackship: %s\n", error->message);
      self->status = 2;
    }
  g_application_quit (G_APPLICATION (self));
  return NULL;
}

static void
rs_application_activate (GApplication *application)
{
  RsApplication *self = RS_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  window = GTK_WINDOW (open_window (self, self->practice));
  if (window != NULL && self->screenshot.file != NULL)
    dex_future_disown (dex_future_finally (rs_screenshot_take (RS_WINDOW (window), &self->screenshot),
                                           on_screenshot_taken, g_object_ref (self), g_object_unref));
}

static void
rs_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { "quit", quit_action },
    { "about", about_action },
    { "practice", practice_action },
    { "look-again", look_again_action },
    { "show-page", show_page_action, "s" },
    { "connect", connect_action, "s" },
  };
  RsApplication *self = RS_APPLICATION (application);

  G_APPLICATION_CLASS (rs_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit",
                                         (const char *[]) { "<Control>q", NULL });
  if (self->dark)
    adw_style_manager_set_color_scheme (adw_application_get_style_manager (ADW_APPLICATION (self)),
                                        ADW_COLOR_SCHEME_FORCE_DARK);
}

static void
rs_application_finalize (GObject *object)
{
  RsApplication *self = RS_APPLICATION (object);

  g_free (self->profile);
  g_free (self->screenshot.file);
  g_free (self->screenshot.page);
  g_free (self->screenshot.search);
  G_OBJECT_CLASS (rs_application_parent_class)->finalize (object);
}

static void
rs_application_class_init (RsApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rs_application_finalize;
  application_class->activate = rs_application_activate;
  application_class->startup = rs_application_startup;
}

static void
rs_application_init (RsApplication *self)
{
}

static void
add_options (RsApplication *self)
{
  const GOptionEntry options[] = {
    { "profile", 0, 0, G_OPTION_ARG_STRING, &self->profile, N_ ("Open this profile"), "NAME" },
    { "practice", 0, 0, G_OPTION_ARG_NONE, &self->practice,
      N_ ("Open practice mode: simulated services, invented orders"), NULL },
    { "background", 0, 0, G_OPTION_ARG_NONE, &self->background,
      N_ ("Sync without a window, if that was chosen in Preferences"), NULL },
    { "seed", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &self->seed, NULL, NULL },
    { "screenshot", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &self->screenshot.file, NULL, NULL },
    { "page", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &self->screenshot.page, NULL, NULL },
    { "order", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &self->screenshot.search, NULL, NULL },
    { "width", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &self->width, NULL, NULL },
    { "height", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &self->height, NULL, NULL },
    { "dark", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &self->dark, NULL, NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/* Practice and named profiles are worlds of their own: they do not join a window that is open already. */
static GApplicationFlags
choose_flags (int argc, char **argv)
{
  if (argc == 2 && g_str_equal (argv[1], "--background"))
    return G_APPLICATION_DEFAULT_FLAGS;
  return argc > 1 ? G_APPLICATION_NON_UNIQUE : G_APPLICATION_DEFAULT_FLAGS;
}

/* The translations beside the program, or those of a build folder that a test names. */
static void
bind_translations (void)
{
  const char *folder = g_getenv ("RACKSHIP_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : RS_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
rs_application_run (int argc, char **argv)
{
  g_autoptr (RsApplication) self = NULL;
  int status;

  rs_start ();
  bind_translations ();
  /* By name: a linker leaves out what nobody refers to. */
  g_resources_register (rs_ui_get_resource ());
  self = g_object_new (RS_TYPE_APPLICATION, "application-id", RS_APP_ID, "flags", choose_flags (argc, argv),
                       "resource-base-path", "/com/example/RackShip", NULL);
  self->seed = 2026;
  self->width = 0;
  add_options (self);
  status = g_application_run (G_APPLICATION (self), argc, argv);
  return status != 0 ? status : self->status;
}
