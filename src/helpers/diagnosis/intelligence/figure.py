"""Signals over time: one row a signal, one dot an entry."""

from __future__ import annotations

import pandas as pd

from helpers import style
from helpers.diagnosis import dots
from helpers.diagnosis.intelligence.signals import SOUND_CONTENT, SOUND_SOURCE
from helpers.diagnosis.intelligence.terms import STATES
from helpers.language import Message, current, msg
from helpers.quantity import Quantity
from helpers.show import sentence, spoken, word
from helpers.station import StationResult

MOST = 8


def _title(result: StationResult, table: pd.DataFrame, plain: Message) -> Message:
    """What to do about the strongest signal, and how many more there are."""
    if result.finding("intelligence.first") is None:
        return plain
    row = table.iloc[0]
    gaps = {
        "said": Quantity(row["said"], "text"),
        "entries": Quantity(int(row["entries"]), "count"),
        "people": Quantity(int(row["people"]), "count"),
        "age": Quantity(int(row["age"]), "count"),
        "change": sentence(row["changes"]),
        "more": Quantity(int((table["state"] == row["state"]).sum()) - 1, "count"),
    }
    if row["state"] == word(STATES["act"]):
        if gaps["more"].value:
            return msg(
                "To be checked first: “{said}” ({entries} times by {people} people, last {age} days ago). If it is true, {change}. Other signals to act on: {more}",
                **gaps,
            )
        return msg(
            "To be checked first: “{said}” ({entries} times by {people} people, last {age} days ago). If it is true, {change}",
            **gaps,
        )
    return msg(
        "No signal from a reliable source yet. To be confirmed first: “{said}” ({entries} times by {people} people, last {age} days ago). If it is true, {change}",
        **gaps,
    )


def plot_signals(result: StationResult, lang: str | None = None) -> style.Picture:
    """When each signal was heard; filled where the source is reliable and the news probably true."""
    lang = lang or current()
    table, entries = result["signals"].head(MOST), result["signal_entries"]
    plain = (
        msg("What was heard repeatedly is old or rumour: nothing to act on")
        if len(table)
        else msg("No signal: no entries say the same beyond chance, or nothing was written down")
    )
    named = _title(result, table, plain).render(lang)
    with style.canvas((9.6, min(max(2.0 + 0.95 * len(table), 2.6), 9.0))) as (fig, ax):
        if table.empty:
            dots.empty(ax)
            return style.finish(fig, named, "signals", empty=True)
        for place, row in enumerate(table.itertuples()):
            own = entries[entries["signal"] == row.rank]
            days = pd.to_datetime(own["date"])
            sound = (own["reliability"].isin(SOUND_SOURCE) & own["credibility"].isin(SOUND_CONTENT)).to_numpy()
            ax.plot([days.min(), days.max()], [place, place], color=style.FAINT, lw=2, zorder=1)
            ax.plot(days[~sound], [place] * int((~sound).sum()), "o", mfc="white", mec=style.MAIN, ms=8, zorder=2)
            ax.plot(days[sound], [place] * int(sound.sum()), "o", color=style.MAIN, ms=9, zorder=3)
            words = msg(
                "{state}: {entries} entries, {people} people, {age} days ago – “{said}”",
                state=spoken(row.state, lang),
                entries=Quantity(int(row.entries), "count"),
                people=Quantity(int(row.people), "count"),
                age=Quantity(int(row.age), "count"),
                said=Quantity(row.said, "text"),
            ).render(lang)
            ax.text(
                0.0, place - 0.33, words, transform=ax.get_yaxis_transform(), va="center", fontsize=9.5,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
            )  # fmt: skip

        ax.set_ylim(len(table) - 0.5, -0.75)
        ax.yaxis.set_visible(False)
        ax.spines["left"].set_visible(False)
        end = pd.Timestamp(result.facts.as_of)
        fresh = end - pd.Timedelta(days=result.rules["signal_fresh"])
        ax.axvline(fresh, ymax=0.93, color=style.MUTED, lw=1, ls=(0, (4, 3)), zorder=0)
        days = Quantity(result.rules["signal_fresh"], "days")
        ax.text(
            fresh, 1.0, msg("fresh: the last {days} days →", days=days).render(lang),
            transform=ax.get_xaxis_transform(), va="top", fontsize=9.5, color=style.QUIET,
        )  # fmt: skip
        ax.set_xlim(right=end + pd.Timedelta(days=12))
        from matplotlib.dates import AutoDateLocator

        style.month_axis(ax.xaxis, AutoDateLocator(minticks=3, maxticks=6), lang)
        note = msg("One dot an entry; filled: reliable source and probably true at least.")
        return style.finish(fig, named, "signals", note.render(lang))
