"""Picture of the watch list: how often a fall followed each sign, and how often without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import style
from helpers.classification.figures.shared import blank
from helpers.classification.watch.terms import SIGNS
from helpers.language import current, msg
from helpers.quantity import Quantity, write
from helpers.style import ACCENT, FAINT, INK, MUTED, Picture, wrap

if TYPE_CHECKING:
    from helpers.station import StationResult

#: Shares so near that the words above them would meet: one stands above the other.
NEAR = 0.16
#: Words are not put further left than this.
EDGE = 0.07


def plot_watch(result: StationResult, lang: str | None = None) -> Picture:
    """Each sign: share of falls with it (with interval) and without it; solid when proven."""
    lang = lang or current()
    rows = result["watch_signs"]
    rows = rows[rows["alerts"] > 0].sort_values(["share", "sign"], ascending=[False, True]).reset_index(drop=True)
    if rows.empty:
        return blank("watch", lang)
    found = result.finding("watch.list")
    none = msg("No sign came before falls more often than chance explains, so nobody is on the watch list.")
    title = found.say(lang) if found else none.render(lang)
    with style.canvas((9.6, 1.9 + 0.55 * len(rows))) as (fig, ax):
        for place, row in rows.iterrows():
            proven = row["proof"] == "proven"
            colour = ACCENT if proven else MUTED
            ax.plot([row["others_share"], row["share"]], [-place, -place], color=FAINT, lw=5, zorder=1)
            ax.plot([row["low"], row["high"]], [-place, -place], color=colour, lw=2, zorder=2)
            ax.plot(
                [row["share"]],
                [-place],
                "D",
                color=colour if proven else "white",
                mec=colour,
                ms=9,
                zorder=3,
                clip_on=False,
            )
            ax.plot([row["others_share"]], [-place], "o", color="white", mec=INK, ms=8, zorder=3, clip_on=False)
            words = msg(
                "{right} of {n} alerts right",
                right=Quantity(int(row["fell"]), "count"),
                n=Quantity(int(row["alerts"]), "count"),
            )
            told = f"{write(float(row['share']), 'share', lang=lang)}  ({words.render(lang)})"
            ax.text(
                max(row["high"], row["others_share"]) + 0.015, -place, told, va="center", fontsize=9.5, color=colour
            )
        ax.set_yticks(
            [-place for place in range(len(rows))], [wrap(SIGNS[name].render(lang), 17) for name in rows["sign"]]
        )
        ax.tick_params(axis="y", length=0, pad=10)
        ax.set_xlim(0, min(1.35, float(rows[["high", "others_share"]].max().max()) + 0.32))
        ax.set_ylim(-len(rows) + 0.3, 1.0)
        first = rows.iloc[0]
        near = abs(first["share"] - first["others_share"]) < NEAR
        ax.text(
            max(first["share"], EDGE),
            0.66 if near else 0.33,
            msg("with the sign").render(lang),
            ha="center",
            fontsize=9.5,
            color=ACCENT if first["proof"] == "proven" else MUTED,
        )
        ax.text(
            max(first["others_share"], EDGE), 0.33, msg("without").render(lang), ha="center", fontsize=9.5, color=INK
        )
        ax.set_xticks([tick / 5 for tick in range(6)])
        ax.spines["bottom"].set_bounds(0, 1)
        style.share_axis(ax.xaxis)
        ax.set_title(
            msg("share of customers that fell afterwards (solid: proven; hollow: not proven)").render(lang),
            loc="left",
            fontsize=9.5,
            color=MUTED,
        )
        note = msg(
            "{name}: {n} months after each of {tries} earlier dates.",
            name=result.facts.name.pick(lang),
            n=Quantity(result.rules["check_months"], "months"),
            tries=Quantity(result.rules["watch_tries"], "count"),
        )
        return style.finish(fig, title, "watch", note.render(lang))
