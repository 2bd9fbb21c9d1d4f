"""What each source says on a topic: for us, against us, undecided, or nothing; and how strongly."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.language import Message, msg
from helpers.quantity import Quantity
from helpers.station import Outcome

GOOD, BAD, OPEN, SILENT = "good", "bad", "open", "silent"
STRONG, MEDIUM, WEAK = "strong", "medium", "weak"
#: Sources heard below which interviews weigh little; part of them that must raise a theme before it speaks.
HEARD, RAISED = 20, 0.2
#: Chance below which a step in revenue is strong evidence.
RARE = 0.01


@dataclass(frozen=True)
class Signal:
    """What one source says on a topic."""

    says: str
    strength: str
    words: Message


NOTHING = Signal(SILENT, "", msg("says nothing"))


def frame(outcome: Outcome, name: str) -> pd.DataFrame:
    """A table of what the parts found, empty where there is none."""
    return outcome.tables[name].rows if name in outcome.tables else pd.DataFrame()


def survey(found: Outcome, topic: str, good: float) -> Signal:
    """By the two highest marks of the topic's statements: for us where their intervals lie at or above ``good`` in most
    of them, against us where they lie below, else undecided; recommending speaks for itself by its sign."""
    response = frame(found, "survey_response")
    if response.empty:
        return NOTHING
    strength = _survey_strength(response)
    if topic == "loyalty":
        rows = frame(found, "survey_nps")
        if rows.empty or rows["low"].isna().all():
            return NOTHING
        row = rows.iloc[0]
        says = GOOD if row["low"] > 0 else BAD if row["high"] < 0 else OPEN
        words = msg(
            "net promoter score {nps} ({nps:interval})",
            nps=Quantity(int(row["nps"]), "score", int(row["low"]), int(row["high"])),
        )
        return Signal(says, strength, words)
    rows = frame(found, "survey_scores")
    rows = rows[rows["topic"] == topic] if len(rows) else rows
    if rows.empty:
        return NOTHING
    up, down = int((rows["top_low"] >= good).sum()), int((rows["top_high"] < good).sum())
    says = GOOD if 2 * up > len(rows) else BAD if 2 * down > len(rows) else OPEN
    row = rows.sort_values(["top", "item"]).iloc[len(rows) // 2]
    share = Quantity(float(row["top"]), "share", float(row["top_low"]), float(row["top_high"]))
    return Signal(says, strength, msg("{share} give one of the two highest marks ({share:interval})", share=share))


def _survey_strength(response: pd.DataFrame) -> str:
    answered = int(response["answered"].sum())
    asked = response["asked"].sum() if response["asked"].notna().any() else 0
    rate = answered / asked if asked else 0.0
    if answered < 30 or (asked and rate < 0.3):
        return WEAK
    return STRONG if rate >= 0.5 and answered >= 100 else MEDIUM


def interviews(found: Outcome, topic: str) -> Signal:
    """By the themes of the topic: against us where more raise one against us than one for us, and the other way round.

    Themes on which coders do not agree say nothing. Never strong: those heard were chosen, not drawn.
    """
    rows = frame(found, "interview_themes")
    rows = rows[rows["topic"] == topic] if len(rows) else rows
    if rows.empty:
        return NOTHING
    shown = rows[rows["share"].notna() & rows["tone"].isin([GOOD, BAD])]
    if shown.empty:
        return Signal(SILENT, "", msg("withheld: coders do not agree")) if rows["share"].isna().any() else NOTHING
    best = shown.groupby("tone")["share"].max()
    against, pro = float(best.get(BAD, 0.0)), float(best.get(GOOD, 0.0))
    if max(against, pro) < RAISED:
        return NOTHING
    tone = BAD if against > pro else GOOD
    row = shown[shown["tone"] == tone].sort_values(["share", "theme"], ascending=[False, True]).iloc[0]
    other = pro if tone == BAD else against
    says = tone if row["low"] > other else OPEN
    heard = round(row["sources"] / row["share"]) if row["share"] > 0 else 0
    strength = MEDIUM if row["verdict"] == "safe" and heard >= HEARD else WEAK
    share = Quantity(float(row["share"]), "share", float(row["low"]), float(row["high"]))
    words = msg("{share} raise “{name}” ({share:interval})", share=share, name=Quantity(str(row["name"]), "text"))
    return Signal(says, strength, words)


def sales(found: Outcome, topic: str) -> Signal:
    """What customers do: the level of revenue for satisfaction, who bought less for loyalty, prices for price, lost
    projects for competition. On other topics the folder's figures say nothing."""
    if topic == "satisfaction":
        return _level(found)
    if topic == "loyalty":
        return _buying(found)
    if topic == "price":
        return _price(found)
    return NOTHING


def _level(found: Outcome) -> Signal:
    rows = frame(found, "level_shift")
    if len(rows):
        row = rows.iloc[0]
        step = Quantity(*(round(float(row[c]), 6) if c else "share" for c in ("effect", "", "low", "high")))
        strength = STRONG if row["p_value"] <= RARE else MEDIUM
        since = Quantity(str(row["month"]), "month")
        if row["effect"] < 0:
            size = Quantity(-step.value, "share", -step.high, -step.low)
            words = msg("revenue has run {step} ({step:interval}) below its path since {since}", step=size, since=since)
        else:
            words = msg("revenue has run {step} ({step:interval}) above its path since {since}", step=step, since=since)
        return Signal(BAD if row["effect"] < 0 else GOOD, strength, words)
    growth = next((f for f in found.findings if f.id == "diagnosis.trend.revenue"), None)
    if growth is None:
        return NOTHING
    rate = growth.quantities["growth"]
    low, high = growth.quantities["low"].value, growth.quantities["high"].value
    says = GOOD if low > 0 else BAD if high < 0 else OPEN
    ends = sorted(round(float(end), 6) for end in (low, high))
    value = round(float(rate.value), 6)
    shown = Quantity(-abs(value) if says == BAD else value, "share", *ends)
    return Signal(says, MEDIUM, msg("growth {growth} a year ({growth:interval})", growth=shown))


def _buying(found: Outcome) -> Signal:
    """Of the customers who bought in both periods: the share that bought less, against a half (sign test by interval)."""
    from helpers.diagnosis.survey.scores import wilson

    rows = frame(found, "customer_changes")
    rows = rows[(rows["before"] > 0) & (rows["after"] > 0) & (rows["change"] != 0)] if len(rows) else rows
    if len(rows) < 20:
        return NOTHING
    less = float((rows["change"] < 0).mean())
    low, high = wilson(less, len(rows))
    says = BAD if low > 0.5 else GOOD if high < 0.5 else OPEN
    if says == GOOD:  # told from the side that it speaks for
        words = msg(
            "{more} of {n} customers bought more than a year before ({more:interval})",
            more=Quantity(1 - less, "share", 1 - high, 1 - low),
            n=Quantity(len(rows), "count"),
        )
    else:
        words = msg(
            "{less} of {n} customers bought less than a year before ({less:interval})",
            less=Quantity(less, "share", low, high),
            n=Quantity(len(rows), "count"),
        )
    return Signal(says, STRONG if len(rows) >= 100 else MEDIUM, words)


def _price(found: Outcome) -> Signal:
    price = next((f for f in found.findings if f.id == "diagnosis.bridge.price"), None)
    if price is None:
        return NOTHING
    index = price.quantities["index"]
    fell = price.claim.msgid.startswith("Prices fell")
    moved = round(float(index.value), 6)
    shown = Quantity(-abs(moved) if fell else moved, "share")
    return Signal(
        BAD if fell else OPEN, MEDIUM, msg("prices for the same customer and product moved by {index}", index=shown)
    )
