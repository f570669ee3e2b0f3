# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The assistant from its first page to orders that cross, and the preferences, in each of their looks and in Danish, kept as pictures
to be looked at; no look makes GTK warn, which would end the window."""
from accessible import SENSITIVE, wait_until
from test_assistant import NewOffice
from test_pictures import take
from window import DANISH, main

# 360 for what is in it: this display draws a frame of five about a window.
PHONE = ("--width", "370", "--height", "720")
ENGLISH_WORDS = {
    "accounts": "Connect Your Accounts", "test": "Test", "next": "Next", "key": "API key", "number": "Agreement number", "token": "Token",
    "channels": "Order Channels", "flows": "What Flows", "orders": "Which Orders", "since": "Orders made since", "mapping": "Delivery Terms and Shipping Rates",
    "accept": "Accept All 7 Sure Proposals", "before": "Before You Start", "start": "Start", "synced": "In sync", "row": "Delivery terms and shipping rates",
    "page": "Connections", "reconnect": "Reconnect Rackbeat…", "review": "Review", "happen": "What Would Happen",
    "flow": "Direction, start date and orders", "shipments": "Shipments", "by order": "Orders",
}
DANISH_WORDS = {
    "accounts": "Forbind dine konti", "test": "Test", "next": "Næste", "key": "API-nøgle", "number": "Aftalenummer", "token": "Token",
    "channels": "Ordrekanaler", "flows": "Hvad der overføres", "orders": "Hvilke ordrer", "since": "Ordrer lavet siden",
    "mapping": "Leveringsbetingelser og fragtrater", "accept": "Godkend alle 7 sikre forslag", "before": "Før du starter", "start": "Start",
    "synced": "Synkroniseret", "row": "Leveringsbetingelser og fragtrater", "page": "Forbindelser", "reconnect": "Forbind Rackbeat igen…",
    "review": "Gennemse", "happen": "Det ville ske", "flow": "Retning, startdato og ordrer", "shipments": "Forsendelser", "by order": "Ordrer",
}


def give(window, words, field, text):
    window.find("text", words[field]).set_text(text)
    window.press(words["test"])


def walk_through(look, window, office, words):
    take(window, f"{look}-assistant-1")
    window.press(words["accounts"])
    give(window, words, "key", office.services["rackbeat"]["key"])
    window.find("label", words["number"])
    take(window, f"{look}-assistant-2")
    window.press(words["next"])
    give(window, words, "token", office.services["webshipper"]["token"])
    window.find("label", words["channels"])
    take(window, f"{look}-assistant-3")
    window.press(words["next"])
    window.find("heading", words["flows"])
    window.tab_to("radio button", words["by order"])
    window.key("space")
    take(window, f"{look}-assistant-4")
    window.press(words["next"])
    window.find("heading", words["orders"])
    take(window, f"{look}-assistant-5")
    window.press(words["next"])
    window.find("heading", words["mapping"])
    window.find("button", words["accept"])
    take(window, f"{look}-assistant-6")
    window.press(words["accept"])
    window.press(words["next"])
    window.find("heading", words["before"])
    wait_until(lambda: window.find("button", words["start"]).has(SENSITIVE), "the look to be taken")
    take(window, f"{look}-assistant-7")
    assert office.ws_orders() == [], "nothing is written before Start"
    window.press(words["start"])
    window.app.find_gone("button", words["start"])


def look_at_preferences(look, window, words):
    window.key("ctrl+comma")
    window.find("list item", words["flow"])
    take(window, f"{look}-preferences-1")
    window.find("page tab", words["page"]).press()
    window.find("button", words["reconnect"])
    take(window, f"{look}-preferences-2")
    window.key("Escape")
    window.app.find_gone("dialog")


def look_at_change(look, window, words):
    window.key("ctrl+comma")
    window.tab_to("list item", words["flow"])
    window.key("Return")
    window.tab_to("radio button", words["shipments"])
    window.key("space")
    take(window, f"{look}-change-1")
    window.press(words["review"])
    window.find("label", words["happen"])
    take(window, f"{look}-change-2")
    window.key("Escape", "Escape")
    window.app.find_gone("dialog")


def look_at(look, *arguments, words=None, **more):
    words = words or ENGLISH_WORDS
    with NewOffice(orders=40) as office, office.window(*arguments, **more) as window:
        window.find("button", words["accounts"])
        walk_through(look, window, office, words)
        wait_until(lambda: any(words["synced"] in node.text for node in window.all("status bar")) or window.all("table row"), "orders")
        look_at_preferences(look, window, words)
        look_at_change(look, window, words)


def test_light():
    look_at("light")


def test_dark():
    look_at("dark", "--dark")


def test_as_narrow_as_a_phone():
    look_at("narrow", *PHONE)


def test_danish():
    look_at("danish", words=DANISH_WORDS, environment=DANISH)


def test_danish_as_narrow_as_a_phone():
    look_at("danish-narrow", *PHONE, words=DANISH_WORDS, environment=DANISH)


def test_from_right_to_left():
    look_at("rtl", environment={"GTK_DEBUG": "invert-text-dir"})


def test_high_contrast():
    look_at("contrast", environment={"ADW_DEBUG_HIGH_CONTRAST": "1"})


if __name__ == "__main__":
    main()
