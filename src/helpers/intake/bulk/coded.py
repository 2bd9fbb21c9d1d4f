"""Texts that repeat over the whole file, each with a number: the rows then hold numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as compute

#: More distinct texts than this are not worth numbering: looking them up would cost more than it saves.
MANY = 200_000


class TooMany(Exception):
    """The texts hardly repeat: ``field`` is to be held as text."""

    def __init__(self, field: str):
        super().__init__(field)
        self.field = field


class Numbered:
    """The distinct texts of a field in the order in which they come.

    Parameters
    ----------
    fine
        Texts → which of them need no closer look; asked once for each text.
    """

    def __init__(self, field: str, fine: Callable[[pa.Array], np.ndarray]):
        self.field, self.texts, self._fine = field, pa.array([], pa.string()), fine
        self.fine = np.zeros(1, dtype=bool)  # the last is that of the empty text, -1

    def codes(self, texts: pa.Array) -> np.ndarray:
        """The number of each text, -1 for the empty one; new texts get the next numbers.

        Raises
        ------
        TooMany
            When there are more than :data:`MANY`.
        """
        found = compute.index_in(texts, value_set=self.texts).fill_null(-1).to_numpy(zero_copy_only=False)
        new = (found < 0) & compute.not_equal(texts, "").to_numpy(zero_copy_only=False)
        if not new.any():
            return found
        more = texts.filter(pa.array(new))
        if len(self.texts) + len(more) > MANY:
            raise TooMany(self.field)
        found = found.copy()
        found[new] = np.arange(len(self.texts), len(self.texts) + len(more))
        self.texts = pa.concat_arrays([self.texts, more])
        self.fine = np.concatenate([self.fine[:-1], self._fine(more), [False]])
        return found
