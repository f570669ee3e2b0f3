/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-start-row.h"

#include "rs-format.h"

#include <glib/gi18n.h>

struct _RsStartRow
{
  AdwComboRow parent_instance;

  GtkMenuButton *day_button; /* (unowned) */
  GtkCalendar *calendar;     /* (unowned) */

  RsSetUp *set_up; /* (owned) */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (RsStartRow, rs_start_row, ADW_TYPE_COMBO_ROW)

/* The days that can be chosen by name, in the order of the list; then all of time, then a day. */
static const int days_back[] = { 0, 7, 30 };
#define ALL_OF_TIME G_N_ELEMENTS (days_back)
#define A_DAY       (G_N_ELEMENTS (days_back) + 1)

static char *
to_value (GDateTime *day)
{
  return rs_instant_to_string ((RsInstant) g_date_time_to_unix (day) * RS_INSTANT_SECOND);
}

char *
rs_start_days_ago (RsInstant now, int days)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (now / RS_INSTANT_SECOND);
  g_autoptr (GDateTime) day = g_date_time_add_days (moment, -days);
  g_autoptr (GDateTime) midnight = g_date_time_new_local (
    g_date_time_get_year (day), g_date_time_get_month (day), g_date_time_get_day_of_month (day), 0, 0, 0);

  return to_value (midnight);
}

static guint
find_place (RsStartRow *self, const RsPolicy *policy)
{
  RsInstant now = rs_session_get_now (rs_set_up_get_session (self->set_up));
  g_autofree char *start = NULL;

  if (policy->start == RS_INSTANT_NONE)
    return ALL_OF_TIME;
  start = rs_instant_to_string (policy->start);
  for (guint i = 0; i < G_N_ELEMENTS (days_back); i++)
    {
      g_autofree char *day = rs_start_days_ago (now, days_back[i]);

      if (g_strcmp0 (day, start) == 0)
        return i;
    }
  return A_DAY;
}

static void
update (RsStartRow *self)
{
  const RsPolicy *policy = rs_set_up_get_policy (self->set_up);
  g_autofree char *day = rs_format_day (policy->start);

  self->updating = TRUE;
  gtk_menu_button_set_label (self->day_button, *day != '\0' ? day : _ ("Choose"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), find_place (self, policy));
  gtk_widget_set_visible (GTK_WIDGET (self->day_button),
                          adw_combo_row_get_selected (ADW_COMBO_ROW (self)) == A_DAY);
  self->updating = FALSE;
}

static void
on_selected (RsStartRow *self)
{
  guint place = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  g_autofree char *value = NULL;

  if (self->updating || self->set_up == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->day_button), place == A_DAY);
  if (place == A_DAY)
    return;
  value = place == ALL_OF_TIME
            ? g_strdup ("")
            : rs_start_days_ago (rs_session_get_now (rs_set_up_get_session (self->set_up)), days_back[place]);
  rs_set_up_choose (self->set_up, "start", value);
}

static void
on_day_selected (RsStartRow *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autoptr (GDateTime) midnight = g_date_time_new_local (
    g_date_time_get_year (day), g_date_time_get_month (day), g_date_time_get_day_of_month (day), 0, 0, 0);
  g_autofree char *value = to_value (midnight);

  rs_set_up_choose (self->set_up, "start", value);
  /* A day that has a name too is shown by its date all the same: that is what was chosen. */
  gtk_widget_set_visible (GTK_WIDGET (self->day_button), TRUE);
  gtk_menu_button_popdown (self->day_button);
}

static void
rs_start_row_dispose (GObject *object)
{
  g_clear_object (&RS_START_ROW (object)->set_up);
  G_OBJECT_CLASS (rs_start_row_parent_class)->dispose (object);
}

static void
rs_start_row_class_init (RsStartRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rs_start_row_dispose;
}

static void
add_calendar (RsStartRow *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
  self->day_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_popover (self->day_button, popover);
  gtk_widget_set_valign (GTK_WIDGET (self->day_button), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->day_button), _ ("Choose the day"));
  gtk_widget_set_visible (GTK_WIDGET (self->day_button), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->day_button));
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (on_day_selected), self,
                           G_CONNECT_SWAPPED);
}

static void
rs_start_row_init (RsStartRow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("Today"));
  gtk_string_list_append (names, _ ("A week ago"));
  gtk_string_list_append (names, _ ("A month ago"));
  gtk_string_list_append (names, _ ("All orders"));
  gtk_string_list_append (names, _ ("Another day"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  add_calendar (self);
  g_signal_connect (self, "notify::selected", G_CALLBACK (on_selected), NULL);
}

void
rs_start_row_set_set_up (RsStartRow *self, RsSetUp *set_up)
{
  g_return_if_fail (RS_IS_START_ROW (self));
  g_return_if_fail (self->set_up == NULL);

  self->set_up = g_object_ref (set_up);
  g_signal_connect_object (set_up, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
