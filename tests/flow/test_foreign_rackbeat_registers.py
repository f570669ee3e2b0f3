# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""A client of Rackbeat's that other people wrote keeps its customers, items, stock and webhooks in the simulated Rackbeat."""
import json
import time
import urllib.parse

from foreign import Listener, Rackbeat, Reference
from harness import World, main


def service(**options):
    return World(connect=False, orders=5, **options)


def rackbeat_of(world):
    return Rackbeat(world.services["rackbeat"]["url"], world.services["rackbeat"]["key"])


def quoted(number):
    return urllib.parse.quote(number, safe="")


def the_rest(rackbeat):
    """What a customer needs beside its name (§3.4)."""
    return {"payment_terms_id": rackbeat.get("payment-terms").json["payment_terms"][0]["number"], "vat_zone": "abroad",
            "customer_group_id": rackbeat.get("customer-groups").json["customer_groups"][0]["number"],
            "layout_id": rackbeat.get("layouts").json["layouts"][0]["number"]}


def in_stock(rackbeat):
    return next(p for p in rackbeat.pages("products", "products", limit=100) if p["inventory_enabled"] and p["available_quantity"] >= 20)


def test_a_customer_with_contacts_and_addresses_is_kept():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        made = rackbeat.post("customers", {"company_name": "Fjord Sport AS", "company_vat": "NO987654321", "contact_email": "lager@fjord.example",
                                           "contact_phone": "+4722334455", "currency": "NOK", "locale": "no", "address_street": "Storgata 4",
                                           "address_city": "Oslo", "address_zipcode": "0155", "address_country": "Norway", **the_rest(rackbeat)})
        reference.status("3.4", "POST /customers", made, 201)
        number = made.json["customer"]["number"]
        shown = rackbeat.get(f"customers/{number}").json["customer"]
        reference.keys("8", "a customer", shown, "number name company_vat ean locale contact_email contact_phone currency vat_zone payment_terms_id "
                                                 "layout_id customer_group_id general_discount_percentage is_barred address_street address_street2 "
                                                 "address_city address_zipcode address_country created_at updated_at")
        reference.keys("3.4", "a customer", shown, "payment_terms customer_group employee_id attention max_credit billing_address delivery_address is_deleted self")
        reference.says("3.4", "its name", shown["name"] == "Fjord Sport AS", shown)
        reference.keys("3.5", "its payment term", shown["payment_terms"], "number name type type_translated description maturity_days")
        refused = rackbeat.post("customers", {"name": "x"})
        reference.status("3.4", "a customer without the rest", refused, 422)
        reference.says("1.6", "every missing key is named", {"company_name", "payment_terms_id"} <= set(refused.json["errors"]), refused)
        contact = rackbeat.post(f"customers/{number}/contacts", {"name": "Ola Nordmann", "contact_email": "ola@fjord.example", "cc_order": True})
        reference.status("1.6", "POST of a contact", contact, 201)
        rows = rackbeat.get(f"customers/{number}/contacts").json["customer_contacts"]
        reference.keys("3.4", "a contact", rows[0], "number name role initials contact_email contact_phone cc_order cc_offer cc_invoice cc_delivery_note")
        place = rackbeat.post(f"customers/{number}/addresses", {"type": "delivery", "name": "Fjord Sport Lager", "street": "Industriveien 9",
                                                                "zipcode": "2003", "city": "Lillestrøm", "country": "Norway"})
        reference.status("1.6", "POST of an address", place, 201)
        rows = rackbeat.get(f"customers/{number}/addresses").json["addresses"]
        reference.keys("3.4", "an address", rows[0], "id type name street city zipcode country")
        reference.status("1.6", "DELETE of an address", rackbeat.delete(f"customers/{number}/addresses/{rows[0]['id']}"), 200)


def test_a_discount_group_that_a_customer_has_is_refused_again():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        customer = rackbeat.get("customers").json["customers"][0]["number"]
        reference.status("2", "POST adds a discount group", rackbeat.post(f"customers/{customer}/discount-groups/3", {"discount": 10}), 200, 201)
        reference.status("1.6", "POST of it again", rackbeat.post(f"customers/{customer}/discount-groups/3", {"discount": 10}), 403)
        reference.status("2", "PUT sets it", rackbeat.put(f"customers/{customer}/discount-groups/3", {"discount": 20}), 200)


def test_a_product_reads_as_described():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        for product in rackbeat.get("products").json["products"] + [rackbeat.get("products/" + quoted(in_stock(rackbeat)["number"])).json["product"]]:
            reference.keys("3.6", "a product", product,
                           "id number urlfriendly_number type barcode name description sales_price recommended_sales_price sales_profit cost_price "
                           "recommended_cost_price cost_addition_percentage min_order min_sales min_stock stock_quantity in_order_quantity "
                           "available_quantity purchased_quantity used_in_production_quantity default_supplier_id default_supplier "
                           "default_location_id default_location picture_url pictures is_barred is_convertable inventory_enabled "
                           "should_assure_quality group_id group discount_group unit_id unit variation_id variation physical serial_numbers "
                           "batch_control created_at updated_at deleted_at pdf_url department_id goods_code country_code self")
            reference.keys("3.6", "its physical side", product["physical"], "weight weight_unit height width depth size_unit")
            reference.says("1.3", "its number is text", isinstance(product["number"], str), product["number"])
        lot = rackbeat.get("lots").json["lots"][0]
        reference.says("3.6", "a bill of materials has its components", lot["lines"], lot)
        reference.says("3.6", "/items lists both kinds", {"product", "lot"} <= {item["type"] for item in rackbeat.pages("items", "items", limit=100)})
        reference.status("3.6", "/items is read only", rackbeat.post("items", {}), 404, 405)
        places = rackbeat.get(f"items/{quoted(in_stock(rackbeat)['number'])}/locations/available")
        reference.status("2", "stock by location", places, 200, 206)
        heavy = rackbeat.post("products", {"number": "H-1", "name": "Heavy", "sales_price": 1, "group": 1, "physical": {"weight": 2}})
        reference.status("3.6", "a weight without its unit", heavy, 422)
    with service(switches=["rackbeat.plan=basic"]) as world, Reference("rackbeat-api") as reference:
        reference.status("7", "bills of materials on the Basic plan", rackbeat_of(world).get("lots"), 403)


def test_stock_is_adjusted_and_an_adjustment_of_nothing_is_refused():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        product = in_stock(rackbeat)
        path, before = "products/" + quoted(product["number"]), product["stock_quantity"]
        wanted = {"item_id": product["number"], "location_id": product["default_location_id"], "quantity": before + 7}
        made = rackbeat.post("inventory-adjustments", wanted)
        reference.status("2", "POST /inventory-adjustments", made, 201)
        if made.status == 201:
            identity = made.json["inventory_regulation"]["id"]
            reference.says("2", "nothing moves until it is booked", rackbeat.get(path).json["product"]["stock_quantity"] == before)
            reference.status("2", "its booking", rackbeat.post(f"inventory-adjustments/{identity}/book"), 200)
            reference.says("2", "stock is as was said", rackbeat.get(path).json["product"]["stock_quantity"] == before + 7)
        same = rackbeat.post("inventory-adjustments", wanted)
        reference.status("9", "an adjustment that changes nothing", same, 422)
        reference.says("1.6", "its text", "Adjustment can't be created, since no change is made." in same.text, same)


def test_a_collection_unfolds_to_separate_lines():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        listed = rackbeat.get("collections")
        reference.status("1.4", "GET /collections", listed, 206)
        if listed.status != 206:
            return
        collection = listed.json["collections"][0]
        customer = rackbeat.get("customers").json["customers"][0]["number"]
        order = rackbeat.make("order", "orders/drafts", {"customer_id": customer, "lines": []})
        added = rackbeat.post(f"orders/{order['number']}/lines/add-collection", {"collection": collection["number"], "quantity": 2})
        reference.status("2", "add-collection", added, 200, 201)
        lines = rackbeat.get(f"orders/{order['number']}").json["order"]["lines"]
        reference.says("3.6", "one line for each part", [(line["child_id"], line["quantity"]) for line in lines] ==
                       [(part["child_id"], part["quantity"] * 2) for part in collection["lines"]], lines)


def test_registers_have_the_members_that_clients_read():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        for path, key, names in (("delivery-terms", "delivery_terms", "number name"), ("payment-terms", "payment_terms", "number name type maturity_days"),
                                 ("employees", "employees", "number name initials contact_phone contact_email locale job_title"),
                                 ("users", "users", "id name email initials locale is_you is_api_only permissions"),
                                 ("locations", "locations", "number name barcode is_default parent_id children_count nesting_level nest_list"),
                                 ("product-groups", "product_groups", "number name has_inventory is_sellable vat_domestic vat_eu vat_abroad vat_domestic_exempt"),
                                 ("units", "units", "number name"), ("layouts", "layouts", "number name"), ("currencies", "currencies", "code rate is_custom")):
            for row in rackbeat.get(path).json[key]:
                reference.keys("3.5", path, row, names)
        for path in ("settings", "settings/default_currency"):
            reference.status("2", f"GET /{path}", rackbeat.get(path), 200, 206)
        made = rackbeat.post("delivery-terms", {"name": "Bring Business Parcel"})
        reference.status("3.5", "POST /delivery-terms", made, 201)
        one = rackbeat.get(f"delivery-terms/{made.json['delivery_term']['number']}")
        reference.says("3.5", "the new term", one.json["delivery_term"]["name"] == "Bring Business Parcel", one)


def test_webhooks_are_upserted_and_delivered_with_their_token():
    with service() as world, Listener() as listener, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        made = rackbeat.post("webhooks", {"event": "order.created", "url": listener.url})
        reference.status("5", "POST /webhooks", made, 201)
        webhook = made.json["webhook"]
        reference.keys("5", "a webhook", webhook, "id event url is_active plugin failures_since_last_success token created_at updated_at")
        reference.says("5", "a token of 32 characters", len(webhook["token"]) == 32, webhook["token"])
        again = rackbeat.post("webhooks", {"event": "order.created", "url": listener.url})
        reference.says("9", "the same again is an update", again.json["webhook"]["id"] == webhook["id"] and
                       rackbeat.get("webhooks").json["total"] == 1, again)
        reference.says("5", "the token is shown only once", "token" not in rackbeat.get(f"webhooks/{webhook['id']}").json["webhook"])
        customer = rackbeat.get("customers").json["customers"][0]["number"]
        order = rackbeat.make("order", "orders/drafts", {"customer_id": customer, "lines": []})
        event = listener.next()
        if reference.says("5", "an event is delivered", event is not None):
            headers, body = event
            reference.says("5", "its token", headers.get("Rackbeat-Webhook-Token") == webhook["token"], headers)
            reference.says("5", "its name", headers.get("Rackbeat-Webhook-Event") == "order.created", headers)
            reference.says("5", "whose it is", headers.get("Rackbeat-Account-Id") and headers.get("User-Agent") == "Rackbeat Webhook", headers)
            reference.says("9", "the observed body", json.loads(body) == {"key_name": "number", "key": str(order["number"])}, body)
        # The log is written when the listener's answer has come back.
        for _ in range(100):
            logs = rackbeat.get(f"webhooks/{webhook['id']}/logs")
            if logs.status != 206 or logs.json["total"]:
                break
            time.sleep(0.1)
        reference.status("5", "its logs", logs, 206)
        log = logs.json[list(logs.json)[0]][0]
        reference.status("5", "one of its logs", rackbeat.get(f"webhooks/logs/{log['id']}"), 200)
        rackbeat.call("PUT", f"orders/{order['number']}", {"heading": "Quietly"}, suppress_webhooks="true")
        rackbeat.post("webhooks", {"event": "order.updated", "url": listener.url})
        rackbeat.call("PUT", f"orders/{order['number']}", {"heading": "Quietly"}, suppress_webhooks="true")
        rackbeat.put(f"orders/{order['number']}", {"heading": "Quietly", "suppress_webhooks": True})
        rackbeat.put(f"orders/{order['number']}", {"heading": "Loudly"})
        loud, silence = listener.next(), listener.next(1)
        reference.says("5", "suppress_webhooks keeps events from being sent", loud is not None and silence is None, (loud, silence))




def test_documented_webhook_bodies_name_the_event_and_what_changed():
    with service(switches=["rackbeat.webhook_body=documented"]) as world, Listener() as listener, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        rackbeat.post("webhooks", {"event": "order.updated", "url": listener.url})
        number = rackbeat.get("orders").json["orders"][0]["number"]
        rackbeat.put(f"orders/{number}", {"heading": "Changed"})
        event = listener.next()
        if reference.says("5", "an event is delivered", event is not None):
            body = json.loads(event[1])
            reference.says("5", "its key and name", (body["key"], body["key_name"], body["event"]) == (number, "number", "order.updated"), body)
            reference.says("5", "the object itself", body["data"]["heading"] == "Changed", body["data"])
            reference.says("5", "what changed", body["changed"] == ["heading"] and body["old_key"] == body["new_key"] == number, body)


if __name__ == "__main__":
    main()
