"""What is claimed of the visits that the rules plan, against those made."""

from __future__ import annotations

import pandas as pd

from helpers.classification.classes.terms import CLASSES
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity

#: A plan is told of that asks for so many times the visits made.
TIMES = 1.5


def finding(visits: pd.DataFrame, period) -> Finding | None:
    """A plan that asks for far more visits than were made; none without records.

    Parameters
    ----------
    visits
        As of :func:`helpers.classification.classes.effort.table`.
    """
    if visits.empty or visits["visits"].isna().any():
        return None
    made, planned = int(visits["visits"].sum()), float(visits["planned"].sum())
    if made <= 0 or planned < TIMES * made:
        return None
    most = visits.sort_values(["planned", "class"], ascending=[False, True], kind="stable").iloc[0]
    takes = float(visits["planned_hours"].sum())
    # as the table shows them; where nobody wrote hours down, visits made took as long as planned ones
    spent = float(visits["hours"].sum()) if visits["hours"].notna().all() else takes * made / planned
    quantities = {
        "planned": Quantity(planned, "count"),
        "made": Quantity(made, "count"),
        "times": Quantity(planned / made, "number"),
        "most": Quantity(float(most["planned"]), "count"),
        "n": Quantity(int(most["accounts"]), "count"),
        "each": Quantity(float(most["planned_each"]), "number"),
        "hours": Quantity(round(takes - spent), "count"),
    }
    return Finding(
        id="classification.classes.visits",
        subject="visits",
        period=period,
        claim=msg(
            "The rules plan {planned} visits a year, {made} were made: {times} times as many. The class “{name}” alone takes {most} of them, {each} a year for each of {n}.",
            name=CLASSES[str(most["class"])],
        ),
        quantities=quantities,
        confidence=Confidence(
            "medium", msg("counted; visits that nobody wrote down are not among the {made}, so ask before cutting.")
        ),
        evidence=("table:class_visits",),
        method=msg("Visits and meetings written down in the last twelve months against accounts × visits of the rules"),
        source="Zoltners, Sinha, Lorimer (2004), Sales Force Design for Strategic Advantage, Palgrave Macmillan",
        action=Action(
            msg(
                "Before any list is given out, bring plan and team together: the plan takes {hours} hours more a year. Cut the visits of “{name}” first, or serve part of it by telephone, before anybody is hired.",
                name=CLASSES[str(most["class"])],
            ),
            60,
        ),
    )
