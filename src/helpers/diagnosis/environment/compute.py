"""The surroundings, from a company and rules: composes the steps and computes nothing itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from helpers.diagnosis.environment import agreement, change, forces, judged, measured, pest
from helpers.station import Outcome

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules

OBJECTS = {"pest": ["domain", "factor"], "five_forces": ["force", "driver"]}


@dataclass(frozen=True)
class Surroundings:
    """Results of all steps; a table that the folder lacks leaves its frames empty.

    Attributes
    ----------
    counted
        Judgements that count, by table; ``before`` the same as they stood ``rules["judged_months"]`` months earlier.
    changes
        ``what, before, now`` and the parts of :func:`helpers.diagnosis.environment.change.split`, by field or force.
    agreements
        By table, as far as it can be told.
    """

    rules: Rules
    as_of: dt.date
    then: dt.date
    counted: dict[str, judged.Judged]
    before: dict[str, judged.Judged]
    factors: pd.DataFrame
    fields: pd.DataFrame
    drivers: pd.DataFrame
    forces: pd.DataFrame
    attractive: tuple[float, float, float] | None
    measures: pd.DataFrame
    changes: pd.DataFrame
    agreements: dict[str, agreement.Agreement | None] = field(default_factory=dict)

    def has(self, table: str) -> bool:
        """Whether any judgement of that table counts."""
        return table in self.counted and len(self.counted[table].rows) > 0


def compute(company: Company, rules: Rules) -> Outcome:
    """Tables, findings, assumptions and warnings of the surroundings."""
    from helpers.diagnosis.environment import findings, remarks, tables

    found = steps(company, rules)
    shown = tables.tables(found)
    return Outcome(shown, findings.all_of(found), remarks.assumptions(found), remarks.warnings(found, company))


def steps(company: Company, rules: Rules) -> Surroundings:
    """Results of all steps, in the order of the lesson."""
    from helpers.company.ledger import purchases

    then = (pd.Timestamp(company.date) - pd.DateOffset(months=rules["judged_months"])).date()
    counted, before = {}, {}
    for name, by in OBJECTS.items():
        if not company.has(name):
            continue
        frame = company.table(name)
        floor = rules["worst_source"], rules["worst_credibility"]
        counted[name] = judged.latest(frame, by, *floor)
        before[name] = judged.latest(frame[frame["date"] <= pd.Timestamp(then)], by, *floor)
    rows = {name: part.rows for name, part in counted.items() if len(part.rows)}
    factors = (
        pest.factors(rows["pest"])
        if "pest" in rows
        else pd.DataFrame(columns=["domain", "factor", "direction", "mean"])
    )
    drivers = (
        forces.drivers(rows["five_forces"]) if "five_forces" in rows else pd.DataFrame(columns=["force", "driver"])
    )
    pressed = (
        forces.intensity(rows["five_forces"], drivers)
        if "five_forces" in rows
        else pd.DataFrame(columns=["force", "mean"])
    )
    weights = {name: rules[f"weight_{name}"] for name in forces.FORCES}
    agreed = {}
    for name, value in (("pest", "expected"), ("five_forces", "score")):
        if name in rows:
            # strength only: that all call a threat a threat says little of whether they judge alike
            frame = (
                pest.signed(rows[name]).assign(expected=lambda f: f["expected"].abs()) if name == "pest" else rows[name]
            )
            agreed[name] = agreement.agree(frame.astype({value: "float64"}), OBJECTS[name], value)
    return Surroundings(
        rules=rules,
        as_of=company.date,
        then=then,
        counted=counted,
        before=before,
        factors=factors,
        fields=pest.fields(factors)
        if len(factors)
        else pd.DataFrame(columns=["domain", "direction", "factors", "mean"]),
        drivers=drivers,
        forces=pressed,
        attractive=forces.attractiveness(pressed, weights) if len(pressed) else None,
        measures=measured.measure(company, purchases(company), rules),
        changes=changes(before, counted),
        agreements=agreed,
    )


def changes(before: dict[str, judged.Judged], now: dict[str, judged.Judged]) -> pd.DataFrame:
    """Each field's and force's index at both dates and why it changed; only where it was judged at both.

    Returns
    -------
    DataFrame
        ``object, before, rerated, evidence, reweighted, now, reach``, fields first, in their usual order; ``reach`` is
        how far the index may move by the raters' scatter alone (:func:`helpers.diagnosis.environment.change.reach`).
    """
    columns = ["object", "before", *change.STEPS, "now", "reach"]
    found = []
    for name, key, names, index in (
        ("pest", "domain", pest.FIELDS, change.expected_index),
        ("five_forces", "force", forces.FORCES, change.force_index),
    ):
        if name not in now:
            continue
        old, new = scored(name, before[name].rows), scored(name, now[name].rows)
        kind = "product" if name == "pest" else "mean"
        reach = change.reach(old, new, key, OBJECTS[name][1], kind, len(pest.FIELDS) + len(forces.FORCES))
        for code in names:
            sides = [frame[frame[key] == code].drop(columns=key) for frame in (old, new)]
            if any(side.empty for side in sides):
                continue
            by = OBJECTS[name][1]
            parts = change.split(*sides, by, index)
            before_, now_ = (change.value(side, by, index) for side in sides)
            found.append({"object": code, "before": before_, **parts, "now": now_, "reach": reach.get(code)})
    return pd.DataFrame(found, columns=columns).astype({"reach": "float64"})


def scored(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """``score`` and ``weight`` of judged rows: signed impact and probability, or pressure and its weight."""
    if name == "pest":
        sign = (rows["direction"] == "opportunity").map({True: 1.0, False: -1.0})
        score, weight = sign * rows["impact"].astype("float64"), rows["probability"].astype("float64") / 100
    else:
        score = rows["score"].astype("float64")
        weight = rows["weight"].astype("float64").fillna(forces.USUAL_WEIGHT)
    kept = [*OBJECTS[name], "rater", "evidence"]
    return rows[kept].assign(score=score, weight=weight)
