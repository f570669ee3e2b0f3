# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""What holds of the files around the program: translations, desktop file, metainfo, settings."""

import pathlib
import re
import tempfile

from tree import CannotCheck, run, tool

TRANSLATABLE_C = re.compile(r'(?<![\w"])(?:_|N_|Q_|C_|NC_|g?n?gettext|ngettext|g_dngettext|g_dpgettext2)\s*\(\s*"')
TRANSLATABLE_UI = re.compile(r'translatable="(?:yes|true|1)"')
APP_ID_LIKE = re.compile(r"\bcom[./]example[./](?!org\b)([A-Za-z]\w*)")


def has_translatable(tree, path):
    text = tree.read(path)
    if path.endswith(".c"):
        return TRANSLATABLE_C.search(text) is not None
    if path.endswith((".ui", ".xml")):
        return TRANSLATABLE_UI.search(text) is not None or "<l10n" in text or ".metainfo." in path
    return True


def translatable_files(tree):
    sources = tree.files(".c", ".ui", under="src/")
    others = [path for path in tree.files(under="data/") if re.search(r"\.(desktop|metainfo\.xml|gschema\.xml)(\.in)*$", path)]
    return [path for path in sources + others if has_translatable(tree, path)]


def translations_are_listed(tree):
    """po/POTFILES names every file with text to translate, and no other."""
    wanted = set(translatable_files(tree))
    lists = [path for path in ("po/POTFILES", "po/POTFILES.in") if tree.exists(path)]
    if not lists and not wanted:
        raise CannotCheck("there is no text to translate yet")
    if not lists:
        yield f"po/POTFILES is not there, but {len(wanted)} files have text to translate"
        return
    listed = {line.strip() for line in tree.lines(lists[0])} - {""}
    listed = {line for line in listed if not line.startswith("#")}
    yield from (f"{lists[0]}: {path} is missing" for path in sorted(wanted - listed))
    yield from (f"{lists[0]}: {path} has nothing to translate or is not there" for path in sorted(listed - wanted))


def app_id(tree):
    found = re.search(r"^app_id = '([^']+)'", tree.read("meson.build"), re.MULTILINE)
    if found is None:
        raise CannotCheck("meson.build names no app_id")
    return found[1]


def one_app_id(tree):
    """The application has one id, in every file and in the names of its data files."""
    wanted = app_id(tree)
    name = wanted.rsplit(".", 1)[1]
    files = tree.files(".c", ".h", ".ui", ".xml", ".in", ".json", ".desktop", ".service", ".build", ".py", ".md", ".css", "dev")
    for path in files:
        if path.startswith("tests/lint/"):
            continue
        for number, line in enumerate(tree.lines(path), 1):
            for other in APP_ID_LIKE.findall(line):
                if not other.startswith(name):
                    yield f"{path}:{number}: com.example.{other} is not {wanted}"
    for path in tree.files(under="data/"):
        base = pathlib.PurePosixPath(path).name
        if re.search(r"\.(desktop|metainfo\.xml|gschema\.xml|service)(\.in)*$", base) and not base.startswith(wanted):
            yield f"{path}: its name does not begin with {wanted}"


def data_file(tree, pattern, what):
    """The file and a copy under its installed name, which the validators look at."""
    found = [path for path in tree.files(under="data/") if re.search(pattern, path)]
    if not found:
        raise CannotCheck(f"there is no {what} yet")
    return found


def installed_copy(tree, path, folder):
    copy = pathlib.Path(folder) / re.sub(r"(\.in)+$", "", pathlib.PurePosixPath(path).name)
    text = tree.read(path)
    for key, value in {"app_id": app_id(tree), "APP_ID": app_id(tree), "VERSION": "1.0", "version": "1.0"}.items():
        text = text.replace(f"@{key}@", value)
    copy.write_text(text, encoding="utf-8")
    return str(copy)


def validated(tree, pattern, what, command):
    for path in data_file(tree, pattern, what):
        with tempfile.TemporaryDirectory() as folder:
            status, output = run([tool(command[0]), *command[1:], installed_copy(tree, path, folder)])
        if status != 0:
            yield f"{path}: {output.strip()}"


def desktop_file(tree):
    """The desktop file is valid."""
    yield from validated(tree, r"\.desktop(\.in)*$", "desktop file", ["desktop-file-validate"])


def metainfo(tree):
    """The metainfo is valid."""
    yield from validated(
        tree, r"\.metainfo\.xml(\.in)*$", "metainfo", ["appstreamcli", "validate", "--no-net", "--no-color"]
    )


def settings_schema(tree):
    """The settings schema compiles."""
    program = tool("glib-compile-schemas")
    found = data_file(tree, r"\.gschema\.xml(\.in)*$", "settings schema")
    with tempfile.TemporaryDirectory() as folder:
        for path in found:
            installed_copy(tree, path, folder)
        status, output = run([program, "--strict", "--dry-run", folder])
    if status != 0:
        yield f"{', '.join(found)}: {output.strip()}"
