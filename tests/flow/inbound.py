# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""A world whose orders come from Webshipper."""
import pathlib
import shutil

from harness import World


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
        body = {"visible_ref": str(number), "currency": "DKK", "delivery_address": address, "order_lines": lines, **attributes}
        if "shipping_rate_id" not in body:
            body["shipping_rate_id"] = int(self.rate())
        return self.act("webshipper", "create-order", None, attributes=body, channel=int(self.channel))

    def crossed(self):
        """Rackbeat orders by the Webshipper order that they came from."""
        return {order["other_reference"].removeprefix("ws-order/"): order for order in self.rb_orders()
                if (order.get("other_reference") or "").startswith("ws-order/")}

    def home_of_profile_is_lost(self):
        """All that the program keeps on this machine is gone."""
        for path in pathlib.Path(self.home).iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
