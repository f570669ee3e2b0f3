# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""A keyring that is locked, refuses, vanishes and comes back: what is so is said with a button, what was read stays, and the
work goes on without a restart (PRODUCT F1.4, §5)."""
from accessible import SENSITIVE, wait_until
from keyring import PASSWORD, Keyring, await_no_prompt, find_prompt
from test_connecting import connect
from test_pictures import take
from window import DANISH, Office, main

SEED = 20261123
WAITS = "Until it is opened nothing is synced; nothing is lost."


def says(window, words):
    return window.find("label", lambda name: name.startswith(words) and WAITS in name)


def crosses(office, window):
    """Another order goes without the window being started anew."""
    before = len(office.ws_orders())
    office.book_another()
    window.press("Sync now")
    wait_until(lambda: len(office.ws_orders()) > before, "another order to cross")
    window.wait_synced()
    office.check_audit()


def test_a_locked_keyring_is_said_and_opened_from_the_window():
    with Keyring() as keyring, Office(orders=20, seed=SEED) as office:
        office.sync()
        keyring.lock()
        with office.window() as window:
            find_prompt()
            window.key("Escape")
            await_no_prompt()
            says(window, "The keyring")
            window.wait_synced("Keyring not open")
            window.find("table row", lambda name: " 1010," in name)
            take(window, "keyring-dismissed")
            window.press("Open Keyring")
            find_prompt()
            window.type(PASSWORD)
            window.key("Return")
            await_no_prompt()
            window.wait_synced()
            window.app.find_gone("button", "Open Keyring")
            crosses(office, window)


def test_sync_now_asks_for_the_keyring_again():
    with Keyring() as keyring, Office(orders=20, seed=SEED) as office:
        office.sync()
        keyring.lock()
        with office.window() as window:
            for _ in range(2):
                find_prompt()
                window.key("Escape")
                await_no_prompt()
                window.wait_synced("Keyring not open")
                window.press("Sync now")
            find_prompt()
            window.type(PASSWORD)
            window.key("Return")
            window.wait_synced()
            crosses(office, window)


def test_a_keyring_that_another_program_unlocks_needs_no_press():
    with Keyring() as keyring, Office(orders=20, seed=SEED) as office:
        office.sync()
        keyring.lock()
        with office.window() as window:
            find_prompt()
            window.key("Escape")
            await_no_prompt()
            says(window, "The keyring")
            keyring.unlock()
            window.wait_synced()
            window.app.find_gone("button", "Open Keyring")
            crosses(office, window)


def test_without_a_keyring_what_was_read_is_shown_and_it_goes_on_when_one_comes_up():
    with Keyring() as keyring, Office(orders=20, seed=SEED) as office:
        office.sync()
        keyring.end()
        with office.window() as window:
            says(window, "There is no keyring here")
            window.find("table row", lambda name: " 1010," in name)
            for key in ("ctrl+2", "ctrl+3", "ctrl+4"):
                window.key(key)
                says(window, "There is no keyring here")
            window.press("Open Keyring")
            says(window, "There is no keyring here")
            keyring.start()
            window.wait_synced()
            crosses(office, window)


def test_a_keyring_that_vanishes_while_it_runs_stops_nothing_and_takes_a_key_when_it_is_back():
    with Keyring() as keyring, Office(orders=20, seed=SEED) as office, office.window() as window:
        window.wait_synced()
        keyring.end()
        crosses(office, window)
        office.faults({"service": "rackbeat", "kind": "status", "amount": 401, "count": 0})
        window.press("Sync now")
        window.wait_synced("A key is refused")
        office.faults()
        window.press("Problems")
        window.find("button", "Reconnect…").press()
        connect(window, office.services["rackbeat"]["key"])
        window.find("dialog").find("label", lambda name: name.startswith("There is no keyring here"))
        take(window, "keyring-gone-at-reconnect")
        keyring.start()
        connect(window, office.services["rackbeat"]["key"])
        window.app.find_gone("dialog")
        window.wait_synced()
        crosses(office, window)


def test_in_danish_it_is_said_in_danish():
    with Keyring() as keyring, Office(orders=20, seed=SEED) as office:
        office.sync()
        keyring.end()
        with office.window("--width", "360", "--height", "720", environment=DANISH) as window:
            window.find("label", lambda name: name.startswith("Der er ingen nøglering her"))
            window.find("button", "Åbn nøglering")
            take(window, "keyring-danish-narrow")


def test_who_sets_up_without_a_keyring_is_told_and_goes_on_when_there_is_one():
    with Keyring() as keyring, Office(orders=5, connect=False) as office:
        keyring.end()
        with office.window() as window:
            window.find("button", lambda name: "Practice" in name)
            window.press("Connect Your Accounts")
            window.find("label", lambda name: name.startswith("There is no keyring here"))
            take(window, "keyring-assistant")
            keyring.start()
            wait_until(lambda: not window.all("label", lambda name: name.startswith("There is no keyring here")), "the words to go")
            assert not window.find("button", "Test").has(SENSITIVE), "nothing is tested before there is a key"


if __name__ == "__main__":
    main()
