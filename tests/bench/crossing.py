# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Orders that cross, each way, by the real program and by a reference that only makes the requests; and the requests that
DESIGN §7 counts."""
import json
import math
import os
import pathlib
import subprocess
import threading
import time

import harness
from inbound import Inbound
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


def outbound_body(world):
    """A body that the practice Webshipper takes, as RackShip sends it; "REF" stands for what is each order's own."""
    address = {"company_name": "Nordlys Cykler ApS", "address_1": "Havnegade 12", "zip": "8000", "city": "Aarhus C",
               "country_code": "DK", "phone": "+4586123456", "email": "lager@nordlys.example"}
    line = {"sku": "CYK-2201", "description": "A bicycle with a name of usual length", "quantity": 2, "unit_price": 4599,
            "vat_percent": 25, "weight": 14200, "weight_unit": "g", "tarif_number": "87120030", "country_of_origin": "IT",
            "ext_ref": "55011"}
    attributes = {"ext_ref": "plain/REF", "visible_ref": "1", "currency": "DKK", "external_comment": "", "internal_comment": "",
                  "delivery_address": address, "billing_address": address, "sender_address": address, "order_lines": [line, line, line]}
    return json.dumps({"data": {"type": "orders", "attributes": attributes, "relationships": {
        "order_channel": {"data": {"type": "order_channels", "id": world.channel}}}}})


def inbound_body(world):
    """A draft that the practice Rackbeat takes, as RackShip sends it."""
    address = {"name": "Nordlys Cykler ApS", "street": "Søvej 5", "zipcode": "8600", "city": "Silkeborg", "country": "Denmark"}
    lines = [{"item_id": item["number"], "name": item["name"], "quantity": 2, "line_price": 80, "vat_percentage": 25} for item in world.stocked()]
    return json.dumps({"customer_id": world.customers[0]["number"], "other_reference": "plain/REF", "heading": "1", "currency": "DKK",
                       **{f"{kind}_{name}": text for kind in ("address", "delivery_address") for name, text in address.items()}, "lines": lines})


def lines_of(world):
    return [{"sku": item["number"], "description": item["name"], "quantity": 2, "unit_price": 80.0, "vat_percent": 25.0} for item in world.stocked()]


class Outbound:
    """From Rackbeat to Webshipper."""
    READ, WRITTEN = ("rackbeat", "/orders?limit=100&page="), ("webshipper", "/orders")
    TYPE, body = "application/vnd.api+json", staticmethod(outbound_body)

    @staticmethod
    def world(orders):
        return harness.World(orders=orders, seed=SEED)


class Homeward:
    """From Webshipper to Rackbeat, of customers and items that are known."""
    READ, WRITTEN = ("webshipper", "/orders?page%5Bsize%5D=30&page%5Bnumber%5D="), ("rackbeat", "/orders/drafts")
    TYPE, body = "application/json", staticmethod(inbound_body)

    @staticmethod
    def world(orders):
        world = Inbound(seed=SEED)
        world.sync()
        customers, lines, rate = world.customers[:8], lines_of(world), world.rate()
        for i in range(orders):
            world.order(f"W-{i}", customers[i % 8], lines, shipping_rate_id=int(rate))
        return world


class Crossing:
    """One size, measured several times: each time a fresh world for the program and another for the reference."""

    def __init__(self, build, way, orders, runs, seconds):
        self.way, self.orders = way, orders
        self.real, self.plain, self.services = [], [], []
        begun = time.monotonic()
        for run in range(runs):
            # Several runs as long as there is time for them; one there always is.
            if run > 0 and time.monotonic() - begun > seconds * run / (run + 1):
                break
            self.cross_once()
            self.request_once(build)

    def cross_once(self):
        reader, (writer, path) = self.way.READ[0], self.way.WRITTEN
        with self.way.world(self.orders) as world:
            world.count()
            measured = Measured(world.start("sync", "--once", "--json"), expect=(0, 1))
            counts = world.count()
            report = json.loads(measured.out)
            assert report["failed"] == 0 and report["doubtful"] == 0, report
            self.crossed = counts[writer][f"POST {path}"]
            self.pages = counts[reader]["GET /orders"]
            self.real.append(measured)

    def request_once(self, build):
        (reader, pages), (writer, path) = self.way.READ, self.way.WRITTEN
        with self.way.world(self.orders) as world:
            body = pathlib.Path(world.home, "body.json")
            body.write_text(self.way.body(world), encoding="utf-8")
            read, written = world.services[reader], world.services[writer]
            secret = lambda service: service.get("key") or service["token"]
            world.count()
            measured = Measured(subprocess.Popen(
                [build / "tests/bench/plain-requests", read["url"] + pages, secret(read), str(self.pages), written["url"] + path,
                 secret(written), str(self.crossed), self.way.TYPE, str(body)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
            assert world.count()[writer][f"POST {path}"] == self.crossed
            self.plain.append(measured)

    def figures(self, runs):
        return (Figure([self.crossed / run.wall for run in runs]), Figure([run.cpu * 1000 / self.crossed for run in runs], "ms"),
                Figure([run.peak for run in runs], "MB"))


def rows_of(one, words):
    """What one size came to, and its median peak."""
    rate, cpu, peak = one.figures(one.real)
    plain_rate, plain_cpu, plain_peak = one.figures(one.plain)
    return [[f"{one.crossed:,} {words}", "RackShip", rate, cpu, f"{ratio(cpu, plain_cpu):.1f} ×", peak, verdict(cpu.median, CPU_TARGET_MS)],
            ["", "bare requests", plain_rate, plain_cpu, "1 ×", plain_peak, ""]], peak.median


def crossing(build, sizes, runs, seconds):
    """Prints parts 1 and 2."""
    rows, peaks = [], {}
    for orders in sizes:
        one = Crossing(build, Outbound, orders, runs, seconds)
        more, peaks[one.crossed] = rows_of(one, "to Webshipper")
        rows += more
    rows += rows_of(Crossing(build, Homeward, min(sizes), runs, seconds), "to Rackbeat")[0]
    table("ORDERS CROSSING",
          "rackship sync --once against rackship sandbox over real sockets, without rate limits; beside it a C program that makes the very "
          "same number of requests with bodies that lie ready and does nothing with the answers. Speed is of the whole machine, on which the "
          "simulated services work too; processor time is the program's own. Target: at most 1 ms of processor time an order.",
          ["orders", "program", "orders a second", "processor an order", "ratio", "peak memory", "target"], rows)
    if len(peaks) > 1:
        few, many = min(peaks), max(peaks)
        growth = peaks[many] - peaks[few]
        print(f"  Peak memory grows by {growth:.1f} MB from {few:,} to {many:,} orders to Webshipper: "
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
    with Homeward.world(n) as world:
        before = len(world.crossed())
        world.count()
        world.sync()
        counted, crossed = harness.total(world.count()), len(world.crossed()) - before
        row(f"{crossed} new orders cross to Rackbeat", counted, math.ceil(crossed / 30) + crossed + 5)
    table("REQUESTS", "What the services are asked, counted by themselves, beside the budgets of the design. These do not depend on the machine.",
          ["situation", "requests", "budget", ""], rows)
