"""Speed and size of station 2 on a large firm: 200,000 customers with two million order lines.

One process makes the firm and writes its folder (Parquet); another opens the folder as any user does and runs the
station. Memory is the most that this second process ever held, reading and checking of the folder included; seconds
are those of the station alone.

Prints a line ``name ratio goal`` each (seconds and gigabytes as shares of what is allowed), then what was measured;
exit status 1 where a ratio is above its goal.

    python benchmarks/classification.py                      the station on 200,000 customers, 2 M lines
    python benchmarks/classification.py --customers 20000 --lines 200000
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

#: Allowed: seconds of the clock, bytes at most.
SECONDS, MEMORY = 60.0, 2e9


def firm(customers: int, lines: int, seed: int = 1):
    """A firm in memory: heavy-tailed customers over three years, three industries, sizes and regions, some returns."""
    import datetime as dt

    from helpers.company.folder import Company
    from helpers.company.profile import Profile
    from helpers.language import Words

    rng = np.random.default_rng(seed)
    codes = pd.Series([f"C{i:06}" for i in range(customers)], dtype="str")
    weight = rng.pareto(1.5, customers) + 0.2
    who = rng.choice(customers, lines, p=weight / weight.sum())
    day = pd.Timestamp("2023-01-01") + pd.to_timedelta(rng.integers(0, 1096, lines), unit="D")
    amount = np.exp(rng.normal(8, 1, lines) + np.log(weight[who]) * 0.2).astype("int64") * 100
    amount = np.where(rng.random(lines) < 0.02, -amount // 2, amount)
    orders = pd.DataFrame({
        "doc_no": pd.Series(np.char.add("D", np.arange(lines).astype(str)), dtype="str"),
        "date": day.astype("datetime64[us]"), "customer": codes.to_numpy()[who],
        "product": pd.Series(np.char.add("P", rng.integers(0, 300, lines).astype(str)), dtype="str"),
        "quantity": rng.integers(1, 50, lines).astype("float64"), "amount": pd.array(amount, dtype="Int64"),
        "cost": pd.array((amount * 0.7).astype("int64"), dtype="Int64"),
    }).astype({"customer": "str"})  # fmt: skip
    people = pd.DataFrame({
        "customer": codes, "name": codes, "industry": rng.choice(["A", "B", "C"], customers),
        "size": rng.choice(["L", "M", "S"], customers), "region": rng.choice(["N", "S", "E", "W"], customers),
        "owner": rng.choice([f"O{i}" for i in range(40)], customers),
    }).astype("str")  # fmt: skip
    profile = Profile("large", Words("大公司", "Large"), "general", "CNY", dt.date(2025, 12, 31), True)
    return Company(profile, {"customers": people, "orders": orders})


def write(customers: int, lines: int, place: Path) -> None:
    """The firm as a client folder."""
    from helpers.company.save import save

    save(firm(customers, lines), place, parquet=("orders",))


def one(place: Path) -> dict:
    """The station once, in this process, on a folder."""
    from helpers import classification
    from helpers.company import folder
    from helpers.station import run

    made = folder.open(place)
    before, begin = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    result = run(classification.STATION, made, None, store=False)
    taken = time.perf_counter() - begin
    return {
        "seconds": taken,
        "bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "before": before * 1024,
        "findings": len(result.findings),
        "tables": len(result.tables),
    }


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=int, default=200_000)
    parser.add_argument("--lines", type=int, default=2_000_000)
    parser.add_argument("--task", choices=["write", "one"], help=argparse.SUPPRESS)
    parser.add_argument("--place", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.task == "write":
        write(given.customers, given.lines, given.place)
        return 0
    if given.task == "one":
        print(json.dumps(one(given.place)))
        return 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        place = Path(temporary) / "large"
        size = [f"--customers={given.customers}", f"--lines={given.lines}", f"--place={place}"]
        for task in ("write", "one"):
            command = [sys.executable, __file__, f"--task={task}", *size]
            done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONUTF8": "1"})
            if done.returncode:
                raise SystemExit(done.stderr)
    found = json.loads(done.stdout.splitlines()[-1])
    ratios = {
        "classification.time.share_of_60s": found["seconds"] / SECONDS,
        "classification.memory.share_of_2GB": found["bytes"] / MEMORY,
    }
    for name, ratio in ratios.items():
        print(f"{name} {ratio:.2f} 1")
    print(
        f"# {given.customers:,} customers, {given.lines:,} lines: {found['seconds']:.1f} s; "
        f"{found['bytes'] / 1e9:.2f} GB at most, {found['before'] / 1e9:.2f} GB once the folder is open"
    )
    return int(any(ratio > 1 for ratio in ratios.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
