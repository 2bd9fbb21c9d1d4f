"""Which column is which field: proposals by name and content, each with its confidence.

The rule, stated: with *n* for how alike the header is to a known one (1 is the same), *c* for the share of cells
that fit the field's kind, and *m* for the distance to the next best column (0 none, 1 a quarter or more),

* a known header counts 0.95 where at least half of its cells fit (or it has none), else 0.5;
* any other counts 0.5 *n* + 0.35 *c* + 0.15 *m*, and without a likeness in the name 0.35 *c* + 0.15 *m*, so that
  content alone does not decide;
* a column of which four in five different cells are codes or names of the ledger's customers counts as their column
  with *n* = 0.9, whatever it is called: two such columns are asked about;
* a column called like the customer's counts at most 0.8 where none of five or more cells is a customer of the order lines;
* the one column of a sheet that holds days counts at least 0.9 as the day that each row must have, unless its header
  is known to mean another day;
* a header that one system's mapping names counts 0.97;
* of an invoice's money what is owed, with tax, is taken, of a payment's what is applied to the invoice, where one column
  says that it is that;
* what a person said counts 1.

What reaches :data:`TAKEN` is taken unattended; what reaches :data:`PROPOSED` is proposed to a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.intake.columns import concepts, content, nouns, words
from helpers.intake.columns.content import Look
from helpers.intake.columns.header import forms, plain
from helpers.intake.columns.labels import alike, elsewhere, fields, unprefixed
from helpers.intake.files.source import tidy_text

#: Columns of a sheet above which headers that are only near another's are not looked for: it would take minutes.
WIDE = 300
TAKEN = 0.85
PROPOSED = 0.35
#: Closed lists whose unknown words are asked about one by one, not the column.
PLAIN_WORDS = ("kind", "status")
#: Share of cells that are the ledger's customers from which a column is taken for theirs.
OVERLAP = 0.8
#: Confidence at most of a column of customers of which the order lines name none.
DOUBTED = 0.8
#: A column of cells that do not fit is no proposal, whatever it is called.
LEAST_FIT = 0.3


@dataclass(frozen=True)
class Proposal:
    """One column proposed for one field.

    ``why`` is ``mapping`` (a person said so), ``system`` (a named system's header), ``name`` (a known header),
    ``alike`` (a header like a known one), ``likely`` (the same, taken unasked as nothing is computed from it), ``overlap`` (cells are the ledger's customers) or ``content``.
    """

    field: str
    position: int
    header: str
    confidence: float
    why: str
    samples: tuple[str, ...] = ()


def samples(cells: pd.Series, number: int = 4) -> tuple[str, ...]:
    """The commonest cells of a column, ties by text."""
    counts = tidy_text(cells).value_counts()
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(str(text)[:40] for text, _ in ordered[:number])


def weigh(
    names: Sequence[str],
    looks: Sequence[Look],
    table: str,
    system: Mapping[str, str] | None = None,
    customers: frozenset[str] = frozenset(),
) -> pd.DataFrame:
    """Confidence of every pairing of a field with a column: ``field, position, same, fit, rank, why, confidence``.

    Columns are proposed by their content alone only for fields the table cannot do without.
    """
    rows, sought, bare = [], needed(table), unprefixed(names)
    for position, name in enumerate(names):
        like = likeness(name, bare[position], table, len(names) <= WIDE)
        named = {field: header for field, header in (system or {}).items() if plain(header) == plain(name)}
        foreign = any(form in elsewhere() for form in forms(name))
        other = bool((concepts.said(name) or frozenset()) & concepts.TURNING)  # a salesman, a warehouse: no customer
        for field in fields(table):
            fit = content.fits(looks[position], content.kind_of(table, field), table, field)
            same, rank = like.get(field, (0.0, 99))
            if words.known(f"{table}.{field}"):
                if words.turned(f"{table}.{field}", name):
                    fit = 1.0 if all(words.yes_or_no(text) for text in looks[position].texts) else fit
                elif field in PLAIN_WORDS:
                    fit = 1.0 if fit else 0.5
                if fit < 0.5:
                    continue
            if (
                field == "customer"
                and table != "orders"
                and same < 1
                and not any(other >= 0.95 for name_, (other, _) in like.items() if name_ != "customer")
                and overlap(looks[position], customers) >= OVERLAP
            ):
                rows.append((field, position, 0.9, 1.0, 98, "overlap"))
            elif field in named:
                rows.append((field, position, 1.0, fit, -1, "system"))
            elif same == 1:
                rows.append((field, position, 1.0, fit, rank, "name"))
            elif same and fit >= LEAST_FIT:
                rows.append((field, position, same, fit, rank, "alike"))
            elif (
                field in sought
                and not like
                and not foreign
                and not other
                and fit >= 0.8
                and _tells(looks[position], table, field)
            ):
                rows.append((field, position, 0.0, fit, 99, "content"))
    rough = [0.5 * row[2] + 0.35 * row[3] for row in rows]
    confidence, rivals = [], _rivals(rows, rough)
    for n, (_, _, _, fit, _, why) in enumerate(rows):
        if why in ("name", "system"):
            confidence.append((0.97 if why == "system" else 0.95) if fit >= 0.5 else 0.5)
            continue
        margin = (rough[n] - rivals[n]) / 0.25
        confidence.append(rough[n] + 0.15 * min(max(margin, 0.0), 1.0))
    for n, (field, position, *_, why) in enumerate(
        rows
    ):  # a column of customers whom no order line knows is asked about
        if field == "customer" and why in ("name", "alike") and _strangers(looks[position], table, customers):
            confidence[n] = min(confidence[n], DOUBTED)
    for n in _only_day(rows, looks, table):
        confidence[n] = max(confidence[n], 0.9)
    frame = pd.DataFrame(rows, columns=["field", "position", "same", "fit", "rank", "why"])
    return frame.assign(confidence=pd.Series(confidence, dtype="float64"))


def _rivals(rows: Sequence[tuple], rough: Sequence[float]) -> list[float]:
    """Of each pairing the best other one of its field or of its column; 0 where there is none."""
    best: dict[tuple[str, object], list[tuple[float, int]]] = {}
    for n, row in enumerate(rows):
        for key in (("field", row[0]), ("column", row[1])):
            best.setdefault(key, []).append((rough[n], n))
    top = {key: sorted(found, reverse=True)[:2] for key, found in best.items()}
    return [
        max((value for key in (("field", row[0]), ("column", row[1])) for value, m in top[key] if m != n), default=0.0)
        for n, row in enumerate(rows)
    ]


def _strangers(seen: Look, table: str, customers: frozenset[str]) -> bool:
    """Whether none of a column's cells is one of the ledger's customers, where each row must be of one."""
    if table in ("orders", "customers", "members") or len(customers) < 3 or len(seen.texts) < 5:
        return False
    return overlap(seen, customers) == 0


def _tells(seen: Look, table: str, field: str) -> bool:
    """Whether the cells of a column can make it a field by themselves: those that are all alike name nothing."""
    same = seen.kinds == 1 and seen.distinct < 0.2
    return bool(seen.kinds) and not (same and content.kind_of(table, field) in ("id", "text"))


def _only_day(rows, looks: Sequence[Look], table: str) -> list[int]:
    """The pairing of the day that each row of a table must have with the one column of the sheet that holds days."""
    days = [n for n, seen in enumerate(looks) if seen.date + seen.bare_date > 0.2]
    if len(days) != 1 or looks[days[0]].date < 0.95 or looks[days[0]].filled < 0.9:
        return []
    asked = [field for field in needed(table) if content.kind_of(table, field) == "date"]
    return [n for n, row in enumerate(rows) if len(asked) == 1 and row[0] == asked[0] and row[1] == days[0]]


def likeness(name: str, bare: str, table: str, near: bool = True) -> Mapping[str, tuple[float, int]]:
    """How alike a header is to each field's, with or without the word that all headers begin with; ``near``: also where
    one only contains the other or a slip of the hand tells them apart."""
    if name.startswith("#"):
        return {}
    found = dict(alike(name, table, near))
    if bare != name and concepts.suits(name.removesuffix(bare), table):
        for field, entry in alike(bare, table, near).items():
            if entry[0] > found.get(field, (0.0, 0))[0]:
                found[field] = entry
    if any(same == 1 for same, _ in found.values()):
        found = {field: entry for field, entry in found.items() if entry[0] == 1}
    return found


def overlap(seen: Look, customers: frozenset[str]) -> float:
    """Share of a column's cells that are codes or names of the ledger's customers; 0 below three different ones."""
    if len(customers) < 3 or len(seen.texts) < 3:
        return 0.0
    return sum(text.strip() in customers for text in seen.texts) / len(seen.texts)


#: Money that a rule prefers: of receivables what is owed, with tax; of payments what is applied to the invoice.
MEANT = {("invoices", "amount"): "taxed", ("payments", "paid"): "applied"}
#: What a header of such money may say besides.
SAID = frozenset(
    {"amount", "taxed", "applied", "paid", "invoice", "doc", "payable", "sale", "name", "code", "untaxed", "local"}
)


def meant(table: str, field: str, header: str) -> bool:
    """Whether a header says that a column is the money that a rule prefers for a field."""
    return MEANT.get((table, field), "-") in nouns.read(header).said


def _rule(
    found: dict[str, Proposal], names: Sequence[str], body, table: str, looks: Sequence[Look], given: set[int]
) -> None:
    """Take the money that a rule prefers, where a column says it is that; leave out what says it is net of tax."""
    for (home, field), concept in MEANT.items():
        taken = found.get(field)
        if home != table or (
            taken is not None and (taken.position in given or concept in nouns.read(taken.header).said)
        ):
            continue
        used = {p.position for p in found.values() if p.confidence >= TAKEN and p.field != field}
        better = [
            at
            for at, name in enumerate(names)
            if at not in used
            and concept in (said := nouns.read(name).said)
            and said <= SAID
            and looks[at].number > 0.9
            and looks[at].date < 0.2
        ]
        if len(better) == 1:
            at = better[0]
            found[field] = Proposal(field, at, names[at], 0.95, "alike", samples(body[at]))


def needed(table: str) -> tuple[str, ...]:
    """Fields that a table, or the ledger, cannot do without."""
    from helpers.company.schema import tables

    if table == "orders":
        return ("doc_no", "date", "customer", "customer_name", "product", "product_name", "quantity", "amount")
    return tables()[table].required_names if table in tables() else ("invoice_no", "paid_on", "paid")


def assign(
    names: Sequence[str],
    body: pd.DataFrame,
    table: str,
    given: Mapping[str, str] | None = None,
    system: Mapping[str, str] | None = None,
    looks: Sequence[Look] | None = None,
    customers: frozenset[str] = frozenset(),
) -> list[Proposal]:
    """The best column for each field, every column once.

    Parameters
    ----------
    names
        Header texts by position; positions without one are called ``#1``, ``#2`` …
    body
        Cells below the header, as text.
    given
        Field → header, as a person said: not weighed.
    system
        Field → header, as a named system calls them.

    Returns
    -------
    list of Proposal
        In the order of the table's fields, of confidence :data:`PROPOSED` or more.
    """
    from scipy.optimize import linear_sum_assignment

    looks = looks or [content.look(body[position]) for position in body.columns]
    found: dict[str, Proposal] = {}
    taken: set[int] = set()
    for field, header in (given or {}).items():
        position = next((n for n, name in enumerate(names) if name == header or plain(name) == plain(header)), None)
        if position is not None and field in fields(table):
            found[field] = Proposal(field, position, names[position], 1.0, "mapping", samples(body[position]))
            taken.add(position)
    pairs = weigh(names, looks, table, system, customers)
    pairs = pairs[~pairs["position"].isin(taken) & ~pairs["field"].isin(set(given or {}))]
    pairs = pairs[pairs["confidence"] >= PROPOSED]
    if len(pairs):
        rows, columns = sorted(set(pairs["field"])), sorted(set(pairs["position"]))
        gain = np.zeros((len(rows), len(columns)))
        best: dict[tuple[int, int], object] = {}
        for pair in pairs.itertuples(index=False):
            at = rows.index(pair.field), columns.index(pair.position)
            # A known header outweighs any likeness; among known ones the better filled, then the better known.
            worth = pair.confidence + (1.0 if pair.why in ("name", "system") else 0.0)
            worth += 0.02 * looks[pair.position].filled - 0.001 * min(pair.rank, 60) - 1e-6 * pair.position
            if worth > gain[at]:
                gain[at], best[at] = worth, pair
        for at in zip(*linear_sum_assignment(gain, maximize=True), strict=True):
            if (pair := best.get(tuple(map(int, at)))) is not None:
                found[pair.field] = Proposal(
                    pair.field,
                    int(pair.position),
                    names[pair.position],
                    round(float(pair.confidence), 3),
                    pair.why,
                    samples(body[pair.position]),
                )
    _rule(found, names, body, table, looks, taken)
    order = list(fields(table))
    return sorted(found.values(), key=lambda proposal: order.index(proposal.field))
