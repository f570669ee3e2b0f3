/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-scope-form.h"

#include "preferences/rs-choice-row.h"
#include "rs-channel-row.h"
#include "rs-start-row.h"
#include "rs-terms-row.h"

#include <glib/gi18n.h>

struct _RsScopeForm
{
  AdwBin parent_instance;

  RsChannelRow *channel_row;
  RsStartRow *start_row;
  AdwPreferencesGroup *filter_group;
  AdwSwitchRow *drafts_row;
  AdwSwitchRow *ready_row;
  AdwSwitchRow *booked_row;
  RsTermsRow *terms_row;

  RsSetUp *set_up; /* (owned) */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (RsScopeForm, rs_scope_form, ADW_TYPE_BIN)

static void
update (RsScopeForm *self)
{
  const RsPolicy *policy = rs_set_up_get_policy (self->set_up);
  gboolean inbound = policy->direction == RS_DIRECTION_WS_TO_RB;

  self->updating = TRUE;
  adw_switch_row_set_active (self->drafts_row, policy->with_drafts);
  adw_switch_row_set_active (self->ready_row, policy->ready_only);
  adw_switch_row_set_active (self->booked_row, policy->books_orders);
  gtk_widget_set_visible (GTK_WIDGET (self->drafts_row), !inbound && policy->trigger == RS_TRIGGER_ORDER);
  gtk_widget_set_visible (GTK_WIDGET (self->ready_row), !inbound);
  gtk_widget_set_visible (GTK_WIDGET (self->booked_row), inbound);
  self->updating = FALSE;
}

static void
choose (RsScopeForm *self, AdwSwitchRow *row, const char *name, const char *off, const char *on)
{
  if (!self->updating)
    rs_set_up_choose (self->set_up, name, adw_switch_row_get_active (row) ? on : off);
}

static void
on_switched (RsScopeForm *self, GParamSpec *pspec, AdwSwitchRow *row)
{
  if (row == self->drafts_row)
    choose (self, row, "drafts", "no", "yes");
  else if (row == self->ready_row)
    choose (self, row, "ready-only", "no", "yes");
  else
    choose (self, row, "arrive", "draft", "booked");
}

static void
rs_scope_form_dispose (GObject *object)
{
  RsScopeForm *self = RS_SCOPE_FORM (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_SCOPE_FORM);
  g_clear_object (&self->set_up);
  G_OBJECT_CLASS (rs_scope_form_parent_class)->dispose (object);
}

static void
rs_scope_form_class_init (RsScopeFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_scope_form_dispose;
  g_type_ensure (RS_TYPE_CHANNEL_ROW);
  g_type_ensure (RS_TYPE_START_ROW);
  g_type_ensure (RS_TYPE_TERMS_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-scope-form.ui");
  gtk_widget_class_bind_template_child (widget_class, RsScopeForm, channel_row);
  gtk_widget_class_bind_template_child (widget_class, RsScopeForm, start_row);
  gtk_widget_class_bind_template_child (widget_class, RsScopeForm, filter_group);
  gtk_widget_class_bind_template_child (widget_class, RsScopeForm, drafts_row);
  gtk_widget_class_bind_template_child (widget_class, RsScopeForm, ready_row);
  gtk_widget_class_bind_template_child (widget_class, RsScopeForm, booked_row);
  gtk_widget_class_bind_template_child (widget_class, RsScopeForm, terms_row);
  gtk_widget_class_bind_template_callback (widget_class, on_switched);
}

static void
rs_scope_form_init (RsScopeForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsScopeForm *
rs_scope_form_new (RsSetUp *set_up)
{
  RsScopeForm *self;

  g_return_val_if_fail (RS_IS_SET_UP (set_up), NULL);

  self = g_object_new (RS_TYPE_SCOPE_FORM, NULL);
  self->set_up = g_object_ref (set_up);
  rs_channel_row_set_set_up (self->channel_row, set_up);
  rs_start_row_set_set_up (self->start_row, set_up);
  rs_terms_row_set_set_up (self->terms_row, set_up);
  for (const RsChoiceWords *words = rs_choice_filters (); words->name != NULL; words++)
    adw_preferences_group_add (self->filter_group, rs_choice_row_new_filter (set_up, words));
  g_signal_connect_object (set_up, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}

gboolean
rs_scope_form_is_complete (RsScopeForm *self)
{
  const RsPolicy *policy;

  g_return_val_if_fail (RS_IS_SCOPE_FORM (self), FALSE);

  policy = rs_set_up_get_policy (self->set_up);
  return policy->channel_id != 0 || policy->direction == RS_DIRECTION_WS_TO_RB;
}
