/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

/* What nobody knows about Webshipper's shipping half, each with a default (Webshipper reference §6). */

void
rs_sbw_declare_shipping_switches (RsSwitches *switches)
{
  rs_switches_declare (switches, "webshipper.tracking_number", "present", "present,null,none",
                       "tracking numbers of new shipments (§3.7)");
  rs_switches_declare (switches, "webshipper.label_delay", "0", "#", "seconds until labels are there (§4.7)");
  rs_switches_declare (switches, "webshipper.label_base64", "string", "string,array",
                       "how labels hold their content (§3.8)");
  rs_switches_declare (switches, "webshipper.shipment_status", "created", "*",
                       "status of new shipments (§3.5, UNKNOWN)");
  rs_switches_declare (switches, "webshipper.merge_sources", "cancelled", "cancelled,deleted,emptied",
                       "what becomes of orders that were merged into another (§3.15, UNKNOWN)");
  rs_switches_declare (switches, "webshipper.tracking_delay", "0", "#",
                       "seconds until tracking links are there (§6)");
  rs_switches_declare (switches, "webshipper.shipment_delete", "absent", "absent,refused,allowed",
                       "DELETE of a shipment (§4.5, UNKNOWN)");
  rs_switches_declare (switches, "webshipper.return_portal", "required", "required,optional",
                       "whether a return needs a portal (§3.12, LIKELY)");
  rs_switches_declare (switches, "webshipper.drop_points_by_carrier", "answered", "answered,empty,refused",
                       "drop points asked for by carrier and not by rate (§3.4)");
  rs_switches_declare (switches, "webshipper.webhook_delivery", "once", "once,twice,wrong_signature,never",
                       "how events reach webhooks (§3.14, UNKNOWN)");
}
