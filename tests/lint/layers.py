# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Who may include whom. Include paths in meson hold most of it; this holds the rest and says it in words."""

import pathlib
import re

# From the bottom up. What a layer may include besides itself.
ALLOWED = {
    "base": set(),
    "model": {"base"},
    "net": {"model", "base"},
    "store": {"model", "base"},
    "secrets": {"model", "base"},
    "rackbeat": {"net", "model", "base"},
    "webshipper": {"net", "model", "base"},
    "print": {"model", "base"},
    "sync": {"rackbeat", "webshipper", "store", "net", "model", "base"},
    "sandbox": {"net", "model", "base"},
    "core": {"base", "model", "net", "store", "secrets", "rackbeat", "webshipper", "print", "sync", "sandbox"},
    "cli": {"core", "sync", "store", "print", "model", "base"},
    "ui": {"core", "sync", "store", "print", "model", "base"},
    "": {"cli", "ui"},
}
# Where only some headers of another layer are meant.
ONLY = {
    ("sync", "net"): {"rs-lane.h", "rs-transport.h"},
    ("cli", "sync"): {"rs-engine.h"},
    ("ui", "sync"): {"rs-engine.h"},
}
# Libraries that one part of the house has for itself.
LIBRARIES = {
    "libsoup/": {"net"},
    "libsecret/": {"secrets"},
    "sqlite3.h": {"store"},
    "adwaita.h": {"ui", "print"},
    "gtk/": {"ui", "print"},
    "gdk/": {"ui", "print"},
    "poppler": {"print", "ui"},
    "cups/": {"print"},
}
INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')
GENERATED = {"rs-config.h", "rs-schema-sql.h", "rs-ui-resources.h"}
# Headers of core name the layers below it, so their folders come along in the include path of who uses core; what these
# include themselves is held to the table.
COMES_ALONG = {"cli": "core", "ui": "core", "": "core"}


def includes(tree, path):
    """Line number, whether in quotes, and name of each include."""
    for number, line in enumerate(tree.lines(path), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found[1] == '"', found[2]


def layer_of(path):
    """The folder below src; "" for what stands in src itself."""
    parts = path.split("/")
    return parts[1] if len(parts) > 2 else ""


def headers_of_house(tree):
    return {pathlib.PurePosixPath(path).name: path for path in tree.files(".h", under="src/")}


def libraries_in_their_place(tree):
    """libsoup only in net, libsecret in secrets, sqlite3.h in store, GTK in ui and print."""
    for path in tree.files(".c", ".h", under="src/"):
        for number, _, name in includes(tree, path):
            for library, homes in LIBRARIES.items():
                if name.startswith(library) and layer_of(path) not in homes:
                    yield f"{path}:{number}: {name} belongs to {' and '.join(sorted(homes))}"


def includes_go_down(tree):
    """A layer includes only what the table allows it."""
    house = headers_of_house(tree)
    for path in tree.files(".c", ".h", under="src/"):
        layer = layer_of(path)
        if layer not in ALLOWED:
            yield f"{path}: the table does not know the layer {layer}"
            continue
        for number, quoted, name in includes(tree, path):
            header = pathlib.PurePosixPath(name).name
            if not quoted or header in GENERATED:
                continue
            if header not in house:
                yield f"{path}:{number}: {name} is not there"
                continue
            other = layer_of(house[header])
            if other != layer and other not in ALLOWED[layer]:
                yield f"{path}:{number}: {layer or 'src'} may not include {other}/{header}"
            elif header not in ONLY.get((layer, other), {header}):
                yield f"{path}:{number}: {layer} may include of {other} only {', '.join(sorted(ONLY[layer, other]))}"


def header_names_are_unique(tree):
    """A header's name says alone which one is meant."""
    seen = {}
    for path in tree.files(".h", under="src/"):
        name = pathlib.PurePosixPath(path).name
        if name in seen:
            yield f"{path}: {seen[name]} has the same name"
        seen[name] = path


def find_cycle(graph):
    """A list of nodes that leads back to its first, or None."""
    done, trail = set(), []

    def visit(node):
        if node in trail:
            return trail[trail.index(node) :] + [node]
        if node in done:
            return None
        trail.append(node)
        for other in sorted(graph.get(node, ())):
            cycle = visit(other)
            if cycle:
                return cycle
        trail.pop()
        done.add(node)
        return None

    for start in sorted(graph):
        cycle = visit(start)
        if cycle:
            return cycle
    return None


def no_cycles(tree):
    """Neither headers nor layers include each other in a circle."""
    house = headers_of_house(tree)
    headers, layers = {}, {}
    for path in tree.files(".c", ".h", under="src/"):
        for _, _, name in includes(tree, path):
            other = house.get(pathlib.PurePosixPath(name).name)
            if other is None:
                continue
            if path.endswith(".h"):
                headers.setdefault(path, set()).add(other)
            if layer_of(other) != layer_of(path):
                layers.setdefault(layer_of(path), set()).add(layer_of(other))
    for graph in (headers, layers):
        cycle = find_cycle(graph)
        if cycle:
            yield " → ".join(node or "src" for node in cycle)


def include_paths_are_the_table(tree):
    """The include path of a layer's library holds no folder that the table does not allow."""
    for path in tree.files("meson.build", under="src/"):
        layer = layer_of(path)
        if layer == "" or "/" in path.removeprefix("src/" + layer + "/"):
            continue
        allowed = ALLOWED.get(layer, set()) | ALLOWED.get(COMES_ALONG.get(layer), set())
        for number, line in enumerate(tree.lines(path), 1):
            for other in re.findall(r"\b([a-z]+)_inc\b", line):
                if other in ALLOWED and other not in allowed | {layer}:
                    yield f"{path}:{number}: {layer} may not include {other}"


def everything_is_built(tree):
    """Every source and every test is named in a meson.build."""
    for path in tree.files(".c"):
        name = pathlib.PurePosixPath(path).name
        words = {name, name.removesuffix(".c"), name.removesuffix(".c").removeprefix("test-")}
        folders = [folder.as_posix() for folder in pathlib.PurePosixPath(path).parents][:-1]
        near = [f"{folder}/meson.build" for folder in folders if tree.exists(f"{folder}/meson.build")]
        # Tests share sources of tests/support.
        near += tree.files("meson.build", under="tests/") if path.startswith("tests/support/") else []
        named = set()
        for build in near:
            named |= {re.split(r"/", word)[-1] for word in re.findall(r"'([^']+)'", tree.read(build))}
        if not words & named:
            yield f"{path}: no meson.build names it"
