"""A problem on which three or more sources agree: where it shows most, what it costs, and what it says of a step in revenue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from helpers.diagnosis.competitors.terms import BY
from helpers.diagnosis.listing import listed
from helpers.diagnosis.sales.shift_origin import HALF
from helpers.diagnosis.sales.terms import ATTRIBUTES
from helpers.diagnosis.topics import TOPIC_WORDS, topic_of
from helpers.diagnosis.triangulation.signals import MEDIUM, STRONG, frame
from helpers.finding import AGREEING, Action, Confidence, Finding
from helpers.language import Message, msg
from helpers.quantity import Quantity
from helpers.show import word
from helpers.station import Outcome

#: Part of a step, in parts of the revenue, from which a group clearly holds more than its share.
BEYOND = 1.25
LOSING, STOCK, STEP = "diagnosis.competitors.losing", "diagnosis.regions.stock", "diagnosis.level_shift.revenue"


@dataclass(frozen=True)
class Where:
    """The place where projects are lost for the topic, if lost projects tell one; ``sold`` is the finding on them."""

    region: str = ""
    sold: Finding | None = None

    def quantities(self) -> dict[str, Quantity]:
        """Its numbers, as a finding holds them."""
        names = ("value", "rival", "won", "rate", "ended") if self.sold else ()
        return {f"where_{name}": self.sold.quantities[name] for name in names}


def _of(found: Outcome, code: str) -> Finding | None:
    return next((finding for finding in found.findings if finding.id == code), None)


def where(found: Outcome, topic: str) -> Where:
    """The region where a competitor beats us more than usual, when the reason named most there is of the topic."""
    sold = _of(found, LOSING)
    if sold is None or topic_of(str(sold.quantities["reason"].value or "")) != topic:
        return Where()
    cells = frame(found, "win_loss_cells")
    told = cells[(cells["value"] == sold.quantities["value"].value) & (cells["by"] == word(BY["region"]))]
    return Where(str(sold.quantities["value"].value), sold) if len(told) else Where()


def claim(topic: str, voices: Sequence[Message], said: Sequence[Message], place: Where) -> Message:
    """Who agrees, what each says, and where it shows most."""
    parts = {f"part{n}": words for n, words in enumerate(said)}
    gaps = {
        "topic": TOPIC_WORDS[topic],
        "n": Quantity(len(voices), "count"),
        "voices": listed(voices),
        "said": Message("{mark}".join(f"{{{name}}}" for name in parts), {**parts, "mark": msg("; ")}),
    }
    if place.sold is None:
        return msg("On {topic} {n} sources agree against us ({voices}): {said}.", **gaps)
    return msg(
        "On {topic} {n} sources agree against us ({voices}): {said}. It shows most in {region}: against {rival} we won {won} of {ended} projects ({rate}).",
        **gaps,
        region=place.sold.quantities["value"],
        **{name: place.sold.quantities[name] for name in ("rival", "won", "rate", "ended")},
    )


def action(found: Outcome, topic: str, place: Where, voices: int) -> Message:
    """What to do: no further survey; begin where a rival is known to be quicker."""
    n, stock = Quantity(voices, "count"), _of(found, STOCK)
    if stock is not None and topic == "delivery" and stock.quantities["region"].value == place.region:
        return msg(
            "Act on this first: what {n} sources say independently needs no further survey. Name an owner and a date, and begin in {region}, where {rival} keeps {stock} days of stock on the spot.",
            n=n,
            **{name: stock.quantities[name] for name in ("region", "rival", "stock")},
        )
    if place.region:
        return msg(
            "Act on this first: what {n} sources say independently needs no further survey. Name an owner and a date, and begin in {region}.",
            n=n,
            region=Quantity(place.region, "text"),
        )
    return msg(
        "Act on this first: what {n} sources say independently needs no further survey. Name an owner and a date.", n=n
    )


def sure(strengths: Mapping[str, Sequence[str]]) -> Confidence:
    """High where two of the sources (voice → strengths of what it says) are fair or strong evidence, else medium."""
    voices = len(strengths)
    strong = sum(STRONG in own for own in strengths.values())
    fair = sum(STRONG not in own and MEDIUM in own for own in strengths.values())
    return Confidence(
        "high" if strong + fair > 1 else "medium",
        msg(
            "{n} independent sources agree: evidence strong in {strong}, fair in {fair}; high when at least two are fair or strong. No source is free of its own error.",
            n=Quantity(voices, "count"),
            strong=Quantity(strong, "count"),
            fair=Quantity(fair, "count"),
        ),
    )


def stake(found: Outcome, topic: str, currency: str) -> tuple[Quantity, Message] | None:
    """The larger of what projects lost for it would have brought and what our own people put it at; never both, as the
    same money may be in both. Beside it what it is made of."""
    sold, known = _of(found, LOSING), []
    if sold is not None and sold.at_stake and topic_of(str(sold.quantities["reason"].value or "")) == topic:
        known.append((sold.at_stake, msg("what the usual win rate would have brought more in twelve months")))
    rows = frame(found, "problem_pareto")
    if len(rows):
        own = rows[(rows["problem"].map(_topics(found)) == topic) & rows["money"].notna()]
        if len(own):
            words = msg(
                "the sum of what our own people say these cost a year: {causes}",
                causes=listed([str(name) for name in own["problem"]]),
            )
            known.append((Quantity(int(own["money"].sum()), "money", currency=currency), words))
    return max(known, key=lambda one: one[0].value, default=None)


def _topics(found: Outcome) -> Callable[[str], str]:
    """Problem → its topic, or that of what it leads to where its own words tell none: 'one supplier only' of late delivery."""
    tree = frame(found, "problem_tree")
    up = dict(zip(tree["problem"], tree["leads_to"], strict=True)) if len(tree) else {}

    def of(problem: str) -> str:
        seen: set[str] = set()
        while isinstance(problem, str) and problem not in seen:
            if topic := topic_of(problem):
                return topic
            seen.add(problem)
            problem = up.get(problem)
        return ""

    return of


def _beyond(rows: pd.DataFrame, region: str) -> dict[str, Quantity]:
    """The group that holds most of a step beyond its part of the revenue, where that is clearly more."""
    known = rows[(rows["value"] != "") & (rows["value"] != region) & (rows["part"] >= BEYOND * rows["weight"])]
    if known.empty:
        return {}
    row = known.loc[(known["part"] - known["weight"]).sort_values(ascending=False, kind="stable").index[0]]
    return {
        "over": Quantity(str(row["value"]), "text"),
        "over_part": Quantity(float(row["part"]), "share"),
        "over_weight": Quantity(float(row["weight"]), "share"),
    }


def _alone(rows: pd.DataFrame, numbers: Mapping[str, Quantity]) -> Message:
    """How far the regions, industries and product lines explain a step, as the end of a sentence."""
    if rows.loc[rows["value"] != "", "part"].max() < HALF:
        if "over" in numbers:
            return msg(
                ", so it does not explain the step alone. No region, industry or product line holds half of it; {over} holds most beyond its share ({over_part} against {over_weight})."
            )
        return msg(
            ", so it does not explain the step alone. None of the regions, industries and product lines holds half of it."
        )
    if "over" in numbers:
        return msg(
            "; {over} holds most beyond its share, {over_part} of the step and {over_weight} of the revenue before it."
        )
    return msg("; no region, industry or product line holds clearly more of the step than of the revenue.")


def explained(found: Outcome, told: Outcome) -> Outcome:
    """The parts' outcome, where a fall in revenue whose place is not known says what to ask first.

    Parameters
    ----------
    found, told
        What the parts found, and the triangulation of it.
    """
    agreed = next((finding for finding in told.findings if finding.voices >= AGREEING), None)
    step = _of(found, STEP)
    if agreed is None or step is None or "group" in step.quantities or not step.action:
        return found
    when, rows = step.action.what.args.get("when"), frame(found, "shift_origin")
    if when is None or rows.empty or not frame(found, "level_shift")["effect"].lt(0).all():
        return found
    gaps = {"when": when, "topic": TOPIC_WORDS[agreed.subject], "n": Quantity(agreed.voices, "count")}
    place = where(found, agreed.subject)
    own = rows[(rows["attribute"] == word(ATTRIBUTES["customers.region"])) & (rows["value"] == place.region)]
    numbers = {}
    if place.region and len(own) and own["part"].iloc[0] > 0:
        numbers = {
            "where": Quantity(place.region, "text"),
            "where_part": Quantity(float(own["part"].iloc[0]), "share"),
            "where_weight": Quantity(float(own["weight"].iloc[0]), "share"),
        }
        numbers |= _beyond(rows, place.region)
        gaps["alone"] = _alone(rows, numbers)
        beyond = own["part"].iloc[0] >= BEYOND * own["weight"].iloc[0]
        if beyond or rows.loc[rows["value"] != "", "part"].max() >= HALF:
            do = msg(
                "Ask first what changed in {topic} {when}: {n} sources agree that we fall short there. {where}, where that shows most, holds {where_part} of the step and {where_weight} of the revenue before it{alone}",
                **gaps,
            )
        else:
            do = msg(
                "The step goes through the whole firm, so look first for a cause that meets all {when}: customers that need less (projects put off), prices, sales force. Then ask what changed in {topic}: {n} sources agree that we fall short there; {where}, where that shows most, holds {where_part} of the step and {where_weight} of the revenue before it{alone}",
                **gaps,
            )
    else:
        do = msg(
            "Ask first what changed in {topic} {when}: {n} sources agree that we fall short there. No region, industry or product line stands out, so look for a cause that meets all.",
            **gaps,
        )
    new = replace(step, quantities={**step.quantities, **numbers}, action=Action(do, step.action.within_days))
    return replace(found, findings=tuple(new if finding is step else finding for finding in found.findings))
