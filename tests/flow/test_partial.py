# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Partial shipments (PRODUCT F6.3) under each way that Rackbeat may take them."""
from harness import World, main


def an_order(world, lines=2):
    return next(o for o in world.rb_orders() if o["is_booked"] and o["delivery_address"]["street"] and
                len({line["child_id"] for line in shippable(world, o)}) >= lines and min(line["quantity"] for line in shippable(world, o)[:lines]) >= 2 and
                all(line["quantity"] == int(line["quantity"]) for line in o["lines"]))


def shippable(world, order):
    stock = {item["number"] for item in world.world["rackbeat"]["items"] if item["inventory_enabled"]}
    return [line for line in order["lines"] if line["child_id"] in stock]


def shipments(world, number):
    return [s for s in world.rb_shipments() if s["order_id"] == number]


def make_partial(switches):
    with World(orders=40, trigger="shipment", switches=switches) as world:
        world.sync()
        assert world.ws_orders() == [], "nothing crosses before a shipment is made"
        order = an_order(world)
        item = shippable(world, order)[0]["child_id"]
        answer = world.run("ship", str(order["number"]), "--line", f"{item}=1", "--json", expect=(0,)).json
        assert answer["state"] == "done", answer
        mine = shipments(world, order["number"])
        assert [(line["child_id"], line["quantity"]) for line in mine[0]["lines"]] == [(item, 1)], mine
        across = world.ws_orders()
        assert len(across) == 1 and [line["quantity"] for line in across[0]["attributes"]["order_lines"]] == [1], across
        answer = world.run("ship", str(order["number"]), "--json", expect=(0,)).json
        assert len(shipments(world, order["number"])) == 2 and len(world.ws_orders()) == 2
        for line in shippable(world, order):
            sent = sum(part["quantity"] for s in shipments(world, order["number"]) for part in s["lines"] if part["child_id"] == line["child_id"])
            ordered = sum(other["quantity"] for other in order["lines"] if other["child_id"] == line["child_id"])
            assert sent == ordered, (line["child_id"], sent, ordered)
        refused = world.run("ship", str(order["number"]), expect=(2,))
        assert "left to ship" in refused.err, refused.err
        world.check_audit()


def test_lines_are_set_one_by_one():
    make_partial(["rackbeat.shipment_lines=put_line"])


def test_lines_are_set_on_the_whole_shipment():
    make_partial(["rackbeat.shipment_lines=put_shipment"])


def test_lines_are_heeded_when_the_shipment_is_made():
    make_partial(["rackbeat.shipment_lines=create_lines"])


def test_lines_name_their_order_line():
    make_partial(["rackbeat.shipment_line_order_id=present", "rackbeat.create_shipment_status=200", "rackbeat.quantity_shipped=absent"])


def test_where_no_call_works_a_person_is_told_what_to_do_and_it_goes_on_by_itself():
    with World(orders=40, trigger="shipment", switches=["rackbeat.shipment_lines=none"]) as world:
        world.sync()
        order = an_order(world)
        lines = shippable(world, order)
        item = lines[0]["child_id"]
        answer = world.run("ship", str(order["number"]), "--line", f"{item}=1", "--json", expect=(1,)).json
        assert answer["state"] == "by-hand" and str(answer["rb_shipment_id"]) in answer["text"], answer
        assert "shipment-by-hand" in {p["code"] for p in world.problems()}
        assert world.ws_orders() == [], "the whole quantity must not cross meanwhile"
        shipment = shipments(world, order["number"])[0]
        for line in shipment["lines"]:
            world.act("rackbeat", "edit-shipment", shipment["id"], line=line["id"], quantity=1 if line["child_id"] == item else 0)
        world.sync()
        assert "shipment-by-hand" not in {p["code"] for p in world.problems()}
        across = world.ws_orders()
        assert len(across) == 1 and [line["quantity"] for line in across[0]["attributes"]["order_lines"]] == [1], across
        world.check_audit()


def test_impossible_quantities_are_refused_before_anything_is_sent():
    with World(orders=40, trigger="shipment") as world:
        world.sync()
        order = an_order(world)
        item = shippable(world, order)[0]["child_id"]
        world.count()
        world.run("ship", str(order["number"]), "--line", f"{item}=9999", expect=(2,))
        assert not any(call.startswith("POST") for call in world.count()["rackbeat"])


def test_a_shipment_can_be_booked_and_its_label_saved_in_the_same_step():
    with World(orders=40, trigger="shipment") as world:
        world.sync()
        order = an_order(world)
        label = f"{world.home}/label.pdf"
        answer = world.run("ship", str(order["number"]), "--book", "--label", label, "--json", expect=(0,)).json
        assert answer["ws_shipment_id"], answer
        with open(label, "rb") as file:
            assert file.read(4) == b"%PDF"
        world.sync()
        assert shipments(world, order["number"])[0]["is_shipped"]
        world.check_audit()


def test_shipments_that_people_make_in_rackbeat_cross_one_by_one():
    with World(orders=40, trigger="shipment") as world:
        world.sync()
        made = []
        for order in [o for o in world.rb_orders() if o["is_booked"] and o["number"] % 3][:12]:
            made.append(world.act("rackbeat", "create-shipment", order["number"])["id"])
        world.sync()
        held = world.problems()
        across = {o["attributes"]["ext_ref"] for o in world.ws_orders()}
        assert len(across) + len(held) >= len(made), (len(across), held)
        for order in world.ws_orders():
            world.act("webshipper", "book", order["id"])
        world.sync()
        shipped = {s["id"] for s in world.rb_shipments() if s["is_shipped"]}
        assert shipped == {int(ref.split("/")[1]) for ref in across}
        world.check_audit()


def a_shipment_that_is_edited_too_late(world):
    """Sent to Webshipper whole, dispatched there, and then cut down in Rackbeat before anybody looked."""
    order = an_order(world)
    shipment = world.act("rackbeat", "create-shipment", order["number"])
    world.sync()
    across = next(o for o in world.ws_orders() if o["attributes"]["ext_ref"] == f"rb-shipment/{shipment['id']}")
    world.act("webshipper", "dispatch", across["id"])
    line = next(line for line in shipments(world, order["number"])[0]["lines"] if line["child_id"] == shippable(world, order)[0]["child_id"])
    world.act("rackbeat", "edit-shipment", shipment["id"], line=line["id"], quantity=line["quantity"] - 1)
    world.sync()
    told = [p for p in world.problems() if p["code"] == "changed-after"]
    assert len(told) == 1 and line["child_id"] in told[0]["text"] and "leave" in told[0]["remedies"], world.problems()
    assert not shipments(world, order["number"])[0]["is_shipped"], "less than what went was marked as shipped"
    return order, shipment, line


def test_a_shipment_that_is_edited_when_it_has_gone_is_told_and_not_marked_until_it_is_corrected():
    with World(orders=40, trigger="shipment") as world:
        order, shipment, line = a_shipment_that_is_edited_too_late(world)
        world.act("rackbeat", "edit-shipment", shipment["id"], line=line["id"], quantity=line["quantity"])
        world.sync()
        assert shipments(world, order["number"])[0]["is_shipped"] and "changed-after" not in {p["code"] for p in world.problems()}
        world.check_audit()


def test_a_shipment_that_is_edited_when_it_has_gone_is_marked_as_it_is_when_a_person_says_so():
    with World(orders=40, trigger="shipment") as world:
        order, shipment, line = a_shipment_that_is_edited_too_late(world)
        world.run("answer", str(order["number"]), "leave", "--code", "changed-after", expect=(0,))
        world.sync()
        assert shipments(world, order["number"])[0]["is_shipped"] and "changed-after" not in {p["code"] for p in world.problems()}


def test_a_tracking_number_does_not_wait_for_a_shipment_that_a_person_has_to_finish():
    with World(orders=40, switches=["rackbeat.shipment_lines=none"]) as world:
        world.sync()
        number = an_order(world)["number"]
        across = next(o for o in world.ws_orders() if o["attributes"]["visible_ref"] == str(number))
        line = across["attributes"]["order_lines"][0]
        world.act("webshipper", "book", across["id"], lines=[line["id"]])
        world.sync()
        assert "shipment-by-hand" in {p["code"] for p in world.problems()}, world.problems()
        notes = next(o for o in world.rb_orders() if o["number"] == number)["notes"]
        assert len([note for note in notes if "RackShip ws-shipment/" in note["note"]]) == 1, notes
        world.count()
        world.sync()
        assert not any(call.startswith("POST") for call in world.count()["rackbeat"]), "it is written again"


if __name__ == "__main__":
    main()
