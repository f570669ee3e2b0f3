# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""What the flow tests share: the real program against the sandbox over real sockets, and TAP.

A test is a function whose name begins with test_; its words are what is reported. It gets nothing and makes its own World."""
import contextlib
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import traceback
import urllib.error
import urllib.request

PROGRAM = sys.argv[1] if len(sys.argv) > 1 else "rackship"
SEED = int(os.environ.get("RACKSHIP_TEST_SEED") or random.SystemRandom().randrange(1, 1 << 31))
# Terms that the names alone do not map, and drop points are a later matter.
MAPS = ["GLS pakkeshop=GLS Erhverv", "DAO Pakkeshop=DAO Direkte", "Efter aftale=Afhentning"]
ANSWERS = ["country:Norig=NO", "fraction:WIRE-M=round-up"]


class Run:
    """What one call of the program came to."""

    def __init__(self, process):
        self.status = process.returncode
        self.out = process.stdout
        self.err = process.stderr

    @property
    def json(self):
        return json.loads(self.out)


class World:
    """A sandbox of its own and a profile of its own."""
    KEYRING = {"RACKSHIP_KEYRING": "file"}

    def __init__(self, orders=40, switches=(), seed=None, trigger="order", connect=True, maps=MAPS, answers=ANSWERS, rate="off"):
        self.home = tempfile.mkdtemp(prefix="rackship-flow-")
        self.environment = dict(os.environ, XDG_DATA_HOME=self.home, RACKSHIP_RATE="off", G_DEBUG="fatal-warnings", LC_ALL="C.UTF-8",
                                **self.KEYRING)
        command = [PROGRAM, "sandbox", "--orders", str(orders), "--seed", str(seed or SEED)]
        # Without a rate each service keeps its own.
        for switch in (*((f"rackbeat.rate={rate}", f"webshipper.rate={rate}") if rate else ()), *switches):
            command += ["--set", switch]
        self.sandbox = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=self.environment)
        line = self.sandbox.stdout.readline()
        assert line, "the sandbox did not start"
        self.services = json.loads(line)
        if connect:
            self.connect()
            self.set_up(trigger, maps, answers)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.sandbox.kill()
        self.sandbox.wait()
        self.sandbox.stdout.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def start(self, *arguments, **options):
        """The program, running; its keyring's password comes by a file descriptor."""
        reading, writing = os.pipe()
        os.write(writing, b"a password for tests\n")
        os.close(writing)
        try:
            return subprocess.Popen([PROGRAM, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                    env=dict(self.environment, RACKSHIP_KEYRING_FD=str(reading)), pass_fds=[reading], **options)
        finally:
            os.close(reading)

    def run(self, *arguments, text=None, expect=(0, 1)):
        process = self.start(*arguments)
        process.stdout_text, process.stderr_text = process.communicate(text, timeout=300)
        process.stdout, process.stderr = process.stdout_text, process.stderr_text
        result = Run(process)
        assert result.status in expect, f"{' '.join(arguments)} ended with {result.status}: {result.err.strip()[-1500:]}"
        return result

    def connect(self):
        self.run("connect", "rackbeat", "--url", self.services["rackbeat"]["url"], text=self.services["rackbeat"]["key"], expect=(0,))
        channels = self.run("connect", "webshipper", "--url", self.services["webshipper"]["url"], text=self.services["webshipper"]["token"],
                            expect=(0,))
        self.channel = next(line.split()[0] for line in channels.out.splitlines() if line.endswith("Rackbeat"))

    def set_up(self, trigger="order", maps=MAPS, answers=ANSWERS, *more):
        command = ["setup", "--direction", "rb-to-ws", "--trigger", trigger, "--channel", self.channel, "--automap", *more]
        for pair in maps:
            command += ["--map", pair]
        for answer in answers:
            command += ["--answer", answer]
        self.run(*command, expect=(0,))

    def sync(self, *more, expect=(0, 1)):
        return self.run("sync", "--once", "--json", *more, expect=expect).json

    def database(self):
        """The profile's database, for a test that sets back what the clock said."""
        return sqlite3.connect(next(pathlib.Path(self.home).rglob("*.db")))

    def pass_a_day(self):
        """What is due once a day is due."""
        with contextlib.closing(self.database()) as database, database:
            assert database.execute("UPDATE cursor SET at = at - 86400000001 WHERE service = 'rackship'").rowcount == 1

    def pass_an_hour(self):
        """Rates and delivery terms are due to be read again."""
        with contextlib.closing(self.database()) as database, database:
            assert database.execute("UPDATE cursor SET at = at - 3600000001 WHERE kind IN ('rate', 'channel', 'delivery-term')").rowcount == 3

    def control(self, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.services["control"]["url"] + path, data=data, headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def act(self, service, action, identity, **more):
        return self.control("/act", {"service": service, "action": action, "id": identity, **more})

    def faults(self, *faults):
        self.control("/faults", {"clear": True, "faults": list(faults)})

    def count(self, fresh=True):
        """Requests per service since the last fresh count."""
        counts = self.control("/requests")
        if fresh:
            self.control("/requests/reset", {})
        return counts

    @property
    def world(self):
        return self.control("/world")

    def rb_orders(self):
        return self.world["rackbeat"]["orders"]

    def rb_shipments(self):
        return self.world["rackbeat"]["order_shipments"]

    def ws_orders(self):
        return self.world["webshipper"]["orders"]

    def book_another(self):
        """One more order like one that crossed; its number."""
        numbers = {o["attributes"]["visible_ref"] for o in self.ws_orders()}
        like = next(o for o in self.rb_orders() if str(o["number"]) in numbers)
        return self.act("rackbeat", "create-order", "", order={
            "customer_id": like["customer_id"], "delivery_address": like["delivery_address"], "delivery_terms_id": like["delivery_terms_id"],
            "lines": [{"item_id": like["lines"][0]["child_id"], "quantity": 1}]})["number"]

    def problems(self):
        return self.run("problems", "--json").json

    def held(self):
        """Numbers of the orders that a problem stops: one problem may stop several."""
        return {order["number"] for order in self.run("orders", "--json").json if order["state"] == "held"}

    def check_audit(self, but=()):
        audit = self.control("/audit")
        for kind in ("duplicates", "lost", "contradictions"):
            assert kind in but or audit[kind] == [], f"{kind}: {json.dumps(audit[kind][:5], ensure_ascii=False)}"
        return audit


def total(counts):
    return sum(sum(service.values()) for service in counts.values())


def main():
    """Runs every test_ function of the calling script, prints TAP."""
    module = sys.modules["__main__"]
    tests = [(name, function) for name, function in vars(module).items() if name.startswith("test_")]
    only = os.environ.get("RACKSHIP_TEST_ONLY")
    tests = [test for test in tests if not only or only in test[0]]
    print(f"# seed {SEED}; again with RACKSHIP_TEST_SEED={SEED}", flush=True)
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, (name, function) in enumerate(tests, 1):
        words = name.removeprefix("test_").replace("_", " ")
        try:
            function()
            print(f"ok {number} - {words}", flush=True)
        except Exception:
            failed += 1
            for line in traceback.format_exc().splitlines():
                print(f"# {line[:2000]}")
            print(f"not ok {number} - {words}", flush=True)
    sys.exit(1 if failed else 0)
