"""The data hash is over content: not over order, line ends, kind of file, or empty columns."""

import dataclasses

import duckdb
import openpyxl
import pandas as pd
import pytest
from company_texts import CUSTOMERS, INVOICES, ORDERS, PRODUCTS, PROFILE

from helpers.company import folder
from helpers.company.folder import Company
from helpers.company.schema import tables

TABLES = {"customers": CUSTOMERS, "orders": ORDERS, "products": PRODUCTS, "invoices": INVOICES}


def reversed_rows(text):
    head, *rows = text.splitlines()
    return "\n".join([head, *reversed(rows)]) + "\n"


def turned_columns(text):
    return "\n".join(",".join(reversed(line.split(","))) for line in text.splitlines()) + "\n"


def with_empty_column(text, name):
    head, *rows = text.splitlines()
    return "\n".join([f"{head},{name}", *(row + "," for row in rows)]) + "\n"


@pytest.fixture
def same(make, firm):
    def check_same(name, **files):
        assert folder.open(make(name, **files)).data_hash == firm.data_hash

    return check_same


def test_order_of_rows(same):
    same("rows", **{name: reversed_rows(text) for name, text in TABLES.items()})


def test_order_of_columns(same):
    same("columns", **{name: turned_columns(text) for name, text in TABLES.items()})


def test_line_ends_and_byte_order_mark(same):
    same("ends", **{name: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for name, text in TABLES.items()})


def test_columns_wholly_empty(same):
    extra = {"customers": "owner", "orders": "", "products": "status", "invoices": ""}
    same("empty", **{name: with_empty_column(text, extra[name]) for name, text in TABLES.items()})


def test_trailing_zeros_and_ways_to_write_a_day(same):
    same("ways", orders=ORDERS.replace("2025-01-10", "2025/1/10").replace("200.00", "200").replace("30.50", "30.5"))


def frames():
    """The tables as other programs would hold them, with types."""
    for name, text in TABLES.items():
        frame = pd.read_csv(pd.io.common.StringIO(text))
        for column in tables()[name].columns:
            if column.kind == "date" and column.name in frame:
                frame[column.name] = pd.to_datetime(frame[column.name])
        yield name, frame


def test_parquet_is_the_same(same, tmp_path):
    files = {}
    for name, frame in frames():
        frame.to_parquet(tmp_path / f"{name}.parquet", index=False)
        files |= {name: None, f"{name}.parquet": (tmp_path / f"{name}.parquet").read_bytes()}
    same("parquet", **files)


def test_excel_is_the_same(same, tmp_path):
    files = {}
    for name, frame in frames():
        made = openpyxl.Workbook()
        made.active.append(list(frame.columns))
        for row in frame.astype("object").where(frame.notna(), None).to_numpy().tolist():
            made.active.append(row)
        made.save(tmp_path / f"{name}.xlsx")
        files |= {name: None, f"{name}.xlsx": (tmp_path / f"{name}.xlsx").read_bytes()}
    same("excel", **files)


def test_a_database_is_the_same(same, tmp_path):
    path = tmp_path / "sales.duckdb"
    with duckdb.connect(str(path)) as connection:
        for name, frame in frames():
            connection.register("frame", frame)
            connection.execute(f"create table {name} as select * from frame")
    lines = "".join(f"  {name}: {{database: 'duckdb://sales.duckdb', table: {name}}}\n" for name in TABLES)
    files = {name: None for name in TABLES}
    same("database", **files, **{"company.yml": PROFILE + "tables:\n" + lines, "sales.duckdb": path.read_bytes()})


def test_rules_do_not_count_as_data(same):
    same("rules", **{"company.yml": PROFILE + "rules:\n  diagnosis: {}\n"})


@pytest.mark.parametrize(
    "files",
    [
        {"orders": ORDERS.replace("999.99", "999.98")},
        {"orders": ORDERS + ORDERS.splitlines()[1] + "\n"},
        {"customers": CUSTOMERS.replace("丁公司", "丁")},
        {"invoices": None},
        {"company.yml": PROFILE.replace("06-30", "06-29")},
        {"company.yml": PROFILE + "revenue: {basis: paid}\n"},
        {"intake.json": '{"rows": 3}'},
    ],
)
def test_other_content_is_another_hash(make, firm, files):
    assert folder.open(make("other", **files)).data_hash != firm.data_hash


def test_companies_in_memory_need_no_order(firm):
    mixed = {name: frame.sample(frac=1, random_state=3) for name, frame in firm.frames.items()}
    assert Company(firm.profile, mixed).data_hash == firm.data_hash
    plain = {name: frame.copy() for name, frame in firm.frames.items()}
    plain["orders"]["amount"] = plain["orders"]["amount"].astype("int64")
    assert Company(dataclasses.replace(firm.profile), plain).data_hash == firm.data_hash


def test_the_hash_is_the_same_on_every_machine(firm):
    assert firm.data_hash == "a3c52feda3b5e757"
