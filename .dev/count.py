#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Counts the single cases of meson's JUnit reports and prints what failed: count.py REPORT…

The last line is "N passed, N failed", with ", N skipped" when any were."""
import sys
import xml.etree.ElementTree as xml

passed = failed = skipped = 0
for path in sys.argv[1:]:
    for suite in xml.parse(path).getroot().iter("testsuite"):
        cases = list(suite.iter("testcase"))
        broken = False
        for case in cases:
            if case.find("failure") is not None or case.find("error") is not None:
                failed += 1
                broken = True
                print(f"failed: {suite.get('name')} {case.get('name')}")
            elif case.find("skipped") is not None:
                skipped += 1
                reason = case.find("skipped").get("message") or ""
                print(f"skipped: {suite.get('name')} {case.get('name')} {reason}")
            else:
                passed += 1
        # A program that died after its last case has no failing case of its own.
        if not broken and int(suite.get("errors") or 0) + int(suite.get("failures") or 0) > 0:
            failed += 1
            print(f"failed: {suite.get('name')} as a whole")
print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(1 if failed or not passed else 0)
