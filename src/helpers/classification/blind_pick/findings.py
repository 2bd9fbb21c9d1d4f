"""What the blind pick lets us claim."""

from __future__ import annotations

import pandas as pd

from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity

SOURCE = (
    "Fleiss (1971), Psychological Bulletin 76, 378–382; Krippendorff (2011), Computing Krippendorff's alpha-reliability"
)


def all_of(rows: pd.DataFrame, alike: pd.DataFrame, seals: pd.DataFrame, currency: str, period) -> tuple[Finding, ...]:
    """The money of customers that come first by the data and that no manager named key; none where there are none."""
    missed, keys = rows[rows["differs"] == "unnamed"], rows[rows["first"]]
    over = int((rows["differs"] == "overrated").sum())
    if missed.empty or int(missed["revenue"].sum()) <= 0:
        return ()
    first, kappa = missed.iloc[0], alike.iloc[0]
    n, sound = len(seals), bool((seals["state"] == "whole").all())
    known = kappa["value"] == kappa["value"]
    quantities = {
        "managers": Quantity(n, "count"),
        "missed": Quantity(len(missed), "count"),
        "keys": Quantity(len(keys), "count"),
        "money": Quantity(int(missed["revenue"].sum()), "money", currency=currency),
        "share": Quantity(int(missed["revenue"].sum()) / max(int(keys["revenue"].sum()), 1), "share"),
        "first": Quantity(str(first["name"]), "text"),
        "first_money": Quantity(int(first["revenue"]), "money", currency=currency),
        "over": Quantity(over, "count"),
        "kappa": Quantity(float(kappa["value"]), "ratio", float(kappa["low"]), float(kappa["high"]))
        if known
        else Quantity(None, "ratio"),
    }
    if not sound:
        sure = Confidence("low", msg("at least one list was not sealed, or was changed after it."))
    elif n < 3 or not known:
        sure = Confidence("low", msg("only {managers} managers handed in a list; more would show whether they agree."))
    else:
        sure = Confidence(
            "medium",
            msg(
                "{managers} sealed lists; on who is key the managers agree with a kappa of {kappa} ({kappa:interval}; one is full agreement, zero chance)."
            ),
        )
    return (
        Finding(
            id="classification.blind.missed",
            subject="blind pick",
            period=period,
            claim=msg(
                "Given as many places as the managers filled, {missed} of the {keys} customers that the data put first were named key by none of the {managers} managers; they bring {money}, {share} of what these {keys} bring."
            ),
            quantities=quantities,
            confidence=sure,
            evidence=("table:blind_customers", "table:blind_agreement"),
            method=msg("Sealed lists against the classes by rules; agreement beyond chance"),
            source=SOURCE,
            at_stake=quantities["money"],
            action=Action(
                msg(
                    "Go through the {missed} with their owners, {first} ({first_money}) first: either the data see what nobody did, or the managers know why it does not count; then do the same for the {over} named key that the data do not call so."
                )
                if over
                else msg(
                    "Go through the {missed} with their owners, {first} ({first_money}) first: either the data see what nobody did, or the managers know why it does not count."
                ),
                14,
            ),
        ),
    )
