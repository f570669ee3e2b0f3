# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Mapping delivery terms to shipping rates: proposals, rehearsal, rates and terms that change."""
from harness import World, main


def rehearse(world, expect=(0, 1)):
    return world.run("rehearse", "--since", "2000-01-01", "--json", expect=expect).json


def test_a_rehearsal_tells_what_is_covered_and_every_hole_with_its_orders_and_writes_nothing():
    with World(orders=60, maps=[]) as world:
        world.count()
        report = rehearse(world, expect=(1,))
        counts = world.count()
        booked = {str(o["number"]) for o in world.rb_orders() if o["is_booked"] and not o["is_cancelled"]}
        named = [number for term in report["terms"] for number in term["orders"]]
        assert sorted(named) == sorted(booked), "an order is missing or counted twice"
        assert report["orders"] == len(booked)
        holes = [term for term in report["terms"] if term["rate"] is None]
        assert holes and report["covered"] == report["orders"] - sum(len(term["orders"]) for term in holes)
        assert all(call.startswith("GET ") for service in counts.values() for call in service), counts
        # What is mapped is covered.
        world.run("setup", "--map", f"{holes[0]['term']}=GLS Erhverv", expect=(0,)) if holes[0]["term"] else None
        assert rehearse(world)["covered"] > report["covered"]


def test_proposals_say_how_sure_they_are_and_none_is_taken_unseen():
    with World(orders=60, connect=False) as world:
        rates = world.world["webshipper"]["shipping_rates"]
        names = {rate["attributes"]["name"]: rate["id"] for rate in rates
                 if rate["attributes"]["order_channel_id"] == rates[0]["attributes"]["order_channel_id"]}
        for name, now in (("GLS Erhverv", "Erhverv (GLS)"), ("PostNord MyPack Home", "PostNord Home")):
            world.control("/act", {"service": "webshipper", "action": "edit-rate", "id": names[name], "name": now})
        world.connect()
        world.set_up(maps=[], answers=[])
        report = rehearse(world)
        proposed = {p["term"]: p for p in report["proposals"]}
        assert (proposed["GLS Erhverv"]["rate"], proposed["GLS Erhverv"]["match"]) == ("Erhverv (GLS)", "same words"), proposed
        assert (proposed["PostNord MyPack Home"]["rate"], proposed["PostNord MyPack Home"]["match"]) == ("PostNord Home", "one contains the other")
        assert all(50 <= p["confidence"] < 100 for p in report["proposals"]), "what has the same name is mapped by --automap already"
        mapped = {term["name"] for term in report["terms"] if term["rate"]}
        assert mapped and not mapped & set(proposed), "a proposal was taken unseen"


def terms_called(world, name):
    return [term for term in world.world["rackbeat"]["delivery_terms"] if term["name"] == name]


def test_a_missing_delivery_term_is_made_once_and_mapped():
    with World(orders=10, maps=[]) as world:
        assert not terms_called(world, "PostNord Erhverv")
        for _ in range(2):
            told = world.run("setup", "--create-term", "PostNord Erhverv", expect=(0,)).out
            assert "stands for the rate" in told, told
        assert len(terms_called(world, "PostNord Erhverv")) == 1
        world.faults({"service": "rackbeat", "method": "POST", "path": "/delivery-terms", "kind": "reset-after", "count": 1})
        world.run("setup", "--create-term", "GLS Privat", expect=(0,))
        assert len(terms_called(world, "GLS Privat")) == 1


def test_where_the_account_does_not_allow_it_the_hand_work_is_told():
    for way in ("forbidden", "absent"):
        with World(orders=5, maps=[], switches=[f"rackbeat.delivery_terms_write={way}"]) as world:
            refused = world.run("setup", "--create-term", "GLS Privat", expect=(2,))
            assert 'Make one called "GLS Privat" in Rackbeat by hand' in refused.err, refused.err


def test_a_rate_that_vanishes_is_told_and_holds_its_orders():
    with World(orders=40) as world:
        world.sync()
        rates = {rate["id"]: rate["attributes"]["name"] for rate in world.world["webshipper"]["shipping_rates"]}
        used = next(o["attributes"]["shipping_rate_id"] for o in world.ws_orders() if o["attributes"]["shipping_rate_id"])
        world.control("/act", {"service": "webshipper", "action": "edit-rate", "id": str(used)})
        numbers = {o["attributes"]["visible_ref"] for o in world.ws_orders() if o["attributes"]["shipping_rate_id"] == used}
        like = next(o for o in world.rb_orders() if str(o["number"]) in numbers)
        world.control("/act", {"service": "rackbeat", "action": "create-order", "order": {
            "customer_id": like["customer_id"], "delivery_address": like["delivery_address"], "delivery_terms_id": like["delivery_terms_id"],
            "lines": [{"item_id": like["lines"][0]["child_id"], "quantity": 1}]}})
        world.pass_an_hour()
        world.sync()
        told = [p for p in world.problems() if p["code"] == "rate-gone"]
        assert len(told) == 1, (rates[str(used)], world.problems())


if __name__ == "__main__":
    main()
