"""Raters who lean: their leanings are taken out, and what cannot be told apart is not."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.diagnosis.raters import fit, holm, latest


def frame(values):
    return pd.DataFrame([(thing, rater, score) for (thing, rater), score in values.items()], columns=["t", "r", "s"])


@pytest.mark.covers("1.5", "1.6")
def test_leanings_are_taken_out_though_not_all_rate_all():
    """B gives two points more and rates only the last three; plain means would put thing c first."""
    true, lean = {"a": 5.0, "b": 4.0, "c": 3.0, "d": 2.0}, {"A": 0.0, "B": 2.0, "C": -1.0}
    seen = {"A": "abc", "B": "bcd", "C": "abcd"}
    rows = frame({(t, r): true[t] + lean[r] for r, things in seen.items() for t in things})
    found = fit(rows["t"], rows["r"], rows["s"])
    assert found.adjusted and found.spread == 0
    assert np.allclose(np.diff(found.things["value"]), -1)
    assert np.allclose(found.raters.set_index("rater")["lean"], [-1 / 3, 5 / 3, -4 / 3])


def test_one_strict_score_by_somebody_new_does_not_move_the_level():
    """A and B score two things ten times each, C one of them once, two points lower."""
    rows = [(t, r, s) for t, s in (("a", 4.0), ("b", 3.0)) for r in "AB" for _ in range(10)]
    old, new = (pd.DataFrame(part, columns=["t", "r", "s"]) for part in (rows, [*rows, ("a", "C", 2.0)]))
    before, after, alike = (
        fit(table["t"], table["r"], table["s"], by_scores=by).things["value"]
        for table, by in ((old, True), (new, True), (new, False))
    )
    assert np.allclose(before, [4, 3]) and np.allclose(before - after, 2 / 41) and np.allclose(before - alike, 2 / 3)


def test_raters_that_share_nothing_are_told():
    rows = frame({("a", "A"): 3, ("b", "B"): 5})
    found = fit(rows["t"], rows["r"], rows["s"])
    assert not found.adjusted and list(found.things["value"]) == [3, 5] and found.things["low"].isna().all()


@pytest.mark.slow
def test_intervals_hold_the_truth_in_nineteen_of_twenty():
    random, held, wide = np.random.default_rng(11), [], []
    true = random.normal(0, 1, 6)
    for _ in range(400):
        lean = random.normal(0, 0.5, 4)
        rows = frame(
            {(f"t{i}", f"r{j}"): true[i] + lean[j] + random.normal(0, 0.4) for i in range(6) for j in range(4)}
        )
        found = fit(rows["t"], rows["r"], rows["s"])
        target = true + lean.mean()
        held.append(np.mean((found.things["low"] <= target) & (target <= found.things["high"])))
        level = fit(rows["t"], rows["r"], rows["s"], absolute=True)
        wide.append(np.mean((level.things["low"] <= true) & (true <= level.things["high"])))
    assert 0.93 <= np.mean(held) <= 0.97
    assert np.mean(wide) >= 0.93


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("XYZ"), st.integers(0, 10)), min_size=1, max_size=20),
    st.randoms(use_true_random=False),
)
def test_row_order_and_a_shift_change_nothing_else(rows, random):
    table = pd.DataFrame(rows, columns=["t", "r", "s"])
    first = fit(table["t"], table["r"], table["s"]).things
    mixed = list(rows)
    random.shuffle(mixed)
    other = pd.DataFrame(mixed, columns=["t", "r", "s"])
    second = fit(other["t"], other["r"], other["s"] + 7).things
    assert np.allclose(first["value"] + 7, second["value"].reindex(first.index), atol=1e-6)


def test_holm_on_the_worked_example():
    """Holm's steps for .01, .04, .03, .005: .03, .06, .06, .02 (the smallest times four, and so on)."""
    found = holm({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005})
    assert [round(found[k], 4) for k in "abcd"] == [0.03, 0.06, 0.06, 0.02]


def test_the_latest_judgement_counts():
    rows = pd.DataFrame(
        {
            "t": "a",
            "rater": ["A", "A", "B"],
            "s": [1, 2, 3],
            "date": pd.to_datetime(["2024-01-01", "2025-01-01", "2023-01-01"]),
        }
    )
    assert sorted(latest(rows, ["t"])["s"]) == [2, 3]
