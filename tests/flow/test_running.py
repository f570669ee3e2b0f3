# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Running for ever: at its own pace, alone on its profile, through pauses of the services."""
import contextlib
import signal
import time

from harness import World, main


@contextlib.contextmanager
def running(world):
    """`rackship sync` in the background."""
    process = world.start("sync")
    process.stdin.close()
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        process.stdout.close()
        process.stderr.close()


def until(condition, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.5)
    return False


def test_a_second_instance_on_the_profile_is_told_so_and_does_nothing():
    with World(orders=20) as world, running(world):
        assert until(lambda: world.ws_orders(), 30), "the first one does nothing"
        time.sleep(1)
        before = len(world.ws_orders())
        world.book_another()
        second = world.run("sync", "--once", expect=(2,))
        assert "Another RackShip is syncing" in second.err, second.err
        assert len(world.ws_orders()) == before, "the second one wrote something"
        # Looking is allowed meanwhile.
        assert world.run("orders", "--json").json


def test_a_new_order_is_across_within_two_minutes():
    with World(orders=10) as world, running(world):
        assert until(lambda: world.ws_orders(), 30)
        time.sleep(2)
        before = len(world.ws_orders())
        world.book_another()
        assert until(lambda: len(world.ws_orders()) > before, 120), "still not across after two minutes"
        world.check_audit()


if __name__ == "__main__":
    main()
