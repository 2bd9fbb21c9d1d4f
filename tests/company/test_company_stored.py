"""Order lines that stay where they lie, in a file or in Spark: every station says the same as of lines in memory."""

import importlib.util
import shutil

import pandas as pd
import pytest
import yaml

from helpers import paths, station
from helpers.company import database, folder, lines_file, stored
from helpers.company.check import check
from helpers.company.save import parquet_bytes
from helpers.company.schema import tables

#: A firm with returns and many tables, seen from an earlier date, two of its customers answered to be one.
FIRM, DATE = "qicheng", "2025-03-31"
SETTINGS = {
    "spark.master": "local[2]",
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    # few lines: to compile each query would take longer than to run it
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
ADDRESS = "pyspark://?" + "&".join(f"{name}={value}" for name, value in SETTINGS.items())
needs_spark = pytest.mark.skipif(
    not (importlib.util.find_spec("pyspark") and shutil.which("java")),
    reason="Spark is an extra (pip install .[spark]) and needs Java",
)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """One Spark session for all tests, ended with them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("spark"))
        yield
        from pyspark.sql import SparkSession

        if (running := SparkSession.getActiveSession()) is not None:
            running.stop()
        database._spark.cache_clear()


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


def moved(firm, place, **columns):
    """A client folder with its order lines in Spark."""
    shutil.copytree(firm, place)
    lines = folder.open(place).table("orders")
    for file in place.glob("orders.*"):
        file.unlink()
    lines = lines.assign(**columns) if columns else lines
    (place / "orders.parquet.d").mkdir()
    (place / "orders.parquet.d" / "part-0.parquet").write_bytes(parquet_bytes(lines, tables()["orders"], "CNY"))
    told = yaml.safe_load((place / "company.yml").read_text("utf-8"))
    told["tables"] = {"orders": {"database": ADDRESS, "table": "./orders.parquet.d"}}
    (place / "company.yml").write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")
    return place


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return kept_as_parquet(FIRM, tmp_path_factory.mktemp("stored"))


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """A firm of few lines."""
    return kept_as_parquet("yunhe", tmp_path_factory.mktemp("few"))


@pytest.fixture(scope="module")
def usual(home):
    """What a station says of the firm's lines in memory, computed once."""
    inside, found = folder.open(home, DATE), {}
    assert inside.stored is None

    def told(name):
        if name not in found:
            found[name] = said(name, inside)
        return found[name]

    return told


def said(name, firm):
    which = station.station(name)
    fewer = {"draws": 100} if any(rule.name == "draws" for rule in which.rules) else {}
    return station.run(which, firm, fewer, store=False)


def both(home, monkeypatch, date=""):
    inside = folder.open(home, date)
    monkeypatch.setattr(lines_file, "LARGE", 1)
    held = folder.open(home, date)
    assert inside.stored is None and held.stored is not None
    return inside, held


@pytest.fixture(scope="module")
def in_file(home):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines_file, "LARGE", 1)
        return folder.open(home, DATE)


@pytest.fixture(scope="module")
def in_spark(session, home, tmp_path_factory):
    return folder.open(moved(home, tmp_path_factory.mktemp("moved") / FIRM), DATE)


@pytest.fixture(scope="module")
def held(session, tmp_path_factory):
    """The smaller firm alone, in Spark."""
    return folder.open(moved(paths.companies() / "yunhe", tmp_path_factory.mktemp("alone") / "yunhe"))


@pytest.mark.slow
@pytest.mark.parametrize("name", station.CHAIN)
@pytest.mark.parametrize(("way", "exact"), [("in_file", False), pytest.param("in_spark", True, marks=needs_spark)])
def test_stations_say_the_same(usual, request, monkeypatch, way, exact, name):
    one, firm = usual(name), request.getfixturevalue(way)
    assert type(firm.stored.origin).__name__ == {"in_file": "File", "in_spark": "Spark"}[way]
    monkeypatch.setattr(stored.Stored, "frame", lambda self: pytest.fail("all lines were read into memory"))
    two = said(name, firm)
    assert list(one.tables) == list(two.tables)
    for table in one.tables:
        pd.testing.assert_frame_equal(one[table], two[table], **({"check_exact": True} if exact else {"rtol": 1e-12}))
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


@pytest.mark.slow
def test_the_hash_follows_the_file_the_answers_and_the_date(few, monkeypatch, tmp_path):
    _, held = both(few, monkeypatch)
    assert held.data_hash == folder.open(few).data_hash != held.as_of("2025-03-31").data_hash
    other = tmp_path / "yunhe"
    shutil.copytree(few, other)
    (other / "same.yml").unlink()
    assert folder.open(other).data_hash != held.data_hash


@pytest.mark.parametrize("damage", ["unknown customer", "after the as-of date", "no customer", "formula", "too large"])
def test_lines_with_anything_wrong_are_told_one_by_one(few, monkeypatch, tmp_path, damage):
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
    told = check(place).problems
    monkeypatch.setattr(lines_file, "LARGE", 1)
    assert told and check(place).problems == told


def test_the_lines_of_some_customers(few, monkeypatch):
    inside, held = both(few, monkeypatch, "2025-03-31")
    some = inside.table("customers")["customer"].head(40)
    part, orders = held.stored.of(some), inside.table("orders")
    wanted = orders[orders["customer"].isin(some)].reset_index(drop=True)
    pd.testing.assert_frame_equal(part.frame(), wanted, check_dtype=False)
    assert (part.summary["rows"], part.summary["amount"]) == (len(wanted), int(wanted["amount"].sum()))
    assert 0 < len(wanted) < len(orders) and part.digest != held.stored.digest


@pytest.mark.slow
@needs_spark
def test_spark_at_an_earlier_date_and_line_by_line(held):
    inside, cut = (company.as_of("2025-03-31") for company in (folder.open("yunhe"), held))
    pd.testing.assert_frame_equal(inside.table("orders"), cut.table("orders"))
    assert inside.rows("orders") == cut.rows("orders") and cut.cut.rows == inside.cut.rows
    assert cut.data_hash != held.data_hash


@needs_spark
def test_the_hash_follows_the_lines_in_spark(held, tmp_path):
    lines = held.table("orders")
    dearer = lines["amount"].where(lines.index != 7, lines["amount"] + 1)
    other = folder.open(moved(paths.companies() / held.id, tmp_path / held.id, amount=dearer))
    assert other.stored is not None and other.stored.digest != held.stored.digest


@needs_spark
def test_what_is_wrong_in_spark_is_told_row_by_row(held, tmp_path):
    lines = held.table("orders")
    place = moved(
        paths.companies() / held.id, tmp_path / held.id, customer=lines["customer"].where(lines.index != 7, "C-nobody")
    )
    problems = check(place).problems
    assert problems and any("C-nobody" in problem.render("en") for problem in problems)


@needs_spark
def test_a_table_that_is_not_in_spark_is_told_in_words(held, tmp_path):
    place = tmp_path / "gone"
    shutil.copytree(held.folder, place)
    text = (place / "company.yml").read_text("utf-8").replace("./orders.parquet.d", "nothing.here")
    (place / "company.yml").write_text(text, "utf-8")
    (problem,) = check(place).problems
    assert problem.column == "tables.orders" and "local" not in problem.render("en")
