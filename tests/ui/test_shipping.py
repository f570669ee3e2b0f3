# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""An order leaves in parts, through the window (PRODUCT F6.3), and both services agree."""
from accessible import SENSITIVE, wait_until
from window import DANISH, Office, main

# What the window says on the way, in the language it speaks.
ENGLISH_WORDS = {word: word for word in ("Search orders", "Create Shipment…", "Create Shipment", "All", "None", "Shipment Made", "Done", "In sync")}
DANISH_WORDS = dict(zip(ENGLISH_WORDS, ("Søg i ordrer", "Opret forsendelse…", "Opret forsendelse", "Alt", "Intet", "Forsendelsen er oprettet", "Færdig",
                                        "I takt"), strict=True))

def shippable(office, order):
    stock = {item["number"] for item in office.world["rackbeat"]["items"] if item["inventory_enabled"]}
    return [line for line in order["lines"] if line["child_id"] in stock]


def an_order(office, lines=2, least=3):
    """One with several different items, each in whole numbers, and enough of one to leave in three parts."""
    for order in office.rb_orders():
        ours = shippable(office, order)
        if (order["is_booked"] and not order["is_cancelled"] and order["delivery_address"]["street"] and len(ours) >= lines
                and len({line["child_id"] for line in ours}) == len(ours) and len({line["name"] for line in ours}) == len(ours)
                and max(line["quantity"] for line in ours) >= least and all(line["quantity"] == int(line["quantity"]) for line in order["lines"])):
            return order
    raise AssertionError("this world has no such order")


def open_order(window, number, say=ENGLISH_WORDS):
    window.find("entry", say["Search orders"]).set_text(str(number))
    window.find("table row", lambda name: f" {number}," in name)
    window.key("ctrl+f", "Return")
    window.find("button", say["Create Shipment…"])


def open_dialog(window, say=ENGLISH_WORDS):
    """The dialog's spin buttons by the name of the item they are for."""
    window.press(say["Create Shipment…"])
    dialog = window.find("dialog")
    dialog.find("spin button")
    return dialog, {row.name: row.find("spin button") for row in dialog.all("list item") if row.has_one("spin button")}


def ship(window, wanted, say=ENGLISH_WORDS):
    """Ships what is wanted of each item named; a name that is not wanted stays behind. None: all that remains."""
    dialog, spins = open_dialog(window, say)
    # A press becomes a click a moment later.
    dialog.find("button", say["All" if wanted is None else "None"]).press()
    wait_until(lambda: all(spin.value == (spin.bounds[1] if wanted is None else 0) for spin in spins.values()), "all or none to be chosen")
    for name, quantity in (wanted or {}).items():
        spins[name].set_value(quantity)
        wait_until(lambda: spins[name].value == quantity, f"{quantity} of {name}")
    dialog.find("button", say["Create Shipment"]).press()
    dialog.find("label", say["Shipment Made"])
    dialog.find("button", say["Done"]).press()
    window.app.find_gone("dialog")


def lines_in_rackbeat(office, number):
    """What each of the order's shipments holds, the oldest first."""
    mine = sorted((s for s in office.rb_shipments() if s["order_id"] == number), key=lambda s: s["id"])
    return [(s["id"], {line["child_id"]: line["quantity"] for line in s["lines"] if line["quantity"]}) for s in mine]


def lines_in_webshipper(office, shipment):
    """What the Webshipper orders that follow a shipment hold: one, or none yet."""
    return [{line["sku"]: line["quantity"] for line in order["attributes"]["order_lines"]} for order in office.ws_orders()
            if order["attributes"]["ext_ref"] == f"rb-shipment/{shipment}"]


def check_shipment(office, number, index, wanted):
    """The order has that many shipments, the last one holds what was wanted, and so does its Webshipper order."""
    shipments = lines_in_rackbeat(office, number)
    assert len(shipments) == index + 1 and shipments[index][1] == wanted, (shipments, wanted)
    wait_until(lambda: lines_in_webshipper(office, shipments[index][0]), "the Webshipper order that follows")
    assert lines_in_webshipper(office, shipments[index][0]) == [wanted], lines_in_webshipper(office, shipments[index][0])


def leave_in_three_parts(say, **more):
    with Office(orders=60, trigger="shipment") as office, office.window(**more) as window:
        window.wait_synced(say["In sync"])
        order = an_order(office)
        number, lines = order["number"], shippable(office, order)
        first = max(lines, key=lambda line: line["quantity"])
        second = next(line for line in lines if line is not first)
        left = {line["child_id"]: line["quantity"] for line in lines}
        open_order(window, number, say)

        ship(window, {first["name"]: 1}, say)
        check_shipment(office, number, 0, {first["child_id"]: 1})

        ship(window, {first["name"]: 1, second["name"]: 1}, say)
        check_shipment(office, number, 1, {first["child_id"]: 1, second["child_id"]: 1})

        left[first["child_id"]] -= 2
        left[second["child_id"]] -= 1
        ship(window, None, say)
        check_shipment(office, number, 2, {item: quantity for item, quantity in left.items() if quantity})

        button = window.find("button", say["Create Shipment…"])
        wait_until(lambda: not button.has(SENSITIVE), "nothing to be left to ship")
        office.check_audit()


def test_an_order_leaves_in_three_parts_and_both_services_hold_exactly_those():
    leave_in_three_parts(ENGLISH_WORDS)


def test_it_does_so_in_danish_too():
    leave_in_three_parts(DANISH_WORDS, environment=DANISH)


def test_the_rest_goes_on_further_shipments_without_leaving():
    with Office(orders=60, trigger="shipment") as office, office.window() as window:
        window.wait_synced()
        order = an_order(office)
        number, lines = order["number"], shippable(office, order)
        first = max(lines, key=lambda line: line["quantity"])
        left = {line["child_id"]: line["quantity"] for line in lines}
        open_order(window, number)
        dialog, spins = open_dialog(window)
        for index in range(2):
            dialog.find("button", "None").press()
            wait_until(lambda: all(spin.value == 0 for spin in spins.values()), "none to be chosen")
            spins[first["name"]].set_value(1)
            create = dialog.find("button", "Create Shipment")
            wait_until(lambda: create.has(SENSITIVE), "the shipment to be possible")
            create.press()
            dialog.find("button", "Ship the Rest…").press()
            check_shipment(office, number, index, {first["child_id"]: 1})
            left[first["child_id"]] -= 1
            dialog.find("spin button")
            spins = {row.name: row.find("spin button") for row in dialog.all("list item") if row.has_one("spin button")}
            assert spins[first["name"]].value == left[first["child_id"]] if left[first["child_id"]] else first["name"] not in spins

        dialog.find("button", "All").press()
        wait_until(lambda: all(spin.value == spin.bounds[1] for spin in spins.values()), "all to be chosen")
        dialog.find("button", "Create Shipment").press()
        dialog.find("label", "Shipment Made")
        assert not dialog.has_one("button", "Ship the Rest…"), "nothing is left"
        dialog.find("button", "Done").press()
        window.app.find_gone("dialog")
        check_shipment(office, number, 2, {item: quantity for item, quantity in left.items() if quantity})
        office.check_audit()


def test_impossible_quantities_cannot_be_entered():
    with Office(orders=60, trigger="shipment") as office, office.window() as window:
        window.wait_synced()
        order = an_order(office)
        line = max(shippable(office, order), key=lambda line: line["quantity"])
        open_order(window, order["number"])
        dialog, spins = open_dialog(window)
        spin, most = spins[line["name"]], line["quantity"]
        assert spin.bounds == (0, most), spin.bounds

        # What the spin button then stands for is what would be shipped.
        for text in ("99999", str(int(most) + 1), "-1", "1,5", "1.5", "x", "1e3"):
            spin.set_text(text)
            assert spin.value == int(spin.value) and 0 <= spin.value <= most, (text, spin.value, most)
        spin.set_value(most + 1)
        assert spin.value <= most, spin.value
        dialog.find("button", "None").press()
        create = dialog.find("button", "Create Shipment")
        wait_until(lambda: not create.has(SENSITIVE), "an empty shipment to be impossible")
        dialog.find("button", "Cancel").press()
        window.app.find_gone("dialog")
        assert lines_in_rackbeat(office, order["number"]) == []
        office.check_audit()


if __name__ == "__main__":
    main()
