"""Industries side by side: who falls behind the firm, and where much is left to be bought."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers import style
from helpers.classification.figures.shared import label
from helpers.language import current, msg
from helpers.quantity import Quantity, write
from helpers.show import spoken
from helpers.style import ACCENT, INK, MAIN, MUTED, Picture

if TYPE_CHECKING:
    from helpers.station import StationResult

#: From this part of the longest bar on, a bar holds its number.
INSIDE = 0.15
#: Fewest customers of an industry, or of a size in it, that are shown.
FEWEST = 10


def industries(result: StationResult) -> pd.DataFrame:
    """Per industry: ``industry, customers, keys, revenue, growth, size, used``.

    ``growth`` is money of the last ``growth_months`` over the same months a year earlier; ``size`` and ``used`` name
    the size whose buying customers buy least of their potential together, and the share of it they buy. Industries and sizes
    with fewer than :data:`FEWEST` customers are left out; most revenue first. Groups count in the industry of their
    first member.
    """
    like = result["potential"][["customer", "industry", "size", "revenue", "potential"]]
    like = like[like["industry"].notna()]
    rows = like.merge(result["class_accounts"], left_on="customer", right_on="account", how="left")
    rows = rows.merge(result["classes"][["account", "class"]], on="account", how="left")
    found = []
    for industry, own in rows.groupby("industry", sort=True):
        if len(own) < FEWEST:
            continue
        buying = own[own["potential"].notna() & (own["revenue"] > 0)]
        used = buying.groupby("size").agg(n=("revenue", "size"), bought=("revenue", "sum"), could=("potential", "sum"))
        used = used[(used["n"] >= FEWEST) & (used["could"] > 0)].sort_index()
        share = used["bought"].astype("float64") / used["could"].astype("float64")
        least = share.idxmin() if len(share) else None
        then = float(own["earlier"].sum())
        found.append(
            {
                "industry": str(industry),
                "customers": len(own),
                "keys": int((own["class"] == "key").sum()),
                "revenue": int(own["revenue"].sum()),
                "growth": float(own["recent"].sum()) / then if then > 0 else float("nan"),
                "size": least,
                "used": float(share[least]) if least is not None else float("nan"),
            }
        )
    columns = ["industry", "customers", "keys", "revenue", "growth", "size", "used"]
    frame = pd.DataFrame(found, columns=columns)
    order = frame.sort_values(["revenue", "industry"], ascending=[False, True], kind="stable")
    return order.reset_index(drop=True)


def plot_industries(result: StationResult, lang: str | None = None) -> Picture:
    """Left: money against a year earlier, by industry; right: the size that buys least of its potential."""
    lang, rows = lang or current(), industries(result)
    known = rows[rows["growth"].notna()]
    if len(known) < 2:
        title = msg("Fewer than two industries hold enough customers to be set side by side.").render(lang)
        with style.canvas((9.0, 1.6)) as (fig, ax):
            ax.axis("off")
            return style.finish(fig, title, "industries", empty=True)
    sums = result["class_accounts"]
    then = float(sums["earlier"].sum())
    firm = float(sums["recent"].sum()) / then if then > 0 else float("nan")
    last = known.loc[known["growth"].idxmin()]
    gaps = {
        "industry": Quantity(last["industry"], "text"),
        "growth": Quantity(float(last["growth"]), "share"),
        "firm": Quantity(firm, "share"),
    }
    title = msg('"{industry}" buys {growth} of what it bought a year earlier, the firm as a whole sells {firm}', **gaps)
    open_ = rows[rows["used"].notna()]
    if len(open_):
        least = open_.loc[open_["used"].idxmin()]
        title = msg(
            '{said}; "{size}" customers in "{other}" are farthest from their potential: they buy {used} of it',
            said=title,
            size=Quantity(str(least["size"]), "text"),
            other=Quantity(least["industry"], "text"),
            used=Quantity(float(least["used"]), "share"),
        )
    with style.canvas((10.2, 1.6 + 0.5 * len(rows)), 1, 2) as (fig, (left, right)):
        _bars(left, rows, rows["growth"], rows["growth"] == last["growth"], lang)
        left.axvline(firm, color=INK, lw=1, ls="--")
        whole = msg("the firm {share}", share=gaps["firm"])
        left.text(firm, 0.75, "  " + whole.render(lang), fontsize=9, ha="left", va="center", color=INK)
        counts = [Quantity(int(n), "count") for n in rows["customers"]]
        names = [
            msg("{name} ({n})").render(lang, name=spoken(name, lang), n=n)
            for name, n in zip(rows["industry"], counts, strict=True)
        ]
        left.set_yticks([-place for place in range(len(rows))], [label(name, 13) for name in names])
        left.set_title(_title(result).render(lang), loc="left", fontsize=9.5, color=MUTED)
        lowest = rows["used"] == rows["used"].min()
        _bars(
            right,
            rows,
            rows["used"],
            lowest,
            lang,
            [spoken(size, lang) if size else "" for size in rows["size"].fillna("")],
        )
        right.set_yticks([])
        right.set_title(
            msg("share of potential bought, in the size that buys least of it").render(lang),
            loc="left",
            fontsize=9.5,
            color=MUTED,
        )
        note = msg(
            "{name}, to {day}; in brackets: customers. Dashed: the firm as a whole.",
            name=result.facts.name.pick(lang),
            day=Quantity(result.facts.as_of, "date"),
        )
        return style.finish(fig, msg("{said}.", said=title).render(lang), "industries", note.render(lang))


def _title(result: StationResult):
    months = Quantity(result.rules["growth_months"], "months")
    return msg("money of the last {months} months / a year earlier", months=months)


def _bars(
    ax, rows: pd.DataFrame, values: pd.Series, marked: pd.Series, lang: str, names: list[str] | None = None
) -> None:
    reach = max(float(values.max()), 0.01)
    for place, value in enumerate(values):
        if value != value:
            continue
        ax.barh(-place, value, height=0.58, color=ACCENT if marked.iloc[place] else MAIN)
        told = write(float(value), "share", lang=lang)
        if names is None and value > reach * INSIDE:  # at the foot of the bar no line runs through it
            ax.text(reach * 0.02, -place, told, va="center", fontsize=9.5, color="white", zorder=4)
            continue
        words = f"{names[place]} {told}" if names else told
        ax.text(value + reach * 0.02, -place, words, va="center", fontsize=9.5, zorder=4)
    ax.set_xlim(0, reach * 1.35)
    ax.set_ylim(-len(rows) + 0.4, 1.1)
    ax.tick_params(axis="y", length=0)
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
