/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-problems-page.h"

#include "rs-list-items.h"
#include "rs-notice-bar.h"
#include "rs-phrases.h"
#include "rs-problem-card.h"
#include "rs-problem-header.h"
#include "rs-words.h"

struct _RsProblemsPage
{
  AdwNavigationPage parent_instance;

  RsNoticeBar *notice_bar;
  GtkStack *stack;
  GtkListView *view;

  RsSession *session; /* (owned) */
  GListStore *items;  /* (owned) (element-type RsProblemItem) */
};

G_DEFINE_FINAL_TYPE (RsProblemsPage, rs_problems_page, ADW_TYPE_NAVIGATION_PAGE)

static gboolean
list_problems (RsDb *db, gpointer data, GError **error)
{
  GPtrArray **problems = data;

  *problems = rs_problems_list (db, NULL, error);
  return *problems != NULL;
}

/* By kind; of one kind the oldest first. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const RsProblem *left = *(const RsProblem *const *) a, *right = *(const RsProblem *const *) b;
  guint left_rank = rs_words_problem_rank (left->code), right_rank = rs_words_problem_rank (right->code);

  if (left_rank != right_rank)
    return left_rank < right_rank ? -1 : 1;
  if (left->since != right->since)
    return left->since < right->since ? -1 : 1;
  return g_strcmp0 (left->subject, right->subject);
}

/* Several of one kind stand below a heading. */
static GPtrArray *
list_items (GPtrArray *problems)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_sort (problems, compare);
  for (guint i = 0, end; i < problems->len; i = end)
    {
      const char *code = ((RsProblem *) g_ptr_array_index (problems, i))->code;
      g_autoptr (GPtrArray) kind = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_problem_unref);

      for (end = i;
           end < problems->len && g_str_equal (((RsProblem *) g_ptr_array_index (problems, end))->code, code);
           end++)
        g_ptr_array_add (kind, rs_problem_ref (g_ptr_array_index (problems, end)));
      if (kind->len > 1)
        g_ptr_array_add (items, rs_problem_item_new_heading (kind));
      for (guint k = 0; k < kind->len; k++)
        g_ptr_array_add (items, rs_problem_item_new (g_ptr_array_index (kind, k)));
    }
  return items;
}

/* Only while it is seen: a hidden page reads when it is shown. */
static void
refresh (RsProblemsPage *self)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) items = NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self))
      || !rs_store_read (rs_session_get_store (self->session), list_problems, &problems, NULL))
    return;
  items = list_items (problems);
  rs_list_become (self->items, items, rs_problem_item_same);
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "list" : "nothing");
}

static void
bind_heading (RsProblemsPage *self, GtkListItem *cell, GPtrArray *problems)
{
  GtkWidget *child = gtk_list_item_get_child (cell);

  if (!RS_IS_PROBLEM_HEADER (child))
    {
      child = GTK_WIDGET (rs_problem_header_new (self->session));
      gtk_list_item_set_child (cell, child);
    }
  rs_problem_header_set_problems (RS_PROBLEM_HEADER (child), problems);
  gtk_list_item_set_accessible_label (cell, rs_problem_header_get_title (RS_PROBLEM_HEADER (child)));
  gtk_list_item_set_accessible_description (cell, "");
}

static void
bind_problem (RsProblemsPage *self, GtkListItem *cell, RsProblem *problem)
{
  GtkWidget *child = gtk_list_item_get_child (cell);
  g_autofree char *words = rs_phrase_translate (problem->text);

  if (!RS_IS_PROBLEM_CARD (child))
    {
      child = GTK_WIDGET (rs_problem_card_new (self->session, TRUE));
      gtk_list_item_set_child (cell, child);
    }
  rs_problem_card_set_problem (RS_PROBLEM_CARD (child), problem);
  gtk_list_item_set_accessible_label (cell, rs_problem_card_get_title (RS_PROBLEM_CARD (child)));
  gtk_list_item_set_accessible_description (cell, words);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *cell, RsProblemsPage *self)
{
  RsProblemItem *item = gtk_list_item_get_item (cell);
  GPtrArray *heads = rs_problem_item_get_heads (item);

  gtk_list_item_set_activatable (cell, FALSE);
  if (heads != NULL)
    bind_heading (self, cell, heads);
  else
    bind_problem (self, cell, rs_problem_item_get_problem (item));
}

static void
rs_problems_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rs_problems_page_parent_class)->map (widget);
  refresh (RS_PROBLEMS_PAGE (widget));
}

static void
rs_problems_page_dispose (GObject *object)
{
  RsProblemsPage *self = RS_PROBLEMS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_PROBLEMS_PAGE);
  g_clear_object (&self->items);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rs_problems_page_parent_class)->dispose (object);
}

static void
rs_problems_page_class_init (RsProblemsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_problems_page_dispose;
  widget_class->map = rs_problems_page_map;
  g_type_ensure (RS_TYPE_NOTICE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-problems-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RsProblemsPage, notice_bar);
  gtk_widget_class_bind_template_child (widget_class, RsProblemsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RsProblemsPage, view);
}

static void
rs_problems_page_init (RsProblemsPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->items = g_list_store_new (RS_TYPE_PROBLEM_ITEM);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->items)));
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

RsProblemsPage *
rs_problems_page_new (RsSession *session)
{
  RsProblemsPage *self;

  g_return_val_if_fail (RS_IS_SESSION (session), NULL);

  self = g_object_new (RS_TYPE_PROBLEMS_PAGE, NULL);
  self->session = g_object_ref (session);
  rs_notice_bar_set_session (self->notice_bar, session);
  g_signal_connect_object (rs_session_get_store (session), "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  return self;
}
