"""What the lesson's counter-examples come to, as small tables with heads in the reader's language."""

from __future__ import annotations

import pandas as pd

from helpers.language import Message, current, msg
from helpers.show import Html, render_table, word
from helpers.station import Column, ResultTable


def _table(title: Message, columns: dict[str, Column], rows: pd.DataFrame, lang: str | None) -> Html:
    rows = rows.replace([float("inf"), float("-inf")], float("nan"))  # against nothing there is no change
    return render_table(ResultTable(title, columns, rows), "", list(columns), None, lang or current())


def told_years(totals: pd.Series, lang: str | None = None) -> Html:
    """Each year's total against the year before.

    Parameters
    ----------
    totals
        By year.
    """
    change = totals.astype("float64").pct_change().dropna()
    rows = pd.DataFrame({"year": change.index.astype("str"), "change": change.to_numpy()})
    columns = {"year": Column(msg("Year")), "change": Column(msg("Total against the year before"), "share")}
    return _table(msg("Yearly totals"), columns, rows, lang)


def told_months(change: pd.DataFrame, lang: str | None = None) -> Html:
    """Two months against the year before, each alone and together (columns in this order, years as index)."""
    rows = change.astype("float64").set_axis(["first", "second", "both"], axis=1).reset_index(names="year")
    columns = {
        "year": Column(msg("Year")),
        "first": Column(msg("January alone"), "share"),
        "second": Column(msg("February alone"), "share"),
        "both": Column(msg("Both together"), "share"),
    }
    return _table(msg("January and February against the year before"), columns, rows, lang)


def told_cohorts(mixed: pd.Series, apart: pd.Series, lang: str | None = None) -> Html:
    """Share still buying a quarter later of the first cohorts: with everybody called new, and with known customers apart."""
    rows = pd.DataFrame({"mixed": mixed, "apart": apart}).reindex(mixed.index).head(4)
    columns = {
        "cohort": Column(msg("Quarter of the first purchase")),
        "mixed": Column(msg("Still buying, everybody called new"), "share"),
        "apart": Column(msg("Still buying, known customers kept apart"), "share"),
    }
    return _table(msg("The first cohorts in two ways"), columns, rows.rename_axis("cohort").reset_index(), lang)


def told_prices(average: float, same: float, lang: str | None = None) -> Html:
    """The change of the average unit price beside that of the same product with the same customer."""
    rows = pd.DataFrame(
        {
            "what": [word(msg("Average unit price of the firm")), word(msg("Same customer, same product"))],
            "change": [average, same],
        }
    )
    columns = {"what": Column(msg("Measured by")), "change": Column(msg("Price change"), "share")}
    return _table(msg("Price in two ways"), columns, rows, lang)


def told_coders(alike: pd.Series, alpha: pd.Series, lang: str | None = None) -> Html:
    """How often coders are the same on each theme, and what is left of it once chance is taken off; the worst first."""
    rows = pd.DataFrame({"alike": alike, "alpha": alpha}).sort_values("alpha", kind="stable")
    columns = {
        "theme": Column(msg("Theme")),
        "alike": Column(msg("The same from all coders"), "share"),
        "alpha": Column(msg("Agreement with chance taken off (alpha)"), "ratio"),
    }
    return _table(msg("How alike coders sort"), columns, rows.rename_axis("theme").reset_index(), lang)
