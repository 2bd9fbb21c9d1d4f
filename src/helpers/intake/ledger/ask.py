"""What an import must not guess: the order of day and month, the decimal mark, the currency."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from helpers.company.profile import Profile
from helpers.errors import IntakeError, Problem
from helpers.intake.columns.answers import as_list
from helpers.intake.columns.header import currency_in, paid, plain
from helpers.intake.files.source import tidy_text
from helpers.intake.lines.deductions import form_of
from helpers.intake.lines.part import Part
from helpers.intake.lines.totals import LABEL
from helpers.intake.values import dates, numbers
from helpers.language import msg

NUMBERS = ("quantity", "amount", "price", "cost", "unit_cost", "discount_amount", "refund")


#: Headers of amounts already converted to the company's own currency.
BASE = r"本位币|本币|人民币金额"


def all_at_once(
    parts: list[Part], profile: Profile, mapping: Mapping[str, Any]
) -> tuple[list[str], list[dict[str, str]], list[str]]:
    """For each part the order of day and month, the decimal marks and the form of discounts.

    Raises
    ------
    IntakeError
        With everything that must be asked, so that one answer is enough.
    """
    problems: list[Problem] = []

    def tried(question: Callable[[], Any], otherwise: Any = None) -> Any:
        try:
            return question()
        except IntakeError as error:
            problems.extend(error.problems)
            return otherwise

    tried(lambda: which_amount(parts, profile.revenue_basis))
    tried(lambda: summaries(parts, mapping))
    tried(lambda: repeated(parts, mapping))
    tried(lambda: masked(parts))
    tried(lambda: one_currency(parts, profile.currency))
    orders = tried(lambda: date_orders(parts, mapping.get("date_order")), [""] * len(parts))
    marks = tried(lambda: decimal_marks(parts, mapping.get("decimal")), [{} for _ in parts])
    forms = tried(lambda: discount_forms(parts, marks, mapping.get("discount_form")), [""] * len(parts))
    if problems:
        raise IntakeError(problems)
    return orders, marks, forms


def _same_column(parts: list[Part], field: str) -> dict[tuple[str, str], list[int]]:
    """Parts whose column for a field has the same file and header: what one sheet tells holds for all."""
    groups: dict[tuple[str, str], list[int]] = {}
    for position, part in enumerate(parts):
        if field in part.header.columns:
            groups.setdefault((part.source.file, part.header.name(field)), []).append(position)
    return groups


def date_orders(parts: list[Part], given: Any) -> list[str]:
    """For each part, how dates such as 05/01/2024 are meant.

    Raises
    ------
    IntakeError
        When a column does not tell and the mapping does not say.
    """
    answers, problems = [""] * len(parts), []
    for (_, name), members in _same_column(parts, "date").items():
        cells = pd.concat([parts[position].cells("date") for position in members], ignore_index=True)
        order = dates.order_of(cells)
        sheets = [parts[position].sheet for position in members]
        names = [*(name for sheet in sheets for name in (sheet.label, sheet.name)), sheets[0].file]
        order = dates.settled(cells, order, given, filter(None, names))
        if order == "?":
            part = parts[members[0]]
            first = dates.ambiguous_example(part.cells("date"))
            problems.append(
                Problem(
                    what=msg(
                        "{value} can be read in more than one way: day or month first.",
                        value=repr(part.cells("date").iloc[first]),
                    ),
                    do=msg("Say it in the mapping: `date_order: dmy` (day first) or `date_order: mdy` (month first).")
                    if len(parts) == 1
                    else msg(
                        "Say it in the mapping: `date_order: dmy` (day first) or `date_order: mdy` (month first), for this file alone: `--map date_order={file}:dmy`. Files whose dates tell their order themselves keep it.",
                        file=part.sheet.file,
                    ),
                    file=part.sheet.label,
                    row=int(part.lines.iloc[first]),
                    column=name,
                    kind="ask-date-order",
                )
            )
        for position in members:
            answers[position] = order
    if problems:
        raise IntakeError(problems)
    return answers


def decimal_marks(parts: list[Part], given: str | None) -> list[dict[str, str]]:
    """For each part, the decimal mark of each of its number columns.

    Raises
    ------
    IntakeError
        When a column does not tell and the mapping does not say.
    """
    answers: list[dict[str, str]] = [{} for _ in parts]
    problems = []
    shown = {
        (at, field): numbers.evidence(part.cells(field))
        for at, part in enumerate(parts)
        for field in NUMBERS
        if field in part.header.columns
    }
    proof = _proof(parts, shown)
    for field in NUMBERS:
        for (_, name), members in _same_column(parts, field).items():
            part = parts[members[0]]
            cells = pd.concat([parts[position].cells(field) for position in members], ignore_index=True)
            mark, proved = shown[members[0], field] if len(members) == 1 else numbers.evidence(cells)
            if part.source.kind == "excel" and not cells.str.contains(",").any():
                mark = "."
            known = proof.get(part.source.file, "")
            if known and (mark == "?" or (mark == "." and not proved)):
                mark = known
            mark = given or mark
            if mark == "?":
                doubtful = part.cells(field).str.contains(r"[.,]", regex=True).fillna(False).to_numpy().argmax()
                problems.append(
                    Problem(
                        what=msg(
                            "{value}: does the point or the comma stand before the decimals? The column does not tell.",
                            value=repr(part.cells(field).iloc[doubtful]),
                        ),
                        do=msg("Say it in the mapping: `decimal: '.'` or `decimal: ','`."),
                        file=part.sheet.label,
                        row=int(part.lines.iloc[doubtful]),
                        column=name,
                        kind="ask-decimal",
                    )
                )
            for position in members:
                answers[position][field] = mark
    if problems:
        raise IntakeError(problems)
    return answers


def _proof(parts: list[Part], shown: Mapping[tuple[int, str], tuple[str, bool]]) -> dict[str, str]:
    """File → decimal mark that its other columns prove: one system writes all its numbers alike."""
    found: dict[str, set[str]] = {}
    for (at, _), (mark, proved) in shown.items():
        if parts[at].source.kind != "excel" and (mark == "," or proved):
            found.setdefault(parts[at].source.file, set()).add(mark)
    return {file: marks.pop() for file, marks in found.items() if len(marks) == 1 and "?" not in marks}


def which_amount(parts: list[Part], basis: str = "unknown") -> None:
    """Refuse to choose between an amount with and one without tax, or between two columns of one name.

    Raises
    ------
    IntakeError
        With every sheet that has to be asked about.
    """
    problems = []
    for part in parts:
        header = part.header
        line = int(part.sheet.lines.iloc[header.row])
        if header.doubled:
            problems.append(
                Problem(
                    what=msg("Two columns are called {name}, and hold different values.", name=repr(header.doubled[0])),
                    do=msg(
                        "Say in the mapping which is the amount: `amount: {name}` or `amount: {other}`.",
                        name=header.doubled[0],
                        other=header.doubled[1],
                    ),
                    file=part.sheet.label,
                    row=line,
                    column=header.doubled[0],
                    kind="ask-amount",
                )
            )
        elif header.taxes and not _alike(part, header.taxes):
            without, taxed = header.taxes
            problems.append(
                Problem(
                    what=msg(
                        "The sheet has money without tax ({without}) and with tax ({taxed}); revenue can only be one of them.",
                        without=without,
                        taxed=taxed,
                    ),
                    do=msg("Say which: `--tax excluded` or `--tax included`."),
                    file=part.sheet.label,
                    row=line,
                    kind="ask-tax",
                )
            )
        elif basis == "unknown" and (owed := _credit(part)):
            problems.append(
                Problem(
                    what=msg(
                        "{paid} is zero in many lines that have {owed}: revenue can be what was sold or what was received.",
                        paid=header.name("amount"),
                        owed=owed,
                    ),
                    do=msg(
                        "Say which: `--basis ordered` or `--basis paid`, or name the column: `amount: {owed}`.",
                        owed=owed,
                    ),
                    file=part.sheet.label,
                    row=line,
                    column=header.name("amount"),
                    kind="ask-basis",
                )
            )
    if problems:
        raise IntakeError(problems)


#: Share of lines without receipt from which what was sold and what was received are two things.
UNPAID = 0.05


def _credit(part: Part) -> str:
    """The header of what was sold, where the amount taken is what was received and often nothing was."""
    header = part.header
    if header.how.get("amount") != "name" or "status" in header.columns or not paid(header.name("amount")):
        return ""
    for name in header.others.get("amount", ()):
        if not paid(name):
            body = part.body
            sold = numbers.read_numbers(tidy_text(body[header.names.index(name)]), "").values
            got = numbers.read_numbers(part.cells("amount"), "").values
            rows = [(a, b) for a, b in zip(sold, got, strict=True) if a]
            if rows and sum(not b for _, b in rows) > UNPAID * len(rows):
                return name
    return ""


def summaries(parts: list[Part], mapping: Mapping[str, Any]) -> None:
    """Refuse to add a sheet without document numbers to sheets of the same workbook that have them.

    Raises
    ------
    IntakeError
        With every such sheet that the mapping does not say to read or skip, and that has a month of theirs.
    """
    numbered = {part.source.file for part in parts if "doc_no" in part.header.columns}
    wanted = as_list(mapping.get("read_sheets"))
    problems = [
        Problem(
            what=msg("The sheet has no document numbers, others of the workbook have: it may sum up the same sales."),
            do=msg(
                "Say it in the mapping: `skip_sheets: {sheet}` to leave it out, `read_sheets: {sheet}` to add it.",
                sheet=part.sheet.name,
            ),
            file=part.sheet.label,
            row=int(part.sheet.lines.iloc[part.header.row]),
            kind="ask-sheet",
        )
        for part in parts
        if part.source.file in numbered
        and "doc_no" not in part.header.columns
        and part.sheet.name not in wanted
        and not _other_months(part, parts)
    ]
    if problems:
        raise IntakeError(problems)


#: Share of a sheet's customers and amounts that stand in a numbered sheet from which it repeats it, and so many at least.
AGAIN, LEAST = 0.8, 5


def repeated(parts: list[Part], mapping: Mapping[str, Any]) -> None:
    """Refuse to add a file without document numbers whose customers and amounts nearly all stand in one that has them.

    Raises
    ------
    IntakeError
        With every such sheet that the mapping does not say to read or skip.
    """
    wanted = [*as_list(mapping.get("read_sheets"))]
    numbered = [part for part in parts if "doc_no" in part.header.columns]
    problems = _other_level(numbered, wanted)
    for part in parts:
        if "doc_no" in part.header.columns or {part.sheet.name, part.sheet.file} & set(wanted):
            continue
        own = _money_of(part)
        for other in numbered:
            if other.source.file != part.source.file and len(own) >= LEAST:
                theirs = _money_of(other)
                if sum((own & theirs).values()) >= AGAIN * sum(own.values()):
                    problems.append(
                        Problem(
                            what=msg("Nearly all customers and amounts of the sheet ({share} of {count}) stand in {other}, too, which has document numbers: it most likely repeats the same sales, which would be counted twice.", share=sum((own & theirs).values()), count=sum(own.values()), other=other.sheet.label),
                            do=msg("To leave it out: `--map tables={sheet}:skip`; if these are sales besides: `--map read_sheets={name}`.", sheet=part.sheet.label, name=part.sheet.name or part.sheet.file),
                            file=part.sheet.label,
                            row=int(part.sheet.lines.iloc[part.header.row]),
                            kind="ask-sheet",
                        )
                    )  # fmt: skip
                    break
    if problems:
        raise IntakeError(problems)


def _other_level(numbered: list[Part], wanted: list[str]) -> list[Problem]:
    """Files of one row a document whose documents are nearly all in another file with several: payments of orders, say."""
    docs = [tidy_text(part.cells("doc_no")).dropna() for part in numbered]
    problems = []
    for part, own in zip(numbered, docs, strict=True):
        if len(own) < LEAST or own.duplicated().mean() > 1 - AGAIN or {part.sheet.name, part.sheet.file} & set(wanted):
            continue
        for other, theirs in zip(numbered, docs, strict=True):
            lines = theirs[theirs.isin(own)]
            if other.source.file == part.source.file or len(lines) <= own.isin(theirs).sum():
                continue
            if own.isin(theirs).mean() >= AGAIN:
                problems.append(
                    Problem(
                        what=msg("The sheet has a row for each document, and {other} has lines of nearly all the same documents ({share} of {count}): together they would be counted twice.", other=other.sheet.label, share=int(own.isin(theirs).sum()), count=len(own)),
                        do=msg("To leave it out: `--map tables={sheet}:skip`, or say what it is (`payments`, `invoices`) instead of `skip`; if these are sales besides: `--map read_sheets={name}`.", sheet=part.sheet.label, name=part.sheet.name or part.sheet.file),
                        file=part.sheet.label,
                        row=int(part.sheet.lines.iloc[part.header.row]),
                        kind="ask-sheet",
                    )
                )  # fmt: skip
                break
    return problems


def _money_of(part: Part) -> Counter:
    """Customers (as plain text) with their amounts, each as often as it stands."""
    name = "customer_name" if "customer_name" in part.header.columns else "customer"
    if "amount" not in part.header.columns:
        return Counter()
    cells = part.cells("amount")
    mark = numbers.mark_of(cells)
    values = numbers.read_numbers(cells, "", "." if mark == "?" else mark).values
    rows = zip(part.cells(name), values, part.cells("date").notna(), strict=True)
    return Counter((plain(who), value) for who, value, dated in rows if isinstance(who, str) and value and dated)


#: Share of customers' names written with asterisks from which they name nobody.
MASKED = 0.5


def masked(parts: list[Part]) -> None:
    """Refuse names such as 张** as customers, under each of which stand many people, unless a person named the column.

    Raises
    ------
    IntakeError
        With every such sheet.
    """
    problems = []
    for part in parts:
        header = part.header
        if "customer" in header.columns or header.how.get("customer_name") in (None, "mapping"):
            continue
        cells = tidy_text(part.cells("customer_name")).dropna()
        stars = cells.str.contains(r"\*|＊", regex=True)
        if len(cells) < LEAST or stars.mean() < MASKED:
            continue
        others = [
            name
            for n, name in enumerate(header.names)
            if n not in header.columns.values()
            and re.search(r"手机|电话|phone|mobile|买家|会员|buyer|openid|open id", name, re.I)
        ]
        problems.append(
            Problem(
                what=msg("The customers are masked names ({samples}): {count} different ones in {rows} lines, each of them many people. Counted so, few customers would seem to buy very often.", samples=", ".join(cells[stars].drop_duplicates().head(3)), count=cells.nunique(), rows=len(cells)),
                do=msg("Ask the platform for a buyer's number. For lack of it say which column comes nearest: `--map customer={other}`, or keep the names: `--map customer_name={name}`.", other=others[0] if others else "…", name=header.name("customer_name")),
                file=part.sheet.label,
                row=int(part.sheet.lines.iloc[header.row]),
                column=header.name("customer_name"),
                kind="ask-masked",
            )
        )  # fmt: skip
    if problems:
        raise IntakeError(problems)


def _other_months(part: Part, parts: list[Part]) -> bool:
    """Whether a sheet of goods has all its days in months in which no numbered sheet of its workbook has one."""
    if not {"product", "product_name"} & part.header.columns.keys():
        return False
    own = _months(part)
    others = [p for p in parts if p.source.file == part.source.file and "doc_no" in p.header.columns]
    return bool(own) and not any(own & _months(other) for other in others)


def _months(part: Part) -> set[tuple[int, int]]:
    """Months of a sheet's days, of either order where that is in doubt."""
    cells = part.cells("date").dropna().drop_duplicates()
    order = dates.order_of(cells)
    return {
        (day.year, day.month)
        for text in cells
        for way in (("dmy", "mdy") if order == "?" else (order,))
        if (day := dates.parse(text, way)[0])
    }


def _alike(part: Part, names: tuple[str, ...]) -> bool:
    """Whether two columns hold the same cells: then it does not matter which is taken."""
    first, second = (part.body[part.header.names.index(name)] for name in names)
    return first.equals(second.set_axis(first.index)) if len(first) else True


def discount_forms(parts: list[Part], marks: list[dict[str, str]], given: str | None) -> list[str]:
    """For each part, how its discount column is written; see :func:`helpers.intake.lines.deductions.form_of`.

    Raises
    ------
    IntakeError
        When amounts have to be computed with a discount that can be read in more than one way.
    """
    answers, problems = [], []
    for part, mark in zip(parts, marks, strict=True):
        header = part.header
        form = ""
        if "discount" in header.columns:
            form = form_of(part.cells("discount"), header.name("discount"), mark.get("amount", mark.get("price", ".")))
            form = given if given and form else form
        computed = "amount" not in header.columns and {"quantity", "price"} <= set(header.columns)
        if form == "?" and computed:
            cells = part.cells("discount")
            first = int(cells.notna().to_numpy().argmax())
            problems.append(
                Problem(
                    what=msg(
                        "{value}: is this the share or percentage taken off, the share that is paid, or an amount?",
                        value=repr(cells.iloc[first]),
                    ),
                    do=msg(
                        "Say it in the mapping: `discount_form:` share (0.05 off), percent (5 off), amount, paid_share (0.95 is paid) or paid_percent (95 is paid)."
                    ),
                    file=part.sheet.label,
                    row=int(part.lines.iloc[first]),
                    column=header.name("discount"),
                    kind="ask-discount",
                )
            )
        answers.append(form)
    if problems:
        raise IntakeError(problems)
    return answers


def one_currency(parts: list[Part], currency: str) -> None:
    """Refuse amounts in more than one currency, or in another than the one given.

    Raises
    ------
    IntakeError
        With the list of currencies found and how often.
    """
    found: dict[tuple[str, ...], int] = {}
    where: dict[tuple[str, ...], Part] = {}
    for part in parts:
        seen: dict[tuple[str, ...], int] = {}
        for field in ("amount", "price"):
            if field in part.header.columns:
                code = currency_in(part.header.name(field)) or currency_in(f"[{part.header.unit}]")
                if code:
                    seen[numbers.currency_meant(code)] = len(part.body)
                break
        if "amount" in part.header.columns and re.search(BASE, part.header.name("amount")):
            continue
        if "currency" in part.header.columns:
            for text, count in part.cells("currency").value_counts(sort=False).items():
                meant = numbers.currency_meant(text)
                if text != part.header.name("currency") and not LABEL.fullmatch(text):
                    seen[meant] = seen.get(meant, 0) + int(count)
        for field in ("amount", "price"):
            if field in part.header.columns:
                for meant, count in numbers.currencies_of(part.cells(field)).items():
                    seen[meant] = max(seen.get(meant, 0), count)
        for meant, count in seen.items():
            found[meant] = found.get(meant, 0) + count
            where.setdefault(meant, part)
    others = {meant: count for meant, count in found.items() if currency not in meant}
    if not others:
        return
    listed = ", ".join(f"{'/'.join(meant)} ({count})" for meant, count in sorted(found.items()))
    first = where[min(others)]
    if len(found) > 1:
        what = msg("The ledger holds more than one currency: {listed} cells.", listed=listed)
        do = msg("Split it by currency, or convert it to one, and import again.")
    else:
        what = msg("The ledger is in {listed}, but {currency} was given.", listed=listed, currency=currency)
        do = msg("Give the ledger's own currency.")
    column = (
        first.header.name("currency")
        if "currency" in first.header.columns
        else first.header.name("amount" if "amount" in first.header.columns else "price")
    )
    raise IntakeError(Problem(what=what, do=do, file=first.sheet.label, column=column, kind="currency"))
