# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The real window on a virtual display, measured from within by the meter (meter.h), beside references in the same run:

    windows.py BUILD PROFILE ORDERS STALL-ORDERS RUNS

Runs inside tests/ui/run-in-session; prints what was measured as JSON. PROFILE is the folder that profiles are kept in."""
import fcntl
import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "flow")]
import harness  # noqa: E402

WIDTH, HEIGHT = 1400, 900
PATIENCE = 600


class Office(harness.World):
    """Its keys are in the keyring of this desktop."""
    KEYRING = {}


class Metered:
    """A program that is measured from within while it runs."""

    def __init__(self, build, mode, command, environment=None):
        self.out = pathlib.Path(tempfile.mkdtemp(prefix="rackship-meter-"), "result.json")
        environment = dict(environment or os.environ, LD_PRELOAD=str(build / "tests/bench/libmeter.so"), RS_METER=mode, RS_METER_OUT=str(self.out),
                           GTK_A11Y="none", RS_METER_START=str(time.monotonic_ns() // 1000))
        self.process = subprocess.Popen([str(word) for word in command], env=environment)

    def result(self):
        try:
            status = self.process.wait(timeout=PATIENCE)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
        assert status == 0 and self.out.exists(), f"{self.process.args[0]} ended with {status}"
        result = json.loads(self.out.read_text())
        self.out.unlink()
        self.out.parent.rmdir()
        return result


def measure(build, mode, command, environment=None):
    return Metered(build, mode, command, environment).result()


def made_profile(build, folder, orders):
    """A profile's database with so many orders, made once for each number, schema and maker."""
    maker, schema = build / "tests/bench/make-profile", HERE.parent.parent / "src/store/schema"
    what = b"".join(path.read_bytes() for path in [HERE / "make-profile.c", *sorted(schema.glob("*.sql"))])
    digest = hashlib.sha256(what).hexdigest()[:12]
    made = folder / f"profile-{orders}-{digest}.db"
    if made.exists():
        return made
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if digest not in old.name:
            old.unlink()
    print(f"Making a profile with {orders:,} orders, once…", file=sys.stderr, flush=True)
    partial = folder / "partial.db"
    subprocess.run([maker, partial, str(orders)], check=True)
    partial.rename(made)
    return made


class Years(Office):
    """An office whose profile has so many orders already. Another program holds its sync, so that only the list is at work."""

    def __init__(self, made):
        super().__init__(orders=1, connect=False)
        place = pathlib.Path(self.home, "rackship", "default")
        place.mkdir(parents=True)
        shutil.copyfile(made, place / "rackship.db")
        self.connect()
        self.set_up()
        self.lock = open(place / "sync.lock", "w")
        fcntl.flock(self.lock, fcntl.LOCK_EX)


def main():
    build, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    orders, stall_orders, runs = (int(word) for word in sys.argv[3:6])
    print(json.dumps(lists(build, folder, orders, runs) | {"stall": stall(build, stall_orders)}))


def lists(build, folder, orders, runs):
    """Opening, using and scrolling the list of a profile with @orders orders."""
    plain = build / "tests/bench/plain-window"
    window = [harness.PROGRAM, "--width", WIDTH, "--height", HEIGHT]
    result = {"empty": [], "open": [], "use": [], "plain_use": [], "scroll": [], "plain_scroll": [], "orders": orders}
    with Years(made_profile(build, folder, orders)) as office:
        for _ in range(runs):
            result["empty"].append(measure(build, "empty", [plain, "empty"]))
            result["open"].append(measure(build, "open", window, office.environment))
        real = measure(build, "use", window, office.environment)
        plain_list = [plain, "list", orders, real["columns"], real["width"], real["height"]]
        result["use"].append(real)
        result["plain_use"].append(measure(build, "use", plain_list))
        for _ in range(runs):
            result["scroll"].append(measure(build, "scroll", window, office.environment))
            result["plain_scroll"].append(measure(build, "scroll", plain_list))
    return result


def stall(build, orders):
    """The main loop while a sync of @orders orders runs behind the list."""
    with Office(orders=orders, seed=7) as office:
        metered = Metered(build, "watch", [harness.PROGRAM, "--width", WIDTH, "--height", HEIGHT], office.environment)
        crossed, quiet = 0, 0
        while quiet < 8 and metered.process.poll() is None:
            time.sleep(0.5)
            now = office.count(fresh=False)["webshipper"].get("POST /orders", 0)
            quiet = quiet + 1 if now == crossed and now > 0 else 0
            crossed = now
        metered.process.send_signal(signal.SIGTERM)
        return metered.result() | {"crossed": crossed}


if __name__ == "__main__":
    harness.PROGRAM = str(pathlib.Path(sys.argv[1]) / "src/rackship")
    main()
