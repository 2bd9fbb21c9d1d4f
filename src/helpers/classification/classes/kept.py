"""What the classes rest on, kept with the result, so that rules can be moved without the data at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.classification.classes import sorting
from helpers.classification.classes.evidence import Evidence
from helpers.classification.classes.sums import WANTED, Ledger, ledger, periods
from helpers.language import msg
from helpers.station import Column, ResultTable

if TYPE_CHECKING:
    from helpers.station import StationResult

#: Rows of purchases kept, at most; beyond, classes are moved without draws.
MOST = 300_000
MONEY = ("first_half", "second_half", "margin", "margin_before", "bought", "bought_before", "recent", "earlier")
SUMS: dict[str, Column] = {
    "first_half": Column(msg("Brought in the first half of the window"), "money"),
    "second_half": Column(msg("Brought in the second half of the window"), "money"),
    "margin": Column(msg("Margin in the window"), "money"),
    "margin_before": Column(msg("Margin in the window before"), "money"),
    "bought": Column(msg("Net revenue in the window"), "money"),
    "bought_before": Column(msg("Net revenue in the window before"), "money"),
    "recent": Column(msg("Brought in the last months"), "money"),
    "earlier": Column(msg("Brought in the same months a year earlier"), "money"),
    "recent_days": Column(msg("Purchase days in the last months"), "count"),
    "earlier_days": Column(msg("Purchase days in the same months a year earlier"), "count"),
}
ACCOUNTS: dict[str, Column] = {
    "account": Column(msg("Account code"), "id"),
    **SUMS,
    "cost": Column(msg("Costs of serving"), "money"),
    "cost_before": Column(msg("Costs of serving in the window before"), "money"),
    "margin_known": Column(msg("Margin known (1 yes)"), "count"),
    "margin_before_known": Column(msg("Margin of the window before known (1 yes)"), "count"),
    "margin_enough": Column(msg("Costs known for enough of it to let go (1 yes)"), "count"),
    "margin_factor": Column(msg("Revenue / revenue with known cost"), "number"),
    "firm": Column(msg("Growth of the firm as a whole"), "ratio"),
    **{name: Column(msg("Sign of growth (1 yes): {name}", name=name), "count") for name in sorting.SIGNALS[2:]},
    "judged": Column(msg("Judged by what it sells on (1 yes)"), "count"),
    "room_money": Column(msg("Open potential"), "money"),
}
PURCHASES: dict[str, Column] = {
    "at": Column(msg("Row of the account"), "count"),
    "date": Column(msg("Date"), "date"),
    "worth": Column(msg("Revenue the class rests on"), "money"),
    "net": Column(msg("Net revenue"), "money"),
    "margin": Column(msg("Margin"), "money"),
    "days": Column(msg("Purchase day (1 yes)"), "count"),
}


@dataclass(frozen=True)
class Kept:
    """Accounts, their sums and what draws do not move; the ledger where purchases were few enough to keep."""

    accounts: pd.Index
    base: dict[str, np.ndarray]
    fixed: sorting.Fixed
    book: Ledger | None


def tables(found: Evidence, as_of, rules) -> dict[str, ResultTable]:
    """The evidence as two tables: a row an account, and a row a purchase day."""
    base, fixed = found.ledger.sums(), found.fixed
    frame = pd.DataFrame({"account": found.accounts["account"].astype("str"), **base})
    for name in ("cost", "cost_before", "margin_factor", "firm"):
        frame[name] = getattr(fixed, name)
    for name in ("margin_known", "margin_before_known", "margin_enough", "judged"):
        frame[name] = getattr(fixed, name)
    for name in sorting.SIGNALS[2:]:
        frame[name] = fixed.signals[name]
    frame["room_money"] = np.nan if fixed.room is None else fixed.room
    counts = [name for name, column in ACCOUNTS.items() if column.unit == "count"]
    frame = frame.astype({name: "int64" for name in counts} | {"margin_factor": "float64", "firm": "float64"})
    begin = min(start for start, _ in periods(as_of, rules["window_months"], rules["growth_months"]).values())
    rows = found.events[(found.events["date"] >= begin) & (found.events["date"] <= pd.Timestamp(as_of))]
    if len(rows) > MOST:
        rows = rows.iloc[:0]
    bought = pd.DataFrame(
        {
            "at": rows["place"].to_numpy(dtype="int64"),
            **{name: rows[name].to_numpy() for name in ("date", "worth", "net", "margin", "days")},
        }
    )
    made = {
        "class_accounts": (msg("What the classes rest on, by account"), ACCOUNTS, frame),
        "class_purchases": (msg("Purchase days that the draws weigh"), PURCHASES, bought),
    }
    return {name: ResultTable(title, spec, rows[list(spec)]) for name, (title, spec, rows) in made.items()}


def of_result(result: StationResult) -> Kept:
    """The same, from a stored result."""
    frame, rows = result["class_accounts"], result["class_purchases"]
    accounts = pd.Index(frame["account"], dtype="str")
    base = {name: frame[name].to_numpy("float64") for name in WANTED}
    room = frame["room_money"].astype("Float64").astype("float64").to_numpy()
    fixed = sorting.Fixed(
        cost=frame["cost"].to_numpy("float64"),
        cost_before=frame["cost_before"].to_numpy("float64"),
        margin_known=frame["margin_known"].to_numpy(bool),
        margin_before_known=frame["margin_before_known"].to_numpy(bool),
        margin_enough=frame["margin_enough"].to_numpy(bool),
        margin_factor=frame["margin_factor"].to_numpy("float64"),
        firm=float(frame["firm"].iloc[0]) if len(frame) else float("nan"),
        days=base["recent_days"],
        signals={name: frame[name].to_numpy(bool) for name in sorting.SIGNALS[2:]},
        judged=frame["judged"].to_numpy(bool),
        room=None if np.isnan(room).all() else room,
    )
    if rows.empty:
        return Kept(accounts, base, fixed, None)
    events, rules = rows.rename(columns={"at": "place"}), result.rules
    book = ledger(events, len(accounts), result.facts.as_of, rules["window_months"], rules["growth_months"])
    return Kept(accounts, base, fixed, book)
