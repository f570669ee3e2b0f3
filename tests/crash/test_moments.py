# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Each kind of write that the program knows, and death at each moment of it: before the service has it, while it is on its way
and arrives later than the program is back, after the service took it, and just after its answer."""
import contextlib
import subprocess

from killing import Aim, HELD, kill_world
from checks import check_audit, check_journal, check_orders, seeds, settle
from harness import main
from proxy import ANSWERED, ARRIVED, TAKEN

MOMENTS = {"before the service has it": Aim(ARRIVED), "while it is on its way": Aim(ARRIVED, late=HELD),
           "before the answer": Aim(TAKEN), "after the answer": Aim(ANSWERED)}


def stock_lines(world, order):
    stock = {item["number"] for item in world.world["rackbeat"]["items"] if item["inventory_enabled"]}
    return [line for line in order["lines"] if line["child_id"] in stock]


def one_like_it(world, order):
    """A new order that everything is right with."""
    lines = [{"item_id": line["child_id"], "quantity": 3} for line in stock_lines(world, order)[:3]]
    return world.act("rackbeat", "create-order", "", order={"customer_id": order["customer_id"], "heading": "Again",
                                                            "delivery_terms_id": order["delivery_terms_id"], "lines": lines})["number"]


def counterpart(world, number):
    return next(o for o in world.ws_orders() if o["attributes"]["visible_ref"] == str(number))


def look_while_it_travels(world, killer):
    """The program is back and looks before the service has what was sent, which arrives while the program still waits for it."""
    looking = world.start("sync", "--once")
    with contextlib.suppress(subprocess.TimeoutExpired):
        looking.communicate(timeout=3)
    killer.deliver()
    looking.communicate(timeout=120)


class Moments:
    """One world, in which the same write is interrupted at each of its moments, each time for an order of its own."""

    def __init__(self, trigger):
        self.trigger = trigger

    def prove(self, path, prepare, command=None, check=lambda world, number: None):
        """prepare(world, number) makes a fresh order want the write at path; command(world, number) or a cycle writes it."""
        with kill_world(seeds(1)[0], orders=14) as (world, killer):
            world.set_up(self.trigger)
            world.sync()
            model = next(o for o in world.rb_orders() if o["is_booked"] and o["delivery_address"]["street"] and o["delivery_terms_id"] in (1, 3)
                         and len(stock_lines(world, o)) > 1 and str(o["number"]) not in world.held())
            for name, moment in MOMENTS.items():
                number = one_like_it(world, model)
                prepare(world, number)
                arguments = command(world, number) if command else ["sync", "--once"]
                aim = Aim(moment.point, 1, True, 0, moment.late, path)
                assert killer.strike(*arguments, aim=aim) and killer.kills[""] == 0, f"{name}: {path} was not asked for"
                if moment.late == HELD:
                    look_while_it_travels(world, killer)
                else:
                    world.sync()
                try:
                    settle(world)
                    check_journal(world)
                    check_audit(world)
                    check_orders(world, self.trigger)
                    assert str(number) not in world.held(), [p for p in world.problems() if str(number) in p["text"]]
                    check(world, number)
                except AssertionError as error:
                    raise AssertionError(f"killed {name}: order {number}: {error}") from error


def test_making_a_webshipper_order_is_done_once():
    Moments("order").prove("POST /v2/orders$", lambda world, number: None)


def test_changing_a_webshipper_order_is_done():
    def move(world, number):
        world.sync()
        world.act("rackbeat", "edit", number, delivery_address={"street": "Ny Havnegade 99"})

    def is_moved(world, number):
        assert counterpart(world, number)["attributes"]["delivery_address"]["address_1"] == "Ny Havnegade 99"
    Moments("order").prove("PATCH /v2/orders/", move, check=is_moved)


def test_cancelling_a_webshipper_order_is_done():
    def cancel(world, number):
        world.sync()
        world.act("rackbeat", "cancel", number)

    def is_cancelled(world, number):
        assert counterpart(world, number)["attributes"]["status"] == "cancelled"
    Moments("order").prove("(PATCH|DELETE) /v2/orders/", cancel, check=is_cancelled)


def test_marking_a_webshipper_order_dispatched_is_done():
    def ship(world, number):
        world.sync()
        world.act("rackbeat", "ship", world.act("rackbeat", "create-shipment", number)["id"])

    def is_dispatched(world, number):
        assert counterpart(world, number)["attributes"]["status"] == "dispatched"
    Moments("order").prove("PATCH /v2/orders/", ship, check=is_dispatched)


def book(world, number):
    world.sync()
    world.act("webshipper", "book", counterpart(world, number)["id"])


def book_part(world, number):
    world.sync()
    order = counterpart(world, number)
    world.act("webshipper", "book", order["id"], lines=[order["attributes"]["order_lines"][0]["id"]])


def has_come_back(world, number):
    made = [s for s in world.rb_shipments() if s["order_id"] == number]
    assert len(made) == 1 and made[0]["is_shipped"], made
    notes = next(o for o in world.rb_orders() if o["number"] == number)["notes"]
    assert len(notes) == 1, notes


def test_making_a_rackbeat_shipment_of_what_was_dispatched_is_done_once():
    Moments("order").prove("POST .*/create-shipment", book, check=has_come_back)


def test_setting_its_lines_is_done():
    Moments("order").prove("(PUT|DELETE) .*/lines?/", book_part, check=has_come_back)


def test_marking_a_rackbeat_shipment_shipped_is_done():
    Moments("order").prove("mark.*shipped", book, check=has_come_back)


def test_writing_the_tracking_number_is_done_once():
    Moments("order").prove("POST .*/notes", book, check=has_come_back)


def one_piece(world, number):
    order = next(o for o in world.rb_orders() if o["number"] == number)
    return ["ship", str(number), "--line", f"{stock_lines(world, order)[0]['child_id']}=1", "--book"]


def is_one_piece(world, number):
    made = [s for s in world.rb_shipments() if s["order_id"] == number]
    assert len(made) == 1 and [line["quantity"] for line in made[0]["lines"]] == [1], made
    booked = [o for o in world.ws_orders() if o["attributes"]["ext_ref"] == f"rb-shipment/{made[0]['id']}"]
    assert len(booked) == 1, booked


def test_shipping_a_part_is_done_once():
    Moments("shipment").prove("POST .*/create-shipment", lambda world, number: None, one_piece, is_one_piece)


def test_setting_the_lines_of_a_part_is_done():
    Moments("shipment").prove("(PUT|DELETE) .*/lines?/", lambda world, number: None, one_piece, is_one_piece)


def test_booking_a_part_is_done_once():
    Moments("shipment").prove("POST /v2/shipments", lambda world, number: None, one_piece, is_one_piece)


if __name__ == "__main__":
    main()
