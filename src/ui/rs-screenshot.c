/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-screenshot.h"

#include "rs-cases.h"
#include "rs-error.h"

typedef struct
{
  RsWindow *window;         /* (owned) */
  const RsScreenshot *wish; /* (unowned) */
} Taking;

static void
taking_free (gpointer data)
{
  Taking *self = data;

  g_object_unref (self->window);
  g_free (self);
}

/* What a reader of a picture learns most from: an order that is part of the way. */
static const char *const preferred_states[]
  = { RS_CASE_STATE_PARTLY, RS_CASE_STATE_CROSSED, RS_CASE_STATE_WAITING, RS_CASE_STATE_NOT_WANTED };

typedef struct
{
  const char *number;           /* (nullable) */
  gboolean with_something_left; /* to ship */
  char *case_key;               /* (owned) (nullable) */
} Choice;

static gboolean
has_something_left (RsDb *db, const char *case_key)
{
  g_autoptr (RsCase) subject = rs_case_load (db, case_key, NULL);
  g_autoptr (GArray) stands = subject != NULL ? rs_case_stand_of_lines (subject) : NULL;
  guint n_left = 0;

  if (stands == NULL || subject->rb_order == NULL || !subject->rb_order->is_booked
      || subject->rb_order->is_cancelled)
    return FALSE;
  for (guint i = 0; i < stands->len; i++)
    n_left += g_array_index (stands, RsLineStand, i).remaining.micros > 0;
  return n_left > 1;
}

static gboolean
fits (RsDb *db, const Choice *self, const RsCaseRow *row, const char *state)
{
  if (self->number != NULL)
    return g_strcmp0 (row->number, self->number) == 0;
  return g_strcmp0 (row->state, state) == 0 && row->n_lines > 1
         && (!self->with_something_left || has_something_left (db, row->key));
}

static gboolean
choose_order (RsDb *db, gpointer data, GError **error)
{
  Choice *self = data;
  g_autoptr (GPtrArray) rows = rs_cases_search (db, self->number, 0, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (preferred_states) && self->case_key == NULL; i++)
    for (guint j = 0; j < rows->len && self->case_key == NULL; j++)
      {
        const RsCaseRow *row = g_ptr_array_index (rows, j);

        if (fits (db, self, row, preferred_states[i]))
          self->case_key = g_strdup (row->key);
      }
  return TRUE;
}

static gboolean
show (Taking *self, GError **error)
{
  const char *page = self->wish->page != NULL ? self->wish->page : "orders";
  Choice choice = { self->wish->search, g_strcmp0 (page, "ship") == 0, NULL };
  g_autofree char *case_key = NULL;

  if (rs_window_show_page (self->window, page))
    return TRUE;
  if (!rs_store_read (rs_session_get_store (rs_window_get_session (self->window)), choose_order, &choice,
                      error))
    return FALSE;
  case_key = choice.case_key;
  if (case_key == NULL)
    {
      g_set_error (error, RS_ERROR, RS_ERROR_NOT_FOUND, "There is no page or order to show for \"%.60s\"",
                   page);
      return FALSE;
    }
  rs_window_show_page (self->window, "orders");
  rs_window_open_order (self->window, case_key);
  return TRUE;
}

/* Frames go by until animations have ended and rows are there. */
static void
settle (void)
{
  dex_await (dex_timeout_new_msec (1500), NULL);
}

static gboolean
save (Taking *self, GError **error)
{
  GtkWidget *widget = GTK_WIDGET (self->window);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_STORAGE, "The window has nothing to show");
      return FALSE;
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (gdk_texture_save_to_png (texture, self->wish->file))
    return TRUE;
  g_set_error (error, RS_ERROR, RS_ERROR_STORAGE, "%s cannot be written", self->wish->file);
  return FALSE;
}

static DexFuture *
take_fiber (gpointer data)
{
  Taking *self = data;
  RsSession *session = rs_window_get_session (self->window);
  gboolean ship = g_strcmp0 (self->wish->page, "ship") == 0;
  GError *error = NULL;

  if (dex_await (rs_window_wait_started (self->window), NULL))
    {
      g_autoptr (RsSyncReport) report = dex_await_boxed (rs_session_sync_now (session), &error);

      if (report == NULL)
        return dex_future_new_for_error (error);
    }
  if (rs_session_get_setup (session) == RS_SETUP_READY && !show (self, &error))
    return dex_future_new_for_error (error);
  settle ();
  if (ship)
    {
      rs_window_ship (self->window);
      settle ();
    }
  if (!save (self, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

DexFuture *
rs_screenshot_take (RsWindow *window, const RsScreenshot *self)
{
  Taking *taking = g_new0 (Taking, 1);

  taking->window = g_object_ref (window);
  taking->wish = self;
  return dex_scheduler_spawn (NULL, 0, take_fiber, taking, taking_free);
}
