"""Client folders as nobody planned them: demo firms cut, thinned, emptied and turned, through every notebook.

Each case is made from a seed: a demo firm and one kind of change. A case ends well when the folder is refused in words,
or when every cell of every notebook runs without an error or a warning and shows no unspoken gap. Prints each case that
did not, the cases by kind, and a line ``name ratio goal``; exit status 1 where there is any.

    python benchmarks/folders.py                        sixty cases
    python benchmarks/folders.py --first 300 --cases 10
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import traceback
import warnings
from collections import Counter
from pathlib import Path

import pandas as pd

KINDS = ("one", "few", "some", "columns", "tables", "gaps", "days", "as of", "equal", "returns", "empty", "mixed")
DAYS = ("2023-01-15", "2023-06-30", "2024-02-10", "2025-01-01")
#: What no table may show.
UNSPOKEN = ("nan%", ">nan</td", "NaT", "<NA>", ">None</td", ">inf</td", "inf%", "{'")
#: Cases a process: widgets of executed cells stay in memory.
AT_ONCE = 10

Frames = dict[str, pd.DataFrame]


# ------------------------------------------------------------------- a case
def changed(kind: str, tables: Frames, chance: random.Random) -> Frames:
    """The tables with one kind of change; what a table must have stays, and so does what others refer to."""
    from helpers.company.schema import tables as contract

    known = contract()
    needed = {(name, column.name) for name in known for column in known[name].columns if column.required}
    spare = [name for name in tables if name not in ("customers", "orders")]
    tables = dict(tables)
    if kind in ("one", "few", "some", "mixed"):
        every = sorted(set(tables["customers"]["customer"]))
        count = {"one": (1,), "few": (2, 3, 5, 8), "some": (20, 40, 80), "mixed": (3, 13, 40)}[kind]
        kept = set(chance.sample(every, min(len(every), chance.choice(count))))
        tables["customers"] = tables["customers"][tables["customers"]["customer"].isin(kept)]
    if kind in ("tables", "mixed"):
        tables = {name: frame for name, frame in tables.items() if name not in spare or chance.random() < 0.5}
    if kind in ("columns", "mixed"):
        for name, frame in tables.items():
            out = [c for c in frame if (name, c) not in needed and chance.random() < 0.15]
            tables[name] = frame.drop(columns=out)
    if kind == "empty":
        for name in spare:
            if chance.random() < 0.5:
                tables[name] = tables[name].head(chance.choice((0, 1)))
    if kind in ("gaps", "equal"):
        for name, frame in tables.items():
            for column in frame:
                if (name, column) not in needed and len(frame) and chance.random() < 0.25:
                    share = chance.choice((0.1, 0.6, 1.0)) if kind == "gaps" else 1.0
                    rows = [chance.random() < share for _ in range(len(frame))]
                    value = "" if kind == "gaps" else frame[column].iloc[0]
                    frame = frame.assign(**{column: frame[column].mask(pd.Series(rows, index=frame.index), value)})
            tables[name] = frame
    orders = tables["orders"]
    if kind == "days":
        day = pd.to_datetime(orders["date"])
        start = day.min() + (day.max() - day.min()) * chance.random() * 0.9
        span = (day.max() - day.min()) * chance.choice((0.01, 0.05, 0.2, 0.4))
        tables["orders"] = orders[(day >= start) & (day <= start + span)]
    if kind == "returns":
        back = pd.Series([chance.random() < 0.6 for _ in range(len(orders))], index=orders.index)
        turned = ("-" + orders["amount"]).str.replace("--", "", regex=False)
        tables["orders"] = orders.assign(amount=orders["amount"].mask(back, turned))
    return referred(tables, known)


def referred(tables: Frames, known) -> Frames:
    """Without the rows whose codes stand in no table any more."""
    for _ in range(3):
        for name, frame in tables.items():
            for column in known[name].columns:
                table, _, key = (column.refers_to or "").partition(".")
                if column.name in frame and key in tables.get(table, ()):
                    code = frame[column.name]
                    frame = frame[code.isin(set(tables[table][key])) | (code == "")]
            tables[name] = frame
    return tables


def make(seed: int, place: Path) -> tuple[str, str, str]:
    """Write the folder of a seed; firm, kind and as-of date ("" for the folder's own)."""
    from helpers import paths
    from helpers.company.schema import tables as contract

    chance = random.Random(seed)
    source = chance.choice(sorted(path.parent for path in paths.companies().glob("*/company.yml")))
    kind = chance.choice(KINDS)
    tables = {
        path.stem: pd.read_csv(path, dtype="str", keep_default_na=False)
        for path in sorted(source.glob("*.csv"))
        if path.stem in contract()
    }
    place.mkdir()
    for name, frame in changed(kind, tables, chance).items():
        frame.to_csv(place / f"{name}.csv", index=False)
    settings = (source / "company.yml").read_text("utf-8").replace(f"id: {source.name}", f"id: {place.name}")
    (place / "company.yml").write_text(settings, "utf-8")
    return source.name, kind, chance.choice(DAYS) if kind == "as of" else ""


def walked(place: Path, day: str, lang: str) -> list[str]:
    """What goes wrong on the way of a folder through the notebooks."""
    from matplotlib import pyplot

    from helpers import paths
    from helpers.company.folder import open as open_folder
    from helpers.errors import CourseError
    from helpers.report.engine.shell import plain, shell
    from helpers.report.engine.warm import evaluated

    try:
        open_folder(str(place), day)
    except CourseError:
        return ["refused"]
    form, wrong = shell().display_formatter.format, []
    for book in sorted(paths.notebooks(lang).glob("[0-9][0-9]_*.ipynb")):
        names = {"__name__": "__main__"}
        with contextlib.chdir(book.parent):
            for cell in json.loads(book.read_text("utf-8"))["cells"]:
                if cell["cell_type"] != "code":
                    continue
                at = f"{lang} {book.name} {cell['id']}"
                try:
                    with contextlib.redirect_stdout(io.StringIO()):
                        value = evaluated("".join(cell["source"]), names)
                        shown = plain(form(value)[0]) if value is not None else {}
                    if "parameters" in cell["metadata"].get("tags", []):
                        names |= {"company": str(place), "as_of": day, "rules": {}}
                    wrong += [f"{at}: shows {sign}" for sign in UNSPOKEN if sign in shown.get("text/html", "")]
                except Exception as error:  # whatever it is, it is told
                    last = traceback.extract_tb(error.__traceback__)[-1]
                    wrong.append(f"{at}: {error!r:.200} ({Path(last.filename).name}:{last.lineno})")
                    break
                finally:
                    pyplot.close("all")
    return wrong


# ------------------------------------------------------------------ the run
def some(first: int, cases: int) -> list[dict]:
    """Cases of consecutive seeds, in this process."""
    import matplotlib

    matplotlib.use("Agg")
    for kind in (RuntimeWarning, UserWarning, FutureWarning):
        warnings.simplefilter("error", kind)
    told = []
    for seed in range(first, first + cases):
        with tempfile.TemporaryDirectory() as kept:
            os.environ["COURSE_RESULTS"] = f"{kept}/results"
            place = Path(kept) / "firm"
            firm, kind, day = make(seed, place)
            wrong = walked(place, day, ("zh", "en")[seed % 2])
        told.append({"seed": seed, "firm": firm, "kind": kind, "wrong": wrong})
    return told


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--first", type=int, default=1)
    asked.add_argument("--cases", type=int, default=60)
    asked.add_argument("--task", action="store_true", help=argparse.SUPPRESS)
    chosen = asked.parse_args()
    if chosen.task:
        print(json.dumps(some(chosen.first, chosen.cases)))
        return 0
    last, counts, failed = chosen.first + chosen.cases, Counter(), 0
    for first in range(chosen.first, last, AT_ONCE):
        command = [sys.executable, __file__, "--task", f"--first={first}", f"--cases={min(AT_ONCE, last - first)}"]
        done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONUTF8": "1"})
        if done.returncode:
            raise SystemExit(done.stderr)
        for case in json.loads(done.stdout.splitlines()[-1]):
            end = "refused" if case["wrong"] == ["refused"] else "failed" if case["wrong"] else "ran"
            counts[case["kind"], end] += 1
            failed += end == "failed"
            for line in case["wrong"] * (end == "failed"):
                print(f"# seed {case['seed']}, {case['firm']}, {case['kind']}: {line}", flush=True)
    for (kind, end), count in sorted(counts.items()):
        print(f"# {kind}: {end} {count}")
    print(f"folders.failed {failed / chosen.cases:.2f} 0")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
