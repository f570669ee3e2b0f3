# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Problems that a person mends in a service first: each of their buttons is pressed, and what it did is found in the services
(PRODUCT F8.1)."""
import contextlib

from accessible import wait_until
from test_problems import SEED, codes
from test_remedies import WAITING, counterparts, number_of, pending, solve
from test_shipping import an_order, lines_in_rackbeat, lines_in_webshipper, shippable
from window import Office, main

HOUR = 3600 * 1000000


def make_everything_older(office):
    """As if the steps under way had been begun an hour ago."""
    with contextlib.closing(office.database()) as database, database:
        assert database.execute("UPDATE step SET created_at = created_at - ?, changed_at = changed_at - ? WHERE state = 'doubtful'",
                                [HOUR, HOUR]).rowcount


def nobody_tells(office):
    """The service does what it does not answer, and cannot be asked for it afterwards: only the list of each cycle comes."""
    office.faults()
    office.faults({"service": "webshipper", "method": "POST", "path": "/orders", "kind": "reset-after", "count": 0},
                  {"service": "webshipper", "method": "GET", "path": "/orders", "kind": "status", "amount": 500, "count": 0, "after": 1})


def card_of(window, title):
    return window.find("list item", lambda name: name.startswith(title) and not name.endswith(")"))


def copied(window):
    """What a service is to be searched for."""
    return window.find("label", lambda name: name.startswith("Copied ")).name.split()[1].rstrip(":")


def test_what_cannot_be_read_is_reported_with_what_it_is_about_and_leaves_once_it_can_be():
    with Office(orders=20, answers=WAITING, seed=SEED) as office:
        office.sync()
        number = number_of(pending(office)[0])
        office.act("rackbeat", "edit", number, delivery_address={"street": "Ny Havnegade 99"})
        office.faults({"service": "rackbeat", "path": "/orders", "kind": "wrong-type", "field": "number", "count": 1})
        office.sync()
        office.faults()
        assert "unreadable" in codes(office), office.problems()
        with office.window() as window:
            window.key("ctrl+2")
            card_of(window, "A record cannot be read").find("button", "Report…").press()
            bundle = window.find("dialog", "Support Bundle")
            assert '"unreadable"' in bundle.find("text", "What is in the file").text
            window.key("Escape")
            window.app.find_gone("dialog")
            office.pass_a_day()
            window.press("Sync now")
            wait_until(lambda: "unreadable" not in codes(office), "the problem to be solved")
            window.app.find_gone("list item", lambda name: name.startswith("A record cannot be read"))
            assert street_is(office, number, "Ny Havnegade 99")
        office.check_audit()


def street_is(office, number, street):
    return [o["attributes"]["delivery_address"]["address_1"] for o in counterparts(office, number)] == [street]


def test_what_is_in_doubt_for_long_is_asked_again_by_a_person_and_not_written_twice():
    with Office(orders=20, answers=WAITING, seed=SEED) as office:
        office.sync()
        number = office.book_another()
        nobody_tells(office)
        office.run("sync", "--once", expect=(0, 1, 2))
        make_everything_older(office)
        nobody_tells(office)
        office.run("sync", "--once", expect=(0, 1, 2))
        made = counterparts(office, number)
        assert len(made) == 1, "the service did what it did not answer"
        assert "doubtful" in codes(office), office.problems()
        with office.window() as window:
            window.key("ctrl+2")
            card = card_of(window, "It is not known whether a write took effect")
            office.faults()
            card.find("button", "Retry").press()
            wait_until(lambda: "doubtful" not in codes(office), "the problem to be solved")
        assert [o["id"] for o in counterparts(office, number)] == [made[0]["id"]], "the one that was there is taken over"
        office.check_audit()


def test_a_shipment_is_finished_by_hand_where_no_call_can_and_crosses_as_it_then_is():
    with Office(orders=40, trigger="shipment", switches=["rackbeat.shipment_lines=none"], answers=WAITING, seed=SEED) as office:
        office.sync()
        order = an_order(office)
        item = max(shippable(office, order), key=lambda line: line["quantity"])["child_id"]
        office.run("ship", str(order["number"]), "--line", f"{item}=1", expect=(1,))
        shipment = next(s for s in office.rb_shipments() if s["order_id"] == order["number"])

        def finish(window):
            assert copied(window) == str(order["number"])
            for line in shipment["lines"]:
                office.act("rackbeat", "edit-shipment", shipment["id"], line=line["id"], quantity=1 if line["child_id"] == item else 0)
            card_of(window, "A shipment has to be finished by hand").find("button", "Retry").press()

        solve(office, "shipment-by-hand", "A shipment has to be finished by hand", "Open Rackbeat", finish)
        assert lines_in_rackbeat(office, order["number"]) == [(shipment["id"], {item: 1})]
        wait_until(lambda: lines_in_webshipper(office, shipment["id"]), "the shipment to cross")
        assert lines_in_webshipper(office, shipment["id"]) == [{item: 1}]
        office.check_audit()


def test_what_was_sent_half_by_other_hands_is_left_as_it_is():
    with Office(orders=40, answers=WAITING, seed=SEED) as office:
        office.sync()
        order = next(o for o in pending(office) if len([line for line in o["attributes"]["order_lines"] if not line.get("is_virtual")]) > 1)
        number = number_of(order)
        lines = [line for line in order["attributes"]["order_lines"] if not line.get("is_virtual")]
        office.act("webshipper", "book", order["id"], lines=[lines[0]["ext_ref"]])
        office.sync()
        rest = office.act("rackbeat", "create-shipment", number)["id"]
        office.act("rackbeat", "ship", rest)
        office.sync()
        solve(office, "shipment-differs", "The shipments differ", "Leave as It Is")
        office.sync()
        assert "shipment-differs" not in codes(office), "it is asked no more"
        still = counterparts(office, number)[0]["attributes"]["status"]
        assert still == "partly_dispatched", still
        office.check_audit(but=["contradictions"])


def test_a_shipment_of_more_than_the_order_has_is_corrected_and_tried_again():
    with Office(orders=40, trigger="shipment", answers=WAITING, seed=SEED) as office:
        office.sync()
        order = an_order(office)
        shipment = office.act("rackbeat", "create-shipment", order["number"])
        line = next(line for line in shipment["lines"] if line["child_id"] == shippable(office, order)[0]["child_id"])
        office.act("rackbeat", "edit-shipment", shipment["id"], line=line["id"], quantity=line["quantity"] + 5)
        office.sync()
        assert not lines_in_webshipper(office, shipment["id"]), "too much must not cross"
        solve(office, "shipment-differs", "The shipments differ", "Retry",
              before=lambda: office.act("rackbeat", "edit-shipment", shipment["id"], line=line["id"], quantity=line["quantity"]))
        wait_until(lambda: lines_in_webshipper(office, shipment["id"]), "the shipment to cross")
        assert lines_in_webshipper(office, shipment["id"])[0][line["child_id"]] == line["quantity"]
        office.check_audit()


def test_a_carriers_refusal_is_told_in_its_own_words_and_over_when_it_is_mended_in_webshipper():
    with Office(orders=20, answers=WAITING, seed=SEED) as office:
        office.sync()
        order = pending(office)[0]
        words = "Zip <b>9999</b> & city do not match"
        office.act("webshipper", "error", order["id"], text=words)
        office.sync()

        def mend(window):
            assert copied(window) == order["attributes"]["visible_ref"]
            card = card_of(window, "In error in Webshipper")
            assert any(words in text for text in card.words), card.words
            office.act("webshipper", "release", order["id"])
            card.find("button", "Retry").press()

        solve(office, "webshipper-error", "In error in Webshipper", "Open Webshipper", mend)
        assert len(counterparts(office, number_of(order))) == 1
        office.check_audit()


if __name__ == "__main__":
    main()
