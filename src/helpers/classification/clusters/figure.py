"""Picture of the clusters: the customers, and whether data without groups would look the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from helpers import style
from helpers.classification.clusters.choice import NEAR, TRUSTED
from helpers.language import Message, current, msg
from helpers.quantity import Quantity, write, write_money
from helpers.show import sentence
from helpers.style import ACCENT, FAINT, FOURTH, INK, MAIN, MUTED, SECOND, THIRD, Picture

if TYPE_CHECKING:
    from helpers.station import StationResult

COLOURS = (MAIN, THIRD, SECOND, ACCENT, FOURTH, MUTED)
MARKS = ("o", "s", "^", "D", "v", "P")


def plot_clusters(result: StationResult, lang: str | None = None) -> Picture:
    """Left: customers by frequency and money, a colour and mark each cluster; right: tightness against chance."""
    lang = lang or current()
    members, numbers = result["cluster_members"], result["cluster_numbers"]
    title = (
        _title(result).render(lang)
        if not result.finding("clusters.groups")
        else result.finding("clusters.groups").say(lang)
    )
    if members.empty or numbers.empty:
        with style.canvas((9.0, 2.2)) as (fig, ax):
            ax.axis("off")
            return style.finish(fig, title, "clusters", empty=True)
    with style.canvas((10.2, 5.2), 1, 2, width_ratios=[1.5, 1]) as (fig, (left, right)):
        _cloud(left, members, result["clusters"], result.facts.currency, lang)
        _chance(right, numbers, lang)
        note = msg(
            "Customers with at least two purchase days ever, and revenue in the last {months} months, as of {day}. The columns on the left are whole numbers of purchase days, not groups.",
            months=Quantity(result.rules["window_months"], "months"),
            day=Quantity(result.facts.as_of, "date"),
        )
        if (why := passed_over(numbers, result.rules["cluster_smallest"])) is not None:
            note = msg("{one} {other}", one=note, other=why)
        return style.finish(fig, title, "clusters", note.render(lang))


def passed_over(numbers, smallest: float) -> Message | None:
    """Why the number that stands highest in the picture was not taken; ``None`` where it was, or none was.

    Parameters
    ----------
    numbers
        Table ``cluster_numbers``.
    """
    taken, top = numbers[numbers["taken"].str.len() > 0], numbers.loc[numbers["gap"].idxmax()]
    if taken.empty or taken["number"].iloc[0] == top["number"]:
        return None
    own = taken.iloc[0]
    gaps = {
        "k": Quantity(int(top["number"]), "count"),
        "own": Quantity(int(own["number"]), "count"),
        "part": Quantity(float(top["smallest"]), "share"),
        "found": Quantity(float(top["trusted"]), "share"),
        "kept": Quantity(float(own["trusted"]), "share"),
    }
    if top["smallest"] < smallest:
        return msg("{k} groups would be tighter, but the smallest would hold only {part} of the customers.", **gaps)
    if top["trusted"] < max(TRUSTED, float(own["trusted"]) - NEAR):
        return msg(
            "{k} groups would be tighter, but only {found} of the customers would be in groups that are found again in other draws; with {own} groups {kept} are.",
            **gaps,
        )
    return msg("{k} groups would be tighter, but tell no more of what the customers bought later.", **gaps)


def _title(result: StationResult) -> Message:
    members, numbers = result["cluster_members"], result["cluster_numbers"]
    n = Quantity(len(members), "count")
    if numbers.empty:
        return msg("Too few customers with a rhythm, or all alike: no clusters are looked for.")
    if numbers["gap"].max() < numbers["gap_limit"].max():
        return msg(
            "By how they buy, {n} customers are one cloud, not groups: data without groups can be cut just as well.",
            n=n,
        )
    return msg("By how they buy, {n} customers form no groups that would be found again.", n=n)


def _cloud(ax, members, clusters, currency: str, lang: str) -> None:
    ax.set_xscale("log")
    ax.set_yscale("log")
    often = members["frequency"].astype("float64")
    # whole counts lie on each other: spread them a little, by their place, which is fixed
    spread = 1 + 0.16 * ((np.arange(len(members)) * 0.618034) % 1 - 0.5)
    money = members["revenue"].astype("float64")
    if clusters.empty:
        ax.scatter(often * spread, money, s=20, color=MAIN, alpha=0.55, edgecolors="white", linewidths=0.3)
    for place, row in enumerate(clusters.itertuples()):
        own = (members["cluster"] == row.cluster).to_numpy(dtype=bool)
        colour = COLOURS[place % len(COLOURS)]
        ax.scatter(
            (often * spread)[own], money[own], s=22, color=colour, marker=MARKS[place % len(MARKS)],
            edgecolors="white", linewidths=0.3, alpha=0.8,
        )  # fmt: skip
    reach = float(money.max() / money.min())
    ax.set_ylim(float(money.min()) / 1.5, float(money.max()) * reach ** (0.06 + 0.085 * len(clusters)))
    for place, row in enumerate(clusters.itertuples()):
        words = msg(
            "{name}: {customers} of customers, {share} of revenue",
            name=sentence(row.cluster_name),
            customers=Quantity(float(row.customer_share), "share"),
            share=Quantity(float(row.share), "share"),
        )
        ax.plot([0.02], [0.97 - 0.06 * place], MARKS[place % len(MARKS)], color=COLOURS[place % len(COLOURS)],
                transform=ax.transAxes, ms=6, clip_on=False)  # fmt: skip
        ax.text(0.045, 0.97 - 0.06 * place, words.render(lang), transform=ax.transAxes, va="center", fontsize=9.5)
    from matplotlib.ticker import FuncFormatter, NullFormatter

    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: write(value, "number", lang=lang)))
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: write_money(value, currency, lang, axis=True)))
    ax.yaxis.set_minor_formatter(NullFormatter())
    ax.set_xlabel(msg("purchase days in the window (log scale)").render(lang))
    ax.set_title(msg("net revenue in the window (log scale)").render(lang), loc="left", fontsize=9.5, color=MUTED)


def _chance(ax, numbers, lang: str) -> None:
    x, limit = numbers["number"].to_numpy(), float(numbers["gap_limit"].max())
    low = min(0.0, float(numbers["gap"].min())) - 0.6
    top = max(limit, float(numbers["gap"].max())) * 1.3 + 0.5
    ax.axhspan(low, limit, color=FAINT, alpha=0.6, lw=0)
    ax.axhline(limit, color=MUTED, lw=1, ls="--")
    ax.plot(x, numbers["gap"], "o-", color=INK, lw=1.5)
    taken = numbers[numbers["taken"].str.len() > 0]
    if len(taken):
        ax.plot(taken["number"], taken["gap"], "o", ms=13, mfc="none", mec=ACCENT, mew=2)
        ax.annotate(msg("taken").render(lang), (taken["number"].iloc[0], taken["gap"].iloc[0]), xytext=(10, 8),
                    textcoords="offset points", color=ACCENT)  # fmt: skip
    ax.text(
        x[0] - 0.3,
        low + (limit - low) * 0.04,
        msg("as tight as data without groups").render(lang),
        color=INK,
        fontsize=9.5,
        va="bottom",
    )
    ax.text(x[0] - 0.3, top * 0.98, msg("tighter: real groups").render(lang), color=INK, fontsize=9.5, va="top")
    ax.set_xlim(x[0] - 0.4, x[-1] + 0.4)
    ax.set_ylim(low, top)
    ax.set_xticks(x)
    ax.set_xlabel(msg("number of clusters tried").render(lang))
    ax.set_title(
        msg("tightness against chance (standard deviations)").render(lang), loc="left", fontsize=9.5, color=MUTED
    )
