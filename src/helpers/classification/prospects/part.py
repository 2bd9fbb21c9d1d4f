"""Prospects as a part of the station's result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers.classification.prospects import findings, tables
from helpers.classification.prospects.ways import ways
from helpers.classification.prospects.worth import DECIDED, rates, worth
from helpers.classification.window import window
from helpers.language import Message, msg
from helpers.person import NAME_PEOPLE
from helpers.quantity import Quantity
from helpers.show import word
from helpers.station import Outcome

if TYPE_CHECKING:
    from helpers.company import Company


#: Whose rate a chance of winning is (column ``of`` of :func:`helpers.classification.prospects.worth.rates`).
WON: dict[str, Message] = {
    "own": msg("{one}; of those with such a way in {chance} were won"),
    "cold": msg("{one}; of those without a way in {chance} were won"),
    "warm": msg("{one}; of all with a way in {chance} were won, as too few with this one have been decided"),
    "all": msg("{one}; of all decided so far {chance} were won, as too few like it have been decided"),
}


def prospects(company: Company, classes: pd.DataFrame, revenue: pd.DataFrame, rules) -> Outcome:
    """The open prospects, in the order to try them; empty without the table.

    Parameters
    ----------
    classes
        Rows of the table ``classes``.
    revenue
        ``customer, revenue`` of the window.
    """
    ranked, tried = rank(company, classes, revenue, rules[NAME_PEOPLE])
    period = tuple(day.date().isoformat() for day in window(company.date, rules["window_months"]))
    return Outcome(
        {"prospects": tables.table("prospects", ranked), "prospect_ways": tables.table("prospect_ways", tried)},
        findings.all_of(ranked, tried, rules, company.currency, period),
        _assumptions(ranked, tried),
    )


def rank(
    company: Company, classes: pd.DataFrame, revenue: pd.DataFrame, named: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Open prospects with worth, fit, chance, ways and reasons, best first; and the rates of the ways.

    Order: money a year × chance of winning (by the surest way in); where no chance can be told, money × fit. Ties by
    code. A prospect that bears the name of a customer that buys is left out: it is one already.
    """
    if not company.has("prospects"):
        return pd.DataFrame(), pd.DataFrame()
    rows = company.table("prospects")
    rows["status"] = rows["status"].fillna("open")
    rows = rows.merge(ways(company, rows, classes, named), on="prospect")
    tried = rates(rows)
    customers = company.table("customers")
    bought = revenue.set_index("customer")["revenue"]
    known = set(customers.loc[customers["customer"].map(bought).fillna(0) > 0, "name"].dropna())
    open_ = rows[~rows["status"].isin(["won", "lost"]) & ~rows["name"].isin(known)]
    if open_.empty:
        return pd.DataFrame(), tried
    open_ = open_.merge(worth(open_, customers[["customer", "industry", "size"]], bought), on="prospect")
    rate = tried.set_index("kind")
    open_["chance"], open_["of"] = open_["kind"].map(rate["chance"]), open_["kind"].map(rate["of"])
    times = open_["chance"] if open_["chance"].notna().all() else open_["fit"]
    whole = open_["value"].sum()
    order = (open_["value"] / whole if whole > 0 else open_["value"]) * times
    open_ = open_.assign(_order=order.fillna(-1.0), part=order / order.sum())
    open_ = open_.sort_values(["_order", "prospect"], ascending=[False, True], kind="stable")
    open_["way"] = [word(together(said)) if said else pd.NA for said in open_["ways"]]
    open_["reason"] = [word(_reason(row)) for row in open_.to_dict("records")]
    return open_.drop(columns=["ways", "of", "_order"]).reset_index(drop=True), tried


def together(parts: list[Message]) -> Message:
    """Sentences as one."""
    text = parts[0]
    for more in parts[1:]:
        text = msg("{one}; {more}", one=text, more=more)
    return text


def _reason(row) -> Message:
    peers = Quantity(int(row["peers"]), "count")
    said = msg(
        "of {peers} customers like it {fit} are above the middle of all",
        peers=peers,
        fit=Quantity(float(row["fit"]), "share"),
    )
    if pd.notna(row["need"]) and row["value"] >= float(row["need"]):
        said = msg("{one}; its need sets the limit", one=said)
    if row["chance"] == row["chance"]:
        chance = Quantity(float(row["chance"]), "share")
        of = "cold" if row["kind"] == "cold" and row["of"] == "own" else row["of"]
        said = Message(WON[of].msgid, {"one": said, "chance": chance})
    return said


def _assumptions(ranked: pd.DataFrame, tried: pd.DataFrame) -> tuple[Message, ...]:
    if not len(ranked):
        return ()
    told = [
        msg(
            "A prospect would buy as the middle customer of its industry and size does, and no more than its need; the chance of winning is that of prospects decided so far by the same kind of way in, and where fewer than {least} of a kind were decided, that of all with a way in, or of all.",
            least=Quantity(DECIDED, "count"),
        )
    ]
    if tried["chance"].isna().any():
        told.append(
            msg(
                "Too few prospects were decided so far (won or given up) to tell a chance of winning; they are ordered by worth and fit."
            )
        )
    return tuple(told)
