"""The contract keeps its own rules: one module a table, everything else made from it."""

import pytest

from helpers.company.kinds import parse
from helpers.company.schema import DTYPES, KINDS, Column, Table, pandera_schema, tables
from helpers.language import Words

COLUMNS = [(table, column) for table in tables().values() for column in table.columns]
EACH = pytest.mark.parametrize("table, column", COLUMNS, ids=[f"{t.name}.{c.name}" for t, c in COLUMNS])


@EACH
def test_each_column_has_words_in_both_languages(table, column):
    for words in (column.title, column.about, *([column.unit] if column.unit else []), *column.allowed.values()):
        assert words.zh and words.en
        assert len(words.zh) < 60 and len(words.en) < 200


@EACH
def test_each_example_is_valid(table, column):
    import pandas as pd

    values, faults = parse(pd.Series([column.example], dtype="str"), column, "CNY")
    assert not any(fault.bad.any() for fault in faults) and values.notna().all()
    assert str(values.dtype) == DTYPES[column.kind] and column.kind in KINDS
    assert not column.allowed or column.example in column.allowed


@EACH
def test_each_reference_and_date_of_knowledge_exists(table, column):
    if column.refers_to:
        name, _, key = column.refers_to.partition(".")
        assert tables()[name].key == (key,)
    if column.known_by:
        assert table[column.known_by].kind == "date"
    if column.kind == "money":  # limits of money are in minor units of any currency: only zero is the same in all
        assert column.low in (None, 0) and column.high is None
    if column.allowed:  # Excel takes lists of at most 255 signs
        assert all(len(",".join(words[at] for words in column.allowed.values())) <= 255 for at in (0, 1))


@pytest.mark.parametrize("table", tables().values(), ids=list(tables()))
def test_each_table(table):
    assert table.title.zh and table.title.en and len(table.title.en) <= 31
    assert table.adds or table.name == "words"  # which changes how things are said, not what a station finds
    assert set(table.key) <= set(table.required_names)
    assert not table.known_on or table[table.known_on].kind == "date"
    assert table.undated in ("keep", "drop", "first_use")
    titles = [words for column in table.columns for words in (column.title.zh, column.title.en.casefold())]
    assert len(set(titles)) == len(titles)
    schema = pandera_schema(table.name)
    assert list(schema.columns) == list(table.names) and schema.title == table.title.en


def test_required_tables_come_first():
    assert list(tables())[:2] == ["customers", "orders"]
    assert [name for name, table in tables().items() if table.required] == ["customers", "orders"]


def test_a_new_table_is_one_schema_and_nothing_else(monkeypatch, make):
    """Loading, checking, cutting, saving, dictionary and workbook follow from the schema alone."""
    import io

    import openpyxl

    from helpers.company import dictionary, folder
    from helpers.company.check import check
    from helpers.company.save import save
    from helpers.company.workbook import fill_in_bytes

    visits = Table(
        name="visits",
        title=Words("拜访", "Visits"),
        about=Words("每次拜访一行。", "One row a visit."),
        known_on="date",
        adds={"diagnosis": Words("拜访频率。", "How often.")},
        columns=(
            Column("customer", "id", Words("客户", "Customer"), Words("编码。", "Code."), "C1", required=True, refers_to="customers.customer"),
            Column("date", "date", Words("日期", "Date"), Words("日期。", "Date."), "2025-01-02", required=True),
            Column("hours", "quantity", Words("工时", "Hours"), Words("工时。", "Hours."), "1.5", low=0, unit=Words("小时", "hours")),
        ),
    )  # fmt: skip
    more = {**tables(), "visits": visits}
    for name in (
        "as_of",
        "cells",
        "check",
        "constraints",
        "dictionary",
        "feeds",
        "folder",
        "identity",
        "save",
        "schema",
        "sources",
        "workbook",
        "validation",
    ):
        module = __import__(f"helpers.company.{name}", fromlist=["x"])
        for attribute in ("tables", "all_tables"):
            if hasattr(module, attribute):
                monkeypatch.setattr(module, attribute, lambda: more)
    pandera_schema.cache_clear()
    place = make(visits="客户,日期,hours\nC1,2025-01-01,1.5\nC1,2025-06-01,\n")
    firm = folder.open(place)
    assert len(firm.table("visits")) == 2 and len(firm.as_of("2025-03-31").table("visits")) == 1
    save(firm, place.parent / "again")
    assert folder.open(place.parent / "again").data_hash == firm.data_hash
    wrong = make("wrong", visits="customer,date,hours\nC9,2025-07-01,-1\n")
    assert [p.kind for p in check(wrong).problems] == ["not-allowed", "after-as-of", "unknown-reference"]
    assert "`visits`" in dictionary.text()
    assert "拜访" in openpyxl.load_workbook(io.BytesIO(fill_in_bytes("zh"))).sheetnames
    pandera_schema.cache_clear()


def test_looking_in_costs_nothing():
    import subprocess
    import sys

    code = "import sys, helpers.company, helpers.company.names; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
