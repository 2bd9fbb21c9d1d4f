"""What each firm stands for, on a map."""

from __future__ import annotations

import numpy as np

from helpers import beside, style
from helpers.diagnosis import dots
from helpers.diagnosis.competitors.terms import KINDS, YES_NO
from helpers.language import current, msg
from helpers.quantity import Quantity
from helpers.show import word
from helpers.station import StationResult


def plot_competitor_map(result: StationResult, lang: str | None = None) -> style.Picture:
    """Firms (dots, ours a square) and criteria (crosses): near to each other means known for it."""
    lang = lang or current()
    table, totals = result["competitor_map"], result["competitor_totals"]
    with style.canvas((8.6, 5.6)) as (fig, ax):
        if table.empty:
            dots.empty(ax)
            none = msg("No map: it takes three firms scored on three criteria, and some difference among them")
            return style.finish(fig, none.render(lang), "competitor_map", empty=True)
        ours = set(totals.loc[totals["ours"] == word(YES_NO[True]), "firm"])
        firms = table[table["kind"] == word(KINDS["firm"])]
        shown = Quantity(float(table["shown"].iloc[0]), "share")
        ax.axhline(0, color=style.FAINT, lw=1, zorder=0)
        ax.axvline(0, color=style.FAINT, lw=1, zorder=0)
        for row in table.itertuples():
            firm = row.kind == word(KINDS["firm"])
            mine = firm and row.name in ours
            ink = style.ACCENT if mine else style.MAIN if firm else style.MUTED
            ax.plot(row.x, row.y, "s" if mine else "o" if firm else "x", color=ink, ms=10 if firm else 8, mew=2)
        ax.set_aspect("equal", adjustable="datalim")
        ax.margins(0.18)
        ax.set_xticks([])
        ax.set_yticks([])
        for side in ax.spines.values():
            side.set_visible(False)
        ends = np.array([-1.0, 1.0]) * 3 * float(table[["x", "y"]].abs().max().max() or 1.0)
        along, nought = np.linspace(*ends, 400), np.zeros(400)
        axes = [np.column_stack([along, nought]), np.column_stack([nought, along])]  # better not covered by a name
        beside.names(ax, _names(table, ours), axes)
        note = msg(
            "Near a criterion, on the same side of the middle, means known for it; the middle means like everybody. The map shows {shown} of all differences.",
            shown=shown,
        )
        ax.set_xlabel(_axis(table, "x", lang), color=style.QUIET, fontsize=9.5)
        ax.set_ylabel(_axis(table, "y", lang), color=style.QUIET, fontsize=9.5)
        gap = result.finding("competitors.gap")
        first = gap.quantities["rival"].value if gap is not None else ""
        return style.finish(fig, _title(firms, ours, first, lang), "competitor_map", note.render(lang))


def _axis(table, side: str, lang: str) -> str:
    """The criteria at the two ends of an axis."""
    own = table[table["kind"] == word(KINDS["criterion"])].sort_values([side, "name"], kind="stable")
    ends = {"low": Quantity(own["name"].iloc[0], "text"), "high": Quantity(own["name"].iloc[-1], "text")}
    return msg("← more for {low}        more for {high} →", **ends).render(lang)


def _title(firms, ours: set, first: str, lang: str) -> str:
    """What we stand for, then the competitor we are furthest behind, then others."""
    known = firms[firms["stands_for"].notna() & (firms["stands_for"] != "nan")]
    mine = known[known["name"].isin(ours)]
    others = known[~known["name"].isin(ours)]
    others = others.assign(last=others["name"] != first).sort_values("last", kind="stable").head(2)
    said = [
        msg(
            "{firm} stands for {criterion}", firm=Quantity(row.name, "text"), criterion=Quantity(row.stands_for, "text")
        ).render(lang)
        for row in [*mine.itertuples(index=False), *others.itertuples(index=False)]
    ]
    if not said:
        return msg("No firm stands out by anything beyond doubt").render(lang)
    if ours and mine.empty:
        said.insert(0, msg("We stand for nothing of our own").render(lang))
    return msg("; ").render(lang).join(said)


def _names(table, ours: set) -> list[beside.Name]:
    """Firms first, as they take the best places."""
    found = []
    for row in table.sort_values(["kind", "y", "name"], ascending=[True, False, True], kind="stable").itertuples():
        firm = row.kind == word(KINDS["firm"])
        ink = style.ACCENT if row.name in ours else style.INK if firm else style.MUTED
        found.append(beside.Name(row.name, row.x, row.y, ink, 6.0 if firm else 5.0))
    return sorted(found, key=lambda name: name.ink == style.MUTED)
