"""One row a customer: what the results say of each, put together from their tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.classification.classes.accounts import by_member
from helpers.language import msg
from helpers.quantity import Quantity, is_missing
from helpers.show import WORD, sentence, word
from helpers.station import ResultTable, StationResult

if TYPE_CHECKING:
    import pandas as pd

KEY = "customer"
#: Columns that only say of another in code what it says in words.
DOUBLED = "_name"
#: What the class of an account says of each of its customers, and the columns it stands behind.
CLASS, BEFORE = ("class_name", "confidence", "reason"), (KEY, "name", "owner")


@dataclass(frozen=True)
class Customers:
    """The table, and the station it comes from."""

    table: ResultTable
    station: str


def of_customers(results: Sequence[StationResult]) -> Customers | None:
    """All tables of the last station that has one row for every customer, side by side; ``None`` without any.

    A column that stands in several tables, by name or by title, is taken from the first. Rows are in the order of codes.
    """
    for result in reversed(results):
        tables = {
            name: table
            for name, table in result.tables.items()
            if KEY in table.columns and len(table.rows) and not table.rows[KEY].duplicated().any()
        }
        most = max((len(table.rows) for table in tables.values()), default=0)
        whole = [table for table in tables.values() if len(table.rows) == most]
        same = [table for table in whole if set(table.rows[KEY]) == set(whole[0].rows[KEY])]
        if not same:
            continue
        columns, rows = {}, same[0].rows[[KEY]].sort_values(KEY).reset_index(drop=True)
        for table in same:
            told = {(column.title.msgid, column.unit) for column in columns.values()}
            own = {
                name: column
                for name, column in table.columns.items()
                if name not in columns and (column.title.msgid, column.unit) not in told
            }
            named = {name for name in own if f"{name}{DOUBLED}" in table.columns}
            own = {name: column for name, column in own.items() if name not in named}
            parts = table.rows.set_index(KEY).reindex(rows[KEY])
            for name in own:
                if name != KEY:
                    rows[name] = parts[name].to_numpy() if name in parts else None
            columns |= own
        columns = {KEY: same[0].columns[KEY], **{name: column for name, column in columns.items() if name != KEY}}
        if "classes" in result and "codes" in (accounts := result.tables["classes"]).columns:
            of = by_member(accounts.rows, set(rows[KEY])).set_index(KEY).reindex(rows[KEY])
            first = {name: column for name, column in columns.items() if name in BEFORE}
            of["reason"] = [
                with_group(*row) for row in of[["reason", "account_name", "members"]].itertuples(index=False)
            ]
            named = (*CLASS, "account_name") if (of["members"] > 1).any() else CLASS
            for name in named:
                rows[name] = of[name].to_numpy()
                first[name] = accounts.columns[name]
            columns = first | {name: column for name, column in columns.items() if name not in first}
        columns = {name: column for name, column in columns.items() if name not in unsaid(rows)}
        return Customers(ResultTable(msg("Customer list"), columns, rows[list(columns)]), result.station)
    return None


def unsaid(rows: pd.DataFrame) -> set[str]:
    """Columns that say of nobody anything: how many peers and which, where nobody has any."""
    return {"peers", "basis_name"} if "potential" in rows and rows["potential"].isna().all() else set()


def first_money(shown: ResultTable) -> str | None:
    """The first column of money; ``None`` where there is none."""
    return next((name for name, column in shown.columns.items() if column.unit == "money"), None)


def with_group(reason: str, account: str, members: float) -> str:
    """The reason of an account as its members have it: of a group it is what all of it brings."""
    if is_missing(members) or members <= 1 or not isinstance(reason, str) or not reason.startswith(WORD):
        return reason
    told = {"account": Quantity(str(account), "text"), "reason": sentence(reason)}
    return word(msg("With its group {account}: {reason}", **told))
