#!/usr/bin/env python3
"""Tells how the tests of build folders went, case by case: count.py BUILD-FOLDER…

Shows the output of the programs that failed, names what failed and what was skipped and why, and ends with one line
"N passed, N failed", with ", N skipped" when any were.  Exits 1 when anything failed or nothing ran.

It reads meson's JSON log and the TAP in it, not meson's JUnit report: that one lists the cases of a TAP program but not
how the program ended, so that one killed by a signal, a sanitizer or its timeout after its last good case looks well."""
import json
import pathlib
import re
import sys

TAIL = 60
CASE = re.compile(r"(not ok|ok)\b\s*(\d*)\s*(?:- )?([^#]*?)\s*(?:#\s*(SKIP|TODO)\b\S*\s*(.*))?$", re.IGNORECASE)
PLAN = re.compile(r"1\.\.(\d+)\s*(?:#\s*SKIP\S*\s*(.*))?$", re.IGNORECASE)
WELL = ("OK", "SKIP", "EXPECTEDFAIL")


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
        well = run["result"] in WELL
        if not cases:
            if run["result"] == "SKIP":
                self.skipped.append(f"{name}: {reason(run)}")
            elif well and not tap:
                self.passed += 1
            else:
                self.failed.append(f"{name}: {how_it_ended(run)}")
        # Its cases are well, the program is not: it died, leaked, stopped early or was stopped.
        elif not well and len(self.failed) == failed_before:
            self.failed.append(f"{name}: {how_it_ended(run)}")

    def add_case(self, name, verdict, number, words, directive, why):
        case = f"{name}: {words or number}"
        directive = (directive or "").upper()
        if verdict.lower() == "ok":
            if directive == "SKIP":
                self.skipped.append(f"{case}: {why or 'no reason given'}")
            elif directive == "TODO":
                self.failed.append(f"{case}: passed, though marked as not working yet")
            else:
                self.passed += 1
        elif directive == "TODO":
            self.skipped.append(f"{case}: does not work yet: {why or 'no reason given'}")
        else:
            self.failed.append(case)

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
    return "ran no case" if run["result"] in WELL else "its output is not what it announced"


def reason(run):
    lines = (run.get("stdout", "") + run.get("stderr", "")).strip().splitlines()
    return lines[-1] if lines else "no reason given"


def show_tail(name, run):
    lines = (run.get("stdout", "") + run.get("stderr", "")).splitlines()
    print(f"--- {name}: the end of its output")
    print("\n".join(lines[-TAIL:]))


def main():
    count = Count()
    for folder in map(pathlib.Path, sys.argv[1:]):
        log = folder / "meson-logs" / "testlog.json"
        protocols = {test["name"]: test["protocol"] for test in json.loads((folder / "meson-info" / "intro-tests.json").read_text())}
        if not log.exists():
            count.failed.append(f"{folder.name}: the tests did not run")
            print((folder / ".dev-test.log").read_text()[-4000:])
            continue
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            run = json.loads(line)
            name = f"{folder.name} {run['name']}"
            failed_before = len(count.failed)
            count.add(name, run, protocols.get(run["name"].split(" / ")[-1]) == "tap")
            if len(count.failed) > failed_before:
                show_tail(name, run)
    for words in count.skipped:
        print(f"skipped: {words}")
    for words in count.failed:
        print(f"failed: {words}")
    print(count.line())
    sys.exit(1 if count.failed or not count.passed else 0)


if __name__ == "__main__":
    main()
