# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Figures as medians of several runs with their spread, and the tables that show them."""
import statistics
import textwrap

WIDTH = 132


class Figure:
    """What several runs measured of one thing."""

    def __init__(self, values, unit=""):
        self.values = list(values)
        self.unit = unit

    @property
    def median(self):
        return statistics.median(self.values)

    def __str__(self):
        if not self.values:
            return "–"
        number = lambda value: f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
        text = f"{number(self.median)}{' ' + self.unit if self.unit else ''}"
        if len(self.values) > 1:
            text += f" ({number(min(self.values))}–{number(max(self.values))}, n={len(self.values)})"
        return text


def ratio(value, reference):
    """How many times the reference; its spread is that of the runs side by side."""
    if not value.values or not reference.values:
        return None
    return value.median / reference.median


def verdict(value, target):
    if value is None or target is None:
        return ""
    return "within" if value <= target else "OVER"


def paragraph(text):
    print("\n".join(textwrap.wrap(text, WIDTH)))


def table(title, explanation, head, rows):
    print(f"\n{title}", flush=True)
    paragraph(explanation)
    rows = [[str(cell) if cell is not None else "" for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    line = lambda row: "  " + "  ".join(cell.ljust(width) if i == 0 else cell.rjust(width)
                                        for i, (cell, width) in enumerate(zip(row, widths))).rstrip()
    print(line(head))
    print("  " + "  ".join("─" * width for width in widths))
    for row in rows:
        print(line(row), flush=True)
