"""Databases, Parquet files and dumps as sources; PostgreSQL on a real server that the test starts itself."""

import os
import pwd
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import ibis
import pandas as pd
import pytest

from helpers.errors import IntakeError
from helpers.intake.files.source import read
from helpers.intake.ledger.ledger_import import import_ledger

ANY = {"id": "probe", "name": "试", "currency": "CNY"}
HEAD = ["单据编号", "日期", "客户编码", "客户名称", "产品编码", "数量", "金额"]
ROWS = [
    ("SO1", "2024-01-05", "007", "恒川精密", "P1", 2, 460.25),
    ("SO2", "2024-02-03", "C002", "东岭包装", "P1", -1, -230.5),
    ("SO3", "2024-03-10", "C002", None, None, None, 12000),
]
TOTAL = 46025 - 23050 + 1200000
FIELDS = ", ".join(f'"{name}"' for name in HEAD)


def same_everywhere(found):
    """The ledger as every source must give it: exact money, leading zeros, empty cells empty."""
    orders, customers = found.company.frames["orders"], found.company.frames["customers"]
    assert orders["amount"].sum() == TOTAL and orders["doc_no"].tolist() == ["SO1", "SO2", "SO3"]
    assert customers["customer"].tolist() == ["007", "C002"] and found.report["totals"]["rows_in"] == 3
    assert orders["product"].isna().sum() == 1 and found.report["totals"]["money_in"] == TOTAL
    return True


@pytest.mark.covers("0.3")
def test_sqlite_tables_are_sheets_and_odd_cells_stay(tmp_path):
    base = sqlite3.connect(tmp_path / "sales.sqlite")
    base.execute(
        f"create table 台账 ({FIELDS})".replace('"日期"', '"日期" date').replace('"金额"', '"金额" decimal(12,2)')
    )
    base.executemany("insert into 台账 values (?,?,?,?,?,?,?)", ROWS)
    base.execute("create table notes (id integer, words date)")
    base.execute("insert into notes values (1, 'no day at all')")
    base.commit()
    base.close()
    found = import_ledger(tmp_path / "sales.sqlite", **ANY)
    assert same_everywhere(found)
    assert [(sheet["sheet"], sheet["why"]) for sheet in found.report["skipped"]] == [("notes", "no_ledger")]
    source = found.report["sources"][0]
    assert source["kind"] == "database" and source["sheets"][0]["sheet"] == "台账"
    notes = read(tmp_path / "sales.sqlite").sheets[0]
    assert notes.cells.iloc[1].tolist() == ["1", "no day at all"] and notes.lines.tolist() == [0, 1]


@pytest.mark.covers("0.3")
def test_duckdb_and_parquet_give_the_same_tables(tmp_path):
    frame = pd.DataFrame(ROWS, columns=HEAD).astype({"数量": "Int64"})
    frame["日期"] = pd.to_datetime(frame["日期"])
    frame.to_parquet(tmp_path / "台账.parquet")
    assert same_everywhere(import_ledger(tmp_path / "台账.parquet", **ANY))
    base = ibis.duckdb.connect(str(tmp_path / "sales.db"))
    base.raw_sql(
        'create table ledger ("单据编号" varchar, "日期" date, "客户编码" varchar, "客户名称" varchar, '
        '"产品编码" varchar, "数量" integer, "金额" decimal(12,2))'
    )
    for row in ROWS:
        base.con.execute("insert into ledger values (?,?,?,?,?,?,?)", row)
    base.disconnect()
    assert same_everywhere(import_ledger(tmp_path / "sales.db", **ANY))


def test_rows_of_a_database_have_the_same_numbers_whatever_order_it_gives(tmp_path):
    for name, rows in (("a.sqlite", ROWS), ("b.sqlite", ROWS[::-1])):
        base = sqlite3.connect(tmp_path / name)
        base.execute(f"create table t ({FIELDS})")
        base.executemany("insert into t values (?,?,?,?,?,?,?)", rows)
        base.commit()
        base.close()
    first, second = (read(tmp_path / name).sheets[0].cells for name in ("a.sqlite", "b.sqlite"))
    assert first.equals(second)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.sql", b"-- MySQL dump 10.13  Distrib 8.0\n\nDROP TABLE IF EXISTS `t`;", ("MySQL", "mysql client < a.sql")),
        ("b.sql", b"--\n-- PostgreSQL database dump\n--\nSET x;", ("PostgreSQL", "psql -d client -f b.sql")),
        ("c.dump", b"PGDMP\x01\x0e\x00\x04\x08", ("PostgreSQL", "pg_restore")),
        ("d.txt", b"CREATE TABLE orders (\n id int);\nINSERT INTO orders VALUES (1);", ("SQL script", "CSV")),
        ("e.sql", b"PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n", ("SQLite", "sqlite3 client.sqlite < e.sql")),
        ("f.csv.gz", b"\x1f\x8b\x08\x00abc", ("gzip", "Unpack")),
        ("g.sqlite", b"SQLite format 3\x00torn", ("database", "try again")),
        ("h.parquet", b"PAR1torn", ("damaged", "Export")),
    ],
)
def test_dumps_and_torn_files_get_a_clear_word(tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(IntakeError) as caught:
        read(tmp_path / name)
    text = caught.value.render("en")
    assert name in text and all(word in text for word in words) and caught.value.render("zh") != text


def test_a_ledger_whose_text_speaks_of_tables_is_no_dump(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("单号,日期,客户,产品名称,金额\n1,2024-01-05,甲,create table oak (large),5\n", "utf-8")
    assert import_ledger(path, **ANY).report["totals"]["rows_kept"] == 1


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL cluster of its own in a temporary folder, run by a user who is not root."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    tools = found[-1].parent if found else Path(shutil.which("initdb") or "").parent
    if not (tools / "initdb").is_file() or not hasattr(os, "geteuid"):
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL must be installed in CI: apt-get install postgresql")
        pytest.skip("needs PostgreSQL (Debian: apt-get install postgresql)")
    who = {}
    if os.geteuid() == 0:
        names = {entry.pw_name for entry in pwd.getpwall()}
        who = {"user": "postgres" if "postgres" in names else "nobody", "extra_groups": []}
    home = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    if who:
        shutil.chown(home, who["user"])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(*words):
        subprocess.run(
            [str(tools / words[0]), *words[1:]], check=True, capture_output=True, cwd=home, timeout=60, **who
        )

    try:
        (home / "secret").write_text("a b/c@d")
        (home / "secret").chmod(0o644)
        run("initdb", "-D", f"{home}/d", "-U", "owner", "-E", "UTF8", "--locale=C", "-A", "scram-sha-256", "--pwfile", f"{home}/secret", "-N")  # fmt: skip
        options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off"
        run("pg_ctl", "-D", f"{home}/d", "-l", f"{home}/log", "-o", options, "-w", "start")
        yield port
        run("pg_ctl", "-D", f"{home}/d", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.mark.covers("0.3")
def test_postgresql_on_a_real_server(server, monkeypatch):
    monkeypatch.setenv("PG_SECRET", "a b/c@d")
    import psycopg

    login = f"host=127.0.0.1 port={server} user=owner password='a b/c@d' dbname=postgres"
    with psycopg.connect(login, autocommit=True) as base:
        base.execute("create database sales")
    with psycopg.connect(login.replace("dbname=postgres", "dbname=sales")) as base:
        kinds = ["text", "date", "text", "text", "text", "integer", "numeric(12,2)"]
        columns = ", ".join(f'"{name}" {kind}' for name, kind in zip(HEAD, kinds, strict=True))
        base.execute(f"create table ledger ({columns})")
        for row in ROWS:
            base.execute("insert into ledger values (%s, %s, %s, %s, %s, %s, %s)", row)
        base.execute("create view of_2024 as select 1 as one")
    address = f"postgres://owner:${{PG_SECRET}}@127.0.0.1:{server}/sales"
    found = import_ledger(address, **ANY)
    assert same_everywhere(found)
    source = found.report["sources"][0]
    assert (source["file"], source["kind"]) == ("sales", "database") and "PG_SECRET" not in str(found.report)
    assert [sheet["sheet"] for sheet in found.report["skipped"]] == ["of_2024"]
    monkeypatch.setenv("PG_SECRET", "wrong")
    with pytest.raises(IntakeError) as caught:
        read(address)
    assert "cannot be reached" in caught.value.render("en") and "wrong" not in caught.value.render("en")
    monkeypatch.delenv("PG_SECRET")
    with pytest.raises(IntakeError, match="PG_SECRET"):
        read(address)
