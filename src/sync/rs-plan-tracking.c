/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-rules.h"

#include "rs-fold.h"

#include <string.h>

/* Carrier, tracking numbers and links, written to the Rackbeat order (PRODUCT F4.8). */

/* Some carriers give the number a little later, and some never: it is waited for so long, then written
 * without. */
#define PATIENCE (15 * RS_INSTANT_MINUTE)
#define MAX_WORD 300

static gboolean
is_link (const char *url)
{
  return url != NULL && (g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://"));
}

static gboolean
has_word (const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
has_tracking (const RsWsShipment *shipment)
{
  for (guint i = 0; i < shipment->tracking_links->len; i++)
    {
      const RsTrackingLink *link = g_ptr_array_index (shipment->tracking_links, i);

      if (has_word (link->number) || is_link (link->url))
        return TRUE;
    }
  return FALSE;
}

static void
append_word (GString *text, const char *word)
{
  g_autofree char *clean = rs_text_excerpt (word, MAX_WORD);

  if (*clean == '\0')
    return;
  if (text->len > 0 && strchr ("\n ", text->str[text->len - 1]) == NULL)
    g_string_append_c (text, ' ');
  g_string_append (text, clean);
}

/* One line for each parcel: carrier, number, link. */
static void
append_parcels (GString *text, const RsWsShipment *shipment, const char *separator)
{
  if (!has_tracking (shipment) && has_word (shipment->carrier))
    append_word (text, shipment->carrier);
  for (guint i = 0; i < shipment->tracking_links->len; i++)
    {
      const RsTrackingLink *link = g_ptr_array_index (shipment->tracking_links, i);

      if (!has_word (link->number) && !is_link (link->url))
        continue;
      if (text->len > 0)
        g_string_append (text, separator);
      if (has_word (shipment->carrier))
        append_word (text, shipment->carrier);
      if (has_word (link->number))
        append_word (text, link->number);
      if (is_link (link->url))
        append_word (text, link->url);
    }
}

static gboolean
is_settled (RsPlanning *planning, const RsWsShipment *shipment)
{
  RsInstant until;

  if (has_tracking (shipment) || shipment->created_at == RS_INSTANT_NONE)
    return TRUE;
  if (shipment->created_at > planning->now || shipment->created_at <= planning->now - PATIENCE)
    return TRUE;
  until = shipment->created_at + PATIENCE;
  rs_planning_because (planning, "Parcels %s have no tracking number yet: it is waited for a little",
                       shipment->id);
  rs_planning_look_again (planning, until);
  return FALSE;
}

/* A text that changed since it was written makes another note, which needs a marker of its own. */
static char *
make_marker (const RsPlanning *planning, const RsWsShipment *shipment, const char *key)
{
  g_autofree char *prefix = g_strdup_printf ("write-rb-tracking:%s:", shipment->id);
  guint others = 0;

  for (guint i = 0; i < planning->subject->steps->len; i++)
    {
      const RsStep *step = g_ptr_array_index (planning->subject->steps, i);

      others += g_str_has_prefix (step->key, prefix) && !g_str_equal (step->key, key)
                && step->state != RS_STEP_FAILED && step->state != RS_STEP_DROPPED;
    }
  if (others == 0)
    return g_strdup_printf ("[RackShip ws-shipment/%s]", shipment->id);
  return g_strdup_printf ("[RackShip ws-shipment/%s #%u]", shipment->id, others + 1);
}

static void
write_text (RsPlanning *planning, const RsWsShipment *shipment, const char *text, gint64 field)
{
  g_autofree char *hash = rs_plan_hash (text);
  g_autofree char *key = g_strdup_printf ("write-rb-tracking:%s:%s", shipment->id, hash);
  g_autofree char *marker = make_marker (planning, shipment, key);
  g_autofree char *note = g_strdup_printf ("%s\n%s", text, marker);
  RsJsonWriter *payload = rs_payload_new ();

  rs_payload_add_int (payload, "order_number", planning->number);
  rs_json_writer_put_string (payload, "ws_shipment_id", shipment->id);
  rs_json_writer_put_string (payload, "text", field != 0 ? text : note);
  rs_json_writer_put_string (payload, "marker", marker);
  rs_payload_add_int (payload, "field_id", field);
  rs_planning_step (planning, "write-rb-tracking", key, payload);
}

/* A note for each booking. */
static void
ask_notes (RsPlanning *planning, const RsPlanSource *source)
{
  for (guint i = 0; i < source->ws_shipments->len; i++)
    {
      const RsWsShipment *shipment = g_ptr_array_index (source->ws_shipments, i);
      g_autoptr (GString) text = g_string_new (NULL);

      if (!is_settled (planning, shipment))
        continue;
      append_parcels (text, shipment, "\n");
      if (text->len == 0)
        continue;
      if (source->kind == 's')
        {
          g_autofree char *head
            = g_strdup_printf ("Forsendelse / shipment %" G_GINT64_FORMAT "\n", source->number);

          g_string_prepend (text, head);
        }
      write_text (planning, shipment, text->str, 0);
    }
}

/* A field holds one value for the whole order: each writing holds all bookings so far, and its key is that of
 * the newest. */
static void
ask_field (RsPlanning *planning)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const RsWsShipment *newest = NULL;
  g_autoptr (GPtrArray) all = rs_plan_list_parcels (planning->subject);

  for (guint i = 0; i < all->len; i++)
    {
      const RsWsShipment *shipment = g_ptr_array_index (all, i);
      gsize before = text->len;

      if (!is_settled (planning, shipment))
        continue;
      append_parcels (text, shipment, "; ");
      if (text->len > before)
        newest = shipment;
    }
  if (newest != NULL)
    write_text (planning, newest, text->str, planning->policy->tracking_field);
}

void
rs_plan_ask_tracking (RsPlanning *planning, const RsPlanSource *source)
{
  if (!rs_plan_source_is_under_way (source))
    return;
  if (planning->policy->tracking == RS_TRACKING_FIELD && planning->policy->tracking_field != 0)
    ask_field (planning);
  else
    ask_notes (planning, source);
}
