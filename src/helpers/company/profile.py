"""``company.yml``: who the firm is, what revenue means, the as-of date, rules, and databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers.errors import FolderError, Problem
from helpers.language import Words, msg

FILE = "company.yml"
#: Version of the folder's layout that this code reads.
SCHEMA = 1
BASES = {
    "shipped": Words("发货", "shipped"),
    "invoiced": Words("开票", "invoiced"),
    "paid": Words("回款", "paid"),
    "ordered": Words("订单", "ordered"),
    "unknown": Words("未说明", "not stated"),
}
TAXES = {
    "included": Words("含税", "with tax"),
    "excluded": Words("不含税", "without tax"),
    "unknown": Words("含税与否未说明", "tax not stated"),
}
KEYS = ("schema", "id", "name", "industry", "currency", "as_of", "fictional", "revenue", "finance", "rules", "tables")


@dataclass(frozen=True)
class FinanceTotal:
    """Revenue as finance reports it for a period, both days included, in minor units."""

    start: dt.date
    end: dt.date
    revenue: int
    source: str


@dataclass(frozen=True)
class Profile:
    """What ``company.yml`` says."""

    id: str
    name: Words
    industry: str
    currency: str
    as_of: dt.date
    fictional: bool = False
    revenue_basis: str = "unknown"
    revenue_tax: str = "unknown"
    finance: tuple[FinanceTotal, ...] = ()
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read(folder: Path) -> Profile:
    """The profile of a client folder.

    Raises
    ------
    FolderError
        With everything wrong in ``company.yml`` at once.
    """
    from helpers.company.settings import parts

    found = parts(load(folder))
    if found.problems:
        raise FolderError(found.problems)
    return found.profile


def parse(raw: Mapping[str, Any]) -> Profile:
    """A profile from plain data; see :func:`read`."""
    from helpers.company.settings import parts

    found = parts(raw)
    if found.problems:
        raise FolderError(found.problems)
    return found.profile


def load(folder: Path) -> Mapping[str, Any]:
    """Plain data of ``company.yml``.

    Raises
    ------
    FolderError
        When it is not there or is no YAML.
    """
    import yaml

    from helpers.company.plain_yaml import Loader

    path = folder / FILE
    if not path.is_file():
        raise FolderError(
            Problem(
                what=msg("There is no company.yml in {folder}.", folder=folder.resolve().name),
                do=msg("Make the folder with `course new`, or give the folder that holds company.yml."),
                file=FILE,
                kind="missing-profile",
            )
        )
    row = None
    try:
        raw = yaml.load(path.read_text("utf-8-sig"), Loader)
    except yaml.MarkedYAMLError as error:
        why, row = str(error.problem or error), error.problem_mark.line + 1 if error.problem_mark else None
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # ValueError: not UTF-8, or the 45th of May
        why = str(error)[:200]
    except RecursionError:
        why = "…[[[["
    except OSError as error:
        why = error.strerror or type(error).__name__
    else:
        if isinstance(raw, dict):
            return raw
        raise FolderError(
            Problem(
                what=msg("company.yml holds no settings."),
                do=msg("Make the folder with `course new`."),
                file=FILE,
                kind="profile",
            )
        )
    raise FolderError(
        Problem(
            what=msg("company.yml cannot be read: {why}.", why=why),
            do=msg("Open it in a text editor, mend that line and save it as UTF-8."),
            file=FILE,
            row=row,
            kind="profile",
        )
    )
