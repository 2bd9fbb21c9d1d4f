"""What a report said, small enough to be kept beside it as ``report.json`` and compared with the next one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.errors import ParameterError, Problem
from helpers.finding import Finding, rank
from helpers.language import LANGUAGES, Words, msg
from helpers.quantity import Quantity
from helpers.station import Facts, StationResult
from helpers.wire import decode, encode

if TYPE_CHECKING:
    import pandas as pd

FILE = "report.json"
FORM = 1
#: Columns of :attr:`Snapshot.customers`.
COLUMNS = ("customer", "account", "name", "class", "share", "revenue")


@dataclass(frozen=True)
class Said:
    """A finding as it was said: its sentences in both languages and its numbers."""

    id: str
    claim: Words
    advice: Words
    level: str
    quantities: Mapping[str, Quantity]
    at_stake: Quantity | None

    @property
    def station(self) -> str:
        return self.id.partition(".")[0]


@dataclass(frozen=True)
class Snapshot:
    """One report: its firm and day, what it stands on, its findings, and the class of each customer.

    Attributes
    ----------
    rules
        Station → rule → value.
    left_out
        Tables and ``table.column`` that a cut to an earlier date left out.
    customers
        One row a customer: ``customer, account`` (a group is one), ``name`` of the account, its ``class``, ``share`` (of
        draws in that class), the customer's own ``revenue`` in minor units; empty where nothing was classified.
    """

    facts: Facts
    data_hash: str
    code_version: str
    rules: Mapping[str, Mapping[str, Any]]
    left_out: tuple[str, ...]
    findings: tuple[Said, ...]
    customers: pd.DataFrame


def of_results(results: Sequence[StationResult], left_out: Sequence[str] = ()) -> Snapshot:
    """What these results say."""
    first = results[0]
    with first.facts.worded():
        found = tuple(said(finding) for result in results for finding in rank(result.findings))
    return Snapshot(
        first.facts,
        first.data_hash,
        first.code_version,
        {r.station: {name: value.value for name, value in r.rules.values.items()} for r in results},
        tuple(left_out),
        found,
        classed(results),
    )


def said(finding: Finding) -> Said:
    """A finding as plain sentences and numbers."""
    claim, advice = (Words(*(tell(lang) for lang in LANGUAGES)) for tell in (finding.say, finding.advise))
    return Said(finding.id, claim, advice, finding.confidence.level, dict(finding.quantities), finding.at_stake)


def classed(results: Sequence[StationResult]) -> pd.DataFrame:
    """Class of each customer, that of its account (a group is one account), with the customer's own revenue."""
    import pandas as pd

    from helpers.classification.classes.accounts import by_member

    result = next((r for r in results if "classes" in r and "abc" in r), None)
    if result is None or result["classes"].empty:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in COLUMNS})
    own = result["abc"][["customer", "revenue"]]
    accounts, known = result["classes"], set(own["customer"])
    rows = by_member(accounts, known)[["customer", "account", "account_name", "class", "confidence"]]
    rows = own.merge(rows, on="customer", how="inner").sort_values("customer", kind="stable")
    rows = rows.rename(columns={"confidence": "share", "account_name": "name"})
    return rows[list(COLUMNS)].reset_index(drop=True)


def to_text(snapshot: Snapshot) -> str:
    """The snapshot as JSON text, the same each time."""
    body = {
        "form": FORM,
        "facts": encode(snapshot.facts),
        "data_hash": snapshot.data_hash,
        "code_version": snapshot.code_version,
        "rules": encode(snapshot.rules),
        "left_out": list(snapshot.left_out),
        "findings": [
            {
                "id": one.id,
                "claim": encode(one.claim),
                "advice": encode(one.advice),
                "level": one.level,
                "quantities": encode(one.quantities),
                "at_stake": encode(one.at_stake),
            }
            for one in snapshot.findings
        ],
        "customers": [encode(list(line)) for line in snapshot.customers.itertuples(index=False, name=None)],
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def read(path: Path) -> Snapshot:
    """The snapshot that a report left beside it.

    Raises
    ------
    ParameterError
        When it cannot be read, or is of another form.
    """
    import pandas as pd

    try:
        body = json.loads(path.read_text("utf-8"))
        if body["form"] != FORM:
            raise ValueError(body["form"])
        findings = tuple(
            Said(
                one["id"], decode(one["claim"]), decode(one["advice"]), one["level"],
                decode(one["quantities"]), decode(one["at_stake"]),
            )
            for one in body["findings"]
        )  # fmt: skip
        customers = pd.DataFrame(body["customers"], columns=list(COLUMNS))
        return Snapshot(
            decode(body["facts"]), body["data_hash"], body["code_version"], body["rules"],
            tuple(body["left_out"]), findings, customers,
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise ParameterError(
            Problem(
                what=msg("The account of the earlier report cannot be read."),
                do=msg("Name the folder of a report that this program wrote, or compare with --since DATE."),
                file=path.name,
                column="--with",
            )
        ) from None
