"""What the watch list claims, only where a sign has proved itself."""

from __future__ import annotations

from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity

SOURCE = "Buckinx, Van den Poel (2005), European Journal of Operational Research 164(1), 252–268; Newcombe (1998), Statistics in Medicine 17, 873–890"


def all_of(alerts, judged, shown, rules, currency, period) -> tuple[Finding, ...]:
    """One finding when anybody is on the list."""
    if not len(alerts) or alerts["ahead"].sum() <= 0:
        return ()
    proven = judged[judged["proof"] == "proven"]
    best = proven.sort_values(["share", "sign"], ascending=[False, True], kind="stable").iloc[0]
    right, total = int(proven["fell"].sum()), int(proven["alerts"].sum())
    first = alerts.iloc[0]
    top = alerts.head(rules["list_length"])
    ahead = int(alerts["ahead"].sum())
    quantities = {
        "n": Quantity(len(alerts), "count"),
        "of": Quantity(len(shown), "count"),
        "months": Quantity(rules["check_months"], "months"),
        "ahead": Quantity(ahead, "money", currency=currency),
        "false": Quantity(1 - right / total, "share"),
        "others": Quantity(float(best["others_share"]), "share"),
        "best": Quantity(float(best["share"]), "share", float(best["low"]), float(best["high"])),
        "alerts": Quantity(int(best["alerts"]), "count"),
        "more": Quantity(float(best["more"]), "points", float(best["more_low"]), float(best["more_high"])),
        "first": Quantity(str(first["name"]), "text"),
        "top": Quantity(len(top), "count"),
        "top_share": Quantity(float(top["at_risk"].sum()), "share"),
    }
    level = "high" if best["more_low"] >= 0.1 else "medium"
    reason = msg(
        "after the strongest sign {best} fell ({best:interval}, {alerts} cases), without it {others}; the difference is {more:interval}."
    )
    return (
        Finding(
            id="classification.watch.list",
            subject="watch list",
            period=period,
            claim=msg(
                "{n} of {of} buying customers show a sign that came before falls; they bought {ahead} a year ago in the {months} months to come. {false} of such alerts were false."
            ),
            quantities=quantities,
            confidence=Confidence(level, reason),
            evidence=("table:watch", "table:watch_signs", "figure:watch"),
            method=msg(
                "Signs tried at earlier dates with what was known then; share of falls with and without, Newcombe's interval"
            ),
            source=SOURCE,
            at_stake=Quantity(ahead, "money", currency=currency),
            action=Action(
                msg(
                    "Let each owner call the {top} first of the list within two weeks, {first} first: {top_share} of the expected loss is theirs. Note the cause, so that false alarms can be told next time."
                ),
                14,
            ),
        ),
    )
