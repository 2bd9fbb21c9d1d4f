"""Deliverables of demo companies, made once a test run for all test files and workers that only read them.

Results are those of the run (``COURSE_RESULTS``); notebooks run in forks of the process that computed them where the
system has forks (tests/report/test_report_engine.py holds them equal to stock papermill byte for byte).
"""

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = """
import json, os, sys, tempfile
from pathlib import Path
from helpers import kept
from helpers.report import engine
from helpers.report.write import write
order = json.loads(sys.argv[1])
more = {}
if engine.choose("auto") == "fork":
    from helpers.report import kernel
    from helpers.report.engine import forks, warm
    os.environ |= kernel.batch(Path(tempfile.mkdtemp()))
    warm.alone_in_duckdb()
    warm.alone_in_arrow()
    kept.begin()
    more["workers"] = lambda count: forks.Forks(900, Path(tempfile.mkdtemp()))
write(order["company"], order["langs"], out=Path(order["out"]), formats=order["formats"], **more)
sys.stdout.flush()
os._exit(0)
"""


def report(company, langs, out, formats=("html",)):
    """The report of a company, made in a process of its own; pages by language."""
    from helpers.report.batch.hosts import single

    order = {"company": str(company), "langs": list(langs), "out": str(out), "formats": list(formats)}
    env = os.environ | single() | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(order)], env=env, capture_output=True, encoding="utf-8", timeout=1500
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return {lang: Path(out) / f"report.{lang}.html" for lang in langs}


def once(place, make):
    """What ``make(folder)`` gave, kept in ``place``: the first who asks makes it, others wait for it and read it."""
    from helpers.report.batch.lock import Lock

    lock = Lock(place, 3600)
    try:
        told = place / "made"
        if not told.is_file():
            told.write_bytes(pickle.dumps(make(place)))
        return pickle.loads(told.read_bytes())
    finally:
        lock.free()
