# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The first run broken off before anything is chosen: it goes on at the page that one was at, and a key that was given is kept
(PRODUCT F9.4)."""
from accessible import SENSITIVE, wait_until
from test_assistant import NewOffice, give, heading
from window import main


def test_who_left_at_the_welcome_page_is_welcomed_again():
    with NewOffice(orders=5) as office:
        for _ in range(2):
            with office.window() as window:
                window.find("button", "Connect Your Accounts")
        assert office.ws_orders() == [], "nothing crosses meanwhile"


def test_who_left_at_a_key_page_goes_on_there_and_gives_no_key_twice():
    with NewOffice(orders=5) as office:
        with office.window() as window:
            window.press("Connect Your Accounts")
            heading(window, "Connect Rackbeat")
            give(window, "API key", "not-a-key-of-this-company")
            window.find("label", "Rackbeat does not accept the key")
        with office.window() as window:
            go_to_key_page(window, "Connect Rackbeat")
            assert not window.find("button", "Next").has(SENSITIVE), "a key that was refused is not kept"
            give(window, "API key", office.services["rackbeat"]["key"])
            window.find("label", "Nordlys Cykler ApS")
            window.press("Next")
            heading(window, "Connect Webshipper")
        with office.window() as window:
            go_to_key_page(window, "Connect Webshipper")
            assert not window.find("button", "Next").has(SENSITIVE), "nothing goes on without a token"
            give(window, "Token", office.services["webshipper"]["token"])
            window.find("label", "Order Channels")
            window.press("Next")
            heading(window, "What Flows")
        with office.window() as window:
            heading(window, "What Flows")
        assert office.ws_orders() == [], "nothing crosses meanwhile"


def go_to_key_page(window, title):
    """Where one was, or the welcome page before it."""
    wait_until(lambda: window.all("heading", title) or window.all("button", "Connect Your Accounts"), "the assistant")
    if not window.all("heading", title):
        window.press("Connect Your Accounts")
    heading(window, title)


if __name__ == "__main__":
    main()
