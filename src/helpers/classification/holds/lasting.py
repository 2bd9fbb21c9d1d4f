"""What is claimed of how long classes last."""

from __future__ import annotations

import pandas as pd

from helpers.classification.classes.effort import nobody_visits
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity

#: Fewest customers of a class from which its turnover is told.
FEWEST = 5
#: Part of the key customers that must stay key for a plan of a year.
HALF = 0.5


def finding(lasted: pd.DataFrame, rules, period) -> Finding | None:
    """How many key and growth customers of the earlier day are so still; none where key customers were too few."""
    rows = lasted.set_index("class")
    told = [name for name in ("key", "growth") if name in rows.index and rows.loc[name, "customers"] >= FEWEST]
    if "key" not in told:
        return None
    quantities = {"months": Quantity(rules["hold_months"], "months")}
    for name in told:
        row = rows.loc[name]
        quantities[f"{name}_then"] = Quantity(int(row["customers"]), "count")
        quantities[f"{name}_kept"] = Quantity(float(row["share"]), "share", float(row["low"]), float(row["high"]))
    both = "growth" in told
    short = both and rows.loc["growth", "high"] < rows.loc["key", "low"]
    return Finding(
        id="classification.holds.lasting",
        subject="check on the past",
        period=period,
        claim=msg(
            "Of the {key_then} key customers of {months} months ago {key_kept} are key today; of the {growth_then} growth customers {growth_kept} are growth or key today."
        )
        if both
        else msg("Of the {key_then} key customers of {months} months ago {key_kept} are key today."),
        quantities=quantities,
        confidence=Confidence(
            "high" if min(rows.loc[name, "customers"] for name in told) >= 30 else "medium",
            msg("counted, not estimated; as a rate for the next year: {key_kept:interval} and {growth_kept:interval}.")
            if both
            else msg("counted, not estimated; as a rate for the next year: {key_kept:interval}."),
        ),
        evidence=("table:holds_moves",),
        method=msg("Classes of the earlier day, by the same rules, against those of today"),
        source="Anderson, Goodman (1957), The Annals of Mathematical Statistics 28(1), 89–110; Wilson (1927), JASA 22, 209–212",
        action=Action(
            msg(
                "Plan by the quarter and not by the year: of the key customers {key_kept} were still key after {months} months. Make the classes anew each quarter."
            )
            if rows.loc["key", "share"] < HALF
            else msg(
                "Rely for a year on the key class only. The growth class says who is growing now and changes within the year: make its list anew each quarter."
            )
            if short and nobody_visits(rules)
            else msg(
                "Assign staff for years to the key class only. The growth class says who is growing now and changes within the year: give it visits, not posts, and make the list anew each quarter."
            )
            if short
            else msg("Plan the year by the classes, and make them anew each quarter."),
            60,
        ),
    )
