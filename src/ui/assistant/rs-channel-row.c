/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-channel-row.h"

#include <glib/gi18n.h>

struct _RsChannelRow
{
  AdwComboRow parent_instance;

  RsSetUp *set_up;     /* (owned) */
  GPtrArray *channels; /* (owned) (nullable) as listed */
  RsDirection direction;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (RsChannelRow, rs_channel_row, ADW_TYPE_COMBO_ROW)

/* The list begins with no channel in particular; the channels follow. */
static void
fill (RsChannelRow *self, const RsPolicy *policy, GPtrArray *channels)
{
  g_autoptr (GtkStringList) names = NULL;

  if (self->channels == channels && self->direction == policy->direction)
    return;
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  self->channels = g_ptr_array_ref (channels);
  self->direction = policy->direction;
  names = gtk_string_list_new (NULL);
  gtk_string_list_append (names,
                          policy->direction == RS_DIRECTION_WS_TO_RB ? _ ("All channels") : _ ("Choose"));
  for (guint i = 0; i < channels->len; i++)
    {
      const RsOrderChannel *channel = g_ptr_array_index (channels, i);

      gtk_string_list_append (names, channel->label != NULL ? channel->label : _ ("No name"));
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
}

static void
update (RsChannelRow *self)
{
  const RsPolicy *policy = rs_set_up_get_policy (self->set_up);
  GPtrArray *channels = rs_set_up_get_channels (self->set_up);
  guint place = 0;

  self->updating = TRUE;
  fill (self, policy, channels);
  for (guint i = 0; i < channels->len; i++)
    if (((RsOrderChannel *) g_ptr_array_index (channels, i))->id == policy->channel_id)
      place = i + 1;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), place);
  self->updating = FALSE;
}

static void
on_selected (RsChannelRow *self)
{
  guint place = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  GPtrArray *channels = self->set_up != NULL ? rs_set_up_get_channels (self->set_up) : NULL;
  g_autofree char *value = NULL;

  if (self->updating || channels == NULL || place > channels->len)
    return;
  value = place > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT,
                                       ((RsOrderChannel *) g_ptr_array_index (channels, place - 1))->id)
                    : g_strdup ("");
  rs_set_up_choose (self->set_up, "channel", value);
}

static void
rs_channel_row_dispose (GObject *object)
{
  RsChannelRow *self = RS_CHANNEL_ROW (object);

  g_clear_object (&self->set_up);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  G_OBJECT_CLASS (rs_channel_row_parent_class)->dispose (object);
}

static void
rs_channel_row_class_init (RsChannelRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rs_channel_row_dispose;
}

static void
rs_channel_row_init (RsChannelRow *self)
{
  /* Names are other people's text. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  g_signal_connect (self, "notify::selected", G_CALLBACK (on_selected), NULL);
}

void
rs_channel_row_set_set_up (RsChannelRow *self, RsSetUp *set_up)
{
  g_return_if_fail (RS_IS_CHANNEL_ROW (self));
  g_return_if_fail (self->set_up == NULL);

  self->set_up = g_object_ref (set_up);
  g_signal_connect_object (set_up, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
