"""Sixth method: the course of each region's customers, and each region's own year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import style
from helpers.company.unnamed import is_unnamed
from helpers.diagnosis import dots
from helpers.diagnosis.regions.figures import grid, signed
from helpers.diagnosis.regions.trend import LEAST
from helpers.diagnosis.sales.figure_words import title
from helpers.language import Message, current, msg
from helpers.quantity import Quantity
from helpers.station import StationResult

#: So many regions are drawn, the largest.
MOST = 8
#: A region that ends at or below the first (of 100) and the second below the others' middle is named in the title; so is
#: one that ends the third below them, wherever it stands.
SUNK, CLEAR, FAR = 90, 10, 20
#: From this share of a region's revenue on one customer is the region, and the title says so.
ALONE = 0.5
#: Effects beyond this are drawn as the end of the scale: no month can lie further below the average one.
REACH = 1.0


def plot_region_trend(result: StationResult, lang: str | None = None) -> style.Picture:
    """Method 6: twelve-month revenue of each region, the first being a hundred, and each region's own year."""
    lang = lang or current()
    lines, season = result["region_rolling"], result["region_season"]
    found = result.finding("regions.behind")
    behind = found.subject if found else ""
    chosen, more = _chosen(result, behind)
    lines = lines[lines["region"].isin(chosen)]
    plain = _nobody_behind(lines, _alone(result)) if len(lines) else msg("Too few months, or no regions, to compare")
    named = title(result, lang, "regions.behind", otherwise=plain)
    if not set(chosen) & set(season["region"]):
        with style.canvas((9.6, 4.6)) as (fig, ax):
            if not chosen:
                dots.empty(ax)
                return style.finish(fig, named, "region_trend", empty=True)
            _courses(ax, lines, chosen, behind, lang)
            note = msg(
                "All revenue of twelve months, so no season is in it, but customers won and lost are. The orders are too short to tell each region's own year."
            )
            return style.finish(fig, named, "region_trend", _noted(lang, note, *_compared(result, behind), *more))
    with style.canvas((9.6, 4.6), 1, 2, width_ratios=[1.15, 1]) as (fig, (left, right)):
        _courses(left, lines, chosen, behind, lang)
        _year(right, season, chosen, lang)
        note = msg(
            "Left: all revenue of twelve months, so no season is in it, but customers won and lost are. Right: each month above (dark) or below (light) the region's average month; the dot is the strongest month, its figure stands beside the row."
        )
        return style.finish(fig, named, "region_trend", _noted(lang, note, *_compared(result, behind), *more))


def _chosen(result: StationResult, behind: str) -> tuple[list[str], list[Message]]:
    """The regions drawn: the largest with a name and customers enough, and the one that the finding is about; and what
    to say of others."""
    table = result["region_channel"].set_index("region").sort_values("revenue", ascending=False, kind="stable")
    known = set(result["region_rolling"]["region"])
    named = [region for region in table.index if region in known and not is_unnamed(region)]
    enough = [region for region in named if table["active"].get(region) >= LEAST or region == behind]
    told = []
    if 1 < len(enough) < len(named):
        told.append(
            msg(
                "Regions with fewer than {least} customers that buy are not drawn: {few}.",
                few=Quantity(len(named) - len(enough), "count"),
                least=Quantity(LEAST, "count"),
            )
        )
        named = enough
    chosen = named[:MOST]
    if behind in named[MOST:]:
        chosen[-1] = behind
    if len(chosen) == len(named):
        return chosen, told
    most = msg(
        "The {count} largest of {all} regions are drawn.",
        count=Quantity(len(chosen), "count"),
        all=Quantity(len(named), "count"),
    )
    return chosen, [most, *told]


def _alone(result: StationResult) -> dict[str, float]:
    """Share of the largest customer, of regions where it is most of the revenue."""
    shares = result["region_channel"].set_index("region")["largest"].astype("float64")
    return shares[shares >= ALONE].to_dict()


def _compared(result: StationResult, behind: str) -> list[Message]:
    """What is known of the same customers, where any can be compared."""
    if behind:
        return [msg("The title compares each customer with itself.")]
    if not result["region_trend"]["p"].notna().any():
        return []
    return [msg("Customer by customer no region falls behind the others more than chance does.")]


def _noted(lang: str, *notes: Message) -> str:
    return ("" if lang == "zh" else " ").join(note.render(lang) for note in notes)


def _nobody_behind(lines: pd.DataFrame, alone: dict[str, float]) -> Message:
    """The title where no region's customers fall behind; a region that has sunk all the same is named."""
    ends = lines.sort_values("month", kind="stable").groupby("region")["index"].last()
    lowest = ends.idxmin()
    others = ends.drop(lowest).median()
    if ends[lowest] <= others - (CLEAR if ends[lowest] <= SUNK else FAR):  # nothing is below the middle of none
        if lowest in alone:
            return msg(
                "{region}'s revenue, {alone} of it one customer's, is at {level} of its first twelve months, the median of the others at {others}",
                region=Quantity(lowest, "text"),
                alone=Quantity(alone[lowest], "share"),
                level=Quantity(ends[lowest] / 100, "share"),
                others=Quantity(others / 100, "share"),
            )
        return msg(
            "{region}'s revenue is at {level} of its first twelve months, the median of the others at {others}",
            region=Quantity(lowest, "text"),
            level=Quantity(ends[lowest] / 100, "share"),
            others=Quantity(others / 100, "share"),
        )
    return msg("No region's customers fall behind the others more than chance does")


def _courses(ax, lines, chosen, behind: str, lang: str) -> None:
    ends = []
    for place, region in enumerate(chosen):
        own = lines[lines["region"] == region]
        at = pd.to_datetime(own["month"])
        strong = region == behind
        ink = style.ACCENT if strong else style.CYCLE[place % len(style.CYCLE)] if not behind else style.MUTED
        again = place // len(style.CYCLE)  # a colour that comes again is dotted
        dash = "-" if strong else (0, (1, 1.5)) if again else "-" if place % 2 == 0 else (0, (5, 2))
        ax.plot(at, own["index"], color=ink, lw=3 if strong else 1.5, ls=dash)
        ends.append((float(own["index"].iloc[-1]), region, ink, at.iloc[-1]))
    room = (ends[0][3] - pd.to_datetime(lines["month"]).min()) * 0.025 + pd.Timedelta(days=2)
    span = max(end for end, *_ in ends) - min(end for end, *_ in ends) or 10.0
    ends.sort(key=lambda end: end[0])
    heights = spaced([end for end, *_ in ends], 0.075 * max(span, 12))
    for height, (_, region, ink, day) in zip(heights, ends, strict=True):
        ax.text(day + room, height, region, va="center", color=ink, fontsize=9.5)
    ax.axhline(100, color=style.FAINT, lw=1, zorder=0)
    first, last = pd.to_datetime(lines["month"]).min(), ends[0][3]
    ax.set_xlim(right=last + max((last - first) * 0.22, pd.Timedelta(days=30)))
    halves = [month for month in pd.date_range(first, last, freq="MS") if month.month in (1, 7)] or [first, last]
    ax.set_xticks(halves, [Quantity(month.strftime("%Y-%m"), "month").render(lang) for month in halves])
    ax.set_ylabel(msg("twelve-month revenue, first = 100").render(lang))
    ax.grid(axis="y")


def spaced(values: list[float], least: float) -> list[float]:
    """Heights of labels beside these ends (rising), as near to them as they can stand apart: each group that would touch
    is spread about its middle."""
    groups: list[list[float]] = []  # middle of the first label, how many
    for place, value in enumerate(values):
        groups.append([value - place * least, 1])
        while len(groups) > 1 and groups[-2][0] > groups[-1][0]:
            later, earlier = groups.pop(), groups.pop()
            count = later[1] + earlier[1]
            groups.append([(later[0] * later[1] + earlier[0] * earlier[1]) / count, count])
    flat = [start for start, count in groups for _ in range(int(count))]
    return [start + place * least for place, start in enumerate(flat)]


def _year(ax, season, chosen, lang: str) -> None:
    wide = season.pivot(index="region", columns="number", values="effect")
    names = [region for region in chosen if region in wide.index]
    wide = wide.loc[names]
    most = float(np.nanmax(np.abs(wide.to_numpy(float))))
    reach = min(max(most, 0.1), REACH)
    field = ax.imshow(wide.to_numpy(float), cmap="Blues", vmin=-reach, vmax=reach, aspect="auto")
    for row in range(len(wide)):
        best = int(np.nanargmax(wide.iloc[row].to_numpy(float)))
        value = wide.iloc[row, best]
        ax.plot(best, row, "o", ms=5, color=style.readable(field.cmap(field.norm(value))))
        ax.text(len(wide.columns) - 0.4, row, signed(value, lang, digits=False), va="center", fontsize=10.5)
    grid(ax, names, [str(n) for n in wide.columns])
    ax.set_xlabel(msg("month of the year").render(lang))
    key = ax.figure.colorbar(field, ax=ax, orientation="horizontal", fraction=0.05, aspect=30, pad=0.02)
    words = [signed(end, lang, digits=False) for end in (-reach, 0, reach)]
    if most > reach:
        words[-1] = msg("{end} and more", end=words[-1]).render(lang)
    key.set_ticks([-reach, 0, reach], labels=words)
    key.ax.tick_params(labelsize=8.5, length=2)
    key.outline.set_visible(False)
