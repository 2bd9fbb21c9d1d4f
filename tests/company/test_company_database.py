"""Tables that lie in a database come through Ibis; passwords from the environment only."""

import sqlite3

import duckdb
import pytest
from company_texts import PROFILE

from helpers.company import folder
from helpers.company.check import check
from helpers.company.database import filled
from helpers.errors import FolderError

ROWS = "('S1', '2025-01-10', 'C1', 'P1', 2, 200.00), ('S2', '2025-02-10', 'C2', NULL, NULL, -0.05)"


def duck(path, table="orders"):
    path.parent.mkdir(exist_ok=True)
    with duckdb.connect(str(path)) as connection:
        schema = table.rpartition(".")[0]
        if schema:
            connection.execute(f"create schema {schema}")
        connection.execute(
            f"create table {table} (doc_no text, date date, customer text, 产品 text, quantity double, amount decimal(18,2))"
        )
        connection.execute(f"insert into {table} values {ROWS}")


def yml(database, table="orders"):
    return PROFILE + f"tables:\n  orders: {{database: {database!r}, table: {table}}}\n"


@pytest.mark.parametrize(
    "address",
    ["duckdb://db/sales.duckdb", "db/sales.duckdb", "duckdb://${SALES_FOLDER}/sales.duckdb", "duckdb://{full}"],
)
def test_duckdb_in_the_client_folder_or_anywhere(make, tmp_path, monkeypatch, address):
    monkeypatch.setenv("SALES_FOLDER", "db")
    monkeypatch.chdir(tmp_path)
    place = make(
        orders=None, **{"company.yml": yml(address.replace("{full}", str(tmp_path / "firm" / "db" / "sales.duckdb")))}
    )
    duck(place / "db" / "sales.duckdb")
    firm = folder.open(place)
    assert firm.table("orders")["amount"].tolist() == [20000, -5]
    assert firm.table("orders")["product"].tolist()[0] == "P1"


def test_a_table_of_a_schema(make):
    place = make(orders=None, **{"company.yml": yml("duckdb://db/sales.duckdb", "erp.lines")})
    duck(place / "db" / "sales.duckdb", "erp.lines")
    assert len(folder.open(place).table("orders")) == 2


def test_sqlite(make):
    place = make(orders=None, **{"company.yml": yml("sqlite://sales.sqlite")})
    with sqlite3.connect(place / "sales.sqlite") as connection:
        connection.execute(
            "create table orders (doc_no text, date text, customer text, product text, quantity real, amount real)"
        )
        connection.execute(f"insert into orders values {ROWS}")
    connection.close()
    assert folder.open(place).table("orders")["amount"].tolist() == [20000, -5]


def test_a_missing_package_is_named(make, monkeypatch):
    def refuse(folder, address, place):
        raise ModuleNotFoundError("No module named 'psycopg'", name="psycopg")

    monkeypatch.setattr("helpers.company.database.connect", refuse)
    place = make(orders=None, **{"company.yml": yml("postgres://host/db")})
    (problem,) = check(place).problems
    assert "psycopg" in problem.render("en") and "ibis-framework[postgres]" in problem.render("en")


@pytest.mark.parametrize(
    "address, table, word",
    [
        ("duckdb://nowhere.duckdb", "orders", "nowhere.duckdb"),
        ("duckdb://company.yml", "orders", "cannot be read"),
        ("duckdb://db/sales.duckdb", "lines", "cannot be read"),
        ("duckdb://${NOT_SET}.duckdb", "orders", "NOT_SET"),
        ("nosuchthing://host/db", "orders", "cannot be read"),
    ],
)
def test_what_cannot_be_reached_is_told_and_never_made(make, address, table, word):
    place = make(orders=None, **{"company.yml": yml(address, table)})
    duck(place / "db" / "sales.duckdb")
    before = sorted(place.rglob("*"))
    (problem,) = check(place).problems
    assert (problem.file, problem.column, problem.kind) == ("company.yml", "tables.orders", "database")
    assert word in problem.render("en") and problem.render("zh") != problem.render("en")
    assert sorted(place.rglob("*")) == before


def test_a_password_comes_from_the_environment_and_is_never_shown(make, monkeypatch):
    monkeypatch.setenv("SALES_PASSWORD", "s3cr/t@ü")
    assert filled("postgres://me:${SALES_PASSWORD}@host/db", "x") == "postgres://me:s3cr%2Ft%40%C3%BC@host/db"
    assert filled("postgres://me:$PLAIN@host/db", "x") == "postgres://me:$PLAIN@host/db"
    place = make(orders=None, **{"company.yml": yml("nosuchthing://me:${SALES_PASSWORD}@host/db")})
    with pytest.raises(FolderError) as caught:
        folder.open(place)
    assert "s3cr" not in caught.value.render("en") and "s3cr" not in repr(caught.value.__context__)


def test_a_file_and_a_database_for_one_table(make):
    (problem,) = check(make(**{"company.yml": yml("duckdb://x.duckdb")})).problems
    assert problem.kind == "two-sources" and "tables.orders" in problem.render("en")
