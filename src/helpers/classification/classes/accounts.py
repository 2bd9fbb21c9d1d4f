"""Accounts: a group is one account, a customer of no group is its own."""

from __future__ import annotations

from collections.abc import Container

import pandas as pd


def roll_up(customers: pd.DataFrame) -> pd.DataFrame:
    """The account of each customer.

    Customers that name the same group (two or more of them) are one account, as one buying decision is behind
    them; its code is that of its first member.

    Parameters
    ----------
    customers
        ``customer`` and, where known, ``group`` and ``name``.

    Returns
    -------
    DataFrame
        ``customer, account, account_name, members``, sorted by customer.
    """
    frame = customers.sort_values("customer", kind="stable").reset_index(drop=True)
    named = frame["name"] if "name" in frame else pd.Series(pd.NA, index=frame.index, dtype="str")
    named = named.fillna(frame["customer"])
    group = frame["group"] if "group" in frame else pd.Series(pd.NA, index=frame.index, dtype="str")
    size = group.map(group.value_counts()).fillna(1).astype("int64")
    rolled = group.notna() & (size > 1)
    first = frame["customer"].groupby(group.where(rolled)).transform("min")
    return pd.DataFrame(
        {
            "customer": frame["customer"],
            "account": first.where(rolled, frame["customer"]).astype("str"),
            "account_name": group.where(rolled, named).astype("str"),
            "members": size.where(rolled, 1).astype("int64"),
        }
    )


def members(codes: str, known: Container[str]) -> list[str]:
    """The customer codes that an account lists with blanks between them; a code may hold blanks itself.

    The longest code of ``known`` is taken at each place; what is none is left out.

    >>> members("C1 New York 2 C3", {"C1", "New", "New York 2"})
    ['C1', 'New York 2']
    """
    words, at, found = str(codes).split(" "), 0, []
    while at < len(words):
        ends = (end for end in range(len(words), at, -1) if " ".join(words[at:end]) in known)
        end = next(ends, None)
        if end is not None:
            found.append(" ".join(words[at:end]))
        at = end or at + 1
    return found


def by_member(accounts: pd.DataFrame, known: Container[str]) -> pd.DataFrame:
    """Accounts (``codes`` and whatever else) as one row a customer, whose code is in ``customer``."""
    listed = [members(codes, known) for codes in accounts["codes"]]
    return accounts.assign(customer=listed).explode("customer").dropna(subset=["customer"])
