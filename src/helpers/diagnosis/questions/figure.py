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
        named = _item(result, chosen)
        for ax, question in zip(flat, chosen, strict=False):
            part = rows[rows["item"] == question["item"]]
            _draw(ax, part, question["kind"], lang, question["item"] == named)
            head = f"{KINDS[question['kind']].render(lang)} · {question['item']} {spoken(question['question'], lang)}"
            ax.set_title(style.wrap(head, 27), loc="left", fontsize=9.5, color=style.INK)
        for ax in flat[len(chosen) :]:
            ax.set_axis_off()
        return style.finish(fig, _title(result, rows, chosen, lang), "questions", _note(lang))


def _item(result: StationResult, chosen) -> str:
    """The question that the title speaks of."""
    ranked = [found.subject for found in result.findings if found.id.startswith("diagnosis.questions.ranking.")]
    choices = [question["item"] for question in chosen if question["kind"] in ("single", "multiple")]
    return next(iter([*ranked, *choices]), "")


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


def _draw(ax, part, kind: str, lang: str, told: bool) -> None:
    """One question; of the one that the title speaks of the first option stands out."""
    part = part if kind in ("scale", "number") else part.head(MOST)
    part = part.iloc[::-1].reset_index(drop=True)
    unit = {"ranking": "ratio", "number": "number"}.get(kind, "share")
    for place, row in part.iterrows():
        strong = told and place == len(part) - 1
        ink = style.ACCENT if strong else style.MAIN
        if kind in ("ranking", "number"):
            ax.plot([row["low"], row["high"]], [place, place], color=ink, lw=3 if strong else 1.8)
            mark = {"marker": "s", "ms": 8.5, "mec": style.INK, "mew": 1.5} if strong else {"marker": "o", "ms": 7}
            ax.plot(row["value"], place, color=ink, **mark)
        else:
            edge = {"edgecolor": style.INK, "linewidth": 1.5} if strong else {}
            ax.barh(place, row["value"], height=0.6, color=style.SECOND if kind == "open" else ink, **edge)
            if kind != "open":
                ax.plot([row["low"], row["high"]], [place, place], color=style.INK, lw=1.2)
        words = write(float(row["value"]), unit, lang=lang)
        if kind == "ranking" and row["first"] == row["first"]:
            first = Quantity(float(row["first"]), "share")
            words = msg("{place} · first for {share}", place=words, share=first).render(lang)
        end = row["value"] if kind == "open" or row["high"] != row["high"] else row["high"]
        ax.text(
            end + (0.02 if unit == "share" else 0.09),
            place,
            words,
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
        ax.set_xlim(0.8, len(part) + 1.4)
        ax.set_xticks(range(1, len(part) + 1))
        ax.set_xlabel(msg("mean place, 1 is first").render(lang), fontsize=8.5)


def _note(lang: str) -> str:
    return msg(
        "One panel a type of question; the option in the title is set off. Lines are intervals. Several choices add up to more than all; terms of open answers are a way in, not a coding."
    ).render(lang)
