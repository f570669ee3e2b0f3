# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""What is in the way is said on a page with a way on, and nothing is lost (PRODUCT §5)."""
import contextlib
import pathlib
import re

from test_pictures import take
from window import DANISH, Office, main

SEED = 20261123


WORDS = {"title": "This Profile Cannot Be Opened", "again": "Look Again", "restore": "Restore the Back-Up", "damaged": "The database is damaged",
         "back-up": "There is a back-up from", "held": "Another program has locked the database", "synced": "In sync", "stranger": "The database was written by a newer RackShip"}
DANISH_WORDS = {"title": "Profilen kan ikke åbnes", "again": "Se efter igen", "restore": "Gendan sikkerhedskopien",
                "damaged": "Databasen er beskadiget", "back-up": "Der er en sikkerhedskopi fra", "held": "Et andet program har låst databasen",
                "synced": "I takt", "stranger": "Databasen er skrevet af en nyere RackShip"}
LOOKS = (("en", WORDS, (), {}), ("da", DANISH_WORDS, ("--width", "360", "--height", "720"), {"environment": DANISH}))


def database_of(office):
    return next(path for path in pathlib.Path(office.home).rglob("*.db") if path.parent.name != "backups")


def damage(office):
    file = database_of(office)
    for extra in file.parent.glob(file.name + "-*"):
        extra.unlink()
    whole = file.read_bytes()
    file.write_bytes(b"This is no database." * 400)
    return file, whole


def says(window, beginning, *parts):
    return window.find("label", lambda name: name.startswith(beginning) and all(part in name for part in parts))


def test_a_damaged_database_is_said_so_and_opens_when_it_is_put_right():
    with Office(orders=10, seed=SEED) as office:
        office.sync()
        file, whole = damage(office)
        for backup in file.parent.glob("backups/*"):
            backup.unlink()
        with office.window() as window:
            window.find("label", WORDS["title"])
            says(window, WORDS["damaged"])
            assert not window.all("button", WORDS["restore"]), "there is nothing to restore"
            window.press(WORDS["again"])
            window.find("label", WORDS["title"])
            assert file.read_bytes().startswith(b"This is no"), "what is damaged is not written over"
            file.write_bytes(whole)
            window.press(WORDS["again"])
            window.wait_synced()
        office.check_audit()


def test_a_back_up_takes_a_damaged_database_s_place_at_a_press():
    for look, words, _, more in LOOKS:
        with Office(orders=10, seed=SEED) as office:
            office.sync()
            count = len(office.ws_orders())
            file, _ = damage(office)
            with office.window(**more) as window:
                text = says(window, words["damaged"], words["back-up"]).name
                assert not re.search(r"T\d\d:|\dZ", text), f"a moment is said as people say it, not: {text}"
                take(window, f"bad-{look}-damaged")
                window.press(words["restore"])
                window.wait_synced(words["synced"])
                window.find("table row", lambda name: " 1010," in name)
            assert [kept for kept in file.parent.glob(file.name + ".before-*") if kept.read_bytes().startswith(b"This is no")], "the damaged file is kept"
            assert len(office.ws_orders()) == count
            office.check_audit()


def test_a_database_that_another_program_keeps_to_itself_is_said_so_and_opens_when_it_lets_go():
    for look, words, size, more in LOOKS:
        with Office(orders=10, seed=SEED) as office:
            office.sync()
            with contextlib.closing(office.database()) as database:
                database.execute("PRAGMA locking_mode = EXCLUSIVE")
                database.execute("BEGIN EXCLUSIVE")
                with office.window(*size, **more) as window:
                    says(window, words["held"])
                    take(window, f"bad-{look}-held")
                    database.rollback()
                    database.close()
                    window.press(words["again"])
                    window.wait_synced(words["synced"]) if not size else window.find("table row", lambda name: " 1010," in name)
            office.check_audit()


def test_a_newer_database_is_left_alone():
    for look, words, _, more in LOOKS:
        with Office(orders=10, seed=SEED) as office:
            office.sync()
            with contextlib.closing(office.database()) as database:
                database.execute("PRAGMA user_version = 9999")
            with office.window(**more) as window:
                says(window, words["stranger"], "9999")
                assert not window.all("button", words["restore"]), "an older copy would not help"
                take(window, f"bad-{look}-newer")


def test_while_another_program_holds_the_database_what_was_read_is_shown_and_then_it_goes_on():
    with Office(orders=10, seed=SEED) as office:
        office.sync()
        count = len(office.ws_orders())
        with contextlib.closing(office.database()) as database:
            database.execute("BEGIN EXCLUSIVE")
            with office.window() as window:
                window.find("table row", lambda name: " 1010," in name)
                database.rollback()
                window.wait_synced()
        assert len(office.ws_orders()) == count
        office.check_audit()


if __name__ == "__main__":
    main()
