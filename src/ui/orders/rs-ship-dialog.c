/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-ship-dialog.h"

#include "../rs-format.h"
#include "rs-json.h"

#include "rs-config.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* One line of the order in the dialog. */
typedef struct
{
  gint64 order_line_id;
  double grams;
  double price;
  double remaining;
  AdwSpinRow *row; /* (unowned) */
} Line;

struct _RsShipDialog
{
  AdwDialog parent_instance;

  RsEngine *engine; /* (owned) */
  gint64 order_number;
  char *currency; /* (owned) (nullable) */
  GArray *lines;  /* (owned) (element-type Line) */
  GtkLabel *sums;
  AdwSwitchRow *book;
  GtkButton *create;
  AdwToastOverlay *toasts;
};

enum
{
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RsShipDialog, rs_ship_dialog, ADW_TYPE_DIALOG)

RsDecimal
rs_ship_dialog_remaining (const RsCase *subject, const RsRbLine *line)
{
  return rs_engine_remaining (subject, line);
}

gboolean
rs_ship_dialog_can_ship (const RsCase *subject, const RsRbLine *line)
{
  const RsItem *item = rs_case_find_item (subject, line->item_number);

  return line->item_number != NULL && line->quantity.micros > 0
         && (item == NULL || !item->knows_inventory || item->has_inventory);
}

static void
update_sums (RsShipDialog *self)
{
  double grams = 0, amount = 0, left = 0, chosen = 0;
  g_autofree char *weight = NULL;
  g_autofree char *price = NULL;
  g_autofree char *text = NULL;
  RsDecimal total_grams, total_amount;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      double quantity = adw_spin_row_get_value (line->row);

      chosen += quantity;
      grams += quantity * line->grams;
      amount += quantity * line->price;
      left += line->remaining - quantity;
    }
  rs_decimal_from_double (grams, &total_grams, NULL);
  rs_decimal_from_double (amount, &total_amount, NULL);
  weight = rs_format_weight (total_grams);
  price = rs_format_amount (total_amount, self->currency);
  text = left > 0 ? g_strdup_printf (_ ("%s · %s · %g pieces stay behind"), weight, price, left)
                  : g_strdup_printf (_ ("%s · %s · nothing stays behind"), weight, price);
  gtk_label_set_text (self->sums, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->create), chosen > 0);
}

static GArray *
chosen_lines (RsShipDialog *self)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (RsShipLine));

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      RsShipLine wanted = { line->order_line_id, RS_DECIMAL_ZERO };

      if (rs_decimal_from_double (adw_spin_row_get_value (line->row), &wanted.quantity, NULL)
          && wanted.quantity.micros > 0)
        g_array_append_val (lines, wanted);
    }
  return lines;
}

/* The words of the engine's answer. (transfer full) */
static char *
read_answer (const char *answer)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (answer, strlen (answer));
  g_autoptr (JsonNode) node = rs_json_parse (bytes, RS_JSON_MAX_STRING, NULL);
  g_autoptr (GError) ignored = NULL;
  g_autofree char *state = NULL;
  char *text;
  RsJson root;

  rs_json_init (&root, node, "answer");
  text = rs_json_dup_string (&root, "text", RS_JSON_LENIENT);
  state = rs_json_dup_string (&root, "state", RS_JSON_LENIENT);
  rs_json_finish (&root, &ignored);
  if (g_strcmp0 (state, "done") == 0)
    g_set_str (&text, _ ("The shipment is made"));
  return text != NULL ? text : g_strdup (_ ("The shipment is under way"));
}

static DexFuture *
create_fiber (gpointer data)
{
  RsShipDialog *self = data;
  g_autoptr (GArray) lines = chosen_lines (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *words = NULL;

  answer = dex_await_string (
    rs_engine_ship (self->engine, self->order_number, lines, adw_switch_row_get_active (self->book)), &error);
  if (answer == NULL)
    {
      adw_toast_overlay_add_toast (
        self->toasts, g_object_new (ADW_TYPE_TOAST, "title", error->message, "use-markup", FALSE, NULL));
      gtk_widget_set_sensitive (GTK_WIDGET (self->create), TRUE);
      return dex_future_new_true ();
    }
  words = read_answer (answer);
  g_signal_emit (self, signals[DONE], 0, words);
  adw_dialog_close (ADW_DIALOG (self));
  return dex_future_new_true ();
}

static void
on_create (RsShipDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->create), FALSE);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, create_fiber, g_object_ref (self), g_object_unref));
}

static void
add_line (RsShipDialog *self, AdwPreferencesGroup *group, const RsCase *subject, const RsRbLine *order_line)
{
  const RsItem *item = rs_case_find_item (subject, order_line->item_number);
  RsDecimal left = rs_ship_dialog_remaining (subject, order_line);
  Line line = { .order_line_id = order_line->id };
  g_autofree char *remaining = rs_format_quantity (left);
  g_autofree char *subtitle = g_strdup_printf (_ ("%s · %s remain"), order_line->item_number, remaining);

  line.remaining = rs_decimal_to_double (left);
  line.price = rs_decimal_to_double (order_line->unit_price);
  line.grams
    = item != NULL && item->has_weight ? rs_decimal_to_double (rs_weight_to_grams (item->weight)) : 0;
  line.row = ADW_SPIN_ROW (adw_spin_row_new_with_range (0, line.remaining, 1));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (line.row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line.row),
                                 order_line->name != NULL ? order_line->name : order_line->item_number);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (line.row), subtitle);
  adw_spin_row_set_digits (line.row, rs_decimal_is_integer (left) ? 0 : 2);
  adw_spin_row_set_value (line.row, line.remaining);
  g_signal_connect_swapped (line.row, "notify::value", G_CALLBACK (update_sums), self);
  adw_preferences_group_add (group, GTK_WIDGET (line.row));
  g_array_append_val (self->lines, line);
}

static void
rs_ship_dialog_finalize (GObject *object)
{
  RsShipDialog *self = RS_SHIP_DIALOG (object);

  g_clear_object (&self->engine);
  g_free (self->currency);
  g_array_unref (self->lines);
  G_OBJECT_CLASS (rs_ship_dialog_parent_class)->finalize (object);
}

static void
rs_ship_dialog_class_init (RsShipDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_ship_dialog_finalize;
  signals[DONE] = g_signal_new ("done", RS_TYPE_SHIP_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rs_ship_dialog_init (RsShipDialog *self)
{
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
}

static void
build (RsShipDialog *self, GtkWidget *page)
{
  GtkWidget *view = adw_toolbar_view_new (), *header = adw_header_bar_new (),
            *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  self->create = GTK_BUTTON (gtk_button_new_with_mnemonic (_ ("_Create Shipment")));
  gtk_widget_add_css_class (GTK_WIDGET (self->create), "suggested-action");
  g_signal_connect_swapped (self->create, "clicked", G_CALLBACK (on_create), self);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (adw_dialog_close), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), GTK_WIDGET (self->create));
  self->sums = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->sums, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->sums), "heading");
  gtk_widget_set_hexpand (GTK_WIDGET (self->sums), TRUE);
  gtk_widget_set_margin_top (foot, 12);
  gtk_widget_set_margin_bottom (foot, 12);
  gtk_box_append (GTK_BOX (foot), GTK_WIDGET (self->sums));
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, page);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->toasts));
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), foot);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_default_widget (ADW_DIALOG (self), GTK_WIDGET (self->create));
}

RsShipDialog *
rs_ship_dialog_new (RsEngine *engine, const RsCase *subject)
{
  RsShipDialog *self = g_object_new (RS_TYPE_SHIP_DIALOG, "content-width", 520, "content-height", 560, NULL);
  GtkWidget *page = adw_preferences_page_new ();
  AdwPreferencesGroup *lines = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  AdwPreferencesGroup *choices = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *title
    = g_strdup_printf (_ ("Create Shipment of Order %" G_GINT64_FORMAT), subject->rb_order->number);

  self->engine = g_object_ref (engine);
  self->order_number = subject->rb_order->number;
  self->currency = g_strdup (subject->rb_order->currency);
  adw_dialog_set_title (ADW_DIALOG (self), title);
  adw_preferences_group_set_title (lines, _ ("What to Ship"));
  for (guint i = 0; i < subject->rb_order->lines->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (subject->rb_order->lines, i);

      if (rs_ship_dialog_can_ship (subject, line) && rs_ship_dialog_remaining (subject, line).micros > 0)
        add_line (self, lines, subject, line);
    }
  self->book = ADW_SWITCH_ROW (adw_switch_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->book), _ ("Book at Once"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->book),
                               _ ("Books the parcels with the carrier in Webshipper"));
  adw_preferences_group_add (choices, GTK_WIDGET (self->book));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), lines);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), choices);
  build (self, page);
  update_sums (self);
  return self;
}
