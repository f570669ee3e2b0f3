# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""A write whose answer was lost, and that a service carries out only when nobody waits for it any longer: what it made is found by its
handle, whatever became of the order meanwhile."""
import json
import threading

import proxy
from checks import check_audit, check_journal, settle
from harness import World, main

REFUSED = proxy.message(401, "Unauthorized", [("Content-Type", "application/json")], b'{"message": "Unauthenticated."}')


class Late:
    """Keeps the first order that is sent to Webshipper until it is let go; the program is told that the line broke, and every other
    order is refused until then."""

    def __init__(self):
        self.kept = None
        self.mutex = threading.Lock()

    def trouble(self, link, exchange):
        if exchange.method != "POST" or not exchange.target.split("?")[0].endswith("/orders"):
            return self.forward(link, exchange)
        with self.mutex:
            keeps = self.kept is None
            if keeps:
                self.kept = link, exchange
        if keeps:
            link.reset()
            return False
        if self.kept[0] is None:
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
    late = Late()
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


if __name__ == "__main__":
    main()
