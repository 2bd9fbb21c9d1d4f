"""What satisfaction hangs on, beside what merely goes with it."""

from __future__ import annotations

from helpers import style
from helpers.diagnosis.frames import told
from helpers.diagnosis.sales.figure_words import title
from helpers.diagnosis.survey.remarks import NO_SURVEY
from helpers.diagnosis.survey.tables import YES
from helpers.language import current, msg
from helpers.quantity import Quantity, write
from helpers.show import Html, word
from helpers.station import StationResult

FEW = msg(
    "The survey does not carry what satisfaction hangs on: it needs a question on satisfaction as a whole, two statements on the same scale, and enough answers."
)


#: Every statement explains something, so that no interval reaches nought: what it must exceed is said.
RANDOM = msg(
    "Solid: explains more than a random number put in beside the statements; an interval clear of nought is not enough."
)


def plot_drivers(result: StationResult, lang: str | None = None) -> style.Picture | Html:
    """Left: each statement's part of what is explained, with interval. Right: its raw correlation."""
    lang = lang or current()
    rows = result["survey_drivers"]
    if rows.empty:
        return told(NO_SURVEY if result["survey_response"].empty else FEW, lang)
    rows = rows.head(12)
    otherwise = msg(
        "No statement stands out: satisfaction hangs on several at once, and the answers do not tell which most"
    )
    named = title(result, lang, "survey.driver", otherwise=otherwise)
    strongest = rows["correlation"].max()
    with style.canvas(
        (9.6, 2.1 + 0.45 * len(rows)), columns=2, sharey=True, gridspec_kw={"width_ratios": [3, 1.5]}
    ) as (fig, (left, right)):
        for place, row in rows.iterrows():
            real = row["real"] == word(YES)
            left.barh(
                place,
                row["weight"],
                height=0.55,
                color=style.MAIN if real else "white",
                ec=style.MAIN,
                lw=1.2,
                alpha=0.9,
            )
            left.plot([row["low"], row["high"]], [place, place], color=style.INK, lw=1.4)
            left.text(
                max(row["high"], row["weight"]) + 0.012, place, write(float(row["weight"]), "share", lang=lang),
                va="center", fontsize=9.5,
            )  # fmt: skip
            best = row["correlation"] == strongest
            right.plot([0, row["correlation"]], [place, place], color=style.FAINT, lw=3)
            right.plot(row["correlation"], place, "D", color=style.INK if best else "white", mec=style.INK, ms=7)
            right.text(
                max(row["correlation"], 0) + 0.05, place, write(float(row["correlation"]), "ratio", lang=lang),
                va="center", fontsize=9, color=style.INK if best else style.MUTED,
            )  # fmt: skip
        left.set_yticks(range(len(rows)), [style.wrap(text, 16) for text in rows["question"]])
        left.set_ylim(len(rows) - 0.4, -0.6)
        left.set_xlim(0, min(1.12, float(rows[["high", "weight"]].max().max()) + 0.1))
        right.set_xlim(min(0.0, float(rows["correlation"].min()) - 0.02), max(0.5, float(strongest)) + 0.25)
        for ax in (left, right):
            ax.tick_params(axis="y", length=0)
        style.share_axis(left.xaxis)
        head = {"loc": "left", "fontsize": 9.5, "color": style.MUTED}
        left.set_title(msg("part of what is explained (solid: more than a random number)").render(lang), **head)
        right.set_title(msg("plain correlation (solid: highest)").render(lang), **head)
        found = result.finding("survey.driver")
        note = RANDOM.render(lang)
        if found:
            explained = msg(
                "All statements together explain {share} of the differences in satisfaction.",
                share=Quantity(found.quantities["explained"].value, "share"),
            ).render(lang)
            note = explained + ("" if lang == "zh" else " ") + note
        return style.finish(fig, named, "drivers", note)
