"""An executed notebook as a page of its own beside the report: every cell, its code and what came of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from helpers import __version__
from helpers.language import msg, using
from helpers.report import safe
from helpers.report.chapters import joined, markdown, picture_html, shifted, source

WORDS = {
    "kicker": msg("Executed notebook: the evidence behind the report"),
    "about": msg("Every cell in its order, with its code and what came of it. Nothing was left out or changed."),
    "code": msg("Code"),
    "back": msg("Back to the report"),
    "skip": msg("Skip to the content"),
}
#: Escape sequences of a terminal in bare text.
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def page(notebook: Mapping[str, Any], title: str, company: str, report: str, lang: str) -> str:
    """The page.

    Parameters
    ----------
    report
        Address of the report's page, relative to this one.
    """
    from markupsafe import Markup

    from helpers.report.page import TAGS, environment, looks

    with using(lang):
        words = {name: word.render(lang) for name, word in WORDS.items()}
        cells = [
            {"id": cell_id(cell["id"]), "html": Markup(html)}
            for cell in notebook["cells"]
            if (html := of_cell(cell, words["code"]))
        ]
        context = {
            "locale": TAGS[lang],
            "css": Markup("\n".join((looks("report.css"), looks("evidence.css")))),
            "name": title,
            "generator": f"customer-strategy-course {__version__}",
            "script_hash": "",
            "company": company,
            "report": report,
            "w": words,
            "cells": cells,
        }
        return environment().get_template("evidence.html").render(context)


def cell_id(id: str) -> str:
    """Anchor of a cell."""
    return f"cell-{re.sub(r'[^A-Za-z0-9_-]', '-', id)}"


def of_cell(cell: Mapping[str, Any], word: str) -> str:
    """A cell as HTML: prose, or code with its outputs; what is not ours is shown as text."""
    if cell["cell_type"] == "markdown":
        html = shifted(markdown(source(cell)), 1)
        return f'<div class="prose">{html}</div>'
    if cell["cell_type"] != "code" or not source(cell).strip():
        return ""
    code = f'<details class="code"><summary>{escape(word)}</summary><pre tabindex="0"><code>{escape(source(cell))}</code></pre></details>'
    return code + "".join(of_output(output) for output in cell["outputs"])


def of_output(output: Mapping[str, Any]) -> str:
    """What came of a cell."""
    if output["output_type"] == "stream":
        return bare(joined(output["text"])) if output["name"] == "stdout" else ""
    data = output.get("data", {})
    if "text/html" in data:
        try:
            return f'<div class="scroll" tabindex="0">{without_ids(safe.read(joined(data["text/html"])))}</div>'
        except safe.Refused:
            return bare(joined(data.get("text/plain", "")))
    if "image/png" in data:
        return picture_html(data, output.get("metadata", {}))
    return bare(joined(data["text/plain"])) if "text/plain" in data else ""


def without_ids(tree: safe.Element) -> str:
    for element in tree.walk():
        element.attributes.pop("id", None)
    return tree.html()


def bare(text: str) -> str:
    """Plain text as it stands."""
    return f'<pre tabindex="0">{escape(ANSI.sub("", text))}</pre>' if text.strip() else ""


def link(chapter: Any, finding: Any) -> str:
    """Address of the cell that made a finding's evidence, relative to the report's page; empty when there is none."""
    if chapter is None or not chapter.page:
        return ""
    cell = next((chapter.cells[name] for name in finding.evidence if name in chapter.cells), "")
    return f"{chapter.page}#{cell_id(cell)}" if cell else chapter.page
