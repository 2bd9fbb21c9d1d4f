"""Four forms of one company's report against its page alone; and the same report on another day, byte for byte.

Results are stored before, so what is measured is what a reader waits for: opening, notebooks, writing. From all four
forms the seconds that WeasyPrint itself takes are taken off, as no writing of ours changes them; what is left may be
half as long again as the page alone. Then the same report is written by a process with another hash seed, time zone,
language of the machine and a clock years off, with nothing stored. Prints a line ``name ratio goal`` each; exit status
1 where a goal is missed.

    python benchmarks/report.py                        hengce in Chinese, both parts
    python benchmarks/report.py --company youhe --lang en --only time
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

#: Goals: seconds of all forms without the PDF engine's own against the page's; files that differ between two days.
TIME, BYTES = 1.5, 0
FORMS = ("html", "pdf", "pptx", "xlsx")
#: Of the other process: time zone, hash seed, language of the machine, seconds that its clock is off.
WORLDS = (("Pacific/Kiritimati", "1", "zh_CN.UTF-8", 0), ("Etc/GMT+12", "4242", "C.UTF-8", 123_456_789))


def written(company: str, lang: str, forms: tuple[str, ...], out: Path) -> dict[str, float]:
    """Write the report here; seconds in all, of the PDF engine, and of each step."""
    from helpers.report.formats import pdf_
    from helpers.report.timing import Timed
    from helpers.report.write import write

    engine, real = [0.0], pdf_.weasyprint

    def measured():
        page = real()

        class Page(page):
            def write_pdf(self, *given, **more):
                began = time.perf_counter()
                try:
                    return super().write_pdf(*given, **more)
                finally:
                    engine[0] += time.perf_counter() - began

        return Page

    pdf_.weasyprint, steps, began = measured, Timed(), time.perf_counter()
    try:
        write(company, (lang,), formats=forms, out=out, steps=steps)
    finally:
        pdf_.weasyprint = real
    return {"all": time.perf_counter() - began, "engine": engine[0], **steps.seconds, **steps.parts.seconds}


def child(arguments: list[str], **more: str) -> dict[str, float]:
    """The same in a process of its own: what one run leaves in memory helps no other."""
    command = [sys.executable, __file__, "--child", *arguments]
    done = subprocess.run(command, env=os.environ | more, capture_output=True, text=True, encoding="utf-8", timeout=900)
    if done.returncode:
        raise SystemExit(done.stderr[-4000:])
    return json.loads(done.stdout.splitlines()[-1])


def of_time(company: str, lang: str, home: Path) -> list[tuple[str, float, float]]:
    more = {"COURSE_RESULTS": str(home / "results")}
    given = [company, lang]
    child([*given, "html", str(home / "first"), "0"], **more)  # results are stored, byte code compiled
    page = child([*given, "html", str(home / "page"), "0"], **more)
    whole = child([*given, ",".join(FORMS), str(home / "whole"), "0"], **more)
    for name, told in (("html alone", page), ("all forms", whole)):
        print(f"  {name}: " + ", ".join(f"{step} {seconds:.1f} s" for step, seconds in told.items()))
    return [("report_four_forms", (whole["all"] - whole["engine"]) / page["all"], TIME)]


def of_bytes(company: str, lang: str, home: Path) -> list[tuple[str, float, float]]:
    held = []
    for number, (zone, seed, machine, shift) in enumerate(WORLDS):
        out = home / f"world{number}"
        more = {"TZ": zone, "PYTHONHASHSEED": seed, "LANG": machine, "COURSE_RESULTS": str(home / f"results{number}")}
        child([company, lang, ",".join(FORMS), str(out), str(shift)], **more)
        held.append({p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()})
    first, second = held
    differ = [name for name in sorted({*first, *second}) if first.get(name) != second.get(name)]
    print(f"  {len(first)} files; that differ: {', '.join(differ) or 'none'}")
    return [("report_same_bytes_files_that_differ", len(differ), BYTES)]


def main() -> int:
    if "--child" in sys.argv[1:2]:
        company, lang, forms, out, shift = sys.argv[2:]
        if float(shift):
            real = time.time
            time.time = lambda: real() + float(shift)
        print(json.dumps(written(company, lang, tuple(forms.split(",")), Path(out))))
        return 0
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--company", default="hengce")
    parser.add_argument("--lang", default="zh", choices=("zh", "en"))
    parser.add_argument("--only", choices=("time", "bytes"))
    asked = parser.parse_args()
    parts = {"time": of_time, "bytes": of_bytes}
    short = False
    for name, part in parts.items():
        if asked.only in (None, name):
            with tempfile.TemporaryDirectory(prefix="course-bench-", ignore_cleanup_errors=True) as home:
                for line, ratio, goal in part(asked.company, asked.lang, Path(home)):
                    print(f"{line} {ratio:.2f} {goal}")
                    short |= ratio > goal
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
