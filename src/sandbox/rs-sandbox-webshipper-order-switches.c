/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

/* What the reference leaves open about lists and orders, each behind a name (Webshipper reference §6). */

void
rs_sbw_declare_order_switches (RsSwitches *switches)
{
  rs_switches_declare (switches, "webshipper.rate", "2/40", "off,#,#/#",
                       "requests a second and burst, or off (§1.7, LIKELY)");
  rs_switches_declare (switches, "webshipper.scopes", "all", "all,no_write_shipments,read_only",
                       "what the token may do (§1.2)");
  rs_switches_declare (switches, "webshipper.sort", "honoured", "honoured,ignored,refused",
                       "sort= on lists (§1.5)");
  rs_switches_declare (switches, "webshipper.links", "present", "present,absent",
                       "top-level links on lists (§1.5, LIKELY)");
  rs_switches_declare (switches, "webshipper.meta", "absent", "absent,present",
                       "record_count and page_count (§1.5, UNKNOWN)");
  rs_switches_declare (switches, "webshipper.page_size", "ignored", "ignored,honoured",
                       "page[size] (§1.5, UNKNOWN)");
  rs_switches_declare (switches, "webshipper.include", "honoured", "honoured,ignored,refused",
                       "include=shipments on orders (§1.5)");
  rs_switches_declare (switches, "webshipper.channel_filter", "honoured", "honoured,ignored",
                       "filter[order_channel_id] on orders (§1.5)");
  rs_switches_declare (switches, "webshipper.ext_ref_filter", "honoured", "honoured,ignored",
                       "filter[ext_ref] on orders (§1.5)");
  rs_switches_declare (switches, "webshipper.date_filter", "honoured", "honoured,ignored,refused",
                       "filter[created_at] and [updated_at] with [value] and [operator] (§1.5, UNKNOWN)");
  rs_switches_declare (switches, "webshipper.locked_status", "422", "422,423",
                       "what a change of a locked order answers (§4.5, UNKNOWN)");
  rs_switches_declare (switches, "webshipper.patch_dispatched", "allowed", "allowed,refused",
                       "PATCH of a dispatched order (§4.5, UNKNOWN)");
  rs_switches_declare (switches, "webshipper.address_patch", "merge", "merge,replace",
                       "a PATCHed embedded address (§8.4, UNKNOWN)");
  rs_switches_declare (switches, "webshipper.lines_patch", "replace", "replace,merge",
                       "lines left out of a PATCH vanish or stay (§4.2)");
  rs_switches_declare (switches, "webshipper.dispatch_patch_lines", "follow", "follow,stay",
                       "whether lines follow a status of dispatched (§4.3, UNKNOWN)");
  rs_switches_declare (switches, "webshipper.delete_frees_ext_ref", "yes", "yes,no",
                       "whether a deleted order's ext_ref can be used again (§4.5, UNKNOWN)");
  rs_switches_declare (switches, "webshipper.rate_unknown", "422", "422,404",
                       "an order with a rate that is not the channel's (§6)");
  rs_switches_declare (switches, "webshipper.line_status", "quirk", "quirk,pending",
                       "first line pending and the others null, or all pending (§3.2)");
  rs_switches_declare (switches, "webshipper.booking_moves_updated_at", "yes", "yes,no",
                       "whether a booking moves the order's updated_at");
  rs_switches_declare (switches, "webshipper.duplicate_pointer", "attribute", "attribute,data",
                       "where a duplicate ext_ref is pointed at (§1.6)");
  rs_switches_declare (switches, "webshipper.create_refusal", "none", "none,city,visible_ref",
                       "a 422 code 100 that is no duplicate: a city with M, or no visible_ref (§1.6)");
  rs_switches_declare (switches, "webshipper.retry_after", "present", "present,absent",
                       "whether a 429 says when to come again (§1.6, UNKNOWN)");
  rs_switches_declare (switches, "webshipper.patch_cancelled", "allowed", "allowed,refused",
                       "PATCH of a cancelled order (§9, UNKNOWN)");
  rs_switches_declare (switches, "webshipper.delete_locked", "allowed", "allowed,refused",
                       "DELETE of a locked order (§9, UNKNOWN)");
  rs_switches_declare (switches, "webshipper.delete_dispatched", "allowed", "allowed,refused",
                       "DELETE of an order of which something is dispatched (§9, UNKNOWN)");
  rs_switches_declare (
    switches, "webshipper.shipment_delete", "refused", "refused,reopens,keeps",
    "DELETE of a shipment: no such call, or its lines are open again, or stay dispatched (§4.5, UNKNOWN)");
}
