"""What is done with a company in tests of the batch: little, quickly, and what its folder's ``do`` file says."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from helpers.report.batch.places import bring, is_remote, joined, send
from helpers.report.write import place

KINDS = ("one", "two", "three")


def text(name, lang, kind):
    return f"{name} {lang} {kind}\n" * 2000


def company(order, tell):
    """Write files in drafts, slowly, and move them into place as a report is."""
    folder = Path(order["source"])
    remote = is_remote(order["out"])
    if remote:
        folder = bring(order["source"], Path(order["work"]) / "a" / "b" / order["name"])
    do = (folder / "do").read_text() if (folder / "do").exists() else ""
    tell(notebook="zh/01_x.ipynb", cell="first")
    (folder.parent.parent / "calls").open("a").write(f"{order['name']} {len(order['missing'])} {os.getpid()}\n")
    if do:
        exec(do, {"order": order, "os": os, "signal": signal, "subprocess": subprocess, "sys": sys, "time": time})
    same = order["data_hash"] == "data"
    wanted = order["missing"] if same else order["wanted"]
    relative = f"{order['name']}/2025-12-31"
    target = Path(order["work"]) / "report" if remote else Path(order["out"]) / relative
    for draft in target.glob(".draft-*"):
        subprocess.run(["rm", "-rf", draft], check=True)
    draft = Path(order["work"]) / "draft"
    draft.mkdir()
    made = []
    for lang, kind in wanted:
        with (draft / f"report.{lang}.{kind}").open("w") as file:
            for line in text(order["name"], lang, kind).splitlines(True):
                file.write(line)
        time.sleep(0.02)
        size = (draft / file.name).stat().st_size
        made.append(
            {"lang": lang, "kind": kind, "request": order["requests"][lang], "path": f"{relative}/report.{lang}.{kind}"}
            | {"bytes": size}
        )
    place(draft, target, [f"report.{lang}.{kind}" for lang, kind in wanted])
    if remote:
        send(target, joined(order["out"], relative))
    return {
        "data_hash": "data",
        "as_of": "2025-12-31",
        "folder": relative,
        "made": made,
        "same": same,
        "engine": "none",
    }
