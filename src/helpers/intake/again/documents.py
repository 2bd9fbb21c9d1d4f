"""Order lines of a newer export against those of the folder, document by document.

Order lines have no key: a document is the bag of its lines, and two bags are equal when their rows' hashes
are (64 bits each, summed; :func:`pandas.util.hash_pandas_object`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from helpers.company.cells import tidy
from helpers.company.schema import DTYPES, tables


@dataclass(frozen=True)
class Compared:
    """What a newer export says of the orders.

    Attributes
    ----------
    orders
        The orders as they would be: the newer export wins where the two differ.
    again
        Rows of the newer export that the folder has already.
    changed_before, changed_after
        Rows of documents that both have and that differ, as the folder and as the export has them.
    vanished
        Rows of documents that the folder has within the days of the export, and the export has not.
    new
        Rows of documents that the folder had not.
    late
        Those of them dated before the folder's last day.
    """

    orders: pd.DataFrame
    again: pd.DataFrame
    changed_before: pd.DataFrame
    changed_after: pd.DataFrame
    vanished: pd.DataFrame
    new: pd.DataFrame
    late: pd.DataFrame

    @property
    def past_differs(self) -> bool:
        return bool(len(self.changed_before) or len(self.vanished))

    @property
    def replaced(self) -> pd.DataFrame:
        """Rows of the folder that the newer export takes out."""
        return pd.concat([self.changed_before, self.vanished], ignore_index=True)


def compare(old: pd.DataFrame, new: pd.DataFrame, taken_back: Collection[str] = ()) -> Compared:
    """Compare canonical orders; columns that only one of them fills are not compared.

    Documents of rows that a person has taken back stay where the export has none of them: it has set them aside again.
    """
    shared = [c for c in tables()["orders"].names if filled(old, c) and filled(new, c)]
    before, after = _signs(old, shared), _signs(new, shared)
    both = before.index.intersection(after.index)
    equal = (before.loc[both] == after.loc[both]).all(axis="columns")
    same, changed = set(both[equal]), set(both[~equal])
    first, last = new["date"].min(), new["date"].max()
    began = old.groupby("doc_no")["date"].min()
    gone = set(began.index[began.between(first, last)]) - set(after.index) - set(taken_back)
    fresh = new["doc_no"].isin(set(after.index) - set(before.index))
    out_of_old = old["doc_no"].isin(changed | gone)
    into = new["doc_no"].isin(changed) | fresh
    orders = pd.concat([old[~out_of_old], new[into]], ignore_index=True)
    orders = orders.astype({c: DTYPES[tables()["orders"][c].kind] for c in orders})
    return Compared(
        orders=tidy(orders, tables()["orders"]),
        again=new[new["doc_no"].isin(same)],
        changed_before=old[old["doc_no"].isin(changed)],
        changed_after=new[new["doc_no"].isin(changed)],
        vanished=old[old["doc_no"].isin(gone)],
        new=new[fresh],
        late=new[fresh & (new["date"] < old["date"].max())],
    )


def filled(frame: pd.DataFrame, column: str) -> bool:
    return column in frame and frame[column].notna().any()


def _signs(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Per document the number of its lines and the sum of their hashes."""
    typed = frame[columns].astype({c: DTYPES[tables()["orders"][c].kind] for c in columns})
    hashed = pd.Series(pd.util.hash_pandas_object(typed, index=False).to_numpy(), index=frame.index)
    return pd.DataFrame({"doc_no": frame["doc_no"], "sum": hashed}).groupby("doc_no")["sum"].agg(["size", "sum"])
