"""Result tables of the surroundings; each always there, without data with its columns and no rows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.diagnosis.environment.compute import Surroundings
from helpers.diagnosis.environment.terms import (
    DIRECTIONS,
    FIELDS,
    FORCES,
    HORIZONS,
    MEASURES,
    SIDES,
    SPECS,
    TITLES,
    TRUST,
    UNITS,
)
from helpers.language import msg
from helpers.quantity import Quantity
from helpers.show import word
from helpers.station import ResultTable, settled

#: Raters call a force strong from the middle of the scale on.
MIDDLE = 3.0


def tables(found: Surroundings) -> dict[str, ResultTable]:
    """All tables of the part."""
    frames = {
        "pest": _pest(found),
        "pest_fields": _named(found.fields, domain=FIELDS, direction=DIRECTIONS),
        "force_drivers": _named(_with_evidence(found, "five_forces", found.drivers), force=FORCES),
        "forces": _forces(found),
        "forces_measured": _measured(found),
        "judged_change": found.changes.assign(object_name=[word(_subject(code)) for code in found.changes["object"]]),
        "judged_agreement": _agreement(found),
    }
    return {name: settled(TITLES[name], SPECS[name], frame) for name, frame in frames.items()}


def _named(frame: pd.DataFrame, **words) -> pd.DataFrame:
    return frame.assign(
        **{f"{name}_name": frame[name].map({k: word(w) for k, w in known.items()}) for name, known in words.items()}
    )


def _with_evidence(found: Surroundings, table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """With what the judgements rest on: each rater's evidence, distinct, in the order of raters."""
    if not len(frame):
        return frame
    by = list(frame.columns[:2])
    rows = found.counted[table].rows
    told = (
        rows.dropna(subset=["evidence"])
        .groupby(by, sort=True)["evidence"]
        .agg(lambda texts: "；".join(dict.fromkeys(texts)))
    )
    return frame.merge(told.reset_index(), on=by, how="left")


def _pest(found: Surroundings) -> pd.DataFrame:
    frame = _with_evidence(found, "pest", found.factors)
    if not len(frame):
        return frame
    trust = np.select([frame["split"], frame["raters"] < 2, frame["sure"]], ["split", "one", "sure"], "open")
    frame = frame.assign(horizon_name=_soon(found, frame))
    frame = frame.assign(trust=pd.Series(trust).map({name: word(text) for name, text in TRUST.items()}))
    return _named(frame, domain=FIELDS, direction=DIRECTIONS)


def _soon(found: Surroundings, frame: pd.DataFrame) -> list[str | None]:
    """The horizon that most raters name of each factor, the sooner of two named as often; missing where nobody named one."""
    by, rows = ["domain", "factor"], found.counted["pest"].rows
    if "horizon" not in rows:
        return [None] * len(frame)
    named = rows.dropna(subset=["horizon"])
    named = named.assign(place=named["horizon"].map({name: place for place, name in enumerate(HORIZONS)}))
    counts = named.groupby([*by, "place"]).size().rename("count").reset_index()
    first = counts.sort_values(["count", "place"], ascending=[False, True], kind="stable").drop_duplicates(by)
    of = {(row.domain, row.factor): word(list(HORIZONS.values())[int(row.place)]) for row in first.itertuples()}
    return [of.get(key) for key in zip(frame["domain"], frame["factor"], strict=True)]


def _forces(found: Surroundings) -> pd.DataFrame:
    if not len(found.forces):
        return found.forces
    weights = {name: found.rules[f"weight_{name}"] for name in FORCES}
    return _named(found.forces.assign(weight=found.forces["force"].map(weights)), force=FORCES)


def side(strong: bool, judged: float) -> str:
    """Whether data and raters say the same of a force."""
    if np.isnan(judged):
        return "silent"
    if strong == (judged >= MIDDLE):
        return "agree"
    return "under" if strong else "over"


def _measured(found: Surroundings) -> pd.DataFrame:
    frame = found.measures
    if not len(frame):
        return frame
    judged = found.forces.set_index("force")["mean"] if len(found.forces) else pd.Series(dtype="float64")
    frame = frame.assign(judged=frame["force"].map(judged).astype("float64"))
    for shown, value in (("shown", "value"), ("shown_low", "low"), ("shown_high", "high"), ("shown_limit", "limit")):
        frame[shown] = [
            word(msg("{value}", value=Quantity(round(float(number), 6), UNITS[name])))
            for name, number in zip(frame["measure"], frame[value], strict=True)
        ]
    frame["side"] = [
        word(SIDES[side(strong, value)]) for strong, value in zip(frame["strong"], frame["judged"], strict=True)
    ]
    return _named(frame, force=FORCES, measure=MEASURES).rename(columns={"low": "value_low", "high": "value_high"})


def _subject(code: str):
    return (FIELDS | FORCES)[code]


def _agreement(found: Surroundings) -> pd.DataFrame:
    what = {"pest": msg("Surroundings (PEST)"), "five_forces": msg("Five forces")}
    rows = [
        {
            "object_name": word(what[name]),
            "objects": value.objects,
            "raters": value.raters,
            "icc": value.value,
            "low": value.low,
            "high": value.high,
            "object": name,
        }
        for name, value in found.agreements.items()
        if value is not None
    ]
    return pd.DataFrame(rows, columns=list(SPECS["judged_agreement"]))
