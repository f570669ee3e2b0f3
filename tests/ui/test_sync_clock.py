# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The clock at the foot says how the sync stands, and a person rules it from there (PRODUCT F9.1)."""
import re

from accessible import FOCUSED, Atspi, GLib, wait_until
from test_pictures import take
from window import Office, main

SEED = 20261123
CREATE_WS = {"service": "webshipper", "method": "POST", "path": "/orders"}
SLOW = {**CREATE_WS, "kind": "latency", "amount": 700, "count": 0}


def says(window, pattern):
    """The line below the state."""
    wait_until(lambda: any(re.fullmatch(pattern, label.name) for label in window.all("label")), f"the clock to say “{pattern}”")


class Voice:
    """What a screen reader is given to say of itself."""

    def __init__(self):
        self.said = []
        self.listener = Atspi.EventListener.new(lambda event: self.said.append(event.any_data))

    def __enter__(self):
        self.listener.register("object:announcement")
        return self

    def __exit__(self, *_):
        self.listener.deregister("object:announcement")

    def hears(self, words):
        def heard():
            while GLib.MainContext.default().iteration(False):
                pass
            return words in self.said
        wait_until(heard, f"“{words}” to be said, not {self.said}")


def test_at_rest_it_says_when_it_last_ran_and_when_it_runs_next():
    with Office(orders=10, seed=SEED) as office, office.window() as window:
        window.wait_synced()
        says(window, r"Last \d\d:\d\d · next \d\d:\d\d")
        assert not window.all("progress bar", "Sync progress") and not window.all("button", "Cancel this sync")


def test_at_work_it_says_how_far_it_is():
    with Office(orders=60, seed=SEED) as office:
        office.faults(SLOW)
        with office.window() as window:
            window.wait_synced("Syncing…")
            bar = window.find("progress bar", "Sync progress")
            says(window, r"[1-9]\d* of \d+ orders")
            before = bar.value
            wait_until(lambda: bar.value > before, "the bar to go on")


def test_a_long_sync_is_cancelled_what_was_begun_is_proven_and_the_rest_goes_next_time():
    with Office(orders=60, seed=SEED) as office:
        office.faults({**SLOW, "amount": 4000})
        with office.window() as window:
            wait_until(office.ws_orders, "the first orders to cross")
            window.tab_to("button", "Cancel this sync")
            window.key("space")
            window.app.find_gone("button", "Cancel this sync")
            assert window.find("button", "Sync now").has(FOCUSED), "the keyboard keeps its place"
            crossed = len(office.ws_orders())
            office.faults()
            window.press("Sync now")
            window.wait_synced()
            assert 0 < crossed < len(office.ws_orders()), f"{crossed} of {len(office.ws_orders())} crossed before it was cancelled"
            office.check_audit()


def test_a_service_that_asks_to_wait_is_waited_for_and_it_is_said_until_when():
    with Office(orders=10, seed=SEED) as office:
        office.faults({"service": "webshipper", "kind": "throttle", "amount": 90, "count": 1})
        with office.window() as window:
            window.wait_synced("Waiting")
            says(window, r"A service asks to wait until \d\d:\d\d")


def test_paused_nothing_crosses_until_it_goes_on():
    with Office(orders=10, seed=SEED) as office, office.window() as window, Voice() as voice:
        window.wait_synced()
        count = len(office.ws_orders())
        window.press("Pause", role="toggle button")
        window.wait_synced("Paused")
        voice.hears("Paused")
        assert window.find("toggle button", "Pause").has(Atspi.StateType.PRESSED)
        number = office.book_another()
        window.find("toggle button", "Pause").press()
        window.wait_synced()
        wait_until(lambda: len(office.ws_orders()) > count, f"order {number} to cross")
        office.check_audit()


def test_out_of_reach_it_says_when_it_tries_again_and_goes_on_by_itself_or_when_asked():
    with Office(orders=10, seed=SEED) as office, office.window() as window, Voice() as voice:
        window.wait_synced()
        count = len(office.ws_orders())
        office.faults({"kind": "reset-before", "count": 0})
        window.press("Sync now")
        window.wait_synced("Out of reach")
        says(window, r"Tries again \d\d:\d\d")
        voice.hears("Out of reach")
        office.faults()
        number = office.book_another()
        window.press("Sync now")
        window.wait_synced()
        voice.hears("In sync")
        assert len(office.ws_orders()) > count, f"order {number} is across"
        office.check_audit()


def test_a_refused_key_stops_it_until_another_is_given():
    with Office(orders=10, seed=SEED) as office, office.window() as window, Voice() as voice:
        window.wait_synced()
        office.faults({"service": "webshipper", "kind": "status", "amount": 401, "count": 0})
        window.press("Sync now")
        window.wait_synced("A key is refused")
        says(window, "Waits until it is connected again")
        voice.hears("A key is refused")
        window.find("label", "A key is refused. Nothing is lost; everything waits until it is connected again.")


def test_it_stands_below_the_orders_where_the_pages_names_are_out_of_sight():
    with Office(orders=20) as office, office.window("--width", "360", "--height", "720") as window:
        window.find("table row", lambda name: " 1010," in name)
        window.wait_synced()
        assert len(window.all("button", "Sync now")) == 1, "one of them is enough"
        office.faults({"kind": "reset-before", "count": 0})
        window.press("Sync now")
        window.find("label", "A service cannot be reached. Nothing is lost; try again in a moment")
        window.wait_synced("Out of reach")
        take(window, "narrow-out-of-reach")
        office.faults()
        window.press("Sync now")
        window.wait_synced()


if __name__ == "__main__":
    main()
