# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The database is copied once a day; a copy can take its place, and nothing is done twice by what it does not know."""
import contextlib
import pathlib
import sqlite3

from checks import check_audit, check_journal, check_orders, settle
from harness import World, main

FIRST_SCHEMA = pathlib.Path(__file__).parents[2] / "src/store/schema/0001.sql"

def folder(world):
    return pathlib.Path(world.home) / "rackship" / "default"


def backups(world):
    return sorted(path.name for path in folder(world).glob("backups/*.db"))


def age_backups(world, days):
    """The back-ups were made so many days before."""
    for path in sorted(folder(world).glob("backups/*.db")):
        date, rest = path.name.split("-")
        path.rename(path.with_name(f"{int(date) - days * 10000}-{rest}"))


def objects(database):
    return set(database.execute("SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'index') AND name NOT LIKE 'sqlite_%'"))


def added_since_version_1(database):
    """What is to be dropped so that the first version is left, indexes first."""
    with contextlib.closing(sqlite3.connect(":memory:")) as first:
        first.executescript(FIRST_SCHEMA.read_text())
        later = objects(database) - objects(first)
    assert later, "nothing was added since"
    return sorted(later)


def damage(world):
    path = folder(world) / "rackship.db"
    content = bytearray(path.read_bytes())
    content[100:8192] = b"\x55" * 8092
    path.write_bytes(content)
    for rest in folder(world).glob("rackship.db-*"):
        rest.unlink()


def test_a_back_up_is_made_once_a_day_and_seven_are_kept():
    with World(orders=10) as world:
        world.sync()
        assert len(backups(world)) == 1
        world.sync()
        assert len(backups(world)) == 1
        for _ in range(9):
            age_backups(world, 1)
            world.sync()
        assert len(backups(world)) == 7, backups(world)


def test_a_restored_back_up_finds_again_what_has_crossed_since():
    with World(orders=8) as world:
        world.sync()
        assert len(backups(world)) == 1
        like = next(o for o in world.rb_orders() if o["is_booked"] and str(o["number"]) not in world.held())
        lines = [{"item_id": line["child_id"], "quantity": 2} for line in like["lines"] if line["child_id"]]
        for _ in range(30):
            world.act("rackbeat", "create-order", "", order={"customer_id": like["customer_id"], "delivery_terms_id": like["delivery_terms_id"],
                                                             "lines": lines})
        world.sync()
        for order in world.ws_orders()[5:20]:
            world.act("webshipper", "book", order["id"])
        world.sync()
        made = len(world.ws_orders()), len(world.rb_shipments()), sum(len(o["notes"]) for o in world.rb_orders())
        assert made[0] >= 30 and made[1] >= 10 and made[2] >= 10, made
        assert "in its place" in world.run("restore", expect=(0,)).out
        world.sync()
        settle(world)
        check_journal(world)
        check_orders(world)
        check_audit(world)
        assert made == (len(world.ws_orders()), len(world.rb_shipments()), sum(len(o["notes"]) for o in world.rb_orders())), "something was done twice"
        adopted = [entry for entry in world.run("activity", "--json").json if entry["result"] == "adopted"]
        assert len(adopted) >= 15, f"{len(adopted)} were found again"


def test_what_was_sent_on_both_sides_since_a_back_up_is_known_again():
    with World(orders=10) as world:
        world.sync()
        assert len(backups(world)) == 1
        before = {o["id"] for o in world.ws_orders()}
        for _ in range(6):
            world.book_another()
        world.sync()
        new = [o for o in world.ws_orders() if o["id"] not in before]
        assert len(new) == 6, new
        for order in new:
            world.act("webshipper", "dispatch", order["id"])
        world.sync()
        numbers = {o["attributes"]["visible_ref"] for o in new}
        known = {o["number"]: (o["state"], o["tracking"]) for o in world.run("orders", "--json").json if o["number"] in numbers}
        assert {state for state, _ in known.values()} == {"shipped"}, known
        world.run("restore", expect=(0,))
        world.sync()
        settle(world)
        assert {o["number"]: (o["state"], o["tracking"]) for o in world.run("orders", "--json").json if o["number"] in numbers} == known
        check_audit(world)


def test_a_damaged_database_says_what_to_do_and_restoring_does_it():
    with World(orders=10) as world:
        world.sync()
        damage(world)
        refused = world.run("orders", expect=(2,))
        assert "damaged" in refused.err and "rackship restore" in refused.err, refused.err
        world.run("restore", expect=(0,))
        assert list(folder(world).glob("rackship.db.before-*")), "the damaged file was not kept"
        world.sync()
        check_orders(world)
        world.check_audit()


def test_what_an_older_version_wrote_is_copied_before_it_is_changed():
    with World(orders=5) as world:
        world.sync()
        age_backups(world, 1)
        with contextlib.closing(world.database()) as database, database:
            database.executescript("".join(f"DROP {kind} {name};" for kind, name in added_since_version_1(database)) + "PRAGMA user_version = 1")
        world.run("orders", expect=(0,))
        assert len(backups(world)) == 2
        with contextlib.closing(sqlite3.connect(folder(world) / "backups" / backups(world)[-1])) as copy:
            assert copy.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_back_up_that_cannot_be_made_is_told_and_stops_nothing():
    with World(orders=5) as world:
        (folder(world) / "backups").write_text("no folder")
        world.sync()
        assert world.ws_orders()
        assert "backup-failed" in {p["code"] for p in world.problems()}
        (folder(world) / "backups").unlink()
        world.sync()
        assert "backup-failed" not in {p["code"] for p in world.problems()} and backups(world)


def test_a_damaged_back_up_takes_no_place():
    with World(orders=5) as world:
        world.sync()
        copy = next(folder(world).glob("backups/*.db"))
        copy.write_bytes(copy.read_bytes()[:5000] + b"\x55" * 9000)
        before = (folder(world) / "rackship.db").read_bytes()
        refused = world.run("restore", expect=(2,))
        assert "cannot be restored" in refused.err, refused.err
        assert (folder(world) / "rackship.db").read_bytes() == before
        assert "no back-up" in world.run("restore", "20260101-000000.db", expect=(2,)).err
        assert "no back-up" in world.run("restore", "../rackship.db", expect=(2,)).err
        world.sync()


if __name__ == "__main__":
    main()
