# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Kills the program where it hurts: at a random moment, as a request of its leaves, when the service has done what it asked and
it does not know, and within microseconds after it was told. Then looks at what is left."""
import contextlib
import dataclasses
import json
import math
import pathlib
import random
import re
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "flow"))
import proxy  # noqa: E402
from harness import SEED, World  # noqa: E402

HELD = math.inf  # until deliver()
LONGEST_RUN = 1.0  # seconds; a kill at a random moment comes within this


@dataclasses.dataclass
class Aim:
    """Kill at a point of the so-manieth exchange, after a moment; without a point only after the moment."""
    point: str = ""
    countdown: int = 1
    writes_only: bool = False
    moment: float = 0.0
    late: float = -1.0  # what was on its way when the program died reaches the service this much later; never when negative
    path: str = ""  # a pattern of the only requests that count


class Killer:
    """A world behind proxies, and kills in it."""

    def __init__(self, world, chance):
        self.world = world
        self.chance = chance
        self.mutex = threading.Lock()
        self.aim = None
        self.victim = None
        self.kills = {"": 0, proxy.ARRIVED: 0, proxy.TAKEN: 0, proxy.ANSWERED: 0}
        self.late = 0
        self.held = None  # an exchange on its way, with HELD
        self.let_go = threading.Event()
        self.has_arrived = threading.Event()

    @property
    def count(self):
        return sum(self.kills.values())

    def choose(self):
        point = self.chance.choice(["", proxy.ARRIVED, proxy.TAKEN, proxy.ANSWERED, proxy.ANSWERED])
        if not point:
            return Aim(moment=self.chance.uniform(0, LONGEST_RUN))
        writes = self.chance.random() < 0.75
        # Between two commits lies a millisecond or less, and sometimes a wait for the disk.
        moment = self.chance.choice([0, self.chance.uniform(0, 0.002), self.chance.uniform(0, 0.02)]) if point == proxy.ANSWERED else 0
        late = self.chance.uniform(0, 0.3) if self.chance.random() < 0.5 else -1
        return Aim(point, self.chance.randint(1, 4 if writes else 12), writes, moment, late)

    def deliver(self):
        """What was held on its way reaches the service now."""
        self.let_go.set()
        assert self.has_arrived.wait(30), "what was held did not arrive"

    def travel(self, aim, exchange):
        """What was on its way when the program died."""
        if aim.late < 0:
            raise ConnectionAbortedError
        self.late += 1
        if aim.late < HELD:
            time.sleep(aim.late)
        else:
            self.held = exchange
            self.let_go.wait(60)

    def watch(self, point, exchange):
        if point == proxy.TAKEN and exchange is self.held:
            self.has_arrived.set()
        with self.mutex:
            aim = self.aim
            if aim is None or aim.point != point or (aim.writes_only and not exchange.writes):
                return
            if not re.search(aim.path, f"{exchange.method} {exchange.target}"):
                return
            aim.countdown -= 1
            if aim.countdown > 0:
                return
            self.aim = None
            victim = self.victim
        time.sleep(aim.moment)
        victim.kill()
        if point == proxy.ARRIVED:
            self.travel(aim, exchange)

    def strike(self, *command, aim=None):
        """Runs the program and kills it as wanted, else as chance wants; tells whether it died of that."""
        aim = aim or self.choose()
        self.let_go.clear()
        self.has_arrived.clear()
        with self.mutex:
            self.victim = self.world.start(*command)
            self.aim = aim if aim.point else None
        if not aim.point:
            time.sleep(aim.moment)
            self.victim.kill()
        try:
            output = self.victim.communicate(timeout=LONGEST_RUN)
        except subprocess.TimeoutExpired:
            # It does not end by itself, or has no such exchange to make.
            aim = dataclasses.replace(aim, point="")
            self.victim.kill()
            output = self.victim.communicate()
        with self.mutex:
            self.aim = None
        status = self.victim.returncode
        assert status in (-9, 0, 1, 2), f"{command} ended with {status}: {output[1][-1500:]}"
        assert "CRITICAL" not in output[1] and "damaged" not in output[1], output[1][-1500:]
        self.kills[aim.point] += status == -9
        return status == -9

    def __str__(self):
        return ", ".join(f"{count} {point or 'at a random moment'}" for point, count in self.kills.items()) + f", {self.late} of them late"


@contextlib.contextmanager
def kill_world(seed, **options):
    """A world behind proxies and its killer."""
    chance = random.Random(seed)
    with World(connect=False, seed=seed, **options) as world:
        killer = Killer(world, chance)
        with proxy.between(world, watch=killer.watch):
            world.connect()
            yield world, killer


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
