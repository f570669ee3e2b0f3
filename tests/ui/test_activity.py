# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Activity (PRODUCT F8.3): what happened is searched in the user's own words, narrowed, opened and exported."""
import csv
import pathlib

from accessible import wait_until
from window import DANISH, Office, main

SEED = 20261123


def rows(window):
    return [row.name for row in window.all("list item") if row.name[:2].isdigit()]


def search(window, text, entry="Search activity"):
    window.find("entry", entry).set_text(text)


def test_what_happened_is_found_by_order_and_words_and_opens_its_order():
    with Office(orders=40, seed=SEED) as office, office.window() as window:
        window.wait_synced()
        number = office.ws_orders()[0]["attributes"]["visible_ref"]
        window.key("ctrl+4")
        wait_until(lambda: len(rows(window)) > 3, "what happened")
        search(window, f"create {number}")
        wait_until(lambda: len(rows(window)) == 1, "the one that made the order")
        assert f"Create the Webshipper order for order {number}" in rows(window)[0], rows(window)
        window.tab_to("list item", rows(window)[0])
        window.key("Return")
        window.find("label", f"Order {number}")


def test_it_is_searched_in_the_language_it_is_shown_in():
    with Office(orders=20, seed=SEED) as office, office.window(environment=DANISH) as window:
        window.wait_synced("I takt")
        window.key("ctrl+4")
        search(window, "opret webshipper", "Søg i aktivitet")
        wait_until(lambda: rows(window) and all("Opret Webshipper-ordren" in row for row in rows(window)), "only those")
        search(window, "create", "Søg i aktivitet")
        window.find("label", "Intet fundet")


def test_what_went_wrong_and_what_people_did_are_shown_by_themselves():
    with Office(orders=20, seed=SEED) as office:
        office.faults({"service": "webshipper", "method": "POST", "path": "/orders", "kind": "status", "amount": 422, "count": 1})
        office.sync()
        with office.window() as window:
            window.wait_synced()
            window.key("ctrl+4")
            wait_until(lambda: len(rows(window)) > 3, "what happened")
            window.tab_to("toggle button", "Everything")
            window.key("space")
            window.find("label", "What went wrong")
            window.key("Down", "Return")
            wait_until(lambda: len(rows(window)) == 1 and "Refused" in rows(window)[0], "only what went wrong")
            window.key("ctrl+2")
            window.find("list item", "A service refused it").find("button", "Retry").press()
            wait_until(lambda: "refused" not in {problem["code"] for problem in office.problems()}, "the problem to be solved")
            window.key("ctrl+4")
            search(window, "nowhere to be found")
            window.find("label", "Nothing Found")


def test_all_that_is_found_is_exported():
    with Office(orders=40, seed=SEED) as office, office.window() as window:
        window.wait_synced()
        window.key("ctrl+4")
        search(window, "create")
        wait_until(lambda: rows(window) and all("Create" in row for row in rows(window)), "only those")
        file = pathlib.Path(office.home, "activity.csv")
        window.press("Export as a table")
        window.save_as(file)
        window.find("label", "Saved as activity.csv")
        table = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
        assert table[0] == ["When", "Order", "What", "Result", "Who", "Details"], table[0]
        assert {row[1] for row in table[1:]} == {order["attributes"]["visible_ref"] for order in office.ws_orders()}, table


if __name__ == "__main__":
    main()
