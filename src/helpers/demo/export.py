"""The firm's own export of its order ledger: what its ERP gives, with the dirt that comes with it."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers.company.folder import Company
from helpers.demo.market import Market
from helpers.demo.pricing import FEN
from helpers.demo.seasons import DAYS_A_YEAR

FILE = "销售台账.xlsx"
HEADERS = ("单据编号", "日期", "客户编码", "客户名称", "产品编码", "产品名称", "数量", "单价", "金额", "成本", "业务员")
WIDTHS = (15, 12, 11, 34, 10, 28, 8, 10, 13, 13, 9)
TOTAL = "合计"
SUMMED = ("数量", "金额", "成本")
#: Samples handed out: number of pieces, both ends included.
SAMPLE_PIECES = (1, 3)
#: Days before the end of a year whose lines may stand again in the next year's sheet.
YEAR_END_DAYS = 10
#: Blanks people and systems leave around a code.
BLANKS = (" {}", "{} ", "　{}", "{}\u00a0")
TEXT_DATES = ("{0.year}/{0.month}/{0.day}", "{0.year}年{0.month}月{0.day}日")
#: How many days after the end of the period the file was made, by its own properties.
MADE_AFTER = 5


def ledger(market: Market, company: Company, chance: np.random.Generator) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The ledger's rows as they are printed, and what is wrong with them.

    Returns
    -------
    DataFrame
        One row a printed line, in order: ``sheet`` (year), the columns of :data:`HEADERS` (dates as
        ``date`` or text, money as yuan).
    dict
        Per sheet the number of printed lines and of each sort of dirt, counted over printed cells.
    """
    plain = _plain(company)
    dirt = market.dirt
    plain = pd.concat([plain, _samples(market, company, plain, chance)], ignore_index=True)
    plain = plain.sort_values(["date", "单据编号", "产品编码"], kind="stable").reset_index(drop=True)
    own = np.flatnonzero((plain["kind"] == "line").to_numpy())
    days = plain["date"]
    last = days.dt.year.max()
    near = own[((days.dt.dayofyear > DAYS_A_YEAR - YEAR_END_DAYS) & (days.dt.year < last)).to_numpy()[own]]
    again = np.sort(chance.choice(near, min(dirt.across_sheets, len(near)), replace=False))
    rest = np.setdiff1d(own, again)
    twice = np.sort(chance.choice(rest, min(dirt.duplicates, len(rest)), replace=False))
    coded = chance.permutation(rest)[: dirt.blank_ids + dirt.wide_ids]
    plain["blank"], plain["wide"] = False, False
    plain.loc[coded[: dirt.blank_ids], "blank"] = True
    plain.loc[coded[dirt.blank_ids :], "wide"] = True
    plain["text_date"] = chance.random(len(plain)) < dirt.text_dates
    form = chance.integers(0, len(TEXT_DATES), len(plain))
    blank = chance.integers(0, len(BLANKS), len(plain))
    dates = [day.date() for day in plain["date"]]
    plain["日期"] = [
        TEXT_DATES[f].format(day) if text else day for day, text, f in zip(dates, plain["text_date"], form, strict=True)
    ]
    plain["客户编码"] = [
        BLANKS[b].format(code) if padded else _wide(code) if wide else code
        for code, padded, wide, b in zip(plain["客户编码"], plain["blank"], plain["wide"], blank, strict=True)
    ]
    plain["sheet"], plain["place"] = plain["date"].dt.year, np.arange(len(plain)) + 1.0
    copies = plain.loc[again].assign(sheet=lambda rows: rows["sheet"] + 1, kind="copy", place=-1.0)
    printed = pd.concat([plain, plain.loc[twice].assign(kind="duplicate"), copies], ignore_index=True)
    printed = printed.sort_values(["sheet", "place"], kind="stable").reset_index(drop=True)
    return printed[["sheet", *HEADERS]], {str(year): _count(rows) for year, rows in printed.groupby("sheet")}


def _count(rows: pd.DataFrame) -> dict[str, int]:
    """What one sheet holds."""
    kinds = rows["kind"].value_counts()
    return {
        "lines": len(rows),
        "duplicates": int(kinds.get("duplicate", 0)),
        "without_customer": int(kinds.get("sample", 0)),
        "copies_of_last_year": int(kinds.get("copy", 0)),
        "text_dates": int(rows["text_date"].sum()),
        "blank_ids": int(rows["blank"].sum()),
        "wide_ids": int(rows["wide"].sum()),
    }


def _plain(company: Company) -> pd.DataFrame:
    """The orders with names, prices and salespersons, nothing wrong with them yet."""
    people, goods = company.frames["customers"].set_index("customer"), company.frames["products"].set_index("product")
    orders = company.frames["orders"]
    amount = orders["amount"].astype("int64")
    return pd.DataFrame(
        {
            "date": orders["date"],
            "单据编号": orders["doc_no"],
            "客户编码": orders["customer"],
            "客户名称": orders["customer"].map(people["name"]),
            "产品编码": orders["product"],
            "产品名称": orders["product"].map(goods["name"]),
            "数量": orders["quantity"],
            "单价": (amount / orders["quantity"]).round() / FEN,
            "金额": amount / FEN,
            "成本": orders["cost"].astype("int64") / FEN,
            "业务员": orders["customer"].map(people["owner"]),
            "kind": "line",
        }
    )


def _samples(market: Market, company: Company, plain: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    """Samples handed out: lines without a customer, at cost, which are no revenue."""
    count = market.dirt.without_customer
    days = np.sort(chance.choice(plain["date"].unique(), count))
    goods = company.frames["products"]
    launched = goods["launched_on"] < pd.Timestamp(market.start)
    rows = goods[launched].iloc[chance.integers(0, int(launched.sum()), count)]
    pieces = chance.integers(SAMPLE_PIECES[0], SAMPLE_PIECES[1] + 1, count)
    cost = rows["standard_cost"].astype("int64").to_numpy()
    owners = company.frames["customers"]["owner"]
    return pd.DataFrame(
        {
            "date": pd.to_datetime(days).astype("datetime64[us]"),
            "单据编号": [f"LY{number:04d}" for number in range(1, count + 1)],
            "客户编码": None,
            "客户名称": None,
            "产品编码": rows["product"].to_numpy(),
            "产品名称": rows["name"].to_numpy(),
            "数量": pieces.astype("float64"),
            "单价": cost / FEN,
            "金额": cost * pieces / FEN,
            "成本": cost * pieces / FEN,
            "业务员": owners.iloc[chance.integers(0, len(owners), count)].to_numpy(),
            "kind": "sample",
        }
    )


def _wide(code: str) -> str:
    """The code in full-width letters and digits."""
    ascii_to_wide = 0xFEE0
    wide = "".join(chr(ord(sign) + ascii_to_wide) for sign in code)
    assert unicodedata.normalize("NFKC", wide) == code
    return wide


def write(market: Market, printed: pd.DataFrame, path: Path) -> Path:
    """The ledger as an Excel workbook: a sheet a year, a title above, a total below; same bytes each time."""
    import xlsxwriter

    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        made = dt.datetime.combine(market.end, dt.time()) + dt.timedelta(days=MADE_AFTER)
        book.set_properties({"title": f"{market.name.zh} 销售台账", "author": "ERP", "created": made})
        head = book.add_format({"bold": True, "bg_color": "#D9E1F2", "border": 1})
        title = book.add_format({"bold": True, "font_size": 14})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        money, bold = book.add_format({"num_format": "#,##0.00"}), book.add_format({"bold": True})
        for year, rows in printed.groupby("sheet"):
            sheet = book.add_worksheet(f"{year}年")
            sheet.write(0, 0, f"{market.name.zh} 销售台账 {year}年（单位：元，不含税）", title)
            sheet.write_row(1, 0, HEADERS, head)
            sheet.freeze_panes(2, 0)
            for column, (name, width) in enumerate(zip(HEADERS, WIDTHS, strict=True)):
                sheet.set_column(column, column, width, money if name in ("单价", "金额", "成本") else None)
                for row, cell in enumerate(rows[name], start=2):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(row, column, dt.datetime.combine(cell, dt.time()), day)
                    elif isinstance(cell, str):
                        sheet.write_string(row, column, cell)
                    elif cell is not None and cell == cell:
                        sheet.write_number(row, column, float(cell))
            end = len(rows) + 2
            sheet.write(end, 0, TOTAL, bold)
            for name in SUMMED:
                sheet.write_number(end, HEADERS.index(name), float(np.rint(rows[name].sum() * FEN) / FEN), bold)
    return path
