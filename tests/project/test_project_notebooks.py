"""The committed notebooks: stripped, tagged, the same cells in both editions."""

import ast
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

KINDS = {"lesson", "report", "parameters", "setup"}
NOTEBOOKS = sorted(ROOT.glob("notebooks/*/*.ipynb"))
COURSE_IDS = {
    "00_intake": {"0.1", "0.2", "0.3", "0.4"},
    "01_market_diagnosis": {
        "1.1",
        "1.2",
        "1.7",
        "1.8",
        "1.9",
        "1.4",
        "1.5",
        "1.6",
        "1.13",
        "1.14",
        "1.case",
        "1.10",
        "1.11",
        "1.12",
    },
    "02_classification": {"2.2"},
}


def cells(path):
    return json.loads(path.read_text("utf-8"))["cells"]


def text(cell):
    return "".join(cell["source"])


def test_both_editions_hold_the_same_notebooks():
    names = {path.parent.name: set() for path in NOTEBOOKS}
    for path in NOTEBOOKS:
        names[path.parent.name].add(path.stem)
    assert names["zh"] == names["en"] >= set(COURSE_IDS)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: f"{p.parent.name}/{p.stem}")
class TestEach:
    def test_is_stripped(self, path):
        for cell in cells(path):
            if cell["cell_type"] == "code":
                assert cell["outputs"] == [] and cell["execution_count"] is None

    def test_each_cell_has_one_kind(self, path):
        for cell in cells(path):
            assert len(KINDS & set(cell["metadata"].get("tags", []))) == 1, cell["id"]

    def test_no_panel_goes_to_the_client(self, path):
        """Where nothing can be moved, it shows the rules in force beside themselves."""
        for cell in cells(path):
            if "panel_" in text(cell) and cell["cell_type"] == "code":
                assert cell["metadata"]["tags"] == ["lesson"], cell["id"]

    def test_starts_with_title_parameters_and_setup(self, path):
        first, second, third = cells(path)[:3]
        assert first["cell_type"] == "markdown" and text(first).startswith("# ")
        assert second["metadata"]["tags"] == ["parameters"] and third["metadata"]["tags"] == ["setup"]
        given = {node.targets[0].id: ast.literal_eval(node.value) for node in ast.parse(text(second)).body}
        assert given == {"company": "hengce", "as_of": "", "rules": {}}

    def test_cells_of_code_are_short_and_hold_no_words(self, path):
        for cell in cells(path):
            if cell["cell_type"] != "code":
                continue
            lines = [line for line in text(cell).splitlines() if line.strip()]
            assert len(lines) <= 10, cell["id"]
            assert "#" not in text(cell) and not re.search(r"[\u4e00-\u9fff]", text(cell)), cell["id"]
            for node in ast.walk(ast.parse(text(cell))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    assert " " not in node.value, (cell["id"], node.value)

    def test_report_prose_holds_no_numeral(self, path):
        for cell in cells(path):
            if cell["cell_type"] == "markdown" and "report" in cell["metadata"]["tags"]:
                assert not re.search(r"\d", text(cell)), (cell["id"], text(cell))

    def test_names_the_ids_it_serves(self, path):
        found = {id for cell in cells(path) for id in cell["metadata"].get("course_map", [])}
        assert COURSE_IDS.get(path.stem, set()) <= found

    def test_holds_enough_prose_to_be_read(self, path):
        prose = sum(len(text(cell)) for cell in cells(path) if cell["cell_type"] == "markdown")
        code = sum(len(text(cell)) for cell in cells(path) if cell["cell_type"] == "code")
        assert prose > 2 * code
