# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Bad weather on the line, of a kind and at moments that nobody foresaw: when it is over, all is as if it had not been."""
import random

import proxy
from checks import check_audit, check_journal, check_orders, pass_minutes, seeds, settle
from harness import World, main
from people import People
from storm import Storm
from test_switches import positions

CALM_CYCLES = 8
WAYS = ["order", "order", "book", "book", "dispatch", "move", "make_shipment", "ship"]


def outlives(seed, rounds=8, trigger="order", reads=0.05, writes=0.4, switches=(), ways=WAYS):
    chance = random.Random(seed)
    storm = Storm(chance.randrange(1 << 31), reads, writes)
    with World(orders=20, seed=seed, switches=switches, connect=False) as world, proxy.between(world, trouble=storm.trouble):
        storm.over = True
        world.connect()
        world.set_up(trigger)
        storm.over = False
        people = People(world, chance, ways)
        for _ in range(rounds):
            people.work(chance.randint(1, 4))
            world.run("sync", "--once", "--json", *chance.choice([[], [], ["--sweep"]]), expect=(0, 1, 2))
            pass_minutes(world, chance.choice([0, 1, 60]))
        storm.over = True
        print(f"# world {seed} {' '.join(switches)}: {storm}; {len(people.deeds)} deeds of other people", flush=True)
        settle(world, CALM_CYCLES)
        check_journal(world)
        check_orders(world, trigger)
        check_audit(world)


def test_orders_that_cross_and_come_back_outlive_a_storm():
    outlives(seeds(1)[0])


def test_orders_outlive_a_hurricane():
    outlives(seeds(2)[1], rounds=14, reads=0.15, writes=0.8)


def test_shipments_outlive_a_storm():
    outlives(seeds(3)[2], trigger="shipment", ways=["order", "make_shipment", "make_shipment", "book", "dispatch", "ship"])


def test_storms_are_outlived_whatever_the_services_turn_out_to_be():
    chance = random.Random(seeds(4)[3])
    everything = [position for position in positions() if "dispatch_patch_lines" not in position]
    for _ in range(3):
        seed, switches = chance.randrange(1 << 31), chance.sample(everything, 2)
        try:
            outlives(seed, switches=switches)
        except AssertionError as error:
            raise AssertionError(f"{switches}: {error}") from error


if __name__ == "__main__":
    main()
