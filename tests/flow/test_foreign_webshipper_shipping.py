# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""A client of Webshipper's that other people wrote books shipments with the simulated Webshipper: whole orders, split lines, labels,
tracking, rates, quotes, drop points, returns and webhooks."""
import base64
import hashlib
import hmac
import json

from foreign import Listener, Reference, Webshipper
from harness import World, main

HERE = {"company_name": "Fjordtorv ApS", "address_1": "Lagervej 3", "zip": "8600", "city": "Silkeborg", "country_code": "DK"}
THERE = {"att_contact": "Karla Munk", "company_name": "Munk Keramik ApS", "address_1": "Havnegade 14", "zip": "5000", "city": "Odense C",
         "country_code": "DK", "phone": "+4520304050", "email": "karla@munkkeramik.example"}
MUGS = {"sku": "KP-110", "description": "Stoneware mug, blue", "unit_price": 80.0, "vat_percent": 25.0, "weight": 350.0, "weight_unit": "g", "ext_ref": "rb-line-88121"}
PLATES = {"sku": "KP-210", "description": "Stoneware plate", "unit_price": 120.0, "vat_percent": 25.0, "weight": 600.0, "weight_unit": "g", "ext_ref": "rb-line-88122"}


def service(**options):
    return World(connect=False, orders=0, **options)


def webshipper_of(world):
    return Webshipper(world.services["webshipper"]["url"], world.services["webshipper"]["token"])


def rates(webshipper, drop_point=False):
    channel = webshipper.get("order_channels").json["data"][0]["id"]
    listed = webshipper.get("shipping_rates", {"filter[order_channel_id]": channel}).json["data"]
    return channel, [one for one in listed if bool(one["attributes"]["require_drop_point"]) == drop_point and not one["attributes"]["is_return"]]


def an_order(webshipper, **more):
    channel, listed = rates(webshipper)
    answer = webshipper.create("orders", {"visible_ref": "SO-10733", "currency": "DKK", "delivery_address": THERE,
                                          "order_lines": [{**MUGS, "quantity": 5}, {**PLATES, "quantity": 2}], **more},
                               order_channel=("order_channels", channel), shipping_rate=("shipping_rates", listed[0]["id"]))
    assert answer.status == 201, answer
    return answer.json["data"]


def book(webshipper, order, **attributes):
    return webshipper.create("shipments", attributes, {"include": "labels"}, order=("orders", order["id"]))


def again(webshipper, order):
    return webshipper.get(f"orders/{order['id']}").json["data"]["attributes"]


def test_a_whole_order_is_booked_by_its_relationship_alone():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        order = an_order(webshipper)
        booked = book(webshipper, order)
        reference.status("8.6", "POST /shipments", booked, 201)
        shipment = booked.json["data"]
        attributes = shipment["attributes"]
        reference.keys("8.6", "a shipment", attributes,
                       "reference comment service_code is_return status source test_mode supports_updates packages delivery_address tracking_links "
                       "drop_point cost_price sales_price currency carrier_id carrier_alias carrier_type_name ext_ref send_time latest_update_time "
                       "original_shipment_id fulfill_immediately omit_print created_at")
        reference.says("1.4", "shipments show no updated_at", "updated_at" not in attributes)
        reference.says("3.5", "the reference is the order's visible_ref", attributes["reference"] == "SO-10733", attributes["reference"])
        reference.says("6", "one package of the summed weight", len(attributes["packages"]) == 1 and abs(attributes["packages"][0]["weight"] *
                       {"g": 1, "kg": 1000}[attributes["packages"][0]["weight_unit"]] - 2950) < 1, attributes["packages"])
        reference.keys("8.6", "a package", attributes["packages"][0],
                       "id weight weight_unit shipment_id dimensions barcode_usage_id barcode_usage_type ext_ref labelless_code colli_type add_ons "
                       "created_at updated_at order_lines customs_lines")
        reference.says("3.5", "the order's address is copied", attributes["delivery_address"]["zip"] == "5000", attributes["delivery_address"])
        reference.keys("3.7", "a tracking link", attributes["tracking_links"][0], "url number latest_transit_event tracking_events")
        reference.says("6", "one tracking link per package", len(attributes["tracking_links"]) == 1 and attributes["tracking_links"][0]["number"])
        label = (booked.json.get("included") or [{}])[0]
        if reference.says("8.6", "include=labels holds the label", label.get("type") == "labels", booked.json.get("included")):
            reference.keys("3.8", "a label", label["attributes"], "shipment_id label_size label_format base64 created_at updated_at")
            reference.says("8.6", "a PDF in base64", base64.b64decode(label["attributes"]["base64"]).startswith(b"%PDF"))
            reference.says("8.6", "labels are linked", shipment["relationships"]["labels"]["data"] == [{"type": "labels", "id": label["id"]}], shipment["relationships"].get("labels"))
        after = again(webshipper, order)
        reference.says("4.1", "the order is dispatched", after["status"] == "dispatched", after["status"])
        reference.says("4.1", "its lines too, in their package", all(line["status"] == "dispatched" and line["package_id"] == attributes["packages"][0]["id"] and
                       line["package"]["shipment_id"] == int(shipment["id"]) for line in after["order_lines"]), after["order_lines"])
        reference.status("6", "booking it again", book(webshipper, order), 422)
        for path in (f"orders/{order['id']}/shipments", f"shipments?filter[order]={order['id']}"):
            listed = webshipper.get(*(path.split("?")[0], {"filter[order]": order["id"]} if "?" in path else None))
            reference.says("4.4", f"GET /{path}", [one["id"] for one in listed.json.get("data", [])] == [shipment["id"]], listed)
        included = webshipper.get(f"orders/{order['id']}", {"include": "shipments"}).json
        reference.says("4.4", "orders/:id?include=shipments", [one["id"] for one in included.get("included", [])] == [shipment["id"]], included.get("included"))
        back = webshipper.get(f"shipments/{shipment['id']}/order")
        reference.says("2", "the shipment's order", back.status == 200 and back.json["data"]["id"] == order["id"], back)
        number = attributes["tracking_links"][0]["number"]
        found = webshipper.get("shipments", {"filter[tracking_number]": number, "sort": "-created_at"})
        reference.says("1.5", "filter[tracking_number]", [one["id"] for one in found.json.get("data", [])] == [shipment["id"]], found)


def test_labels_are_read_from_the_list_and_one_by_one():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        shipment = book(webshipper, an_order(webshipper)).json["data"]
        listed = webshipper.get(f"shipments/{shipment['id']}/labels")
        reference.status("8.7", "GET /shipments/:id/labels", listed, 200)
        label = listed.json["data"][0]
        reference.says("3.8", "lists carry base64", base64.b64decode(label["attributes"]["base64"]).startswith(b"%PDF"))
        one = webshipper.get(f"labels/{label['id']}", {"download_as": "PDF"})
        reference.says("8.7", "GET /labels/:id?download_as=PDF", one.status == 200 and one.json["data"]["attributes"].get("base64"), one)
        shown = webshipper.get(f"shipments/{shipment['id']}", {"include": "labels"}).json
        reference.says("8.7", "GET with include=labels", [one["id"] for one in shown.get("included", [])] == [label["id"]])
        document = webshipper.create("documents", {"document_size": "A4", "document_format": "PDF", "document_type": "invoice", "base64": "JVBERi0xLjQK",
                                                   "is_paperless": False, "shipment_id": int(shipment["id"])})
        if reference.status("8.7", "POST /documents", document, 201):
            patched = webshipper.patch("shipments", shipment["id"], {"included_documents": [{"document_id": int(document.json["data"]["id"])}]})
            reference.status("8.7", "PATCH of included_documents", patched, 200)
            reference.says("2", "the shipment's documents", len(webshipper.get(f"shipments/{shipment['id']}/documents").json["data"]) == 1)


def test_a_line_is_split_and_a_part_of_it_shipped():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        order = an_order(webshipper)
        mugs, plates = order["attributes"]["order_lines"]
        split = webshipper.patch("orders", order["id"], {"order_lines": [{**MUGS, "quantity": 3}, {**MUGS, "id": mugs["id"], "quantity": 2},
                                                                          {**PLATES, "id": plates["id"], "quantity": 2}]})
        reference.status("8.5", "PATCH of order_lines", split, 200)
        lines = split.json["data"]["attributes"]["order_lines"]
        reference.says("8.5", "the whole order is answered, with one new line", sorted(line["quantity"] for line in lines) == [2, 2, 3] and
                       len({line["id"] for line in lines} - {mugs["id"], plates["id"]}) == 1, lines)
        new = next(line for line in lines if line["id"] not in (mugs["id"], plates["id"]))
        parcel = {"weight": 1.2, "weight_unit": "kg", "dimensions": {"length": 30, "width": 20, "height": 15, "unit": "cm"}}
        booked = book(webshipper, order, reference="SO-10733-1", packages=[{**parcel, "order_lines": [new]}])
        reference.status("8.6", "booking of the new line", booked, 201)
        package = booked.json["data"]["attributes"]["packages"][0]
        reference.says("8.6", "the package as it was sent", (package["weight"], package["weight_unit"], package["dimensions"]) ==
                       (1.2, "kg", parcel["dimensions"]), package)
        reference.says("8.6", "its lines", [(line["id"], line["quantity"], line["status"]) for line in package["order_lines"]] == [(new["id"], 3, "dispatched")], package["order_lines"])
        reference.says("8.6", "its reference", booked.json["data"]["attributes"]["reference"] == "SO-10733-1")
        after = again(webshipper, order)
        reference.says("4.1", "the order is partly dispatched", after["status"] == "partly_dispatched", after["status"])
        reference.says("4.1", "only that line is", [line["id"] for line in after["order_lines"] if line["status"] == "dispatched"] == [new["id"]])
        reference.status("6", "the same line again", book(webshipper, order, packages=[{**parcel, "order_lines": [new]}]), 422)
        reference.status("6", "a line of nobody's", book(webshipper, order, packages=[{**parcel, "order_lines": [{**MUGS, "id": 999999, "quantity": 1}]}]), 422)
        left = webshipper.patch("orders", order["id"], {"order_lines": [{**PLATES, "id": plates["id"], "quantity": 2}]}).json["data"]["attributes"]["order_lines"]
        reference.says("4.2", "open lines left out vanish, dispatched ones stay", {line["id"] for line in left} == {plates["id"], new["id"]}, left)
        rest = book(webshipper, order)
        reference.says("4.1", "the rest ships what is open", rest.status == 201 and again(webshipper, order)["status"] == "dispatched", rest)
        listed = webshipper.get(f"orders/{order['id']}/shipments").json["data"]
        reference.says("4.4", "both shipments hang on the order", len(listed) == 2, len(listed))


def test_a_shipment_stands_free_of_orders():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        _, listed = rates(webshipper)
        parcel = {"weight": 1200, "weight_unit": "g", "dimensions": {"length": 20, "width": 20, "height": 20, "unit": "cm"},
                  "customs_lines": [{"sku": "KP-110", "description": "Stoneware mug", "quantity": 3, "unit_price": 80.0, "currency": "DKK",
                                     "tarif_number": "69120085", "country_of_origin": "DK", "weight": 350.0, "weight_unit": "g"}]}
        free = {"reference": "RS-77", "sender_address": HERE, "delivery_address": THERE, "packages": [parcel, parcel]}
        by_rate = webshipper.create("shipments", free, shipping_rate=("shipping_rates", listed[0]["id"]))
        if reference.status("3.5", "a shipment by rate", by_rate, 201):
            made = by_rate.json["data"]["attributes"]
            reference.says("6", "a tracking link for each of two packages", len(made["tracking_links"]) == len(made["packages"]) == 2, made["tracking_links"])
            reference.says("3.6", "customs lines are echoed", made["packages"][0]["customs_lines"][0]["tarif_number"] == "69120085", made["packages"][0])
        rate = listed[0]["attributes"]
        by_carrier = webshipper.create("shipments", {**free, "service_code": rate["carrier_service_code"], "is_return": False},
                                       carrier=("carriers", str(rate["carrier_id"])))
        reference.status("8.6", "a shipment by carrier and service", by_carrier, 201)
        nothing = webshipper.create("shipments", {"reference": "nothing"})
        reference.status("3.5", "a shipment of nothing", nothing, 422)


def test_a_refusing_carrier_leaves_the_order_in_error():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        order = an_order(webshipper)
        # Any carrier may refuse; here it is told to.
        world.act("webshipper", "carrier-refuses", order["id"], text="The postal code is not valid for the country.")
        refused = book(webshipper, order)
        reference.status("4.1", "a carrier's refusal", refused, 422)
        reference.says("4.1", "the carrier's words", "postal code is not valid" in refused.json["errors"][0]["detail"], refused)
        after = again(webshipper, order)
        reference.says("4.1", "the order is in error, with message and class", after["status"] == "error" and after["error_message"] and after["error_class"], after["status"])
        world.act("webshipper", "carrier-refuses", order["id"])
        reference.status("6", "an order in error books again", book(webshipper, order), 201)


def test_tracking_events_follow_a_shipment():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        shipment = book(webshipper, an_order(webshipper)).json["data"]
        reference.says("3.7", "what the link says first", shipment["attributes"]["tracking_links"][0]["latest_transit_event"] == "information_received")
        events = webshipper.get("tracking_events", {"filter[shipment_id]": shipment["id"]})
        if reference.says("8.10", "GET /tracking_events", events.status == 200 and events.json["data"], events):
            reference.keys("8.10", "a tracking event", events.json["data"][0]["attributes"],
                           "status time description location latitude longitude tracking_number event_id shipment_id tracking_link_id tracking_link_url created_at")
        reference.status("3.7", "GET /shipments/:id/status_events", webshipper.get(f"shipments/{shipment['id']}/status_events"), 200)


def test_channels_rates_and_carriers_read_as_described():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        channels = webshipper.get("order_channels").json["data"]
        for channel in channels:
            reference.keys("8.8", "a channel", channel["attributes"],
                           "channel_label attrs sync_status failed_sync_count fulfill_automatically create_shipment_automatically auto_order_import "
                           "slip_print_mode shipping_label_print_mode return_label_print_mode document_print_mode drop_point_limit "
                           "has_configuration_token configuration_token health logo")
        answer = webshipper.get("shipping_rates", {"filter[order_channel_id]": channels[0]["id"], "include": "carrier"})
        reference.status("8.8", "GET /shipping_rates", answer, 200)
        for rate in answer.json["data"]:
            reference.keys("8.8", "a rate", rate["attributes"],
                           "carrier_id order_channel_id name carrier_service_code require_drop_point visible_for is_return is_hidden carriers_email "
                           "carriers_sms comment_map reference_map dutiable click_collect default_colli_type dimensions add_ons service_attributes "
                           "custom_message created_at updated_at")
            reference.says("3.9", "a rate has no flat price", "price" not in rate["attributes"])
            reference.says("8.8", "its carrier", rate["relationships"]["carrier"]["data"] == {"type": "carriers", "id": str(rate["attributes"]["carrier_id"])}, rate["relationships"])
        reference.says("8.8", "each carrier is included once", sorted(one["id"] for one in answer.json.get("included", [])) ==
                       sorted({str(rate["attributes"]["carrier_id"]) for rate in answer.json["data"]}), answer.json.get("included"))
        reference.keys("8.8", "a carrier", answer.json["included"][0]["attributes"], "alias services prefer_zpl is_approved test_mode")
        reference.keys("8.8", "its service", (answer.json["included"][0]["attributes"].get("services") or [None])[0], "service_code service_name is_return requires_drop_point")
        deep = webshipper.get(f"order_channels/{channels[0]['id']}", {"include": "shipping_rates,shipping_rates.carrier"}).json
        reference.says("1.5", "a channel with its rates and carriers", {one["type"] for one in deep.get("included", [])} == {"shipping_rates", "carriers"}, deep.get("included"))
        related = webshipper.get(f"order_channels/{channels[0]['id']}/shipping_rates")
        reference.says("2", "order_channels/:id/shipping_rates", related.status == 200 and len(related.json["data"]) == len(answer.json["data"]), related)
        for path in ("carriers", "carrier_types", "shipping_mappings", "printer_clients", "tags", "labels", "documents", "packages", "tracking_events",
                     "webhooks", "returns", "return_portals", "return_causes"):
            reference.status("6", f"GET /{path}", webshipper.get(path), 200)


def test_drop_points_are_located_and_travel_with_the_order():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        channel, listed = rates(webshipper, drop_point=True)
        answer = webshipper.create("drop_point_locators", {"shipping_rate_id": int(listed[0]["id"]), "delivery_address": THERE})
        reference.status("8.9", "POST /drop_point_locators", answer, 200, 201)
        points = answer.json["data"]["attributes"]["drop_points"]
        reference.keys("8.9", "a drop point", points[0], "drop_point_id name address_1 zip city country_code latitude longitude routing_code carrier_code opening_hours")
        reference.keys("3.4", "opening hours", (points[0].get("opening_hours") or [None])[0], "day opens_at closes_at")
        reference.says("8.9", "the answer repeats the request", answer.json["data"]["attributes"]["shipping_rate_id"] == int(listed[0]["id"]), answer)
        made = webshipper.create("orders", {"delivery_address": THERE, "order_lines": [{**MUGS, "quantity": 1}], "drop_point": points[0]},
                                 order_channel=("order_channels", channel), shipping_rate=("shipping_rates", listed[0]["id"]))
        reference.status("3.1", "an order with a drop point", made, 201)
        reference.says("3.4", "it reads back", made.json["data"]["attributes"]["drop_point"]["drop_point_id"] == points[0]["drop_point_id"], made)
        reference.keys("3.4", "a drop point of an order", made.json["data"]["attributes"]["drop_point"], "id order_id drop_point_id name created_at updated_at")
        booked = book(webshipper, made.json["data"])
        reference.says("3.5", "it stands on the shipment", booked.status == 201 and booked.json["data"]["attributes"]["drop_point"], booked)


def test_quotes_are_given_for_rates_and_services():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        channel, listed = rates(webshipper)
        answer = webshipper.create("rate_quotes", {"order_channel_id": int(channel), "price": 640.0, "weight": 2950, "weight_unit": "g", "currency": "DKK",
                                                   "delivery_address": {"zip": "5000", "city": "Odense C", "country_code": "DK"},
                                                   "items": [{"sku": "KP-110", "description": "Stoneware mug, blue", "quantity": 5}]})
        if reference.status("8.9", "POST /rate_quotes", answer, 200, 201):
            quotes = answer.json["data"]["attributes"]["quotes"]
            reference.keys("8.9", "a quote", quotes[0], "price currency carrier_name carrier_logo shipping_rate")
            reference.keys("8.9", "its rate", quotes[0]["shipping_rate"], "id name carrier_id require_drop_point")
        service_quote = webshipper.create("service_quotes", {"carrier_id": listed[0]["attributes"]["carrier_id"], "delivery_address": THERE, "sender_address": HERE,
                                                             "packages": [{"weight": 1200, "weight_unit": "g", "dimensions": {"length": 20, "width": 20, "height": 20, "unit": "cm"}}]})
        if reference.status("3.11", "POST /service_quotes", service_quote, 200, 201):
            reference.keys("3.11", "a service", service_quote.json["data"]["attributes"]["services"][0],
                           "service_name service_code is_return requires_drop_point cost_price currency")


def test_returns_hang_on_their_order():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        order = an_order(webshipper)
        book(webshipper, order)
        portals = webshipper.get("return_portals")
        portal = portals.json["data"][0]["id"] if portals.status == 200 and portals.json["data"] else "1"
        made = webshipper.create("returns", {"status": "pending", "return_lines": [{"order_line_id": order["attributes"]["order_lines"][0]["id"], "quantity": 1,
                                                                                    "cause_id": 1, "cause_description": "Chipped"}]},
                                 order=("orders", order["id"]), portal=("return_portals", portal))
        if reference.status("8.10", "POST /returns", made, 201):
            reference.keys("3.12", "a return", made.json["data"]["attributes"], "status error_message return_lines secret internal_comment created_at updated_at")
            reference.says("2", "the order's returns", [one["id"] for one in webshipper.get(f"orders/{order['id']}/returns").json["data"]] == [made.json["data"]["id"]])


def test_orders_merge_into_one():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        target, source = an_order(webshipper), an_order(webshipper)
        merged = webshipper.create("order_merges", {}, order=("orders", target["id"]), orders=[("orders", source["id"])])
        if reference.status("3.15", "POST /order_merges", merged, 200, 201):
            reference.says("3.15", "the lines sit on the target", len(again(webshipper, target)["order_lines"]) == 4)


def test_webhooks_are_delivered_and_signed():
    with service() as world, Listener() as listener, Reference("webshipper-api") as reference:
        webshipper, secret = webshipper_of(world), "rackship-demo-secret"
        made = webshipper.create("webhooks", {"url": listener.url, "topic": "shipment/created", "enabled": True, "secret": secret})
        if not reference.status("8.11", "POST /webhooks", made, 201):
            return
        order = an_order(webshipper)
        shipment = book(webshipper, order).json["data"]
        event = listener.next()
        if reference.says("3.14", "it is delivered", event is not None):
            headers, body = event
            reference.says("3.14", "its headers", (headers.get("User-Agent"), headers.get("Accept"), headers.get("X-Webshipper-Topic")) ==
                           ("Webshipper", Webshipper.TYPE, "shipment/created") and headers.get("Content-Type") == Webshipper.TYPE + ";charset=utf-8", headers)
            signature = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
            reference.says("3.14", "its signature over the raw bytes", headers.get("X-Webshipper-Hmac-Sha256") == signature, headers)
            document = json.loads(body)["data"]
            reference.says("3.14", "the same resource with relative links", document["id"] == shipment["id"] and document["links"]["self"] == f"/v2/shipments/{shipment['id']}", document)


if __name__ == "__main__":
    main()
