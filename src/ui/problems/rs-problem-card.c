/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-problem-card.h"

#include "rs-format.h"
#include "rs-outside.h"
#include "rs-phrases.h"
#include "rs-problem-orders.h"
#include "rs-remedy.h"
#include "rs-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RsProblemCard
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *since;
  GtkLabel *text;
  GtkLabel *stops;
  GtkButton *help_button;
  GtkButton *orders_button;
  GtkButton *open_button;
  AdwWrapBox *buttons;

  RsSession *session; /* (owned) */
  RsProblem *problem; /* (owned) (nullable) until one is shown */
  gboolean with_order;
};

G_DEFINE_FINAL_TYPE (RsProblemCard, rs_problem_card, ADW_TYPE_BIN)

static void
rs_problem_card_dispose (GObject *object)
{
  RsProblemCard *self = RS_PROBLEM_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), RS_TYPE_PROBLEM_CARD);
  g_clear_pointer (&self->problem, rs_problem_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rs_problem_card_parent_class)->dispose (object);
}

static void
on_show_orders (RsProblemCard *self)
{
  if (self->problem != NULL)
    rs_problem_show_orders (GTK_WIDGET (self), self->session, self->problem);
}

static void
rs_problem_card_class_init (RsProblemCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_problem_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-problem-card.ui");
  gtk_widget_class_bind_template_child (widget_class, RsProblemCard, title);
  gtk_widget_class_bind_template_child (widget_class, RsProblemCard, since);
  gtk_widget_class_bind_template_child (widget_class, RsProblemCard, text);
  gtk_widget_class_bind_template_child (widget_class, RsProblemCard, stops);
  gtk_widget_class_bind_template_child (widget_class, RsProblemCard, help_button);
  gtk_widget_class_bind_template_child (widget_class, RsProblemCard, orders_button);
  gtk_widget_class_bind_template_child (widget_class, RsProblemCard, open_button);
  gtk_widget_class_bind_template_child (widget_class, RsProblemCard, buttons);
  gtk_widget_class_bind_template_callback (widget_class, on_show_orders);
}

static void
rs_problem_card_init (RsProblemCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsProblemCard *
rs_problem_card_new (RsSession *session, gboolean with_order)
{
  RsProblemCard *self = g_object_new (RS_TYPE_PROBLEM_CARD, NULL);

  self->session = g_object_ref (session);
  self->with_order = with_order;
  return self;
}

static gboolean
is_of_order (const RsProblem *problem)
{
  return problem->case_key != NULL
         && (g_str_has_prefix (problem->case_key, "rb-order/")
             || g_str_has_prefix (problem->case_key, "ws-order/"));
}

static DexFuture *
on_done (DexFuture *done, gpointer data)
{
  gtk_widget_set_sensitive (GTK_WIDGET (((RsProblemCard *) data)->buttons), TRUE);
  return NULL;
}

/* While it is done it cannot be asked for again. */
static void
on_remedy (RsProblemCard *self, GtkButton *button)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_problem_unref);

  g_ptr_array_add (problems, rs_problem_ref (self->problem));
  gtk_widget_set_sensitive (GTK_WIDGET (self->buttons), FALSE);
  dex_future_disown (dex_future_finally (rs_remedy_run (g_object_get_data (G_OBJECT (button), "remedy"),
                                                        GTK_WIDGET (self), self->session, problems),
                                         on_done, g_object_ref (self), g_object_unref));
}

static void
add_button (RsProblemCard *self, const RsRemedy *remedy)
{
  GtkWidget *button = gtk_button_new_with_label (_ (remedy->label));

  gtk_button_set_can_shrink (GTK_BUTTON (button), TRUE);
  g_object_set_data (G_OBJECT (button), "remedy", (gpointer) remedy);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remedy), self, G_CONNECT_SWAPPED);
  adw_wrap_box_append (self->buttons, button);
}

/* Buttons that stay the same are the same: the keyboard is on one of them. */
static void
show_buttons (RsProblemCard *self, const RsProblem *problem)
{
  GtkWidget *button = gtk_widget_get_next_sibling (GTK_WIDGET (self->open_button));

  for (const RsRemedy *remedy = rs_remedies (); remedy->remedy != NULL; remedy++)
    {
      GtkWidget *next = button != NULL ? gtk_widget_get_next_sibling (button) : NULL;

      if (!rs_remedy_fits (remedy, problem))
        continue;
      while (button != NULL && g_object_get_data (G_OBJECT (button), "remedy") != remedy)
        {
          adw_wrap_box_remove (self->buttons, button);
          button = next;
          next = button != NULL ? gtk_widget_get_next_sibling (button) : NULL;
        }
      if (button == NULL)
        add_button (self, remedy);
      button = next;
    }
  while (button != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (button);

      adw_wrap_box_remove (self->buttons, button);
      button = next;
    }
}

static void
show_orders (RsProblemCard *self, const RsProblem *problem)
{
  gboolean many = self->with_order && problem->n_cases > 1;
  gboolean one = self->with_order && !many && is_of_order (problem);
  g_autofree char *stops = NULL;

  if (many)
    stops
      = g_strdup_printf (ngettext ("Stops %u order", "Stops %u orders", problem->n_cases), problem->n_cases);
  gtk_label_set_label (self->stops, stops != NULL ? stops : "");
  gtk_widget_set_visible (GTK_WIDGET (self->stops), many);
  gtk_widget_set_visible (GTK_WIDGET (self->orders_button), many);
  gtk_widget_set_visible (GTK_WIDGET (self->open_button), one);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open_button), "s",
                                    problem->case_key != NULL ? problem->case_key : "");
}

void
rs_problem_card_set_problem (RsProblemCard *self, RsProblem *problem)
{
  RsInstant now = rs_session_get_now (self->session);
  const char *case_key = problem->case_key != NULL ? problem->case_key : "";
  g_autofree char *text = rs_phrase_translate (problem->text);
  g_autofree char *shown = rs_outside_block (text);
  g_autofree char *since = rs_format_moment (problem->since, now);
  g_autofree char *place = g_strconcat ("problems#", problem->code, NULL);
  g_autofree char *title = NULL;
  g_autofree char *number = rs_problem_dup_argument (problem, "order");

  g_return_if_fail (RS_IS_PROBLEM_CARD (self));

  /* One cause may stop several orders: then it is not of this one alone. */
  if (self->with_order && is_of_order (problem) && g_strcmp0 (problem->subject, problem->case_key) == 0)
    /* Translators: a problem's heading and the number of its order */
    title = g_strdup_printf (_ ("%s: order %s"), rs_words_problem_title (problem->code),
                             number != NULL ? number : case_key + strlen ("rb-order/"));
  gtk_label_set_label (self->title, title != NULL ? title : rs_words_problem_title (problem->code));
  gtk_label_set_label (self->since, since);
  gtk_label_set_label (self->text, shown);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->help_button), "s", place);
  gtk_widget_set_sensitive (GTK_WIDGET (self->buttons), TRUE);
  show_orders (self, problem);
  show_buttons (self, problem);
  rs_problem_ref (problem);
  g_clear_pointer (&self->problem, rs_problem_unref);
  self->problem = problem;
}

const char *
rs_problem_card_get_title (RsProblemCard *self)
{
  g_return_val_if_fail (RS_IS_PROBLEM_CARD (self), NULL);
  return gtk_label_get_label (self->title);
}
