"""Picture of the customers by revenue, with their ABC classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from helpers import style
from helpers.classification import terms
from helpers.classification.figures.shared import blank, note
from helpers.language import current, msg
from helpers.quantity import Quantity, write
from helpers.style import FAINT, INK, MAIN, MUTED, SECOND, Picture

if TYPE_CHECKING:
    from helpers.station import StationResult


ZONES = {"A": MAIN, "B": SECOND, "C": FAINT}


def plot_abc(result: StationResult, lang: str | None = None) -> Picture:
    """Pareto curve of customers with the zones A, B and C."""
    lang = lang or current()
    ranked = result["abc"]
    ranked = ranked[ranked["revenue"] > 0]
    if ranked.empty:
        return blank("abc", lang)
    found = result.finding("abc.concentration")
    even = msg("Revenue is spread over {n} customers without a top that stands out.", n=Quantity(len(ranked), "count"))
    if len(ranked) == 1:
        even = msg("All revenue comes from one customer, {name}.", name=Quantity(str(ranked["name"].iloc[0]), "text"))
    title = found.say(lang) if found else even.render(lang)
    curve = np.concatenate([[0], ranked["revenue"].to_numpy().cumsum() / ranked["revenue"].sum()])
    with style.canvas((9.0, 5.0)) as (fig, ax):
        x, begin = np.arange(len(curve)), 0
        box = {"facecolor": "white", "alpha": 0.85, "edgecolor": "none", "pad": 1.5}
        totals = result["abc_classes"].set_index("abc")
        for name, colour in ZONES.items():
            if name not in totals.index:
                continue
            count = int(totals.loc[name, "customers"])
            ends = slice(begin, begin + count + 1)
            ax.fill_between(x[ends], curve[ends], color=colour, alpha=0.35 if name != "C" else 0.8, lw=0)
            words = msg(
                "{name}\n{n} customers\n{share} of revenue",
                name=terms.ABC[name],
                n=Quantity(count, "count"),
                share=Quantity(float(totals.loc[name, "share"]), "share"),
            )
            inside = name == "A" and count > len(ranked) * 0.2
            edge = begin + count if inside else begin
            away = len(ranked) * (-0.012 if inside else 0.012)
            height = {"A": 0.26, "B": 0.38, "C": 0.50}[name]
            ax.text(edge + away, height, words.render(lang), ha="right" if inside else "left", va="center", bbox=box)
            if begin:
                ax.axvline(begin, color="white", lw=1.5)
            begin += count
        ax.plot(x, curve, color=INK, lw=2)
        for name in ("A", "B"):
            if name in totals.index:
                stop = int(totals["customers"].reindex(list("ABC")[: "ABC".index(name) + 1]).fillna(0).sum())
                ax.plot([stop], [curve[stop]], "o", color=INK, ms=5)
                ax.annotate(
                    write(curve[stop], "share", lang=lang),
                    (stop, curve[stop]),
                    xytext=(5, -13),
                    textcoords="offset points",
                    fontsize=9.5,
                )
        largest = f"{ranked['name'].iloc[0]}  {write(float(ranked['share'].iloc[0]), 'share', lang=lang)}"
        height = curve[1] if curve[1] > 0.62 else 0.05
        ax.annotate(
            largest,
            (1, curve[1]),
            xytext=(len(ranked) * 0.06 + 1, height),
            fontsize=9.5,
            va="center",
            arrowprops={"arrowstyle": "-", "color": MUTED, "lw": 0.8},
            bbox=box,
        )
        ax.set_xlim(0, len(ranked))
        ax.set_ylim(0, 1.02)
        style.share_axis(ax.yaxis)
        ax.set_xlabel(msg("customers with revenue, largest first").render(lang))
        ax.set_title(msg("cumulated share of net revenue").render(lang), loc="left", fontsize=9.5, color=MUTED)
        return style.finish(fig, title, "abc", note(result, lang))
