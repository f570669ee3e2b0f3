#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Runs the tests that are built, once plainly and, for the suites below the window, once under the sanitizers, and tells how
they went, case by case: tests.py [NAME…]

Shows the output of the programs that failed, names what failed and what was skipped and why, and ends with one line
"N passed, N failed", with ", N skipped" when any were.  Exits 1 when anything failed or nothing ran.

It reads meson's JSON log and the TAP in it, not meson's JUnit report: that one lists the cases of a TAP program but not
how the program ended, so that one killed by a signal, a sanitizer or its timeout after its last good case looks well."""
import dataclasses
import json
import os
import pathlib
import re
import subprocess
import sys
import time

TAIL = 60
CASE = re.compile(r"(not ok|ok)\b\s*(\d*)\s*(?:- )?([^#]*?)\s*(?:#\s*SKIP\S*\s*(?P<why>.*))?$", re.IGNORECASE)
PLAN = re.compile(r"1\.\.(\d+)\s*(?:#\s*SKIP\S*\s*(.*))?$", re.IGNORECASE)


@dataclasses.dataclass
class Build:
    folder: str
    suites: tuple = ()  # empty: all
    patience: int = 3  # a machine that does other things besides is slow, which is no fault of the test
    environment: dict = dataclasses.field(default_factory=dict)

    def tests(self):
        """What this build is to run: meson's own description of each test."""
        described = json.loads(pathlib.Path(self.folder, "meson-info", "intro-tests.json").read_text(encoding="utf-8"))
        return [test for test in described if not self.suites or any(suite.split(":")[-1] in self.suites for suite in test["suite"])]

    @property
    def log(self):
        return pathlib.Path(self.folder, "meson-logs", "testlog.json")

    @property
    def output(self):
        return pathlib.Path(self.folder, ".dev-test.log")

    def run(self, names):
        start = time.monotonic()
        self.log.unlink(missing_ok=True)
        which = names or [word for suite in self.suites for word in ("--suite", suite)]
        with open(self.output, "wb") as output:
            subprocess.run(["meson", "test", "-C", self.folder, "--no-rebuild", "--timeout-multiplier", str(self.patience),
                            "--num-processes", str(os.cpu_count()), *which],
                           stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=os.environ | self.environment, check=False)
        print(f"{self.folder}: the tests took {time.monotonic() - start:.0f} s", flush=True)


BUILDS = [
    Build("_build"),
    # Fibers switch stacks, which the leak checker cannot follow.
    Build("_build-asan", suites=("unit", "flow", "sim"), patience=6, environment={
        "ASAN_OPTIONS": "detect_leaks=0:detect_stack_use_after_return=0", "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1"}),
    Build("_build-fuzz"),
]


class Count:
    def __init__(self):
        self.passed = 0
        self.failed = []
        self.skipped = []

    def add(self, name, run, tap):
        """One program's run, as a line of meson's log has it; tap says whether its output is to be read."""
        failed_before = len(self.failed)
        cases = 0
        for line in run.get("stdout", "").splitlines() if tap else ():
            if case := CASE.match(line):
                cases += 1
                self.add_case(name, *case.groups())
            elif (plan := PLAN.match(line)) and plan[1] == "0":
                cases += 1
                self.skipped.append(f"{name}: {plan[2] or 'no reason given'}")
        well = run["result"] in ("OK", "SKIP", "EXPECTEDFAIL")
        if run["result"] == "SKIP" and not cases and not tap:
            self.skipped.append(f"{name}: {last_line(run)}")
        elif well and not cases and not tap:
            self.passed += 1
        elif not cases or (not well and len(self.failed) == failed_before):
            # Each of its cases may be well and the program not: it died, stopped early or was stopped.
            self.failed.append(f"{name}: {how_it_ended(run)}")

    def add_case(self, name, verdict, number, words, why):
        case = f"{name}: {words or number}"
        if verdict.lower() != "ok":
            self.failed.append(case)
        elif why is not None:
            self.skipped.append(f"{case}: {why or 'no reason given'}")
        else:
            self.passed += 1

    def line(self):
        skipped = f", {len(self.skipped)} skipped" if self.skipped else ""
        return f"{self.passed} passed, {len(self.failed)} failed{skipped}"


def how_it_ended(run):
    if run["result"] == "TIMEOUT":
        return f"did not end within {run['duration']:.0f} s"
    if run["returncode"] < 0:
        return f"killed by signal {-run['returncode']}"
    if run["returncode"] > 0:
        return f"ended with status {run['returncode']}"
    return "ran no case" if run["result"] in ("OK", "SKIP") else "its output is not what it announced"


def output_lines(run):
    return (run.get("stdout", "") + "\n" + run.get("stderr", "")).strip().splitlines()


def last_line(run):
    return (output_lines(run) or ["no reason given"])[-1]


def add_build(count, build):
    """Adds how the tests of one build went, and shows the output of those that failed."""
    if not build.log.exists():
        count.failed.append(f"{build.folder}: the tests did not run")
        print("\n".join(build.output.read_text(errors="replace").splitlines()[-TAIL:]))
        return
    tap = {test["name"] for test in build.tests() if test["protocol"] == "tap"}
    for line in build.log.read_text(encoding="utf-8", errors="replace").splitlines():
        run = json.loads(line)
        short = run["name"].split(" / ")[-1]
        name = f"{build.folder} {short}"
        failed_before = len(count.failed)
        count.add(name, run, short in tap)
        if len(count.failed) > failed_before:
            print(f"--- {name}: the end of its output")
            print("\n".join(output_lines(run)[-TAIL:]))


def main(wanted):
    unknown = set(wanted) - {test["name"] for build in BUILDS for test in build.tests()}
    if unknown:
        sys.exit(f"there is no test named {', '.join(sorted(unknown))}")
    count = Count()
    for build in BUILDS:
        here = {test["name"] for test in build.tests()}
        names = [name for name in wanted if name in here]
        if here and (names or not wanted):
            build.run(names)
            add_build(count, build)
    for words in count.skipped:
        print(f"skipped: {words}")
    for words in count.failed:
        print(f"failed: {words}")
    print(count.line())
    return 1 if count.failed or not count.passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
