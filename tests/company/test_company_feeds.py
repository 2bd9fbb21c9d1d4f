"""What a folder can feed, and what absent tables and columns would add."""

from types import SimpleNamespace

import pytest

from helpers.company import feeds as module
from helpers.company import folder
from helpers.company.feeds import feeds
from helpers.company.schema import tables
from helpers.language import msg
from helpers.station import CHAIN


@pytest.fixture
def made_up(monkeypatch):
    station = SimpleNamespace(
        name="diagnosis",
        number=1,
        title=msg("Rule"),
        needs=("orders", "invoices"),
        uses={"products.series": msg("From"), "products": msg("Value"), "customers.grade": msg("high")},
    )
    monkeypatch.setattr(module, "stations", lambda: {"diagnosis": station})


def test_a_station_that_lacks_a_table_says_which(make, made_up):
    found = {feed.station: feed for feed in feeds(folder.open(make(invoices=None))).stations}
    assert list(found) == list(CHAIN)
    assert not found["diagnosis"].ready and found["diagnosis"].missing == ("invoices",)
    assert found["classification"].ready


def test_absent_tables_and_columns_and_what_they_would_add(make, made_up):
    found = {feed.station: feed for feed in feeds(folder.open(make(products=None))).stations}["diagnosis"]
    assert [(part.place, part.adds.msgid) for part in found.absent if part.place.startswith("products")] == [
        ("products", "Value"),
        ("products.series", "From"),
    ]
    full = {feed.station: feed for feed in feeds(folder.open(make("full"))).stations}["diagnosis"]
    assert [part.place for part in full.absent if part.place.startswith("products")] == ["products.series"]


def test_what_tables_say_counts_where_the_station_is_silent(make, monkeypatch):
    monkeypatch.setattr(module, "stations", dict)
    found = {feed.station: feed for feed in feeds(folder.open(make(products=None, invoices=None))).stations}
    said = {name for name, table in tables().items() if "diagnosis" in table.adds and not table.planned}
    assert {part.place for part in found["diagnosis"].absent} == said - {"customers", "orders", "invoices"}
    assert [part.place for part in found["intake"].absent] == ["invoices"]
    assert found["diagnosis"].needs == ("customers", "orders")


def test_the_stations_that_are_there_need_and_use_what_exists():
    for station in module.stations().values():
        for place in (*station.needs, *station.uses):
            table, _, column = place.partition(".")
            assert table in tables() and (not column or column in tables()[table].names), place


def test_words_for_a_person_in_both_languages(make, made_up):
    found = feeds(folder.open(make(products=None, invoices=None)))
    zh, en = found.render("zh"), found.render("en")
    assert "客户 (customers)" in zh and "3 行" in zh and "发票与回款 (invoices)" in zh and "2025年6月30日" in zh
    assert "Customers (customers): 3 rows" in en and "it needs Invoices (invoices)" in en
    assert "Products (products)" in en and "data/README.md" in en


def test_plain_data_for_programs(make, made_up):
    import json

    found = json.loads(json.dumps(feeds(folder.open(make(invoices=None))).data("en")))
    assert found["rows"] == {"customers": 3, "orders": 5, "products": 2}
    assert found["stations"][1]["missing"] == ["invoices"] and found["stations"][1]["ready"] is False


def test_a_station_with_a_bug_is_not_passed_over(monkeypatch):
    def broken(name):
        raise ModuleNotFoundError("No module named 'scipyy'", name="scipyy")

    monkeypatch.setattr(module.importlib, "import_module", broken)
    with pytest.raises(ModuleNotFoundError):
        module.stations()


def test_a_table_is_asked_for_once_a_station_reads_it():
    """``planned`` is true just as long as the name of the table stands in no station and not in the report."""
    import re
    from pathlib import Path

    here = Path(module.__file__).parents[1]
    said = "".join(
        path.read_text("utf-8") for name in CHAIN for path in sorted((here / name).rglob("*.py")) if name != "intake"
    )
    said += "".join((here / "company" / name).read_text("utf-8") for name in ("receivables.py", "folder.py"))
    said += "".join(path.read_text("utf-8") for path in sorted((here / "report").rglob("*.py")))
    for name in tables():
        read = bool(re.search(rf'(?:table|has)\("{name}"', said))
        assert tables()[name].planned is not read, name
    ways = {name: table.filled for name, table in tables().items() if table.filled != "hand"}
    assert ways == {"payments": "import", "actions": "program", "gut_list": "program", "words": "program"}
    assert not {name for name in ways if tables()[name].asked}
