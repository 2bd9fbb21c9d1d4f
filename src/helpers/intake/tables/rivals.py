"""Columns that could as well be a field that matters: asked about with both named, never chosen silently.

A question is asked where neither a stated rule nor a plainer header puts one column ahead of the others, and where the
cells make a difference. Rules that decide without asking, besides those of :mod:`helpers.intake.columns.settle`: an
order's or invoice's own plain number before one that says more of itself (of a channel, of the system); money after
discounts before money before them; what quantity × price gives before what it does not. Of receivables what is owed
with tax, of payments what is applied to the invoice: see :mod:`helpers.intake.columns.propose`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import pandas as pd

from helpers.errors import Problem
from helpers.intake.columns import content, nouns
from helpers.intake.columns.answers import Answers
from helpers.intake.columns.concepts import TURNING
from helpers.intake.columns.header import Header, paid
from helpers.intake.columns.propose import TAKEN, Proposal, likeness, meant, samples
from helpers.intake.columns.recognise import Guess, required
from helpers.intake.columns.settle import AGREES, ROWS, Columns, multiplied, of_day, own_key
from helpers.intake.files.source import Sheet
from helpers.intake.lines import of_line
from helpers.intake.lines.part import Part
from helpers.language import msg

#: Money before discounts; beside other money it is not what a sale came to.
BEFORE = re.compile(r"gross sales|before|原价|吊牌|优惠前|折前|折扣前|list|毛额|标价", re.IGNORECASE)
#: What a header of an amount may say to be a rival; with other words it is money of something else.
OF_AMOUNT = frozenset({"amount", "sale", "doc", "paid", "payable", "product", "discounted", "order_act", "our", "code", "invoice", "line_item", "customer", "actual"})  # fmt: skip
#: What a number may say besides the document it numbers, to be plain.
PLAIN = frozenset({"code", "sale", "order_act", "issue"})
#: Sums further apart than this many times are of different things: freight is no turnover.
APART = 5.0
#: Days that matter beside the required ones: a wrong one changes results.
DAYS = {"invoices": ("due_on", "paid_on"), "opportunities": ("expected_on",), "contracts": ("starts_on", "ends_on")}


def of_ledger(sheet: Sheet, header: Header, answers: Answers) -> list[Problem]:
    """Questions about the document, day, product and amount of order lines."""
    header = of_line.settled(Part(None, sheet, header), answers.ledger).header  # the line's own money, where that tells
    known = Columns(sheet, header.row, header.names, dict(header.columns), dict(header.how), {}, answers.ledger)
    if len(known.body) < 3:
        return []
    found = []
    for field, rivals in (("date", _days), ("doc_no", _documents), ("product", _products), ("amount", _amounts)):
        if not known.told(field) or header.how[field] == "content":
            continue
        taken = header.columns[field]
        if others := [at for at in rivals(known, header, taken) if known.free(at)]:
            found.append(question(sheet, header.row, "orders", field, [taken, *others], header.names))
    return found


def _differs(known: Columns, a: int, b: int) -> bool:
    return not known.cells(a).equals(known.cells(b))


def _parts_alike(known: Columns, a: int, b: int) -> bool:
    """Whether two columns part the rows alike: then it makes no difference which is taken."""
    one, two = known.cells(a), known.cells(b)
    both = one.notna() & two.notna()
    pairs = pd.DataFrame({"a": one[both], "b": two[both]}).drop_duplicates()
    return not pairs["a"].duplicated().any() and not pairs["b"].duplicated().any()


def _days(known: Columns, header: Header, taken: int) -> list[int]:
    """Other days on which a sale may be told, where the one taken is only of its payment or shipment."""
    if of_day(known.names[taken]) != "fulfilled":
        return []
    found = []
    for at, name in enumerate(known.names):
        seen = content.look(known.body[at]) if known.free(at) and of_day(name) in ("fulfilled", "made") else None
        if seen and max(seen.date, seen.bare_date) > 0.9 and seen.filled > 0.5 and _differs(known, taken, at):
            found.append(at)
    return found


def _numbered(noun: nouns.Noun) -> str:
    """The document that a header is the number of: ``doc`` or ``invoice``, or empty."""
    thing = noun.of if noun.kind in ("code", "") else ""
    return thing if thing in ("doc", "invoice") else ""


def _documents(known: Columns, header: Header, taken: int) -> list[int]:
    own = nouns.read(known.names[taken])
    found = []
    for at, name in enumerate(known.names):
        noun = nouns.read(name)
        if (
            not known.free(at)
            or not _numbered(noun)
            or noun.said & (TURNING | {"customer", "line_item", "paid", "kind", "status", "next", "former"})
        ):
            continue
        plain, others = _plain(own), _plain(noun)
        if (plain and not others) or (plain and plain == others) or nouns.against(name, "id", "doc_no"):
            continue
        seen = content.look(known.body[at])
        if (
            seen.coded > 0.8
            and seen.decimal < 0.2
            and seen.date < 0.2
            and seen.filled > 0.9
            and not _parts_alike(known, taken, at)
        ):
            found.append(at)
    return found


def _plain(noun: nouns.Noun) -> str:
    """The document that a header numbers and says nothing else of; empty where it says more."""
    things = noun.said - PLAIN
    return next(iter(things)) if noun.whole and len(things) == 1 and things <= {"doc", "invoice"} else ""


def _products(known: Columns, header: Header, taken: int) -> list[int]:
    called = known.cells(known.columns["product_name"]) if "product_name" in known.columns else None
    own = nouns.read(known.names[taken])
    found = []
    for at in known.candidates("product"):
        noun = nouns.read(known.names[at])
        seen, cells = content.look(known.body[at]), known.cells(at)
        if noun.kind != "code" or seen.coded < 0.8 or seen.filled < 0.9 or cells.nunique() < 2:
            continue
        if own.whole and not noun.whole or (called is not None and own_key(cells, called)):
            continue
        if not _parts_alike(known, taken, at):
            found.append(at)
    return found


def _amounts(known: Columns, header: Header, taken: int) -> list[int]:
    """Other money of a line that is not what the amount is, where nothing tells which is revenue."""
    if header.taxes or header.doubled or "amount_per" in known.mapping:
        return []
    name = known.names[taken]
    whole = _money(known, taken)
    if whole is None:
        return []
    of_lines = {"quantity", "price"} <= known.columns.keys()
    if of_lines and multiplied(known, known.columns["price"], taken) >= AGREES:
        return []
    others = set(header.others.get("amount", ()))
    found = []
    for at, other in enumerate(known.names):
        noun = nouns.read(other)
        named = (
            other in others
            or (noun.kind == "money" or not noun.kind and "paid" in noun.said)
            and noun.whole
            and noun.said <= OF_AMOUNT
        )
        if not known.free(at) or not named or noun.said & TURNING or (BEFORE.search(other) and not BEFORE.search(name)):
            continue
        sums = _money(known, at)
        if sums is None or not 1 / APART <= (sums.sum() or 1.0) / (whole.sum() or 1.0) <= APART:
            continue
        if (sums - whole).abs().le(0.01 * whole.abs()).mean() > 0.95:
            continue
        if of_lines:
            if multiplied(known, known.columns["price"], at) >= AGREES:
                found.append(at)
        elif paid(other) != paid(name) or other in others:
            found.append(at)
    return found


def _money(known: Columns, at: int) -> pd.Series | None:
    from helpers.intake.columns.settle import _floats

    cells = known.cells(at)
    if cells.isna().mean() > 0.5:
        return None
    values = _floats(cells)
    return values.fillna(0.0) if values.notna().sum() >= 0.9 * cells.notna().sum() else None


def of_table(
    sheet: Sheet, seen: Guess, kept: Sequence[Proposal], asked: Sequence[Proposal], answers: Answers
) -> list[Problem]:
    """Questions about the days and the money that another table needs."""
    table, body = seen.table, sheet.cells.iloc[seen.row + 1 :][:ROWS]
    said = answers.columns.get(table, {})
    used = {p.position for p in [*kept, *asked] if p.confidence >= TAKEN}
    fields = (*required(table), *DAYS.get(table, ()))
    found = []
    for proposal in kept:
        kind = content.kind_of(table, proposal.field)
        if proposal.field in said or proposal.why in ("mapping", "system") or kind not in ("date", "money"):
            continue
        if meant(table, proposal.field, proposal.header):
            continue
        if proposal.field not in (*fields, "amount"):
            continue
        level = likeness(proposal.header, proposal.header, table, False).get(proposal.field, (0.0, 0))[0]
        others = []
        for at, name in enumerate(seen.names):
            if at in used or at not in body or name.startswith("#"):
                continue
            same = likeness(name, name, table, False).get(proposal.field, (0.0, 0))[0]
            if same < 0.95 or (level == 1 and same < 1):
                continue
            fits = content.fits(content.look(body[at]), kind, table, proposal.field)
            if fits >= 0.8 and not body[at].equals(body[proposal.position]):
                others.append(at)
        if others:
            found.append(question(sheet, seen.row, table, proposal.field, [proposal.position, *others], seen.names))
    return found


def question(sheet: Sheet, row: int, table: str, field: str, columns: Sequence[int], names: Sequence[str]) -> Problem:
    """The question which of several columns a field is."""
    from helpers.intake.tables.sort import field_title, title

    body = sheet.cells.iloc[row + 1 :]
    return Problem(
        what=msg(
            "More than one column may be the {field} of the table {table}: {columns}.",
            field=field_title(table, field),
            table=title(table),
            columns=Examples(tuple((names[at], samples(body[at], 3)) for at in columns)),
        ),
        do=msg(
            'Say which: `--map "{key}={first}"` or `--map "{key}={second}"`; or --yes for the first.',
            key=f"{table}.{field}",
            first=names[columns[0]],
            second=names[columns[1]],
        ),
        file=sheet.label,
        row=int(sheet.lines.iloc[row]),
        column=", ".join(names[at] for at in columns),
        kind="ask-rivals",
    )


class Examples:
    """Columns with examples of their cells, as one gap of a message."""

    def __init__(self, entries: tuple[tuple[str, tuple[str, ...]], ...]):
        self.entries = entries

    def render(self, lang: str | None = None, *, html: bool = False, spec: str = "") -> str:
        from helpers.language import current

        lang = lang or current()
        inner = "、" if lang == "zh" else ", "
        form = "{!r}（{}）" if lang == "zh" else "{!r} ({})"
        said = ("；" if lang == "zh" else "; ").join(
            form.format(name, inner.join(cells)) for name, cells in self.entries
        )
        return escape(said) if html else said
