"""Order lines that stay in their file: every station says the same as of lines in memory, at any date."""

import shutil

import pandas as pd
import pytest
import yaml

from helpers import paths, station
from helpers.company import folder, lines_file, stored
from helpers.company.save import parquet_bytes
from helpers.company.schema import tables


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return kept_as_parquet("hengce", tmp_path_factory.mktemp("stored"))


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """A firm of few lines."""
    return kept_as_parquet("yunhe", tmp_path_factory.mktemp("few"))


def kept_as_parquet(firm, where):
    """A demo firm with its order lines as Parquet, and two of its customers answered to be one."""
    place = where / firm
    shutil.copytree(paths.companies() / firm, place)
    firm = folder.open(place)
    (place / "orders.csv").unlink()
    (place / "orders.parquet").write_bytes(parquet_bytes(firm.table("orders"), tables()["orders"], "CNY"))
    first, second = firm.table("orders")["customer"].drop_duplicates().iloc[:2]
    same = {"customers": [{"keep": first, "code": second, "kind": "same", "answer": "yes"}]}
    (place / "same.yml").write_text(yaml.safe_dump(same), "utf-8")
    return place


def both(home, monkeypatch, date=""):
    inside = folder.open(home, date)
    monkeypatch.setattr(lines_file, "LARGE", 1)
    held = folder.open(home, date)
    assert inside.stored is None and held.stored is not None
    return inside, held


@pytest.mark.parametrize("date", ["2025-03-31"])
@pytest.mark.parametrize("name", station.CHAIN)
def test_stations_say_the_same(home, monkeypatch, name, date):
    inside, held = both(home, monkeypatch, date)
    monkeypatch.setattr(stored.Stored, "frame", lambda self: pytest.fail("all lines were read into memory"))
    which = station.station(name)
    fewer = {"draws": 100} if any(rule.name == "draws" for rule in which.rules) else {}
    one, two = (station.run(which, firm, fewer, store=False) for firm in (inside, held))
    assert list(one.tables) == list(two.tables)
    for table in one.tables:
        pd.testing.assert_frame_equal(one[table], two[table], rtol=1e-12)
    assert [(f.id, f.say("en"), f.why("en"), f.advise("en")) for f in one.findings] == [
        (f.id, f.say("en"), f.why("en"), f.advise("en")) for f in two.findings
    ]
    assert [note.render("en") for note in (*one.assumptions, *one.warnings)] == [
        note.render("en") for note in (*two.assumptions, *two.warnings)
    ]


def test_the_lines_themselves_are_the_same(few, monkeypatch):
    inside, held = both(few, monkeypatch, "2025-03-31")
    pd.testing.assert_frame_equal(inside.table("orders"), held.table("orders"))
    pd.testing.assert_frame_equal(
        inside.expr("orders")
        .to_pandas()
        .astype({"date": "datetime64[us]"})[["date", "amount"]]
        .sort_values(["date", "amount"], ignore_index=True),
        held.expr("orders")
        .to_pandas()
        .astype({"date": "datetime64[us]"})[["date", "amount"]]
        .sort_values(["date", "amount"], ignore_index=True),
        check_dtype=False,
    )
    assert inside.rows("orders") == held.rows("orders") and held.cut.rows == inside.cut.rows
    assert held.has("orders", "product") and not held.has("orders", "nothing")


def test_the_hash_follows_the_file_the_answers_and_the_date(few, monkeypatch, tmp_path):
    _, held = both(few, monkeypatch)
    assert held.data_hash == folder.open(few).data_hash != held.as_of("2025-03-31").data_hash
    other = tmp_path / "yunhe"
    shutil.copytree(few, other)
    (other / "same.yml").unlink()
    assert folder.open(other).data_hash != held.data_hash


@pytest.mark.parametrize("damage", ["unknown customer", "after the as-of date", "no customer", "formula", "too large"])
def test_lines_with_anything_wrong_are_told_one_by_one(few, monkeypatch, tmp_path, damage):
    from helpers.company.check import check
    from helpers.errors import CourseError  # noqa: F401

    place = tmp_path / "yunhe"
    shutil.copytree(few, place)
    (place / "same.yml").unlink()
    frame = pd.read_parquet(place / "orders.parquet")
    column, value = {
        "unknown customer": ("customer", "C-nobody"),
        "after the as-of date": ("date", pd.Timestamp("2026-02-01").date()),
        "no customer": ("customer", None),
        "formula": ("product", "=1+1"),
        "too large": ("doc_no", "=HYPERLINK(1)"),
    }[damage]
    frame[column] = frame[column].astype("object")
    frame.loc[7, column] = value
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pq.read_schema(place / "orders.parquet")
    frame["date"] = pd.to_datetime(frame["date"])
    pq.write_table(pa.Table.from_pandas(frame, schema, preserve_index=False), place / "orders.parquet")
    usual = check(place).problems
    monkeypatch.setattr(lines_file, "LARGE", 1)
    assert usual and check(place).problems == usual


def test_the_lines_of_some_customers(few, monkeypatch):
    inside, held = both(few, monkeypatch, "2025-03-31")
    some = inside.table("customers")["customer"].head(40)
    part, orders = held.stored.of(some), inside.table("orders")
    wanted = orders[orders["customer"].isin(some)].reset_index(drop=True)
    pd.testing.assert_frame_equal(part.frame(), wanted, check_dtype=False)
    assert (part.summary["rows"], part.summary["amount"]) == (len(wanted), int(wanted["amount"].sum()))
    assert 0 < len(wanted) < len(orders) and part.digest != held.stored.digest
