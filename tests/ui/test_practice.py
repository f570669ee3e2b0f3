# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Practice mode beside a profile that works: it is called what it is, and touches neither that profile's orders nor its keys
(PRODUCT F9.4)."""
import contextlib
import subprocess

from test_preferences import SEED
from window import Office, main

KEPT = ("setting", "counterpart", "step", "problem")


def keys():
    """What the keyring holds for any profile."""
    return subprocess.run(["secret-tool", "search", "--all", "--unlock", "profile", "default"], check=True, capture_output=True, text=True,
                          timeout=60).stdout


def kept(office):
    """What the profile's database says, table by table."""
    with contextlib.closing(office.database()) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"'))) for name in sorted(tables & set(KEPT))}


def test_practice_leaves_the_profile_its_keys_and_the_services_as_they_are():
    with Office(orders=10, seed=SEED) as office:
        office.sync()
        before, secrets, crossed = kept(office), keys(), office.ws_orders()
        assert before["setting"] and secrets and crossed
        office.count()
        with office.window("--practice") as window:
            window.find("label", lambda name: name.startswith("Practice mode"))
            window.find("table row")
            window.wait_synced()
            window.press("Sync now")
            window.wait_synced()
        assert not any(sum(service.values()) for service in office.count().values()), "no service was asked"
        assert kept(office) == before and keys() == secrets and office.ws_orders() == crossed
        with office.window() as window:
            window.wait_synced()
            assert not window.app.has_one("label", lambda name: name.startswith("Practice mode"))
        office.check_audit()


if __name__ == "__main__":
    main()
