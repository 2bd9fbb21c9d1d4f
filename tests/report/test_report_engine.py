"""The fork engine against stock papermill: the same cells, outputs, errors, ends; libraries work after the fork."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from small_course import cell, notebook

from helpers.report.batch.hosts import single
from helpers.report.engine import able, choose

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not able(), reason="forks are for Linux")]

PRELOAD = ["numpy", "pandas", "IPython", "ipywidgets", "matplotlib.figure", "sklearn.cluster", "duckdb", "papermill"]

#: Cells whose outputs both engines must agree on.
CASES = {
    "text": [
        "print('a')\nprint('b', end='')",
        "import sys\nprint('to err', file=sys.stderr)\nprint('to out')",
        "1 + 1",
        "None",
        "'中文 😀'",
    ],
    "below-python": [
        "import os\nos.system('echo from a child')",
        "!echo magic",
        "%%bash\necho cell magic",
        "import subprocess\nsubprocess.run(['sh', '-c', 'echo e >&2'])",
    ],
    "frames": [
        "import pandas as pd\npd.DataFrame({'a': [1, 2], 'b': ['x', None]})",
        "_.sum(numeric_only=True)",
        "print(_)",
        "Out[3].shape, In[3]",
    ],
    "displays": [
        "from IPython.display import HTML, display, clear_output\nh = display(HTML('<b>1</b>'), display_id='same')\ndisplay(2)",
        "from IPython.display import update_display\nupdate_display(HTML('<b>9</b>'), display_id='same')\nprint('after')",
        "print('gone')\nclear_output()\nprint('stays')",
        "print('waits')\nclear_output(wait=True)\nprint('replaces')",
        "class Odd:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n        return {'text/plain': 'odd', 'image/png': b'bytes'}, {'k': {'v': 1}}\nOdd()",
    ],
    "pictures": [
        "from matplotlib.figure import Figure\nimport io\nfig = Figure()\nfig.subplots().plot([1, 3, 2])\nout = io.BytesIO()\nfig.savefig(out, format='png')\nfrom IPython.display import Image\nImage(out.getvalue())",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nlen(plt.get_fignums())",
    ],
    "widgets": [
        "from helpers.panel import Panel, Slider\nfrom helpers.show import Html\nfrom helpers.language import msg\nPanel([Slider('n', msg('rows'), 3, 1, 9, 1, 'count')], lambda n: Html(f'<p class=\"course-x\">{n}</p>', str(n)), 'p')",
        "import ipywidgets as w\nout = w.Output()\nwith out:\n    print('kept in the widget')\nprint('in the cell')",
    ],
    "nobody-answers": ["try:\n    input('name? ')\nexcept Exception as error:\n    print(type(error).__name__)"],
    "awaits": ["import asyncio\nawait asyncio.sleep(0.01)\n'awaited'"],
    "beside": [
        "import beside\nbeside.VALUE",
        "import os\nos.path.basename(os.getcwd())",
        "__name__, __file__ if '__file__' in dir() else None",
    ],
    "main": [
        "import pickle\nclass Own:\n    x = 3\npickle.loads(pickle.dumps(Own())).x",
        "import __main__\n__main__.Own is Own",
    ],
    "logs": ["import logging, warnings\nlogging.getLogger('x').warning('a warning of a log')\nwarnings.warn('ours')"],
}
#: Notebooks of several cases, one after the other: starting a kernel takes longer than all its cells.
BOOKS = {
    "plain": ("frames", "text", "below-python", "nobody-answers", "beside"),
    "rich": ("displays", "pictures", "widgets"),
    "odd": ("awaits", "main", "logs"),
}
assert sorted(name for names in BOOKS.values() for name in names) == sorted(CASES)
#: Notebooks that fail: both engines name the same cell and cause.
FAILING = {
    "zero": ["1 / 0"],
    "syntax": ["a b c"],
    "ours": ["from helpers.company import open\nopen('no such company')"],
    "exits": ["import sys\nsys.exit(3)"],
    "exits-well": ["import sys\nsys.exit(0)", "2"],
    "dies": ["import os\nos._exit(3)"],
    "killed": ["import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)"],
    "hangs": ["import time\nwhile True: time.sleep(1)"],
}  # fmt: skip


CHANCE = dict.fromkeys(("one", "two"), ["import random, numpy as np\n(random.random(), np.random.random())"])


def environment(tmp_path):
    more = {
        "COURSE_RESULTS": os.environ.get("COURSE_RESULTS", str(tmp_path / "results")),
        "COURSE_LANG": "en",
        "MPLBACKEND": "agg",
    }
    env = {**os.environ, **single(), **more, "PYTHONWARNINGS": "ignore", "PYTHONHASHSEED": "0"}
    env.pop("PYTEST_CURRENT_TEST", None)  # a kernel that sees it catches less
    return env


def drive(tmp_path, jobs, preload=PRELOAD, **more):
    orders, told = tmp_path / "orders.json", tmp_path / "told.json"
    orders.write_text(json.dumps({"jobs": jobs, "preload": preload, **more}), "utf-8")
    subprocess.run(
        [sys.executable, str(HERE / "engine_driver.py"), str(orders), str(told)],
        env=environment(tmp_path), check=True, timeout=900, cwd=tmp_path,
    )  # fmt: skip
    return json.loads(told.read_text("utf-8"))


def books(tmp_path, cases, timeout=120):
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "beside.py").write_text("VALUE = 'from beside the notebook'\n")
    jobs = []
    for name, cells in cases.items():
        made = notebook(
            cell("parameters", 'company = "firm"\n', "parameters"),
            *(cell(f"c{n}", text) for n, text in enumerate(cells)),
        )
        (folder / f"{name}.ipynb").write_text(json.dumps(made), "utf-8")
        jobs.append({"notebook": str(folder / f"{name}.ipynb"), "parameters": {"company": "x"}, "timeout": timeout})
    return jobs


def told(book):
    """Outputs by cell as a person sees them: text of one stream joined, no colours, no addresses."""
    found = {}
    for one in json.loads(book)["cells"]:
        outputs = []
        for output in one.get("outputs", []):
            output = {**output}
            if output["output_type"] == "stream":
                same = [o for o in outputs if o["output_type"] == "stream" and o["name"] == output["name"]]
                output["text"] = "".join(output["text"])
                if same:
                    same[0]["text"] += output["text"]
                    continue
            outputs.append(output)
        outputs.sort(key=lambda o: o["output_type"] == "stream")  # text comes when it comes
        text = re.sub(
            r"0x[0-9a-f]+|ipykernel_\d+/\d+|/tmp/\S+\.py", "…", re.sub(r"\x1b\[[0-9;]*m", "", json.dumps(outputs))
        )
        found[one["id"]] = [one.get("execution_count"), sorted(json.loads(text), key=json.dumps)]
    return found


@pytest.fixture(scope="module")
def driven(tmp_path_factory):
    """All of these by both engines, from one warm process: name → what the fork and what stock papermill gave."""
    place = tmp_path_factory.mktemp("driven")
    cases = {name: [cell for case in names for cell in CASES[case]] for name, names in BOOKS.items()}
    jobs = books(place, {**cases, **FAILING, **CHANCE})
    for name, job in zip([*cases, *FAILING, *CHANCE], jobs, strict=True):
        job["timeout"] = 4 if name == "hangs" else 120
        job["engines"] = ["fork"] if name in CHANCE else ["fork", "stock"]
    result = drive(place, jobs, before="import random\nrandom.seed(1)")
    assert result["threads"] == ["python"] and result["fell_back"] == 0
    return dict(zip([*cases, *FAILING, *CHANCE], zip(result["fork"], result["stock"], strict=True), strict=True))


@pytest.mark.parametrize("name", BOOKS)
def test_the_same_outputs_as_stock(driven, name):
    ours, stock = driven[name]
    assert "book" in stock, stock
    assert "book" in ours, ours
    assert told(ours["book"]) == told(stock["book"])


def test_the_same_failures_as_stock(driven):
    for name in FAILING:
        ours, stock = driven[name]
        assert (ours["cell"], ours["ename"]) == (stock["cell"], stock["ename"]), (name, ours, stock)
        if name not in ("hangs", "dies", "killed"):
            assert ours["evalue"] == stock["evalue"], name
    assert driven["hangs"][0]["ename"] == "CellTimeoutError"


AFTER = {
    "libraries": [
        "import numpy as np\na = np.random.default_rng(1).normal(size=(300, 300))\nround(float(np.linalg.svd(a @ a.T)[1][0]), 6)",
        "from sklearn.cluster import KMeans\nround(float(KMeans(3, n_init=3, random_state=0).fit(a[:, :3]).inertia_), 8)",
        "import duckdb\nduckdb.sql('select sum(i), count(*) from range(2000000) t(i)').fetchall()",
        "import ibis, pandas as pd\nt = ibis.memtable(pd.DataFrame({'k': list('abca') * 5000, 'v': range(20000)}))\nt.group_by('k').aggregate(s=t.v.sum()).order_by('k').to_pandas()",
        "import pyarrow as pa\npa.table({'k': ['a', 'b', 'a'], 'v': [1, 2, 3]}).group_by('k').aggregate([('v', 'sum')]).sort_by('k').to_pydict()",
        "import matplotlib.pyplot as plt, io, hashlib\nplt.plot([1, 2, 3])\nout = io.BytesIO()\nplt.savefig(out, metadata={'Software': None})\nhashlib.sha256(out.getvalue()).hexdigest()",
        "from threadpoolctl import threadpool_limits\nwith threadpool_limits(2):\n    round(float(KMeans(4, n_init=2, random_state=1).fit(a[:, :4]).inertia_), 8)",
    ]
}  # fmt: skip
BEFORE = """
import duckdb, ibis, numpy as np, matplotlib.pyplot as plt, io
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits
with threadpool_limits(1):
    a = np.random.default_rng(0).normal(size=(400, 400)); np.linalg.svd(a)
    KMeans(3, n_init=2, random_state=0).fit(a[:, :3])
own = duckdb.connect(config={"threads": 1, "async_threads": 0})
own.sql("select count(*) from range(100000)").fetchall()
own.close()
plt.plot([1]); plt.savefig(io.BytesIO()); plt.close("all")
"""


def test_libraries_used_before_the_fork_work_after_it(tmp_path):
    result = drive(tmp_path, books(tmp_path, AFTER), before=BEFORE, preload=[*PRELOAD, "ibis", "pyarrow"])
    assert result["threads"] == ["python"] and result["fell_back"] == 0
    ours, stock = result["fork"][0], result["stock"][0]
    assert told(ours["book"]) == told(stock["book"])


def test_two_forks_draw_different_chance(driven):
    first, second = (driven[name][0] for name in CHANCE)
    assert told(first["book"])["c0"] != told(second["book"])["c0"]


def test_with_threads_before_the_fork_stock_takes_over(tmp_path):
    before = "import threading, time\nthreading.Thread(target=time.sleep, args=(600,), daemon=True).start()"
    result = drive(tmp_path, books(tmp_path, {"text": ["print(1)"]}), before=before)
    assert len(result["threads"]) > 1 and result["fell_back"] == 1
    assert told(result["fork"][0]["book"]) == told(result["stock"][0]["book"])


def test_where_forks_cannot_be_stock_is_taken(monkeypatch):
    from helpers.errors import ParameterError

    assert choose() == "fork"
    for system in ("darwin", "win32"):
        monkeypatch.setattr("helpers.report.engine.sys.platform", system)
        assert choose() == "stock"
        with pytest.raises(ParameterError):
            choose("fork")


@pytest.mark.parametrize("start", ["helpers.report.engine", "helpers.report.worker"])
def test_no_grammars_are_built_where_notebooks_run(start):
    """Forty grammars of a check that no notebook asks for took most of a worker's start."""
    script = f"""
import io, sys
from importlib import import_module
module = import_module({start!r})
if hasattr(module, "serve"):
    sys.stdin = io.StringIO("")
    module.serve()
import papermill, nbformat
nbformat.validate(nbformat.v4.new_notebook())
assert "rfc3987_syntax" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def test_papermill_finds_the_engine_by_its_entry_point():
    import tomllib

    points = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    module, _, name = points["papermill.engine"]["course-fork"].partition(":")
    from importlib import import_module

    from papermill.engines import Engine

    assert issubclass(getattr(import_module(module), name), Engine)
    assert list(points) == ["papermill.engine"]  # the plural is ignored without a word


def test_all_our_notebooks_in_both_languages_are_the_same_byte_for_byte(tmp_path):
    """Text, tables, pixels: the executed notebooks of a demo firm, by forks of a warm process and by stock papermill."""
    from helpers import station
    from helpers.company.folder import open as open_folder

    firm = open_folder("muyu")
    for name in station.CHAIN:
        station.run(station.station(name), firm)
    paths = sorted((ROOT / "notebooks").glob("*/[0-9][0-9]_*.ipynb"))
    jobs = [
        {"notebook": str(path), "parameters": {"company": "muyu", "as_of": "", "rules": {}}, "timeout": 600}
        for path in paths
    ]
    result = drive(tmp_path, jobs, preload=[], warm=["zh"])
    assert result["threads"] == ["python"] and result["fell_back"] == 0 and len(jobs) >= 6
    for path, ours, stock in zip(paths, result["fork"], result["stock"], strict=True):
        assert "book" in ours, (path, ours)
        assert ours["book"] == stock["book"], path
