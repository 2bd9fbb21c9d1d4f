"""Odd companies: every table missing, of one row, of one category, all ties, all missing: told, never raised."""

import datetime as dt
from functools import cache

import numpy as np
import pandas as pd
import pytest
from diagnosis_firms import company, lively
from judged_firms import with_tables

from helpers import diagnosis, show, station
from helpers.company.schema import tables

PLOTS = [
    getattr(diagnosis, name)
    for name in [
        "plot_visits",
        "plot_region_market",
        "plot_region_rivals",
        "plot_region_needs",
        "plot_region_channel",
        "plot_region_share",
        "plot_region_trend",
        "plot_region_matrix",
        "plot_competitor_gaps",
        "plot_competitor_map",
        "plot_win_loss",
        "plot_problem_pareto",
        "plot_problem_tree",
        "plot_problem_order",
        "plot_signals",
    ]
]
JUDGED = ("regions", "competitors", "market_visits", "problems", "intelligence", "needs", "opportunities", "activities")


def filled(name, rows, vary=True):
    """Rows of a table from the contract's own examples; the same in each row unless they vary."""
    made = []
    for place in range(rows):
        row = {}
        for column in tables()[name].columns:
            value = column.example
            if column.kind == "date":
                value = pd.Timestamp("2025-11-03")
            elif column.kind in ("integer", "quantity", "money"):
                value = float(value) * (100 if column.kind == "money" else 1)
                if vary and column.kind != "money":
                    value = min(max(value + place % 3 - 1, column.low or 0), column.high or 9e9)
                value = round(value) if column.kind != "quantity" else value
            elif column.refers_to == "customers.customer":
                value = f"C{place % 20:03}"
            elif (
                vary
                and name != "problems"
                and column.name in ("rater", "region", "competitor", "criterion", "need", "problem", "place")
            ):
                value = f"{value}{place % 3}"
            elif column.name in tables()[name].key:
                value = f"{value}{place}"
            row[column.name] = value
        if name == "regions" or (name == "market_visits" and not vary):
            row["region"] = ["East", "West"][place % 2]
        if name == "opportunities":
            row["status"], row["closed_on"] = ("won", "lost")[place % 2], pd.Timestamp("2025-11-03")
        if name == "competitors":
            row["ours"] = ("yes", "no")[place % 2]
        if name == "activities":
            row["kind"], row["contact"] = "visit", None
        made.append(row)
    return pd.DataFrame(made)


def emptied(name):
    """A table with its required columns only, as far as it may be."""
    frame = filled(name, 6)
    return frame[list(tables()[name].required_names)]


@cache
def lively_small():
    return lively(seed=9, months=26, count=20)


def quick(firm):
    """The station without an earlier date to compare with: that computes every part once more and is tested by itself."""
    return station.run(diagnosis.STATION, firm, {"draws": 100, "monitor_months": 60}, store=False)


ODD = {
    "no further table": dict,
    "one row each": lambda: {name: filled(name, 1) for name in JUDGED},
    "several rows": lambda: {name: filled(name, 30) for name in JUDGED},
    "all the same": lambda: {name: filled(name, 12, vary=False) for name in JUDGED},
    "required only": lambda: {name: emptied(name) for name in JUDGED},
    **{f"only {name}": (lambda name=name: {name: filled(name, 9)}) for name in JUDGED},
}


@pytest.mark.covers("1.4", "1.5", "1.6", "1.13", "1.14")
@pytest.mark.parametrize("case", ODD)
def test_odd_tables_are_told_and_drawn(case):
    result = quick(with_tables(lively_small(), **ODD[case]()))
    said = [plot(result, "zh").alt for plot in PLOTS]
    for lang in ("zh", "en"):
        said += [note.render(lang) for note in (*result.warnings, *result.assumptions)]
        for found in result.findings:
            said += [found.say(lang), found.why(lang), found.advise(lang)]
            assert found.source and not any(char.isdigit() for char in found.claim.msgid), found.id
        said.append(diagnosis.show_region(result, lang=lang).text)
        said += [show.table(result, name, lang=lang).text for name in result.tables]
    for text in said:
        assert text and "{" not in text and "nan" not in text.lower().split(), text[:300]
    if case == "no further table":
        for name in ("regions", "competitors", "problems", "intelligence", "needs"):
            assert any(name in note.msgid for note in result.warnings), name


@pytest.mark.parametrize("part", ["no region", "one region", "one customer", "no orders in the window"])
def test_odd_customers_are_taken(part):
    if part == "one customer":
        firm = company([("2025-03-01", "C000", 100_00)])
    elif part == "no orders in the window":
        firm = company([("2019-03-01", "C000", 100_00), ("2019-05-01", "C001", 100_00)])
    else:
        firm = lively_small()
        people = firm.table("customers").assign(region="East" if part == "one region" else None)
        firm = with_tables(firm, customers=people)
    frames = {name: filled(name, 9) for name in ("regions", "market_visits", "competitors", "problems", "intelligence")}
    result = quick(with_tables(firm, **frames))
    for plot in PLOTS:
        assert plot(result, "en").alt
    if part == "no region":
        assert any("No customer has a region" in note.msgid for note in result.warnings)
    if part == "one region":
        assert any("one region" in note.msgid for note in result.warnings)


def test_tables_are_always_there_with_their_columns():
    full = station.run(
        diagnosis.STATION, with_tables(lively_small(), **ODD["several rows"]()), {"draws": 100}, store=False
    )
    bare = station.run(diagnosis.STATION, company([("2025-03-01", "A", 100_00)]), {"draws": 100}, store=False)
    assert list(full.tables) == list(bare.tables)
    for name in full.tables:
        assert list(full[name].columns) == list(bare[name].columns) == list(full.tables[name].columns), name
        for column in full[name].columns:
            assert full[name][column].dtype == bare[name][column].dtype, (name, column)


def test_row_order_of_judged_tables_never_matters():
    frames = ODD["several rows"]()
    random = np.random.default_rng(3)
    mixed = {name: frame.iloc[random.permutation(len(frame))].reset_index(drop=True) for name, frame in frames.items()}
    one, two = (
        station.run(diagnosis.STATION, with_tables(lively_small(), **given), {"draws": 100}, store=False)
        for given in (frames, mixed)
    )
    for name in one.tables:
        pd.testing.assert_frame_equal(one[name], two[name], obj=name)
    assert [found.say("en") for found in one.findings] == [found.say("en") for found in two.findings]


def test_nothing_later_than_the_date_is_known():
    frames = {name: filled(name, 9) for name in ("regions", "market_visits", "competitors", "problems", "intelligence")}
    firm = with_tables(lively_small(), **frames).as_of(dt.date(2025, 10, 31))
    result = station.run(diagnosis.STATION, firm, {"draws": 100}, store=False)
    for name in ("region_market", "visit_scores", "competitor_gaps", "problem_pareto", "signals"):
        assert result[name].empty, name
