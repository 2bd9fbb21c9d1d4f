"""Payments of the invoices that are kept."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from helpers.intake.tables import receipts
from helpers.intake.tables.part import Part


def settle(group, invoices, payments, as_of, tally) -> pd.DataFrame | None:
    if invoices is None or invoices.empty:
        for part in group:
            part.frame["set_aside"] = part.frame["set_aside"].fillna("no_invoice")
        return invoices
    lost = ~payments["invoice_no"].isin(invoices["invoice_no"])
    settled, counts = receipts.settle(invoices, payments[~lost], as_of)
    tally.update(counts)
    names = set(invoices["invoice_no"])
    for part in group:
        away = part.frame["set_aside"].isna() & ~part.frame["invoice_no"].isin(names)
        part.frame["set_aside"] = part.frame["set_aside"].mask(away, "no_invoice")
    return settled


def paid_rows(part: Part) -> pd.DataFrame | None:
    """Payments that the invoices' own sheet tells, of the rows that are kept."""
    if part.told is None:
        return None
    rows = part.frame["set_aside"].isna() | (part.frame["set_aside"] == "added_up")
    return part.told[rows.reindex(part.told.index, fill_value=False)]


def all_payments(invoices: pd.DataFrame, dated: pd.DataFrame, undated: list[pd.DataFrame], tally: Counter):
    """All payments of invoices that are kept: those of sheets of payments, and what more the invoices' sheets tell."""
    names = ["payment_no", "invoice_no", "paid_on", "paid"]
    frames = [dated.reindex(columns=names)]
    sums = dated.groupby("invoice_no")["paid"].sum()
    for rows in undated:
        rows = rows[rows["invoice_no"].isin(set(invoices["invoice_no"]))]
        rows = rows.groupby(["invoice_no", "paid_on"], dropna=False, as_index=False)["paid"].sum()
        more = rows["paid"] - rows["invoice_no"].map(sums).fillna(0).astype("int64")
        rows = rows.assign(paid=more)[more.ne(0) & (more.gt(0) == rows["paid"].gt(0))]
        tally["paid_undated"] += int(rows["paid_on"].isna().sum())
        frames.append(rows.reindex(columns=names))
    kinds = {"payment_no": "str", "invoice_no": "str", "paid_on": "datetime64[us]", "paid": "Int64"}
    frame = pd.concat([entry.astype(kinds) for entry in frames], ignore_index=True)
    return receipts.numbered(frame) if len(frame) else None
