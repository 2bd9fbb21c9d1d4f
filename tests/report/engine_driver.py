"""Runs notebooks by the fork engine and then by stock papermill in a process of one thread; prints what each gave.

``python engine_driver.py ORDERS``: a JSON file with ``jobs`` (notebook, parameters) and ``preload``, the modules that are
there before the fork.
"""

import importlib
import json
import sys
import tempfile
from pathlib import Path

from helpers.report import kernel, worker
from helpers.report.engine import fork, forks, warm


def both(job, place):
    given = {"notebook": job["notebook"], "parameters": job["parameters"], "cwd": str(Path(job["notebook"]).parent)}
    return {**given, "timeout": job.get("timeout", 120), "out": str(place / "out.ipynb")}


def run(order):
    watch = worker.Watch()
    Path(order["out"]).unlink(missing_ok=True)
    try:
        worker.execute(order, watch)
    except Exception as error:
        told = worker.cause(error)
        return {"cell": watch.cell, "ename": told["ename"].rsplit(".", 1)[-1], "evalue": told["evalue"]}
    return {"book": Path(order["out"]).read_text("utf-8")}


def main():
    orders = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    for name in orders["preload"]:
        importlib.import_module(name)
    if orders.get("warm"):
        warm.warm(orders["warm"], ["html"], Path(tempfile.mkdtemp()))
    exec(orders.get("before", ""), {})
    told = {"threads": warm.threads(), "fork": [], "stock": []}
    with tempfile.TemporaryDirectory() as place:
        import os

        os.environ |= kernel.batch(Path(place))
        for engine in ("fork", "stock"):
            for job in orders["jobs"]:
                more = {"engine": forks.NAME} if engine == "fork" else {}
                asked = engine in job.get("engines", (engine,))
                told[engine].append(run(both(job, Path(place)) | more) if asked else None)
            if engine == "fork":
                told["fell_back"] = len(fork.fell_back)
    Path(sys.argv[2]).write_text(json.dumps(told), "utf-8")
    os._exit(0)


if __name__ == "__main__":
    main()
