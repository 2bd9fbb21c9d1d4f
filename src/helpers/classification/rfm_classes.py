"""RFM classes by explicit rules, tried in this order; the first that fits names the customer.

1. ``never``: no purchase on record. 2. ``new``: first purchase within ``new_months``, unless the entry date lies
before the data begin. 3. ``one_time``: one purchase day, longer ago. 4. ``lapsed``: none for ``lapsed_months``, and longer than ``overdue_cycles``
of the own cycle where it is known. 5. ``thin``: one or two purchase days, so no rhythm to judge by.
6. ``overdue``: silent for more than ``overdue_cycles`` own cycles and at least ``overdue_days``.
7. ``core``: scores of frequency and money both at least ``core_score``. 8. ``regular``: the others.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from helpers.classification.first import entered_before
from helpers.classification.window import window


def classify(
    scored: pd.DataFrame,
    as_of: dt.date | str,
    *,
    new_months: int = 6,
    lapsed_months: int = 12,
    overdue_cycles: float = 2.0,
    overdue_days: int = 30,
    core_score: int = 4,
) -> pd.Series:
    """Class of each row of :func:`helpers.classification.scores.score`, as text ids; ``entered`` where there is one.

    When the data themselves begin within ``new_months`` of the as-of date nobody can be told to be
    new, and nobody is called so (see :func:`can_tell_new`).
    """
    silent = scored["recency_cycles"] > overdue_cycles
    recent = scored["first"] >= window(as_of, new_months)[0]
    known = entered_before(scored["first"], scored.get("entered"))  # a customer already: the rhythm is not known yet
    gone = scored["last"] < window(as_of, lapsed_months)[0]
    days = scored["purchase_days"]
    conditions = {
        "never": days == 0,
        "new": recent & ~known & can_tell_new(scored, as_of, new_months),
        "one_time": (days == 1) & ~(recent & known),
        "lapsed": gone & (silent | scored["cycle_days"].isna()),
        "thin": scored["cycle_days"].isna(),
        "overdue": silent & (scored["recency_days"] >= overdue_days).fillna(False).astype(bool),
        "core": ((scored["f"] >= core_score) & (scored["m"] >= core_score)).fillna(False).astype(bool),
    }
    chosen = np.select([mask.to_numpy(dtype=bool) for mask in conditions.values()], list(conditions), default="regular")
    return pd.Series(chosen, index=scored.index, dtype="str")


def can_tell_new(scored: pd.DataFrame, as_of: dt.date | str, new_months: int) -> bool:
    """Whether any purchase on record is older than ``new_months``."""
    first = scored["first"].min()
    return bool(pd.notna(first) and first < window(as_of, new_months)[0])
