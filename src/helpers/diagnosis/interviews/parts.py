"""What the steps of the interviews hand to tables, findings and remarks."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.diagnosis.interviews.coding import Coding
from helpers.diagnosis.interviews.themes import SAFE, TENTATIVE, WITHHELD
from helpers.rules import Rules


@dataclass(frozen=True)
class Parts:
    """Results of all steps; see :mod:`helpers.diagnosis.interviews.themes`."""

    rules: Rules
    coding: Coding
    themes: pd.DataFrame
    agreement: pd.DataFrame
    confusions: pd.DataFrame
    quotes: pd.DataFrame

    @property
    def shown(self) -> pd.DataFrame:
        """Themes whose score is shown."""
        return self.themes[self.themes["verdict"].isin([SAFE, TENTATIVE])]

    @property
    def withheld(self) -> pd.DataFrame:
        """Themes whose score is withheld as coders do not agree."""
        return self.themes[self.themes["verdict"] == WITHHELD]

    @property
    def double(self) -> int:
        """Statements that two coders or more have coded."""
        labels = self.coding.codes.groupby("statement")["coder"].nunique()
        return int((labels >= 2).sum())

    @property
    def period(self) -> tuple[str, str]:
        dates = self.coding.statements["date"]
        return dates.min().date().isoformat(), dates.max().date().isoformat()
