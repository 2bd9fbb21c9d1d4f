"""What the check on the past claims; plainly, also when ours is no better."""

from __future__ import annotations

from helpers.classification.holds import lasting
from helpers.classification.holds.capture import SMALL, verdict
from helpers.classification.holds.compute import Check
from helpers.finding import Action, Confidence, Finding
from helpers.language import Message, msg
from helpers.quantity import Quantity, compared

SOURCE = (
    "Berry, Linoff (2004), Data Mining Techniques, Wiley, ch. 3; Rubin (1981), The Annals of Statistics 9(1), 130–134"
)
METHOD = msg(
    "Classes of an earlier date from what was known then; share of what followed, at equal effort; bootstrap over customers"
)

PLAIN = {
    "alike": msg(
        "Tried on the past, our {n} key and growth customers and the {n} largest by revenue are the same, so the past cannot tell which way chooses better; they brought {ours} of what all customers of that date bought in the {months} months after."
    ),
    "better": msg(
        "Tried on the past, our {n} key and growth customers brought {ours} of what all customers of that date bought in the {months} months after, {by} more than as many chosen by plain revenue."
    ),
    "same": msg(
        "Tried on the past, our list is no better than plain revenue: {n} customers chosen by our classes brought {ours} of what all customers of that date bought in the {months} months after, as many chosen by revenue {other}."
    ),
    "worse": msg(
        "Tried on the past, plain revenue chooses better: {n} customers chosen by our classes brought {ours} of what all customers of that date bought in the {months} months after, as many chosen by revenue {by} more."
    ),
}
GRADES = {
    "alike": msg(
        "The grades kept until now name the same {n} customers as our classes, so the past cannot tell which of the two chooses better; they brought {ours} of what all customers of that date bought in the {months} months after."
    ),
    "better": msg(
        "The grades kept until now captured {gap} less revenue than our classes: with equal effort on {n} customers they captured {other} of what all customers of that date bought in the {months} months after, our classes {ours}, plain revenue {plain}."
    ),
    "same": msg(
        "The grades kept until now do as well as our classes: with equal effort on {n} customers they captured {other} of what all customers of that date bought in the {months} months after, our classes {ours}."
    ),
    "worse": msg(
        "The grades kept until now choose better than our classes: with equal effort on {n} customers they captured {other} of what all customers of that date bought in the {months} months after, our classes {ours}."
    ),
}
DO = {
    "revenue": {
        "better": msg("Use the classes to assign time and staff; try them again on the past each year."),
        "same": msg(
            "For who matters today the plain list by revenue is enough; use the classes for what revenue does not say: {added}."
        ),
        "worse": msg(
            "Assign time and staff by revenue for now, and change the rules of the classes before using them."
        ),
    },
    "grades": {
        "plain_same": msg(
            "Stop assigning time and staff by these grades; a plain list by revenue does it as well as our classes, so begin with that one. What the classes add: {added}. Go through with each salesperson the customers whose grade says otherwise."
        ),
        "plain_worse": msg(
            "Stop assigning time and staff by these grades; a plain list by revenue did better than our classes too, so begin with that one. What the classes add: {added}. Go through with each salesperson the customers whose grade says otherwise."
        ),
        "better": msg(
            "Assign time and staff by the classes, and go through with each salesperson the customers whose grade says otherwise."
        ),
        "same": msg("Keep the grades; use the classes where grade and class differ, as questions to the salesperson."),
        "worse": msg("Keep the grades, and ask what salespersons know that the data do not say."),
    },
}
#: What the classes say beside revenue, without and with somebody in the class to let go.
ADDED = {
    False: msg("how sure each name is, and why"),
    True: msg("how sure each name is, who is at a loss, and why"),
}


def all_of(check: Check | None, lasted, rules, currency: str, period, at_loss: bool = False) -> tuple[Finding, ...]:
    """One finding against plain revenue, one against the kept grades where there are any, one on how long classes last.

    Parameters
    ----------
    lasted
        As of :func:`helpers.classification.holds.moves.moves`.
    at_loss
        Whether anybody is in the class to let go today.
    """
    if check is None:
        return ()
    made = [_against(check, rival, rules, currency, period, at_loss) for rival in ("revenue", "grades")]
    made.append(lasting.finding(lasted, rules, period))
    return tuple(found for found in made if found)


def _against(check: Check, rival: str, rules, currency: str, period, at_loss: bool) -> Finding | None:
    rows = check.captured[check.captured["outcome"] == "money"].set_index("method")
    if rival not in rows.index:
        return None
    ours, other = rows.loc["ours"], rows.loc[rival]
    said = str(other["verdict"])
    later = int(check.people["after"].clip(lower=0).sum())
    stake = round(abs(other["ahead"]) * later)
    quantities = {
        "n": Quantity(int(other["chosen"]), "count"),
        "months": Quantity(rules["hold_months"], "months"),
        "ours": Quantity(float(ours["share"]), "share", float(ours["low"]), float(ours["high"])),
        "other": Quantity(float(other["share"]), "share", float(other["low"]), float(other["high"])),
        "ahead": Quantity(float(other["ahead"]), "points", float(other["ahead_low"]), float(other["ahead_high"])),
        "lift": Quantity(float(ours["lift"]), "ratio"),
    }
    quantities["by"] = Quantity(abs(float(other["ahead"])), "points")
    none = said in ("same", "alike")
    if not none:
        quantities["gap"] = Quantity(stake, "money", currency=currency)
    if rival == "grades":
        quantities["plain"] = Quantity(float(rows.loc["revenue", "share"]), "share")
    beside = [name for name in ("ours", "other", "plain") if name in quantities]
    quantities |= dict(zip(beside, compared(*(quantities[name] for name in beside)), strict=True))
    wide = float(other["ahead_high"] - other["ahead_low"])
    if said == "alike":
        sure = Confidence("low", msg("both ways chose the same customers: that they do equally well is no test."))
    elif said == "same" and verdict(other["ahead_low"], other["ahead_high"]) != "same":
        quantities["small"] = Quantity(SMALL, "points")
        sure = Confidence(
            "high",
            msg(
                "the difference is {ahead}, {ahead:interval} by resampling customers: not chance, but below {small}, for which nobody would change a list."
            ),
        )
    elif said != "same":
        sure = Confidence(
            "high",
            msg(
                "the difference is {ahead}, {ahead:interval} by resampling customers, which leaves out zero. These customers bought all the same: {gap} is what one list leaves out, not what would be lost."
            ),
        )
    elif wide <= 0.05:
        sure = Confidence(
            "high", msg("the difference is {ahead}, {ahead:interval} by resampling customers: small and around zero.")
        )
    else:
        sure = Confidence(
            "medium", msg("the difference is {ahead}, {ahead:interval} by resampling customers: too wide to tell.")
        )
    return Finding(
        id=f"classification.holds.{rival}",
        subject="check on the past",
        period=period,
        claim=(PLAIN if rival == "revenue" else GRADES)[said],
        quantities=quantities,
        confidence=sure,
        evidence=("table:holds", "table:holds_classes", "figure:holds"),
        method=METHOD,
        source=SOURCE,
        at_stake=None if none else quantities["gap"],
        action=Action(_advice(check, rival, said, quantities, at_loss), 60),
    )


def _advice(check: Check, rival: str, said: str, quantities, at_loss: bool):
    """What to do; names the growth class where it is what the list lost by."""
    growth = check.classes[check.classes["class"] == "growth"]
    if said == "alike":  # what each list is worth is not known, so nobody is told to give one up
        return _with(DO[rival]["same"], at_loss)
    if rival == "revenue" and said != "better" and len(growth) and growth["high"].iloc[0] < 1:
        quantities["places"] = Quantity(int(growth["customers"].iloc[0]), "count")
        quantities["went_on"] = Quantity(
            float(growth["ratio"].iloc[0]), "ratio", float(growth["low"].iloc[0]), float(growth["high"].iloc[0])
        )
        return msg(
            "Fill the places of the growth class by revenue instead: the {places} so named {months} months earlier grew only {went_on} times as much as all afterwards. Use the key class for how sure each name is."
        )
    if rival == "grades" and said == "better":
        plain = check.captured[(check.captured["outcome"] == "money") & (check.captured["method"] == "revenue")]
        if len(plain) and plain["verdict"].iloc[0] != "better":  # what the board reads of plain revenue must not differ
            did = "worse" if plain["verdict"].iloc[0] == "worse" else "same"
            return _with(DO[rival][f"plain_{did}"], at_loss)
    return _with(DO[rival][said], at_loss)


def _with(advice: Message, at_loss: bool) -> Message:
    """The advice with what the classes add, where it tells of it."""
    return Message(advice.msgid, {"added": ADDED[at_loss]}) if "{added}" in advice.msgid else advice
