# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Webshipper to Rackbeat: which customer the buyer is, which items the lines are, which term the rate is read back as."""
from harness import main
from inbound import Inbound


DEFAULTS = ["--customer-group", "1", "--payment-term", "3", "--layout", "1"]


def buyer(world, index=0, **changes):
    customer = world.customers[index]
    return {"name": customer["name"], "company_vat": customer.get("company_vat"), "contact_email": customer.get("contact_email"),
            "billing_address": customer.get("billing_address"), **changes}


def made_for(world, order):
    world.sync()
    assert order["id"] in world.crossed(), world.problems()
    return world.crossed()[order["id"]]["customer_id"]


def make_twins(world, email="post@tvilling.example"):
    """Two customers that nobody can tell apart."""
    twins = [customer["number"] for customer in world.customers[2:4]]
    for number in twins:
        world.act("rackbeat", "edit-customer", number, name="Tvilling ApS", company_vat=None, contact_email=email,
                  billing_address={"name": "Tvilling ApS", "street": "Nygade 1", "zipcode": "7100", "city": "Vejle", "country": "Denmark"})
    return twins


def test_a_buyer_is_found_by_vat_number_with_or_without_the_country():
    with Inbound() as world:
        index = next(i for i, customer in enumerate(world.customers) if customer.get("company_vat"))
        bare = "".join(c for c in world.customers[index]["company_vat"] if c.isdigit())
        order = world.order("W-1", buyer(world, index, name="Another name A/S", company_vat=bare, contact_email="other@other.example"))
        assert made_for(world, order) == world.customers[index]["number"]
        assert not any(customer["name"] == "Another name A/S" for customer in world.customers)


def test_a_buyer_is_found_by_e_mail_and_name():
    with Inbound() as world:
        customer = next(i for i, c in enumerate(world.customers) if c.get("contact_email"))
        order = world.order("W-1", buyer(world, customer, company_vat=None, billing_address={"zipcode": "9999"},
                                         contact_email=world.customers[customer]["contact_email"].upper()))
        assert made_for(world, order) == world.customers[customer]["number"]


def test_a_buyer_is_found_by_company_name_and_zip():
    with Inbound() as world:
        order = world.order("W-1", buyer(world, 1, company_vat=None, contact_email="never.seen@before.example", name=world.customers[1]["name"].upper()))
        assert made_for(world, order) == world.customers[1]["number"]


def test_an_unknown_buyer_becomes_a_customer_with_the_defaults_of_the_set_up():
    with Inbound("--customer-group", "2", "--payment-term", "1", "--layout", "1", "--vat-zone", "eu") as world:
        order = world.order("W-1", {"name": "Helt Ny ApS", "company_vat": "DK11223344", "contact_email": "ny@helt.example"})
        number = made_for(world, order)
        customer = next(c for c in world.customers if c["number"] == number)
        assert customer["name"] == "Helt Ny ApS" and customer["company_vat"] == "DK11223344" and customer["contact_email"] == "ny@helt.example"
        assert (customer["customer_group_id"], customer["payment_terms_id"], customer["layout_id"], customer["vat_zone"]) == (2, 1, 1, "eu"), customer
        assert customer["billing_address"]["street"] == "Søvej 5" and customer["billing_address"]["zipcode"] == "8600", customer
        world.check_audit()


def test_several_orders_of_one_new_buyer_make_one_customer():
    with Inbound(*DEFAULTS) as world:
        before = len(world.customers)
        orders = [world.order(f"W-{i}", {"name": "Helt Ny ApS", "contact_email": "ny@helt.example"}) for i in range(6)]
        world.sync()
        assert len(world.customers) == before + 1, [c["name"] for c in world.customers]
        assert set(world.crossed()) == {order["id"] for order in orders}, world.problems()
        assert len({order["customer_id"] for order in world.crossed().values()}) == 1
        world.check_audit()


def test_a_customer_that_rackbeat_refuses_is_one_problem_and_is_made_when_the_set_up_is_complete():
    with Inbound() as world:
        before = len(world.customers)
        for i in range(3):
            world.order(f"W-{i}", {"name": "Helt Ny ApS", "contact_email": "ny@helt.example"})
        report = world.sync()
        problems = [p for p in world.problems() if p["code"] == "refused"]
        assert len(problems) == 1 and "payment_terms_id" in problems[0]["text"] and report["held"] == 3, (problems, report)
        world.count()
        world.sync()
        assert "POST /customers" not in world.count()["rackbeat"], "it was sent again without any change"
        world.turn(*DEFAULTS)
        world.sync()
        assert len(world.customers) == before + 1 and len(world.crossed()) == 3 and world.problems() == [], world.problems()
        world.check_audit()


def test_orders_with_addresses_of_their_own_do_not_try_a_refused_customer_in_turn_for_ever():
    with Inbound() as world:
        orders = [world.order(f"W-{i}", {"name": "Helt Ny ApS", "contact_email": "ny@helt.example"},
                              billing_address={"company_name": "Helt Ny ApS", "address_1": f"Vej {i}", "zip": "8000", "city": "Aarhus", "country_code": "DK"})
                  for i in range(3)]
        world.count()
        report = world.sync()
        assert world.count()["rackbeat"]["POST /customers"] <= 3 and report["held"] == 3, report
        for _ in range(3):
            assert world.sync()["held"] == 3
        assert "POST /customers" not in world.count()["rackbeat"], "it was sent again without any change"
        for order in orders:
            world.run("answer", f"ws-order/{order['id']}", "retry", "--code", "refused", expect=(0, 1))
            assert world.count()["rackbeat"].get("POST /customers") == 1, "a person asked for another try"
        world.turn(*DEFAULTS)
        world.sync()
        assert len(world.crossed()) == 3 and world.problems() == [], world.problems()
        world.check_audit()


def test_several_customers_that_may_be_the_buyer_are_asked_about_once_and_remembered():
    with Inbound() as world:
        twins = make_twins(world)
        customer = {"name": "Tvilling ApS", "contact_email": "post@tvilling.example", "billing_address": {"zipcode": "7100"}}
        first, second = world.order("W-1", customer), world.order("W-2", customer)
        report = world.sync()
        problems = [p for p in world.problems() if p["code"] == "customer-ambiguous"]
        assert len(problems) == 1 and report["held"] == 2 and world.crossed() == {}, (problems, report)
        assert all(str(number) in problems[0]["text"] for number in twins) and "answer-customer" in problems[0]["remedies"]
        key = problems[0]["subject"].removeprefix("customer/")
        world.turn("--answer", f"customer:{key}={twins[1]}")
        world.sync()
        assert {order["customer_id"] for order in world.crossed().values()} == {twins[1]} and len(world.crossed()) == 2
        third = world.order("W-3", customer)
        assert made_for(world, third) == twins[1] and world.problems() == []
        assert {first["id"], second["id"], third["id"]} == set(world.crossed())


def test_what_a_person_settles_in_rackbeat_lets_the_order_go_by_itself():
    with Inbound() as world:
        twins = make_twins(world)
        order = world.order("W-1", {"name": "Tvilling ApS", "contact_email": "post@tvilling.example", "billing_address": {"zipcode": "7100"}})
        world.sync()
        assert [p["code"] for p in world.problems()] == ["customer-ambiguous"], world.problems()
        world.act("rackbeat", "edit-customer", twins[0], name="Enebarn ApS", contact_email="post@enebarn.example")
        assert made_for(world, order) == twins[1] and world.problems() == []


def test_the_answer_may_be_that_the_buyer_is_a_new_customer():
    with Inbound(*DEFAULTS) as world:
        make_twins(world, email=None)
        order = world.order("W-1", {"name": "Tvilling ApS", "contact_email": None, "billing_address": {"zipcode": "7100"}})
        world.sync()
        world.turn("--answer", f"customer:{world.problems()[0]['subject'].removeprefix('customer/')}=new")
        number = made_for(world, order)
        assert number == max(c["number"] for c in world.customers if c["name"] == "Tvilling ApS")
        assert len([c for c in world.customers if c["name"] == "Tvilling ApS"]) == 3


def test_an_order_that_does_not_say_who_buys_is_held():
    with Inbound() as world:
        world.order("W-1", {"name": None, "contact_email": None})
        report = world.sync()
        assert report["held"] == 1 and world.problems()[0]["code"] == "customer-unknown", world.problems()
        assert world.crossed() == {}


def line(sku, **more):
    return {"sku": sku, "description": f"Text of {sku}", "quantity": 3, "unit_price": 12.5, "vat_percent": 25.0, **more}


def lines_of(world, order):
    world.sync()
    assert order["id"] in world.crossed(), world.problems()
    return [(l["child_id"], l["quantity"]) for l in world.crossed()[order["id"]]["lines"]]


def test_an_item_is_found_by_its_barcode():
    with Inbound() as world:
        item = next(item for item in world.stocked(50) if item.get("barcode"))
        assert lines_of(world, world.order("W-1", lines=[line(item["barcode"])])) == [(item["number"], 3)]
        world.check_audit()


def test_a_missing_item_is_made_with_what_the_line_says_and_the_defaults():
    with Inbound("--item-group", "1", "--item-unit", "1") as world:
        orders = [world.order(f"W-{i}", lines=[line("NY/1 ø", weight=250, weight_unit="g")]) for i in range(3)]
        assert lines_of(world, orders[0]) == [("NY/1 ø", 3)]
        assert len(world.crossed()) == 3, world.problems()
        made = [item for item in world.items if item["number"] == "NY/1 ø"]
        assert len(made) == 1 and made[0]["name"] == "Text of NY/1 ø" and made[0]["sales_price"] == 12.5, made
        assert made[0]["physical"]["weight"] == 250 and made[0]["group_id"] == 1 and made[0]["unit"]["number"] == 1, made[0]
        world.check_audit()


def test_a_missing_item_is_asked_about_when_no_group_is_chosen():
    with Inbound() as world:
        order = world.order("W-1", lines=[line("UKENDT")])
        world.sync()
        assert [p["code"] for p in world.problems()] == ["item-unknown"] and world.crossed() == {}
        item = world.stocked()[0]["number"]
        world.turn("--answer", f"item:ukendt={item}")
        assert lines_of(world, order) == [(item, 3)]


def test_a_line_without_sku_is_asked_about_and_may_be_left_out():
    with Inbound() as world:
        good = world.stocked()[0]["number"]
        order = world.order("W-1", lines=[line(good), {"sku": None, "description": "Gavekort, 100 kr.", "quantity": 1, "unit_price": 100.0}])
        world.sync()
        problem = world.problems()[0]
        assert problem["code"] == "item-unknown" and "Gavekort" in problem["text"] and world.crossed() == {}, problem
        world.turn("--answer", "item:gavekort 100 kr=leave-out")
        assert lines_of(world, order) == [(good, 3)]
        assert world.problems() == []


def test_a_discount_crosses_as_percent_or_off_each_piece():
    with Inbound() as world:
        sku = world.stocked()[0]["number"]
        order = world.order("W-1", lines=[line(sku, discount_type="percent", discount_value=10.0), line(sku, discount_type="fixed", discount_value=2.5)])
        world.sync()
        lines = world.crossed()[order["id"]]["lines"]
        assert [(l["line_price"], l["discount_percentage"]) for l in lines] == [(12.5, 10), (10, 0)], lines


def test_a_rate_without_a_term_holds_the_order_and_is_never_guessed():
    with Inbound() as world:
        terms = world.world["rackbeat"]["delivery_terms"]
        rate = next(r["id"] for r in world.world["webshipper"]["shipping_rates"]
                    if str(r["attributes"]["order_channel_id"]) == str(world.channel)
                    and r["attributes"]["name"].lower() not in {t["name"].lower() for t in terms})
        order = world.order("W-1", shipping_rate_id=int(rate))
        world.sync()
        assert [p["code"] for p in world.problems()] == ["rate-unmapped"] and world.crossed() == {}, world.problems()
        world.turn("--map", f"{terms[0]['number']}={rate}")
        world.sync()
        assert world.crossed()[order["id"]]["delivery_terms_id"] == terms[0]["number"] and world.problems() == []


def test_a_rate_that_several_terms_share_is_asked_about_until_one_is_marked():
    with Inbound() as world:
        terms = world.world["rackbeat"]["delivery_terms"]
        other = next(t for t in terms if t["name"] != "GLS Erhverv")
        world.turn("--map", f"{other['number']}={world.rate()}")
        order = world.order("W-1")
        world.sync()
        assert [p["code"] for p in world.problems()] == ["rate-shared"], world.problems()
        world.turn("--map-back", f"{other['number']}={world.rate()}")
        world.sync()
        assert world.crossed()[order["id"]]["delivery_terms_id"] == other["number"] and world.problems() == []


if __name__ == "__main__":
    main()
