"""Exports of many systems: a sample of benchmarks/exports.py, whose docstring states the held-out rates.

The rates at first sight of the frozen set: 25 % of exports right at first, 59 % with confirmation, 72 % of single
columns at first and 84 % in the end. The sample below was mended for since; it holds that nothing gets worse.
"""

import importlib.util
import random
import sys
from pathlib import Path

import pytest

PATH = Path(__file__).parents[2] / "benchmarks" / "exports.py"
SAMPLE = ("u8_out", "kingdee_cloud", "gjp", "c_list", "o_pd", "i_cn", "r_cn", "m_pos", "h_cn", "i_list")


@pytest.fixture(scope="module")
def exports():
    spec = importlib.util.spec_from_file_location("exports", PATH)
    module = sys.modules["exports"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules["exports"]


@pytest.mark.covers("0.2")
def test_exports_of_many_systems_are_read_or_asked_about_never_wrongly(exports, tmp_path):
    shapes = {name: (table, columns) for name, table, columns in exports.shapes(PATH.with_name("exports_heldout.txt"))}
    assert len(shapes) >= 50
    right, of, outcomes = 0, 0, {}
    for name in SAMPLE:
        folder = tmp_path / name
        folder.mkdir()
        made = exports.Made(name, *shapes[name], random.Random(f"3 {name}"), folder)
        found = exports.judged(made, folder)
        outcomes[name] = (found["outcome"], found["why"])
        right, of = right + found["right"], of + found["of"]
    assert {outcome for outcome, _ in outcomes.values()} <= {"first", "confirmed"}, outcomes
    assert right == of
