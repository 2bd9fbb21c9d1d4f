"""The comparison as one self-contained page a language."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from helpers import __version__, show
from helpers.finding import LEAD, LEVEL_WORDS
from helpers.language import Message, msg, seen, using
from helpers.quantity import LONGEST, Quantity, is_missing
from helpers.report.compare import tables
from helpers.report.compare.changes import STATES, Change
from helpers.report.compare.figure import plot_moves
from helpers.report.compare.tell import Comparison, headline, reasons, revenue
from helpers.report.front import dots
from helpers.report.page import TAGS, environment, hashed, looks
from helpers.report.safe import read
from helpers.report.tables import fold
from helpers.station import CHAIN, ResultTable, station

#: Moves that the page shows; all stand in the workbook.
SHOWN = 15

WORDS = {
    "kicker": msg("Review against last time"),
    "skip": msg("Skip to the content"),
    "fictional": msg("Fictional company: every name and number is made up for teaching"),
    "short": msg("In short"),
    "flow": msg("Who changed class"),
    "trap": msg(
        "Easy to get wrong: a customer near a line goes back and forth by chance. Speak first of the sure moves."
    ),
    "findings": msg("What became of the findings"),
    "then": msg("then"),
    "now": msg("now"),
    "do": msg("What to do:"),
    "why": msg("What else can make the two differ"),
    "nothing": msg("Rules and program are the same: what differs comes from the data."),
    "none": msg("None."),
    "again": msg("The same two states give the same page again, byte for byte."),
}
LEADS = {
    "new": msg("New: not found last time"),
    "clear": msg("Clearly changed"),
    "changed": msg("Changed, perhaps by chance"),
    "gone": msg("No longer found"),
    "same": msg("The same"),
}


def render(comparison: Comparison, lang: str) -> str:
    """The page."""
    from markupsafe import Markup

    facts = comparison.after.facts
    with using(lang), facts.worded():
        then, now = (Quantity(day, "date") for day in comparison.days)
        script = looks("tables.js")
        context = {
            "locale": TAGS[lang],
            "css": Markup("\n".join((looks("report.css"), looks("compare.css")))),
            "script": Markup(script),
            "script_hash": hashed(script),
            "generator": f"customer-strategy-course {__version__}",
            "company": seen(facts.name.pick(lang), LONGEST),
            "fictional": facts.fictional,
            "w": {name: words.render(lang) for name, words in WORDS.items()},
            "days": Markup(msg("{then} against {now}", then=then, now=now).render(lang, html=True)),
            "short": [Markup(line.render(lang, html=True)) for line in summary(comparison)],
            "flow": Markup(flow(comparison, lang)),
            "groups": [
                (
                    LEADS[state].render(lang),
                    state,
                    Quantity(len(found), "count").render(lang),
                    [card(change, lang) for change in found],
                )
                for state in STATES
                if (found := comparison.of(state))
            ],
            "lead": LEAD,
            "others": lambda n: Markup(msg("{n} more findings", n=Quantity(n, "count")).render(lang, html=True)),
            "reasons": [Markup(show.coded(line.render(lang, html=True))) for line in reasons(comparison)],
            "footer": footer(comparison, lang),
        }
        return environment().get_template("compare.html").render(context)


def summary(comparison: Comparison) -> list[Message]:
    """The sentences on top."""
    counts = {state: Quantity(len(comparison.of(state)), "count") for state in STATES}
    told = [revenue(comparison), headline(comparison)]
    told.append(
        msg(
            "Findings: {new} new, {gone} no longer found, {clear} clearly changed, {changed} changed perhaps by chance, {same} the same.",
            **counts,
        )
    )
    return [line for line in told if line is not None]


def flow(comparison: Comparison, lang: str) -> str:
    """Picture and table of the moves, as HTML."""
    currency, moved = comparison.currency, comparison.moves.of("up", "down", "in", "out")
    if moved.empty:
        return ""
    picture = plot_moves(comparison.moves, headline(comparison), currency, comparison.days, lang)
    data, more = picture._repr_mimebundle_()
    size = more["image/png"]
    parts = [
        f'<figure><img src="data:image/png;base64,{data["image/png"]}" alt="{escape(picture.alt, quote=True)}" '
        f'width="{size["width"]}" height="{size["height"]}"></figure>'
    ]
    spec = tables.moved(comparison, "up", "down")
    for shown, rows in ((spec, SHOWN), (tables.flows(comparison), None)):
        if len(shown.rows):
            html = show.render_table(first(shown, rows), currency, list(shown.columns), None, lang).html
            parts += [fold(root, lang).html() for root in read(html).children]
            if rows and len(shown.rows) > rows:
                told = msg(
                    "{shown} of {all} rows are shown; all stand in the workbook.",
                    shown=Quantity(rows, "count"),
                    all=Quantity(len(shown.rows), "count"),
                )
                parts.append(f'<p class="more">{told.render(lang, html=True)}</p>')
    return "\n".join(parts)


def first(spec: ResultTable, rows: int | None) -> ResultTable:
    """The table with its first rows only."""
    return spec if rows is None else ResultTable(spec.title, spec.columns, spec.rows.head(rows))


def card(change: Change, lang: str) -> dict:
    """A finding then and now, its texts as HTML."""
    latest = change.latest
    return {
        "id": change.id,
        "station": station(latest.station).title.render(lang) if latest.station in CHAIN else latest.station,
        "sides": [
            side_of(said, WORDS[when], lang)
            for when, said in (("then", change.before), ("now", change.after))
            if said is not None
        ],
        "advice": latest.advice.pick(lang) if change.after else "",
    }


def side_of(said, when: Message, lang: str) -> dict:
    """One side of a card."""
    stake = said.at_stake
    return {
        "when": when.render(lang),
        "claim": said.claim.pick(lang),
        "level": said.level,
        "dots": dots(said.level),
        "sure": msg("How sure: {level}", level=LEVEL_WORDS[said.level]).render(lang),
        "stake": "" if stake is None or is_missing(stake.value) else stake.render(lang),
    }


def footer(comparison: Comparison, lang: str) -> Sequence[tuple[str, str]]:
    """What both sides stand on."""
    rows = []
    for when, side in (("then", comparison.before), ("now", comparison.after)):
        word = WORDS[when].render(lang)
        rows.append((f"{msg('Data hash').render(lang)} ({word})", side.data_hash))
        rows.append((f"{msg('Version').render(lang)} ({word})", side.code_version))
    return rows
