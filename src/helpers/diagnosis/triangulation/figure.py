"""Topics by sources: for us, against us, undecided or silent, and what they say together."""

from __future__ import annotations

from helpers import style
from helpers.diagnosis.frames import told
from helpers.diagnosis.triangulation.signals import STRONG, WEAK
from helpers.diagnosis.triangulation.terms import COLUMNS, SAYS, SOURCES, STRENGTHS
from helpers.language import current, msg
from helpers.quantity import Quantity
from helpers.show import Html, spoken, word
from helpers.station import StationResult

NOTHING = msg("There is neither a survey nor an interview to lay beside the sales figures: bring in one of them.")
SIZES = {word(STRENGTHS[STRONG]): 17, word(STRENGTHS[WEAK]): 9}


def plot_triangulation(result: StationResult, lang: str | None = None) -> style.Picture | Html:
    """Filled circles for us, hatched squares against us, hollow circles undecided; larger is stronger evidence."""
    lang = lang or current()
    rows = result["triangulation"]
    if rows.empty:
        return told(NOTHING, lang)
    found = [f for f in result.findings if f.id.startswith("diagnosis.triangulation.")]
    otherwise = msg("No source contradicts another, and no two agree against us")
    first = next((f for f in found if "yet" in f.claim.msgid), found[0] if found else None)
    named = first.say(lang) if first else otherwise.render(lang)
    names = list(SOURCES)
    with style.canvas((9.6, 1.9 + 0.5 * len(rows))) as (fig, ax):
        for place, row in rows.iterrows():
            for at, name in enumerate(names):
                size = SIZES.get(row[f"{name}_strength_name"], 13)
                says = row[name]
                if says == "good":
                    ax.plot(at, place, "o", color=style.MAIN, ms=size)
                elif says == "bad":
                    ax.plot(at, place, "s", color="white", mec=style.ACCENT, mew=2.2, ms=size)
                    ax.plot(at, place, "x", color=style.ACCENT, ms=size * 0.5, mew=1.8)
                elif says == "open":
                    ax.plot(at, place, "o", color="white", mec=style.MUTED, ms=size, mew=1.4)
                else:
                    ax.plot(at, place, "_", color=style.FAINT, ms=12, mew=2)
            clear = row["verdict"] != "silent"
            ax.text(
                len(names) - 0.4, place, style.wrap(spoken(row["verdict_name"], lang), 13), va="center", fontsize=10,
                color=style.INK if clear else style.QUIET,
            )  # fmt: skip
        ax.annotate(
            COLUMNS["triangulation"]["verdict_name"].title.render(lang), (len(names) - 0.4, 1.0),
            xycoords=("data", "axes fraction"), xytext=(0, 3.5), textcoords="offset points", va="bottom",
        )  # fmt: skip
        ax.set_yticks(range(len(rows)), [spoken(text, lang) for text in rows["topic_name"]])
        ax.set_xticks(range(len(names)), [style.wrap(SOURCES[name].render(lang), 6) for name in names])
        ax.xaxis.tick_top()
        ax.tick_params(length=0)
        ax.set_xlim(-0.5, len(names) + 1.1)
        ax.set_ylim(len(rows) - 0.4, -0.6)
        for side in ("left", "bottom"):
            ax.spines[side].set_visible(False)
        ax.hlines([k + 0.5 for k in range(len(rows) - 1)], -0.5, len(names) + 1.1, color=style.FAINT, lw=0.7)
        note = msg(
            "Filled circle: {good}; square with a cross: {bad}; hollow: {open}; dash: {silent}, or coders did not agree on it. Larger is stronger evidence. Sales speak differently by topic: on satisfaction by the level of revenue, on continued buying by how many customers bought more or less, on price by the same product with the same customer, where a change below {limit} says nothing.",
            limit=Quantity(result.rules["price_alert"], "share"),
            **{key: SAYS[key] for key in SAYS},
        )
        return style.finish(fig, named, "triangulation", note.render(lang))
