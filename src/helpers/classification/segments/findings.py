"""What the segmentations let us claim."""

from __future__ import annotations

import pandas as pd

from helpers.classification.segments import terms, totals
from helpers.finding import Action, Confidence, Finding
from helpers.language import Message, msg
from helpers.quantity import Quantity
from helpers.show import WORD, sentence

SOURCE = "Kruskal, Wallis (1952), JASA 47, 583–621; Kelley (1935), PNAS 21, 554–559; Steiger (2004), Psychological Methods 9, 164–182; Holm (1979)"

#: Share of the differences from which a trait tells much: Cohen (1988), Statistical Power Analysis for the Behavioral
#: Sciences, 2nd ed., p. 287.
LARGE = 0.14


def all_of(frame, single, rows, rules, currency: str, period: tuple[str, str], customers) -> tuple[Finding, ...]:
    """Which description of customers tells most about revenue, where one tells anything.

    A segment that is above the average because of one customer is told as that, and nobody is sent to look for more of it.
    """
    # behaviour is left out: it is known only of who bought before, and cannot be looked for in a new customer
    described = single[(single["base"] != "behaviour") & single["share"].notna()].reset_index(drop=True)
    if described.empty or not bool(described.loc[0, "tells"]) or len(frame) < 3 * rules["segment_smallest"]:
        return ()
    best = described.loc[0]
    own = rows[(rows["base"] == best["base"]) & (rows["note"].fillna("") == "")]
    own = own.sort_values(["index", "value"], ascending=[False, True], kind="stable")
    if own.empty or not own["index"].iloc[0] > 1:
        return ()
    top = own.iloc[0]
    name = str(top["value_name"])
    other = described.loc[1] if len(described) > 1 else None
    # words of ours go into the sentences themselves; quantities hold numbers and text from data
    words = {
        "base": terms.BASES[best["base"]],
        "segment": sentence(name) if name.startswith(WORD) else Quantity(name, "text"),
    }
    if other is not None:
        words["second"] = terms.BASES[other["base"]]
    quantities = {
        "share": Quantity(float(best["share"]), "share", max(0.0, float(best["low"])), float(best["high"])),
        "n": Quantity(int(top["customers"]), "count"),
        "index": Quantity(float(top["index"]), "ratio"),
        "part": Quantity(float(top["share"]), "share"),
        "asleep": Quantity(int(top["customers"] - top["buying"]), "count"),
        "second_share": Quantity(max(0.0, float(other["share"])), "share")
        if other is not None
        else Quantity(None, "share"),
    }
    if other is None:
        tells = msg(
            "Of what is known about customers, {base} tells {share} ({share:interval}) of the differences in rank by revenue",
            **words,
        )
        sure = Confidence(
            "medium",
            msg("more than chance would tell ({share:interval}); there is no other description to compare with."),
        )
    else:
        tells = msg(
            "Of what is known about customers, {base} tells most about revenue: {share} ({share:interval}) of the differences in rank",
            **words,
        )
        if bool(other["tells"]):
            tells = msg("{one}; next {second} with {second_share}", one=tells, **words)
        else:
            idle = _listed([terms.BASES[name] for name in described["base"].iloc[1:]])
            tells = msg("{one}; {others} tell no more than chance", one=tells, others=idle)
        if best["low"] > other["high"]:
            sure = Confidence(
                "high", msg("the interval of {base} ({share:interval}) lies above that of {second}.", **words)
            )
        else:
            sure = Confidence(
                "medium",
                msg(
                    "{base} tells more than chance ({share:interval}), but its interval meets that of {second}.",
                    **words,
                ),
            )
    before = single[(single["base"] == "behaviour") & single["tells"].astype(bool)]
    if len(before) and before["share"].iloc[0] > best["share"]:
        quantities["before"] = Quantity(float(before["share"].iloc[0]), "share")
        tells = msg("{one} (earlier buying, which tells {before}, left aside)", one=tells)
    claim = msg('{one}. Customers of "{segment}" ({base}) bring {index} times the average each.', one=tells, **words)
    if best["share"] < 0.05:
        sure = Confidence(
            "low",
            msg(
                "more than chance, but little: {share} ({share:interval}) of the differences leaves nearly all unexplained."
            ),
        )
    what = (
        msg(
            'Begin the search for new customers with "{segment}" ({base}), and ask which of its {asleep} customers without revenue now can be won back.',
            **words,
        )
        if top["buying"] < top["customers"]
        else msg(
            'Begin the search for new customers with "{segment}" ({base}): every customer of it that ever bought still buys.',
            **words,
        )
    )
    alone = bool(totals.by_one(own).iloc[0])
    if alone:
        members = frame[frame[best["base"]].astype("str") == str(top["value"])]
        largest = members.sort_values(["revenue", "customer"], ascending=[False, True], kind="stable")["customer"].iloc[
            0
        ]
        names = customers.set_index(customers["customer"].astype("str"))["name"] if "name" in customers else {}
        told = names.get(largest, largest)
        quantities["name"] = Quantity(told if isinstance(told, str) and told else largest, "text")
        quantities["without"] = Quantity(0.0 if pd.isna(top["without"]) else float(top["without"]), "ratio")
        claim = msg(
            '{claim} That is because of one customer, {name}: without it "{segment}" brings {without} times the average.',
            claim=claim,
            **words,
        )
    # what size tells is nearly what revenue tells: large customers buy much; any other trait that tells much is news
    news = sure.level == "high" and not alone and best["base"] != "size" and best["low"] >= LARGE
    asleep, win = int(top["customers"] - top["buying"]), None
    if news and asleep and top["buying"] > 0:
        win = Quantity(round(asleep * int(top["revenue"]) / int(top["buying"])), "money", currency=currency)
        quantities["win"] = win
        sure = Confidence(
            sure.level,
            msg(
                "{one} The {asleep} without revenue would bring {win} if they bought like the others of it.",
                one=sure.reason,
            ),
        )
    return (
        Finding(
            id="classification.segments.tells",
            subject="segments",
            period=period,
            claim=claim,
            quantities=quantities,
            confidence=sure,
            evidence=("table:segment_bases", "table:segments", "figure:segments"),
            method=msg(
                "Share of rank differences in revenue between segments, adjusted for their number; Holm over all ways"
            ),
            source=SOURCE,
            at_stake=win,
            descriptive=not news,
            potential=True,
            action=Action(what, 90) if sure.level != "low" and not alone else None,
        ),
    )


def _listed(names: list[Message]) -> Message:
    """Words as one: channel, region and industry."""
    told = names[0]
    for place, name in enumerate(names[1:], 2):
        told = (
            msg("{one} and {other}", one=told, other=name)
            if place == len(names)
            else msg("{one}, {other}", one=told, other=name)
        )
    return told


def telling(single: pd.DataFrame) -> bool:
    """Whether any way tells more than chance."""
    return bool(single["tells"].any())
