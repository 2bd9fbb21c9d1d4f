"""The result tables of the segmentations."""

from __future__ import annotations

import pandas as pd

from helpers.classification.clusters.tables import _shaped
from helpers.classification.segments import terms
from helpers.language import Message, msg
from helpers.show import word
from helpers.station import Column, ResultTable

CUSTOMERS = Column(msg("Customers"), "count")
BRINGS = {
    "customers": CUSTOMERS,
    "buying": Column(msg("Of them buying now"), "count"),
    "revenue": Column(msg("Net revenue"), "money"),
    "share": Column(msg("Share of revenue"), "share"),
    "index": Column(msg("Revenue a customer, times the average"), "ratio"),
    "without": Column(msg("Times the average without its largest customer"), "ratio"),
    "middle": Column(msg("Revenue of the middle customer"), "money"),
    "note": Column(msg("Note"), "text"),
}
EXPLAINS = {
    "share": Column(msg("Explains of revenue (ranks)"), "share"),
    "low": Column(msg("Low end (95%)"), "share"),
    "high": Column(msg("High end (95%)"), "share"),
}
SPECS: dict[str, dict[str, Column]] = {
    "segment_bases": {
        "base": Column(msg("Way to divide (code)"), "id"),
        "kind_name": Column(msg("Kind"), "text"),
        "base_name": Column(msg("Way to divide"), "text"),
        "segments": Column(msg("Segments"), "count"),
        "small": Column(msg("Of them small"), "count"),
        "missing": Column(msg("Customers without a value"), "count"),
        **EXPLAINS,
        "tells": Column(msg("More than chance"), "text"),
    },
    "segments": {
        "base": Column(msg("Way to divide (code)"), "id"),
        "value": Column(msg("Segment (code)"), "id"),
        "base_name": Column(msg("Way to divide"), "text"),
        "value_name": Column(msg("Segment"), "text"),
        **BRINGS,
    },
    "segment_crosses": {
        "first": Column(msg("First way (code)"), "id"),
        "second": Column(msg("Second way (code)"), "id"),
        "first_name": Column(msg("First way"), "text"),
        "second_name": Column(msg("Second way"), "text"),
        "cells": Column(msg("Cells"), "count"),
        "small": Column(msg("Of them small"), "count"),
        "in_small": Column(msg("Customers in small cells"), "share"),
        **EXPLAINS,
        "gain": Column(msg("More than the better one alone"), "points"),
    },
    "segment_cells": {
        "first_name": Column(msg("First way"), "text"),
        "first_value": Column(msg("Segment"), "text"),
        "second_name": Column(msg("Second way"), "text"),
        "second_value": Column(msg("Segment of the second way"), "text"),
        **BRINGS,
    },
}
TITLES = {
    "segment_bases": msg("What each way to divide customers explains of revenue"),
    "segments": msg("Segments, each way alone"),
    "segment_crosses": msg("Two ways crossed"),
    "segment_cells": msg("Cells of the cross that explains most"),
}
SMALL = msg("small: do not plan on it")
TELLS, CHANCE = msg("yes"), msg("no")


def tables(frame, single, crosses, words: dict[str, Message], smallest: int, totals) -> dict[str, ResultTable]:
    """All tables of the segmentations.

    Parameters
    ----------
    words
        Words of the survey's segments.
    totals
        :func:`helpers.classification.segments.totals.totals`.
    """

    def named(base: str, values: pd.Series) -> pd.Series:
        own = words if base == "attitude" else terms.VALUES.get(base, {})
        return values.map(lambda value: word(own[value]) if value in own else value).astype("str")

    def noted(rows: pd.DataFrame) -> pd.Series:
        return (rows["customers"] < smallest).map({True: word(SMALL), False: ""}).astype("str")

    def called(values: pd.Series) -> pd.Series:
        return values.map({base: word(told) for base, told in terms.BASES.items()}).astype("str")

    parts = []
    for base in single["base"]:
        rows = totals(frame, [base]).rename(columns={base: "value"})
        parts.append(rows.assign(base=base, value_name=named(base, rows["value"]), note=noted(rows)))
    every = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["base"])
    every["base_name"] = called(every["base"])
    kinds = {base: word(terms.KINDS[kind]) for base, kind in terms.KIND_OF.items()}
    told = single.assign(
        kind_name=single["base"].map(kinds).astype("str"),
        base_name=called(single["base"]),
        share=single["share"].clip(lower=0),  # below zero means less than chance would explain: nothing
        tells=single["tells"].map({True: word(TELLS), False: word(CHANCE)}).astype("str"),
    )
    pairs = crosses.assign(
        share=crosses["share"].clip(lower=0),
        first_name=called(crosses["first"]),
        second_name=called(crosses["second"]),
    )
    cells = pd.DataFrame()
    if len(crosses):
        first, second = crosses.loc[0, "first"], crosses.loc[0, "second"]
        cells = totals(frame, [first, second])
        cells = cells.assign(
            first_name=word(terms.BASES[first]),
            second_name=word(terms.BASES[second]),
            first_value=named(first, cells[first]),
            second_value=named(second, cells[second]),
            note=noted(cells),
        )
    frames = {"segment_bases": told, "segments": every, "segment_crosses": pairs, "segment_cells": cells}
    return {name: ResultTable(TITLES[name], SPECS[name], _shaped(rows, SPECS[name])) for name, rows in frames.items()}
