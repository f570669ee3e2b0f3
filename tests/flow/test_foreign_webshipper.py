# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""A client of Webshipper's that other people wrote meets the simulated Webshipper over sockets: protocol, lists, orders."""
import re
import urllib.parse

from foreign import Reference, Webshipper, send
from harness import World, main

TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\dZ$")
ADDRESS = {"att_contact": "Karla Munk", "company_name": "Munk Keramik ApS", "address_1": "Havnegade 14", "address_2": None, "zip": "5000",
           "city": "Odense C", "country_code": "DK", "phone": "+4520304050", "email": "karla@munkkeramik.example"}
LINES = [{"sku": "KP-110", "description": "Stoneware mug, blue", "quantity": 5, "unit_price": 80.0, "vat_percent": 25.0, "weight": 350.0,
          "weight_unit": "g", "location": "A-03-2", "tarif_number": "69120085", "country_of_origin": "DK", "ext_ref": "rb-line-88121"},
         {"sku": "KP-210", "description": "Stoneware plate", "quantity": 2, "unit_price": 120.0, "vat_percent": 25.0, "weight": 600.0,
          "weight_unit": "g", "ext_ref": "rb-line-88122"}]
ORDER_RELATIONS = ("order_channel shipping_rate error_type printer_client shipments additional_attributes print_jobs packages events "
                   "attachments documents activities status_events returns comments stores")


def service(**options):
    return World(connect=False, orders=0, **options)


def webshipper_of(world):
    return Webshipper(world.services["webshipper"]["url"], world.services["webshipper"]["token"])


def places(webshipper):
    """A channel and a rate of it that wants no drop point."""
    channel = webshipper.get("order_channels").json["data"][0]["id"]
    rates = webshipper.get("shipping_rates", {"filter[order_channel_id]": channel}).json["data"]
    rate = next(one["id"] for one in rates if not one["attributes"]["require_drop_point"] and not one["attributes"]["is_return"])
    return channel, rate


def create(webshipper, reference=None, channel=None, rate=True, **more):
    first, plain = places(webshipper)
    relations = {"order_channel": ("order_channels", channel or first)}
    if rate:
        relations["shipping_rate"] = ("shipping_rates", plain)
    attributes = {"status": "pending", "ext_ref": reference, "visible_ref": f"SO-{reference}", "currency": "DKK", "tags": ["rackship"],
                  "delivery_address": ADDRESS, "order_lines": LINES, **more}
    return webshipper.create("orders", attributes, **relations)


def made(webshipper, *arguments, **options):
    answer = create(webshipper, *arguments, **options)
    assert answer.status == 201, answer
    return answer.json["data"]


def refusal(reference, section, words, answer, status, code, pointer=None):
    """An error document as §1.6 describes it."""
    if not reference.status(section, words, answer, status):
        return
    reference.says(section, f"{words}: the error has title, detail, code and status as texts",
                   answer.raw and all(isinstance(answer.json["errors"][0].get(key), str) for key in ("title", "detail", "code", "status")), answer)
    error = answer.json["errors"][0] if answer.raw else {}
    reference.says(section, f"{words}: code {code}", error.get("code") == code and error.get("status") == str(status), error)
    reference.says(section, f"{words}: pointer {pointer}", pointer is None or error.get("source", {}).get("pointer") == pointer, error)


def test_tokens_open_and_wrong_ones_do_not():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        reference.status("1.2", "a token", webshipper.get("order_channels"), 200)
        reference.status("6", "an unknown token", Webshipper(webshipper.base, "unknown").get("orders"), 401)
        del webshipper.headers["Authorization"]
        answer = webshipper.get("orders")
        reference.status("6", "no token", answer, 401)
        reference.says("6", "401 has an empty body", answer.raw == b"", answer)


def test_media_types_are_those_of_json_api():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        answer = webshipper.get("orders")
        reference.says("1.3", "answers are JSON:API", answer.type == Webshipper.TYPE, answer.type)
        for accept, expected in (("*/*", 200), ("application/json", 406), (Webshipper.TYPE, 200)):
            reference.status("1.3", f"Accept: {accept}", webshipper.call("GET", "orders", headers={"Accept": accept}), expected)
        document = {"data": {"type": "orders", "attributes": {"order_lines": []}}}
        refusal(reference, "1.3", "POST of application/json", webshipper.call("POST", "orders", document, headers={"Content-Type": "application/json"}), 415, "415")
        charset = webshipper.call("POST", "orders", document, headers={"Content-Type": Webshipper.TYPE + "; charset=utf8"})
        reference.says("1.3", "a charset is tolerated", charset.status != 415, charset)


def test_the_described_order_is_created_and_read_back():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        channel, rate = places(webshipper)
        answer = create(webshipper, "rb-shipment-20418", external_comment="Leave at the back door", billing_address={**ADDRESS, "vat_no": "DK12345678"},
                        original_shipping={"shipping_code": "TERM-12", "shipping_name": "GLS Erhverv", "price": 49.0, "vat_percent": 25.0})
        reference.status("8.2", "POST /orders", answer, 201)
        order = answer.json["data"]
        reference.says("1.6", "Location names the new order", (answer.headers.get("Location") or "").endswith(f"/orders/{order['id']}"), answer.headers.get("Location"))
        attributes = order["attributes"]
        reference.keys("8.2", "an order", order, "id type links attributes relationships meta")
        reference.keys("8.2", "its attributes", attributes,
                       "order_channel_id status ext_ref visible_ref drop_point original_shipping order_lines delivery_address sender_address "
                       "billing_address sold_from_address currency internal_comment external_comment error_message updated_at created_at "
                       "lock_state source tags error_class slip_printed label_printed create_shipment_automatically latest_activity "
                       "latest_status_event shipping_rate_id csv_upload_id")
        reference.says("1.4", "ids are texts above and numbers within", isinstance(order["id"], str) and attributes["shipping_rate_id"] == int(rate) and
                       attributes["order_channel_id"] == int(channel) and isinstance(attributes["order_lines"][0]["id"], int), order["id"])
        reference.says("8.2", "what it is", (attributes["status"], attributes["source"], attributes["lock_state"], attributes["tags"]) ==
                       ("pending", "api", None, ["rackship"]), attributes["status"])
        reference.says("1.4", "times have one fractional digit", TIME.match(attributes["created_at"]) and TIME.match(attributes["updated_at"]), attributes["created_at"])
        reference.keys("8.2", "a line", attributes["order_lines"][0],
                       "id sku description quantity location tarif_number country_of_origin unit_price vat_percent order_id status ext_ref created_at "
                       "updated_at package_id weight weight_unit discount_value discount_type is_virtual dangerous_goods_details "
                       "discounted_unit_price additional_attributes")
        reference.says("3.2", "the first line is pending, the others null", [line["status"] for line in attributes["order_lines"]] == ["pending", None])
        reference.says("8.2", "lines as they were sent", [(line["sku"], line["quantity"], line["ext_ref"]) for line in attributes["order_lines"]] ==
                       [("KP-110", 5, "rb-line-88121"), ("KP-210", 2, "rb-line-88122")])
        reference.keys("8.2", "an address", attributes["delivery_address"],
                       "id att_contact company_name address_1 address_2 zip city country_code state phone email created_at updated_at address_type vat_no "
                       "ext_location company_customs_numbers formatted_recipient voec eori sprn ioss fda duns personal_customs_no")
        reference.says("3.3", "types of addresses", [attributes[name]["address_type"] for name in ("delivery_address", "sender_address", "billing_address", "sold_from_address")] ==
                       ["recipient", "order_address", "order_address", "order_address"])
        reference.keys("8.2", "original_shipping", attributes["original_shipping"], "id order_id shipping_code shipping_name price vat_percent created_at updated_at")
        reference.keys("3.1", "its relationships", order["relationships"], ORDER_RELATIONS)
        for name, relation in order["relationships"].items():
            reference.says("1.4", f"{name} has absolute links", all(link.startswith("http") for link in relation["links"].values()) and
                           set(relation["links"]) == {"self", "related"}, relation)
        channel_of = webshipper.follow(order["relationships"]["order_channel"]["links"]["related"])
        reference.says("2", "the related channel", channel_of.status == 200 and channel_of.json["data"]["id"] == channel, channel_of)
        reference.says("2", "the related shipments", webshipper.get(f"orders/{order['id']}/shipments").json["data"] == [])
        linkage = webshipper.get(f"orders/{order['id']}/relationships/shipping_rate")
        reference.says("2", "relationships/shipping_rate", linkage.status == 200 and linkage.json["data"] == {"type": "shipping_rates", "id": rate}, linkage)
        reference.says("8.2", "GET gives the same", webshipper.follow(order["links"]["self"]).json["data"]["attributes"] == attributes)


def test_an_external_reference_is_taken_once_per_channel():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        first = made(webshipper, "rb-order/1042")
        refusal(reference, "1.6", "a duplicate", create(webshipper, "rb-order/1042"), 422, "100", "/data/attributes/ext_ref")
        channel = first["attributes"]["order_channel_id"]
        found = webshipper.get("orders", {"filter[ext_ref]": "rb-order/1042", "filter[order_channel_id]": channel})
        reference.says("8.2", "it is found with its channel", [one["id"] for one in found.json["data"]] == [first["id"]], found)
        reference.says("4.6", "null is no duplicate", [create(webshipper).status for _ in range(2)] == [201, 201])
        others = [one["id"] for one in webshipper.get("order_channels").json["data"] if one["id"] != str(channel)]
        if reference.says("3.10", "an account has more channels", others):
            reference.status("3.1", "the same in another channel", create(webshipper, "rb-order/1042", channel=others[0], rate=False), 201)


def test_orders_are_paged_by_thirty_from_the_oldest():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        ids = [made(webshipper, f"ref-{n}")["id"] for n in range(65)]
        first = webshipper.get("orders")
        reference.says("1.5", "thirty a page, ascending by id", [one["id"] for one in first.json["data"]] == ids[:30], len(first.json["data"]))
        reference.says("1.5", "links to first, next and last", {"first", "next", "last"} <= set(first.json["links"]) and "prev" not in first.json["links"], first.json["links"])
        reference.says("1.5", "next links lead through all", [one["id"] for one in webshipper.pages("orders")] == ids)
        third = webshipper.get("orders", {"page[number]": 3})
        reference.says("1.5", "a short last page without next", len(third.json["data"]) == 5 and "next" not in third.json["links"], third.json["links"])
        reference.says("1.5", "beyond it an empty page", webshipper.get("orders", {"page[number]": 9}).json["data"] == [])
        reference.says("6", "page[size] is ignored", len(webshipper.get("orders", {"page[size]": 100}).json["data"]) == 30)
        webshipper.patch("orders", ids[7], {"visible_ref": "moved"})
        newest = webshipper.get("orders", {"sort": "-updated_at"}).json["data"]
        times = [one["attributes"]["updated_at"] for one in newest]
        reference.says("1.5", "sort=-updated_at descends", times == sorted(times, reverse=True), times[:3])
        down = webshipper.get("orders", {"sort": "-id", "page[number]": 2}).json
        reference.says("1.5", "a sort holds over pages", [one["id"] for one in down["data"]] == ids[::-1][30:60])
        reference.says("1.5", "links keep the sort", "sort=-id" in urllib.parse.unquote(down["links"]["next"]), down["links"])


def test_filters_includes_and_sparse_fields_act():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        one, two, three = (made(webshipper, f"ref-{n}") for n in range(3))
        webshipper.patch("orders", two["id"], {"status": "on_hold"})
        webshipper.patch("orders", three["id"], {"status": "cancelled", "tags": ["other"]})
        for query, expected in (({"filter[status]": "pending,on_hold"}, [one, two]), ({"filter[status]": "cancelled"}, [three]), ({"filter[visible_ref]": "SO-ref-1"}, [two]),
                                ({"filter[visible_ref]": "SO-ref"}, []), ({"filter[id]": one["id"] + "," + three["id"]}, [one, three]),
                                ({"filter[sku]": "KP-210"}, [one, two, three]), ({"filter[tag]": "other"}, [three]), ({"filter[delivery_country_code]": "DK"}, [one, two, three]),
                                ({"filter[shipping_rate_id]": 99999}, []), ({"filter[order_channel]": one["attributes"]["order_channel_id"]}, [one, two, three]),
                                ({"filter[free_text]": "ref-1"}, [two]), ({"filter[lock_state]": "locked"}, [])):
            answer = webshipper.get("orders", query)
            reference.says("1.5", f"{query}", answer.status == 200 and [order["id"] for order in answer.json["data"]] == [order["id"] for order in expected], answer)
        full = webshipper.get(f"orders/{one['id']}", {"include": "shipments,shipping_rate.carrier,order_channel"}).json
        reference.says("1.5", "included resources", {one["type"] for one in full.get("included", [])} == {"carriers", "shipping_rates", "order_channels"}, full.get("included"))
        reference.says("1.4", "included relationships have data", full["data"]["relationships"]["shipments"].get("data") == [], full["data"]["relationships"]["shipments"])
        sparse = webshipper.get("orders", {"fields[orders]": "status,ext_ref"}).json["data"][0]
        reference.says("1.4", "sparse fields drop all others", sorted(sparse["attributes"]) == ["ext_ref", "status"], sorted(sparse["attributes"]))
        slip = webshipper.get(f"orders/{one['id']}", {"fields[orders]": "slip"}).json["data"]["attributes"]
        reference.says("1.4", "the slip only on request", "slip" in slip and "slip" not in one["attributes"], sorted(slip))
        for query, code in (({"filter[colour]": "red"}, "102"), ({"include": "customer"}, "112"), ({"sort": "colour"}, "114"), ({"page[number]": 0}, "118"),
                            ({"fields[orders]": "colour"}, "104")):
            refusal(reference, "6", f"{query}", webshipper.get("orders", query), 400, code)
        refusal(reference, "8.12", "an order that is not there", webshipper.get("orders/999999"), 404, "404")
        refusal(reference, "6", "an unknown attribute", create(webshipper, "x", colour="red"), 400, "105")


def test_open_orders_are_changed_locked_and_cancelled():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        order = made(webshipper, "ref")
        patched = webshipper.patch("orders", order["id"], {"delivery_address": {**ADDRESS, "address_1": "Havnegade 16"}})
        reference.status("8.4", "PATCH of the address", patched, 200)
        after = patched.json["data"]["attributes"]
        reference.says("8.4", "only the address changed", after["delivery_address"]["address_1"] == "Havnegade 16" and after["ext_ref"] == "ref" and
                       len(after["order_lines"]) == 2, after["delivery_address"])
        reference.status("8.4", "lock", webshipper.patch("orders", order["id"], {"lock_state": "locked"}), 200)
        refusal(reference, "6", "PATCH of a locked order", webshipper.patch("orders", order["id"], {"visible_ref": "x"}), 422, "100", "/data")
        reference.says("4.5", "it is unchanged", webshipper.get(f"orders/{order['id']}").json["data"]["attributes"]["visible_ref"] == "SO-ref")
        refused = webshipper.create("shipments", {}, order=("orders", order["id"]))
        refusal(reference, "6", "booking of a locked order", refused, 422, "100")
        reference.status("8.4", "unlock", webshipper.patch("orders", order["id"], {"lock_state": "unlocked"}), 200)
        for comment in ("first", "second"):
            webshipper.patch("orders", order["id"], {"internal_comment": comment})
        comments = webshipper.get(f"orders/{order['id']}/comments")
        reference.says("3.1", "every internal comment is kept", comments.status == 200 and len(comments.json["data"]) == 2, comments)
        refusal(reference, "6", "PATCH with another id", webshipper.call("PATCH", f"orders/{order['id']}", {"data": {"type": "orders", "id": "1", "attributes": {}}}), 400, "110")
        refusal(reference, "6", "PATCH of another type", webshipper.call("PATCH", f"orders/{order['id']}", {"data": {"type": "shipments", "id": order["id"], "attributes": {}}}), 400, "116")
        refusal(reference, "1.6", "PATCH without an id", webshipper.call("PATCH", f"orders/{order['id']}", {"data": {"type": "orders", "attributes": {}}}), 400, "109")
        reference.says("8.4", "cancel", webshipper.patch("orders", order["id"], {"status": "cancelled"}).json["data"]["attributes"]["status"] == "cancelled")
        refusal(reference, "6", "booking of a cancelled order", webshipper.create("shipments", {}, order=("orders", order["id"])), 422, "100")
        second = made(webshipper, "second")
        sent = webshipper.patch("orders", second["id"], {"status": "dispatched"})
        reference.says("8.4", "mark dispatched", sent.status == 200 and sent.json["data"]["attributes"]["status"] == "dispatched", sent)
        reference.status("1.6", "DELETE", webshipper.delete("orders", order["id"]), 204)
        reference.status("6", "GET of what was deleted", webshipper.get(f"orders/{order['id']}"), 404)
        moved = webshipper.patch("orders", made(webshipper, "third", rate=False)["id"], {}, shipping_rate=("shipping_rates", places(webshipper)[1]))
        reference.says("4.5", "a rate for an order without one", moved.status == 200 and moved.json["data"]["attributes"]["status"] == "pending", moved)


def test_an_order_needs_a_channel_and_finds_its_rate_by_mapping():
    with service() as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        channel, rate = places(webshipper)
        refusal(reference, "6", "no channel", webshipper.create("orders", {"delivery_address": ADDRESS, "order_lines": LINES}), 422, "100", "/data/relationships/order_channel")
        refusal(reference, "6", "no such rate", webshipper.create("orders", {"delivery_address": ADDRESS}, order_channel=("order_channels", channel),
                                                                  shipping_rate=("shipping_rates", "99999")), 422, "100")
        missing = made(webshipper, "missing", rate=False)
        reference.says("4.1", "neither rate nor mapping", missing["attributes"]["status"] == "missing_rate", missing["attributes"]["status"])
        refusal(reference, "6", "booking of an order without rate", webshipper.create("shipments", {}, order=("orders", missing["id"])), 422, "100")
        mapping = webshipper.create("shipping_mappings", {"shipping_code": "TERM-12", "shipping_name": "GLS", "shipping_rate_id": int(rate), "order_channel_id": int(channel)})
        if reference.status("2", "POST /shipping_mappings", mapping, 201):
            mapped = made(webshipper, "mapped", rate=False, original_shipping={"shipping_code": "TERM-12", "shipping_name": "GLS"})
            reference.says("4.1", "a mapping yields the rate", (mapped["attributes"]["status"], mapped["attributes"]["shipping_rate_id"]) == ("pending", int(rate)), mapped["attributes"]["status"])


def test_the_burst_of_forty_ends_in_429():
    with service(rate=None) as world, Reference("webshipper-api") as reference:
        webshipper = webshipper_of(world)
        statuses = [webshipper.get("order_channels").status for _ in range(60)]
        reference.says("1.7", "forty at once pass", statuses[:40] == [200] * 40, statuses)
        reference.says("1.7", "then 429", 429 in statuses[40:] and set(statuses) == {200, 429}, statuses)


def test_the_password_grant_answers_a_token():
    with service() as world, Reference("webshipper-api") as reference:
        base = world.services["webshipper"]["url"]
        query = urllib.parse.urlencode({"grant_type": "password", "username": "pia@fjordtorv.example", "password": "a password"})
        answer = send("POST", f"{base}/oauth/token?{query}", b"")
        if reference.status("8.1", "POST /oauth/token", answer, 200):
            reference.keys("8.1", "its answer", answer.json, "access_token token_type expires_in refresh_token")
            reference.status("8.1", "the token opens", Webshipper(base, answer.json["access_token"]).get("order_channels"), 200)


if __name__ == "__main__":
    main()
