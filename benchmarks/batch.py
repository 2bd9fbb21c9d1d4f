"""Speed of the notebooks of many companies: forks of a warm process, and stock papermill, beside the bare cells.

Two workers each, the same notebooks of the same companies, both languages, one run. Results are stored before, so what
is measured is opening, cells and what the engine adds. Bare cells run one after the other in a process that is warm
and keeps the folder in memory, as a fork does: the fastest way there is. Prints a line ``name ratio goal`` each, then
what was measured (wall and processor seconds, as the machine may be shared); exit status 1 where a goal is missed.

    python benchmarks/batch.py                                 hengce and muyu
    python benchmarks/batch.py --companies lingtai --langs zh
    python benchmarks/batch.py --memory 100                    memory over so many small companies (real reports) instead
    python benchmarks/batch.py --memory 500 --bookkeeping      the same, but each is only opened: a fork ends, what the
                                                               batch keeps of it stays, and that is what could grow
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from helpers import paths
from helpers.report import kernel
from helpers.report.batch.hosts import single

#: Goals: wall against the bare cells; overhead beyond the cells against stock's; growth of memory over 500 companies.
WALL, OVERHEAD, GROWTH = 1.5, 0.25, 0.1
WAYS = ("bare", "fork", "stock")


def jobs(companies: list[str], langs: list[str]) -> list[dict]:
    """Each notebook of each company, so that a worker's are one company after the other."""
    books = [path for lang in langs for path in sorted(paths.notebooks(lang).glob("[0-9][0-9]_*.ipynb"))]
    return [{"notebook": str(book), "company": company} for company in companies for book in books]


def halves(every: list[dict]) -> list[list[dict]]:
    return [every[0::2], every[1::2]]


# ------------------------------------------------------------------ a worker
def work(way: str, mine: list[dict], langs: list[str], place: Path) -> None:
    """Warm up, say so, wait for the word, run, tell seconds."""
    from helpers import kept, station
    from helpers.company.folder import open as open_folder
    from helpers.report.engine import warm
    from helpers.report.run import Workers, prepare

    made = [
        prepare(Path(job["notebook"]), {"company": job["company"], "as_of": "", "rules": {}}, place / f"{n}.ipynb")
        for n, job in enumerate(mine)
    ]
    cells: dict[str, float] = {}
    if way == "stock":
        runner = Workers(1)
        runner.__enter__()
        time.sleep(8)  # papermill is loaded by then
    else:
        warm.warm(langs, ["html"], place)
        assert len(warm.threads()) == 1, warm.threads()
        kept.begin()
        for company in dict.fromkeys(job["company"] for job in mine):
            firm = open_folder(company, "")
            for name in station.CHAIN:
                station.run(station.station(name), firm)
        assert len(warm.threads()) == 1, warm.threads()
        if way == "fork":
            from helpers.report.engine.forks import Forks

            runner = Forks(900, place)
        else:
            runner = warm.Here()
    gc.collect()
    gc.freeze()  # as a fork does: what was there before is not looked through again, by nobody
    print("ready", flush=True)
    sys.stdin.readline()
    began, cpu = time.monotonic(), processor()
    if way == "bare":
        cells = bare(made)
    else:
        runner.run(made)
        cells = {job.label: sum(runner.taken[job.label]["cells"].values()) for job in made}
        if way == "stock":
            runner.__exit__()
    told = {"wall": time.monotonic() - began, "cells": sum(cells.values()), "cpu": processor() - cpu}
    print(json.dumps(told), flush=True)
    os._exit(0)


def bare(made: list) -> dict[str, float]:
    """Seconds of the cells alone, by notebook; outputs are formed, but nothing is written."""
    import contextlib

    from helpers.report.engine.shell import plain, shell
    from helpers.report.engine.warm import evaluated

    form = shell().display_formatter.format
    found = {}
    for job in made:
        book = json.loads(job.notebook.read_text("utf-8"))
        began, names = time.monotonic(), {"__name__": "__main__"}
        with contextlib.chdir(job.notebook.parent):
            for cell in book["cells"]:
                if cell["cell_type"] == "code":
                    value = evaluated("".join(cell["source"]), names)
                    if "parameters" in cell["metadata"].get("tags", []):
                        names |= job.given
                    if value is not None:
                        plain(form(value)[0])
        found[job.label] = time.monotonic() - began
    return found


def processor() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


# ------------------------------------------------------------------- the run
def measured(way: str, every: list[dict], langs: list[str], place: Path) -> dict[str, float]:
    """Two workers side by side: wall of the later one, cells and processor seconds of both."""
    env = {**kernel.batch(place / "jupyter"), **single(), "COURSE_RESULTS": str(place / "results")}
    env["COURSE_HOME"] = str(paths.root().resolve())
    running = []
    for number, mine in enumerate(halves(every)):
        own = place / f"{way}-{number}"
        own.mkdir()
        order = json.dumps({"way": way, "mine": mine, "langs": langs, "place": str(own)})
        running.append(
            subprocess.Popen(
                [sys.executable, __file__, "--work", order],
                env=env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
    for process in running:
        assert process.stdout.readline() == "ready\n"
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [json.loads(process.stdout.readline()) for process in running]
    for process in running:
        process.wait()
    return {"wall": max(t["wall"] for t in told), "work": sum(t["wall"] for t in told)} | {
        name: sum(t[name] for t in told) for name in ("cells", "cpu")
    }


def store(companies: list[str], place: Path) -> float:
    """Compute and store all results; processor seconds it took."""
    code = (
        "import sys; from helpers import station; from helpers.company.folder import open\n"
        "for c in sys.argv[1:]:\n    f = open(c)\n    for n in station.CHAIN: station.run(station.station(n), f)"
    )
    env = {
        **os.environ,
        **single(),
        "COURSE_RESULTS": str(place / "results"),
        "COURSE_HOME": str(paths.root().resolve()),
    }
    before = processor()
    subprocess.run([sys.executable, "-c", code, *companies], env=env, check=True)
    return processor() - before


def opened(order, tell) -> dict:
    """What is done with a company where only bookkeeping is measured: it is opened, and as much is told as of a report."""
    from helpers.company.folder import open as open_folder

    firm = open_folder(order["source"], order["as_of"])
    for label in order["books"]:
        tell(notebook=label)
        for number in range(60):
            tell(notebook=label, cell=f"cell-{number}")
    cells = json.dumps({f"cell-{number}": 0.1234 for number in range(60)})
    books = [
        {
            "label": label,
            "seconds": 1.0,
            "cells": cells,
            "request": request,
            "path": label,
            "bytes": 1,
            "hash": "0" * 16,
        }
        for label, request in order["books"].items()
    ]
    return {"data_hash": firm.data_hash, "as_of": firm.date.isoformat(), "notebooks": books}


def memory(count: int, place: Path, bookkeeping: bool = False) -> list[tuple[str, float, float]]:
    """Growth of the batch's own processes over so many small companies, drawn out to 500: share of what they had."""
    from helpers.report.batch.manifest import FILE, Manifest
    from helpers.report.batch.plan import plan
    from helpers.report.batch.run import Settings, run
    from helpers.report.engine.warm import small

    for number in range(count):
        folder = small(place / "clients" / f"firm-{number:03d}")
        text = (folder / "company.yml").read_text("utf-8").replace("id: rehearsal", f"id: firm-{number:03d}")
        (folder / "company.yml").write_text(text, "utf-8")
    os.environ["COURSE_RESULTS"] = str(place / "results")
    make = {}
    if bookkeeping:
        make = {"make": "batch:opened"}
        os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    run(plan(str(place / "clients")), Settings(langs=("en",), out=place / "out", **make), lambda line: print("#", line))
    with Manifest(place / "out" / FILE, read=True) as manifest:
        rows = [tuple(row) for row in manifest.rows("select done, batch_mb, warm_mb from memory order by done")]
    rows = rows[len(rows) // 5 :]  # the first fifth settles
    found = []
    for column, name in ((1, "batch"), (2, "warm")):
        mean, slope = sum(r[column] for r in rows) / len(rows), trend([(r[0], r[column]) for r in rows])
        found.append((f"batch.memory.{name}", 500 * slope / mean, GROWTH))
        print(
            f"# {name}: {mean:.0f} MB, {1000 * slope:+.1f} kB a company, seen over {count} companies, drawn out to 500"
        )
    return found


def trend(points: list[tuple[float, float]]) -> float:
    """Slope of the least squares line."""
    x, y = (sum(p[at] for p in points) / len(points) for at in (0, 1))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--companies", default="hengce,muyu")
    asked.add_argument("--langs", default="zh,en")
    asked.add_argument("--memory", type=int, default=0, metavar="N")
    asked.add_argument("--bookkeeping", action="store_true")
    asked.add_argument("--work", help=argparse.SUPPRESS)
    chosen = asked.parse_args()
    if chosen.work:
        order = json.loads(chosen.work)
        work(order["way"], order["mine"], order["langs"], Path(order["place"]))
    companies, langs = chosen.companies.split(","), chosen.langs.split(",")
    lines: list[tuple[str, float, float]] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as kept:
        place = Path(kept)
        if chosen.memory:
            lines = memory(chosen.memory, place, chosen.bookkeeping)
            for name, ratio, goal in lines:
                print(f"{name} {ratio:.2f} {goal:g}")
            return int(any(ratio > goal for _, ratio, goal in lines))
        computing = store(companies, place)
        every = jobs(companies, langs)
        got = {way: measured(way, every, langs, place) for way in WAYS}
        over = {way: got[way]["work"] - got["bare"]["work"] for way in ("fork", "stock")}
        lines.append(("batch.fork.wall_against_cells", got["fork"]["wall"] / got["bare"]["wall"], WALL))
        lines.append(("batch.fork.overhead_against_stock", over["fork"] / over["stock"], OVERHEAD))
    for name, ratio, goal in lines:
        print(f"{name} {ratio:.2f} {goal:g}")
    print(f"# {len(every)} notebooks, {len(companies)} companies; computing once {computing:.1f} processor seconds")
    for way in WAYS:
        one = got[way]
        print(
            f"# {way}: wall {one['wall']:.1f} s with two workers, processors {one['cpu']:.1f} s, "
            f"cells {one['cells']:.1f} s, a notebook {one['work'] / len(every):.2f} s"
        )
    cpu = {way: got[way]["cpu"] - got["bare"]["cpu"] for way in ("fork", "stock")}
    print(
        f"# by processor time: {got['fork']['cpu'] / got['bare']['cpu']:.2f} times the cells, overhead {cpu['fork'] / cpu['stock']:.2f} of stock's"
    )
    return int(any(ratio > goal for _, ratio, goal in lines))


if __name__ == "__main__":
    sys.exit(main())
