# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""The direction is changed in the window, all the way: from then on orders cross the other way, what crossed before stays as it
was, and it can be changed back (PRODUCT F1.3)."""
from accessible import CHECKED, wait_until
from test_preferences import SEED, change_flow, setting
from test_remedies import WAITING, counterparts
from window import InboundOffice, main

TO_RACKBEAT, TO_WEBSHIPPER = "From Webshipper to Rackbeat", "From Rackbeat to Webshipper"


class TurnedOffice(InboundOffice):
    """One whose orders come from Rackbeat, to begin with."""

    def turn(self, *options, channel=None, direction="rb-to-ws"):
        answers = [word for answer in WAITING for word in ("--answer", answer)]
        super().turn(*options, "--trigger", "order", *answers, channel=channel, direction=direction)


def turn_in_window(window, direction):
    change_flow(window)
    window.tab_to("radio button", direction)
    window.key("space")
    wait_until(lambda: window.find("radio button", direction).has(CHECKED), f"“{direction}” to be chosen")
    window.press("Review")
    window.find("label", lambda name: "crossed already" in name)


def apply(window):
    window.press("Apply")
    window.app.find_gone("dialog")
    window.wait_synced()


def test_a_changed_direction_carries_the_next_orders_the_other_way_and_back_and_doubles_none():
    with TurnedOffice(orders=20, seed=SEED) as office, office.window() as window:
        window.wait_synced()
        first = sorted(order["id"] for order in office.ws_orders())
        booked = sorted(order["number"] for order in office.rb_orders())
        assert first, "orders crossed before"

        turn_in_window(window, TO_RACKBEAT)
        assert setting(office, "direction") == "rb-to-ws", "a look changes nothing"
        apply(window)
        assert setting(office, "direction") == "ws-to-rb"
        typed = office.order("W-5001")["id"]
        window.press("Sync now")
        wait_until(lambda: str(typed) in office.crossed(), "the order typed into Webshipper to cross")
        window.wait_synced()
        made = office.crossed()[str(typed)]["number"]
        assert sorted(order["number"] for order in office.rb_orders()) == sorted([*booked, made]), "only that one came back"
        assert sorted(order["id"] for order in office.ws_orders()) == sorted([*first, typed]), "nothing more went to Webshipper"

        turn_in_window(window, TO_WEBSHIPPER)
        apply(window)
        assert setting(office, "direction") == "rb-to-ws"
        number = office.book_another()
        window.press("Sync now")
        wait_until(lambda: counterparts(office, number), "the order booked in Rackbeat to cross")
        window.wait_synced()
        assert len(counterparts(office, number)) == 1
        assert not counterparts(office, made), "what came from Webshipper does not go back there"
        assert sorted(order["id"] for order in office.ws_orders()) == sorted([*first, typed, counterparts(office, number)[0]["id"]])
        office.check_audit()


if __name__ == "__main__":
    main()
