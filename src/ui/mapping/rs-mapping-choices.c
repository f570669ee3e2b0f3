/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-mapping-choices.h"

#include "rs-choose-dialog.h"

#include <glib/gi18n.h>

static void
add_rates (GPtrArray *choices, const RsPolicy *policy, gint64 channel)
{
  GHashTableIter iter;
  const RsShippingRate *rate;

  g_hash_table_iter_init (&iter, policy->rates);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &rate))
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, rate->id);
      const char *carrier = rate->carrier != NULL ? rate->carrier : "";
      g_autofree char *detail = rate->requires_drop_point ? g_strjoin (*carrier != '\0' ? " · " : "", carrier,
                                                                       _ ("Needs a drop point"), NULL)
                                                          : g_strdup (carrier);

      if (rate->channel_id == channel && !rate->is_return)
        rs_choices_add (choices, id, rate->name != NULL ? rate->name : id, detail);
    }
}

static void
add_terms (GPtrArray *choices, const RsPolicy *policy)
{
  GHashTableIter iter;
  const RsDeliveryTerm *term;

  g_hash_table_iter_init (&iter, policy->terms);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &term))
    {
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, term->number);

      rs_choices_add (choices, number, term->name != NULL ? term->name : number, number);
    }
}

static DexFuture *
to_number (DexFuture *chosen, gpointer data)
{
  const char *text = g_value_get_string (dex_future_get_value (chosen, NULL));

  return dex_future_new_for_int64 (g_ascii_strtoll (text, NULL, 10));
}

DexFuture *
rs_mapping_ask (RsMappingList *list, guint index, const RsPolicy *policy, GtkWidget *parent)
{
  const RsMappingEntry *entry = rs_mapping_list_get_entry (list, index);
  g_autoptr (GPtrArray) choices = rs_choices_new ();
  g_autofree char *text = NULL;

  if (entry->is_rate)
    add_terms (choices, policy);
  else
    add_rates (choices, policy, entry->channel);
  rs_choices_sort (choices);
  if (entry->chosen != 0)
    rs_choices_add (choices, "0", entry->is_rate ? _ ("No delivery term") : _ ("No shipping rate"), NULL);
  text = entry->is_rate
           /* Translators: a shipping rate's name */
           ? g_strdup_printf (_ ("Which delivery term do orders get that go by “%s”?"), entry->title)
           /* Translators: a delivery term's name */
           : g_strdup_printf (_ ("Which shipping rate do orders with the delivery term “%s” go by?"),
                              entry->title);
  return dex_future_then (
    rs_choose (parent, entry->is_rate ? _ ("Choose a Delivery Term") : _ ("Choose a Shipping Rate"), text,
               choices, NULL),
    to_number, NULL, NULL);
}
