"""Firms and products with known doubles, for measuring what is proposed.

Firms come from the parts of :mod:`helpers.demo.names`; which variants are one firm is known because they were made
from it. Many firms share a brand's character, a city or a trade, as real lists do.
"""

from __future__ import annotations

import numpy as np
import opencc

from helpers.demo import names

CITIES = ("苏州", "宁波", "东莞", "合肥", "青岛", "西安", "长沙", "无锡", "佛山", "上海", "天津", "杭州")
NOUNS = (
    "精密机械",
    "电气设备",
    "包装机械",
    "自动化设备",
    "新材料",
    "光伏装备",
    "食品机械",
    "模具制造",
    "电子科技",
    "物流设备",
    "塑料制品",
    "仪器仪表",
)
LEGAL = ("有限公司", "股份有限公司", "有限责任公司")
TRADITIONAL = opencc.OpenCC("s2t")
WIDE = {n: n + 0xFEE0 for n in range(0x21, 0x7F)}
LOOKALIKE = {
    "械": "戒",
    "备": "俻",
    "装": "妆",
    "精": "清",
    "电": "申",
    "料": "科",
    "制": "治",
    "气": "汽",
    "仪": "议",
    "品": "晶",
    "子": "孑",
    "物": "勿",
    "模": "摸",
    "化": "华",
}


def firm(chance: np.random.Generator, brand: str) -> tuple[str, str, str, str]:
    return (
        CITIES[chance.integers(len(CITIES))],
        brand,
        NOUNS[chance.integers(len(NOUNS))],
        LEGAL[chance.choice(len(LEGAL), p=(0.8, 0.15, 0.05))],
    )


def variant(parts: tuple[str, str, str, str], kind: str, chance: np.random.Generator) -> str:
    """The same firm as somebody else wrote it."""
    city, brand, noun, legal = parts
    whole = "".join(parts)
    if kind == "traditional":
        return TRADITIONAL.convert(whole)
    if kind == "brackets":
        return f"{brand}（{city}）{noun}{legal}"
    if kind == "blanks":
        return f" {city}{brand} {noun}{legal}"
    if kind == "legal":
        return f"{city}{brand}{noun}" + ("有限公司" if legal != "有限公司" else "股份有限公司")
    if kind == "no_legal":
        return f"{city}{brand}{noun}"
    if kind == "no_place":
        return f"{brand}{noun}{legal}"
    if kind == "province":
        return f"{city}市{brand}{noun}{legal}"
    if kind == "branch":
        return f"{whole}{CITIES[chance.integers(len(CITIES))]}分公司"
    if kind == "slip":
        places = [n for n, sign in enumerate(noun) if sign in LOOKALIKE]
        at = places[chance.integers(len(places))]
        return f"{city}{brand}{noun[:at]}{LOOKALIKE[noun[at]]}{noun[at + 1 :]}{legal}"
    if kind == "swap":
        return f"{city}{brand}{noun[1]}{noun[0]}{noun[2:]}{legal}"
    if kind == "short":
        return f"{city}{brand}"
    raise ValueError(kind)


KINDS = (
    "traditional",
    "brackets",
    "blanks",
    "legal",
    "no_legal",
    "no_place",
    "province",
    "branch",
    "slip",
    "swap",
    "short",
)


def customers(seed: int, firms: int = 400, doubles: int = 200):
    """Names by code, and the pairs that are one firm with the kind of variant."""
    chance = np.random.default_rng(seed)
    brands = names.brands(firms, chance)
    # one brand in five is used by two firms in different trades or cities: hard to tell, and not the same
    for n in range(firms // 5):
        brands[firms - 1 - n] = brands[n]
    parts = [firm(chance, brand) for brand in brands]
    parts = list(dict.fromkeys(parts))
    listed = [("".join(p), n) for n, p in enumerate(parts)]
    truth = []
    for n in chance.permutation(len(parts))[:doubles].tolist():
        kind = KINDS[len(truth) % len(KINDS)]
        truth.append((n, len(listed), kind))
        listed.append((variant(parts[n], kind, chance), n))
    order = chance.permutation(len(listed))
    code = {int(old): f"C{new:04d}" for new, old in enumerate(order)}
    rows = {code[n]: name for n, (name, _) in enumerate(listed)}
    return rows, {frozenset((code[a], code[b])): kind for a, b, kind in truth}


SERIES = ("GTX", "HE1", "SD", "MPX", "Alpha", "Servo Drive", "接近传感器", "伺服电机", "减速机", "控制柜", "Cable Kit")
MEMBERS = ("Pro", "Plus", "Mini", "400W", "750W", "M12", "M18", "标准型", "加强型", "2.5kg", "5kg", "A", "B")


def products(seed: int):
    chance = np.random.default_rng(seed)
    whole = [f"{s} {m}" for s in SERIES for m in MEMBERS]
    listed, truth = list(whole), []
    for n in chance.permutation(len(whole))[:60].tolist():
        kind = ("glued", "hyphen", "wide", "case")[len(truth) % 4]
        name = whole[n]
        double = {
            "glued": name.replace(" ", ""),
            "hyphen": name.replace(" ", "-"),
            "wide": name.translate(WIDE),
            "case": name.upper() if name.upper() != name else name + " ",
        }[kind]
        truth.append((n, len(listed), kind))
        listed.append(double)
    order = chance.permutation(len(listed))
    code = {int(old): f"P{new:03d}" for new, old in enumerate(order)}
    return {code[n]: name for n, name in enumerate(listed)}, {frozenset((code[a], code[b])): k for a, b, k in truth}
