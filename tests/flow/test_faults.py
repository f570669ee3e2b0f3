# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Faults: nothing is doubled, nothing is lost, and a person is told."""
import contextlib
import random
import signal
import time

from harness import SEED, World, main

CREATE_WS = {"service": "webshipper", "method": "POST", "path": "/orders"}
CREATE_SHIPMENT = {"service": "rackbeat", "method": "POST", "path": "/orders/{n}/create-shipment"}


def settle(world, tries=8):
    """Syncs until nothing is in doubt or waits, as the schedule would."""
    for _ in range(tries):
        report = world.run("sync", "--once", "--json", expect=(0, 1, 2))
        if report.status != 2 and report.json["doubtful"] == 0 and report.json["waiting"] == 0:
            return report.json
        time.sleep(1)
    return report


def every_order_is_there_once(world):
    booked = [str(o["number"]) for o in world.rb_orders() if o["is_booked"]]
    held = world.held()
    across = [o["attributes"]["visible_ref"] for o in world.ws_orders()]
    assert len(across) == len(set(across)), "doubled"
    assert [n for n in booked if n not in across and n not in held] == [], "lost"


def test_an_answer_lost_after_webshipper_took_the_order_is_adopted():
    with World(orders=30) as world:
        world.faults({**CREATE_WS, "kind": "reset-after", "count": 5})
        settle(world)
        every_order_is_there_once(world)
        world.check_audit()


def test_answers_cut_broken_empty_or_replaced_by_a_page_double_nothing():
    for kind in ("cut", "malformed", "empty", "html", "status-after"):
        with World(orders=20) as world:
            world.faults({**CREATE_WS, "kind": kind, "count": 3})
            settle(world)
            every_order_is_there_once(world)
            world.check_audit()


def test_an_answer_lost_after_rackbeat_took_the_shipment_is_adopted():
    with World(orders=30) as world:
        world.sync()
        for order in world.ws_orders()[:6]:
            world.act("webshipper", "book", order["id"])
        world.faults({**CREATE_SHIPMENT, "kind": "reset-after", "count": 4})
        settle(world)
        shipments = [s["order_id"] for s in world.rb_shipments()]
        assert len(shipments) == 6 and len(set(shipments)) == 6, shipments
        world.check_audit()


def test_a_page_of_errors_for_a_while_loses_nothing():
    with World(orders=30) as world:
        world.faults({"kind": "status", "amount": 502, "probability": 0.3, "count": 60})
        settle(world)
        world.faults()
        settle(world)
        every_order_is_there_once(world)
        world.check_audit()


def test_throttling_with_and_without_retry_after_is_waited_for():
    with World(orders=20) as world:
        world.faults({"service": "webshipper", "kind": "throttle", "amount": 1, "count": 2, "after": 3},
                     {"service": "rackbeat", "kind": "throttle", "amount": 0, "count": 2, "after": 1})
        settle(world)
        every_order_is_there_once(world)


def test_a_validation_error_that_is_no_duplicate_is_told_and_holds_one_order_only():
    with World(orders=60, switches=["webshipper.create_refusal=city"]) as world:
        report = world.sync()
        refused = [p for p in world.problems() if p["code"] == "refused"]
        assert refused and report["failed"] == len(refused), world.problems()
        assert "city is not served" in refused[0]["text"], refused[0]["text"]
        assert len(world.ws_orders()) > 20
        # Asked again without any change it is not sent again.
        world.count()
        world.sync()
        assert "POST /orders" not in world.count()["webshipper"]


def test_a_wrong_key_is_said_and_nothing_else_is_tried():
    with World(connect=False) as world:
        result = world.run("connect", "rackbeat", "--url", world.services["rackbeat"]["url"], text="eyJ.wrong.key", expect=(2,))
        assert "key" in result.err, result.err
        assert "eyJ.wrong.key" not in result.err


def test_a_key_that_is_revoked_stops_the_service_and_keeps_the_work():
    with World(orders=20) as world:
        world.faults({"service": "webshipper", "kind": "status", "amount": 401, "count": 0})
        world.run("sync", "--once", expect=(2,))
        assert "key-refused" in {p["code"] for p in world.problems()}
        world.faults()
        world.sync()
        assert "key-refused" not in {p["code"] for p in world.problems()}
        every_order_is_there_once(world)


def test_a_missing_scope_with_an_empty_body_is_said():
    with World(orders=20, switches=["webshipper.scopes=read_only"]) as world:
        world.run("sync", "--once", "--json", expect=(1, 2))
        words = " ".join(p["text"] for p in world.problems())
        assert world.ws_orders() == [] and words, "nothing was said"


def test_a_key_that_is_revoked_in_the_middle_fails_no_order():
    with World(orders=30) as world:
        world.faults({**CREATE_WS, "kind": "status", "amount": 401, "count": 0, "after": 5})
        world.run("sync", "--once", expect=(2,))
        codes = {p["code"] for p in world.problems()}
        assert "key-refused" in codes and "refused" not in codes, codes
        assert world.count()["webshipper"]["POST /orders"] <= 5 + 8, "it went on asking"
        world.faults()
        world.sync()
        assert {p["code"] for p in world.problems()} <= {"address-incomplete", "term-missing", "drop-point-missing", "country-unknown",
                                                         "contact-missing", "quantity-fraction", "quantity-negative", "nothing-to-ship",
                                                         "term-unmapped"}
        every_order_is_there_once(world)
        world.check_audit()


def test_what_waits_to_be_sent_is_sent_as_it_is_by_then():
    with World(orders=20) as world:
        world.faults({**CREATE_WS, "kind": "status", "amount": 429, "count": 0})
        world.run("sync", "--once", expect=(1, 2))
        assert world.ws_orders() == []
        waiting = [o for o in world.rb_orders() if o["is_booked"] and str(o["number"]) not in world.held() and o["delivery_address"]["street"]]
        moved, cancelled = waiting[0]["number"], waiting[1]["number"]
        with contextlib.closing(world.database()) as database:
            assert database.execute("SELECT count(*) FROM step WHERE state = 'waiting'").fetchone()[0] > 0, "nothing waits"
        for order in waiting:
            world.act("rackbeat", "edit", order["number"], delivery_address={"street": f"Ny Havnegade {order['number']}"})
        world.act("rackbeat", "cancel", cancelled)
        world.faults()
        world.count()
        world.sync()
        streets = {o["attributes"]["visible_ref"]: o["attributes"]["delivery_address"]["address_1"] for o in world.ws_orders()}
        assert streets[str(moved)] == f"Ny Havnegade {moved}" and str(cancelled) not in streets, streets
        assert world.count()["webshipper"].get("PATCH /orders/{id}", 0) == 0, "it was sent as it was, and changed afterwards"
        with contextlib.closing(world.database()) as database:
            assert database.execute("SELECT count(*) FROM step WHERE state NOT IN ('done', 'dropped')").fetchone()[0] == 0
        world.check_audit()


def test_what_a_token_may_not_do_is_asked_once_and_keeps_everything_queued():
    with World(orders=30) as world:
        world.faults({**CREATE_WS, "kind": "status", "amount": 403, "count": 0})
        world.sync()
        problems = [p for p in world.problems() if p["code"] == "not-allowed"]
        assert len(problems) == 1 and problems[0]["subject"] == "webshipper/create-ws-order", problems
        assert world.count()["webshipper"]["POST /orders"] <= 8, "each order asked for itself"
        waiting = [o for o in world.run("orders", "--json").json if o["state"] == "held" and "does not allow" in o["next"]]
        assert len(waiting) > 10, "the orders do not say why they wait"
        world.faults()
        world.sync()
        assert "not-allowed" not in {p["code"] for p in world.problems()}
        every_order_is_there_once(world)
        world.check_audit()


def test_what_never_gets_through_is_tried_twice_and_then_left_for_later():
    for fault in ({"kind": "reset-before"}, {"kind": "status", "amount": 502}):
        with World(orders=12) as world:
            world.faults({**CREATE_WS, **fault, "count": 0})
            world.count()
            report = world.sync()
            wanted = report["planned"]
            assert wanted > 5 and report["doubtful"] == wanted, report
            assert world.count()["webshipper"]["POST /orders"] <= 2 * wanted
            world.sync()
            assert world.count()["webshipper"]["POST /orders"] <= wanted
            world.faults()
            settle(world)
            every_order_is_there_once(world)
            world.check_audit()


def test_plain_http_is_for_this_machine_only():
    with World(connect=False) as world:
        result = world.run("connect", "rackbeat", "--url", "http://rackbeat.example/api", text="eyJa.b.c", expect=(2,))
        assert "https" in result.err, result.err


def test_a_host_that_does_not_answer_is_told_and_the_work_waits():
    with World(orders=20) as world:
        world.sandbox.send_signal(signal.SIGSTOP)
        world.sandbox.kill()
        world.sandbox.wait()
        world.run("sync", "--once", expect=(2,))
        assert "offline" in {p["code"] for p in world.problems()}


def test_killed_at_any_moment_nothing_is_doubled_or_lost():
    chance = random.Random(SEED)
    with World(orders=60) as world:
        for _ in range(12):
            process = world.start("sync", "--once")
            time.sleep(chance.uniform(0.02, 0.5))
            process.kill()
            process.communicate()
        settle(world)
        for order in world.ws_orders()[:25]:
            world.act("webshipper", "book", order["id"])
        for _ in range(12):
            process = world.start("sync", "--once")
            time.sleep(chance.uniform(0.02, 0.4))
            process.kill()
            process.communicate()
        for _ in range(12):
            report = world.run("sync", "--once", "--json", expect=(0, 1, 2)).json
            if report["doubtful"] == 0 and report["waiting"] == 0:
                break
            time.sleep(3)
        every_order_is_there_once(world)
        shipments = [s["order_id"] for s in world.rb_shipments()]
        assert len(shipments) == len(set(shipments)), "a shipment was made twice"
        world.check_audit()


def test_keys_are_in_no_file_and_no_output():
    with World(orders=10) as world:
        world.sync()
        secrets = [world.services["rackbeat"]["key"].encode(), world.services["webshipper"]["token"].encode()]
        import pathlib
        for path in pathlib.Path(world.home).rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                assert not any(secret in content for secret in secrets), f"a key stands in {path.name}"


def read_badly(world, field):
    """One reading in which a member of each order has another type."""
    number = next(o for o in world.rb_orders() if o["is_booked"])["number"]
    world.act("rackbeat", "edit", number, delivery_address={"street": "Ny Havnegade 99"})
    world.faults({"service": "rackbeat", "path": "/orders", "kind": "wrong-type", "field": field, "count": 1})
    world.sync()
    world.faults()
    return [p for p in world.problems() if p["code"] == "unreadable"]


def test_a_record_that_can_be_read_again_is_no_problem_any_more():
    with World(orders=10) as world:
        world.sync()
        assert read_badly(world, "lines"), world.problems()
        world.sync("--sweep")
        assert not [p for p in world.problems() if p["code"] == "unreadable"], world.problems()


def test_a_record_without_a_readable_number_is_a_problem_until_a_whole_reading_meets_none():
    with World(orders=10) as world:
        world.sync()
        told = read_badly(world, "number")
        assert len(told) == 1, told
        world.sync("--sweep")
        assert not [p for p in world.problems() if p["code"] == "unreadable"], world.problems()


if __name__ == "__main__":
    main()
