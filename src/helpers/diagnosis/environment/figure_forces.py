"""The five forces as dots with intervals, beside their heaviest driver; and why judgements changed."""

from __future__ import annotations

from helpers import style
from helpers.diagnosis.environment.terms import FIELDS, FORCES, OUTSIDE, PARTS
from helpers.diagnosis.sales.figure_words import title
from helpers.language import Message, current, msg
from helpers.quantity import Quantity, adding
from helpers.station import StationResult


def plot_forces(result: StationResult, lang: str | None = None) -> style.Picture:
    """Pressure of each force, hardest first, with the driver that weighs most in it."""
    lang = lang or current()
    table = result["forces"].dropna(subset=["mean"]).sort_values("mean", ascending=False, kind="stable")
    drivers = result["force_drivers"]
    named = title(result, lang, "forces.hardest", otherwise=msg("The five forces have not been judged yet"))
    with style.canvas((9.0, 1.7 + 0.55 * max(len(table), 3))) as (fig, ax):
        for place, row in enumerate(table.itertuples()):
            ink = style.MAIN if place == 0 else style.MUTED
            ax.plot([1, 5], [place] * 2, color=style.FAINT, lw=1)
            if row.low == row.low:
                ax.plot([row.low, row.high], [place] * 2, color=ink, lw=2.4)
            ax.plot(row.mean, place, "o", color=ink, ms=9)
            ax.text(
                row.mean, place - 0.2, Quantity(row.mean, "ratio").render(lang), ha="center", va="bottom", fontsize=9.5
            )
            first = drivers[drivers["force"] == row.force].iloc[0]
            ax.text(5.15, place, style.wrap(first["driver"], 20), va="center", fontsize=9.5)
        ax.set_yticks(range(len(table)), [FORCES[name].render(lang) for name in table["force"]])
        ax.set_xlim(0.9, 8.2)
        ax.set_ylim(max(len(table), 3) - 0.4, -0.75)
        ax.set_xticks(range(1, 6))
        ax.spines[["left", "bottom"]].set_visible(False)
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel(msg("pressure: 1 hardly any, 5 very much").render(lang), loc="left")
        if len(table):
            ax.text(5.15, -0.62, msg("heaviest driver").render(lang), fontsize=9, color=style.MUTED, va="center")
        note = msg("Lines: 95% intervals from the raters' differences.").render(lang)
        return style.finish(fig, named, "forces", note if len(table) else "", empty=table.empty)


def plot_judged_change(result: StationResult, lang: str | None = None) -> style.Picture:
    """What moved the judgement of each field and force: new evidence, re-rating, re-weighting."""
    lang = lang or current()
    table = result["judged_change"]
    table = table.assign(moved=table["now"] - table["before"])
    table = table.sort_values("moved", key=abs, ascending=False, kind="stable")
    named = title(
        result,
        lang,
        "surroundings.changed",
        otherwise=msg("No judgement of the surroundings moved enough to matter")
        if len(table)
        else msg("There is no earlier judgement of the surroundings to compare with"),
    )
    fields, forces = (table[table["object"].isin(names)] for names in (FIELDS, FORCES))
    sides = [
        (part, head, words, keys)
        for part, head, words, keys in (
            (
                forces,
                msg("Pressure of the five forces"),
                msg("← less pressure        change        more pressure →"),
                PARTS,
            ),
            (fields, msg("Fields outside"), msg("← worse for us        change        better for us →"), OUTSIDE),
        )
        if len(part)
    ]
    rows = [max(len(part), 1) for part, *_ in sides] or [1]
    with style.canvas(
        (9.0, 2.0 + 0.42 * sum(rows) + 0.5 * len(rows)), len(rows), 1, squeeze=False, height_ratios=rows
    ) as (fig, axes):
        if table.empty:
            axes[0, 0].axis("off")
            return style.finish(fig, named, "judged_change", empty=True)
        reach = [float(table[list(PARTS)].clip(lower=0).sum(axis=1).max()), float(table["moved"].max())]
        least = [float(table[list(PARTS)].clip(upper=0).sum(axis=1).min()), float(table["moved"].min())]
        high, low = max(*reach, 0.1), min(*least, 0.0)
        for ax, (part, head, words, keys) in zip(axes[:, 0], sides, strict=True):
            _changes(ax, part, lang)
            ax.set_xlim(low - 0.04 * (high - low), high + 0.2 * (high - low))
            ax.set_title(head.render(lang), loc="left", fontsize=10.5, color=style.INK)
            ax.set_xlabel(words.render(lang), fontsize=9.5)
            ax.legend(handles=_keys(keys, lang), loc="lower right", frameon=False, fontsize=9.5)
        note = msg("Beside: the change of the index, all parts together (thick line). Each part may go either way.")
        return style.finish(fig, named, "judged_change", note.render(lang))


#: How each part of a change is drawn.
INKS = {"evidence": (style.MAIN, None), "rerated": ("white", "////"), "reweighted": (style.FAINT, None)}


def _keys(words: dict[str, Message], lang: str) -> list:
    """A patch for each part of a change."""
    from matplotlib.patches import Patch

    return [
        Patch(facecolor=ink, edgecolor=style.INK, hatch=hatch, lw=0.8, label=words[name].render(lang))
        for name, (ink, hatch) in INKS.items()
    ]


def _changes(ax, table, lang: str) -> None:
    """A bar a row, its parts laid end to end on either side of nought, and their sum."""
    for place, row in enumerate(table.itertuples()):
        up = down = 0.0
        for part, (ink, hatch) in INKS.items():
            value = getattr(row, part)
            start = up if value >= 0 else down
            ax.barh(place, value, left=start, color=ink, edgecolor=style.INK, hatch=hatch, height=0.56, lw=0.8)
            if value >= 0:
                up += value
            else:
                down += value
        ax.plot([row.moved] * 2, [place - 0.36, place + 0.36], color=style.ACCENT, lw=2.4)
        moved = sum(adding({part: getattr(row, part) for part in PARTS}, row.before, row.now).values())
        shown = ("+" if moved > 0 else "") + Quantity(moved, "ratio").render(lang)
        ax.annotate(
            shown, (max(up, row.moved, 0), place), xytext=(7, 0), textcoords="offset points", va="center", fontsize=9.5
        )
    ax.set_yticks(range(len(table)), [(FIELDS | FORCES)[name].render(lang) for name in table["object"]])
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.axvline(0, color=style.INK, lw=0.8)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
