"""What the front line heard: a few things that many heard in their own words, among much that only one did."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.parts.judges import pick
from helpers.demo.parts.opportunities import short


@dataclass(frozen=True)
class Rumour:
    """Something that is true and heard by many.

    ``words`` are ways of saying it, with gaps ``{city}``, ``{customer}`` and ``{number}``; ``region`` is empty where
    it is heard everywhere; ``good`` is the share of entries from a reliable source that are probably true.
    """

    key: str
    words: tuple[str, ...]
    topic: str
    since: str
    count: int
    region: str = ""
    competitor: str = ""
    good: float = 0.6


@dataclass(frozen=True)
class Intelligence(Part):
    """The log. Planted: the rumours; the twin has the noise only.

    Attributes
    ----------
    rumours
        What is true.
    noise
        Things heard once: words with the same gaps, and what they are about.
    entries
        Entries of noise; each of the words is used once at most.
    since
        Day from which the log is kept.
    rivals
        Competitors that noise is about.
    """

    name: ClassVar[str] = "intelligence"

    rumours: tuple[Rumour, ...]
    noise: tuple[tuple[str, str], ...]
    entries: int
    since: str
    rivals: tuple[str, ...] = ()

    def quiet(self) -> Intelligence:
        return dataclasses.replace(self, rumours=())

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        parts = [self._noise(firm, chance)] + [self._heard(firm, rumour, chance) for rumour in self.rumours]
        firm.frames[self.name] = pd.concat(parts, ignore_index=True)
        firm.truth[self.name] = [dataclasses.asdict(rumour) for rumour in self.rumours] or None

    def _heard(self, firm: Firm, rumour: Rumour, chance: np.random.Generator) -> pd.DataFrame:
        frame = self._told(firm, rumour.count, rumour.since, rumour.region, chance)
        order = np.concatenate(
            [chance.permutation(len(rumour.words)) for _ in range(rumour.count // len(rumour.words) + 1)]
        )
        frame["said"] = self._say(firm, frame, [rumour.words[k] for k in order[: rumour.count]], chance)
        good = chance.random(rumour.count) < rumour.good
        frame["reliability"] = np.where(good, pick({"A": 0.3, "B": 0.7}, rumour.count, chance), "C")
        frame["credibility"] = np.where(good, pick({"1": 0.2, "2": 0.8}, rumour.count, chance), "3")
        frame["source"] = pick({"customer": 0.6, "dealer": 0.3, "own": 0.1}, rumour.count, chance)
        told = chance.random(rumour.count)
        frame["topic"] = np.where(told < 0.9, rumour.topic, None)
        frame["competitor"] = np.where(told < 0.85, rumour.competitor, None) if rumour.competitor else None
        frame["region"] = np.where(told < 0.95, frame["region"], None)
        return frame.drop(columns="position")

    def _noise(self, firm: Firm, chance: np.random.Generator) -> pd.DataFrame:
        count = min(self.entries, len(self.noise))
        frame = self._told(firm, count, self.since, "", chance)
        chosen = [self.noise[k] for k in chance.permutation(len(self.noise))[:count]]
        frame["said"] = self._say(firm, frame, [words for words, _ in chosen], chance)
        frame["reliability"] = pick({"B": 0.25, "C": 0.45, "D": 0.15, "F": 0.15}, count, chance)
        frame["credibility"] = pick({"2": 0.2, "3": 0.45, "4": 0.2, "6": 0.15}, count, chance)
        frame["source"] = pick(
            {"customer": 0.5, "dealer": 0.2, "public": 0.15, "supplier": 0.1, "own": 0.05}, count, chance
        )
        frame["topic"] = [topic for _, topic in chosen]
        frame["competitor"] = None
        if self.rivals:
            named = np.array(self.rivals, dtype=object)[chance.integers(0, len(self.rivals), count)]
            frame["competitor"] = np.where(chance.random(count) < 0.3, named, None)
        return frame.drop(columns="position")

    def _told(self, firm: Firm, count: int, since: str, region: str, chance: np.random.Generator) -> pd.DataFrame:
        people = firm.people
        able = np.flatnonzero((people["region"] == region).to_numpy() if region else np.ones(len(people), bool))
        position = able[chance.integers(0, len(able), count)]
        day = firm.workday(chance.integers(firm.market.day(since), firm.market.days - 1, count))
        day = np.minimum(day, firm.market.days - 1)
        return pd.DataFrame(
            {
                "position": position,
                "date": firm.dates(day),
                "rater": people["owner"].to_numpy()[position],
                "region": people["region"].to_numpy()[position],
                "customer": np.where(chance.random(count) < 0.6, firm.codes(position), None),
            }
        )

    def _say(self, firm: Firm, frame: pd.DataFrame, words: list[str], chance: np.random.Generator) -> list[str]:
        cities = {region.name: region.cities for region in firm.market.regions}
        names = firm.people["name"].to_numpy()[frame["position"]]
        lots = chance.random((2, len(frame)))
        return [
            text.format(
                city=cities[region][int(lot * len(cities[region]))], customer=short(name), number=2 + int(other * 4)
            )
            for text, region, name, lot, other in zip(words, frame["region"], names, *lots, strict=True)
        ]
