"""Customers from largest to smallest and the revenue they bring together."""

from __future__ import annotations

import numpy as np

from helpers import style
from helpers.diagnosis.sales.figure_words import title
from helpers.language import current, msg
from helpers.quantity import Quantity
from helpers.station import StationResult

#: Closer than this, in share of customers, two marks share a label.
NEAR = 0.03


def plot_concentration(result: StationResult, lang: str | None = None) -> style.Picture:
    """The Pareto curve with half of the revenue, the top customers and the largest one marked."""
    lang = lang or current()
    curve, sums = result["concentration_curve"], result["concentration"]
    named = title(
        result, lang, "concentration.half", "concentration.largest", otherwise=msg("Too few customers for a curve")
    )
    with style.canvas() as (fig, ax):
        count = len(curve)
        if count:
            row = sums.iloc[0 if result.rules["one_time"] == "include" else -1]
            x = np.concatenate([[0.0], curve["customer_share"].to_numpy()])
            y = np.concatenate([[0.0], curve["cumulative"].to_numpy()])
            ax.plot([0, 1], [0, 1], color=style.MUTED, lw=1, ls=(0, (4, 3)))
            ax.text(
                0.78,
                0.73,
                msg("if all customers were equal").render(lang),
                color=style.MUTED,
                rotation_mode="anchor",
                va="top",
                fontsize=9.5,
            )
            ax.plot(x, y, color=style.MAIN, lw=2.6)
            _marks(ax, curve, row, lang)
        ax.set_xlim(0, 1.02)
        ax.set_ylim(0, 1.04)
        style.share_axis(ax.xaxis)
        style.share_axis(ax.yaxis)
        ax.set_xlabel(msg("share of customers, largest first").render(lang))
        ax.set_ylabel(msg("share of revenue").render(lang))
        ax.grid()
        return style.finish(fig, named, "concentration", _note(result, lang))


def _marks(ax, curve, row, lang) -> None:
    count = len(curve)
    first = curve.iloc[0]
    name = first["name"] if isinstance(first["name"], str) and first["name"] else first["customer"]
    marks = [
        (
            0,
            msg("largest: {name}, {share}", name=Quantity(name, "text"), share=Quantity(first["share"], "share")),
            style.ACCENT,
        )
    ]
    if count >= 5:
        half, head = int(row["half"]), int(row["top_customers"])
        marks.append(
            (
                half - 1,
                msg(
                    "{half} customers: {share}",
                    half=Quantity(half, "count"),
                    share=Quantity(curve["cumulative"].iloc[half - 1], "share"),
                ),
                style.INK,
            )
        )
        words = msg(
            "largest {part} ({head} customers): {share}",
            part=Quantity(0.2, "share"),
            head=Quantity(head, "count"),
            share=Quantity(row["top"], "share"),
        )
        marks.append((head - 1, words, style.INK))
    marks = [mark for mark in marks if mark[2] == style.ACCENT or mark[0] > 0]
    marks = [(place, words.render(lang), ink) for place, words, ink in marks]
    marks.sort(key=lambda mark: mark[0], reverse=True)
    for first, second in zip(marks, marks[1:], strict=False):
        if first[2] == second[2] and (first[0] - second[0]) / count < NEAR:  # two labels of one spot: one label
            marks[marks.index(first)] = (first[0], f"{second[1]}\n{first[1]}", first[2])
            marks.remove(second)
            ax.plot(
                curve["customer_share"].iloc[second[0]], curve["cumulative"].iloc[second[0]], "o", color=second[2], ms=8
            )
            break
    above = 1.05
    for place, words, ink in marks:
        x, y = curve["customer_share"].iloc[place], curve["cumulative"].iloc[place]
        lines = words.split("\n")
        half = 0.028 * len(lines)
        height = max(min(y - 0.025, above - half - 0.03), 0.045)
        above = height - half
        ax.plot(x, y, "o", color=ink, ms=8)
        spot, side = _spot(x, height, half, max(map(_width, lines)))
        ax.annotate(
            words,
            (x, y),
            xytext=(spot, height),
            color=ink,
            va="center",
            ha="left" if side else "right",
            linespacing=1.3,
            arrowprops={"arrowstyle": "-", "color": ink, "lw": 0.7}
            if abs(height - y) > 0.04 or abs(spot - x) > 0.06
            else None,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.2, "alpha": 0.85},
        )


def _width(text: str) -> float:
    """About how much of the axis a line of a label takes."""
    return 0.0088 * sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


def _spot(x: float, height: float, half: float, width: float) -> tuple[float, bool]:
    """Where a label begins (ends, when not to the right of its point): beside its point, but not on the dashed line."""
    if x >= 0.6:
        return x - 0.035, False
    begin = x + 0.035
    if begin < height + half and height - half < begin + width and height + half + 0.02 + width < 1:
        begin = height + half + 0.02
    return begin, True


def _note(result: StationResult, lang: str) -> str:
    found = result.finding("concentration.half")
    if found is None:
        return ""
    start, end = (Quantity(day, "date") for day in found.period)
    return msg(
        "Net revenue from {start} to {end}; customers whose net is zero or below are not on the curve.",
        start=start,
        end=end,
    ).render(lang)
