#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""./dev demo: the main job on the built-in practice services, told step by step: demo.py PROGRAM

Starts both simulated services, connects and sets RackShip up, lets the office make shipments (some partial), syncs, lets the
warehouse dispatch, syncs back, and shows both sides with the auditor's verdict."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.request

PROGRAM = sys.argv[1]
SHOWN = 24


def say(text=""):
    print(text, flush=True)


def country(order):
    """The code, or a question mark while nobody knows which country is meant."""
    code = order["country"] or "?"
    return code if len(code) == 2 else "?"


class Demo:
    def __init__(self):
        self.home = tempfile.mkdtemp(prefix="rackship-demo-")
        self.environment = dict(os.environ, XDG_DATA_HOME=self.home, RACKSHIP_KEYRING="file", RACKSHIP_RATE="off", LC_ALL="C.UTF-8")
        self.sandbox = subprocess.Popen([PROGRAM, "sandbox", "--orders", "90", "--seed", "2026", "--set", "rackbeat.rate=off", "--set",
                                         "webshipper.rate=off"], stdout=subprocess.PIPE, text=True, env=self.environment)
        self.services = json.loads(self.sandbox.stdout.readline())

    def close(self):
        self.sandbox.kill()
        self.sandbox.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def run(self, *arguments, text=None):
        reading, writing = os.pipe()
        os.write(writing, b"practice\n")
        os.close(writing)
        result = subprocess.run([PROGRAM, *arguments], input=text, capture_output=True, text=True, pass_fds=[reading],
                                env=dict(self.environment, RACKSHIP_KEYRING_FD=str(reading)), check=False)
        os.close(reading)
        if result.returncode not in (0, 1):
            sys.exit(f"rackship {' '.join(arguments)} failed: {result.stderr}")
        return result.stdout

    def control(self, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.services["control"]["url"] + path, data=data, headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def act(self, service, action, identity, **more):
        return self.control("/act", {"service": service, "action": action, "id": identity, **more})

    def connect(self):
        say("1. Connect both services (simulated ones, on this machine).")
        say("   " + self.run("connect", "rackbeat", "--url", self.services["rackbeat"]["url"], text=self.services["rackbeat"]["key"]).strip())
        channels = self.run("connect", "webshipper", "--url", self.services["webshipper"]["url"], text=self.services["webshipper"]["token"])
        channel = next(line.split()[0] for line in channels.splitlines() if line.endswith("Rackbeat"))
        say("   Connected to Webshipper.")
        say("2. Set up: Rackbeat to Webshipper, one Webshipper order for each shipment; delivery terms to shipping rates.")
        say("   " + self.run("setup", "--direction", "rb-to-ws", "--trigger", "shipment", "--channel", channel, "--automap", "--map",
                             "GLS pakkeshop=GLS Erhverv", "--map", "DAO Pakkeshop=DAO Direkte").strip())

    def make_shipments(self):
        world = self.control("/world")
        stock = {item["number"] for item in world["rackbeat"]["items"] if item["inventory_enabled"]}
        whole = partial = 0
        for order in [order for order in world["rackbeat"]["orders"] if order["is_booked"]]:
            lines = [line for line in order["lines"] if line["child_id"] in stock]
            if order["number"] % 8 == 0 and lines and lines[0]["quantity"] >= 2:
                self.act("rackbeat", "create-shipment", order["number"], lines=[{"order_line_id": lines[0]["id"], "quantity": 1}])
                partial += 1
            else:
                self.act("rackbeat", "create-shipment", order["number"])
                whole += 1
        say(f"3. The office makes shipments in Rackbeat: {whole} whole, {partial} partial.")

    def sync(self, words):
        report = json.loads(self.run("sync", "--once", "--json"))
        say(f"{words}: {report['done']} steps done and proven, {report['held']} orders held, {report['failed']} refused, "
            f"{report['requests']['rackbeat']} requests to Rackbeat, {report['requests']['webshipper']} to Webshipper.")

    def dispatch(self):
        orders = self.control("/world")["webshipper"]["orders"]
        for order in orders[:30]:
            self.act("webshipper", "book", order["id"])
        say(f"5. {len(orders)} orders are in Webshipper. The warehouse books and dispatches 30 of them.")

    def show(self):
        orders = json.loads(self.run("orders", "--json"))
        say()
        say(f"{'Order':<6} {'Customer':<26} {'To':<3} {'Delivery term':<22} {'Rackbeat':<15} {'Webshipper':<17} What is so, and what happens next")
        shown = sorted(orders, key=lambda order: order["state"])
        step = max(1, len(shown) // SHOWN)
        for order in shown[::step]:
            say(f"{order['number']:<6} {(order['customer'] or '')[:26]:<26} {country(order):<3} {(order['term'] or '')[:22]:<22} "
                f"{order['rackbeat']['state'] or '':<15} {order['webshipper']['state'] or '':<17} {order['next'] or ''}")
        say(f"… {len(orders)} orders in all; one in {step} is shown.")
        problems = json.loads(self.run("problems", "--json"))
        if problems:
            say()
            say(f"{len(problems)} things wait for a person, each with its reason. The first three:")
            for problem in problems[:3]:
                say(f"   {problem['text']}")

    def prove(self):
        world, audit = self.control("/world"), self.control("/audit")
        shipped = sum(order["is_shipped"] for order in world["rackbeat"]["orders"])
        partly = sum(order["is_partly_shipped"] for order in world["rackbeat"]["orders"])
        dispatched = sum(order["attributes"]["status"] == "dispatched" for order in world["webshipper"]["orders"])
        noted = sum(len(order["notes"]) for order in world["rackbeat"]["orders"])
        say()
        say("The proof, counted by the simulated services themselves and not by RackShip:")
        say(f"   Rackbeat: {len(world['rackbeat']['orders'])} orders, {len(world['rackbeat']['order_shipments'])} shipments; {shipped} orders shipped, "
            f"{partly} partly; {noted} tracking notes.")
        say(f"   Webshipper: {len(world['webshipper']['orders'])} orders, {dispatched} dispatched.")
        verdict = {kind: len(audit[kind]) for kind in ("duplicates", "lost", "contradictions")}
        say(f"   The auditor: {verdict['duplicates']} duplicates, {verdict['lost']} lost, {verdict['contradictions']} contradictions.")
        enough = len(world["webshipper"]["orders"]) >= 60
        return enough and not any(verdict.values())


def screenshot():
    """The real window in practice mode, on a virtual display; its picture's place, or why there is none."""
    place = pathlib.Path("_build/screenshots/window.png").absolute()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    result = subprocess.run(["tests/ui/run-in-session", PROGRAM, "--practice", "--screenshot", str(place)], capture_output=True, text=True,
                            timeout=180, check=False)
    if not place.exists():
        sys.exit(f"The window could not be pictured: {result.stderr[-800:]}")
    return place


def main():
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        os.execv(PROGRAM, [PROGRAM, "--practice"])
    demo = Demo()
    try:
        demo.connect()
        demo.make_shipments()
        demo.sync("4. RackShip syncs")
        demo.dispatch()
        demo.sync("6. RackShip syncs back")
        demo.show()
        well = demo.prove()
    finally:
        demo.close()
    if pathlib.Path("tests/ui/run-in-session").exists():
        say()
        say(f"A picture of the window with practice data: {screenshot()}")
    sys.exit(0 if well else 1)


main()
