/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "meter.h"

#include <dlfcn.h>
#include <glib-unix.h>
#include <string.h>
#include <time.h>

/* How long a window that has its first rows is left alone before it is used. */
#define SETTLE_MS 700

static struct
{
  GApplication *application; /* (unowned) */
  GtkWindow *window;         /* (unowned) the first */
  const char *mode;
  gint64 started;
  gint64 first_frame; /* after @started, 0 before */
  gint64 opened;      /* 0 before */
  gint64 opened_cpu;  /* processor time of all threads until then */
} meter;

gint64
meter_thread_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

gint64
meter_process_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gint64
read_kilobytes (const char *name)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL) || (line = strstr (text, name)) == NULL)
    return 0;
  return g_ascii_strtoll (line + strlen (name), NULL, 10);
}

static void
finish (const char *results)
{
  g_autofree char *loop = meter_loop_describe ();
  GtkColumnView *list = meter_find_list (GTK_WIDGET (meter.window));
  g_autofree char *text = g_strdup_printf (
    "{\"first_frame_ms\":%.2f,\"opened_ms\":%.2f,\"opened_cpu_ms\":%.2f,\"peak_kb\":%" G_GINT64_FORMAT
    ",\"resident_kb\":%" G_GINT64_FORMAT
    ",\"rows\":%u,\"columns\":%u,\"width\":%d,\"height\":%d,\"loop\":{%s},\"results\":[%s]}\n",
    (double) meter.first_frame / 1000, (double) meter.opened / 1000, (double) meter.opened_cpu / 1000,
    read_kilobytes ("VmHWM:"), read_kilobytes ("VmRSS:"), list != NULL ? meter_count_rows (list) : 0,
    list != NULL ? meter_count_columns (list) : 0,
    list != NULL ? gtk_widget_get_width (GTK_WIDGET (list)) : 0,
    list != NULL ? gtk_widget_get_height (GTK_WIDGET (list)) : 0, loop, results);
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents (g_getenv ("RS_METER_OUT"), text, -1, &error))
    g_error ("%s", error->message);
  g_application_quit (meter.application);
}

static void
on_settled (gpointer data)
{
  meter_loop_forget ();
  if (g_str_equal (meter.mode, "use"))
    meter_use_begin (meter.window, finish);
  else if (g_str_equal (meter.mode, "scroll"))
    meter_scroll_begin (meter.window, finish);
}

static gboolean
has_opened (void)
{
  GtkColumnView *list;

  if (g_str_equal (meter.mode, "empty"))
    return TRUE;
  list = meter_find_list (GTK_WIDGET (meter.window));
  return list != NULL && meter_count_rows (list) > 0;
}

static void
on_after_paint (GdkFrameClock *clock, gpointer data)
{
  gint64 taken = g_get_monotonic_time () - meter.started;

  if (meter.first_frame == 0)
    meter.first_frame = taken;
  if (meter.opened != 0)
    {
      meter_use_frame ();
      return;
    }
  if (!has_opened ())
    return;
  meter.opened = taken;
  meter.opened_cpu = meter_process_time ();
  if (g_str_equal (meter.mode, "empty") || g_str_equal (meter.mode, "open"))
    finish ("");
  else if (g_str_equal (meter.mode, "watch"))
    meter_loop_forget (); /* what opening took is told elsewhere */
  else
    g_timeout_add_once (SETTLE_MS, on_settled, NULL);
}

static void
on_map (GtkWidget *window, gpointer data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_after_paint), NULL);
}

static void
on_window_added (GtkApplication *application, GtkWindow *window, gpointer data)
{
  if (meter.window != NULL)
    return;
  meter.window = window;
  g_signal_connect (window, "map", G_CALLBACK (on_map), NULL);
}

static gboolean
on_terminate (gpointer data)
{
  finish ("");
  return G_SOURCE_REMOVE;
}

/* Stands before GIO's own, which it calls. */
int
g_application_run (GApplication *application, int argc, char **argv)
{
  int (*run) (GApplication *, int, char **) = NULL;
  const char *started = g_getenv ("RS_METER_START");

  *(gpointer *) &run = dlsym (RTLD_NEXT, "g_application_run");
  meter.mode = g_getenv ("RS_METER");
  if (meter.mode == NULL || started == NULL || g_getenv ("RS_METER_OUT") == NULL)
    g_error ("The meter needs RS_METER, RS_METER_START and RS_METER_OUT");
  /* What the program starts is not measured. */
  g_unsetenv ("LD_PRELOAD");
  meter.application = application;
  meter.started = g_ascii_strtoll (started, NULL, 10);
  g_signal_connect (application, "window-added", G_CALLBACK (on_window_added), NULL);
  if (g_str_equal (meter.mode, "watch"))
    g_unix_signal_add (SIGTERM, on_terminate, NULL);
  meter_loop_begin ();
  return run (application, argc, argv);
}
