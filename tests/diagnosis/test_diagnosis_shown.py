"""What figures and small tables of the lesson say, on cases by hand."""

import numpy as np
import pandas as pd
import pytest

from helpers import diagnosis
from helpers.diagnosis.competitors.figure_map import _title as stands
from helpers.diagnosis.intelligence.figure import _title as signalled
from helpers.diagnosis.intelligence.terms import CHANGES, STATES
from helpers.diagnosis.problems.findings import first
from helpers.diagnosis.problems.ranking import ranking
from helpers.diagnosis.problems.tree import tree
from helpers.diagnosis.sales.figure_trend import paused
from helpers.language import msg
from helpers.show import word
from helpers.style import balanced, wrap


def problems(**causes):
    """Problems of one rater: impact, effort, cost."""
    rows = [(name, "A", *values) for name, values in causes.items()]
    frame = pd.DataFrame(rows, columns=["problem", "rater", "impact", "effort", "cost"])
    return frame.assign(leads_to=None, times=np.nan, reports=np.nan)


class Found:
    def __init__(self, table, number):
        self.as_of, self.currency, self.rules = "2025-12-31", "CNY", {"first_problems": number}
        self.tree = tree(table)
        self.ranking = ranking(table, self.tree, 0.8, number, 50, 1)


@pytest.mark.covers("1.13")
def test_causes_that_are_equal_are_among_the_few_together(lang):
    found = Found(problems(a=(5, 1, 600.0), b=(4, 1, 200.0), c=(3, 2, 200.0), d=(3, 2, 100.0), e=(1, 5, 50.0)), 3)
    pareto = found.ranking.pareto.set_index("problem")["vital"]
    assert pareto[["a", "b", "c"]].all() and not pareto[["d", "e"]].any()
    told = first(found).say(lang)  # c and d have the same balance: c comes first by cost, and d is told
    assert ("并列" if lang == "zh" else "level with") in told and told.rstrip("。.").endswith("d")
    clear = Found(problems(a=(5, 1, 600.0), b=(4, 1, 200.0), c=(3, 2, 200.0), d=(1, 2, 100.0)), 3)
    assert ("并列" if lang == "zh" else "level with") not in first(clear).say(lang)


@pytest.mark.covers("1.2")
def test_every_month_with_much_of_the_pause_is_marked():
    """In 2025 the pause lay in January and February alike; a few days in a month do not mark it."""
    months = pd.Series(pd.date_range("2024-01-01", periods=24, freq="MS"))
    days = np.zeros(24)
    days[[0, 1, 12, 13]] = 2, 20, 10, 12
    assert [list(own) for own in paused(months, days)] == [[1], [12, 13]]


@pytest.mark.covers("1.6")
def test_the_map_names_the_rival_we_are_furthest_behind(lang):
    firms = pd.DataFrame({"name": ["We", "P", "Q", "R"], "stands_for": ["service", "brand", "price", "delivery"]})
    told = stands(firms, {"We"}, "R", lang)
    assert "delivery" in told and "brand" in told and "price" not in told
    assert "delivery" not in stands(firms, {"We"}, "", lang)


class Signals:
    def finding(self, code):
        return code


@pytest.mark.covers("1.14")
def test_a_title_of_signals_says_what_to_do(lang):
    row = {"said": "No orders", "entries": 12, "people": 9, "age": 9, "changes": word(CHANGES["demand"])}
    act, confirm = ({"state": word(STATES[state])} for state in ("act", "confirm"))
    told = signalled(Signals(), pd.DataFrame([row | act, row | act]), msg("says nothing")).render(lang)
    assert CHANGES["demand"].render(lang) in told and "No orders" in told and "{" not in told
    other = signalled(Signals(), pd.DataFrame([row | confirm]), msg("says nothing")).render(lang)
    assert ("证实" if lang == "zh" else "confirmed") in other


def test_small_tables_have_heads_and_no_endless_numbers(lang):
    years = diagnosis.told_years(pd.Series({"2023": 0.0, "2024": 100.0, "2025": 110.0}), lang).text
    assert "10%" in years and "inf" not in years
    months = pd.DataFrame({"01": [-0.3], "02": [0.33], "01+02": [-0.055]}, index=pd.Index(["2025"], name="year"))
    assert "−5.5%" in diagnosis.told_months(months, lang).text
    cohorts = diagnosis.told_cohorts(
        pd.Series({"2023-Q1": 0.8, "2023-Q2": 0.4}), pd.Series({"2023-Q2": 0.5}), lang
    ).text
    assert "80%" in cohorts and "50%" in cohorts
    assert "0.7%" in diagnosis.told_prices(-0.044, 0.007, lang).text
    coders = diagnosis.told_coders({"Late": 0.99, "Price": 0.95}, pd.Series({"Late": 0.96, "Price": -0.02}), lang).text
    assert coders.index("Price") < coders.index("Late") and "−0.02" in coders
    empty = diagnosis.told_coders({}, pd.Series(dtype="float64"), lang)
    assert empty.text


def test_a_title_leaves_no_single_word_on_its_last_line():
    text = "Threats weigh most in the field Economic: 2.57 of five on average, over 3 threats"
    assert wrap(text, 38).split("\n")[-1] == "threats"
    lines = balanced(text, 38).split("\n")
    assert len(lines) == 2 and len(lines[-1]) > 15 and " ".join(lines) == text
    assert balanced("short", 38) == "short"
