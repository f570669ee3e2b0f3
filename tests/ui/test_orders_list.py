# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The list of orders: what one order's menu and keys do, and the list as a table (PRODUCT F6.1)."""
import csv
import pathlib
import re

from accessible import EXPANDED, FOCUSED, SELECTED, wait_until
from test_orders_many import go_to_list, states, wait_chosen
from window import DANISH, Office, main


def numbers(window):
    """Of the rows that can be seen, from the top."""
    return [found[1] for row in window.all("table row") if (found := re.match(r"(?:Order|Ordre) (\S+),", row.name))]


def open_menu(window):
    window.key("shift+F10")
    window.find("menu item", "Open")


def go_down(window):
    """To an order; its number."""
    go_to_list(window)
    window.key("Down")
    row = wait_until(lambda: [row for row in window.all("table row") if row.has(SELECTED) and row.has(FOCUSED)], "a row to be chosen")[0]
    return re.match(r"Order (\S+),", row.name)[1]


def test_the_menu_of_an_order_opens_it_tells_why_and_holds_it_back():
    with Office(orders=30, trigger="shipment") as office, office.window() as window:
        window.wait_synced()
        number = go_down(window)
        open_menu(window)
        window.find("menu item", "Why?").press()
        wait_until(lambda: any(node.has(EXPANDED) for node in window.all("button") + window.all("list item")), "Why? to be open")
        window.find("label", f"Order {number}")
        window.key("alt+Left")
        window.find("entry", "Search orders")

        number = go_down(window)
        open_menu(window)
        window.find("menu item", "Hold Back").press()
        window.find("label", "1 order held back")
        assert "somebody holds it back" in states(office)[number][1]
        window.press("Undo")
        window.find("label", "1 order let go")

        number = go_down(window)
        open_menu(window)
        window.find("menu item", "Open").press()
        window.find("label", f"Order {number}")


def is_pasted(window, words):
    """Into the search, which is left empty."""
    entry = window.find("entry", "Search orders")
    window.key("ctrl+f", "ctrl+a", "ctrl+v")
    wait_until(lambda: entry.text == words, f"“{words}” to be on the clipboard")
    entry.set_text("")
    wait_until(lambda: len(numbers(window)) > 3, "all orders to be shown again")


def test_an_orders_number_is_copied_and_taken_along_to_a_service():
    for item, service in (("Copy Number", None), ("Open Webshipper", "Webshipper")):
        with Office(orders=30, trigger="shipment") as office, office.window() as window:
            window.wait_synced()
            number = go_down(window)
            open_menu(window)
            window.find("menu item", item).press()
            if service:
                window.find("label", lambda name: name.startswith(f"Copied {number}: ") and service in name)
            is_pasted(window, number)


def test_the_numbers_of_all_chosen_orders_are_copied():
    with Office(orders=30, trigger="shipment") as office, office.window() as window:
        window.wait_synced()
        go_to_list(window)
        window.key("Down", "shift+Down", "shift+Down")
        wait_chosen(window, "3 orders chosen")
        chosen = [re.match(r"Order (\S+),", row.name)[1] for row in window.all("table row") if row.has(SELECTED)]
        window.key("ctrl+c", "ctrl+f", "ctrl+v")
        text = wait_until(lambda: window.find("entry", "Search orders").text, "what was copied")
        assert re.findall(r"\d+", text) == chosen, (text, chosen)


def export(office, window, file):
    go_to_list(window)
    window.key("ctrl+e")
    window.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines, delimiter=";" if ";" in file.read_text(encoding="utf-8-sig").splitlines()[0] else ","))


def test_the_table_holds_the_list_as_it_is_sorted_filtered_and_searched():
    with Office(orders=60) as office, office.window() as window:
        window.wait_synced()
        orders = {order["number"]: order for order in office.run("orders", "--json").json}
        rows = export(office, window, pathlib.Path(office.home, "all.csv"))
        assert rows[0][:3] == ["Number", "Reference", "Customer"] and len(rows[0]) == 16, rows[0]
        assert {row[0] for row in rows[1:]} == set(orders) and len(rows) == len(orders) + 1
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", row[12]) and float(row[10]) >= 0 for row in rows[1:]), rows[1]
        assert [row[0] for row in rows[1:]][:5] == numbers(window)[:5]

        # Sorted by customer, and only those of one customer.
        name = next(order["customer"] for order in orders.values() if " " in order["customer"])
        window.find("entry", "Search orders").set_text(name)
        wanted = {number for number, order in orders.items() if all(word in order["customer"] for word in name.split())}
        wait_until(lambda: set(numbers(window)) == wanted, "only this customer's orders")
        rows = export(office, window, pathlib.Path(office.home, "one.csv"))
        assert [row[0] for row in rows[1:]] == numbers(window), rows
        assert {row[2] for row in rows[1:]} == {name}, rows


def test_the_table_is_danish_in_danish():
    with Office(orders=20) as office, office.window(environment=DANISH) as window:
        window.wait_synced("I takt")
        file = pathlib.Path(office.home, "alle.csv")
        go_to_list(window)
        window.key("ctrl+e")
        button = window.find("button", lambda name: name in ("Save", "Gem"))
        window.key("ctrl+a")
        window.type(str(file))
        wait_until(lambda: any(entry.text == str(file) for entry in window.all("entry") + window.all("text")), "the place to be typed")
        button.press()
        wait_until(lambda: file.exists() and file.stat().st_size, "the file")
        lines = file.read_text(encoding="utf-8-sig").splitlines()
        assert lines[0].startswith("Nummer;Reference;Kunde;") and len(lines) == 21, lines[0]
        assert all(re.search(r";\d+(,\d+)?;[A-Z]{3};", line) for line in lines[1:]), lines[1]


if __name__ == "__main__":
    main()
