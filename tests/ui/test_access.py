# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Everything is there for who cannot see the window, or has no mouse."""
from accessible import wait_until
from test_shipping import an_order, check_shipment, open_dialog, open_order, shippable
from window import Office, main

USED = {"button", "toggle button", "check box", "radio button", "entry", "spin button", "combo box", "switch", "link", "list item", "table row",
        "menu item", "check menu item", "slider", "tree table", "page tab", "text"}
SEED = 20261123


def nameless(window):
    """What a screen reader would only call "button"."""
    return [" in ".join(node.path) for node in window.app.all() if node.role in USED and not node.name.strip()]


def test_everything_that_can_be_used_has_a_name_on_every_page():
    with Office(orders=40, answers=(), seed=SEED) as office, office.window() as window:
        found = {}
        window.wait_synced()
        found["orders"] = nameless(window)
        window.press("Main menu", role="toggle button")
        window.find("menu item", "Sync Now")
        found["menu"] = nameless(window)
        window.key("Escape")
        window.key("ctrl+2")
        window.find("button", "Open Order")
        found["problems"] = nameless(window)
        window.key("ctrl+3")
        window.find("button", "Compare Now")
        found["agreement"] = nameless(window)
        window.key("ctrl+4")
        window.find("entry", "Search activity")
        found["activity"] = nameless(window)
        window.key("ctrl+1")
        open_order(window, an_order(office)["number"])
        found["order"] = nameless(window)
        open_dialog(window)
        found["dialog"] = nameless(window)
        assert not any(found.values()), found


def test_the_page_of_who_is_not_connected_is_named_too():
    with Office(orders=1, connect=False) as office, office.window("--profile", "empty") as window:
        window.find("button", "Try Practice Mode")
        assert nameless(window) == [], nameless(window)


def test_a_partial_shipment_is_made_with_the_keyboard_alone():
    with Office(orders=60, trigger="shipment") as office, office.window() as window:
        window.wait_synced()
        order = an_order(office)
        lines = shippable(office, order)
        line = max(lines, key=lambda line: line["quantity"])
        window.key("ctrl+f")
        window.type(str(order["number"]))
        window.find("table row", lambda name: f" {order['number']}," in name)
        wait_until(lambda: len(window.all("table row", lambda name: name.startswith("Order "))) == 1, "only that order to be found")
        window.key("Return")
        window.find("button", "Create Shipment…")
        window.key("ctrl+n")
        dialog = window.find("dialog")
        spins = {row.name: row.find("spin button") for row in dialog.all("list item") if row.has_one("spin button")}
        window.tab_to("button", "None")
        window.key("space")
        wait_until(lambda: all(spin.value == 0 for spin in spins.values()), "none to be chosen")
        window.tab_to("spin button", line["name"])
        window.key("ctrl+a")
        window.type("2")
        window.key("Up", "Down")
        wait_until(lambda: spins[line["name"]].value == 2, "two to be chosen")
        window.tab_to("button", "Create Shipment", key="shift+Tab")
        window.key("Return")
        dialog.find("label", "Shipment Made")
        window.key("Return")
        window.app.find_gone("dialog")
        check_shipment(office, order["number"], 0, {line["child_id"]: 2})
        office.check_audit()


def test_every_page_is_reached_and_left_with_the_keyboard_alone():
    with Office(orders=40, trigger="shipment") as office, office.window() as window:
        window.wait_synced()
        window.key("ctrl+4")
        window.find("entry", "Search activity")
        window.key("ctrl+2")
        window.app.find_gone("entry", "Search activity")
        window.key("ctrl+1")
        window.find("entry", "Search orders")
        window.tab_to("list item", "Orders")
        window.key("Down", "Down", "Down", "Return")
        window.find("entry", "Search activity")
        window.key("ctrl+f")
        window.find("entry", "Search orders")
        office.count()
        window.key("F5")
        wait_until(lambda: sum(sum(calls.values()) for calls in office.count(fresh=False).values()), "a sync")
        window.key("ctrl+p")
        window.wait_synced("Paused")
        window.key("ctrl+p", "ctrl+question")
        window.find("label", "Sync now")
        window.key("Escape")
        window.app.find_gone("label", "Sync now")
        window.tab_to("toggle button", "Pause")  # the window has the keyboard again
        window.key("F10")
        window.find("menu item", "Pause")
        window.key("Escape", "ctrl+q")
        window.process.wait(timeout=60)
        window.ends_with = 0


def test_a_dialog_is_closed_by_its_button():
    """Without a pointer and without keys, as an assistive technology presses it: nothing else then holds the dialog."""
    with Office(orders=5) as office, office.window() as window:
        window.wait_synced()
        for keys in ("ctrl+comma", "F1"):
            window.key(keys)
            window.find("dialog").find("button", "Close").press()
            window.app.find_gone("dialog")


if __name__ == "__main__":
    main()
