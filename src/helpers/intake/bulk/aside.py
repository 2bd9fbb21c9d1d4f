"""The rows of a long ledger that are set aside, as they stand in the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import duckdb

from helpers.intake.bulk import rows
from helpers.intake.bulk.stage import Layout
from helpers.intake.bulk.stream import Text

#: Rows written at a time.
TOGETHER = 10_000
#: Blanks that Python does not take for such; a cell that holds nothing else is empty.
UNSEEN = "\ufeff\u200b\u200c\u200d\u2060\x00"


def write(
    con: duckdb.DuckDBPyConnection,
    text: Text,
    file: str,
    names: Sequence[str],
    where: Layout,
    path: Path,
) -> None:
    """Rows set aside with file, sheet, line, reason and their cells, in the order of the file."""
    con.execute("CREATE OR REPLACE TABLE aside AS SELECT rid, reason FROM l WHERE NOT kept ORDER BY rid")
    reasons = iter(con.execute("SELECT reason FROM aside").fetchnumpy()["reason"])
    with path.open("w", encoding="utf-8", newline="") as out:
        written = csv.writer(out, lineterminator="\n")
        written.writerow(["file", "sheet", "line", "reason", *names])
        if text.delimiter == "," and not text.numbered:
            found, put = rows.lines(con, text, "aside"), _lines
        else:
            found, put = rows.cells(con, text, "aside", where.width), _rows
        while some := list(islice(found, TOGETHER)):
            put(out, written, file, some, reasons, text, where.width)


def _rows(out, written, file: str, some: list, reasons: Iterator[str], text: Text, width: int) -> None:
    written.writerows([file, "", line, next(reasons), *row] for _, line, row in some)


def _lines(out, written, file: str, some: list, reasons: Iterator[str], text: Text, width: int) -> None:
    """Lines that hold no quotes and no cell of blanks only are written as they stand."""
    front = io.StringIO()
    csv.writer(front, lineterminator="").writerow([file, ""])
    front, texts = front.getvalue(), [rows.decoded(found).rstrip("\r") for _, _, found in some]
    joined, commas = "".join(texts), width - 1
    unseen = any(sign in joined for sign in UNSEEN)
    care = [
        unseen or row.count(",") != commas or '"' in row or "\r" in row or row.split(None, 1) != [row] for row in texts
    ]
    cut = rows.cut((row for row, careful in zip(texts, care, strict=True) if careful), text, width)
    for (_, line, _), row, careful, reason in zip(some, texts, care, reasons, strict=False):
        if careful:
            written.writerow([file, "", line, reason, *next(cut)])
        else:
            out.write(f"{front},{line},{reason},{row}\n")
