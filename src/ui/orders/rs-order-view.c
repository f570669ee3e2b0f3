/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-order-view.h"

#include "rs-cases.h"
#include "rs-dialog.h"
#include "rs-facts.h"
#include "rs-engine.h"
#include "rs-line-table.h"
#include "rs-notice-bar.h"
#include "rs-order-facts.h"
#include "problems/rs-problem-card.h"
#include "rs-outside.h"
#include "rs-records.h"
#include "rs-ship-dialog.h"

#include <glib/gi18n.h>

/* How much of an order's history is shown. */
#define NEWEST 100

struct _RsOrderView
{
  AdwNavigationPage parent_instance;

  AdwWindowTitle *title;
  RsNoticeBar *notice_bar;
  GtkStack *stack;
  AdwPreferencesGroup *problems;
  RsFactGroup *state;
  AdwExpanderRow *why;
  AdwPreferencesGroup *lines_group;
  RsLineTable *lines;
  RsFactGroup *shipments;
  RsFactGroup *delivery;
  RsFactGroup *history;

  RsSession *session;  /* (owned) */
  char *case_key;      /* (owned) */
  RsCase *subject;     /* (owned) (nullable) as last read */
  GPtrArray *cards;    /* (owned) (element-type RsProblemCard) unowned, in the group */
  GPtrArray *why_rows; /* (owned) (element-type GtkWidget) unowned, in the expander */
};

G_DEFINE_FINAL_TYPE (RsOrderView, rs_order_view, ADW_TYPE_NAVIGATION_PAGE)

/* All that the view shows, read in one go. */
typedef struct
{
  const char *case_key;
  RsInstant now;
  RsCase *subject;
  RsCaseRow *row;
  RsPlan *plan;
  GPtrArray *problems;
  GPtrArray *happened;
} Reading;

static gboolean
read_order (RsDb *db, gpointer data, GError **error)
{
  Reading *self = data;
  g_autoptr (RsPolicy) policy = rs_policy_load (db, error);

  if (policy == NULL)
    return FALSE;
  self->subject = rs_case_load (db, self->case_key, error);
  self->row = self->subject != NULL ? rs_cases_get_row (db, self->case_key, error) : NULL;
  self->plan = self->subject != NULL ? rs_plan_case (self->subject, policy, self->now) : NULL;
  self->problems = self->plan != NULL ? rs_problems_of_case (db, self->case_key, error) : NULL;
  self->happened = self->problems != NULL ? rs_activity_list (db, self->case_key, NULL, NEWEST, error) : NULL;
  return self->happened != NULL;
}

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->subject, rs_case_unref);
  g_clear_pointer (&self->row, rs_case_row_unref);
  g_clear_pointer (&self->plan, rs_plan_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->happened, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static void
show_problems (RsOrderView *self, GPtrArray *problems)
{
  while (self->cards->len > problems->len)
    adw_preferences_group_remove (self->problems,
                                  g_ptr_array_steal_index (self->cards, self->cards->len - 1));
  while (self->cards->len < problems->len)
    {
      GtkWidget *card = GTK_WIDGET (rs_problem_card_new (self->session, FALSE));

      gtk_widget_set_margin_bottom (card, 6);
      adw_preferences_group_add (self->problems, card);
      g_ptr_array_add (self->cards, card);
    }
  for (guint i = 0; i < problems->len; i++)
    rs_problem_card_set_problem (g_ptr_array_index (self->cards, i), g_ptr_array_index (problems, i));
  gtk_widget_set_visible (GTK_WIDGET (self->problems), problems->len > 0);
}

static void
show_reasons (RsOrderView *self, GPtrArray *reasons)
{
  g_autoptr (GPtrArray) facts = rs_order_facts_reasons (reasons);

  while (self->why_rows->len > facts->len)
    adw_expander_row_remove (self->why, g_ptr_array_steal_index (self->why_rows, self->why_rows->len - 1));
  while (self->why_rows->len < facts->len)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      adw_expander_row_add_row (self->why, row);
      g_ptr_array_add (self->why_rows, row);
    }
  for (guint i = 0; i < facts->len; i++)
    {
      g_autofree char *words = rs_outside_block (((RsFact *) g_ptr_array_index (facts, i))->title);

      adw_preferences_row_set_title (g_ptr_array_index (self->why_rows, i), words);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->why), facts->len > 0);
}

static void
show_title (RsOrderView *self, const RsCaseRow *row)
{
  g_autofree char *title = g_strdup_printf (_ ("Order %s"), row->number);
  g_autofree char *customer = rs_outside_line (row->customer);

  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, customer);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
}

static void
show_facts (RsFactGroup *group, GPtrArray *facts)
{
  rs_fact_group_show (group, facts);
  g_ptr_array_unref (facts);
}

static void
show (RsOrderView *self, const Reading *reading)
{
  const RsCaseRow *row = reading->row != NULL ? reading->row : reading->plan->row;
  g_autoptr (GArray) stands = rs_case_stand_of_lines (reading->subject);

  show_title (self, row);
  show_problems (self, reading->problems);
  show_facts (self->state, rs_order_facts_state (row, reading->subject));
  show_reasons (self, reading->plan->reasons);
  rs_line_table_show (self->lines, stands);
  gtk_widget_set_visible (GTK_WIDGET (self->lines_group), stands->len > 0);
  show_facts (self->shipments, rs_order_facts_shipments (reading->subject));
  show_facts (self->delivery, rs_order_facts_delivery (row, reading->subject));
  show_facts (self->history, rs_order_facts_history (reading->happened, reading->now));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.ship",
                                 rs_session_get_engine (self->session) != NULL
                                   && rs_ship_dialog_can_ship (reading->subject));
}

static void
refresh (RsOrderView *self)
{
  g_auto (Reading) reading = { self->case_key, rs_session_get_now (self->session) };
  gboolean known;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  known = rs_store_read (rs_session_get_store (self->session), read_order, &reading, NULL);
  gtk_stack_set_visible_child_name (self->stack, known ? "order" : "gone");
  if (!known)
    {
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.ship", FALSE);
      return;
    }
  g_clear_pointer (&self->subject, rs_case_unref);
  self->subject = rs_case_ref (reading.subject);
  show (self, &reading);
}

static void
ship_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsOrderView *self = RS_ORDER_VIEW (widget);

  if (self->subject != NULL && rs_session_get_engine (self->session) != NULL)
    rs_dialog_present (ADW_DIALOG (rs_ship_dialog_new (self->session, self->subject)), widget);
}

static void
rs_order_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rs_order_view_parent_class)->map (widget);
  refresh (RS_ORDER_VIEW (widget));
}

static void
rs_order_view_dispose (GObject *object)
{
  RsOrderView *self = RS_ORDER_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_ORDER_VIEW);
  g_clear_object (&self->session);
  g_clear_pointer (&self->subject, rs_case_unref);
  G_OBJECT_CLASS (rs_order_view_parent_class)->dispose (object);
}

static void
rs_order_view_finalize (GObject *object)
{
  RsOrderView *self = RS_ORDER_VIEW (object);

  g_free (self->case_key);
  g_ptr_array_unref (self->cards);
  g_ptr_array_unref (self->why_rows);
  G_OBJECT_CLASS (rs_order_view_parent_class)->finalize (object);
}

static void
rs_order_view_class_init (RsOrderViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rs_order_view_dispose;
  object_class->finalize = rs_order_view_finalize;
  widget_class->map = rs_order_view_map;
  g_type_ensure (RS_TYPE_FACT_GROUP);
  g_type_ensure (RS_TYPE_LINE_TABLE);
  g_type_ensure (RS_TYPE_NOTICE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-order-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RsOrderView, title);
  gtk_widget_class_bind_template_child (widget_class, RsOrderView, notice_bar);
  gtk_widget_class_bind_template_child (widget_class, RsOrderView, stack);
  gtk_widget_class_bind_template_child (widget_class, RsOrderView, problems);
  gtk_widget_class_bind_template_child (widget_class, RsOrderView, state);
  gtk_widget_class_bind_template_child (widget_class, RsOrderView, why);
  gtk_widget_class_bind_template_child (widget_class, RsOrderView, lines_group);
  gtk_widget_class_bind_template_child (widget_class, RsOrderView, lines);
  gtk_widget_class_bind_template_child (widget_class, RsOrderView, shipments);
  gtk_widget_class_bind_template_child (widget_class, RsOrderView, delivery);
  gtk_widget_class_bind_template_child (widget_class, RsOrderView, history);
  gtk_widget_class_install_action (widget_class, "order.ship", NULL, ship_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "order.ship", NULL);
}

static void
rs_order_view_init (RsOrderView *self)
{
  self->cards = g_ptr_array_new ();
  self->why_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rs_order_view_explain (RsOrderView *self)
{
  g_return_if_fail (RS_IS_ORDER_VIEW (self));
  adw_expander_row_set_expanded (self->why, TRUE);
}

RsOrderView *
rs_order_view_new (RsSession *session, const char *case_key)
{
  RsOrderView *self;

  g_return_val_if_fail (RS_IS_SESSION (session), NULL);
  g_return_val_if_fail (case_key != NULL, NULL);

  self = g_object_new (RS_TYPE_ORDER_VIEW, NULL);
  self->session = g_object_ref (session);
  self->case_key = g_strdup (case_key);
  rs_notice_bar_set_session (self->notice_bar, session);
  g_signal_connect_object (rs_session_get_store (session), "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::setup", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return self;
}
