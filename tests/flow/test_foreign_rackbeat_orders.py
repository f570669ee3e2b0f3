# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""A client of Rackbeat's that other people wrote works through what the description's examples do: drafts, booking, shipments,
notes, custom fields, PDFs, invoices, registers and webhooks."""
import urllib.parse

from foreign import Rackbeat, Reference
from harness import World, main


def service(**options):
    return World(connect=False, orders=5, **options)


def rackbeat_of(world):
    return Rackbeat(world.services["rackbeat"]["url"], world.services["rackbeat"]["key"])


def a_product(rackbeat, number="TEST-1", stock=0, **more):
    """A product of the client's own, with stock that an adjustment gives it."""
    product = rackbeat.make("product", "products", {"number": number, "name": f"Item {number}", "sales_price": 100, "group": 1, **more})
    if stock:
        made = rackbeat.post("inventory-adjustments", {"item_id": number, "quantity": stock})
        assert made.status == 201, made
    return product


def a_customer(rackbeat):
    return rackbeat.make("customer", "customers", {
        "company_name": "Fjord Sport AS", "payment_terms_id": rackbeat.get("payment-terms").json["payment_terms"][0]["number"],
        "customer_group_id": rackbeat.get("customer-groups").json["customer_groups"][0]["number"],
        "layout_id": rackbeat.get("layouts").json["layouts"][0]["number"], "vat_zone": "domestic", "locale": "no",
        "contact_email": "lager@fjord.example", "contact_phone": "+4722334455"})


def stocked(rackbeat, count=2):
    """Numbers of items that keep stock and have some."""
    items = [p for p in rackbeat.pages("products", "products", limit=100) if p["inventory_enabled"] and p["available_quantity"] >= 20]
    assert len(items) >= count, items
    return [item["number"] for item in items[:count]]


def unstocked(rackbeat):
    return next(p["number"] for p in rackbeat.pages("products", "products", limit=100) if not p["inventory_enabled"])


def an_order(rackbeat, *lines, book=True):
    draft = rackbeat.make("order", "orders/drafts", {"customer_id": a_customer(rackbeat)["number"],
                                                     "lines": [{"item_id": item, "quantity": quantity} for item, quantity in lines]})
    if book:
        assert rackbeat.post(f"orders/{draft['number']}/book", {"mail": {"send": False}}).status == 200
    return rackbeat.get(f"orders/{draft['number']}").json["order"]


def parts(shipment):
    return {line["child_id"]: line["quantity"] for line in shipment["lines"]}


def test_the_described_draft_is_made_and_read_back():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        item, terms = stocked(rackbeat, 1)[0], rackbeat.get("delivery-terms").json["delivery_terms"]
        customer = a_customer(rackbeat)
        made = rackbeat.post("orders/drafts", {
            "customer_id": customer["number"], "layout_id": 1, "payment_terms_id": 3, "vat_zone": "domestic", "currency": "DKK",
            "heading": "Web 7790", "other_reference": "WEB-7790", "order_date": "2026-09-29", "deliver_at": "2026-10-03",
            "delivery_terms": terms[-1]["number"],
            "delivery_address_name": "Ida Krogh", "delivery_address_street": "Søvej 5", "delivery_address_zipcode": "8600",
            "delivery_address_city": "Silkeborg", "delivery_address_country": "Denmark",
            "delivery_address": {"email": "ida@example.org", "phone": "+4520304050"},
            "lines": [{"item_id": item, "quantity": 1, "line_price": 449.5}, {"item_id": item, "quantity": "2.5", "name": "Two and a half"}]})
        reference.status("8", "POST /orders/drafts", made, 201)
        order = rackbeat.get(f"orders/{made.json['order']['number']}").json["order"]
        reference.says("3.1", "a draft is not booked", order["is_booked"] is False and order["booked_at"] is None, order["booked_at"])
        for name, value in {"heading": "Web 7790", "other_reference": "WEB-7790", "currency": "DKK", "vat_zone": "domestic"}.items():
            reference.says("3.1", f"its {name}", order[name] == value, order[name])
        reference.says("3.1", "order_date is a date", order["order_date"] == "2026-09-29", order["order_date"])
        reference.says("3.1", "deliver_at is a date-time", order["deliver_at"].startswith("2026-10-03T"), order["deliver_at"])
        address = order["delivery_address"]
        reference.says("3.1", "flat keys and nested ones make one address",
                       [address[k] for k in ("name", "street", "zipcode", "city", "country", "email", "phone")] ==
                       ["Ida Krogh", "Søvej 5", "8600", "Silkeborg", "Denmark", "ida@example.org", "+4520304050"], address)
        reference.says("3.1", "its delivery term in both spellings", (order["delivery_terms_id"], order["delivery_terms"]["name"]) ==
                       (terms[-1]["number"], terms[-1]["name"]), order["delivery_terms"])
        first, second = order["lines"]
        price = rackbeat.get("products/" + urllib.parse.quote(item, safe="")).json["product"]["sales_price"]
        reference.says("3.1", "the price that was sent", (first["line_price"], first["line_total"]) == (449.5, 449.5), first)
        reference.says("3.1", "the item's own price where none was sent", second["line_price"] == price, (second["line_price"], price))
        reference.says("1.3", "a quantity in text, with a fraction", (second["quantity"], second["name"]) == (2.5, "Two and a half"), second)
        reference.says("3.1", "totals", abs(order["total_subtotal"] - 449.5 - 2.5 * price) < 0.01 and
                       abs(order["total_total"] - order["total_subtotal"] - order["total_vat"]) < 0.01, order["total_total"])


def test_an_order_made_the_other_way_is_not_booked_either():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        customer = a_customer(rackbeat)
        made = rackbeat.post("orders", {"customer_id": str(customer["number"]), "layout_id": 1, "payment_terms_id": 3, "vat_zone": "domestic",
                                        "currency": "DKK", "order_date": "2026-09-29",
                                        "address_name": "Fjord Sport AS", "address_street": "Storgata 4", "address_country": "Norge",
                                        "lines": [{"item_id": stocked(rackbeat, 1)[0], "quantity": 1}]})
        reference.status("3.1", "POST /orders, its customer's number as text", made, 201)
        order = made.json["order"]
        reference.says("3.1", "POST /orders does not book", order["is_booked"] is False, order["is_booked"])
        reference.says("3.1", "flat keys make the billing address",
                       (order["billing_address"]["street"], order["billing_address"]["country"]) == ("Storgata 4", "Norge"), order["billing_address"])
        reference.says("3.1", "numbers follow one another", an_order(rackbeat, book=False)["number"] == order["number"] + 1)


def test_booking_locks_the_lines_until_it_is_reopened():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        item, other = stocked(rackbeat)
        order = an_order(rackbeat, (item, 2), book=False)
        path = f"orders/{order['number']}"
        added = rackbeat.post(f"{path}/lines", {"item_id": other, "quantity": 1})
        reference.status("2", "POST of a line", added, 201)
        line = added.json["order_line"]
        changed = rackbeat.put(f"{path}/lines/{line['id']}", {"quantity": 4})
        reference.status("2", "PUT of a line", changed, 200)
        reference.says("2", "only what was sent changed", (changed.json["order_line"]["quantity"], changed.json["order_line"]["child_id"]) == (4, other))
        reference.says("2", "GET of a line", rackbeat.get(f"{path}/lines/{line['id']}").json["order_line"]["quantity"] == 4)
        reference.status("3.1", "PUT with one key", rackbeat.put(path, {"heading": "Other words"}), 200)
        booked = rackbeat.post(f"{path}/book", {"mail": {"send": False}})
        reference.status("8", "book", booked, 200)
        reference.says("8", "the answer is the booked order", booked.json["order"]["is_booked"] is True and booked.json["order"]["booked_at"], booked)
        reference.status("9", "PUT of a booked order's line", rackbeat.put(f"{path}/lines/{line['id']}", {"quantity": 9}), 422)
        reference.status("9", "DELETE of a booked order's line", rackbeat.delete(f"{path}/lines/{line['id']}"), 422)
        reference.status("9", "POST of a booked order's line", rackbeat.post(f"{path}/lines", {"item_id": other, "quantity": 1}), 422)
        reference.status("2", "reopen", rackbeat.post(f"{path}/reopen"), 200)
        reference.says("3.2", "a reopened order is a draft", rackbeat.get(path).json["order"]["is_booked"] is False)
        reference.status("2", "DELETE of a draft's line", rackbeat.delete(f"{path}/lines/{line['id']}"), 200, 204)
        reference.says("2", "it is gone", [one["child_id"] for one in rackbeat.get(path).json["order"]["lines"]] == [item])
        reference.status("1.6", "DELETE of a draft", rackbeat.delete(path), 200)
        reference.status("1.6", "GET of what was deleted", rackbeat.get(path), 404)


def test_a_whole_order_ships_in_two_calls():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        item, freight = stocked(rackbeat, 1)[0], unstocked(rackbeat)
        draft = an_order(rackbeat, (item, 3), book=False)
        reference.status("3.3", "a draft has no shipments made", rackbeat.post(f"orders/{draft['number']}/create-shipment", []), 422)
        order = an_order(rackbeat, (item, 3), (freight, 1))
        made = rackbeat.post(f"orders/{order['number']}/create-shipment", [])
        reference.status("8", "create-shipment", made, 201)
        shipment = made.json["order_shipment"]
        reference.keys("8", "a shipment", shipment, "id order_id order customer is_picked is_partly_picked is_shipped shipping_date shipped_at lines created_at updated_at self")
        reference.says("3.3", "order_id and order name the order", (shipment["order_id"], shipment["order"]["number"]) == (order["number"], order["number"]))
        reference.keys("8", "its line", shipment["lines"][0], "id child_id child_type quantity location_id location is_picked picked_by variations")
        reference.says("3.3", "what has no stock is left off", parts(shipment) == {item: 3}, parts(shipment))
        reference.says("3.3", "no field for tracking", not [key for key in shipment if "track" in key or "carrier" in key], sorted(shipment))
        reference.status("9", "create-shipment when nothing remains", rackbeat.post(f"orders/{order['number']}/create-shipment"), 422)
        reference.status("9", "mark-shipped unpicked and without pick", rackbeat.post(f"orders/shipments/{shipment['id']}/mark-shipped", {"pick": False}), 422)
        shipped = rackbeat.post(f"orders/shipments/{shipment['id']}/mark-shipped", {"pick": True})
        reference.status("8", "mark-shipped", shipped, 200)
        reference.says("8", "its answer", shipped.json["order_shipment"]["is_shipped"] and shipped.json["order_shipment"]["is_picked"] and
                       shipped.json["order_shipment"]["shipped_at"], shipped)
        reference.says("3.3", "every line is picked", all(line["is_picked"] for line in shipped.json["order_shipment"]["lines"]))
        reference.status("9", "mark-shipped again", rackbeat.post(f"orders/shipments/{shipment['id']}/mark-shipped", {"pick": True}), 422)
        after = rackbeat.get(f"orders/{order['number']}").json["order"]
        reference.says("9", "the freight line does not hold it back", after["is_shipped"] and not after["is_partly_shipped"], (after["is_shipped"], after["is_partly_shipped"]))
        listed = rackbeat.get("order-shipments", order_number=order["number"], page=1, fields="id,is_shipped,shipped_at")
        reference.status("8", "GET /order-shipments of the order", listed, 206)
        reference.says("8", "it names the one", [(s["id"], sorted(s)) for s in listed.json["order_shipments"]] ==
                       [(shipment["id"], ["id", "is_shipped", "shipped_at"])], listed)
        reference.says("2", "GET /orders/{n}/shipments", [s["id"] for s in rackbeat.get(f"orders/{order['number']}/shipments").json["order_shipments"]] == [shipment["id"]])
        reference.status("2", "GET /order-shipments/{id}", rackbeat.get(f"order-shipments/{shipment['id']}"), 200)
        reference.status("9", "a shipped order is not reopened", rackbeat.post(f"orders/{order['number']}/reopen"), 422)
        for query, expected in (({"is_shipped": "true"}, True), ({"is_shipped": "false"}, False)):
            found = [s["id"] for s in rackbeat.pages("order-shipments", "order_shipments", limit=100, **query)]
            reference.says("3.3", f"filter {query}", (shipment["id"] in found) == expected, found)


def test_part_shipments_follow_one_another_until_all_is_shipped():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        one, two = stocked(rackbeat)
        order = an_order(rackbeat, (one, 5), (two, 2))
        path, first = f"orders/{order['number']}", None
        first = rackbeat.make("order_shipment", f"{path}/create-shipment", [])
        lines = {line["child_id"]: line["id"] for line in first["lines"]}
        own = f"{path}/shipments/{first['id']}"
        reference.status("3.3", "PUT of a shipment line's quantity", rackbeat.put(f"{own}/lines/{lines[one]}", {"quantity": 3}), 200)
        reference.status("3.3", "more than was ordered", rackbeat.put(f"{own}/lines/{lines[one]}", {"quantity": 50}), 422)
        reference.status("3.3", "DELETE of a shipment line", rackbeat.delete(f"{own}/lines/{lines[two]}"), 200, 204)
        reference.says("3.3", "what the shipment holds", parts(rackbeat.get(f"order-shipments/{first['id']}").json["order_shipment"]) == {one: 3})
        reference.says("3.3", "the order keeps its lines", [line["quantity"] for line in rackbeat.get(path).json["order"]["lines"]] == [5, 2])
        reference.status("8", "the part ships", rackbeat.post(f"orders/shipments/{first['id']}/mark-shipped", {"pick": True}), 200)
        partly = rackbeat.get(path).json["order"]
        reference.says("3.2", "the order is partly shipped", partly["is_partly_shipped"] and not partly["is_shipped"])
        reference.says("3.1", "quantity_shipped", [line["quantity_shipped"] for line in partly["lines"]] == [3, 0], partly["lines"])
        second = rackbeat.make("order_shipment", f"{path}/create-shipment", [])
        reference.says("3.3", "the next takes what remains", parts(second) == {one: 2, two: 2}, parts(second))
        for line in second["lines"]:
            marked = rackbeat.post(f"{path}/shipments/{second['id']}/lines/{line['id']}/mark-picked")
            reference.status("2", "mark-picked of a line", marked, 200)
        reference.says("3.3", "all lines picked", rackbeat.get(f"order-shipments/{second['id']}").json["order_shipment"]["is_picked"])
        reference.status("2", "mark-shipped of 2018", rackbeat.post(f"{path}/shipments/{second['id']}/mark-shipped"), 200)
        reference.says("3.2", "the order is shipped", rackbeat.get(path).json["order"]["is_shipped"])
        again = an_order(rackbeat, (one, 1))
        third = rackbeat.make("order_shipment", f"orders/{again['number']}/shipments", None)
        reference.status("2", "DELETE of a shipment", rackbeat.delete(f"orders/{again['number']}/shipments/{third['id']}"), 200, 204)
        reference.status("1.6", "it is gone", rackbeat.get(f"order-shipments/{third['id']}"), 404)


def test_notes_are_written_read_changed_and_removed():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        path = f"orders/{an_order(rackbeat, (stocked(rackbeat, 1)[0], 1))['number']}/notes"
        made = rackbeat.post(path, {"note": "GLS 00570000000012345678 <b>&amp;"})
        reference.status("8", "POST of a note", made, 201)
        note = made.json["note"]
        reference.keys("3.5", "a note", note, "id user_id user note note_html created_at updated_at")
        reference.says("3.5", "its words as they were sent", note["note"] == "GLS 00570000000012345678 <b>&amp;", note["note"])
        reference.says("2", "GET of the notes", [one["id"] for one in rackbeat.get(path).json["notes"]] == [note["id"]])
        changed = rackbeat.put(f"{path}/{note['id']}", {"note": "Other"})
        reference.status("2", "PUT of a note", changed, 200)
        reference.says("2", "it is changed", rackbeat.get(path).json["notes"][0]["note"] == "Other")
        reference.status("2", "DELETE of a note", rackbeat.delete(f"{path}/{note['id']}"), 200, 204)
        reference.says("2", "it is gone", rackbeat.get(path).json["notes"] == [])
        reference.status("1.6", "a note without words", rackbeat.post(path, {}), 422)


def test_custom_fields_of_an_order_are_written_read_and_searched():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        fields = rackbeat.get("fields").json["fields"]
        reference.keys("3.5", "a field", fields[0], "id slug name type available_for use_in_layouts default_value options")
        # An account that has a field of text for its sales.
        field = next(f for f in fields if "sales" in f["available_for"] and f["type"] == "text")
        number = an_order(rackbeat, (stocked(rackbeat, 1)[0], 1))["number"]
        put = rackbeat.put(f"orders/{number}/fields", {"custom_fields": [{"id": field["id"], "value": "00570000000012345678"}]})
        reference.status("8", "PUT of an order's fields", put, 200)
        shown = rackbeat.get(f"orders/{number}", expand="field_values").json["order"]["field_values"]
        reference.says("1.5", "expand=field_values shows it", [one["value"] for one in shown if one["id"] == field["id"]] == ["00570000000012345678"], shown)
        exact = rackbeat.get("orders", **{f"field_eq[{field['id']}]": "00570000000012345678"}).json["orders"]
        reference.says("1.5", "field_eq[id] finds it", [o["number"] for o in exact] == [number], [o["number"] for o in exact])
        loose = rackbeat.get("orders", **{f"field[{field['id']}]": "12345678"}).json["orders"]
        reference.says("1.5", "field[id] finds a part of it", [o["number"] for o in loose] == [number], [o["number"] for o in loose])
        unknown = rackbeat.put(f"orders/{number}/fields", {"custom_fields": [{"id": 9999, "value": "x"}]})
        reference.status("1.6", "a field that is not there", unknown, 422)
    with service(switches=["rackbeat.plan=basic"]) as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        number = rackbeat.get("orders").json["orders"][0]["number"]
        reference.status("9", "custom fields on the Basic plan",
                         rackbeat.put(f"orders/{number}/fields", {"custom_fields": [{"id": 7, "value": "x"}]}), 403)


def test_documents_are_pdfs():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        item = stocked(rackbeat, 1)[0]
        order, draft = an_order(rackbeat, (item, 1)), an_order(rackbeat, (item, 1), book=False)
        shipment = rackbeat.make("order_shipment", f"orders/{order['number']}/create-shipment", [])
        invoice = rackbeat.post(f"orders/{order['number']}/convert-to-invoice", book="false")
        reference.status("4.3", "convert-to-invoice", invoice, 200)
        for answer in (rackbeat.get(f"orders/{order['number']}.pdf"), rackbeat.get(f"orders/drafts/{draft['number']}.pdf"),
                       rackbeat.post(f"orders/shipments/{shipment['id']}/download-delivery-note", []),
                       rackbeat.post(f"orders/shipments/{shipment['id']}/download", {}),
                       rackbeat.get(f"customer-invoices/{invoice.json['invoice_id']}.pdf")):
            reference.status("6", "a PDF", answer, 200)
            reference.says("6", "its type and first bytes", answer.type == "application/pdf" and answer.raw.startswith(b"%PDF"), answer.type)
        read = rackbeat.get(f"customer-invoices/{invoice.json['invoice_id']}")
        reference.status("4.3", "the invoice by its number", read, 200)
        reference.keys("3.7", "an invoice", read.json.get("customer_invoice"),
                       "number invoice_date due_date currency currency_rate total_subtotal total_vat total_total total_base_currency "
                       "is_booked is_creditnote is_paid customer_id customer orders lines")
        reference.says("3.7", "it is not booked and names the order",
                       read.json["customer_invoice"]["is_booked"] is False and read.json["customer_invoice"]["orders"] == [order["number"]], read)
        listed = rackbeat.get("customer-invoices", order_number=order["number"]).json["customer_invoices"]
        reference.says("1.5", "invoices filter by order_number", [one["number"] for one in listed] == [invoice.json["invoice_id"]], listed)
        reference.status("6", "no such PDF", rackbeat.get("orders/9999999.pdf"), 404)


if __name__ == "__main__":
    main()
