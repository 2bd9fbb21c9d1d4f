"""Invoices with their payments: the day each was paid in full, from a column or from payments in another sheet."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from helpers.intake.columns.header import _scale, forms
from helpers.intake.files.source import Sheet, tidy_text
from helpers.intake.tables.rows import Rows
from helpers.intake.values import numbers

#: Headers of what was paid of an invoice so far, and of what is still open of it.
PAID = ("已收金额", "已收款", "已回款", "已回款金额", "已付金额", "累计回款", "累计收款", "已核销金额", "核销金额", "回款金额", "收款金额", "实收金额",
    "paidamount", "amountpaid", "paid", "receivedamount", "amountreceived", "received", "paidtodate", "paidsofar", "appliedamount", "bezahlt")  # fmt: skip
OPEN = ("未收金额", "未收款", "未回款", "未回款金额", "余额", "应收余额", "欠款", "欠款金额", "未付金额", "未核销金额", "未核销余额", "剩余应收", "尚欠金额",
    "balance", "openbalance", "outstanding", "amountdue", "openamount", "outstandingamount", "balancedue", "remaining", "unpaid", "amountopen", "outstandingbalance", "offenerbetrag")  # fmt: skip

#: So many invoices, and such a share of them with something owed, make a list of open items.
FEW, ALL_OPEN = 5, 0.98


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
    found = days.reindex(invoices["invoice_no"]).set_axis(invoices.index).astype("datetime64[us]")
    invoices["paid_on"] = invoices["paid_on"].where(~open_, found).astype("datetime64[us]")
    part = invoices["paid_on"].isna() & invoices["invoice_no"].isin(paid["invoice_no"])
    return invoices, {"settled": int((open_ & found.notna()).sum()), "partly_paid": int(part.sum())}


def open_items(sheet: Sheet, row: int, names: Sequence[str]) -> str:
    """The header that tells what is still owed, where a sheet holds hardly an invoice that is not: open items; else empty."""
    body = sheet.cells.iloc[row + 1 :]
    for position, name in enumerate(names):
        if any(form in OPEN for form in forms(name)):
            cells = tidy_text(body[position])
            mark = numbers.mark_of(cells)
            read = numbers.read_numbers(cells, name, "." if mark == "?" else mark).values
            owed = [value for value in read if value is not None and not pd.isna(value)]
            if len(owed) >= FEW and sum(value != 0 for value in owed) >= ALL_OPEN * len(owed):
                return name
    return ""


def paid_so_far(rows: Rows, digits: int, mark: str | None) -> tuple[pd.Series, str, str] | None:
    """What was paid of each invoice by the day of the export, in minor units; the header that tells it; what it holds.

    The last is ``paid`` or ``owed``.

    From a column of what was paid, else from the amount less a column of what is open. Nothing where no such column
    is there or a person gave it another meaning.
    """
    if "amount" not in rows.frame:
        return None
    used = set(rows.seen.sure.values())
    for words, left in ((PAID, False), (OPEN, True)):
        for position, name in enumerate(rows.seen.names):
            if position in used or not any(form in words for form in forms(name)):
                continue
            cells = tidy_text(rows.body[position])
            mark = mark or ("." if rows.source.kind in ("excel", "parquet", "database") else numbers.mark_of(cells))
            values = numbers.read_numbers(cells, name, "." if mark == "?" else mark, _scale(name)).values
            minor, _ = numbers.to_minor(values.astype(object).where(values.notna(), None), digits, name)
            minor = minor.astype("Int64")
            if left and minor.isna().all():
                continue
            paid = rows.frame["amount"].astype("Int64") - minor if left else minor
            return paid.fillna(0).astype("int64"), name, "owed" if left else "paid"
    return None


def parted(invoices: pd.DataFrame, paid: pd.Series) -> pd.DataFrame:
    """Payments that only a sum paid so far tells, and the invoices' own paid day where they are not paid in full.

    Parameters
    ----------
    invoices
        ``invoice_no, amount`` and perhaps ``paid_on``; changed in place: a day beside a part is that payment's.
    paid
        Minor units by row.

    Returns
    -------
    DataFrame
        ``invoice_no, paid_on, paid`` by row; a payment whose day no column tells has none.
    """
    amount = invoices["amount"].fillna(0).astype("int64")
    full = ((amount > 0) & (paid >= amount)) | ((amount < 0) & (paid <= amount))
    day = invoices["paid_on"].copy() if "paid_on" in invoices else pd.Series(pd.NaT, index=invoices.index)
    day = day.astype("datetime64[us]")
    told = paid.ne(0) & invoices["invoice_no"].notna() & ~(full & day.notna())
    if "paid_on" in invoices:
        invoices["paid_on"] = day.mask(~full & paid.ne(0))
    return pd.DataFrame({"invoice_no": invoices["invoice_no"], "paid_on": day, "paid": paid})[told]


def numbered(payments: pd.DataFrame) -> pd.DataFrame:
    """Payments with a number each: made from the invoice where there is none; different ones with one number apart."""
    frame = payments.copy()
    if "payment_no" not in frame:
        frame["payment_no"] = pd.Series(pd.NA, index=frame.index, dtype="str")
    made = frame["paid_on"].dt.strftime("-%Y%m%d").fillna("-*")
    frame["payment_no"] = (
        frame["payment_no"].astype("str").fillna((frame["invoice_no"].str.slice(0, 85) + made).astype("str"))
    )
    frame = frame.sort_values(["payment_no", "invoice_no", "paid_on", "paid"], kind="stable")
    again = frame.groupby(["payment_no", "invoice_no"]).cumcount()
    frame["payment_no"] = frame["payment_no"].mask(again > 0, frame["payment_no"] + "-" + (again + 1).astype("str"))
    return frame.reset_index(drop=True)
