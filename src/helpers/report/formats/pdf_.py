"""The printed report: title page, contents with page numbers, running heads, fonts embedded.

WeasyPrint lays the pages out, as Chromium knows neither page numbers in contents nor running heads. Where
WeasyPrint's system libraries (Pango) are missing, as on many Windows machines, an installed Chromium or Edge
prints the same page, and the reader is told what is lost.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from helpers.errors import Problem, ReportError
from helpers.language import Message, msg
from helpers.report.formats.content import Content
from helpers.report.page import render

#: Programs that print a page, by the names they go by on a machine.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
#: Where Windows keeps them.
PLACES = (
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)
PATIENCE = 180


def write(content: Content, path: Path, tell: Callable[[Message], None] = lambda said: None) -> None:
    """Write the PDF; the same content gives the same bytes (dates are the as-of date's).

    Raises
    ------
    ReportError
        When neither WeasyPrint nor a browser is there to print.
    """
    text = render(content.company, content.results, content.chapters, content.lang, paper=True)
    try:
        html = weasyprint()
    except OSError:
        tell(msg("The PDF is printed by a browser: contents have no page numbers, pages no running heads."))
        printed(text, path)
        return
    from weasyprint.urls import URLFetcher  # pictures lie in the page itself; nothing else is fetched

    day = dt.datetime.fromisoformat(content.results[0].facts.as_of).replace(tzinfo=dt.UTC)
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(day.timestamp()))
    try:
        html(string=text, url_fetcher=URLFetcher(allowed_protocols=("data",))).write_pdf(path)
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def weasyprint():
    """WeasyPrint's page class.

    Raises
    ------
    OSError
        When a system library is missing.
    """
    for name in ("weasyprint", "fontTools.subset", "fontTools.ttLib.ttFont"):
        logging.getLogger(name).setLevel(logging.ERROR)
    from weasyprint import HTML

    return HTML


def browser() -> str | None:
    """An installed Chromium, Chrome or Edge."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    for root in (os.environ.get("PROGRAMFILES"), os.environ.get("PROGRAMFILES(X86)"), os.environ.get("LOCALAPPDATA")):
        for place in PLACES:
            if not found and root and (Path(root) / place).is_file():
                found = str(Path(root) / place)
    return found


def printed(text: str, path: Path) -> None:
    """Print a page by a browser without a window."""
    program = browser()
    if not program:
        raise ReportError(
            Problem(
                what=msg(
                    "A PDF cannot be made here: Pango, which WeasyPrint needs, is not installed, and no browser was found."
                ),
                do=msg("Install Chromium, Chrome or Edge, or leave pdf out of --formats."),
                column="pdf",
            )
        )
    with tempfile.TemporaryDirectory(prefix="course-print-", ignore_cleanup_errors=True) as temporary:
        page, made = Path(temporary) / "page.html", Path(temporary) / "page.pdf"
        page.write_text(text, "utf-8", newline="\n")
        command = [
            program, "--headless", "--disable-gpu", "--no-sandbox", "--no-first-run", "--no-pdf-header-footer",
            f"--user-data-dir={Path(temporary) / 'profile'}", f"--print-to-pdf={made}", page.as_uri(),
        ]  # fmt: skip
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(command, check=False, timeout=PATIENCE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not made.is_file():
            raise ReportError(
                Problem(
                    what=msg("The browser {program} did not print the page.", program=Path(program).name),
                    do=msg("Close it and try again, or leave pdf out of --formats."),
                    column="pdf",
                )
            )
        shutil.copy2(made, path)
