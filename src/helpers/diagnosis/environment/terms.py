"""Words of the surroundings: titles of tables and columns, fields, forces, measures."""

from __future__ import annotations

from helpers.diagnosis.frames import interval
from helpers.language import Message, msg
from helpers.station import Column

FIELDS: dict[str, Message] = {
    "political": msg("Political"),
    "economic": msg("Economic"),
    "social": msg("Social"),
    "technological": msg("Technological"),
}
DIRECTIONS: dict[str, Message] = {"threat": msg("threat"), "opportunity": msg("opportunity")}
#: How soon a change is expected, soonest first.
HORIZONS: dict[str, Message] = {
    "year": msg("within a year"),
    "three": msg("in one to three years"),
    "later": msg("in more than three years"),
}
FORCES: dict[str, Message] = {
    "rivalry": msg("Rivalry"),
    "entrants": msg("New entrants"),
    "substitutes": msg("Substitutes"),
    "suppliers": msg("Suppliers"),
    "buyers": msg("Buyers"),
}
MEASURES: dict[str, Message] = {
    "hhi": msg("Concentration of customers (HHI)"),
    "left": msg("Revenue of customers who left within a year"),
    "lost": msg("Projects decided within a year that were lost"),
}
#: How each measure is written.
UNITS = {"hhi": "number", "left": "share", "lost": "share"}
SIDES: dict[str, Message] = {
    "agree": msg("data and raters agree"),
    "under": msg("raters say weak, data say strong"),
    "over": msg("raters say strong, data say weak"),
    "silent": msg("not judged"),
}
TRUST: dict[str, Message] = {
    "sure": msg("its direction is certain"),
    "open": msg("may be zero"),
    "split": msg("raters disagree on the direction"),
    "one": msg("one rater only"),
}
PARTS: dict[str, Message] = {
    "rerated": msg("re-rated"),
    "evidence": msg("new evidence"),
    "reweighted": msg("re-weighted"),
}
#: The same of changes outside, whose impact is judged and whose weight is how likely they are.
OUTSIDE: dict[str, Message] = {
    "rerated": msg("impact re-rated"),
    "evidence": msg("new evidence"),
    "reweighted": msg("likelihood changed"),
}

SPECS: dict[str, dict[str, Column]] = {
    "pest": {
        "domain_name": Column(msg("Field"), "text"),
        "factor": Column(msg("Factor"), "text"),
        "direction_name": Column(msg("Direction"), "text"),
        "raters": Column(msg("Raters"), "count"),
        "impact": Column(msg("Impact (one to five)"), "number"),
        "probability": Column(msg("Probability"), "share"),
        "mean": Column(msg("Expected impact (minus five to five)"), "ratio"),
        **interval("ratio"),
        "spread": Column(msg("Raters lie apart by"), "ratio"),
        "trust": Column(msg("How sure the direction is"), "text"),
        "horizon_name": Column(msg("How soon"), "text"),
        "evidence": Column(msg("Evidence"), "text"),
        "domain": Column(msg("Field (code)"), "id"),
        "direction": Column(msg("Direction (code)"), "id"),
    },
    "pest_fields": {
        "domain_name": Column(msg("Field"), "text"),
        "direction_name": Column(msg("Direction"), "text"),
        "factors": Column(msg("Factors"), "count"),
        "mean": Column(msg("Mean strength (nought to five)"), "ratio"),
        "domain": Column(msg("Field (code)"), "id"),
        "direction": Column(msg("Direction (code)"), "id"),
    },
    "force_drivers": {
        "force_name": Column(msg("Force"), "text"),
        "driver": Column(msg("Driver"), "text"),
        "raters": Column(msg("Raters"), "count"),
        "mean": Column(msg("Pressure (one to five)"), "ratio"),
        **interval("ratio"),
        "spread": Column(msg("Raters lie apart by"), "ratio"),
        "share": Column(msg("Weight within the force"), "share"),
        "evidence": Column(msg("Evidence"), "text"),
        "force": Column(msg("Force (code)"), "id"),
    },
    "forces": {
        "force_name": Column(msg("Force"), "text"),
        "drivers": Column(msg("Drivers"), "count"),
        "raters": Column(msg("Raters"), "count"),
        "mean": Column(msg("Pressure (one to five)"), "ratio"),
        **interval("ratio"),
        "weight": Column(msg("Weight"), "number"),
        "force": Column(msg("Force (code)"), "id"),
    },
    "forces_measured": {
        "force_name": Column(msg("Force"), "text"),
        "measure_name": Column(msg("Measured from data"), "text"),
        "shown": Column(msg("Value"), "text"),
        **interval("text", "shown"),
        "cases": Column(msg("Cases"), "count"),
        "shown_limit": Column(msg("Strong from"), "text"),
        "judged": Column(msg("Raters' pressure (one to five)"), "ratio"),
        "side": Column(msg("Data against raters"), "text"),
        "force": Column(msg("Force (code)"), "id"),
        "measure": Column(msg("Measure (code)"), "id"),
        "value": Column(msg("Value (number)"), "number"),
        "value_low": Column(msg("from (number)"), "number"),
        "value_high": Column(msg("to (number)"), "number"),
    },
    "judged_change": {
        "object_name": Column(msg("Surroundings"), "text"),
        "before": Column(msg("At the earlier date"), "ratio"),
        "rerated": Column(msg("re-rated"), "ratio"),
        "evidence": Column(msg("new evidence"), "ratio"),
        "reweighted": Column(msg("re-weighted (outside changes: likelihood changed)"), "ratio"),
        "now": Column(msg("At the later date"), "ratio"),
        "reach": Column(msg("Chance alone moves it by"), "ratio"),
        "object": Column(msg("Code"), "id"),
    },
    "judged_agreement": {
        "object_name": Column(msg("Surroundings"), "text"),
        "objects": Column(msg("Objects judged by all"), "count"),
        "raters": Column(msg("Raters"), "count"),
        "icc": Column(msg("Agreement of single raters (ICC)"), "ratio"),
        **interval("ratio"),
        "object": Column(msg("Code"), "id"),
    },
}
TITLES: dict[str, Message] = {
    "pest": msg("Outside changes by expected impact"),
    "pest_fields": msg("Opportunities and threats by field"),
    "force_drivers": msg("Drivers of the five forces"),
    "forces": msg("Pressure of the five forces"),
    "forces_measured": msg("What data measure of the forces"),
    "judged_change": msg("Why the judgement of the surroundings changed"),
    "judged_agreement": msg("Whether raters agree on the surroundings"),
}
