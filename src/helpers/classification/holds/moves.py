"""Which class the customers of each class are in today: how long a class lasts."""

from __future__ import annotations

from collections.abc import Container

import pandas as pd

from helpers.classification.classes.accounts import by_member
from helpers.classification.classes.sorting import NAMES
from helpers.classification.intervals import wilson

#: Class then → classes today that bear it out: who grew into a key customer did what was hoped of it.
BORNE_OUT = {name: (name,) for name in NAMES} | {"growth": ("growth", "key")}


def moves(
    then: pd.DataFrame, now: pd.DataFrame, known: Container[str] | None = None, level: float = 0.95
) -> pd.DataFrame:
    """From the classes of an earlier day to those of today.

    Parameters
    ----------
    then
        ``account, class`` of the earlier day.
    now
        ``codes, class`` of today's accounts. An account of then may be part of a group by now: it is in that group's
        class. Who is in none buys nothing today.
    known
        Codes of all customers; those of ``then`` when not given.

    Returns
    -------
    DataFrame
        One row a class then: ``class, customers``, how many are ``to_key`` … ``to_none`` today, and the ``share`` whose
        class was borne out (the same today; for growth also key) with ``low, high``.

    Notes
    -----
    A table of transitions as in Anderson, T. W., Goodman, L. A. (1957), "Statistical inference about Markov chains", The
    Annals of Mathematical Statistics 28(1), 89–110; intervals after Wilson (1927), customers taken as independent.
    """
    by_code = by_member(now, set(then["account"]) if known is None else known).set_index("customer")["class"]
    today = by_code.reindex(then["account"]).fillna("none").to_numpy()
    counts = pd.crosstab(then["class"].to_numpy(), today).reindex(columns=list(NAMES), fill_value=0)
    rows = []
    for name in NAMES:
        if name == "none" or name not in counts.index:
            continue
        went, held = counts.loc[name], int(counts.loc[name, list(BORNE_OUT[name])].sum())
        low, high = wilson(held, int(went.sum()), level)
        to = {f"to_{place}": int(went[place]) for place in NAMES}
        rows.append(
            {"class": name, "customers": int(went.sum()), **to, "share": held / went.sum(), "low": low, "high": high}
        )
    columns = ["class", "customers", *(f"to_{place}" for place in NAMES), "share", "low", "high"]
    return pd.DataFrame(rows, columns=columns)
