"""What each month of the year does, and the Spring Festival apart from it."""

from __future__ import annotations

from helpers import style
from helpers.diagnosis.sales.figure_words import title
from helpers.diagnosis.sales.terms import MONTHS
from helpers.language import current, msg
from helpers.quantity import Quantity
from helpers.station import StationResult

#: A bar that ends nearer to zero than this touches it in the figure.
CLEAR = 0.005
#: From so far apart on, the season's factors in the table of months are told from the effects drawn here.
APART = 0.05


def plot_season(result: StationResult, lang: str | None = None) -> style.Picture:
    """Effect of each month against an average one with its interval; the festival pause at the right."""
    lang = lang or current()
    table, found = result["season"], result.finding("season.festival")
    named = title(
        result, lang, "season.festival", "season.months", otherwise=msg("No month differs from the others for certain")
    )
    with style.canvas() as (fig, ax):
        strong = ((table["low"] > CLEAR) | (table["high"] < -CLEAR)).to_numpy()
        for row, sure in zip(table.itertuples(), strong, strict=True):
            ink = style.MAIN if sure else style.MUTED
            ax.plot([row.number] * 2, [row.low, row.high], color=ink, lw=2)
            ax.plot(row.number, row.effect, "o", color=ink, ms=7, mfc=ink if sure else "white")
            if sure:
                ax.text(row.number + 0.15, row.effect, _signed(row.effect, lang), color=ink, va="center", fontsize=9.5)
        ticks, words = list(table["number"]), [MONTHS[number - 1].render(lang) for number in table["number"]]
        if lang == "en":
            words = [word[:3] for word in words]
        if found is not None:
            effect = found.quantities["effect"]
            sign = -1 if found.claim.msgid.startswith("The Spring Festival pause takes") else 1
            value, ends = sign * effect.value, sorted((sign * effect.low, sign * effect.high))
            ax.plot([13.6] * 2, ends, color=style.ACCENT, lw=2)
            ax.plot(13.6, value, "D", color=style.ACCENT, ms=8)
            ax.text(13.78, value, _signed(value, lang), color=style.ACCENT, va="center", fontsize=9.5)
            ax.axvline(12.8, color=style.FAINT, lw=1)
            ticks, words = [*ticks, 13.6], [*words, msg("Spring Festival\npause").render(lang)]
        ax.axhline(0, color=style.INK, lw=0.8)
        ax.set_xticks(ticks, words)
        ax.set_xlim(0.4, 14.6 if found is not None else 12.9)
        ax.set_ylabel(msg("against an average month").render(lang))
        style.share_axis(ax.yaxis)
        ax.grid(axis="y")
        notes = [
            msg(
                "Bars: intervals of {level}; filled where the bar keeps clear of zero, hollow where it may be chance.",
                level=Quantity(0.95, "share"),
            )
        ]
        if found is not None:
            notes.append(
                msg(
                    "Each month includes what the festival usually takes from it; the diamond is a whole pause in one month."
                )
            )
        gap = _gap(result)
        if gap >= APART:
            notes.append(
                msg(
                    "The table of months has the season's factor by another method (STL, in which odd months count less): up to {gap} away.",
                    gap=Quantity(gap, "points"),
                )
            )
        note = ("" if lang == "zh" else " ").join(note.render(lang) for note in notes)
        return style.finish(fig, named, "season", note if len(table) else "", empty=table.empty)


def _gap(result: StationResult) -> float:
    """How far the season's factors of the table of months lie from the effects drawn, at most."""
    months = result["trend"].dropna(subset=["seasonal"])
    factors = months.groupby(months["month"].str[5:].astype(int))["seasonal"].first().astype("float64")
    effects = result["season"].set_index("number")["effect"].astype("float64")
    return float((factors - 1 - effects).abs().max()) if len(factors) and len(effects) else 0.0


def _signed(value: float, lang: str) -> str:
    return ("+" if value > 0 else "") + Quantity(value, "share").render(lang)
