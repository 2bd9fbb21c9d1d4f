"""How content customers are: share of the two highest marks, statement by statement, with intervals."""

from __future__ import annotations

import pandas as pd

from helpers import style
from helpers.diagnosis.frames import told
from helpers.diagnosis.sales.figure_words import title
from helpers.diagnosis.survey.remarks import NO_ANSWERS, NO_SURVEY
from helpers.language import current, msg
from helpers.quantity import Quantity, write
from helpers.show import Html
from helpers.station import StationResult

#: Rows of a figure; the rest is in the table.
MOST = 14
NO_SCALES = msg("The survey has no scale with answers: there is no share of satisfied to show.")


def plot_survey(result: StationResult, lang: str | None = None) -> style.Picture | Html:
    """Satisfaction as a whole first, then every statement from best to worst; the good share as a line. Whether customers
    would recommend us stands below, as the score it is judged by."""
    lang = lang or current()
    rows = result["survey_scores"]
    if rows.empty:
        empty = result["survey_response"].empty
        missing = any(note.msgid == NO_ANSWERS.msgid for note in result.warnings)
        return told(NO_ANSWERS if missing else NO_SURVEY if empty else NO_SCALES, lang)
    rows = compared(rows, result["survey_nps"])
    whole = rows["topic"] == "satisfaction"
    rows = rows.assign(rest=~whole).sort_values(["rest", "top", "item"], ascending=[True, False, True])
    cut = max(0, len(rows) - MOST)
    rows = rows.head(MOST).reset_index(drop=True)
    named = title(
        result, lang, "survey.satisfied", otherwise=msg("How many give each statement one of the two highest marks")
    )
    good = result.rules["survey_good"]
    with style.canvas((9.0, 1.9 + 0.42 * len(rows))) as (fig, ax):
        ax.axvline(good, color=style.MUTED, lw=1, ls=(0, (4, 3)))
        ax.text(
            good, -0.85, msg("good from {share}", share=Quantity(good, "share")).render(lang),
            color=style.MUTED, fontsize=9, ha="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
        )  # fmt: skip
        for place, row in rows.iterrows():
            first = not row["rest"]
            colour = style.INK if first else style.MAIN
            ax.plot([row["top_low"], row["top_high"]], [place, place], color=colour, lw=2.2 if first else 1.6)
            ax.plot(row["top"], place, "D" if first else "o", color=colour, ms=8 if first else 7)
            ax.text(
                max(row["top_high"], row["top"]) + 0.015, place, write(float(row["top"]), "share", lang=lang),
                va="center", fontsize=9.5, color=colour,
            )  # fmt: skip
        ax.set_yticks(range(len(rows)), [style.wrap(text, 20) for text in rows["question"]])
        ax.set_ylim(len(rows) - 0.4, -1.15)
        ax.set_xlim(0, 1.08)
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        style.share_axis(ax.xaxis)
        ax.set_xlabel(msg("share that gives one of the two highest marks, with interval").render(lang))
        return style.finish(fig, named, "survey", _note(result, cut, lang))


def compared(scores: pd.DataFrame, nps: pd.DataFrame) -> pd.DataFrame:
    """Scales whose two highest marks are held against the same line: not whether customers would recommend us, which has
    a score of its own, unless nothing else was asked."""
    recommend = scores["item"].isin(nps["item"])
    return scores if recommend.all() else scores[~recommend]


def _note(result: StationResult, cut: int, lang: str) -> str:
    response = result["survey_response"]
    parts = [
        msg("{n} respondents", n=Quantity(int(response["answered"].sum()), "count")).render(lang),
    ]
    if response["asked"].notna().any():
        parts.append(msg("of {n} asked", n=Quantity(int(response["asked"].sum()), "count")).render(lang))
    if cut:
        parts.append(msg("{n} more statements in the table", n=Quantity(cut, "count")).render(lang))
    for row in result["survey_nps"].dropna(subset=["low", "high"]).head(1).itertuples():
        score = Quantity(int(row.nps), "score", int(row.low), int(row.high))
        parts.append(
            msg(
                "would recommend us: net promoter score {nps} ({nps:interval}), nine and ten less nought to six",
                nps=score,
            ).render(lang)
        )
    return " · ".join(parts)
