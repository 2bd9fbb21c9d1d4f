"""Names of invented firms and persons: fixed lists of parts, combined by chance.

No part is meant to point at a real firm; combinations known as real firms are left out, and any
other likeness is chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from helpers.demo.market import Market

FIRST = tuple("晟栩珩沐瑾钧铄昱骏翊璟煜澜辰畅旻朗嵘溢苒祺崧勋岑霁屿棣炜楷泓沅")
SECOND = tuple("拓诺崎岚途泽颂桐越砺庭励棠峻淼衍驰域洲跃弛骐迦屹岳沣珂筠奕")
#: Pairs that are, or sound like, firms a reader may know.
REAL = frozenset({"钧崴", "昱辉", "骏驰", "朗驰", "晟泽", "辰途", "泓淋", "朗域", "瑾泽", "煜岚"})
ENDINGS = {
    "大型": (("有限公司", 0.55), ("股份有限公司", 0.30), ("科技有限公司", 0.15)),
    "": (("有限公司", 0.72), ("科技有限公司", 0.16), ("制造有限公司", 0.12)),
}
DEALER_ENDING = "有限公司"
SURNAMES = tuple("王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗")
GIVEN_FIRST = tuple("文志建晓海俊雪慧国立思子春明永")
GIVEN_SECOND = tuple("华军燕峰敏涛颖斌琳强宁波洁辉帆")


def brands(count: int, chance: np.random.Generator) -> list[str]:
    """So many different brand words of two syllables."""
    pairs = [a + b for a in FIRST for b in SECOND if a + b not in REAL]
    return [pairs[i] for i in chance.permutation(len(pairs))[:count]]


def persons(count: int, chance: np.random.Generator) -> list[str]:
    """So many different names of persons, no surname twice while there are enough."""
    surnames = [SURNAMES[i % len(SURNAMES)] for i in chance.permutation(max(count, len(SURNAMES)))[:count]]
    given = [a + b for a in GIVEN_FIRST for b in GIVEN_SECOND]
    chosen = chance.permutation(len(given))[:count]
    return [surname + given[i] for surname, i in zip(surnames, chosen, strict=True)]


def anybody(count: int, chance: np.random.Generator) -> list[str]:
    """So many names of persons, each drawn alone: a name may come twice, as in life."""
    parts = [pool[i] for pool in (SURNAMES, GIVEN_FIRST, GIVEN_SECOND) for i in chance.integers(0, len(pool), count)]
    return [a + b + c for a, b, c in zip(parts[:count], parts[count : 2 * count], parts[2 * count :], strict=True)]


def firm(
    city: str,
    brand: str,
    noun: str,
    size: str,
    dealer: bool,
    chance: np.random.Generator,
    own: tuple[str, ...] = (),
) -> str:
    """A firm's full name: city, brand, trade, ending (one of its industry's own where there are any)."""
    if own:
        return f"{city}{brand}{noun}{own[chance.integers(len(own))]}"
    endings, weights = zip(*ENDINGS.get(size, ENDINGS[""]), strict=True)
    drawn = endings[chance.choice(len(endings), p=weights)]
    return f"{city}{brand}{noun}{DEALER_ENDING if dealer else drawn}"


def firms(
    market: Market, industry: np.ndarray, region: np.ndarray, frame: pd.DataFrame, chance: np.random.Generator
) -> tuple[list[str], list[str | None]]:
    """Full names of customers, and the groups some belong to (members share the group's brand).

    ``industry`` and ``region`` are numbers of the market's, ``frame`` the customers so far. A market whose
    customers are no firms has another function for this (``Market.naming``).
    """
    words = brands(len(frame), chance)
    group: list[str | None] = [None] * len(frame)
    order, low, high = chance.permutation(len(frame)), *market.population.group_size
    taken = 0
    while taken + low <= market.population.grouped * len(frame):
        members = order[taken : taken + chance.integers(low, high + 1)]
        for member in members:
            words[member] = words[members[0]]
            group[member] = f"{words[members[0]]}集团"
        taken += len(members)
    full, used = [], set()
    for i, brand in enumerate(words):
        kind, where = market.industries[industry[i]], market.regions[region[i]]
        name = ""
        while not name or name in used:
            city = where.cities[chance.integers(len(where.cities))]
            noun = kind.nouns[chance.integers(len(kind.nouns))]
            name = firm(city, brand, noun, frame["size"].iloc[i], kind.dealer, chance, kind.endings)
        used.add(name)
        full.append(name)
    return full, group
