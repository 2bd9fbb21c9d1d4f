"""Sheets in which the customer stands alone in a row above its lines, as printed reports have it."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd

from helpers.intake.columns.header import Header
from helpers.intake.files.source import Sheet, tidy_text
from helpers.intake.values import dates

#: Words before the customer's name in such a row.
BEFORE = re.compile(
    r"^(?:客户(?:名称|编码)?|客戶(?:名稱)?|购货单位|往来单位|会员|customer(?: name)?|client|account(?: name)?|kunde|cliente)\s*[::：]\s*",
    re.IGNORECASE,
)
#: Rows of one cell that are no customer: page numbers, signatures, totals.
NOBODY = re.compile(
    r"第\s*\d+\s*页.*|page\s*\d+.*|(?:制表|打印|审核|备注|单位|日期|复核).*|.*(?:小[计計]|合[计計]|[总總][计計]|累[计計])[::：]?|(?:sub|grand )?total.*",
    re.IGNORECASE | re.DOTALL,
)
#: Headings of lines whose customer nobody entered.
UNKNOWN = re.compile(
    r"[(（<]?\s*(?:not specified|no customer|unspecified|blank|未指定(?:客户)?|无客户|空白)\s*[)）>]?", re.IGNORECASE
)
COLUMN = "◂"


def with_customers(sheet: Sheet, header: Header) -> tuple[Sheet, Header]:
    """The sheet with a further column of customers taken from heading rows; unchanged where there are none.

    Such rows have one filled cell, the first of them stands right below the header, all stand in the
    same column, and each is followed by lines with a date.
    """
    if "date" not in header.columns:
        return sheet, header
    body = sheet.cells.iloc[header.row + 1 :]
    lone = body.notna().sum(axis=1) == 1
    day = tidy_text(body[header.columns["date"]])
    dated = day.map(lambda text: bool(dates.parse(text, "dmy")[0] or dates.parse(text, "mdy")[0]), na_action="ignore")
    dated = dated.fillna(False).astype(bool)
    texts = body.bfill(axis=1)[0].where(lone & ~dated)
    texts = texts.mask(texts.str.fullmatch(NOBODY.pattern, flags=NOBODY.flags).fillna(False).astype(bool))
    where = body.notna().idxmax(axis=1)
    if not len(body) or pd.isna(texts.iloc[0]):
        return sheet, header
    texts = texts.where(where == where.iloc[0])
    followed = dated.groupby(texts.notna().cumsum()).transform("any")
    texts = texts.where(followed)
    if pd.isna(texts.iloc[0]):
        return sheet, header
    names = texts.str.replace(BEFORE, "", regex=True).ffill().where(dated)
    names = names.mask(tidy_text(names).str.fullmatch(UNKNOWN.pattern, flags=UNKNOWN.flags).fillna(False).astype(bool))
    position = sheet.cells.shape[1]
    cells = sheet.cells.copy()
    cells[position] = names.reindex(cells.index).astype("str")
    label = f"{header.names[where.iloc[0]]} {COLUMN}"
    cells.loc[cells.index[header.row], position] = label
    return (
        replace(sheet, cells=cells),
        replace(
            header,
            names=(*header.names, label),
            columns={**header.columns, "customer_name": position},
            how={**header.how, "customer_name": "group"},
        ),
    )
