"""What the watch list claims, only where a sign has proved itself."""

from __future__ import annotations

from dataclasses import replace

from helpers.classification.classes.effort import nobody_visits
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity, compared

SOURCE = "Buckinx, Van den Poel (2005), European Journal of Operational Research 164(1), 252–268; Newcombe (1998), Statistics in Medicine 17, 873–890"


def all_of(alerts, judged, shown, rules, currency, period) -> tuple[Finding, ...]:
    """One finding when anybody is on the list."""
    if not len(alerts) or alerts["ahead"].sum() <= 0:
        return ()
    proven = judged[judged["proof"] == "proven"]
    best = proven.sort_values(["share", "sign"], ascending=[False, True], kind="stable").iloc[0]
    counts = proven[["fell", "alerts", "others_fell", "others"]].sum()
    mass = nobody_visits(rules)
    first, top = alerts.iloc[0], alerts.head(rules["growth_capacity" if mass else "list_length"])
    ahead = int(alerts["ahead"].sum())
    quantities = {
        "n": Quantity(len(alerts), "count"),
        "of": Quantity(len(shown), "count"),
        "months": Quantity(rules["check_months"], "months"),
        "ahead": Quantity(ahead, "money", currency=currency),
        "fall": Quantity(rules["watch_fall"], "share"),
        "right": Quantity(float(counts["fell"] / counts["alerts"]), "share"),
        "others": Quantity(float(counts["others_fell"] / counts["others"]), "share"),
        "without": Quantity(float(best["others_share"]), "share"),
        "best": Quantity(float(best["share"]), "share", float(best["low"]), float(best["high"])),
        "alerts": Quantity(int(best["alerts"]), "count"),
        "more": Quantity(float(best["more"]), "points", float(best["more_low"]), float(best["more_high"])),
        "first": Quantity(str(first["name"]), "text"),
        "top": Quantity(len(top), "count"),
        "top_share": Quantity(float(top["at_risk"].sum()), "share"),
    }
    quantities["right"], quantities["others"] = compared(quantities["right"], quantities["others"])
    # the two parts of a whole are read together: they add up as written
    quantities["false"] = replace(quantities["right"], value=1 - quantities["right"].value)
    quantities["best"], quantities["without"] = compared(quantities["best"], quantities["without"])
    level = "high" if best["more_low"] >= 0.1 else "medium"
    reason = msg(
        "after the strongest sign {best} fell ({best:interval}, {alerts} cases), without it {without}; the difference is {more:interval}. In the {months} months a year before those to come these {n} bought {ahead}; not all of it would be lost."
    )
    return (
        Finding(
            id="classification.watch.list",
            subject="watch list",
            period=period,
            claim=msg(
                "{n} of {of} buying customers show a sign of falling below {fall} of what they bought a year before: of those who showed one earlier {right} did, so {false} were false alarms; of the others {others} fell too."
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
                    "Send the {top} first of the list a message within two weeks, {first} first: {top_share} of the expected loss is theirs. Note who buys again, so that there are fewer false alarms next time."
                )
                if mass
                else msg(
                    "Have the {top} first of the list called within two weeks, {first} first: {top_share} of the expected loss is theirs. Note the cause, so that there are fewer false alarms next time."
                ),
                14,
            ),
        ),
    )
