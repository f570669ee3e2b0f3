#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""counting.py ROOT: what ./dev test counts as passed has passed. Each case below is one line of meson's log."""

import importlib.util
import pathlib
import sys

WELL = "TAP version 14\n1..2\nok 1 /a/first\nok 2 /a/second\n"


def run(result="OK", returncode=0, stdout=WELL, stderr="", duration=1.0):
    return {"result": result, "returncode": returncode, "stdout": stdout, "stderr": stderr, "duration": duration}


# What happened, the run, whether it speaks TAP: the line that is to be its count.
CASES = [
    ("all cases pass", run(), True, "2 passed, 0 failed"),
    ("a case fails", run("FAIL", 1, "1..2\nok 1 /a\nnot ok 2 /b - ERROR:x.c:1:f: no\n"), True, "1 passed, 1 failed"),
    ("a case is skipped with a reason", run(stdout="1..2\nok 1 /a # SKIP no printer\nok 2 /b\n"), True, "1 passed, 0 failed, 1 skipped"),
    ("a case is skipped without a reason", run(stdout="1..2\nok 1 /a # SKIP\nok 2 /b\n"), True, "1 passed, 0 failed, 1 skipped"),
    ("all cases are skipped", run("SKIP", 0, "1..1\nok 1 /a # SKIP no printer\n"), True, "0 passed, 0 failed, 1 skipped"),
    ("a program skips itself in its plan", run("SKIP", 0, "1..0 # SKIP no keyring\n"), True, "0 passed, 0 failed, 1 skipped"),
    ("a program dies after its last good case", run("ERROR", -11), True, "2 passed, 1 failed"),
    ("a sanitizer ends a program after its last good case", run("ERROR", 1, stderr="AddressSanitizer"), True, "2 passed, 1 failed"),
    ("a program is stopped by its timeout", run("TIMEOUT", -15, "1..2\nok 1 /a\n"), True, "1 passed, 1 failed"),
    ("a program ends before its plan is done", run("ERROR", 0, "1..2\nok 1 /a\n"), True, "1 passed, 1 failed"),
    ("a program dies before its first case", run("ERROR", -6, "1..2\n"), True, "0 passed, 1 failed"),
    ("a program that should speak TAP says nothing", run("SKIP", 0, ""), True, "0 passed, 1 failed"),
    ("a script passes", run(stdout=""), False, "1 passed, 0 failed"),
    ("a script that prints ok fails", run("FAIL", 3, "ok 1 - not TAP\n"), False, "0 passed, 1 failed"),
    ("a script skips itself", run("SKIP", 77, "no printer\n"), False, "0 passed, 0 failed, 1 skipped"),
    ("a script is stopped by its timeout", run("TIMEOUT", -15, ""), False, "0 passed, 1 failed"),
    ("a case that a test calls not finished has failed", run("OK", 0, "1..1\nnot ok 1 /a # unfinished\n"), True, "0 passed, 1 failed"),
]


def main():
    place = pathlib.Path(sys.argv[1], ".dev", "tests.py")
    spec = importlib.util.spec_from_file_location("dev_tests", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    print(f"1..{len(CASES)}")
    failed = 0
    for number, (what, one_run, tap, wanted) in enumerate(CASES, 1):
        count = module.Count()
        count.add("program", one_run, tap)
        if count.line() == wanted:
            print(f"ok {number} - {what}")
        else:
            failed += 1
            print(f"# wanted: {wanted}; got: {count.line()} {count.failed} {count.skipped}")
            print(f"not ok {number} - {what}")
    sys.exit(1 if failed else 0)


main()
