"""Picture of potential against revenue, with the cells of the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers import style
from helpers.classification import grid, terms
from helpers.classification.figures.shared import above, blank, money_log, note
from helpers.classification.remarks import no_grid
from helpers.language import current, msg
from helpers.quantity import Quantity
from helpers.style import ACCENT, FAINT, INK, MAIN, MUTED, THIRD, Picture

if TYPE_CHECKING:
    from helpers.station import StationResult


#: Of those the title is about, so many by name.
NAMED = 5
CELL_COLOURS = {"expand": ACCENT, "develop": THIRD, "keep": MAIN, "lean": MUTED}


def plot_potential(result: StationResult, lang: str | None = None) -> Picture:
    """Customer × potential grid: revenue against open potential, the largest gaps by name."""
    lang = lang or current()
    like = result["potential"]
    cuts = grid.thresholds(like, grid_value=result.rules["grid_value"], grid_gap=result.rules["grid_gap"])
    if cuts is None:
        return blank("potential", lang, no_grid(like, result.rules))
    found = result.finding("potential.gap")
    full = msg("No customer that buys now stands out by its open potential.")
    title = found.say(lang) if found else full.render(lang)
    buying = like[(like["revenue"] > 0) & like["gap"].notna()].copy()
    open_ = buying[buying["gap"] > 0]
    currency = result.facts.currency
    with style.canvas((9.6, 5.8)) as (fig, ax):
        ax.set_xscale("log")
        ax.set_yscale("log")
        floor = (float(open_["gap"].min()) if len(open_) else 1.0) / 2.2
        y = buying["gap"].astype("float64").where(buying["gap"] > 0, floor)
        for name, colour in CELL_COLOURS.items():
            rows = buying["cell"] == name
            ax.scatter(
                buying["revenue"][rows],
                y[rows],
                s=28,
                color=colour,
                edgecolors="white",
                linewidths=0.4,
                marker={"expand": "D", "develop": "^"}.get(name, "o"),
            )
        left, right = float(buying["revenue"].min()) / 1.8, float(buying["revenue"].max()) * 2.2
        peak = max(float(y.max()), float(cuts[1]) or 1.0) * 1.2
        bottom = floor / 1.6
        top = peak * (peak / bottom) ** 0.35
        ax.set_xlim(left, right)
        ax.set_ylim(bottom, top)
        ax.axvline(cuts[0], color=MUTED, lw=1, ls="--")
        if cuts[1] > 0:
            ax.axhline(cuts[1], color=MUTED, lw=1, ls="--")
        _cell_labels(ax, result["grid"].set_index("cell"), currency, lang)
        # the table begins with those to talk to: the title is about the first of them
        meant = open_.head(int(found.quantities["n"].value) if found else 0)
        rim = {"facecolors": "none", "edgecolors": INK, "linewidths": 1.1}
        ax.scatter(meant["revenue"], meant["gap"].astype("float64"), s=95, **rim)
        worst = meant.head(NAMED)
        above(
            ax,
            [
                (float(r), float(g), str(n))
                for r, g, n in zip(worst["revenue"], worst["gap"], worst["name"], strict=True)
            ],
        )
        if (buying["gap"] == 0).any():
            ax.axhspan(bottom, floor * 1.3, color=FAINT, alpha=0.5, lw=0, zorder=0.5)
            ax.text(
                0.005,
                floor,
                msg("none: buys as much as the better peers").render(lang),
                ha="left",
                va="center",
                fontsize=9,
                color=INK,
                transform=ax.get_yaxis_transform(),
                bbox={"facecolor": "white", "alpha": 0.8, "edgecolor": "none", "pad": 1},
            )
        money_log(ax.xaxis, currency, lang)
        money_log(ax.yaxis, currency, lang)
        ax.set_xlabel(msg("net revenue in the window (log scale)").render(lang))
        ax.set_ylabel(msg("open potential against like customers (log scale)").render(lang))
        told = note(result, lang)
        if len(meant):
            rings = msg("Ringed: the {n} of the title.", n=Quantity(len(meant), "count"))
            told += ("" if lang == "zh" else " ") + rings.render(lang)
        return style.finish(fig, title, "potential", told)


def _cell_labels(ax, table: pd.DataFrame, currency: str, lang: str) -> None:
    corners = {
        "develop": (0.0, 1.015, "left", "bottom"),
        "expand": (1.0, 1.015, "right", "bottom"),
        "lean": (0.01, 0.12, "left", "bottom"),
        "keep": (0.99, 0.12, "right", "bottom"),
    }
    for cell, (x, y, across, up) in corners.items():
        if cell not in table.index:
            continue
        row = table.loc[cell]
        words = msg(
            "{name}\n{n} customers · buy {money} · open {gap}",
            name=terms.CELLS[cell],
            n=Quantity(int(row["customers"]), "count"),
            money=Quantity(int(row["revenue"]), "money", currency=currency),
            gap=Quantity(int(row["gap"]), "money", currency=currency),
        )
        box = {"facecolor": "white", "alpha": 0.8, "edgecolor": "none", "pad": 2}
        text = words.render(lang)
        ax.text(
            x,
            y,
            "\n".join(text.rsplit(" · ", 1)) if cell in ("lean", "keep") else text,  # narrow beside the points there
            ha=across,
            va=up,
            fontsize=9.5,
            color=CELL_COLOURS[cell] if cell in ("expand", "keep") else INK,
            transform=ax.transAxes,
            bbox=box,
        )
