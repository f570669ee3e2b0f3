/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-problem-header.h"

#include "rs-remedy.h"
#include "rs-words.h"

#include <glib/gi18n.h>

struct _RsProblemHeader
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkButton *retry_button;

  RsSession *session;   /* (owned) */
  GPtrArray *retriable; /* (owned) (element-type RsProblem) (nullable) */
};

G_DEFINE_FINAL_TYPE (RsProblemHeader, rs_problem_header, ADW_TYPE_BIN)

static const RsRemedy retry = { "retry", NULL, NULL };

static DexFuture *
on_done (DexFuture *done, gpointer data)
{
  gtk_widget_set_sensitive (GTK_WIDGET (((RsProblemHeader *) data)->retry_button), TRUE);
  return NULL;
}

static void
on_retry (RsProblemHeader *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->retry_button), FALSE);
  dex_future_disown (
    dex_future_finally (rs_remedy_run (&retry, GTK_WIDGET (self), self->session, self->retriable), on_done,
                        g_object_ref (self), g_object_unref));
}

static void
rs_problem_header_dispose (GObject *object)
{
  RsProblemHeader *self = RS_PROBLEM_HEADER (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), RS_TYPE_PROBLEM_HEADER);
  g_clear_pointer (&self->retriable, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rs_problem_header_parent_class)->dispose (object);
}

static void
rs_problem_header_class_init (RsProblemHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_problem_header_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-problem-header.ui");
  gtk_widget_class_bind_template_child (widget_class, RsProblemHeader, title);
  gtk_widget_class_bind_template_child (widget_class, RsProblemHeader, retry_button);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
}

static void
rs_problem_header_init (RsProblemHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsProblemHeader *
rs_problem_header_new (RsSession *session)
{
  RsProblemHeader *self = g_object_new (RS_TYPE_PROBLEM_HEADER, NULL);

  self->session = g_object_ref (session);
  return self;
}

void
rs_problem_header_set_problems (RsProblemHeader *self, GPtrArray *problems)
{
  g_autofree char *title = NULL;

  g_return_if_fail (RS_IS_PROBLEM_HEADER (self));

  g_clear_pointer (&self->retriable, g_ptr_array_unref);
  self->retriable = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_problem_unref);
  for (guint i = 0; i < problems->len; i++)
    if (rs_remedy_fits (&retry, g_ptr_array_index (problems, i)))
      g_ptr_array_add (self->retriable, rs_problem_ref (g_ptr_array_index (problems, i)));
  /* Translators: what a problem is, and how many there are of it */
  title = g_strdup_printf (C_ ("problems", "%s (%u)"),
                           rs_words_problem_title (((RsProblem *) g_ptr_array_index (problems, 0))->code),
                           problems->len);
  gtk_label_set_label (self->title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), self->retriable->len > 1);
}

const char *
rs_problem_header_get_title (RsProblemHeader *self)
{
  g_return_val_if_fail (RS_IS_PROBLEM_HEADER (self), NULL);
  return gtk_label_get_label (self->title);
}
