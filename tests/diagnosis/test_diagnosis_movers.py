"""Who explains the change between two periods: one customer planted among many, and the same firm without it."""

import numpy as np
import pandas as pd
import pytest
from diagnosis_firms import company

from helpers import diagnosis, station
from helpers.diagnosis.sales.movers import SHOWN, movers, shown

FEW = {"draws": 200}


def rows(big=1.0, group=1.0, until=0.45, count=60, seed=4):
    """Sixty customers whose order sizes wander; ``big`` (G0) falls to ``until`` from April 2025 on, two members of a
    group multiply what they buy in 2025 by ``group``."""
    random = np.random.default_rng(seed)
    lines = []
    for day in pd.date_range("2023-01-05", periods=36, freq="MS") + pd.Timedelta(days=4):
        for i in range(count):
            lines.append((day, f"C{i:02}", round(100_000 * random.lognormal(0, 0.2)), "P", 10.0))
        late = until if day >= pd.Timestamp("2025-04-01") else 1.0
        lines.append((day, "G0", round(2_000_000 * big * late * random.lognormal(0, 0.1)), "P", 10.0))
        for member in ("M1", "M2"):
            more = group if day.year == 2025 else 1.0
            lines.append((day, member, round(200_000 * more * random.lognormal(0, 0.1)), "P", 10.0))
    return lines


def firm(**options):
    lines = rows(**options)
    codes = sorted({line[1] for line in lines})
    people = pd.DataFrame({"customer": codes, "name": [f"{code} Ltd" for code in codes]})
    people["group"] = people["customer"].map({"M1": "The Ms", "M2": "The Ms"})
    people["industry"] = ["Food" if code == "G0" else "Other" for code in codes]
    return company(lines, people)


@pytest.fixture(scope="module")
def planted():
    return station.run(diagnosis.STATION, firm(group=3.0), FEW, store=False)


@pytest.fixture(scope="module")
def quiet():
    return station.run(diagnosis.STATION, firm(big=0.1, until=1.0), FEW, store=False)


def test_the_table_adds_up_and_holds_groups_together(planted):
    table, bridge = planted["customer_movers"], planted["bridge"]["amount"]
    assert table["change"].sum() == bridge.iloc[-1] - bridge.iloc[0]
    assert table.iloc[0]["name"] == "G0 Ltd" and table.loc[table["customers"] == 2, "name"].tolist() == ["The Ms"]
    sides = table.groupby(table["change"] > 0)["gross"].sum()
    assert np.allclose(sides, 1) and table["net"].isna().all()  # falls and gains all but cancel: no base for shares
    orders = planted["customer_movers"].set_index("name").loc["The Ms"]
    assert orders["after"] > 2.5 * orders["before"]


def test_the_customer_that_carries_the_fall_and_the_group_that_carries_the_gain_are_named(planted, lang):
    found, table = planted.finding("bridge.change"), planted["customer_movers"].set_index("name")
    assert "G0 Ltd" in found.say(lang) and "The Ms" in found.say(lang) and "G0 Ltd" in found.advise(lang)
    assert found.at_stake.value == -table.loc["G0 Ltd", "change"] == found.quantities["who_loss"].value
    assert found.quantities["who_part"].value == pytest.approx(table.loc["G0 Ltd", "gross"]) and "{" not in found.say(
        lang
    )


def test_the_largest_gain_is_a_finding_of_its_own(planted, lang):
    found, orders = planted.finding("bridge.gain"), planted["customer_movers"].set_index("name").loc["The Ms"]
    assert found.subject == "The Ms" and found.at_stake.value == orders["change"] and found.potential
    assert found.quantities["up_weight"].value == pytest.approx(orders["after"] / planted["bridge"]["amount"].iloc[-1])
    assert "{" not in found.say(lang) + found.advise(lang) + found.why(lang)


def test_nobody_is_named_where_all_wander(quiet):
    for found in quiet.findings:
        assert not {"who", "up"} & set(found.quantities), found.id
    assert quiet.finding("bridge.gain") is None
    strict = station.run(diagnosis.STATION, firm(group=3.0), FEW | {"mover_part": 1.0}, store=False)
    assert not {"who", "up"} & set(strict.finding("bridge.change").quantities)


def test_a_step_that_is_one_customers_sends_people_to_it(lang):
    result = station.run(diagnosis.STATION, firm(), FEW, store=False)
    step, change = result.finding("level_shift.revenue"), result.finding("bridge.change")
    assert "G0 Ltd" in change.say(lang) and change.advise(lang) != step.advise(lang)  # told twice, asked once
    assert result["customer_movers"]["net"].sum() == pytest.approx(1)
    assert "G0 Ltd" in step.say(lang) and "G0 Ltd" in step.advise(lang)
    assert {"zh": "变化来自谁", "en": "Who explains the change"}[lang] in step.advise(lang)


def test_few_or_unmoved_customers_make_no_table_of_shares():
    people = pd.DataFrame({"customer": ["a", "b"], "before": [5, 7], "after": [5, 7]})
    assert shown(movers(people, {}, pd.Series(dtype="str"))).empty
    many = pd.DataFrame({"customer": [f"c{i:02}" for i in range(30)], "before": 100, "after": range(71, 101)})
    table = shown(movers(many, {}, pd.Series(dtype="str")))
    assert len(table) == SHOWN + 1 and table["change"].sum() == sum(range(71, 101)) - 3000
    assert table["customers"].sum() == 29
