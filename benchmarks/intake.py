"""Speed and size of the import: what a long ledger costs beside what DuckDB alone takes for the clean file.

Prints a line ``name ratio goal`` each, then what was measured; exit status 1 where a ratio is above its goal. Base and
imports take turns in processes of their own. A ratio is the median over the rounds of an import's processor seconds
by those of the base runs just before and after it: the load of a shared machine then touches both alike. Ratios of
seconds by the clock are printed beside it, and count only with ``--wall``, on a machine that does nothing else.

    python benchmarks/intake.py                    five million lines, three rounds
    python benchmarks/intake.py --lines 50000000 --rounds 1
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

#: Goals: at most this many times the base; bytes at most.
CLEAN, DIRTY, MEMORY = 2.0, 3.0, 2e9
HEADER = ("单据编号", "日期", "客户编码", "客户名称", "产品编码", "产品名称", "数量", "单价", "金额")
WIDE = "translate({0}, '0123456789.-', '０１２３４５６７８９．－')"


def ledger(path: Path, lines: int, dirty: bool, rate: int = 100, seed: int = 1) -> None:
    """Write a ledger of order lines.

    Parameters
    ----------
    dirty
        With each defect in one of ``rate`` lines: dates of five kinds, money with sign and commas, in 万, in
        brackets, full-width; codes with blanks, full-width, ``12345.0``; equal lines, returns, cancellations, zero and
        negative prices, no customer, freight, test customers, subtotals between the lines.
    """

    def one_in(name: str, then: str, otherwise: str) -> str:
        return (
            f"CASE WHEN hash(i, '{name}', {seed}) % {rate} = 0 THEN {then} ELSE {otherwise} END" if dirty else otherwise
        )

    doc, buyer, item = "(i // 3)", f"(hash(i // 3, {seed}) % 20000)", f"(hash(i, 'item', {seed}) % 2000)"
    count, cents = f"(1 + hash(i, 'count', {seed}) % 20)", f"({item} * 13 + 99)"
    money = f"CAST({count} * {cents} / 100.0 AS DECIMAL(12, 2))"
    day = f"(DATE '2021-01-01' + CAST({doc} * 1500 // {max(lines // 3, 1)} AS INTEGER))"
    kinds = [f"strftime({day}, '%Y/%-m/%-d')", f"strftime({day}, '%Y年%-m月%-d日')", f"strftime({day}, '%Y%m%d')",
             f"CAST({day} - DATE '1899-12-30' AS VARCHAR)", f"{day} || ' 10:11:12'"]  # fmt: skip
    other_day = f"[{', '.join(kinds)}][1 + CAST(hash(i, 'kind') % {len(kinds)} AS INTEGER)]"
    doc_no = f"'SO' || lpad(CAST({doc} AS VARCHAR), 9, '0')"
    buyer_no, text = f"CAST(10000 + {buyer} AS VARCHAR)", "CAST({0} AS VARCHAR)"
    amount = text.format("money")
    cells = {
        "doc": one_in("blanks", f"' ' || {doc_no} || ' '", one_in("cancel", f"'C' || CAST({doc} AS VARCHAR)", doc_no)),
        "day": one_in("day", other_day, f"CAST({day} AS VARCHAR)"),
        "buyer": one_in("point", f"{buyer_no} || '.0'", one_in("wide", WIDE.format(buyer_no), one_in("nobody", "''", buyer_no))),
        "name": one_in("nobody", "''", one_in("test", "'测试客户'", f"'客户有限公司' || {text.format(buyer)}")),
        "item": f"'P' || lpad({text.format(item)}, 4, '0')",
        "goods": one_in("freight", "'运费'", f"'产品型号' || {text.format(item)}"),
        "count": one_in("back", f"'-' || {text.format(count)}", text.format(count)),
        "price": one_in("zero", "'0'", one_in("minus", f"'-' || {text.format(f'CAST({cents} / 100.0 AS DECIMAL(10, 2))')}", text.format(f"CAST({cents} / 100.0 AS DECIMAL(10, 2))"))),
        "amount": one_in("back", f"'-' || {amount}", one_in("cancel", f"'-' || {amount}", one_in("zero", "'0.00'", one_in("minus", f"'-' || {amount}", one_in(
            "sign", "'¥' || format('{:,.2f}', CAST(money AS DOUBLE))", one_in("ten", "CAST(money / 10000 AS DECIMAL(18, 6)) || '万'", one_in(
                "brackets", f"'(' || {amount} || ')'", one_in("full", WIDE.format(amount), amount)))))))),
    }  # fmt: skip
    total = ["'小计'", *["''"] * 7, "CAST(i % 9999 AS VARCHAR) || '.00'"]
    if dirty:  # part 1 is the line once more, part 2 a total below it
        cells = {
            name: f"CASE WHEN part = 2 THEN {sum_} ELSE {cell} END"
            for (name, cell), sum_ in zip(cells.items(), total, strict=True)
        }
    picked = ", ".join(f'{cell} AS "{name}"' for cell, name in zip(cells.values(), HEADER, strict=True))
    parts = "[0]"
    if dirty:
        parts += "".join(
            f" || CASE WHEN hash(i, '{name}', {seed}) % {rate} = 0 THEN [{part}] ELSE [] END"
            for name, part in (("again", 1), ("total", 2))
        )
    query = f"SELECT {picked} FROM (SELECT i, {money} AS money, unnest({parts}) AS part FROM range({lines}) t(i))"
    with duckdb.connect() as con:
        con.execute(
            f"SET temp_directory = '{path.parent}'; SET memory_limit = '2GB'; SET preserve_insertion_order = true"
        )
        con.execute(f"COPY ({query}) TO '{path}' (HEADER)")


def base(path: str, target: str) -> None:
    """DuckDB alone: read the file, write it as Parquet."""
    with duckdb.connect() as con:
        con.execute(f"COPY (SELECT * FROM read_csv('{path}')) TO '{target}'")


def import_(path: str, target: str) -> dict:
    """The import, written as a client folder."""
    from helpers.intake.bulk import unsuited
    from helpers.intake.ledger.ledger_import import import_ledger, write

    unsuited.LONG = 0
    made = import_ledger(path, id="bench", name="bench", currency="CNY")
    if not hasattr(made, "ready"):
        raise SystemExit("the long path was not taken")
    write(made, target)
    return dict(made.report["totals"])


def measured(task: str, path: Path, target: Path) -> dict:
    """One task in a process of its own: seconds, seconds of all processors, bytes at most."""
    done = subprocess.run(
        [sys.executable, __file__, "--task", task, str(path), str(target)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    found = json.loads(done.stdout.splitlines()[-1])
    print(
        f"# {task} {path.name}: {found['wall']:.1f} s, processors {found['cpu']:.1f} s, {found['peak'] / 1e6:,.0f} MB",
        file=sys.stderr,
    )
    return found


def task(name: str, path: str, target: str) -> None:
    """Run a task and print what it took; imports of modules are not counted."""
    if name == "import":
        for module in ("helpers.intake.bulk.run", "helpers.intake.account.keep", "pandera.pandas"):
            importlib.import_module(module)
    start, used = time.perf_counter(), time.process_time()
    told = (import_ if name == "import" else base)(path, target)
    wall, cpu = time.perf_counter() - start, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": peak, "told": told}))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--wall", action="store_true", help="hold the clock against the goals, too")
    parser.add_argument("--keep", type=Path, help="folder in which the made files lie, or are put")
    parser.add_argument("--task", nargs=3)
    chosen = parser.parse_args()
    if chosen.task:
        task(*chosen.task)
        return 0
    with tempfile.TemporaryDirectory(prefix="bench-") as kept:
        folder = Path(kept)
        made = chosen.keep or folder
        files = {name: made / f"{name}-{chosen.lines}.csv" for name in ("clean", "dirty")}
        for name, path in files.items():
            if not path.is_file():
                ledger(path, chosen.lines, name == "dirty")
        runs: dict[str, list[dict]] = {"base": [], "clean": [], "dirty": []}
        for turn in range(chosen.rounds):
            for name, path in files.items():
                runs["base"].append(measured("base", files["clean"], folder / "base.parquet"))
                runs[name].append(measured("import", path, folder / f"{name}-{turn}"))
                shutil.rmtree(folder / f"{name}-{turn}")
        runs["base"].append(measured("base", files["clean"], folder / "base.parquet"))
    return told(runs, chosen.wall)


def ratio(runs: dict[str, list[dict]], name: str, what: str) -> float:
    """Median over the rounds of an import by the mean of the base runs before and after it."""
    at = 0 if name == "clean" else 1
    base = [run[what] for run in runs["base"]]
    return statistics.median(
        run[what] / ((base[2 * turn + at] + base[2 * turn + at + 1]) / 2) for turn, run in enumerate(runs[name])
    )


def told(runs: dict[str, list[dict]], wall: bool) -> int:
    """Print the ratios and what was measured; the exit status."""
    goals = {"clean": CLEAN, "dirty": DIRTY}
    peak = max(run["peak"] for name in goals for run in runs[name])
    lines = [(f"intake.{name}.processor_time", ratio(runs, name, "cpu"), goal) for name, goal in goals.items()]
    clock = [(f"intake.{name}.clock_time", ratio(runs, name, "wall"), goal) for name, goal in goals.items()]
    lines += clock * wall + [("intake.memory.share_of_2GB", peak / MEMORY, 1.0)]
    for name, value, goal in lines:
        print(f"{name} {value:.2f} {goal:g}")
    for name, value, _ in clock:
        print(f"# {name}: {value:.2f} times the base")
    for name, found in runs.items():
        cpu, seconds = (statistics.median(run[what] for run in found) for what in ("cpu", "wall"))
        most = max(run["peak"] for run in found) / 1e6
        print(f"# {name}: {seconds:.1f} s, processors {cpu:.1f} s, {most:,.0f} MB, {found[0]['told'] or ''}")
    return int(any(value > goal for _, value, goal in lines))


if __name__ == "__main__":
    sys.exit(main())
