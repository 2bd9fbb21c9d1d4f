"""Long ledgers: the usual path is the oracle, every figure, row and reason must be the same."""

from __future__ import annotations

import importlib.util
import io
import json
import time
from pathlib import Path

import pandas as pd
import pytest
from dirty_ledgers import ledger

from helpers.company.check import check
from helpers.errors import IntakeError
from helpers.intake.bulk import coded, equal, room, run, stream, top, unsuited
from helpers.intake.bulk.made import Long
from helpers.intake.bulk.progress import Bar, working
from helpers.intake.folder_import import import_files
from helpers.intake.ledger import ledger_import
from helpers.intake.lines import import_rules
from helpers.language import msg
from helpers.rules import resolve

ASIDES = {"identical_lines": "set_aside", "service_lines": "aside", "zero_lines": "aside"}


def both(path: Path, rules=None, mapping=None, as_of=None):
    """What the usual and the long path make of a file; an error where they refuse it."""
    profile = ledger_import._profile("x", "x", as_of, "CNY", "general", "unknown", "unknown")
    chosen = resolve(import_rules.IMPORT, industry="general", parameters=rules)
    found = []
    for make in (_usual, run.import_long):
        try:
            found.append(make(path, profile, as_of is not None, mapping or {}, chosen))
        except IntakeError as error:
            found.append([(str(p.what), str(p.do), p.file, p.row, p.column, p.kind) for p in error.problems])
    return found


def _usual(path, profile, as_of_given, mapping, chosen):
    sources = ledger_import._read_all([path], mapping)
    return ledger_import.import_sources(sources, profile, as_of_given, mapping, chosen)


def full(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[[name for name in frame.columns if frame[name].notna().any()]].reset_index(drop=True)


def same(usual, long) -> None:
    if isinstance(usual, list) or isinstance(long, list):
        assert usual == long
        return
    reports = [json.loads(json.dumps(one.report)) for one in (usual, long)]
    for report in reports:
        report["tables"]["orders"].pop("sha256")
    assert reports[1] == reports[0]
    assert list(long.company.frames) == sorted(usual.company.frames)
    for name, frame in usual.company.frames.items():
        pd.testing.assert_frame_equal(full(long.company.frames[name]), full(frame))
    pd.testing.assert_frame_equal(long.set_aside, usual.set_aside.reset_index(drop=True))
    assert long.report["totals"]["rows_in"] == long.report["totals"]["rows_kept"] + len(long.set_aside)


@pytest.mark.covers("0.1")
@pytest.mark.parametrize("seed", range(8))
def test_same_as_the_usual_path(tmp_path, monkeypatch, seed):
    monkeypatch.setattr(top, "SHOWN", 30 if seed % 2 else 3000)
    if seed % 3:  # several pieces, each with dictionaries of its own
        monkeypatch.setattr(stream, "PIECE", 3000)
    if seed % 4 == 1:  # texts that hardly repeat are held as texts
        monkeypatch.setattr(coded, "MANY", 12)
    path = tmp_path / "ledger.csv"
    path.write_bytes(ledger(seed, rate=(0, 0.02, 0.04, 0.1)[seed % 4], status=seed % 3 == 0, ragged=seed % 2 == 0))
    rules = ASIDES if seed % 5 == 1 else {"test_lines": "keep", "fill_down": False} if seed % 5 == 2 else None
    same(*both(path, rules, as_of="2025-01-31" if seed % 4 == 2 else None))


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("gb18030", ","), ("utf-16", "\t"), ("utf-8-sig", ";"), ("utf-8", "|")],
)
def test_encodings_and_delimiters(tmp_path, encoding, delimiter):
    path = tmp_path / "ledger.txt"
    data = ledger(3, 120, 0.03, encoding="utf-8", delimiter=delimiter).decode().replace("\u200b", "")
    path.write_bytes(data.encode(encoding))
    usual, long = both(path)
    same(usual, long)
    assert long.report["sources"][0]["encoding"] == usual.report["sources"][0]["encoding"]


PLAIN = "订单号,日期,客户,产品,数量,单价,金额\n"


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("day or month", "A1,05/03/2024,C1,P1,1,2.50,2.50\nA2,06/03/2024,C2,P1,1,2.50,2.50\n"),
        ("currencies", "A1,2024-03-05,C1,P1,1,2.50,$2.50\nA2,2024-03-06,C2,P1,1,2.50,¥2.50\nA3,2024-03-06,C2,P1,1,2.50,¥2.50\n"),
        ("decimal mark", "A1,2024-03-05,C1,P1,1,1.234,1.234\nA2,2024-03-06,C2,P1,1,2.345,2.345\n"),
        ("decimal comma", 'A1,2024-03-05,C1,P1,1,"2,50","2,50"\nA2,2024-03-06,C2,P1,3,"2,50","7,50"\n'),
        ("quote not closed", 'A0,2024-03-05,C1,P1,1,2.50,2.50\nA1,2024-03-05,C1,P1,1,2.50,2.50\nA2,2024-03-06,"C2,P1,1,2.50,2.50\n'),
        ("blanks around quotes", 'A1,2024-03-05, "C1",P1,1,2.50,2.50\nA2,2024-03-06,C2,P1,1,2.50,2.50\n'),
        ("mixed line ends", "A1,2024-03-05,C1,P1,1,2.50,2.50\r\nA2,2024-03-06,C2,P1,1,2.50,2.50\n"),
        ("blank lines", "\nA1,2024-03-05,C1,P1,1,2.50,2.50\n\n\nA2,2024-03-06,,P1,1,2.50,2.50\nA3,2024-03-06,C2,P1,1,2.50,2.50\n\n"),
        ("lines of cells", 'A1,2024-03-05,C1,"P\n1",1,2.50,2.50\nA2,2024-03-06,,P1,1,2.50,2.50\nA3,2024-03-06,C2,P1,1,2.50,2.50\n'),
        ("amount computed", "A1,2024-03-05,C1,P1,3,2.505,\nA2,2024-03-06,C2,P1,1,2.50,2.50\nA3,2024-03-06,C2,P1,1,2.50,2.50\n"),
        ("one and 1.0", "A1,2024-03-05,C1,P1,1,2.50,2.50\nA1,2024-03-05,C1,P1,1.0,2.50,2.50\nA2,2024-03-06,C2,P1,1,2.50,2.50\nA2,2024-03-06,C2,P2,1,4.50,4.50\nA3,2024-03-06,C2,P1,1,2.50,2.50\nA3,2024-03-06,C2,P2,1,4.50,4.50\n"),
        ("filled from above", "A1,2024-03-05,C1,P1,1,2.50,2.50\n,,,P2,1,2.50,2.50\n,,,P3,1,2.50,2.50\nA2,2024-03-06,C2,P1,1,2.50,2.50\n,,,P2,2,2.50,5.00\n"),
        ("huge and fine", "A1,2024-03-05,C1,P1,1,2.50,999999999999.5\nA2,2024-03-06,C2,P1,1,2.50,12.340000000000001\nA3,2024-03-06,C2,P1,1,-0.005,-0.005\n"),
        ("points in codes", "A1.0,2024-03-05,17850.0,P1,1,2.50,2.50\nA2,2024-03-06,17850,P1,1,2.50,2.50\nA3,2024-03-06,12.5,P1,1,2.50,2.50\nA4,2024-03-06,17851.0,P1,1,2.50,2.50\n"),
        ("no points in codes", "5.0,2024-03-05,17850.0,P1,1,2.50,2.50\n6.0,2024-03-06,17850,P1,1,2.50,2.50\n5,2024-03-06,17851.0,7.0,2,2.50,5.00\n"),
        ("lent as written", "Ａ1,2024/3/5,C１,P1,1,2.50,2.50\n,,,P2,2,2.50,5.00\nＡ2 ,20240306, C2,P1,1,2.50,2.50\n,,,P3,3,2.50,7.50\n"),
        ("two ways of one", "A1,2024/3/5, C1,P1,1,2.50,2.50\nA1,2024-03-05,C1,P2,2,2.50,5.00\nA1,,,P3,3,2.50,7.50\nＡ4,2024/3/5, C4,P1,1,2.50,2.50\nＡ4,,,P3,3,2.50,7.50\nA4,,,P5,5,2.50,12.50\n"),
        ("one date, either way", "A1,5.3.2024,C1,P1,1,2.50,2.50\nA2,25.3.2024,C2,P1,1,2.50,2.50\nA3,2024年3月6日,C2,P1,1,2.50,2.50\n"),
        ("fine and brackets", "A1,2024-03-05,C1,P1,1,2.50,(2.50)\nA2,2024-03-06,C2,P1,1,2.50,0.00025004万\nA3,2024-03-06,C2,P1,1,2.50,¥2.5000000\nA4,2024-03-06,C2,P1,1,2.50,2.50\n"),
        ("halves", "A1,2024-03-05,C1,P1,1,1,0.125\nA2,2024-03-06,C2,P1,1,1,-0.125\nA3,2024-03-06,C2,P1,1,1,0.135\nA4,2024-03-06,C2,P1,1,1,5\n"),
    ],
)  # fmt: skip
def test_single_cases(tmp_path, monkeypatch, name, rows):
    monkeypatch.setattr(top, "SHOWN", 3)
    path = tmp_path / "ledger.csv"
    path.write_text(PLAIN + rows, "utf-8", newline="")
    same(*both(path))


def test_other_columns(tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_text(
        "日期,客户名称,产品名称,金额（万元）,区域,单据类型\n"
        "2024-03-05,（沪）甲公司,阀门,1.5,华东,销售出库\n2024-03-06,（沪）甲公司,运费,0.25,华南,销售出库\n"
        "2024-03-07,乙公司,阀门,1.5,,销售退货\n2024-03-08,乙公司,阀门,3,华北,付款单\n",
        "utf-8",
    )
    usual, long = both(path)
    same(usual, long)
    assert {"no_sale"} == set(long.set_aside["reason"])


@pytest.mark.parametrize("name", ["产品名称", "金额（万元）"])
def test_long_and_in_several_pieces(tmp_path, monkeypatch, name):
    monkeypatch.setattr(stream, "PIECE", 500)
    monkeypatch.setattr(top, "SHOWN", 5)
    path = tmp_path / "ledger.csv"
    head = PLAIN.replace("产品", "产品名称").replace("金额", "金额（万元）" if "万" in name else "金额")
    rows = [
        f"A{n // 2},2024-03-{n % 28 + 1:02d},C{n % 9},{' ' * (n % 7 == 0)}阀门{n % 4},{n % 5},1.5,{n * 1.25}\n"
        for n in range(120)
    ]
    path.write_text(head + "".join(rows), "utf-8")
    same(*both(path))


def test_where_there_is_no_room_it_says_so(tmp_path, monkeypatch, capsys):
    path = tmp_path / "ledger.csv"
    path.write_bytes(ledger(3, 300, 0.02))
    monkeypatch.setattr(unsuited, "LONG", 0)
    with pytest.raises(IntakeError) as refused:
        room.allow(path, available=1000)
    assert refused.value.problems[0].file == "ledger.csv"
    assert "--add" in str(refused.value.problems[0].do)
    room.allow(path, available=10**12)
    assert "ledger.csv" in capsys.readouterr().err
    monkeypatch.setattr(run, "MEMORY", "2MB")
    with pytest.raises(IntakeError) as full:
        ledger_import.import_ledger(path, id="x", name="x", currency="CNY")
    assert full.value.problems[0].kind == "size"


def test_work_without_an_end_in_sight_shows_that_it_goes_on():
    out, quiet = io.StringIO(), io.StringIO()
    with working(msg("Reading the lines"), out, True, quiet=0.01):
        time.sleep(0.3)
    assert "Reading the lines" in out.getvalue()
    assert out.getvalue().endswith("\r")
    with working(msg("Reading the lines"), quiet, None, quiet=0.01):
        time.sleep(0.1)
    assert quiet.getvalue() == ""


def test_what_it_does_not_know_it_refuses(tmp_path, monkeypatch):
    monkeypatch.setattr(unsuited, "LONG", 0)
    path = tmp_path / "ledger.csv"
    path.write_text(PLAIN + "A1,2024-03-05,C1,P1,1,2.50,9.00\nA1,2024-03-05,C1,P2,2,3.25,9.00\n", "utf-8")
    profile = ledger_import._profile("x", "x", None, "CNY", "general", "unknown", "unknown")
    with pytest.raises(unsuited.Unsuited):
        run.import_long(path, profile, False, {}, resolve(import_rules.IMPORT))
    made = ledger_import.import_ledger(path, id="x", name="x", currency="CNY")
    assert isinstance(made, ledger_import.Imported)
    assert made.company.frames["orders"]["amount"].sum() == 900


def test_folder_is_written_checked_and_renewed(tmp_path, monkeypatch):
    path, folder = tmp_path / "ledger.csv", tmp_path / "acme"
    path.write_bytes(ledger(5, 200, 0.02))
    usual = ledger_import.import_ledger(path, id="acme", name="Acme", currency="CNY")
    ledger_import.write(usual, folder)
    assert (folder / "orders.csv").is_file()
    monkeypatch.setattr(unsuited, "LONG", 0)
    long = ledger_import.import_ledger(path, id="acme", name="Acme", currency="CNY")
    ledger_import.write(long, folder)
    assert not (folder / "orders.csv").exists()
    checked = check(folder)
    assert checked.problems == ()
    pd.testing.assert_frame_equal(full(checked.company.frames["orders"]), full(usual.company.frames["orders"]))
    assert json.loads((folder / "intake.json").read_text("utf-8"))["totals"] == usual.report["totals"]
    ledger_import.write(ledger_import.import_ledger(path, id="acme", name="Acme", currency="CNY"), folder)
    with (folder / "orders.parquet").open("ab") as file:
        file.write(b"x")
    with pytest.raises(IntakeError, match="orders.parquet"):
        ledger_import.write(long, folder)


def test_same_input_same_bytes(tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_bytes(ledger(8, 200, 0.03))
    first, second = (both(path)[1] for _ in range(2))
    for name in ("orders.parquet", "set_aside.csv"):
        assert first.ready[name].read_bytes() == second.ready[name].read_bytes()


def test_ledger_of_the_benchmark(tmp_path):
    place = Path(__file__).parents[2] / "benchmarks" / "intake.py"
    spec = importlib.util.spec_from_file_location("benchmark_intake", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.ledger(tmp_path / "dirty.csv", 2000, True, rate=30)
    usual, long = both(tmp_path / "dirty.csv")
    same(usual, long)
    sheet = long.report["sources"][0]["sheets"][0]
    assert {one["reason"] for one in sheet["set_aside"]} >= {"subtotal", "no_customer", "test"}
    assert {one["kind"] for one in sheet["repairs"]} >= {
        "date_form", "date_serial", "time_dropped", "number_form", "brackets", "ten_thousands", "full_width", "id_decimal",
        "id_spaces", "filled_down",
    }  # fmt: skip
    assert {one["kind"] for one in sheet["notes"]} >= {"returns", "cancelled", "zero", "identical", "service"}


def test_progress_is_shown_after_two_seconds():
    now, out = [0.0], io.StringIO()
    bar = Bar(out, True, lambda: now[0])
    bar.part(msg("Reading the lines"), 0.5)
    bar.step(0.5)
    assert out.getvalue() == ""
    now[0] = 3.0
    bar.step(0.5)
    assert "25%" in out.getvalue()
    bar.end()
    assert out.getvalue().endswith("\r")
    unseen = io.StringIO()
    quiet = Bar(unseen, None, lambda: now[0])
    now[0] = 9.0
    quiet.step(0.9)
    assert unseen.getvalue() == ""


def test_the_program_takes_the_long_way_for_one_long_ledger(tmp_path, monkeypatch):
    """`course import` reads through ``import_files``: a long ledger alone goes the long way there too."""
    from helpers.intake.bulk import unsuited
    from helpers.intake.bulk.made import Long
    from helpers.intake.folder_import import import_files, write

    path = tmp_path / "ledger.csv"
    rows = [
        f"SO{i // 2},2025-0{1 + i % 9}-11,C{i % 7},客户{i % 7},P{i % 3},{1 + i % 4},{100 + i}.50" for i in range(400)
    ]
    path.write_text("单据编号,日期,客户编码,客户名称,物料编码,数量,金额\n" + "\n".join(rows) + "\n", "utf-8")
    said = {"id": "made", "name": "made", "currency": "CNY"}
    usual = import_files(path, **said)
    monkeypatch.setattr(unsuited, "LONG", 1)
    long = import_files(path, **said)
    assert isinstance(long, Long) and not isinstance(usual, Long)
    pd.testing.assert_frame_equal(long.company.table("orders"), usual.company.table("orders"))
    assert isinstance(import_files(path, **said, mapping={"customers.name": "客户名称"}), type(usual))
    folder = write(long, tmp_path / "made", {})
    assert (folder / "orders.parquet").is_file() and (folder / "mapping.yml").is_file()


@pytest.mark.covers("0.1")
@pytest.mark.parametrize(
    "title, last, day, how",
    [
        (
            "查询期间：2025-01-01 至 2025-12-31  单位：元  打印时间：2026-01-05 09:12",
            "2025-12-20",
            "2025-12-31",
            "stated",
        ),
        ("日期范围: 2025年1月1日至12月31日", "2025-12-20", "2025-12-31", "stated"),
        ("Period 2025/11/01 to 2025/12/24", "2025-12-24", "2025-12-24", "stated"),
        ("期间：2025-12-01 至 2025-12-31  打印时间：2025-12-21", "2025-12-20", "2025-12-20", "last_order"),
        ("期间：2025-01-01 至 2025-12-31", "2025-06-20", "2025-06-20", "last_order"),
        ("销售明细账", "2025-12-28", "2025-12-31", "month_end"),
        ("打印日期：2026-01-05", "2025-02-24", "2025-02-28", "month_end"),
        ("销售明细账", "2025-12-26", "2025-12-26", "last_order"),
    ],
)
def test_the_day_it_is_seen_from_is_what_the_titles_state_or_a_months_end(tmp_path, title, last, day, how):
    path = tmp_path / "账.csv"
    rows = "".join(f"D{n},2025-01-{n + 10},C{n % 3},P{n % 2},{n + 1},{n + 10}.50\n" for n in range(9))
    path.write_text(
        f"{title},,,,,\n单据编号,日期,客户编码,产品编码,数量,金额\n{rows}D99,{last},C1,P1,1,7.00\n", "utf-8"
    )
    usual, long = both(path)
    same(usual, long)
    assert usual.report["as_of"] == {"date": day, "how": how} and usual.company.date.isoformat() == day
    assert usual.report["choices"][0] == {"name": "as_of", "value": day, "how": "proposed"}
    given, _ = both(path, as_of="2025-12-30")
    assert given.report["as_of"] == {"date": "2025-12-30", "how": "given"}


def test_a_long_ledger_is_asked_about_as_a_short_one(tmp_path, monkeypatch):
    """Which of two columns, and what is left over: by the beginning of the file, before all of it is read."""
    lines = ["订单号,付款时间,发货时间,客户编码,商品编码,数量,单价,金额,销售大区"]
    lines += [
        f"D{n},2024-{n % 12 + 1:02d}-{n % 27 + 1:02d},2024-{n % 12 + 1:02d}-{n % 28 + 1:02d},K{n % 9},P{n % 5},2,{n % 7 + 1}.50,{2 * (n % 7 + 1.5):.2f},{'南北'[n % 2]}区"
        for n in range(400)
    ]
    path = tmp_path / "账.csv"
    path.write_text("\n".join(lines), "utf-8")
    asked = []
    for long in (10**12, 0):
        monkeypatch.setattr(unsuited, "LONG", long)
        with pytest.raises(IntakeError) as told:
            import_files(path, id="a", name="甲", currency="CNY")
        asked.append([(p.kind, p.column) for p in told.value.problems if p.kind in ("ask-rivals", "ask-unused")])
        assert isinstance(import_files(path, id="a", name="甲", currency="CNY", yes=True), Long) == (not long)
    assert asked[0] == asked[1] != []


@pytest.mark.parametrize("kept", ["keep", "set_aside"])
@pytest.mark.parametrize("piece", [6_000_000, 7])
@pytest.mark.parametrize("price", [",单价", ""])
def test_equal_lines_are_found_whether_plain_or_odd(tmp_path, monkeypatch, kept, piece, price):
    """A plain line equal to a plain one, an odd one to either, and lines that are equal only once returns have a sign."""
    monkeypatch.setattr(equal, "PIECE", piece)
    rows = [f"单号,日期,客户编码,产品编码,数量{price},金额,单据类型"]
    one = ",10.00" if price else ""
    for number in range(12):  # goods of a document of its own; every third a return, its amount without a sign
        what = "销售退货" if number % 3 == 0 else "销售出库"
        rows.append(
            f"D{number:03d},2023-01-{number + 1:02d},C{number % 4:02d},P{number % 5:02d},2.00{one},20.00,{what}"
        )
    plain, odd = rows[2], rows[3]
    unlike = odd.replace("2023-01-03", "2023/1/3 (四)")  # unreadable: an odd row that has no date
    rows += [
        plain,
        odd.replace("20.00", "两十"),
        unlike,
        unlike,
        odd.replace(",2.00,", ",二,"),
        odd.replace(",2.00,", ",二,"),
    ]
    rows += [
        rows[1].replace(",2.00,", ",-2.00,").replace("20.00", "-20.00").replace("销售退货", "销售出库"),
        rows[4],
        plain,
    ]
    path = tmp_path / "ledger.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    usual, long = both(path, {"identical_lines": kept}, {"amount_per": "line"})
    same(usual, long)
    told = long.report["sources"][0]["sheets"][0]
    found = {one["kind"]: one["rows"] for one in told["notes"]} | {
        one["reason"]: one["rows"] for one in told["set_aside"]
    }
    assert found["identical"] >= 5
