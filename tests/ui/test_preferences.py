# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""What is set up is changed later (PRODUCT F2.5, F9.7): with a look at what that would do, refused while something is under way."""
import contextlib

from accessible import CHECKED, INVALID, wait_until
from window import Office, main

SEED = 20261123
CREATE_WS = {"service": "webshipper", "method": "POST", "path": "/orders"}


def setting(office, name):
    with contextlib.closing(office.database()) as database:
        row = database.execute("SELECT value FROM setting WHERE name = ?", [name]).fetchone()
        return row[0] if row else None


def open_preferences(window, title="Direction, start date and orders"):
    window.key("ctrl+comma")
    return window.find("list item", title)


def change_flow(window):
    """The form that direction and trigger are chosen in, from the preferences."""
    open_preferences(window)
    window.tab_to("list item", "Direction, start date and orders")
    window.key("Return")
    window.find("radio button", "Orders")


def cross_by(window, trigger):
    window.tab_to("radio button", trigger)
    window.key("space")
    wait_until(lambda: window.find("radio button", trigger).has(CHECKED), f"{trigger} to be chosen")


def test_a_change_of_trigger_is_shown_before_it_takes_effect_and_nothing_crosses_twice():
    with Office(orders=40, trigger="shipment", seed=SEED) as office, office.window() as window:
        window.wait_synced()
        assert office.ws_orders() == []
        change_flow(window)
        cross_by(window, "Orders")
        window.press("Review")
        window.find("label", "Go to Webshipper")
        assert office.ws_orders() == [] and setting(office, "trigger") == "shipment", "a look changes nothing"
        window.press("Apply")
        window.app.find_gone("dialog")
        assert setting(office, "trigger") == "order"
        wait_until(office.ws_orders, "orders to cross")
        window.wait_synced()
        count = len(office.ws_orders())
        change_flow(window)
        cross_by(window, "Shipments")
        window.press("Review")
        window.find("label", lambda name: name.startswith(f"{count} documents have crossed already"))
        window.press("Apply")
        window.app.find_gone("dialog")
        window.press("Sync now")
        window.wait_synced()
        assert len(office.ws_orders()) == count
        office.check_audit()


def test_a_change_of_direction_is_shown_and_left_undone_when_one_does_not_want_it():
    with Office(orders=40, seed=SEED) as office, office.window() as window:
        window.wait_synced()
        change_flow(window)
        window.tab_to("radio button", "From Webshipper to Rackbeat")
        window.key("space")
        window.press("Review")
        window.find("label", lambda name: "have crossed already" in name)
        window.key("Escape")
        window.key("Escape")
        window.app.find_gone("dialog")
        assert setting(office, "direction") == "rb-to-ws"


def test_the_flow_is_not_changed_while_something_is_under_way():
    with Office(orders=20, seed=SEED) as office:
        office.faults({**CREATE_WS, "kind": "status", "amount": 403, "count": 0})
        office.sync()
        with office.window() as window:
            change_flow(window)
            cross_by(window, "Shipments")
            window.press("Review")
            window.find("label", lambda name: "writes are still under way" in name)
            assert setting(office, "trigger") == "order"


def test_a_setting_takes_effect_at_once_and_what_cannot_be_is_not_taken():
    with Office(orders=40, seed=SEED) as office, office.window() as window:
        window.wait_synced()
        open_preferences(window)
        window.tab_to("combo box", lambda name: name.startswith("Orders without a shipping rate"))
        window.key("Return", "Down", "Return")
        wait_until(lambda: setting(office, "unmapped") == "send", "the setting to be kept")
        unmapped = window.find("combo box", lambda name: name.startswith("Orders without a shipping rate"))
        wait_until(lambda: "Sent without one" in unmapped.words, "the row to say what was chosen")
        assert "Left out" in window.find("combo box", "Freight and service lines").words, "what was never touched is said too"
        field = "Custom field for tracking numbers (number)"
        window.tab_to("text", field)
        window.type("12")
        window.key("Return")
        wait_until(lambda: setting(office, "tracking-field") == "12", "the number to be kept")
        window.tab_to("text", field)
        window.key("ctrl+a")
        window.type("twelve")
        window.key("Return")
        wait_until(lambda: window.find("text", field).has(INVALID), "the entry to say that it is wrong")
        assert setting(office, "tracking-field") == "12"


def test_filters_are_chosen_by_name_and_seen_before_they_take_effect():
    countries = "Only to these countries (Denmark, SE…)"
    with Office(orders=40, seed=SEED) as office, office.window() as window:
        window.wait_synced()
        change_flow(window)
        window.tab_to("text", countries)
        window.type("Atlantis")
        wait_until(lambda: window.find("text", countries).has(INVALID), "the entry to say that it is wrong")
        window.key("ctrl+a")
        window.type("Danmark, se")
        wait_until(lambda: not window.find("text", countries).has(INVALID), "the countries to be taken")
        window.tab_to("list item", "Only some delivery terms", key="shift+Tab")
        window.find("label", "All cross")
        window.key("space")
        window.tab_to("check box", "DHL Express")
        window.key("space")
        window.find("label", "1 of 8 cross")
        assert setting(office, "only-terms") is None and setting(office, "only-countries") is None, "nothing takes effect yet"
        window.press("Review")
        window.press("Apply")
        window.app.find_gone("dialog")
        assert setting(office, "only-countries") == "DK,SE"
        assert setting(office, "only-terms").isdigit()
        window.wait_synced()
        office.check_audit()


def test_the_connections_say_whose_accounts_they_are_and_what_the_keys_allow():
    with Office(orders=10, seed=SEED) as office, office.window() as window:
        window.wait_synced()
        open_preferences(window)
        window.find("page tab", "Connections").press()
        window.find("label", "Nordlys Cykler ApS")
        window.find("label", "Read shipping rates")
        window.find("button", "Reconnect Rackbeat…")


if __name__ == "__main__":
    main()
