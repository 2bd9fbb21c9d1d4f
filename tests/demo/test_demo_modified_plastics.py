"""A maker of modified plastics: prices fall with the raw material, one customer industry falls behind, some stop, some
buy elsewhere.

Rates stated before looking (held-out seeds 9201 to 9212; twins 9201 to 9220):

Price (2025 against 2024)

* naive (did revenue fall?): says that business shrank in at least 11 of 12;
* sound (:func:`helpers.diagnosis.sales.bridge.bridge`): volume grew in at least 10 of 12, the price index is within 1.5
  points of the true one and its interval wholly below −8 % in all 12; twins: within half a point of no change in all 20.

Customer industry that falls behind

* naive (do the tons of the firm fall from 2023 to 2025?): sees nothing in at least 10 of 12;
* sound (:mod:`helpers.diagnosis.sales.level_shift` on each customer industry's own tons by month, 5 % divided by the number
  of industries): finds a loss in the true one within three months of the true month in at least 10 of 12;
* twins: in at most 1 of 20 (5 %) any industry gives an alarm.

Stopped lately, by own cycle (as :mod:`test_demo_stopped` judges it): sound at least 90 %, false alarms at most 5 %;
naive (silent for more than 180 days) at most 60 %.

Potential of medium-sized customers (as :mod:`test_demo_untapped` judges it)

* sound (industry with the largest share of customers that bought less than 0.3 of their potential): names the true one in
  at least 11 of 12, and at least 70 % of the planted are among as many of its customers with the largest gap as a
  share of potential;
* naive (industry with the least revenue a customer): names it in at most 4 of 12;
* twins: at most 5 % of customers bought less than 0.3 of their potential.
"""

import pandas as pd
import pytest
from test_demo_stopped import HALF_A_YEAR, RARE, silence
from test_demo_untapped import LITTLE, compared

from helpers.company import ledger
from helpers.diagnosis.sales import level_shift, season
from helpers.diagnosis.sales.bridge import bridge

pytestmark = pytest.mark.slow

INDUSTRY = "modified_plastics"
BEFORE, NOW = 2024, 2025
FAMILY_ALPHA, DRAWS, MONTHS_OFF = 0.05, 499, 3


def year(number):
    return pd.Timestamp(number, 1, 1).date(), pd.Timestamp(number, 12, 31).date()


def bridged(demo):
    lines = demo.company.table("products").set_index("product")["line"]
    return bridge(ledger.sold(demo.company, *year(BEFORE)), ledger.sold(demo.company, *year(NOW)), lines, draws=200)


def true_index(demo, found):
    """Price change by line, weighted as a Paasche index weights it."""
    level = demo.truth["raw_material"]["price_level"]
    now = found.lines.set_index("line")["after"]
    ratio = pd.Series({line: level[line][str(NOW)] / level[line][str(BEFORE)] for line in now.index})
    return now.sum() / (now / ratio).sum() - 1


@pytest.mark.covers("1.2")
def test_a_bridge_tells_falling_prices_from_falling_volume(firms):
    fell = grew = 0
    errors, highs = [], []
    for demo in firms:
        found = bridged(demo)
        fell += found.change < 0
        grew += found.items["volume"] > 0
        errors.append(found.index.value - true_index(demo, found))
        highs.append(found.index.high)
    print(f"revenue fell {fell}, volume grew {grew}, worst error {max(map(abs, errors)):.4f}, highest {max(highs):.3f}")
    assert fell >= 11
    assert grew >= 10
    assert max(map(abs, errors)) <= 0.015
    assert max(highs) < -0.08


def test_prices_of_twins_stay(quiet_firms):
    assert max(abs(bridged(twin).index.value) for twin in quiet_firms) <= 0.005


def tons(demo):
    """``month``, ``value`` (customer industry), ``net`` (kilograms)."""
    orders = demo.company.frames["orders"]
    of = demo.company.frames["customers"].set_index("customer")["industry"]
    keys = [
        orders["date"].dt.to_period("M").dt.to_timestamp().rename("month"),
        orders["customer"].map(of).rename("value"),
    ]
    return orders["quantity"].groupby(keys).sum().rename("net").reset_index()


def behind(demo):
    """Customer industries with a step of their own."""
    table, found = tons(demo), {}
    groups = sorted(table["value"].unique())
    for name in groups:
        series = table.loc[table["value"] == name, ["month", "net"]]
        shift = level_shift.find(season.adjust(series), FAMILY_ALPHA / len(groups), DRAWS)
        if shift is not None:
            found[name] = shift
    return found


@pytest.mark.covers("1.2")
def test_an_industry_s_own_tons_show_what_the_firm_s_total_hides(firms):
    hits = quiet = 0
    for demo in firms:
        truth, found = demo.truth["group_shift"], behind(demo)
        shift = found.get(truth["value"])
        if shift is not None and shift.effect.value < 0:
            hits += abs((shift.month.to_period("M") - pd.Period(truth["on"], "M")).n) <= MONTHS_OFF
        table = tons(demo)
        years = table.groupby(table["month"].dt.year)["net"].sum()
        quiet += bool(years.iloc[-1] > years.iloc[0])
    print(f"found {hits}, total grew {quiet} of {len(firms)}")
    assert hits >= 10
    assert quiet >= 10


def test_no_industry_of_a_twin_falls_behind(quiet_firms):
    alarms = sum(bool(behind(twin)) for twin in quiet_firms)
    print(f"alarms {alarms} of {len(quiet_firms)}")
    assert alarms <= 0.05 * len(quiet_firms)


@pytest.mark.covers("2.2")
def test_own_cycles_find_who_stopped_calling_off(firms, end):
    people = pd.concat([silence(demo, end) for demo in firms])
    stopped, others = people[people["stopped"]], people[~people["stopped"]]
    sound, false = (stopped["p"] < RARE).mean(), (others["p"] < RARE).mean()
    naive = (stopped["quiet"] > HALF_A_YEAR).mean()
    print(f"own cycle {sound:.3f} (false {false:.4f}), half a year {naive:.3f}; {len(stopped)} stopped")
    assert len(stopped) >= 60
    assert sound >= 0.90
    assert false <= 0.05
    assert naive <= 0.60


def test_nobody_in_a_twin_is_called_stopped(quiet_firms, end):
    people = pd.concat([silence(twin, end) for twin in quiet_firms])
    assert (people["p"] < RARE).mean() <= 0.05


def medium(demo, end):
    """Medium-sized active customers with ``industry`` and ``part``: the share of their potential that they buy."""
    people = demo.company.frames["customers"].set_index("customer")
    frame = compared(demo, end)
    frame = frame.assign(industry=frame["customer"].map(people["industry"]), part=frame["revenue"] / frame["potential"])
    return frame[frame["customer"].map(people["size"]) == "中型"]


@pytest.mark.covers("2.2")
def test_peers_name_the_industry_that_buys_elsewhere(firms, end):
    named = naive = hit = planted = 0
    for demo in firms:
        frame = medium(demo, end)
        true = set(demo.truth["untapped"]) & set(frame["customer"])
        where = frame.loc[frame["customer"].isin(true), "industry"].iloc[0]
        named += (frame["part"] < LITTLE).groupby(frame["industry"]).mean().idxmax() == where
        naive += frame.groupby("industry")["revenue"].mean().idxmin() == where
        least = frame[frame["industry"] == where].sort_values(["part", "customer"]).head(len(true))
        hit += len(true & set(least["customer"]))
        planted += len(true)
    print(f"industry named {named}, naive {naive} of {len(firms)}; customers {hit / planted:.3f} of {planted}")
    assert named >= 11
    assert naive <= 4
    assert hit / planted >= 0.70


def test_customers_of_twins_buy_what_their_peers_do(quiet_firms, end):
    low = pd.concat([medium(twin, end)["part"] < LITTLE for twin in quiet_firms])
    print(f"bought less than {LITTLE} of potential: {low.mean():.4f}")
    assert low.mean() <= 0.05


def test_it_looks_like_such_a_firm(firms):
    for demo in firms:
        orders, customers, products = (demo.company.frames[name] for name in ("orders", "customers", "products"))
        assert 300 <= len(customers) <= 500 and 12_000 <= len(orders) <= 24_000
        assert (orders["quantity"] % 25 == 0).all()  # bags of 25 kg
        assert 0.08 <= 1 - orders["cost"].sum() / orders["amount"].sum() <= 0.20
        price = products["list_price"].astype(float) / 100
        assert price.between(5, 40).all()
        revenue = orders.groupby("customer")["amount"].sum().sort_values(ascending=False)
        assert 0.62 <= revenue.head(len(revenue) // 5).sum() / revenue.sum() <= 0.85


def test_a_twin_s_truth_is_that_nothing_happened(quiet_firms):
    for twin in quiet_firms:
        assert "raw_material" not in twin.truth and twin.truth["group_shift"] is None
        assert not any(twin.truth[fact] for fact in ("stopped", "left", "untapped", "level_shift", "late_payers"))
