"""Pictures of station 0, drawn from its result's tables alone."""

from __future__ import annotations

import numpy as np

from helpers import style
from helpers.language import Message, current, msg
from helpers.quantity import Quantity
from helpers.show import spoken
from helpers.station import StationResult


def _title(result: StationResult, lang: str, id: str, otherwise: Message) -> str:
    claim = result.finding(id)
    return claim.say(lang) if claim else otherwise.render(lang)


def plot_reconciliation(result: StationResult, lang: str | None = None) -> style.Picture:
    """Waterfall of rows: came in, less each reason, kept; money beside each bar."""
    lang = lang or current()
    table, currency = result["reconciliation"].iloc[:-1], result.facts.currency
    rows = table["rows"].to_numpy()
    ends = np.cumsum(np.concatenate([rows[:1], rows[1:-1]]))
    loss = int(rows[0] - rows[-1])
    left = max(0, int(rows[-1]) - 0.35 * loss) if loss and rows[-1] > 2 * loss else 0
    room = max(rows[0] - left, 1)
    title = _title(
        result, lang, "reconcile.rows", msg("What the folder's order lines are is not documented by an import")
    )
    with style.canvas((9.0, 1.7 + 0.46 * len(table))) as (fig, ax):
        for y, (_, count, money) in enumerate(table.itertuples(index=False)):
            total = y in (0, len(table) - 1)
            start = left if total else ends[y - 1]
            end = rows[y] if total else ends[y]
            ax.barh(y, end - start, left=start, height=0.6, color=style.INK if total else style.ACCENT)
            if total and left > 0:
                ax.text(left + 0.04 * room, y, "//", color="white", ha="center", va="center", fontsize=13)
            if y < len(table) - 1:
                ax.plot([end] * 2, [y - 0.3, y + 1.3], color=style.MUTED, lw=0.8)
            label = msg(
                "{rows} rows · {money}",
                rows=Quantity(int(count), "count"),
                money=Quantity(int(money), "money", currency=currency),
            ).render(lang)
            ax.text(max(start, end) + 0.015 * room, y, label.replace("-", "−"), va="center", fontsize=10)
        ax.set_yticks(range(len(table)), [style.wrap(spoken(item, lang), 15) for item in table["item"]])
        ax.set_xlim(left, left + 1.42 * room)
        ax.invert_yaxis()
        ax.set_xticks([])
        ax.spines["bottom"].set_visible(False)
        ax.tick_params(axis="y", length=0)
        note = msg("Rows of subtotals and notes carry no money.").render(lang)
        if left > 0:
            note = msg(
                "The two dark bars are cut off at the left; the others are drawn to one scale. Rows of subtotals and notes carry no money."
            ).render(lang)
        return style.finish(fig, title, "reconciliation", note)


def plot_tie_out(result: StationResult, lang: str | None = None) -> style.Picture:
    """Per period: what finance reports (outlined) and what the folder holds (solid)."""
    lang = lang or current()
    table, currency = result["tie_out"], result.facts.currency
    title = _title(result, lang, "tie_out", msg("No total of finance is given: revenue cannot be tied out"))
    with style.canvas((9.0, 0.7 if table.empty else 4.4)) as (fig, ax):
        if table.empty:
            ax.axis("off")
            return style.finish(fig, title, "tie_out")
        tolerance = result.rules["tie_out_tolerance"]
        for x, row in enumerate(table.itertuples(index=False)):
            ax.bar(x - 0.2, row.finance, width=0.36, facecolor="white", edgecolor=style.INK, linewidth=1.3)
            ok = row.difference == 0 or abs(row.share) <= tolerance
            ax.bar(x + 0.2, row.folder, width=0.36, color=style.MAIN if ok else style.ACCENT)
            difference = Quantity(int(row.difference), "money", currency=currency).render(lang)
            share = Quantity(row.share, "share").render(lang)
            sign = "+" if row.difference > 0 else ""
            text = f"{sign}{difference}\n({sign}{share})".replace("-", "−") if row.difference else difference
            ax.text(x, max(row.finance, row.folder, 0), text + "\n", ha="center", va="bottom", fontsize=10)
            for place, value in ((x - 0.2, row.finance), (x + 0.2, row.folder)):
                shown = Quantity(int(value), "money", currency=currency).render(lang)
                ink = "white" if place > x else style.INK
                ax.text(
                    place,
                    value / 2,
                    shown,
                    ha="center",
                    va="center",
                    fontsize=9.5,
                    color=ink,
                    rotation=90 if len(table) > 5 else 0,
                )
        first = table.iloc[0]
        top = max(float(table[["finance", "folder"]].to_numpy().max()), 1.0)
        for place, words, value in ((-0.2, msg("finance"), first["finance"]), (0.2, msg("folder"), first["folder"])):
            ink = style.INK if place < 0 else "white"
            ax.text(place, max(value, 0) * 0.06, words.render(lang), ha="center", va="bottom", fontsize=10, color=ink)
        ax.set_xticks(range(len(table)), [_period(row.start, row.end, lang) for row in table.itertuples()])
        ax.set_xlim(-0.7, len(table) - 0.3)
        ax.set_ylim(min(0.0, float(table[["finance", "folder"]].to_numpy().min()) * 1.1), top * 1.24)
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
        ax.tick_params(axis="x", length=0)
        tolerated = Quantity(tolerance, "share")
        note = msg(
            "Above the bars: folder less finance. Tolerated: {share} of finance's total.", share=tolerated
        ).render(lang)
        return style.finish(fig, title, "tie_out", note)


def _period(start, end, lang: str) -> str:
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start.year}" if start.year == end.year else f"{start.year}–{end.year}"
    return "\n– ".join(Quantity(day.date().isoformat(), "date").render(lang) for day in (start, end))
