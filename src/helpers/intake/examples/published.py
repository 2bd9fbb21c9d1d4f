"""Real data that anyone may fetch, as client folders: ``course example cdnow``."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from helpers.errors import MissingExtra, ParameterError, Problem
from helpers.intake.examples.completejourney import completejourney
from helpers.intake.files.source import Sheet, Source, tidy_text
from helpers.intake.ledger.ledger_import import Imported, _profile, import_sources, write
from helpers.intake.lines.import_rules import IMPORT
from helpers.language import Message, msg
from helpers.rules import resolve

#: Columns of CDNOW_sample.txt as its authors describe them; the file itself has no header.
CDNOW_COLUMNS = ("master id", "sample id", "date", "cds", "dollars")


def cdnow() -> Imported:
    """CDNOW: the first 18 months of customers who first bought in the first quarter of 1997.

    The 1/10 systematic sample of 2,357 customers (Fader and Hardie 2001), on which the published
    results of purchase models stand; it ships inside the PyPI package ``lifetimes`` (MIT). A
    transaction has no number there: it is made from customer and date, and ``intake.json`` says so.

    Raises
    ------
    MissingExtra
        When the package ``lifetimes`` is not installed.

    References
    ----------
    Fader, P. S., Hardie, B. G. S. (2001). Forecasting repeat sales at CDNOW: a case study.
    Interfaces 31(3), S94–S107.
    """
    path = _lifetimes() / "datasets" / "CDNOW_sample.txt"
    data = path.read_bytes()
    rows = [line.split() for line in data.decode("ascii").splitlines()]
    body = pd.DataFrame([row for row in rows if row], columns=range(len(CDNOW_COLUMNS)), dtype="str").apply(tidy_text)
    head = pd.DataFrame([CDNOW_COLUMNS], columns=body.columns, dtype="str")
    lines = pd.Series([0, *(number for number, row in enumerate(rows, start=1) if row)], dtype="int64")
    sheet = Sheet(path.name, "", pd.concat([head, body], ignore_index=True), lines)
    source = Source(path.name, "text", hashlib.sha256(data).hexdigest(), (sheet,), "ascii", "blank")
    names = {"zh": "CDNOW（网上唱片店样本）", "en": "CDNOW (online music shop, sample)"}
    profile = _profile("cdnow", names, "1998-06-30", "USD", "general", "ordered", "unknown")
    mapping = {"customer": "sample id", "date": "date", "quantity": "cds", "amount": "dollars"}
    version = importlib.metadata.version("lifetimes")
    note = f"lifetimes {version}: {path.name}; the file has no header, the columns are its authors' description"
    return import_sources([source], profile, True, mapping, resolve(IMPORT), (note,))


def _lifetimes() -> Path:
    found = importlib.util.find_spec("lifetimes")
    if found is None or not found.origin:
        raise MissingExtra(
            Problem(
                what=msg("The example needs the package {package}, which is not installed.", package="lifetimes"),
                do=msg("Install it in the course's environment: `pip install {package}`.", package="lifetimes"),
                kind="missing-extra",
            )
        )
    return Path(found.origin).parent


#: Examples by name: what makes them, and what they are.
EXAMPLES: Mapping[str, tuple[Callable[[], Imported], Message]] = {
    "cdnow": (cdnow, msg("CDNOW, an online music shop: customers of one quarter followed for 18 months; real, USD")),
    "completejourney": (
        completejourney,
        msg("The Complete Journey, a grocer: every till line of 2,469 households in a year; real, USD"),
    ),
}


def build(name: str, folder: str | Path, *, replace: bool = False) -> Path:
    """Write an example as a client folder; returns the folder.

    Raises
    ------
    ParameterError
        When there is no such example.
    MissingExtra
        When the package that holds its data is not installed.
    """
    if name not in EXAMPLES:
        what = msg("There is no example called {name}.", name=repr(name))
        raise ParameterError(Problem(what=what, do=msg("Take one of: {known}.", known=", ".join(EXAMPLES))))
    return write(EXAMPLES[name][0](), folder, replace=replace)
