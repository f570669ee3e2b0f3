# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""What holds once the trouble is over, whatever the trouble was."""
import contextlib
import json
import random

from harness import SEED


def seeds(count):
    """As many seeds as worlds are wanted, from the one that is printed."""
    chance = random.Random(SEED)
    return [chance.randrange(1, 1 << 31) for _ in range(count)]


def pass_minutes(world, minutes):
    """What waits has waited so much longer."""
    with contextlib.closing(world.database()) as database, database:
        database.execute("UPDATE step SET due_at = due_at - ?1, changed_at = changed_at - ?1"
                         " WHERE state NOT IN ('done', 'failed', 'dropped')", [minutes * 60 * 1000000])


def settle(world, tries=8):
    """Runs calm cycles, minutes apart, until nothing is under way; then one that looks at everything."""
    for _ in range(tries):
        report = world.run("sync", "--once", "--json", expect=(0, 1)).json
        if report["doubtful"] == 0 and report["waiting"] == 0 and report["planned"] == 0:
            break
        pass_minutes(world, 5)
    return world.run("sync", "--once", "--sweep", "--json", expect=(0, 1)).json


def check_journal(world):
    """No step is left between states, and the file is whole."""
    with contextlib.closing(world.database()) as database:
        between = database.execute("SELECT key, state, attempts, error FROM step WHERE state NOT IN ('done', 'failed', 'dropped')"
                                   " AND NOT (state = 'waiting' AND due_at IS NULL)").fetchall()
        assert between == [], f"left between states: {between[:5]}"
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def check_orders(world, trigger="order"):
    """Each booked order, or each shipment, is across, or a person has been told what stops it. What a person shipped before it
    could cross stays behind."""
    listed = {order["number"]: order for order in world.run("orders", "--json").json}
    across = {o["attributes"]["ext_ref"] for o in world.ws_orders()}
    orders = {o["number"]: o for o in world.rb_orders() if not o["is_cancelled"]}
    if trigger == "order":
        wanted = {f"rb-order/{number}": number for number, order in orders.items() if order["is_booked"] and not order["is_shipped"]}
    else:
        wanted = {f"rb-shipment/{s['id']}": s["order_id"] for s in world.rb_shipments() if s["order_id"] in orders and not s["is_shipped"]}
    for reference, number in wanted.items():
        shown = listed.get(str(number))
        assert shown, f"order {number} is in no list"
        assert reference in across or shown["state"] == "held", f"{reference} did not cross and nothing is said: {shown}"


def check_audit(world):
    """The auditor finds nothing but what a person has been told of."""
    held = {f"order {number}" for number in world.held()}
    audit = world.control("/audit")
    for kind in ("duplicates", "lost", "contradictions"):
        found = [entry for entry in audit[kind] if kind != "contradictions" or entry["subject"] not in held]
        assert found == [], f"{kind}: {json.dumps(found[:5], ensure_ascii=False)}"
