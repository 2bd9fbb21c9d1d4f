"""What the classes claim, each only where the data carry it."""

from __future__ import annotations

import pandas as pd

from helpers.classification.classes.draws import enough
from helpers.classification.classes.effort import nobody_visits
from helpers.classification.intervals import wilson
from helpers.finding import Action, Confidence, Finding
from helpers.language import Message, msg
from helpers.quantity import Quantity

RUBIN = "Rubin (1981), The Bayesian bootstrap, The Annals of Statistics 9(1), 130–134"
RELEVANT = (
    "Kaplan, Narayanan (2001), Measuring and managing customer profitability, Journal of Cost Management 15(5), 5–15"
)
SURE = 0.8
#: Fewest as sure at the earlier date of whom it is told how many were key again, and what part of them makes a plan
#: for years worth its while.
FEWEST, HALF = 5, 0.5


def all_of(
    rows: pd.DataFrame, rules, currency: str, period: tuple[str, str], past=None, visited: bool = True
) -> tuple[Finding, ...]:
    """Every finding that the classes carry; ``past`` is the check on the past, where there is one, and ``visited``
    whether visits are on record: nobody is told to visit where nothing says that the firm does."""
    made = (
        key(rows, rules, currency, period, past),
        growth(rows, rules, currency, period, past, visited),
        let_go(rows, rules, currency, period),
    )
    return tuple(found for found in made if found)


def key(rows: pd.DataFrame, rules, currency: str, period, past=None) -> Finding | None:
    """How many are key, and for how many of them that does not depend on chance and on where the line is."""
    chosen, total = rows[rows["class"] == "key"], rows["value"].clip(lower=0).sum()
    if len(chosen) < 2:
        return None
    certain, open_ = chosen[chosen["in_key"] >= SURE], chosen[chosen["in_key"] < SURE]
    near = rows[(rows["class"] != "key") & (rows["in_key"] >= 1 - SURE)]
    part = len(certain) / len(chosen)
    money = int(open_["value"].sum())
    quantities = {
        "n": _count(len(chosen)),
        "share": Quantity(float(chosen["value"].sum() / total), "share"),
        "certain": _count(len(certain)),
        "open": _count(len(open_)),
        "near": _count(len(near)),
        "part": Quantity(part, "share"),
        "sure": Quantity(SURE, "share"),
        "draws": _count(enough(rules["class_draws"], len(rows))),
        "window": Quantity(rules["window_months"], "months"),
        "money": Quantity(money, "money", currency=currency),
    }
    if len(open_):
        first = open_.iloc[0]
        quantities["first"] = Quantity(str(first["account_name"]), "text")
        quantities["first_sure"] = Quantity(float(first["in_key"]), "share")
    again = _again(past)
    if again is not None:
        quantities |= {"again": again, "then": _count(_sure_then(past)["customers"].sum())}
        quantities["back"] = Quantity(rules["hold_months"], "months")
    claim = msg(
        "{n} key accounts bring {share} of the revenue of {window} months; for {certain} of them that hardly depends on chance (key in at least {sure} of draws), {open} depend on chance or on where the line is drawn."
    )
    if len(certain) == 1:
        claim = msg(
            "{n} key accounts bring {share} of the revenue of {window} months; for one of them that hardly depends on chance (key in at least {sure} of draws), {open} depend on chance or on where the line is drawn."
        )
    reason = msg(
        "{part} of the key accounts stay key in at least {sure} of {draws} draws that move data and thresholds."
    )
    if money:
        reason = msg("{one} Those that depend on chance bring {money}.", one=reason)
    if again is not None:
        reason = msg(
            "{one} Of the {then} as sure {back} months earlier, {again} ({again:interval}) were key again by what they bought since.",
            one=reason,
        )
    return Finding(
        id="classification.classes.key",
        subject="key accounts",
        period=period,
        claim=claim,
        quantities=quantities,
        confidence=Confidence("high" if part >= 0.75 else "medium" if part >= 0.5 else "low", reason),
        evidence=("table:classes", "table:class_totals", "figure:classes"),
        method=msg("Explicit rules; class in draws of purchases (Bayesian bootstrap) and thresholds"),
        source=RUBIN,
        at_stake=Quantity(money, "money", currency=currency) if money else None,
        action=Action(_key_action(len(certain), len(open_), again, nobody_visits(rules)), 30),
    )


def _sure_then(past) -> pd.DataFrame:
    """Bands of the check on the past of those told to be key as surely as those who are called certain now."""
    return past.bands[past.bands["from_"] >= SURE]


def _again(past) -> Quantity | None:
    """Share of those as sure at the earlier date who were key by what followed; ``None`` where too few were."""
    then = None if past is None else _sure_then(past)
    if then is None or then["customers"].sum() < FEWEST:
        return None
    hits, n = int(then["key"].sum()), int(then["customers"].sum())
    return Quantity(hits / n, "share", *wilson(hits, n))


def _key_action(certain: int, open_: int, again: Quantity | None, mass: bool) -> Message:
    """Owners and plans where people are visited and the class lasts; the best service where nobody is."""
    if certain == 0 and mass:
        return msg("None is key in most draws: serve these {n} alike for now, and look again next quarter.")
    if certain == 0:
        return msg(
            "None is key in most draws: decide the {open} and the {near} just outside one by one, beginning with {first}, the largest of the {open} (key in {first_sure:fine} of draws), before giving out owners and plans."
        )
    if again is not None and again.value < HALF:
        return msg(
            "Fix no owner and no plan for years by this list: of those as sure {back} months earlier {again} were key again. Serve these {n} best for now, and make the list anew each quarter."
        )
    if mass and not open_:
        return msg("Give these {certain} the best service now; their class hardly depends on chance.")
    if mass:
        return msg(
            "Give the best service to the {certain} of whom it hardly depends on chance; give the {open} others nothing that costs much before they are key next quarter too."
        )
    if not open_:
        return msg(
            "Give each of the {certain} one owner and a plan for the account now; their class hardly depends on chance."
        )
    if certain == 1:
        return msg(
            "Give the one that is surely key an owner and a plan for the account now. Decide the {open} others and the {near} just outside one by one, beginning with {first}, the largest of the {open} (key in {first_sure:fine} of draws)."
        )
    return msg(
        "Give each of the {certain} one owner and a plan for the account now. Decide the {open} others and the {near} just outside one by one, beginning with {first}, the largest of the {open} (key in {first_sure:fine} of draws)."
    )


def growth(rows: pd.DataFrame, rules, currency: str, period, past=None, visited: bool = True) -> Finding | None:
    """Accounts that surely grow faster than the firm."""
    chosen, total = rows[rows["class"] == "growth"], rows["value"].clip(lower=0).sum()
    if chosen.empty:
        return None
    first = chosen.iloc[0]
    open_ = rows[(rows["class"] == "general") & (rows["point"] == "growth")]
    held, money = float(chosen["held"].median()), int(chosen["value"].sum())
    quantities = {
        "n": _count(len(chosen)),
        "money": Quantity(money, "money", currency=currency),
        "share": Quantity(float(chosen["value"].sum() / total), "share"),
        "months": Quantity(rules["growth_months"], "months"),
        "first": Quantity(str(first["account_name"]), "text"),
        "ratio": Quantity(float(first["growth"]), "ratio"),
        "unsure": _count(len(open_)),
        "held": Quantity(held, "share"),
        "limit": Quantity(rules["class_sure"], "share"),
    }
    return Finding(
        id="classification.classes.growth",
        subject="growth accounts",
        period=period,
        claim=msg(
            "{n} accounts grow faster than the firm and show it in more than one way; they bring {money}, {share} of revenue so far."
        )
        if len(chosen) > 1
        else msg(
            "One account, {first}, grows faster than the firm and shows it in more than one way; it brings {money}, {share} of revenue so far."
        ),
        quantities=quantities,
        confidence=_growth_sure(held, past, quantities),
        evidence=("table:classes", "figure:classes"),
        method=msg("Explicit signals of growth against a year earlier; class in draws of purchases and thresholds"),
        source=RUBIN,
        at_stake=Quantity(money, "money", currency=currency),
        action=Action(_growth_action(past, nobody_visits(rules), visited), 30),
    )


def _growth_sure(held: float, past, quantities) -> Confidence:
    """High when those so named at the earlier date went on growing; low when they did not."""
    then = None if past is None else past.classes.set_index("class")
    if then is None or "growth" not in then.index or then.loc["growth", "customers"] < 5:
        return Confidence(
            "medium" if held >= 0.9 else "low",
            msg(
                "half of them are growth or key in at least {held} of draws; {unsure} more show the signs, but in fewer than {limit} of draws. Too few were so named before to see whether growth goes on."
            ),
        )
    row = then.loc["growth"]
    quantities["then"] = _count(row["customers"])
    quantities["went_on"] = Quantity(float(row["ratio"]), "ratio", float(row["low"]), float(row["high"]))
    if row["low"] > 1:
        return Confidence(
            "high",
            msg(
                "the {then} so named at the earlier date grew {went_on} times as much as all afterwards ({went_on:interval})."
            ),
        )
    return Confidence(
        "low",
        msg(
            "the {then} so named at the earlier date grew only {went_on} times as much as all afterwards ({went_on:interval}): that somebody grew did not mean growing on."
        ),
    )


def _growth_action(past, mass: bool, visited: bool) -> Message:
    then = None if past is None else past.classes.set_index("class")
    failed = then is not None and "growth" in then.index and not then.loc["growth", "low"] > 1
    if failed and mass:
        return msg(
            "Give them no discounts on the strength of this list; see first whether they still buy as much next quarter, {first} first."
        )
    if failed:
        return msg(
            "Assign them no staff and no discounts on the strength of this list: ask each owner first what the growth is, a project or a new need; {first} first."
        )
    if mass:
        return msg(
            "Send each a message within a month and offer what goes with their purchases; {first} first. Look at the {unsure} unsure ones again next quarter."
        )
    if not visited:
        return msg(
            "Call or write to each within a month and ask what grows there and who else supplies it; {first} first. They bring {money} in all, so let it cost no more than that is worth. Look at the {unsure} unsure ones again next quarter."
        )
    return msg(
        "Visit each within a month and ask what grows there and who else supplies it; {first} first. Look at the {unsure} unsure ones again next quarter."
    )


def let_go(rows: pd.DataFrame, rules, currency: str, period) -> Finding | None:
    """Accounts that cost more than they bring, surely and in both periods."""
    chosen = rows[rows["class"] == "exit"]
    if chosen.empty:
        return None
    first = chosen.sort_values(["contribution", "account"], kind="stable").iloc[0]
    loss, revenue = -int(chosen["contribution"].sum()), int(chosen["revenue"].sum())
    held = float(chosen["held"].median())
    quantities = {
        "n": _count(len(chosen)),
        "revenue": Quantity(revenue, "money", currency=currency),
        "loss": Quantity(loss, "money", currency=currency),
        "first": Quantity(str(first["account_name"]), "text"),
        "first_loss": Quantity(-int(first["contribution"]), "money", currency=currency),
        "held": Quantity(held, "share"),
    }
    return Finding(
        id="classification.classes.exit",
        subject="accounts at a loss",
        period=period,
        claim=msg(
            "{n} accounts cost more than they bring, surely and not for the first time: on {revenue} of revenue {loss} are lost before any fixed cost."
        )
        if len(chosen) > 1
        else msg(
            "One account, {first}, costs more than it brings, surely and not for the first time: on {revenue} of revenue {loss} are lost before any fixed cost."
        ),
        quantities=quantities,
        confidence=Confidence(
            "high" if held >= 0.95 else "medium", msg("half of them are below zero in at least {held} of draws.")
        ),
        evidence=("table:classes", "table:class_totals"),
        method=msg("Contribution: margin less costs of serving; fixed costs stay and so are left out"),
        source=RELEVANT,
        at_stake=Quantity(loss, "money", currency=currency),
        action=Action(
            msg(
                "Offer new terms first (price, minimum order, who pays freight and service), to {first} first; let go who refuses. Nobody who leaves anything above its own costs is on this list, as fixed costs would fall on the others."
            ),
            60,
        ),
    )


def _count(value) -> Quantity:
    return Quantity(int(value), "count")
