"""Write the portfolio's pages from the manifest, each moved into place when it is whole."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from helpers.language import using
from helpers.report.batch.manifest import FILE, Manifest
from helpers.report.portfolio.page import page_name, render


def write(out: Path, langs: Sequence[str]) -> list[Path]:
    """The page of each language in the folder of reports; returns where they are."""
    with Manifest(out / FILE, read=True) as manifest:
        rows, counts = manifest.companies(), manifest.counts()
        files = {row["name"]: manifest.outputs(row["name"]) for row in rows}
    written = []
    for lang in langs:
        reports = {name: quote(path) for name, outputs in files.items() if (path := best(outputs, lang))}
        with using(lang):
            text = render(rows, counts, reports, lang)
        path, draft = out / page_name(lang), out / f".draft-{page_name(lang)}"
        draft.write_text(text, "utf-8", newline="\n")
        os.replace(draft, path)
        written.append(path)
    return written


def best(outputs, lang: str) -> str:
    """The file to open for a company: the page in this language, else another language's, else any form."""
    order = sorted(outputs, key=lambda o: (o.kind != "html", o.lang != lang, o.kind))
    return order[0].path if order else ""
