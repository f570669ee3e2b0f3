# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""One profile is synced by one program at a time, and the window says by which (PRODUCT F9.1)."""
from accessible import wait_until
from window import Office, main


def test_the_window_takes_over_when_another_stops_syncing():
    with Office(orders=20) as office:
        other = office.start("sync")
        try:
            wait_until(office.ws_orders, "the other to sync")
            with office.window() as window:
                window.wait_synced("Synced by another window")
                other.terminate()
                other.communicate(timeout=30)
                window.wait_synced()
                count = len(office.ws_orders())
                number = office.book_another()
                window.press("Sync now")
                wait_until(lambda: len(office.ws_orders()) > count, f"order {number} to cross")
        finally:
            other.kill()
        office.check_audit()


if __name__ == "__main__":
    main()
