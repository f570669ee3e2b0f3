# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""What holds of the translations in po/."""

import ast
import re

from tree import CannotCheck

FIELD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?) (".*")$')
PLACE = re.compile(r"%(?:(\d+)\$)?([-+ #0]*\d*(?:\.\d+)?(?:hh|h|ll|l|z)?[sdufgxc])")
TEMPLATE = "po/rackship.pot"


def messages(tree, path):
    """(context, message) → {field: text}, the header left out; obsolete ones too."""
    found, entry, field = {}, {"fuzzy": False}, None

    def close():
        if entry.get("msgid"):
            found[entry.get("msgctxt"), entry["msgid"]] = dict(entry)

    for line in [*tree.lines(path), ""]:
        if match := FIELD.match(line):
            field = match[1]
            entry[field] = ast.literal_eval(match[2])
        elif line.startswith('"') and field:
            entry[field] += ast.literal_eval(line)
        elif line.startswith("#, "):
            entry["fuzzy"] = "fuzzy" in line
        elif not line:
            close()
            entry, field = {"fuzzy": False}, None
    return found


def places(text):
    """The values that a text takes, by what they are: in order, or as numbered."""
    found = PLACE.findall(text.replace("%%", ""))
    return sorted((int(number) if number else index, kind) for index, (number, kind) in enumerate(found, 1))


def translated(message):
    return [text for field, text in message.items() if field.startswith("msgstr")]


def complaints(key, message):
    texts = translated(message)
    if not texts or not all(texts):
        yield f"“{key[1][:60]}” is not translated"
        return
    if message["fuzzy"]:
        yield f"“{key[1][:60]}” is only guessed"
    plural = message.get("msgid_plural", message["msgid"])
    for text in texts:
        # What strftime() takes may be told in another way; what printf() takes may not.
        if places(text) not in (places(message["msgid"]), places(plural)):
            yield f"“{text[:60]}” takes other values than “{key[1][:60]}”"
        if key[1].endswith("…") != text.endswith("…"):
            yield f"“{text[:60]}” ends otherwise than “{key[1][:60]}”"
    if key[1].count("_") == 1 and re.search(r"_\w", key[1]) and texts[0].count("_") != 1:
        yield f"“{texts[0][:60]}” has no letter to press, as “{key[1][:60]}” has"


def translations_are_complete(tree):
    """Each language of po/LINGUAS says all that the template asks, with the same values."""
    if not tree.exists("po/LINGUAS") or not tree.exists(TEMPLATE):
        raise CannotCheck("there are no translations yet")
    wanted = messages(tree, TEMPLATE)
    for language in (line.strip() for line in tree.lines("po/LINGUAS")):
        if not language or language.startswith("#"):
            continue
        path = f"po/{language}.po"
        if not tree.exists(path):
            yield f"{path} is not there"
            continue
        said = messages(tree, path)
        for key in wanted:
            found = complaints(key, said[key]) if key in said else [f"“{key[1][:60]}” is missing"]
            yield from (f"{path}: {words}" for words in found)
