"""Invoices with their payments: the day each was paid in full, from a column or from payments in another sheet."""

from __future__ import annotations

import pandas as pd

from helpers.intake.columns.header import forms
from helpers.intake.columns.labels import known
from helpers.intake.tables.rows import Rows

#: Headers of what was paid or is still open, beside the invoice's amount.
BALANCE = (
    "已收金额",
    "未收金额",
    "余额",
    "欠款",
    "balance",
    "openbalance",
    "outstanding",
    "已核销金额",
    "未核销金额",
    "amountdue",
    "openamount",
)


def settle(
    invoices: pd.DataFrame, payments: pd.DataFrame, as_of: pd.Timestamp | None
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Invoices with ``paid_on`` where payments up to the as-of date come to the amount.

    Parameters
    ----------
    invoices
        ``invoice_no, amount, paid_on``, money in minor units.
    payments
        ``invoice_no, paid_on, paid``.

    Returns
    -------
    invoices
        With ``paid_on`` filled where payments settle it; a day that the invoice itself states stays.
    counts
        ``settled`` and ``partly_paid``.

    Notes
    -----
    A credit note (negative) is settled by negative payments.
    """
    invoices = invoices.copy()
    paid = payments if as_of is None else payments[payments["paid_on"] <= as_of]
    order = [name for name in ("invoice_no", "paid_on", "paid") if name in paid]
    paid = paid.sort_values(order, kind="stable")
    paid = paid.assign(so_far=paid.groupby("invoice_no")["paid"].cumsum())
    amounts = invoices.drop_duplicates("invoice_no").set_index("invoice_no")["amount"]
    owed = paid["invoice_no"].map(amounts)
    full = ((owed >= 0) & (paid["so_far"] >= owed)) | ((owed < 0) & (paid["so_far"] <= owed))
    days = paid[full.fillna(False)].groupby("invoice_no")["paid_on"].min()
    open_ = invoices["paid_on"].isna()
    found = invoices["invoice_no"].map(days)
    invoices["paid_on"] = invoices["paid_on"].where(~open_, found).astype("datetime64[us]")
    part = invoices["paid_on"].isna() & invoices["invoice_no"].isin(paid["invoice_no"])
    return invoices, {"settled": int((open_ & found.notna()).sum()), "partly_paid": int(part.sum())}


def paid_without_day(rows: Rows) -> bool:
    """Whether a sheet of invoices tells what was paid or is open, but has no column for the day."""
    if "paid_on" in rows.seen.sure:
        return False
    words = {form for name in rows.seen.names for form in forms(name)}
    paid = {word for word, entries in known("payments").items() if any(field == "paid" for field, _ in entries)}
    return bool(words & (paid | set(BALANCE)) - {form for form in words if form in ("金额", "amount")})
