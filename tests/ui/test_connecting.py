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


def test_both_services_are_connected_from_the_first_page():
    with Office(orders=30) as office:
        forget_keys(office)
        with office.window() as window:
            window.find("button", "Connect Rackbeat…").press()
            button = window.find("dialog").find("button", "Connect")
            assert not button.has(SENSITIVE), "nothing is tested before there is a key"
            connect(window, office.services["rackbeat"]["key"])
            window.app.find_gone("dialog")
            window.find("button", "Connect Webshipper…").press()
            connect(window, office.services["webshipper"]["token"], "Token")
            window.app.find_gone("dialog")
            window.wait_synced()
            wait_until(office.ws_orders, "orders to cross")
            office.check_audit()


if __name__ == "__main__":
    main()
