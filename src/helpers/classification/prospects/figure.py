"""Picture of the prospects: what each of the first would bring, and the way in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import style
from helpers.classification.figures.shared import blank
from helpers.classification.prospects.terms import KINDS
from helpers.language import current, msg
from helpers.quantity import Quantity, write
from helpers.style import FAINT, INK, MAIN, MUTED, Picture, wrap

if TYPE_CHECKING:
    from helpers.station import StationResult


def plot_prospects(result: StationResult, lang: str | None = None) -> Picture:
    """The first of the list: worth if won as an outline, expected as a hatched bar, the way in at its side."""
    lang = lang or current()
    rows, found = result["prospects"], result.finding("prospects.list")
    if rows.empty or found is None:
        why = msg("The folder names no open prospects (table prospects), so none can be ranked.")
        return blank("prospects", lang, why)
    rows = rows.head(result.rules["list_length"]).reset_index(drop=True)
    known, currency = rows["chance"].notna().all(), result.facts.currency
    with style.canvas((10.0, 1.7 + 0.42 * len(rows))) as (fig, ax):
        far = float(rows["value"].max())
        for place, row in rows.iterrows():
            ax.barh(-place, row["value"], 0.62, color="none", edgecolor=MUTED, lw=1)
            if known:
                ax.barh(-place, row["value"] * row["chance"], 0.62, color=FAINT, edgecolor=MAIN, hatch="////", lw=1)
            money = write(float(row["value"]), "money", currency, lang)
            words = KINDS[row["kind"]].render(lang)
            colour = INK if row["kind"] != "cold" else MUTED
            ax.text(
                float(row["value"]) + far * 0.015, -place, f"{money}  {words}", va="center", fontsize=9.5, color=colour
            )
        ax.set_yticks(
            [-place for place in range(len(rows))], [wrap(str(name), 17) for name in rows["name"]], fontsize=9
        )
        ax.tick_params(axis="y", length=0)
        ax.set_xlim(0, far * 1.5)
        ax.set_ylim(-len(rows) + 0.4, 0.6)
        style.money_axis(ax.xaxis, currency, lang)
        head = msg("outline: a year's worth if won; hatched: times the chance of winning")
        ax.set_title(
            (head if known else msg("a year's worth if won")).render(lang), loc="left", fontsize=9.5, color=MUTED
        )
        note = msg(
            "{name}, {day}: prospects not won or given up yet.",
            name=result.facts.name.pick(lang),
            day=Quantity(result.facts.as_of, "date"),
        )
        return style.finish(fig, found.say(lang), "prospects", note.render(lang))
