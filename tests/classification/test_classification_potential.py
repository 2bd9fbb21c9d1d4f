import dataclasses

import numpy as np
import pandas as pd
import pytest

from helpers import classification
from helpers.classification import grid
from helpers.classification.intervals import quantile_ranks, wilson
from helpers.classification.potential import estimate
from helpers.station import run


@pytest.mark.parametrize(
    "n, low, high", [(9, 2, 8), (10, 2, 9), (12, 3, 10), (15, 4, 12), (17, 5, 13), (18, 5, 14), (20, 6, 15)]
)
def test_ranks_for_the_median_are_those_of_the_printed_table(n, low, high):
    """Textbook table "Confidence intervals for the population median", narrowest at 95 % or more."""
    assert quantile_ranks(n, 0.5) == (low, high)


def test_few_peers_do_not_bound_a_high_quantile():
    assert quantile_ranks(16, 0.8)[1] is None and quantile_ranks(17, 0.8) == (10, 17)
    assert quantile_ranks(0, 0.8) == (None, None)


def test_the_interval_holds_the_true_quantile_as_often_as_it_says():
    rng = np.random.default_rng(11)
    low, high = quantile_ranks(40, 0.8)
    draws = np.sort(rng.random((4000, 40)), axis=1)
    covered = ((draws[:, low - 1] <= 0.8) & (draws[:, high - 1] >= 0.8)).mean()
    assert covered >= 0.95


@pytest.mark.parametrize("hits, trials", [(0, 10), (7, 20), (50, 50), (1, 1000)])
def test_wilson_is_statsmodels_wilson(hits, trials):
    from statsmodels.stats.proportion import proportion_confint

    assert wilson(hits, trials) == pytest.approx(proportion_confint(hits, trials, method="wilson"), abs=1e-12)


def test_wilson_without_trials_is_unknown():
    assert all(np.isnan(wilson(0, 0)))


def people(groups, revenues):
    ids = [f"C{i:03}" for i in range(len(groups))]
    customers = pd.DataFrame(groups, columns=["industry", "size"], dtype="str").assign(customer=ids)
    return customers, pd.DataFrame({"customer": ids, "revenue": revenues})


@pytest.mark.covers("2.2")
def test_potential_is_the_quantile_of_like_customers():
    customers, revenue = people([("x", "L")] * 20 + [("x", "S")] * 20, [*range(100, 2100, 100), *range(1, 21)])
    found = estimate(customers, revenue)
    assert set(found["basis"]) == {"industry_size"} and set(found["peers"]) == {20}
    assert found["potential"].tolist() == [1600] * 20 + [16] * 20
    assert found["low"].tolist()[0] == 1200 and found["high"].tolist()[0] == 2000
    assert found["gap"].tolist()[:20] == [max(1600 - r, 0) for r in range(100, 2100, 100)]


def test_thin_groups_fall_back_to_size_then_industry_then_all_and_say_so():
    groups = [("x", "L")] * 3 + [("y", "L")] * 4 + [("z", "S")] * 6 + [("z", None)] + [(None, None)]
    customers, revenue = people(groups, [10] * len(groups))
    basis = estimate(customers, revenue, min_peers=5)["basis"].tolist()
    assert basis == ["size"] * 7 + ["industry_size"] * 6 + ["industry", "all"]


def test_who_buys_nothing_is_no_peer_but_has_a_potential():
    customers, revenue = people([("x", "L")] * 22, [*range(1, 21), 0, -5])
    found = estimate(customers, revenue)
    assert set(found["peers"]) == {20} and found["gap"].tolist()[-2:] == [16, 16]
    missing = estimate(customers, revenue.iloc[:20])
    assert missing["gap"].tolist()[-2:] == [16, 16]


def test_without_industry_and_size_nothing_is_claimed():
    customers, revenue = people([(None, None)] * 30, range(30))
    found = estimate(customers[["customer"]], revenue)
    assert set(found["basis"]) == {"none"} and found["potential"].isna().all()
    assert estimate(customers, revenue)["gap"].isna().all()


def test_a_planted_potential_is_recovered_and_the_plain_mean_misses_it():
    """Customers buy a random share of a wallet set by industry × size; the wallet is what matters."""
    rng = np.random.default_rng(5)
    wallets = {("x", "L"): 90_000, ("x", "S"): 9_000, ("y", "L"): 40_000, ("y", "S"): 3_000}
    groups = [key for key in wallets for _ in range(150)]
    true = np.array([wallets[key] for key in groups])
    customers, revenue = people(groups, (true * rng.beta(1.5, 1.5, len(true))).astype("int64"))
    found = estimate(customers, revenue)
    ratio = found["potential"].to_numpy(dtype=float) / true
    assert ((ratio > 0.70) & (ratio <= 1)).all()
    naive = revenue["revenue"].mean() / true
    assert (naive > 1.5).mean() > 0.4


@pytest.mark.covers("2.2")
def test_each_customer_stands_in_the_cell_of_its_value_and_gap():
    like = pd.DataFrame({"customer": list("abcdef"), "revenue": [100, 90, 10, 9, 0, 5]})
    like["potential"] = pd.array([200, 95, 150, 12, 40, pd.NA], dtype="Int64")
    like["gap"] = (like["potential"] - like["revenue"]).clip(lower=0)
    cuts = grid.thresholds(like, grid_value=0.5, grid_gap=0.5)
    assert cuts == (10, 5)
    like["cell"] = grid.cells(like, (50, 50))
    assert like["cell"].tolist()[:5] == ["expand", "keep", "develop", "lean", "idle"] and pd.isna(like["cell"][5])
    table = grid.summary(like).set_index("cell")
    assert table["customers"].tolist() == [1] * 5 and table["gap"].tolist() == [100, 5, 140, 3, 40]
    assert table["share"].sum() == pytest.approx(1)


def test_the_picture_says_what_customers_lack(firm, lang):
    bare = firm.frames["customers"].drop(columns=["industry", "size"])
    frames = {
        **firm.frames,
        "customers": bare.assign(industry=pd.NA, size=pd.NA).astype({"industry": "str", "size": "str"}),
    }
    found = run(classification.STATION, dataclasses.replace(firm, frames=frames), {"class_draws": 20}, store=False)
    alt = classification.plot_potential(found).alt
    assert alt in [one.render(lang) for one in found.warnings] and ("行业" in alt or "Industry" in alt)
