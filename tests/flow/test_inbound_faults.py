# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Webshipper to Rackbeat with lost answers, kills and every doubt about Rackbeat: nothing is doubled, nothing is lost."""
import random
import signal
import time

from harness import SEED, main
from inbound import Inbound

SET_UP = ["--customer-group", "1", "--payment-term", "3", "--layout", "1", "--item-group", "1"]
CREATE_ORDER = {"service": "rackbeat", "method": "POST", "path": "/orders/drafts"}
CREATE_CUSTOMER = {"service": "rackbeat", "method": "POST", "path": "/customers"}
CREATE_ITEM = {"service": "rackbeat", "method": "POST", "path": "/products"}
BOOK = {"service": "rackbeat", "method": "POST", "path": "/orders/{n}/book"}


def sell(world, count=8):
    """Orders of known and new buyers, of known and new items."""
    for i in range(count):
        customer = world.customers[i % 4] if i % 2 else {"name": f"Ny Kunde {i // 4} ApS", "contact_email": f"post@kunde{i // 4}.example"}
        sku = world.stocked(9)[i % 5]["number"] if i % 3 else f"NY-{i // 4}"
        world.order(f"W-{i}", customer, [{"sku": sku, "description": "Vare", "quantity": 1 + i % 3, "unit_price": 10.0},
                                         {"sku": world.stocked()[0]["number"], "description": "Vare", "quantity": 1, "unit_price": 5.0}])


def settle(world, tries=30):
    for _ in range(tries):
        report = world.run("sync", "--once", "--json", expect=(0, 1, 2))
        if report.status != 2 and report.json["doubtful"] == 0 and report.json["waiting"] == 0:
            return report.json
        time.sleep(1)
    raise AssertionError(f"it does not settle: {report.out} {report.err} {world.problems()}")


def everything_is_there_once(world, count=8):
    references = [o["other_reference"] for o in world.rb_orders() if (o["other_reference"] or "").startswith("ws-order/")]
    assert len(references) == len(set(references)) == count, (sorted(references), world.problems())
    names = [c["name"] for c in world.customers]
    assert len(names) == len(set(names)), f"a customer was made twice: {sorted(names)}"
    numbers = [i["number"] for i in world.items]
    assert len(numbers) == len(set(numbers)), "an item was made twice"
    world.check_audit()


def test_an_answer_lost_after_rackbeat_took_it_is_adopted_whatever_it_was():
    for write in (CREATE_ORDER, CREATE_CUSTOMER, CREATE_ITEM, BOOK):
        with Inbound("--booked", *SET_UP) as world:
            sell(world)
            world.faults({**write, "kind": "reset-after", "count": 2})
            settle(world)
            everything_is_there_once(world)
            assert all(order["is_booked"] for order in world.crossed().values())


def test_answers_cut_broken_empty_or_replaced_by_a_page_double_nothing():
    for kind in ("cut", "malformed", "empty", "html", "status-after"):
        with Inbound(*SET_UP) as world:
            sell(world, 4)
            world.faults({**CREATE_ORDER, "kind": kind, "count": 1}, {**CREATE_CUSTOMER, "kind": kind, "count": 1})
            settle(world)
            everything_is_there_once(world, 4)


def test_a_lost_answer_is_looked_up_where_search_only_knows_numbers():
    with Inbound(*SET_UP, switches=["rackbeat.search_orders=number"]) as world:
        sell(world, 4)
        world.faults({**CREATE_ORDER, "kind": "reset-after", "count": 3})
        settle(world)
        everything_is_there_once(world, 4)


def test_a_program_that_is_killed_between_its_writes_doubles_nothing():
    chance = random.Random(SEED)
    with Inbound("--booked", *SET_UP) as world:
        for turn in range(6):
            for i in range(2):
                world.order(f"W-{turn}-{i}", {"name": f"Ny Kunde {turn} ApS", "contact_email": f"post@kunde{turn}.example"},
                            [{"sku": f"NY-{turn}", "description": "Vare", "quantity": 1, "unit_price": 10.0}])
            world.faults({"service": "rackbeat", "kind": "latency", "amount": 40, "count": 0})
            process = world.start("sync", "--once", "--json")
            time.sleep(0.3 + chance.random() * 0.7)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        world.faults()
        settle(world)
        everything_is_there_once(world, 12)


def inbound_job(switches):
    with Inbound("--booked", *SET_UP, switches=switches) as world:
        sell(world, 4)
        world.sync()
        world.sync()
        crossed, held = world.crossed(), world.held()
        assert len(crossed) + len(held) >= 4, f"{switches}: {len(crossed)} crossed, {held} held, {world.problems()}"
        references = [o["other_reference"] for o in world.rb_orders() if (o["other_reference"] or "").startswith("ws-order/")]
        assert len(references) == len(set(references)), f"{switches}: doubled"
        for order in crossed:
            world.act("webshipper", "book", order)
        world.sync("--sweep")
        world.sync("--sweep")
        late = [o["number"] for o in world.crossed().values() if not o["is_shipped"] and str(o["number"]) not in world.held()]
        assert late == [], f"{switches}: not shipped {late}"
        world.check_audit(but=("contradictions",))


def add_switch_tests():
    """Each doubt that concerns what this direction reads and writes."""
    with Inbound(orders=0) as world:
        known = {switch["name"]: switch for switch in world.control("/switches")}
    concerned = ("customer", "delivery_terms", "post_order", "put_booked", "search", "order_filters", "updated_at_from", "limit", "paging",
                 "archived", "timestamps", "book", "business_error", "create_code", "numbers", "spelling", "sort")
    for name, switch in sorted(known.items()):
        if not name.startswith("rackbeat.") or not any(word in name for word in concerned):
            continue
        for word in switch["alternatives"].split(","):
            if "#" in word or word in ("*", switch["default"]):
                continue
            position = f"{name}={word}"
            title = "test_orders_from_webshipper_survive_" + position.replace(".", "_").replace("=", "_being_")
            globals()[title] = lambda position=position: inbound_job([position])


if __name__ == "__main__":
    add_switch_tests()
    main()
