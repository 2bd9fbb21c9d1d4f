"""Retention money: the last part of a project's invoice is due only when the warranty is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.pricing import FEN


@dataclass(frozen=True)
class Retention(Part):
    """Invoices of larger customers are kept in two rows: what is due by the terms, and the retention money.

    Attributes
    ----------
    share, months
        Part that is retained, and for how many months after the invoice.
    sizes, least
        Sizes of customers that retain it, from invoices of so many yuan on.
    late, late_spread
        Days it is paid after it is due (mean and standard deviation, normal).
    forgotten
        Share that nobody asks for: it stays open.
    """

    name: ClassVar[str] = "retention"

    share: float = 0.05
    months: int = 12
    sizes: tuple[str, ...] = ("大型", "中型")
    least: float = 100_000
    late: float = 45.0
    late_spread: float = 30.0
    forgotten: float = 0.10

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        bills, end = firm.frames["invoices"].reset_index(drop=True), pd.Timestamp(firm.market.end)
        size = bills["customer"].map(firm.people.set_index("customer")["size"])
        kept = (size.isin(self.sizes) & (bills["amount"] >= self.least * FEN)).to_numpy()
        part = np.where(kept, np.rint(bills["amount"] * self.share), 0).astype("int64")
        late = np.rint(self.late + self.late_spread * chance.standard_normal(len(bills))).clip(min=0)
        open_ = chance.random(len(bills)) < self.forgotten
        due = bills["issued_on"] + pd.DateOffset(months=self.months)
        paid = due + pd.to_timedelta(late, unit="D")
        second = bills.assign(
            invoice_no=bills["invoice_no"] + "-Z", amount=part, due_on=due, paid_on=paid.where((paid <= end) & ~open_)
        )[kept]
        firm.frames["invoices"] = pd.concat([bills.assign(amount=bills["amount"] - part), second], ignore_index=True)
        firm.truth[self.name] = {"share": self.share, "invoices": int(kept.sum())}
