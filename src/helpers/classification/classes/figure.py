"""Picture of the classes: how sure it is, account by account, that it is key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import style
from helpers.classification.classes.findings import SURE
from helpers.classification.classes.terms import CLASSES
from helpers.classification.figures.shared import blank, note
from helpers.language import current, msg
from helpers.quantity import Quantity
from helpers.style import ACCENT, FAINT, INK, MAIN, MUTED, THIRD, Picture

if TYPE_CHECKING:
    from helpers.station import StationResult

COLOURS = {"key": MAIN, "growth": THIRD, "general": FAINT, "exit": ACCENT}
MARKS = {"key": "o", "growth": "^", "general": "o", "exit": "X"}


def plot_classes(result: StationResult, lang: str | None = None) -> Picture:
    """Each account by what it brings and by the share of draws in which it is key."""
    lang = lang or current()
    rows = result["classes"]
    rows = rows[(rows["value"] > 0)]
    if rows.empty:
        return blank("classes", lang)
    found = result.finding("classes.key")
    none = msg("No account stands out as key by these rules.")
    keys = rows[rows["class"] == "key"]
    if len(keys) == 1:
        none = msg(
            "One account is key: {name} brings {share} of what all bring.",
            name=Quantity(str(keys["account_name"].iloc[0]), "text"),
            share=Quantity(float(keys["share"].iloc[0]), "share"),
        )
    title = found.say(lang) if found else none.render(lang)
    with style.canvas((9.8, 5.4)) as (fig, ax):
        ax.set_xscale("log")
        ax.axhspan(SURE, 1.06, color=MAIN, alpha=0.07, lw=0)
        ax.axhline(SURE, color=MAIN, lw=0.9)
        for name in ("general", "exit", "growth", "key"):
            part = rows[rows["class"] == name]
            sure = part["in_key"] >= SURE
            for here, fill in ((sure, True), (~sure, name != "key")):
                ax.scatter(
                    part.loc[here, "share"],
                    part.loc[here, "in_key"],
                    s=44 if name in ("growth", "exit") else 30,
                    marker=MARKS[name],
                    color=COLOURS[name] if fill else "none",
                    edgecolors=MUTED if name == "general" else COLOURS[name],
                    linewidths=1.0,
                    zorder=3 if name != "general" else 2,
                )
        low, high = float(rows["share"].min()), float(rows["share"].max())
        low = max(low, high / 3000)
        ax.set_xlim(low / 1.4, high * 3)
        ax.set_ylim(-0.06, 1.12)
        # that nobody is to be let go is an answer, where it is known who is at a loss
        told = [name for name in COLOURS if (rows["class"] == name).any()]
        if "exit" not in told and rows["contribution"].notna().any():
            told.append("exit")
        for place, name in enumerate(told):
            part = rows[rows["class"] == name]
            words = msg(
                "{name}: {n} accounts, {share} of revenue",
                name=CLASSES[name],
                n=Quantity(len(part), "count"),
                share=Quantity(float(part["share"].sum()), "share"),
            )
            edge = MUTED if name == "general" else COLOURS[name]
            height, colour = 0.66 - 0.075 * place, COLOURS[name]
            ax.scatter([0.02], [height], 46, colour, MARKS[name], edgecolors=edge, transform=ax.transAxes, zorder=5)
            ax.text(0.04, height, words.render(lang), transform=ax.transAxes, va="center", fontsize=10)
        open_ = rows[(rows["class"] == "key") & (rows["in_key"] < SURE)].head(4)
        for place, (_, row) in enumerate(open_.sort_values("in_key", ascending=False).iterrows()):
            height = 0.74 - 0.1 * place
            ax.annotate(
                str(row["account_name"]),
                (row["share"], row["in_key"]),
                xytext=(float(open_["share"].max()) * 1.6, height),
                fontsize=9,
                va="center",
                ha="left",
                arrowprops={"arrowstyle": "-", "color": MUTED, "lw": 0.7, "relpos": (0, 0.5)},
                annotation_clip=False,
            )
        ax.text(
            low / 1.35,
            1.085,
            msg("above the line: hardly by chance").render(lang),
            color=MAIN,
            va="center",
            fontsize=9.5,
        )
        style.share_axis(ax.yaxis)
        style.share_axis(ax.xaxis)
        from matplotlib.ticker import FuncFormatter, NullLocator

        ax.xaxis.set_minor_locator(NullLocator())
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value * 100:g}%"))
        ax.set_xlabel(msg("share of revenue (log scale)").render(lang))
        ax.set_title(
            msg("share of draws in which the account is key").render(lang), loc="left", fontsize=9.5, color=MUTED
        )
        ax.spines["left"].set_color(INK)
        return style.finish(fig, title, "classes", note(result, lang))
