"""One question of each type, each drawn its own way."""

from __future__ import annotations

from helpers import style
from helpers.diagnosis.frames import told
from helpers.diagnosis.questions.remarks import NONE
from helpers.diagnosis.questions.terms import KINDS
from helpers.language import current, msg
from helpers.quantity import Quantity, write
from helpers.show import Html, spoken
from helpers.station import StationResult

#: Types in the order of the figure.
ORDER = ("ranking", "multiple", "single", "scale", "number", "open")
MOST = 6


def plot_questions(result: StationResult, lang: str | None = None) -> style.Picture | Html:
    """The first question of each type: ranks as dots, choices as bars, marks as a strip, terms as bars."""
    lang = lang or current()
    rows, kinds = result["question_options"], result["questions"]
    chosen = [kinds[(kinds["kind"] == kind) & kinds["item"].isin(rows["item"])].head(1) for kind in ORDER if len(kinds)]
    chosen = [part.iloc[0] for part in chosen if len(part)]
    if not chosen:
        return told(NONE, lang)
    high = (len(chosen) + 1) // 2
    across = 2 if len(chosen) > 1 else 1
    with style.canvas((10.0, 0.9 + 2.5 * high), rows=high, columns=across, squeeze=False) as (fig, axes):
        flat = [ax for line in axes for ax in line]
        for ax, question in zip(flat, chosen, strict=False):
            part = rows[rows["item"] == question["item"]]
            _draw(ax, part, question["kind"], lang)
            head = f"{KINDS[question['kind']].render(lang)} · {question['item']} {spoken(question['question'], lang)}"
            ax.set_title(style.wrap(head, 30), loc="left", fontsize=9.5, color=style.INK)
        for ax in flat[len(chosen) :]:
            ax.set_axis_off()
        return style.finish(fig, _title(result, rows, chosen, lang), "questions", _note(lang))


def _title(result: StationResult, rows, chosen, lang: str) -> str:
    ranked = [found for found in result.findings if found.id.startswith("diagnosis.questions.ranking.")]
    if ranked:
        return ranked[0].say(lang)
    for question in chosen:
        if question["kind"] in ("single", "multiple"):
            first = rows[rows["item"] == question["item"]].iloc[0]
            return msg(
                "“{option}” is chosen most: {share} ({share:interval})",
                option=Quantity(str(first["option"]), "text"),
                share=Quantity(float(first["value"]), "share", float(first["low"]), float(first["high"])),
            ).render(lang)
    return msg("Every type of question has its own picture").render(lang)


def _draw(ax, part, kind: str, lang: str) -> None:
    part = part if kind in ("scale", "number") else part.head(MOST)
    part = part.iloc[::-1].reset_index(drop=True)
    unit = {"ranking": "ratio", "number": "number"}.get(kind, "share")
    for place, row in part.iterrows():
        if kind in ("ranking", "number"):
            ax.plot([row["low"], row["high"]], [place, place], color=style.MAIN, lw=1.8)
            ax.plot(row["value"], place, "o", color=style.MAIN, ms=7)
        else:
            ax.barh(place, row["value"], height=0.6, color=style.SECOND if kind == "open" else style.MAIN)
            if kind != "open":
                ax.plot([row["low"], row["high"]], [place, place], color=style.INK, lw=1.2)
        end = row["value"] if kind == "open" or row["high"] != row["high"] else row["high"]
        ax.text(
            end + (0.02 if unit == "share" else 0.05),
            place,
            write(float(row["value"]), unit, lang=lang),
            va="center",
            fontsize=9,
        )
    ax.set_yticks(range(len(part)), [style.wrap(text, 12) for text in part["option"]])
    ax.tick_params(axis="y", length=0, labelsize=9)
    ax.tick_params(axis="x", labelsize=8.5)
    if unit == "share":
        ends = part["high"].max() if kind != "open" else part["value"].max()
        ax.set_xlim(0, float(ends) * 1.22 if ends == ends and ends > 0 else 1)
        style.share_axis(ax.xaxis)
    elif kind == "ranking":
        ax.set_ylim(-0.5, len(part) - 0.5)
        ax.set_xlim(0.8, len(part) + 0.4)
        ax.set_xlabel(msg("mean place, 1 is first").render(lang), fontsize=8.5)


def _note(lang: str) -> str:
    return msg(
        "Lines are intervals. Several choices add up to more than all; terms of open answers are a way in, not a coding."
    ).render(lang)
