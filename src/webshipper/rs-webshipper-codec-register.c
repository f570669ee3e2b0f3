/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-codec.h"
#include "rs-webshipper-kinds.h"

/* Flags of a rate may be null, which is no (§3.9). */
static gboolean
flag_of (const RsJson *attributes, const char *name)
{
  return rs_json_get_bool (attributes, name, RS_JSON_OPTIONAL);
}

RsShippingRate *
rs_webshipper_read_rate (const RsJson *resource)
{
  g_autoptr (RsShippingRate) rate = rs_shipping_rate_new ();
  RsJson attributes;

  rate->id = rs_reader_get_id (resource, "id", RS_JSON_REQUIRED);
  if (rs_json_object (resource, "attributes", RS_JSON_REQUIRED, &attributes))
    {
      rate->channel_id = rs_reader_get_id (&attributes, "order_channel_id", RS_JSON_OPTIONAL);
      rate->carrier_id = rs_reader_get_id (&attributes, "carrier_id", RS_JSON_OPTIONAL);
      rate->name = rs_json_dup_string (&attributes, "name", RS_JSON_OPTIONAL);
      rate->service_code = rs_json_dup_string (&attributes, "carrier_service_code", RS_JSON_OPTIONAL);
      rate->requires_drop_point = flag_of (&attributes, "require_drop_point");
      rate->wants_email = flag_of (&attributes, "carriers_email");
      rate->wants_sms = flag_of (&attributes, "carriers_sms");
      rate->is_return = flag_of (&attributes, "is_return");
      rate->is_hidden = flag_of (&attributes, "is_hidden");
    }
  return rs_json_failed (resource) ? NULL : g_steal_pointer (&rate);
}

RsOrderChannel *
rs_webshipper_read_channel (const RsJson *resource)
{
  g_autoptr (RsOrderChannel) channel = rs_order_channel_new ();
  RsJson attributes;

  channel->id = rs_reader_get_id (resource, "id", RS_JSON_REQUIRED);
  if (rs_json_object (resource, "attributes", RS_JSON_REQUIRED, &attributes))
    channel->label = rs_json_dup_string (&attributes, "channel_label", RS_JSON_OPTIONAL);
  return rs_json_failed (resource) ? NULL : g_steal_pointer (&channel);
}
