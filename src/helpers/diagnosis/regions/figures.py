"""Pictures of the six methods: potential, competitors, needs, channel, share (trend: ``figure_trend``)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import style
from helpers.diagnosis import dots
from helpers.diagnosis.sales.figure_words import title
from helpers.language import current, msg
from helpers.quantity import Quantity, is_missing, two_digits, write_money
from helpers.station import StationResult

#: So many regions are drawn, the largest; the table has all.
MOST = 15
#: How often a region may be called the largest market, or one that wins fewer projects, though none is.
ALPHA = 0.05


def plot_region_market(result: StationResult, lang: str | None = None) -> style.Picture:
    """Method 1: each market with its interval, and our revenue in it."""
    lang, currency = lang or current(), result.facts.currency
    table = result["region_market"].dropna(subset=["market"]).head(MOST)
    named = msg("No estimate of markets yet: fill in the table regions").render(lang)
    if len(table):
        top = table.iloc[0]
        words = {
            "region": Quantity(top["region"], "text"),
            "part": Quantity(top["part"], "share", top["part_low"], top["part_high"]),
            "money": Quantity(round(top["market"]), "money", currency=currency),
        }
        if len(table) == 1 or table["p"].iloc[1:].astype("float64").max(skipna=False) <= ALPHA:
            named = msg(
                "{region} is the largest market: {part} ({part:interval}) of all, about {money:about} a year", **words
            ).render(lang)
        else:
            named = msg(
                "{region} is put largest, but raters do not tell the first markets apart beyond doubt: {part} ({part:interval}) of all, about {money:about} a year",
                **words,
            ).render(lang)
    with style.canvas((9.0, dots.height(len(table)))) as (fig, ax):
        if table.empty:
            dots.empty(ax)
            return style.finish(fig, named, "region_market", empty=True)
        money = [
            table[name].astype("float64").to_numpy() for name in ("market", "market_low", "market_high", "revenue")
        ]
        market, low, high, ours = money
        for place in range(len(table)):
            ax.barh(place, market[place], height=0.55, facecolor="white", edgecolor=style.MUTED, linewidth=1)
            if np.isfinite(ours[place]):
                ax.barh(place, ours[place], height=0.55, color=style.MAIN)
            if np.isfinite(high[place]):
                ax.plot([low[place], high[place]], [place, place], color=style.INK, lw=1.2)
            growth = table["growth"].iloc[place]
            words = write_money(two_digits(market[place]), currency, lang, axis=True, like=market.max())
            if not is_missing(growth):
                words = msg("{money}, {growth} a year", money=words, growth=signed(growth, lang)).render(lang)
            end = max(market[place], high[place]) if np.isfinite(high[place]) else market[place]
            ax.annotate(words, (end, place), xytext=(7, 0), textcoords="offset points", va="center", fontsize=9.5)
        ax.set_yticks(range(len(table)), list(table["region"]))
        ax.set_ylim(len(table) - 0.4, -0.6)
        style.money_axis(ax.xaxis, currency, lang, like=market.max())
        ax.set_xlim(0, np.nanmax([market.max(), np.nanmax(np.append(high, 0))]) * 1.35)
        ax.set_xlabel(msg("market a year").render(lang))
        ax.spines["left"].set_visible(False)
        ax.tick_params(axis="y", length=0)
        note = msg(
            "Outlined: the market a year; line: its interval over raters; solid: our revenue in the window. Lines hold how far raters differ on the level, which moves all regions together; the order of regions is surer than they look, and is told by the parts of all."
        )
        return style.finish(fig, named, "region_market", note.render(lang))


def plot_region_rivals(result: StationResult, lang: str | None = None) -> style.Picture:
    """Method 2: win rate by region, and against whom we lose most there."""
    lang = lang or current()
    table = result["region_rivals"].sort_values(["rate", "region"], kind="stable").head(MOST)
    fewer = table["holm"].astype("float64") < ALPHA
    if fewer.any():
        row = table[fewer].iloc[0]
        words = {
            "region": Quantity(row["region"], "text"),
            "rate": Quantity(row["rate"], "share"),
            "ended": Quantity(int(row["won"] + row["lost"]), "count"),
            "rest": Quantity(row["rest"], "share"),
        }
        lowest = table.iloc[0]
        if lowest["rate"] < row["rate"]:
            words |= {
                "other": Quantity(lowest["region"], "text"),
                "lower": Quantity(lowest["rate"], "share"),
                "few": Quantity(int(lowest["won"] + lowest["lost"]), "count"),
            }
            named = msg(
                "The win rate in {region} is lower than elsewhere, beyond chance: {rate} of {ended} projects, elsewhere {rest}; {other} is lower yet ({lower}), but with {few} projects that may be chance",
                **words,
            ).render(lang)
        else:
            named = msg(
                "The win rate in {region} is lower than elsewhere, beyond chance: {rate} of {ended} projects, elsewhere {rest}",
                **words,
            ).render(lang)
    elif len(table) > 1:
        named = msg(
            "In no region is the win rate lower than in the others by more than chance: from {low} in {last} to {high} in {first}",
            low=Quantity(table["rate"].iloc[0], "share"),
            last=Quantity(table["region"].iloc[0], "text"),
            high=Quantity(table["rate"].iloc[-1], "share"),
            first=Quantity(table["region"].iloc[-1], "text"),
        ).render(lang)
    elif len(table):
        named = msg(
            "{region} is the only region with ended projects: {rate} won",
            region=Quantity(table["region"].iloc[0], "text"),
            rate=Quantity(table["rate"].iloc[0], "share"),
        ).render(lang)
    else:
        named = msg("No ended projects by region yet").render(lang)

    def say(place: int) -> str:
        row = table.iloc[place]
        ended = Quantity(int(row["won"] + row["lost"]), "count")
        if is_missing(row["rival"]):
            return msg("{ended} ended", ended=ended).render(lang)
        rival, share = Quantity(row["rival"], "text"), Quantity(row["rival_share"], "share")
        return msg("{ended} ended · {rival} took {share}", ended=ended, rival=rival, share=share).render(lang)

    with style.canvas((9.0, dots.height(len(table)))) as (fig, ax):
        if table.empty:
            dots.empty(ax)
            return style.finish(fig, named, "region_rivals", empty=True)
        whole = float(table["won"].sum() / (table["won"] + table["lost"]).sum())
        strong = list(fewer)
        dots.rows(
            ax, list(table["region"]), table["rate"], table["low"], table["high"], say=say, strong=strong, line=whole
        )
        dots.room(ax, 0.5)
        dots.shares(ax)
        ax.set_xlabel(msg("share of ended projects that were won").render(lang))
        note = msg(
            "Projects that ended in the last {months} months. Dashed: all regions together, projects that name no competitor included. Lines: intervals of the rate. Squares: a lower rate than elsewhere, beyond chance. Beside: who took most of the losses that name a competitor, and what part of them.",
            months=Quantity(int(result.rules["winloss_months"]), "count"),
        )
        return style.finish(fig, named, "region_rivals", note.render(lang))


def plot_region_needs(result: StationResult, lang: str | None = None) -> style.Picture:
    """Method 3: opportunity score of each need in each region, as a grid."""
    lang = lang or current()
    table = result["region_needs"]
    if table.empty:
        named = msg("Needs by region are unknown: fill in the sheet “Needs” of fill_in.xlsx").render(lang)
    else:
        top = table.iloc[0]
        score = Quantity(top["score"], "number", top["low"], top["high"])
        words = {"region": Quantity(top["region"], "text"), "need": Quantity(top["need"], "text"), "score": score}
        plain = msg("Widest open need: {need} in {region}, {score} of twenty ({score:interval})", **words)
        named = title(result, lang, "regions.need", otherwise=plain)
    wide = table.pivot(index="need", columns="region", values="score") if len(table) else pd.DataFrame()
    order = wide.mean(axis=1).sort_values(ascending=False, kind="stable").index[:MOST]
    wide = wide.loc[order] if len(wide) else wide
    with style.canvas((9.0, dots.height(len(wide)) + 0.3)) as (fig, ax):
        if wide.empty:
            dots.empty(ax)
            return style.finish(fig, named, "region_needs", empty=True)
        ax.imshow(wide.to_numpy(float), cmap="Blues", vmin=4, vmax=16, aspect="auto")
        for row in range(len(wide)):
            for column in range(len(wide.columns)):
                value = wide.iloc[row, column]
                if np.isfinite(value):
                    ink = "white" if value > 11 else style.INK
                    ax.text(column, row, Quantity(value, "number").render(lang), ha="center", va="center", color=ink)
        grid(ax, list(wide.index), list(wide.columns))
        note = msg(
            "Importance plus what is not met of it; the darker, the wider open. At ten, a need matters as much as it is met."
        )
        return style.finish(fig, named, "region_needs", note.render(lang))


def plot_region_channel(result: StationResult, lang: str | None = None) -> style.Picture:
    """Method 4: how many of the active customers were seen, and through whom we sell."""
    lang = lang or current()
    table = result["region_channel"].sort_values(["covered", "region"], kind="stable").head(MOST)
    known = bool(len(table)) and table["covered"].notna().any()
    plain = (
        msg("In no region are clearly fewer of the customers visited or called than in the others")
        if known
        else msg("It is not known which customers were visited: no activities")
    )
    found = result.finding("regions.unseen")
    named = title(result, lang, "regions.unseen", otherwise=plain)

    def say(place: int) -> str:
        row = table.iloc[place]
        words = [msg("{count} customers", count=Quantity(int(row["active"]), "count")).render(lang)]
        if not is_missing(row["per_owner"]):
            words.append(msg("{each} per salesperson", each=Quantity(row["per_owner"], "number")).render(lang))
        if not is_missing(row["direct"]):
            words.append(msg("{direct} direct", direct=Quantity(row["direct"], "share")).render(lang))
        return " · ".join(words)

    with style.canvas((9.0, dots.height(len(table)))) as (fig, ax):
        if not known:
            dots.empty(ax)
            return style.finish(fig, named, "region_channel", empty=True)
        strong = [found is not None and region == found.subject for region in table["region"]]
        ends = [table[name] for name in ("covered", "covered_low", "covered_high")]
        dots.rows(ax, list(table["region"]), *ends, say=say, strong=strong)
        dots.room(ax, 0.55)
        dots.shares(ax)
        ax.set_xlabel(msg("share of active customers visited or called in the period").render(lang))
        return style.finish(
            fig, named, "region_channel", msg("Direct: share of revenue that does not go through dealers.").render(lang)
        )


def plot_region_share(result: StationResult, lang: str | None = None) -> style.Picture:
    """Method 5: our share of each market, against our share elsewhere."""
    lang, currency = lang or current(), result.facts.currency
    table = result["region_share"].dropna(subset=["share"]).sort_values(["share", "region"], kind="stable").head(MOST)
    plain = (
        msg("Our share is about the same in all regions, as far as the estimates tell")
        if len(table)
        else msg("Our share is unknown: no estimates of markets")
    )
    found = result.finding("regions.room")
    named = title(result, lang, "regions.room", otherwise=plain)
    open_money = result["region_market"].set_index("region")["open"]

    def say(place: int) -> str:
        row = table.iloc[place]
        words = msg("penetration {share}", share=Quantity(row["penetration"], "share")).render(lang)
        money = open_money.get(row["region"])
        if not is_missing(money) and money > 0:
            words += " · " + msg("open: {money:about}", money=Quantity(int(money), "money", currency=currency)).render(
                lang
            )
        return words

    with style.canvas((9.0, dots.height(len(table)))) as (fig, ax):
        if table.empty:
            dots.empty(ax)
            return style.finish(fig, named, "region_share", empty=True)
        strong = [found is not None and region == found.subject for region in table["region"]]
        ends = [table[name] for name in ("share", "share_low", "share_high")]
        dots.rows(ax, list(table["region"]), *ends, say=say, strong=strong)
        dots.room(ax, 0.5)
        dots.shares(ax)
        ax.set_xlabel(msg("our share of the market").render(lang))
        note = msg(
            "Square: the region of the title. Penetration: the part of the customers worth having there that buy from us. Open: what the share of the other regions would bring more a year. Lines hold how far raters differ on the level, which moves all regions together; the order of regions is surer than they look."
        )
        return style.finish(fig, named, "region_share", note.render(lang))


def grid(ax, rows: list[str], columns: list[str]) -> None:
    """Names beside and below a field of cells, with white lines between them."""
    ax.set_yticks(range(len(rows)), rows)
    ax.set_xticks(range(len(columns)), columns)
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)
    ax.set_xticks(np.arange(len(columns)) - 0.5, minor=True)
    ax.set_yticks(np.arange(len(rows)) - 0.5, minor=True)
    ax.grid(which="minor", color="white", lw=1.5)
    ax.tick_params(which="minor", length=0)


def signed(value: float, lang: str, digits: bool = True) -> str:
    """A share with its sign."""
    shown = Quantity(abs(value) if digits else round(abs(value), 2), "share").render(lang)
    return ("+" if value > 0 else "\u2212" if value < 0 else "") + shown
