"""Interviews coded by two people: which themes customers raise, and on which the coders do not mean the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Part


@dataclass(frozen=True)
class Theme:
    """A theme: its place in the codebook, how many raise it, how strongly, and how well coders agree on it.

    Attributes
    ----------
    raised
        Chance that an interviewed person raises it.
    clear
        Chance that a coder codes such a statement as meant; else it is coded as ``mistaken``.
    quotes, local
        What is said; and what is said instead in a region (region → quotes).
    """

    theme: str
    name: str
    definition: str
    example: str
    counter_example: str
    tone: str
    topic: str
    raised: float
    strength: float
    quotes: tuple[str, ...]
    clear: float = 0.97
    mistaken: str = ""
    local: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Interviews(Part):
    """Statements of interviews and the codes of several coders. Planted: the theme coders do not agree on.

    In the twin every theme is coded as clearly as the clearest.

    Attributes
    ----------
    themes
        See :class:`Theme`.
    coders
        Coder → what is added to the intensity he or she gives.
    sources
        How many are interviewed.
    observed
        Share that is seen on site instead.
    sizes
        Size of customer → how much likelier it is to be interviewed.
    first_day, days
        When interviews begin, and over how many days they are spread.
    drafted_on
        Day of the codebook.
    """

    name: ClassVar[str] = "interviews"

    themes: tuple[Theme, ...]
    coders: Mapping[str, float] = field(default_factory=lambda: {"编码员甲": 0.0, "编码员乙": 0.2})
    sources: int = 30
    observed: float = 0.2
    sizes: Mapping[str, float] = field(default_factory=lambda: {"大型": 5.0, "中型": 2.0, "小型": 0.6})
    first_day: str = "2025-09-08"
    days: int = 40
    drafted_on: str = "2025-09-01"

    def quiet(self) -> Interviews:
        clear = max(theme.clear for theme in self.themes)
        return dataclasses.replace(self, themes=tuple(dataclasses.replace(t, clear=clear) for t in self.themes))

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        people = firm.people
        able = (people["kind"] == "regular").to_numpy() & (firm.plot.stops >= firm.market.day(self.first_day))
        weight = people["size"].map(dict(self.sizes)).fillna(0.0).to_numpy(float) * able
        sources = min(self.sources, int((weight > 0).sum()))
        if not sources:  # a firm without customers to be asked
            firm.truth[self.name] = None
            return
        chosen = chance.choice(len(people), sources, replace=False, p=weight / weight.sum())
        seen = chance.random(sources) < self.observed
        day = np.sort(chance.integers(0, self.days, sources))
        rows = []
        used: dict[str, int] = {}
        for n, position in enumerate(chosen):
            person = people.iloc[position]
            date = pd.Timestamp(self.first_day) + pd.Timedelta(days=int(day[n]))
            number = 0
            raises = chance.random(len(self.themes)) < [theme.raised for theme in self.themes]
            raises[-1] |= not raises.any()  # nobody says nothing: then it is the last theme
            for theme in np.array(self.themes, object)[raises]:
                for _ in range(1 + int(chance.random() < 0.25)):
                    number += 1
                    here = person["region"] if person["region"] in theme.local else ""
                    said = theme.local.get(here, theme.quotes)
                    quote = said[used.get(theme.theme + here, 0) % len(said)]
                    used[theme.theme + here] = used.get(theme.theme + here, 0) + 1
                    base = {
                        "statement": f"I{n + 1:02d}-{number:02d}",
                        "source": f"I{n + 1:02d}",
                        "customer": person["customer"],
                        "date": date,
                        "method": "observation" if seen[n] else "interview",
                        "region": person["region"],
                        "quote": quote,
                    }
                    felt = theme.strength + 0.8 * chance.standard_normal()
                    for coder, lean in self.coders.items():
                        right = chance.random() < theme.clear
                        code = theme.theme if right else (theme.mistaken or None)
                        strong = int(np.clip(np.rint(felt + lean + 0.45 * chance.standard_normal()), 1, 5))
                        rows.append({**base, "coder": coder, "theme": code, "intensity": strong if code else None})
        firm.frames[self.name] = pd.DataFrame(rows)
        keep = ["theme", "name", "definition", "example", "counter_example", "tone", "topic"]
        book = pd.DataFrame([{name: getattr(theme, name) for name in keep} for theme in self.themes])
        firm.frames["codebook"] = book.assign(date=pd.Timestamp(self.drafted_on))
        unclear = [theme.theme for theme in self.themes if theme.clear < 0.8]
        firm.truth[self.name] = {
            "raised": {theme.theme: theme.raised for theme in self.themes},
            "clear": {theme.theme: theme.clear for theme in self.themes},
            "unclear": unclear,
        }
