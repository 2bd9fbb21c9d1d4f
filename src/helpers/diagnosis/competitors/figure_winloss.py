"""Won and lost against each competitor, and where it is worse than elsewhere."""

from __future__ import annotations

from helpers import style
from helpers.diagnosis import dots
from helpers.diagnosis.competitors.terms import BY
from helpers.diagnosis.sales.figure_words import title
from helpers.language import current, msg
from helpers.quantity import Quantity, is_missing
from helpers.show import word
from helpers.station import StationResult

#: So many competitors, and so many cells below them.
MOST, CELLS = 8, 5


def plot_win_loss(result: StationResult, lang: str | None = None) -> style.Picture:
    """Competitors by win rate, and the regions or lines with the most unusual losses."""
    lang = lang or current()
    rivals = result["win_loss"].sort_values(["rate", "competitor"], kind="stable").head(MOST)
    cells = result["win_loss_cells"]
    cells = cells[(cells["by"] != word(BY["all"])) & (cells["less"] < 0)].head(CELLS)
    plain = (
        msg("Against no competitor do we lose more than chance makes")
        if len(rivals)
        else msg("No ended projects that name a competitor")
    )
    named = title(result, lang, "competitors.losing", otherwise=plain)
    found = result.finding("competitors.losing")
    labels = list(rivals["competitor"])
    labels += [
        msg("{rival}, {value}", rival=Quantity(row.competitor, "text"), value=Quantity(row.value, "text")).render(lang)
        for row in cells.itertuples()
    ]
    columns = [[*rivals[name], *cells[name]] for name in ("rate", "low", "high")]
    subject = found.subject if found else ""
    strong = [name == subject for name in rivals["competitor"]]
    strong += [f"{row.competitor} {row.value}" == subject for row in cells.itertuples()]
    both = [*rivals.to_dict("records"), *cells.to_dict("records")]

    def say(place: int) -> str:
        row = both[place]
        won, lost = (Quantity(int(row[name]), "count") for name in ("won", "lost"))
        words = msg("{won} won, {lost} lost", won=won, lost=lost).render(lang)
        if not is_missing(row["reason"]) and row["reason"] != "nan":
            told = {"reason": Quantity(row["reason"], "text"), "share": Quantity(row["reason_share"], "share")}
            words += " · " + msg("{reason} {share}", **told).render(lang)
        return words

    with style.canvas((9.0, dots.height(len(both)))) as (fig, ax):
        if not both:
            dots.empty(ax)
            return style.finish(fig, named, "win_loss", empty=True)
        whole = float(rivals["won"].sum() / (rivals["won"] + rivals["lost"]).sum())
        dots.rows(ax, labels, *columns, say=say, strong=strong, line=whole)
        if len(cells):
            ax.axhline(len(rivals) - 0.5, color=style.FAINT, lw=1)
        dots.room(ax, 0.5)
        dots.shares(ax)
        ax.set_xlabel(msg("share of ended projects that were won").render(lang))
        note = msg(
            "Projects that ended in the last {months} months and name a competitor. Above the line: by competitor. Below: the regions and product lines where a competitor beats us most. Square: the one in the title. Dashed: all together. Reason: the one named most for losses.",
            months=Quantity(int(result.rules["winloss_months"]), "count"),
        )
        return style.finish(fig, named, "win_loss", note.render(lang))
