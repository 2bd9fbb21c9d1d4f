"""The check on the past: lists at equal effort, ties, intervals against known truth, and nothing known too early."""

import dataclasses
import datetime as dt

import numpy as np
import pandas as pd
import pytest

from helpers import classification
from helpers.classification.blind_pick import compare
from helpers.classification.holds import after, capture, choose, findings, moves
from helpers.classification.holds.compute import Check
from helpers.station import run


@pytest.mark.covers("2.14")
def test_ties_share_the_last_places_whatever_the_order():
    assert choose.best([5, 3, 3, 3, 1], 2).tolist() == pytest.approx([1, 1 / 3, 1 / 3, 1 / 3, 0])
    assert choose.best([1, np.nan, 2], 3).tolist() == [1, 1, 1]
    assert choose.best([2.0, 2, 2, 2], 1).sum() == pytest.approx(1)
    assert choose.best([], 3).tolist() == [] and choose.best([1, 2], 0).sum() == 0
    letters = pd.Series(["B", "A", None, "C", "A"])
    assert choose.best(choose.grades(letters), 3).tolist() == [1, 1, 0, 0, 1]


def test_shares_and_lift_by_hand():
    rows = capture.captured(
        {"ours": np.array([1.0, 0, 1, 0]), "other": np.array([0, 1.0, 1, 0])}, np.array([50, 30, 20, -7])
    )
    rows = rows.set_index("method")
    assert rows["share"].tolist() == pytest.approx([0.7, 0.5]) and rows["lift"].tolist() == pytest.approx([1.4, 1.0])
    assert rows.loc["other", "ahead"] == pytest.approx(0.2)
    assert capture.captured({"ours": np.ones(3)}, np.zeros(3)).empty


@pytest.mark.covers("2.14")
def test_interval_covers_the_true_share_and_equal_lists_are_rarely_called_different():
    chance = np.random.default_rng(9312)
    true, held, called, trials = 0.5, 0, 0, 150
    for trial in range(trials):
        later = chance.gamma(2.0, 1.0, 300)
        ours, other = np.zeros(300), np.zeros(300)
        ours[:150], other[75:225] = 1.0, 1.0
        rows = capture.captured({"ours": ours, "other": other}, later, draws=200, seed=trial).set_index("method")
        held += rows.loc["ours", "low"] <= true <= rows.loc["ours", "high"]
        called += capture.verdict(*rows.loc["other", ["ahead_low", "ahead_high"]]) != "same"
    assert held / trials >= 0.89 and called / trials <= 0.11


def test_a_better_list_is_called_better_and_a_worse_one_worse():
    later = np.r_[np.full(50, 10.0), np.full(150, 1.0)] * np.random.default_rng(3).gamma(4, 0.25, 200)
    good, bad = np.r_[np.ones(50), np.zeros(150)], np.r_[np.zeros(150), np.ones(50)]
    for lists, said in (({"ours": good, "b": bad}, "better"), ({"ours": bad, "b": good}, "worse")):
        row = capture.captured(lists, later).iloc[1]
        assert capture.verdict(row["ahead_low"], row["ahead_high"]) == said


def test_growth_of_a_class_against_all_by_hand():
    people = pd.DataFrame(
        {"class": ["key", "key", "growth", "general"], "before": [100, 100, 50, 50], "after": [100, 100, 100, 0]}
    )
    rows = after.by_class(people, draws=50).set_index("class")
    assert rows["ratio"].tolist() == pytest.approx([1.0, 2.0, 0.0]) and rows["still"].tolist() == [1, 1, 0]


@pytest.mark.covers("2.14")
def test_bands_count_who_became_key():
    people = pd.DataFrame({"in_key": [0.0, 0.05, 0.99, 1.0, 0.6], "after": [1, 2, 90, 80, 3]})
    rows = after.came_true(people, 0.9)
    assert rows["customers"].tolist() == [2, 1, 2] and rows["key"].tolist() == [0, 0, 2]
    assert rows["customers"].sum() == 5


@pytest.fixture(scope="module")
def long(make):
    return make(160, seed=11, months=40)


def result_of(firm, rules=None):
    return run(classification.STATION, firm, {"class_draws": 60, "hold_draws": 100, **(rules or {})}, store=False)


@pytest.mark.slow
@pytest.mark.covers("2.14")
def test_what_came_later_changes_no_list_and_only_the_outcome(long):
    one = result_of(long)
    frames = dict(long.frames)
    orders = frames["orders"].copy()
    later = orders["date"] > "2024-12-31"
    orders.loc[later, "amount"] = orders.loc[later, "amount"] * 3
    extra = orders[later].assign(customer=orders["customer"].iloc[0], doc_no="X" + orders["doc_no"])
    frames["orders"] = pd.concat([orders, extra], ignore_index=True)
    other = result_of(dataclasses.replace(long, frames=frames))
    for name in ("class", "customers", "before"):
        assert one["holds_classes"][name].tolist() == other["holds_classes"][name].tolist()
    assert one["holds"]["chosen"].tolist() == other["holds"]["chosen"].tolist()
    assert one["holds_bands"]["told"].tolist() == other["holds_bands"]["told"].tolist()
    assert one["holds"]["share"].tolist() != other["holds"]["share"].tolist()


@pytest.mark.slow
@pytest.mark.covers("2.14")
def test_dated_grades_are_a_rival_and_undated_ones_are_not(long):
    assert "grades" not in set(result_of(long)["holds"]["method"])
    people = long.table("customers")
    money = long.frames["orders"].groupby("customer")["amount"].sum().reindex(people["customer"]).fillna(0)
    rank = money.rank(pct=True).to_numpy()
    people["grade"] = np.where(rank > 0.8, "A", np.where(rank > 0.5, "B", "C"))
    people["grade_since"] = pd.Timestamp("2024-06-01")
    people["created_on"] = pd.Timestamp("2020-01-01")
    types = {"grade": "str", "grade_since": "datetime64[us]", "created_on": "datetime64[us]"}
    graded = dataclasses.replace(long, frames={**long.frames, "customers": people.astype(types)})
    result = result_of(graded)
    assert "grades" in set(result["holds"]["method"])
    found = result.finding("holds.grades")
    assert found and found.quantities["ours"].value == result["holds"].query("method == 'ours'")["share"].iloc[0]
    late = people.assign(grade_since=pd.Timestamp("2025-06-01")).astype(types)
    later = dataclasses.replace(long, frames={**long.frames, "customers": late})
    assert "grades" not in set(result_of(later)["holds"]["method"])


def test_the_claim_follows_the_verdict(long):
    result = result_of(long)
    row = result["holds"].query("method == 'revenue' and outcome == 'money'").iloc[0]
    found = result.finding("holds.revenue")
    words = {"better": "as many chosen by plain revenue", "same": "no better than", "worse": "chooses better"}
    assert words[row["verdict"]] in found.say("en")
    assert (found.at_stake is None) == (row["verdict"] == "same")


def test_a_difference_too_small_to_matter_is_none(long):
    """Sure by the draws, and of no use: the claim, its table and its reason say so; twice that is a difference."""
    for ahead, said in ((-0.004, "same"), (0.004, "same"), (-0.008, "worse"), (0.008, "better")):
        ends = ahead - 0.0005, ahead + 0.0005
        assert capture.verdict(*ends) == ("worse" if ahead < 0 else "better")
        assert capture.verdict(*ends, ahead) == said


def test_two_lists_of_the_same_customers_are_no_test(build):
    """The report said "no better than plain revenue … how sure: high" of two lists that held the same three customers."""
    lines = [
        (f"big{i}", day, 900_000 + i) for i in range(3) for day in pd.date_range("2023-01-05", "2025-12-20", freq="14D")
    ]
    lines += [
        (f"c{i:02}", day, 500) for i in range(40) for day in pd.date_range("2023-01-08", "2025-12-20", freq="50D")
    ]
    result = result_of(build(lines))
    row = result["holds"].query("method == 'revenue' and outcome == 'money'").iloc[0]
    assert (row["ahead"], row["chosen"], row["verdict"]) == (0, 2, "alike")
    found = result.finding("holds.revenue")
    assert "are the same" in found.say("en") and "no better" not in found.say("en")
    assert found.confidence.level == "low" and found.at_stake is None


def test_grades_and_plain_revenue_do_not_advise_against_each_other():
    """Where plain revenue does no worse, the finding on grades sends nobody to the classes."""
    rows = [("ours", 0.5, 0.0, "same"), ("revenue", 0.52, -0.02, "worse"), ("grades", 0.4, 0.1, "better")]
    captured = pd.DataFrame(rows, columns=["method", "share", "ahead", "verdict"]).assign(
        outcome="money", chosen=9, low=0.3, high=0.7, lift=2.0
    )
    captured["ahead_low"], captured["ahead_high"] = captured["ahead"] - 0.01, captured["ahead"] + 0.01
    people = pd.DataFrame({"after": [10_000, 20_000]})
    classes = pd.DataFrame(columns=["class", "customers", "ratio", "low", "high"])
    for plain, advice in (
        ("worse", "did better than our classes too"),
        ("same", "as well as our classes"),
        ("better", "by the classes"),
    ):
        captured.loc[captured["method"] == "revenue", "verdict"] = plain
        check = Check(pd.Timestamp("2024-12-31"), people, captured, classes, pd.DataFrame())
        found = findings.all_of(
            check, pd.DataFrame({"class": []}), {"hold_months": 12}, "CNY", ("2025-01-01", "2025-12-31")
        )
        grades = next(one for one in found if one.id.endswith("grades"))
        assert advice in grades.advise("en") and grades.quantities["plain"].render("en") in grades.say("en")
        assert "at a loss" not in grades.advise("en") and "{" not in grades.advise("zh")
        against = next(one for one in found if one.id.endswith("revenue"))
        assert "at a loss" not in against.advise("en")
        if plain != "better":  # only where somebody is in the class to let go does it tell who is at a loss
            lost = findings.all_of(
                check, pd.DataFrame({"class": []}), {"hold_months": 12}, "CNY", ("2025-01-01", "2025-12-31"), True
            )
            assert "at a loss" in next(one for one in lost if one.id.endswith("grades")).advise("en")


def checked(rows, growth=()):
    """A check of these rows (method, share, ahead, verdict) and classes of then, as the findings take it."""
    captured = pd.DataFrame(rows, columns=["method", "share", "ahead", "verdict"]).assign(
        outcome="money", chosen=9, low=0.1, high=0.3, lift=2.0
    )
    captured["ahead_low"], captured["ahead_high"] = captured["ahead"] - 0.0075, captured["ahead"] + 0.0075
    classes = pd.DataFrame(list(growth), columns=["class", "customers", "ratio", "low", "high"])
    check = Check(pd.Timestamp("2024-12-31"), pd.DataFrame({"after": [10_000]}), captured, classes, pd.DataFrame())
    found = findings.all_of(
        check, pd.DataFrame({"class": []}), {"hold_months": 12}, "CNY", ("2025-01-01", "2025-12-31")
    )
    return next(one for one in found if one.id.endswith("revenue"))


def test_two_lists_are_not_written_alike_and_the_places_named_are_those_of_then():
    """22 % against 22 % was called better; today's class holds 7, the 8 places to give back were a year ago's."""
    growth = [("growth", 8, 0.49, 0.31, 0.65)]
    worse = checked([("ours", 0.2154, 0.0, "same"), ("revenue", 0.2231, -0.0077, "worse")], growth)
    same = checked([("ours", 0.2154, 0.0, "same"), ("revenue", 0.2231, -0.0077, "same")])
    assert "21.5%" in worse.say("en") and "21.5%" in worse.say("zh")
    assert "22.3%" in same.say("en") and "22.3%" in same.say("zh")
    assert "−1.5 to −0.02 percentage points" in worse.why("en") and "−1.5 至 −0.02 个百分点" in worse.why("zh")
    assert "the 8 so named 12 months earlier" in worse.advise("en") and "8 places" not in worse.advise("en")
    assert "12 个月前列为成长的 8 家" in worse.advise("zh") and "8 个名额" not in worse.advise("zh")


def test_a_short_past_is_said_and_no_table_breaks(build):
    firm = build([("A", dt.date(2025, month, 3), 100) for month in range(1, 13)])
    result = result_of(firm)
    assert result["holds"].empty and result["holds_classes"].empty and result["holds_bands"].empty
    assert any("cannot be tried on the past" in warning.render("en") for warning in result.warnings)
    assert classification.plot_holds(result, "zh").png


def test_figure_says_the_finding_in_both_languages(long):
    result = result_of(long)
    for lang in ("zh", "en"):
        assert classification.plot_holds(result, lang).alt == result.finding("holds.revenue").say(lang)


@pytest.mark.covers("2.14")
def test_moves_between_the_classes_by_hand():
    then = pd.DataFrame({"account": list("abcdef"), "class": ["key", "key", "key", "growth", "growth", "general"]})
    now = pd.DataFrame({"codes": ["g", "e", "d", "c", "a b"], "class": ["key", "key", "general", "none", "key"]})
    rows = moves.moves(then, now).set_index("class")
    assert rows.loc["key", ["to_key", "to_none"]].tolist() == [2, 1]
    assert rows.loc["growth", ["to_key", "to_general", "to_growth"]].tolist() == [1, 1, 0]
    assert rows.loc["general", "to_none"] == 1  # who is not there today buys nothing
    assert rows["share"].tolist() == pytest.approx([2 / 3, 1 / 2, 0])
    assert ((rows["low"] <= rows["share"]) & (rows["share"] <= rows["high"])).all()


@pytest.mark.covers("2.14")
def test_groups_that_were_not_known_then_do_not_add_to_the_key_customers_of_today(long):
    """A group is not dated: at the earlier day each member stood for itself, so it does at both."""
    people = long.table("customers")
    money = long.frames["orders"].groupby("customer")["amount"].sum()
    first = money.idxmax()
    small = money.sort_values(kind="stable").index[:6]
    people["group"] = people["customer"].where(people["customer"].isin([first, *small])).notna().map({True: "集团"})
    people["group"] = people["group"].astype("str").where(people["group"].notna())
    grouped = dataclasses.replace(long, frames={**long.frames, "customers": people.astype({"group": "str"})})
    alone, result = result_of(long), result_of(grouped)
    to = [name for name in result["holds_moves"] if name.startswith("to_")]
    assert result["classes"]["members"].max() == 7
    assert result["holds_moves"][to].equals(alone["holds_moves"][to])
    keys = alone["classes"]["class"].eq("key").sum()
    assert result["holds_moves"]["to_key"].sum() <= keys
    told = [one.render("en") for one in result.assumptions]
    assert any("stands for itself at both dates" in one for one in told)
    assert not any("stands for itself at both dates" in one.render("en") for one in alone.assumptions)


@pytest.mark.covers("2.14")
def test_how_long_classes_last_is_told_from_the_counted_moves(long):
    result = result_of(long)
    rows = result["holds_moves"].set_index("class")
    assert (
        rows["customers"].tolist() == result["holds_classes"].set_index("class").loc[rows.index, "customers"].tolist()
    )
    to = [name for name in rows if name.startswith("to_")]
    assert (rows[to].sum(axis=1) == rows["customers"]).all()
    found = result.finding("holds.lasting")
    assert found.quantities["key_kept"].value == rows.loc["key", "share"]
    assert "key today" in found.say("en") and "如今" in found.say("zh")


def test_codes_with_blanks_are_one_customer_each():
    """As where an export knew names only: a lone customer of two words was in no class a year later."""
    then = pd.DataFrame({"account": ["New York", "Acme 2", "Solo"], "class": ["key", "key", "key"]})
    now = pd.DataFrame({"codes": ["New York", "Acme 1 Acme 2", "Solo"], "class": ["key", "general", "key"]})
    found = moves.moves(then, now, {"New York", "Acme 1", "Acme 2", "Solo"}).set_index("class").loc["key"]
    assert (found["to_key"], found["to_general"], found["to_none"]) == (2, 1, 0)
    of = compare.of_customers(now, {"New York", "Acme 1", "Acme 2", "Solo"})
    assert of.to_dict() == {"New York": "key", "Acme 1": "general", "Acme 2": "general", "Solo": "key"}


def test_no_year_is_planned_by_classes_of_which_most_are_gone_in_a_year():
    """19 % of the key members of a year ago were still key, and the advice was to plan the year by the classes."""
    from helpers.classification.holds import lasting

    for kept, en, zh in (
        (0.19, "by the quarter and not by the year", "按季度安排"),
        (0.7, "Plan the year", "全年计划"),
    ):
        rows = pd.DataFrame([("key", 172, kept, kept - 0.06, kept + 0.06)])
        rows.columns = ["class", "customers", "share", "low", "high"]
        found = lasting.finding(rows, {"hold_months": 12, "visits_key": 12}, ("2025-01-01", "2025-12-31"))
        assert en in found.advise("en") and zh in found.advise("zh")
