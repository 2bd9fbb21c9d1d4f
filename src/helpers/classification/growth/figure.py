"""Picture of the growth model: whether told chances came true, and whether its list beat simple ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import style
from helpers.classification.figures.shared import blank
from helpers.classification.growth.terms import METHODS
from helpers.language import current, msg
from helpers.quantity import Quantity, write
from helpers.style import FAINT, INK, MAIN, MUTED, Picture, wrap

if TYPE_CHECKING:
    from helpers.station import StationResult


def plot_growth(result: StationResult, lang: str | None = None) -> Picture:
    """Left: told chance against what came true; right: share that grew among as many chosen by each ranking."""
    lang = lang or current()
    curve, check, found = result["growth_curve"], result["growth_check"], result.finding("growth.model")
    if found is None or curve.empty or check.empty:
        why = msg("The record is too short, or too few customers have a past, to try a forecast of growth.")
        return blank("growth", lang, why)
    known = not result["growth"].empty
    with style.canvas((10.2, 4.3), 1, 2, width_ratios=[1, 1.25]) as (fig, axes):
        _curve(axes[0], curve, lang, known)
        _lift(axes[1], check, lang, known)
        note = msg(
            "{name}: {times} past dates, {months} months ahead of each; lines are intervals at {level}.",
            name=result.facts.name.pick(lang),
            times=found.quantities["times"],
            months=Quantity(result.rules["growth_ahead"], "months"),
            level=Quantity(0.95, "share"),
        )
        return style.finish(fig, found.say(lang), "growth", note.render(lang))


def _curve(ax, curve, lang: str, known: bool) -> None:
    top = min(1.0, float(curve[["high", "told"]].max().max()) * 1.12)
    ax.plot([0, top], [0, top], color=FAINT, lw=1.5, zorder=1)
    ax.text(
        top * 0.99,
        top * 0.04,
        msg("grey line: forecast = outcome").render(lang),
        ha="right",
        va="bottom",
        fontsize=9,
        color=MUTED,
    )
    for _, row in curve.iterrows():
        ax.plot([row["told"]] * 2, [row["low"], row["high"]], color=MAIN, lw=2, solid_capstyle="butt", zorder=2)
        ax.plot([row["told"]], [row["share"]], "o", color=MAIN if known else "white", mec=MAIN, ms=8, zorder=3)
    ax.set_xlim(0, top)
    ax.set_ylim(0, top)
    style.share_axis(ax.xaxis)
    style.share_axis(ax.yaxis)
    ax.set_xlabel(msg("forecast chance of growing").render(lang))
    ax.set_title(msg("share that grew").render(lang), loc="left", fontsize=9.5, color=MUTED)


def _lift(ax, check, lang: str, known: bool) -> None:
    for place, row in check.reset_index(drop=True).iterrows():
        ours = row["method"] == "model"
        colour = MAIN if ours else INK
        ax.plot([row["share_low"], row["share_high"]], [-place] * 2, color=colour, lw=2.2, solid_capstyle="butt")
        face = colour if known or not ours else "white"
        ax.plot([row["share"]], [-place], "o" if ours else "s", color=face, mec=colour, ms=8, zorder=3)
        text = write(float(row["share"]), "share", lang=lang)
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}  # the line of chance runs behind it
        step = 7, 0
        ax.annotate(
            text, (row["share_high"], -place), step, textcoords="offset points", va="center", color=colour, bbox=box
        )
    even = float((check["share"] / check["lift"]).iloc[0])
    ax.axvline(even, color=MUTED, lw=1, ls=":")
    words = msg("by chance {share}", share=Quantity(even, "share")).render(lang)
    ax.text(even, -len(check) + 0.42, " " + words, ha="left", va="center", fontsize=9, color=MUTED)
    ax.set_xlim(0, min(1.0, max(0.05, float(check["share_high"].max()) * 1.25)))
    ax.set_ylim(-len(check) + 0.2, 0.75)
    ax.set_yticks(
        [-place for place in range(len(check))], [wrap(METHODS[name].render(lang), 10) for name in check["method"]]
    )
    ax.tick_params(axis="y", length=0)
    style.share_axis(ax.xaxis)
    places = Quantity(int(check["places"].iloc[0]), "count")
    ax.set_title(
        msg("share that grew among {places} places given by each ranking", places=places).render(lang),
        loc="left",
        fontsize=9.5,
        color=MUTED,
    )
