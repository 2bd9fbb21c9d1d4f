"""Pictures of the problem diagnosis: Pareto, tree of causes, impact against effort."""

from __future__ import annotations

import numpy as np

from helpers import beside, style
from helpers.diagnosis import dots
from helpers.diagnosis.problems.terms import YES_NO
from helpers.diagnosis.sales.figure_words import title
from helpers.language import current, msg
from helpers.quantity import Quantity, is_missing, write_money
from helpers.show import spoken, word
from helpers.station import StationResult

#: So many causes are drawn.
MOST = 15
#: Width of the words of a box that others branch off from, in Chinese characters.
INNER = 11
TIED = msg("The last of the dark ones are equally large, so they count together.")
OWN = msg("Money: what our own people put each at a year.")
NONE = msg("No problems named yet: fill in the table problems")


def plot_problem_pareto(result: StationResult, lang: str | None = None) -> style.Picture:
    """Causes by size, largest first; the vital few in the strong ink."""
    lang, currency = lang or current(), result.facts.currency
    table = result["problem_pareto"].head(MOST)
    plain = msg("All causes are needed to explain the sum: none stands out") if len(table) else NONE
    named = title(result, lang, "problems.few", otherwise=plain)
    with style.canvas((9.0, dots.height(len(table)))) as (fig, ax):
        if table.empty:
            dots.empty(ax)
            return style.finish(fig, named, "problem_pareto", empty=True)
        money = table["money"].notna().any()
        size = table["money" if money else "times"].astype("float64").to_numpy()
        unit = _one_unit(table["money"])
        for place, row in enumerate(table.itertuples()):
            vital = row.vital == word(YES_NO[True])
            ax.barh(place, size[place], height=0.62, color=style.MAIN if vital else style.FAINT)
            value = (
                write_money(round(size[place]), currency, lang, like=unit) if money else Quantity(size[place], "number")
            )
            words = msg("{value}, cumulative {share}", value=value, share=Quantity(row.cumulative, "share")).render(
                lang
            )
            ax.annotate(
                words, (size[place], place), xytext=(7, 0), textcoords="offset points", va="center", fontsize=9.5
            )
        ax.set_yticks(range(len(table)), list(table["problem"]))
        ax.set_ylim(len(table) - 0.4, -0.6)
        ax.set_xlim(0, size.max() * 1.32)
        ax.tick_params(axis="y", length=0)
        ax.xaxis.set_visible(False)
        for side in ("left", "bottom"):
            ax.spines[side].set_visible(False)
        note = msg("Counted by: {by}. Dark: the few that bring most.", by=spoken(table["by"].iloc[0], lang)).render(
            lang
        )
        dark = size[(table["vital"] == word(YES_NO[True])).to_numpy()]
        if len(dark) > 1 and np.isclose(dark[-1], dark[-2]):
            note += ("" if lang == "zh" else " ") + TIED.render(lang)
        if money:
            note += ("" if lang == "zh" else " ") + OWN.render(lang)
        return style.finish(fig, named, "problem_pareto", note)


def plot_problem_tree(result: StationResult, lang: str | None = None) -> style.Picture:
    """What leads to what, from left (seen) to right (cause); lines as wide as what the branch costs."""
    lang, currency = lang or current(), result.facts.currency
    table = result["problem_tree"]
    named = NONE.render(lang)
    flat = not table["depth"].gt(0).any()
    if len(table) and flat:
        named = msg("No problem is named as the cause of another, so there is no tree to draw").render(lang)
    elif len(table):
        top = table[table["depth"] == 0].iloc[0]
        leaves = int((table["leaf"] == word(YES_NO[True])).sum())
        words = {"leaves": Quantity(leaves, "count"), "top": Quantity(top["problem"], "text")}
        if is_missing(top["cost"]):
            named = msg("{leaves} causes at the ends of the tree", **words).render(lang)
        else:
            cost = Quantity(int(top["cost"]), "money", currency=currency)
            named = msg(
                "“{top}” costs {cost} a year; of the {leaves} causes at the ends of the tree {own} lead to it",
                cost=cost,
                own=Quantity(_leading(table, str(top["problem"])), "count"),
                **words,
            ).render(lang)
    rows = _places(table)
    deep = int(table["depth"].max()) if len(table) else 0
    with style.canvas((9.6, min(max(1.6 + 0.46 * len(rows), 2.6), 10.0))) as (fig, ax):
        ax.axis("off")
        if flat:
            dots.empty(ax)
            return style.finish(fig, named, "problem_tree", empty=True)
        whole = float(table.loc[table["depth"] == 0, "cost"].fillna(0).sum()) or 1.0
        at = {row["problem"]: (row["depth"], rows[row["problem"]]) for _, row in table.iterrows()}
        links, boxes, unit = [], {}, _one_unit(table["cost"])
        for _, row in table.iterrows():
            x, y = at[row["problem"]]
            if row["leads_to"] in at and x:
                part = 0.0 if is_missing(row["cost"]) else float(row["cost"]) / whole
                links.append((row["leads_to"], row["problem"], 1 + 9 * part))
            leaf = row["leaf"] == word(YES_NO[True])
            words = spoken(row["problem"], lang)
            words = words if leaf else style.wrap(words, INNER)  # room for the lines on its right
            if not is_missing(row["cost"]):
                words += "  " + write_money(int(row["cost"]), currency, lang, like=unit)
            boxes[row["problem"]] = ax.text(
                x,
                y,
                words,
                ha="left",
                va="center",
                fontsize=10,
                color="white" if leaf else style.INK,
                zorder=2,
                bbox={
                    "boxstyle": "round,pad=0.35",
                    "facecolor": style.MAIN if leaf else "white",
                    "edgecolor": style.MAIN,
                    "linewidth": 1,
                },
            )
        fig.placing = [lambda: _link(ax, links, boxes)]
        ax.set_xlim(-0.05, deep + 1.0)
        ax.set_ylim(max(rows.values()) + 0.7, -0.7)
        note = msg(
            "Left: what is seen. Right, filled: causes that nothing is named under, where something can be done. Lines as wide as what the branch costs."
        )
        return style.finish(fig, named, "problem_tree", note.render(lang))


def _link(ax, links, boxes) -> None:
    """Lines from the edge of a box to the edge of the next, once it is known how wide the words are."""
    renderer, back = ax.figure.canvas.get_renderer(), ax.transData.inverted()
    reach = {}
    for name, text in boxes.items():
        frame = text.get_bbox_patch().get_window_extent(renderer)
        (left, low), (right, high) = back.transform([(frame.x0, frame.y0), (frame.x1, frame.y1)])
        reach[name] = (left, right, (low + high) / 2)
    for before, after, width in links:
        (_, start, b), (end, _, y) = reach[before], reach[after]
        bend = max(start + 0.02, end - 0.32)
        ax.plot(
            [start, bend, max(end - 0.12, bend), end], [b, b, y, y], color=style.SECOND, lw=width, zorder=1,
            solid_capstyle="butt", solid_joinstyle="round",
        )  # fmt: skip


def _one_unit(costs) -> float | None:
    """The amount in whose unit all are written, unless the smallest would hardly be seen in it."""
    known = costs.dropna().astype("float64")
    known = known[known > 0]
    return float(known.max()) if len(known) and known.max() < 100 * known.min() else None


def _leading(table, top: str) -> int:
    """Causes at the ends of the tree that lead to this problem; itself where it has no cause."""
    up = dict(zip(table["problem"], table["leads_to"], strict=True))
    count = 0
    for name in table.loc[table["leaf"] == word(YES_NO[True]), "problem"]:
        for _ in range(len(up)):  # a circle ends too
            if name == top or name not in up:
                break
            name = up[name]
        count += name == top
    return count


def _places(table) -> dict[str, float]:
    """Height of each problem: leaves one below the other, the others in the middle of theirs."""
    places: dict[str, float] = {}
    leaves = 0
    for _, row in table.iterrows():
        if row["leaf"] == word(YES_NO[True]):
            places[row["problem"]] = float(leaves)
            leaves += 1
    for depth in sorted(set(table["depth"]), reverse=True):
        for name in table.loc[(table["depth"] == depth) & (table["leaf"] != word(YES_NO[True])), "problem"]:
            own = [places[child] for child in table.loc[table["leads_to"] == name, "problem"] if child in places]
            places[name] = float(np.mean(own)) if own else float(leaves)
    return places


def plot_problem_order(result: StationResult, lang: str | None = None) -> style.Picture:
    """Impact over effort; those to take first are numbered."""
    lang = lang or current()
    table = result["problem_order"]
    number = result.rules["first_problems"]
    plain = (
        msg("One cause alone was judged, so there is nothing to choose")
        if len(table)
        else msg("Nobody judged impact and effort yet")
    )
    named = title(result, lang, "problems.first", otherwise=plain)
    with style.canvas((8.6, 5.4)) as (fig, ax):
        if table.empty:
            dots.empty(ax)
            return style.finish(fig, named, "problem_order", empty=True)
        ax.axvspan(0.7, 3, ymin=0.5, color="#eaf2f8", zorder=0)
        ax.axhline(3, color=style.FAINT, lw=1, zorder=0)
        ax.axvline(3, color=style.FAINT, lw=1, zorder=0)
        names = []
        lines = [
            np.column_stack([np.linspace(0.7, 5.9, 200), np.full(200, 3.0)])
        ]  # the borders, as lines not to be covered
        lines.append(np.column_stack([np.full(200, 3.0), np.linspace(0.7, 5.3, 200)]))
        for _, row in table.head(MOST).iterrows():
            first = row["rank"] <= number
            ink = style.ACCENT if first else style.MUTED
            x, y = float(row["effort"]), float(row["impact"])
            if not is_missing(row["effort_low"]):
                ax.plot([row["effort_low"], row["effort_high"]], [y, y], color=ink, lw=1, alpha=0.5)
                ax.plot([x, x], [row["impact_low"], row["impact_high"]], color=ink, lw=1, alpha=0.5)
                lines.append(np.column_stack([np.linspace(row["effort_low"], row["effort_high"], 60), np.full(60, y)]))
                lines.append(np.column_stack([np.full(60, x), np.linspace(row["impact_low"], row["impact_high"], 60)]))
            ax.plot(x, y, "s" if first else "o", color=ink, ms=9, zorder=3)
            words = spoken(row["problem"], lang)
            words = f"{int(row['rank'])}  {words}" if first else words
            names.append(beside.Name(words, x, y, style.INK if first else style.QUIET))
        ax.set_xlim(0.7, 5.9)
        ax.set_ylim(0.7, 5.3)
        ax.set_xticks([1, 2, 3, 4, 5])
        ax.set_yticks([1, 2, 3, 4, 5])
        beside.names(ax, names, lines)
        ax.set_xlabel(msg("effort (1 easy, 5 hard)").render(lang))
        ax.set_ylabel(msg("impact (1 little, 5 much)").render(lang))
        note = msg("Shaded: much for little. Lines: intervals over raters, their leanings taken out.")
        return style.finish(fig, named, "problem_order", note.render(lang))
