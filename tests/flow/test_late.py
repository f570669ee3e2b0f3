# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""A write whose answer was lost, and that a service carries out only when nobody waits for it any longer: what it made is found by its
handle, whatever became of the order meanwhile."""
import json
import threading

import proxy
from checks import check_audit, check_journal, pass_minutes, settle
from harness import World, main
from inbound import Inbound

SET_UP = ["--customer-group", "1", "--payment-term", "3", "--layout", "1", "--item-group", "1"]

REFUSED = proxy.message(401, "Unauthorized", [("Content-Type", "application/json")], b'{"message": "Unauthenticated."}')


class Late:
    """Keeps the first order that is sent until it is let go; the program is told that the line broke. Until then every other order is
    refused, or not."""

    def __init__(self, end, refuses=True):
        self.end = end
        self.refuses = refuses
        self.kept = None
        self.mutex = threading.Lock()

    def trouble(self, link, exchange):
        if exchange.method != "POST" or not exchange.target.split("?")[0].endswith(self.end):
            return self.forward(link, exchange)
        with self.mutex:
            keeps = self.kept is None
            if keeps:
                self.kept = link, exchange
        if keeps:
            link.reset()
            return False
        if self.kept[0] is None or not self.refuses:
            return self.forward(link, exchange)
        link.send(REFUSED)
        return True

    @staticmethod
    def forward(link, exchange):
        link.forward(exchange)
        link.send(exchange.whole_answer())
        return True

    def let_go(self):
        link, exchange = self.kept
        link.forward(exchange)
        assert exchange.status in (200, 201), exchange.status
        self.kept = None, exchange


def arrives_late(meanwhile, trigger="order"):
    """The Webshipper order that was made late, when all is over."""
    late = Late("/orders")
    with World(orders=12, seed=20261123, connect=False) as world, proxy.between(world, trouble=late.trouble):
        world.connect()
        world.set_up(trigger)
        if trigger == "shipment":
            world.act("rackbeat", "create-shipment", next(o["number"] for o in world.rb_orders() if o["is_booked"] and not o["is_shipped"]))
        world.run("sync", "--once", expect=(2,))
        kind, _, number = json.loads(late.kept[1].body)["data"]["attributes"]["ext_ref"].partition("/")
        meanwhile(world, int(number))
        world.run("sync", "--once", expect=(0, 2))
        late.let_go()
        settle(world)
        check_journal(world)
        check_audit(world)
        return next(o["attributes"] for o in world.ws_orders() if o["attributes"]["ext_ref"] == f"{kind}/{number}")


def test_an_order_that_is_still_wanted_is_taken_over():
    assert arrives_late(lambda world, number: None)["status"] == "pending"


def test_an_order_that_was_cancelled_meanwhile_is_cancelled_there_too():
    assert arrives_late(lambda world, number: world.act("rackbeat", "cancel", number))["status"] == "cancelled"


def test_an_order_that_was_shipped_meanwhile_is_dispatched_there_too():
    def ship(world, number):
        world.act("rackbeat", "ship", world.act("rackbeat", "create-shipment", number)["id"])
    assert arrives_late(ship)["status"] == "dispatched"


def test_a_shipment_that_was_shipped_meanwhile_is_dispatched_there_too():
    assert arrives_late(lambda world, number: world.act("rackbeat", "ship", number), "shipment")["status"] == "dispatched"


def test_a_second_order_in_rackbeat_is_told_of_and_nothing_is_written_until_it_is_gone():
    late = Late("/orders/drafts", refuses=False)
    with Inbound("--booked", *SET_UP) as world, proxy.between(world, trouble=late.trouble):
        world.connect()
        order = world.order("W-1")
        world.run("sync", "--once", expect=(0, 1))
        assert not world.crossed(), "it was repeated at once"
        pass_minutes(world, 5)
        world.run("sync", "--once", expect=(0, 1))
        first = world.crossed()[order["id"]]["number"]
        late.let_go()
        twins = [o["number"] for o in world.rb_orders() if o["other_reference"] == f"ws-order/{order['id']}"]
        assert len(twins) == 2 and first in twins, twins
        world.run("sync", "--once", expect=(0, 1))
        told = next(p for p in world.problems() if p["code"] == "two-orders")
        assert all(str(number) in told["text"] for number in twins), told
        world.act("webshipper", "dispatch", order["id"])
        world.run("sync", "--once", expect=(0, 1))
        assert not any(o["is_shipped"] for o in world.rb_orders() if o["number"] in twins), "one of two was shipped"
        world.act("rackbeat", "delete", next(number for number in twins if number != first))
        world.run("sync", "--once", "--sweep", expect=(0, 1))
        settle(world)
        assert "two-orders" not in {p["code"] for p in world.problems()}, world.problems()
        assert world.crossed()[order["id"]]["number"] == first and world.crossed()[order["id"]]["is_shipped"]
        check_journal(world)


if __name__ == "__main__":
    main()
