# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""With its window closed the program goes on, and tells the desktop what needs a person (PRODUCT F9.1, F9.3)."""
import contextlib

from accessible import CHECKED, SENSITIVE, NotThere, wait_until
from desktop import Desktop
from window import Office, main

RUN_ON, LOGIN, NOTIFY = "Keep syncing when the window is closed", "Start at login", "Notify when something needs a person"


def open_page(window):
    window.key("ctrl+comma")
    window.find("page tab", "This Computer").press()
    return {name: window.find("check box", name) for name in (RUN_ON, LOGIN, NOTIFY)}


def turn(window, name):
    window.tab_to("check box", name)
    window.key("space")


def leave_page(window):
    """While a toast is to be seen the first Escape is the toast's."""
    window.key("Escape")
    with contextlib.suppress(NotThere):
        wait_until(lambda: not window.all("dialog"), "no dialog", patience=5)
        return
    window.key("Escape")
    window.app.find_gone("dialog")


def close(window):
    """As who is done for today does."""
    leave_page(window)
    window.key("ctrl+w")
    window.app.find_gone("frame")


def test_it_goes_on_without_a_window_and_tells_what_needs_a_person():
    with Desktop(grants=True) as desktop, Office(orders=20) as office:
        office.run("setup", "--choose", "pace=30s")
        with office.window() as window:
            window.wait_synced()
            assert desktop.shown == [], "who looks at the window is not told by the desktop"
            open_page(window)
            turn(window, RUN_ON)
            wait_until(lambda: desktop.asked, "the desktop to be asked")
            assert not desktop.asked[0]["autostart"]
            close(window)
            count = len(office.ws_orders())
            office.book_another()
            wait_until(lambda: len(office.ws_orders()) > count, "an order to cross without a window")
            assert desktop.shown == [], "nobody is told of what went well"
            office.faults({"service": "rackbeat", "kind": "status", "amount": 401, "count": 0})
            told = wait_until(lambda: desktop.shown, "the desktop to be told")[-1]
            assert "need" in told.title and "Rackbeat" in told.body, (told.title, told.body)
            assert "Reconnect…" in told.actions, told.actions
            desktop.click(told)
            window.find("frame")
            window.find("button", "Reconnect…")
            office.faults()
            office.check_audit()


def test_what_the_desktop_refuses_is_switched_back_and_said():
    with Desktop(grants=False) as desktop, Office(orders=10) as office, office.window() as window:
        window.wait_synced()
        switches = open_page(window)
        turn(window, RUN_ON)
        wait_until(lambda: desktop.asked, "the desktop to be asked")
        wait_until(lambda: not switches[RUN_ON].has(CHECKED), "the switch to go back")
        window.find("label", "The desktop does not let RackShip run in the background")
        assert not switches[LOGIN].has(SENSITIVE)
        leave_page(window)
        window.ends_with = 0
        window.key("ctrl+w")
        wait_until(lambda: window.process.poll() is not None, "the program to end with its window")


def test_it_starts_at_login_where_the_desktop_can():
    with Desktop(grants=True) as desktop, Office(orders=10) as office, office.window() as window:
        window.wait_synced()
        switches = open_page(window)
        turn(window, RUN_ON)
        wait_until(lambda: switches[LOGIN].has(SENSITIVE), "starting at login to be offered")
        turn(window, LOGIN)
        asked = wait_until(lambda: [options for options in desktop.asked if options["autostart"]], "the desktop to be asked")[0]
        assert asked["commandline"] == ["rackship", "--background"], asked
        turn(window, RUN_ON)
        wait_until(lambda: not desktop.asked[-1]["autostart"], "the desktop to be told that it ends")
        assert not switches[LOGIN].has(CHECKED)


if __name__ == "__main__":
    main(contextlib.nullcontext)
