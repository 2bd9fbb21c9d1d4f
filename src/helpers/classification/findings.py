"""What station 2 claims, each only where the data carry it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity
from helpers.rules import Rules
from helpers.station import ResultTable

HUGHES = "Hughes, A. M., Strategic Database Marketing; Fader, Hardie, Lee (2005), Journal of Marketing Research 42(4), 415–430"
WILSON = "Wilson (1927), JASA 22, 209–212"
DICKIE = "Dickie, H. F. (1951), ABC inventory analysis shoots for dollars, Factory Management and Maintenance, July"
PERLICH = "Perlich, Rosset, Lawrence, Zadrozny (2007), KDD 2007, 977–985; Hahn, Meeker (1991), Statistical Intervals"


@dataclass(frozen=True)
class Context:
    """What findings are drawn from: the station's own tables and rules."""

    currency: str
    window: tuple[pd.Timestamp, pd.Timestamp]
    rules: Rules
    tables: Mapping[str, ResultTable]
    second: Mapping[str, float] = field(default_factory=dict)

    def rows(self, name: str) -> pd.DataFrame:
        return self.tables[name].rows

    @property
    def period(self) -> tuple[str, str]:
        return tuple(day.date().isoformat() for day in self.window)

    def money(self, value, low=None, high=None) -> Quantity:
        ends = [None if end is None or pd.isna(end) else int(end) for end in (low, high)]
        return Quantity(int(value), "money", *ends, currency=self.currency)


def all_of(context: Context) -> tuple[Finding, ...]:
    """Every finding that the tables carry."""
    made = (overdue(context), concentration(context), gap(context), one_time(context))
    return tuple(found for found in made if found)


def overdue(context: Context) -> Finding | None:
    """Money of customers silent for longer than their own rhythm explains."""
    calls, total = context.rows("call_list"), int(context.rows("rfm")["monetary"].sum())
    if total <= 0 or calls["monetary"].sum() <= 0:
        return None
    rules, check = context.rules, context.rows("overdue_check").set_index("group")
    late, fine = check.loc["overdue"], check.loc["in_rhythm"]
    money, first = int(calls["monetary"].sum()), calls.iloc[0]
    top = calls.head(rules["list_length"])
    quantities = {
        "n": _count(len(calls)),
        "cycles": Quantity(rules["overdue_cycles"], "number"),
        "months": Quantity(rules["window_months"], "months"),
        "money": context.money(money),
        "share": Quantity(money / total, "share"),
        "check": Quantity(rules["check_months"], "months"),
        "then": _count(late["customers"]),
        "back": _rate(late),
        "others": _rate(fine),
        "first": Quantity(str(first["name"]), "text"),
        "first_days": Quantity(int(first["recency_days"]), "days"),
        "first_cycle": Quantity(float(first["cycle_days"]), "days"),
        "top": _count(len(top)),
        "top_share": Quantity(int(top["monetary"].sum()) / money, "share"),
    }
    one = len(calls) == 1
    claim = (
        msg(
            "One customer with a rhythm of its own, {first}, has been silent for more than {cycles} of its purchase cycles; it bought {money} in the last {months} months, {share} of revenue."
        )
        if one
        else msg(
            "{n} customers have been silent for more than {cycles} of their own purchase cycles; they bought {money} in the last {months} months, {share} of revenue."
        )
    )
    if one or len(calls) == len(top):
        action = msg(
            "Call them now, {first} first: it usually buys every {first_cycle} days and has been silent for {first_days}. The call list names the owner."
        )
    else:
        action = msg(
            "Call the {top} with most money first: they stand for {top_share} of it. Begin with {first}: it usually buys every {first_cycle} days and has been silent for {first_days}."
        )
    return Finding(
        id="classification.rfm.overdue",
        subject="overdue",
        period=context.period,
        claim=claim,
        quantities=quantities,
        confidence=_sure_of_overdue(late, fine),
        evidence=("table:call_list", "table:overdue_check", "figure:rfm"),
        method=msg("Recency in own purchase cycles (median gap); the same rule tried at an earlier date"),
        source=f"{HUGHES}; {WILSON}",
        at_stake=context.money(money),
        action=Action(action, 14),
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
        "n": _count(n_a),
        "all": _count(len(earning)),
        "of": Quantity(n_a / len(earning), "share"),
        "share": Quantity(float(best["share"]), "share"),
        "shift": Quantity(rules["abc_shift"], "months"),
        "before": _count(before),
        "stays": Quantity(stays, "share", low, high) if before else Quantity(None, "share"),
        "left": _count(before - held),
        "joined": _count(n_a - held),
        "largest": Quantity(str(largest["name"]), "text"),
        "largest_share": Quantity(float(largest["share"]), "share"),
        "late": _count(len(late_a)),
        "late_money": context.money(late_a["monetary"].sum()),
        "late_first": Quantity(str(late_a["name"].iloc[0]) if len(late_a) else None, "text"),
    }
    if n_a == 1:
        claim = msg("One customer of {all}, {largest}, brings {largest_share} of revenue.")
    elif not before:
        claim = msg("{n} of {all} buying customers ({of}) bring {share} of revenue.")
    else:
        claim = msg(
            "{n} of {all} buying customers ({of}) bring {share} of revenue; of the class A of {shift} months earlier, {stays} ({stays:interval}) are still in it."
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
        action = Action(
            msg(
                "Class A holds and none of it is overdue: fix one owner and a service level for each of the {n} for the coming year."
            ),
            60,
        )
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


def gap(context: Context) -> Finding | None:
    """The largest open potential among customers in their rhythm; overdue ones are to be called first, new ones are young."""
    like, rules = context.rows("potential"), context.rules
    buying = like[(like["revenue"] > 0) & (like["gap"] > 0).fillna(False)]
    asleep = (
        context.rows("rfm").set_index("customer")["rfm"].reindex(buying["customer"]).isin(["overdue", "lapsed", "new"])
    )
    wanted = buying[buying["cell"].isin(["expand", "develop"]) & ~asleep.to_numpy()]
    wanted = wanted.sort_values(["gap", "customer"], ascending=[False, True], kind="stable").head(rules["list_length"])
    if wanted.empty:
        return None
    known, first = wanted["gap_high"].notna().all(), wanted.iloc[0]
    low, high = int(wanted["gap_low"].fillna(0).sum()), wanted["gap_high"].sum() if known else None
    close = float((wanted["basis"] == "industry_size").mean())
    total = int(wanted["gap"].sum())
    quantities = {
        "n": _count(len(wanted)),
        "bought": context.money(wanted["revenue"].sum()),
        "months": Quantity(rules["window_months"], "months"),
        "gap": context.money(total, low, high),
        "quantile": Quantity(round(1 - rules["potential_quantile"], 6), "share"),
        "first": Quantity(str(first["name"]), "text"),
        "first_bought": context.money(first["revenue"]),
        "first_potential": context.money(first["potential"], first["low"], first["high"]),
        "first_peers": _count(first["peers"]),
        "close": Quantity(close, "share"),
    }
    if not known or wanted["basis"].eq("all").any():
        sure = Confidence(
            "low",
            msg(
                "the peers are too few to bound the potential, or some customers could only be compared with all others."
            ),
        )
    elif low == 0:
        sure = Confidence("low", msg("at the low end of the peers' interval no gap remains ({gap:interval})."))
    elif low < total / 2:
        sure = Confidence(
            "medium", msg("at the low end of the peers' interval less than half of the gap remains ({gap:interval}).")
        )
    elif close == 0:
        sure = Confidence(
            "medium",
            msg(
                "peers bound the potential ({gap:interval}), but none of these customers has enough peers of both its industry and size; they are compared by one of the two."
            ),
        )
    elif close < 0.5:
        sure = Confidence(
            "medium",
            msg(
                "peers bound the potential ({gap:interval}), but of these customers {close} have enough peers of both their industry and size; the others are compared by one of the two."
            ),
        )
    else:
        sure = Confidence(
            "high",
            msg(
                "even at the low end of the peers' interval more than half of the gap remains ({gap:interval}), and {close} are compared with peers of the same industry and size."
            ),
        )
    action = (
        msg(
            "Before any quota: one visit each to learn what the rest is bought for and from whom. Start with {first}: it bought {first_bought}, the better of its {first_peers} peers {first_potential}."
        )
        if sure.level != "low"
        else msg(
            "Ask the owners first whether the comparison is fair; {first} is the case to begin with: it bought {first_bought}, the better of its {first_peers} peers {first_potential}."
        )
    )
    return Finding(
        id="classification.potential.gap",
        subject="open potential",
        period=context.period,
        claim=msg(
            "The {n} active customers with the largest open potential bought {bought} in {months} months; if they bought like the best {quantile} of their peers it would be {gap} more ({gap:interval})."
        )
        if len(wanted) > 1
        else msg(
            "{first} bought {bought} in {months} months; if it bought like the best {quantile} of its peers it would be {gap} more ({gap:interval})."
        ),
        quantities=quantities,
        confidence=sure,
        evidence=("table:potential", "table:grid", "figure:potential"),
        method=msg(
            "High quantile of revenue among peers; interval by order statistics, ends summed, so wider than need be"
        ),
        source=PERLICH,
        at_stake=context.money(total, low, high),
        action=Action(action, 30),
    )


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
        "n": _count(len(once)),
        "share": Quantity(len(once) / len(bought), "share"),
        "months": Quantity(rules["new_months"], "months"),
        "cohort": _count(second["customers"]),
        "back": Quantity(second["share"], "share", second["low"], second["high"]),
        "days": Quantity(second["days"] if second["back"] else None, "days"),
        "waiting": _count(len(recent)),
        "waiting_money": context.money(recent["monetary"].sum()),
    }
    action = None
    if len(recent) and second["back"]:
        what = msg(
            "{waiting} new customers have bought once so far: ask each for the second order within {days} days of the first, by when half of those who came back had done so."
        )
        action = Action(what, 30)
    return Finding(
        id="classification.rfm.one_time",
        subject="one-time buyers",
        period=context.period,
        claim=msg(
            "{n} customers ({share}) bought once and not again; of first-time buyers, {back} ({back:interval}) buy a second time within {months} months."
        ),
        quantities=quantities,
        confidence=Confidence(
            "high" if wide < 0.15 else "medium" if wide < 0.3 else "low",
            msg(
                "the share of second orders rests on {cohort} first-time buyers who were each seen for {months} months; its interval is {back:interval}."
            ),
        ),
        evidence=("table:rfm_classes",),
        method=msg("Share of first-time buyers with a second purchase in a fixed span; Wilson interval"),
        source=f"{HUGHES}; {WILSON}",
        at_stake=context.money(recent["monetary"].sum()) if len(recent) else None,
        action=action,
    )


def _count(value) -> Quantity:
    return Quantity(int(value), "count")


def _rate(row) -> Quantity:
    if not row["customers"]:
        return Quantity(None, "share")
    return Quantity(float(row["share"]), "share", float(row["low"]), float(row["high"]))
