"""The same measures at two dates: hollow before, solid now, each on its own line."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from helpers import style
from helpers.diagnosis.listing import listed
from helpers.diagnosis.monitoring.compare import COUNTED
from helpers.diagnosis.monitoring.compute import earlier_date, periods
from helpers.diagnosis.monitoring.measures import MEASURES
from helpers.language import Message, current, msg
from helpers.quantity import Quantity
from helpers.show import cell, sentence
from helpers.station import StationResult

#: So many counted measures are named in the title, the first.
MOST = 3


def plot_monitor(result: StationResult, lang: str | None = None) -> style.Picture:
    """Before and now of every measure; those that moved by more than chance stand out."""
    lang = lang or current()
    table = result["monitor"]
    named = told(table).render(lang)
    named = named[:1].upper() + named[1:]
    columns = ("measure_name", "brief_before", "brief_now", "shown_change", "verdict_name")
    with style.canvas((9.6, 1.6 + 0.36 * max(len(table), 3))) as (fig, ax):
        ax.axis("off")
        ax.set_xlim(0, 11.4)
        ax.set_ylim(max(len(table), 3) - 0.4, -1.2)
        at = (0, 4.35, 5.75, 8.1)
        date = dt.date.fromisoformat(result.facts.as_of)
        days = [Quantity(day.isoformat(), "date").render(lang) for day in (earlier_date(date, result.rules), date)]
        for x, head in zip(at, (msg("Measure").render(lang), *days, msg("Difference").render(lang)), strict=True):
            ax.text(x, -0.9, head, ha="left" if x == 0 else "right", color=style.MUTED, fontsize=9.5)
        arrows = {
            "better": "▲",
            "worse": "▼",
            "moved": "◆",
            "risen": "↑",
            "fallen": "↓",
            "alone": "?",
            "chance": "·",
            "same": "=",
        }
        for place, row in enumerate(table.itertuples()):
            texts = [cell(getattr(row, name), "text", result.facts.currency).render(lang) for name in columns]
            big = row.verdict in ("better", "worse", "moved")
            ink = style.ACCENT if row.verdict == "worse" else style.MAIN if big else style.INK
            if big:  # a band tells it without colour, too
                ax.axhspan(place - 0.5, place + 0.5, color=style.FAINT, alpha=0.45, lw=0, zorder=0)
            ax.axhline(place + 0.5, color=style.FAINT, lw=0.6)
            ax.text(0, place, texts[0], va="center", fontsize=9.5)
            ax.text(at[1], place, texts[1], va="center", ha="right", fontsize=9.5, color=style.MUTED)
            ax.text(at[2], place, texts[2], va="center", ha="right", fontsize=9.5)
            ax.text(at[3], place, texts[3], va="center", ha="right", fontsize=9.5, color=ink)
            ax.text(8.3, place, f"{arrows[row.verdict]} {texts[4]}", va="center", fontsize=9.5, color=ink)
        notes = [
            msg(
                "In brackets: interval of the difference. “Beyond chance” is corrected for all measures looked at. Counted figures have no interval; any difference is real. Differences are taken before rounding, those of marks and indices from the numbers shown, but for the marks on site."
            ),
            *periods(date, result.rules),
        ]
        if "visits" in set(table["measure"]):
            notes.append(msg("The difference of the marks on site is freed of who went."))
        if "retention" in set(table["measure"]):
            notes.append(
                msg(
                    "Still buying a year later: of all that were won up to each date; whether those won last stay less is told by the cohorts."
                )
            )
        note = ("" if lang == "zh" else " ").join(note.render(lang) for note in notes)
        return style.finish(fig, named, "monitor", note if len(table) else "", empty=table.empty)


def told(table: pd.DataFrame) -> Message:
    """The title: what is counted and differs, and what of the estimates moved by more than chance."""
    if not len(table):
        return msg("There is no earlier diagnosis to compare with")
    strong = table[table["verdict"].isin(["better", "worse", "moved"])]
    estimated = table[table["verdict"].isin(["better", "worse", "moved", "alone", "chance"])]
    counted = _counted(table[table["verdict"].isin(COUNTED)].head(MOST))
    if len(strong) == 1:
        row = strong.iloc[0]
        moved = msg(
            "one of {all} estimated measures moved by more than chance: {measure}, from {before} to {now}, a difference of {change}",
            measure=sentence(row["measure_name"]),
            before=sentence(row["brief_before"]),
            now=sentence(row["brief_now"]),
            change=sentence(row["shown_change"]),
            all=Quantity(len(estimated), "count"),
        )
    elif len(strong):
        moved = msg(
            "{moved} of {all} estimated measures moved by more than chance",
            moved=Quantity(len(strong), "count"),
            all=Quantity(len(estimated), "count"),
        )
    elif counted is None:
        return msg("No measure moved by more than chance")
    elif len(estimated):
        moved = msg("of the estimated measures none moved by more than chance")
    else:
        return counted
    if counted is None:
        return moved
    first, second = (moved, counted) if len(strong) else (counted, moved)  # what is sure to be no chance comes first
    return msg("{first}; {second}", first=first, second=second)


def _counted(rows: pd.DataFrame) -> Message | None:
    """What is counted and rose, and what fell, as part of a sentence."""
    called = {measure.code: measure.called or measure.title for measure in MEASURES}
    parts = {
        verdict: _together([called[code] for code in rows.loc[rows["verdict"] == verdict, "measure"]])
        for verdict in COUNTED
    }
    if parts["risen"] is None and parts["fallen"] is None:
        return None
    if parts["fallen"] is None:
        return msg("{what} rose", what=parts["risen"])
    if parts["risen"] is None:
        return msg("{what} fell", what=parts["fallen"])
    return msg("{up} rose, {down} fell", up=parts["risen"], down=parts["fallen"])


def _together(names: list[Message]) -> Message | None:
    """Names with commas and an “and” before the last."""
    if not names:
        return None
    if len(names) == 1:
        return names[0]
    return msg("{first} and {last}", first=listed(names[:-1]), last=names[-1])
