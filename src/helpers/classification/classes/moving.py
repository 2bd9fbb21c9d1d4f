"""Classes under moved rules, from a stored result alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.classification.classes import draws, kept, sorting

if TYPE_CHECKING:
    from helpers.station import StationResult

#: Draws × accounts held at once, at most: so that a move is shown while the finger is still on the slider.
CELLS = 700_000


class Moving:
    """Sorts the accounts of a result again under other rules.

    The draws of purchases do not depend on the rules, so they are made once; each move only sorts. With more
    than ``CELLS`` accounts × draws the first draws alone are used.

    Attributes
    ----------
    draws
        Draws used; 0 where the purchases were too many to keep, then classes stand as the rule alone gives them.
    """

    def __init__(self, result: StationResult):
        self.result, self.kept = result, kept.of_result(result)
        self.rules = dict(result.rules)
        book, count = self.kept.book, len(self.kept.accounts)
        asked = draws.enough(self.rules["class_draws"], count)
        self.draws = min(asked, max(20, CELLS // max(count, 1))) if book is not None else 0
        self._lots, self._sums = None, {}
        if self.draws:
            wobble, seed = self.rules["rule_wobble"], self.rules["seed"]
            made = list(draws.drawn(book, wobble, asked, seed, self.draws))
            self._lots = np.concatenate([lots for lots, _ in made])
            self._sums = {name: np.concatenate([sums[name] for _, sums in made]) for name in made[0][1]}

    def sort(self, **changed: float) -> pd.DataFrame:
        """``account, class, confidence, value, contribution``, in order of account."""
        rules: Mapping[str, float] = {**self.rules, **changed}
        base, fixed, accounts = self.kept.base, self.kept.fixed, self.kept.accounts
        point = sorting.sort(base, fixed, rules, base)
        final, sure = point, np.full(len(accounts), np.nan)
        if self.draws:
            found = sorting.sort(self._sums, fixed, {**rules, **draws.moved(rules, self._lots)}, base)
            share = np.stack([(found == place).mean(axis=0) for place in range(len(sorting.NAMES))], axis=1)
            final = draws.settled(point, share, rules["class_sure"])
            sure = share[np.arange(len(accounts)), final]
        left, _ = sorting.contribution(base, fixed, base)
        return pd.DataFrame(
            {
                "account": accounts.astype("str"),
                "class": pd.Series(np.array(sorting.NAMES)[final], dtype="str"),
                "confidence": sure,
                "value": sorting.worth(base),
                "contribution": left,
            }
        )
