# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The agreement (PRODUCT F8.2) in the window: made on demand and by itself, looked through, printed, exported, broken off."""
import csv
import pathlib
import shutil

from accessible import SENSITIVE, wait_until
from window import ARTEFACTS, Office, main

SEED = 20261123


def pending(office):
    return [order for order in office.ws_orders() if order["attributes"]["status"] == "pending"]


def compare(window):
    window.key("ctrl+3")
    window.press("Compare Now")
    window.find("label", lambda name: " · compared " in name)
    window.find("button", "Compare Now")


def total(window, name):
    """How many a total says there are."""
    return int(window.find("toggle button", lambda label: label.startswith(f"{name} ")).name.split()[-1])


def test_what_disagrees_is_found_comes_first_and_opens_its_order():
    with Office(orders=40, seed=SEED) as office, office.window() as window:
        window.wait_synced()
        lost = pending(office)[0]
        number = lost["attributes"]["visible_ref"]
        office.act("webshipper", "delete", lost["id"])
        compare(window)
        window.find("label", "1 order disagrees")
        wait_until(lambda: window.find("list item", lambda name: "Agreement" in name).has_one("label", "1"), "the count beside the page's name")
        assert total(window, "All") == len(office.rb_orders())
        assert total(window, "Missing") == 1 and total(window, "Matched") == len(pending(office))
        window.press(lambda label: label.startswith("Missing "), role="toggle button")
        rows = wait_until(lambda: [row for row in window.all("list item") if "Missing" in row.name], "the missing one")
        assert len(rows) == 1 and rows[0].name.startswith(number) and f"order {lost['id']} is no longer in Webshipper" in rows[0].name, rows
        window.tab_to("list item", rows[0].name)
        window.key("Return")
        window.find("label", f"Order {number}")


def test_when_all_agree_it_says_so():
    with Office(orders=20, answers=["country:Norig=NO", "fraction:WIRE-M=round-up"], seed=SEED) as office, office.window() as window:
        window.wait_synced()
        compare(window)
        window.find("label", "Both systems agree")
        assert not window.app.has_one("toggle button", lambda label: label.startswith("Missing "))


def test_what_is_shown_is_exported_for_a_spreadsheet():
    with Office(orders=40, seed=SEED) as office, office.window() as window:
        window.wait_synced()
        compare(window)
        window.press(lambda label: label.startswith("Held "), role="toggle button")
        wait_until(lambda: all("Held" in row.name for row in window.all("list item") if " · " in row.name), "only the held ones")
        file = pathlib.Path(office.home, "held.csv")
        window.press("Export as a table")
        window.save_as(file)
        window.find("label", "Saved as held.csv")
        rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
        assert rows[0] == ["Order", "Customer", "Made", "Result", "Why and where"], rows[0]
        assert {row[0] for row in rows[1:]} == office.held() and {row[3] for row in rows[1:]} == {"Held"}, rows


def test_it_is_printed():
    with Office(orders=90, seed=SEED) as office, office.window() as window:
        window.wait_synced()
        compare(window)
        window.press("Print")
        file = window.print_to_file()
        try:
            assert file.name.startswith("agreement-") and file.read_bytes().startswith(b"%PDF")
            shutil.copy(file, ARTEFACTS / "agreement.pdf")
        finally:
            file.unlink()


def test_a_long_one_is_broken_off_and_the_sync_goes_on():
    with Office(orders=40, seed=SEED) as office, office.window() as window:
        window.wait_synced()
        office.faults({"service": "webshipper", "kind": "latency", "amount": 3000, "count": 3})
        window.key("ctrl+3")
        window.press("Compare Now")
        window.find("button", "Break Off").press()
        button = window.find("button", "Compare Now")
        wait_until(lambda: button.has(SENSITIVE), "another one to be possible")
        assert not window.app.has_one("label", lambda name: " · compared " in name), "nothing was compared"
        office.faults()
        window.wait_synced()
        compare(window)
        window.find("label", "Both systems agree")


def test_the_one_that_was_made_by_itself_is_there_in_the_morning():
    with Office(orders=20, seed=SEED) as office:
        office.sync()
        office.act("webshipper", "delete", pending(office)[0]["id"])
        office.pass_a_day()
        office.sync()
        with office.window() as window:
            window.find("table row")
            window.key("ctrl+3")
            window.find("label", "1 order disagrees")


if __name__ == "__main__":
    main()
