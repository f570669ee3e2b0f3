# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The real program, killed at random moments while somebody ships parts of orders with it, by the trigger "shipment"."""
import collections

from killing import kill_world
from checks import check_audit, check_journal, check_orders, seeds, settle
from harness import main
from people import People

WAYS = ["order", "make_shipment", "book", "book", "dispatch", "ship"]


class Packer:
    """Somebody who ships one piece of an order at a time, or all of it at once, and keeps to one order's way."""

    def __init__(self, world, chance):
        self.world = world
        self.chance = chance
        self.items = {}  # order number → the item that is shipped by the piece, None for all at once
        self.asked = collections.Counter()
        stock = {item["number"] for item in world.world["rackbeat"]["items"] if item["inventory_enabled"]}
        for order in world.rb_orders():
            lines = [line for line in order["lines"] if line["child_id"] in stock]
            if order["is_booked"] and order["delivery_address"]["street"] and len(lines) > 1 and lines[0]["quantity"] >= 2:
                self.items[order["number"]] = lines[0]["child_id"] if chance.random() < 0.7 else None

    def command(self):
        number = self.chance.choice(list(self.items))
        item = self.items[number]
        self.asked[number] += 1
        book = ["--book"] if self.chance.random() < 0.4 else []
        return ["ship", str(number), *(["--line", f"{item}=1"] if item else []), *book]

    def check(self):
        """No more was shipped than was asked for, and nothing else."""
        for number, item in self.items.items():
            made = [s for s in self.world.rb_shipments() if s["order_id"] == number]
            assert len(made) <= self.asked[number], f"order {number}: {len(made)} shipments, asked for {self.asked[number]}"
            assert item is not None or len(made) <= 1, f"order {number} was shipped whole {len(made)} times"
            for shipment in made:
                lines = [(line["child_id"], line["quantity"]) for line in shipment["lines"]]
                assert item is None or lines == [(item, 1)], f"order {number}: asked for one {item}, shipped {lines}"


class Others(People):
    """They leave the packer's orders alone in Rackbeat."""

    def __init__(self, world, chance, packer):
        super().__init__(world, chance, WAYS)
        self.packer = packer

    def _rackbeat_order(self):
        return self._pick([o for o in self.world.rb_orders() if o["is_booked"] and o["number"] not in self.packer.items and not o["is_shipped"]])

    def _rackbeat_shipment(self):
        return self._pick([s for s in self.world.rb_shipments() if s["order_id"] not in self.packer.items and not s["is_shipped"]])


def survives(seed, kills, orders, switches):
    with kill_world(seed, orders=orders, switches=switches) as (world, killer):
        world.set_up("shipment")
        chance = killer.chance
        packer = Packer(world, chance)
        people = Others(world, chance, packer)
        for _ in range(kills * 6):
            if killer.count >= kills:
                break
            people.work(chance.randint(0, 2))
            killer.strike(*(packer.command() if chance.random() < 0.7 else ["sync", "--once"]))
        print(f"# world {seed}: killed {killer}; {len(people.deeds)} deeds of others, {packer.asked.total()} shipments asked for,"
              f" {len(world.rb_shipments())} made", flush=True)
        assert killer.count >= kills, f"only {killer.count} kills"
        settle(world)
        check_journal(world)
        check_orders(world, trigger="shipment")
        packer.check()
        check_audit(world)


def test_partial_shipments_survive_kills_where_lines_are_set_one_by_one():
    survives(seeds(1)[0], 40, 12, ["rackbeat.shipment_lines=put_line"])


def test_partial_shipments_survive_kills_where_lines_are_set_on_the_whole_shipment():
    survives(seeds(2)[1], 32, 20, ["rackbeat.shipment_lines=put_shipment"])


def test_partial_shipments_survive_kills_where_lines_are_heeded_at_once():
    survives(seeds(3)[2], 32, 12, ["rackbeat.shipment_lines=create_lines"])


if __name__ == "__main__":
    main()
