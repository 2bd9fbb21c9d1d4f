"""The slides of a board meeting: a finding a slide, with a native chart or table that can be edited, and notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

from helpers.finding import LEVEL_WORDS, Finding, calls, leading, rank
from helpers.language import Message, msg, seen, using
from helpers.person import covered
from helpers.quantity import LONGEST, Quantity, is_missing, to_major
from helpers.report import board, front
from helpers.report.formats import deck_charts, deck_table
from helpers.report.formats.charts import ABOUT, CHARTS, COLUMNS_OF, Chart
from helpers.report.formats.content import Content
from helpers.report.formats.deck import Deck
from helpers.report.formats.fitting import fit, headline_values, mark, part
from helpers.report.formats.series import steps
from helpers.report.front import first_things
from helpers.report.page import said_rules
from helpers.report.sections import plain_words
from helpers.show import alike_columns, cell
from helpers.station import ResultTable, StationResult, station

#: Findings that get a slide of their own, and how many of a station at least.
FINDINGS, OF_A_STATION = 10, 2
#: Accounts on the slide of dependence.
ACCOUNTS = 10
#: Rows and columns of a table on a slide, and the sizes of its letters in points: the first at which all have room.
ROWS, COLUMNS, LETTERS = 10, 6, (14, 12, 11, 10)
#: Tasks on the slide of who does what: as many as have room in either language.
TASKS = 5
#: Revenue hangs on nobody where the largest accounts together bring less.
NOBODY = 0.05
#: What the slide of dependence says already.
TOLD = ("diagnosis.concentration.largest",)
#: Tables that are named on the slide of what cannot be told; the others are counted.
NAMED = 8
#: Warnings of a station on the slide of what cannot be told.
WARNINGS = 3
#: What a chart is worth against a table, in values of the headline that it holds.
DRAWN = 2
#: Shares below it are told with a decimal.
FINE = 0.2
#: An amount on a chart is not to be rounded by more than this part of it, where two decimals help.
ROUNDED = 0.25
FORMS = {"share": "0%", "count": "#,##0", "ratio": "0.00", "score": "0", "days": "#,##0", "number": "0.0"}
#: Amounts on charts are told in a unit that a person reads, by language: from which amount on, its size, its name.
UNITS = {
    "zh": ((1_000_000_000, 100_000_000, msg("100 million")), (10_000, 10_000, msg("ten thousand")), (0, 1, None)),
    "en": ((1_000_000, 1_000_000, msg("million")), (1_000, 1_000, msg("thousand")), (0, 1, None)),
}


def write(content: Content, path: Path, tell: Callable[[Message], None] = lambda said: None) -> None:
    """Write the slides, into a client's own template where there is one.

    Raises
    ------
    ParameterError
        When the template cannot be used.
    """
    facts = content.results[0].facts
    with using(content.lang), facts.worded():
        deck = Deck(content.lang, content.template)
        name = seen(facts.name.pick(content.lang), LONGEST)
        day = Quantity(facts.as_of, "date").render(content.lang)
        lines = [str(msg("Customer strategy report")), str(msg("As of {date}", date=day))]
        if facts.fictional:
            lines.append(str(msg("Fictional company: every name and number is made up for teaching")))
        deck.foot = " · ".join((name, str(msg("As of {date}", date=day))))
        deck.cover(name, "\n".join(lines))
        to_do(deck, content)
        dependence(deck, content)
        chosen = {finding.id for finding in shown(content.results)}
        used: set[str] = set()
        for result in front.data_last(content.results):
            for finding in rank(result.findings):
                if finding.id in chosen:
                    of_finding(deck, content, result, finding, used)
        plan(deck, content)
        limits(deck, content)
        deck.save(path, f"{name} · {msg('Customer strategy report')}")


def shown(results: Sequence[StationResult]) -> list[Finding]:
    """Findings with a slide: the strongest of each station (of the import only the first), then the strongest of all."""
    heads = {result.station: leading(result.findings, result.questions, FINDINGS) for result in results}
    if "intake" in heads:  # whether the data can be relied on, before what little of them was of no use
        heads["intake"].sort(key=lambda finding: ("tie_out" not in finding.id, "reconcile" not in finding.id))
    heads = {name: [finding for finding in found if finding.id not in TOLD] for name, found in heads.items()}
    chosen = [finding for name, found in heads.items() for finding in found[: 1 if name == "intake" else OF_A_STATION]]
    rest = rank(f for name, found in heads.items() if name != "intake" for f in found if f not in chosen)
    return chosen + rest[: max(0, FINDINGS - len(chosen))]


def dependence(deck: Deck, content: Content) -> None:
    """On whom revenue hangs: the largest accounts as a chart, groups as one."""
    found = board.gather(content.results)
    if found.sentence is None:
        return
    result = next(r for r in content.results if "classes" in r)
    if max((line.share or 0.0 for line in found.dependence[:2]), default=0.0) < NOBODY:  # of accounts, not of persons
        return
    rows = result["classes"].sort_values(["revenue", "account"], ascending=[False, True]).head(ACCOUNTS)
    lang = content.lang
    told = [f"{line.name.render(lang)}: {line.value.render(lang)}" for line in (*found.figures, *found.dependence)]
    slide = deck.slide(found.sentence.render(lang), "\n".join([*told, f"{msg('Data hash')} {result.data_hash}"]))
    total = int(result["classes"]["revenue"].sum())
    name = result.tables["classes"].columns["share"].title.render(lang)
    shares = [float(value) / total for value in rows["revenue"]]
    labels = [Quantity(str(name), "text").render(lang) for name in rows["account_name"]]
    deck_charts.chart(deck, slide, "bar", labels, [(name, shares)], "0.0%")
    deck.text(slide, [(name, 12, False)], (-0.02, 0.05))
    deck.text(slide, [(" · ".join(told), 13, False)], (0.84, 1.0))


def to_do(deck: Deck, content: Content) -> None:
    """The things to do, on one slide."""
    things = first_things([finding for result in content.results for finding in result.findings])
    notes = "\n".join(f"{thing.id}: {thing.why(content.lang)}" for thing in things)
    slide = deck.slide(first_words(content, things), notes)
    if not things:
        deck.text(slide, [(str(msg("The data at hand carry no claim that is strong enough to act on.")), 18, False)])
        return
    head = [str(msg("No.")), str(msg("Claim")), str(msg("What to do"))]
    head += [str(msg("Money at stake")), str(msg("How sure")), str(msg("By when"))]
    rows = [
        [
            str(number),
            thing.say(content.lang),
            thing.advise(content.lang),
            thing.at_stake.render(content.lang) if thing.at_stake else "–",
            LEVEL_WORDS[thing.confidence.level].render(content.lang),
            day_of(content, thing.action.within_days).render(content.lang),
        ]
        for number, thing in enumerate(things, start=1)
    ]
    deck_table.table(deck, slide, head, rows, [True, False, False, True, False, True], (14, 12, 11, 10))
    if len(things) > 1:
        deck.text(slide, [(str(front.OVERLAP), 12, False)], (0.92, 1.0))


def first_words(content: Content, things: Sequence[Finding]) -> str:
    """Headline of the things to do: how many, what hangs on the first, by when the earliest."""
    if not things:
        return str(msg("What to do first"))
    told = {"n": Quantity(len(things), "count"), "day": day_of(content, min(t.action.within_days for t in things))}
    stake = things[0].at_stake
    if stake is None or is_missing(stake.value):
        return msg("{n} things to do first, the earliest by {day}", **told).render(content.lang)
    money = Quantity(stake.value, "money", currency=stake.currency)
    return msg("{n} things to do first, the earliest by {day}; the first is about {money}", money=money, **told).render(
        content.lang
    )


def day_of(content: Content, days: int) -> Quantity:
    """So many days after the as-of date."""
    day = dt.date.fromisoformat(content.results[0].facts.as_of) + dt.timedelta(days=days)
    return Quantity(day.isoformat(), "date")


def of_finding(deck: Deck, content: Content, result: StationResult, finding: Finding, used: set[str]) -> None:
    """A finding as headline, its evidence as chart or table, what to do below; reason and method in the notes.

    Evidence that another slide has shown (``used``) gives way to what none has.
    """
    lang = content.lang
    notes = [
        f"{msg('Why so sure:')} {finding.why(lang)} ({LEVEL_WORDS[finding.confidence.level].render(lang)})",
        f"{msg('Method and source:')} {finding.method.render(lang, **finding.quantities)} · {finding.source}",
        f"{msg('Evidence:')} {', '.join(finding.evidence)} · {finding.id}",
        f"{msg('Data hash')} {result.data_hash}",
    ]
    slide = deck.slide(finding.say(lang), "\n".join(notes))
    wanted = headline_values(finding)
    name, shown_ = evidence_of(result, finding, wanted, used), None
    if name and (how := CHARTS.get(f"{result.station}.{name}")):
        chart(deck, slide, result, how.table if how.table in result else name, how, lang)
    elif name:
        shown_ = table(deck, slide, result, name, lang, wanted, ABOUT.get(finding.id))
    else:  # what another slide has shown is not shown again
        deck.text(
            slide, [(finding.why(lang), 16, False), (finding.method.render(lang, **finding.quantities), 14, False)]
        )
    if name:
        used.add(f"{result.station}.{name}")
        deck.sourced(slide, source(result.tables[name].title, shown_).render(lang))
    if finding.action:
        deck.text(slide, [(f"→ {finding.advise(lang)}", 15, False)], (0.82, 1.0))


def source(title: Message, shown_: tuple[int, int] | None) -> Message:
    """Where a slide's numbers are from, and how much of it is shown where it is not all."""
    if shown_ is None or shown_[0] >= shown_[1]:
        return msg("Source: {table}", table=title)
    rows, every = (Quantity(n, "count") for n in shown_)
    return msg("Source: {table}, {rows} of {all} rows", table=title, rows=rows, all=every)


def evidence_of(result: StationResult, finding: Finding, wanted: set, used: set[str]) -> str | None:
    """The table to show: the one that holds most of the headline's values, one that is drawn before one that is not.

    ``None`` where other slides have shown all of them.
    """
    names = [name.partition(":")[2] for name in finding.evidence if name.startswith("table:")]
    names = [name for name in names if name in result and len(result.tables[name].rows)]
    fresh = [name for name in names if f"{result.station}.{name}" not in used]

    def strength(name: str) -> tuple[int, int]:
        drawn = f"{result.station}.{name}" in CHARTS
        return (fit(result.tables[name], wanted) + DRAWN * drawn, -fresh.index(name))

    return max(fresh, key=strength, default=None)


def chart(deck: Deck, slide: Any, result: StationResult, name: str, drawn: Chart, lang: str) -> None:
    """The chart of a table; amounts in a unit that can be read, which the series' name says."""
    spec = result.tables[name]
    rows = spec.rows
    for column, value in drawn.where:
        rows = rows[rows[column] == value]
    if drawn.rows:
        rows = rows.head(drawn.rows)
    if drawn.every > 1:
        kept = [n for n in range(len(rows)) if n % drawn.every == 0 or n == len(rows) - 1]
        rows = rows.iloc[kept]
    currency, unit = result.facts.currency, spec.columns[drawn.values[0]].unit
    size, word, form = 1, "", FORMS.get(unit, "General")
    if unit == "money":
        amounts = sorted(
            abs(float(to_major(round(v), currency))) for c in drawn.values for v in rows[c] if not is_missing(v)
        )
        usual = amounts[-1 if drawn.kind == "waterfall" else len(amounts) // 2] if amounts else 0.0
        size, said = next(step[1:] for step in UNITS[lang] if usual >= step[0])
        word = in_unit(said, currency, lang)
    labels = [cell(value, spec.columns[drawn.label].unit, currency).render(lang) for value in rows[drawn.label]]
    series = []
    for column in drawn.values:
        values = [None if is_missing(v) else plain(v, unit, currency, size) for v in rows[column]]
        series.append((spec.columns[column].title.render(lang) + word, values))
    told = [v for _, values in series for v in values if v is not None]
    if unit == "money" or unit == "share" and drawn.kind != "line":  # a line has no labels that could be alike
        form = written(told, unit, size)
    if drawn.kind == "waterfall":
        start = bridge(deck, slide, labels, series[0][1], form)
        if start is not None:
            note = msg(
                "{series}; the axis starts at {start}.", series=series[0][0], start=f"{start:,.{decimals(form)}f}"
            )
            deck.text(slide, [(str(note), 12, False)], (-0.02, 0.05))
            return
    else:
        counted = spec.columns[drawn.label].unit in ("count", "number")
        along = spec.columns[drawn.label].title.render(lang) if counted else ""
        deck_charts.chart(deck, slide, drawn.kind, labels, series, form, along)
    if len(series) == 1:
        deck.text(slide, [(series[0][0], 12, False)], (-0.02, 0.05))


def written(values: Sequence[float], unit: str, size: int) -> str:
    """The number format of a chart's values: as short as it can be while amounts are near what they are (none that is not
    zero is written as zero), and shares that differ are not written alike; two decimals at most, in percent one."""
    if unit == "share":
        least = 1 if max(map(abs, values), default=1) < FINE else 0
        found = next((d for d in range(least, 1) if told_apart([100 * v for v in values], d)), 1)
        return f"0.{'0' * found}%" if found else "0%"
    if size == 1:
        return "#,##0"
    least = 2 if size >= 10**6 else 1
    found = next((d for d in range(least, 2) if all(abs(v - round(v, d)) <= ROUNDED * abs(v) for v in values)), 2)
    return f"#,##0.{'0' * found}"


def told_apart(values: Sequence[float], digits: int) -> bool:
    """Whether so many decimals tell values apart that differ, and write none as zero that is not."""
    shown_ = {round(v, digits) for v in values}
    return len(shown_) == len({round(v, 6) for v in values}) and not any(v and not round(v, digits) for v in values)


def decimals(form: str) -> int:
    """Decimals of a number format."""
    return len(form.rstrip("%").partition(".")[2])


def in_unit(said: Message | None, currency: str, lang: str) -> str:
    """What amounts of a chart are counted in, as it follows the name of a series."""
    if lang == "en":
        return f" ({said} {currency})" if said else f" ({currency})"
    if currency == "CNY":
        return f"（{said or ''}元）"
    return f"（{said} {currency}）" if said else f"（{currency}）"


def bridge(deck: Deck, slide: Any, labels: list[str], amounts: list[float], form: str) -> float | None:
    """A waterfall without the steps that are zero; lying bars where it would cross zero."""
    last = len(labels) - 1
    kept = [n for n, amount in enumerate(amounts) if amount or n in (0, last)]
    labels, amounts = [labels[n] for n in kept], [amounts[n] for n in kept]
    if min(amounts[0], amounts[-1], *steps(labels, amounts)[0][1]) < 0:
        deck_charts.chart(deck, slide, "bar", labels, [("", amounts)], form)
        return None
    return deck_charts.waterfall(deck, slide, labels, amounts, form)


def plain(value: Any, unit: str, currency: str, size: int) -> float:
    """A value of a chart; money in major units of a size, exact to the minor unit."""
    if unit != "money":
        return float(value)
    return float(to_major(round(value), currency)) / size


def table(
    deck: Deck, slide: Any, result: StationResult, name: str, lang: str, wanted: set, about: tuple | None = None
) -> tuple[int, int]:
    """Rows and columns of a table that hold the headline's values (``wanted``), and the first of the rest.

    With ``about`` (column, value) only such rows, where the table has that column. Returns how many rows are shown, of
    how many.
    """
    spec = covered(result, name)
    if about and about[0] in spec.rows and (spec.rows[about[0]] == about[1]).any():
        spec = replace(spec, rows=spec.rows[spec.rows[about[0]] == about[1]].reset_index(drop=True))
    columns = [
        column for column in spec.columns if f"{column}_name" not in spec.columns and spec.rows[column].notna().any()
    ]
    picked = [column for column in COLUMNS_OF.get(f"{result.station}.{name}", ()) if column in columns]
    columns = apart(spec.rows, picked or columns)
    columns = [column for column in columns if telling(spec, column, wanted)] or columns
    places, columns = part(spec, columns, wanted, ROWS, max(COLUMNS, len(picked)))
    head = [spec.columns[column].title.render(lang) for column in columns]
    chosen = spec.rows[columns].iloc[places]
    how = alike_columns(chosen, {column: spec.columns[column].unit for column in columns})
    rows = [
        [
            cell(value, spec.columns[column].unit, result.facts.currency).render(lang, spec=how[column])
            for column, value in zip(columns, line, strict=True)
        ]
        for line in chosen.itertuples(index=False, name=None)
    ]
    right = [spec.columns[column].unit not in ("text", "id") for column in columns]
    return deck_table.table(deck, slide, head, rows, right, LETTERS), len(spec.rows)


def telling(spec: ResultTable, column: str, wanted: set) -> bool:
    """Whether a column tells rows apart, or holds a value of the headline: the same word in all rows says nothing."""
    values = spec.rows[column]
    if len(values) < 2 or values.nunique(dropna=False) > 1:
        return True
    unit = spec.columns[column].unit
    return unit not in ("text", "id") and mark(values.iloc[0], unit) in wanted and values.iloc[0] not in (0, 1)


def apart(rows: Any, columns: Sequence[str]) -> list[str]:
    """Columns but those that only repeat another (names that are the codes)."""
    texts = {column: rows[column].astype("str") for column in columns}
    return [
        column
        for place, column in enumerate(columns)
        if not any(texts[column].equals(texts[other]) and len(rows) > 1 for other in columns[:place])
    ]


def plan(deck: Deck, content: Content) -> None:
    """Who does what by when: a table to be filled in."""
    lang = content.lang
    every = rank(f for result in content.results for f in result.findings if f.action)  # as many as the workbook lists
    doable = [finding for finding in every if calls(finding)][:TASKS]
    if not doable:
        return
    slide = deck.slide("", "\n".join(finding.id for finding in doable))
    head = [str(msg("No.")), str(msg("What to do")), str(msg("Money at stake")), str(msg("By when")), str(msg("Owner"))]
    rows = []
    for number, one in enumerate(doable, start=1):
        stake = one.at_stake.render(lang) if one.at_stake else "–"
        rows.append([str(number), one.advise(lang), stake, day_of(content, one.action.within_days).render(lang), ""])
    n = deck_table.table(deck, slide, head, rows, [True, False, True, True, False], (14, 12, 11, 10))
    told = {"n": Quantity(n, "count"), "all": Quantity(len(every), "count")}
    told["day"] = day_of(content, min(one.action.within_days for one in doable[:n]))
    title = msg("Who does what by when: {n} tasks, the earliest of them by {day}", **told)
    if n < len(every):
        title = msg("Who does what by when: the first {n} of {all} tasks, the earliest of them by {day}", **told)
    deck.entitle(slide, title.render(lang))


def limits(deck: Deck, content: Content) -> None:
    """What this cannot tell, and what it stands on."""
    lang, facts = content.lang, content.results[0].facts
    found = front.limits(content.company, content.results, lang)
    lacking = front.lacking(content.company)
    said = {
        result.station: [plain_words(line.render(lang)) for line in front.thin(result, lacking)][:WARNINGS]
        for result in content.results
    }
    missing = [unescape(place).partition(" (")[0] for place, _ in found.missing]
    title = msg("What this cannot tell")
    if missing:
        title = msg(
            "What this cannot tell: {n} more tables or columns would add to it", n=Quantity(len(missing), "count")
        )
    notes = "\n".join(line.render(lang) for r in content.results for line in r.assumptions)
    slide = deck.slide(title.render(lang), notes)
    between = {"zh": "；", "en": "; "}[lang]
    named = between.join(missing[:NAMED])
    if len(missing) > NAMED:
        more = msg("and {n} more", n=Quantity(len(missing) - NAMED, "count"))
        named += f"{between}{more}"
    lines = [(f"{msg('Tables that would add to it')}: {named}", 14, False)] if missing else []
    for name, told in said.items():
        lines += (
            [(station(name).title.render(lang), 15, True), *((f"· {text}", 13, False) for text in told)] if told else []
        )
    stands = f"{said_rules(content.results).render(lang)} · {msg('Data hash')} {content.results[0].data_hash} · {facts.as_of}"
    deck.text(slide, [*lines, (stands, 11, False)])
