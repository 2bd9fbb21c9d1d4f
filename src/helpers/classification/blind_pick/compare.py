"""Managers' lists against the data: who is named, who is not, and the money between."""

from __future__ import annotations

from collections.abc import Container

import numpy as np
import pandas as pd

from helpers.classification.classes.accounts import by_member

CLASSES = ("key", "growth", "general", "exit")


def of_customers(classes: pd.DataFrame, known: Container[str]) -> pd.Series:
    """Class of each customer (``known``: their codes) from the accounts' classes (``codes, class``)."""
    return by_member(classes, known).set_index("customer")["class"].astype("str")


def customers(lists: pd.DataFrame, data: pd.Series, revenue: pd.DataFrame) -> pd.DataFrame:
    """Every customer that a manager named, and as many key customers by the data as managers named key in all.

    A list is short by design, so both sides get equally many places: the data's key customers are taken by
    revenue (ties by code) until they are as many as the customers that at least one manager called key.

    Parameters
    ----------
    lists
        ``rater, customer, class``.
    data
        Class by customer, from the data.
    revenue
        ``customer, revenue``.

    Returns
    -------
    DataFrame
        ``customer, raters, gut, data, revenue, first, differs``, most revenue first; ``gut`` is the class most
        managers gave (``split`` in a tie), ``differs`` is ``same``, ``unnamed`` (among the first by the data, named
        key by nobody), ``overrated`` (key to most who named it, not by the data) or ``other``.
    """
    votes = (
        lists.groupby(["customer", "class"]).size().unstack(fill_value=0).reindex(columns=list(CLASSES), fill_value=0)
    )
    best = votes.max(axis=1)
    tied = votes.eq(best, axis=0).sum(axis=1) > 1
    gut = votes.idxmax(axis=1).where(~tied, "split").astype("str")
    money = revenue.set_index("customer")["revenue"]
    places = int((votes["key"] > 0).sum())
    keys = money.reindex(data[data == "key"].index).fillna(0).rename_axis("customer").reset_index()
    keys = keys.sort_values(["revenue", "customer"], ascending=[False, True], kind="stable").head(places)
    everyone = pd.Index(sorted({*votes.index, *keys["customer"]}), name="customer", dtype="str")
    frame = pd.DataFrame(index=everyone)
    frame["raters"] = votes.sum(axis=1).reindex(everyone).fillna(0).astype("int64")
    frame["gut"] = gut.reindex(everyone).fillna("unnamed")
    frame["data"] = data.reindex(everyone).fillna("none")
    frame["revenue"] = money.reindex(everyone).fillna(0).astype("int64")
    frame["first"] = frame.index.isin(set(keys["customer"]))
    named_key = votes["key"].reindex(everyone).fillna(0) > 0
    frame["differs"] = np.select(
        [
            frame["gut"] == frame["data"],
            frame["first"].to_numpy() & ~named_key.to_numpy(),
            (frame["gut"] == "key") & (frame["data"] != "key"),
        ],
        ["same", "unnamed", "overrated"],
        default="other",
    )
    return (
        frame.reset_index()
        .sort_values(["revenue", "customer"], ascending=[False, True], kind="stable")
        .reset_index(drop=True)
    )


def raters(lists: pd.DataFrame, data: pd.Series) -> pd.DataFrame:
    """Per manager: ``rater, named, keys, hits, same``: named, named key, of these key by the data, of all in the same class."""
    told = lists.assign(data=data.reindex(lists["customer"]).to_numpy())
    rows = []
    for rater, own in told.groupby("rater", sort=True):
        key = own["class"] == "key"
        rows.append(
            {
                "rater": str(rater),
                "named": len(own),
                "keys": int(key.sum()),
                "hits": int((key & (own["data"] == "key")).sum()),
                "same": int((own["class"] == own["data"]).sum()),
            }
        )
    return pd.DataFrame(rows, columns=["rater", "named", "keys", "hits", "same"])


def matrices(lists: pd.DataFrame, everyone: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """For the agreement: classes given, shape ``(raters, named customers)``, and who is named key, ``(customers, 2)``."""
    wide = lists.assign(code=lists["class"].map({name: place for place, name in enumerate(CLASSES)})).pivot(
        index="rater", columns="customer", values="code"
    )
    given = wide.fillna(-1).to_numpy(dtype="int64")
    keys = lists[lists["class"] == "key"].groupby("customer").size().reindex(everyone).fillna(0).to_numpy(dtype="int64")
    return given, np.column_stack([keys, lists["rater"].nunique() - keys])
