# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Connecting: what a key allows is told, and a profile stays with its accounts."""
from harness import World, main


def connect_rackbeat(world, expect=(0,)):
    rackbeat = world.services["rackbeat"]
    return world.run("connect", "rackbeat", "--url", rackbeat["url"], text=rackbeat["key"], expect=expect)


def line_of(text, words):
    return next(line for line in text.splitlines() if words in line)


def test_what_a_key_allows_is_told_without_writing_anything():
    with World(connect=False) as world:
        world.count()
        told = connect_rackbeat(world).out
        assert "yes" in line_of(told, "Read orders") and "not known yet" in line_of(told, "Make shipments"), told
        assert all(call.startswith("GET ") for call in world.count()["rackbeat"]), "a trial wrote something"


def test_what_the_plan_lacks_is_told_with_what_stops_working():
    with World(connect=False) as world:
        world.faults({"service": "rackbeat", "path": "/fields", "kind": "status", "amount": 403, "count": 0})
        told = line_of(connect_rackbeat(world).out, "Custom fields")
        assert "no: tracking numbers are written as order notes" in told, told


def test_a_token_that_was_given_its_scope_is_used_at_once():
    with World(orders=20) as world:
        world.faults({"service": "webshipper", "method": "POST", "path": "/orders", "kind": "status", "amount": 403, "count": 0})
        world.sync()
        assert world.ws_orders() == []
        world.faults()
        webshipper = world.services["webshipper"]
        told = world.run("connect", "webshipper", "--url", webshipper["url"], text=webshipper["token"], expect=(0,)).out
        assert "not known yet" in line_of(told, "Make orders"), told
        world.sync()
        assert len(world.ws_orders()) > 5
        assert "not-allowed" not in {p["code"] for p in world.problems()}


def test_another_companys_key_is_refused_once_orders_have_crossed():
    with World(orders=20) as world:
        world.sync()
        world.faults({"service": "rackbeat", "path": "/self", "kind": "wrong-type", "field": "id", "value": 77001, "count": 1})
        refused = connect_rackbeat(world, expect=(2,))
        assert "another account (77001)" in refused.err, refused.err
        connect_rackbeat(world)
        world.sync()
        world.check_audit()


if __name__ == "__main__":
    main()
