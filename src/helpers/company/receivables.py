"""What is still owed of each invoice at the company's as-of date, part payments taken off."""

from __future__ import annotations

import pandas as pd

from helpers.company.folder import Company


def outstanding(company: Company) -> pd.Series:
    """Money still owed of each row of ``invoices``, in minor units; 0 where it is paid.

    An invoice with a paid date up to the as-of date is paid in full. Of any other the payments up to that date are
    taken off, and those without a date; what was paid too much does not count against other invoices. Credit notes
    (negative) likewise, with their sign.
    """
    bills, day = company.table("invoices"), pd.Timestamp(company.date)
    amount = bills["amount"].astype("int64")
    settled = (bills["paid_on"] <= day).fillna(False) if "paid_on" in bills else pd.Series(False, index=bills.index)
    paid = pd.Series(0, index=bills.index)
    if company.has("payments"):
        rows = company.table("payments")
        rows = rows[rows["paid_on"].isna() | (rows["paid_on"] <= day)]
        paid = bills["invoice_no"].map(rows.groupby("invoice_no")["paid"].sum()).fillna(0).astype("int64")
    left = amount - paid
    left = left.where((left > 0) == (amount > 0), 0).where(amount != 0, 0)
    return left.mask(settled, 0).astype("int64")
