# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""A client of Rackbeat's that other people wrote meets the simulated Rackbeat over sockets: protocol, lists, orders."""
import datetime
import re
import urllib.parse

from foreign import Rackbeat, Reference
from harness import World, main

ATOM = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$")
# §1.4: paths and their data keys; those of the registers are likely ones.
LISTS = {"orders": "orders", "order-shipments": "order_shipments", "customers": "customers", "customer-invoices": "customer_invoices",
         "products": "products", "lots": "lots", "items": "items", "collections": "collections", "product-groups": "product_groups",
         "fields": "fields", "employees": "employees", "units": "units", "locations": "locations", "users": "users",
         "webhooks": "webhooks", "delivery-terms": "delivery_terms", "payment-terms": "payment_terms",
         "customer-groups": "customer_groups", "layouts": "layouts", "currencies": "currencies",
         "inventory-adjustments": "inventory_regulations", "inventory-movements": "inventory_regulations"}
ORDER_LISTS = {"lines": "order_lines", "shipments": "order_shipments", "notes": "notes"}
PRODUCT_LISTS = {"fields": "field_values", "units": "item_units", "locations": "product_locations", "prices": "currency_prices"}
CUSTOMER_LISTS = {"contacts": "customer_contacts", "addresses": "addresses"}


def rackbeat_of(world):
    return Rackbeat(world.services["rackbeat"]["url"], world.services["rackbeat"]["key"])


def service(**options):
    return World(connect=False, **options)


def instant(text):
    return datetime.datetime.fromisoformat(text)


def test_the_key_is_a_token_and_tells_whose_company_it_opens():
    with service() as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        key = world.services["rackbeat"]["key"]
        reference.says("1.1", "the key is a JWT of three parts, about 1,000 characters", key.count(".") == 2 and len(key) > 500, len(key))
        mine = rackbeat.get("self")
        reference.status("8", "GET /self", mine, 200)
        reference.keys("3.8", "user_account", mine.json["user_account"], "id company_name address")
        reference.keys("3.8", "its address", mine.json["user_account"]["address"], "street street2 city zipcode country")
        reference.keys("3.8", "user", mine.json["user"], "id name email")
        for stranger in (Rackbeat(rackbeat.base, "no.such.key"), Rackbeat(rackbeat.base, key + "x")):
            refused = stranger.get("self")
            reference.status("1.6", "a wrong key", refused, 401)
            reference.says("1.6", "401 has a message", refused.json.get("message"), refused)
        del rackbeat.headers["Authorization"]
        reference.status("1.6", "no key", rackbeat.get("orders"), 401)


def test_every_list_is_a_206_with_its_data_first_and_four_counters():
    with service(orders=12) as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        customer = rackbeat.get("customers").json["customers"][0]["number"]
        order = rackbeat.get("orders").json["orders"][0]["number"]
        product = urllib.parse.quote(rackbeat.get("products").json["products"][0]["number"], safe="")
        lists = dict(LISTS)
        lists.update({f"orders/{order}/{path}": key for path, key in ORDER_LISTS.items()})
        lists.update({f"products/{product}/{path}": key for path, key in PRODUCT_LISTS.items()})
        lists.update({f"customers/{customer}/{path}": key for path, key in CUSTOMER_LISTS.items()})
        for path, key in lists.items():
            answer = rackbeat.get(path)
            if not reference.status("1.4", f"GET /{path}", answer, 206):
                continue
            reference.says("1.4", f"{path}: data key first, then the counters", list(answer.json) == [key, "total", "pages", "limit", "page"],
                           list(answer.json))
            reference.says("1.4", f"{path}: page 1 and a limit of 20 unless asked", (answer.json["page"], answer.json["limit"]) == (1, 20), answer)


def test_pages_are_one_based_and_end_in_an_empty_one():
    with service(orders=53) as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        first = rackbeat.get("orders", limit=10).json
        everyone = rackbeat.pages("orders", "orders", limit=10, order_by="number", order_direction="ASC")
        numbers = [order["number"] for order in everyone]
        reference.says("1.4", "pages = total / limit, rounded up", first["pages"] == -(-first["total"] // 10), first["pages"])
        reference.says("1.4", "the pages hold every order once", len(set(numbers)) == len(numbers) == first["total"], numbers)
        reference.says("1.5", "order_by and order_direction sort", numbers == sorted(numbers), numbers)
        beyond = rackbeat.get("orders", limit=10, page=first["pages"] + 3)
        reference.status("1.4", "a page beyond the last", beyond, 206)
        reference.says("1.4", "a page beyond the last is empty", beyond.json["orders"] == [], beyond)
        large = rackbeat.get("orders", limit=1000).json
        reference.says("9", "a limit above 100 is clamped and said so", large["limit"] == 100 and len(large["orders"]) == first["total"], large["limit"])


def test_an_order_reads_as_described():
    with service(orders=30) as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        listed = rackbeat.pages("orders", "orders", limit=100)
        reference.says("1.4", "one order in its singular name",
                       list(rackbeat.get(f"orders/{listed[0]['number']}").json) == ["order"])
        for order in listed[:10] + [rackbeat.get(f"orders/{listed[0]['number']}").json["order"]]:
            reference.keys("8", "an order", order,
                           "number heading note other_reference customer_id customer billing_address delivery_address order_date deliver_at "
                           "currency currency_rate vat_zone payment_terms_id payment_terms delivery_terms_id delivery_terms layout_id "
                           "our_reference their_reference total_subtotal total_vat total_total is_archived is_booked is_cancelled "
                           "is_ready_for_shipping is_partly_shipped is_shipped is_ready_for_invoicing is_partly_invoiced is_invoiced "
                           "is_ready_for_purchasing is_partly_purchased lines booked_at created_at updated_at self")
            reference.keys("3.1", "an address", order["billing_address"], "name street street2 city zipcode country email phone")
            reference.says("3.1", "customer_id is the customer's number", order["customer_id"] == order["customer"]["number"], order["customer"])
            reference.keys("3.1", "its customer", order["customer"], "number name contact_email contact_phone")
            reference.says("1.3", "times are Atom with an offset", ATOM.match(order["created_at"]) and ATOM.match(order["updated_at"]), order["created_at"])
            reference.says("3.1", "self is the order's address", str(order["self"]).endswith(f"/orders/{order['number']}"), order["self"])
            reference.says("1.3", "money is a number", all(isinstance(order[name], (int, float)) for name in ("total_subtotal", "total_vat", "total_total")))
            for line in order["lines"]:
                reference.keys("8", "an order line", line, "id child_id child_type name quantity quantity_shipped line_price discount_percentage "
                                                           "vat_percentage line_total location unit variations delivery_date item")
                reference.says("3.1", "child_id is the item's number",
                               line["child_type"] not in ("product", "lot") or line["child_id"] == line["item"]["number"], line)
        followed = rackbeat.get(f"orders/{listed[0]['number']}", fields="number,self").json["order"]
        reference.says("1.5", "fields= keeps what it names", sorted(followed) == ["number", "self"], followed)


def test_fields_nest_in_parentheses_and_expand_adds_the_custom_fields():
    with service(orders=12) as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        number = rackbeat.get("orders").json["orders"][0]["number"]
        wanted = "number, lines( id,child_id ,quantity,item(description,barcode)),customer"
        order = rackbeat.get(f"orders/{number}", fields=wanted).json["order"]
        reference.says("1.5", "nested fields select", sorted(order) == ["customer", "lines", "number"], sorted(order))
        reference.says("1.5", "within lines", all(sorted(line) == ["child_id", "id", "item", "quantity"] for line in order["lines"]), order["lines"])
        reference.says("1.5", "within their items", all(set(line["item"] or ()) <= {"description", "barcode"} for line in order["lines"]), order["lines"])
        listed = rackbeat.get("orders", fields="number,customer(name)", limit=2).json["orders"]
        reference.says("1.5", "fields= works on lists", all(sorted(one) == ["customer", "number"] and list(one["customer"]) == ["name"] for one in listed), listed)
        plain = rackbeat.get(f"orders/{number}").json["order"]
        reference.says("1.5", "custom fields are left out unless asked for", "field_values" not in plain)
        for shown in (rackbeat.get(f"orders/{number}", expand="field_values").json["order"],
                      rackbeat.get("orders", expand="field_values", limit=1).json["orders"][0]):
            reference.says("1.5", "expand=field_values adds them", isinstance(shown.get("field_values"), list), sorted(shown))


def test_filters_act_or_are_refused_as_described():
    with service(orders=60) as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        orders = rackbeat.pages("orders", "orders", limit=100)
        sample = orders[len(orders) // 2]
        reference.says("1.5", "simple_filter[number] finds one", [o["number"] for o in rackbeat.get("orders", **{"simple_filter[number]": sample["number"]}).json["orders"]]
                       == [sample["number"]])
        refused = rackbeat.get("orders", **{"simple_filter[is_booked]": "0"})
        reference.status("9", "simple_filter[is_booked]", refused, 422)
        reference.says("1.6", "its text", "Property 'is_booked' is not filterable" in refused.text, refused)
        found = rackbeat.get("orders", search=sample["number"]).json["orders"]
        reference.says("1.5", "search= finds a number", sample["number"] in [o["number"] for o in found], found[:1])
        cursor = sorted(instant(o["updated_at"]) for o in orders)[len(orders) // 2]
        local = cursor.astimezone(datetime.timezone(datetime.timedelta(hours=0)))
        recipe = rackbeat.get("orders", limit=100, page=1, order_by="updated_at", order_direction="ASC",
                              updated_at_from=(local - datetime.timedelta(hours=3)).strftime("%Y-%m-%d %H:%M:%S"))
        seen = [instant(o["updated_at"]) for o in recipe.json["orders"]]
        reference.says("1.5", "the incremental recipe gives what is newer, ascending", seen == sorted(seen) and seen and max(seen) == max(instant(o["updated_at"]) for o in orders)
                       and min(seen) >= cursor - datetime.timedelta(hours=6), seen[:1])
        newest = [instant(o["updated_at"]) for o in rackbeat.get("orders", limit=100, order_by="updated_at").json["orders"]]
        reference.says("1.5", "the direction is descending by default", newest == sorted(newest, reverse=True), newest[:3])
        ascending = [instant(o["created_at"]) for o in rackbeat.get("orders", limit=100, sort="created_at").json["orders"]]
        reference.says("1.5", "sort= is ascending", ascending == sorted(ascending), ascending[:3])
        barred = rackbeat.get("customers", is_barred="false").json
        reference.says("1.5", "customers filter by is_barred", barred["total"] and not any(c["is_barred"] for c in barred["customers"]), barred["total"])


def test_item_numbers_are_percent_encoded_once():
    with service(orders=5) as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        for number in ("ABC/123", "#123", "Måtte 50%", "a&b=c?d"):
            made = rackbeat.post("products", {"number": number, "name": "Invented", "sales_price": 10, "group": 1})
            reference.status("3.6", f"a product {number}", made, 201)
            found = rackbeat.get("products/" + urllib.parse.quote(number, safe=""))
            if reference.status("1.3", f"GET /products/{urllib.parse.quote(number, safe='')}", found, 200):
                reference.says("1.3", "its number", found.json["product"]["number"] == number, found.json["product"]["number"])
            listed = rackbeat.get("products", number=number).json["products"]
            reference.says("1.3", f"a list filter finds {number}", [one["number"] for one in listed] == [number], listed)


def test_errors_have_the_described_bodies():
    with service(orders=5) as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        for path in ("orders/99999999", "order-shipments/99999999", "products/NO-SUCH", "customers/99999999", "nothing-like-this"):
            missing = rackbeat.get(path)
            reference.status("1.6", f"GET /{path}", missing, 404)
            reference.says("1.6", "404 has a message", missing.json.get("message"), missing)
        empty = rackbeat.post("orders/drafts", {})
        reference.status("1.6", "a draft of nothing", empty, 422)
        reference.says("1.6", "only an errors object", list(empty.json) == ["errors"], empty)
        customer = rackbeat.get("customers").json["customers"][0]["number"]
        wrong = rackbeat.post("orders/drafts", {"customer_id": 99999999, "lines": [{"quantity": 1}]})
        reference.status("1.6", "a draft for nobody of nothing", wrong, 422)
        reference.says("1.6", "errors name customer_id", isinstance(wrong.json["errors"].get("customer_id"), list), wrong)
        reference.says("1.6", "errors name lines.0.item_id", isinstance(wrong.json["errors"].get("lines.0.item_id"), list), wrong)
        mail = rackbeat.post("orders/drafts", {"customer_id": customer, "lines": [], "delivery_address": {"email": "nobody at all"}})
        reference.status("8", "a bad e-mail", mail, 422)


def test_every_answer_tells_the_rate_and_429_follows():
    with service(orders=5, rate=None) as world, Reference("rackbeat-api") as reference:
        rackbeat = rackbeat_of(world)
        headers = rackbeat.get("self").headers
        reference.says("1.2", "480 a minute is the limit", headers.get("X-RateLimit-Limit") == "480", headers.get("X-RateLimit-Limit"))
        before, after = int(headers["X-RateLimit-Remaining"]), int(rackbeat.get("orders").headers["X-RateLimit-Remaining"])
        reference.says("1.2", "what remains grows less", after < before, (before, after))
        answers = [rackbeat.get("units") for _ in range(500)]
        throttled = [answer for answer in answers if answer.status == 429]
        reference.says("1.2", "the 481st call of a minute is a 429", throttled and answers[-1].status == 429, answers[-1])
        reference.says("1.2", "nothing but 206 and 429", {answer.status for answer in answers} <= {206, 429}, answers[-1])
        reference.says("1.2", "the 429 is readable", throttled and (not throttled[0].raw or throttled[0].json), throttled[:1])


if __name__ == "__main__":
    main()
