"""Monthly revenue, its trend, the festival's months and a level shift."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import style
from helpers.diagnosis.sales.figure_words import title
from helpers.language import current, msg
from helpers.quantity import Quantity
from helpers.station import StationResult

#: Part of a year's pause from which a month is marked.
THIRD = 1 / 3
#: From so far apart on, a year, the trend's course and the growth in the title are told one from the other.
APART = 0.02


def plot_trend(result: StationResult, lang: str | None = None) -> style.Picture:
    """Actual revenue (thin), trend (thick), Spring Festival months (triangles, with China's calendar), step with its range."""
    lang = lang or current()
    table, shift, currency = result["trend"], result["level_shift"], result.facts.currency
    named = title(
        result,
        lang,
        "level_shift.revenue",
        "trend.revenue",
        otherwise=msg("Monthly revenue; too little to take trend and season apart"),
    )
    months = pd.to_datetime(table["month"] + "-01")
    net = table["net"].astype("float64").to_numpy()
    trend = table["trend"].astype("float64").to_numpy()
    with style.canvas() as (fig, ax):
        ax.plot(months, net, color=style.MUTED, lw=1.1, marker="o", ms=3)
        top = float(np.nanmax(net, initial=0.0)) or 1.0
        decomposed = len(table) > 0 and not np.isnan(trend).all()
        if len(shift):
            _step(ax, shift.iloc[0], months, trend, top, lang)
        elif decomposed:
            ax.plot(months, trend, color=style.MAIN, lw=2.6)
        if len(table):
            ends = [(net[-1], msg("actual"), style.MUTED)]
            if decomposed:
                ends.append((trend[-1], msg("trend"), style.MAIN))
            heights = _apart([end[0] for end in ends], top * 0.055)
            for (_, words, ink), height in zip(ends, heights, strict=True):
                spot = {"xytext": (8, 0), "textcoords": "offset points", "va": "center", "annotation_clip": False}
                ax.annotate(words.render(lang), (months.iloc[-1], height), color=ink, **spot)
            _festivals(ax, table, months, top, lang)
        ax.set_ylim(min(0.0, float(np.nanmin(net, initial=0.0)) * 1.05), top * 1.18)
        style.money_axis(ax.yaxis, currency, lang)
        ax.set_ylabel(msg("revenue a month").render(lang))
        shown = months.iloc[:: max(1, -(-len(months) // 9))]
        ax.set_xticks(shown, [Quantity(month.strftime("%Y-%m"), "month").render(lang) for month in shown])
        ax.grid(axis="y")
        return style.finish(fig, named, "trend", _note(table, shift, _growth(result), lang))


def _step(ax, row, months, trend, top, lang) -> None:
    on = pd.Timestamp(f"{row['month']}-01")
    late = (months >= on).to_numpy()
    for part in (~late, late):
        ax.plot(months[part], trend[part], color=style.MAIN, lw=2.6)
    half = pd.Timedelta(days=15)
    ax.axvspan(
        pd.Timestamp(f"{row['first']}-01") - half,
        pd.Timestamp(f"{row['last']}-01") + half,
        color=style.FAINT,
        alpha=0.6,
        lw=0,
    )
    ax.axvline(on - half, color=style.ACCENT, lw=1.4, ls=(0, (4, 2)))
    words = msg(
        "step from {month}: {effect}", month=Quantity(row["month"], "month"), effect=Quantity(row["effect"], "share")
    )
    left = late.mean() > 0.35
    ax.text(
        on if left else on - 2 * half,
        top * 1.12,
        words.render(lang),
        color=style.ACCENT,
        ha="left" if left else "right",
        va="center",
    )


def paused(months, days: np.ndarray) -> list[np.ndarray]:
    """Of each year the months that hold a third of its pause or more (:data:`THIRD`)."""
    found = []
    for year in sorted(set(months.dt.year)):
        within = np.flatnonzero((months.dt.year == year).to_numpy() & (days > 0))
        if len(within):
            found.append(within[days[within] >= days[within].sum() * THIRD])
    return found


def _festivals(ax, table, months, top, lang) -> None:
    days = table["festival_days"].astype("float64").fillna(0).to_numpy()
    for own in paused(months, days):
        middle = months.iloc[own[0]] + (months.iloc[own[-1]] - months.iloc[own[0]]) / 2
        first = own[0] == 0  # there the words would cross the axis
        ax.text(
            months.iloc[0] - pd.Timedelta(days=12) if first else middle, top * 0.075, msg("Spring Festival").render(lang),
            ha="left" if first else "center", va="bottom", fontsize=9,
        )  # fmt: skip
        for place in own:
            ax.plot(months.iloc[place], top * 0.035, marker="^", ms=7, color=style.INK, ls="none")


def _apart(values: list[float], least: float) -> list[float]:
    """Heights of two labels, moved apart when they would touch."""
    if len(values) < 2 or abs(values[0] - values[1]) >= least:
        return values
    middle, sign = sum(values) / 2, 1 if values[0] >= values[1] else -1
    return [middle + sign * least / 2, middle - sign * least / 2]


def _growth(result: StationResult) -> Quantity | None:
    """The growth a year that the title tells, if any."""
    found = result.finding("level_shift.revenue") or result.finding("trend.revenue")
    told = found is not None and "{growth}" in found.claim.msgid
    return found.quantities["growth"] if told else None


def course(table: pd.DataFrame, shift: pd.DataFrame) -> float:
    """What the trend's line makes a year from its first to its last month, a step taken out."""
    trend = table["trend"].astype("float64").to_numpy()
    step = 1 + float(shift["effect"].iloc[0]) if len(shift) else 1.0
    return float((trend[-1] / trend[0] / step) ** (12 / (len(trend) - 1)) - 1)


def _note(table: pd.DataFrame, shift: pd.DataFrame, growth: Quantity | None, lang: str) -> str:
    if table.empty or table["trend"].isna().all():
        return ""
    if table["festival_days"].notna().any():
        notes = [
            msg("Trend: without season and Spring Festival."),
            msg("Triangles: months that hold a third of the pause or more."),
        ]
    else:
        notes = [msg("Trend: without season.")]
    if len(shift):
        notes.append(msg("Shaded: months in which the step may lie."))
    line = course(table, shift)
    if growth is not None and abs(abs(line) - abs(growth.value)) >= APART:
        plain = {"line": Quantity(line, "share"), "growth": Quantity(growth.value, "share")}
        notes.append(
            msg(
                "The line follows the months, {line} a year from end to end; {growth} fits all months at once.", **plain
            )
            if not len(shift)
            else msg(
                "The line follows the months, {line} a year from end to end without the step; {growth} fits all months at once.",
                **plain,
            )
        )
    return ("" if lang == "zh" else " ").join(note.render(lang) for note in notes)
