"""The page for a screen: one file, no script, no request."""

from __future__ import annotations

from pathlib import Path

from helpers.report.formats.content import Content
from helpers.report.page import render


def write(content: Content, path: Path, tell=None) -> None:
    """Write the page."""
    text = render(content.company, content.results, content.chapters, content.lang)
    path.write_text(text, "utf-8", newline="\n")
