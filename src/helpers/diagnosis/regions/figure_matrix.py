"""The matrix of regions with its ellipses."""

from __future__ import annotations

import numpy as np

from helpers import beside, style
from helpers.diagnosis import dots
from helpers.diagnosis.regions.matrix import zone
from helpers.diagnosis.regions.terms import ZONES
from helpers.diagnosis.sales.figure_words import title
from helpers.language import current, msg
from helpers.quantity import Quantity, is_missing
from helpers.show import spoken
from helpers.station import StationResult

#: An ellipse holds the truth in 95 of 100 draws: square root of the chi-square quantile with two degrees of freedom.
REACH = 2.4477


def plot_region_matrix(result: StationResult, lang: str | None = None) -> style.Picture:
    """Attractiveness over strength: a circle the size of the market, an ellipse for what is not known."""
    lang = lang or current()
    table = result["region_matrix"]
    plain = (
        msg(
            "No region belongs surely to those to invest in, or to those to hold or withdraw from: the doubt is wider than the zones"
        )
        if len(table)
        else msg("No matrix yet: it takes estimates of markets or visits in two regions")
    )
    named = title(result, lang, "regions.placed", otherwise=plain)
    with style.canvas((8.6, 6.4)) as (fig, ax):
        if table.empty:
            dots.empty(ax)
            return style.finish(fig, named, "region_matrix", empty=True)
        _cells(ax)
        largest = np.nanmax(np.append(table["market"].astype("float64").to_numpy(), 1.0))
        (left, right), (low, high) = _frame(table, "strong", "sd_x"), _frame(table, "attractive", "sd_y")
        ax.set_xlim(left, right)
        ax.set_ylim(low, high)
        names, lines = [], []
        order = table.sort_values(["attractive", "region"], ascending=[False, True], kind="stable")
        for _, row in order.iterrows():
            lines.append(_ellipse(ax, row))
            size = 60.0 if is_missing(row["market"]) else max(900 * float(row["market"]) / largest, 40)
            ax.scatter(
                row["strong"], row["attractive"], s=size, color=style.MAIN, alpha=0.85, edgecolor="white", zorder=3
            )
            names.append(_name(row, size, lang))
        beside.names(ax, names, lines, _zones(ax, (left, right), (low, high), lines, lang))
        ax.set_xlabel(msg("our strength there (50 = mean of our regions)").render(lang))
        ax.set_ylabel(msg("attractiveness of the market (50 = mean of our regions)").render(lang))
        note = msg(
            "Blue: {invest}; grey: {select}; white: {harvest}. Circles: size of the market; percent: our share. Ellipses hold the place in {share} of random draws of every estimate within its error.",
            share=Quantity(0.95, "share"),
            **ZONES,
        )
        return style.finish(fig, named, "region_matrix", note.render(lang))


def _cells(ax) -> None:
    third = 100 / 3
    inks = {"invest": "#d5e6f1", "select": "#f0f3f5", "harvest": "#ffffff"}
    for i in range(3):
        for j in range(3):
            name = "invest" if i + j >= 3 else "select" if i + j == 2 else "harvest"
            ax.add_patch(_box(i * third, j * third, third, inks[name]))


def _frame(table, at: str, doubt: str) -> tuple[float, float]:
    """What is drawn of an axis: all ellipses, but at least forty points."""
    low = float((table[at] - 2.6 * table[doubt]).min()) - 4
    high = float((table[at] + 2.6 * table[doubt]).max()) + 8
    short = max(40 - (high - low), 0) / 2
    return max(low - short, 0.0), min(high + short, 100.0)


def _zones(ax, across: tuple[float, float], up: tuple[float, float], lines: list, lang: str) -> list:
    """Name of each zone in a corner, crossed by no ellipse if can be, of its cell that takes most of the frame, of equals
    the outermost; in none where no cell of it has room."""
    third, texts = 100 / 3, []
    wide, tall = across[1] - across[0], up[1] - up[0]
    best: dict[str, tuple] = {}
    for i in range(3):
        for j in range(3):
            left, right = max(i * third, across[0]), min((i + 1) * third, across[1])
            low, high = max(j * third, up[0]), min((j + 1) * third, up[1])
            if right - left < 0.2 * wide or high - low < 0.08 * tall:
                continue
            name = str(zone(np.array((low + high) / 2), np.array((left + right) / 2)))
            outer = i + j if name == "invest" else -(i + j)
            key = (round((right - left) * (high - low), 6), outer, i)
            if name not in best or key > best[name][0]:
                best[name] = (key, (left, right), (low, high))
    points = np.concatenate(lines)
    size = np.array([0.2 * wide, 0.07 * tall])
    for name, (_, sides, ends) in best.items():
        corners = [(x, y) for y in (1, 0) for x in (0, 1)]

        def crossed(corner, sides=sides, ends=ends) -> int:
            x, y = corner
            low = np.array([sides[x] - x * size[0], ends[y] - y * size[1]])
            return int(((points >= low) & (points <= low + size)).all(axis=1).sum())

        x, y = min(corners, key=crossed)
        at = (sides[x] + (1 - 2 * x) * 0.012 * wide, ends[y] + (1 - 2 * y) * 0.015 * tall)
        ha, va = ("left", "right")[x], ("bottom", "top")[y]
        texts.append(ax.text(*at, ZONES[name].render(lang), ha=ha, va=va, color=style.QUIET, fontsize=11))
    return texts


def _box(x: float, y: float, size: float, ink: str):
    from matplotlib.patches import Rectangle

    return Rectangle((x, y), size, size, facecolor=ink, edgecolor=style.FAINT, linewidth=1, zorder=0)


def _ellipse(ax, row) -> np.ndarray:
    """Draws it; returns points along it."""
    from matplotlib.patches import Ellipse

    x, y, r = float(row["sd_x"]), float(row["sd_y"]), float(row["correlation"])
    values, vectors = np.linalg.eigh([[x * x, r * x * y], [r * x * y, y * y]])
    width, height = 2 * REACH * np.sqrt(np.clip(values[::-1], 0, None))
    angle = np.degrees(np.arctan2(vectors[1, 1], vectors[0, 1]))
    drawn = Ellipse(
        (row["strong"], row["attractive"]),
        width,
        height,
        angle=angle,
        fill=False,
        edgecolor=style.INK,
        lw=1,
        ls=(0, (3, 2)),
        zorder=2,
    )
    ax.add_patch(drawn)
    return drawn.get_patch_transform().transform_path(drawn.get_path()).interpolated(20).vertices


def _name(row, size: float, lang: str) -> beside.Name:
    """The region's name and our share."""
    words = spoken(row["region"], lang)
    if not is_missing(row["share"]):
        words += " " + Quantity(row["share"], "share").render(lang)
    return beside.Name(words, float(row["strong"]), float(row["attractive"]), reach=np.sqrt(size / np.pi))
