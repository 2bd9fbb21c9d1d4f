import datetime as dt

import numpy as np
import pandas as pd
import pytest

from helpers.classification.backcheck import overdue_before
from helpers.classification.rfm import measure
from helpers.classification.rfm_classes import classify
from helpers.classification.scores import collapsed, cut_points, cut_values, score, score_values
from helpers.classification.second_order import second_orders
from helpers.classification.window import window
from helpers.company.ledger import purchases


def bought(build, lines, **more):
    return measure(purchases(build(lines)), "2025-12-31", **more).set_index("customer")


@pytest.mark.parametrize(
    "as_of, months, shift, first, last",
    [
        ("2025-12-31", 12, 0, "2025-01-01", "2025-12-31"),
        ("2025-02-28", 12, 0, "2024-03-01", "2025-02-28"),
        ("2025-12-31", 12, 3, "2024-10-01", "2025-09-30"),
        ("2025-06-15", 1, 0, "2025-05-16", "2025-06-15"),
    ],
)
def test_the_window_counts_whole_months_back(as_of, months, shift, first, last):
    assert [day.date().isoformat() for day in window(as_of, months, shift)] == [first, last]


@pytest.mark.covers("2.2")
def test_recency_in_own_cycles_tells_a_weekly_from_a_yearly_buyer(build):
    weekly = [("W", dt.date(2025, 1, 1) + dt.timedelta(days=7 * i), 100) for i in range(48)]
    yearly = [("Y", dt.date(year, 11, 26), 100) for year in (2023, 2024, 2025)]
    people = bought(build, weekly + yearly)
    assert people.loc["W", ["recency_days", "cycle_days", "recency_cycles"]].tolist() == [35, 7.0, 5.0]
    assert people.loc["Y", "recency_days"] == 35
    assert people.loc["Y", "recency_cycles"] < 0.1


def test_two_purchase_days_make_no_cycle_and_two_documents_a_day_no_second_day(build):
    people = bought(
        build, [("A", "2025-01-01", 5), ("A", "2025-01-01", 7), ("A", "2025-03-01", 5), ("B", "2025-01-01", 5)]
    )
    assert people.loc["A", ["purchase_days", "frequency", "monetary"]].tolist() == [2, 2, 17]
    assert np.isnan(people.loc["A", "cycle_days"]) and np.isnan(people.loc["A", "recency_cycles"])
    documents = bought(build, [("A", "2025-01-01", 5), ("A", "2025-01-01", 7)], frequency="documents")
    assert documents.loc["A", "frequency"] == 2


@pytest.mark.parametrize(
    "returns, days, frequency, money, returned",
    [("net", 3, 2, 120, -180), ("cancel", 2, 1, 120, -180), ("ignore", 3, 2, 300, 0)],
)
def test_each_returns_policy_does_what_it_says(build, returns, days, frequency, money, returned):
    lines = [
        ("A", "2024-05-01", 400),
        ("A", "2025-03-01", 200),
        ("A", "2025-06-01", 100),
        ("A", "2025-06-01", -100),
        ("A", "2025-07-01", -80),
    ]
    row = bought(build, lines, returns=returns).loc["A"]
    assert row[["purchase_days", "frequency", "monetary", "returned"]].tolist() == [days, frequency, money, returned]


def test_what_comes_after_the_as_of_date_plays_no_part(build):
    lines = [("A", "2025-01-01", 5), ("A", "2025-02-01", 5), ("A", "2025-03-01", 5)]
    whole = purchases(build([*lines, ("A", "2026-01-05", 900), ("B", "2026-01-05", 900)]))
    pd.testing.assert_frame_equal(measure(whole, "2025-12-31"), measure(purchases(build(lines)), "2025-12-31"))


@pytest.mark.parametrize("levels", [2, 3, 5, 10])
def test_cut_points_are_numpys_inverted_cdf(levels):
    values = np.random.default_rng(3).integers(0, 40, 137)
    shares = [step / levels for step in range(1, levels)]
    assert cut_values(values, levels).tolist() == np.quantile(values, shares, method="inverted_cdf").tolist()


def test_a_score_is_one_more_than_the_cut_points_below_the_value():
    assert score_values([1, 2, 3, 4, 9], [2, 2, 4]).tolist() == [1, 1, 3, 3, 4]


def frame(**columns):
    rows = len(columns["purchase_days"])
    base = {"recency_days": [10] * rows, "frequency": [3] * rows, "monetary": [100] * rows}
    return pd.DataFrame({"customer": [f"C{i}" for i in range(rows)], **base, **columns})


def test_one_time_buyers_move_no_cut_point_and_get_no_score():
    repeat = frame(purchase_days=[2, 3, 4, 5, 6], monetary=[10, 20, 30, 40, 50])
    crowd = frame(purchase_days=[2, 3, 4, 5, 6] + [1] * 50, monetary=[10, 20, 30, 40, 50] + [999] * 50)
    columns = ["score", "monetary", "monetary_customers"]
    assert cut_points(crowd)[columns].equals(cut_points(repeat)[columns])
    scored = score(crowd, cut_points(crowd))
    assert scored["m"].tolist()[:5] == [1, 2, 3, 4, 5] and scored["m"].isna().sum() == 50


def test_ties_collapse_levels_and_it_is_known_which():
    tied = frame(purchase_days=[2] * 10, monetary=[5] * 8 + [7, 9])
    cuts = cut_points(tied)
    assert score(tied, cuts)["m"].tolist() == [1] * 8 + [5, 5]
    assert collapsed(cuts) == {"recency_days": [2, 3, 4, 5], "frequency": [2, 3, 4, 5], "monetary": [2, 3, 4]}


def test_more_recent_is_a_higher_score():
    people = frame(purchase_days=[3] * 5, recency_days=[1, 5, 20, 60, 300])
    assert score(people, cut_points(people))["r"].tolist() == [5, 4, 3, 2, 1]


@pytest.mark.covers("2.2")
def test_each_class_by_its_rule(build):
    def every(customer, step, last, count, amount):
        end = dt.date.fromisoformat(last)
        return [(customer, end - dt.timedelta(days=step * i), amount) for i in range(count)]

    lines = [
        *every("core", 10, "2025-12-28", 60, 900),
        *every("regular", 40, "2025-12-01", 9, 50),
        *every("overdue", 20, "2025-09-01", 20, 300),
        *every("lapsed", 20, "2024-06-01", 10, 300),
        *every("yearly", 370, "2024-12-30", 3, 300),
        *every("bursty", 2, "2025-12-20", 9, 20),
        *every("new", 20, "2025-12-20", 4, 80),
        *every("thin", 30, "2025-04-01", 2, 80),
        ("once", "2025-02-01", 500),
        ("back", "2024-02-01", -500),
    ]
    people = measure(purchases(build(lines)), "2025-12-31")
    scored = score(people, cut_points(people))
    classes = dict(zip(scored["customer"], classify(scored, "2025-12-31"), strict=True))
    assert classes.pop("bursty") == "new"
    assert classes == {
        "core": "core", "regular": "regular", "overdue": "overdue", "lapsed": "lapsed", "yearly": "regular",
        "new": "new", "thin": "thin", "once": "one_time", "back": "never",
    }  # fmt: skip


def test_a_short_silence_is_not_overdue_however_short_the_cycle(build):
    lines = [("A", dt.date(2025, 12, 4) - dt.timedelta(days=2 * i), 10) for i in range(200)]
    people = measure(purchases(build(lines)), "2025-12-31")
    scored = score(people, cut_points(people))
    assert scored["recency_cycles"].item() == 13.5
    assert classify(scored, "2025-12-31").item() != "overdue"
    assert classify(scored, "2025-12-31", overdue_days=27).item() == "overdue"


def test_the_overdue_rule_is_tried_on_what_was_known_then(build):
    steady = [(f"S{i}", dt.date(2024, 1, 5) + dt.timedelta(days=30 * k + i), 10) for i in range(12) for k in range(24)]
    gone = [(f"G{i}", dt.date(2024, 1, 5) + dt.timedelta(days=30 * k + i), 10) for i in range(12) for k in range(13)]
    returning = [(f"G{i}", dt.date(2025, 9, 1), 10) for i in range(3)]
    table = overdue_before(purchases(build(steady + gone + returning)), "2025-12-31", overdue_cycles=2).set_index(
        "group"
    )
    assert table.loc["overdue", ["customers", "back", "share"]].tolist() == [12, 3, 0.25]
    assert table.loc["in_rhythm", ["customers", "back"]].tolist() == [12, 12]
    without = overdue_before(purchases(build(steady + gone)), "2025-12-31", overdue_cycles=2).set_index("group")
    assert without.loc["overdue", "customers"] == 12


def test_second_orders_are_counted_only_where_they_could_be_seen(build):
    lines = [("old", "2023-01-01", 1)]
    lines += [(f"a{i}", "2024-06-01", 1) for i in range(4)] + [("a0", "2024-07-01", 1), ("a1", "2025-06-01", 1)]
    lines += [
        ("late", "2025-11-01", 1),
        ("late", "2025-11-20", 1),
        ("early", "2023-02-01", 1),
        ("early", "2023-03-01", 1),
    ]
    found = second_orders(purchases(build(lines)), "2025-12-31")
    assert (found["customers"], found["back"], found["share"], found["days"]) == (4, 1, 0.25, 30.0)


ENTERED = pd.to_datetime(
    pd.Series(
        {"old": "2015-01-01", "asleep": "2016-01-01", "won": "2023-01-20", "typed": "2025-12-30", "a": "2024-05-20"}
    )
)


@pytest.mark.covers("2.2")
def test_who_entered_before_the_data_begin_is_no_first_time_buyer(build):
    """65 of 167 "first-time buyers" of the demo company had been customers for years; the share came out far too low."""
    lines = [("old", "2023-01-01", 1), ("asleep", "2024-06-01", 1), ("typed", "2023-03-01", 1)]
    lines += [("won", "2023-02-10", 1), ("won", "2023-03-10", 1), ("a", "2024-06-01", 1), ("none", "2024-06-01", 1)]
    days = purchases(build(lines))
    found = second_orders(days, "2025-12-31", created=ENTERED)
    # "won" entered within the data, so its first purchase is one, however early; "typed" carries a date too late to use
    assert (found["customers"], found["back"], found["before"], found["early"]) == (3, 1, 2, 1)
    assert second_orders(days, "2025-12-31")["customers"] == 3  # asleep, a, none: nothing tells them apart


@pytest.mark.covers("2.2")
def test_who_entered_before_the_data_begin_is_not_called_new(build):
    lines = [("old", "2023-01-01", 1), ("asleep", "2025-12-02", 1), ("a", "2025-12-02", 1)]
    people = measure(purchases(build(lines)), "2025-12-31")
    people["entered"] = ENTERED.reindex(people["customer"]).to_numpy()
    scored = score(people, cut_points(people))
    classes = dict(zip(scored["customer"], classify(scored, "2025-12-31"), strict=True))
    assert classes == {"old": "one_time", "asleep": "thin", "a": "new"}
    without = classify(scored.drop(columns="entered"), "2025-12-31")
    assert dict(zip(scored["customer"], without, strict=True))["asleep"] == "new"


def test_lines_from_names_to_points_do_not_cross_and_labels_break_between_words():
    """By height alone the line of a point far left ran through that of one near the names; 弗莱斯 was torn apart."""
    from helpers.classification.figures import shared

    at, heights = [(10.0, 90.0), (80.0, 60.0), (20.0, 65.0)], [95.0, 80.0, 65.0]
    order = shared._uncrossed(at, 100.0, heights)
    lines = [(x, y, end) for (x, y), end in zip(at, order, strict=True)]
    pairs = [(one, other) for n, one in enumerate(lines) for other in lines[:n]]
    assert sorted(order) == sorted(heights) and not any(shared._cross(*pair, 100.0) for pair in pairs)
    assert shared._cross((0.0, 0.0, 10.0), (0.0, 10.0, 0.0), 100.0)
    assert shared._uncrossed(at * 3, 100.0, [1.0] * 9) == [1.0] * 9  # too many to try
    assert shared.label("谁是关键客户（弗莱斯 kappa）", 12) == "谁是关键客户\n（弗莱斯 kappa）"
    assert shared.label("数据排在前面，没人列为关键", 11) == "数据排在前面，\n没人列为关键"
    assert (
        shared.label("earlier buying (RFM class)", 9) == "earlier buying\n(RFM class)"
        and shared.label("规模", 9) == "规模"
    )
    assert shared.label("Car parts (112)", 13) == "Car parts (112)"
