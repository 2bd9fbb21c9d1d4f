"""Amounts that an export repeats, or writes once, for a whole order although each row is a line of it."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

NEAR = Decimal("0.2")


def level(docs: pd.Series, amounts: pd.Series, products: pd.Series, differs: pd.Series) -> str:
    """Whether amounts belong to the ``line``, to the ``document``, or cannot be told (``?``).

    Parameters
    ----------
    docs
        Document of each line, missing where there is none.
    amounts
        The amount as written, ``None`` where empty.
    products
        Quantity × unit price, ``None`` where not known.
    differs
        What else tells lines of a document apart (product and quantity as text).

    Returns
    -------
    str
        ``document`` when most documents of several lines have one amount, once or on each line,
        although their lines come to different money; ``?`` when nothing but that repetition tells.
    """
    frame = pd.DataFrame({"doc": docs, "amount": amounts, "product": products, "differs": differs})
    frame = frame[frame["doc"].notna()]
    frame = frame[frame.groupby("doc")["doc"].transform("size") > 1]
    by = frame["doc"]
    frame["code"] = pd.factorize(frame["amount"])[0]  # empty is -1
    told = frame["code"].where(frame["code"] >= 0).groupby(by).agg(["nunique", "count"])
    open_ = (told["count"] > 0) & (frame["differs"].groupby(by).nunique(dropna=False) > 1)
    one = told.index[open_ & (told["nunique"] == 1)]
    seen = int(open_.sum())
    if len(one) * 2 <= seen:
        return "line"
    whole = single = 0
    for _, lines in frame[by.isin(one)].groupby("doc", sort=True):
        given = [value for value in lines["amount"] if value is not None]
        known = [value for value in lines["product"] if value is not None]
        if 1 < len(given) < len(lines):
            continue
        if len(known) == len(lines):
            own = known[[value is not None for value in lines["amount"]].index(True)]
            if len(given) == 1:
                whole += abs(given[0] - sum(known)) < abs(given[0] - own)
            else:
                whole += len(set(known)) > 1
        elif len(given) == len(lines):
            single += 1
    if seen and whole * 2 > seen:
        return "document"
    return "?" if single > 1 and single * 2 > seen else "line"


def shared_out(docs: pd.Series, amounts: pd.Series, weights: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Each document's one amount shared out over its lines, to the unit; and which rows were changed.

    Parameters
    ----------
    amounts
        Whole minor units, missing where empty.
    weights
        Share of each line, missing or zero where not known: then lines share equally.
    """
    result, changed = amounts.copy(), pd.Series(False, index=amounts.index)
    frame = pd.DataFrame({"doc": docs, "amount": amounts, "weight": weights})
    for _, lines in frame[frame["doc"].notna()].groupby("doc", sort=True):
        given = lines["amount"].dropna().unique()
        if len(lines) < 2 or len(given) != 1:
            continue
        total, parts = int(given[0]), [Decimal(0) if pd.isna(w) else abs(Decimal(w)) for w in lines["weight"]]
        parts = parts if all(parts) else [Decimal(1)] * len(lines)
        exact = [Decimal(total) * part / sum(parts) for part in parts]
        floors = [int(value // 1) if value >= 0 else -int(-value // 1) for value in exact]
        left, step = total - sum(floors), 1 if total >= 0 else -1
        order = sorted(range(len(lines)), key=lambda i: (-abs(exact[i] - floors[i]), -parts[i], i))
        for position in order[: abs(left)]:
            floors[position] += step
        result.loc[lines.index] = floors
        changed.loc[lines.index] = True
    return result, changed
