"""Gap to each competitor by criterion."""

from __future__ import annotations

from helpers import style
from helpers.diagnosis import dots
from helpers.diagnosis.sales.figure_words import title
from helpers.language import current, msg
from helpers.quantity import Quantity
from helpers.station import StationResult

#: So many pairs are drawn, those that count most for or against us.
MOST = 14


def plot_competitor_gaps(result: StationResult, lang: str | None = None) -> style.Picture:
    """A pair of competitor and criterion a row, worst first; squares where they are ahead beyond doubt."""
    lang = lang or current()
    table = result["competitor_gaps"]
    plain = (
        msg("No gap to a competitor is larger than chance makes")
        if len(table)
        else msg("No gaps yet: score our firm and the others in the table competitors")
    )
    named = title(result, lang, "competitors.gap", otherwise=plain)
    if len(table) > MOST:
        table = table.iloc[[*range(MOST - 4), *range(len(table) - 4, len(table))]]
    strong = ((table["p"] <= result.rules["competitor_alpha"]) & (table["gap"] < 0)).tolist()
    labels = [
        msg(
            "{rival}: {criterion}", rival=Quantity(row.competitor, "text"), criterion=Quantity(row.criterion, "text")
        ).render(lang)
        for row in table.itertuples()
    ]

    def say(place: int) -> str:
        row = table.iloc[place]
        ours, theirs = (Quantity(row[name], "number") for name in ("ours", "theirs"))
        return msg("{ours} : {theirs}", ours=ours, theirs=theirs).render(lang)

    with style.canvas((9.0, dots.height(len(table)))) as (fig, ax):
        if table.empty:
            dots.empty(ax)
            return style.finish(fig, named, "competitor_gaps", empty=True)
        dots.rows(
            ax, labels, table["gap"], table["low"], table["high"], say=say, strong=strong, line=0, hollow=table["plain"]
        )
        dots.room(ax, 0.12)
        ax.set_xlabel(msg("← they are ahead        points of ten        we are ahead →").render(lang))
        note = msg(
            "Rows by gap times weight, worst first; where there are many, the middle is left out. Squares: they are ahead even after correction for all comparisons made (Holm). Rings: plain means, with the flattery of our own people. Beside: our score and theirs."
        )
        return style.finish(fig, named, "competitor_gaps", note.render(lang))
