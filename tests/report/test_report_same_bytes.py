"""Same in, same out: another day, another time zone, another hash seed, another language of the machine, the same bytes."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent
#: Run in a process of its own; the clock of Python's ``time`` stands elsewhere, too.
SCRIPT = """
import importlib.util, sys, time
from pathlib import Path
shift, out = float(sys.argv[1]), Path(sys.argv[2])
real = time.time
time.time = lambda: real() + shift
spec = importlib.util.spec_from_file_location("helpers.small", sys.argv[3])
small = importlib.util.module_from_spec(spec)
spec.loader.exec_module(small)
sys.modules["helpers.small"] = small
from helpers import station
from helpers.report import parameters
station.CHAIN = parameters.CHAIN = ("small",)
from helpers.report.write import write
kinds = ("html", "pptx", "xlsx", "pdf") if sys.argv[4] == "pdf" else ("html", "pptx", "xlsx")
write("firm", ("zh",), out=out, formats=kinds)
"""


@pytest.mark.slow
def test_two_runs_on_two_days_give_the_same_bytes(course, tmp_path):
    from helpers.report.formats import pdf_

    try:
        pdf_.weasyprint()
        pdf = "pdf"
    except OSError:
        if os.environ.get("CI"):
            raise
        pdf = ""
    # 26 hours apart: whenever this runs, the two zones are on different days
    worlds = [("Pacific/Kiritimati", "1", "zh_CN.UTF-8", "0"), ("Etc/GMT+12", "4242", "C.UTF-8", "123456789")]
    outs = []
    for number, (zone, seed, lang, shift) in enumerate(worlds):
        out = tmp_path / str(number)
        env = os.environ | {
            "TZ": zone,
            "PYTHONHASHSEED": seed,
            "LANG": lang,
            "COURSE_RESULTS": str(tmp_path / f"r{number}"),
        }
        env |= {"PYTHONPATH": os.pathsep.join([str(HERE.parents[1] / "src"), os.environ.get("PYTHONPATH", "")])}
        command = [sys.executable, "-c", SCRIPT, shift, str(out), str(HERE / "small_station.py"), pdf]
        done = subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", timeout=400)
        assert done.returncode == 0, done.stderr[-3000:]
        outs.append({p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()})
    first, second = outs
    assert set(first) == set(second)
    assert {
        "report.json",
        "report.zh.html",
        "report.zh.pptx",
        "report.zh.xlsx",
        "zh/07_small.html",
        "zh/07_small.ipynb",
    } <= set(first)
    assert [name for name in first if first[name] != second[name]] == []
    for name in ("report.zh.pptx", "report.zh.xlsx"):  # nor does a package tell the day that it was packed on
        with zipfile.ZipFile(tmp_path / "0" / name) as file:
            assert {entry.date_time[0] for entry in file.infolist()} <= {1980, 2025}
