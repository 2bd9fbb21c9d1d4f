"""Order lines in Spark: every station says exactly the same as of lines in memory; what is wrong is told in words."""

import shutil

import pandas as pd
import pytest
import yaml

from helpers import paths, station
from helpers.company import database, folder
from helpers.company.check import check
from helpers.company.save import parquet_bytes
from helpers.company.schema import tables

pytest.importorskip("pyspark", reason="Spark is an extra: pip install .[spark]")
if not shutil.which("java"):
    pytest.skip("Spark needs Java", allow_module_level=True)

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
FIRMS = ("yunhe", "qicheng")


@pytest.fixture(scope="module", autouse=True)
def session(tmp_path_factory):
    """One session for all tests, ended with them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("spark"))
        yield
        from pyspark.sql import SparkSession

        if (running := SparkSession.getActiveSession()) is not None:
            running.stop()
        database._spark.cache_clear()


def moved(firm, place, table="./orders.parquet", **columns):
    """A demo firm whose order lines are in Spark."""
    shutil.copytree(paths.companies() / firm, place)
    lines = folder.open(place).table("orders")
    (place / "orders.csv").unlink()
    lines = lines.assign(**columns) if columns else lines
    (place / "orders.parquet.d").mkdir()
    (place / "orders.parquet.d" / "part-0.parquet").write_bytes(parquet_bytes(lines, tables()["orders"], "CNY"))
    told = yaml.safe_load((place / "company.yml").read_text("utf-8"))
    told["tables"] = {"orders": {"database": ADDRESS, "table": "./orders.parquet.d"}}
    (place / "company.yml").write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")
    return place


@pytest.fixture(scope="module", params=FIRMS)
def firm(request, tmp_path_factory):
    place = moved(request.param, tmp_path_factory.mktemp("firm") / request.param)
    return folder.open(request.param), folder.open(place)


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """The smaller firm alone."""
    return folder.open(moved("yunhe", tmp_path_factory.mktemp("alone") / "yunhe"))


@pytest.mark.parametrize("name", station.CHAIN)
def test_stations_say_exactly_the_same(firm, name, monkeypatch):
    inside, held = firm
    assert inside.stored is None and type(held.stored.origin).__name__ == "Spark"
    monkeypatch.setattr(type(held.stored), "frame", lambda self: pytest.fail("all lines were read into memory"))
    which = station.station(name)
    fewer = {"draws": 100} if any(rule.name == "draws" for rule in which.rules) else {}
    one, two = (station.run(which, company, fewer, store=False) for company in firm)
    assert list(one.tables) == list(two.tables)
    for table in one.tables:
        pd.testing.assert_frame_equal(one[table], two[table], check_exact=True)
    assert [(f.id, f.say("en")) for f in one.findings] == [(f.id, f.say("en")) for f in two.findings]


def test_at_an_earlier_date_and_line_by_line(held):
    inside, cut = (company.as_of("2025-03-31") for company in (folder.open("yunhe"), held))
    pd.testing.assert_frame_equal(inside.table("orders"), cut.table("orders"))
    assert inside.rows("orders") == cut.rows("orders") and cut.cut.rows == inside.cut.rows
    assert cut.data_hash != held.data_hash


def test_the_hash_follows_the_lines(held, tmp_path):
    lines = held.table("orders")
    dearer = lines["amount"].where(lines.index != 7, lines["amount"] + 1)
    other = folder.open(moved(held.id, tmp_path / held.id, amount=dearer))
    assert other.stored is not None and other.stored.digest != held.stored.digest


def test_what_is_wrong_is_told_row_by_row(held, tmp_path):
    lines = held.table("orders")
    place = moved(held.id, tmp_path / held.id, customer=lines["customer"].where(lines.index != 7, "C-nobody"))
    problems = check(place).problems
    assert problems and any("C-nobody" in problem.render("en") for problem in problems)


def test_a_table_that_is_not_there_is_told_in_words(held, tmp_path):
    place = tmp_path / "gone"
    shutil.copytree(held.folder, place)
    text = (place / "company.yml").read_text("utf-8").replace("./orders.parquet.d", "nothing.here")
    (place / "company.yml").write_text(text, "utf-8")
    (problem,) = check(place).problems
    assert problem.column == "tables.orders" and "local" not in problem.render("en")
