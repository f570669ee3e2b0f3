# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Every page in each of its looks, kept as pictures to be looked at; no look makes GTK warn, which would end the window."""
import subprocess

from accessible import wait_until
from test_shipping import an_order
from window import ARTEFACTS, DANISH, Office, main

SEED = 20261123
RESOURCES = ["xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER"]


def take(window, name):
    number = subprocess.run(["xdotool", "getactivewindow"], check=True, capture_output=True, text=True, timeout=60).stdout.strip()
    subprocess.run(["import", "-silent", "-window", number, str(ARTEFACTS / f"{name}.png")], check=True, timeout=60)


def look_at(look, *arguments, words="Search orders", **more):
    with Office(orders=60, answers=(), seed=SEED, trigger="shipment") as office:
        number = an_order(office)["number"]
        for order in [o for o in office.rb_orders() if o["is_booked"] and o["number"] != number][:30:2]:
            office.act("rackbeat", "create-shipment", order["number"])
        office.sync()
        for order in office.ws_orders()[:4]:
            office.act("webshipper", "book", order["id"])
        office.sync()
        with office.window(*arguments, **more) as window:
            window.find("table row", lambda name: " 10" in name)
            window.find("entry", words)
            take(window, f"{look}-orders")
            window.key("ctrl+f", "Return")
            wait_until(lambda: window.app.focused and window.app.focused.role == "table row", "the list to have the keyboard")
            window.key("ctrl+a")
            window.find("table cell")
            take(window, f"{look}-choosing")
            window.key("Escape")
            window.key("ctrl+f")
            window.type(str(number))
            wait_until(lambda: len(window.all("table row", lambda name: f" {number}," in name)) == 1 and
                       len(window.all("table row", lambda name: " 10" in name)) == 1, "the order to be found")
            window.key("Return")
            wait_until(lambda: any(str(number) in label.name for label in window.all("label")), "the order")
            window.find("table cell")
            take(window, f"{look}-order")
            window.key("ctrl+n")
            window.find("spin button")
            take(window, f"{look}-ship")
            window.key("Escape")
            window.app.find_gone("dialog")
            window.key("ctrl+2")
            window.find("list item", lambda name: "Norig" in name or "land" in name or "country" in name)
            take(window, f"{look}-problems")
            window.key("ctrl+3")
            take(window, f"{look}-agreement")
            window.key("ctrl+4")
            window.find("list item", lambda name: "Rackbeat" in name)
            take(window, f"{look}-activity")


def test_light():
    look_at("light")


def test_dark():
    look_at("dark", "--dark")


def test_as_narrow_as_a_phone():
    look_at("narrow", "--width", "360", "--height", "720")


def test_text_twice_as_large():
    subprocess.run([*RESOURCES, "Xft.dpi: 192\n"], check=True, timeout=60)
    try:
        look_at("large")
        look_at("large-narrow", "--width", "360", "--height", "720")
    finally:
        subprocess.run([*RESOURCES, "Xft.dpi: 96\n"], check=True, timeout=60)


def test_from_right_to_left():
    look_at("rtl", environment={"GTK_DEBUG": "invert-text-dir"})


def test_high_contrast():
    look_at("contrast", environment={"ADW_DEBUG_HIGH_CONTRAST": "1"})
    look_at("contrast-dark", "--dark", environment={"ADW_DEBUG_HIGH_CONTRAST": "1"})


def test_danish():
    look_at("danish", words="Søg i ordrer", environment=DANISH)


def test_danish_as_narrow_as_a_phone():
    look_at("danish-narrow", "--width", "360", "--height", "720", words="Søg i ordrer", environment=DANISH)


def test_who_is_not_connected():
    for look, more in (("light", {}), ("danish", {"environment": DANISH})):
        with Office(orders=1, connect=False) as office, office.window("--profile", "empty", **more) as window:
            window.find("button", lambda name: "Practice" in name or "øvetilstand" in name)
            take(window, f"{look}-welcome")


if __name__ == "__main__":
    main()
