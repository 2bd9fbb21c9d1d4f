"""The classes of a company: evidence, rule, draws, reasons, one table each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.classification.classes import draws, evidence, sorting
from helpers.classification.classes.reasons import reason
from helpers.classification.classes.terms import CLASSES
from helpers.classification.window import window
from helpers.show import word

if TYPE_CHECKING:
    from helpers.company import Company


@dataclass(frozen=True)
class Classed:
    """Accounts with class and what it rests on, and the evidence they were sorted by."""

    rows: pd.DataFrame
    evidence: evidence.Evidence


def classify(
    company: Company, like: pd.DataFrame, rules, promising: frozenset[str] = frozenset(), apart: bool = False
) -> Classed:
    """Class, confidence and everything the reason needs, one row an account.

    Parameters
    ----------
    like
        ``customer, cell`` of the customer × potential grid.
    rules
        Rules of the station.
    promising
        Customers that the growth model names; none while there is no model.
    apart
        Every customer for itself, whatever its group.

    Returns
    -------
    Classed
        ``rows``: most worth first, ties by account.
    """
    found = evidence.gather(company, like, rules, promising, apart)
    base = found.ledger.sums()
    point = sorting.sort(base, found.fixed, rules, base)
    share = draws.shares(found.ledger, found.fixed, rules, draws=rules["class_draws"], seed=rules["seed"])
    final = draws.settled(point, share, rules["class_sure"])
    rows = _rows(found, base, rules, company.date, point, final, share)
    return Classed(rows, found)


def _rows(found, base, rules, as_of, point, final, share) -> pd.DataFrame:
    names = np.array(sorting.NAMES)
    frame, at = found.accounts.copy(), np.arange(len(final))
    value = sorting.worth(base)
    now, before = sorting.contribution(base, found.fixed, base)
    total = np.clip(value, 0, None).sum()
    frame["class"] = pd.Series(names[final], dtype="str")
    frame["point"] = pd.Series(names[point], dtype="str")
    frame["confidence"] = share[at, final]
    frame["held"] = draws.upheld(point, share)
    for position, name in enumerate(sorting.NAMES[:4]):
        frame[f"in_{name}"] = share[:, position]
    frame["revenue"] = base["bought"].astype("int64")
    frame["value"] = np.rint(value).astype("int64")
    frame["share"] = np.clip(value, 0, None) / total if total > 0 else np.nan
    frame["contribution"] = pd.array(np.where(np.isnan(now), np.nan, np.rint(now)), dtype="Float64").astype("Int64")
    with np.errstate(divide="ignore", invalid="ignore"):
        frame["margin_rate"] = np.where(base["bought"] > 0, now / base["bought"], np.nan)
        frame["through"] = np.where(base["bought"] > 0, value / base["bought"], np.nan)
    frame["growth"] = sorting.growth(base, found.fixed)
    frame["large"] = sorting.top(sorting.ranked(value, now, found.fixed, rules), rules["key_share"])
    frame["even"] = (frame["value"] > 0) & (frame["value"] == frame["value"].max()) & ~frame["large"]
    frame["loss"], frame["loss_before"], frame["known"] = now < 0, before < 0, ~np.isnan(now)
    frame["new"] = found.first >= np.datetime64(window(as_of, rules["window_months"])[0])
    for name, shown in sorting.signals(base, found.fixed, rules).items():
        frame[name] = shown
    return frame.sort_values(["value", "account"], ascending=[False, True], kind="stable").reset_index(drop=True)


def explain(rows: pd.DataFrame, rules) -> pd.DataFrame:
    """The rows with the class in words and the reason of each."""
    plain = rows["class"].isin(["none", "general"]) & (rows["point"] != "growth")
    plain &= ~(rows["loss"] | rows["large"] | rows["judged"])  # their sentences have no number of their own
    said, told = {}, []
    for same, row in zip(plain, _records(rows), strict=True):
        key = (row["class"], row["new"], row["even"], row["known"]) if same else None
        if key is None or key not in said:
            said[key] = word(reason(row, rules["growth_months"], rules["key_share"]))
        told.append(said[key])
    names = rows["class"].map({name: word(said) for name, said in CLASSES.items()}).astype("str")
    return rows.assign(class_name=names, reason=pd.Series(told, index=rows.index, dtype="str"))


def _records(rows: pd.DataFrame) -> Iterator[dict]:
    """The rows as dicts, some at a time: as Python objects all of them would take ten times their memory."""
    for first in range(0, len(rows), 2_000):
        yield from rows.iloc[first : first + 2_000].to_dict("records")


def totals(rows: pd.DataFrame) -> pd.DataFrame:
    """Per class: accounts, value, contribution and their shares, and how many are sure.

    Where contribution is known, the class to let go has a row also when nobody is in it: that none is, is an answer.
    """
    grouped = rows.groupby("class").agg(
        accounts=("account", "size"),
        revenue=("revenue", "sum"),
        value=("value", "sum"),
        contribution=("contribution", lambda column: column.sum(min_count=1)),
        firm=("confidence", lambda column: int((column >= 0.8).sum())),
    )
    if "exit" not in grouped.index and rows["contribution"].notna().any():
        grouped.loc["exit"] = 0
    grouped = grouped.reindex([name for name in CLASSES if name in grouped.index])
    worth, left = int(rows["value"].clip(lower=0).sum()), rows["contribution"].sum(min_count=1)
    grouped["share"] = grouped["value"] / worth if worth > 0 else np.nan
    carried = grouped["contribution"].astype("Float64") / left if pd.notna(left) and left > 0 else np.nan
    grouped["carried"] = carried
    frame = grouped.rename_axis("class").reset_index()
    frame = frame.astype({"class": "str", "accounts": "int64", "revenue": "int64", "value": "int64", "firm": "int64"})
    return frame.astype({"contribution": "Int64", "share": "float64", "carried": "float64"})
