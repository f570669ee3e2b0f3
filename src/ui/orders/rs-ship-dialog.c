/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-ship-dialog.h"

#include "rs-error.h"
#include "rs-format.h"
#include "rs-json.h"
#include "rs-engine.h"
#include "rs-outside.h"
#include "rs-phrases.h"
#include "rs-redact.h"
#include "rs-ship-sums.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RsShipDialog
{
  AdwDialog parent_instance;

  GtkButton *cancel_button;
  GtkButton *create_button;
  GtkStack *stack;
  AdwPreferencesGroup *lines_group;
  AdwActionRow *weight_row;
  AdwActionRow *amount_row;
  AdwActionRow *behind_row;
  AdwSwitchRow *book_row;
  AdwStatusPage *result;
  GtkLabel *result_text;
  GtkButton *rest_button;
  GtkButton *done_button;

  RsSession *session; /* (owned) */
  RsCase *
    subject; /* (owned) as it was when the dialog opened: the engine holds the wish against what is so then */
  GArray *stands;  /* (owned) (element-type RsLineStand) with something remaining */
  GPtrArray *rows; /* (owned) (element-type AdwSpinRow) unowned, by index of the stands */
};

G_DEFINE_FINAL_TYPE (RsShipDialog, rs_ship_dialog, ADW_TYPE_DIALOG)

static void on_rest (RsShipDialog *self);

/* A spin button holds a double: its text has few enough digits to be read back exactly. */
static RsDecimal
get_quantity (RsShipDialog *self, guint index)
{
  const RsLineStand *stand = &g_array_index (self->stands, RsLineStand, index);
  AdwSpinRow *row = g_ptr_array_index (self->rows, index);
  RsDecimal quantity = RS_DECIMAL_ZERO;

  if (!rs_decimal_from_double (adw_spin_row_get_value (row), &quantity, NULL) || quantity.micros < 0)
    return RS_DECIMAL_ZERO;
  return rs_decimal_compare (quantity, stand->remaining) > 0 ? stand->remaining : quantity;
}

/* (element-type RsDecimal) (transfer full) */
static GArray *
get_quantities (RsShipDialog *self)
{
  GArray *quantities = g_array_new (FALSE, FALSE, sizeof (RsDecimal));

  for (guint i = 0; i < self->stands->len; i++)
    {
      RsDecimal quantity = get_quantity (self, i);

      g_array_append_val (quantities, quantity);
    }
  return quantities;
}

static void
update_sums (RsShipDialog *self)
{
  g_autoptr (GArray) quantities = get_quantities (self);
  RsShipSums sums = rs_ship_sums (self->stands, quantities);
  g_autofree char *weight = rs_format_weight (sums.grams);
  g_autofree char *amount = rs_format_money (sums.amount, self->subject->rb_order->currency);
  g_autofree char *units = rs_format_quantity (sums.behind);
  /* Translators: how much of an order is not on this shipment */
  g_autofree char *behind = g_strdup_printf (ngettext ("%s on %u line", "%s on %u lines", sums.lines_behind),
                                             units, sums.lines_behind);
  /* Translators: a weight that is at least so, because an item has none */
  g_autofree char *at_least = g_strdup_printf (_ ("%s, and items without a known weight"), weight);

  adw_action_row_set_subtitle (self->weight_row, !sums.lacks_weights ? (*weight != '\0' ? weight : "–")
                                                 : *weight != '\0'   ? at_least
                                                                     : _ ("Not known"));
  adw_action_row_set_subtitle (self->amount_row, amount);
  adw_action_row_set_subtitle (
    self->behind_row, sums.lines_behind > 0 ? behind : _ ("Nothing: the order is complete with this"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->create_button), sums.units.micros > 0);
}

static void
set_all (RsShipDialog *self, gboolean all)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_spin_row_set_value (
      g_ptr_array_index (self->rows, i),
      all ? rs_decimal_to_double (g_array_index (self->stands, RsLineStand, i).remaining) : 0);
}

static void
on_all (RsShipDialog *self)
{
  set_all (self, TRUE);
}

static void
on_none (RsShipDialog *self)
{
  set_all (self, FALSE);
}

typedef struct
{
  const char *case_key;
  RsCase *subject; /* (owned) (nullable) */
} Reading;

static gboolean
read_case (RsDb *db, gpointer data, GError **error)
{
  Reading *self = data;

  self->subject = rs_case_load (db, self->case_key, error);
  return self->subject != NULL;
}

/* As it is now. (transfer full) (nullable) */
static RsCase *
read_subject (RsShipDialog *self)
{
  Reading reading = { self->subject->key, NULL };

  rs_store_read (rs_session_get_store (self->session), read_case, &reading, NULL);
  return reading.subject;
}

/* What is left can go on a shipment of its own at once. */
static void
offer_rest (RsShipDialog *self, gboolean made)
{
  g_autoptr (RsCase) subject = made ? read_subject (self) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->rest_button),
                          subject != NULL && rs_ship_dialog_can_ship (subject));
}

static void
show_result (RsShipDialog *self, const char *icon, const char *title, const char *text)
{
  g_autofree char *clean = rs_redact (text);
  g_autofree char *words = rs_phrase_translate (clean);
  g_autofree char *shown = rs_outside_block (words);

  adw_status_page_set_icon_name (self->result, icon);
  adw_status_page_set_title (self->result, title);
  gtk_label_set_label (self->result_text, shown);
  gtk_stack_set_visible_child_name (self->stack, "result");
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), FALSE);
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->done_button));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* A refusal leaves the choice as it was, to be corrected. */
static void
show_refusal (RsShipDialog *self, const GError *error)
{
  offer_rest (self, FALSE);
  show_result (self, "rs-held-symbolic", _ ("No Shipment Was Made"), error->message);
}

static void
show_answer (RsShipDialog *self, JsonObject *answer)
{
  const char *state = json_object_get_string_member_with_default (answer, "state", "waiting");
  const char *text = json_object_get_string_member_with_default (answer, "text", "");
  gboolean wants_booking = adw_switch_row_get_active (self->book_row);
  gboolean booked = json_object_get_string_member_with_default (answer, "ws_shipment_id", NULL) != NULL;

  offer_rest (self, g_str_equal (state, "done"));
  if (g_str_equal (state, "by-hand"))
    show_result (self, "rs-held-symbolic", _ ("Finish It by Hand"), text);
  else if (g_str_equal (state, "failed"))
    show_result (self, "rs-held-symbolic", _ ("No Shipment Was Made"), text);
  else if (g_str_equal (state, "done") && wants_booking && booked)
    show_result (self, "rs-shipped-symbolic", _ ("Shipment Made and Booked"),
                 _ ("The label can be fetched in Webshipper."));
  else if (g_str_equal (state, "done") && wants_booking)
    show_result (self, "rs-partly-symbolic", _ ("Shipment Made, Not Booked"),
                 g_str_equal (text, "The shipment is made")
                   ? _ ("The shipment is made, but its parcels are not booked yet.")
                   : text);
  else if (g_str_equal (state, "done"))
    show_result (self, "rs-shipped-symbolic", _ ("Shipment Made"),
                 _ ("Rackbeat has it. It goes to Webshipper by itself."));
  else
    show_result (self, "rs-waiting-symbolic", _ ("Under Way"),
                 _ ("It is not proven yet. RackShip goes on by itself."));
}

static DexFuture *
tell (DexFuture *shipped, gpointer data)
{
  RsShipDialog *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (shipped, &error);
  const char *text = value != NULL ? g_value_get_string (value) : NULL;
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autoptr (JsonNode) node = bytes != NULL ? rs_json_parse (bytes, RS_JSON_MAX_STRING, &error) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    show_answer (self, json_node_get_object (node));
  else if (error != NULL)
    show_refusal (self, error);
  return NULL;
}

static void
on_create (RsShipDialog *self)
{
  g_autoptr (GArray) quantities = get_quantities (self);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (RsShipLine));

  for (guint i = 0; i < quantities->len; i++)
    {
      RsShipLine line
        = { g_array_index (self->stands, RsLineStand, i).line->id, g_array_index (quantities, RsDecimal, i) };

      if (line.quantity.micros > 0)
        g_array_append_val (lines, line);
    }
  /* A press takes a moment to become a click, in which the choice may have changed. */
  if (lines->len == 0)
    return;
  /* It cannot be taken back, so it is not left before it is known. */
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->create_button), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel_button), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "working");
  dex_future_disown (dex_future_finally (rs_engine_ship (rs_session_get_engine (self->session),
                                                         self->subject->rb_order->number, lines,
                                                         adw_switch_row_get_active (self->book_row)),
                                         tell, g_object_ref (self), g_object_unref));
}

static void
rs_ship_dialog_dispose (GObject *object)
{
  RsShipDialog *self = RS_SHIP_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_SHIP_DIALOG);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rs_ship_dialog_parent_class)->dispose (object);
}

static void
rs_ship_dialog_finalize (GObject *object)
{
  RsShipDialog *self = RS_SHIP_DIALOG (object);

  g_clear_pointer (&self->stands, g_array_unref);
  g_clear_pointer (&self->subject, rs_case_unref);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (rs_ship_dialog_parent_class)->finalize (object);
}

static void
rs_ship_dialog_class_init (RsShipDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_ship_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rs_ship_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-ship-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RsShipDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, RsShipDialog, create_button);
  gtk_widget_class_bind_template_child (widget_class, RsShipDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RsShipDialog, lines_group);
  gtk_widget_class_bind_template_child (widget_class, RsShipDialog, weight_row);
  gtk_widget_class_bind_template_child (widget_class, RsShipDialog, amount_row);
  gtk_widget_class_bind_template_child (widget_class, RsShipDialog, behind_row);
  gtk_widget_class_bind_template_child (widget_class, RsShipDialog, book_row);
  gtk_widget_class_bind_template_child (widget_class, RsShipDialog, result);
  gtk_widget_class_bind_template_child (widget_class, RsShipDialog, result_text);
  gtk_widget_class_bind_template_child (widget_class, RsShipDialog, rest_button);
  gtk_widget_class_bind_template_child (widget_class, RsShipDialog, done_button);
  gtk_widget_class_bind_template_callback (widget_class, on_all);
  gtk_widget_class_bind_template_callback (widget_class, on_none);
  gtk_widget_class_bind_template_callback (widget_class, on_rest);
  gtk_widget_class_bind_template_callback (widget_class, on_create);
}

static void
rs_ship_dialog_init (RsShipDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
describe_line (const RsLineStand *stand)
{
  g_autofree char *number = rs_outside_line (stand->line->item_number);
  g_autofree char *remaining = rs_format_quantity (stand->remaining);
  g_autofree char *ordered = rs_format_quantity (stand->line->quantity);
  g_autofree char *stock = NULL;

  if (stand->item == NULL || !stand->item->knows_available)
    /* Translators: an item's number, what of it remains to ship, and what was ordered */
    return g_strdup_printf (_ ("%s · %s of %s remain"), number, remaining, ordered);
  stock = rs_format_quantity (stand->item->available);
  /* Translators: as above, and how many are in stock */
  return g_strdup_printf (_ ("%s · %s of %s remain · %s in stock"), number, remaining, ordered, stock);
}

static void
add_line (RsShipDialog *self, const RsLineStand *stand)
{
  guint places = rs_ship_places (stand->remaining);
  GtkAdjustment *adjustment = gtk_adjustment_new (0, 0, rs_decimal_to_double (stand->remaining), 1, 10, 0);
  /* Its own role, presentation, would hide the row and its spin button from screen readers. */
  GtkWidget *row = g_object_new (ADW_TYPE_SPIN_ROW, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                 "adjustment", adjustment, NULL);
  g_autofree char *subtitle = describe_line (stand);
  g_autofree char *title
    = rs_outside_line (stand->line->name != NULL ? stand->line->name : stand->line->item_number);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_spin_row_set_digits (ADW_SPIN_ROW (row), places);
  adw_spin_row_set_numeric (ADW_SPIN_ROW (row), TRUE);
  adw_spin_row_set_update_policy (ADW_SPIN_ROW (row), GTK_UPDATE_IF_VALID);
  adw_spin_row_set_value (ADW_SPIN_ROW (row), rs_decimal_to_double (rs_ship_proposal (stand)));
  g_signal_connect_object (row, "notify::value", G_CALLBACK (update_sums), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->lines_group, row);
  g_ptr_array_add (self->rows, row);
}

/* Begins with all that remains of the order as it is now. */
static void
set_subject (RsShipDialog *self, RsCase *subject)
{
  g_clear_pointer (&self->subject, rs_case_unref);
  self->subject = rs_case_ref (subject);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->lines_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->stands, g_array_unref);
  self->stands = rs_case_stand_of_lines (subject);
  for (guint i = self->stands->len; i > 0; i--)
    if (g_array_index (self->stands, RsLineStand, i - 1).remaining.micros <= 0)
      g_array_remove_index (self->stands, i - 1);
  for (guint i = 0; i < self->stands->len; i++)
    add_line (self, &g_array_index (self->stands, RsLineStand, i));
  update_sums (self);
}

/* The next shipment of the same order, without leaving. */
static void
on_rest (RsShipDialog *self)
{
  g_autoptr (RsCase) subject = read_subject (self);

  if (subject == NULL || !rs_ship_dialog_can_ship (subject))
    return;
  set_subject (self, subject);
  gtk_widget_set_visible (GTK_WIDGET (self->create_button), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel_button), TRUE);
  gtk_stack_set_visible_child_name (self->stack, "choose");
  gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

RsShipDialog *
rs_ship_dialog_new (RsSession *session, RsCase *subject)
{
  RsShipDialog *self;

  g_return_val_if_fail (RS_IS_SESSION (session), NULL);
  g_return_val_if_fail (subject != NULL && subject->rb_order != NULL, NULL);

  self = g_object_new (RS_TYPE_SHIP_DIALOG, NULL);
  self->session = g_object_ref (session);
  set_subject (self, subject);
  return self;
}

gboolean
rs_ship_dialog_can_ship (const RsCase *subject)
{
  g_autoptr (GArray) stands = NULL;

  if (subject->rb_order == NULL || !subject->rb_order->is_booked || subject->rb_order->is_cancelled)
    return FALSE;
  stands = rs_case_stand_of_lines (subject);
  for (guint i = 0; i < stands->len; i++)
    if (g_array_index (stands, RsLineStand, i).remaining.micros > 0)
      return TRUE;
  return FALSE;
}
