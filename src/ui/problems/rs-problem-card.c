/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-problem-card.h"

#include "rs-format.h"
#include "rs-phrases.h"
#include "rs-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RsProblemCard
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *since;
  GtkLabel *text;
  GtkButton *open_button;
  GtkButton *retry_button;
  gboolean with_order;
};

G_DEFINE_FINAL_TYPE (RsProblemCard, rs_problem_card, ADW_TYPE_BIN)

static void
rs_problem_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RS_TYPE_PROBLEM_CARD);
  G_OBJECT_CLASS (rs_problem_card_parent_class)->dispose (object);
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
  gtk_widget_class_bind_template_child (widget_class, RsProblemCard, open_button);
  gtk_widget_class_bind_template_child (widget_class, RsProblemCard, retry_button);
}

static void
rs_problem_card_init (RsProblemCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsProblemCard *
rs_problem_card_new (gboolean with_order)
{
  RsProblemCard *self = g_object_new (RS_TYPE_PROBLEM_CARD, NULL);

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

void
rs_problem_card_set_problem (RsProblemCard *self, const RsProblem *problem, RsInstant now)
{
  const char *case_key = problem->case_key != NULL ? problem->case_key : "";
  g_autofree char *text = rs_phrase_translate (problem->text);
  g_autofree char *since = rs_format_moment (problem->since, now);
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
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->open_button), self->with_order && is_of_order (problem));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open_button), "s", case_key);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->retry_button), "s", case_key);
}
