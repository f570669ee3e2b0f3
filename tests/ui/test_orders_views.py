# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The list of orders is narrowed by when they were made, delivery term, rate and country, and what is looked at is saved as a view
(PRODUCT F6.1)."""
from accessible import SENSITIVE, wait_until
from test_orders_list import numbers
from window import Office, main

MENU = "Filters and Views"


def choose(window, *items):
    """In the menu, from one submenu to the next."""
    window.press(MENU, role="toggle button")
    for item in items:
        wait_until(lambda: [node for node in window.all("menu item", item) + window.all("check menu item", item)
                            + window.all("radio menu item", item)], f"“{item}” in the menu")[0].press()


def pick(window, item, value):
    """One of the values that a dialog offers."""
    choose(window, item)
    window.find("dialog")
    window.type(value)
    window.key("Return")
    window.app.find_gone("dialog")


def shown(window, wanted, what):
    wait_until(lambda: set(numbers(window)) == wanted, what)


def test_filters_narrow_the_list_together_and_each_is_taken_away_again():
    with Office(orders=60) as office, office.window() as window:
        window.wait_synced()
        orders = {order["number"]: order for order in office.run("orders", "--json").json}
        country = "NO"
        there = {number for number, order in orders.items() if order["country"] == country}
        term = min({orders[number]["term"] for number in there} - {None})
        both = {number for number in there if orders[number]["term"] == term}
        assert 0 < len(both) < len(there) < len(orders), (both, there)
        pick(window, "Country…", country)
        shown(window, there, "only those to Norway")
        window.find("label", f"{len(there)} of {len(orders)} orders")
        pick(window, "Delivery Term…", term)
        shown(window, both, "only those of the term")
        window.save_picture("orders-narrowed.png")
        window.press(f"Country: {country}")
        shown(window, {number for number, order in orders.items() if order["term"] == term}, "those of the term, wherever they go")
        choose(window, "Made", "Today")
        window.find("button", "Made: Today")
        choose(window, "Show All Orders")
        window.find("label", f"{len(orders)} orders")
        window.find("entry", "Search orders").set_text("no such order")
        window.find("label", "No Order Fits")
        window.press("Show All Orders")
        window.find("label", f"{len(orders)} orders")
        assert not window.all("button", lambda name: name.startswith(("Made: ", "Country: ", "Delivery term: ")))


def test_a_view_is_saved_shown_again_after_a_restart_and_deleted():
    with Office(orders=60) as office:
        orders = 0
        with office.window() as window:
            window.wait_synced()
            orders = {order["number"]: order for order in office.run("orders", "--json").json}
            there = {number for number, order in orders.items() if order["country"] == "SE"}
            pick(window, "Country…", "SE")
            choose(window, "Save This View…")
            window.find("text", "Name")
            window.type("Til Sverige <b>")
            window.press("Save")
            window.find("label", "Til Sverige <b>")
        with office.window() as window:
            window.wait_synced()
            window.find("label", f"{len(orders)} orders")
            choose(window, "Til Sverige <b>")
            shown(window, there, "the view as it was saved")
            window.find("label", "Til Sverige <b>")
            window.save_picture("orders-view.png")
            window.press(MENU, role="toggle button")
            assert not window.find("menu item", "Save This View…").has(SENSITIVE), "what is saved need not be saved again"
            window.find("menu item", "Delete This View").press()
            window.find("label", "“Til Sverige <b>” is no longer among the views")
            shown(window, there, "what was looked at stays")
        with office.window() as window:
            window.wait_synced()
            window.press(MENU, role="toggle button")
            window.find("menu item", "Show All Orders")
            assert not window.all("menu item", "Til Sverige <b>")


if __name__ == "__main__":
    main()
