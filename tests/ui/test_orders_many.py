# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Many orders are chosen in the list and something is done to all of them (PRODUCT F6.1)."""
import re

from accessible import SELECTED, wait_until
from window import Office, main

ORDERS = 500


def go_to_list(window):
    """The keyboard's way into the list."""
    window.find("table row")
    window.key("ctrl+f")
    wait_until(lambda: window.app.focused and window.app.focused.role in ("entry", "text"), "the search to have the keyboard")
    window.key("Return")
    wait_until(lambda: window.app.focused and window.app.focused.role == "table row" and "," in window.app.focused.name, "the list to have the keyboard")


def wait_chosen(window, words):
    wait_until(lambda: any(node.text == words for node in window.all("status bar")), words)


def choose_all(window, count):
    go_to_list(window)
    window.key("ctrl+a")
    wait_chosen(window, f"{count} orders chosen")


def states(office):
    """The state of each order as the program keeps it."""
    return {order["number"]: (order["state"], order["next"]) for order in office.run("orders", "--json").json}


def held_back(office):
    return {number for number, (_, words) in states(office).items() if "somebody holds it back" in (words or "")}


def result(window, pattern):
    """What the toast says, as soon as it says that."""
    found = window.find("label", lambda name: re.match(pattern, name))
    return re.match(pattern, found.name)


def can_be_held(state):
    return state[0] not in ("shipped", "cancelled")


def test_five_hundred_orders_are_held_back_and_undo_lets_exactly_those_go():
    with Office(orders=ORDERS, trigger="shipment") as office, office.window() as window:
        window.wait_synced()
        before = states(office)
        wanted = {number for number, state in before.items() if can_be_held(state)}
        assert len(before) >= ORDERS > len(before) - len(wanted), (len(before), len(wanted))
        choose_all(window, len(before))

        window.press("Hold Back")
        told = result(window, r"(\d+) orders held back(?:\n(\d+) not: Nothing of it is left to hold back)?")
        assert int(told[1]) == len(wanted) and int(told[2] or 0) == len(before) - len(wanted), told[0]
        assert held_back(office) == wanted, held_back(office) ^ wanted

        window.press("Undo")
        told = result(window, r"(\d+) orders let go")
        assert int(told[1]) == len(wanted), told[0]
        assert states(office) == before
        office.check_audit()


def test_cancel_leaves_what_was_not_tried_as_it_was():
    with Office(orders=ORDERS, trigger="shipment") as office, office.window() as window:
        window.wait_synced()
        n_before, n_all = len(office.rb_shipments()), len(states(office))
        choose_all(window, n_all)
        window.press("Create Shipments…")
        window.find("button", "Create").press()
        stop = window.find("button", "Cancel")
        window.find("progress bar", "How far it is")
        stop.press()
        told = result(window, r"(\d+) shipments? made(?:\n\d+ not: .*)*\n(\d+) not tried")
        made, left = int(told[1]), int(told[2])
        refused = sum(int(number) for number in re.findall(r"^(\d+) not: ", told[0], re.MULTILINE))
        assert left > 0 and made + refused + left == n_all, told[0]
        assert len(office.rb_shipments()) == n_before + made, (len(office.rb_shipments()), n_before, told[0])
        office.check_audit()


def remaining(office, order):
    """What is left to ship of an order, by item."""
    stock = {item["number"] for item in office.world["rackbeat"]["items"] if item["inventory_enabled"]}
    left = {}
    for line in order["lines"]:
        if line["child_id"] in stock:
            left[line["child_id"]] = left.get(line["child_id"], 0) + line["quantity"]
    for shipment in office.rb_shipments():
        if shipment["order_id"] == order["number"]:
            for line in shipment["lines"]:
                left[line["child_id"]] = left.get(line["child_id"], 0) - line["quantity"]
    return {item: quantity for item, quantity in left.items() if quantity > 0}


def test_shipments_of_all_that_is_left_are_made_of_many_orders_and_none_twice():
    with Office(orders=60, trigger="shipment") as office, office.window() as window:
        window.wait_synced()
        before = len(office.rb_shipments())
        left = {order["number"]: remaining(office, order) for order in office.rb_orders() if order["is_booked"] and not order["is_cancelled"]}
        n_all = len(states(office))
        choose_all(window, n_all)
        window.press("Create Shipments…")
        window.find("button", "Create").press()
        told = result(window, r"(\d+) shipments made")
        made = int(told[1])
        assert made > n_all // 3 and len(office.rb_shipments()) == before + made, (told[0], len(office.rb_shipments()), before)

        # Once more: nothing is left, and nothing is made.
        window.press("Create Shipments…")
        window.find("button", "Create").press()
        result(window, r"0 shipments made")
        assert len(office.rb_shipments()) == before + made
        whole = [order for order in office.rb_orders() if left.get(order["number"]) and not remaining(office, order)]
        assert len(whole) == made, (len(whole), made)
        office.check_audit()


def test_the_keyboard_chooses_several_and_escape_leaves_them():
    with Office(orders=30) as office, office.window() as window:
        window.wait_synced()
        go_to_list(window)
        window.key("Down", "shift+Down", "shift+Down")
        wait_chosen(window, "3 orders chosen")
        window.key("ctrl+Down", "ctrl+Down", "ctrl+space")
        wait_chosen(window, "4 orders chosen")
        assert len([row for row in window.all("table row") if row.has(SELECTED)]) == 4

        # What is chosen stays chosen when the list is another one, and what it does not hold does not count.
        chosen = [row.name for row in window.all("table row") if row.has(SELECTED)]
        number = re.match(r"Order (\d+),", chosen[0])[1]
        entry = window.find("entry", "Search orders")
        entry.set_text(number)
        wait_chosen(window, "1 order chosen")
        entry.set_text("")
        wait_chosen(window, "4 orders chosen")
        go_to_list(window)
        window.key("Escape")
        window.app.find_gone("button", "Hold Back")
        wait_until(lambda: len([row for row in window.all("table row") if row.has(SELECTED)]) < 2, "nothing to be chosen")


if __name__ == "__main__":
    main()
