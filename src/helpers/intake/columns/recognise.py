"""Which table of the contract a sheet is, told by its headers, its cells and what it is called."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from helpers.company.schema import tables as contract
from helpers.intake.columns import content, nouns, systems
from helpers.intake.columns.header import DEPTH, _names, forms, plain
from helpers.intake.columns.labels import VIRTUAL, fields, known, raw, sought, unprefixed, words_of
from helpers.intake.columns.propose import TAKEN, WIDE, Proposal, assign, likeness
from helpers.intake.files.source import Sheet, tidy_text
from helpers.intake.values import numbers

#: What another column stands in for where a required one is not there.
STAND_INS = {
    ("customers", "customer"): ("name",),
    ("customers", "name"): ("customer",),
    ("products", "product"): ("name",),
    ("products", "name"): ("product",),
    ("contacts", "contact"): ("name",),
    ("opportunities", "opportunity"): ("name",),
    ("opportunities", "name"): ("opportunity",),
    ("contracts", "signed_on"): ("starts_on",),
    ("invoices", "issued_on"): (),
}
#: First and last name in columns of their own, as plain headers.
FIRST, LAST = ("firstname", "givenname", "forename", "名"), ("lastname", "surname", "familyname", "姓")
#: Required columns that a rule fills where no column holds them; the account tells so.
FILLED = {("activities", "kind"): "visit"}
#: A sheet is this much better told as one table than as the next, or a person is asked.
MARGIN = 1.0


@dataclass(frozen=True)
class Guess:
    """A sheet seen as one table.

    Attributes
    ----------
    row
        Position of the header among the sheet's rows.
    names
        Header texts by position.
    proposals
        Columns proposed for the table's fields.
    score
        How well the sheet fits the table; see :func:`score`.
    lacks
        Required fields for which no column reaches :data:`~helpers.intake.columns.propose.TAKEN`.
    system
        The named system whose headers these are, or empty.
    """

    table: str
    row: int
    names: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    score: float
    lacks: tuple[str, ...]
    system: str = ""

    @property
    def columns(self) -> dict[str, int]:
        return {proposal.field: proposal.position for proposal in self.proposals}

    @property
    def sure(self) -> dict[str, int]:
        """Field → position of the columns that may be taken unattended."""
        return {p.field: p.position for p in self.proposals if p.confidence >= TAKEN or p.why == "likely"}

    @property
    def doubtful(self) -> list[Proposal]:
        return [proposal for proposal in self.proposals if proposal.confidence < TAKEN]


def find_header(sheet: Sheet) -> tuple[int, tuple[str, ...]]:
    """Position of the header among the sheet's rows, and its names.

    The row with most headers that some one table knows; where none knows two, the first row of which at least two
    in three cells are filled and no filled one is a number or date.
    """
    rows = sheet.cells.head(DEPTH).to_numpy(dtype=object, na_value=None)
    best, most = -1, 1
    for position, row in enumerate(rows):
        texts = [cell for cell in row if isinstance(cell, str)]
        looked = [set(forms(text)) for text in texts]
        hits = max(
            (
                len({field for form in words for field, _ in known(table).get(form, ())})
                for table in (*sought(), "orders")
                for words in [{form for found in looked for form in found}]
            ),
            default=0,
        )
        hits = min(hits, len(texts))
        if hits > most:
            best, most = position, hits
    if best < 0:
        for position, row in enumerate(rows[:-1]):
            texts = [cell.strip() for cell in row if isinstance(cell, str) and cell.strip()]
            if len(texts) >= max(2, 0.66 * len(row)) and not any(_value(text) for text in texts):
                best = position
                break
    return best, _names(rows[best]) if best >= 0 else ()


def _value(text: str) -> bool:
    from helpers.intake.values import dates

    return numbers.parse(text)[0] is not None or dates.parse(text, "dmy")[0] is not None


def required(table: str) -> tuple[str, ...]:
    """Fields a sheet of the table must have."""
    if table in VIRTUAL:
        return ("invoice_no", "paid_on", "paid")
    return contract()[table].required_names


def lacking(table: str, have: Sequence[str]) -> tuple[str, ...]:
    """Required fields that neither a column nor a stand-in gives."""
    return tuple(
        field
        for field in required(table)
        if field not in have
        and not any(other in have for other in STAND_INS.get((table, field), ()))
        and (table, field) not in FILLED
    )


def guess(
    sheet: Sheet,
    table: str,
    given: Mapping[str, str] | None = None,
    header=None,
    looks=None,
    customers: frozenset[str] = frozenset(),
) -> Guess:
    """The sheet seen as one table."""
    row, names = header or find_header(sheet)
    body = sheet.cells.iloc[row + 1 :]
    system, named = systems.of(table, names)
    looks = looks or [content.look(body[position]) for position in body.columns]
    proposals = tuple(assign(names, body, table, given, named, looks, customers))
    found = Guess(table, row, names, proposals, 0.0, (), system)
    found = replace(found, lacks=lacking(table, [*found.sure, *("name" for _ in [0] if two_names(table, names))]))
    return replace(found, score=score(found, sheet, body))


def two_names(table: str, names: Sequence[str]) -> bool:
    """Whether contacts have first and last name in columns of their own."""
    plain_names = {plain(name) for name in names}
    return table == "contacts" and bool(plain_names & set(FIRST)) and bool(plain_names & set(LAST))


def score(seen: Guess, sheet: Sheet, body: pd.DataFrame) -> float:
    """How well a sheet fits a table.

    One point for each column taken, two for a required one, half of it for one only proposed by name; two more where
    file or sheet are called like the table, and for a key that stands in one row each; one and a half off for each
    header that says it is another table. Nothing at all where a group of the table's signs has no column, or where
    the sheet's own key is that of something else.
    """
    table, points = seen.table, 0.0
    for proposal in seen.proposals:
        worth = 2.0 if proposal.field in required(table) else 1.0
        points += worth if proposal.confidence >= TAKEN else 0.5 * worth if proposal.why != "content" else 0.0
    by_name = {p.field for p in seen.proposals if p.why != "content"}
    by_name |= {"name"} if two_names(table, seen.names) else set()
    called = is_called(sheet, table)
    signs = raw().get(table, {}).get("signs") or [[field] for field in required(table)]
    if any(not by_name & set(group) for group in signs):
        return 0.0
    if table == "invoices" and not by_name & {"due_on", "paid_on"} and not called:
        return 0.0  # a plain list of documents is a ledger: nothing in it is told to be owed
    if table not in raw() and lacking(table, list(seen.sure)):
        return 0.0
    against = {plain(word) for word in raw().get(table, {}).get("against", ())}
    used = {proposal.position for proposal in seen.proposals}
    points -= 1.5 * sum(
        any(form in against for form in forms(name)) for position, name in enumerate(seen.names) if position not in used
    )
    key = contract()[VIRTUAL.get(table, table)].key[:1] if table not in VIRTUAL else ()
    if key and key[0] in seen.sure:
        cells = tidy_text(body[seen.sure[key[0]]]).dropna()
        points += 2.0 if len(cells) and not cells.duplicated().any() else -2.0 if cells.duplicated().mean() > 0.2 else 0
    elif key and foreign_key(seen, body):
        return 0.0
    if table == "customers" and "name" in seen.sure:  # one row a customer: whoever is named again and again is none
        cells = tidy_text(body[seen.sure["name"]]).dropna()
        points -= 4.0 if len(cells) and cells.duplicated().mean() > 0.2 else 0.0
    return points + (2.0 if called else 0.0)


def foreign_key(seen: Guess, body: pd.DataFrame) -> bool:
    """Whether a column that is not the table's key identifies each row: then the sheet lists something else."""
    own = {position for field, position in seen.sure.items() if field in contract()[seen.table].key}
    for position, name in enumerate(seen.names):
        if position in own or name.startswith("#"):
            continue
        words = words_of(name)
        if not re.search(r"(?:编码|编号|代码|号码|号|id)$", plain(name)) and not {"id", "code", "no"} & set(words):
            continue
        if re.search(r"电话|手机|传真|邮|税号|账号|账户|身份证|序号|行号", name) or {
            "phone",
            "zip",
            "postal",
            "tax",
        } & set(words):
            continue
        noun = nouns.read(name)
        if noun.whole and noun.said == {"code"}:
            continue  # a mere ID is the sheet's own
        taken = next((p.field for p in seen.proposals if p.position == position and p.confidence >= TAKEN), "")
        if taken and (contract()[seen.table][taken].refers_to or contract()[seen.table][taken].kind != "category"):
            continue
        cells = tidy_text(body[position]).dropna()
        if len(cells) == len(body) and len(cells) > 1 and not cells.duplicated().any():
            return True
    return False


#: So many headers at least say the same as known ones of a table, or a person is asked whether it is that.
KNOWN = 2


def well_known(sheet: Sheet, seen: Guess) -> bool:
    """Whether a sheet's own name, system or headers tell its table, not only what its cells look like."""
    if seen.system or is_called(sheet, seen.table):
        return True
    bare = unprefixed(seen.names)
    same = [
        p
        for p in seen.proposals
        if p.why == "mapping" or likeness(p.header, bare[p.position], seen.table).get(p.field, (0.0, 0))[0] >= 0.95
    ]
    return len(same) >= KNOWN


def rivals(sheet: Sheet, best: Guess, other: Guess) -> bool:
    """Whether a sheet may as well be another table than the best: a person is asked.

    That is so where the other is nearly as well told, or where it has a column for all it must have, though some
    are in doubt, and neither name nor system of the sheet speaks for the best.
    """
    behind = best.score - other.score
    if behind < MARGIN and not other.lacks:
        return True
    proposed = [p.field for p in other.proposals if p.why != "content"]
    whole = not lacking(other.table, proposed) and len(other.sure) >= len(best.sure) - 1
    return whole and behind < 2 * MARGIN and not best.system and not is_called(sheet, best.table)


def is_called(sheet: Sheet, table: str) -> bool:
    """Whether the sheet, or the file where it has but one, is called like the table."""
    own = contract()[table].title if table not in VIRTUAL else None
    names = {plain(word) for word in raw().get(table, {}).get("names", ())} | {plain(table)}
    names |= {plain(own.zh), plain(own.en)} if own else set()
    for text in filter(None, (sheet.name, Path(sheet.file).stem)):
        bare = plain(re.sub(r"\d+|导出|列表|明细表?|export|list|data|final|副本|copy", " ", text, flags=re.IGNORECASE))
        if bare in names or any(plain(word) in names for word in re.split(r"[\W_\d]+", text) if word):
            return True
    return False


def _signed(table: str, names: Sequence[str], given: Mapping[str, str], customers: frozenset[str]) -> bool:
    """Whether each group of the table's signs has a column that is at least called alike."""
    bare = unprefixed(names)
    near = len(names) <= WIDE
    have = {field for name, short in zip(names, bare, strict=True) for field in likeness(name, short, table, near)}
    have |= set(given)
    have |= {"customer"} if customers else set()
    have |= {"name"} if two_names(table, names) else set()
    signs = raw().get(table, {}).get("signs") or [[field] for field in required(table)]
    return all(have & set(group) for group in signs)


def candidates(
    sheet: Sheet,
    given: Mapping[str, Mapping[str, str]] | None = None,
    customers: frozenset[str] = frozenset(),
    among: Container[str] | None = None,
) -> list[Guess]:
    """The sheet seen as every table it may be (``among`` these), best first; tables that it cannot be are left out."""
    header = find_header(sheet)
    if header[0] < 0 or len(sheet.cells) <= header[0] + 1:
        return []
    body = sheet.cells.iloc[header[0] + 1 :]
    looks = [content.look(body[position]) for position in body.columns]
    asked = [table for table in sought() if among is None or table in among]
    possible = [table for table in asked if _signed(table, header[1], (given or {}).get(table, {}), customers)]
    found = [guess(sheet, table, (given or {}).get(table), header, looks, customers) for table in possible]
    found = [entry for entry in found if entry.score > 0 and set(required(entry.table)) & set(fields(entry.table))]
    return sorted(found, key=lambda entry: (-entry.score, sought().index(entry.table)))
