"""Customers that bought once: those who never came back, and the new ones whose second order is still out."""

from __future__ import annotations

from helpers.classification.told.context import Context, count
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity

HUGHES = "Hughes, A. M., Strategic Database Marketing; Fader, Hardie, Lee (2005), Journal of Marketing Research 42(4), 415–430"
WILSON = "Wilson (1927), JASA 22, 209–212"


def one_time(context: Context) -> Finding | None:
    """Buyers who never came back, and how many first-time buyers do."""
    people, second, rules = context.rows("rfm"), context.second, context.rules
    bought = people[people["purchase_days"] > 0]
    once = bought[bought["rfm"] == "one_time"]
    recent = bought[(bought["rfm"] == "new") & (bought["purchase_days"] == 1)]
    if once.empty or len(bought) < 20 or second["customers"] < 10:
        return None
    wide = second["high"] - second["low"]
    quantities = {
        "n": count(len(once)),
        "share": Quantity(len(once) / len(bought), "share"),
        "months": Quantity(rules["new_months"], "months"),
        "cohort": count(second["customers"]),
        "back": Quantity(second["share"], "share", second["low"], second["high"]),
        "days": Quantity(second["days"] if second["back"] else None, "days"),
        "waiting": count(len(recent)),
    }
    claim = msg(
        "Of first-time buyers, {back} ({back:interval}) buy a second time within {months} months; {n} customers ({share}) bought once, longer ago, and not again."
    )
    reason = msg(
        "the share of second orders rests on {cohort} first-time buyers who were each seen for {months} months; its interval is {back:interval}."
    )
    if len(recent):
        quantities["money"] = context.money(recent["monetary"].sum())
        claim = msg(
            "Of first-time buyers, {back} ({back:interval}) buy a second time within {months} months; {waiting} new customers have bought once so far, for {money}. {n} customers ({share}) bought once, longer ago, and not again."
        )
        reason = msg("{one} The money is what the {waiting} new ones bought, not what would be lost.", one=reason)
    return Finding(
        id="classification.rfm.one_time",
        subject="one-time buyers",
        period=context.period,
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            "high" if wide < 0.15 else "medium" if wide < 0.3 else "low",
            reason,
        ),
        evidence=("table:rfm_classes",),
        method=msg("Share of first-time buyers with a second purchase in a fixed span; Wilson interval"),
        source=f"{HUGHES}; {WILSON}",
        at_stake=context.money(recent["monetary"].sum()) if len(recent) else None,
        action=_action(recent, second, quantities) if len(recent) and second["back"] else None,
    )


def _action(recent, second, quantities) -> Action:
    """Ask before the day by which half had come back; where that day is over, at once."""
    late = int((recent["recency_days"] >= second["days"]).sum())
    quantities |= {"late": count(late), "open": count(len(recent) - late)}
    if not late:
        what = msg(
            "Ask each of the {waiting} for the second order within {days} days of the first, by when half of those who came back had done so."
        )
    elif late == len(recent):
        what = msg(
            "Ask each of the {waiting} for the second order now: the first is {days} days old or older, by when half of those who came back had done so."
        )
    else:
        what = msg(
            "Ask for the second order {days} days after the first at the latest, by when half of those who came back had done so: for {late} of the {waiting} that day is over, ask them now; {open} still have time."
        )
    return Action(what, 30)
