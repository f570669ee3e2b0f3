# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Webshipper to Rackbeat: which orders cross, and what they become."""
from harness import main
from inbound import Inbound


def test_an_order_crosses_with_its_lines_prices_addresses_and_term():
    with Inbound() as world:
        order = world.order("W-100")
        report = world.sync()
        assert report["done"] == 1 and report["failed"] == 0, (report, world.problems())
        made = world.crossed()[order["id"]]
        assert made["customer_id"] == world.customers[0]["number"], made["customer_id"]
        assert made["heading"] == "W-100" and not made["is_booked"]
        assert [(line["child_id"], line["quantity"], line["line_price"]) for line in made["lines"]] == \
            [(item["number"], 2, 80) for item in world.stocked()]
        assert made["delivery_address"]["street"] == "Søvej 5" and made["delivery_address"]["country"] == "Denmark"
        terms = {term["number"]: term["name"] for term in world.world["rackbeat"]["delivery_terms"]}
        assert terms[made["delivery_terms_id"]] == "GLS Erhverv", made
        row = next(o for o in world.run("orders", "--json").json if o["reference"] == "W-100")
        assert row["state"] == "crossed" and row["number"] == str(made["number"]) and row["rackbeat"]["state"] == "draft", row
        world.sync()
        assert len(world.crossed()) == 1
        world.check_audit()


def test_orders_arrive_confirmed_when_the_set_up_says_so():
    with Inbound("--booked") as world:
        order = world.order("W-1")
        report = world.sync()
        assert report["done"] == 2, (report, world.problems())
        assert world.crossed()[order["id"]]["is_booked"]
        # Opened again by a person it stays open.
        world.act("rackbeat", "reopen", world.crossed()[order["id"]]["number"])
        world.sync()
        assert not world.crossed()[order["id"]]["is_booked"]
        world.check_audit()


def test_orders_of_all_channels_cross():
    with Inbound(channel="all") as world:
        channels = [channel["id"] for channel in world.world["webshipper"]["order_channels"]]
        ids = []
        for channel in channels:
            world.channel = channel
            ids.append(world.order(f"W-{channel}")["id"])
        world.sync()
        assert set(world.crossed()) == set(ids), world.problems()
        world.check_audit()


def test_orders_of_other_channels_and_from_before_the_start_stay():
    with Inbound("--start", "2026-01-01T00:00:00Z") as world:
        other = next(channel["id"] for channel in world.world["webshipper"]["order_channels"] if channel["id"] != world.channel)
        world.order("W-mine")
        mine, world.channel = world.channel, other
        world.order("W-other")
        world.channel = mine
        world.sync()
        assert [order["heading"] for order in world.crossed().values()] == ["W-mine"], world.crossed()
        world.turn("--start", "2031-01-01T00:00:00Z")
        world.order("W-late")
        world.sync()
        assert len(world.crossed()) == 1
        row = next(o for o in world.run("orders", "--json").json if o["reference"] == "W-late")
        assert row["state"] == "not-wanted" and "before the start date" in row["next"], row


def test_orders_of_a_channel_that_is_chosen_later_are_read_from_the_beginning():
    with Inbound() as world:
        other = next(channel["id"] for channel in world.world["webshipper"]["order_channels"] if channel["id"] != world.channel)
        mine, world.channel = world.channel, other
        world.order("W-older")
        world.channel = mine
        world.order("W-newer")
        world.sync()
        assert [order["heading"] for order in world.crossed().values()] == ["W-newer"]
        world.turn(channel="all")
        world.sync()
        assert {order["heading"] for order in world.crossed().values()} == {"W-older", "W-newer"}, world.problems()
        world.check_audit()


def test_a_preview_shows_what_would_be_made_and_makes_nothing():
    with Inbound("--item-group", "1") as world:
        world.order("W-1", customer={"name": "Helt Ny ApS", "contact_email": "ny@helt.example"},
                    lines=[{"sku": "NEW-1", "description": "Noget nyt", "quantity": 1, "unit_price": 10.0}])
        before = len(world.customers), len(world.items)
        plans = world.run("preview", "--json").json
        kinds = [step["kind"] for step in next(plan for plan in plans if plan["order"] == "W-1")["steps"]]
        assert kinds == ["create-rb-customer", "create-rb-item", "create-rb-order"], kinds
        assert world.crossed() == {} and (len(world.customers), len(world.items)) == before


if __name__ == "__main__":
    main()
