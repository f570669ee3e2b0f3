# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Other people: orders that are edited, cancelled or booked while and after they cross."""
from harness import World, main, total


def counterpart(world, number):
    return next(o for o in world.ws_orders() if o["attributes"]["visible_ref"] == str(number))


def test_an_edited_address_is_edited_in_webshipper_while_it_is_open():
    with World(orders=20) as world:
        world.sync()
        number = int(world.ws_orders()[0]["attributes"]["visible_ref"])
        world.act("rackbeat", "edit", number, delivery_address={"street": "Ny Havnegade 99"})
        world.sync()
        assert counterpart(world, number)["attributes"]["delivery_address"]["address_1"] == "Ny Havnegade 99"


def test_an_edit_of_what_is_locked_is_told_and_not_written():
    with World(orders=20) as world:
        world.sync()
        order = world.ws_orders()[0]
        number = int(order["attributes"]["visible_ref"])
        world.act("webshipper", "lock", order["id"])
        world.act("rackbeat", "edit", number, delivery_address={"street": "Ny Havnegade 99"})
        world.sync()
        assert "changed-after" in {p["code"] for p in world.problems()}
        assert counterpart(world, number)["attributes"]["delivery_address"]["address_1"] != "Ny Havnegade 99"


def test_a_cancelled_order_is_cancelled_in_webshipper_while_it_is_open():
    with World(orders=20) as world:
        world.sync()
        number = int(world.ws_orders()[0]["attributes"]["visible_ref"])
        world.act("rackbeat", "cancel", number)
        world.sync()
        assert counterpart(world, number)["attributes"]["status"] == "cancelled"


def test_an_order_cancelled_before_it_crosses_does_not_cross():
    with World(orders=20) as world:
        number = next(o["number"] for o in world.rb_orders() if o["is_booked"])
        world.act("rackbeat", "cancel", number)
        world.sync()
        assert str(number) not in {o["attributes"]["visible_ref"] for o in world.ws_orders()}


def test_an_order_deleted_in_webshipper_is_told_and_not_made_again():
    with World(orders=20) as world:
        world.sync()
        order = world.ws_orders()[0]
        world.act("webshipper", "cancel", order["id"])
        world.sync()
        assert "gone-in-target" in {p["code"] for p in world.problems()}
        number = order["attributes"]["visible_ref"]
        assert len([o for o in world.ws_orders() if o["attributes"]["visible_ref"] == number]) == 1


def test_what_was_cancelled_in_webshipper_is_left_or_had_again_as_a_person_answers():
    with World(orders=20) as world:
        world.sync()
        left, again = [o for o in world.ws_orders() if o["attributes"]["status"] == "pending"][:2]
        for order in (left, again):
            world.act("webshipper", "cancel", order["id"])
        world.sync()
        world.run("answer", left["attributes"]["visible_ref"], "leave", expect=(0,))
        world.run("answer", again["attributes"]["visible_ref"], "recreate", "--code", "gone-in-target", expect=(0,))
        world.sync()
        assert "gone-in-target" not in {p["code"] for p in world.problems()}
        assert counterpart(world, left["attributes"]["visible_ref"])["attributes"]["status"] == "cancelled"
        assert counterpart(world, again["attributes"]["visible_ref"])["attributes"]["status"] == "pending"
        assert "No problem" in world.run("answer", left["attributes"]["visible_ref"], "recreate", expect=(2,)).err
        world.check_audit(but=("lost",))


def test_an_order_deleted_in_rackbeat_is_noticed_by_the_sweep_and_cancelled_in_webshipper():
    with World(orders=20) as world:
        world.sync()
        across = [o for o in world.ws_orders() if o["attributes"]["status"] == "pending"]
        number = int(across[0]["attributes"]["visible_ref"])
        world.act("rackbeat", "delete", number)
        world.count()
        world.sync("--sweep")
        left = counterpart(world, number)
        assert left is None or left["attributes"]["status"] == "cancelled", left
        assert next(o for o in world.run("orders", "--json").json if o["number"] == str(number))["rackbeat"]["state"] == "gone"
        untouched = [o for o in world.ws_orders() if o["attributes"]["status"] == "pending"]
        assert len(untouched) == len(across) - 1, "the sweep took more than what is gone"
        world.check_audit()


def test_an_order_deleted_for_good_in_webshipper_is_noticed_by_the_sweep():
    with World(orders=20) as world:
        world.sync()
        order = world.ws_orders()[0]
        world.act("webshipper", "delete", order["id"])
        world.sync("--sweep")
        told = [p for p in world.problems() if p["code"] == "gone-in-target"]
        assert len(told) == 1, world.problems()
        world.check_audit(but=("lost",))


def test_when_very_much_is_gone_at_once_a_person_is_asked_first():
    with World(orders=40) as world:
        world.sync()
        across = [o for o in world.ws_orders() if o["attributes"]["status"] == "pending"]
        for order in across:
            world.act("rackbeat", "delete", int(order["attributes"]["visible_ref"]))
        world.pass_a_day()
        world.sync()
        assert "many-vanished" in {p["code"] for p in world.problems()}
        assert [o for o in world.ws_orders() if o["attributes"]["status"] == "pending"] == across, "something followed from it"
        world.sync("--sweep")
        assert "many-vanished" not in {p["code"] for p in world.problems()}
        assert [o for o in world.ws_orders() if o["attributes"]["status"] == "pending"] == []
        world.check_audit()


def test_a_sweep_is_due_once_a_day_and_costs_no_request_an_order():
    with World(orders=40) as world:
        world.sync()
        world.count()
        world.sync("--sweep")
        counts = world.count()
        assert total(counts) <= 3 + 6, counts


def test_orders_of_other_people_in_the_channel_are_left_alone():
    with World(orders=10) as world:
        made = world.control("/act", {"service": "webshipper", "action": "create-order", "attributes": {"visible_ref": "9999"}})
        world.sync()
        now = next(o for o in world.ws_orders() if o["id"] == made["id"])
        assert now["attributes"]["status"] == "pending" and now["attributes"]["updated_at"] == made["attributes"]["updated_at"]


def test_what_people_do_in_webshipper_is_followed_and_never_undone():
    for sources in ("cancelled", "deleted", "emptied"):
        with World(orders=40, switches=[f"webshipper.merge_sources={sources}"]) as world:
            world.sync()
            open_orders = [o for o in world.ws_orders() if o["attributes"]["status"] == "pending"]
            target, source, other = open_orders[:3]
            rates = {o["attributes"]["shipping_rate_id"] for o in open_orders}
            line = next((l for l in other["attributes"]["order_lines"] if l["quantity"] > 1), None)
            world.act("webshipper", "merge", target["id"], orders=[source["id"]])
            world.act("webshipper", "re-rate", other["id"], rate=next(iter(rates - {other["attributes"]["shipping_rate_id"]})))
            if line:
                world.act("webshipper", "split", other["id"], line=line["id"], quantity=1)
            before = {o["id"]: o["attributes"] for o in world.ws_orders()}
            world.sync()
            world.sync("--sweep")
            after = {o["id"]: o["attributes"] for o in world.ws_orders()}
            for identity in (target["id"], other["id"]):
                assert [(l["id"], l["quantity"]) for l in after[identity]["order_lines"]] == \
                       [(l["id"], l["quantity"]) for l in before[identity]["order_lines"]], "people's work was undone"
            assert after[other["id"]]["shipping_rate_id"] == before[other["id"]]["shipping_rate_id"]
            assert len(after) == len(before), "an order was made again"


def test_another_connection_beside_us_raises_one_problem_before_anything_is_doubled():
    with World(orders=30) as world:
        booked = [o["number"] for o in world.rb_orders() if o["is_booked"] and not o["is_shipped"] and not o["is_cancelled"]]
        theirs = [world.control("/act", {"service": "webshipper", "action": "create-order",
                                         "attributes": {"visible_ref": str(number)}})["id"] for number in booked[:5]]
        world.sync()
        told = [p for p in world.problems() if p["code"] == "foreign-order"]
        assert len(told) == 1, told
        ours = {o["attributes"]["visible_ref"] for o in world.ws_orders() if o["id"] not in theirs}
        assert not ours & {str(number) for number in booked[:5]}, "doubled"
        for identity in theirs:
            world.act("webshipper", "cancel", identity)
        world.sync()
        assert "foreign-order" not in {p["code"] for p in world.problems()}
        live = [o["attributes"]["visible_ref"] for o in world.ws_orders() if o["attributes"]["status"] != "cancelled"]
        held = world.held()
        assert all(live.count(str(number)) + (str(number) in held) == 1 for number in booked[:5]), "lost"


def test_what_was_taken_out_of_an_order_in_webshipper_before_it_went_is_told_until_it_is_sent_or_left():
    with World(orders=40) as world:
        world.sync()
        across = [o for o in world.ws_orders() if o["attributes"]["status"] == "pending" and
                  len({line["sku"] for line in o["attributes"]["order_lines"] if not line["is_virtual"]}) >= 2][:2]
        for order in across:
            kept = [line for line in order["attributes"]["order_lines"] if line["sku"] != order["attributes"]["order_lines"][0]["sku"]]
            world.act("webshipper", "edit", order["id"], order_lines=kept)
            world.act("webshipper", "dispatch", order["id"])
        world.sync()
        told = [p for p in world.problems() if p["code"] == "shipment-differs"]
        assert len(told) == 2 and all("was taken out" in p["text"] and "leave" in p["remedies"] for p in told), world.problems()
        sent, left = (int(order["attributes"]["visible_ref"]) for order in across)
        rest = world.act("rackbeat", "create-shipment", sent)
        world.act("rackbeat", "ship", rest["id"])
        world.run("answer", str(left), "leave", "--code", "shipment-differs", expect=(0,))
        world.sync()
        assert [p for p in world.problems() if p["code"] == "shipment-differs"] == [], world.problems()
        assert next(o for o in world.rb_orders() if o["number"] == sent)["is_shipped"]


def deleted_when_shipped(*switches):
    with World(orders=40, switches=switches) as world:
        world.sync()
        across = next(o for o in world.ws_orders() if o["attributes"]["status"] == "pending")
        number = int(across["attributes"]["visible_ref"])
        world.act("webshipper", "book", across["id"])
        world.sync()
        shipment = next(s for s in world.rb_shipments() if s["order_id"] == number)
        assert shipment["is_shipped"]
        world.act("rackbeat", "delete-shipment", shipment["id"])
        world.sync("--sweep")
        told = [p for p in world.problems() if p["code"] == "shipment-differs"]
        assert len(told) == 1 and "is gone" in told[0]["text"], world.problems()
        assert [s for s in world.rb_shipments() if s["order_id"] == number] == [], "it was made again by itself"
        world.count()
        world.sync()
        assert "GET /order-shipments/" not in " ".join(world.count()["rackbeat"]), "it is asked for again and again"


def test_a_shipment_that_is_deleted_in_rackbeat_when_it_was_shipped_is_told():
    deleted_when_shipped("rackbeat.quantity_shipped=absent")


def test_a_shipment_that_is_deleted_in_rackbeat_when_it_was_shipped_is_told_where_lines_say_what_was_shipped():
    deleted_when_shipped()


if __name__ == "__main__":
    main()
