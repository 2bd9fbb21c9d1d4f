"""The CDNOW trap: most customers never repeat, so ranks and quintiles of all customers mislead."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.classification.rfm import measure
from helpers.classification.rfm_classes import classify
from helpers.classification.scores import cut_points, score

lifetimes = pytest.importorskip("lifetimes")
CALIBRATION = "1997-09-30"


@pytest.fixture(scope="module")
def cdnow():
    """The 1/10 sample as purchases: one row a customer and day, dollars to cents."""
    path = Path(lifetimes.__file__).parent / "datasets" / "CDNOW_sample.txt"
    raw = pd.read_csv(path, sep=r"\s+", header=None, names=["master", "id", "date", "cds", "dollars"])
    raw["customer"] = raw["id"].map("{:04d}".format).astype("str")
    raw["date"] = pd.to_datetime(raw["date"].astype(str)).astype("datetime64[us]")
    raw["net"] = (raw["dollars"] * 100).round().astype("int64")
    days = raw.groupby(["customer", "date"], as_index=False).agg(net=("net", "sum"), documents=("net", "size"))
    return days.assign(sales=days["net"], returns=0)


@pytest.fixture(scope="module")
def measures(cdnow):
    # lifetimes counts a day as a purchase even at a price of zero, and so does this
    return measure(cdnow, CALIBRATION, window_months=12)


@pytest.mark.covers("2.2")
def test_three_in_five_customers_never_repeat(measures):
    assert len(measures) == 2357
    once = measures["purchase_days"] == 1
    assert once.sum() == 1411
    assert round(once.mean(), 3) == 0.599


def test_quintiles_of_all_customers_do_not_exist(measures):
    repeats = measures["purchase_days"] - 1
    with pytest.raises(ValueError, match="unique"):
        pd.qcut(repeats, 5)


def test_ranking_by_appearance_scores_equal_customers_differently(measures):
    repeats = measures["purchase_days"] - 1

    def naive(values):
        return pd.qcut(values.rank(method="first"), 5, labels=False) + 1

    first = naive(repeats)
    assert sorted(first[repeats == 0].unique()) == [1, 2, 3]
    changed = []
    for seed in range(10):
        shuffled = repeats.sample(frac=1, random_state=seed)
        changed.append((naive(shuffled).reindex(repeats.index) != first).mean())
    assert np.mean(changed) == pytest.approx(0.425, abs=0.01)


@pytest.mark.covers("2.2")
def test_ours_gives_equal_customers_equal_scores_in_any_row_order(cdnow, measures):
    scored = score(measures, cut_points(measures))
    assert scored.loc[scored["purchase_days"] == 1, ["r", "f", "m"]].isna().all(axis=None)
    for column, name in (("recency_days", "r"), ("frequency", "f"), ("monetary", "m")):
        repeat = scored[scored["purchase_days"] >= 2]
        assert repeat.groupby(column)[name].nunique().max() == 1
    shuffled = cdnow.sample(frac=1, random_state=1)
    again = measure(shuffled, CALIBRATION, window_months=12)
    pd.testing.assert_frame_equal(score(again, cut_points(again)), scored)


def test_one_time_buyers_are_a_class_of_their_own(measures):
    scored = score(measures, cut_points(measures))
    classes = classify(scored, CALIBRATION)
    once = scored["purchase_days"] == 1
    assert set(classes[once]) == {"one_time"}
    assert "one_time" not in set(classes[~once])


def test_scores_reach_five_and_no_level_of_money_is_far_from_a_fifth(measures):
    cuts = cut_points(measures)
    assert cuts["monetary_customers"].sum() == 946
    assert np.allclose(cuts["monetary_customers"] / 946, 0.2, atol=0.02)
