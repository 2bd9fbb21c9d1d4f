"""A new client folder explains itself and overwrites nothing."""

import datetime as dt

import pytest
import yaml

from helpers.company import new
from helpers.company.check import check
from helpers.company.profile import read
from helpers.errors import FolderError


def test_settings_with_a_word_on_each(tmp_path, lang):
    place = new.create(
        "恒策", tmp_path / "恒 策", name="恒策: # 公司", as_of=dt.date(2025, 6, 30), currency="eur", lang=lang
    )
    profile = read(place)
    assert (profile.id, profile.name.zh, profile.currency, profile.as_of) == (
        "恒策",
        "恒策: # 公司",
        "EUR",
        dt.date(2025, 6, 30),
    )
    text = (place / "company.yml").read_text("utf-8")
    remarks = [line for line in text.splitlines() if line.startswith("# ")]
    assert len(remarks) > 20 and b"\r" not in (place / "company.yml").read_bytes()
    assert any("\u4e00" <= sign <= "\u9fff" for sign in "".join(remarks)) == (lang == "zh")


def test_what_is_commented_out_can_be_taken_in(tmp_path, lang):
    place = new.create("firm", tmp_path / "firm", name="x", as_of="2025-12-31", lang=lang)
    text = (place / "company.yml").read_text("utf-8")
    keys, out = ("finance:", "rules:", "tables:"), []
    for line in text.splitlines():
        bare = line[2:] if line.startswith("# ") else line
        out.append(bare if line.startswith("# ") and (bare in keys or bare.startswith(("  ", "- "))) else line)
    found = yaml.safe_load("\n".join(out))
    assert set(keys) <= {f"{key}:" for key in found}
    (place / "company.yml").write_text("\n".join(out), "utf-8")
    assert read(place).finance[0].revenue == 123456789


def test_tables_to_fill_in_are_asked_for(tmp_path):
    place = new.create("firm", tmp_path / "firm", name="x", as_of="2025-06-30", lang="en")
    assert sorted(path.name for path in place.iterdir()) == ["company.yml", "customers.csv", "orders.csv"]
    assert [(p.file, p.kind) for p in check(place).problems] == [
        ("customers.csv", "empty-table"),
        ("orders.csv", "empty-table"),
    ]
    with open(place / "customers.csv", "a", encoding="utf-8") as file:
        file.write("C1,甲\n")
    assert [p.kind for p in check(place).problems] == ["uneven-line", "empty-table"]
    (place / "customers.csv").write_text("客户编码,客户名称\nC1,甲\n", "utf-8")
    (place / "orders.csv").write_text("doc_no,date,customer,amount\nS1,2025-01-01,C1,1\n")
    assert check(place).problems == ()


def test_an_excel_workbook_instead(tmp_path):
    place = new.create("firm", tmp_path / "firm", name="x", as_of="2025-06-30", lang="zh", excel=True)
    assert sorted(path.name for path in place.iterdir()) == ["company.yml", "fill_in.xlsx"]


def test_everything_wrong_is_told_and_nothing_written(tmp_path):
    with pytest.raises(FolderError) as caught:
        new.create("a/b", tmp_path / "firm", name="", as_of="soon", industry="x", currency="RMB", lang="en")
    assert [p.column for p in caught.value.problems] == ["name", "currency", "as_of", "id", "industry"]
    assert not (tmp_path / "firm").exists()


@pytest.mark.parametrize("there", ["company.yml", "orders.csv", "Customers.XLSX", "fill_in.xlsx", "intake.json"])
def test_nothing_is_written_over(tmp_path, there):
    (tmp_path / there).write_text("mine")
    with pytest.raises(FolderError) as caught:
        new.create("firm", tmp_path, name="x", as_of="2025-06-30", lang="en")
    assert there in caught.value.render("en") and [p.name for p in tmp_path.iterdir()] == [there]
    assert (tmp_path / there).read_text() == "mine"


def test_other_files_may_be_there(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "exports").mkdir()
    new.create("firm", tmp_path, name="x", as_of="2025-06-30", lang="en")
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_place_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file", tmp_path / "file" / "under"):
        with pytest.raises(FolderError):
            new.create("firm", place, name="x", as_of="2025-06-30", lang="en")
