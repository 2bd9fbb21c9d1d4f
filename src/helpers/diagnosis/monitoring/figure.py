"""The same measures at two dates: hollow before, solid now, each on its own line."""

from __future__ import annotations

from helpers import style
from helpers.language import current, msg
from helpers.quantity import Quantity
from helpers.show import cell, sentence
from helpers.station import StationResult


def plot_monitor(result: StationResult, lang: str | None = None) -> style.Picture:
    """Before and now of every measure; those that moved by more than chance stand out."""
    lang = lang or current()
    table = result["monitor"]
    strong = table["verdict"].isin(["better", "worse", "moved"])
    if not len(table):
        named = msg("There is no earlier diagnosis to compare with").render(lang)
    elif strong.sum() == 1:
        row = table[strong].iloc[0]
        named = msg(
            "One of {all} measures moved by more than chance: {measure}, from {before} to {now}",
            measure=sentence(row["measure_name"]),
            before=sentence(row["shown_before"]),
            now=sentence(row["shown_now"]),
            all=Quantity(len(table), "count"),
        ).render(lang)
    elif strong.any():
        named = msg("{moved} of {all} measures moved by more than chance").render(
            lang, moved=Quantity(int(strong.sum()), "count"), all=Quantity(len(table), "count")
        )
    else:
        named = msg("No measure moved by more than chance").render(lang)
    columns = ("measure_name", "shown_before", "shown_now", "verdict_name")
    with style.canvas((9.0, 1.6 + 0.36 * max(len(table), 3))) as (fig, ax):
        ax.axis("off")
        ax.set_xlim(0, 10)
        ax.set_ylim(max(len(table), 3) - 0.4, -1.2)
        at = (0, 4.9, 7.1, 9.4)
        words = (msg("Measure"), msg("At the earlier date"), msg("At the later date"), None)
        for x, head in zip(at, words, strict=True):
            if head is not None:
                ax.text(x, -0.9, head.render(lang), ha="left" if x == 0 else "right", color=style.MUTED, fontsize=9.5)
        arrows = {"better": "▲", "worse": "▼", "moved": "◆", "counted": "·", "chance": "·", "same": "="}
        for place, row in enumerate(table.itertuples()):
            texts = [cell(getattr(row, name), "text", result.facts.currency).render(lang) for name in columns]
            big = row.verdict in ("better", "worse", "moved")
            ink = style.ACCENT if row.verdict == "worse" else style.MAIN if big else style.INK
            ax.axhline(place + 0.5, color=style.FAINT, lw=0.6)
            ax.text(0, place, texts[0], va="center", fontsize=9.5)
            ax.text(at[1], place, texts[1], va="center", ha="right", fontsize=9.5, color=style.MUTED)
            ax.text(at[2], place, texts[2], va="center", ha="right", fontsize=9.5, color=ink)
            ax.text(7.35, place, f"{arrows[row.verdict]} {texts[3]}", va="center", fontsize=9.5, color=ink)
        note = msg(
            "Moved: the two intervals do not overlap. Counted figures have no interval; any difference is real."
        ).render(lang)
        return style.finish(fig, named, "monitor", note if len(table) else "", empty=table.empty)
