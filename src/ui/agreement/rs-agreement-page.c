/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-agreement-page.h"

#include "rs-agreement-print.h"
#include "rs-agreement-report.h"
#include "rs-agreement-row-view.h"
#include "rs-agreements.h"
#include "rs-error.h"
#include "rs-notice-bar.h"
#include "rs-open-service.h"
#include "rs-save-file.h"
#include "rs-words.h"

#include <glib/gi18n.h>

struct _RsAgreementPage
{
  AdwNavigationPage parent_instance;

  RsNoticeBar *notice_bar;
  GtkStack *control;
  GtkDropDown *period;
  GtkLabel *progress_text;
  GtkProgressBar *progress;
  GtkBox *summary;
  GtkImage *result_icon;
  GtkLabel *result;
  GtkLabel *made;
  AdwWrapBox *totals;
  GtkStack *stack;
  GtkListView *view;

  RsSession *session;                          /* (owned) */
  RsEngine *running;                           /* (owned) (nullable) while it compares */
  RsAgreement *agreement;                      /* (owned) (nullable) the last one */
  RsVerdict shown;                             /* RS_N_VERDICTS for all */
  GArray *rows;                                /* (owned) (element-type guint) those shown */
  GtkToggleButton *buttons[RS_N_VERDICTS + 1]; /* (unowned) in totals, by verdict; the last for all */
  GListStore *items;                           /* (owned) (element-type RsAgreementItem) */
};

G_DEFINE_FINAL_TYPE (RsAgreementPage, rs_agreement_page, ADW_TYPE_NAVIGATION_PAGE)

static const gint64 period_days[] = { 7, 30, 90, 365 };

static void
say (RsAgreementPage *self, const char *words)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", words);
}

static void
show_rows (RsAgreementPage *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_clear_pointer (&self->rows, g_array_unref);
  self->rows = rs_agreement_list (self->agreement, self->shown);
  for (guint i = 0; i < self->rows->len; i++)
    g_ptr_array_add (items, rs_agreement_item_new (self->agreement, g_array_index (self->rows, guint, i)));
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata,
                       items->len);
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "list" : "empty");
}

/* Those of which there is none are not offered; what is shown may have become none. */
static void
show_totals (RsAgreementPage *self)
{
  for (guint i = 0; i <= RS_N_VERDICTS; i++)
    {
      guint n = i < RS_N_VERDICTS ? self->agreement->counts[i] : self->agreement->rows->len;
      const char *name = i < RS_N_VERDICTS ? rs_words_label (rs_words_for_verdict (i), NULL) : _ ("All");
      /* Translators: what is counted and how many: "Matched 60" */
      g_autofree char *label = g_strdup_printf (C_ ("totals", "%s %u"), name, n);

      gtk_button_set_label (GTK_BUTTON (self->buttons[i]), label);
      gtk_widget_set_visible (GTK_WIDGET (self->buttons[i]), n > 0 || i == RS_N_VERDICTS);
    }
  if (self->shown < RS_N_VERDICTS && self->agreement->counts[self->shown] == 0)
    gtk_toggle_button_set_active (self->buttons[RS_N_VERDICTS], TRUE);
}

static void
show_result (RsAgreementPage *self)
{
  g_autofree char *made = rs_agreement_describe_period (self->agreement, rs_session_get_now (self->session));
  g_autofree char *result = rs_agreement_describe_result (self->agreement);
  const RsWord *word = rs_words_for_verdict (
    rs_agreement_count_disagreements (self->agreement) > 0 ? RS_VERDICT_DIFFERS : RS_VERDICT_MATCHED);
  const char *const classes[] = { word->style, NULL };

  gtk_image_set_from_icon_name (self->result_icon, word->icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->result_icon), (const char **) classes);
  gtk_label_set_label (self->result, result);
  gtk_label_set_label (self->made, made);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), TRUE);
  show_totals (self);
  show_rows (self);
}

static void
update_actions (RsAgreementPage *self)
{
  gboolean can_run = rs_session_get_engine (self->session) != NULL && !rs_session_get_follows (self->session);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "agreement.compare", can_run && self->running == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "agreement.break-off", self->running != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "agreement.print", self->agreement != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "agreement.export", self->agreement != NULL);
}

static gboolean
get_made_at (RsDb *db, gpointer data, GError **error)
{
  return rs_agreements_get_made_at (db, data, error);
}

static gboolean
load (RsDb *db, gpointer data, GError **error)
{
  return rs_agreements_load (db, data, error);
}

/* Only while it is seen, and only when there is another one. */
static void
refresh (RsAgreementPage *self)
{
  RsStore *store = rs_session_get_store (self->session);
  g_autoptr (GError) error = NULL;
  RsAgreement *agreement = NULL;
  RsInstant made_at;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  update_actions (self);
  if (!rs_store_read (store, get_made_at, &made_at, &error)
      || (made_at != RS_INSTANT_NONE && (self->agreement == NULL || self->agreement->made_at != made_at)
          && !rs_store_read (store, load, &agreement, &error)))
    {
      say (self, error->message);
      return;
    }
  if (agreement == NULL)
    return;
  g_clear_pointer (&self->agreement, rs_agreement_unref);
  self->agreement = agreement;
  show_result (self);
  update_actions (self);
}

static void
show_progress (RsAgreementPage *self)
{
  guint done, total;
  g_autofree char *text = NULL;

  if (self->running == NULL)
    return;
  done = rs_engine_get_progress_done (self->running);
  total = rs_engine_get_progress_total (self->running);
  if (rs_engine_get_state (self->running) == RS_ENGINE_READING)
    {
      gtk_label_set_label (self->progress_text, _ ("Reading both systems…"));
      gtk_progress_bar_pulse (self->progress);
      return;
    }
  /* Translators: how far comparing is: orders done of all orders */
  text = g_strdup_printf (_ ("Comparing: %u of %u orders"), done, total);
  gtk_label_set_label (self->progress_text, text);
  gtk_progress_bar_set_fraction (self->progress, total > 0 ? (double) done / total : 0);
}

static void
set_running (RsAgreementPage *self, RsEngine *engine)
{
  if (self->running != NULL)
    g_signal_handlers_disconnect_by_func (self->running, show_progress, self);
  g_set_object (&self->running, engine);
  gtk_stack_set_visible_child_name (self->control, engine != NULL ? "running" : "choose");
  if (engine != NULL)
    {
      gtk_progress_bar_set_fraction (self->progress, 0);
      gtk_label_set_label (self->progress_text, _ ("Waiting for its turn…"));
      g_signal_connect_object (engine, "notify", G_CALLBACK (show_progress), self, G_CONNECT_SWAPPED);
    }
  update_actions (self);
}

static DexFuture *
on_compared (DexFuture *compared, gpointer data)
{
  RsAgreementPage *self = data;
  g_autoptr (GError) error = NULL;

  set_running (self, NULL);
  if (dex_future_get_value (compared, &error) == NULL)
    {
      if (!g_error_matches (error, RS_ERROR, RS_ERROR_CANCELLED))
        say (self, error->message);
      return NULL;
    }
  refresh (self);
  return NULL;
}

static void
compare_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsAgreementPage *self = RS_AGREEMENT_PAGE (widget);
  RsEngine *engine = rs_session_get_engine (self->session);
  gint64 days = period_days[MIN (gtk_drop_down_get_selected (self->period), G_N_ELEMENTS (period_days) - 1)];

  set_running (self, engine);
  dex_future_disown (
    dex_future_finally (rs_engine_agree (engine, rs_session_get_now (self->session) - days * RS_INSTANT_DAY),
                        on_compared, g_object_ref (self), g_object_unref));
}

static void
break_off_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rs_engine_break_off_agreement (RS_AGREEMENT_PAGE (widget)->running);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsAgreementPage *self = RS_AGREEMENT_PAGE (widget);

  rs_agreement_print (widget, self->agreement, self->rows);
}

static DexFuture *
on_exported (DexFuture *exported, gpointer data)
{
  RsAgreementPage *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *name = dex_future_get_value (exported, &error);
  /* Translators: a file's name */
  g_autofree char *words
    = name != NULL ? g_strdup_printf (_ ("Saved as %s"), g_value_get_string (name)) : NULL;

  if (words != NULL || !g_error_matches (error, RS_ERROR, RS_ERROR_CANCELLED))
    say (self, words != NULL ? words : error->message);
  return NULL;
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsAgreementPage *self = RS_AGREEMENT_PAGE (widget);
  g_autofree char *csv = rs_agreement_to_csv (self->agreement, self->rows);
  g_autofree char *base = rs_agreement_dup_file_name (self->agreement);
  g_autofree char *file = g_strconcat (base, ".csv", NULL);

  dex_future_disown (dex_future_finally (rs_save_file (widget, _ ("Export as a Table"), file, csv),
                                         on_exported, g_object_ref (self), g_object_unref));
}

static void
on_total_toggled (RsAgreementPage *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i <= RS_N_VERDICTS; i++)
    if (self->buttons[i] == button)
      self->shown = i;
  if (self->agreement != NULL)
    show_rows (self);
}

/* What only the target has is no order here: it is looked for there. */
static void
on_activated (RsAgreementPage *self, guint position)
{
  g_autoptr (RsAgreementItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  const RsAgreementRow *row = rs_agreement_item_get_row (item);

  if (row->case_key != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-order", "s", row->case_key);
  else
    rs_open_service (GTK_WIDGET (self), self->session, "webshipper", row->number);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  gtk_list_item_set_child (cell, GTK_WIDGET (rs_agreement_row_view_new ()));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  RsAgreementRowView *view = RS_AGREEMENT_ROW_VIEW (gtk_list_item_get_child (cell));
  g_autofree char *words = NULL;

  rs_agreement_row_view_show (view, rs_agreement_item_get_row (gtk_list_item_get_item (cell)));
  words = rs_agreement_row_view_read_out (view);
  gtk_list_item_set_accessible_label (cell, words);
}

static void
rs_agreement_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rs_agreement_page_parent_class)->map (widget);
  refresh (RS_AGREEMENT_PAGE (widget));
}

static void
rs_agreement_page_dispose (GObject *object)
{
  RsAgreementPage *self = RS_AGREEMENT_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_AGREEMENT_PAGE);
  g_clear_object (&self->running);
  g_clear_object (&self->items);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->agreement, rs_agreement_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rs_agreement_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RsAgreementPage, notice_bar);
  gtk_widget_class_bind_template_child (widget_class, RsAgreementPage, control);
  gtk_widget_class_bind_template_child (widget_class, RsAgreementPage, period);
  gtk_widget_class_bind_template_child (widget_class, RsAgreementPage, progress_text);
  gtk_widget_class_bind_template_child (widget_class, RsAgreementPage, progress);
  gtk_widget_class_bind_template_child (widget_class, RsAgreementPage, summary);
  gtk_widget_class_bind_template_child (widget_class, RsAgreementPage, result_icon);
  gtk_widget_class_bind_template_child (widget_class, RsAgreementPage, result);
  gtk_widget_class_bind_template_child (widget_class, RsAgreementPage, made);
  gtk_widget_class_bind_template_child (widget_class, RsAgreementPage, totals);
  gtk_widget_class_bind_template_child (widget_class, RsAgreementPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RsAgreementPage, view);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
rs_agreement_page_class_init (RsAgreementPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_agreement_page_dispose;
  widget_class->map = rs_agreement_page_map;
  g_type_ensure (RS_TYPE_NOTICE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-agreement-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "agreement.compare", NULL, compare_action);
  gtk_widget_class_install_action (widget_class, "agreement.break-off", NULL, break_off_action);
  gtk_widget_class_install_action (widget_class, "agreement.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "agreement.export", NULL, export_action);
}

static void
add_total (RsAgreementPage *self, guint index)
{
  self->buttons[index] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_can_shrink (GTK_BUTTON (self->buttons[index]), TRUE);
  if (index != RS_N_VERDICTS)
    gtk_toggle_button_set_group (self->buttons[index], self->buttons[RS_N_VERDICTS]);
  g_signal_connect_object (self->buttons[index], "toggled", G_CALLBACK (on_total_toggled), self,
                           G_CONNECT_SWAPPED);
  adw_wrap_box_append (self->totals, GTK_WIDGET (self->buttons[index]));
}

static void
rs_agreement_page_init (RsAgreementPage *self)
{
  static const RsVerdict order[]
    = { RS_VERDICT_MISSING, RS_VERDICT_DIFFERS, RS_VERDICT_SURPLUS, RS_VERDICT_HELD,
        RS_VERDICT_WAITING, RS_VERDICT_MATCHED, RS_VERDICT_STAYS };
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = RS_N_VERDICTS;
  add_total (self, RS_N_VERDICTS);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    add_total (self, order[i]);
  gtk_toggle_button_set_active (self->buttons[RS_N_VERDICTS], TRUE);
  self->items = g_list_store_new (RS_TYPE_AGREEMENT_ITEM);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->items)));
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

RsAgreementPage *
rs_agreement_page_new (RsSession *session)
{
  RsAgreementPage *self;

  g_return_val_if_fail (RS_IS_SESSION (session), NULL);

  self = g_object_new (RS_TYPE_AGREEMENT_PAGE, NULL);
  self->session = g_object_ref (session);
  rs_notice_bar_set_session (self->notice_bar, session);
  g_signal_connect_object (rs_session_get_store (session), "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::setup", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  update_actions (self);
  return self;
}
