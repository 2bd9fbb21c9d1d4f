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
    mend
        Texts that are not fine → what they mean, ``None`` where that needs a closer look.

    Attributes
    ----------
    fine
        Of each number, and last of the empty text, whether its text is fine.
    value
        The number of what each text means; -2 where that needs a closer look, -1 for the empty text.
    """

    def __init__(
        self,
        field: str,
        fine: Callable[[pa.Array], np.ndarray],
        mend: Callable[[list[str]], list[str | None]],
    ):
        self.field, self.texts, self._fine, self._mend = field, pa.array([], pa.string()), fine, mend
        self._place: dict[str, int] = {}  # for few texts, quicker than a look-up that reads all numbers first
        self.fine = np.zeros(1, dtype=bool)
        self.value = np.full(1, -1, dtype="int32")

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
        more, start = texts.filter(pa.array(new)), len(self.texts)
        if start + len(more) > MANY:
            raise TooMany(self.field)
        found = found.copy()
        found[new] = np.arange(start, start + len(more))
        self._place.update(zip(more.to_pylist(), range(start, start + len(more)), strict=True))
        fine = self._fine(more)
        self.texts = pa.concat_arrays([self.texts, more])
        self.fine = np.concatenate([self.fine[:-1], fine, [False]])
        own = np.where(fine, np.arange(start, start + len(more), dtype="int32"), np.int32(-2))
        self.value = np.concatenate([self.value[:-1], own, [-1]]).astype("int32")
        if not fine.all():
            odd = start + np.flatnonzero(~fine)
            meant = self._mend(more.filter(pa.array(~fine)).to_pylist())
            known = [value is not None for value in meant]
            if any(known):
                words = [value for value in meant if value is not None]
                unseen = [word for word in dict.fromkeys(words) if word not in self._place]
                if unseen:
                    self.codes(pa.array(unseen, pa.string()))
                self.value[odd[known]] = [self._place[word] for word in words]
        return found
