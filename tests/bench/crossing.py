# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Orders that cross from Rackbeat to Webshipper, by the real program and by a reference that only makes the requests; and the
requests that DESIGN §7 counts."""
import json
import math
import os
import pathlib
import subprocess
import threading
import time

import harness
from report import Figure, ratio, table, verdict

SEED = 7
CPU_TARGET_MS = 1.0
# Memory is flat when ten times the orders take at most this much more of it.
FLAT_MB = 4


def peak_memory(pid, until):
    """The largest resident size of a process while it lives, in megabytes."""
    peak = [0.0]

    def look():
        while not until.wait(0.02):
            try:
                status = pathlib.Path(f"/proc/{pid}/status").read_text()
            except OSError:
                return
            for line in status.splitlines():
                if line.startswith("VmHWM:"):
                    peak[0] = max(peak[0], int(line.split()[1]) / 1024)

    thread = threading.Thread(target=look)
    thread.start()
    return peak, thread


class Measured:
    """One process from start to end: wall seconds, its own processor seconds, peak memory, what it said."""

    def __init__(self, process, expect=(0,)):
        begun, ended = time.monotonic(), threading.Event()
        peak, thread = peak_memory(process.pid, ended)
        self.out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        self.wall = time.monotonic() - begun
        ended.set()
        thread.join()
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = peak[0]
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode in expect, f"{process.args[0]} ended with {process.returncode}: {(process.stderr.read() or '')[-500:]}"


def body_of(world):
    """A body that the practice Webshipper takes, as RackShip sends it; "REF" stands for what is each order's own."""
    channel = world.channel
    address = {"company_name": "Nordlys Cykler ApS", "address_1": "Havnegade 12", "zip": "8000", "city": "Aarhus C",
               "country_code": "DK", "phone": "+4586123456", "email": "lager@nordlys.example"}
    line = {"sku": "CYK-2201", "description": "A bicycle with a name of usual length", "quantity": 2, "unit_price": 4599,
            "vat_percent": 25, "weight": 14200, "weight_unit": "g", "tarif_number": "87120030", "country_of_origin": "IT",
            "ext_ref": "55011"}
    attributes = {"ext_ref": "plain/REF", "visible_ref": "1", "currency": "DKK", "external_comment": "", "internal_comment": "",
                  "delivery_address": address, "billing_address": address, "sender_address": address, "order_lines": [line, line, line]}
    return json.dumps({"data": {"type": "orders", "attributes": attributes, "relationships": {
        "order_channel": {"data": {"type": "order_channels", "id": channel}}}}})


class Crossing:
    """One size, measured several times: each time a fresh world for the program and another for the reference."""

    def __init__(self, build, orders, runs, seconds):
        self.orders = orders
        self.real, self.plain, self.services = [], [], []
        begun = time.monotonic()
        for run in range(runs):
            # Several runs as long as there is time for them; one there always is.
            if run > 0 and time.monotonic() - begun > seconds * run / (run + 1):
                break
            self.cross_once()
            self.request_once(build)

    def cross_once(self):
        with harness.World(orders=self.orders, seed=SEED) as world:
            world.count()
            measured = Measured(world.start("sync", "--once", "--json"), expect=(0, 1))
            counts = world.count()
            report = json.loads(measured.out)
            assert report["failed"] == 0 and report["doubtful"] == 0, report
            measured.crossed = counts["webshipper"]["POST /orders"]
            self.pages = counts["rackbeat"]["GET /orders"]
            self.crossed = measured.crossed
            self.real.append(measured)

    def request_once(self, build):
        with harness.World(orders=self.orders, seed=SEED) as world:
            body = pathlib.Path(world.home, "body.json")
            body.write_text(body_of(world), encoding="utf-8")
            rackbeat, webshipper = world.services["rackbeat"], world.services["webshipper"]
            world.count()
            measured = Measured(subprocess.Popen(
                [build / "tests/bench/plain-requests", rackbeat["url"], rackbeat["key"], webshipper["url"], webshipper["token"],
                 str(self.pages), str(self.crossed), str(body)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
            assert world.count()["webshipper"]["POST /orders"] == self.crossed
            self.plain.append(measured)

    def figures(self, runs):
        return (Figure([self.crossed / run.wall for run in runs]), Figure([run.cpu * 1000 / self.crossed for run in runs], "ms"),
                Figure([run.peak for run in runs], "MB"))


def crossing(build, sizes, runs, seconds):
    """Prints parts 1 and 2."""
    rows, peaks = [], {}
    for orders in sizes:
        one = Crossing(build, orders, runs, seconds)
        rate, cpu, peak = one.figures(one.real)
        plain_rate, plain_cpu, plain_peak = one.figures(one.plain)
        times = ratio(cpu, plain_cpu)
        rows += [[f"{one.crossed:,} orders", "RackShip", rate, cpu, f"{times:.1f} ×", peak, verdict(cpu.median, CPU_TARGET_MS)],
                 ["", "bare requests", plain_rate, plain_cpu, "1 ×", plain_peak, ""]]
        peaks[one.crossed] = peak.median
    table("ORDERS CROSSING from Rackbeat to Webshipper",
          "rackship sync --once against rackship sandbox over real sockets, without rate limits; beside it a C program that makes the very "
          "same number of requests with bodies that lie ready and does nothing with the answers. Speed is of the whole machine, on which the "
          "simulated services work too; processor time is the program's own. Target: at most 1 ms of processor time an order.",
          ["crossing", "program", "orders a second", "processor an order", "ratio", "peak memory", "target"], rows)
    if len(peaks) > 1:
        few, many = min(peaks), max(peaks)
        growth = peaks[many] - peaks[few]
        print(f"  Peak memory grows by {growth:.1f} MB from {few:,} to {many:,} orders: "
              f"{'flat' if growth <= FLAT_MB else f'NOT FLAT (more than {FLAT_MB} MB)'}.")


def budgets(n):
    """Prints part 5."""
    rows = []

    def row(words, counted, budget):
        rows.append([words, counted, budget, verdict(counted, budget)])

    with harness.World(orders=n, seed=SEED) as world:
        items = len(world.world["rackbeat"]["items"])
        world.count()
        world.sync()
        counted, crossed = harness.total(world.count()), len(world.ws_orders())
        row(f"{crossed} new orders cross to Webshipper", counted, math.ceil(crossed / 100) + crossed + math.ceil(items / 100) + 5)
        world.sync()
        world.count()
        world.sync()
        row("nothing changed", harness.total(world.count()), 3)
        orders = world.ws_orders()[:crossed // 2]
        for order in orders:
            world.act("webshipper", "book", order["id"])
        world.count()
        world.sync()
        back = len(orders)
        row(f"{back} dispatched orders come back to Rackbeat", harness.total(world.count()),
            math.ceil(back / 30) + 3 * back + math.ceil(back / 100) + 5)
        world.count()
        world.run("agree", "--json")
        row(f"agreement over {n} orders", harness.total(world.count()), math.ceil(n / 100) + math.ceil(n / 30) + 5)
    table("REQUESTS", "What the services are asked, counted by themselves, beside the budgets of the design. These do not depend on the machine.",
          ["situation", "requests", "budget", ""], rows)
