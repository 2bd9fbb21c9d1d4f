"""What is watched from one date to the next: each measure, and where it stands in the tables of the station."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from helpers.diagnosis.intelligence.terms import STATES
from helpers.diagnosis.monitoring.difference import Reading
from helpers.language import Message, msg
from helpers.show import word
from helpers.station import ResultTable

Tables = Mapping[str, ResultTable]


@dataclass(frozen=True)
class Measure:
    """One measure: its code, title, unit, whether more is better (``None``: neither), and how it is read."""

    code: str
    title: Message
    unit: str
    better: bool | None
    read: Callable[[Tables], Reading | None]
    called: Message | None = None  # within a sentence; only of what is counted


def read_all(tables: Tables) -> dict[str, Reading]:
    """Every measure that the tables hold, by code."""
    found = {measure.code: measure.read(tables) for measure in MEASURES}
    return {code: reading for code, reading in found.items() if reading is not None}


def _rows(tables: Tables, name: str) -> pd.DataFrame:
    return tables[name].rows if name in tables else pd.DataFrame()


def _year(tables: Tables) -> Reading | None:
    rows = _rows(tables, "trend")
    return (float(rows["net"].astype("float64").tail(12).sum()), None, None) if len(rows) >= 12 else None


def _concentration(column: str) -> Callable[[Tables], Reading | None]:
    def read(tables: Tables) -> Reading | None:
        rows = _rows(tables, "concentration")
        if not len(rows):
            return None
        row = rows.iloc[0]
        ends = [row.get(f"{column}_{end}") for end in ("low", "high")]
        return (float(row[column]), *(None if pd.isna(end) else float(end) for end in ends))

    return read


def _half(tables: Tables) -> Reading | None:
    """As a part of all customers: their number grows with the firm, and half of the revenue then needs more of them."""
    found = _concentration("half")(tables)
    if found is None:
        return None
    count = float(tables["concentration"].rows["customers"].iloc[0])
    return tuple(None if number is None else number / count for number in found)


def _column(table: str, value: str, low: str = "", high: str = "", **where) -> Callable[[Tables], Reading | None]:
    """Of the first row of a table whose columns hold these values."""

    def read(tables: Tables) -> Reading | None:
        rows = _rows(tables, table)
        for column, wanted in where.items():
            rows = rows[rows[column] == wanted] if len(rows) else rows
        if not len(rows) or pd.isna(rows.iloc[0][value]):
            return None
        row = rows.iloc[0]
        ends = [row[name] if name else None for name in (low, high)]
        return (float(row[value]), *(None if end is None or pd.isna(end) else float(end) for end in ends))

    return read


def _against(tables: Tables) -> Reading | None:
    """Of those heard, the share that raises the theme most raised against us."""
    rows = _rows(tables, "interview_themes")
    rows = rows[(rows["tone"] == "bad") & rows["share"].notna()] if len(rows) else rows
    if not len(rows):
        return None
    row = rows.sort_values(["share", "theme"], ascending=[False, True]).iloc[0]
    return float(row["share"]), float(row["low"]), float(row["high"])


def _counting(table: str, holds: Callable[[pd.DataFrame], pd.Series]) -> Callable[[Tables], Reading | None]:
    """How many rows of a table are so; nothing where it has no rows."""

    def read(tables: Tables) -> Reading | None:
        rows = _rows(tables, table)
        return (float(holds(rows).sum()), None, None) if len(rows) else None

    return read


def _average(table: str, value: str) -> Callable[[Tables], Reading | None]:
    """Mean over the rows that have an interval, its ends averaged too: wider than need be, whatever the rows share."""

    def read(tables: Tables) -> Reading | None:
        rows = _rows(tables, table)
        rows = rows.dropna(subset=[value, "low", "high"]) if len(rows) else rows
        if not len(rows):
            return None
        return tuple(float(rows[name].astype("float64").mean()) for name in (value, "low", "high"))

    return read


def _to_act(rows: pd.DataFrame) -> pd.Series:
    return rows["state"] == word(STATES["act"])


def _problem_cost(tables: Tables) -> Reading | None:
    rows = _rows(tables, "problem_pareto")
    money = rows["money"].dropna() if len(rows) else rows
    return (float(money.sum()), None, None) if len(money) else None


MEASURES = (
    Measure("net", msg("Net revenue of the last twelve full months"), "money", True, _year, called=msg("revenue")),
    Measure(
        "customers",
        msg("Customers with revenue"),
        "count",
        True,
        _concentration("customers"),
        called=msg("the number of customers"),
    ),
    Measure("half", msg("Part of the customers that bring half of the revenue"), "share", None, _half),
    Measure("top", msg("Share of the top fifth of customers"), "share", None, _concentration("top")),
    Measure(
        "largest",
        msg("Share of the largest customer"),
        "share",
        False,
        _concentration("largest"),
        called=msg("the largest customer's share"),
    ),
    Measure(
        "retention",
        msg("New customers still buying a year later"),
        "share",
        True,
        _column("retention", "share", "low", "high", quarter=4),
    ),
    Measure(
        "left",
        msg("Revenue of customers who left within a year"),
        "share",
        False,
        _column("forces_measured", "value", "value_low", "value_high", measure="left"),
    ),
    Measure(
        "lost",
        msg("Projects decided within a year that were lost"),
        "share",
        False,
        _column("forces_measured", "value", "value_low", "value_high", measure="lost"),
    ),
    Measure(
        "satisfied",
        msg("Customers who say they are satisfied"),
        "share",
        True,
        _column("survey_scores", "top", "top_low", "top_high", topic="satisfaction"),
    ),
    Measure("nps", msg("Net promoter score"), "score", True, _column("survey_nps", "nps", "low", "high")),
    Measure("against", msg("Share of those heard that raise what is said most against us"), "share", False, _against),
    Measure("gap", msg("Mean gap to competitors, in marks"), "ratio", True, _average("competitor_gaps", "gap")),
    Measure("visits", msg("Mean mark on site, of five"), "ratio", True, _average("visit_scores", "value")),
    Measure(
        "problems",
        msg("Cost a year of the problems listed"),
        "money",
        False,
        _problem_cost,
        called=msg("the cost of problems"),
    ),
    Measure(
        "signals",
        msg("Signals of the front line to act on"),
        "count",
        None,
        _counting("signals", _to_act),
        called=msg("the number of signals to act on"),
    ),
    Measure("pest", msg("Outside changes: mean expected impact"), "ratio", True, _average("pest", "mean")),
    *(
        Measure(f"force_{name}", title, "ratio", False, _column("forces", "mean", "low", "high", force=name))
        for name, title in {
            "rivalry": msg("Pressure of rivalry"),
            "entrants": msg("Pressure of new entrants"),
            "substitutes": msg("Pressure of substitutes"),
            "suppliers": msg("Pressure of suppliers"),
            "buyers": msg("Pressure of buyers"),
        }.items()
    ),
)
