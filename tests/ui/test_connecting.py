# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Keys are given, refused and given anew in the window (PRODUCT F1)."""
import subprocess

from accessible import SENSITIVE, wait_until
from window import Office, main


def give(window, title, text):
    """Types into the field of that title, as a person pastes."""
    window.find("dialog").find("text", title).set_text(text)


def connect(window, key, field="API key"):
    give(window, field, key)
    window.find("dialog").find("button", "Connect").press()


def forget_keys(office):
    """As on another computer: the profile is there, its keys are not."""
    subprocess.run(["secret-tool", "clear", "profile", "default"], check=True, timeout=60)


def test_a_refused_key_stops_everything_until_another_is_given():
    with Office(orders=30) as office, office.window() as window:
        window.wait_synced()
        count = len(office.ws_orders())
        office.faults({"service": "rackbeat", "kind": "status", "amount": 401, "count": 0})
        window.press("Sync now")
        window.wait_synced("A key is refused")
        window.press("Problems")
        window.find("button", "Reconnect…").press()
        connect(window, office.services["rackbeat"]["key"])
        window.find("dialog").find("label", "Rackbeat does not accept the key")
        assert window.all("dialog"), "a key that does not pass its test is asked for again"
        office.faults()
        connect(window, office.services["rackbeat"]["key"])
        window.app.find_gone("dialog")
        window.wait_synced()
        window.app.find_gone("button", "Reconnect…")
        assert len(office.ws_orders()) == count
        office.check_audit()


def test_a_refused_key_is_tried_once_when_somebody_asks_and_goes_on_when_it_is_accepted_again():
    with Office(orders=30, seed=20261123) as office, office.window() as window:
        window.wait_synced()
        count = len(office.ws_orders())
        office.faults({"service": "rackbeat", "kind": "status", "amount": 401, "count": 0})
        window.press("Sync now")
        window.wait_synced("A key is refused")
        number = office.book_another()
        office.count()
        window.press("Sync now")
        wait_until(lambda: office.count(fresh=False).get("rackbeat"), "the key to be tried")
        window.wait_synced("A key is refused")
        assert sum(office.count()["rackbeat"].values()) <= 2, "a refused key is not asked with again and again"
        assert len(office.ws_orders()) == count
        office.faults()
        window.press("Sync now")
        window.wait_synced()
        wait_until(lambda: len(office.ws_orders()) > count, f"order {number} to cross")
        window.app.find_gone("label", "A key is refused. Nothing is lost; everything waits until it is connected again.")
        window.key("ctrl+2")
        window.app.find_gone("button", "Reconnect…")
        office.check_audit()


def test_only_the_keys_are_asked_for_where_all_else_is_set_up():
    with Office(orders=30) as office:
        forget_keys(office)
        with office.window() as window:
            window.find("heading", "Connect Rackbeat")
            assert not window.find("button", "Test").has(SENSITIVE), "nothing is tested before there is a key"
            window.find("text", "API key").set_text(office.services["rackbeat"]["key"])
            window.press("Test")
            window.find("label", "Agreement number")
            window.press("Next")
            window.find("text", "Token").set_text(office.services["webshipper"]["token"])
            window.press("Test")
            window.find("label", "Order Channels")
            window.press("Next")
            window.wait_synced()
            wait_until(office.ws_orders, "orders to cross")
            office.check_audit()


if __name__ == "__main__":
    main()
