"""What the prospects claim."""

from __future__ import annotations

import pandas as pd

from helpers.classification.prospects.terms import WARM
from helpers.classification.watch.tries import difference
from helpers.finding import Action, Confidence, Finding
from helpers.language import Message, msg
from helpers.quantity import Quantity
from helpers.show import sentence

SOURCE = (
    "Kumar, Petersen, Leone (2013), Journal of Marketing 77(1), 68–86; Hahn, Meeker (1991), Statistical Intervals; "
    "Newcombe (1998), Statistics in Medicine 17, 873–890"
)


def all_of(ranked: pd.DataFrame, tried: pd.DataFrame, rules, currency: str, period) -> tuple[Finding, ...]:
    """One finding where any prospect is open and its worth can be told."""
    if not len(ranked) or not ranked["value"].notna().any():
        return ()
    top, first = ranked.head(rules["list_length"]), ranked.iloc[0]
    warm = ranked["kind"].isin(WARM)
    known = ranked["chance"].notna().all()
    money = round(float((top["value"] * top["chance"] if known else top["value"]).sum()))
    quantities = {
        "n": Quantity(len(ranked), "count"),
        "warm": Quantity(int(warm.sum()), "count"),
        "top": Quantity(len(top), "count"),
        "money": Quantity(money, "money", currency=currency),
        "value": Quantity(int(top["value"].sum()), "money", currency=currency),
        "first": Quantity(str(first["name"]), "text"),
    }
    level, reason = _sure(tried, quantities)
    claim = msg(
        "{warm} of {n} open prospects have a known way in; the {top} first would bring {value} a year if all were won; at the rates so far we may expect {money}."
    )
    if not known:
        claim = msg(
            "{warm} of {n} open prospects have a known way in; the {top} first would bring {value} a year if won."
        )
    gaps = {"way": sentence(first["way"])} if pd.notna(first["way"]) else {}
    what = (
        "Begin with {first}: {way}. Give each of the {top} an owner, and note for each when it is won or given up."
        if gaps
        else "Begin with {first}, and find a way in before calling: who there knows somebody here. Give each of the {top} an owner, and note for each when it is won or given up."
    )
    return (
        Finding(
            id="classification.prospects.list",
            subject="prospects",
            period=period,
            claim=claim,
            quantities=quantities,
            confidence=Confidence(level, reason),
            evidence=("table:prospects", "table:prospect_ways", "figure:prospects"),
            method=msg("Worth from the median of like customers; rates of prospects decided so far, by way in"),
            source=SOURCE,
            at_stake=quantities["money"],
            action=Action(Message(ACTIONS[what].msgid, gaps), 30),
            potential=True,
        ),
    )


ACTIONS = {
    said.msgid: said
    for said in (
        msg(
            "Begin with {first}: {way}. Give each of the {top} an owner, and note for each when it is won or given up."
        ),
        msg(
            "Begin with {first}, and find a way in before calling: who there knows somebody here. Give each of the {top} an owner, and note for each when it is won or given up."
        ),
    )
}


def _sure(tried: pd.DataFrame, quantities: dict) -> tuple[str, Message]:
    """Whether a known way in has helped so far."""
    warm = tried["kind"].isin(WARM)
    hits, count = int(tried.loc[warm, "won"].sum()), int(tried.loc[warm, "decided"].sum())
    other, rest = int(tried.loc[~warm, "won"].sum()), int(tried.loc[~warm, "decided"].sum())
    quantities |= {"decided": Quantity(count + rest, "count")}
    if count < 10 or rest < 10:
        return "low", msg("only {decided} prospects were decided so far, too few to see which way in works.")
    gap, low, high = difference(hits, count, other, rest)
    quantities |= {
        "won_warm": Quantity(hits / count, "share"),
        "won_cold": Quantity(other / rest, "share"),
        "gap": Quantity(gap, "points", low, high),
    }
    if low > 0:
        return "high", msg(
            "of {decided} decided so far, {won_warm} were won with a way in and {won_cold} without; the difference is {gap:interval}."
        )
    return "medium", msg(
        "of {decided} decided so far, {won_warm} were won with a way in and {won_cold} without; the difference, {gap:interval}, may be chance."
    )
