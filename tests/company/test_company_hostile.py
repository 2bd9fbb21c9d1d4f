"""Whatever stands in a folder, a check answers with problems or a company, never with a traceback."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.company.check import check
from helpers.company.profile import read
from helpers.errors import FolderError

HEAD = "doc_no,date,customer,amount\n"
ROW = "S1,2025-01-01,C1,1\n"


def book(rows, title="orders"):
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "content, where",
    [
        (b"", [(1, "", "unreadable-file")]),
        (b"\xef\xbb\xbf", [(1, "", "unreadable-file")]),
        (b"\n\n\n", [(1, "", "unreadable-file")]),
        ((HEAD + ROW).encode("utf-16"), [(None, "", "unreadable-file")]),
        ((HEAD + "单,2025-01-01,C1,1\n").encode("gb18030"), [(None, "", "unreadable-file")]),
        (b"\x00" * 300, [(1, "\ufffd" * 60, "unknown-column")] + [(1, name, "missing-column") for name in HEAD.strip().split(",")] + [(None, "", "empty-table")]),
        ((HEAD + "S\x001,2025-01-01,C1,1\n").encode(), [(2, "doc_no", "invisible")]),
        ((HEAD + "S\u202e1,2025-01-01,C1,1\n").encode(), [(2, "doc_no", "invisible")]),
        ((HEAD + '"S\n1",2025-01-01,C1,1\n').encode(), [(2, "doc_no", "invisible")]),
        ((HEAD + "S" * 10_000 + ",2025-01-01,C1,1\n").encode(), [(2, "doc_no", "too-long")]),
        ((HEAD + "S" * 200_000 + ",2025-01-01,C1,1\n").encode(), [(2, "", "unreadable-file")]),
        ((HEAD + "=1+1,2025-01-01,C1,=SUM(A1:A9)\n").encode(), [(2, "doc_no", "formula"), (2, "amount", "unreadable")]),
        ((HEAD + "@SUM(1)*cmd|' /C calc'!A0,2025-01-01,C1,1\n").encode(), [(2, "doc_no", "formula")]),
        ((HEAD + "#REF!,2025-01-01,C1,#N/A\n").encode(), [(2, "doc_no", "formula"), (2, "amount", "unreadable")]),
        ((HEAD + '"S1,2025-01-01,C1,1\n' + ROW).encode(), [(2, "", "unreadable-file")]),
        ((HEAD + ROW + "S2,2025-01-01,C1\n" + "a,b,c,d,e\n" + "x,2025-01-01,C1,x\n").encode(), [(3, "", "uneven-line"), (4, "", "uneven-line"), (5, "amount", "unreadable")]),
        ((HEAD.replace(",", ";") + ROW.replace(",", ";")).encode(), [(1, "", "unreadable-file")]),
        (b"doc_no,date,customer,amount,\nS1,2025-01-01,C1,1,x\n", [(1, "", "untitled-column")]),
        (b"doc_no,date,customer,amount,amount\nS1,2025-01-01,C1,1,2\n", [(1, "amount", "doubled-column")]),
        ((HEAD + "S1,2025-01-01,C1,139123456789.00\n" * 3 + "S1,2025-01-01,C1,9999999999999.00\n").encode(), [(5, "amount", "unreadable")]),
    ],
)  # fmt: skip
def test_csv(problems, content, where):
    assert [found[1:] for found in problems(orders=content)] == where


def test_amounts_too_large_to_add_up_exactly(make):
    orders = HEAD + "S1,2025-01-01,C1,999999999999.99\n" * 45_000
    assert [problem.kind for problem in check(make(orders=orders)).problems] == ["too-large"]


@pytest.mark.parametrize(
    "content",
    [
        b"doc_no,date,customer,amount,,\nS1,2025-01-01,C1,1,,\n",
        b"doc_no,date,customer,amount\nS1,2025-01-01,C1,1,,\n",
        b"\xef\xbb\xbfdoc_no,date,customer,amount\r\nS1,2025-01-01,C1,1\r\n\r\n,,,\r\n",
        b"doc_no,date,customer,amount\rS1,2025-01-01,C1,1\r",
        " doc_no , Date ,CUSTOMER,金额\n\u3000S1\u200b ,２０２５-01-01 08:30:00, Ｃ１ ,\xa01.00\n".encode(),
    ],
)
def test_harmless_oddities_are_read(make, content):
    checked = check(make(orders=content))
    assert checked.problems == ()
    row = checked.company.table("orders").iloc[0]
    assert (row["doc_no"], str(row["date"])[:10], row["customer"], row["amount"]) == ("S1", "2025-01-01", "C1", 100)


def test_a_folder_in_a_files_place(make):
    place = make(orders=None)
    (place / "orders.csv").mkdir()
    assert [problem.kind for problem in check(place).problems] == ["not-a-file"]
    (place / "company.yml").unlink()
    (place / "company.yml").mkdir()
    assert [problem.kind for problem in check(place).problems] == ["missing-profile", "not-a-file"]


@pytest.mark.parametrize("name", ["orders.csv", "orders.parquet", "company.yml", "intake.json"])
def test_a_file_in_use(make, monkeypatch, name):
    ours = {} if name == "company.yml" else {name: b"x"}
    place = make(orders=None if name.startswith("orders.") else HEAD + ROW, **ours) if name != "orders.csv" else make()
    real = io.open

    def refuse(file, *args, **more):
        if str(file).endswith(name):
            raise PermissionError(13, "Permission denied")
        return real(file, *args, **more)

    monkeypatch.setattr(io, "open", refuse)
    monkeypatch.setattr("pyarrow.parquet.ParquetFile", refuse)
    (problem,) = check(place).problems
    assert problem.file == name


def test_a_workbook_in_use(make, monkeypatch):
    from types import SimpleNamespace

    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("python_calamine.CalamineWorkbook", SimpleNamespace(from_path=refuse))
    for name in ("orders.xlsx", "fill_in.xlsx"):
        (problem,) = check(make(name[:3], orders=None, **{name: b"x"})).problems
        assert problem.file == name and "Excel" in problem.render("en")


def test_a_folder_that_cannot_be_listed(make, monkeypatch):
    place = make()

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert [problem.kind for problem in check(place).problems] == ["missing-folder"]


@pytest.mark.parametrize(
    "content, where",
    [
        (b"", [(None, "", "unreadable-file")]),
        (b"not a zip", [(None, "", "unreadable-file")]),
        (book([]), [(1, "", "unreadable-file")]),
        (book([[], ["doc_no", "date", "customer", "amount"], ["S1", "2025-01-01", "C1", 1]]), [(1, "", "unreadable-file")]),
        (book([["doc_no", "date", "customer", "amount"]]), [(None, "", "empty-table")]),
        (book([["doc_no", "date", "customer", "amount"], ["S1", pd.Timestamp(2025, 1, 1), "C1", "=1+1"]]), [(2, "amount", "formula"), (2, "amount", "empty")]),
        (book([["doc_no", "date", "customer", "amount", "cost"], ["S1", pd.Timestamp(2025, 1, 1), "C1", 1, "=1+1"]]), [(2, "cost", "formula")]),
        (book([["doc_no", "date", "customer", "amount", "cost"], ["S1", pd.Timestamp(2025, 1, 1), "C1", 1, "#REF!"]]), [(2, "cost", "formula")]),
        (book([["doc_no", "date", "customer", "amount"], [pd.Timestamp(2025, 1, 2), pd.Timestamp(2025, 1, 1), "C1", 1]]), [(2, "doc_no", "dated-code")]),
        (book([["doc_no", "date", "customer", "amount"], ["S1", 45658, "C1", True]]), [(2, "date", "unreadable"), (2, "amount", "unreadable")]),
        (book([["doc_no", "date", "customer", "amount"], ["S1", "2025-01-01", "C1", 1 / 3]]), [(2, "amount", "unreadable")]),
    ],
)  # fmt: skip
def test_excel(make, content, where):
    found = check(make(orders=None, **{"orders.xlsx": content})).problems
    assert [(problem.row, problem.column, problem.kind) for problem in found] == where


def test_the_sheet_is_the_one_with_the_tables_title_or_the_only_one(make):
    rows = [["doc_no", "date", "customer", "amount"], ["S1", "2025-01-01", "C1", 1]]
    made = openpyxl.load_workbook(io.BytesIO(book(rows, "2025")))
    assert check(make("one", orders=None, **{"orders.xlsx": book(rows, "2025")})).problems == ()
    made.create_sheet("2024")
    file = io.BytesIO()
    made.save(file)
    (problem,) = check(make("two", orders=None, **{"orders.xlsx": file.getvalue()})).problems
    assert (
        problem.kind == "wrong-sheet" and "2024, " not in problem.render("en") and "2025, 2024" in problem.render("en")
    )
    made["2025"].title = "订单明细"
    file = io.BytesIO()
    made.save(file)
    assert check(make("three", orders=None, **{"orders.xlsx": file.getvalue()})).problems == ()


def test_a_stray_cell_at_the_end_of_the_sheet_does_not_eat_the_memory(make):
    rows = [["doc_no", "date", "customer", "amount"], ["S1", "2025-01-01", "C1", 1]]
    made = openpyxl.load_workbook(io.BytesIO(book(rows)))
    made.active["XFD1048576"] = "x"
    file = io.BytesIO()
    made.save(file)
    for name in ("orders.xlsx", "fill_in.xlsx"):
        found = check(make(name[:3], orders=None, **{name: file.getvalue()})).problems
        assert [problem.kind for problem in found] == ["unreadable-file"], name


def test_a_zip_that_unpacks_to_too_much(make, monkeypatch):
    monkeypatch.setattr("helpers.company.peek.MOST_BYTES", 1000)
    rows = [["doc_no", "date", "customer", "amount"], ["S1", "2025-01-01", "C1", 1]]
    found = check(make(orders=None, **{"orders.xlsx": book(rows)})).problems
    assert [problem.kind for problem in found] == ["unreadable-file"]


def test_a_zip_that_is_no_workbook(make):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as pack:
        pack.writestr("xl/workbook.xml", "<x")
    found = check(make(orders=None, **{"orders.xlsx": file.getvalue()})).problems
    assert [problem.kind for problem in found] == ["unreadable-file"]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"x" * 100])
def test_parquet(make, content):
    (problem,) = check(make(orders=None, **{"orders.parquet": content})).problems
    assert problem.kind == "unreadable-file" and "Excel" not in problem.render("en")
    assert "damaged" in problem.render("en") and "magic" not in problem.render("en")


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_the_account_of_the_import(make, content):
    assert [p.kind for p in check(make(**{"intake.json": content})).problems] == ["intake"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))), file=st.sampled_from(["company.yml", "customers.csv", "orders.csv", "orders.parquet", "fill_in.xlsx", "intake.json"]))  # fmt: skip
def test_any_bytes_in_any_file(tmp_path_factory, content, file):
    place = tmp_path_factory.mktemp("any")
    (place / "company.yml").write_text("id: firm\nname: x\nindustry: general\ncurrency: CNY\nas_of: 2025-06-30\n")
    (place / "customers.csv").write_text("customer,name\nC1,x\n")
    (place / "orders.csv").write_text(HEAD + ROW)
    (place / file).write_bytes(content)
    for problem in check(place).problems:
        problem.render("zh").encode(errors="strict")


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(st.text(max_size=12), min_size=4, max_size=4), max_size=6))
def test_any_cells(tmp_path_factory, rows):
    import csv

    place = tmp_path_factory.mktemp("cells")
    (place / "company.yml").write_text("id: firm\nname: x\nindustry: general\ncurrency: CNY\nas_of: 2025-06-30\n")
    (place / "customers.csv").write_text("customer,name\nC1,x\n")
    with open(place / "orders.csv", "w", newline="", encoding="utf-8", errors="replace") as file:
        csv.writer(file).writerows([["doc_no", "date", "customer", "amount"], ["S1", "2025-01-01", "C1", "1"], *rows])
    for problem in check(place).problems:
        problem.render("en")


yaml_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.dates()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(raw=st.dictionaries(st.sampled_from(["schema", "id", "name", "industry", "currency", "as_of", "fictional", "revenue", "finance", "rules", "tables", "x"]), yaml_values))  # fmt: skip
def test_any_settings(raw):
    from helpers.company.settings import parts

    for problem in parts(raw).problems:
        problem.render("zh")


def test_yaml_that_grows_or_nests_without_end(make):
    laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{new}: &{new} [" + ",".join([f"*{old}"] * 9) + "]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    for number, text in enumerate(
        [
            laughs + "name: *i\n",
            "name: " + "[" * 50_000,
            "name: &x [*x]\n",
            "as_of: 2025-13-45\n",
            'name: "\\ud800"\n',
            "id: a\nid: b\n",
        ]
    ):
        with pytest.raises(FolderError) as caught:
            read(make(f"f{number}", **{"company.yml": text}))
        assert len(caught.value.render("en")) < 20_000
        caught.value.render("zh").encode()
