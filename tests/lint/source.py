# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""What holds of every source text by itself."""

import re

from tree import CannotCheck, run, tool

# Another version formats otherwise; this is the one of Debian 13.
CLANG_FORMAT = 19

LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
HOLDER = "SPDX-FileCopyrightText: The RackShip developers"
C_HEAD = [f"/* {LICENCE}", f" * {HOLDER} */"]

TEXT = (".c", ".h", ".py", ".sh", ".sql", ".ui", ".css", ".xml", ".json", ".build", ".md", ".in", ".txt", "dev")

MAX_FUNCTION = 80
MAX_FILE = 1000
LONGEST_SHOWN = 3

BANNED_CALLS = {
    "atof": "hangs on the locale: rs_decimal_parse",
    "atoi": "tells no error: g_ascii_string_to_signed",
    "atol": "tells no error: g_ascii_string_to_signed",
    "g_strtod": "hangs on the locale: rs_decimal_parse",
    "gets": "has no bound",
    "localtime": "local time exists only in the UI: GDateTime",
    "sprintf": "has no bound: g_snprintf",
    "sscanf": "hangs on the locale and tells no error",
    "strcat": "has no bound: GString",
    "strcpy": "has no bound: g_strlcpy",
    "strtod": "hangs on the locale: rs_decimal_parse",
    "strtok": "is not safe with threads: g_strsplit",
    "system": "goes through a shell: GSubprocess",
    "vsprintf": "has no bound: g_vsnprintf",
}
# Written so that they do not find themselves.
MACHINE_PATHS = re.compile(r"(?<![\w.$}])/(?:" + "|".join(["home", "root", "Users", "work"]) + r")/[\w.-]")
UNFINISHED = re.compile(r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK"]) + r")\b")


def formatted(tree):
    """C is formatted as .clang-format says."""
    program = tool("clang-format")
    version = re.search(r"version (\d+)", run([program, "--version"])[1])
    if version is None or int(version[1]) != CLANG_FORMAT:
        raise CannotCheck(f"clang-format {CLANG_FORMAT} is asked for, this is {version[1] if version else 'unknown'}")
    files = tree.files(".c", ".h")
    for start in range(0, len(files), 50):
        status, output = run([program, "--dry-run", "--Werror", *files[start : start + 50]], cwd=tree.root)
        wrong = sorted({line.split(":", 1)[0] for line in output.splitlines() if ": error:" in line})
        if status != 0:
            yield from (f"{path}: not as clang-format has it" for path in wrong or [output.strip()])


def licensed(tree):
    """Every source says its licence and holder."""
    for path in tree.files(".c", ".h"):
        if tree.lines(path)[:2] != C_HEAD:
            yield f"{path}:1: does not begin with the two SPDX lines"
    for path in tree.files(".py", ".sh", ".ui", ".css"):
        head = "\n".join(tree.lines(path)[:6])
        if LICENCE not in head or HOLDER not in head:
            yield f"{path}:1: the SPDX lines are not at its top"


def clean_text(tree):
    """No tabs, no space at line ends, no carriage returns, a newline at the end."""
    for path in tree.files(*TEXT):
        text = tree.read(path)
        if text and not text.endswith("\n"):
            yield f"{path}: no newline at its end"
        for number, line in enumerate(text.split("\n"), 1):
            if "\t" in line:
                yield f"{path}:{number}: a tab"
            if line != line.rstrip():
                yield f"{path}:{number}: space at the end of the line"


def functions(lines):
    """Name, first line and length of each function: what stands between braces at a line's beginning."""
    start, name = None, None
    for number, line in enumerate(lines, 1):
        if line.startswith("{"):
            start = number
        elif line.startswith("}") and start is not None:
            if name is not None:
                yield name, start, number - start + 1
            start, name = None, None
        elif start is None:
            called = re.match(r"(\w+) \(", line)
            if called:
                name = called[1]
            elif re.match(r"(typedef|struct|enum|union|static const struct|[;}])", line):
                name = None


def short_functions(tree):
    """No function is longer than a screen."""
    found = []
    for path in tree.files(".c"):
        found += [(length, f"{path}:{start}: {name}") for name, start, length in functions(tree.lines(path))]
    found.sort(reverse=True)
    yield from (f"{where} has {length} lines, at most {MAX_FUNCTION}" for length, where in found if length > MAX_FUNCTION)
    return [f"{length} lines: {where}" for length, where in found[:LONGEST_SHOWN]]


def short_files(tree):
    """No file is longer than a thousand lines."""
    found = sorted(((len(tree.lines(path)), path) for path in tree.files(".c", ".h", ".py")), reverse=True)
    yield from (f"{path} has {length} lines, fewer than {MAX_FILE}" for length, path in found if length >= MAX_FILE)
    return [f"{length} lines: {path}" for length, path in found[:LONGEST_SHOWN]]


def code_only(line):
    """The line without texts and comments, as far as they end on it."""
    line = re.sub(r'"(?:\\.|[^"\\])*"', '""', line)
    return re.sub(r"/\*.*?(\*/|$)|^ \*.*", "", line)


def safe_calls(tree):
    """Nothing hangs on the locale, overruns its buffer or goes through a shell."""
    calls = re.compile(r"(?<![\w.>])(" + "|".join(BANNED_CALLS) + r") ?\(")
    for path in tree.files(".c", ".h"):
        for number, line in enumerate(tree.lines(path), 1):
            for call in calls.findall(code_only(line)):
                yield f"{path}:{number}: {call} {BANNED_CALLS[call]}"


def finished(tree):
    """Nothing is left for later, and nothing names somebody's machine."""
    for path in tree.files(*TEXT):
        for number, line in enumerate(tree.lines(path), 1):
            if UNFINISHED.search(line):
                yield f"{path}:{number}: left for later"
            if MACHINE_PATHS.search(line):
                yield f"{path}:{number}: a path of somebody's machine"
