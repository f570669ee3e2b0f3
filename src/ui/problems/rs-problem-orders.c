/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-problem-orders.h"

#include "rs-cases.h"
#include "rs-choose-dialog.h"
#include "rs-records.h"
#include "rs-words.h"

#include <glib/gi18n.h>

/* More than a person looks through; the others are in the list of orders, as held ones. */
#define MOST 500

typedef struct
{
  GtkWidget *widget;  /* (owned) */
  RsSession *session; /* (owned) */
  RsProblem *problem; /* (owned) */
  GPtrArray *orders;  /* (owned) (element-type RsChoice) */
} Showing;

static void
showing_free (gpointer data)
{
  Showing *self = data;

  g_object_unref (self->widget);
  g_object_unref (self->session);
  rs_problem_unref (self->problem);
  g_ptr_array_unref (self->orders);
  g_free (self);
}

static gboolean
list_orders (RsDb *db, gpointer data, GError **error)
{
  Showing *self = data;
  g_autoptr (GPtrArray) case_keys
    = rs_problems_list_cases (db, self->problem->code, self->problem->subject, error);

  if (case_keys == NULL)
    return FALSE;
  for (guint i = 0; i < MIN (case_keys->len, MOST); i++)
    {
      const char *case_key = g_ptr_array_index (case_keys, i);
      g_autoptr (GError) failure = NULL;
      g_autoptr (RsCaseRow) row = rs_cases_get_row (db, case_key, &failure);
      g_autofree char *title = NULL;

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      title = g_strdup_printf (_ ("Order %s"), row != NULL ? row->number : case_key);
      rs_choices_add (self->orders, case_key, title, row != NULL ? row->customer : NULL);
    }
  return TRUE;
}

static DexFuture *
show_fiber (gpointer data)
{
  Showing *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *case_key = NULL;

  if (rs_store_read (rs_session_get_store (self->session), list_orders, self, &error))
    case_key = dex_await_string (rs_choose (self->widget, _ ("Orders"),
                                            rs_words_problem_title (self->problem->code), self->orders, NULL),
                                 NULL);
  else
    gtk_widget_activate_action (self->widget, "win.say", "s", error->message);
  if (case_key != NULL)
    gtk_widget_activate_action (self->widget, "win.open-order", "s", case_key);
  return dex_future_new_true ();
}

void
rs_problem_show_orders (GtkWidget *widget, RsSession *session, RsProblem *problem)
{
  Showing *showing = g_new0 (Showing, 1);

  showing->widget = g_object_ref (widget);
  showing->session = g_object_ref (session);
  showing->problem = rs_problem_ref (problem);
  showing->orders = rs_choices_new ();
  dex_future_disown (dex_scheduler_spawn (NULL, 0, show_fiber, showing, showing_free));
}
