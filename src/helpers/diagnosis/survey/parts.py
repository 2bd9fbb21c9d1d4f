"""What the steps of the survey hand to tables, findings and remarks."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.diagnosis.survey.answers import Answers
from helpers.diagnosis.survey.drivers import Drivers
from helpers.quantity import Quantity
from helpers.rules import Rules


@dataclass(frozen=True)
class Parts:
    """Results of all steps; ``raw`` is the share of satisfied without weights, ``rates_p`` the chance that the strata's
    response rates differ as much as this by chance alone."""

    rules: Rules
    answers: Answers
    response: pd.DataFrame
    needed: pd.DataFrame
    scores: pd.DataFrame
    satisfied: Quantity | None
    mean: Quantity | None
    raw: float | None
    nps: dict[str, Quantity]
    reliability: pd.DataFrame
    segments: pd.DataFrame
    drivers: Drivers | None
    effective: float
    design: float
    rates_p: float

    @property
    def period(self) -> tuple[str, str]:
        return self.answers.first.date().isoformat(), self.answers.last.date().isoformat()

    def words(self, item: str) -> Quantity:
        """Wording of a question."""
        return Quantity(self.answers.question(item).question, "text")

    @property
    def driver(self) -> str | None:
        """The statement satisfaction hangs on most, where samples leave no doubt which."""
        found = self.drivers
        if found is None:
            return None
        best = found.table.iloc[0]
        return str(best["item"]) if best["first"] >= self.rules["survey_sure"] and best["chance"] else None
