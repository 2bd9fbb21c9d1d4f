"""Values as people and systems write them: dates, numbers, codes."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.intake.values import codes, dates, numbers


def cells(*texts):
    return pd.Series(texts, dtype="str")


DAY = dt.date(2024, 1, 5)


@pytest.mark.covers("0.3")
@pytest.mark.parametrize(
    "text",
    [
        "2024-01-05",
        "2024/1/5",
        "2024.1.5",
        "2024年1月5日",
        "2024年01月05号",
        "20240105",
        "２０２４／１／５",
        "45296",
        "45296.75",
        "2024-01-05 10:30",
        "2024-01-05T10:30:00Z",
        "2024-01-05 00:00:00",
        "2024/1/5 上午10:30",
        "2024年1月5日 10时30分",
        "5 Jan 2024",
        "05-Jan-24",
        "January 5, 2024",
    ],
)
def test_one_day_in_many_forms(text):
    assert dates.parse(text)[0] == DAY


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-30",
        "2024年13月",
        "2024.1",
        "201203",
        "2024Q1",
        "05/01/2024",
        "abc",
        "1889-01-01",
        "12",
        "2024-13-01",
        "99999",
    ],
)
def test_what_is_no_date_is_not_read(text):
    assert dates.parse(text)[0] is None


def test_day_and_month_are_told_by_the_column_or_asked():
    assert dates.order_of(cells("05/01/2024", "13/01/2024")) == "dmy"
    assert dates.order_of(cells("05/01/2024", "01/13/2024")) == "mdy"
    assert dates.order_of(cells("05/01/2024", "06/02/2024")) == "?"
    assert dates.order_of(cells("13/01/2024", "01/13/2024")) == "?"
    assert dates.order_of(cells("2024-01-05", None)) == ""
    assert dates.parse("05/01/2024", "dmy")[0] == DAY
    assert dates.parse("01/05/2024 08:00", "mdy")[0] == DAY
    assert dates.parse("24/1/5", "ymd")[0] == DAY


def test_time_of_day_is_a_counted_repair_but_midnight_is_not():
    reading = dates.read_dates(cells("2024-01-05 10:30:00", "2024-01-05 00:00:00", "2024/1/5", None), "日期")
    assert {repair.kind: repair.cells for repair in reading.repairs} == {"time_dropped": 1, "date_form": 1}
    assert reading.values.notna().tolist() == [True, True, True, False] and not reading.bad.any()


@pytest.mark.covers("0.3")
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234.5", "1234.5"),
        ("¥1,234.50", "1234.50"),
        ("￥１，２３４．５０", "1234.50"),
        ("(123.00)", "-123.00"),
        ("（¥123.00）", "-123.00"),
        ("-¥5", "-5"),
        ("¥-5", "-5"),
        ("123.00-", "-123.00"),
        ("−7", "-7"),
        ("1.2万", "12000"),
        ("1.2万元", "12000"),
        ("0.5亿", "50000000"),
        ("1 234.50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("CNY 12", "12"),
        ("12元", "12"),
        ("USD12.30", "12.30"),
        ("+5", "5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1.5e3", "1500"),
    ],
)
def test_one_number_in_many_forms(text, value):
    assert numbers.parse(text)[0] == Decimal(value)


@pytest.mark.parametrize(
    "text", ["abc", "", "-", "1,23,4", "12,34.5", "1.2.3", "#N/A", "5%", "1e99", "¥", "()", "12 pcs of 3"]
)
def test_what_is_no_number_is_not_read(text):
    assert numbers.parse(text)[0] is None


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (("1.234,50", "3,5"), ","),
        (("1,234.50", "7"), "."),
        (("1,234", "12"), "."),
        (("1.234", "2.500"), "?"),
        (("1.234", "0.5"), "."),
        (("1.234,50", "1,234.50"), "?"),
        (("1.234.567",), ","),
        ((), "."),
    ],
)
def test_the_decimal_mark_is_told_by_the_column_or_asked(texts, mark):
    assert numbers.mark_of(cells(*texts)) == mark


def test_decimal_comma_and_units_of_ten_thousand():
    assert numbers.parse("1.234,50", ",")[0] == Decimal("1234.50")
    assert numbers.parse("1 234,50 €", ",")[0] == Decimal("1234.50")
    assert numbers.parse("1.2", ".", 4)[0] == Decimal(12000)


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    st.sampled_from(["{:,}", "¥{:,}", "{}", "{:,} 元", "'{}"]),
)
def test_writing_and_reading_a_number_gives_it_back(value, form):
    assert numbers.parse(form.format(value))[0] == value


def test_money_is_whole_minor_units_rounded_half_away_from_zero_and_counted():
    values = pd.Series([Decimal("0.005"), Decimal("-0.005"), Decimal("1.00"), None], dtype=object)
    minor, repairs = numbers.to_minor(values, 2, "金额")
    assert minor.tolist()[:3] == [1, -1, 100] and minor.isna().tolist() == [False, False, False, True]
    assert [(repair.kind, repair.cells, repair.before, repair.after) for repair in repairs] == [
        ("rounded", 2, "0.005", "0.01")
    ]
    assert numbers.to_minor(pd.Series([Decimal(12)], dtype=object), 0, "")[0].tolist() == [12]


def test_currencies_are_seen_in_amounts():
    assert numbers.currencies_of(cells("¥5", "￥6", "7")) == {("CNY", "JPY"): 2}
    assert set(numbers.currencies_of(cells("USD 5", "€6", "12 pieces"))) == {("USD",), ("EUR",)}


@pytest.mark.covers("0.3")
def test_codes_are_one_however_written():
    reading = codes.read_codes(
        cells("17850.0", " 17850", "１７８５０", "17850\u200b", "007", "NA", "nan", None), "客户编码"
    )
    assert reading.values.tolist()[:6] == ["17850", "17850", "17850", "17850", "007", "NA"]
    assert reading.values.isna().tolist() == [False] * 6 + [True] * 2
    assert {repair.kind for repair in reading.repairs} == {"id_decimal", "id_spaces", "full_width", "placeholder"}


def test_codes_that_are_versions_keep_their_decimals():
    assert codes.read_codes(cells("1.0", "1.5"), "型号").values.tolist() == ["1.0", "1.5"]


def test_names_keep_their_brackets():
    assert codes.read_texts(cells("上海（集团）　有限公司 "), "客户名称").values.tolist() == ["上海（集团） 有限公司"]


def test_codes_cut_by_a_spreadsheet_are_seen():
    assert codes.broken(cells("1.23E+17", "A1", None)).tolist() == [True, False, False]
