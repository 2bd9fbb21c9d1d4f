"""From one period's revenue to the next, item by item."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import style
from helpers.diagnosis.sales.figure_words import title
from helpers.diagnosis.sales.terms import BRIDGE
from helpers.language import current, msg
from helpers.quantity import Quantity
from helpers.show import spoken, word
from helpers.station import StationResult


def plot_bridge(result: StationResult, lang: str | None = None) -> style.Picture:
    """Waterfall from the period before to the period after; items of zero are not drawn."""
    lang = lang or current()
    table, currency = result["bridge"], result.facts.currency
    named = title(
        result,
        lang,
        *(("bridge.price", "bridge.change") if _price_leads(table) else ("bridge.change", "bridge.price")),
        otherwise=msg("No bridge: the orders do not reach back far enough"),
    )
    found = result.finding("bridge.change")
    with style.canvas((9.0, 5.2)) as (fig, ax):
        amounts = table["amount"].astype("float64").to_numpy()
        inner = [place for place in range(1, len(table) - 1) if amounts[place] != 0]
        if len(table):
            _draw(ax, table, amounts, inner, currency, lang)
        else:
            ax.axis("off")
        note = ""
        if found is not None:
            start, end = (Quantity(day, "date") for day in found.period)
            note = msg(
                "Both periods together: {start} to {end}. The bars of the two totals are cut off at the left; items are drawn to one scale and add up exactly. Lost and new customers count what they were sold; what came back is in returns.",
                start=start,
                end=end,
            ).render(lang)
        return style.finish(fig, named, "bridge", note, empty=table.empty)


def _price_leads(table: pd.DataFrame) -> bool:
    """Whether no other item of its sign is larger than price: else the title would be about a sliver."""
    items = table.iloc[1:-1].set_index("item")["amount"].astype("float64")
    price = items.get(word(BRIDGE["price"]), 0.0)
    return price != 0 and abs(price) == items[items * price > 0].abs().max()


def _draw(ax, table, amounts, inner, currency, lang) -> None:
    levels = amounts[0] + np.concatenate([[0.0], np.cumsum(amounts[inner])])
    low, high = min(levels.min(), amounts[-1]), max(levels.max(), amounts[-1])
    room = (high - low) or max(abs(high), 1.0)
    left = low - 0.25 * room if low > 0.25 * room else min(0.0, low - 0.1 * room)
    places = [0, *inner, len(table) - 1]
    for y, place in enumerate(places):
        total = place in (0, len(table) - 1)
        start = left if total else levels[y - 1]
        end = amounts[place] if total else levels[y]
        ink = style.INK if total else style.MAIN if amounts[place] > 0 else style.ACCENT
        ax.barh(y, end - start, left=start, height=0.62, color=ink)
        if total and left > 0:
            ax.text(left + 0.045 * room, y, "//", color="white", ha="center", va="center", fontsize=13)
        if y < len(places) - 1:
            ax.plot([end] * 2, [y - 0.31, y + 1.31], color=style.MUTED, lw=0.8)
        sign = "" if total and amounts[place] >= 0 else "+" if amounts[place] > 0 else "−"
        text = sign + Quantity(abs(amounts[place]), "money", currency=currency).render(lang)
        ax.text(max(start, end) + 0.015 * room, y, text, va="center", color=ink)
    ax.set_yticks(range(len(places)), [spoken(table["item"].iloc[place], lang) for place in places])
    ax.invert_yaxis()
    ax.set_xlim(left, high + 0.2 * room)
    ax.xaxis.set_visible(False)
    ax.tick_params(axis="y", length=0)
    for side in ("bottom", "left"):
        ax.spines[side].set_visible(False)
