"""Results for other programs: exact money, stable names, the rules and hashes a table stands on."""

import csv
import io
import json
from decimal import Decimal

import pytest

from helpers.errors import CourseError
from helpers.report import export


@pytest.fixture
def told(course):
    """A call of the export on the small company."""

    def call(table, form, **more):
        return export.export("firm", "small", table, form, **more)

    return call


def test_csv_holds_exact_decimal_money_under_stable_english_names(told):
    rows = list(csv.DictReader(io.StringIO(told("top", "csv").decode("utf-8"))))
    assert list(rows[0]) == ["customer", "net", "share", "months"]
    assert rows[0]["net"] == "60004.11" and rows[19]["net"] == "3004.11"
    assert sum(Decimal(row["net"]) for row in rows) == Decimal("630082.20")


def test_json_says_what_the_table_stands_on(told):
    data = json.loads(told("top", "json", rules={"small": {"cut": 0.5}}))
    assert data["rules"] == {"cut": {"value": 0.5, "origin": "parameter"}}
    assert data["rows"][0]["net"] == "60004.11" and data["table"]["columns"]["net"]["currency"] == "CNY"
    assert len(data["data_hash"]) == 16 and data["rules_hash"] and data["code_version"] and data["fictional"]
    other = json.loads(told("top", "json"))
    assert other["rules_hash"] != data["rules_hash"] and other["data_hash"] == data["data_hash"]


def test_parquet_holds_decimals_and_the_same_metadata(told):
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(told("top", "parquet")))
    assert str(table.schema.field("net").type) == "decimal128(38, 2)"
    assert table["net"][0].as_py() == Decimal("60004.11")
    assert json.loads(table.schema.metadata[b"course"])["table"] == "top"
    assert told("top", "parquet") == told("top", "parquet")


def test_findings_in_both_languages_with_numbers_as_numbers(told):
    data = json.loads(told(None, "json"))
    first = data["findings"][0]
    assert first["id"] == "small.a.C000" and set(first["claim"]) == {"zh", "en"}
    stake = first["at_stake"]
    assert (stake["value"], stake["unit"], stake["currency"], stake["level"]) == ("60004.11", "money", "CNY", 0.95)
    assert abs(Decimal(stake["low"]) - Decimal("30002.055")) < Decimal("0.01")
    assert first["action"]["by"] == "2026-01-30"
    assert set(data["tables"]) == {"top"}
    rows = list(csv.DictReader(io.StringIO(told(None, "csv").decode("utf-8"))))
    assert [row["id"] for row in rows] == [found["id"] for found in data["findings"]]
    assert rows[0]["at_stake"] == "60004.11" and rows[1]["by"] == ""


def test_an_earlier_date(told):
    rows = list(csv.DictReader(io.StringIO(told("top", "csv", as_of="2025-01-31").decode("utf-8"))))
    assert rows[0]["net"] == "20000.00"


@pytest.mark.parametrize(
    "call",
    [
        ("smal", "top", "csv", {}),
        ("small", "topp", "csv", {}),
        ("small", "top", "xml", {}),
        ("small", None, "parquet", {}),
        ("small", "top", "csv", {"as_of": "2026-06-01"}),
        ("small", "top", "csv", {"as_of": "june"}),
        ("small", "top", "csv", {"rules": {"small": {"cutt": 1}}}),
    ],
)
def test_what_is_not_there_is_told(course, call):
    station, table, form, more = call
    with pytest.raises(CourseError):
        export.export("firm", station, table, form, **more)
