"""Which chart a table of a result becomes on a slide; a table without an entry is shown as a table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Chart:
    """A native chart of a table.

    Attributes
    ----------
    kind
        ``line``, ``column``, ``bar`` (lying) or ``waterfall`` (first and last row are totals).
    label
        Column of the categories.
    values
        Columns of the series.
    rows
        At most so many categories, in the table's order; all when 0.
    every
        Of long lines, one point in so many is kept besides the last; 1 keeps all.
    table
        Another table of the same result that shows it better; the evidence's own when empty.
    where
        Only rows in which these columns have these values.
    """

    kind: str
    label: str
    values: tuple[str, ...]
    rows: int = 0
    every: int = 1
    table: str = ""
    where: tuple[tuple[str, str], ...] = ()


#: ``station.table`` → chart.
CHARTS = {
    "intake.tie_out": Chart("column", "end", ("finance", "folder")),
    "diagnosis.trend": Chart("line", "month", ("net", "trend")),
    "diagnosis.season": Chart("column", "number_name", ("effect",)),
    "diagnosis.concentration_curve": Chart("line", "rank", ("cumulative",), every=10),
    "diagnosis.retention": Chart("line", "quarter", ("share",)),
    "diagnosis.bridge": Chart("waterfall", "item", ("amount",)),
    "diagnosis.level_shift": Chart("line", "month", ("net", "trend"), table="trend"),
    "diagnosis.region_share": Chart("bar", "region", ("share", "rest")),
    "diagnosis.region_trend": Chart("bar", "region", ("median", "rest")),
    "classification.potential": Chart("bar", "name", ("revenue", "gap"), rows=10),
    "classification.holds": Chart("bar", "method_name", ("share",), where=(("outcome", "money"),)),
    "classification.class_totals": Chart("column", "class_name", ("share",)),
    "classification.rfm_classes": Chart("bar", "rfm_name", ("customers",)),
    "classification.abc_classes": Chart("column", "abc_name", ("share",)),
    "classification.grid": Chart("bar", "cell_name", ("revenue", "gap")),
    "classification.overdue_check": Chart("column", "group_name", ("share",)),
    "classification.call_list": Chart("bar", "name", ("monetary",), rows=10),
}

#: Findings about some rows of a table only: finding → column and value of those rows.
ABOUT = {
    "classification.classes.growth": ("class", "growth"),
    "classification.classes.exit": ("class", "exit"),
}

#: Columns that the slide of a table shows, where the first ones would not say it.
COLUMNS_OF = {
    "classification.watch": ("name", "owner", "signs", "chance", "ahead", "at_risk"),
    "diagnosis.triangulation": (
        "topic_name", "survey_told", "interviews_told", "sales_told", "rivals_told", "problems_told", "verdict_name",
    ),
}  # fmt: skip
