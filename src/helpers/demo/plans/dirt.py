"""What is wrong with the firm's own export."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Dirt:
    """What is wrong with the firm's own export of its order ledger.

    Attributes
    ----------
    duplicates
        Lines written twice in the same sheet.
    without_customer
        Extra lines without a customer (samples handed out), which are no revenue.
    across_sheets
        Lines of the last days of a year that stand again in the next year's sheet.
    text_dates
        Share of dates that are text (2024/3/5 or 2024年3月5日).
    blank_ids, wide_ids
        Lines whose customer code has blanks around it, or full-width letters and digits.
    """

    duplicates: int = 20
    without_customer: int = 24
    across_sheets: int = 9
    text_dates: float = 0.12
    blank_ids: int = 45
    wide_ids: int = 20
