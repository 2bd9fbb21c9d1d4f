import datetime as dt
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from diagnosis_firms import company

from helpers import diagnosis, station
from helpers.diagnosis.sales.cohorts import Cohorts, _shares, cohorts, drift, origins
from helpers.diagnosis.sales.found_cohorts import retention


def bought(**days):
    """Customer → list of purchase days."""
    rows = [(customer, pd.Timestamp(day)) for customer, given in days.items() for day in given]
    return pd.DataFrame(rows, columns=["customer", "date"]).assign(documents=1, net=100)


def created(**days):
    return pd.Series({customer: pd.Timestamp(day) for customer, day in days.items()})


DATA = bought(
    old=["2024-01-10", "2024-05-01", "2024-08-01"],
    a=["2024-02-01", "2024-05-20", "2024-11-02"],
    b=["2024-03-01"],
    c=["2024-05-05", "2024-06-05", "2024-08-05"],
)
ENTERED = created(old="2020-05-01", a="2024-01-31", b="2024-03-01", c="2024-05-05")


@pytest.mark.covers("1.2")
def test_triangle_by_hand():
    found = cohorts(DATA, dt.date(2024, 12, 31), ENTERED)
    rows = found.cells[["cohort", "quarter", "customers", "active"]].to_numpy().tolist()
    assert rows == [
        ["2024-Q1", 0, 2, 2],
        ["2024-Q1", 1, 2, 1],
        ["2024-Q1", 2, 2, 0],
        ["2024-Q1", 3, 2, 1],
        ["2024-Q2", 0, 1, 1],
        ["2024-Q2", 1, 1, 1],
        ["2024-Q2", 2, 1, 0],
    ]
    assert found.retention[["customers", "active"]].to_numpy().tolist() == [[3, 3], [3, 2], [3, 0], [2, 1]]


@pytest.mark.covers("1.2")
def test_an_unfinished_quarter_is_not_churn():
    found = cohorts(DATA, dt.date(2024, 12, 30), ENTERED)
    assert found.cells.groupby("cohort")["quarter"].max().to_dict() == {"2024-Q1": 2, "2024-Q2": 1}


def test_known_customers_are_told_apart():
    assert origins(DATA, ENTERED, 6).set_index("customer")["origin"].to_dict() == {
        "a": "new",
        "b": "new",
        "c": "new",
        "old": "before",
    }
    nobody = pd.Series(pd.NaT, index=["a", "b", "c", "old"])
    assert set(origins(DATA, nobody, 2)["origin"]) == {"burn_in", "new"}
    assert origins(DATA, None, 2).set_index("customer")["origin"]["b"] == "new"
    assert set(origins(DATA, None, 6)["origin"]) == {"burn_in"}


def test_an_entry_date_after_the_first_purchase_proves_nothing():
    late = created(old="2024-12-01", a="2024-12-01", b="2024-12-01", c="2024-12-01")
    assert set(origins(DATA, late, 6)["origin"]) == {"burn_in"}


def test_without_entry_dates_it_is_not_known_who_was_there_before(lang):
    """A page told "0 customers before the data begin" of a firm that has no entry dates."""
    rows = [(f"2025-{month:02d}-05", f"c{month % 6}", 100_00) for month in range(1, 13)]
    codes = sorted({row[1] for row in rows})
    people = pd.DataFrame({"customer": codes, "name": codes})
    for dates, known in ((None, False), (pd.Timestamp("2025-01-02"), True)):
        firm = company(rows, people if dates is None else people.assign(created_on=dates))
        result = station.run(diagnosis.STATION, firm, {"draws": 100}, store=False)
        assert result["origins"]["customers"].notna().tolist() == [True, known, True]
        said = " ".join(note.render(lang) for note in result.assumptions)
        assert ({"zh": "无从知道", "en": "is not known"}[lang] in said) != known


@pytest.mark.covers("1.2")
def test_the_classical_trap():
    """Three in ten new customers stay, and then buy in 95 of 100 quarters. Customers from before the data begin are
    those who survived; taking them for the first cohort makes it look far better."""
    random = np.random.default_rng(8)
    rows, entered = [], {}
    quarters = pd.period_range("2023Q1", "2024Q4", freq="Q")
    for i in range(2000):
        start = int(random.integers(-12, 8))
        loyal = random.random() < 0.3
        code = f"C{i:04}"
        entered[code] = (quarters[0] + start).start_time
        for quarter in range(max(start, 0), 8):
            if (loyal and random.random() < 0.95) or (not loyal and quarter == start):
                rows.append((code, quarters[quarter].start_time + pd.Timedelta(days=9)))
    frame = pd.DataFrame(rows, columns=["customer", "date"]).assign(documents=1, net=1)
    told = cohorts(frame, dt.date(2024, 12, 31), pd.Series(entered))
    truth = 0.3 * 0.95
    at = told.retention.set_index("quarter").loc[1]
    assert at["share"] == pytest.approx(truth, abs=0.05)
    naive = cohorts(frame, dt.date(2024, 12, 31), None, burn_in=0).cells
    first = naive[(naive["cohort"] == "2023-Q1") & (naive["quarter"] == 1)].iloc[0]
    assert first["low"] > 1.5 * truth


@pytest.mark.covers("1.2")
def test_intervals_are_the_published_ones():
    """Newcombe 1998: 81 of 263, Wilson .2553 to .3662; 56/70 against 48/80, hybrid .0524 to .3339."""
    at = _shares(pd.DataFrame({"quarter": [4], "customers": [263], "active": [81]})).iloc[0]
    assert (round(at["low"], 4), round(at["high"], 4)) == (0.2553, 0.3662)
    cells = pd.DataFrame({"cohort": ["2023-Q1", "2023-Q2"], "quarter": 4, "customers": [80, 70], "active": [48, 56]})
    found = drift(Cohorts(cells, cells, cells), 4)
    assert (round(found.change.low, 4), round(found.change.high, 4)) == (0.0524, 0.3339)
    assert drift(Cohorts(cells.head(1), cells, cells), 4) is None


def test_nobody_new_is_no_error():
    found = cohorts(DATA, dt.date(2024, 12, 31), None, burn_in=36)
    assert found.cells.empty and found.retention.empty and len(found.members) == 4
    nothing = cohorts(DATA.head(0), dt.date(2024, 12, 31), None)
    assert nothing.cells.empty and nothing.members.empty
    returns = DATA.assign(documents=0)
    assert cohorts(returns, dt.date(2024, 12, 31), ENTERED).members.empty


def test_row_order_does_not_matter():
    one = cohorts(DATA, dt.date(2024, 12, 31), ENTERED).cells
    two = cohorts(DATA.sample(frac=1, random_state=1), dt.date(2024, 12, 31), ENTERED).cells
    pd.testing.assert_frame_equal(one, two)


def told_of(**shares):
    """The finding on retention where cohorts of 200 still buy in these shares, by quarter from the first on."""
    rows = [
        (name.replace("_", "-"), quarter, 200, round(200 * share))
        for name, own in shares.items()
        for quarter, share in enumerate([1, *own])
    ]
    cells = _shares(pd.DataFrame(rows, columns=["cohort", "quarter", "customers", "active"]))
    pooled = _shares(cells.groupby("quarter", as_index=False)[["customers", "active"]].sum())
    members = pd.DataFrame({"first": [pd.Timestamp("2023-01-01")]})
    found = Cohorts(cells, pooled, members)
    rules = {"retention_quarter": 4, "retention_good": 0.8}
    return retention(SimpleNamespace(cohorts=found, rules=rules, drift=drift(found, 4), as_of="2025-12-31"))


@pytest.mark.covers("1.2")
def test_nobody_is_told_to_win_more_where_those_won_last_stay_less_or_most_go_later():
    steady = [0.85] * 4
    stay = told_of(**{"2023_Q1": [*steady, 0.84, 0.83], "2023_Q2": steady})
    assert "New customers stay" in stay.advise("en")
    less = told_of(**{"2023_Q1": [0.92] * 4, "2023_Q2": [0.75] * 4})
    assert "those won last stay less (75% against 92%)" in less.advise("en") and "更留不住" in less.advise("zh")
    gone = told_of(**{"2023_Q1": [*steady, 0.6, 0.44], "2023_Q2": steady})
    assert "85% still bought at that age, 44% after 6" in gone.advise("en") and "44%" in gone.advise("zh")
    both = told_of(**{"2023_Q1": [0.92] * 4 + [0.6, 0.44], "2023_Q2": [0.75] * 4})
    for part in (less, gone):
        assert part.action.what.msgid in {arg.msgid for arg in both.action.what.args.values()}
    assert not any("New customers stay" in found.advise("en") for found in (less, gone, both))


def test_everybody_buys_in_the_first_quarter_by_definition_and_that_has_no_interval():
    found = cohorts(DATA, dt.date(2024, 12, 31), ENTERED)
    for table in (found.cells, found.retention):
        first = table["quarter"] == 0
        assert (table.loc[first, "share"] == 1).all() and table.loc[first, ["low", "high"]].isna().all(axis=None)
        assert table.loc[~first, ["low", "high"]].notna().all(axis=None)
