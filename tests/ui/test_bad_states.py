# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""What is in the way is said on a page with a way on, and nothing is lost (PRODUCT §5)."""
import contextlib
import pathlib

from test_pictures import take
from window import Office, main

SEED = 20261123


def test_a_damaged_database_is_said_so_and_opens_when_it_is_put_right():
    with Office(orders=10, seed=SEED) as office:
        office.sync()
        file = next(path for path in pathlib.Path(office.home).rglob("*.db") if path.parent.name != "backups")
        for extra in file.parent.glob(file.name + "-*"):
            extra.unlink()
        whole = file.read_bytes()
        file.write_bytes(b"This is no database." * 400)
        with office.window() as window:
            window.find("label", "This Profile Cannot Be Opened")
            take(window, "bad-damaged")
            window.press("Look Again")
            window.find("label", "This Profile Cannot Be Opened")
            assert file.read_bytes().startswith(b"This is no"), "what is damaged is not written over"
            file.write_bytes(whole)
            window.press("Look Again")
            window.wait_synced()
        office.check_audit()


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
