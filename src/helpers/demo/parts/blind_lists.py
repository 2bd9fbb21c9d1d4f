"""Sealed lists of the blind pick: managers name customers from memory, each seeing the firm from where he stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.company.seal import seal
from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.seasons import DAYS_A_YEAR

#: What is said of a customer by class.
REASONS = {
    "key": ("多年的大户", "每月都下单", "老板之间熟", "量一直稳定"),
    "growth": ("今年要上新线", "采购说明年加量", "刚通过认证", "规模大，才买一点"),
    "general": ("一直不大不小", "价格压得低"),
    "exit": ("总是拖款，不划算", "单子小，事情多"),
}


@dataclass(frozen=True)
class Picker:
    """A manager who names customers.

    Attributes
    ----------
    who
        Name as it stands in the list.
    at
        Day and time of sealing.
    noise
        Standard deviation of what is remembered, on the logarithm of revenue.
    years_old
        How old the revenue is that is remembered, in years.
    regions
        Regions the manager sees; empty for all.
    keys, others
        How many customers are named key, and growth; one more is said to be let go.
    """

    who: str
    at: str
    noise: float
    years_old: float = 0.0
    regions: tuple[str, ...] = ()
    keys: int = 12
    others: int = 4


@dataclass(frozen=True)
class BlindLists(Part):
    """Lists of several managers, sealed before any result was shown.

    Attributes
    ----------
    pickers
        See :class:`Picker`.
    """

    name: ClassVar[str] = "gut_list"

    pickers: tuple[Picker, ...]

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        people, lists = firm.people, []
        for picker in self.pickers:
            last = firm.market.days - round(picker.years_old * DAYS_A_YEAR)
            bought = firm.revenue(last - DAYS_A_YEAR, last)
            felt = np.log1p(bought.clip(min=0)) + picker.noise * chance.standard_normal(len(people))
            sees = bought > 0
            if picker.regions:
                sees &= people["region"].isin(picker.regions).to_numpy()
            if not sees.any():  # nobody whom this manager could name
                continue
            order = np.argsort(-np.where(sees, felt, -np.inf), kind="stable")[: sees.sum()]
            named = order[: picker.keys + picker.others]
            kinds = ["key"] * picker.keys + ["growth"] * picker.others
            if len(order) > len(named):
                named, kinds = np.append(named, order[-1]), [*kinds, "exit"]
            rows = pd.DataFrame({"customer": firm.codes(named), "class": kinds[: len(named)]})
            said = [REASONS[kind][chance.integers(len(REASONS[kind]))] for kind in rows["class"]]
            rows["reason"] = [text if chance.random() < 0.8 else None for text in said]
            lists.append(seal(rows.astype("str"), picker.who, picker.at))
        if lists:
            firm.frames[self.name] = pd.concat(lists, ignore_index=True)
        firm.truth[self.name] = [
            {"who": each.who, "noise": each.noise, "years_old": each.years_old, "regions": list(each.regions)}
            for each in self.pickers
        ]
