"""How few customers carry the revenue."""

from __future__ import annotations

from helpers.classification.classes.effort import nobody_visits
from helpers.classification.told.context import Context, count
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity

WILSON = "Wilson (1927), JASA 22, 209–212"
DICKIE = "Dickie, H. F. (1951), ABC inventory analysis shoots for dollars, Factory Management and Maintenance, July"


def concentration(context: Context) -> Finding | None:
    """How few customers bring most of the revenue, and whether the same ones did a little earlier."""
    totals, rules = context.rows("abc_classes").set_index("abc"), context.rules
    ranked = context.rows("abc")
    earning = ranked[ranked["revenue"] > 0]
    if "A" not in totals.index or len(earning) < 2 or earning["revenue"].nunique() == 1:
        return None
    if int(totals.loc["A", "customers"]) * 2 > len(earning) or len(earning) < 5:
        return None  # more than half of the customers are needed: nothing is concentrated
    best, n_a, held = totals.loc["A"], int(totals.loc["A", "customers"]), int(totals.loc["A", "held"])
    from helpers.classification.intervals import wilson

    before = int((ranked["abc_before"] == "A").sum())
    stays = held / before if before else float("nan")
    low, high = wilson(held, before)
    late = context.rows("call_list")
    late_a = late[late["abc"] == "A"]
    largest = earning.iloc[0]
    quantities = {
        "n": count(n_a),
        "all": count(len(earning)),
        "of": Quantity(n_a / len(earning), "share"),
        "share": Quantity(float(best["share"]), "share"),
        "shift": Quantity(rules["abc_shift"], "months"),
        "before": count(before),
        "stays": Quantity(stays, "share", low, high) if before else Quantity(None, "share"),
        "left": count(before - held),
        "joined": count(n_a - held),
        "largest": Quantity(str(largest["name"]), "text"),
        "largest_share": Quantity(float(largest["share"]), "share"),
        "late": count(len(late_a)),
        "late_money": context.money(late_a["monetary"].sum()),
        "late_first": Quantity(str(late_a["name"].iloc[0]) if len(late_a) else None, "text"),
    }
    if n_a == 1:
        claim = msg("One customer of {all}, {largest}, brings {largest_share} of revenue.")
    elif not before:
        claim = msg("{n} of {all} buying customers ({of}) bring {share} of revenue.")
    else:
        claim = msg(
            "{n} of {all} buying customers ({of}) bring {share} of revenue; of the {before} in class A {shift} months earlier, {stays} ({stays:interval}) are still in it."
        )
    if n_a == 1 and held == before == 1:
        sure = Confidence("high", msg("the same customer alone made up class A {shift} months earlier."))
    elif n_a == 1 and before:
        sure = Confidence("medium", msg("{shift} months earlier class A held {before} customers."))
    elif not before:
        sure = Confidence(
            "low", msg("the orders do not reach back to an earlier window, so it is not known whether the class holds.")
        )
    elif low >= 0.8:
        sure = Confidence(
            "high",
            msg(
                "even the low end of the interval leaves most of class A in place when the window moves ({stays:interval})."
            ),
        )
    elif stays >= 0.8:
        sure = Confidence(
            "medium", msg("most of class A stays when the window moves, but the interval is wide ({stays:interval}).")
        )
    else:
        sure = Confidence("low", msg("class A changes when the window moves: {left} left it and {joined} came in."))
    stake = context.money(best["revenue"])
    if n_a == 1:
        action = Action(
            msg(
                "Depending on {largest} is a risk for the board: map who decides there, and set a goal for the share of the others."
            ),
            30,
        )
    elif len(late_a):
        stake = quantities["late_money"]
        what = (
            msg(
                "One customer of class A, {late_first} ({late_money}), is overdue against its own cycle: settle that before any new plan for class A."
            )
            if len(late_a) == 1
            else msg(
                "Of class A, {late} are overdue against their own cycle ({late_money}), {late_first} first: settle these before any new plan for class A."
            )
        )
        action = Action(what, 14)
    elif before and stays < 0.8:
        action = Action(
            msg(
                "Do not fix service levels on one window: look first at the {left} that left class A and the {joined} that came in."
            ),
            30,
        )
    elif not before:
        action = None
    else:
        held_on = (
            msg("Class A holds and none of it is overdue: fix a service level for it for the coming year.")
            if nobody_visits(rules)
            else msg(
                "Class A holds and none of it is overdue: fix one owner and a service level for each of the {n} for the coming year."
            )
        )
        action = Action(held_on, 60)
    return Finding(
        id="classification.abc.concentration",
        subject="class A",
        period=context.period,
        claim=claim,
        quantities=quantities,
        confidence=sure,
        evidence=("table:abc", "table:abc_moves", "figure:abc"),
        method=msg("ABC classes by cumulated share, compared between two windows"),
        source=f"{DICKIE}; {WILSON}",
        at_stake=stake,
        descriptive=True,
        action=action,
    )
