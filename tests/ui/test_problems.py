# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The buttons of the problem inbox do what they say (PRODUCT F8.1)."""
import pathlib

from accessible import wait_until
from window import InboundOffice, Office, main

SEED = 20261123  # a world with each of these problems


def codes(office):
    return {problem["code"] for problem in office.problems()}


def choose(window, text, row):
    """Searches in the dialog that asks, and takes the one found."""
    dialog = window.find("dialog")
    dialog.find("entry", "Search what to choose").set_text(text)
    # Where another may be typed, what is typed stands last.
    wait_until(lambda: [item.name for item in dialog.all("list item") if item.name != text] == [row], f"only {row} to be found")
    window.key("Return")
    window.app.find_gone("dialog")


def test_a_term_is_mapped_once_for_all_orders_that_wait_for_it():
    with Office(orders=40, maps=["GLS pakkeshop=GLS Erhverv", "DAO Pakkeshop=DAO Direkte"], seed=SEED) as office:
        with office.window() as window:
            window.wait_synced()
            before = {order["attributes"]["ext_ref"] for order in office.ws_orders()}
            window.key("ctrl+2")
            window.find("button", "Choose Rate…").press()
            choose(window, "afhent", "Afhentning")
            wait_until(lambda: "term-unmapped" not in codes(office), "the problem to be solved")
            window.app.find_gone("button", "Choose Rate…")
            came = [order for order in office.ws_orders() if order["attributes"]["ext_ref"] not in before]
            assert came and all(order["attributes"]["shipping_rate_id"] for order in came), came
            office.check_audit()


def test_a_country_is_translated_once_for_all_orders_that_go_there():
    with Office(orders=40, answers=["fraction:WIRE-M=round-up"], seed=SEED) as office, office.window() as window:
        window.wait_synced()
        window.key("ctrl+2")
        waiting = {order["number"] for order in office.rb_orders() if "Norig" in str(order["delivery_address"])}
        assert waiting, "this world has nobody in Norig"
        window.find("button", "Choose Country…").press()
        choose(window, "norway", "Norway")
        wait_until(lambda: "country-unknown" not in codes(office), "the problem to be solved")
        countries = {order["attributes"]["ext_ref"]: order["attributes"]["delivery_address"]["country_code"] for order in office.ws_orders()}
        assert any(countries.get(f"rb-order/{number}") == "NO" for number in waiting), countries
        assert all(countries.get(f"rb-order/{number}", "NO") == "NO" for number in waiting), countries
        office.check_audit()


def test_how_parts_of_a_whole_cross_is_chosen_once_for_the_item():
    with Office(orders=40, answers=["country:Norig=NO"], seed=SEED) as office, office.window() as window:
        window.wait_synced()
        window.key("ctrl+2")
        window.find("button", "Round Up").press()
        wait_until(lambda: "quantity-fraction" not in codes(office), "the problem to be solved")
        window.app.find_gone("button", "Round Up")
        assert all(line["quantity"] == int(line["quantity"]) for order in office.ws_orders() for line in order["attributes"]["order_lines"])
        office.check_audit()


def test_what_a_person_leaves_as_it_is_is_left_and_asked_no_more():
    with Office(orders=40, seed=SEED) as office, office.window() as window:
        window.wait_synced()
        order = next(o for o in office.ws_orders() if o["attributes"]["status"] == "pending")
        number = int(order["attributes"]["ext_ref"].split("/")[1])
        office.act("webshipper", "cancel", order["id"])
        window.press("Sync now")
        window.key("ctrl+2")
        wait_until(lambda: "gone-in-target" in codes(office), "the problem")
        count = len(office.ws_orders())
        window.find("button", "Leave as It Is").press()
        wait_until(lambda: "gone-in-target" not in codes(office), "the problem to be solved")
        window.app.find_gone("button", "Leave as It Is")
        assert len(office.ws_orders()) == count, "nothing is sent again"
        assert next(o for o in office.run("orders", "--json").json if o["number"] == str(number))["state"] != "held"


def test_a_problem_of_several_orders_shows_them_and_opens_the_one_chosen():
    with Office(orders=40, answers=["fraction:WIRE-M=round-up"], seed=SEED) as office, office.window() as window:
        window.wait_synced()
        window.key("ctrl+2")
        held = sorted(order["number"] for order in office.rb_orders() if "Norig" in str(order["delivery_address"]) and order["is_booked"])
        assert len(held) > 1, "this world has not two orders to Norig"
        window.find("label", f"Stops {len(held)} orders")
        window.press("Show Orders…")
        dialog = window.find("dialog")
        assert sorted(row.name for row in dialog.all("list item")) == [f"Order {number}" for number in held]
        choose(window, str(held[1]), f"Order {held[1]}")
        window.find("label", f"Order {held[1]}")


def test_all_problems_of_one_kind_are_tried_again_with_one_button():
    with Office(orders=60, seed=SEED) as office, office.window() as window:
        window.wait_synced()
        window.key("ctrl+2")
        heading = window.find("list item", lambda name: name.startswith("The address is incomplete ("))
        bare = [order for order in office.rb_orders() if not order["delivery_address"]["street"] and order["is_booked"]]
        assert len(bare) > 1, "this world has not two orders without a street"
        for order in bare:
            office.act("rackbeat", "edit", order["number"], delivery_address=dict(order["delivery_address"], street="Havnegade 14"))
        window.press("Retry All")
        wait_until(lambda: "address-incomplete" not in codes(office), "the problems to be solved")
        window.app.find_gone("list item", heading.name)


def test_a_service_is_opened_with_the_number_to_search_for_on_the_clipboard():
    with Office(orders=40, seed=SEED) as office, office.window() as window:
        window.wait_synced()
        window.key("ctrl+2")
        problem = next(p for p in office.problems() if "open-rackbeat" in p["remedies"])
        window.find("button", "Open Rackbeat").press()
        said = window.find("label", lambda name: name.startswith("Copied "))
        number = said.name.split()[1].rstrip(":")
        assert number in {str(order["number"]) for order in office.rb_orders()}, (said.name, problem)
        window.key("ctrl+f")
        window.key("ctrl+v")
        wait_until(lambda: window.find("entry", "Search orders").text == number, "the number to be pasted")


def hold(office, number, customer=None, **more):
    order = office.order(number, customer, **more)
    office.sync()
    return order


def test_who_the_buyer_is_is_chosen_among_those_it_may_be():
    with InboundOffice() as office:
        twins = [customer["number"] for customer in office.customers[2:4]]
        for number, street in zip(twins, ("Nygade 1", "Gammelgade 2"), strict=True):
            office.act("rackbeat", "edit-customer", number, name="Tvilling ApS", company_vat=None, contact_email="post@tvilling.example",
                       billing_address={"name": "Tvilling ApS", "street": street, "zipcode": "7100", "city": "Vejle", "country": "Denmark"})
        buyer = {"name": "Tvilling ApS", "contact_email": "post@tvilling.example", "billing_address": {"zipcode": "7100"}}
        orders = [hold(office, f"W-{i}", buyer) for i in range(2)]
        with office.window() as window:
            window.wait_synced()
            window.key("ctrl+2")
            window.find("button", "Choose Customer…").press()
            choose(window, "gammelgade", "Tvilling ApS")
            wait_until(lambda: "customer-ambiguous" not in codes(office), "the problem to be solved")
            wait_until(lambda: set(office.crossed()) == {order["id"] for order in orders}, "both orders to cross")
            assert {order["customer_id"] for order in office.crossed().values()} == {twins[1]}
            office.check_audit()


def test_which_item_a_line_is_is_chosen_or_typed_and_what_is_not_there_is_said_so():
    with InboundOffice() as office:
        item = office.stocked(3)[2]
        lines = [{"sku": None, "description": f"Vores {item['name']} i gaveæske", "quantity": 3, "unit_price": 10.0, "vat_percent": 25.0}]
        order = hold(office, "W-1", lines=lines)
        with office.window() as window:
            window.wait_synced()
            window.key("ctrl+2")
            window.find("button", "Choose Item…").press()
            dialog = window.find("dialog")
            dialog.find("list item", item["name"])
            dialog.find("entry", "Search what to choose").set_text("no-such-item")
            wait_until(lambda: [row.name for row in dialog.all("list item")] == ["no-such-item"], "only what is typed")
            window.key("Return")
            window.find("label", "There is no item no-such-item in Rackbeat")
            window.find("button", "Choose Item…").press()
            choose(window, item["number"].lower(), item["name"])
            wait_until(lambda: order["id"] in office.crossed(), "the order to cross")
            crossed = office.crossed()[order["id"]]
            assert [(line["child_id"], line["quantity"]) for line in crossed["lines"]] == [(item["number"], 3)]
            office.check_audit()


def test_which_term_a_shared_rate_is_read_back_as_is_chosen_once():
    with InboundOffice() as office:
        terms = office.world["rackbeat"]["delivery_terms"]
        other = next(term for term in terms if term["name"] == "Efter aftale")
        office.turn("--map", f"{other['number']}={office.rate()}")
        order = hold(office, "W-1")
        with office.window() as window:
            window.wait_synced()
            window.key("ctrl+2")
            window.find("button", "Choose Delivery Term…").press()
            choose(window, "efter aftale", "Efter aftale")
            wait_until(lambda: order["id"] in office.crossed(), "the order to cross")
            assert office.crossed()[order["id"]]["delivery_terms_id"] == other["number"], office.crossed()
            office.check_audit()


def test_an_order_without_a_rate_gets_the_default_term():
    with InboundOffice() as office:
        order = hold(office, "W-1", shipping_rate_id=None)
        with office.window() as window:
            window.wait_synced()
            window.key("ctrl+2")
            window.find("button", "Choose Default Term…").press()
            choose(window, "efter aftale", "Efter aftale")
            wait_until(lambda: order["id"] in office.crossed(), "the order to cross")
            term = next(t for t in office.world["rackbeat"]["delivery_terms"] if t["name"] == "Efter aftale")
            assert office.crossed()[order["id"]]["delivery_terms_id"] == term["number"], office.crossed()


def test_where_an_order_is_collected_is_chosen_among_what_is_near():
    with Office(orders=60, maps=["GLS pakkeshop=GLS pakkeshop", "Efter aftale=Afhentning"], seed=SEED) as office, office.window() as window:
        window.wait_synced()
        window.key("ctrl+2")
        waiting = [p["subject"].split("/")[1] for p in office.problems() if p["code"] == "drop-point-missing"]
        card = window.find("list item", lambda name: name.startswith("A drop point is missing: order"))
        number = card.name.split()[-1]
        assert number in waiting, (number, waiting)
        card.find("button", "Choose Drop Point…").press()
        choose(window, "torvet", "Superbrugsen Torvet")
        wait_until(lambda: any(o["attributes"]["ext_ref"] == f"rb-order/{number}" for o in office.ws_orders()), "the order to cross")
        order = next(o for o in office.ws_orders() if o["attributes"]["ext_ref"] == f"rb-order/{number}")
        assert order["attributes"]["drop_point"]["name"] == "Superbrugsen Torvet", order["attributes"]["drop_point"]
        window.app.find_gone("list item", card.name)
        office.check_audit()


def test_the_support_bundle_is_read_before_it_is_saved_and_names_nobody():
    with Office(orders=20, seed=SEED) as office, office.window() as window:
        window.wait_synced()
        window.key("F10")
        window.find("menu item", "Support Bundle…").press()
        dialog = window.find("dialog", "Support Bundle")
        text = dialog.find("text", "What is in the file").text
        assert '"versions"' in text and '"settings"' in text and "rb-order/" in text
        for customer in office.world["rackbeat"]["customers"]:
            assert customer["name"] not in text, customer
        file = pathlib.Path(office.home, "told.json")
        dialog.find("button", "Save…").press()
        window.save_as(file)
        window.find("label", "Saved as told.json")
        assert file.read_text(encoding="utf-8") == text and file.stat().st_mode & 0o077 == 0


if __name__ == "__main__":
    main()
