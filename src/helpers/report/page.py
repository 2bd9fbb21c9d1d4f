"""One page a language: self-contained, for eye, phone, screen reader and paper; no request.

The only script sorts and searches tables and opens folded parts; the page allows that one by its hash and nothing else.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers import __version__, rules
from helpers.language import msg, seen, using
from helpers.quantity import LONGEST, Quantity
from helpers.report import board, front
from helpers.report.chapters import Chapter
from helpers.show import coded
from helpers.station import StationResult

if TYPE_CHECKING:
    from helpers.company import Company

TEMPLATES = Path(__file__).parent / "templates"
TAGS = {"zh": "zh-CN", "en": "en"}
#: Findings of a station on the page of the board, besides the things to do.
BRIEF = 2
#: Where the things to do take more room than this on paper (see :func:`breadth`), each station has one line beside them.
ROOM = 1_650
#: What the page runs: tables are sorted and searched, folded parts opened by links into them.
SCRIPTS = ("tables.js", "open.js")
#: Packages whose version can change a number or a picture.
PACKAGES = ("pandas", "duckdb", "scikit-learn", "statsmodels", "matplotlib")

WORDS = {
    "report": msg("Customer strategy report"),
    "skip": msg("Skip to the content"),
    "fictional": msg("Fictional company: every name and number is made up for teaching"),
    "why": msg("Why we say so"),
    "stake": msg("Money at stake"),
    "no_stake": msg("not estimated"),
    "sure": msg("How sure"),
    "by": msg("By when"),
    "nothing": msg("The data at hand carry no claim that is strong enough to act on."),
    "found": msg("What we found"),
    "ranked": msg(
        "Strongest first: money at stake times how sure we are (high, medium and low count as eight, five and two in "
        "ten; IPCC guidance notes on uncertainty), and only what can be acted on; money that might be won counts half of "
        "money being lost (about as people weigh it: Brown and colleagues, over many studies). What three independent "
        "sources agree on stands second at the latest: few of them tell how much money it is. Of each question the "
        "strongest; the rest stands below by question."
    ),
    "do": msg("What to do:"),
    "reason": msg("Why so sure:"),
    "period": msg("Counted over:"),
    "method": msg("Method and source:"),
    "evidence": msg("Evidence:"),
    "notebook": msg("The notebook as it ran"),
    "none": msg("The data at hand do not carry a finding here."),
    "limits": msg("What this cannot tell"),
    "missing": msg("Tables that would add to it"),
    "runs": msg("For whoever makes the report"),
    "fill_in": msg(
        "Bring them in with `course import`, or fill in the sheets of the workbook that `course new --excel` writes."
    ),
    "cut": msg("Seen from an earlier date"),
    "warnings": msg("Where the data are thin"),
    "assumptions": msg("What we assume"),
    "contents": msg("Contents"),
    "rules": msg("Appendix: the rules in force"),
    "rules_about": msg("Thresholds, weights and policies behind this report, each with where its value came from."),
    "rules_how": msg(
        "Change them in company.yml, or for one run with `--rule`; the tables shown in part are whole in the results "
        "(`course result`)."
    ),
    "board": msg("On one page"),
    "hangs": msg("On whom it hangs"),
    "since": msg("What happened since last time"),
    "more_found": msg("What else we found"),
    "back": msg("Back to what we found"),
    "parts_only": msg("Tables shown in part are kept whole with the results: ask whoever made the report."),
    "all_limits": msg("All of it"),
    "overlap": front.OVERLAP,
    "rules_short": msg("Rules in force"),
    "again": msg("The same folder, rules and versions give the same page again, byte for byte."),
}
THINGS = {
    0: msg("What to do"),
    1: msg("One thing to do"),
    2: msg("Two things to do"),
    3: msg("Three things to do"),
}


@cache
def environment():
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(
    company: Company, results: Sequence[StationResult], chapters: Sequence[Chapter], lang: str, *, paper: bool = False
) -> str:
    """The whole page as HTML.

    Parameters
    ----------
    results
        At least one station's result, in the order of the chain.
    chapters
        In the order to print; the anchor of a station's chapter is the station's name.
    paper
        For printing: contents after the title page, and the looks of ``paper.css``.
    """
    from markupsafe import Markup

    facts = results[0].facts
    script = "\n".join(map(looks, SCRIPTS))
    with using(lang), facts.worded():
        first = front.gather(company, results, chapters, lang, paper=paper)
        context: dict[str, Any] = {
            "locale": TAGS[lang],
            "css": Markup("\n".join(looks(name) for name in ("report.css", *(["paper.css"] if paper else [])))),
            "paper": paper,
            "script": Markup(script),
            "script_hash": "" if paper else b64encode(hashlib.sha256(f"\n{script}\n".encode()).digest()).decode(),
            "generator": f"customer-strategy-course {__version__}",
            "company": seen(facts.name.pick(lang), LONGEST),
            "fictional": facts.fictional,
            "w": {name: words.render(lang) for name, words in WORDS.items()},
            "says": {
                "as_of": Markup(msg("As of {date}", date=Quantity(facts.as_of, "date")).render(lang, html=True)),
                "data": Markup(msg("Data {hash}", hash=Hash(results[0].data_hash[:8])).render(lang, html=True)),
                "rules": Markup(said_rules(results).render(lang, html=True)),
                "fill_in": Markup(coded(escape(WORDS["fill_in"].render(lang)))),
                "rules_how": Markup(coded(escape(WORDS["rules_how"].render(lang)))),
                "missing": Markup(
                    msg(
                        "{n} tables or columns, and what each would add", n=Quantity(len(first.limits.missing), "count")
                    ).render(lang, html=True)
                ),
                "colon": "：" if lang == "zh" else ": ",
                "between": "；" if lang == "zh" else "; ",  # a column is named "table · column"
                "things": THINGS[len(first.things)].render(lang),
                "sure": lambda level: msg("How sure: {level}", level=level).render(lang),
            },
            "revenue": Markup(front.tie_out(results, lang)),
            "front": first,
            "figures": lined(first.board.figures, lang),
            "hangs": lined(first.board.dependence, lang),
            "since": [Markup(line.render(lang, html=True)) for line in first.board.since],
            "lines": brief(first, paper),
            "chapters": chapters,
            "dots": front.dots,
            "footer": [(words.render(lang), value) for words, value in stands_on(results)],
        }
        return environment().get_template("report.html").render(context)


def hashed(script: str) -> str:
    """Hash of a script as it stands in the page, by which the page allows it."""
    return b64encode(hashlib.sha256(f"\n{script}\n".encode()).digest()).decode()


def lined(lines: Sequence[board.Line], lang: str) -> list[dict[str, Any]]:
    """Figures of the board as the template takes them; texts are HTML."""
    from markupsafe import Markup

    return [
        {
            "name": Markup(line.name.render(lang, html=True)),
            "value": Markup(line.value.render(lang, html=True)),
            "note": Markup(line.note.render(lang, html=True)) if line.note else "",
            "bar": None if line.share is None else max(0, min(100, round(100 * line.share, 1))),
        }
        for line in lines
    ]


def brief(first: front.Front, paper: bool) -> list[tuple[str, list[front.Card]]]:
    """What one page has room for besides the things to do: the strongest of each station, on paper one where those say much."""
    things = {card.anchor for card in first.things}
    said = sum(breadth(f"{card.claim} {card.advice}") for card in first.things)
    most = 1 if paper and said > ROOM else BRIEF
    told = [
        (found.title, [card for card in found.leads if card.anchor not in things][:most])
        for found in first.found
        if found.station != "intake"  # its word on revenue stands above already
    ]
    return [(title, cards) for title, cards in told if cards]


def breadth(markup: str) -> int:
    """Room that a text takes on paper, in small letters; a Han character takes that of two."""
    from markupsafe import Markup

    text = Markup(markup).striptags()
    return len(text) + sum("\u3000" <= char <= "\uffef" for char in text)


def looks(name: str) -> str:
    """A style sheet or script as text."""
    return (TEMPLATES / name).read_text("utf-8").replace("\r\n", "\n").rstrip()


def said_rules(results: Sequence[StationResult]):
    """How the rules came to be: the preset, and how many were changed."""
    preset = rules.preset(results[0].facts.industry).title
    changed = sum(result.rules.changed for result in results)
    if not changed:
        return msg("Rules: preset “{preset}”, unchanged", preset=preset)
    return msg("Rules: preset “{preset}”, {n} changed", preset=preset, n=Quantity(changed, "count"))


def rules_hash(results: Sequence[StationResult]) -> str:
    """One hash over the rules of all stations."""
    text = " ".join(f"{result.station}:{result.rules.hash}" for result in results)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def stands_on(results: Sequence[StationResult]) -> list[tuple]:
    """What the page stands on: (name, value) for the footer."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return [
        (msg("Data hash"), results[0].data_hash),
        (msg("As-of date"), results[0].facts.as_of),
        (msg("Rules hash"), rules_hash(results)),
        (msg("Version"), f"{__version__} ({results[0].code_version})"),
        (msg("Packages"), packages),
    ]


class Hash(str):
    """A hash in a sentence: text, marked as such."""

    def render(self, lang: str | None = None, *, html: bool = False, spec: str = "") -> str:
        return f'<span class="hash">{self}</span>' if html else str(self)
