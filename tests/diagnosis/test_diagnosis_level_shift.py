"""Rates are stated here before looking, on seeds not used in development."""

import datetime as dt
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from diagnosis_firms import simulated

from helpers.diagnosis.sales import found_trend, level_shift, season
from helpers.diagnosis.sales.regression import autoregressive, design, persistence, residual_maker
from helpers.quantity import Quantity


def adjusted(index, net):
    return season.adjust(pd.DataFrame({"month": index, "net": net}))


@pytest.mark.covers("1.2")
def test_f_is_that_of_the_textbook():
    index, net, _ = simulated(seed=3)
    columns, _ = design(index, "china", 7, 15)
    starts = level_shift.candidates(36)
    values, steps = level_shift.sup_f(np.log(net), columns, starts)
    for place in (0, 5, len(starts) - 1):
        full = np.column_stack([columns, np.arange(36) >= starts[place]])
        fitted = sm.OLS(np.log(net[:, 0]), full).fit()
        assert values[place, 0] == pytest.approx(fitted.tvalues[-1] ** 2)
        assert steps[place, 0] == pytest.approx(fitted.params[-1])


@pytest.mark.covers("1.2")
def test_largest_f_reaches_the_published_critical_value():
    """Andrews 1993, table I (p = 1, trimming .15): 8.85 at 5 %; corrected in 2003 to 8.68."""
    noise = autoregressive(0.0, 1.0, 400, 4000, 21)
    largest = level_shift.sup_f(noise, np.ones((400, 1)), np.arange(60, 341))[0].max(axis=0)
    assert np.quantile(largest, 0.95) == pytest.approx(8.75, abs=0.45)


def rate(count, seed, **truth):
    index, net, at = simulated(draws=count, seed=seed, **truth)
    bare = [season.Adjusted(pd.DataFrame({"month": index, "net": net[:, i]}), True, "china") for i in range(count)]
    found = [level_shift.find(series, draws=299, seed=i) for i, series in enumerate(bare)]
    return index, at, [shift for shift in found if shift is not None]


@pytest.mark.covers("1.2")
@pytest.mark.parametrize("months", [36, 60])
def test_false_alarms_stay_within_five_in_a_hundred(months):
    """No step, but growth, season, festival and errors of persistence .3."""
    _, _, found = rate(200, 20260, months=months, rho=0.3)
    assert len(found) / 200 <= 0.05


@pytest.mark.covers("1.2")
def test_a_step_of_a_quarter_is_found_in_three_years():
    """-25 % under 10 % growth, monthly noise of 5 % with persistence .3: found in 8 of 10 or more,
    with month and size inside their intervals in 9 of 10 of those."""
    index, at, found = rate(120, 20262, step=-0.25, rho=0.3)
    assert len(found) / 120 >= 0.8
    assert np.mean([shift.first <= index[at] <= shift.last for shift in found]) >= 0.9
    assert np.mean([shift.effect.low <= -0.25 <= shift.effect.high for shift in found]) >= 0.88


@pytest.mark.covers("1.2")
def test_the_naive_way_misses_it():
    """Year over year growth of every month stays positive on average although a fifth was lost."""
    index, net, at = simulated(step=-0.1, sigma=0.01, at=0.34)
    year = net[12:, 0].reshape(2, 12).sum(axis=1)
    assert year[1] > year[0] > 0
    found = level_shift.find(adjusted(index, net[:, 0]))
    assert found.month == index[at]
    assert found.effect.low <= -0.1 <= found.effect.high


def test_persistence_is_not_pulled_down_by_many_columns():
    index, _, _ = simulated()
    columns, _ = design(index, "china", 7, 15)
    maker = residual_maker(columns)
    noise = autoregressive(0.5, 1.0, 36, 400, 5)
    left = maker @ noise
    naive = (left[1:] * left[:-1]).sum(axis=0) / (left**2).sum(axis=0)
    found = [persistence(column, maker) for column in left.T]
    assert abs(np.mean(found) - 0.5) < 0.08
    assert np.mean(naive) < np.mean(found) - 0.05


def test_same_seed_same_answer_and_any_unit():
    index, net, _ = simulated(step=-0.25)
    one, two = (level_shift.find(adjusted(index, net[:, 0] * k), seed=4) for k in (1, 3))
    assert (one.month, one.p_value) == (two.month, two.p_value)
    assert two.effect.value == pytest.approx(one.effect.value, abs=1e-9)


def test_nothing_to_judge_by_finds_nothing():
    index, net, _ = simulated(months=20)
    assert level_shift.find(adjusted(index, net[:, 0])) is None
    flat = np.full(36, 1000)
    assert level_shift.find(adjusted(pd.date_range("2023-01-01", periods=36, freq="MS"), flat)) is None


@pytest.mark.parametrize(("after", "told"), [(104, "4% more"), (97, "3% less"), (140, "")])
def test_growth_apart_from_a_step_is_told_beside_what_the_last_year_brought(after, told, lang):
    """A page read "grows by 22 % a year" over a year of 4 %, and advised on plans above 27 % alone."""
    months = pd.DataFrame({"month": pd.date_range("2023-01-01", periods=36, freq="MS")})
    parts = SimpleNamespace(
        adjusted=SimpleNamespace(growth=Quantity(0.22, "share", 0.17, 0.27), frame=months),
        shift=SimpleNamespace(month=pd.Timestamp("2024-07-01"), effect=Quantity(-0.23, "share", -0.3, -0.15)),
        bridge=SimpleNamespace(before=100, after=after),
        then=SimpleNamespace(start=dt.date(2024, 1, 1)),
        now=SimpleNamespace(start=dt.date(2025, 1, 1)),
        calendar="china",
        rules={"bridge_months": 12},
    )
    found = found_trend.growth(parts)
    said, done = found.say(lang), found.advise(lang)
    assert "{" not in said + done and "22%" in said and "27%" in done
    if not told:  # a year that grew as much as ever says nothing else
        assert "12" not in said + done
        return
    words = told if lang == "en" else ("多 4%" if after > 100 else "少 3%")
    assert words in said
    # the year lies after the step: growth goes on from there, and only what the step took comes back by mending
    nothing, since = ("什么也不用先补救", "从2024年7月以来") if lang == "zh" else ("nothing mended", "since Jul 2024")
    assert "22%" in done and "30%" in done and nothing in done and since not in done  # 1 / (1 - 23 %) of what it is now
    within = SimpleNamespace(**{**vars(parts), "now": SimpleNamespace(start=dt.date(2024, 7, 1)), "then": parts.then})
    within.shift = SimpleNamespace(month=pd.Timestamp("2024-07-01"), effect=parts.shift.effect)
    assert since not in found_trend.growth(within).advise(lang)
    within.now = SimpleNamespace(start=dt.date(2024, 2, 1))
    assert since in found_trend.growth(within).advise(lang)
    early = SimpleNamespace(**{**vars(parts), "then": SimpleNamespace(start=dt.date(2024, 8, 1))})
    assert words not in found_trend.growth(early).say(lang)  # the step lies before both years
