# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Webshipper to Rackbeat after the crossing: shipments and marks, edits, cancellations, and a change of direction."""
import math

from harness import main, total
from inbound import Inbound


def of(world, order):
    return next(o for o in world.rb_orders() if o["number"] == world.crossed()[order["id"]]["number"])


def ws(world, order):
    return next(o for o in world.ws_orders() if o["id"] == order["id"])["attributes"]


def shipments_of(world, order):
    return [s for s in world.rb_shipments() if s["order_id"] == of(world, order)["number"]]


def test_what_is_dispatched_in_webshipper_is_shipped_in_rackbeat_with_its_tracking_number():
    with Inbound("--booked") as world:
        order = world.order("W-1")
        world.sync()
        number = world.act("webshipper", "book", order["id"])["attributes"]["tracking_links"][0]["number"]
        world.sync()
        assert of(world, order)["is_shipped"] and len(shipments_of(world, order)) == 1, world.problems()
        assert sum(number in note["note"] for note in of(world, order)["notes"]) == 1
        row = next(o for o in world.run("orders", "--json").json if o["reference"] == "W-1")
        assert row["state"] == "shipped" and row["tracking"] == number, row
        world.sync()
        assert len(shipments_of(world, order)) == 1 and len(of(world, order)["notes"]) == 1
        world.check_audit()


def test_what_leaves_in_two_parcels_is_two_shipments():
    with Inbound("--booked") as world:
        order = world.order("W-1")
        world.sync()
        lines = ws(world, order)["order_lines"]
        world.act("webshipper", "book", order["id"], lines=[lines[0]["id"]])
        world.sync()
        first = shipments_of(world, order)
        assert len(first) == 1 and first[0]["is_shipped"] and of(world, order)["is_partly_shipped"], world.problems()
        assert [(l["child_id"], l["quantity"]) for l in first[0]["lines"]] == [(lines[0]["sku"], lines[0]["quantity"])]
        world.act("webshipper", "book", order["id"])
        world.sync()
        assert len(shipments_of(world, order)) == 2 and of(world, order)["is_shipped"], world.problems()
        world.check_audit()


def test_with_shipments_chosen_what_is_booked_becomes_a_shipment():
    with Inbound("--booked", "--trigger", "shipment") as world:
        order = world.order("W-1")
        world.sync()
        assert shipments_of(world, order) == []
        world.act("webshipper", "book", order["id"])
        world.sync()
        assert len(shipments_of(world, order)) == 1 and of(world, order)["is_shipped"], world.problems()
        world.check_audit()


def test_what_is_shipped_in_rackbeat_is_dispatched_in_webshipper():
    with Inbound("--booked") as world:
        order = world.order("W-1")
        world.sync()
        shipment = world.act("rackbeat", "create-shipment", of(world, order)["number"])
        world.act("rackbeat", "ship", shipment["id"])
        world.sync()
        assert ws(world, order)["status"] == "dispatched" and world.problems() == [], world.problems()
        world.check_audit()


def test_a_draft_that_went_out_waits_for_a_person_to_confirm_it():
    with Inbound() as world:
        order = world.order("W-1")
        world.sync()
        world.act("webshipper", "book", order["id"])
        world.sync()
        assert [p["code"] for p in world.problems()] == ["changed-after"] and "Confirm it" in world.problems()[0]["text"], world.problems()
        world.act("rackbeat", "book", of(world, order)["number"])
        world.sync()
        assert of(world, order)["is_shipped"] and world.problems() == [], world.problems()


def edit(world, order, **attributes):
    world.act("webshipper", "edit", order["id"], **attributes)


def test_an_edit_in_webshipper_changes_the_draft_and_leaves_what_a_person_changed_there():
    with Inbound() as world:
        order = world.order("W-1")
        world.sync()
        number = of(world, order)["number"]
        world.act("rackbeat", "edit", number, note="Ring først")
        address = dict(ws(world, order)["delivery_address"], address_1="Nyvej 9")
        lines = [dict(line, quantity=7) for line in ws(world, order)["order_lines"]]
        edit(world, order, delivery_address=address, order_lines=lines)
        world.sync()
        now = of(world, order)
        assert now["number"] == number and now["delivery_address"]["street"] == "Nyvej 9", (now["delivery_address"], world.problems())
        assert [line["quantity"] for line in now["lines"]] == [7, 7], now["lines"]
        assert now["note"] == "Ring først", now["note"]
        world.count()
        world.sync()
        assert not any("PUT" in call for call in world.count()["rackbeat"]), "it is updated again and again"


def test_an_edit_after_it_was_confirmed_is_told_with_the_difference_and_may_be_left():
    with Inbound("--booked") as world:
        order = world.order("W-1")
        world.sync()
        edit(world, order, order_lines=[dict(line, quantity=7) for line in ws(world, order)["order_lines"]])
        world.sync()
        problem = world.problems()[0]
        assert problem["code"] == "changed-after" and "lines" in problem["text"] and "leave" in problem["remedies"], problem
        assert [line["quantity"] for line in of(world, order)["lines"]] == [2, 2]
        world.run("answer", str(of(world, order)["number"]), "leave")
        world.sync()
        assert world.problems() == []


def test_a_cancelled_order_takes_its_untouched_draft_away():
    with Inbound() as world:
        order = world.order("W-1")
        world.sync()
        world.act("webshipper", "cancel", order["id"])
        world.sync()
        assert world.crossed() == {}, world.problems()
        row = next(o for o in world.run("orders", "--json").json if o["reference"] == "W-1")
        assert row["state"] == "cancelled", row
        world.sync()
        assert world.problems() == [] and world.crossed() == {}


def test_a_cancelled_order_that_is_confirmed_in_rackbeat_is_told():
    with Inbound("--booked") as world:
        order = world.order("W-1")
        world.sync()
        world.act("webshipper", "cancel", order["id"])
        world.sync()
        assert [p["code"] for p in world.problems()] == ["cancelled-after"] and order["id"] in world.crossed()
        world.act("rackbeat", "cancel", of(world, order)["number"])
        world.sync()
        assert world.problems() == [], world.problems()


def test_what_is_deleted_in_rackbeat_is_told_and_never_made_again():
    with Inbound() as world:
        order = world.order("W-1")
        world.sync()
        world.act("rackbeat", "delete", of(world, order)["number"])
        world.sync("--sweep")
        assert [p["code"] for p in world.problems()] == ["gone-in-target"], world.problems()
        world.sync("--sweep")
        assert world.crossed() == {}


def test_new_orders_cost_one_request_each_and_a_few_lists():
    for options, each in (((), 1), (("--booked",), 2)):
        with Inbound(*options) as world:
            world.order("W-before")
            world.sync()
            n = 40
            for i in range(n):
                world.order(f"W-{i}", world.customers[i % 8])
            world.count()
            world.sync()
            counts = world.count()
            assert len(world.crossed()) == n + 1, world.problems()
            budget = math.ceil(n / 30) + each * n + 5
            assert total(counts) <= budget, f"{total(counts)} of {budget}: {counts}"


def test_a_cycle_without_changes_costs_three_requests():
    with Inbound("--booked") as world:
        orders = [world.order(f"W-{i}") for i in range(5)]
        world.sync()
        world.act("webshipper", "book", orders[0]["id"])
        world.sync()
        world.sync()
        world.count()
        world.sync()
        counts = world.count()
        assert total(counts) <= 3, counts


def test_a_change_of_direction_makes_nothing_anew():
    with Inbound("--booked") as world:
        orders = [world.order(f"W-{i}") for i in range(4)]
        world.sync()
        assert len(world.crossed()) == 4
        there, here = len(world.ws_orders()), len(world.rb_orders())
        mine = {str(o["number"]) for o in world.crossed().values()}
        world.turn(direction="rb-to-ws")
        world.sync()
        across = {o["attributes"]["visible_ref"] for o in world.ws_orders()[there:]}
        assert not across & mine, f"orders that came from Webshipper were sent back: {across & mine}"
        # What crossed lives on: the mark still comes along.
        world.act("webshipper", "book", orders[0]["id"])
        world.sync()
        assert of(world, orders[0])["is_shipped"], world.problems()
        world.turn(direction="ws-to-rb")
        world.sync("--sweep")
        assert len(world.rb_orders()) == here and len(world.crossed()) == 4, world.problems()
        world.check_audit()


def test_the_agreement_knows_every_order_of_both_directions():
    with Inbound("--booked") as world:
        orders = [world.order(f"W-{i}") for i in range(3)]
        world.order("W-held", lines=[{"sku": None, "description": "Gavekort", "quantity": 1, "unit_price": 1.0}])
        world.sync()
        world.act("webshipper", "book", orders[0]["id"])
        world.sync()
        verdicts = {row["number"]: row["verdict"] for row in world.run("agree", "--json").json["orders"]}
        mine = {str(o["number"]) for o in world.crossed().values()}
        assert {verdicts[number] for number in mine} == {"matched"}, verdicts
        assert verdicts["W-held"] == "held", verdicts
        assert not set(verdicts.values()) & {"missing", "differs", "surplus"}, verdicts


def test_a_profile_that_was_lost_adopts_what_crossed():
    with Inbound() as world:
        orders = [world.order(f"W-{i}") for i in range(4)]
        world.sync()
        world.home_of_profile_is_lost()
        world.connect()
        world.turn()
        world.sync()
        assert len(world.crossed()) == 4 and len({o["other_reference"] for o in world.crossed().values()}) == 4
        assert len([o for o in world.rb_orders() if (o["other_reference"] or "").startswith("ws-order/")]) == 4, "made twice"
        rows = {o["reference"]: o["state"] for o in world.run("orders", "--json").json if o["reference"]}
        assert all(rows[f"W-{i}"] == "crossed" for i in range(len(orders))), rows
        world.check_audit()


if __name__ == "__main__":
    main()
