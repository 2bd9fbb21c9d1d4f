"""Results as HTML that a notebook shows and a report keeps: findings, tables, rules, gaps.

Every number is a ``<data class="q">`` element that carries its raw value and unit, so that what
a reader sees can be traced to a finding or a table; all text from data is escaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

import pandas as pd

from helpers.finding import LEVEL_WORDS, Finding, grouped, leading
from helpers.language import Message, current, msg, said
from helpers.person import covered
from helpers.quantity import Quantity, alike, is_missing
from helpers.rules import CHOICES, ORIGINS, Rule
from helpers.station import Column, ResultTable, StationResult

LEFT = ("text", "id")
#: Sides of a cell; said in place too, as JupyterLab puts every cell of a table to the right.
SIDES = {
    "l": 'class="l" style="text-align:left;min-width:3.6em"',
    "r": 'class="r" style="text-align:right;min-width:2.4em"',
}
#: A cell of money: an amount is not parted from its unit.
MONEY = 'class="r" style="text-align:right;white-space:nowrap"'


class Html:
    """HTML for a notebook cell, with the same in plain text."""

    def __init__(self, html: str, text: str):
        self.html, self.text = html, text

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html, "text/plain": self.text}

    def __str__(self) -> str:
        return self.text


def table(
    result: StationResult,
    name: str,
    *,
    columns: Iterable[str] | None = None,
    rows: int | None = None,
    lang: str | None = None,
    places: Sequence[int] | None = None,
    each: str = "",
) -> Html:
    """A table of a result: units in the head, numbers to the right, at most ``rows`` rows: the first ones, or those at
    ``places``; with ``each``, the first ones of every value of that column, all of a value that has at most twice as many.

    Of the ``columns`` asked for, those without a single value are left out.
    """
    lang = lang or current()
    result[name]  # tells what there is when the name is unknown
    spec = covered(result, name)
    names = list(columns or spec.columns)
    if columns and len(spec.rows):  # a column that is empty throughout (no owner in the folder, say) only takes room
        names = [column for column in names if _filled(spec.rows[column])] or names[:1]
    ranks: list[int] = []
    if each and rows is not None and places is None:
        groups = spec.rows.groupby(each, sort=False)
        nth, group = groups.cumcount().to_numpy(), groups.ngroup().to_numpy()
        size = groups[each].transform("size").to_numpy()
        places = sorted(
            (place for place in range(len(nth)) if nth[place] < rows or size[place] <= 2 * rows),
            key=lambda place: (group[place], place),
        )
        ranks = [int(nth[place]) for place in places]
    return render_table(spec, result.facts.currency, names, rows, lang, name, places, ranks)


def _filled(cells) -> bool:
    """Whether any cell of a column holds something."""
    return bool((cells.notna() & (cells != "").fillna(False)).any())


def sums(result: StationResult, name: str, column: str, lang: str | None = None) -> Html:
    """The sum of a column with signs, and the sum ignoring signs: far apart where pluses and minuses cancel out."""
    lang, cells = lang or current(), result[name][column]
    told = result.tables[name].columns[column]
    rows = pd.DataFrame(
        {
            "item": [word(msg("sum")), word(msg("sum, ignoring signs"))],
            column: pd.array([cells.sum(), cells.abs().sum()], dtype=cells.dtype),
        }
    )
    title = msg("{title}: whether pluses and minuses cancel out", title=told.title)
    spec = ResultTable(title, {"item": Column(msg("Item"), "text"), column: told}, rows)
    return render_table(spec, result.facts.currency, list(spec.columns), None, lang)


def render_table(
    spec: ResultTable,
    currency: str,
    names: list[str],
    rows: int | None,
    lang: str,
    name: str = "",
    places: Sequence[int] | None = None,
    ranks: Sequence[int] = (),
) -> Html:
    """As :func:`table`; ``name`` marks the table as evidence that findings can be traced to.

    ``ranks`` say which row is the how manieth of its kind, so that paper leaves out the last of each kind first.
    """
    mark = f' data-table="{escape(name, quote=True)}"' if name else ""
    if spec.rows.empty:
        told = msg("{title}: the data at hand give no rows.", title=spec.title).render(lang)
        return Html(f'<div class="course-table"{mark}><p class="course-none">{escape(told)}</p></div>', told)
    frame = spec.rows if rows is None else spec.rows.iloc[list(places)] if places else spec.rows.head(rows)
    how = alike_columns(frame, {name: spec.columns[name].unit for name in names})
    right = {name for name in names if spec.columns[name].unit == "text" and _numerals(frame[name], lang)}
    head = "".join(
        f'<th scope="col" {SIDES["l" if spec.columns[name].unit in LEFT and name not in right else "r"]}>{escape(spec.columns[name].title.render(lang))}</th>'
        for name in names
    )
    body, text = [], ["\t".join(spec.columns[name].title.render(lang) for name in names)]
    for values in frame[names].itertuples(index=False, name=None):
        cells, plain = [], []
        for column, value in zip(names, values, strict=True):
            quantity = cell(value, spec.columns[column].unit, currency)
            side = (
                MONEY
                if quantity.unit == "money"
                else SIDES["l" if quantity.unit in LEFT and column not in right else "r"]
            )
            cells.append(f"<td {side}>{quantity.render(lang, html=True, spec=how[column])}</td>")
            plain.append(quantity.render(lang, spec=how[column]))
        rank = f' class="nth{ranks[len(body)]}"' if ranks else ""
        body.append(f"<tr{rank}>{''.join(cells)}</tr>")
        text.append("\t".join(plain))
    caption = spec.title.render(lang, html=True)
    more = ""
    if len(frame) < len(spec.rows):
        left = msg(
            "{shown} of {all} rows are shown.",
            shown=Quantity(len(frame), "count"),
            all=Quantity(len(spec.rows), "count"),
        )
        more = f'<p class="more">{left.render(lang, html=True)}</p>'
    html = f'<div class="course-table"{mark}><table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table>{more}</div>'
    return Html(html, "\n".join(text))


def alike_columns(frame: pd.DataFrame, units: Mapping[str, str]) -> dict[str, str]:
    """How the numbers of each column are written (:func:`helpers.quantity.alike`): an estimate and the ends of its
    interval, columns side by side, in one way."""
    groups: list[list[str]] = []
    for name, unit in units.items():
        end = name in ("low", "high") or name.endswith(("_low", "_high"))
        if end and groups and units[groups[-1][-1]] == unit:
            groups[-1].append(name)
        else:
            groups.append([name])
    return {
        name: alike([value for one in group for value in frame[one]], units[name]) for group in groups for name in group
    }


#: A number of any unit as a text: a column of those stands to the right as numbers do.
NUMERAL = re.compile(
    r"[<−]?(?:[A-Z]{3} )?\d[\d.,]*(?: ?(?:%|[A-Za-z]{1,3}|[亿万]?(?:元| ?[A-Z]{3})|个百分点|percentage points))?"
)


def _numerals(cells: Iterable, lang: str) -> bool:
    """Whether all that a column of texts holds are numbers, and one of them has a unit or decimals (codes have neither)."""
    told = [spoken(value, lang).strip() for value in cells if not is_missing(value) and value not in ("", "–")]
    return any(re.search(r"[.%A-Z元]", one) for one in told) and all(NUMERAL.fullmatch(one) for one in told)


def cell(value, unit: str, currency: str) -> Quantity:
    """A table cell as a quantity. A :class:`Message` in a text column is put into words."""
    if unit == "text" and isinstance(value, str) and value.startswith(WORD):
        return _Word(value, "text")
    return Quantity(None if is_missing(value) else value, unit, currency=currency if unit == "money" else None)


#: Prefix of a cell that holds a sentence of ours (a message id) and not text from data.
WORD = "\u2060msg:"


#: Stands between the sentence and the values of its gaps, where it has any.
GAPS = "\u2063"


def word(message: Message) -> str:
    """A sentence of ours as a table cell; it is translated, and its gaps filled, when shown."""
    if not message.args:
        return WORD + message.msgid
    from helpers.wire import encode

    return WORD + message.msgid + GAPS + json.dumps(encode(dict(message.args)), ensure_ascii=False)


def sentence(cell: str) -> Message:
    """The sentence that :func:`word` put into a cell."""
    msgid, _, gaps = cell[len(WORD) :].partition(GAPS)
    if not gaps:
        return Message(msgid)
    from helpers.wire import decode

    return Message(msgid, decode(json.loads(gaps)))


def spoken(cell: object, lang: str | None = None) -> str:
    """A table cell in words: a sentence of ours translated, its gaps filled; text from data in the company's own words
    for the reader's language where it has them (:func:`helpers.language.said`), else as it is."""
    if isinstance(cell, str) and cell.startswith(WORD):
        return sentence(cell).render(lang)
    return said(str(cell), lang)


class _Word(Quantity):
    def render(self, lang: str | None = None, *, html: bool = False, spec: str = "") -> str:
        said = sentence(self.value).render(lang, html=html)
        return coded(said) if html else said


def coded(html: str) -> str:
    """HTML in which what stands between backquotes is set as code."""
    return re.sub(r"`([^`<>]+)`", r"<code>\1</code>", html)


def findings(result: StationResult, *ids: str, lang: str | None = None) -> Html:
    """The findings that lead a result (or those named): claim, how sure and why, what to do.

    The rest is folded under the questions of the station's lesson, each group strongest first.
    """
    lang = lang or current()
    chosen = (
        [found for id in ids if (found := result.finding(id))] if ids else leading(result.findings, result.questions)
    )
    rest = [] if ids else [found for found in result.findings if found not in chosen]
    html = "".join(render_finding(found, lang) for found in chosen)
    text = "\n".join(f"■ {found.say(lang)}" for found in chosen)
    if not chosen:
        none = msg("The data at hand do not carry a finding here.").render(lang)
        html, text = f'<p class="course-none">{escape(none)}</p>', none
    if rest:
        more = msg("{n} more findings", n=Quantity(len(rest), "count"))
        parts = [f"<summary>{more.render(lang, html=True)}</summary>"]
        text += f"\n\n{more.render(lang)}"
        for question, group in grouped(rest, result.questions):
            if question is not None:
                parts.append(f'<p class="question"><strong>{escape(question.title.render(lang))}</strong></p>')
                text += f"\n{question.title.render(lang)}"
            parts += [render_finding(found, lang) for found in group]
            text += "".join(f"\n■ {found.say(lang)}" for found in group)
        html += f'<details class="long">{"".join(parts)}</details>'
    return Html(f'<div class="course-findings">{html}</div>', text)


class _Why:
    """The reason of a confidence, as something a sentence can hold."""

    def __init__(self, found: Finding):
        self.found = found

    def render(self, lang: str | None = None, *, html: bool = False, spec: str = "") -> str:
        return self.found.why(lang, html=html)


def render_finding(found: Finding, lang: str) -> str:
    sure = msg("How sure: {level}. {why}", level=LEVEL_WORDS[found.confidence.level], why=_Why(found))
    parts = [
        f'<p class="claim"><strong>{found.say(lang, html=True)}</strong></p>',
        f'<p class="sure">{sure.render(lang, html=True)}</p>',
    ]
    if found.action:
        label = escape(msg("What to do:").render(lang))
        parts.append(f'<p class="do"><strong>{label}</strong> {coded(found.advise(lang, html=True))}</p>')
    method = escape(f"{found.method.render(lang)} · {found.source}")
    parts.append(f'<p class="method"><small>{method}</small></p>')
    return f'<article class="finding" data-finding="{escape(found.id, quote=True)}">{"".join(parts)}</article>'


def notes(result: StationResult, lang: str | None = None) -> Html:
    """Assumptions and warnings of a result."""
    lang = lang or current()
    items = [*result.warnings, *result.assumptions]
    html = "".join(f"<li>{coded(item.render(lang, html=True))}</li>" for item in items)
    return Html(f'<ul class="course-notes">{html}</ul>', "\n".join(f"- {item.render(lang)}" for item in items))


def rules(
    result: StationResult, lang: str | None = None, names: Iterable[str] | None = None, coded: bool = True
) -> Html:
    """Rules in force (or those named), each with where its value came from and, if ``coded``, the name to change it by."""
    lang = lang or current()
    heads = [(msg("Rule"), "l"), *([(msg("Name"), "l")] if coded else []), (msg("Value"), "r"), (msg("From"), "l")]
    head = "".join(f'<th scope="col" {SIDES[side]}>{escape(h.render(lang))}</th>' for h, side in heads)
    rows, text = [], []
    chosen = None if names is None else set(names)
    for rule in result.rules.schema:
        if chosen is not None and rule.name not in chosen:
            continue
        origin, shown = ORIGINS[result.rules.origin(rule.name)].render(lang), in_force(result, rule, coded)
        title = rule.title.render(lang)
        name = f"<td {SIDES['l']}><code>{rule.name}</code></td>" if coded else ""
        rows.append(
            f"<tr><td {SIDES['l']}>{escape(title)}</td>{name}<td {SIDES['r']}>{shown.render(lang, html=True)}</td><td {SIDES['l']}>{escape(origin)}</td></tr>"
        )
        text.append(f"{title} [{rule.name}]: {shown.render(lang)} ({origin})")
    html = (
        '<div class="course-table course-rules">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
    return Html(html, "\n".join(text))


def in_force(result: StationResult, rule: Rule, coded: bool = True) -> Quantity:
    """A rule's value as it is shown; one of its choices with the word to choose it by if ``coded``."""
    value = result.rules[rule.name]
    if isinstance(value, bool):
        return _Word(word(msg("yes") if value else msg("no")), "text")
    if rule.choices and value in CHOICES:
        if not coded:
            return _Word(word(CHOICES[value]), "text")
        return _Word(word(msg("{meaning} ({value})", meaning=CHOICES[value], value=Quantity(value, "id"))), "text")
    return Quantity(value, "text" if rule.choices or isinstance(value, str) else rule.unit)
