# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Changing the set-up later (PRODUCT F2.4, F2.5): with preview, when nothing is under way, and nothing crosses twice."""
from harness import World, main

CREATE_WS = {"service": "webshipper", "method": "POST", "path": "/orders"}


def steps_of(world):
    return [step["kind"] for plan in world.run("preview", "--json").json for step in plan["steps"]]


def test_switching_the_trigger_there_and_back_crosses_nothing_twice():
    with World(orders=40) as world:
        world.sync()
        across = len(world.ws_orders())
        for trigger in ("shipment", "order", "shipment", "order"):
            world.run("setup", "--trigger", trigger, expect=(0,))
            world.sync()
        assert len(world.ws_orders()) == across
        world.check_audit()


def test_what_a_change_would_do_is_seen_before_it_is_done():
    with World(orders=40, trigger="shipment") as world:
        world.sync()
        assert world.ws_orders() == []
        world.run("setup", "--trigger", "order", expect=(0,))
        would = steps_of(world)
        assert world.ws_orders() == [], "the preview wrote something"
        assert would.count("create-ws-order") > 10
        world.sync()
        assert len(world.ws_orders()) == would.count("create-ws-order"), "something else was done than what was shown"


def test_nothing_crosses_while_the_set_up_is_a_draft():
    with World(orders=20) as world:
        world.run("setup", "--choose", "set-up=draft", expect=(0,))
        refused = world.run("sync", "--once", expect=(2,))
        assert "Start" in refused.err, refused.err
        assert steps_of(world).count("create-ws-order") > 5, "a draft can be looked at"
        assert world.ws_orders() == []
        world.run("setup", "--direction", "rb-to-ws", expect=(0,))
        world.sync()
        assert world.ws_orders(), "who says the direction has finished the set-up"
        world.check_audit()


def test_nothing_is_changed_while_something_is_under_way():
    with World(orders=20) as world:
        world.faults({**CREATE_WS, "kind": "status", "amount": 403, "count": 0})
        world.sync()
        refused = world.run("setup", "--trigger", "shipment", expect=(2,))
        assert "under way" in refused.err, refused.err
        world.faults()
        world.sync()
        world.run("setup", "--trigger", "shipment", expect=(0,))
        world.check_audit()


def test_an_earlier_start_date_is_shown_first_and_a_later_one_takes_nothing_back():
    with World(orders=40) as world:
        dates = sorted(o["created_at"] for o in world.rb_orders())
        world.run("setup", "--start", dates[len(dates) // 2], expect=(0,))
        world.sync()
        some = len(world.ws_orders())
        world.run("setup", "--start", dates[0], expect=(0,))
        world.sync()
        more = len(world.ws_orders())
        assert 0 < some < more
        world.run("setup", "--start", dates[-1], expect=(0,))
        world.sync()
        assert len([o for o in world.ws_orders() if o["attributes"]["status"] != "cancelled"]) == more
        world.check_audit()


if __name__ == "__main__":
    main()
