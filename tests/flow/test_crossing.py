# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The main job: orders cross, the shipped mark and the tracking number come back, and requests are counted."""
import contextlib
import math

from harness import SEED, World, main, total


def test_every_booked_order_crosses_once_and_whole():
    with World(orders=80) as world:
        report = world.sync()
        booked = [order for order in world.rb_orders() if order["is_booked"]]
        held = world.held()
        crossed = {order["attributes"]["visible_ref"] for order in world.ws_orders()}
        assert len(crossed) == len(world.ws_orders()), "an order crossed twice"
        assert len(crossed) >= 60, f"only {len(crossed)} crossed"
        missing = [order["number"] for order in booked if str(order["number"]) not in crossed and str(order["number"]) not in held]
        assert missing == [], f"neither across nor held: {missing}"
        assert report["failed"] == 0 and report["doubtful"] == 0
        world.check_audit()


def test_drafts_stay_where_they_are():
    with World(orders=30) as world:
        world.sync()
        drafts = {str(order["number"]) for order in world.rb_orders() if not order["is_booked"]}
        assert drafts and not drafts & {order["attributes"]["visible_ref"] for order in world.ws_orders()}


def test_a_cycle_without_changes_costs_three_requests():
    with World(orders=80) as world:
        world.sync()
        world.sync()
        world.count()
        report = world.sync()
        counts = world.count()
        assert total(counts) <= 3, counts
        assert report["requests"]["rackbeat"] + report["requests"]["webshipper"] == total(counts)


def test_what_an_account_refuses_is_asked_for_once_a_day():
    for refused in ("webshipper.sort=refused", "webshipper.include=refused"):
        with World(orders=30, switches=[refused]) as world:
            world.sync()
            world.sync()
            world.count()
            world.sync()
            assert total(world.count()) <= 3, refused
            with contextlib.closing(world.database()) as database, database:
                assert database.execute("UPDATE capability SET learned_at = learned_at - 86400000001 WHERE name = 'orders-list'").rowcount == 1
            world.control("/switches", {refused.split("=")[0]: "honoured"})
            world.sync()
            way = next(iter(world.database().execute("SELECT value FROM capability WHERE name = 'orders-list'")))[0]
            assert way == "sorted, with shipments", way


def test_new_orders_cost_one_request_each_and_a_few_lists():
    with World(orders=80) as world:
        world.count()
        world.sync()
        counts = world.count()
        n = len(world.ws_orders())
        items = len(world.world["rackbeat"]["items"])
        budget = math.ceil(n / 100) + n + math.ceil(items / 100) + 5
        assert total(counts) <= budget, f"{total(counts)} of {budget}: {counts}"


def test_dispatched_orders_come_back_within_three_requests_each():
    with World(orders=60) as world:
        world.sync()
        orders = world.ws_orders()[:30]
        for order in orders:
            world.act("webshipper", "book", order["id"])
        world.count()
        world.sync()
        counts = world.count()
        n = len(orders)
        budget = math.ceil(n / 30) + 3 * n + math.ceil(n / 100) + 5
        assert total(counts) <= budget, f"{total(counts)} of {budget}: {counts}"
        shipped = [order for order in world.rb_orders() if order["is_shipped"]]
        assert len(shipped) == n, f"{len(shipped)} of {n} are shipped in Rackbeat"
        world.check_audit()


def test_tracking_numbers_of_every_parcel_are_noted_once():
    with World(orders=30) as world:
        world.sync()
        order = world.ws_orders()[0]
        booked = world.act("webshipper", "book", order["id"])
        number = booked["attributes"]["tracking_links"][0]["number"]
        world.sync()
        world.sync()
        notes = next(o["notes"] for o in world.rb_orders() if str(o["number"]) == order["attributes"]["visible_ref"])
        assert sum(number in note["note"] for note in notes) == 1, notes


def test_what_leaves_in_two_parcels_is_two_rackbeat_shipments():
    with World(orders=60) as world:
        world.sync()
        order = next(o for o in world.ws_orders() if len(o["attributes"]["order_lines"]) >= 2)
        number = int(order["attributes"]["visible_ref"])
        lines = order["attributes"]["order_lines"]
        world.act("webshipper", "book", order["id"], lines=[lines[0]["id"]])
        world.sync()
        mine = [s for s in world.rb_shipments() if s["order_id"] == number]
        assert len(mine) == 1 and mine[0]["is_shipped"], mine
        assert sum(line["quantity"] for line in mine[0]["lines"]) == lines[0]["quantity"], mine[0]["lines"]
        assert next(o for o in world.rb_orders() if o["number"] == number)["is_partly_shipped"]
        world.act("webshipper", "book", order["id"])
        world.sync()
        assert next(o for o in world.rb_orders() if o["number"] == number)["is_shipped"]
        assert len([s for s in world.rb_shipments() if s["order_id"] == number]) == 2
        world.check_audit()


def test_shipped_by_hand_in_rackbeat_is_dispatched_in_webshipper():
    with World(orders=30) as world:
        world.sync()
        order = world.ws_orders()[0]
        shipment = world.act("rackbeat", "create-shipment", order["attributes"]["visible_ref"])
        world.act("rackbeat", "ship", shipment["id"])
        world.sync()
        now = next(o for o in world.ws_orders() if o["id"] == order["id"])
        assert now["attributes"]["status"] == "dispatched", now["attributes"]["status"]
        world.check_audit()


def test_a_delivery_term_that_lists_leave_out_is_read_with_the_order():
    with World(orders=30, switches=["rackbeat.delivery_terms=alone"]) as world, World(orders=30, seed=SEED) as usual:
        world.sync()
        usual.sync()
        assert len(world.ws_orders()) == len(usual.ws_orders()) > 10
        world.count()
        world.sync()
        assert total(world.count()) <= 3, "orders are read by themselves again and again"


def test_the_companys_own_address_crosses_as_the_senders_unless_the_channels_is_chosen():
    # The channel's sender has an e-mail address, the company's in Rackbeat has none.
    for sender, email in (("company", None), ("channel", "lager@nordlys.example")):
        with World(orders=15) as world:
            world.run("setup", "--choose", f"sender={sender}", expect=(0,))
            world.sync()
            senders = {(o["attributes"]["sender_address"]["address_1"], o["attributes"]["sender_address"].get("email"))
                       for o in world.ws_orders()}
            assert senders == {("Havnegade 12", email)}, senders


def test_only_what_passes_the_filters_crosses_and_the_rest_says_why():
    with World(orders=40, seed=SEED) as world, World(orders=40, seed=SEED) as usual:
        usual.sync()
        countries = [o["attributes"]["delivery_address"]["country_code"] for o in usual.ws_orders()]
        chosen = min(set(countries), key=countries.count)
        world.run("setup", "--choose", f"only-countries={chosen}", expect=(0,))
        world.sync()
        across = [o["attributes"]["delivery_address"]["country_code"] for o in world.ws_orders()]
        assert across == [chosen] * countries.count(chosen), across
        stays = [o for o in world.run("orders", "--json").json if "its country does not cross" in o["next"]]
        assert stays and all(o["state"] == "not-wanted" for o in stays), stays[:2]
        world.run("setup", "--choose", "only-countries=", expect=(0,))
        world.sync()
        assert len(world.ws_orders()) == len(countries), "what was filtered away does not cross when the filter is taken away"
        world.check_audit()


def test_a_wrong_choice_is_refused_in_words():
    with World(orders=5) as world:
        for words, said in ((["--choose", "freight=maybe"], "leave-out|virtual"), (["--choose", "colour=blue"], "no choice"),
                            (["--trigger", "orders"], "order|shipment")):
            assert said in world.run("setup", *words, expect=(2,)).err


def test_preview_writes_nothing():
    with World(orders=40) as world:
        world.count()
        plans = world.run("preview", "--json").json
        counts = world.count()
        writes = [call for service in counts.values() for call in service if not call.startswith("GET")]
        assert writes == [] and world.ws_orders() == [], writes
        assert sum(len(plan["steps"]) for plan in plans) > 20


def test_every_held_order_says_why_and_goes_when_answered():
    with World(orders=60, answers=[], maps=["GLS pakkeshop=GLS Erhverv", "DAO Pakkeshop=DAO Direkte"]) as world:
        world.sync()
        codes = {problem["code"] for problem in world.problems()}
        assert {"country-unknown", "quantity-fraction", "term-unmapped", "address-incomplete"} <= codes, codes
        before = len(world.ws_orders())
        world.set_up()
        world.sync()
        codes = {problem["code"] for problem in world.problems()}
        assert codes <= {"address-incomplete"}, codes
        assert len(world.ws_orders()) > before
        world.check_audit()


if __name__ == "__main__":
    main()
