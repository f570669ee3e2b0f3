# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The real program, killed at random moments while orders cross and come back, by the trigger "order"."""
from killing import kill_world
from checks import check_audit, check_journal, check_orders, seeds, settle
from harness import main
from people import People

WAREHOUSE = ["order", "order", "book", "book", "book_part", "dispatch", "move", "cancel"]
OFFICE = ["order", "order", "book", "make_shipment", "ship", "ship", "move", "cancel"]


def survives(seed, kills, orders, ways):
    with kill_world(seed, orders=orders) as (world, killer):
        world.set_up("order")
        people = People(world, killer.chance, ways)
        for _ in range(kills * 6):
            if killer.count >= kills:
                break
            if world.ws_orders():
                people.work(killer.chance.randint(0, 3))
            killer.strike("sync", *killer.chance.choice([["--once"], ["--once"], ["--once", "--sweep"], []]))
        print(f"# world {seed}: killed {killer}; {len(people.deeds)} deeds of other people", flush=True)
        assert killer.count >= kills, f"only {killer.count} kills"
        settle(world)
        check_journal(world)
        check_orders(world)
        check_audit(world)


def test_orders_survive_kills_while_a_warehouse_dispatches_them():
    survives(seeds(1)[0], 55, 12, WAREHOUSE)


def test_orders_survive_kills_while_an_office_ships_them():
    survives(seeds(2)[1], 50, 30, OFFICE)


if __name__ == "__main__":
    main()
