"""Customers whose names may be one firm's, by what of the names agrees.

Names are taken apart (:mod:`helpers.intake.same.firm_name`) and compared part by part, after Fellegi, Sunter 1969
(*JASA* 64(328)): agreement of the brand weighs most, of place and legal form little. Letters are
compared by rapidfuzz (normalised Indel similarity, optimal string alignment). The confidences are rounded
shares of right pairs by reason on generated names used in development (Laplace's rule), not a promise
for any one firm; the tests measure them on others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from helpers.intake.same.firm_name import HAN, FirmName, evened, parse
from helpers.intake.same.pair import Pair

CONFIDENCE = {
    "written": 0.98,
    "legal": 0.95,
    "place": 0.90,
    "place_legal": 0.60,
    "branch": 0.85,
    "trade_slip": 0.85,
    "slip": 0.75,
    "short": 0.65,
    "head": 0.60,
    "person": 0.40,
    "group": 0.35,
    "brand_slip": 0.30,
}
#: Characters that tell one from another on purpose (First Works, Second Works; East Shop, West Shop; Mr, Mrs).
TELLING = frozenset("一二三四五六七八九十百东南西北上下左右前后新老大小甲乙丙丁男女先士冷热内外高低")
#: Names that share less than this of their letters are not compared further, unless their brands are equal.
NEAR = 78.0
#: Rows compared with all others at a time.
CHUNK = 1000


def pairs(customers: pd.DataFrame, used: pd.Series | None = None) -> list[Pair]:
    """Proposed pairs among customers, the surest first.

    Parameters
    ----------
    customers
        The contract's table: ``customer``, ``name``, and ``region`` where there is one.
    used
        Code → number of order lines: the code with more stays (ties: the first by code).
    """
    rows = customers[customers["name"].notna()].sort_values("customer", kind="stable").reset_index(drop=True)
    names, codes = rows["name"].tolist(), rows["customer"].tolist()
    parts = [parse(name) for name in names]
    regions = rows["region"].tolist() if "region" in rows else [None] * len(rows)
    weight = {} if used is None else used.to_dict()
    found = []
    for a, b in sorted({*candidates(parts), *_under(names, parts)}):
        judged = compare(names[a], names[b], parts[a], parts[b])
        if judged is None:
            continue
        kind, reason, sure = judged
        if kind == "same" and pd.notna(regions[a]) and pd.notna(regions[b]) and regions[a] != regions[b]:
            sure = round(sure * 0.8, 2)  # one firm seldom stands in two sales regions
        first, second = sorted((a, b), key=lambda n: (-weight.get(codes[n], 0), codes[n]))
        if (reason == "branch" and parts[first].branch) or (reason == "head" and not _head(parts[first])):
            first, second = second, first
        found.append(Pair("customers", codes[first], codes[second], (names[first], names[second]), kind, sure, reason))
    return sorted(found, key=lambda p: (-p.confidence, p.keep, p.code))


def candidates(parts: list[FirmName]) -> Iterator[tuple[int, int]]:
    """Positions worth comparing: equal brands, or brand and trade nearly the same letters."""
    from rapidfuzz import fuzz, process

    seen: set[tuple[int, int]] = set()
    by_brand: dict[str, list[int]] = {}
    for at, part in enumerate(parts):
        by_brand.setdefault(part.brand, []).append(at)
    for members in by_brand.values():
        if len(members) <= 50:  # more share only a word that names nobody
            seen.update((a, b) for n, a in enumerate(members) for b in members[n + 1 :])
    cores = [part.core for part in parts]
    for start in range(0, len(cores), CHUNK):
        scores = process.cdist(
            cores[start : start + CHUNK], cores, scorer=fuzz.ratio, score_cutoff=NEAR, dtype=np.uint8, workers=1
        )
        left, right = np.nonzero(scores)
        seen.update((a, b) for a, b in zip((left + start).tolist(), right.tolist(), strict=True) if a < b)
    yield from sorted(seen)


def _under(names: list[str], parts: list[FirmName]) -> Iterator[tuple[int, int]]:
    """Positions of a group and of a firm whose name begins with the group's whole name: 临海水务集团第二水厂."""
    letters = [_letters(name) for name in names]
    for a, part in enumerate(parts):
        if _head(part) and HAN.search(letters[a]):
            yield from ((min(a, b), max(a, b)) for b, own in enumerate(letters) if b != a and _goes_on(letters[a], own))


def _goes_on(head: str, name: str) -> bool:
    return len(name) >= len(head) + 2 and name.startswith(head)


def compare(left: str, right: str, a: FirmName, b: FirmName) -> tuple[str, str, float] | None:
    """Kind, reason and confidence of a pair, or nothing where it is not worth a question."""
    reason = _reason(left, right, a, b)
    if reason is None:
        return None
    return ("group" if reason in ("group", "head") else "same"), reason, CONFIDENCE[reason]


def _reason(left: str, right: str, a: FirmName, b: FirmName) -> str | None:
    from rapidfuzz.distance import OSA

    if _letters(left) == _letters(right):
        return "person" if _person(a) and _person(b) else "written"
    if HAN.search(left) and any(
        _head(part) and _goes_on(_letters(one), _letters(other))
        for part, one, other in ((a, left, right), (b, right, left))
    ):
        return "branch" if bool(a.branch) != bool(b.branch) else "head"
    if re.findall(r"\d+", evened(left)) != re.findall(r"\d+", evened(right)):
        return None  # a number tells members, shops and works apart
    places = not a.places or not b.places or bool(set(a.places) & set(b.places))
    if a.brand == b.brand:
        if not places:
            return "group"  # one brand in two cities: sisters, or strangers
        if bool(a.branch) != bool(b.branch) and (a.trade == b.trade or not a.trade or not b.trade):
            return "branch"
        if a.branch != b.branch:
            return "group"
        if _head(a) != _head(b):
            return "head"
        if a.trade == b.trade:
            if _person(a) or _person(b):
                return "short" if a.legal != b.legal else "person"
            if a.places == b.places or set(a.places) == set(b.places):
                return "legal"
            return "place" if a.legal == b.legal else "place_legal"
        if not a.trade or not b.trade or _within(a.trade, b.trade):
            return "short"
        ta, tb = "".join(a.trade), "".join(b.trade)
        slip = min(len(ta), len(tb)) >= 3 and OSA.distance(ta, tb) == 1 and not (set(ta) ^ set(tb)) & TELLING
        return "trade_slip" if slip else "group"
    if not places:
        return None
    if a.branch != b.branch:
        return None
    if HAN.search(a.core) and HAN.search(b.core):
        return _han_slip(a, b)
    return _latin_slip(a.core, b.core)


def _han_slip(a: FirmName, b: FirmName) -> str | None:
    from rapidfuzz.distance import OSA

    if OSA.distance(a.core, b.core) != 1 or min(len(a.core), len(b.core)) < 4:
        return None
    if (set(a.core) ^ set(b.core)) & TELLING:
        return None
    if sorted(a.core) == sorted(b.core):
        return "trade_slip"  # two characters changed places
    # the slip lies in the trade where the first two characters, nearly always the whole brand, agree
    return "trade_slip" if a.core[:2] == b.core[:2] else "brand_slip"


def _latin_slip(a: str, b: str) -> str | None:
    from rapidfuzz.distance import OSA

    short = min(len(a), len(b))
    far = OSA.distance(a, b)
    return "slip" if short >= 7 and far <= (2 if short >= 14 else 1) else None


def _letters(name: str) -> str:
    return re.sub(r"[\W_]+", "", evened(name))


def _head(part: FirmName) -> bool:
    return (
        "集团" in part.legal or "控股" in part.legal or bool({"group", "holding", "holdings"} & set(part.legal.split()))
    )


def _person(part: FirmName) -> bool:
    """A name of two to four Han characters without trade or legal form: a person's, or a nickname."""
    return not (part.legal or part.trade or part.places) and 2 <= len(part.brand) <= 4 and bool(HAN.match(part.brand))


def _within(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether one trade is the other with something left out."""
    few, many = sorted((a, b), key=len)
    return len(few) < len(many) and set(few) <= set(many)
