/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-row-actions.h"

#include "rs-dialog.h"
#include "rs-order-columns.h"
#include "rs-menu-names.h"
#include "rs-open-service.h"
#include "rs-ship-dialog.h"

typedef struct
{
  GtkWidget *page;           /* (unowned) owns this */
  GtkColumnView *view;       /* (unowned) in the page */
  RsRowSelection *selection; /* (owned) */
  RsSession *session;        /* (owned) */
  GtkWidget *popover;        /* (unowned) in the page */
  guint position;            /* that the menu was opened at */
} RowActions;

static void
row_actions_free (gpointer data)
{
  RowActions *self = data;

  g_object_unref (self->selection);
  g_object_unref (self->session);
  g_free (self);
}

/* (transfer full) (nullable): the item of the first row chosen */
static RsCaseItem *
get_item (RowActions *self)
{
  return rs_row_selection_get_first (self->selection);
}

static void
open_order (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RowActions *self = data;
  g_autoptr (RsCaseItem) item = get_item (self);

  if (item != NULL)
    gtk_widget_activate_action (self->page, "win.open-order", "s", rs_case_item_get_row (item)->key);
}

static void
explain (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RowActions *self = data;
  g_autoptr (RsCaseItem) item = get_item (self);

  if (item != NULL)
    gtk_widget_activate_action (self->page, "win.explain-order", "s", rs_case_item_get_row (item)->key);
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

static void
ship (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RowActions *self = data;
  g_autoptr (RsCaseItem) item = get_item (self);
  g_autoptr (RsCase) subject = NULL;
  Reading reading = { item != NULL ? rs_case_item_get_row (item)->key : NULL, NULL };

  if (item == NULL || rs_session_get_engine (self->session) == NULL)
    return;
  rs_store_read (rs_session_get_store (self->session), read_case, &reading, NULL);
  subject = reading.subject;
  if (subject != NULL && rs_ship_dialog_can_ship (subject))
    rs_dialog_present (ADW_DIALOG (rs_ship_dialog_new (self->session, subject)), self->page);
  else
    gtk_widget_activate_action (self->page, "win.say", "s", "Nothing of this order is left to ship");
}

static void
copy_numbers (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RowActions *self = data;
  g_autofree char *numbers = rs_row_selection_join_numbers (self->selection);

  if (*numbers != '\0')
    gdk_clipboard_set_text (gtk_widget_get_clipboard (self->page), numbers);
}

static void
open_service (RowActions *self, const char *service)
{
  g_autoptr (RsCaseItem) item = get_item (self);

  if (item != NULL)
    rs_open_service (self->page, self->session, service, rs_case_item_get_row (item)->number);
}

static void
open_rackbeat (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_service (data, "rackbeat");
}

static void
open_webshipper (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_service (data, "webshipper");
}

/* Where the keyboard is. (nullable) */
static GtkWidget *
find_focused_row (RowActions *self)
{
  GtkRoot *root = gtk_widget_get_root (self->page);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    return NULL;
  return rs_order_row_find (focus, GTK_WIDGET (self->view));
}

/* The menu is about @row: unless that is chosen with others, it alone is. */
static void
pop_up (RowActions *self, GtkWidget *row, double x, double y)
{
  guint position = rs_order_row_get_position (row);
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);
  graphene_point_t place;

  if (position == GTK_INVALID_LIST_POSITION
      || !gtk_widget_compute_point (GTK_WIDGET (self->view), self->page,
                                    &GRAPHENE_POINT_INIT ((float) x, (float) y), &place))
    return;
  if (!gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_select_item (selection, position, TRUE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle) { (int) place.x, (int) place.y, 1, 1 });
  self->position = position;
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* The keyboard goes back to the order, before what was chosen in the menu is done. */
static void
on_closed (GtkPopover *popover, gpointer data)
{
  RowActions *self = data;
  GtkSelectionModel *model = gtk_column_view_get_model (self->view);

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  if (self->position < g_list_model_get_n_items (G_LIST_MODEL (model)))
    gtk_column_view_scroll_to (self->view, self->position, NULL, GTK_LIST_SCROLL_FOCUS, NULL);
}

static void
on_pressed (GtkGesture *gesture, int n_press, double x, double y, gpointer data)
{
  RowActions *self = data;
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = picked != NULL ? rs_order_row_find (picked, GTK_WIDGET (self->view)) : NULL;

  if (row == NULL)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up (self, row, x, y);
}

/* The menu key; elsewhere on the page it means another menu. */
static gboolean
show_menu (GtkWidget *page, GVariant *arguments, gpointer data)
{
  RowActions *self = data;
  GtkWidget *row = find_focused_row (self);
  graphene_rect_t bounds;

  if (row == NULL || !gtk_widget_compute_bounds (row, GTK_WIDGET (self->view), &bounds))
    return GDK_EVENT_PROPAGATE;
  pop_up (self, row, bounds.origin.x + 24, bounds.origin.y + bounds.size.height / 2);
  return GDK_EVENT_STOP;
}

static void
add_keys (RowActions *self)
{
  static const struct
  {
    const char *keys;
    const char *action;
  } table[] = {
    { "<Control>i", "row.why" },
    { "<Control>n", "row.ship" },
    { "<Control>c", "row.copy" },
  };
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkEventController *menu = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (table[i].keys),
                                                            gtk_named_action_new (table[i].action)));
  gtk_widget_add_controller (self->page, keys);
  /* Before the search takes it, which takes what is typed in the list. */
  gtk_event_controller_set_propagation_phase (menu, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (menu), gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Shift>F10|Menu"),
                                                      gtk_callback_action_new (show_menu, self, NULL)));
  gtk_widget_add_controller (self->page, menu);
}

static void
add_menu (RowActions *self, GMenuModel *menu)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->popover = gtk_popover_menu_new_from_model (menu);
  rs_menu_names_watch (GTK_POPOVER (self->popover));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  g_signal_connect (self->popover, "closed", G_CALLBACK (on_closed), self);
  gtk_widget_set_parent (self->popover, self->page);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
  /* A widget unparents what it was given so before it goes. */
  g_signal_connect_object (self->page, "destroy", G_CALLBACK (gtk_widget_unparent), self->popover,
                           G_CONNECT_SWAPPED);
}

void
rs_row_actions_add (GtkWidget *page, GtkColumnView *view, RsRowSelection *selection, RsSession *session,
                    GMenuModel *menu)
{
  static const GActionEntry entries[] = {
    { .name = "open", .activate = open_order },
    { .name = "why", .activate = explain },
    { .name = "ship", .activate = ship },
    { .name = "copy", .activate = copy_numbers },
    { .name = "open-rackbeat", .activate = open_rackbeat },
    { .name = "open-webshipper", .activate = open_webshipper },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  RowActions *self;

  g_return_if_fail (GTK_IS_WIDGET (page) && GTK_IS_COLUMN_VIEW (view));

  self = g_new0 (RowActions, 1);
  self->page = page;
  self->view = view;
  self->selection = g_object_ref (selection);
  self->session = g_object_ref (session);
  g_object_set_data_full (G_OBJECT (page), "rs-row-actions", self, row_actions_free);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (page, "row", G_ACTION_GROUP (group));
  add_menu (self, menu);
  add_keys (self);
}
