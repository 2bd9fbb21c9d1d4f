"""What visits saw: the three steps by region."""

from __future__ import annotations

from helpers import style
from helpers.diagnosis import dots
from helpers.diagnosis.regions.found_visits import POOR
from helpers.diagnosis.regions.terms import STEPS
from helpers.diagnosis.sales.figure_words import title
from helpers.language import current, msg
from helpers.show import spoken, word
from helpers.station import StationResult


def plot_visits(result: StationResult, lang: str | None = None) -> style.Picture:
    """One panel a step; a region a row, poorest competition first, squares where the whole interval is poor."""
    lang = lang or current()
    table = result["visit_scores"]
    plain = (
        msg("No region looks poor on site beyond doubt")
        if len(table)
        else msg("No visits yet: the visit form takes ten minutes a place")
    )
    named = title(result, lang, "regions.weakest", otherwise=plain)
    order = list(table.groupby("region")["value"].mean().sort_values(kind="stable").index)
    with style.canvas((9.6, dots.height(len(order)) + 0.3), 1, 3, sharey=True) as (fig, axes):
        if table.empty:
            for ax in axes:
                dots.empty(ax)
            return style.finish(fig, named, "visits", empty=True)
        for ax, (_, title_of) in zip(axes, STEPS.items(), strict=True):
            part = table[table["step"] == word(title_of)].set_index("region").reindex(order)
            strong = (part["high"] < POOR).tolist()

            def say(place: int, part=part, strong=strong) -> str:
                return spoken(part["weakest"].iloc[place], lang) if strong[place] else ""

            dots.rows(ax, order, part["value"], part["low"], part["high"], say=say, strong=strong, line=POOR)
            ax.set_title(title_of.render(lang), fontsize=11, loc="left", color=style.INK)
            ax.set_xlim(0.9, 5.3)
            ax.set_xticks([1, 2, 3, 4, 5])
        note = msg(
            "One to five, five is good for us; mean of three questions, freed of how strictly each visitor scores. Squares: the whole interval lies below the middle of the scale (dashed); beside them the weakest question."
        )
        return style.finish(fig, named, "visits", note.render(lang))
