"""Products whose names may be one product's: the numbers must agree, the letters nearly.

``GTXPro`` and ``GTX Pro`` are one; ``HE1 M12`` and ``HE1 M18``, ``Pro`` and ``Plus``, ``400W`` and ``750W`` are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from helpers.intake.same.firm_name import evened
from helpers.intake.same.pair import Pair

CONFIDENCE = {"spelt": 0.95, "letters": 0.6}
#: Words by which the members of a series differ; where they do, the products do.
MARKS = frozenset(
    [
        "pro",
        "plus",
        "max",
        "mini",
        "lite",
        "ultra",
        "s",
        "x",
        "xl",
        "l",
        "m",
        "a",
        "b",
        "c",
        "d",
        "e",
        "f",
        "i",
        "ii",
        "iii",
        "iv",
        "new",
        "old",
        "set",
        "left",
        "right",
        "red",
        "blue",
        "green",
        "black",
        "white",
        "grey",
        "左",
        "右",
        "上",
        "下",
        "内",
        "外",
        "大",
        "中",
        "小",
        "红",
        "蓝",
        "绿",
        "黑",
        "白",
        "灰",
        "新",
        "旧",
        "单",
        "双",
        "标准",
        "加强",
        "高",
        "低",
        "男",
        "女",
        "甲",
        "乙",
        "丙",
    ]
)
#: Prices that differ by more than this share speak against one product.
APART = 0.3
#: Rows compared with all others at a time.
CHUNK = 1000


def pairs(products: pd.DataFrame, used: pd.Series | None = None) -> list[Pair]:
    """Proposed pairs among products, the surest first; see :func:`helpers.intake.same.firms.pairs`."""
    rows = products[products["name"].notna()].sort_values("product", kind="stable").reset_index(drop=True)
    weight = {} if used is None else used.to_dict()
    texts = [evened(name) for name in rows["name"]]
    bare = [re.sub(r"[\W_]+", "", text) for text in texts]
    groups: dict[tuple[str, ...], list[int]] = {}
    for at, text in enumerate(texts):
        groups.setdefault(tuple(sorted(re.findall(r"\d+(?:\.\d+)?", text))), []).append(at)
    found = []
    for members in groups.values():
        for a, b in _close(members, bare):
            reason = "spelt" if bare[a] == bare[b] else "letters" if _near(texts[a], texts[b], bare[a], bare[b]) else ""
            if reason:
                sure = _weighed(CONFIDENCE[reason], rows, a, b)
                first, second = sorted((a, b), key=lambda m: (-weight.get(rows["product"][m], 0), rows["product"][m]))
                code, name = rows["product"], rows["name"]
                found.append(
                    Pair("products", code[first], code[second], (name[first], name[second]), "same", sure, reason)
                )
    return sorted(found, key=lambda p: (-p.confidence, p.keep, p.code))


def _close(members: list[int], bare: list[str]) -> Iterator[tuple[int, int]]:
    """Pairs of members that differ by two letters at most."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    texts = [bare[at] for at in members]
    for start in range(0, len(texts), CHUNK):
        far = process.cdist(texts[start : start + CHUNK], texts, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
        left, right = np.nonzero(far <= 2)
        for a, b in zip((left + start).tolist(), right.tolist(), strict=True):
            if a < b:
                yield members[a], members[b]


def _near(left: str, right: str, a: str, b: str) -> bool:
    from rapidfuzz.distance import OSA

    short = min(len(a), len(b))
    if short < 5 or OSA.distance(a, b, score_cutoff=2) > (2 if short >= 12 else 1):
        return False
    only = {re.sub(r"[型款版式色]$", "", token) for token in set(_tokens(left)) ^ set(_tokens(right))}
    coded = any(re.search(r"\d", token) for token in only)
    signs = set(a) ^ set(b)
    return not coded and not only & MARKS and not (len(signs) and signs <= MARKS)


def _tokens(text: str) -> list[str]:
    """Words, and codes of letters and digits together."""
    return re.findall(r"[a-z0-9.]+|[㐀-䶿一-鿿]+", text)


def _weighed(sure: float, rows: pd.DataFrame, a: int, b: int) -> float:
    """Less sure where product line or list price speak against it."""
    if (
        "line" in rows
        and pd.notna(rows["line"][a])
        and pd.notna(rows["line"][b])
        and rows["line"][a] != rows["line"][b]
    ):
        sure *= 0.6
    if "list_price" in rows and pd.notna(rows["list_price"][a]) and pd.notna(rows["list_price"][b]):
        low, high = sorted((int(rows["list_price"][a]), int(rows["list_price"][b])))
        if high and (high - low) / high > APART:
            sure *= 0.6
    return round(sure, 2)
