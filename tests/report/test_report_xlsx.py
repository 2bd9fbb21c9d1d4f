"""The workbook: numbers of the results, no formula from data, weights that re-rank as Python does."""

import datetime as dt
import os
import shutil
import subprocess
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from helpers.company.folder import Company
from helpers.company.profile import Profile
from helpers.finding import rank
from helpers.language import Words, msg
from helpers.quantity import to_major
from helpers.report.formats import xlsx_
from helpers.report.formats.content import Content
from helpers.report.formats.customers import of_customers
from helpers.report.formats.weights import weighed
from helpers.rules import ORIGINS
from helpers.show import spoken, word
from helpers.station import Column, Outcome, ResultTable, Station, run

NAMES = ["=1+1", "@恒川", "乙", "丙", "丁", "戊"]
SCORES = {"r": [5, 3, 1, 4, 4, None], "f": [1, 3, 5, 2, 2, None], "m": [2, 2, 5, 5, 5, None]}


def compute(company, rules):
    rows = pd.DataFrame({"customer": [f"C{n}" for n in range(6)], "name": NAMES, "net": [100_00 * n for n in range(6)]})
    rows = rows.astype({"customer": "str", "name": "str"}).assign(**SCORES)
    columns = {"customer": Column(msg("Customer code"), "id"), "name": Column(msg("Name"))}
    columns |= {"net": Column(msg("Net revenue"), "money")}
    columns |= {
        name: Column(msg("R score") if name == "r" else msg("F score") if name == "f" else msg("M score"), "score")
        for name in SCORES
    }
    more = pd.DataFrame({"customer": rows["customer"][::-1].to_numpy(), "again": rows["net"][::-1].to_numpy()})
    again = {"customer": columns["customer"], "again": Column(msg("Net revenue"), "money")}
    tables = {"scores": ResultTable(msg("Customers"), columns, rows), "again": ResultTable(msg("Name"), again, more)}
    return Outcome(tables, (), (), ())


@pytest.fixture
def content(small):
    profile = Profile("firm", Words("某公司", "A firm"), "general", "CNY", dt.date(2025, 12, 31), True)
    company = Company(profile, small.frame(20))
    which = Station(**{**small.STATION.__dict__, "compute": compute})
    results = (run(small.STATION, company, None, store=False), run(which, company, None, store=False))
    return Content(company, results, (), "en")


def test_findings_and_actions_are_those_of_the_results(content, tmp_path):
    xlsx_.write(content, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    found = [one for result in content.results for one in rank(result.findings)]
    rows = list(book["Findings"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [one.id for one in found] and found
    for row, one in zip(rows, found, strict=True):
        assert row[1] == one.say("en")
        assert row[2] == (float(to_major(one.at_stake.value, "CNY")) if one.at_stake else None)
    doable = [one for one in found if one.action]
    rows = list(book["Actions"].iter_rows(min_row=2, max_row=1 + len(doable), values_only=True))
    assert [row[8] for row in rows] == [one.id for one in rank(doable)]
    assert all(row[7] == "open" and row[6] is None for row in rows)


def test_one_row_a_customer_with_each_column_once(content):
    people = of_customers(content.results)
    assert list(people.table.columns) == ["customer", "name", "net", "r", "f", "m"] and len(people.table.rows) == 6


def test_where_nobody_has_peers_the_list_does_not_say_so_of_everybody(content):
    scored = content.results[-1]
    counts = {"potential": None, "peers": 0, "basis_name": "no peers"}

    def columns(**told):
        rows = scored.tables["scores"].rows[["customer"]].assign(**told)
        spec = {name: Column(msg(name), "text") for name in rows}
        tables = {
            **scored.tables,
            "potential": ResultTable(msg("Potential of each customer, from its peers"), spec, rows),
        }
        return set(of_customers([replace(scored, tables=tables)]).table.columns)

    assert not {"peers", "basis_name"} & columns(**counts)
    assert {"peers", "basis_name"} <= columns(**{**counts, "potential": 5, "peers": 20})


def test_who_brings_most_stands_first(content):
    """By the first column of money; equal ones by code, unknown ones last; as it was where there is no money."""
    table = of_customers(content.results).table
    told = table.rows.assign(net=[5, None, 7, 5, -2, 7])
    assert list(xlsx_.largest_first(replace(table, rows=told)).rows["customer"]) == ["C2", "C5", "C0", "C3", "C4", "C1"]
    columns = {name: column for name, column in table.columns.items() if name != "net"}
    bare = replace(table, columns=columns, rows=table.rows[list(columns)])
    assert list(xlsx_.largest_first(bare).rows["customer"]) == list(table.rows["customer"])


def test_rules_are_written_as_one_types_them_and_say_where_from(content, tmp_path):
    xlsx_.write(content, tmp_path / "a.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx")["Rules"].iter_rows(min_row=2, values_only=True))
    rules = [(rule, result.rules) for result in content.results for rule in result.rules.schema]
    assert [row[2] for row in rows] == [rule.name for rule, _ in rules] and rows
    for row, (rule, held) in zip(rows, rules, strict=True):
        assert row[3] == held[rule.name] and row[4] == ORIGINS[held.origin(rule.name)].render("en")


def test_nothing_from_the_data_is_a_formula(content, tmp_path):
    xlsx_.write(content, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    formulas = {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert {title for title, _ in formulas} == {"Weights"}
    names = [row[1].value for row in book["Customer list"].iter_rows(min_row=2)]
    assert names == NAMES[::-1] and all(row[1].data_type == "s" for row in book["Customer list"].iter_rows(min_row=2))


def test_the_same_bytes_again(content, tmp_path):
    xlsx_.write(content, tmp_path / "a.xlsx")
    xlsx_.write(content, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def values(path):
    sheet = openpyxl.load_workbook(path, data_only=True)["Weights"]
    table = [[cell.value for cell in row[:9]] for row in sheet.iter_rows(min_row=7, max_row=11)]
    top = [[cell.value for cell in row[10:14]] for row in sheet.iter_rows(min_row=7, max_row=11)]
    return table, top


def expected(content, weights=None):
    told = weighed(of_customers(content.results), weights)
    table = [
        [row.customer, row.name, row.money / 100, *row.scores, row.score, row.rank, row.place]
        for row in told.itertuples()
    ]
    top = [[row.place, row.customer, row.name, row.score] for row in told.sort_values("place").itertuples()]
    return table, top


def test_equal_scores_share_a_rank_and_cached_values_are_right(content, tmp_path):
    xlsx_.write(content, tmp_path / "a.xlsx")
    table, top = values(tmp_path / "a.xlsx")
    assert (table, top) == expected(content)
    assert [row[0] for row in table] == ["C0", "C1", "C2", "C3", "C4"]  # the one without scores is not ranked
    assert [row[7] for row in table] == [4, 4, 1, 1, 1]
    assert [row[8] for row in table] == [5, 4, 3, 2, 1]  # equal ones by their money: C4 brings most


def test_a_spreadsheet_re_ranks_as_python_does(content, tmp_path):
    office = shutil.which("soffice") or shutil.which("localc")
    if not office and not os.environ.get("CI"):
        pytest.skip("no LibreOffice on this machine")
    cases = {"even": [1, 1, 1], "one": [5, 0, 1], "parts": [0.5, 3, 0], "none": [0, 0, 0]}
    xlsx_.write(content, tmp_path / "a.xlsx")
    for name, weights in cases.items():
        book = openpyxl.load_workbook(tmp_path / "a.xlsx")
        for column, weight in zip("DEF", weights, strict=True):
            book["Weights"][f"{column}3"] = weight
        book.save(tmp_path / f"{name}.xlsx")  # openpyxl keeps no values: all of them are computed anew
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(tmp_path / f"{name}.xlsx") for name in cases]
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), *files]
    subprocess.run(command, check=True, timeout=180, capture_output=True)
    for name, weights in cases.items():
        assert values(tmp_path / "out" / f"{name}.xlsx") == expected(content, weights), name


def test_each_customer_has_the_class_and_the_reason_of_its_account(content):
    """Codes with blanks in them too; who is in no account has none."""
    import dataclasses

    scored = content.results[1]
    frame = pd.DataFrame(
        {
            "account": ["C1", "a group", "x"],
            "codes": ["C1", "C0 C 2 b C3", "C9"],
            "class_name": ["key", "general", "growth"],
            "confidence": [0.9, 0.5, 0.7],
            "reason": ["because", word(msg("so")), "no"],
            "account_name": ["One", "A group", "x"],
            "members": [1, 3, 1],
        }
    )
    units = {"confidence": "share", "members": "count"}
    columns = {name: Column(msg("Name"), units.get(name, "text")) for name in frame}
    table = scored.tables["scores"]
    rows = table.rows.assign(customer=table.rows["customer"].replace({"C2": "C 2 b"}))
    tables = {"scores": dataclasses.replace(table, rows=rows), "classes": ResultTable(msg("Name"), columns, frame)}
    people = of_customers([content.results[0], dataclasses.replace(scored, tables=tables)]).table.rows
    told = people.set_index("customer")[["class_name", "reason"]].fillna("")
    told = told.assign(reason=[spoken(cell, "en") for cell in told["reason"]]).agg("/".join, axis=1).to_dict()
    assert told == {
        "C0": "general/With its group A group: so",
        "C1": "key/because",
        "C 2 b": "general/With its group A group: so",
        "C3": "general/With its group A group: so",
        "C4": "/",
        "C5": "/",
    }
    assert list(people.columns[:6]) == ["customer", "name", "class_name", "confidence", "reason", "account_name"]
    assert people.set_index("customer")["account_name"].to_dict()["C0"] == "A group"


def test_columns_that_hold_nothing_are_left_out(content, tmp_path):
    shown = of_customers(content.results).table
    bare = replace(shown, rows=shown.rows.assign(name=""))
    assert "name" not in xlsx_.filled(bare).columns and list(xlsx_.filled(shown).columns) == list(shown.columns)


def test_numbers_are_written_as_they_are_read(tmp_path):
    """Whole numbers without a decimal, others with it: 19.5 days are not 20."""
    import xlsxwriter

    from helpers.report.formats.looks import Looks

    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        looks, sheet = Looks(book, "CNY"), book.add_worksheet("a")
        for column, (value, unit) in enumerate([(19.5, "days"), (12.0, "number"), (12.5, "number"), (7, "days")]):
            looks.put(sheet, 0, column, value, unit)
    cells = next(openpyxl.load_workbook(tmp_path / "a.xlsx")["a"].iter_rows())
    assert [cell.number_format for cell in cells] == ["#,##0.0", "#,##0", "#,##0.0", "#,##0"]


def test_long_texts_have_room(content, tmp_path):
    """Rows are as high as their wrapped texts need: not every program finds that by itself."""
    xlsx_.write(content, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Findings"]
    for row in range(2, sheet.max_row + 1):
        lines = max(
            len(sheet.cell(row, c).value or "") / sheet.column_dimensions["ABCDEFGH"[c - 1]].width for c in (2, 7, 8)
        )
        assert lines <= 1 or sheet.row_dimensions[row].height >= 13 * lines
