"""Picture of the check on the past: what each list captured, with its interval."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from helpers import style
from helpers.classification.figures.shared import blank
from helpers.classification.holds.terms import METHODS, OUTCOMES
from helpers.language import current, msg
from helpers.quantity import Quantity, compared
from helpers.style import INK, MAIN, MUTED, Picture

if TYPE_CHECKING:
    from helpers.station import StationResult


def plot_holds(result: StationResult, lang: str | None = None) -> Picture:
    """Left: share of revenue afterwards that each list captured; right: of the increases."""
    lang = lang or current()
    rows = result["holds"]
    if rows.empty:
        return blank("holds", lang)
    found = result.finding("holds.revenue")
    # both panels are written alike: with a decimal where either needs it to tell two lists apart
    fine = any(
        any(one.fine for one in compared(*(Quantity(float(value), "share") for value in part["share"])))
        for _, part in rows.groupby("outcome")
    )
    with style.canvas((10.0, 3.9), 1, 2, sharey=True) as (fig, axes):
        for ax, outcome in zip(axes, OUTCOMES, strict=True):
            part = rows[rows["outcome"] == outcome].reset_index(drop=True)
            shares = [replace(told, fine=fine) for told in (Quantity(float(value), "share") for value in part["share"])]
            for place, row in part.iterrows():
                colour = MAIN if row["method"] == "ours" else INK
                ax.plot([row["low"], row["high"]], [-place, -place], color=colour, lw=2.2, solid_capstyle="butt")
                ax.plot([row["share"]], [-place], "o" if row["method"] == "ours" else "s", color=colour, ms=8)
                text = shares[place].render(lang)
                ax.text(row["share"], -place + 0.2, text, ha="center", va="bottom", fontsize=10, color=colour)
            if part.empty:
                continue
            even = float((part["share"] / part["lift"]).iloc[0])
            ax.axvline(even, color=MUTED, lw=1, ls=":")
            words = msg("by chance {share}", share=Quantity(even, "share")).render(lang)
            ax.text(even, -len(part) + 0.42, " " + words, ha="left", va="center", fontsize=9, color=MUTED)
            ax.set_xlim(0, min(1.0, max(0.05, even * 1.35, float(part["high"].max()) * 1.12)))
            ax.set_ylim(-len(part) + 0.2, 0.75)
            ax.set_yticks(
                [-place for place in range(len(part))],
                [METHODS[name].render(lang) for name in part["method"]],
            )
            ax.tick_params(axis="y", length=0)
            style.share_axis(ax.xaxis)
            title = msg("share captured: {outcome}", outcome=OUTCOMES[outcome])
            ax.set_title(title.render(lang), loc="left", fontsize=9.5, color=MUTED)
        note = msg(
            "{name}: {n} customers on each list, classes made {months} months earlier; shares of what all customers of that date bought afterwards; lines: interval of {level}.",
            name=result.facts.name.pick(lang),
            n=Quantity(int(rows["chosen"].iloc[0]), "count"),
            level=Quantity(0.95, "share"),
            months=Quantity(result.rules["hold_months"], "months"),
        )
        title = found.say(lang) if found else msg("What each list captured afterwards, at equal effort").render(lang)
        return style.finish(fig, title, "holds", note.render(lang))
