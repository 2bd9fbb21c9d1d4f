"""What is committed is what the generator makes; the truth lies apart; the export is what the import reads."""

import json
import zipfile

import pandas as pd
import pytest

from helpers import paths
from helpers.company.check import check
from helpers.company.schema import tables
from helpers.demo import __main__ as command
from helpers.demo import build, describe
from helpers.demo.export import FILE, TOTAL
from helpers.demo.market import markets
from helpers.demo.part import Fact
from helpers.errors import ParameterError
from helpers.intake.ledger.ledger_import import import_ledger

MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    """The folder with one company made again, by its id; each is made once."""
    folder, made = tmp_path_factory.mktemp("again"), set()

    def one(id="hengce"):
        if id not in made:
            command.main(folder, id)
            made.add(id)
        return folder

    return one


def files(folder):
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


IDS = [id for id, _, _ in describe.COMMITTED]


@pytest.mark.slow
@pytest.mark.parametrize("id", IDS)
def test_the_committed_files_are_made_again_byte_for_byte(again, id):
    data = paths.root() / "data"
    made = {name: path for name, path in files(again(id)).items() if id in name.split("/")[1].split(".")}
    committed = {f"companies/{id}/{name}" for name in files(data / "companies" / id)}
    committed |= {f"exports/{id}/{name}" for name in files(data / "exports" / id)} | {f"truth/{id}.json"}
    assert set(made) == committed
    different = [name for name, path in made.items() if not same(path, data / name)]
    assert not different, f"python -m helpers.demo --only {id}"


def test_nothing_else_lies_there():
    data = paths.root() / "data"
    assert {path.stem for path in (data / "truth").iterdir()} == set(IDS)
    assert {path.name for path in (data / "exports").iterdir()} <= set(IDS)


def same(path, committed):
    """Equal bytes; where this machine's zlib packs a workbook differently, equal parts of it.

    ``intake.json`` names the workbook by the hash of its bytes, so that hash is left out.
    """
    if path.read_bytes() == committed.read_bytes():
        return True
    if path.suffix == ".xlsx":
        return parts(path) == parts(committed)
    return path.name == "intake.json" and unhashed(path) == unhashed(committed)


def parts(path):
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def unhashed(path):
    account = json.loads(path.read_text("utf-8"))
    for source in account["sources"]:
        del source["sha256"]
    return account


def test_sizes_stay_small_enough_for_a_clone():
    data = paths.root() / "data"
    sizes = {name: path.stat().st_size for name, path in files(data).items() if name != "README.md"}
    assert sizes["companies/hengce/orders.csv"] < 2 * MEGABYTE
    assert sizes[f"exports/hengce/{FILE}"] < 3 * MEGABYTE
    assert sum(sizes.values()) < 26 * MEGABYTE


#: Names of truth keys that are also names of tables or plain words, which a folder may hold.
HARMLESS = set(tables()) | {"market", "seed", "signal", "growth", "left", "returns", "finance", "export"}


@pytest.mark.slow
@pytest.mark.parametrize("id", IDS)
def test_the_folder_is_good_and_holds_nothing_of_the_truth(again, id):
    folder = again(id) / "companies" / id
    assert not check(folder).problems
    truth = json.loads((again(id) / "truth" / f"{id}.json").read_text("utf-8"))
    parts = [part for market in markets().values() if market.id == id for part in market.parts]
    assert {part.name for part in parts if isinstance(part, Fact)} <= set(truth)
    words = {"wallet", "untapped", "late_payers", "level_shift", *truth} - HARMLESS
    for name, path in files(folder).items():
        if name == "words.csv":  # English sentences: what they say is that of the cells beside them
            continue
        text = path.read_text("utf-8")
        assert not [word for word in words if word in text]


@pytest.mark.parametrize("id, industry, seed", describe.COMMITTED)
def test_every_firm_has_a_preset_with_known_rules(id, industry, seed):
    from helpers import classification, diagnosis
    from helpers.rules import preset, resolve

    found = preset(industry)
    assert found.title.zh and found.title.en and {"customers", "orders"} <= set(found.expects)
    for station in (diagnosis.STATION, classification.STATION):
        rules = resolve(station.rules, industry=industry)
        own = found.rules.get(station.name, {})
        assert all(rules[name] == value and rules.origin(name) == "preset" for name, value in own.items())


@pytest.fixture(scope="module")
def imported(again):
    return import_ledger(
        again() / "exports/hengce" / FILE,
        id="hengce",
        name="恒测",
        as_of="2025-12-31",
        currency="CNY",
        rules={"identical_lines": "set_aside"},
    )


@pytest.mark.covers("0.3")
def test_importing_the_export_gives_the_folder_s_orders(again, imported):
    orders = check(again() / "companies" / "hengce").company.frames["orders"]
    pd.testing.assert_frame_equal(imported.company.frames["orders"][list(orders.columns)], orders)


@pytest.mark.covers("0.3")
def test_the_import_s_account_is_the_truth_about_the_export(again, imported):
    truth = json.loads((again() / "truth" / "hengce.json").read_text("utf-8"))["export"]
    sheets = {
        sheet["sheet"].removesuffix("年"): sheet for source in imported.report["sources"] for sheet in source["sheets"]
    }
    assert set(sheets) == set(truth)
    for year, sheet in sheets.items():
        aside = {part["reason"]: part["rows"] for part in sheet["set_aside"]}
        repairs = {(repair["kind"], repair["column"]): repair["cells"] for repair in sheet["repairs"]}
        told, true = sheet["stated_total"], truth[year]
        assert told["label"] == TOTAL and told["money"] == told["lines_money"]
        assert aside.pop("subtotal") == 1
        assert sheet["rows_in"] == true["lines"] + 1
        expected = {
            "identical": true["duplicates"],
            "no_customer": true["without_customer"],
            "copy": true["copies_of_last_year"],
        }
        assert aside == {reason: rows for reason, rows in expected.items() if rows}
        cells = {
            ("date_form", "日期"): true["text_dates"],
            ("full_width", "客户编码"): true["wide_ids"],
            ("id_spaces", "客户编码"): true["blank_ids"],
        }
        assert repairs == {repair: count for repair, count in cells.items() if count}


@pytest.mark.slow
def test_any_id_and_seed_make_a_company_and_no_more_than_its_folder(tmp_path):
    written = build.write("另一家", 3, tmp_path / "另一家")
    assert written.demo.company.id == "另一家"
    assert [path.name for path in tmp_path.iterdir()] == ["另一家"]
    assert not check(tmp_path / "另一家").problems


def test_an_industry_without_a_market_is_told(tmp_path):
    with pytest.raises(ParameterError) as told:
        build.write("x", 1, tmp_path / "x", "submarines")
    assert "industrial_automation" in told.value.render("zh")
    assert not (tmp_path / "x").exists()


def test_the_description_names_commands_and_both_languages():
    assert all(words.zh and words.en and words.zh != words.en for words in describe.PARAGRAPHS)
    for command_line in (describe.COMMAND, describe.NEW, describe.MANY):
        assert sum(command_line in words.zh and command_line in words.en for words in describe.PARAGRAPHS) == 1
    told = describe.planted()
    assert list(told) == IDS and all(words.zh and words.en for words in told.values())
