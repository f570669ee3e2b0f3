# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""What holds of the help that the window shows: the same in each language, and in the window's own words."""

import re

from translations import messages, translated
from tree import CannotCheck

FOLDER = "src/ui/help/"
HEADING = re.compile(r"^## (.+) \{#([a-z-]+)\}$", re.MULTILINE)
STRONG = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\[[^\]]+\]\(([^)]*)\)")
TITLE_OF_KIND = re.compile(r'\{ (RS_PROBLEM_[A-Z_]+), N_ \("([^"]*)"\) \}')
CODE = re.compile(r'#define (RS_PROBLEM_[A-Z_]+)[\s\\]+"([a-z-]+)"')


def help_is_whole(tree):
    """The help has the same pages and headings in each language, speaks the window's words, and knows every problem."""
    pages = {path[len(FOLDER):]: tree.read(path) for path in tree.files(".md", under=FOLDER)}
    if not pages:
        raise CannotCheck("there is no help yet")
    languages = sorted({path.split("/")[0] for path in pages})
    topics = sorted({path.split("/")[1] for path in pages})
    wanted = ["en", *tree.read("po/LINGUAS").split()]
    yield from (f"{FOLDER}{language} is not there" for language in wanted if language not in languages)
    resources = tree.read("src/ui/rackship.gresource.xml")
    yield from (f"src/ui/rackship.gresource.xml: {path} is not in it" for path in pages if f'alias="{path}"' not in resources)
    places = {topic[:-3]: {anchor for _, anchor in HEADING.findall(pages.get("en/" + topic, ""))} for topic in topics}
    for language in languages:
        words = None if language == "en" else window_words(tree, language)
        for topic in topics:
            yield from page_is_whole(pages, language, topic, words, places)
    yield from kinds_are_told(tree, pages, languages)


def page_is_whole(pages, language, topic, words, places):
    path, text, english = FOLDER + f"{language}/{topic}", pages.get(f"{language}/{topic}"), pages.get(f"en/{topic}")
    if text is None or english is None:
        yield f"{FOLDER}{language if text is None else 'en'}/{topic} is not there"
        return
    if not re.match(r"# \S", text):
        yield f"{path}:1: does not begin with its title"
    yield from (f"{path}: a heading without an id: {line}" for line in text.splitlines() if line.startswith("##") and not HEADING.match(line))
    if [anchor for _, anchor in HEADING.findall(text)] != [anchor for _, anchor in HEADING.findall(english)]:
        yield f"{path}: its headings are not those of the English page"
    if sorted(LINK.findall(text)) != sorted(LINK.findall(english)):
        yield f"{path}: its links are not those of the English page"
    for target in LINK.findall(text):
        topic_of, _, anchor = target.partition("#")
        if topic_of not in places or (anchor and anchor not in places[topic_of]):
            yield f"{path}: a link leads nowhere: {target}"
    strong = list(map(word, STRONG.findall(text)))
    if words is None:
        return
    yield from (f"{FOLDER}en/{topic}: “{said}” stands nowhere in the window" for said in map(word, STRONG.findall(english)) if said not in words)
    left = list(strong)
    for said in map(word, STRONG.findall(english)):
        same = next((other for other in left if other in words.get(said, ())), None)
        if same is None:
            yield f"{path}: “{said}” is not named as in the window: {sorted(words.get(said, ()))}"
        else:
            left.remove(same)
    yield from (f"{path}: “{other}” is not in the English page" for other in left)


def word(text):
    return text.replace("_", "")


def window_words(tree, language):
    """What the window says → how it may say it in the language, without the letters to press."""
    said = {}
    for (_, english), message in messages(tree, f"po/{language}.po").items():
        said.setdefault(word(english), set()).update(map(word, translated(message)))
    return said


def kinds_are_told(tree, pages, languages):
    if not tree.exists("src/ui/rs-words.c"):
        return
    codes = dict(CODE.findall(tree.read("src/model/rs-problem.h")))
    kinds = {codes[name]: title for name, title in TITLE_OF_KIND.findall(tree.read("src/ui/rs-words.c"))}
    for language in languages:
        words = {title: {title} for title in kinds.values()} if language == "en" else window_words(tree, language)
        told = {anchor: title for title, anchor in HEADING.findall(pages.get(f"{language}/problems.md", ""))}
        for code, title in kinds.items():
            if told.get(code) not in words.get(title, ()):
                yield f"{FOLDER}{language}/problems.md: {code} is told as {told.get(code)!r}, not as {words.get(title)}"
