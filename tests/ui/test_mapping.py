# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Delivery terms are mapped to shipping rates (PRODUCT F3): by the keyboard alone, with proposals, with terms that are made."""
import contextlib
import json
import time
import urllib.request

from accessible import wait_until
from window import Office, main

SEED = 20261123


class DraftOffice(Office):
    """The assistant has come as far as the mapping; nothing is mapped."""

    def __init__(self, terms=(), rates=(), direction="rb-to-ws", **more):
        super().__init__(connect=False, seed=SEED, **more)
        self.connect()
        for name in terms:
            self.make_term(name)
        like = next(rate["id"] for rate in self.rates() if rate["attributes"]["order_channel_id"] == int(self.channel))
        for name in rates:
            self.act("webshipper", "copy-rate", like, name=name)
        self.run("setup", "--direction", direction, "--trigger", "order", "--channel", self.channel, "--choose", "set-up=draft", expect=(0,))
        with contextlib.closing(self.database()) as database, database:
            database.execute("INSERT INTO setting (name, value) VALUES ('assistant-page', 'mapping')")

    def rates(self):
        return self.world["webshipper"]["shipping_rates"]

    def terms(self):
        return {term["name"]: term["number"] for term in self.world["rackbeat"]["delivery_terms"]}

    def make_term(self, name):
        request = urllib.request.Request(self.services["rackbeat"]["url"] + "/delivery-terms", data=json.dumps({"name": name}).encode(),
                                         headers={"Content-Type": "application/json", "Accept": "application/json",
                                                  "Authorization": "Bearer " + self.services["rackbeat"]["key"]})
        urllib.request.urlopen(request, timeout=60).close()

    def mapping(self):
        """The pairs as they are kept: names of terms and rates."""
        terms = {number: name for name, number in self.terms().items()}
        rates = {int(rate["id"]): rate["attributes"]["name"] for rate in self.rates()}
        with contextlib.closing(self.database()) as database:
            return {terms[term]: rates[rate] for term, rate in database.execute("SELECT term, rate FROM mapping")}


def row_of(window, term):
    return window.find("list item", term)


def says(window, term, words):
    wait_until(lambda: any(words in text for text in row_of(window, term).words), f"{term} to say {words}")


def choose(window, text):
    """What is focused is chosen something for, with the keyboard."""
    window.key("Return")
    window.find("dialog")
    window.type(text)
    window.key("Return")
    window.app.find_gone("dialog")


def test_sixty_terms_and_forty_rates_are_mapped_with_the_keyboard_alone_within_three_minutes():
    same = [f"Lane {number:02}" for number in range(1, 29)]  # with the rates that are there, forty
    others = [f"Aftale {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWX"]
    with DraftOffice(orders=5, terms=[*map(str.upper, same), *others], rates=same) as office:
        assert len(office.terms()) == 60 and len([r for r in office.rates() if r["attributes"]["order_channel_id"] == int(office.channel)]) == 40
        with office.window() as window:
            window.find("label", "0 of 60 delivery terms have a shipping rate")
            began = time.monotonic()
            window.tab_to("button", lambda name: name.startswith("Accept All"))
            window.key("Return")
            window.find("label", f"{60 - len(others) - 1} of 60 delivery terms have a shipping rate")
            for left in range(len(others), -1, -1):
                choose(window, "lane 07" if left % 2 else "post home")
                window.find("label", f"{60 - left} of 60 delivery terms have a shipping rate")
            took = time.monotonic() - began
        print(f"# 60 terms in {took:.0f} s")
        assert took < 180, f"it took {took:.0f} s"
        mapping = office.mapping()
        assert len(mapping) == 60
        assert all(mapping[name.upper()] == name for name in same), mapping
        assert {mapping[name] for name in others} == {"Lane 07", "PostNord MyPack Home"}, mapping


if __name__ == "__main__":
    main()
