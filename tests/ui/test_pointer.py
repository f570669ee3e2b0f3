# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The list of orders with a pointer: Ctrl with a click chooses several, the other button opens an order's menu
(PRODUCT F6.1)."""
import re
import subprocess

import gi

from accessible import SELECTED, wait_until
from test_orders_many import held_back, result, wait_chosen
from window import Office, main

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402


def rows(window):
    return [row for row in window.all("table row") if row.name.startswith("Order ")]


def number_of(row):
    return re.match(r"Order (\S+),", row.name)[1]


def click(row, button="1", holding=()):
    """On the row, as it lies in the window."""
    place = row.node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    window = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "RackShip"], check=True, capture_output=True, text=True,
                            timeout=60).stdout.split()[-1]
    keys = [part for key in holding for part in ("keydown", key)]
    up = [part for key in holding for part in ("keyup", key)]
    subprocess.run(["xdotool", "mousemove", "--window", window, str(place.x + place.width // 3), str(place.y + place.height // 2), *keys,
                    "click", button, *up], check=True, timeout=60)


def chosen(window):
    return {number_of(row) for row in rows(window) if row.has(SELECTED)}


def test_ctrl_with_a_click_chooses_rows_and_only_those_are_held_back():
    with Office(orders=30, trigger="shipment") as office, office.window() as window:
        window.wait_synced()
        shown = wait_until(lambda: len(rows(window)) > 6 and rows(window), "the orders")
        names = [number_of(row) for row in shown]
        click(shown[1], holding=["ctrl"])
        click(shown[3], holding=["ctrl"])
        wait_chosen(window, "2 orders chosen")
        assert chosen(window) == {names[1], names[3]}, chosen(window)
        click(shown[3], holding=["ctrl"])
        wait_until(lambda: chosen(window) == {names[1]}, "the second to be left again")
        click(shown[2], holding=["ctrl"])
        wait_chosen(window, "2 orders chosen")
        wanted = {names[1], names[2]}
        assert chosen(window) == wanted, chosen(window)
        window.press("Hold Back")
        told = result(window, r"(\d+) orders held back")
        assert held_back(office) <= wanted and len(held_back(office)) == int(told[1]), (held_back(office), told[0])
        office.check_audit()


def test_the_other_button_opens_the_menu_of_the_order_under_it():
    with Office(orders=30, trigger="shipment") as office, office.window() as window:
        window.wait_synced()
        shown = wait_until(lambda: len(rows(window)) > 6 and rows(window), "the orders")
        number = number_of(shown[2])
        click(shown[2], button="3")
        window.find("menu item", "Open").press()
        window.find("label", f"Order {number}")


if __name__ == "__main__":
    main()
