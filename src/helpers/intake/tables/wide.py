"""One row a customer with amounts by kind in columns: told what it can feed, and read so where a person says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from helpers.company.profile import Profile
from helpers.errors import IntakeError, Problem
from helpers.intake.columns import concepts, content
from helpers.intake.columns.answers import as_list
from helpers.intake.columns.header import forms
from helpers.intake.columns.recognise import find_header
from helpers.intake.files.source import Sheet
from helpers.language import msg

HEAD = ("doc no", "date", "customer id", "product", "amount", "region", "industry")
#: Headers of columns that say what a customer is, not what it spent.
TRAITS = {"region": "region", "地区": "region", "区域": "region", "channel": "industry", "渠道": "industry", "industry": "industry", "行业": "industry"}  # fmt: skip


def amounts_of(sheet: Sheet) -> tuple[int, tuple[str, ...], list[str]]:
    """Header row, its names, and the columns that may be amounts by kind: whole numbers, many of them, none a trait."""
    row, names = find_header(sheet)
    if row < 0:
        return row, names, []
    body = sheet.cells.iloc[row + 1 :]
    found = []
    for position, name in enumerate(names):
        seen = content.look(body[position])
        numeric = seen.number > 0.95 and seen.date < 0.2 and seen.kinds > 0.3 * len(body)
        spoken_of = concepts.said(name) or frozenset()  # a day written 20240105 and a code are no money
        if numeric and not spoken_of & {"date", "code"} and not any(form in TRAITS for form in forms(name)):
            found.append(name)
    return row, names, found


def is_wide(sheet: Sheet) -> bool:
    """Whether a sheet has at least three columns of amounts and no column of dates."""
    row, names, amounts = amounts_of(sheet)
    if row < 0 or len(amounts) < 3:
        return False
    body = sheet.cells.iloc[row + 1 :]
    looks = (content.look(body[n]) for n, name in enumerate(names) if name not in amounts)
    return not any(max(seen.date, seen.bare_date) > 0.5 for seen in looks)


def problem(sheet: Sheet) -> Problem:
    """What to tell of such a sheet: it feeds segmentation only, and how it is read for that."""
    row, _, amounts = amounts_of(sheet)
    return Problem(
        what=msg(
            "One row a customer, amounts in columns ({amounts}), no date: trend, retention and recency cannot come from it; it can feed segmentation and peer groups only.",
            amounts=", ".join(amounts[:8]),
        ),
        do=msg(
            'Ask for the order lines. To use it for segmentation only, say so, with the last day of the period as date: `--map one_row=customer --map "amounts={amounts}" --as-of 2014-12-31`.',
            amounts=",".join(amounts),
        ),
        file=sheet.label,
        row=int(sheet.lines.iloc[row]),
        kind="wide",
    )


def unfold(sheet: Sheet, answers: Mapping[str, object], profile: Profile, as_of_given: bool) -> tuple[Sheet, int]:
    """The sheet as a ledger: one line for each amount, all on the as-of date; and the number of customers.

    Customers without a code are numbered by their line; amounts of zero are no sale and left out.

    Raises
    ------
    IntakeError
        When no as-of date was given, or a named column is not there.
    """
    row, names, proposed = amounts_of(sheet)
    wanted = as_list(answers.get("amounts")) or proposed
    if missing := [name for name in wanted if name not in names]:
        what = msg("No sheet has a column {name}.", name=repr(missing[0]))
        raise IntakeError(
            Problem(what, msg("Columns seen: {seen}.", seen=", ".join(names)), sheet.label, column="amounts")
        )
    if not as_of_given:
        what = msg("The sheet has no dates: every amount needs the last day of its period.")
        raise IntakeError(Problem(what, msg("Say it with --as-of, such as 2014-12-31."), sheet.label, kind="ask-as-of"))
    body, lines = sheet.cells.iloc[row + 1 :], sheet.lines.iloc[row + 1 :]
    code = next(
        (
            n
            for n, name in enumerate(names)
            if forms(name)[0] in ("客户编码", "客户编号", "customerid", "customer", "客户")
        ),
        None,
    )
    width = len(str(int(lines.max())))
    customer = body[code] if code is not None else "R" + lines.astype("str").str.zfill(width)
    base = pd.DataFrame({0: customer, 1: profile.as_of.isoformat(), 2: customer}, index=body.index)
    for place, trait in ((5, "region"), (6, "industry")):
        at = next((n for n, name in enumerate(names) if any(TRAITS.get(form) == trait for form in forms(name))), None)
        base[place] = (names[at] + " " + body[at]) if at is not None else pd.NA
    pieces = []
    for name in wanted:
        cells = body[names.index(name)]
        pieces.append(
            base.assign(**{"3": name, "4": cells}).rename(columns={"3": 3, "4": 4})[cells.notna() & (cells != "0")]
        )
    whole = pd.concat(pieces).sort_index(kind="stable")
    cells = pd.concat([pd.DataFrame([HEAD]), whole[list(range(7))]], ignore_index=True).astype("str")
    kept = [n for n in range(7) if n < 5 or whole[n].notna().any()]
    cells = cells[kept].set_axis(range(len(kept)), axis=1)
    numbers = pd.concat([pd.Series([sheet.lines.iloc[row]]), lines.loc[whole.index]], ignore_index=True).astype("int64")
    return replace(sheet, cells=cells, lines=numbers), len(body)
