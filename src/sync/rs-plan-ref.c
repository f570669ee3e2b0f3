/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan.h"

#include <string.h>

#define ORDER_PREFIX    "rb-order/"
#define SHIPMENT_PREFIX "rb-shipment/"
#define WS_PREFIX       "ws-order/"

char *
rs_plan_ext_ref_for_order (gint64 number)
{
  return g_strdup_printf (ORDER_PREFIX "%" G_GINT64_FORMAT, number);
}

char *
rs_plan_ext_ref_for_shipment (gint64 id)
{
  return g_strdup_printf (SHIPMENT_PREFIX "%" G_GINT64_FORMAT, id);
}

gboolean
rs_plan_parse_ext_ref (const char *ext_ref, char *kind, gint64 *number)
{
  const char *digits;
  char found;

  if (ext_ref != NULL && g_str_has_prefix (ext_ref, ORDER_PREFIX))
    {
      digits = ext_ref + strlen (ORDER_PREFIX);
      found = 'o';
    }
  else if (ext_ref != NULL && g_str_has_prefix (ext_ref, SHIPMENT_PREFIX))
    {
      digits = ext_ref + strlen (SHIPMENT_PREFIX);
      found = 's';
    }
  else
    return FALSE;

  /* Only as we write it: no sign, no leading zero, so that one document has one handle. */
  if (digits[0] < '1' || digits[0] > '9'
      || !g_ascii_string_to_signed (digits, 10, 1, G_MAXINT64, number, NULL))
    return FALSE;
  *kind = found;
  return TRUE;
}

char *
rs_plan_ref_for_ws_order (const char *id)
{
  return g_strconcat (WS_PREFIX, id, NULL);
}

const char *
rs_plan_parse_ws_ref (const char *ref)
{
  const char *id;
  gint64 number;

  if (ref == NULL || !g_str_has_prefix (ref, WS_PREFIX))
    return NULL;
  id = ref + strlen (WS_PREFIX);
  return id[0] >= '1' && id[0] <= '9' && g_ascii_string_to_signed (id, 10, 1, G_MAXINT64, &number, NULL)
           ? id
           : NULL;
}
