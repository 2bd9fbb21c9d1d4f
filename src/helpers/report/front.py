"""The first page, gathered from the results: what to do, what was found, what cannot be told.

Nothing is computed here; every number is a quantity of a finding, and every sentence a message.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING

from helpers import show
from helpers.finding import LEVEL_WORDS, LEVELS, Finding, calls, grouped, leading, rank
from helpers.language import Message, Words, msg
from helpers.quantity import Quantity, is_missing
from helpers.report import board
from helpers.report import evidence as notebooks
from helpers.report.chapters import Chapter, slug
from helpers.report.formats.charts import COLUMNS_OF
from helpers.report.formats.fitting import headline_values, part
from helpers.report.safe import read
from helpers.report.sections import for_reader
from helpers.report.tables import SPARE, fold
from helpers.station import StationResult, station

if TYPE_CHECKING:
    from helpers.company import Company

THINGS = 3
#: Of the things to do, at most so many come from one station.
A_STATION = 2
#: Rows and columns of an evidence table that no chapter shows, and rows of it on paper.
EVIDENCE_ROWS, EVIDENCE_COLUMNS, PAPER_ROWS = 12, 8, 8
#: A table up to so many rows is shown whole, on paper too.
WHOLE = 12
#: Below the things to do: two findings may be about the same customers.
OVERLAP = msg("Amounts of different findings may be of the same customers: do not add them.")
#: Over the rules that nobody changed, on paper.
USUAL = msg("Unchanged, as they come with the method:")
#: From this part of revenue on it is said beside it that some of it was paid for no product.
SERVICES = 0.02


@dataclass(frozen=True)
class Card:
    """One finding as the first page shows it; texts are HTML.

    ``alone``: no chapter shows its evidence, which is printed with it wherever it stands.
    """

    anchor: str
    station: str
    claim: str
    level: str
    level_word: str
    why: str
    advice: str
    stake: str
    stake_range: str
    by: str
    method: str
    links: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...] = ()
    notebook: str = ""
    period: str = ""
    alone: bool = False


@dataclass(frozen=True)
class Limits:
    """What the report cannot tell; texts are HTML."""

    missing: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    cut: tuple[str, ...]
    warnings: tuple[tuple[str, tuple[str, ...]], ...]
    assumptions: tuple[tuple[str, tuple[str, ...]], ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.cut or self.warnings or self.assumptions)


@dataclass(frozen=True)
class Found:
    """What a station found: the findings that lead, and the rest by the question it answers."""

    station: str
    title: str
    leads: tuple[Card, ...]
    rest: tuple[tuple[str, tuple[Card, ...]], ...]
    more: str

    @property
    def cards(self) -> tuple[Card, ...]:
        return self.leads + tuple(card for _, cards in self.rest for card in cards)


@dataclass(frozen=True)
class Front:
    """The first page's content."""

    things: tuple[Card, ...]
    found: tuple[Found, ...]
    limits: Limits
    rules: tuple[tuple[str, str], ...] = field(default=())
    board: board.Board = field(default_factory=board.Board)


def gather(
    company: Company, results: Sequence[StationResult], chapters: Sequence[Chapter], lang: str, *, paper: bool = False
) -> Front:
    """The first page of a company from its stations' results."""
    by_station = {chapter.anchor: chapter for chapter in chapters}
    cards: dict[str, Card] = {}
    for result in results:
        for finding in result.findings:
            cards[finding.id] = card(
                finding, result, by_station.get(result.station), lang, PAPER_ROWS if paper else EVIDENCE_ROWS
            )
    everything = [finding for result in results for finding in result.findings]
    things = [cards[finding.id] for finding in first_things(everything)]
    told = tuple(found(result, cards, lang) for result in data_last(results))
    return Front(
        tuple(things),
        tuple(map(once, told)) if paper else told,
        limits(company, results, lang),
        tuple((title(result, lang), (on_paper if paper else all_rules)(result, lang)) for result in results),
        board.gather(results, company),
    )


def data_last(results: Sequence[StationResult]) -> list[StationResult]:
    """Results in the order in which findings are told: what the import found of the data comes after what they say."""
    return sorted(results, key=lambda result: result.station == "intake")


def found(result: StationResult, cards: Mapping[str, Card], lang: str) -> Found:
    """What a station found, the leading findings first."""
    leads = leading(result.findings, result.questions)
    rest = [finding for finding in result.findings if finding not in leads]
    return Found(
        result.station,
        title(result, lang),
        tuple(cards[finding.id] for finding in leads),
        tuple(
            (question.title.render(lang) if question else "", tuple(cards[finding.id] for finding in group))
            for question, group in grouped(rest, result.questions)
        ),
        msg("{n} more findings", n=Quantity(len(rest), "count")).render(lang, html=True),
    )


def once(station: Found) -> Found:
    """The same on paper, where a table is printed with the first finding that rests on it."""
    seen: set[str] = set()
    leads = []
    for one in station.leads:
        leads.append(replace(one, evidence=tuple(table for table in one.evidence if table not in seen)))
        seen.update(one.evidence)
    return replace(station, leads=tuple(leads))


def first_things(findings: Sequence[Finding]) -> list[Finding]:
    """The strongest that call for action, at most :data:`A_STATION` of one station while others have some.

    What only says how things are is not among them, however sure it is.
    """
    able = [finding for finding in rank(findings) if calls(finding)]
    chosen: list[Finding] = []
    for finding in able:
        same = sum(other.id.split(".")[0] == finding.id.split(".")[0] for other in chosen)
        if same < A_STATION:
            chosen.append(finding)
    chosen = chosen[:THINGS]
    chosen += [finding for finding in able if finding not in chosen][: THINGS - len(chosen)]
    return [finding for finding in able if finding in chosen]


def title(result: StationResult, lang: str) -> str:
    """The station's title in words."""
    return station(result.station).title.render(lang)


def card(
    finding: Finding, result: StationResult, chapter: Chapter | None, lang: str, rows: int = EVIDENCE_ROWS
) -> Card:
    """A finding as the first page shows it."""
    stake, low_high = "", ""
    if finding.at_stake is not None and not is_missing(finding.at_stake.value):
        stake = finding.at_stake.render(lang, html=True)
        if not (is_missing(finding.at_stake.low) or is_missing(finding.at_stake.high)):
            low_high = msg("({range})", range=Range(finding.at_stake)).render(lang, html=True)
    by = ""
    if finding.action:
        day = dt.date.fromisoformat(result.facts.as_of) + dt.timedelta(days=finding.action.within_days)
        by = Quantity(day.isoformat(), "date").render(lang, html=True)
    links, tables, alone = evidence(finding, result, chapter, lang, rows)
    return Card(
        anchor=f"finding-{slug(finding.id)}",
        station=result.station,
        claim=finding.say(lang, html=True),
        level=finding.confidence.level,
        level_word=LEVEL_WORDS[finding.confidence.level].render(lang),
        why=finding.why(lang, html=True),
        advice=finding.advise(lang, html=True),
        stake=stake,
        stake_range=low_high,
        by=by,
        method=escape(f"{finding.method.render(lang, **finding.quantities)} · {finding.source}"),
        links=links,
        evidence=tables,
        notebook=notebooks.link(chapter, finding),
        alone=alone,
        period="–".join(Quantity(day, "date").render(lang, html=True) for day in dict.fromkeys(finding.period)),
    )


class Range:
    """The interval of a quantity, as something a sentence can hold."""

    def __init__(self, quantity: Quantity):
        self.quantity = quantity

    def render(self, lang: str | None = None, *, html: bool = False, spec: str = "") -> str:
        return self.quantity.render(lang, html=html, spec="interval")


def evidence(
    finding: Finding, result: StationResult, chapter: Chapter | None, lang: str, rows: int
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...], bool]:
    """Links to evidence that the chapter shows, the tables that it does not show, and whether these are all there is; then
    the link leads to the section that is about the finding's question."""
    from markupsafe import Markup

    links, tables = [], []
    for name in finding.evidence:
        kind, _, what = name.partition(":")
        if chapter and name in chapter.shown:
            words = result.tables[what].title if kind == "table" and what in result else msg("Figure")
            links.append((chapter.shown[name], Markup(words.render(lang, html=True))))
        elif kind == "table" and what in result:
            tables.append(excerpt(result, what, lang, rows, headline_values(finding)))
    alone = not links
    if chapter and alone:
        question = next((one.title.render(lang) for one in result.questions if one.answers(finding)), None)
        section = [(id, words) for id, words in chapter.headings if words == question]
        links += section or [(chapter.anchor, chapter.title)]
    return tuple(links), tuple(tables), alone


def excerpt(result: StationResult, name: str, lang: str, rows: int, wanted: Container = frozenset()) -> str:
    """Rows and columns of a table that no chapter shows, with a word on how much of it that is: those that hold the
    claim's values (``wanted``) before others."""
    known, all_rows = result.tables[name].columns, len(result.tables[name].rows)
    columns = [column for column in known if f"{column}_name" not in known]  # a code stands in words beside it
    columns = list(COLUMNS_OF.get(f"{result.station}.{name}", columns))
    rows = all_rows if all_rows <= max(rows + SPARE, WHOLE) else rows
    places, picked = part(result.tables[name], columns, wanted, rows, EVIDENCE_COLUMNS)
    html = show.table(result, name, rows=rows, columns=picked, lang=lang, places=places).html
    apart = places != list(range(len(places)))
    if len(picked) == len(columns) and not apart:
        return as_shown(html, lang)
    gaps = {"columns": Quantity(len(picked), "count"), "all_columns": Quantity(len(columns), "count")}
    gaps |= {"rows": Quantity(len(places), "count"), "all_rows": Quantity(all_rows, "count")}
    if apart and len(picked) == len(columns):
        left = msg("{rows} of {all_rows} rows are shown: the first ones and those that the claim is of.", **gaps)
    elif apart:
        left = msg(
            "{rows} of {all_rows} rows (the first ones and those that the claim is of) and {columns} of {all_columns} columns are shown.",
            **gaps,
        )
    elif len(places) < all_rows:
        left = msg("{rows} of {all_rows} rows and {columns} of {all_columns} columns are shown.", **gaps)
    else:
        left = msg("{columns} of {all_columns} columns are shown.", **gaps)
    return as_shown(html.partition('<p class="more">')[0].removesuffix("</div>"), lang, left.render(lang, html=True))


def as_shown(html: str, lang: str, more: str = "") -> str:
    """Tables as a page shows them; ``more`` is said below."""
    if more:
        html += f'<p class="more">{more}</p></div>'
    return "".join(fold(root, lang).html() for root in read(html).children)


def all_rules(result: StationResult, lang: str) -> str:
    """A station's rules as one table."""
    return as_shown(show.rules(result, lang).html, lang)


def on_paper(result: StationResult, lang: str) -> str:
    """A station's rules on paper: as a table those that are not the station's own, the others in small print."""
    names = [rule.name for rule in result.rules.schema]
    other = [name for name in names if result.rules.origin(name) != "default"]
    table = as_shown(show.rules(result, lang, other, coded=False).html, lang) if other else ""
    usual = "".join(
        f"<li>{escape(rule.title.render(lang))} <b>{show.in_force(result, rule, coded=False).render(lang, html=True)}</b></li>"
        for rule in result.rules.schema
        if rule.name not in other
    )
    if not usual:
        return table
    head = escape(USUAL.render(lang))
    return f'{table}<p class="usual">{head}</p><ul class="usual">{usual}</ul>'


def limits(company: Company, results: Sequence[StationResult], lang: str) -> Limits:
    """What is missing, what a cut left out, what the stations warn of and assume."""
    from helpers.company.feeds import feeds, place_name

    stations = {result.station: title(result, lang) for result in results}
    adds: dict[str, list[tuple[str, str]]] = {}
    absent = lacking(company)
    for feed in feeds(company).stations:
        for gap in feed.absent if feed.station in stations else ():
            words = gap.adds.pick(lang) if isinstance(gap.adds, Words) else gap.adds.render(lang)
            adds.setdefault(escape(place_name(gap.place, lang, code=False)), []).append(
                (stations[feed.station], escape(words))
            )
    missing = [(place, tuple(said)) for place, said in adds.items()]

    def told(messages: Sequence[Message]) -> tuple[str, ...]:
        texts = (for_reader(show.coded(message.render(lang, html=True))) for message in messages)
        return tuple(dict.fromkeys(texts))

    return Limits(
        tuple(missing),
        told(cut(company)),
        tuple((stations[r.station], told(lines)) for r in results if (lines := thin(r, absent))),
        tuple((stations[r.station], told(r.assumptions)) for r in results if r.assumptions),
    )


def lacking(company: Company) -> list[str]:
    """Tables and columns that a station could use and that are not there, and tables that only later stations ask for."""
    from helpers.company.feeds import feeds
    from helpers.company.schema import tables

    used = [part.place for feed in feeds(company).stations for part in feed.absent]
    return list(dict.fromkeys([*used, *(n for n, table in tables().items() if table.asked and not company.has(n))]))


def thin(result: StationResult, absent: Container[str] = ()) -> list[Message]:
    """What a station warns of, but for what the list of missing tables and columns says already.

    Parameters
    ----------
    absent
        Places that the list names (``survey``, ``customers.industry``).
    """
    return [message for message in result.warnings if not any(place in absent for place in message.lacks)]


def cut(company: Company) -> list[Message]:
    """What a cut to an earlier date left out."""
    if company.cut is None:
        return []
    from helpers.company.schema import tables

    titles = {name: table.title for name, table in tables().items()}
    said = [msg("The folder is seen as it was known on {date}.", date=Quantity(company.cut.date.isoformat(), "date"))]
    for name in company.cut.tables:
        said.append(msg("Left out: {table}, which does not tell since when its rows were known.", table=titles[name]))
    for name in company.cut.columns:
        table, column = name.split(".")
        said.append(
            msg(
                "Left out: {column} of {table}, of which only the latest state is kept.",
                column=tables()[table][column].title,
                table=titles[table],
            )
        )
    return said


def dots(level: str) -> str:
    """Three dots, as many full as the level is high: readable in black and white."""
    full = len(LEVELS) - LEVELS.index(level)
    return "●" * full + "○" * (len(LEVELS) - full)


def tie_out(results: Sequence[StationResult], lang: str) -> str:
    """The line on revenue: what it means, and whether it ties out to finance (HTML)."""
    from helpers.company.profile import BASES, TAXES

    facts = results[0].facts
    says = msg("Revenue here means: {basis}, {tax}.", basis=BASES[facts.revenue_basis], tax=TAXES[facts.revenue_tax])
    if facts.revenue_basis == facts.revenue_tax == "unknown":
        says = msg(
            "Revenue is what was exported: nobody has said yet whether shipped, invoiced or paid, nor whether with tax."
        )
    told = [says.render(lang, html=True)]
    intake = next((result for result in results if result.station == "intake"), None)
    if intake is not None:
        found, fees = intake.finding("tie_out"), services(intake)
        told += [found.say(lang, html=True)] if found else []
        told += [fees.render(lang, html=True)] if fees else []
    return ("" if lang == "zh" else " ").join(told)


def services(intake: StationResult) -> Message | None:
    """That part of revenue was paid for no product, where it is more than :data:`SERVICES`."""
    from helpers.intake.shown.tables import QUALITY

    if "quality" not in intake:
        return None
    rows = intake["quality"]
    rows = rows[(rows["measure"] == show.word(QUALITY["services"])) & (rows["share"] >= SERVICES)]
    if rows.empty:
        return None
    return msg(
        "{share} of all revenue in the data ({money}) is freight, fees and other lines that are no product.",
        share=Quantity(float(rows["share"].iloc[0]), "share"),
        money=Quantity(int(rows["money"].iloc[0]), "money", currency=intake.facts.currency),
    )
