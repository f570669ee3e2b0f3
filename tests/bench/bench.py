#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""./dev bench: DESIGN §7 as numbers, each beside a reference measured in the same run."""
import argparse
import json
import os
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "flow")]
# The harness takes the program's place from the command line.
BUILD = pathlib.Path(sys.argv[1]).resolve()
import harness  # noqa: E402

harness.PROGRAM = str(BUILD / "src/rackship")
from crossing import budgets, crossing  # noqa: E402
from report import Figure, paragraph, ratio, table, verdict  # noqa: E402

ANSWER_TARGET_MS = 50
OPEN_TARGET, SCROLL_TARGET = 1.3, 1.2
BLOCK_LIMIT_MS, FRAME_MS = 8, 16


def of_kind(runs, *kinds, field):
    return Figure([result[field] for run in runs for result in run["results"] if result["kind"] in kinds], "ms")


def show_opening(measured):
    opened = Figure([run["opened_ms"] for run in measured["open"]], "ms")
    frame = Figure([run["first_frame_ms"] for run in measured["open"]], "ms")
    empty = Figure([run["opened_ms"] for run in measured["empty"]], "ms")
    cpu, empty_cpu = (Figure([run["opened_cpu_ms"] for run in measured[name]], "ms") for name in ("open", "empty"))
    times = ratio(opened, empty)
    memory, plain_memory = (Figure([run["peak_kb"] / 1024 for run in measured[name]], "MB") for name in ("open", "empty"))
    table(f"OPENING THE WINDOW on {measured['orders']:,} orders",
          "From the start of the program until rows are on the screen (a virtual one, drawn without a graphics card), beside an empty libadwaita "
          f"window until it is on the screen. Target: at most {OPEN_TARGET} times as long. On a busy machine the processor time, of all threads, "
          "tells more.",
          ["until", "time", "ratio", "processor", "ratio", "peak memory", "target"],
          [["RackShip's first frame", frame, f"{ratio(frame, empty):.2f} ×", "", "", "", ""],
           ["RackShip's first rows", opened, f"{times:.2f} ×", cpu, f"{ratio(cpu, empty_cpu):.2f} ×", memory, verdict(times, OPEN_TARGET)],
           ["an empty window", empty, "1 ×", empty_cpu, "1 ×", plain_memory, ""]])


def show_using(measured):
    rows = []
    for name, words, kinds in (("use", "RackShip", ("search", "filter", "sort")), ("plain_use", "plain labels", ("replace",))):
        for kind in kinds:
            answer, listed, shown, cpu = (of_kind(measured[name], kind, field=field)
                                          for field in ("answer_ms", "listed_ms", "shown_ms", "process_ms"))
            rows.append([{"replace": "other rows"}.get(kind, kind), words, answer, listed, shown, cpu,
                         verdict(answer.median, ANSWER_TARGET_MS) if name == "use" else ""])
    table(f"USING THE LIST of {measured['orders']:,} orders",
          "From the key or click until the answer is there, until the list has made rows of it, and until they are drawn; and the processor time "
          "of all that. Beside it a GtkColumnView of plain labels whose rows are exchanged for others, which is GTK's own share. Target: the answer is "
          f"there within {ANSWER_TARGET_MS} ms.",
          ["act", "list", "answer", "rows made", "drawn", "processor", "target"], rows)


def show_scrolling(measured):
    rows = []
    for kind, words in (("page", "page by page"), ("leap", "leaps to anywhere")):
        real = of_kind(measured["scroll"], kind, field="thread_ms")
        plain = of_kind(measured["plain_scroll"], kind, field="thread_ms")
        times = ratio(real, plain)
        rows += [[words, f"RackShip, {measured['scroll'][0]['rows']} rows × {measured['scroll'][0]['columns']} columns", real, f"{times:.2f} ×", verdict(times, SCROLL_TARGET)],
                 ["", f"plain labels, {measured['plain_scroll'][0]['rows']} rows × {measured['plain_scroll'][0]['columns']} columns", plain, "1 ×", ""]]
    table("SCROLLING",
          "Processor time of the main thread for each step, drawing included, beside a GtkColumnView with as many columns of plain labels in an area of "
          f"the same size. Target: at most {SCROLL_TARGET} times as much.",
          ["step", "list", "a step", "ratio", "target"], rows)


def show_stall(stall):
    wall, cpu, spans = stall["loop"]["wall"], stall["loop"]["cpu"], stall["loop"]["spans"]
    milliseconds = lambda words, field, target: [words, f"{wall[field]:.1f} ms", f"{cpu[field]:.1f} ms", verdict(cpu[field], target)]
    table(f"THE WINDOW WHILE {stall['crossed']:,} ORDERS CROSS behind it",
          "How long the main loop is busy at a time, which is how long a click or key waits, drawing without a graphics card included. "
          f"Target: never longer than a frame, {FRAME_MS} ms; the design wants {BLOCK_LIMIT_MS} ms. On a busy machine the wall clock also counts "
          "what other programs take; processor time does not.",
          ["busy at a time", "by the wall clock", "processor", "target"],
          [milliseconds("longest", "longest_ms", FRAME_MS),
           milliseconds("one in a hundred is longer than", "rare_ms", BLOCK_LIMIT_MS),
           [f"times longer than {BLOCK_LIMIT_MS} ms, of {spans:,}", f"{wall['over_8_ms']:,}", f"{cpu['over_8_ms']:,}", ""],
           [f"times longer than {FRAME_MS} ms", f"{wall['over_16_ms']:,}", f"{cpu['over_16_ms']:,}", ""]])
    print(f"  Peak memory of the window: {stall['peak_kb'] / 1024:.0f} MB.")


def windows(orders, stall_orders, runs):
    """Runs windows.py on a desktop of its own."""
    result = subprocess.run([HERE.parent / "ui/run-in-session", "--", sys.executable, "-B", str(HERE / "windows.py"), str(BUILD), str(BUILD / "bench"),
                             str(orders), str(stall_orders), str(runs)], stdout=subprocess.PIPE, text=True, check=False)
    if result.returncode != 0:
        sys.exit(f"The window could not be measured (status {result.returncode}).")
    return json.loads(result.stdout.splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("build", help=argparse.SUPPRESS)
    parser.add_argument("part", nargs="*", choices=[[], "crossing", "window", "requests"], help="only these; all when none is named")
    parser.add_argument("--quick", action="store_true", help="smaller and fewer runs: under a minute")
    parser.add_argument("--orders", type=int, help="let so many orders cross too (100000: to see that memory stays flat)")
    parser.add_argument("--rows", type=int, help="orders in the list (default 100000; 1000000: the design's own)")
    options = parser.parse_args()
    parts = options.part or ["requests", "crossing", "window"]
    sizes = sorted({300, 1000} if options.quick else {1000, options.orders or 10000} | ({10000} if options.orders else set()))
    rows = options.rows or (10000 if options.quick else 100000)

    paragraph(f"RackShip measured on this machine: {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}. Figures are medians (smallest–largest, number of runs).")
    if "requests" in parts:
        budgets(40 if options.quick else 80)
    if "crossing" in parts:
        crossing(BUILD, sizes, runs=2 if options.quick else 3, seconds=15 if options.quick else 60)
    if "window" in parts:
        measured = windows(rows, 500 if options.quick else 10000, 2 if options.quick else 5)
        show_opening(measured)
        show_using(measured)
        show_scrolling(measured)
        show_stall(measured["stall"])


main()
