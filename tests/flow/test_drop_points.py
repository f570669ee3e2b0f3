# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Drop points (PRODUCT F7.6): an order whose rate needs one is held until a person chooses, and crosses with all of it."""
from harness import World, main

SEED = 20261123
MAPS = ["GLS pakkeshop=GLS pakkeshop", "Efter aftale=Afhentning"]


def a_world(*switches, **more):
    return World(orders=60, seed=SEED, maps=MAPS, switches=switches, **more)


def held(world):
    return [problem for problem in world.problems() if problem["code"] == "drop-point-missing"]


def numbers(world):
    return [int(problem["subject"].split("/")[1]) for problem in held(world)]


def points(world, number):
    return world.run("answer", str(number), "drop-point", "--json", expect=(0,)).json


def crossed(world, number):
    return [order for order in world.ws_orders() if order["attributes"]["ext_ref"] == f"rb-order/{number}"]


def test_an_order_is_held_until_a_drop_point_is_chosen_and_then_carries_all_of_it():
    with a_world() as world:
        world.sync()
        waiting = numbers(world)
        assert len(waiting) > 1 and not any(crossed(world, number) for number in waiting), waiting
        there = points(world, waiting[0])
        assert there and all(point["id"] and point["name"] and point["street"] and point["zip"] for point in there), there
        world.run("answer", str(waiting[0]), "drop-point", there[1]["id"], expect=(0,))
        [order] = crossed(world, waiting[0])
        point = order["attributes"]["drop_point"]
        assert (point["drop_point_id"], point["name"], point["address_1"], point["zip"]) == \
               (there[1]["id"], there[1]["name"], there[1]["street"], there[1]["zip"]), point
        assert order["attributes"]["shipping_rate_id"], order
        # One order's choice says nothing of the next.
        assert sorted(numbers(world)) == sorted(waiting[1:])
        world.check_audit()
        world.sync()
        assert len(crossed(world, waiting[0])) == 1


def test_another_drop_point_is_taken_while_the_order_is_open():
    with a_world() as world:
        world.sync()
        number = numbers(world)[0]
        first, second = points(world, number)[:2]
        world.run("answer", str(number), "drop-point", first["id"], expect=(0,))
        world.run("answer", str(number), "drop-point", second["id"], expect=(0,))
        [order] = crossed(world, number)
        assert order["attributes"]["drop_point"]["drop_point_id"] == second["id"], order["attributes"]["drop_point"]
        world.check_audit()


def test_a_drop_point_that_is_not_there_is_refused_and_nothing_is_sent():
    with a_world() as world:
        world.sync()
        number = numbers(world)[0]
        refused = world.run("answer", str(number), "drop-point", "no-such-point", expect=(2,))
        assert "no-such-point" in refused.err, refused.err
        assert number in numbers(world) and not crossed(world, number)


def test_an_order_that_needs_none_says_so():
    with a_world() as world:
        world.sync()
        number = world.ws_orders()[0]["attributes"]["visible_ref"]
        assert "needs a drop point" in world.run("answer", number, "drop-point", expect=(2,)).err


def test_the_choice_is_for_its_rate_and_is_asked_for_again_with_another_carrier():
    with a_world() as world:
        world.sync()
        order = next(o for o in world.rb_orders() if o["number"] in numbers(world))
        first = points(world, order["number"])[0]
        others = [o for o in world.rb_orders() if o["number"] in numbers(world) and o["delivery_terms_id"] != order["delivery_terms_id"]]
        assert others, "this world has drop points of one carrier only"
        world.run("answer", str(order["number"]), "drop-point", first["id"], expect=(0,))
        world.act("rackbeat", "edit", order["number"], delivery_terms_id=others[0]["delivery_terms_id"])
        world.sync()
        assert order["number"] in numbers(world), world.problems()
        second = points(world, order["number"])[2]
        world.run("answer", str(order["number"]), "drop-point", second["id"], expect=(0,))
        [there] = crossed(world, order["number"])
        assert there["attributes"]["drop_point"]["drop_point_id"] == second["id"]
        world.check_audit()


def test_where_the_rate_finds_none_the_carrier_is_asked():
    for switch, found in (("answered", 3), ("empty", None), ("refused", None)):
        with a_world(f"webshipper.drop_points_by_carrier={switch}") as world:
            world.sync()
            number = numbers(world)[0]
            world.faults({"service": "webshipper", "method": "POST", "path": "/drop_point_locators", "kind": "status", "amount": 422, "count": 1})
            listed = world.run("answer", str(number), "drop-point", "--json", expect=(0, 2))
            assert (len(listed.json) if listed.status == 0 and listed.json else None) == found, (switch, listed.out, listed.err)
            assert len(points(world, number)) == 3, "by the rate"


def test_a_lookup_that_fails_holds_the_order_and_says_why():
    with a_world() as world:
        world.sync()
        number = numbers(world)[0]
        for fault in ({"kind": "status", "amount": 500}, {"kind": "html"}, {"kind": "cut"}):
            world.faults({"service": "webshipper", "method": "POST", "path": "/drop_point_locators", "count": 0, **fault})
            assert world.run("answer", str(number), "drop-point", expect=(2,)).err.strip(), fault
            assert number in numbers(world) and not crossed(world, number)
        world.faults()
        assert points(world, number)


if __name__ == "__main__":
    main()
