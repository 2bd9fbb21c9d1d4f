import datetime as dt

import numpy as np
import pandas as pd
import pytest
from diagnosis_firms import SEASON, company, simulated

from helpers import diagnosis, station
from helpers.diagnosis.sales import season
from helpers.diagnosis.sales.figure_trend import course


def frame(index, net):
    return pd.DataFrame({"month": index, "net": net})


@pytest.mark.covers("1.2")
def test_known_truth_without_noise_comes_back():
    index, net, _ = simulated(sigma=1e-6)
    found = season.adjust(frame(index, net[:, 0]))
    assert found.growth.value == pytest.approx(np.expm1(0.1), abs=1e-4)
    assert found.festival.value == pytest.approx(np.expm1(-0.3), abs=1e-4)
    truth = np.expm1(SEASON - SEASON.mean())
    assert np.abs(found.profile["effect"].to_numpy() - truth).max() < 1e-4


@pytest.mark.covers("1.2")
def test_without_the_calendar_the_same_series_misleads():
    """The naive way takes the festival's moves for noise and for season."""
    index, net, _ = simulated(sigma=0.03)
    with_calendar = season.adjust(frame(index, net[:, 0]), "china").frame["remainder"]
    without = season.adjust(frame(index, net[:, 0]), "none").frame["remainder"]
    assert np.log(without).std() > 1.5 * np.log(with_calendar).std()


def test_parts_multiply_to_the_whole():
    index, net, _ = simulated()
    got = season.adjust(frame(index, net[:, 0])).frame
    product = got["trend"] * got["seasonal"] * got["festival"] * got["remainder"]
    assert np.allclose(product, net[:, 0])
    assert np.allclose(got["adjusted"], got["net"] / got["seasonal"] / got["festival"])


def test_a_known_shift_stays_a_step_in_the_trend():
    index, net, at = simulated(step=-0.3, sigma=0.01)
    kept = season.adjust(frame(index, net[:, 0]), shift=index[at]).frame["trend"]
    smoothed = season.adjust(frame(index, net[:, 0])).frame["trend"]
    assert kept[at] / kept[at - 1] == pytest.approx(0.7 * np.exp(0.1 / 12), rel=0.02)
    assert smoothed[at] / smoothed[at - 1] > 0.9


@pytest.mark.covers("1.2")
@pytest.mark.parametrize("rho", [0.0, 0.3])
def test_intervals_hold_the_truth_as_often_as_they_say(rho):
    """95 % intervals of 36 months; over 200 series the share must not fall below 90 %."""
    index, net, _ = simulated(rho=rho, draws=200, seed=11)
    hits = np.zeros(2)
    from helpers.diagnosis.sales.regression import design, fit

    columns, names = design(index, "china", 7, 15)
    for series in np.log(net).T:
        fitted = fit(series, columns)
        for place, (name, truth) in enumerate((("festival", -0.3), ("growth", 0.1))):
            _, low, high = fitted.interval(np.eye(len(names))[names.index(name)])
            hits[place] += low <= truth <= high
    assert (hits / 200 >= 0.90).all(), hits


def test_too_short_a_series_is_told_not_guessed():
    index, net, _ = simulated(months=23)
    found = season.adjust(frame(index, net[:, 0]))
    assert not found.decomposed and found.growth is None
    assert found.frame["trend"].isna().all()
    assert "23" in found.warnings[0].render("en") and "24" in found.warnings[0].render("en")


@pytest.mark.parametrize("bad", [0, -500])
def test_months_without_revenue_are_told_not_guessed(bad):
    index, net, _ = simulated()
    net[5, 0] = bad
    found = season.adjust(frame(index, net[:, 0]))
    assert not found.decomposed
    assert "Jun 2023" in found.warnings[0].render("en")


def test_an_unfinished_month_is_left_out_and_said():
    index, net, _ = simulated()
    found = season.adjust(frame(index, net[:, 0]), as_of=dt.date(2025, 12, 30))
    assert len(found.frame) == 35
    assert "Dec 2025" in found.warnings[0].render("en")
    assert len(season.adjust(frame(index, net[:, 0]), as_of=dt.date(2025, 12, 31)).frame) == 36


def test_rows_in_any_order_and_money_in_any_unit():
    index, net, _ = simulated()
    one = season.adjust(frame(index, net[:, 0]))
    two = season.adjust(frame(index, net[:, 0] * 3).sample(frac=1, random_state=1))
    assert two.growth.value == pytest.approx(one.growth.value, abs=1e-9)
    assert np.allclose(two.frame["seasonal"], one.frame["seasonal"])
    assert np.allclose(two.frame["trend"], 3 * one.frame["trend"])


def test_an_empty_series_is_no_error():
    empty = pd.DataFrame({"month": pd.Series(dtype="datetime64[us]"), "net": pd.Series(dtype="int64")})
    assert not season.adjust(empty, as_of=dt.date(2025, 12, 31)).decomposed


@pytest.mark.parametrize("everybody", [False, True])
def test_whose_season_it_is_is_told_where_one_customer_is_large(everybody, lang):
    """One customer of half the revenue buys by the season; the finding must not sell its year as the firm's."""
    random = np.random.default_rng(8)
    lines = []
    for day in pd.date_range("2023-01-05", periods=36, freq="MS") + pd.Timedelta(days=4):
        wave = np.exp({11: 0.8, 4: -0.8}.get(day.month, 0.0))
        lines.append((day, "BIG", round(4_000_000 * wave * random.lognormal(0, 0.05))))
        for i in range(40):
            own = wave if everybody else 1.0
            lines.append((day, f"C{i:02}", round(100_000 * own * random.lognormal(0, 0.2))))
    result = station.run(diagnosis.STATION, company(lines, currency="GBP"), {"draws": 200}, store=False)
    found = result.finding("season.months")
    text, why = found.say(lang), found.why(lang)
    assert ("十一月" if lang == "zh" else "November") in text and "BIG Ltd" in why and "{" not in text + why
    assert (found.confidence.level == "low", "BIG Ltd" in text) == (not everybody, not everybody)
    broad = station.run(
        diagnosis.STATION, company(lines, currency="GBP"), {"draws": 200, "largest_alert": 0.9}, store=False
    )
    assert "BIG Ltd" not in broad.finding("season.months").why(lang)


def test_a_firm_without_a_calendar_hears_nothing_of_the_festival(lang):
    index, net, _ = simulated()
    lines = [
        (day + pd.Timedelta(days=4), f"C{i}", round(amount / 5))
        for day, amount in zip(index, net[:, 0], strict=True)
        for i in range(5)
    ]
    result = station.run(diagnosis.STATION, company(lines, currency="GBP"), {"draws": 200}, store=False)
    assert "festival" not in result.finding("trend.revenue").method.render("en")
    assert "春节" not in result.finding("trend.revenue").method.render("zh")


def test_what_the_trends_line_makes_a_year_leaves_the_step_out():
    """A title of 21 % a year stood over a line of 28 %: the note names both."""
    months = pd.date_range("2023-01-01", periods=25, freq="MS")
    trend = 1000 * 1.28 ** (np.arange(25) / 12)
    table = pd.DataFrame({"month": months.strftime("%Y-%m"), "trend": trend})
    assert course(table, pd.DataFrame()) == pytest.approx(0.28)
    table["trend"] = np.where(np.arange(25) < 10, trend, trend * 0.8)
    assert course(table, pd.DataFrame({"effect": [-0.2]})) == pytest.approx(0.28)
