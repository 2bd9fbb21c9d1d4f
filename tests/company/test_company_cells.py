"""Text becomes values exactly or not at all, and comes back as it was."""

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.company import folder
from helpers.company.cells import canonical, tidy
from helpers.company.kinds import dates, decimals
from helpers.company.profile import read
from helpers.company.read_excel import as_text
from helpers.company.save import decimal_text, save
from helpers.company.schema import DTYPES, tables


def text(*cells):
    return pd.Series(cells, dtype="str")


@given(st.lists(st.integers(-(10**14) + 1, 10**14 - 1), min_size=1, max_size=20), st.sampled_from([0, 2, 3]))
def test_money_is_exact_both_ways(amounts, digits):
    whole = pd.Series(amounts, dtype="Int64") // 10 ** (2 - min(digits, 2))
    written = decimal_text(whole, digits)
    for minor, cell in zip(whole, written, strict=True):
        assert Decimal(cell) == Decimal(int(minor)).scaleb(-digits)
    small = whole.abs() < 10 ** (12 + digits)
    assert decimals(written[small], digits).tolist() == whole[small].tolist()


@pytest.mark.parametrize(
    "cell, digits, value",
    [
        ("12", 2, 1200),
        ("-0.05", 2, -5),
        ("-0", 2, 0),
        ("00.10", 2, 10),
        ("1.5000", 2, 150),
        ("999999999999.99", 2, 99999999999999),
        ("7.000", 0, 7),
        *((bad, 2, None) for bad in ("1.005", "1,000.00", "¥5", "1e5", "5.", ".5", "+5", "(5.00)", "1 000", "٣", "nan", "inf", "1234567890123")),
        ("7.1", 0, None),
    ],
)  # fmt: skip
def test_amounts(cell, digits, value):
    found = decimals(text(cell, None), digits)
    assert found.dtype == "Int64" and pd.isna(found[1])
    assert pd.isna(found[0]) if value is None else found[0] == value


@pytest.mark.parametrize(
    "cell, day",
    [
        ("2025-03-18", "2025-03-18"),
        ("2025/3/8", "2025-03-08"),
        ("2025.03.18", "2025-03-18"),
        ("2025年3月18日", "2025-03-18"),
        ("2025-03-18T23:59:59.999", "2025-03-18"),
        ("2025-03-18 8:00", "2025-03-18"),
        *((bad, None) for bad in ("2025-02-29", "18.03.2025", "25-03-18", "20250318", "2025-03", "0205-03-18", "1949-12-31", "2101-01-01", "today", "45000")),
    ],
)  # fmt: skip
def test_days(cell, day):
    found = dates(text(None, cell))
    assert found.dtype == DTYPES["date"] and pd.isna(found[0])
    assert pd.isna(found[1]) if day is None else str(found[1].date()) == day


def test_nothing_but_an_empty_cell_is_empty(make):
    customers = "customer,name,group,owner\nC1,NA,null,-\nC2,N/A,None,无\nC3,nan, \u3000,\u200b\n"
    found = folder.open(make(customers=customers)).table("customers")
    assert found["name"].tolist() == ["NA", "N/A", "nan"]
    assert found["group"].tolist()[:2] == ["null", "None"] and found["group"].isna().tolist() == [False, False, True]
    assert found["owner"].tolist()[:2] == ["-", "无"] and pd.isna(found["owner"][2])


def test_full_width_signs_count_in_codes_dates_and_numbers_only(make):
    place = make(
        customers="customer,name\nＣ１,ＡＢＣ　公司\nC2,y\nC3,z\n",
        orders="doc_no,date,customer,amount\nＳ－１,２０２５／０１／０２,C1,－１２．５０\n",
    )
    firm = folder.open(place)
    assert firm.table("customers")["name"][0] == "ＡＢＣ　公司"
    row = firm.table("orders").iloc[0]
    assert (row["doc_no"], row["amount"], str(row["date"].date())) == ("S-1", -1250, "2025-01-02")


def test_codes_keep_capitals_and_leading_zeros(make):
    customers = "customer,name\n001,a\n1,b\nc1,c\nC1,d\nC2,e\nC3,f\n"
    assert folder.open(make(customers=customers)).table("customers")["customer"].tolist() == [
        "001",
        "1",
        "C1",
        "C2",
        "C3",
        "c1",
    ]


def test_line_ends_within_a_cell_are_one_sign(make):
    one = folder.open(make("one", customers='customer,name\nC1,"a\r\nb"\nC2,x\nC3,x\n'))
    two = folder.open(make("two", customers='customer,name\r\nC1,"a\nb"\r\nC2,x\r\nC3,x\r\n'))
    assert one.table("customers")["name"][0] == two.table("customers")["name"][0] == "a\nb"


@pytest.mark.parametrize(
    "cell, shown",
    [
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        (123456789012.34, "123456789012.34"),
        (0.00001, "0.000010"),
        (1e-9, "0"),
        (-0.0, "0"),
        (1e22, "1e+22"),
        (True, "True"),
        ("", None),
        (" ", None),
        (pd.Timestamp(2025, 1, 2, 3).to_pydatetime(), "2025-01-02"),
        (7, "7"),
    ],
)
def test_cells_of_excel_as_text(cell, shown):
    assert as_text(cell) == shown


def test_currencies_have_their_own_decimals(make):
    yml = "id: firm\nname: x\nindustry: general\ncurrency: {}\nas_of: 2025-06-30\n"
    orders = "doc_no,date,customer,amount\nS1,2025-01-01,C1,{}\n"
    for code, cell, minor in (("JPY", "1500", 1500), ("KWD", "1.234", 1234), ("cny", "1.23", 123)):
        place = make(
            code, **{"company.yml": yml.format(code)}, orders=orders.format(cell), products=None, invoices=None
        )
        assert folder.open(place).table("orders")["amount"].tolist() == [minor]


def test_canonical_frames_are_typed_and_money_may_wait_for_its_currency(make):
    from helpers.company.read_csv import read_csv

    place = make(orders="doc_no,date,customer,amount,quantity\nS1,2025-01-01,C1,1.2345,\n")
    raw = read_csv(place / "orders.csv", tables()["orders"])
    frame, lines, problems = canonical(raw, "CNY")
    assert [problem.column for problem in problems] == ["amount"] and lines.tolist() == [2]
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        column.name: DTYPES[column.kind] for column in tables()["orders"].columns if column.name in frame
    }
    assert canonical(raw, None)[2] == []


def test_a_saved_folder_is_the_same_company_and_the_same_bytes(firm, tmp_path):
    save(firm, tmp_path / "one")
    again = folder.open(tmp_path / "one")
    save(again, tmp_path / "two")
    assert again.data_hash == firm.data_hash and again.profile == firm.profile == read(tmp_path / "one")
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
        assert b"\r" not in path.read_bytes()


def test_tidy_does_not_care_about_the_order_of_rows(firm):
    frame = firm.table("orders")
    for seed in range(5):
        mixed = frame.sample(frac=1, random_state=seed)
        pd.testing.assert_frame_equal(tidy(mixed, tables()["orders"]), tidy(frame, tables()["orders"]))


def test_what_is_shown_is_a_copy(firm):
    copy = firm.table("orders")
    copy["amount"] = 0
    assert firm.table("orders")["amount"].sum() != 0
    assert list(firm.table("orders").columns) == list(tables()["orders"].names)
