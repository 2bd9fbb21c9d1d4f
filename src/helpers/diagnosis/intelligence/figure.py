"""Signals over time: one row a signal, one dot an entry."""

from __future__ import annotations

import pandas as pd

from helpers import style
from helpers.diagnosis import dots
from helpers.diagnosis.intelligence.signals import SOUND_CONTENT, SOUND_SOURCE
from helpers.diagnosis.sales.figure_words import title
from helpers.language import current, msg
from helpers.quantity import Quantity
from helpers.show import spoken
from helpers.station import StationResult

MOST = 8


def plot_signals(result: StationResult, lang: str | None = None) -> style.Picture:
    """When each signal was heard; filled where the source is reliable and the news probably true."""
    lang = lang or current()
    table, entries = result["signals"].head(MOST), result["signal_entries"]
    plain = (
        msg("What was heard repeatedly is old or rumour: nothing to act on")
        if len(table)
        else msg("No signal: no entries say the same beyond chance, or nothing was written down")
    )
    named = title(result, lang, "intelligence.first", otherwise=plain)
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
            ax.text(0.0, place - 0.33, words, transform=ax.get_yaxis_transform(), va="center", fontsize=9.5)
        ax.set_ylim(len(table) - 0.5, -0.75)
        ax.yaxis.set_visible(False)
        ax.spines["left"].set_visible(False)
        end = pd.Timestamp(result.facts.as_of)
        ax.axvline(
            end - pd.Timedelta(days=result.rules["signal_fresh"]), color=style.MUTED, lw=1, ls=(0, (4, 3)), zorder=0
        )
        ax.set_xlim(right=end + pd.Timedelta(days=12))
        from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

        locator = AutoDateLocator(minticks=3, maxticks=8)
        ax.xaxis.set_major_locator(locator)
        ax.xaxis.set_major_formatter(
            ConciseDateFormatter(locator, formats=["%Y", "%Y-%m", "%m-%d", "", "", ""], show_offset=False)
        )
        note = msg(
            "One dot an entry; filled: reliable source and probably true at least. Right of the dashed line: fresh."
        )
        return style.finish(fig, named, "signals", note.render(lang))
