"""A column of a piece of a long file, and which of its texts need no closer look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as compute

from helpers.intake.bulk import cells, mend
from helpers.intake.bulk.task import Task
from helpers.intake.lines.totals import LIKE_LABEL


@dataclass
class Column:
    """A column of a piece: distinct texts, their code in each row, and what is known of the texts.

    Attributes
    ----------
    fine, mended
        Which texts are plain; which others have a value all the same.
    values
        Values of both.
    """

    texts: pa.Array
    index: np.ndarray
    fine: np.ndarray | None = None
    values: pa.Array | None = None
    mended: np.ndarray | None = None
    empty: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.empty = cells.flags(compute.equal(self.texts, ""))

    @property
    def good(self) -> np.ndarray:
        """Which texts need no closer look."""
        return self.fine if self.mended is None else self.fine | self.mended

    def of(self, array: pa.Array, rows: np.ndarray | None = None) -> pa.Array:
        """Values of the distinct texts as values of all rows, or of some."""
        if rows is None:
            return pa.DictionaryArray.from_arrays(pa.array(self.index), array, safe=False)
        return array.take(pa.array(self.index[rows]))

    def where(self, flags: np.ndarray, array: pa.Array | None = None) -> pa.Array:
        """The texts (or other values) for which something holds; missing for the others."""
        array = self.texts if array is None else array
        return array if flags.all() else compute.if_else(pa.array(flags), array, pa.scalar(None, array.type))

    def mend(self, read: Callable[[list[str]], list]) -> None:
        """Read the texts that are not plain, where they have a value all the same."""
        odd = np.flatnonzero(~self.fine & ~self.empty)
        if not len(odd):
            return
        found = read(self.texts.take(pa.array(odd)).to_pylist())
        known = mend.flags(found)
        if not known.any():
            return
        self.mended = np.zeros(len(self.texts), dtype=bool)
        self.mended[odd[known]] = True
        more = [value for value in found if value is not None]
        kind = self.values.type
        if pa.types.is_decimal(kind):  # whole units of the last decimal are how such numbers are held
            new = pa.Array.from_buffers(kind, len(more), [None, pa.py_buffer(np.array(more, dtype="int64"))])
        else:
            new = pa.array(more, kind)
        place = np.arange(len(self.texts))
        place[odd[known]] = len(self.texts) + np.arange(len(more))
        self.values = pa.concat_arrays([self.values, new]).take(pa.array(place))


def judge(columns: Mapping[int, Column], task: Task, but: frozenset[str] = frozenset()) -> None:
    """Say of the texts of each column which need no closer look."""
    where = task.where
    for name in where.typed():
        column = columns[where.fields[name]]
        if name not in but:
            column.fine, column.values = cells.plain(name, column.texts, task.marks, task.usable)
            column.mend(partial(task.mend, name))
    for name in where.words():
        column = columns[where.fields[name]]
        if name not in but:
            column.fine, column.values = ~task.care(name, column.texts.to_pandas().astype("str")), column.texts
            column.mend(partial(task.mend, name))
    for position in where.unused:
        if position in columns:
            column = columns[position]
            column.fine = ~cells.flags(compute.match_substring_regex(column.texts, LIKE_LABEL))
