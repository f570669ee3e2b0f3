# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Agreement: every order of a period is accounted for on both sides, and what disagrees is found."""
import contextlib
import math

from harness import World, main

EVER = "2000-01-01"


def agree(world, since=EVER, expect=(0, 1)):
    return world.run("agree", "--since", since, "--json", expect=expect).json


def verdicts(report):
    return {row["number"]: row["verdict"] for row in report["orders"]}


def text_of(report, number):
    return next(row["text"] for row in report["orders"] if row["number"] == str(number))


def pending(world):
    return [o for o in world.ws_orders() if o["attributes"]["status"] == "pending"]


def number_of(order):
    return order["attributes"]["visible_ref"]


def test_every_order_is_accounted_for_once_and_nothing_is_written():
    with World(orders=60) as world:
        world.sync()
        world.count()
        report = agree(world)
        counts = world.count()
        numbers = [row["number"] for row in report["orders"]]
        assert sorted(numbers) == sorted(str(o["number"]) for o in world.rb_orders()), "an order is missing or counted twice"
        assert sum(report["counts"].values()) == len(numbers)
        assert report["counts"]["missing"] == report["counts"]["differs"] == report["counts"]["surplus"] == 0, report["counts"]
        assert report["counts"]["matched"] == len(world.ws_orders())
        assert {number for number, verdict in verdicts(report).items() if verdict == "held"} == world.held()
        assert all(call.startswith("GET ") for service in counts.values() for call in service), counts


def test_it_costs_no_more_than_the_lists_of_the_period():
    with World(orders=90) as world:
        world.sync()
        world.count()
        agree(world)
        requests = sum(sum(service.values()) for service in world.count().values())
        assert requests <= math.ceil(90 / 100) + math.ceil(90 / 30) + 5, requests


def test_each_kind_of_planted_disagreement_is_found_and_no_other():
    with World(orders=60) as world:
        world.sync()
        lost, cancelled, moved, fewer, shipped = pending(world)[:5]
        world.act("webshipper", "delete", lost["id"])
        world.act("webshipper", "cancel", cancelled["id"])
        world.act("webshipper", "edit", moved["id"], delivery_address={"address_1": "Somewhere Else 9"})
        lines = fewer["attributes"]["order_lines"]
        world.act("webshipper", "edit", fewer["id"], order_lines=[dict(lines[0], quantity=lines[0]["quantity"] + 7)] + lines[1:])
        world.act("webshipper", "dispatch", shipped["id"])
        report = agree(world, expect=(1,))
        found = verdicts(report)
        assert found[number_of(lost)] == "missing", text_of(report, number_of(lost))
        assert found[number_of(cancelled)] == "differs" and "cancelled" in text_of(report, number_of(cancelled))
        assert found[number_of(moved)] == "differs" and "Somewhere Else 9" in text_of(report, number_of(moved))
        assert found[number_of(fewer)] == "differs" and "stand in Webshipper" in text_of(report, number_of(fewer))
        # It goes back at the next sync: that is said, and is no disagreement.
        assert found[number_of(shipped)] == "waiting", text_of(report, number_of(shipped))
        assert report["counts"]["missing"] == 1 and report["counts"]["differs"] == 3 and report["counts"]["surplus"] == 0, report["counts"]


def test_an_order_of_ours_whose_source_nobody_knows_is_surplus():
    with World(orders=20) as world:
        world.sync()
        world.control("/act", {"service": "webshipper", "action": "create-order",
                               "attributes": {"ext_ref": "rb-order/999999", "visible_ref": "999999"}})
        report = agree(world, expect=(1,))
        assert report["counts"]["surplus"] == 1, report["counts"]


def kept(world):
    """What is kept of the last agreement: verdict by number."""
    with contextlib.closing(world.database()) as database:
        return dict(database.execute("SELECT number, verdict FROM agreement_row"))


def test_it_is_made_once_a_day_by_itself_and_costs_no_request_more():
    with World(orders=40) as world:
        world.sync()
        assert kept(world) == {}, "there is nothing to compare on the first day"
        world.sync()
        assert kept(world) == {}
        lost = pending(world)[0]
        world.pass_a_day()
        world.count()
        world.sync()
        swept = world.count()
        first = kept(world)
        assert set(first) == {str(order["number"]) for order in world.rb_orders()} and "missing" not in first.values(), first
        assert sum(sum(calls.values()) for calls in swept.values()) <= math.ceil(40 / 100) + math.ceil(40 / 30) + 5, swept
        world.act("webshipper", "delete", lost["id"])
        world.sync()
        assert kept(world) == first, "another one on the same day"
        world.pass_a_day()
        world.sync()
        assert {number for number, verdict in kept(world).items() if verdict != first[number]} == {number_of(lost)}
        assert kept(world)[number_of(lost)] == "missing", kept(world)


if __name__ == "__main__":
    main()
