import datetime as dt

import numpy as np
import pandas as pd
import pytest
from diagnosis_firms import company
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import diagnosis, station
from helpers.company.ledger import sold
from helpers.diagnosis.sales.bridge import ITEMS, bridge
from helpers.diagnosis.sales.figure_bridge import _price_leads
from helpers.diagnosis.sales.terms import BRIDGE
from helpers.show import word

COLUMNS = ["customer", "product", "amount", "quantity", "unpriced", "returns"]


def lines(*rows):
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({"customer": "str", "product": "str", "quantity": "float64"})


def told(found, **items):
    assert found.items == dict.fromkeys(ITEMS, 0) | items
    assert sum(found.items.values()) == found.change


@pytest.mark.covers("1.2")
def test_textbook_example():
    """Budget A 400 at 30, B 200 at 25; actual A 500 at 31, B 100 at 24 (a textbook of standard costing):
    price variance +400, mix +500, quantity 0."""
    before = lines(("c", "A", 12000, 400, 0, 0), ("c", "B", 5000, 200, 0, 0))
    after = lines(("c", "A", 15500, 500, 0, 0), ("c", "B", 2400, 100, 0, 0))
    found = bridge(before, after, pd.Series({"A": "line", "B": "line"}))
    told(found, price=400, mix=500)
    assert (found.before, found.after) == (17000, 17900)


def test_without_lines_each_product_stands_alone():
    before = lines(("c", "A", 12000, 400, 0, 0), ("c", "B", 5000, 200, 0, 0))
    after = lines(("c", "A", 15500, 500, 0, 0), ("c", "B", 2400, 100, 0, 0))
    told(bridge(before, after), price=400, volume=3000 - 2500)


@pytest.mark.covers("1.2")
def test_customers_and_products_won_and_lost():
    before = lines(("gone", "A", 900, 9, 0, 0), ("kept", "A", 500, 5, 0, 0), ("kept", "out", 70, 1, 0, 0))
    after = lines(("kept", "A", 500, 5, 0, 0), ("kept", "in", 300, 1, 0, 0), ("new", "A", 40, 1, 0, 0))
    told(bridge(before, after), lost_customers=-900, new_customers=40, lost_products=-70, new_products=300)
    assert bridge(before, after).dropped["before"].tolist() == [70]


def test_a_lost_customers_sales_without_product_go_with_the_customer():
    before = lines(("gone", None, 0, 0, 900, 0), ("kept", None, 0, 0, 10, -3))
    after = lines(("kept", None, 0, 0, 25, -8))
    told(bridge(before, after), lost_customers=-900, unpriced=15, returns=-5)


def test_prices_are_compared_customer_by_customer():
    """Two customers swap volume at their own, unchanged prices: mix, not price."""
    before = lines(("cheap", "A", 1000, 100, 0, 0), ("dear", "A", 2000, 100, 0, 0))
    after = lines(("cheap", "A", 1500, 150, 0, 0), ("dear", "A", 1000, 50, 0, 0))
    found = bridge(before, after)
    told(found, mix=-500)
    assert found.index.value == pytest.approx(0)


@pytest.mark.covers("1.2")
def test_price_index_has_the_interval_of_its_customers():
    random = np.random.default_rng(3)
    before = lines(*[(f"c{i}", "A", 1000, 10, 0, 0) for i in range(80)])
    after = lines(*[(f"c{i}", "A", int(1000 * (0.95 + random.normal(0, 0.02))), 10, 0, 0) for i in range(80)])
    found = bridge(before, after)
    assert found.index.low < found.index.value < found.index.high < 0
    assert found.index.low <= -0.05 <= found.index.high
    assert found.index.high - found.index.low == pytest.approx(2 * 1.96 * 0.02 / np.sqrt(80), rel=0.25)


row = st.tuples(
    st.sampled_from("abc"),
    st.sampled_from(["P", "Q", "R", None]),
    st.integers(0, 10**12),
    st.floats(0.001, 1e6).map(lambda value: round(value, 6)),
    st.integers(0, 10**9),
    st.integers(-(10**9), 0),
)


def canonical(rows):
    """One row a pair, as the ledger gives it: amounts only with a product."""
    seen = {}
    for customer, product, amount, quantity, unpriced, returns in rows:
        if product is None:
            amount, quantity = 0, 0.0
        seen[customer, product] = (customer, product, amount, quantity if amount else 0.0, unpriced, returns)
    return lines(*seen.values())


@pytest.mark.covers("1.2")
@settings(max_examples=60, deadline=None)
@given(st.lists(row, max_size=9), st.lists(row, max_size=9), st.booleans(), st.sets(st.sampled_from("PQR")))
def test_items_add_up_to_the_minor_unit_for_any_data(old, new, grouped, besides):
    groups = pd.Series({"P": "line", "Q": "line"}) if grouped else None
    before, after = canonical(old), canonical(new)
    found = bridge(before, after, groups, draws=2, services=besides)
    total = [int(frame[["amount", "unpriced", "returns"]].to_numpy(dtype="int64").sum()) for frame in (before, after)]
    assert (found.before, found.after) == tuple(total)
    assert sum(found.items.values()) == total[1] - total[0]
    assert all(isinstance(amount, int) for amount in found.items.values())
    parts = found.lines
    assert (parts["before"] + parts["volume"] + parts["mix"] + parts["price"] == parts["after"]).all()
    if len(after):
        shuffled = bridge(
            before.sample(frac=1, random_state=1),
            after.sample(frac=1, random_state=2),
            groups,
            draws=2,
            services=besides,
        )
        assert shuffled.items == found.items


def test_ledger_keeps_every_line_in_one_place():
    firm = company(
        [
            ("2025-01-05", "a", 1000, "P", 2.0),
            ("2025-01-06", "a", 500, "P", None),
            ("2025-01-07", "a", 400, None, 3.0),
            ("2025-01-08", "a", 300, "P", -1.0),
            ("2025-01-09", "a", -200, "P", -1.0),
            ("2025-01-10", "a", 0, "P", 5.0),
            ("2025-02-01", "a", 99, "P", 1.0),
        ],
        products=pd.DataFrame({"product": ["P"], "name": ["P"]}),
    )
    frame = sold(firm, dt.date(2025, 1, 1), dt.date(2025, 1, 31))
    assert frame[["amount", "unpriced", "returns"]].to_numpy().sum() == 1000 + 500 + 400 + 300 - 200
    known = frame[frame["product"] == "P"].iloc[0]
    assert (known["amount"], known["quantity"], known["unpriced"], known["returns"]) == (1000, 2.0, 800, -200)
    assert frame[frame["product"].isna()]["unpriced"].tolist() == [400]


def test_freight_fees_and_discounts_are_no_products():
    """Freight has no price to compare and no successor; a discount is no return; the items still add up."""
    before = lines(
        ("kept", "A", 1000, 10, 0, -50),
        ("kept", "POST", 400, 4, 0, 0),
        ("kept", "D", 0, 0, 0, -30),
        ("gone", "POST", 7, 1, 0, 0),
    )
    after = lines(("kept", "A", 1000, 10, 0, -20), ("kept", "POST", 100, 4, 5, 0), ("kept", "D", 0, 0, 0, -90))
    found = bridge(before, after, services={"POST", "D"})
    told(found, lost_customers=-7, services=105 - 400 - 60, returns=30)
    assert found.index.value == 0 and set(found.products["product"]) == {"A"} and set(found.lines["line"]) == {"A"}
    assert found.services == ("D", "POST")
    gone = bridge(before, after[after["product"] == "A"], services={"POST", "D"})
    told(gone, lost_customers=-7, services=-400 + 30, returns=30)
    assert gone.dropped.empty


def test_services_are_known_by_their_names_and_named_nowhere_as_products():
    """A firm that charges less freight than before: no advice to start with the product POSTAGE."""
    rows = [
        (f"{year}-{month:02d}-10", who, 500_00, "P", 5.0)
        for year in (2024, 2025)
        for month in range(1, 13)
        for who in "ab"
    ]
    rows += [
        (f"{year}-{month:02d}-11", who, charged, "F", 1.0)
        for year, charged in ((2024, 90_00), (2025, 30_00))
        for month in range(1, 13)
        for who in "ab"
    ]
    firm = company(rows, products=pd.DataFrame({"product": ["P", "F"], "name": ["Pump", "POSTAGE"]}))
    result = station.run(diagnosis.STATION, firm, store=False)
    table = result["bridge"].set_index("item")["amount"]
    assert table[word(BRIDGE["services"])] == -60_00 * 24 and table[word(BRIDGE["price"])] == 0
    assert result["price_products"]["product"].tolist() == ["P"] and result.finding("bridge.price") is None
    for lang, name in (("zh", "运费"), ("en", "Freight")):
        assert name in result.finding("bridge.change").advise(lang)
        assert "POSTAGE" in " ".join(note.render(lang) for note in result.assumptions)


def renewed(gain, products=30, less=1.0):
    """Two customers; many products are replaced by new ones, which bring so many times what the old ones did; of one
    product so many times the pieces are bought."""
    rows = []
    for month in range(1, 13):
        for number in range(products):
            rows.append((f"2024-{month:02d}-10", "a", 100_00 + number, f"old{number:02d}", 1.0))
            rows.append((f"2025-{month:02d}-10", "a", round((100_00 + number) * gain), f"new{number:02d}", 1.0))
        for year, pieces in ((2024, 1.0), (2025, less)):
            rows += [(f"{year}-{month:02d}-12", who, round(50_00 * pieces), "P", pieces) for who in "ab"]
    return station.run(diagnosis.STATION, company(rows), store=False).finding("bridge.change")


def test_products_no_longer_sold_are_work_only_where_new_ones_bring_less():
    assert renewed(1.3).action is None and renewed(1.3).at_stake is None
    assert renewed(1.3, less=0.5).action is None  # they buy less of the old and more of the new
    fewer = renewed(1.001, less=0.5)
    assert fewer.at_stake.value == 12 * 2 * 25_00 and "Volume fell most in P (CNY 600)" in fewer.advise("en")
    less = renewed(0.5)
    assert less.quantities["gone"].value == 30 and less.quantities["part"].value == pytest.approx(1 / 3, abs=0.01)
    assert "30 products" in less.advise("en") and "30 个" in less.advise("zh")
    few = renewed(0.5, products=3)
    assert "each of the 3" in few.advise("en") and few.at_stake.value == few.quantities["loss"].value


def test_the_claim_says_to_when_its_months_run():
    found = renewed(0.5)
    assert "to 31 Dec 2025" in found.say("en") and "截至2025年12月31日" in found.say("zh")


def test_price_is_in_the_title_of_the_bridge_only_where_nothing_of_its_sign_is_larger():
    def leads(**amounts):
        rows = [("first", 0), *((word(BRIDGE[name]), amount) for name, amount in amounts.items()), ("last", 0)]
        return _price_leads(pd.DataFrame(rows, columns=["item", "amount"]))

    assert leads(price=-5, volume=-3, new_customers=90) and leads(price=7)
    assert not leads(price=-5, volume=-50) and not leads(price=0, volume=1) and not leads(volume=1)


def test_title_money_and_action_speak_of_one_loss_and_say_what_is_made_up_for(lang):
    """A title named products gone as the largest loss, the money was lost customers', the advice one of them."""
    made = renewed(1.3)
    text = made.say(lang)
    assert "loss" not in made.quantities and made.quantities["over"].value == 12 * sum(100_00 + n for n in range(30))
    assert {"zh": "补上了不再有人买的产品", "en": "make up for products not bought any more"}[lang] in text
    fewer = renewed(1.001, less=0.5)
    assert fewer.quantities["loss"].value == fewer.at_stake.value
    assert {"zh": "减得最多的是数量", "en": "the largest loss beside is volume"}[lang] in fewer.say(lang)
    few = renewed(0.5, products=3)
    assert "over" not in few.quantities and {"zh": "补上", "en": "make up"}[lang] not in few.say(lang)


def parted(lost, each=100_00):
    """Forty customers who buy more, and so many that are lost."""
    rows = []
    for month in range(1, 13):
        for year, pieces in ((2024, 10.0), (2025, 12.0)):
            rows += [(f"{year}-{month:02d}-12", f"k{i:02d}", round(10_00 * pieces), "P", pieces) for i in range(40)]
        rows += [(f"2024-{month:02d}-13", f"x{i:02d}", each, "P", each / 10_00) for i in range(lost)]
    return station.run(diagnosis.STATION, company(rows), {"draws": 100}, store=False).finding("bridge.change")


def test_many_small_customers_lost_beside_a_rise_are_not_the_first_thing_to_do(lang):
    one, many = parted(1), parted(12, each=30_00)
    assert many.at_stake.value == many.quantities["loss"].value == 12 * 12 * 30_00 and many.descriptive
    assert "12 " in many.advise(lang) and {"zh": "最大的 10 家", "en": "the 10 largest"}[lang] in many.advise(lang)
    assert not one.descriptive and one.at_stake.value == 12 * 100_00


def test_without_product_lines_the_table_of_lines_is_one_of_products(lang):
    rows = [
        (f"{year}-{month:02d}-12", who, 50_00, "P", 1.0)
        for year in (2024, 2025)
        for month in range(1, 13)
        for who in "ab"
    ]
    goods = pd.DataFrame({"product": ["P"], "name": ["Pump"]})
    for line, named in ((None, {"zh": "产品", "en": "Product"}), ("L", {"zh": "产品线", "en": "Product line"})):
        firm = company(rows, products=goods if line is None else goods.assign(line=line))
        table = station.run(diagnosis.STATION, firm, {"draws": 100}, store=False).tables["bridge_lines"]
        assert table.columns["line"].title.render(lang) == named[lang]


def cut(who, heavy=1):
    """Twenty customers buy two products; from 2025 on those of ``who`` pay a tenth less for the first; the first buys so
    many times as much."""
    rows = []
    for year in (2024, 2025):
        for month in range(1, 13):
            for i in range(20):
                price = 90_00 if year == 2025 and i in who else 100_00
                pieces = (3 + i % 4) * (heavy if i == 0 else 1)
                rows.append((f"{year}-{month:02d}-10", f"c{i:02d}", price * pieces, "P", float(pieces)))
                rows.append((f"{year}-{month:02d}-11", f"c{i:02d}", 50_00, "Q", 1.0))
    goods = pd.DataFrame({"product": ["P", "Q"], "name": ["Flour", "Salt"]})
    return station.run(diagnosis.STATION, company(rows, products=goods), {"draws": 200}, store=False)


def test_a_list_price_is_told_from_the_prices_of_single_customers(lang):
    """All customers of a product pay less: nobody granted that to one of them."""
    result = cut(range(19))
    found, row = result.finding("bridge.price"), result["price_products"].iloc[0]
    assert (row["name"], row["buyers"], row["less"]) == ("Flour", 20, 19)
    assert (found.quantities["less"].value, found.quantities["cut"].value) == (19, pytest.approx(0.095, abs=0.005))
    assert {"zh": "价目表", "en": "list price"}[lang] in found.advise(lang) and "{" not in found.say(lang)
    assert not any(f"c{i:02d}" in found.advise(lang) for i in range(20))
    single = cut(range(0, 20, 2)).finding("bridge.price")
    assert "less" not in single.quantities and "c02 Ltd" in single.advise(lang)
    assert "c00" not in single.say(lang)
    heavy = cut(range(0, 20, 2), heavy=40).finding("bridge.price")
    assert "c00 Ltd" in heavy.say(lang) and heavy.quantities["customer_part"].value > 0.5
    assert {"zh": "一次订得多", "en": "larger order"}[lang] in heavy.why(lang)
