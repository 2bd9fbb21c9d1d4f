"""Customers that are silent for longer than their own rhythm."""

from __future__ import annotations

from helpers.classification.classes.effort import nobody_visits
from helpers.classification.told.context import Context, count
from helpers.finding import Action, Confidence, Finding
from helpers.language import Message, msg
from helpers.quantity import Quantity, compared

HUGHES = "Hughes, A. M., Strategic Database Marketing; Fader, Hardie, Lee (2005), Journal of Marketing Research 42(4), 415–430"
WILSON = "Wilson (1927), JASA 22, 209–212"


def overdue(context: Context) -> Finding | None:
    """Money of customers silent for longer than their own rhythm explains."""
    calls, total = context.rows("call_list"), int(context.rows("rfm")["monetary"].sum())
    if total <= 0 or calls["monetary"].sum() <= 0:
        return None
    rules, check = context.rules, context.rows("overdue_check").set_index("group")
    late, fine = check.loc["overdue"], check.loc["in_rhythm"]
    money, first = int(calls["monetary"].sum()), calls.iloc[0]
    mass = nobody_visits(rules)  # then as many as can be written to at once, else as many as can be called
    top = calls.head(rules["growth_capacity" if mass else "list_length"])
    quantities = {
        "n": count(len(calls)),
        "cycles": Quantity(rules["overdue_cycles"], "number"),
        "least": Quantity(rules["overdue_days"], "days"),
        "lapsed": Quantity(rules["lapsed_months"], "months"),
        "months": Quantity(rules["window_months"], "months"),
        "money": context.money(money),
        "share": Quantity(money / total, "share"),
        "check": Quantity(rules["check_months"], "months"),
        "then": count(late["customers"]),
        "back": _rate(late),
        "others": _rate(fine),
        "first": Quantity(str(first["name"]), "text"),
        "first_days": Quantity(int(first["recency_days"]), "days"),
        "first_cycle": Quantity(float(first["cycle_days"]), "days"),
        "top": count(len(top)),
        "top_share": Quantity(int(top["monetary"].sum()) / money, "share"),
    }
    quantities["back"], quantities["others"] = compared(quantities["back"], quantities["others"])
    one, sure = len(calls) == 1, _sure_of_overdue(late, fine)
    claim = (
        msg(
            "One customer with a rhythm of its own, {first}, is overdue: silent for more than {cycles} of its purchase cycles and at least {least} days, but not yet for {lapsed} months; it bought {money} in the last {months} months, {share} of revenue."
        )
        if one
        else msg(
            "{n} customers are overdue: silent for more than {cycles} of their own purchase cycles and at least {least} days, but neither new nor silent for {lapsed} months yet; all they bought in the last {months} months is {money}, {share} of revenue."
        )
    )
    return Finding(
        id="classification.rfm.overdue",
        subject="overdue",
        period=context.period,
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            sure.level, msg("{one} The money is all they bought, not what would be lost.", one=sure.reason)
        ),
        evidence=("table:call_list", "table:overdue_check", "figure:rfm"),
        method=msg("Recency in own purchase cycles (median gap); the same rule tried at an earlier date"),
        source=f"{HUGHES}; {WILSON}",
        at_stake=context.money(money),
        action=Action(_action(len(top) == len(calls), mass), 14),
    )


def _action(all_of_them: bool, mass: bool) -> Message:
    """A call each where people are visited, a message where nobody is."""
    if mass and all_of_them:
        return msg(
            "Send each a message now, {first} first: usually one purchase every {first_cycle} days, silent for {first_days} now."
        )
    if mass:
        return msg(
            "Send the {top} with most money a message first: they stand for {top_share} of it. Begin with {first}: usually one purchase every {first_cycle} days, silent for {first_days} now."
        )
    if all_of_them:
        return msg(
            "Call them now, {first} first: usually one purchase every {first_cycle} days, silent for {first_days} now. The call list names the owner."
        )
    return msg(
        "Call the {top} with most money first: they stand for {top_share} of it. Begin with {first}: usually one purchase every {first_cycle} days, silent for {first_days} now."
    )


def _sure_of_overdue(late, fine) -> Confidence:
    """High when the earlier overdue came back clearly less often than those in rhythm."""
    if late["customers"] < 10 or fine["customers"] < 10:
        return Confidence(
            "low", msg("too few customers were overdue {check} months ago ({then}) to try the rule on the past.")
        )
    if late["high"] < fine["low"]:
        return Confidence(
            "high",
            msg(
                "of the {then} overdue {check} months ago, {back} ({back:interval}) bought again since, of those in rhythm {others} ({others:interval}); the intervals do not touch."
            ),
        )
    if late["share"] < fine["share"]:
        return Confidence(
            "medium",
            msg(
                "of the {then} overdue {check} months ago, {back} ({back:interval}) bought again since, of those in rhythm {others} ({others:interval}); fewer, but the intervals touch."
            ),
        )
    return Confidence(
        "low",
        msg(
            "of the {then} overdue {check} months ago, {back} ({back:interval}) bought again since, no fewer than those in rhythm ({others}); silence has been a poor sign here."
        ),
    )


def _rate(row) -> Quantity:
    if not row["customers"]:
        return Quantity(None, "share")
    return Quantity(float(row["share"]), "share", float(row["low"]), float(row["high"]))
