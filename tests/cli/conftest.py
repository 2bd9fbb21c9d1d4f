"""Run the program in this process: what it printed and with what status it ended."""

from dataclasses import dataclass

import pytest


@dataclass
class Ended:
    status: int
    out: str
    err: str


@pytest.fixture
def course(capfd, monkeypatch):
    monkeypatch.setenv("COURSE_LANG", "en")

    def call(*arguments) -> Ended:
        from helpers.cli import main

        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capfd.readouterr()
        return Ended(ended.value.code or 0, said.out, said.err)

    return call


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A course folder of its own, with a blank and Chinese in its name."""
    folder = tmp_path / "课 程"
    (folder / "data" / "companies").mkdir(parents=True)
    monkeypatch.setenv("COURSE_HOME", str(folder))
    monkeypatch.setenv("COURSE_RESULTS", str(folder / "results"))
    return folder


@pytest.fixture
def firm(home):
    """A small good folder."""
    folder = home / "data" / "companies" / "firm"
    folder.mkdir()
    (folder / "company.yml").write_text(
        "schema: 1\nid: firm\nname: {zh: 某厂, en: A firm}\nindustry: general\ncurrency: CNY\nas_of: 2025-12-31\n",
        "utf-8",
    )
    (folder / "customers.csv").write_text("customer,name\nC1,甲\nC2,乙\n", "utf-8")
    lines = [f"D{m}{c},2025-{m:02d}-05,{c},{100 * m}.50" for m in range(1, 13) for c in ("C1", "C2")]
    (folder / "orders.csv").write_text("doc_no,date,customer,amount\n" + "\n".join(lines) + "\n", "utf-8")
    return folder
