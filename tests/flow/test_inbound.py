# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Webshipper to Rackbeat: orders cross, customers and items are matched, shipments and marks come along."""
import math

from harness import Run, World, main, total


class Inbound(World):
    """A company that sells in Webshipper and keeps its stock in Rackbeat."""

    def __init__(self, *options, orders=6, channel=None, **more):
        super().__init__(orders=orders, connect=False, **more)
        self.connect()
        self.turn(*options, channel=channel)

    def turn(self, *options, channel=None, direction="ws-to-rb"):
        self.run("setup", "--direction", direction, "--channel", channel or self.channel, "--automap", *options, expect=(0,))

    @property
    def customers(self):
        return self.world["rackbeat"]["customers"]

    @property
    def items(self):
        return self.world["rackbeat"]["items"]

    def stocked(self, count=2):
        return [item for item in self.items if item["inventory_enabled"] and not item["is_barred"] and item["type"] == "product"][:count]

    def rate(self, name="GLS Erhverv"):
        channel = self.channel
        return next(rate for rate in self.world["webshipper"]["shipping_rates"]
                    if rate["attributes"]["name"] == name and str(rate["attributes"]["order_channel_id"]) == str(channel))["id"]

    def order(self, number, customer=None, lines=None, **attributes):
        """An order typed into Webshipper, of a customer that Rackbeat knows unless another is given."""
        customer = customer if customer is not None else self.customers[0]
        address = {"company_name": customer["name"], "address_1": "Søvej 5", "zip": (customer.get("billing_address") or {}).get("zipcode") or "8600",
                   "city": "Silkeborg", "country_code": "DK", "email": customer.get("contact_email"), "phone": "+4520304050",
                   "vat_no": customer.get("company_vat")}
        lines = lines if lines is not None else [{"sku": item["number"], "description": item["name"], "quantity": 2, "unit_price": 80.0,
                                                  "vat_percent": 25.0} for item in self.stocked()]
        body = {"visible_ref": str(number), "currency": "DKK", "delivery_address": address, "order_lines": lines,
                "shipping_rate_id": int(self.rate()), **attributes}
        return self.act("webshipper", "create-order", None, attributes=body, channel=int(self.channel))

    def crossed(self):
        """Rackbeat orders by the Webshipper order that they came from."""
        return {order["other_reference"].removeprefix("ws-order/"): order for order in self.rb_orders()
                if (order.get("other_reference") or "").startswith("ws-order/")}


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


if __name__ == "__main__":
    main()
