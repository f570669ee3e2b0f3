# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The other people of a simulated company, who go on working in both services whatever happens to the program."""
import json
import urllib.error


class People:
    """What they do next is drawn from chance; what a service does not let them do they leave."""

    def __init__(self, world, chance, ways):
        self.world = world
        self.chance = chance
        self.ways = [getattr(self, "_" + way) for way in ways]
        self.deeds = []

    def work(self, deeds=1):
        for _ in range(deeds):
            self.chance.choice(self.ways)()

    def act(self, service, action, identity, **more):
        """What came of it, None when the service refused."""
        try:
            answer = self.world.act(service, action, identity, **more)
        except urllib.error.HTTPError as error:
            assert error.code == 422, f"{service} {action} {identity}: {error.code} {error.read()[:200]}"
            return None
        self.deeds.append(f"{service} {action} {identity} {json.dumps(more, ensure_ascii=False)}")
        return answer

    def _pick(self, rows):
        return self.chance.choice(rows) if rows else None

    def _open_order(self):
        """A Webshipper order that nobody has booked, locked or cancelled."""
        return self._pick([o for o in self.world.ws_orders() if o["attributes"]["status"] == "pending"])

    def _rackbeat_order(self):
        return self._pick([o for o in self.world.rb_orders() if o["is_booked"] and not o["is_shipped"] and not o["is_cancelled"]])

    def _rackbeat_shipment(self):
        return self._pick([s for s in self.world.rb_shipments() if not s["is_shipped"]])

    def _order(self):
        """A customer orders again."""
        like = self._rackbeat_order()
        if like:
            lines = [{"item_id": line["child_id"], "quantity": self.chance.randint(1, 5)} for line in like["lines"] if line["child_id"]]
            self.act("rackbeat", "create-order", "", order={"customer_id": like["customer_id"], "heading": "Again",
                                                            "delivery_terms_id": like["delivery_terms_id"], "lines": lines})

    def _book(self):
        if order := self._open_order():
            self.act("webshipper", "book", order["id"])

    def _book_part(self):
        order = self._open_order()
        if order and len(order["attributes"]["order_lines"]) > 1:
            self.act("webshipper", "book", order["id"], lines=[order["attributes"]["order_lines"][0]["id"]])

    def _dispatch(self):
        if order := self._open_order():
            self.act("webshipper", "dispatch", order["id"])

    def _ship(self):
        if shipment := self._rackbeat_shipment():
            self.act("rackbeat", "ship", shipment["id"])

    def _make_shipment(self):
        if order := self._rackbeat_order():
            self.act("rackbeat", "create-shipment", order["number"])

    def _move(self):
        if order := self._rackbeat_order():
            self.act("rackbeat", "edit", order["number"], delivery_address={"street": f"Ny Havnegade {self.chance.randint(1, 99)}"})

    def _cancel(self):
        if order := self._rackbeat_order():
            self.act("rackbeat", "cancel", order["number"])
