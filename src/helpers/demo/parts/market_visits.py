"""Market visits: what visitors saw, region by region; in one region they see the rival's stock."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.company.tables.market_visits import STEPS
from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.parts.judges import Judge, pick

QUESTIONS = tuple(question.name for questions in STEPS.values() for question in questions)


@dataclass(frozen=True)
class Local:
    """What is true in one region: answers that differ there, and the rival that is strong there."""

    region: str
    rival: str
    answers: Mapping[str, float]
    stock: float
    delivery: float
    seen: float = 0.7


@dataclass(frozen=True)
class MarketVisits(Part):
    """Visits to customers, dealers and markets. Planted: what is local to one region; the twin has none.

    Attributes
    ----------
    since
        Day from which visits are made.
    a_year
        Region → visits a year; ``""`` for all others.
    judges
        Visitors; each makes an equal part of the visits.
    answers
        Question → what is true on the scale of 1 to 5, in every region.
    spread
        Standard deviation of a place's own answers.
    rivals
        Rival → how often it is the strongest seen.
    stock, delivery, ours
        Usual days of a rival's stock, of its delivery, of ours (medians), with ``scatter`` (of the logarithm).
    price
        A rival's price, ours being 100 (mean), with a standard deviation of 6.
    scatter
        Standard deviation of the logarithm of stock and delivery.
    local
        What is planted.
    places
        What is visited besides customers: words with a gap for the city.
    kinds
        Kind of place → share.
    """

    name: ClassVar[str] = "market_visits"

    since: str
    a_year: Mapping[str, float]
    judges: tuple[Judge, ...]
    rivals: Mapping[str, float]
    answers: Mapping[str, float] = field(default_factory=dict)
    spread: float = 0.5
    stock: float = 4.0
    delivery: float = 9.0
    ours: float = 10.0
    price: float = 96.0
    scatter: float = 0.35
    local: Local | None = None
    places: tuple[str, ...] = ("{}机电市场", "{}工控展区", "{}自动化一条街")
    kinds: Mapping[str, float] = field(default_factory=lambda: {"customer": 0.6, "dealer": 0.2, "market": 0.2})

    def quiet(self) -> MarketVisits:
        return dataclasses.replace(self, local=None)

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        first = firm.market.day(self.since)
        years = (firm.market.days - first) / 365.25
        parts = []
        for region in firm.market.regions:
            number = round(self.a_year.get(region.name, self.a_year.get("", 0.0)) * years)
            if number and (firm.people["region"] == region.name).any():
                parts.append(self._of(firm, region, number, first, chance))
        if parts:
            firm.frames[self.name] = pd.concat(parts, ignore_index=True)
        firm.truth[self.name] = {
            "visitors": [judge.told() for judge in self.judges],
            "local": dataclasses.asdict(self.local) if self.local else None,
        }

    def _of(self, firm: Firm, region, number: int, first: int, chance: np.random.Generator) -> pd.DataFrame:
        local = self.local if self.local and self.local.region == region.name else None
        day = firm.workday(chance.integers(first, firm.market.days - 40, number))
        kind = pick(self.kinds, number, chance)
        names = firm.people.loc[firm.people["region"] == region.name, "name"].to_numpy()
        customers = names[chance.integers(0, len(names), number)]
        cities = np.array(region.cities, dtype=object)[chance.integers(0, len(region.cities), number)]
        spots = [
            self.places[k].format(city)
            for k, city in zip(chance.integers(0, len(self.places), number), cities, strict=True)
        ]
        who = chance.permutation(number) % len(self.judges)
        frame = pd.DataFrame(
            {"region": region.name, "place": np.where(kind == "market", spots, customers), "kind": kind}
        )
        true = {name: self.answers.get(name, 3.2) for name in QUESTIONS} | (dict(local.answers) if local else {})
        place = self.spread * chance.standard_normal((len(QUESTIONS), number))
        for row, question in enumerate(QUESTIONS):
            felt = true[question] + place[row]
            scores = np.zeros(number, dtype="int64")
            for number_of, judge in enumerate(self.judges):
                scores[who == number_of] = judge.score(felt[who == number_of], 3.0, 1, 5, chance)
            frame[question] = scores
        rival = pick(self.rivals, number, chance)
        met = chance.random(number)
        stock, delivery, ours = np.exp(self.scatter * chance.standard_normal((3, number)))
        if local:
            rival = np.where(met < local.seen, local.rival, rival)
        strong = (rival == local.rival) if local else np.zeros(number, bool)
        frame["competitor"] = rival
        frame["rival_price"] = np.rint(self.price + 6 * chance.standard_normal(number))
        frame["rival_stock"] = np.rint(np.where(strong, local.stock if local else 0, self.stock) * stock)
        frame["rival_delivery"] = np.rint(
            np.where(strong, local.delivery if local else 0, self.delivery) * delivery
        ).clip(1)
        frame["our_delivery"] = np.rint(self.ours * ours).clip(1)
        frame["rater"] = np.array([judge.who for judge in self.judges], dtype=object)[who]
        frame["date"] = firm.dates(day)
        columns = [judge.columns(number, chance) for judge in self.judges]
        for name in ("evidence", "reliability", "credibility"):
            frame[name] = np.choose(who, [part[name].to_numpy() for part in columns])
        return frame
