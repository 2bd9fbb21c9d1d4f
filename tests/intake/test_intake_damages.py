"""A sample of benchmarks/damages.py: each damage ends in an import that reconciles, or in words that name the place."""

import errno
import importlib.util
import os
import re
import sys
from pathlib import Path

import pytest

from helpers import language
from helpers.errors import IntakeError, refusal
from helpers.intake.files import size, source

PATH = Path(__file__).parents[2] / "benchmarks" / "damages.py"
#: Kinds that take seconds each: not in the sample.
SLOW = {
    "zip_bombs",
    "parquet_bombs",
    "endless_views",
    "locked_database",
    "very_many_columns",
    "wide_and_long",
}


@pytest.fixture(scope="module")
def damages():
    spec = importlib.util.spec_from_file_location("damages", PATH)
    module = sys.modules["damages"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules["damages"]


@pytest.mark.slow
def test_no_damage_ends_in_a_traceback_or_a_loss(damages):
    quick = [name for name in damages.KINDS if name not in SLOW]
    found = damages.run([(name, 3) for name in quick], seed=1)
    assert len(found) > 50 and len({entry[0] for entry in found}) > 20
    assert {entry[2] for entry in found} == {"imported", "refused"}, [e for e in found if e[2] == "failed"][:3]


def test_a_sheet_that_spreads_too_far_is_refused_before_it_is_laid_out():
    size.check_area("a.xlsx", 1_000_000, 20, 12_000_000)
    for rows, columns, filled in ((1, 10_000_000, 9), (1_048_576, 16_384, 9), (200_000, 5_000, 10**9)):
        with pytest.raises(IntakeError) as caught:
            size.check_area("a.xlsx", rows, columns, filled)
        assert caught.value.problems[0].file == "a.xlsx" and caught.value.problems[0].kind == "size"


@pytest.mark.parametrize("lie", [False, True])
def test_a_bomb_is_refused_whatever_its_directory_says(damages, lie):
    start, end = b"<worksheet><sheetData>", b"</sheetData></worksheet>"
    piece = b"<row><c><v>1</v></c></row>"
    data = damages.swollen({"[Content_Types].xml": b""}, "xl/worksheets/sheet1.xml", start, piece, 3_000_000, end, lie)
    assert len(data) < 1_000_000
    with pytest.raises(IntakeError, match="bomb.xlsx"):
        size.check_workbook("bomb.xlsx", data)


@pytest.mark.parametrize("at", [(9, 65535), (65535, 65535)])
def test_a_cell_where_no_xls_has_one_ends_its_own_process_only(damages, tmp_path, at, capfd):
    from helpers.intake.files.source import read

    path = tmp_path / "far.xls"
    path.write_bytes(damages.biff([["a", "b"], ["c", 1.0]], at=at))
    with pytest.raises(IntakeError) as caught:
        read(path)
    assert caught.value.problems[0].file.startswith("far.xls")
    assert "panicked" not in capfd.readouterr().err
    path.write_bytes(damages.biff([["a", "b"], ["c", 1.0]]))
    assert read(path).sheets[0].cells.to_numpy().tolist() == [["a", "b"], ["c", "1"]]


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC, errno.EISDIR, errno.ENAMETOOLONG, 9999])
def test_refusals_of_the_system_are_told_in_chinese(number):
    told = refusal(OSError(number, os.strerror(number)))
    with language.using("zh"):
        assert not re.search("[A-Za-z]{2}", str(told))


def test_damaged_files_are_told_in_chinese(tmp_path):
    (tmp_path / "orders.parquet").write_bytes(b"PAR1" + b"\x00" * 40)
    (tmp_path / "orders.db").write_bytes(b"SQLite format 3\x00" + b"\x07" * 200)
    for name in ("orders.parquet", "orders.db"):
        with pytest.raises(IntakeError) as refused, language.using("zh"):
            source.read(tmp_path / name)
        with language.using("zh"):
            assert not re.search("[A-Za-z]{2}", str(refused.value.problems[0].what))


def test_a_name_that_no_system_takes_is_told_on_the_way_of_long_files_too():
    from helpers.intake.ledger.ledger_import import import_ledger

    with pytest.raises(IntakeError, match="too long"):
        import_ledger("x" * 3000 + ".csv", id="acme", name="acme", currency="CNY")
