"""A company: its profile and its canonical tables, read once, checked, hashed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from helpers import kept, paths
from helpers.company import stored
from helpers.company.days import as_of_day
from helpers.company.profile import Profile
from helpers.company.schema import tables as all_tables
from helpers.company.stored import Stored
from helpers.errors import FolderError, ParameterError, Problem
from helpers.language import LANGUAGES, msg, word_notebook
from helpers.rules import preset
from helpers.station import Facts

if TYPE_CHECKING:
    import ibis

    from helpers.company.as_of import Cut


@dataclass(frozen=True)
class Company:
    """A firm at a date. Made by :func:`open`, or in memory from a profile and frames.

    Attributes
    ----------
    profile
        What ``company.yml`` says; ``profile.as_of`` is the date everything is seen from.
    frames
        Canonical tables by name. Do not change them; :meth:`table` gives copies.
    intake
        What ``intake.json`` tells of how the tables came to be, or ``None`` (so for a folder cut
        back: it counts later rows too).
    cut
        What :meth:`as_of` left out, or ``None`` for a folder not cut back.
    whole
        The company this one was cut from.
    stored
        Order lines that stay in their file, because they are too many for memory; ``frames["orders"]`` would read
        them all, :meth:`expr` and :mod:`helpers.company.ledger` do not.
    """

    profile: Profile
    frames: Mapping[str, pd.DataFrame]
    intake: Mapping[str, Any] | None = None
    folder: Path | None = None
    cut: Cut | None = None
    whole: Company | None = field(default=None, repr=False, compare=False)
    stored: Stored | None = field(default=None, repr=False, compare=False)
    #: What :mod:`helpers.company.recent` keeps, by day.
    cuts: dict[dt.date, Company] = field(default_factory=dict, init=False, repr=False, compare=False)
    _handed: dict[str, ibis.Table] = field(default_factory=dict, init=False, repr=False, compare=False)
    _made: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def id(self) -> str:
        return self.profile.id

    @property
    def date(self) -> dt.date:
        """The as-of date."""
        return self.profile.as_of

    @property
    def currency(self) -> str:
        return self.profile.currency

    def has(self, table: str, *columns: str) -> bool:
        """Whether the table is there, with rows, and each named column has at least one value."""
        if self.stored is not None and table == stored.NAME:
            return self.stored.summary["rows"] > 0 and set(columns) <= set(self.stored.summary["filled"])
        frame = self.frames.get(table)
        if frame is None or frame.empty:
            return False
        return all(column in frame and frame[column].notna().any() for column in columns)

    def rows(self, table: str) -> int:
        """How many rows a table has; 0 where it is not there."""
        if self.stored is not None and table == stored.NAME:
            return self.stored.summary["rows"]
        return len(self.frames[table]) if table in self.frames else 0

    def table(self, name: str) -> pd.DataFrame:
        """A copy of a canonical table, with every column of the contract (empty where not given).

        Raises
        ------
        FolderError
            When the folder has no such table.
        """
        if name not in self.frames:
            raise FolderError(
                Problem(
                    what=msg("The company {id} has no table {name}.", id=self.id, name=name),
                    do=msg("Add {name}.csv to its folder; data/README.md says which columns.", name=name),
                    file=name,
                )
            )
        return self._whole(name).copy(deep=False)  # pandas copies what is written to, when it is written to

    def _whole(self, name: str) -> pd.DataFrame:
        from helpers.company.schema import DTYPES

        known, made = self._made.get(("table", name), (None, None))
        if known is not self.frames[name]:
            known = self.frames[name]
            made = known.copy(deep=False)
            for column in all_tables()[name].columns:
                if column.name not in made:
                    made[column.name] = pd.Series(None, index=made.index, dtype=DTYPES[column.kind])
            made = made[list(all_tables()[name].names)]
            self._made["table", name] = known, made
        return made

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What ``make`` gave for this key before, else what it gives now: what several parts read of the same tables.

        Whoever gets it does not change it.
        """
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def expr(self, name: str) -> ibis.Table:
        """The table as an Ibis expression, for groupings that the engine should do."""
        if self.stored is not None and name == stored.NAME:
            return self.stored.expr()
        if name not in self._handed:
            from helpers.company.in_engine import hand_over

            self._handed[name] = hand_over(self.table(name))
        return self._handed[name]

    def as_of(self, date: dt.date | str) -> Company:
        """The folder as it was known at the end of a day; see :mod:`helpers.company.as_of`.

        Raises
        ------
        ParameterError
            When it is no date, or lies after the folder's own as-of date.
        """
        from helpers.company import recent

        return recent.cut(self, as_of_day(date))

    @cached_property
    def data_hash(self) -> str:
        """Hash over what results are computed from; see :mod:`helpers.company.identity`."""
        from helpers.company.identity import data_hash

        return data_hash(self)

    @property
    def facts(self) -> Facts:
        profile = self.profile
        return Facts(
            id=profile.id,
            name=profile.name,
            industry=profile.industry,
            currency=profile.currency,
            as_of=profile.as_of.isoformat(),
            fictional=profile.fictional,
            revenue_basis=profile.revenue_basis,
            revenue_tax=profile.revenue_tax,
            words=self.words,
        )

    @property
    def words(self) -> dict[str, dict[str, str]]:
        """Words of its data in other languages, by language, from its table ``words``."""
        return self.once("words", self._words)

    def _words(self) -> dict[str, dict[str, str]]:
        if not self.has("words"):
            return {}
        table = self.table("words")
        told = {}
        for lang in LANGUAGES:
            rows = table[table[lang].notna() & (table[lang] != table["text"])]
            told |= {lang: dict(zip(rows["text"], rows[lang], strict=True))} if len(rows) else {}
        return told


def locate(company: str | Path) -> Path:
    """Folder of a company given by its id (under ``data/companies``) or by a path."""
    given = Path(company)
    known = paths.companies() / given.name
    if not given.is_absolute() and len(given.parts) == 1 and known.is_dir():
        return known
    return given


def open(company: str | Path, as_of: dt.date | str | None = None) -> Company:
    """The company of an id or folder, seen from its own as-of date or from an earlier one.

    Raises
    ------
    FolderError
        With all problems of the folder at once.
    ParameterError
        When ``as_of`` is no date, lies after the folder's own, or before its first order.
    """
    where = locate(company).resolve()
    firm = kept.once(("company", where, str(as_of or "")), lambda: _open(company, as_of))
    word_notebook(preset(firm.profile.industry).wording, firm.words)
    return firm


def _open(company: str | Path, as_of: dt.date | str | None) -> Company:
    from helpers.company.check import check
    from helpers.company.ledger import span

    date = None if as_of in (None, "") else as_of_day(as_of)
    checked = check(locate(company))
    if checked.problems:
        raise FolderError(checked.problems)
    if not date:
        return checked.company
    cut = checked.company.as_of(date)
    if checked.company.has("orders") and not cut.has("orders"):
        first = span(checked.company).first
        raise ParameterError(
            Problem(
                what=msg("Nothing had been ordered yet on {date}.", date=date.isoformat()),
                do=msg("Take a date from {first} on.", first=first.date().isoformat()),
                column="as_of",
            )
        )
    return cut
