"""A check names everything at once: file, row, column, what is wrong, what to do."""

import pytest

from helpers.company import folder
from helpers.company.check import check
from helpers.errors import CourseError, FolderError, ParameterError
from helpers.language import using


def test_a_good_folder_is_a_company(make):
    checked = check(make())
    assert checked.problems == ()
    firm = checked.company
    assert firm.id == "firm" and firm.profile.name.en == "A firm"
    assert firm.table("orders")["amount"].tolist() == [-10000, 20000, 3050, 10000, 99999]
    assert firm.table("orders")["quantity"].sum() == 3.5
    assert firm.has("customers", "grade") and not firm.has("customers", "owner") and not firm.has("visits")


def test_problems_of_all_tables_and_settings_come_together(problems):
    found = problems(
        **{"company.yml": "id: firm\nname: x\nindustry: generl\ncurrency: CNY\nas_of: 2025-06-31x\n"},
        customers="customer,nmae\nC1,x\n",
        orders="doc_no,date,customer,amount\nS1,2025-13-01,C1,1.005\nS2,2025-01-01,C9,1\n",
        invoices="invoice_no,customer,issued_on,amount\nI1,C1,2025-01-01,5\nI1,C1,,5\n",
        products=b"\xff\xfe\x00",
    )
    assert found == [
        ("company.yml", None, "as_of", "profile"),
        ("company.yml", None, "industry", "profile"),
        ("customers.csv", 1, "nmae", "unknown-column"),
        ("customers.csv", 1, "name", "missing-column"),
        ("orders.csv", 2, "date", "unreadable"),
        ("orders.csv", 2, "amount", "unreadable"),
        ("invoices.csv", 3, "issued_on", "empty"),
        ("invoices.csv", 3, "invoice_no", "duplicate"),
        ("products.csv", None, "", "unreadable-file"),
        ("orders.csv", 3, "customer", "unknown-reference"),
    ]


def test_a_broken_company_yml_does_not_hide_the_tables(problems):
    found = problems(**{"company.yml": "id: [firm\n"}, orders="doc_no,date,customer,amount\nS1,nie,C1,1.23456\n")
    assert found == [("company.yml", 2, "", "profile"), ("orders.csv", 2, "date", "unreadable")]


def test_a_missing_company_yml_does_not_hide_the_tables(problems):
    found = problems(**{"company.yml": None}, orders="doc_no,date,customer,amount\nS1,nie,C1,1\n")
    assert found == [("company.yml", None, "", "missing-profile"), ("orders.csv", 2, "date", "unreadable")]


def test_a_folder_of_something_else_is_told_once(tmp_path):
    (tmp_path / "notes.csv").write_text("a,b\n")
    assert [problem.kind for problem in check(tmp_path).problems] == ["missing-profile"]


def test_no_folder_names_those_there_are(tmp_path, monkeypatch, make):
    make()
    monkeypatch.setattr("helpers.paths.companies", lambda: tmp_path)
    (problem,) = check(tmp_path / "frim").problems
    assert problem.kind == "missing-folder" and "firm" in problem.render("en")
    with pytest.raises(FolderError):
        folder.open("frim")
    assert folder.open("firm").id == "firm"


def test_a_required_table_that_is_not_there(problems):
    assert problems(orders=None) == [("orders.csv", None, "", "missing-table")]


@pytest.mark.parametrize("content", ["doc_no,date,customer,amount\n", "doc_no,date,customer,amount\n,,,\n\n"])
def test_a_required_table_without_rows(problems, content):
    assert problems(orders=content) == [("orders.csv", None, "", "empty-table")]


def test_an_optional_table_without_rows_is_as_if_not_there(make):
    firm = check(make(products="product,name\n", invoices="invoice_no,customer,issued_on,amount\n\n")).company
    assert set(firm.frames) == {"customers", "orders"}
    with pytest.raises(FolderError):
        firm.table("products")


def test_one_row_is_enough(make):
    firm = check(
        make(
            customers="customer,name\nC1,x\n",
            orders="doc_no,date,customer,amount\nS,2025-01-01,C1,1\n",
            products=None,
            invoices=None,
        )
    ).company
    assert len(firm.table("orders")) == 1


@pytest.mark.parametrize(
    "table, content, where",
    [
        ("orders", "doc_no,date,customer,amount\nS1,2025-07-01,C1,1\n", ("orders.csv", 2, "date", "after-as-of")),
        ("invoices", "invoice_no,customer,issued_on,amount\nI,C1,2025-07-01,1\n", ("invoices.csv", 2, "issued_on", "after-as-of")),
        ("invoices", "invoice_no,customer,issued_on,amount,paid_on\nI,C1,2025-06-01,1,2025-07-02\n", ("invoices.csv", 2, "paid_on", "after-as-of")),
    ],
)  # fmt: skip
def test_nothing_is_dated_after_the_as_of_date(problems, table, content, where):
    assert problems(**{table: content}) == [where]


def test_due_dates_may_lie_ahead(problems):
    assert problems(invoices="invoice_no,customer,issued_on,due_on,amount\nI,C1,2025-06-01,2026-01-01,1\n") == []


def test_a_doubled_key_tells_the_other_row(make):
    (problem,) = check(make(customers='customer,name\nC1,"a\nb"\nC2,b\nC3,c\nＣ１,c\n')).problems
    assert (problem.row, problem.column, problem.kind) == (6, "customer", "duplicate")
    assert "'C1' stands in row 2 already" in problem.render("en")


def test_a_lost_code_is_named_once_with_its_rows(make):
    orders = "doc_no,date,customer,amount\n" + "S1,2025-01-01,C9,1\n" * 30 + "S2,2025-01-01,C8,1\n"
    first, second = check(make(orders=orders)).problems
    assert (first.row, second.row) == (2, 32)
    assert "'C9'" in first.render("en") and "30" in first.render("en") and "'C8'" in second.render("en")


def test_references_are_not_asked_of_a_table_that_is_not_there(problems):
    assert problems(products=None) == []


def test_twenty_are_listed_and_the_rest_counted(make):
    def found(bad):
        orders = "doc_no,date,customer,amount\n" + "S1,never,C1,1\n" * bad
        return check(make(name=f"f{bad}", orders=orders)).problems

    assert len(found(20)) == 20 and len(found(21)) == 21
    many = found(50)
    assert len(many) == 21 and many[-1].row is None and "30 more rows" in many[-1].render("en")


@pytest.mark.parametrize(
    "table, content, column, kind",
    [
        ("customers", "customer,name,channel\nC1,x,Dealer\nC2,x,直销\nC3,x,agent\n", "channel", "not-allowed"),
        ("customers", "customer,name,payment_days\nC1,x,0\nC2,x,720\nC3,x,721\n", "payment_days", "not-allowed"),
        ("customers", "customer,name,credit_limit\nC1,x,0\nC2,x,\nC3,x,-0.01\n", "credit_limit", "not-allowed"),
    ],
)
def test_closed_lists_and_limits(problems, table, content, column, kind):
    assert problems(**{table: content}) == [("customers.csv", 4, column, kind)]


def test_closed_lists_take_words_of_both_languages(make):
    firm = folder.open(make(customers="customer,name,channel\nC1,x,经销\nC2,x,Dealer\nC3,x,direct\n"))
    assert firm.table("customers")["channel"].tolist() == ["dealer", "dealer", "direct"]


def test_titles_of_both_languages_and_marks_of_required_ones(make):
    customers = "客户编码 *,Customer name＊,地区\nC1,x,华东\nC2,y,\nC3,z,\n"
    assert folder.open(make(customers=customers)).table("customers")["region"].tolist()[0] == "华东"


@pytest.mark.parametrize(
    "names, kinds",
    [
        (["Orders.CSV"], []),
        (["order.csv"], ["misnamed-file"]),
        (["订单明细.csv"], ["misnamed-file"]),
        (["orders.csv", "orders.parquet"], ["two-sources"]),
        (["~$orders.csv", ".orders.csv", "orders.csv", "readme.txt", "budget.xlsx"], []),
    ],
)
def test_names_of_files(make, names, kinds):
    place = make(orders=None)
    for name in names:
        (place / name).write_bytes(b"" if name[0] in "~." else b"doc_no,date,customer,amount\nS1,2025-01-01,C1,1\n")
    assert [problem.kind for problem in check(place).problems] == kinds


def test_rules_the_stations_would_refuse(make, monkeypatch):
    from types import SimpleNamespace

    from helpers.language import msg
    from helpers.rules import Rule, RuleSchema

    schema = RuleSchema("diagnosis", 1, (Rule("share", 0.8, msg("Rule"), "share", 0, 1),))
    monkeypatch.setattr(
        "helpers.company.feeds.stations", lambda: {"diagnosis": SimpleNamespace(name="diagnosis", rules=schema)}
    )
    found = check(
        make(**{"company.yml": BASE + "rules:\n  diagnosis: {shore: 0.5, share: 2}\n  clasification: {}\n"})
    ).problems
    assert [problem.column for problem in found] == [
        "rules.clasification",
        "rules.diagnosis.shore",
        "rules.diagnosis.share",
    ]


BASE = "id: firm\nname: x\nindustry: general\ncurrency: CNY\nas_of: 2025-06-30\n"


def test_an_as_of_that_is_no_date_or_too_late(make):
    place = make()
    for wrong in ("2025-06-31", "gestern", "20250101", "2025-07-01"):
        with pytest.raises(ParameterError):
            folder.open(place, wrong)
    assert folder.open(place, "2025-03-31").date.isoformat() == "2025-03-31"
    assert folder.open(place, "").cut is None and folder.open(place, "2025-06-30").cut is None


def test_every_problem_speaks_both_languages(make):
    place = make(
        **{"company.yml": "id: a/b\ncurency: CNY\nname: [1]\nrevenue: 3\nfinance: 4\nrules: 5\ntables: {x: {}}\nschema: 9\n"},
        customers="customer,name,grad\nC1,x,\nC1,\u202ex,\n,=1,\n",
        orders="doc_no,date,customer,amount\nS1,x,C1,x\nS,2025-01-01\n",
        invoices="a;b\n",
        products="product,product,name\n",
    )  # fmt: skip
    found = check(place).problems
    assert len(found) > 12
    for problem in found:
        for lang in ("zh", "en"):
            with using(lang):
                text = problem.render()
            assert "→" in text and problem.file in text
            assert any("\u4e00" <= sign <= "\u9fff" for sign in problem.what.render("zh")), problem
            assert any("\u4e00" <= sign <= "\u9fff" for sign in problem.do.render("zh")), problem


def test_the_error_carries_all_problems(make):
    with pytest.raises(CourseError) as caught:
        folder.open(make(orders=None, customers=None))
    assert len(caught.value.problems) == 2 and caught.value.exit_code == 2
