"""The lesson's code runs for any company, not only for the demo."""

import json
from pathlib import Path

import pytest
from test_diagnosis_station import ODD

from helpers import diagnosis, station

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "notebooks" / "zh" / "01_market_diagnosis.ipynb"


def cells():
    for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code" and cell["metadata"]["tags"] in (["lesson"], ["report"]):
            yield cell["id"], "".join(cell["source"])


@pytest.mark.parametrize("name", [*ODD, "lively"])
def test_every_cell_runs(name, lively_firm):
    firm = lively_firm if name == "lively" else ODD[name]()
    result = station.run(diagnosis.STATION, firm, {"draws": 200}, store=False)
    known = {"firm": firm, "result": result, "diagnosis": diagnosis}
    exec("from helpers import show", known)
    for id, source in cells():
        if ".plot_" not in source:  # drawn for each of these companies elsewhere
            exec(compile(source, id, "exec"), known)


def test_every_figure_is_in_the_lesson():
    source = "\n".join(text for _, text in cells())
    for name in diagnosis.__all__:
        if name.startswith(("plot_", "panel_")):
            assert f"diagnosis.{name}(result)" in source, name
