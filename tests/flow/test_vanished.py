# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""An order is taken for deleted only when the service itself says so, and not because something between says it of all."""
import json

import proxy
from checks import check_journal
from harness import World, main

PAGE = proxy.message(404, "Not Found", [("Content-Type", "text/html")], b"<html><h1>404</h1>no such route</html>")


class Gateway:
    """Leaves one order out of the lists of Rackbeat, and finds no single order, or none but the others."""

    def __init__(self):
        self.number = None
        self.finds_others = False

    def trouble(self, link, exchange):
        path = exchange.target.split("?")[0]
        single = "/orders/" in path and path.rsplit("/", 1)[1].isdigit()
        if self.number is not None and exchange.method == "GET" and single and not (self.finds_others and not path.endswith(f"/{self.number}")):
            link.send(PAGE)
            return True
        link.forward(exchange)
        if self.number is not None and exchange.method == "GET" and path.endswith("/orders"):
            body = json.loads(exchange.answer)
            if "orders" in body:
                body["orders"] = [order for order in body["orders"] if order["number"] != self.number]
                exchange.answer = json.dumps(body).encode()
        link.send(exchange.whole_answer())
        return True


def state_there(world, number):
    return next(o["attributes"]["status"] for o in world.ws_orders() if o["attributes"]["visible_ref"] == str(number))


def test_an_order_that_a_list_leaves_out_is_not_deleted_because_a_gateway_finds_none():
    gateway = Gateway()
    with World(orders=12, seed=20261123, connect=False) as world, proxy.between(world, trouble=gateway.trouble):
        world.connect()
        world.set_up()
        world.sync()
        number = int(next(o["attributes"]["visible_ref"] for o in world.ws_orders() if o["attributes"]["status"] == "pending"))
        gateway.number = number
        for _ in range(2):
            world.run("sync", "--once", "--sweep", expect=(0, 1))
            assert state_there(world, number) == "pending", "it was cancelled because a gateway finds nothing"
        gateway.finds_others = True
        world.run("sync", "--once", "--sweep", expect=(0, 1))
        assert state_there(world, number) == "cancelled", "Rackbeat says that it is gone, and finds the others"
        check_journal(world)


if __name__ == "__main__":
    main()
