# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Every page with nothing to show, out of reach of the services, beside a database that is held, and full of what people write into
names: each says what is so and what comes next, and none is lost or broken (PRODUCT §5)."""
import contextlib

from accessible import wait_until
from test_pictures import take
from window import DANISH, Office, main

SEED = 20261123
PAGES = ("orders", "problems", "agreement", "activity")
ENGLISH = {"language": "en", "orders": "Orders", "preferences": "Direction, start date and orders", "connections": "Connections",
           "mapping": "Delivery terms and shipping rates", "reconnect": "Reconnect Rackbeat…",
           "In sync": "In sync", "Out of reach": "Out of reach", "Sync Now": "Sync Now", "not read": "Orders Are Not Being Read",
           "meanwhile": "nothing is lost meanwhile", "nothing": ("No Orders Yet", "No Problems", "Not Compared Yet", "Nothing Here")}
IN_DANISH = {"language": "da", "orders": "Ordrer", "preferences": "Retning, startdato og ordrer", "connections": "Forbindelser",
             "mapping": "Leveringsbetingelser og fragtrater", "reconnect": "Forbind Rackbeat igen…",
             "In sync": "I takt", "Out of reach": "Ingen kontakt", "Sync Now": "Synkroniser nu", "not read": "Ordrerne læses ikke",
             "meanwhile": "imens går intet tabt", "nothing": ("Ingen ordrer endnu", "Ingen problemer", "Ikke sammenlignet endnu", "Intet her")}


def turn_to(window, page):
    window.key(f"ctrl+{PAGES.index(page) + 1}")


def look_at_pages(window, look):
    for page in PAGES:
        turn_to(window, page)
        window.find("list item", lambda name: name != "")
        take(window, f"{look}-{page}")
    turn_to(window, "orders")


def look_at_preferences(window, look, words):
    window.key("ctrl+comma")
    window.find("list item", words["preferences"])
    take(window, f"{look}-preferences")
    window.find("page tab", words["connections"]).press()
    window.find("button", words["reconnect"])
    take(window, f"{look}-connections")
    window.key("Escape")
    window.app.find_gone("dialog")


def look_at_mapping(window, look, words):
    window.key("ctrl+comma")
    window.tab_to("list item", words["mapping"])
    window.key("Return")
    wait_until(lambda: len(window.all("dialog")) > 1 or window.all("list item", lambda name: "GLS" in name), "the mapping")
    take(window, f"{look}-mapping")
    window.key("Escape")
    window.key("Escape")
    window.app.find_gone("dialog")


def say_it_is_read_later(window, words, status):
    window.find("label", words["not read"])
    window.find("label", lambda name: name.startswith(words[status] + ". ") and words["meanwhile"] in name)


def look_at_all(window, look, words):
    look = f"states-{words['language']}-{look}"
    look_at_pages(window, look)
    look_at_preferences(window, look, words)
    look_at_mapping(window, look, words)


def in_each_language():
    return (ENGLISH, {}), (IN_DANISH, {"environment": DANISH})


def test_pages_with_nothing_to_show_say_what_will_come():
    for words, more in in_each_language():
        with Office(orders=0, seed=SEED) as office, office.window(**more) as window:
            window.wait_synced(words["In sync"])
            for page, title in zip(PAGES, words["nothing"]):
                turn_to(window, page)
                window.find("label", title)
            turn_to(window, "orders")
            look_at_all(window, "none", words)


def test_out_of_reach_the_pages_say_so_and_go_on_when_the_services_answer():
    for words, more in in_each_language():
        with Office(orders=10, seed=SEED) as office:
            office.faults({"kind": "reset-before", "count": 0})
            with office.window(**more) as window:
                say_it_is_read_later(window, words, "Out of reach")
                look_at_all(window, "cut", words)
                office.faults()
                window.find("button", words["Sync Now"]).press()
                window.find("table row", lambda name: " 1010," in name)
                window.wait_synced(words["In sync"])
            office.check_audit()


def test_out_of_reach_what_was_read_stays_to_be_worked_with():
    with Office(orders=10, seed=SEED) as office:
        office.sync()
        office.faults({"kind": "reset-before", "count": 0})
        with office.window() as window:
            window.find("table row", lambda name: " 1010," in name)
            window.wait_synced("Out of reach")
            look_at_pages(window, "states-en-cut-later")
            window.key("ctrl+f")
            window.type("1010")
            wait_until(lambda: len(window.all("table row", lambda name: " 10" in name)) == 1, "the order to be found")
            window.key("Return")
            window.find("list item", "Why?")
            take(window, "states-en-cut-later-order")


def test_without_an_answer_the_page_does_not_just_turn():
    with Office(orders=10, seed=SEED) as office:
        office.faults({"kind": "latency", "amount": 30000, "count": 0})
        with office.window() as window:
            window.find("label", "Reading Orders")
            window.find("label", lambda name: name.startswith("There is no answer yet."))
            take(window, "states-en-no-answer")
            window.find("button", "Cancel this sync")


def test_without_a_network_it_is_called_so():
    for words, more in in_each_language():
        with Office(orders=10, seed=SEED) as office:
            with contextlib.closing(office.database()) as database, database:
                assert database.execute("UPDATE setting SET value = 'https://rackbeat.example/api' WHERE name = 'rackbeat-url'").rowcount == 1
            with office.window(**more) as window:
                say_it_is_read_later(window, words, "Out of reach")


def test_beside_a_database_that_another_program_holds_every_page_opens():
    with Office(orders=10, seed=SEED) as office:
        office.sync()
        with contextlib.closing(office.database()) as database, office.window() as window:
            window.wait_synced()
            database.execute("BEGIN EXCLUSIVE")
            look_at_all(window, "held", ENGLISH)
            database.rollback()
            window.press("Sync now")
            window.wait_synced()
        office.check_audit()


if __name__ == "__main__":
    main()
