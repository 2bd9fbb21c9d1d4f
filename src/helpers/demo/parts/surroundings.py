"""The surroundings as managers judge them: PEST factors and drivers of the five forces, at two dates."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.parts.judges import Judge

LOW, HIGH, USUAL = 1, 5, 3.0
#: How far a rater's probability lies off, in points, and the step it is given in.
OFF, STEP = 12.0, 5


@dataclass(frozen=True)
class Later:
    """What is true of a factor or driver at the second date: only what changed is given.

    ``evidence`` given means that there is something new to go by; else raters only changed their minds.
    """

    level: float | None = None
    chance: float | None = None
    evidence: str = ""


@dataclass(frozen=True)
class Change:
    """One outside change: ``impact`` on the scale of 1 to 5, ``chance`` in per cent."""

    domain: str
    factor: str
    direction: str
    impact: float
    chance: float
    horizon: str
    evidence: str
    later: Later = field(default_factory=Later)


@dataclass(frozen=True)
class Driver:
    """One driver of a force: ``pressure`` and ``weight`` on the scale of 1 to 5."""

    force: str
    driver: str
    pressure: float
    weight: int
    evidence: str
    later: Later = field(default_factory=Later)
    later_weight: int | None = None


@dataclass(frozen=True)
class Surroundings(Part):
    """Judgements of the surroundings; in the twin nothing changed between the two dates.

    Attributes
    ----------
    changes, drivers
        What is true.
    judges
        Raters; each judges everything at both dates.
    judged_on
        The two days.
    """

    name: ClassVar[str] = "surroundings"

    changes: tuple[Change, ...]
    drivers: tuple[Driver, ...]
    judges: tuple[Judge, ...]
    judged_on: tuple[str, str] = ("2024-12-18", "2025-12-16")

    def quiet(self) -> Surroundings:
        return replace(
            self,
            changes=tuple(replace(one, later=Later()) for one in self.changes),
            drivers=tuple(replace(one, later=Later(), later_weight=None) for one in self.drivers),
        )

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        firm.frames["pest"] = pd.concat(
            [self._changes(judge, late, chance) for late in (False, True) for judge in self.judges], ignore_index=True
        )
        firm.frames["five_forces"] = pd.concat(
            [self._drivers(judge, late, chance) for late in (False, True) for judge in self.judges], ignore_index=True
        )
        firm.truth[self.name] = {
            "expected": {one.factor: [self._expected(one, late) for late in (False, True)] for one in self.changes},
            "pressure": {one.driver: [one.pressure, _or(one.later.level, one.pressure)] for one in self.drivers},
            "new_evidence": sorted(
                [one.factor for one in self.changes if one.later.evidence]
                + [one.driver for one in self.drivers if one.later.evidence]
            ),
        }

    @staticmethod
    def _expected(one: Change, late: bool) -> float:
        impact = _or(one.later.level, one.impact) if late else one.impact
        likely = _or(one.later.chance, one.chance) if late else one.chance
        return round((-1 if one.direction == "threat" else 1) * impact * likely / 100, 3)

    def _changes(self, judge: Judge, late: bool, chance: np.random.Generator) -> pd.DataFrame:
        listed = self.changes
        impact = np.array([_or(one.later.level, one.impact) if late else one.impact for one in listed], dtype=float)
        likely = np.array([_or(one.later.chance, one.chance) if late else one.chance for one in listed], dtype=float)
        felt = likely + OFF * judge.noise * chance.standard_normal(len(listed))
        frame = pd.DataFrame(
            {
                "domain": [one.domain for one in listed],
                "factor": [one.factor for one in listed],
                "direction": [one.direction for one in listed],
                "impact": judge.score(impact, USUAL, LOW, HIGH, chance),
                "probability": (np.rint(felt / STEP) * STEP).clip(STEP, 100 - STEP),
                "horizon": [one.horizon for one in listed],
            }
        )
        return self._judged(frame, judge, late, chance)

    def _drivers(self, judge: Judge, late: bool, chance: np.random.Generator) -> pd.DataFrame:
        listed = self.drivers
        level = np.array([_or(one.later.level, one.pressure) if late else one.pressure for one in listed], dtype=float)
        frame = pd.DataFrame(
            {
                "force": [one.force for one in listed],
                "driver": [one.driver for one in listed],
                "score": judge.score(level, USUAL, LOW, HIGH, chance),
                "weight": [_or(one.later_weight, one.weight) if late else one.weight for one in listed],
            }
        )
        return self._judged(frame, judge, late, chance)

    def _judged(self, frame: pd.DataFrame, judge: Judge, late: bool, chance: np.random.Generator) -> pd.DataFrame:
        listed = self.changes if "factor" in frame else self.drivers
        known = [one.later.evidence if late and one.later.evidence else one.evidence for one in listed]
        graded = judge.columns(len(frame), chance)
        when = pd.Timestamp(self.judged_on[late])
        return frame.assign(rater=judge.who, date=when, evidence=known).assign(
            reliability=graded["reliability"], credibility=graded["credibility"]
        )


def _or(value, usual):
    return usual if value is None else value
