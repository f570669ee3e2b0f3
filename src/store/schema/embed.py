#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Writes the schema's SQL files as C strings: embed.py OUTPUT INPUT…"""
import json
import pathlib
import sys

with open(sys.argv[1], "w", encoding="utf-8") as out:
    out.write("#pragma once\n\n")
    for name in sys.argv[2:]:
        path = pathlib.Path(name)
        lines = "\n".join("  " + json.dumps(line + "\n") for line in path.read_text(encoding="utf-8").splitlines())
        out.write(f"static const char rs_schema_{path.stem}[] =\n{lines};\n")
