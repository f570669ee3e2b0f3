# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""What people write into names, addresses and references, on every page: markup, control characters, ten thousand letters, emoji
and words from right to left are shown as they were written, and neither break a page nor the next order (PRODUCT §5)."""
from accessible import wait_until
from test_page_states import ENGLISH, look_at_all, turn_to
from test_pictures import take
from window import Office, main

SEED = 20261123
MARKUP = "<b>Bold & Söhne</b> %s %n <script>alert(1)</script>"
WORDS = {
    "markup": MARKUP,
    "control": "Line one\nline two\ttab \x07bell \x1b[31mred\u200bzero",
    "long": "Æ" * 10000,
    "unbroken": "abcdefghij" * 30,
    "emoji": "👩‍👩‍👧‍👦 Blomster 🇩🇰 & 花屋 🏳️‍🌈 é̷̛͖̱̐",
    "right-to-left": "شركة النور للتجارة ‮reversed 1234‬ שלום",
}


def book(office, words, like, customer, **more):
    """An order that says it wherever an order can."""
    office.act("rackbeat", "edit-customer", customer, name=words)
    address = {**like["delivery_address"], "name": words, "street": words, "city": words, "attention": words, "state": words,
               "phone": words[:40], "email": "a@b.example", **more}
    order = {"customer_id": customer, "delivery_address": address, "address": address, "delivery_terms_id": like["delivery_terms_id"],
             "our_reference": words, "other_reference": words, "heading": words, "text_line": words, "note": words,
             "lines": [{"item_id": like["lines"][0]["child_id"], "quantity": 1, "name": words}]}
    return office.act("rackbeat", "create-order", "", order=order)["number"]


def poison(office):
    """Orders that go, one that is held, and items, customers and delivery terms of such names. Gives the orders' numbers."""
    like = next(order for order in office.rb_orders() if order["is_booked"] and order["delivery_address"]["country"] in ("Danmark", "Denmark", "DK"))
    customers = [customer["number"] for customer in office.world["rackbeat"]["customers"]]
    numbers = {kind: book(office, words, like, customer) for (kind, words), customer in zip(WORDS.items(), customers)}
    numbers["country"] = book(office, MARKUP, like, customers[0], country=MARKUP)
    for number, words in enumerate(WORDS.values(), 901):
        office.act("rackbeat", "edit-delivery-term", "", number=number, name=words)
    return numbers


def open_order(window, number):
    window.key("ctrl+f", "ctrl+a")
    window.type(str(number))
    wait_until(lambda: len(window.all("table row", lambda name: " 1" in name)) == 1, f"order {number} to be found")
    window.key("Return")
    window.find("list item", "Why?")


def test_every_page_shows_what_people_write_as_they_wrote_it():
    with Office(orders=12, seed=SEED) as office:
        numbers = poison(office)
        office.sync()
        office.pass_an_hour()
        crossed = {order["attributes"]["visible_ref"] for order in office.ws_orders()}
        assert crossed.issuperset(str(numbers[kind]) for kind in WORDS), f"what is written strangely crosses as well: {numbers}, {crossed}"
        with office.window() as window:
            window.wait_synced()
            look_at_all(window, "hostile", ENGLISH)
            turn_to(window, "agreement")
            window.press("Compare Now")
            window.find("toggle button", lambda name: name.startswith("All "))
            take(window, "states-en-hostile-agreement")
            turn_to(window, "orders")
            for kind in WORDS:
                open_order(window, numbers[kind])
                take(window, f"states-en-hostile-order-{kind}")
                window.key("ctrl+n")
                window.find("spin button")
                take(window, f"states-en-hostile-ship-{kind}")
                window.key("Escape")
                window.app.find_gone("dialog")
                window.key("alt+Left")
        office.check_audit()


if __name__ == "__main__":
    main()
