"""What an import must not guess: the order of day and month, the decimal mark, the currency."""

from __future__ import annotations

import pandas as pd

from helpers.errors import IntakeError, Problem
from helpers.intake import dates, numbers
from helpers.intake.lines import Part
from helpers.language import msg

NUMBERS = ("quantity", "amount", "price", "cost", "unit_cost")


def _same_column(parts: list[Part], field: str) -> dict[tuple[str, str], list[int]]:
    """Parts whose column for a field has the same file and header: what one sheet tells holds for all."""
    groups: dict[tuple[str, str], list[int]] = {}
    for position, part in enumerate(parts):
        if field in part.header.columns:
            groups.setdefault((part.source.file, part.header.name(field)), []).append(position)
    return groups


def date_orders(parts: list[Part], given: str | None) -> list[str]:
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
        if order and given:
            order = given
        if order == "?":
            part = parts[members[0]]
            first = dates.ambiguous_example(part.cells("date"))
            problems.append(
                Problem(
                    what=msg(
                        "{value} can be read in more than one way: day or month first.",
                        value=repr(part.cells("date").iloc[first]),
                    ),
                    do=msg("Say it in the mapping: `date_order: dmy` (day first) or `date_order: mdy` (month first)."),
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
    for field in NUMBERS:
        for (_, name), members in _same_column(parts, field).items():
            cells = pd.concat([parts[position].cells(field) for position in members], ignore_index=True)
            part = parts[members[0]]
            mark = "." if part.source.kind == "excel" and not cells.str.contains(",").any() else numbers.mark_of(cells)
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
        if "currency" in part.header.columns:
            for text, count in part.cells("currency").value_counts(sort=False).items():
                meant = numbers.currency_meant(text)
                if text != part.header.name("currency"):
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
