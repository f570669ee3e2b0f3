# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The other buttons of the problem inbox, each pressed once and looked for in the services (PRODUCT F8.1)."""
import pathlib

from accessible import wait_until
from test_problems import SEED, choose, codes
from window import Office, main

WAITING = ["country:Norig=NO", "fraction:WIRE-M=round-up"]


def pending(office):
    return [order for order in office.ws_orders() if order["attributes"]["status"] == "pending"]


def number_of(order):
    return int(order["attributes"]["visible_ref"])


def counterparts(office, number):
    return [order for order in office.ws_orders() if order["attributes"]["ext_ref"] == f"rb-order/{number}"]


def street_of(office, number):
    return counterparts(office, number)[0]["attributes"]["delivery_address"]["address_1"]


def solve(office, code, title, button, answer=None, before=None):
    """Opens the inbox, presses that button of that problem, and waits until it has left. Before, somebody may do something that
    the next sync would find by itself."""
    assert code in codes(office), office.problems()
    with office.window() as window:
        window.wait_synced()
        window.key("ctrl+2")
        card = window.find("list item", lambda name: name.startswith(title) and not name.endswith(")"))
        if before:
            before()
        card.find("button", button).press()
        if answer:
            answer(window)
        wait_until(lambda: code not in codes(office), "the problem to be solved")
        window.app.find_gone("list item", lambda name: name.startswith(title))


def test_an_order_without_a_term_gets_the_default_rate():
    with Office(orders=20, answers=WAITING, seed=SEED) as office:
        like = next(order for order in office.rb_orders() if order["is_booked"])
        number = office.act("rackbeat", "create-order", "", order={
            "customer_id": like["customer_id"], "delivery_address": dict(like["delivery_address"], street="Havnegade 14", country="Denmark"),
            "lines": [{"item_id": like["lines"][0]["child_id"], "quantity": 1}]})["number"]
        office.sync()
        solve(office, "term-missing", "No delivery term", "Choose Default Rate…", lambda window: choose(window, "afhent", "Afhentning"))
        names = {int(rate["id"]): rate["attributes"]["name"] for rate in office.world["webshipper"]["shipping_rates"]}
        assert [names[order["attributes"]["shipping_rate_id"]] for order in counterparts(office, number)] == ["Afhentning"]
        office.check_audit()


def test_parts_of_a_whole_cross_as_one_with_the_amount_in_words():
    with Office(orders=40, answers=WAITING[:1], seed=SEED) as office:
        office.sync()
        held = office.held()
        solve(office, "quantity-fraction", "A quantity is not a whole number", "Send 1 with the Amount")
        lines = [line for number in held for order in counterparts(office, number) for line in order["attributes"]["order_lines"]]
        assert any(line["sku"] == "WIRE-M" and line["quantity"] == 1 and any(mark in line["description"] for mark in ",.") for line in lines), lines
        office.check_audit()


def test_what_is_gone_in_webshipper_is_made_again():
    with Office(orders=20, answers=WAITING, seed=SEED) as office:
        office.sync()
        number = number_of(pending(office)[0])
        office.act("webshipper", "cancel", counterparts(office, number)[0]["id"])
        office.sync()
        solve(office, "gone-in-target", "Gone in the other system", "Make It Again")
        wait_until(lambda: [o["attributes"]["status"] for o in office.ws_orders() if o["attributes"]["visible_ref"] == str(number)].count("pending") == 1,
                   "it to be there again, once")


def test_an_order_goes_beside_one_of_its_number_that_somebody_else_made():
    with Office(orders=20, answers=WAITING, seed=SEED) as office:
        like = next(order for order in office.rb_orders() if order["is_booked"])
        number = like["number"]
        office.act("webshipper", "create-order", None, channel=int(office.channel), attributes={"visible_ref": str(number)})
        office.sync()
        assert not counterparts(office, number), "it went without being asked"
        solve(office, "foreign-order", "Somebody else's order has our reference", "Send All the Same")
        assert len(counterparts(office, number)) == 1


def test_what_very_much_is_gone_is_read_anew_once_a_person_says_so():
    with Office(orders=40, answers=WAITING, seed=SEED) as office:
        office.sync()
        gone = [number_of(order) for order in pending(office)]
        for number in gone:
            office.act("rackbeat", "delete", number)
        office.pass_a_day()
        office.sync()
        assert len(pending(office)) == len(gone), "something followed before a person was asked"
        solve(office, "many-vanished", "Much is gone at once", "Read Everything Anew…",
              lambda window: window.find("button", "Read Anew").press())
        office.sync()  # the window was closed as soon as it had read everything
        assert not [order for order in pending(office) if number_of(order) in gone], "what is gone is open still"


def test_an_order_held_back_is_let_go():
    with Office(orders=20, answers=WAITING, seed=SEED) as office:
        office.sync()
        number = number_of(pending(office)[0])
        office.run("answer", str(number), "hold", expect=(0,))
        office.act("rackbeat", "edit", number, delivery_address={"street": "Ny Havnegade 99"})
        office.sync()
        assert street_of(office, number) != "Ny Havnegade 99", "it was written all the same"
        solve(office, "held-back", "Held back by a person", "Let Go")
        wait_until(lambda: street_of(office, number) == "Ny Havnegade 99", "what was held back to be written")
        office.check_audit()


def test_an_order_that_was_let_go_is_held_back_again_by_undo():
    with Office(orders=20, answers=WAITING, seed=SEED) as office:
        office.sync()
        number = int(next(o["attributes"]["visible_ref"] for o in office.ws_orders()))
        office.run("answer", str(number), "hold", expect=(0,))
        with office.window() as window:
            window.wait_synced()
            window.key("ctrl+2")
            window.find("label", lambda name: name.startswith("Held back by a person"))
            window.press("Let Go")
            window.find("label", "The order is let go")
            window.app.find_gone("label", lambda name: name.startswith("Held back by a person"))
            window.press("Undo")
            window.find("label", lambda name: name.startswith("Held back by a person"))
            office.act("rackbeat", "edit", number, delivery_address={"street": "Ny Havnegade 99"})
            window.press("Sync now")
            window.wait_synced()
            assert street_of(office, number) != "Ny Havnegade 99", "it is held back again"
        office.check_audit()


def test_one_order_is_tried_again():
    with Office(orders=20, answers=WAITING, seed=SEED) as office:
        office.sync()
        another = office.book_another()
        office.faults({"service": "webshipper", "method": "POST", "path": "/orders", "kind": "status", "amount": 422, "count": 1})
        office.sync()
        office.faults()  # a refusal is tried again only by a person
        solve(office, "refused", "A service refused it", "Retry")
        assert len(counterparts(office, another)) == 1
        office.check_audit()


def test_a_change_too_late_is_left_and_the_order_found_in_webshipper():
    with Office(orders=20, answers=WAITING, seed=SEED) as office:
        office.sync()
        order = pending(office)[0]
        office.act("webshipper", "lock", order["id"])
        office.act("rackbeat", "edit", number_of(order), delivery_address={"street": "Ny Havnegade 99"})
        office.sync()

        def leave(window):
            window.find("label", lambda name: name.startswith("Copied ")).name.index(order["attributes"]["visible_ref"])
            window.find("list item", lambda name: name.startswith("Changed after")).find("button", "Leave as It Is").press()

        solve(office, "changed-after", "Changed after it was booked", "Open Webshipper", leave)
        assert street_of(office, number_of(order)) != "Ny Havnegade 99"


def test_a_cancellation_too_late_is_left():
    with Office(orders=20, answers=WAITING, seed=SEED) as office:
        office.sync()
        order = pending(office)[0]
        office.act("webshipper", "book", order["id"])
        office.sync()
        office.act("rackbeat", "cancel", number_of(order))
        office.sync()
        solve(office, "cancelled-after", "Cancelled after it was booked", "Leave as It Is")
        assert counterparts(office, number_of(order))[0]["attributes"]["status"] != "cancelled"


def test_what_a_token_may_not_do_is_tried_again_when_it_may():
    with Office(orders=20, answers=WAITING, seed=SEED) as office:
        office.faults({"service": "webshipper", "method": "POST", "path": "/orders", "kind": "status", "amount": 403, "count": 0})
        office.sync()
        assert not office.ws_orders()
        solve(office, "not-allowed", "Something is not allowed", "Retry", before=office.faults)
        wait_until(office.ws_orders, "orders to cross")
        office.check_audit()


def test_a_back_up_is_made_when_there_is_room_again():
    with Office(orders=5, answers=WAITING, seed=SEED) as office:
        folder = next(pathlib.Path(office.home).rglob("*.db")).parent
        (folder / "backups").write_text("no folder", encoding="utf-8")
        office.sync()
        solve(office, "backup-failed", "No back-up was made", "Retry", before=(folder / "backups").unlink)
        assert list((folder / "backups").glob("*.db"))


if __name__ == "__main__":
    main()
