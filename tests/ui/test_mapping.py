# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Delivery terms are mapped to shipping rates (PRODUCT F3): by the keyboard alone, with proposals, with terms that are made."""
import contextlib
import json
import time
import urllib.request

from accessible import SENSITIVE, wait_until
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


def test_a_proposal_says_how_sure_it_is_and_one_by_one_is_accepted():
    with DraftOffice(orders=30) as office, office.window() as window:
        says(window, "DHL Express", "Proposed: DHL Express (100 %, same name)")
        says(window, "GLS pakkeshop", "Proposed: GLS Pakkeshop (100 %, same name)")
        assert row_of(window, "GLS pakkeshop").has_one("image", "Needs a drop point")
        assert not row_of(window, "DHL Express").has_one("image", "Needs a drop point")
        assert office.mapping() == {}, "nothing is accepted unseen"
        row_of(window, "DHL Express").find("button", "Accept").press()
        window.find("label", "1 of 8 delivery terms have a shipping rate")
        wait_until(lambda: office.mapping() == {"DHL Express": "DHL Express"}, "it to be kept")


def test_what_is_searched_is_shown_alone():
    with DraftOffice(orders=5) as office, office.window() as window:
        row_of(window, "DHL Express")
        window.find("entry", "Search the mapping")
        window.tab_to("entry", "Search the mapping")
        window.type("pakke dao")
        window.app.find_gone("list item", "DHL Express")
        row_of(window, "DAO Pakkeshop")


def test_a_term_that_is_missing_is_made_from_its_rate_with_one_click():
    with DraftOffice(orders=5) as office, office.window() as window:
        row_of(window, "GLS Privat").find("button", "Create").press()
        window.find("label", "1 of 9 delivery terms have a shipping rate")
        assert "GLS Privat" in office.terms()
        assert office.mapping() == {"GLS Privat": "GLS Privat"}
        wait_until(lambda: not row_of(window, "GLS Privat").has_one("button", "Create"), "it to be one of those that are mapped")


def test_where_the_account_makes_no_terms_it_is_said_what_to_do_by_hand():
    with DraftOffice(orders=5, switches=["rackbeat.delivery_terms_write=forbidden"]) as office, office.window() as window:
        row_of(window, "GLS Privat").find("button", "Create").press()
        window.find("label", lambda name: "in Rackbeat by hand" in name)
        assert "GLS Privat" not in office.terms()


def test_several_rates_are_read_back_as_one_term_where_orders_come_from_webshipper():
    with DraftOffice(orders=5, direction="ws-to-rb") as office, office.window() as window:
        window.find("label", "0 of 11 shipping rates have a delivery term")
        for count, rate in enumerate(("GLS Privat", "Intern kørsel", "PostNord Erhverv"), 1):
            window.tab_to("list item", rate)
            choose(window, "gls erhverv")
            window.find("label", f"{count} of 11 shipping rates have a delivery term")
        with contextlib.closing(office.database()) as database:
            wait_until(lambda: len(database.execute("SELECT * FROM answer WHERE kind = 'back'").fetchall()) == 3, "them to be kept")


def test_a_change_of_the_mapping_is_shown_before_it_takes_effect():
    with Office(orders=40, maps=["GLS pakkeshop=GLS Erhverv", "DAO Pakkeshop=DAO Direkte"], seed=SEED) as office, office.window() as window:
        window.wait_synced()
        count = len(office.ws_orders())
        window.press("Main menu", role="toggle button")
        window.press("Delivery Terms and Rates", role="menu item")
        assert not window.find("button", "Review").has(SENSITIVE), "there is nothing to look at yet"
        window.tab_to("list item", "Efter aftale")
        window.key("Return")
        window.find("list item", "Afhentning")
        window.type("afhentning")
        window.key("Return")
        says(window, "Efter aftale", "Afhentning")
        window.press("Review")
        going = window.find("label", lambda name: name.startswith(("1 order: ", "2 orders: "))).name
        window.find("label", "Go to Webshipper")
        assert len(office.ws_orders()) == count, "a look writes nothing"
        window.press("Apply")
        window.app.find_gone("dialog")
        wait_until(lambda: len(office.ws_orders()) == count + int(going.split()[0]), "what was held to cross")
        office.check_audit()


if __name__ == "__main__":
    main()
