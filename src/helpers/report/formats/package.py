"""The file of a presentation: a client's template opened, slides taken out, the same bytes for the same slides."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from helpers.errors import ParameterError, Problem
from helpers.language import msg

#: Every entry of the files bears this date: a real one would make every file another.
STAMP = (2025, 1, 1, 0, 0, 0)
DATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def opened(template: Path) -> Any:
    """A client's template.

    Raises
    ------
    ParameterError
        When it is no presentation, or has no layout with a title.
    """
    from pptx import Presentation
    from pptx.exc import PackageNotFoundError

    try:
        book = Presentation(template)
        if any(p.placeholder_format.type in (1, 3) for layout in book.slide_layouts for p in layout.placeholders):
            return book
        what = msg("The template has no layout with a title.")
    except (PackageNotFoundError, KeyError, ValueError, OSError, zipfile.BadZipFile):
        what = msg("The template cannot be read as a presentation.")
    raise ParameterError(
        Problem(what=what, do=msg("Save it in PowerPoint or WPS as .pptx, and name that file."), file=template.name, column="--template")
    )  # fmt: skip


def emptied(book: Any) -> None:
    """Take out the slides that a template comes with."""
    listed = book.slides._sldIdLst
    for entry in list(listed):
        book.part.drop_rel(entry.rId)
        listed.remove(entry)


def undated(content: bytes) -> bytes:
    """A zip package without dates, those inside of it as well, entries in the order of names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            data = old.read(name)
            if name.endswith((".xlsx", ".pptx")):
                data = undated(data)
            elif name == "docProps/core.xml":
                data = DATED.sub(rb"\g<1>2025-01-01T00:00:00Z\g<2>", data)
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, data)
    return out.getvalue()
