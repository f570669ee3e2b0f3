#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""lint.py ROOT: holds the sources to the house's rules, one TAP test per rule.
lint.py --planted ROOT: plants a breach of each rule into a copy and tests that the rule notices."""

import sys

import data
import layers
import manual
import planted
import source
import translations
import widgets
from tree import CannotCheck, Tree

CHECKS = [
    source.formatted,
    source.licensed,
    source.clean_text,
    source.short_functions,
    source.short_files,
    source.safe_calls,
    source.finished,
    layers.libraries_in_their_place,
    layers.includes_go_down,
    layers.header_names_are_unique,
    layers.no_cycles,
    layers.include_paths_are_the_table,
    layers.everything_is_built,
    data.translations_are_listed,
    translations.translations_are_complete,
    manual.help_is_whole,
    widgets.bins_let_go,
    data.one_app_id,
    data.desktop_file,
    data.metainfo,
    data.settings_schema,
]
MOST_SHOWN = 40


def problems_of(check, tree):
    """What the check found, and its remarks."""
    found, generator = [], check(tree)
    while True:
        try:
            found.append(next(generator))
        except StopIteration as end:
            return found, end.value or []


def comment(text):
    print("\n".join(f"# {line}" for line in text.splitlines()))


def name_of(check):
    return check.__doc__.strip().splitlines()[0].rstrip(".")


def lint(tree):
    """Runs every check; how many failed."""
    n_failed = 0
    print(f"1..{len(CHECKS)}")
    for number, check in enumerate(CHECKS, 1):
        try:
            found, remarks = problems_of(check, tree)
        except CannotCheck as reason:
            print(f"ok {number} - {name_of(check)} # SKIP {reason}")
            continue
        for text in remarks + found[:MOST_SHOWN]:
            comment(text)
        if len(found) > MOST_SHOWN:
            comment(f"… and {len(found) - MOST_SHOWN} more")
        n_failed += bool(found)
        print(f"{'not ok' if found else 'ok'} {number} - {name_of(check)}", flush=True)
    return n_failed


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "--planted":
        return planted.test_all(CHECKS, problems_of, name_of, arguments[1])
    if len(arguments) == 1 and not arguments[0].startswith("-"):
        return lint(Tree(arguments[0]))
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
