# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The help is read in the window, in its language, by keyboard alone (PRODUCT §6)."""
import pathlib
import re

from accessible import Atspi, wait_until
from test_pictures import take
from window import DANISH, Office, main

SEED = 20261123
ORDER = ["set-up", "mapping", "partial-shipments", "problems", "what-is-written", "practice", "back-up"]
PAGES = pathlib.Path(__file__).resolve().parent.parent.parent / "src" / "ui" / "help"


def title_of(language, topic):
    return (PAGES / language / f"{topic}.md").read_text(encoding="utf-8").splitlines()[0][2:]


def headings_of(language, topic):
    return re.findall(r"^## (.+) \{", (PAGES / language / f"{topic}.md").read_text(encoding="utf-8"), re.MULTILINE)


def top_of(node):
    return node.node.get_component_iface().get_extents(Atspi.CoordType.WINDOW).y


def open_topic(window, language, topic):
    window.find("list item", title_of(language, topic))
    window.tab_to("list item", title_of(language, topic), key="Down")
    window.key("Return")


def read_every_topic(language, help_word, **more):
    topics = [file.stem for file in sorted((PAGES / language).glob("*.md"), key=lambda file: ORDER.index(file.stem))]
    assert topics == ORDER, topics
    with Office(orders=5, connect=False) as office, office.window("--profile", "empty", **more) as window:
        window.key("F1")
        dialog = window.find("dialog", help_word)
        for topic in topics:
            open_topic(window, language, topic)
            for heading in headings_of(language, topic):
                dialog.find("heading", heading)
            take(window, f"help-{language}-{topic}")
            window.key("alt+Left")
            wait_until(lambda: not dialog.all("heading", headings_of(language, topic)[0]), "the list of topics")


def test_every_topic_is_listed_and_opens_in_english():
    read_every_topic("en", "Help")


def test_every_topic_is_listed_and_opens_in_danish():
    read_every_topic("da", "Hjælp", environment=DANISH)


def test_a_link_leads_from_one_topic_to_another_and_back():
    with Office(orders=5, connect=False) as office, office.window("--profile", "empty", "--width", "360", "--height", "720") as window:
        window.key("F1")
        dialog = window.find("dialog", "Help")
        open_topic(window, "en", "mapping")
        dialog.find("heading", "Drop points")
        take(window, "help-narrow")
        window.tab_to("label", lambda name: name.endswith("see A drop point is missing."))
        window.key("Return")
        dialog.find("heading", "A drop point is missing")
        window.key("alt+Left")
        dialog.find("heading", "Drop points")


def test_what_a_problem_means_is_one_press_away():
    with Office(orders=40, answers=(), seed=SEED) as office, office.window() as window:
        window.wait_synced()
        window.key("ctrl+2")
        card = window.find("list item", "Which country is meant?")
        card.find("button", "What It Means and What to Do").press()
        dialog = window.find("dialog", "Help")
        heading = dialog.find("heading", "Which country is meant?")
        seen = dialog.node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        wait_until(lambda: 0 < top_of(heading) - seen.y < seen.height / 2, "the heading to be at the top")
        take(window, "help-problem")


def test_the_menu_opens_it():
    with Office(orders=5, seed=SEED) as office, office.window("--dark") as window:
        window.wait_synced()
        window.key("F10")
        window.find("menu item", "Help").press()
        window.find("dialog", "Help").find("list item", title_of("en", "set-up"))
        take(window, "help-dark")


if __name__ == "__main__":
    main()
