"""What the growth model claims; plainly, also when it knows nothing."""

from __future__ import annotations

import pandas as pd

from helpers.classification.growth.model import Forecast
from helpers.classification.growth.terms import METHODS
from helpers.finding import Action, Confidence, Finding
from helpers.language import Message, msg
from helpers.quantity import Quantity, compared

SOURCE = (
    "Koenker, Bassett (1978), Econometrica 46(1), 33–50; Platt (1999); Berry, Linoff (2004), Data Mining Techniques, "
    "Wiley, ch. 3; Rubin (1981), The Annals of Statistics 9(1), 130–134"
)
METHOD = msg(
    "Growth beyond recency, frequency and money; model fitted on earlier days only, calibrated, tried on later days at equal effort; bootstrap over customers"
)

NAMES = msg(
    "The growth model names {n} accounts for the {months} months to come; tried on the past, {share} of those it named outgrew customers like them, {other} of as many named by the best simple ranking ({rival})."
)
#: Why nothing can be told: whether the model was surely better than chance, and than the best simple ranking.
NOTHING = {
    (False, False): msg(
        "Who will outgrow customers like it in the {months} months to come cannot be told from these data: of those a growth model named in the past {share} did, no better than chance ({chance}), nor surely better than as many named by the best simple ranking ({rival}, {other})."
    ),
    (False, True): msg(
        "Who will outgrow customers like it in the {months} months to come cannot be told from these data: of those a growth model named in the past {share} did, better than as many named by the best simple ranking ({rival}, {other}), but no better than chance ({chance})."
    ),
    (True, False): msg(
        "Who will outgrow customers like it in the {months} months to come cannot be told from these data: of those a growth model named in the past {share} did, better than chance ({chance}), but not surely better than as many named by the best simple ranking ({rival}, {other})."
    ),
    (True, True): msg(
        "Who will outgrow customers like it in the {months} months to come cannot be told surely enough from these data: of those a growth model named in the past {share} did, by chance {chance}, of as many named by the best simple ranking ({rival}) {other}; that is too little ahead to give names."
    ),
}


def beats(check: pd.DataFrame, rival: str) -> tuple[bool, bool]:
    """Whether the interval of the model's lift lies above chance, and its lead over the rival above zero."""
    rows = check.set_index("method")
    return bool(rows.loc["model", "lift_low"] > 1), bool(rows.loc[rival, "ahead_low"] > 0)


def all_of(found: Forecast, rows: pd.DataFrame, rules, currency: str, period) -> tuple[Finding, ...]:
    """One finding where the model could be tried, whatever came of it.

    Parameters
    ----------
    rows
        The accounts named, with ``account_name, chance, class, value``.
    """
    if found.check.empty:
        return ()
    check = found.check.set_index("method")
    model, rival = check.loc["model"], check.loc[found.rival]
    quantities = {
        "months": Quantity(rules["growth_ahead"], "months"),
        "times": Quantity(int((found.days["role"] == "test").sum()), "count"),
        "places": Quantity(round(float(model["places"])), "count"),
        "share": Quantity(float(model["share"]), "share", float(model["share_low"]), float(model["share_high"])),
        "other": Quantity(float(rival["share"]), "share", float(rival["share_low"]), float(rival["share_high"])),
        "chance": Quantity(float(model["share"] / model["lift"]), "share"),
        "ahead": Quantity(float(rival["ahead"]), "ratio", float(rival["ahead_low"]), float(rival["ahead_high"])),
        "lift": Quantity(float(model["lift"]), "ratio", float(model["lift_low"]), float(model["lift_high"])),
        "auc": Quantity(float(model["auc"]), "ratio", float(model["auc_low"]), float(model["auc_high"])),
    }
    beside = ("share", "other", "chance")
    quantities |= dict(zip(beside, compared(*(quantities[name] for name in beside)), strict=True))
    if found.state != "signal":
        return (_none(found, quantities, period),)
    money = int(rows["value"].clip(lower=0).sum())
    open_ = rows[rows["class"] != "key"]
    first = (open_ if len(open_) else rows).iloc[0]
    quantities |= {
        "n": Quantity(len(rows), "count"),
        "keys": Quantity(int((rows["class"] == "key").sum()), "count"),
        "money": Quantity(money, "money", currency=currency),
        "first": Quantity(str(first["account_name"]), "text"),
        "first_chance": Quantity(float(first["chance"]), "share"),
        "mean": Quantity(float(rows["chance"].mean()), "share"),
    }
    return (
        Finding(
            id="classification.growth.model",
            subject="growth model",
            period=period,
            claim=Message(NAMES.msgid, {"rival": METHODS[found.rival]}),
            quantities=quantities,
            confidence=Confidence(
                "high" if len(found.days) >= 4 else "medium",
                msg(
                    "later days tried: {times}, places: {places}; its lift was {ahead} higher ({ahead:interval}); by chance {chance} would have grown; order {auc} ({auc:interval}), where one half is chance."
                ),
            ),
            evidence=("table:growth", "table:growth_check", "table:growth_curve", "figure:growth"),
            method=METHOD,
            source=SOURCE,
            at_stake=Quantity(money, "money", currency=currency),
            action=Action(
                msg(
                    "Give each owner the accounts of the list with the reason beside each, {first} first ({first_chance}); {keys} of them are key already. About {mean} will outgrow customers like them: note after {months} months which did."
                ),
                30,
            ),
        ),
    )


def _none(found: Forecast, quantities, period) -> Finding:
    return Finding(
        id="classification.growth.model",
        subject="growth model",
        period=period,
        claim=Message(NOTHING[beats(found.check, found.rival)].msgid, {"rival": METHODS[found.rival]}),
        quantities=quantities,
        confidence=Confidence(
            "high" if len(found.days) >= 3 else "medium",
            msg(
                "later days tried: {times}, places: {places}; {lift} times what chance would give ({lift:interval}), and ahead of the best simple ranking by {ahead} ({ahead:interval}): no gain that is sure."
            ),
        ),
        evidence=("table:growth_check", "table:growth_curve", "figure:growth"),
        method=METHOD,
        source=SOURCE,
        action=None,
    )
