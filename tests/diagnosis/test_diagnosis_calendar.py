import datetime as dt

import numpy as np
import pandas as pd
import pytest

from helpers.diagnosis.sales import calendar


def months(first, last):
    return pd.date_range(first, last, freq="MS")


@pytest.mark.covers("1.2")
def test_new_years_days_are_the_published_ones():
    known = {2008: (2, 7), 2015: (2, 19), 2020: (1, 25), 2023: (1, 22), 2024: (2, 10), 2025: (1, 29), 2026: (2, 17)}
    assert {year: calendar.new_year(year) for year in known} == {y: dt.date(y, *day) for y, day in known.items()}


def test_working_days_of_a_year_are_those_of_the_state_council():
    days = calendar.working_days(months("2025-01-01", "2025-12-01"))
    assert days.sum() == 248
    assert (days[0], days[9]) == (19, 18)  # January and October hold the long holidays
    assert calendar.working_days(months("2024-02-01", "2024-02-01"))[0] == 18


def test_the_pause_falls_where_the_festival_falls():
    days = calendar.festival_days(months("2023-01-01", "2025-12-01"), before=7, after=15)
    assert [days[year * 12 : year * 12 + 3].tolist() for year in range(3)] == [[17, 5, 0], [0, 22, 0], [10, 12, 0]]
    assert days.reshape(3, 12).sum(axis=1).tolist() == [22, 22, 22]


def test_a_pause_that_began_before_the_first_month_is_counted_in_part():
    assert calendar.festival_days(months("2023-02-01", "2023-03-01")).tolist() == [5, 0]


def test_regressor_holds_no_fixed_season_and_leaves_a_year_alone():
    index = months(f"{calendar.LONG_RUN[0]}-01-01", f"{calendar.LONG_RUN[1]}-12-01")
    table = calendar.festival(index).reshape(-1, 12)
    assert np.abs(table.mean(axis=0)).max() < 1e-12
    assert np.abs(table.sum(axis=1)).max() < 1e-12
    assert table[:, 3:].any() == np.False_
