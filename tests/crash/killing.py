# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Kills the program where it hurts: at a random moment, as a request of its leaves, when the service has done what it asked and
it does not know, and within microseconds after it was told. Then looks at what is left."""
import contextlib
import dataclasses
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
from harness import World  # noqa: E402

HELD = math.inf  # until deliver()
LONGEST_RUN = 0.8  # seconds; a kill at a random moment comes within this


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
            # An aim at one certain request waits for it, however slow the machine is.
            output = self.victim.communicate(timeout=60 if aim.path else LONGEST_RUN)
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
