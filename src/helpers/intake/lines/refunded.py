"""Lines that a column of its own says were refunded in full (退款状态, 售后状态) or struck out (作废: 是)."""

from __future__ import annotations

import re

import pandas as pd

from helpers.errors import IntakeError, Problem
from helpers.intake.columns.header import Header
from helpers.intake.files.source import tidy_text
from helpers.intake.lines.part import Part
from helpers.language import msg
from helpers.quantity import Quantity

NAMES = re.compile(r"(?:退款|售后|退货退款)状态|(?:refund|return) status", re.IGNORECASE)
DONE = re.compile(
    r"(?:退货)?退款(?:成功|完成)|已退款|全额退款|(?:fully )?refunded|refund (?:succeeded|completed)", re.IGNORECASE
)

#: A column that says yes of lines that are void, and what it says.
VOID = re.compile(r"(?:是否|已)?作废(?:标志|标识|状态)?|(?:is[ _]?)?(?:void|voided|deleted|cancelled|canceled)|_fivetran_deleted", re.IGNORECASE)  # fmt: skip
YES = re.compile(r"是|已?作废|y|yes|t|true|1|√|✓|x|void(?:ed)?|deleted", re.IGNORECASE)


def void_column(header: Header) -> int | None:
    """The column that strikes lines out, where no field is read from it."""
    used = header.columns.values()
    return next((n for n, name in enumerate(header.names) if n not in used and VOID.fullmatch(name.strip())), None)


def struck_out(part: Part, body: pd.DataFrame) -> pd.Series:
    """Lines that such a column strikes out."""
    if (at := void_column(part.header)) is None:
        return pd.Series(False, index=body.index)
    return tidy_text(body[at]).str.fullmatch(YES.pattern, flags=YES.flags).fillna(False).astype(bool)


def column(header: Header) -> int | None:
    """The column of the state of refunds, where no field is read from it."""
    used = header.columns.values()
    return next((n for n, name in enumerate(header.names) if n not in used and NAMES.fullmatch(name.strip())), None)


def rows(part: Part, body: pd.DataFrame) -> pd.Series:
    """Lines refunded in full by that column."""
    none = pd.Series(False, index=body.index)
    if (at := column(part.header)) is None:
        return none
    return tidy_text(body[at]).str.fullmatch(DONE.pattern, flags=DONE.flags).fillna(False).astype(bool)


def refuse(part: Part, which: pd.Series, money: pd.Series) -> IntakeError:
    """The question whether such lines are sales."""
    first = int(which.to_numpy().argmax())
    name = part.header.names[column(part.header)]
    return IntakeError(
        Problem(
            what=msg("{rows} lines that would be counted as sales were refunded by the column {column} ({share} of the money kept).", rows=int(which.sum()), column=repr(name), share=Quantity(float(money[which].sum()) / max(float(money.sum()), 1.0), "share")),
            do=msg("Say it: `--choose refunded_lines=aside` (no sales) or `--choose refunded_lines=keep` (the refunds stand elsewhere as negative lines)."),
            file=part.sheet.label,
            row=int(part.lines.iloc[first]),
            column=name,
            kind="ask-refunded",
        )
    )  # fmt: skip
