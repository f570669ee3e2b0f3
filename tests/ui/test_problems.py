# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The buttons of the problem inbox do what they say (PRODUCT F8.1)."""
from accessible import wait_until
from window import Office, main

SEED = 20261123  # a world with each of these problems


def codes(office):
    return {problem["code"] for problem in office.problems()}


def choose(window, text, row):
    """Searches in the dialog that asks, and takes the one found."""
    dialog = window.find("dialog")
    dialog.find("entry", "Search what to choose").set_text(text)
    wait_until(lambda: [item.name for item in dialog.all("list item")] == [row], f"only {row} to be found")
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


if __name__ == "__main__":
    main()
