"""What a station is: a run that turns a company and rules into a result, computed once and stored (``store``)."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers import kept, paths
from helpers.errors import ParameterError, Problem
from helpers.finding import Finding, Question
from helpers.language import Message, Words, msg, worded
from helpers.rules import Rules, RuleSchema, preset, resolve
from helpers.store import code_version, load, result_key, save

if TYPE_CHECKING:
    import pandas as pd

    from helpers.company import Company

#: Stations in order of the chain; each is the subpackage of that name and holds ``STATION``.
CHAIN = ("intake", "diagnosis", "classification")


@dataclass(frozen=True)
class Column:
    """A column of a result table: its title and unit (:data:`helpers.quantity.UNITS`)."""

    title: Message
    unit: str = "text"


@dataclass(frozen=True)
class ResultTable:
    """A table of a result. Money columns hold whole minor units; ``rows`` is plain pandas."""

    title: Message
    columns: Mapping[str, Column]
    rows: pd.DataFrame

    def __post_init__(self):
        if list(self.rows.columns) != list(self.columns):
            raise ValueError(f"columns differ: {list(self.rows.columns)} and {list(self.columns)}")


#: How columns of each unit are stored; text and codes as ``str``.
STORED = {"money": "Int64", "count": "Int64"} | dict.fromkeys(
    ("share", "ratio", "number", "points", "days", "months", "quantity", "score"), "float64"
)


def settled(title: Message, columns: Mapping[str, Column], frame: pd.DataFrame | None = None) -> ResultTable:
    """A result table of exactly these columns, each stored as its unit asks; without a frame it has no rows."""
    import pandas as pd

    frame = pd.DataFrame() if frame is None else frame
    frame = frame.reindex(columns=list(columns)).reset_index(drop=True)
    stored = {}
    for key, column in columns.items():
        values, kind = frame[key], STORED.get(column.unit, "str")
        if kind == "Int64" and values.dtype.kind in "fO":
            values = pd.to_numeric(values).round()
        stored[key] = values if values.dtype == kind else values.astype(kind)
    return ResultTable(title, columns, pd.DataFrame(stored, index=frame.index, columns=list(columns)))


@dataclass(frozen=True)
class Facts:
    """What a result remembers of its company.

    ``words`` are those of its data in another language, where its folder has a table ``words``: language → text → word.
    """

    id: str
    name: Words
    industry: str
    currency: str
    as_of: str
    fictional: bool
    revenue_basis: str
    revenue_tax: str
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict, metadata={"sparse": True})

    def worded(self) -> AbstractContextManager[None]:
        """Within the block, say things in the words of the company's industry and of its data."""
        return worded(preset(self.industry).wording, self.words)


@dataclass(frozen=True)
class StationResult:
    """What a station found. Frozen: everything shown anywhere is drawn from this.

    ``result["abc"]`` is a copy of that table's rows.
    """

    station: str
    facts: Facts
    rules: Rules
    tables: Mapping[str, ResultTable]
    findings: tuple[Finding, ...]
    assumptions: tuple[Message, ...] = ()
    warnings: tuple[Message, ...] = ()
    data_hash: str = ""
    code_version: str = ""

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.tables:
            known = ", ".join(self.tables)
            raise ParameterError(
                Problem(
                    what=msg("Station {station} has no table called {name}.", station=self.station, name=repr(name)),
                    do=msg("Take one of: {known}.", known=known),
                )
            )
        return self.tables[name].rows.copy()

    def __contains__(self, name: str) -> bool:
        return name in self.tables

    def finding(self, id: str) -> Finding | None:
        """The finding of that id (or its last part), or ``None`` when the data gave none."""
        return next((f for f in self.findings if f.id == id or f.id == f"{self.station}.{id}"), None)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of the station's lesson, under which its findings are shown."""
        return station(self.station).questions if self.station in CHAIN else ()

    @property
    def key(self) -> str:
        return result_key(self.data_hash, self.rules, self.code_version)


@dataclass(frozen=True)
class Outcome:
    """What a station's own ``compute`` returns, or a part of it; :func:`run` adds facts, rules and hashes."""

    tables: Mapping[str, ResultTable] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    assumptions: tuple[Message, ...] = ()
    warnings: tuple[Message, ...] = ()


def joined(parts: Iterable[Outcome]) -> Outcome:
    """The outcomes of a station's parts as one, in their order.

    Raises
    ------
    ValueError
        When two parts have a table of the same name.
    """
    parts = list(parts)
    names = [name for part in parts for name in part.tables]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"two parts have the tables {twice}")
    return Outcome(
        {name: table for part in parts for name, table in part.tables.items()},
        tuple(finding for part in parts for finding in part.findings),
        tuple(note for part in parts for note in part.assumptions),
        tuple(note for part in parts for note in part.warnings),
    )


@dataclass(frozen=True)
class Station:
    """A station: its name, number, title, rules, the tables it needs and can use, and ``compute``.

    ``compute(company, rules) -> Outcome`` reads no clock, no file and no global random state. ``questions`` are those
    of its lesson, in order: findings are shown under them.
    """

    name: str
    number: int
    title: Message
    rules: RuleSchema
    needs: tuple[str, ...]
    uses: Mapping[str, Message] = field(default_factory=dict)
    compute: Callable[[Company, Rules], Outcome] | None = None
    questions: tuple[Question, ...] = ()


def station(name: str) -> Station:
    """The station of that name.

    Raises
    ------
    ParameterError
        When there is none; the message lists those there are.
    """
    if name not in CHAIN:
        raise ParameterError(
            Problem(
                what=msg("There is no station called {name}.", name=repr(name)),
                do=msg("Take one of: {known}.", known=", ".join(CHAIN)),
            )
        )
    return importlib.import_module(f"helpers.{name}").STATION


def rules_for(which: Station, company: Company, parameters: Mapping[str, Any] | None = None) -> Rules:
    """Rules in force for a company: preset, then company.yml, then parameters."""
    profile = company.profile
    return resolve(
        which.rules,
        industry=profile.industry,
        company=profile.rules.get(which.name),
        parameters=parameters,
    )


def run(
    which: Station, company: Company, parameters: Mapping[str, Any] | Rules | None = None, *, store: bool = True
) -> StationResult:
    """The station's result for a company: from the store when it is there, else computed and stored."""
    rules = parameters if isinstance(parameters, Rules) else rules_for(which, company, parameters)
    version = code_version()
    place = paths.results() / company.id / which.name / result_key(company.data_hash, rules, version)
    if store:
        return kept.once(("result", place), lambda: _result(which, company, rules, version, place, True))
    return _result(which, company, rules, version, place, False)


def _result(which: Station, company: Company, rules: Rules, version: str, place: Path, store: bool) -> StationResult:
    """The result from its place, else computed (and stored)."""
    if store and (place / "result.json").exists():
        return load(place, which)
    outcome = which.compute(company, rules)
    result = StationResult(
        station=which.name,
        facts=company.facts,
        rules=rules,
        tables=dict(outcome.tables),
        findings=tuple(outcome.findings),
        assumptions=tuple(outcome.assumptions),
        warnings=tuple(outcome.warnings),
        data_hash=company.data_hash,
        code_version=version,
    )
    if store:
        save(result, place)
    return result
