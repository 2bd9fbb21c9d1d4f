"""The watch list: published intervals, signs by hand, tried on the past with nothing known too early."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from helpers import classification
from helpers.classification.rulebook import RULES
from helpers.classification.watch.part import listed
from helpers.classification.watch.signs import signs
from helpers.classification.watch.terms import SIGNS
from helpers.classification.watch.tries import difference, judge, past
from helpers.company.ledger import purchases
from helpers.demo.build import generate
from helpers.demo.market import markets
from helpers.rules import resolve
from helpers.show import sentence
from helpers.station import run

RULE = resolve(RULES)


def test_newcombes_interval_as_published():
    """Newcombe 1998, Table II, method 10: 56/70 − 48/80 and 9/10 − 3/10."""
    assert difference(56, 70, 48, 80) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    assert difference(9, 10, 3, 10) == pytest.approx((0.6, 0.1705, 0.8090), abs=5e-5)


def firm_of(build):
    steady = [
        (c, d.date(), 100) for c in ("A", "B", "C") for d in pd.date_range("2023-01-05", "2025-12-20", freq="30D")
    ]
    quiet = [("Q", d.date(), 100) for d in pd.date_range("2023-01-05", "2025-07-20", freq="30D")]
    return build(steady + quiet)


@pytest.mark.covers("2.13")
def test_each_sign_by_hand(build):
    firm = firm_of(build)
    people = firm.table("customers")
    days = lambda *texts: pd.Series(pd.to_datetime(list(texts))).astype("datetime64[us]")  # noqa: E731
    bills = pd.DataFrame({"invoice_no": [f"I{i}" for i in range(8)], "customer": ["A"] * 4 + ["B"] * 4, "amount": 10})
    bills["issued_on"] = bills["due_on"] = days(*["2025-01-01", "2025-02-01", "2025-03-01", "2025-09-01"] * 2)
    bills["paid_on"] = days(
        "2025-01-05", "2025-02-05", "2025-03-05", None, "2025-01-05", "2025-02-05", "2025-03-05", "2025-09-05"
    )
    seen = [("A", "2025-01-01"), ("A", "2025-02-01"), ("A", "2025-03-01"), ("A", "2025-04-01")]
    acts = pd.DataFrame([*seen, ("B", "2025-12-01")], columns=["customer", "date"])
    acts["kind"], acts["date"] = ["visit"] * 4 + ["complaint"], days(*acts["date"])
    frames = {**firm.frames, "invoices": bills.astype({"invoice_no": "str", "customer": "str", "amount": "Int64"})}
    frames["activities"] = acts.astype({"customer": "str", "kind": "str"})
    firm = dataclasses.replace(firm, frames=frames)
    rows = signs(firm, purchases(firm), RULE).set_index("customer")
    assert list(rows.index) == sorted(people["customer"])
    assert rows["silent"].tolist() == [False, False, False, True]
    assert rows["falling"].tolist() == [False, False, False, True]
    assert rows["late"].tolist()[:2] == [True, False] and rows["late"].isna().tolist() == [False, False, True, True]
    assert rows["complaint"].tolist() == [False, True, False, False]
    assert rows.loc["A", "unseen"] and rows["unseen"].isna().sum() == 3
    assert rows["narrower"].isna().all()


@pytest.mark.covers("2.13")
def test_the_past_is_tried_without_anything_known_later(make):
    firm = make(120, seed=21, months=40)
    one = past(firm, purchases(firm), RULE)
    orders = firm.frames["orders"]
    last = orders["date"].max()
    cut = dataclasses.replace(
        firm, frames={**firm.frames, "orders": orders[orders["date"] <= pd.Timestamp("2025-06-30")]}
    )
    other = past(cut, purchases(cut), RULE)
    assert last > pd.Timestamp("2025-06-30") and len(one) == len(other) > 100
    pd.testing.assert_frame_equal(one[["date", "customer", *SIGNS]], other[["date", "customer", *SIGNS]])
    newest = one["date"] == one["date"].max()
    assert other.loc[newest, "fell"].all() and not one.loc[newest, "fell"].all()
    assert sorted(one["date"].dt.strftime("%Y-%m-%d").unique()) == ["2024-12-31", "2025-06-30"]


@pytest.mark.covers("2.13")
def test_a_sign_without_meaning_is_rarely_proven_and_one_with_meaning_is():
    chance, false, true = np.random.default_rng(9313), 0, 0
    trials = 120
    for _ in range(trials):
        fell = chance.random(600) < 0.15
        tried = pd.DataFrame(
            {"fell": fell, **{name: pd.Series(pd.NA, index=range(600), dtype="boolean") for name in SIGNS}}
        )
        tried["silent"] = pd.Series(chance.random(600) < 0.08).astype("boolean")
        tried["late"] = pd.Series(chance.random(600) < np.where(fell, 0.2, 0.05)).astype("boolean")
        rows = judge(tried).set_index("sign")
        false += rows.loc["silent", "proof"] == "proven"
        true += rows.loc["late", "proof"] == "proven"
    assert false / trials <= 0.05 and true / trials >= 0.9


def test_false_alarms_add_up(make):
    firm = make(160, seed=22, months=40)
    rows = judge(past(firm, purchases(firm), RULE))
    assert (rows["false_alarms"] + rows["share"])[rows["alerts"] > 0].to_numpy() == pytest.approx(1)
    assert (rows["fell"] <= rows["alerts"]).all()
    assert not (rows.loc[rows["alerts"] < 10, "proof"] != "few").any()


@pytest.mark.covers("2.13")
@pytest.mark.parametrize("seed", [9303, 9304])
def test_customers_that_stopped_are_on_the_list(seed):
    """Written down before looking at these seeds: two in three of those that stopped, and three of the five first
    among the strongest sign truly stopped or left. (On seeds 9301 and 9302 a bound on the first five of the whole
    list failed once: larger customers not seen for long, a true sign too, stood before them.)"""
    made = generate(markets()["industrial_automation"], seed)
    company, rules = made.company, resolve(RULES, industry="industrial_automation")
    from helpers.classification.compute import _named
    from helpers.classification.watch.part import watch

    part = watch(company, purchases(company), _named(company.table("customers")), rules)
    rows, stopped = part.tables["watch"].rows, set(made.truth["stopped"])
    early = {code for code, day in made.truth["stopped"].items() if day < "2025-10-01"}
    assert len(early & set(rows["customer"])) / len(early) >= 2 / 3
    first = rows[rows["chance"] == rows["chance"].max()]["customer"].head(5)
    assert len((stopped | set(made.truth["left"])) & set(first)) >= 3


def test_the_list_is_empty_when_no_sign_is_proven_and_says_so(build):
    firm = firm_of(build)
    result = run(classification.STATION, firm, {"class_draws": 20}, store=False)
    assert result["watch"].empty and result.finding("watch.list") is None
    assert any("nobody is on the watch list" in one.render("en") for one in result.warnings)
    for lang in ("zh", "en"):
        assert classification.plot_watch(result, lang).png


def test_listed_takes_the_strongest_proven_sign_and_ties_by_customer():
    shown = pd.DataFrame({"customer": ["b", "a", "c"], "monetary": [5, 5, 5]})
    for name in SIGNS:
        shown[name] = pd.Series([False] * 3, dtype="boolean")
    shown["silent"], shown["late"] = pd.Series([True, True, False]), pd.Series([True, True, True])
    judged = pd.DataFrame({"sign": ["silent", "late"], "proof": ["proven", "unproven"], "share": [0.8, 0.9]})
    judged["low"], judged["high"], judged["more"] = 0.6, 0.9, 0.5
    rows = listed(shown, judged, pd.Series({"a": 100, "b": 100}))
    assert rows["customer"].tolist() == ["a", "b"] and rows["at_risk"].tolist() == [0.5, 0.5]
    assert sentence(rows["signs"].iloc[0]).render("en") == SIGNS["silent"].render("en")
