"""Load and warm, in one process, what a company's report needs, so that forks of it need not.

A small made-up firm goes the whole way once, in this process: what is loaded late, read once and kept (fonts,
sentences, holidays, schemas) is then there for all. The process keeps one thread, or it is of no use
(:func:`threads` tells).
"""

from __future__ import annotations

import ast
import contextlib
import gc
import importlib
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

MODULES = (
    "numpy", "pandas", "pyarrow.parquet", "pandera.pandas", "ibis", "duckdb", "matplotlib.figure",
    "matplotlib.backends.backend_agg", "seaborn", "sklearn.cluster", "sklearn.preprocessing", "statsmodels.api",
    "statsmodels.tsa.seasonal", "holidays", "babel.messages.pofile", "IPython", "ipywidgets", "nbformat", "papermill",
    "ipykernel.ipkernel", "jinja2", "markdown_it", "helpers.company.check", "helpers.report.write",
    "helpers.report.batch.make", "helpers.report.batch.child", "helpers.report.engine.forks", "helpers.show",
    "helpers.panel", "helpers.style", "helpers.report.page", "helpers.report.front", "helpers.report.portfolio.figures",
)  # fmt: skip


def threads() -> list[str]:
    """Names of this process's threads, as the system lists them."""
    return [Path(f"/proc/self/task/{one}/comm").read_text().strip() for one in os.listdir("/proc/self/task")]


def warm(langs: Sequence[str], kinds: Sequence[str], work: Path) -> None:
    """Load everything and let a small firm go the whole way; without languages nothing is loaded."""
    if not langs:
        return
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        for name in MODULES:
            importlib.import_module(name)
        alone_in_duckdb()
        alone_in_arrow()
        from helpers import station
        from helpers.report import formats
        from helpers.report.engine import shell

        for name in station.CHAIN:
            station.station(name)
        for kind in kinds:
            formats.form(kind)
        shell.shell()
        try:
            rehearse(langs, kinds, work)
        except Exception as error:  # a cold start is slower, not wrong
            print(f"rehearsal: {type(error).__name__}: {error}", file=sys.stderr)
    fresh_duckdb()
    gc.collect()
    gc.freeze()


def alone_in_duckdb() -> None:
    """A DuckDB of one thread, this one, for all groupings through Ibis."""
    import ibis

    ibis.set_backend(ibis.duckdb.connect(threads=1, async_threads=0))


def alone_in_arrow() -> None:
    """Groupings that pandas leaves to Arrow run in this thread; Arrow would else begin one that stays.

    Their results are the same, but for the order of groups, which Arrow only keeps without threads.
    """
    import pyarrow.acero as acero

    group = acero._group_by

    def in_this_thread(table, aggregates, keys, use_threads=True):
        return group(table, aggregates, keys, use_threads=False)

    acero._group_by = in_this_thread


def fresh_duckdb() -> None:
    """Close the DuckDB in use; the next grouping begins one of its own (of one thread, in this process and its forks)."""
    import ibis

    backend = ibis.options.default_backend
    if backend is not None:
        backend.disconnect()
    alone_in_duckdb()


def rehearse(langs: Sequence[str], kinds: Sequence[str], work: Path) -> None:
    """The whole report of a small made-up firm, in this process."""
    from ipywidgets import Widget

    from helpers import kept
    from helpers.report.write import write

    results = os.environ.get("COURSE_RESULTS")
    with tempfile.TemporaryDirectory(dir=work, ignore_cleanup_errors=True) as place:
        os.environ["COURSE_RESULTS"] = str(Path(place) / "results")
        kept.begin()
        try:
            firm = small(Path(place) / "rehearsal")
            write(firm, langs, formats=kinds, out=Path(place) / "report", workers=lambda count: Here())
        finally:
            kept.end()
            Widget.close_all()
            if results is None:
                os.environ.pop("COURSE_RESULTS")
            else:
                os.environ["COURSE_RESULTS"] = results


class Here:
    """Workers that run the cells in this process, without a shell of their own: for warming only."""

    taken: dict[str, Any] = {}

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def run(self, jobs, done=lambda job: None) -> None:
        from helpers.report.engine.shell import plain, shell

        form = shell().display_formatter.format
        for job in jobs:
            book = json.loads(job.notebook.read_text("utf-8"))
            names: dict[str, Any] = {"__name__": "__main__"}
            with contextlib.chdir(job.notebook.parent):
                sys.path.insert(0, "")
                for cell in book["cells"]:
                    if cell["cell_type"] != "code":
                        continue
                    value = evaluated("".join(cell["source"]), names)
                    if "parameters" in cell["metadata"].get("tags", []):
                        names |= job.given
                    if value is not None:
                        data, metadata = form(value)
                        output = {"output_type": "execute_result", "data": plain(data), "metadata": metadata}
                        cell["outputs"] = [output | {"execution_count": 1}]
                sys.path.remove("")
            job.out.write_text(json.dumps(book), "utf-8")
            done(job)


def evaluated(source: str, names: dict[str, Any]) -> Any:
    """Run a cell; the value of its last line where that is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None


def small(folder: Path) -> Path:
    """A client folder of forty customers and three years, made by a rule."""
    folder.mkdir(parents=True)
    text = "schema: 1\nid: rehearsal\nname: {zh: 预热, en: Rehearsal}\nindustry: general\ncurrency: CNY\nas_of: 2025-12-31\n"
    (folder / "company.yml").write_text(text, "utf-8")
    people = [f"C{n:02d},客户{n},{'ABC'[n % 3]},{'东南西'[n % 3]},{'大中小'[n // 3 % 3]}" for n in range(40)]
    (folder / "customers.csv").write_text("\n".join(["customer,name,industry,region,size", *people]) + "\n", "utf-8")
    goods = [f"P{n},产品{n},{'LM'[n % 2]}" for n in range(6)]
    (folder / "products.csv").write_text("\n".join(["product,name,line", *goods]) + "\n", "utf-8")
    lines = ["doc_no,date,customer,product,quantity,amount,cost"]
    for month in range(36):
        for n in range(40):
            if (month * 7 + n * 3) % (2 + n % 5) == 0 and not (n % 9 == 0 and month > 24):
                amount = 1000 + 137 * ((month * 31 + n * 17) % 89) + (40 - n) ** 2
                day = f"{2023 + month // 12}-{month % 12 + 1:02d}-{(n * 5 + month) % 28 + 1:02d}"
                lines.append(
                    f"D{month}-{n},{day},C{n:02d},P{(n + month) % 6},{1 + n % 7},{amount}.50,{amount * 0.7:.2f}"
                )
    (folder / "orders.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder
