"""Picture of recency, frequency and money."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers import style
from helpers.classification import terms
from helpers.classification.figures.shared import beside, blank, money_log, note
from helpers.language import current, msg
from helpers.quantity import Quantity, write_money
from helpers.style import ACCENT, FAINT, MAIN, MUTED, SECOND, THIRD, Picture

if TYPE_CHECKING:
    from helpers.station import StationResult

#: One colour a class wherever it is drawn; overdue alone is in the accent.

RFM_COLOURS = {
    "core": MAIN, "regular": SECOND, "new": THIRD, "thin": FAINT,
    "overdue": ACCENT, "lapsed": MUTED, "one_time": FAINT, "never": FAINT,
}  # fmt: skip


#: Width of the left panel in points, and where the column of names begins, times the last tick.
PANEL, NAMES = 330, 1.35


def plot_rfm(result: StationResult, lang: str | None = None) -> Picture:
    """Left: customers by own-cycle silence and money; right: money and customers by class."""
    lang = lang or current()
    people, totals = result["rfm"], result["rfm_classes"]
    found, limit = result.finding("rfm.overdue"), float(result.rules["overdue_cycles"])
    calm = msg(
        "Nobody with a rhythm of its own is overdue by the rule of {cycles} own cycles.",
        cycles=Quantity(limit, "number"),
    )
    title = found.say(lang) if found else calm.render(lang)
    drawn = people[people["recency_cycles"].notna() & (people["monetary"] > 0)]
    if drawn.empty and not (totals["monetary"] > 0).any():
        return blank("rfm", lang)
    with style.canvas((10.2, 5.4), 1, 2, width_ratios=[1.45, 1]) as (fig, (left, right)):
        _silence(left, drawn, limit, result.facts.currency, lang)
        _bars(right, totals, result.facts.currency, lang)
        return style.finish(fig, title, "rfm", note(result, lang))


def _silence(ax, drawn: pd.DataFrame, limit: float, currency: str, lang: str) -> None:
    from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

    top = max(limit * 4, 12.0)
    x = drawn["recency_cycles"].clip(0.1, top)
    ax.set_xscale("log")
    ax.set_yscale("log")
    worst = drawn[drawn["rfm"] == "overdue"].nlargest(5, "monetary")
    edge = _reach(top, worst["name"])
    ax.set_xlim(0.085, edge)
    ax.axvspan(limit, edge, color=ACCENT, alpha=0.07, lw=0)
    ax.axvline(limit, color=ACCENT, lw=1)
    for name in ("thin", "new", "lapsed", "regular", "core", "overdue"):
        rows = drawn["rfm"] == name
        mark = {"overdue": "D", "lapsed": "x"}.get(name, "o")
        rim = {} if mark == "x" else {"edgecolors": "white", "linewidths": 0.4}
        ax.scatter(x[rows], drawn["monetary"][rows], s=26, marker=mark, color=RFM_COLOURS[name], **rim)
    if len(drawn):
        low, high = drawn["monetary"].min(), drawn["monetary"].max()
        ax.set_ylim(low / 1.6, high * 6)
    ax.text(
        limit * 1.06,
        0.99,
        msg("overdue by own rhythm →").render(lang),
        color=ACCENT,
        va="top",
        fontsize=10,
        transform=ax.get_xaxis_transform(),
    )
    ax.text(
        0.09,
        0.99,
        msg("within their rhythm").render(lang),
        color=MAIN,
        va="top",
        fontsize=10,
        transform=ax.get_xaxis_transform(),
    )
    beside(
        ax,
        top * NAMES,
        [
            (min(float(c), top), float(m), str(n))
            for c, m, n in zip(worst["recency_cycles"], worst["monetary"], worst["name"], strict=True)
        ],
    )
    steps = [s for s in (0.1, 0.25, 0.5, 1, 2, 3, 6, 12, 24, 48) if s <= top]
    ax.xaxis.set_major_locator(FixedLocator(steps))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(
        FuncFormatter(lambda value, _: ("≤" if value <= 0.1 else "") + f"{value:g}" + ("+" if value >= top else ""))
    )
    money_log(ax.yaxis, currency, lang)
    ax.set_xlabel(msg("silent for how many own purchase cycles (log scale)").render(lang))
    ax.set_title(msg("net revenue in the window (log scale)").render(lang), loc="left", fontsize=9.5, color=MUTED)


def _reach(top: float, names: pd.Series) -> float:
    """Where the axis ends, so that the longest name beside the points ends within the panel."""
    longest = max((sum(1.0 if ord(char) > 0x2E80 else 0.52 for char in str(name)) for name in names), default=0.0)
    part = min(longest * 9 / PANEL + 0.05, 0.6)
    begin = top * NAMES
    return max(top * 22, begin * (begin / 0.085) ** (part / (1 - part)))


def _bars(ax, totals: pd.DataFrame, currency: str, lang: str) -> None:
    shown = totals[totals["rfm"] != "never"].iloc[::-1].reset_index(drop=True)
    money = shown["monetary"].clip(lower=0)
    ax.barh(
        range(len(shown)),
        money,
        color=[RFM_COLOURS[name] for name in shown["rfm"]],
        height=0.62,
        edgecolor=MUTED,
        linewidth=0.5,
    )
    reach = max(float(money.max()), 1.0)
    for place, row in shown.iterrows():
        text = write_money(int(row["monetary"]), currency, lang)
        ax.text(max(float(row["monetary"]), 0) + reach * 0.02, place, text, va="center", fontsize=9.5)
    label = msg("{name} ({n})")
    counts = [Quantity(int(n), "count") for n in shown["customers"]]
    names = [label.render(lang, name=terms.RFM[name], n=n) for name, n in zip(shown["rfm"], counts, strict=True)]
    ax.set_yticks(range(len(shown)), names)
    ax.set_xlim(0, reach * 1.5)
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.set_title(msg("net revenue by class (customers)").render(lang), loc="left", fontsize=9.5, color=MUTED)
