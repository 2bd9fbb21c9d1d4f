"""Themes: how many raise each, with intervals; withheld ones as such."""

from __future__ import annotations

from helpers import style
from helpers.diagnosis.frames import told
from helpers.diagnosis.interviews.remarks import NO_INTERVIEWS
from helpers.diagnosis.interviews.terms import TONES, VERDICTS
from helpers.diagnosis.sales.figure_words import title
from helpers.language import current, msg
from helpers.quantity import Quantity, write
from helpers.show import Html
from helpers.station import StationResult

MOST = 14
INKS = {"bad": style.ACCENT, "good": style.MAIN, "neutral": style.MUTED}
NO_THEMES = msg("The interviews have no theme yet: write a codebook and let two persons code the statements.")


def plot_interviews(result: StationResult, lang: str | None = None) -> style.Picture | Html:
    """Bars for the share of those heard, hatched where against us; no bar where coders do not agree."""
    lang = lang or current()
    rows = result["interview_themes"]
    if rows.empty:
        missing = any(note.msgid == NO_INTERVIEWS.msgid for note in result.warnings)
        return told(NO_INTERVIEWS if missing else NO_THEMES, lang)
    rows = rows.head(MOST)
    named = title(
        result,
        lang,
        "interviews.against",
        "interviews.unclear",
        otherwise=msg("How many raise each theme, where coders agree"),
    )
    with style.canvas((9.4, 1.9 + 0.47 * len(rows))) as (fig, ax):
        for place, row in rows.iterrows():
            if row["share"] != row["share"]:
                agreement = (
                    "" if row["alpha"] != row["alpha"] else f" ({write(float(row['alpha']), 'ratio', lang=lang)})"
                )
                ax.text(
                    0.01, place, VERDICTS[row["verdict"]].render(lang) + agreement,
                    va="center", fontsize=9.5, color=style.MUTED, style="italic",
                )  # fmt: skip
                continue
            ink = INKS.get(row["tone"], style.MUTED)
            bad = row["tone"] == "bad"
            ax.barh(
                place,
                row["share"],
                height=0.58,
                color="white" if bad else ink,
                ec=ink,
                hatch="////" if bad else None,
                lw=1.2,
            )
            ax.plot([row["low"], row["high"]], [place, place], color=style.INK, lw=1.5)
            tone = f" · {TONES[row['tone']].render(lang)}" if row["tone"] in TONES else ""
            ax.text(
                row["high"] + 0.012, place, write(float(row["share"]), "share", lang=lang) + tone,
                va="center", fontsize=9.5, color=ink if row["tone"] != "neutral" else style.INK,
            )  # fmt: skip
        ax.set_yticks(range(len(rows)), [style.wrap(text, 18) for text in rows["name"]])
        ax.set_ylim(len(rows) - 0.4, -0.6)
        ax.set_xlim(0, 1.12)
        ax.set_xticks([tick / 5 for tick in range(6)])
        ax.tick_params(axis="y", length=0)
        style.share_axis(ax.xaxis)
        ax.set_xlabel(msg("share of those heard that raise it, with interval (hatched: against us)").render(lang))
        note = msg(
            "A theme has a bar where coders agree by {least} or more (Krippendorff's alpha).",
            least=Quantity(result.rules["agree_least"], "ratio"),
        )
        return style.finish(fig, named, "interviews", note.render(lang))
