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


def book_another(world):
    """One more order like one that crossed."""
    numbers = {o["attributes"]["visible_ref"] for o in world.ws_orders()}
    like = next(o for o in world.rb_orders() if str(o["number"]) in numbers)
    world.control("/act", {"service": "rackbeat", "action": "create-order", "order": {
        "customer_id": like["customer_id"], "delivery_address": like["delivery_address"], "delivery_terms_id": like["delivery_terms_id"],
        "lines": [{"item_id": like["lines"][0]["child_id"], "quantity": 1}]}})


def test_a_second_instance_on_the_profile_is_told_so_and_does_nothing():
    with World(orders=20) as world, running(world):
        assert until(lambda: world.ws_orders(), 30), "the first one does nothing"
        time.sleep(1)
        before = len(world.ws_orders())
        book_another(world)
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
        book_another(world)
        assert until(lambda: len(world.ws_orders()) > before, 120), "still not across after two minutes"
        world.check_audit()


if __name__ == "__main__":
    main()
