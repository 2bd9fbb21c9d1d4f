"""A customer survey: who was asked, who answered, what satisfaction really hangs on, and who says otherwise."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.parts.judges import pick

WORDS = {1: "非常不满意", 2: "不满意", 3: "一般", 4: "满意", 5: "非常满意"}
OVERALL = "总体来说，您对我们满意吗？"
YEAR = 365


@dataclass(frozen=True)
class Scale:
    """A statement to be marked 1 to 5: what it is about, its mean, its part in satisfaction, and what it shares.

    ``facet`` names a common opinion that several statements mirror; they follow it with the correlation ``follows``.
    """

    item: str
    topic: str
    question: str
    mean: float
    weight: float = 0.0
    facet: str = ""
    follows: float = 0.9


@dataclass(frozen=True)
class Dip:
    """Customers of one industry think worse of one statement, by so many points."""

    industry: str
    item: str
    points: float


@dataclass(frozen=True)
class Survey(Part):
    """Answers of a customer survey. Planted: what satisfaction hangs on, and the industry that is less content.

    In the twin every statement weighs alike and no industry differs.

    Attributes
    ----------
    scales
        The statements; ``overall`` is the mean of satisfaction as a whole.
    choice
        How is asked what is looked for.
    asked, answers
        Size of customer → how many were asked, and the chance that one answers.
    dip
        See :class:`Dip`.
    wants
        What is looked for in a supplier (several choices) → chance.
    first
        What should be improved (ranked) → how strongly it is wanted.
    intends
        What a customer says it will buy in the next year → chance.
    remarks
        What is said in own words → chance; the rest say nothing.
    first_day, days
        When the survey ran.
    recommend, large
        How likely one is to recommend, on average; and what the large customers' satisfaction has above the others'.
    skipped
        Chance that a single question is left out.
    """

    name: ClassVar[str] = "survey"

    scales: tuple[Scale, ...]
    overall: float
    choice: str
    asked: Mapping[str, int]
    answers: Mapping[str, float]
    wants: Mapping[str, float]
    first: Mapping[str, float]
    intends: Mapping[str, float]
    remarks: Mapping[str, float] = field(default_factory=dict)
    dip: Dip | None = None
    recommend: float = 8.4
    large: float = 0.25
    first_day: str = "2025-10-13"
    days: int = 26
    skipped: float = 0.03

    def quiet(self) -> Survey:
        facets = tuple(dataclasses.replace(s, weight=0.3, facet="") for s in self.scales)
        return dataclasses.replace(self, scales=facets, dip=None, large=0.0)

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        people = firm.people
        begins = firm.market.day(self.first_day)
        buys = firm.revenue(begins - YEAR, begins) > 0
        asked = self._asked(people, buys & (people["kind"] == "regular").to_numpy(), chance)
        chosen = people.iloc[asked].reset_index(drop=True)
        count = len(chosen)
        answers = chance.random(count) < chosen["size"].map(dict(self.answers)).to_numpy(float)
        codes = np.array([f"R{number:03d}" for number in range(1, count + 1)], object)
        day = pd.DatetimeIndex(
            pd.Timestamp(self.first_day) + pd.to_timedelta(chance.integers(0, self.days, count), unit="D")
        )
        who = pd.DataFrame({"respondent": codes, "customer": chosen["customer"], "date": day})
        parts = [*self._marks(who, chosen, chance), *self._choices(who, chance)]
        frame = pd.concat(parts, ignore_index=True)
        frame = frame[frame["respondent"].isin(codes[answers])]
        silent = who[~answers].assign(item="Q1", question=OVERALL, item_type="scale")
        firm.frames[self.name] = pd.concat([frame, silent], ignore_index=True)
        main = max(self.scales, key=lambda s: s.weight)
        firm.truth[self.name] = {
            "asked": count,
            "answered": int(answers.sum()),
            "weights": {s.item: s.weight for s in self.scales},
            "driver": main.item if len({s.weight for s in self.scales}) > 1 else None,
            "facets": {s.item: s.facet for s in self.scales if s.facet},
            "dip": dataclasses.asdict(self.dip) if self.dip else None,
        }

    def _asked(self, people: pd.DataFrame, able: np.ndarray, chance: np.random.Generator) -> np.ndarray:
        chosen = []
        for size, wanted in self.asked.items():
            pool = np.flatnonzero(able & (people["size"] == size).to_numpy())
            chosen.append(np.sort(chance.permutation(pool)[:wanted]))
        return np.sort(np.concatenate(chosen))

    def _marks(self, who: pd.DataFrame, people: pd.DataFrame, chance: np.random.Generator) -> list[pd.DataFrame]:
        """The statements, satisfaction as a whole, and how likely one is to recommend."""
        count, parts = len(who), []
        common = {facet: chance.standard_normal(count) for facet in dict.fromkeys(s.facet for s in self.scales)}
        total = np.zeros(count)
        felt = {}
        for scale in self.scales:
            own = chance.standard_normal(count)
            if scale.facet:
                own = np.sqrt(scale.follows) * common[scale.facet] + np.sqrt(1 - scale.follows) * own
            if self.dip and self.dip.item == scale.item:
                own = own + self.dip.points * (people["industry"] == self.dip.industry).to_numpy()
            total += scale.weight * own
            felt[scale.item] = own
        size = (people["size"] == "大型").to_numpy() * self.large
        weights = np.array([s.weight for s in self.scales])
        spread = np.std(total) if len(weights) else 1.0
        rest = np.sqrt(max(1 - spread**2, 0.25)) * chance.standard_normal(count)
        whole = total + rest
        parts.append(self._scale(who, "Q1", "satisfaction", OVERALL, self.overall + 0.8 * whole + size, chance))
        for scale in self.scales:
            score = scale.mean + 0.95 * felt[scale.item]
            parts.append(self._scale(who, scale.item, scale.topic, scale.question, score, chance))
        likely = np.rint(self.recommend + 1.5 * whole + 1.0 * chance.standard_normal(count)).clip(0, 10)
        parts.append(
            who.assign(
                item="Q10",
                question="0–10 分，您有多愿意向同行推荐我们？",
                item_type="scale",
                answer=likely.astype(int).astype(str),
                score=likely,
                topic="loyalty",
            )
        )
        return parts

    def _scale(self, who, item, topic, question, felt, chance) -> pd.DataFrame:
        score = np.rint(felt).clip(1, 5)
        frame = who.assign(item=item, question=question, item_type="scale")
        frame = frame.assign(answer=[WORDS[int(s)] for s in score], score=score, topic=topic)
        return frame[(chance.random(len(who)) >= self.skipped) | (item == "Q1")]

    def _choices(self, who: pd.DataFrame, chance: np.random.Generator) -> list[pd.DataFrame]:
        count = len(who)
        buys = who.assign(item="Q11", question="未来 12 个月，贵司向我们的采购量会怎样？", item_type="single")
        buys = buys.assign(answer=pick(self.intends, count, chance), topic="loyalty")
        parts = [buys[chance.random(count) >= self.skipped]]
        for want, share in self.wants.items():
            ticks = chance.random(count) < share
            parts.append(
                who.assign(
                    item="Q12",
                    question=self.choice,
                    item_type="multiple",
                    answer=want,
                )[ticks]
            )
        names, pull = list(self.first), np.array(list(self.first.values()))
        keys = pull + chance.gumbel(size=(count, len(names)))
        rank = (-keys).argsort(axis=1).argsort(axis=1) + 1
        for n, name in enumerate(names):
            parts.append(
                who.assign(
                    item="Q13",
                    question="请把这几件事按最该先改进的顺序排好",
                    item_type="ranking",
                    answer=name,
                    score=rank[:, n].astype(float),
                )
            )
        texts = pick({**self.remarks, "": max(1 - sum(self.remarks.values()), 0.0)}, count, chance)
        said = who.assign(item="Q14", question="您还有什么想对我们说的？", item_type="open", answer=texts)
        parts.append(said[texts != ""])
        return parts
