"""Picture of the blind pick: the money where managers and data differ, and how far managers agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import style
from helpers.classification.blind_pick.part import DIFFERS
from helpers.classification.figures.shared import label
from helpers.language import current, msg
from helpers.quantity import Quantity, write_money
from helpers.show import sentence, spoken
from helpers.style import ACCENT, INK, MAIN, MUTED, THIRD, Picture

if TYPE_CHECKING:
    from helpers.station import StationResult

COLOURS = {"same": MAIN, "unnamed": ACCENT, "overrated": THIRD, "other": MUTED}


def plot_blind(result: StationResult, lang: str | None = None) -> Picture:
    """Left: revenue of the customers on either list, by how the two differ; right: agreement of the managers."""
    lang, rows = lang or current(), result["blind_customers"]
    if rows.empty:
        title = msg("No manager's list was sealed, so feeling and data cannot be compared.").render(lang)
        with style.canvas((9.0, 1.6)) as (fig, ax):
            ax.axis("off")
            return style.finish(fig, title, "blind", empty=True)
    found, n = result.finding("blind.missed"), Quantity(len(result["blind_raters"]), "count")
    title = msg("Nobody who comes first by the data was missed by all of the {n} managers.", n=n).render(lang)
    title = found.say(lang) if found else title
    with style.canvas((10.2, 3.6), 1, 2, width_ratios=(3, 2)) as (fig, (left, right)):
        _money(left, rows, result.facts.currency, lang)
        _agreement(right, result["blind_agreement"], lang)
        note = msg(
            "{n} lists; agreement beyond chance, lines: interval of {level}.", n=n, level=Quantity(0.95, "share")
        )
        return style.finish(fig, title, "blind", note.render(lang))


def _money(ax, rows, currency: str, lang: str) -> None:
    told = rows["differs"].map(lambda cell: sentence(cell).msgid)
    shown = [name for name, words in DIFFERS.items() if (told == words.msgid).any()]
    reach = 1.0
    for place, name in enumerate(shown):
        own = rows[told == DIFFERS[name].msgid]
        money = max(int(own["revenue"].sum()), 0)
        reach = max(reach, money)
        ax.barh(-place, money, height=0.6, color=COLOURS[name])
        words = msg("{n} customers · {money}", n=Quantity(len(own), "count"), money=write_money(money, currency, lang))
        ax.text(money, -place, "  " + words.render(lang), va="center", fontsize=9.5)
    ax.set_yticks([-place for place in range(len(shown))], [label(DIFFERS[name].render(lang), 11) for name in shown])
    ax.set_xlim(0, reach * 1.6)
    ax.tick_params(axis="y", length=0)
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    ax.set_title(msg("net revenue of customers on either list").render(lang), loc="left", fontsize=9.5, color=MUTED)


def _agreement(ax, alike, lang: str) -> None:
    known = alike[alike["value"].notna()]
    if known.empty:
        ax.axis("off")
        words = msg("With one list there is no agreement to measure.").render(lang)
        ax.text(0, 0.6, style.wrap(words, 16), transform=ax.transAxes, fontsize=10, color=MUTED)
        return
    for place, (_, row) in enumerate(known.iterrows()):
        if row["low"] == row["low"]:
            ax.plot([row["low"], row["high"]], [-place, -place], color=INK, lw=1.4)
        ax.scatter([row["value"]], [-place], 60, MAIN, zorder=3)
        ax.text(row["value"], -place + 0.14, f"{row['value']:.2f}", ha="center", fontsize=9.5)
    ax.axvline(0, color=MUTED, lw=0.9, ls="--")
    ax.set_yticks([-place for place in range(len(known))], [label(spoken(cell, lang), 12) for cell in known["measure"]])
    low = min(-0.3, float(known["low"].fillna(0).min()) - 0.1)
    ax.set_xlim(low, 1.08)
    ax.set_ylim(-len(known) + 0.4, 0.6)
    ax.set_xticks([0, 0.5, 1], [msg("by chance").render(lang), "0.5", msg("all alike").render(lang)])
    ax.tick_params(axis="y", length=0)
    ax.set_title(msg("how far the managers agree").render(lang), loc="left", fontsize=9.5, color=MUTED)
