# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The support bundle tells what happened, and nothing of whom it happened to (PRODUCT F8.3)."""
import json
import pathlib

from checks import pass_minutes
from harness import World, main

# Looks like one of the program's own words, so that only knowing where it stands keeps it in.
MARK = "zqxmark"
CHOICES = ["item-unit", "vat-zone", "layout", "customer-group", "payment-term", "item-group", "default-term", "sender", "only-terms",
           "only-countries", "only-groups", "default-rate", "tracking-field", "start", "freight", "unmapped", "arrive"]


def texts(node):
    """Every text in what a service holds."""
    if isinstance(node, dict):
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)
    elif isinstance(node, str):
        yield node


def plant(world):
    """Markers wherever a person can write in either service and in the set-up."""
    like = next(o for o in world.rb_orders() if o["is_booked"])
    address = {name: f"{MARK} {name}" for name in ("name", "street", "street2", "zipcode", "city", "attention")}
    address |= {"country": "Danmark", "email": f"{MARK}@{MARK}.example", "phone": "+45 12 34 56 78"}
    made = []
    for country in ("Danmark", MARK):
        lines = [{"item_id": line["child_id"], "quantity": 2, "name": f"{MARK} line"} for line in like["lines"] if line["child_id"]]
        made.append(world.act("rackbeat", "create-order", "", order={
            "customer_id": like["customer_id"], "delivery_terms_id": like["delivery_terms_id"], "lines": lines, "heading": MARK, "note": MARK,
            "other_reference": MARK, "their_reference": MARK, "delivery_address": address | {"country": country}})["number"])
    world.act("rackbeat", "edit-customer", like["customer_id"], name=MARK, email=f"{MARK}@x.example", phone="12345678")
    world.act("rackbeat", "edit-item", like["lines"][0]["child_id"], name=MARK, barcode=MARK)
    world.act("rackbeat", "edit-delivery-term", "", number=77, name=MARK)
    world.act("rackbeat", "note", like["number"], note=MARK)
    world.control("/act", {"service": "webshipper", "action": "create-order", "attributes": {"visible_ref": MARK, "ext_ref": MARK}})
    for choice in CHOICES:
        world.run("setup", "--choose", f"{choice}={MARK}", expect=(0, 2))
    world.run("setup", "--answer", f"country:{MARK}=NO", "--answer", f"fraction:{MARK}=round-up", expect=(0, 2))
    return made


def test_a_support_bundle_holds_nothing_of_anybody():
    with World(orders=25) as world:
        made = plant(world)
        world.sync()
        world.faults({"service": "webshipper", "method": "POST", "path": "/orders", "kind": "status", "amount": 422, "count": 4, "body": "json"})
        for order in [o for o in world.ws_orders() if (o["attributes"]["ext_ref"] or "").startswith("rb-")][:5]:
            world.act("webshipper", "edit", order["id"], external_comment=MARK)
            world.act("webshipper", "book", order["id"])
        world.sync()
        pass_minutes(world, 5)
        world.sync()
        assert any(MARK in text for text in texts(world.world)), "nothing was planted"
        assert any(MARK in json.dumps(row) for row in world.run("orders", "--json").json), "the program never saw a marker"
        path = pathlib.Path(world.home) / "bundle.json"
        world.run("support-bundle", str(path), expect=(0,))
        content = path.read_text()
        bundle = json.loads(content)
        assert MARK not in content.lower(), content[max(0, content.lower().index(MARK) - 200):][:400]
        # Long texts of the services are names, addresses, comments, numbers of parcels; short ones are codes.
        for text in {text for kind in ("rackbeat", "webshipper") for text in texts(world.world[kind]) if len(text) > 11 and not text.startswith(("20", "rb-"))}:
            assert text not in content, f"{text!r} stands in the bundle"
        for secret in (world.services["rackbeat"]["key"], world.services["webshipper"]["token"], world.services["webshipper"]["account"], world.home):
            assert secret not in content
        assert path.stat().st_mode & 0o077 == 0, "others can read it"
        # And it is of use.
        assert bundle["versions"]["rackship"] and bundle["settings"]["direction"] == "rb-to-ws" and bundle["settings"]["trigger"] == "order"
        assert sum(row["count"] for row in bundle["orders"]) >= 25 and {row["state"] for row in bundle["journal"]} >= {"done"}
        assert {"kind": "create-ws-order", "state": "done"}.items() <= next(row for row in bundle["journal"] if row["kind"] == "create-ws-order").items()
        assert bundle["problems"] and bundle["capabilities"] and bundle["cursors"] and bundle["activity"]
        assert f"rb-order/{made[0]}" in {row["case"] for row in bundle["activity"]}


def test_a_bundle_that_cannot_be_written_is_said():
    with World(orders=0) as world:
        assert "support-bundle FILE" in world.run("support-bundle", expect=(2,)).err
        assert world.run("support-bundle", "/nowhere/at/all.json", expect=(2,)).err


if __name__ == "__main__":
    main()
