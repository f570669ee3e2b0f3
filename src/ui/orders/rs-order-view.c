/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-order-view.h"

#include "../rs-format.h"
#include "rs-records.h"
#include "rs-ship-dialog.h"

#include "rs-config.h"
#include <glib/gi18n-lib.h>

struct _RsOrderView
{
  AdwNavigationPage parent_instance;

  RsWorkspace *workspace; /* (owned) */
  RsEngine *engine;       /* (owned) */
  char *case_key;         /* (owned) */
  RsCase *subject;        /* (owned) (nullable) */
  GtkScrolledWindow *scrolled;
  GtkWidget *page; /* (unowned) what the scrolled window holds */
};

G_DEFINE_FINAL_TYPE (RsOrderView, rs_order_view, ADW_TYPE_NAVIGATION_PAGE)

/* All that is shown, read in one go. */
typedef struct
{
  const char *case_key;
  RsCase *subject;
  RsPolicy *policy;
  GPtrArray *problems;
  GPtrArray *activity;
} Shown;

static gboolean
read_shown (RsDb *db, gpointer data, GError **error)
{
  Shown *self = data;

  self->subject = rs_case_load (db, self->case_key, error);
  self->policy = self->subject != NULL ? rs_policy_load (db, error) : NULL;
  self->problems = self->policy != NULL ? rs_problems_of_case (db, self->case_key, error) : NULL;
  self->activity = self->problems != NULL ? rs_activity_list (db, self->case_key, NULL, 60, error) : NULL;
  return self->activity != NULL;
}

static void
shown_clear (Shown *self)
{
  g_clear_pointer (&self->subject, rs_case_unref);
  g_clear_pointer (&self->policy, rs_policy_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->activity, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shown, shown_clear)

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  /* Before there is any text: what comes from outside is never markup, not even for a moment. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  return row;
}

static AdwPreferencesGroup *
add_group (GtkWidget *page, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (group));
  return group;
}

static void
add_problems (GtkWidget *page, const Shown *shown)
{
  AdwPreferencesGroup *group;

  if (shown->problems->len == 0)
    return;
  group = add_group (page, _ ("What Holds It"));
  for (guint i = 0; i < shown->problems->len; i++)
    {
      const RsProblem *problem = g_ptr_array_index (shown->problems, i);
      GtkWidget *row = make_row (problem->text, NULL);
      GtkWidget *retry = gtk_button_new_with_label (_ ("Try Again"));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (retry), "order.retry");
      gtk_widget_set_valign (retry, GTK_ALIGN_CENTER);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), retry);
      adw_preferences_group_add (group, row);
    }
}

static void
add_state (GtkWidget *page, const RsPlan *plan)
{
  AdwPreferencesGroup *group = add_group (page, _ ("State"));
  GtkWidget *state = make_row (rs_format_state (plan->row->state), plan->row->next);
  GtkWidget *image = gtk_image_new_from_icon_name (rs_format_state_icon (plan->row->state));
  GtkWidget *why = adw_expander_row_new ();
  g_autofree char *sides = g_strdup_printf (_ ("Rackbeat: %s · Webshipper: %s"),
                                            plan->row->rackbeat != NULL ? plan->row->rackbeat : "–",
                                            plan->row->webshipper != NULL ? plan->row->webshipper : "–");

  adw_action_row_add_prefix (ADW_ACTION_ROW (state), image);
  adw_preferences_group_add (group, state);
  adw_preferences_group_add (group, make_row (_ ("Both Sides"), sides));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (why), _ ("Why?"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (why), _ ("Which rule, setting and value decided this"));
  for (guint i = 0; i < plan->reasons->len; i++)
    {
      GtkWidget *reason = make_row (g_ptr_array_index (plan->reasons, i), NULL);

      adw_action_row_set_title_lines (ADW_ACTION_ROW (reason), 0);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (why), reason);
    }
  adw_preferences_group_add (group, why);
}

/* Ordered, shipped, in shipments, remaining (PRODUCT F6.2). */
static void
add_lines (GtkWidget *page, const RsCase *subject)
{
  AdwPreferencesGroup *group = add_group (page, _ ("Lines"));

  for (guint i = 0; subject->rb_order != NULL && i < subject->rb_order->lines->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (subject->rb_order->lines, i);
      RsDecimal left = rs_ship_dialog_can_ship (subject, line) ? rs_ship_dialog_remaining (subject, line)
                                                               : RS_DECIMAL_ZERO;
      g_autofree char *ordered = rs_format_quantity (line->quantity);
      g_autofree char *shipped = rs_format_quantity (line->has_shipped ? line->shipped : RS_DECIMAL_ZERO);
      g_autofree char *in_shipments = rs_format_quantity (rs_decimal_subtract (line->quantity, left));
      g_autofree char *remaining = rs_format_quantity (left);
      g_autofree char *price = rs_format_amount (line->unit_price, subject->rb_order->currency);
      g_autofree char *subtitle = NULL;

      if (line->item_number == NULL)
        subtitle = g_strdup (_ ("Text"));
      else if (!rs_ship_dialog_can_ship (subject, line))
        subtitle = g_strdup_printf (_ ("%s · %s × %s · no stock: stays off shipments"), line->item_number,
                                    ordered, price);
      else
        subtitle
          = g_strdup_printf (_ ("%s · %s each · ordered %s · shipped %s · in shipments %s · remaining %s"),
                             line->item_number, price, ordered, shipped, in_shipments, remaining);
      adw_preferences_group_add (group,
                                 make_row (line->name != NULL ? line->name : line->item_number, subtitle));
    }
}

static void
add_shipments (GtkWidget *page, const RsCase *subject)
{
  AdwPreferencesGroup *group;

  if (subject->rb_shipments->len + subject->ws_orders->len == 0)
    return;
  group = add_group (page, _ ("Shipments"));
  for (guint i = 0; i < subject->rb_shipments->len; i++)
    {
      const RsRbShipment *shipment = g_ptr_array_index (subject->rb_shipments, i);
      g_autofree char *title = g_strdup_printf (_ ("Rackbeat shipment %" G_GINT64_FORMAT), shipment->id);
      g_autofree char *subtitle
        = g_strdup_printf (ngettext ("%u line · %s", "%u lines · %s", shipment->lines->len),
                           shipment->lines->len, shipment->is_shipped ? _ ("shipped") : _ ("not shipped"));

      adw_preferences_group_add (group, make_row (title, subtitle));
    }
  for (guint i = 0; i < subject->ws_orders->len; i++)
    {
      const RsWsOrder *order = g_ptr_array_index (subject->ws_orders, i);
      g_autofree char *title = g_strdup_printf (_ ("Webshipper order %s"), order->id);

      adw_preferences_group_add (group, make_row (title, order->status));
    }
  for (guint i = 0; i < subject->ws_shipments->len; i++)
    {
      const RsWsShipment *shipment = g_ptr_array_index (subject->ws_shipments, i);

      for (guint j = 0; j < shipment->tracking_links->len; j++)
        {
          const RsTrackingLink *link = g_ptr_array_index (shipment->tracking_links, j);

          adw_preferences_group_add (
            group, make_row (shipment->carrier, link->number != NULL ? link->number : link->url));
        }
    }
}

static void
add_address (AdwPreferencesGroup *group, const char *title, const RsAddress *address)
{
  g_autofree char *text = address != NULL ? rs_address_to_text (address) : NULL;
  GtkWidget *row = make_row (title, text != NULL && *text != '\0' ? text : _ ("None"));

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (group, row);
}

static void
add_addresses (GtkWidget *page, const RsCase *subject)
{
  AdwPreferencesGroup *group;

  if (subject->rb_order == NULL)
    return;
  group = add_group (page, _ ("Addresses"));
  add_address (group, _ ("Delivery"), subject->rb_order->delivery_address);
  add_address (group, _ ("Billing"), subject->rb_order->billing_address);
  if (subject->rb_order->note != NULL && *subject->rb_order->note != '\0')
    adw_preferences_group_add (group, make_row (_ ("Comment"), subject->rb_order->note));
}

static void
add_history (GtkWidget *page, const Shown *shown, RsInstant now)
{
  AdwPreferencesGroup *group;

  if (shown->activity->len == 0)
    return;
  group = add_group (page, _ ("History"));
  for (guint i = 0; i < shown->activity->len; i++)
    {
      const RsActivity *entry = g_ptr_array_index (shown->activity, i);
      g_autofree char *at = rs_format_instant (entry->at, now);
      g_autofree char *subtitle
        = g_strdup_printf ("%s · %s · %s%s%s", at, entry->who, entry->result,
                           entry->detail != NULL ? " · " : "", entry->detail != NULL ? entry->detail : "");

      adw_preferences_group_add (group, make_row (entry->what, subtitle));
    }
}

static gboolean
anything_remains (const RsCase *subject)
{
  for (guint i = 0; subject->rb_order != NULL && i < subject->rb_order->lines->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (subject->rb_order->lines, i);

      if (rs_ship_dialog_can_ship (subject, line) && rs_ship_dialog_remaining (subject, line).micros > 0)
        return subject->rb_order->is_booked && !subject->rb_order->is_cancelled;
    }
  return FALSE;
}

static GtkWidget *
make_page (const Shown *shown, RsInstant now)
{
  g_autoptr (RsPlan) plan = rs_plan_case (shown->subject, shown->policy, now);
  GtkWidget *clamp = adw_clamp_new (), *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  gtk_widget_set_margin_top (page, 24);
  gtk_widget_set_margin_bottom (page, 24);
  gtk_widget_set_margin_start (page, 12);
  gtk_widget_set_margin_end (page, 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 900);
  adw_clamp_set_child (ADW_CLAMP (clamp), page);
  add_problems (page, shown);
  add_state (page, plan);
  add_lines (page, shown->subject);
  add_shipments (page, shown->subject);
  add_addresses (page, shown->subject);
  add_history (page, shown, now);
  return clamp;
}

static void
refresh (RsOrderView *self)
{
  g_auto (Shown) shown = { .case_key = self->case_key };
  GtkAdjustment *position = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double at = gtk_adjustment_get_value (position);

  if (!rs_store_read (rs_workspace_get_store (self->workspace), read_shown, &shown, NULL))
    return;
  gtk_scrolled_window_set_child (self->scrolled,
                                 make_page (&shown, rs_clock_now (rs_workspace_get_clock (self->workspace))));
  gtk_adjustment_set_value (position, at);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.ship", anything_remains (shown.subject));
  g_clear_pointer (&self->subject, rs_case_unref);
  self->subject = g_steal_pointer (&shown.subject);
}

static void
on_shipped (RsShipDialog *dialog, const char *words, gpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (data), "win.tell", "s", words);
}

static void
ship (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsOrderView *self = RS_ORDER_VIEW (widget);
  RsShipDialog *dialog;

  if (self->subject == NULL || !anything_remains (self->subject))
    return;
  dialog = rs_ship_dialog_new (self->engine, self->subject);
  g_signal_connect_object (dialog, "done", G_CALLBACK (on_shipped), self, 0);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
retry (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsOrderView *self = RS_ORDER_VIEW (widget);

  dex_future_disown (rs_engine_retry (self->engine, self->case_key));
}

static void
rs_order_view_dispose (GObject *object)
{
  RsOrderView *self = RS_ORDER_VIEW (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->subject, rs_case_unref);
  G_OBJECT_CLASS (rs_order_view_parent_class)->dispose (object);
}

static void
rs_order_view_finalize (GObject *object)
{
  g_free (RS_ORDER_VIEW (object)->case_key);
  G_OBJECT_CLASS (rs_order_view_parent_class)->finalize (object);
}

static void
rs_order_view_class_init (RsOrderViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_order_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = rs_order_view_finalize;
  gtk_widget_class_install_action (widget_class, "order.ship", NULL, ship);
  gtk_widget_class_install_action (widget_class, "order.retry", NULL, retry);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "order.ship", NULL);
}

static void
rs_order_view_init (RsOrderView *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *header = adw_header_bar_new (),
            *button = gtk_button_new_with_mnemonic (_ ("_Create Shipment…"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "order.ship");
  gtk_widget_add_css_class (button, "suggested-action");
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), button);
  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->scrolled));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

RsOrderView *
rs_order_view_new (RsWorkspace *workspace, RsEngine *engine, const char *case_key)
{
  RsOrderView *self = g_object_new (RS_TYPE_ORDER_VIEW, NULL);
  g_autofree char *title = NULL;
  char kind;
  gint64 number = 0;

  self->workspace = g_object_ref (workspace);
  self->engine = g_object_ref (engine);
  self->case_key = g_strdup (case_key);
  rs_plan_parse_ext_ref (case_key, &kind, &number);
  title = g_strdup_printf (_ ("Order %" G_GINT64_FORMAT), number);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  g_signal_connect_object (rs_workspace_get_store (workspace), "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
  return self;
}
