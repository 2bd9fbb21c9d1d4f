"""The trap of ranking by row order, shown on the company's own customers."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from helpers.classification import scores
from helpers.language import current, msg
from helpers.quantity import Quantity
from helpers.show import Html

if TYPE_CHECKING:
    from helpers.station import StationResult


def order_trap(result: StationResult, lang: str | None = None) -> Html:
    """How many frequency scores change when the table is only sorted anew: by rank, and by our cut points."""
    lang, levels = lang or current(), result.rules["levels"]
    known = result["rfm"].query("purchase_days >= 2")
    if known.empty:
        return _said(msg("Nobody bought on two days or more, so there is nothing to score."), lang)
    tables = known, known.sample(frac=1, random_state=1)
    ranked = [table["frequency"].rank(method="first", pct=True).mul(levels).round() for table in tables]
    cut = [scores.score(table, scores.cut_points(table, levels))["f"] for table in tables]
    shares = [float((first != second.reindex(first.index)).mean()) for first, second in (ranked, cut)]
    told = msg(
        "Sorted anew, {ranked} of {n} customers get another frequency score when they are ranked by row; by our cut points {ours}.",
        ranked=Quantity(shares[0], "share"),
        n=Quantity(len(known), "count"),
        ours=Quantity(shares[1], "share"),
    )
    return _said(told, lang)


def _said(told, lang: str) -> Html:
    return Html(f'<p class="course-none">{escape(told.render(lang))}</p>', told.render(lang))
