"""The flow of customers between classes: only moves are drawn, upward and downward told apart without colour too."""

from __future__ import annotations

import pandas as pd

from helpers import style
from helpers.language import Message, current, msg, using
from helpers.quantity import Quantity
from helpers.report.compare.moves import NAMES, ORDER, Moves
from helpers.style import Picture

#: Face, hatch of a band by its way.
LOOKS = {"up": (style.MAIN, ""), "down": (style.ACCENT, "////"), "in": (style.SECOND, ".."), "out": (style.MUTED, "xx")}
#: Gap between nodes, and the least height of a node, as parts of all moved customers.
GAP, LEAST = 0.06, 0.07
#: Bands thinner than this part of the picture bear no label.
LABELLED = 0.022


def plot_moves(found: Moves, title: Message, currency: str, days: tuple[str, str], lang: str | None = None) -> Picture:
    """An alluvial diagram of the moves from the classes then (left) to those now (right).

    Source: Rosvall, M., Bergstrom, C. T. (2010), Mapping change in large networks, PLoS ONE 5(1), e8694. A band is as
    high as it has customers; those who stayed are counted at the nodes and not drawn, as they would hide the moves.
    """
    lang = lang or current()
    flows = found.flows[found.flows["way"] != "same"]
    stayed = found.flows[found.flows["way"] == "same"].set_index("before")["customers"]
    total = max(int(flows["customers"].sum()), 1)
    with using(lang), style.canvas((9.0, 5.4)) as (fig, ax):
        left, right = places(flows, "before", total), places(flows, "after", total)
        ends = {"before": dict(left), "after": dict(right)}
        for flow in flows.itertuples(index=False):
            high = flow.customers / total
            tops = (ends["before"][flow.before][0], ends["after"][flow.after][0])
            for side, name in (("before", flow.before), ("after", flow.after)):
                ends[side][name] = (ends[side][name][0] - high, ends[side][name][1])
            band(ax, tops, high, flow.way)
            if high >= LABELLED:
                money = Quantity(int(flow.revenue_before or flow.revenue_after), "money", currency=currency)
                told = f"{Quantity(int(flow.customers), 'count').render(lang)} · {money.render(lang)}"
                at = (0.03, "left") if flow.way != "in" else (0.97, "right")
                y = tops[0] - high / 2 if flow.way != "in" else tops[1] - high / 2
                ax.text(at[0], y, told, va="center", ha=at[1], fontsize=8.5, bbox=BOX)
        nodes(ax, left, found.rows["before"].value_counts(), stayed, 0.0, lang)
        nodes(ax, right, found.rows["after"].value_counts(), stayed, 1.0, lang)
        for x, side, day in ((0.0, "right", days[0]), (1.0, "left", days[1])):
            at = Quantity(day, "date").render(lang)
            ax.text(x, 1.06, at, va="bottom", ha=side, fontsize=11.5)
        ax.set_xlim(-0.34, 1.34)
        low = min(bottom for ends_ in (left, right) for _, bottom in ends_.values()) if len(flows) else 0
        ax.set_ylim(low - 0.03, 1.12)
        ax.set_axis_off()
        note = msg(
            "Height: accounts that moved; those that stayed are not drawn. Blue: up; orange, striped: down; light and dotted: new; grey: no longer there. Money: net revenue of 12 months, then (of new ones: now)."
        )
        return style.finish(fig, title.render(lang), "class_flow", note.render(lang))


BOX = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}


def places(flows: pd.DataFrame, side: str, total: int) -> dict[str, tuple[float, float]]:
    """Top and bottom of each node of one side, from the highest class down."""
    moved, found, at = flows.groupby(side)["customers"].sum(), {}, 1.0
    for name in ORDER:
        if name in moved:
            high = moved[name] / total
            found[name] = (at, at - high)
            at -= max(high, LEAST) + GAP
    return found


def band(ax, tops: tuple[float, float], high: float, way: str) -> None:
    """One flow, as a smooth band from the left to the right."""
    import numpy as np

    x = np.linspace(0, 1, 60)
    bend = 3 * x**2 - 2 * x**3
    upper = tops[0] + (tops[1] - tops[0]) * bend
    colour, hatch = LOOKS[way]
    ax.fill_between(x, upper - high, upper, facecolor=colour, alpha=0.55, hatch=hatch, edgecolor="white", linewidth=0.6)


def nodes(ax, where: dict[str, tuple[float, float]], counts: pd.Series, stayed: pd.Series, x: float, lang: str) -> None:
    """Bars at one side, with the class, how many it has, and how many of them stayed."""
    side = "right" if x == 0 else "left"
    for name, (top, bottom) in where.items():
        ax.plot([x, x], [top, bottom], color=style.INK, linewidth=5, solid_capstyle="butt")
        middle, out = (top + bottom) / 2, -0.025 if x == 0 else 1.025
        ax.text(out, middle, told(name, counts, stayed, lang), va="center", ha=side, fontsize=9.5)


def told(name: str, counts: pd.Series, stayed: pd.Series, lang: str) -> str:
    """What stands beside a node."""
    word = NAMES[name].render(lang)
    if name == ORDER[-1]:
        return word
    n, same = (Quantity(int(part.get(name, 0)), "count") for part in (counts, stayed))
    return msg("{name}: {n}\n({same} stayed)", name=word, n=n, same=same).render(lang)
