# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The main job under every position of every switch, singly and in random pairs: each doubt of the references survived."""
import random

from harness import SEED, World, main

# These forbid the job itself; what is said then is tested with the faults.
FORBIDDING = {"webshipper.scopes", "webshipper.create_refusal", "rackbeat.rate", "webshipper.rate"}


def main_job(switches):
    with World(orders=14, switches=switches) as world:
        world.sync()
        booked = {str(o["number"]) for o in world.rb_orders() if o["is_booked"]}
        held = world.held()
        across = [o["attributes"]["visible_ref"] for o in world.ws_orders()]
        assert len(across) == len(set(across)) and booked - held <= set(across), f"{switches}: {sorted(booked - held - set(across))} did not cross"
        orders = world.ws_orders()
        for order in orders[:4]:
            world.act("webshipper", "book", order["id"])
        for order in orders[4:5]:
            world.act("webshipper", "dispatch", order["id"])
        # What no list tells by its times is found by looking at everything.
        world.sync("--sweep")
        world.sync("--sweep")
        wanted = {o["attributes"]["visible_ref"] for o in orders[:5]}
        shipped = {str(o["number"]) for o in world.rb_orders() if o["is_shipped"]}
        assert wanted <= shipped | world.held(), f"{switches}: {wanted - shipped} did not come back"
        world.check_audit(but=("contradictions",) if any("dispatch_patch_lines" in s for s in switches) else ())


def positions():
    with World(orders=0, connect=False) as world:
        for switch in world.control("/switches"):
            for word in switch["alternatives"].split(","):
                if switch["name"] not in FORBIDDING and "#" not in word and word not in ("*", switch["default"]):
                    yield f"{switch['name']}={word}"


def test_the_main_job_survives_random_pairs_of_switches():
    chance = random.Random(SEED)
    everything = list(positions())
    for _ in range(8):
        pair = chance.sample(everything, 2)
        try:
            main_job(pair)
        except AssertionError as error:
            raise AssertionError(f"{pair}: {error}") from error


def add_single_tests():
    for position in positions():
        name = "test_the_main_job_survives_" + position.replace(".", "_").replace("=", "_being_")
        globals()[name] = lambda position=position: main_job([position])


if __name__ == "__main__":
    add_single_tests()
    main()
