"""Pictures of station 2, drawn from result tables only; the title says the finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers import style
from helpers.classification import grid, terms
from helpers.language import Message, current, msg
from helpers.quantity import Quantity, write, write_money
from helpers.style import ACCENT, FAINT, INK, MAIN, MUTED, SECOND, THIRD, Picture

if TYPE_CHECKING:
    from helpers.station import StationResult

#: One colour a class wherever it is drawn; overdue alone is in the accent.
RFM_COLOURS = {
    "core": MAIN, "regular": SECOND, "new": THIRD, "thin": FAINT,
    "overdue": ACCENT, "lapsed": MUTED, "one_time": FAINT, "never": FAINT,
}  # fmt: skip
ZONES = {"A": MAIN, "B": SECOND, "C": FAINT}
CELL_COLOURS = {"expand": ACCENT, "develop": THIRD, "keep": MAIN, "lean": MUTED}


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
        return style.finish(fig, title, "rfm", _note(result, lang))


def _silence(ax, drawn: pd.DataFrame, limit: float, currency: str, lang: str) -> None:
    from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

    top = max(limit * 4, 12.0)
    x = drawn["recency_cycles"].clip(0.1, top)
    ax.set_xscale("log")
    ax.set_yscale("log")
    edge = top * 22
    ax.set_xlim(0.085, edge)
    ax.axvspan(limit, edge, color=ACCENT, alpha=0.07, lw=0)
    ax.axvline(limit, color=ACCENT, lw=1)
    for name in ("thin", "new", "lapsed", "regular", "core", "overdue"):
        rows = drawn["rfm"] == name
        mark = {"overdue": "D", "lapsed": "x"}.get(name, "o")
        edge = {} if mark == "x" else {"edgecolors": "white", "linewidths": 0.4}
        ax.scatter(x[rows], drawn["monetary"][rows], s=26, marker=mark, color=RFM_COLOURS[name], **edge)
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
    worst = drawn[drawn["rfm"] == "overdue"].nlargest(5, "monetary")
    _beside(
        ax,
        top * 1.35,
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
    _money_log(ax.yaxis, currency, lang)
    ax.set_xlabel(msg("silent for how many own purchase cycles (log scale)").render(lang))
    ax.set_title(msg("net revenue in the window (log scale)").render(lang), loc="left", fontsize=9.5, color=MUTED)


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


def plot_abc(result: StationResult, lang: str | None = None) -> Picture:
    """Pareto curve of customers with the zones A, B and C."""
    lang = lang or current()
    ranked = result["abc"]
    ranked = ranked[ranked["revenue"] > 0]
    if ranked.empty:
        return blank("abc", lang)
    found = result.finding("abc.concentration")
    even = msg("Revenue is spread over {n} customers without a top that stands out.", n=Quantity(len(ranked), "count"))
    if len(ranked) == 1:
        even = msg("All revenue comes from one customer, {name}.", name=Quantity(str(ranked["name"].iloc[0]), "text"))
    title = found.say(lang) if found else even.render(lang)
    curve = np.concatenate([[0], ranked["revenue"].to_numpy().cumsum() / ranked["revenue"].sum()])
    with style.canvas((9.0, 5.0)) as (fig, ax):
        x, begin = np.arange(len(curve)), 0
        box = {"facecolor": "white", "alpha": 0.85, "edgecolor": "none", "pad": 1.5}
        totals = result["abc_classes"].set_index("abc")
        for name, colour in ZONES.items():
            if name not in totals.index:
                continue
            count = int(totals.loc[name, "customers"])
            ends = slice(begin, begin + count + 1)
            ax.fill_between(x[ends], curve[ends], color=colour, alpha=0.35 if name != "C" else 0.8, lw=0)
            words = msg(
                "{name}\n{n} customers\n{share} of revenue",
                name=terms.ABC[name],
                n=Quantity(count, "count"),
                share=Quantity(float(totals.loc[name, "share"]), "share"),
            )
            inside = name == "A" and count > len(ranked) * 0.2
            edge = begin + count if inside else begin
            away = len(ranked) * (-0.012 if inside else 0.012)
            height = {"A": 0.26, "B": 0.38, "C": 0.50}[name]
            ax.text(edge + away, height, words.render(lang), ha="right" if inside else "left", va="center", bbox=box)
            if begin:
                ax.axvline(begin, color="white", lw=1.5)
            begin += count
        ax.plot(x, curve, color=INK, lw=2)
        for name in ("A", "B"):
            if name in totals.index:
                stop = int(totals["customers"].reindex(list("ABC")[: "ABC".index(name) + 1]).fillna(0).sum())
                ax.plot([stop], [curve[stop]], "o", color=INK, ms=5)
                ax.annotate(
                    write(curve[stop], "share", lang=lang),
                    (stop, curve[stop]),
                    xytext=(5, -13),
                    textcoords="offset points",
                    fontsize=9.5,
                )
        largest = f"{ranked['name'].iloc[0]}  {write(float(ranked['share'].iloc[0]), 'share', lang=lang)}"
        height = curve[1] if curve[1] > 0.62 else 0.05
        ax.annotate(
            largest,
            (1, curve[1]),
            xytext=(len(ranked) * 0.06 + 1, height),
            fontsize=9.5,
            va="center",
            arrowprops={"arrowstyle": "-", "color": MUTED, "lw": 0.8},
            bbox=box,
        )
        ax.set_xlim(0, len(ranked))
        ax.set_ylim(0, 1.02)
        style.share_axis(ax.yaxis)
        ax.set_xlabel(msg("customers with revenue, largest first").render(lang))
        ax.set_title(msg("cumulated share of net revenue").render(lang), loc="left", fontsize=9.5, color=MUTED)
        return style.finish(fig, title, "abc", _note(result, lang))


def plot_potential(result: StationResult, lang: str | None = None) -> Picture:
    """Customer × potential grid: revenue against open potential, the largest gaps by name."""
    lang = lang or current()
    like = result["potential"]
    cuts = grid.thresholds(like, grid_value=result.rules["grid_value"], grid_gap=result.rules["grid_gap"])
    if cuts is None:
        return blank("potential", lang)
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
        awake = (
            result["rfm"]
            .set_index("customer")["rfm"]
            .reindex(open_["customer"])
            .isin(["core", "regular", "thin"])
            .to_numpy()
        )
        worst = open_[open_["cell"].isin(["expand", "develop"]) & awake].nlargest(5, "gap")
        _above(
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
        _money_log(ax.xaxis, currency, lang)
        _money_log(ax.yaxis, currency, lang)
        ax.set_xlabel(msg("net revenue in the window (log scale)").render(lang))
        ax.set_ylabel(msg("open potential against like customers (log scale)").render(lang))
        return style.finish(fig, title, "potential", _note(result, lang))


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
        ax.text(
            x,
            y,
            words.render(lang),
            ha=across,
            va=up,
            fontsize=9.5,
            color=CELL_COLOURS[cell] if cell in ("expand", "keep") else INK,
            transform=ax.transAxes,
            bbox=box,
        )


def blank(name: str, lang: str, why: Message | None = None) -> Picture:
    """A picture that says in words why there is nothing to draw."""
    words = (
        why or msg("The data at hand do not allow this picture; the notes of this chapter say what is missing.")
    ).render(lang)
    with style.canvas((9.0, 1.4)) as (fig, ax):
        ax.axis("off")
        return style.finish(fig, words, name, empty=True)


def _note(result: StationResult, lang: str) -> str:
    name = result.facts.name.pick(lang)
    day = Quantity(result.facts.as_of, "date")
    months = Quantity(result.rules["window_months"], "months")
    return msg("{name}, {months} months to {day}.", name=name, day=day, months=months).render(lang)


def _money_log(axis, currency: str, lang: str) -> None:
    from matplotlib.ticker import LogLocator, NullLocator

    axis.set_major_locator(LogLocator(base=10, numticks=6))
    axis.set_minor_locator(NullLocator())
    style.money_axis(axis, currency, lang)


def _beside(ax, column: float, points: list[tuple[float, float, str]]) -> None:
    """Names in a column at the right, nudged apart, each tied to its point."""
    if not points:
        return
    figure, line = ax.figure, 15 * ax.figure.dpi / 72
    figure.canvas.draw()
    ordered = sorted(points, key=lambda point: (-point[1], -point[0], point[2]))
    wanted = [ax.transData.transform(point[:2])[1] for point in ordered]
    placed, place = [], float("inf")
    for height in wanted:
        place = min(place - line, height)
        placed.append(place)
    shift = sum(wanted) / len(wanted) - sum(placed) / len(placed)
    for (x, y, name), place in zip(ordered, placed, strict=True):
        height = ax.transData.inverted().transform((0, place + shift))[1]
        _tie(ax, name, (x, y), (column, height), "left")


def _above(ax, points: list[tuple[float, float, str]]) -> None:
    """Names over their points, one a row, stepped so that no line crosses a name."""
    if not points:
        return
    figure, line = ax.figure, 15 * ax.figure.dpi / 72
    figure.canvas.draw()
    at = {point: ax.transData.transform(point[:2]) for point in points}
    middle = ax.transAxes.transform((0.5, 0))[0]
    leftward = sum(xy[0] for xy in at.values()) / len(at) > middle
    base = max(xy[1] for xy in at.values()) + line
    ordered = sorted(points, key=lambda point: (point[0] if leftward else -point[0], point[2]))
    for row, point in enumerate(ordered):
        place = ax.transData.inverted().transform((at[point][0], base + row * line))
        _tie(ax, point[2], point[:2], tuple(place), "right" if leftward else "left")


def _tie(ax, name: str, point: tuple[float, float], place: tuple[float, float], side: str) -> None:
    line = {"arrowstyle": "-", "color": MUTED, "lw": 0.6, "shrinkA": 0, "shrinkB": 3}
    line["relpos"] = (0 if side == "left" else 1, 0.5)
    ax.annotate(name, point, xytext=place, ha=side, va="center", fontsize=9, color=INK, arrowprops=line)
