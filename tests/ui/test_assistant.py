# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The first run: both services are connected, what flows is chosen and mapped, what would happen is shown, and nothing is written
before Start is pressed (PRODUCT F9.4)."""
import subprocess

from accessible import CHECKED, SENSITIVE, wait_until
from window import DANISH, Office, main

# What is decided by the test, not by chance.
SEED = 20261123


def forget_keys():
    """As on another computer: the profile is there, its keys are not."""
    subprocess.run(["secret-tool", "clear", "profile", "default"], check=True, timeout=60)


class NewOffice(Office):
    """Nothing is set up; where the services are is known, as it is everywhere but in a test."""

    def __init__(self, **more):
        super().__init__(connect=False, seed=SEED, **more)
        self.connect()
        forget_keys()


def heading(window, text):
    window.find("heading", text)


def give(window, field, text):
    window.find("text", field).set_text(text)
    window.press("Test")


def connect_both(window, office):
    window.press("Connect Your Accounts")
    heading(window, "Connect Rackbeat")
    assert not window.find("button", "Next").has(SENSITIVE), "nothing goes on without a key"
    give(window, "API key", office.services["rackbeat"]["key"])
    window.find("label", "Agreement number")
    window.press("Next")
    heading(window, "Connect Webshipper")
    give(window, "Token", office.services["webshipper"]["token"])
    window.find("label", "Order Channels")
    window.press("Next")
    heading(window, "What Flows")


def choose_start(window):
    """All orders, with the keyboard: the fourth in the list. Soon after midnight none was made today."""
    window.tab_to("combo box", lambda name: name.startswith("Orders made since"))
    window.key("Return", "Down", "Down", "Down", "Return")
    wait_until(lambda: "All orders" in window.find("combo box", "Orders made since").words, "all orders to be chosen")


def cross_by_order(window):
    """One goes from one choice to the next with the arrows."""
    window.tab_to("radio button", "Shipments")
    window.key("Down", "space")
    wait_until(lambda: window.find("radio button", "Orders").has(CHECKED), "orders to be chosen")


def go_to_mapping(window):
    window.press("Next")
    heading(window, "Which Orders")
    choose_start(window)
    window.press("Next")
    heading(window, "Delivery Terms and Shipping Rates")


def test_the_whole_assistant_leads_to_orders_that_cross():
    with NewOffice(orders=30) as office, office.window() as window:
        connect_both(window, office)
        cross_by_order(window)
        go_to_mapping(window)
        window.press("Accept All 7 Sure Proposals")
        window.press("Next")
        heading(window, "Before You Start")
        window.find("label", "Go to Webshipper")
        assert office.ws_orders() == [], "nothing is written before Start"
        window.press("Start")
        window.wait_synced()
        wait_until(office.ws_orders, "orders to cross")
        office.check_audit()


def test_it_goes_on_where_one_was_on_every_page_and_nothing_crosses_meanwhile():
    with NewOffice(orders=30) as office:
        with office.window() as window:
            connect_both(window, office)
            cross_by_order(window)
        with office.window() as window:
            heading(window, "What Flows")
            assert window.find("radio button", "Orders").has(CHECKED), "what was chosen is there"
            window.press("Next")
            heading(window, "Which Orders")
            choose_start(window)
        with office.window() as window:
            heading(window, "Which Orders")
            wait_until(lambda: "All orders" in window.find("combo box", "Orders made since").words, "what was chosen to be there")
            window.press("Next")
            heading(window, "Delivery Terms and Shipping Rates")
            window.press("Accept All 7 Sure Proposals")
            window.find("label", "7 of 8 delivery terms have a shipping rate")
        with office.window() as window:
            window.find("label", "7 of 8 delivery terms have a shipping rate")
            window.press("Back")
            heading(window, "Which Orders")
            window.press("Next")
            heading(window, "Delivery Terms and Shipping Rates")
            window.press("Next")
            heading(window, "Before You Start")
        with office.window() as window:
            heading(window, "Before You Start")
            window.find("label", "Go to Webshipper")
            refused = office.run("sync", "--once", expect=(2,))
            assert "Start" in refused.err, refused.err
            assert office.ws_orders() == [], "nothing crosses before Start"
            window.press("Start")
            window.wait_synced()
            wait_until(lambda: len(office.ws_orders()) > 10, "orders to cross")
        with office.window() as window:
            window.wait_synced()
            office.check_audit()


def test_the_key_of_one_service_is_not_taken_for_the_others():
    with NewOffice(orders=5) as office, office.window() as window:
        window.press("Connect Your Accounts")
        give(window, "API key", "not-a-key-of-this-company")
        window.find("label", "Rackbeat does not accept the key")
        assert not window.find("button", "Next").has(SENSITIVE)
        give(window, "API key", office.services["rackbeat"]["key"])
        window.find("label", "Nordlys Cykler ApS")
        window.press("Next")
        heading(window, "Connect Webshipper")


if __name__ == "__main__":
    main()
