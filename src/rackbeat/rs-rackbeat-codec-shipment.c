/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rackbeat-codec.h"
#include "rs-rackbeat-kinds.h"

#include <string.h>

/* The name of the member object @name, else its id as "#7"; NULL for neither. */
static char *
read_named (const RsJson *json, const char *name)
{
  g_autofree char *text = NULL;
  gint64 id;
  RsJson object;

  if (!rs_json_object (json, name, RS_JSON_LENIENT, &object))
    return NULL;
  text = rs_json_dup_string (&object, "name", RS_JSON_LENIENT);
  if (text != NULL && text[0] != '\0')
    return g_steal_pointer (&text);
  id = rs_json_get_int (&object, "id", RS_JSON_LENIENT);
  return id != 0 ? g_strdup_printf ("#%" G_GINT64_FORMAT, id) : NULL;
}

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
rs_rackbeat_read_variation (const RsJson *line)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *formatted = NULL;
  RsJson array, element;

  if (rs_json_array (line, "variations", RS_JSON_LENIENT, &array))
    for (guint i = 0; i < rs_json_length (&array); i++)
      {
        g_autofree char *type = NULL;
        g_autofree char *option = NULL;

        rs_json_element (&array, i, &element);
        type = read_named (&element, "variation_type");
        option = read_named (&element, "variation_option");
        if (option != NULL)
          g_ptr_array_add (parts, g_strdup_printf ("%s: %s", type != NULL ? type : "?", option));
      }
  if (parts->len > 0)
    {
      /* The order in which the service lists them must not make two texts of one variation. */
      g_ptr_array_sort (parts, compare_texts);
      g_ptr_array_add (parts, NULL);
      return g_strjoinv (" / ", (char **) parts->pdata);
    }
  formatted = rs_json_dup_string (line, "variations_formatted", RS_JSON_LENIENT);
  return formatted != NULL && formatted[0] != '\0' ? g_steal_pointer (&formatted) : NULL;
}

static RsRbShipmentLine *
read_line (const RsJson *json)
{
  g_autoptr (RsRbShipmentLine) line = rs_rb_shipment_line_new ();

  line->id = rs_reader_get_id (json, "id", RS_JSON_REQUIRED);
  line->order_line_id = rs_reader_get_id (json, "order_line_id", RS_JSON_OPTIONAL);
  line->item_number = rs_json_dup_string (json, "child_id", RS_JSON_OPTIONAL);
  line->item_type = rs_json_dup_string (json, "child_type", RS_JSON_OPTIONAL);
  line->variation = rs_rackbeat_read_variation (json);
  line->quantity = rs_json_get_decimal (json, "quantity", RS_JSON_REQUIRED, NULL);
  line->is_picked = rs_json_get_bool (json, "is_picked", RS_JSON_OPTIONAL);
  return g_steal_pointer (&line);
}

/* `order.number` is certainly the order's number; `order_id` only LIKELY (§3.3), so it comes second. */
static gint64
read_order_number (const RsJson *json)
{
  gint64 number = 0;
  RsJson order;

  if (rs_reader_get_object (json, "order", &order))
    number = rs_reader_get_id (&order, "number", RS_JSON_OPTIONAL);
  return number != 0 ? number : rs_reader_get_id (json, "order_id", RS_JSON_OPTIONAL);
}

RsRbShipment *
rs_rackbeat_read_shipment (const RsJson *json)
{
  g_autoptr (RsRbShipment) shipment = rs_rb_shipment_new ();
  RsJson array, element;

  shipment->id = rs_reader_get_id (json, "id", RS_JSON_REQUIRED);
  shipment->order_number = read_order_number (json);
  shipment->is_picked = rs_json_get_bool (json, "is_picked", RS_JSON_OPTIONAL);
  /* What "shipped" on both sides rests on: never read as FALSE because it is missing. */
  shipment->is_shipped = rs_json_get_bool (json, "is_shipped", RS_JSON_REQUIRED);
  if (rs_json_array (json, "lines", RS_JSON_REQUIRED, &array))
    for (guint i = 0; i < rs_json_length (&array) && !rs_json_failed (json); i++)
      {
        rs_json_element (&array, i, &element);
        g_ptr_array_add (shipment->lines, read_line (&element));
      }
  shipment->shipped_at = rs_json_get_instant (json, "shipped_at", RS_JSON_LENIENT);
  shipment->created_at = rs_json_get_instant (json, "created_at", RS_JSON_LENIENT);
  shipment->updated_at = rs_json_get_instant (json, "updated_at", RS_JSON_OPTIONAL);
  return rs_json_failed (json) ? NULL : g_steal_pointer (&shipment);
}
