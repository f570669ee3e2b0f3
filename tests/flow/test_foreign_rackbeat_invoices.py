# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""A client of Rackbeat's that other people wrote invoices, and uses the calls that only the older description has."""
import datetime
import urllib.parse

from foreign import Rackbeat, Reference
from harness import World, main


def service(**options):
    return World(connect=False, orders=12, **options)


def rackbeat_of(world):
    return Rackbeat(world.services["rackbeat"]["url"], world.services["rackbeat"]["key"])


def booked(rackbeat):
    return [order for order in rackbeat.get("orders", limit=100).json["orders"] if order["is_booked"]]


def an_invoice(rackbeat, order):
    answer = rackbeat.post(f"orders/{order['number']}/convert-to-invoice", book="false")
    assert answer.status == 200, answer
    return answer.json["invoice_id"]


def numbers(answer):
    return [one["number"] for one in answer.json["customer_invoices"]]


def test_invoices_are_filtered_by_date_customer_and_state():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        first, second = booked(rackbeat)[:2]
        one, two = an_invoice(rackbeat, first), an_invoice(rackbeat, second)
        today = datetime.date.fromisoformat(rackbeat.get(f"customer-invoices/{one}").json["customer_invoice"]["invoice_date"])
        yesterday, tomorrow = (f"{today + datetime.timedelta(days=step)} 00:00:00" for step in (-1, 1))
        for names in (("date_from", "date_to"), ("invoice_date_from", "invoice_date_to"), ("updated_at_from", "updated_at_to")):
            for query, expected in (({names[0]: yesterday}, [one, two]), ({names[0]: f"{today + datetime.timedelta(days=2)} 00:00:00"}, []), ({names[1]: f"{tomorrow}"}, [one, two]),
                                    ({names[1]: yesterday}, [])):
                found = rackbeat.get("customer-invoices", **query)
                reference.says("1.5", f"{query}", sorted(numbers(found)) == expected, numbers(found))
        both = sorted([first["customer_id"], second["customer_id"]])
        found = rackbeat.get("customer-invoices", customer_from=both[0], customer_to=both[1])
        reference.says("1.5", "customer_from and customer_to", sorted(numbers(found)) == [one, two], numbers(found))
        found = rackbeat.get("customer-invoices", customer_from=both[1] + 1)
        reference.says("1.5", "customer_from above them", numbers(found) == [], numbers(found))
        found = rackbeat.get("customer-invoices", customer_number=first["customer_id"], is_paid="false", is_booked="0")
        reference.says("1.5", "customer_number, is_paid, is_booked", one in numbers(found) and (first["customer_id"] == second["customer_id"] or two not in numbers(found)), numbers(found))
        found = rackbeat.get("customer-invoices", search=str(two))
        reference.says("1.5", "search= finds an invoice", numbers(found) == [two], numbers(found))


def test_an_invoice_is_booked_credited_and_copied():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        order = booked(rackbeat)[0]
        number = an_invoice(rackbeat, order)
        path = f"customer-invoices/{number}"
        reference.status("4.3", "an order is invoiced once", rackbeat.post(f"orders/{order['number']}/convert-to-invoice"), 422)
        after = rackbeat.get(f"orders/{order['number']}").json["order"]
        reference.says("3.2", "the order is invoiced before it is shipped", after["is_invoiced"] and not after["is_shipped"])
        reference.status("4.3", "book, with its mail kept back", rackbeat.post(f"{path}/book", {"suppress_webhooks": True, "mail": {"send": False}}), 200)
        reference.says("3.7", "it is booked", rackbeat.get(path).json["customer_invoice"]["is_booked"])
        reference.status("2", "unbook", rackbeat.post(f"{path}/unbook"), 200)
        reference.says("2", "it is not booked", not rackbeat.get(path).json["customer_invoice"]["is_booked"])
        reference.status("2", "book again", rackbeat.post(f"{path}/book"), 200)
        credit = rackbeat.post(f"{path}/create-creditnote")
        if reference.status("2", "create-creditnote", credit, 200, 201):
            total = rackbeat.get(path).json["customer_invoice"]["total_total"]
            reference.says("3.7", "a credit note takes it back", credit.json["customer_invoice"]["is_creditnote"] and credit.json["customer_invoice"]["total_total"] == -total, credit)
        copy = rackbeat.post(f"{path}/copy")
        if reference.status("2", "copy", copy, 200, 201):
            reference.says("2", "a copy is another invoice, not booked", copy.json["customer_invoice"]["number"] != number and not copy.json["customer_invoice"]["is_booked"], copy)
        note = rackbeat.post(f"{path}/notes", {"note": "Rykket"})
        if reference.status("2", "a note on an invoice", note, 201):
            reference.says("2", "notes of an invoice", [one["note"] for one in rackbeat.get(f"{path}/notes").json["notes"]] == ["Rykket"])
            reference.says("2", "not the order's", rackbeat.get(f"orders/{order['number']}/notes").json["notes"] == [])


def test_the_calls_of_2018_still_answer():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        first, second = booked(rackbeat)[:2]
        path = f"orders/{first['number']}"
        shipment = rackbeat.post(f"{path}/shipments").json["order_shipment"]
        own = f"{path}/shipments/{shipment['id']}"
        lines = rackbeat.get(f"{own}/lines")
        reference.status("2", "lines of a shipment", lines, 206)
        rows = lines.json[list(lines.json)[0]]
        reference.says("3.3", "lines read alike by each call", rows == shipment["lines"], rows[0])
        one = rackbeat.get(f"{own}/lines/{rows[0]['id']}")
        reference.says("3.3", "and one by one", one.status == 200 and list(one.json.values())[0] == shipment["lines"][0], one)
        for mark, picked in (("mark-picked", True), ("mark-unpicked", False)):
            reference.status("2", mark, rackbeat.post(f"{own}/lines/{rows[0]['id']}/{mark}"), 200)
            now = rackbeat.get(f"order-shipments/{shipment['id']}").json["order_shipment"]["lines"][0]["is_picked"]
            reference.says("2", f"{mark} shows", now == picked, now)
        reference.status("2", "mark-picked of the whole", rackbeat.post(f"{own}/mark-picked"), 200)
        reference.says("2", "stream is a PDF", rackbeat.get(f"{own}/stream").raw.startswith(b"%PDF"))
        several = rackbeat.post("order-shipments/download-multiple", {"ids": [shipment["id"]]})
        reference.says("2", "download-multiple is a PDF", several.status == 200 and several.raw.startswith(b"%PDF"), several)
        open_lines = rackbeat.get(f"orders/{second['number']}/uninvoiced-lines")
        reference.status("2", "uninvoiced-lines", open_lines, 206)
        made = rackbeat.post(f"orders/{second['number']}/create-invoice")
        reference.status("2", "create-invoice", made, 200, 201)
        reference.says("2", "nothing is left to invoice", rackbeat.get(f"orders/{second['number']}/uninvoiced-lines").json["total"] == 0)


def test_a_cancelled_order_does_not_ship():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        first, second = booked(rackbeat)[:2]
        shipment = rackbeat.make("order_shipment", f"orders/{second['number']}/create-shipment", [])
        for order in (first, second):
            world.act("rackbeat", "cancel", order["number"])
        reference.says("3.2", "it says so", rackbeat.get(f"orders/{first['number']}").json["order"]["is_cancelled"])
        reference.status("3.3", "create-shipment of a cancelled order", rackbeat.post(f"orders/{first['number']}/create-shipment", []), 422)
        reference.status("3.3", "mark-shipped of its shipment", rackbeat.post(f"orders/shipments/{shipment['id']}/mark-shipped", {"pick": True}), 422)


def test_what_hangs_on_an_item_is_read_in_lists_and_one_by_one():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        item = next(p for p in rackbeat.get("products", limit=100).json["products"] if p["default_location"] and p["number"].replace("-", "").isalnum() and p["number"].isascii())
        path, place = f"products/{item['number']}", item["default_location"]["number"]
        one = rackbeat.get(f"{path}/locations/{place}")
        reference.says("2", "stock at one location", one.status == 200 and list(one.json) == ["product_location"], one)
        reference.status("2", "stock at no location of its own", rackbeat.get(f"{path}/locations/99999"), 404)
        reference.status("2", "a price in a currency that has none", rackbeat.get(f"{path}/prices/JPY"), 404)
        fresh = rackbeat.make("product", "products", {"number": "KIT-1", "name": "Kit", "sales_price": 5, "group": 1})
        reference.status("2", "convert to a bill of materials", rackbeat.post(f"products/{fresh['number']}/convert"), 200)
        reference.status("3.6", "it is a lot then", rackbeat.get(f"lots/{fresh['number']}"), 200)
        reference.status("3.6", "and no product", rackbeat.get(f"products/{fresh['number']}"), 404)
        used = next(line["child_id"] for order in booked(rackbeat) for line in order["lines"] if line["child_type"] == "product")
        refused = rackbeat.post("products/" + urllib.parse.quote(used, safe="") + "/convert")
        reference.status("1.6", "not when it is used", refused, 422)
        reference.says("1.6", "its text", "used in lines" in refused.text, refused)


def test_addresses_of_the_company_itself_are_no_customers():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        for path, key in (("bank-accounts", "bank_accounts"), ("delivery-addresses", "delivery_addresses"), ("projects", "projects")):
            listed = rackbeat.get(path)
            if reference.status("2", f"GET /{path}", listed, 206):
                reference.says("2", f"{path} has its key", list(listed.json)[0] == key, list(listed.json))
        reference.status("3.5", "children of a location", rackbeat.get("locations/10/children"), 206)


if __name__ == "__main__":
    main()
