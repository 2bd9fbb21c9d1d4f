"""Business rules of an import: what is no product, what is a test, returns without a sale, rows taken back."""

import pandas as pd
import pytest

from helpers.company.check import check
from helpers.errors import IntakeError
from helpers.intake.ledger.ledger_import import import_ledger, write
from helpers.intake.lines.line_kinds import is_service, is_test, unpaired

HEAD = "单据编号,日期,客户编码,客户名称,产品,产品名称,数量,金额\n"
LINES = (
    "D1,2025-01-02,C1,恒川机械,P1,电机,10,1000.00\n"
    "D1,2025-01-02,C1,恒川机械,F,运费,1,30.00\n"
    "D2,2025-01-05,C9,测试客户01,P1,电机,1,100.00\n"
    "D3,2025-01-09,C1,恒川机械,P1,电机,-4,-400.00\n"
    "D4,2025-01-12,C2,运费宝科技,P2,运费险软件,1,0.00\n"
    "D5,2025-01-15,,,P1,电机,2,200.00\n"
)


def bring(tmp_path, lines=LINES, **more):
    path = tmp_path / "ledger.csv"
    path.write_text(HEAD + lines, "utf-8")
    given = {"id": "firm", "name": "Firm", "currency": "CNY", "as_of": "2025-12-31"} | more
    return import_ledger(path, **given)


def aside(found):
    return dict(zip(found.set_aside["line"], found.set_aside["reason"], strict=True))


def notes(found):
    return {note["kind"]: (note["rows"], note["money"]) for note in found.report["sources"][0]["sheets"][0]["notes"]}


def balanced(found):
    totals = found.report["totals"]
    return (
        totals["rows_in"] == totals["rows_kept"] + totals["rows_set_aside"]
        and totals["money_in"] == totals["money_kept"] + totals["money_set_aside"]
    )


@pytest.mark.covers("0.2")
def test_what_is_no_product_is_told_and_stays_revenue_unless_chosen(tmp_path):
    found = bring(tmp_path)
    assert notes(found)["service"] == (1, 3000) and aside(found) == {4: "test", 7: "no_customer"}
    found = bring(tmp_path, rules={"service_lines": "aside", "zero_lines": "aside", "test_lines": "keep"})
    assert aside(found) == {3: "service", 6: "zero", 7: "no_customer"} and balanced(found)
    assert "C9" in set(found.company.frames["orders"]["customer"])


def test_only_a_whole_name_counts():
    names = pd.Series(
        ["运费", "运费 2", "运费险", "POSTAGE", "Postage stamp album", None, None, "Manual", "手动阀"], dtype="str"
    )
    codes = pd.Series(["A", "B", "C", "D", "E", "POST", "POST-IT", "M", "V"], dtype="str")
    assert is_service(names, codes).tolist() == [True, True, False, True, False, True, False, True, False]
    names = pd.Series(["测试", "Test Customer (2)", "测试仪器有限公司", "Testa GmbH", None], dtype="str")
    codes = pd.Series(["1", "2", "3", "4", "TEST001"], dtype="str")
    none = pd.Series([None] * 5, dtype="str")
    assert is_test(names, codes, none).tolist() == [True, True, False, False, True]


def test_returns_are_held_against_what_was_sold_before():
    lines = pd.DataFrame(
        [
            ("A", "P", "2025-01-03", 5.0),
            ("A", "P", "2025-01-04", -3.0),
            ("A", "P", "2025-01-05", -3.0),  # one more than was left
            ("A", "P", "2025-01-06", 4.0),
            ("A", "P", "2025-01-07", -4.0),
            ("A", "Q", "2025-01-02", -1.0),  # never sold
            ("B", "P", "2025-01-02", -1.0),  # sold the same day, entered later
            ("B", "P", "2025-01-02", 1.0),
            ("B", None, "2025-01-03", -9.0),
        ],
        columns=["customer", "product", "date", "quantity"],
    )
    lines["date"] = pd.to_datetime(lines["date"])
    told = unpaired(lines)
    assert told[told].index.tolist() == [2, 5]
    shuffled = unpaired(lines.sample(frac=1, random_state=1))
    assert sorted(shuffled[shuffled].index) == [2, 5]


def test_rows_taken_back_are_kept_with_what_was_mended(tmp_path):
    first = bring(tmp_path)
    copy = tmp_path / "back.csv"
    rows = first.set_aside.copy()
    rows.loc[rows["reason"] == "no_customer", ["客户编码", "客户名称"]] = ["C1", "恒川机械"]
    rows.to_csv(copy, index=False, encoding="utf-8-sig")
    found = bring(tmp_path, take_back=copy)
    assert found.set_aside.empty and balanced(found) and notes(found)["taken_back"] == (2, 30000)
    assert found.report["totals"]["money_kept"] == 93000
    again = bring(tmp_path, take_back=copy)
    assert again.report == found.report


def test_what_still_lacks_something_stays_aside(tmp_path):
    copy = tmp_path / "back.csv"
    bring(tmp_path).set_aside.to_csv(copy, index=False)
    found = bring(tmp_path, take_back=copy)
    assert aside(found) == {7: "no_customer"}


@pytest.mark.parametrize(
    "text, names",
    [
        ("a,b\n1,2\n", "back.csv"),
        ("file,sheet,line,reason\nledger.csv,,99,copy\n", "99"),
        ("file,sheet,line,reason\nledger.csv,,x,copy\n", "2"),
        ("", "back.csv"),
    ],
)
def test_a_wrong_copy_is_refused_and_named(tmp_path, text, names):
    copy = tmp_path / "back.csv"
    copy.write_text(text, "utf-8")
    with pytest.raises(IntakeError) as caught:
        bring(tmp_path, take_back=copy)
    told = caught.value.render("en")
    assert names in told and "back.csv" in told


def test_an_amount_that_the_folder_could_not_hold_is_set_aside(tmp_path):
    """The contract reads at most twelve digits before the point; what the import keeps, `course check` takes."""
    lines = (
        LINES
        + "D6,2025-01-16,C1,恒川机械,P1,电机,1,6515951877770.00\nD7,2025-01-17,C1,恒川机械,P1,电机,1,999999999999.00\n"
    )
    found = bring(tmp_path, lines)
    assert aside(found)[8] == "no_amount" and 9 not in aside(found) and balanced(found)
    folder = write(found, tmp_path / "firm")
    assert check(folder).problems == ()
