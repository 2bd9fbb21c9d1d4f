"""Finance's totals on the command line: given as ``2025=1234567.89``, and told against the folder's revenue."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from helpers.company.folder import Company
from helpers.company.profile import FinanceTotal
from helpers.errors import ParameterError, Problem
from helpers.language import msg
from helpers.quantity import Quantity, minor_digits

OPTION = "--finance"


def totals(texts: tuple[str, ...], currency: str) -> tuple[FinanceTotal, ...]:
    """Totals of ``PERIOD=AMOUNT`` texts; a period is a year, a month or two days with ``..`` between.

    Raises
    ------
    ParameterError
        With every text that is none.
    """
    found, problems = [], []
    for text in texts:
        period, _, amount = text.partition("=")
        days, money = _period(period.strip()), _minor(amount.strip(), currency)
        if days is None or money is None:
            problems.append(
                Problem(
                    what=msg("{value} is no period with finance's total.", value=repr(text)),
                    do=msg(
                        "Write it as {year}, {month} or {days}.",
                        year="2025=1234567.89",
                        month="2025-03=98765.40",
                        days="2025-01-01..2025-06-30=600000",
                    ),
                    column=OPTION,
                )
            )
        else:
            found.append(FinanceTotal(*days, money, f"course import {OPTION}"))
    if problems:
        raise ParameterError(problems)
    return tuple(found)


def _period(text: str) -> tuple[dt.date, dt.date] | None:
    try:
        if re.fullmatch(r"\d{4}", text):
            return dt.date(int(text), 1, 1), dt.date(int(text), 12, 31)
        if found := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
            year, month = int(found[1]), int(found[2])
            return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
        start, _, end = text.partition("..")
        days = dt.date.fromisoformat(start.strip()), dt.date.fromisoformat(end.strip())
    except (ValueError, IndexError):
        return None
    return days if days[0] <= days[1] else None


def _minor(text: str, currency: str) -> int | None:
    try:
        exact = Decimal(text.replace(",", "")).scaleb(minor_digits(currency))
    except (InvalidOperation, ValueError):
        return None
    return int(exact) if exact.is_finite() and exact == int(exact) and abs(exact) < 10**17 else None


def not_over(given: tuple[FinanceTotal, ...], as_of: dt.date) -> list[Problem]:
    """Totals of periods that end after the as-of date."""
    return [
        Problem(
            what=msg(
                "The period ends on {end}, after the as-of date {own}.",
                end=total.end.isoformat(),
                own=as_of.isoformat(),
            ),
            do=msg("If the exports hold all of it, say so: `--as-of {end}`.", end=total.end.isoformat()),
            column=OPTION,
        )
        for total in given
        if total.end > as_of
    ]


def lines(company: Company) -> Iterator[str]:
    """Lines for a terminal: each period's revenue in the folder against finance's total."""
    from helpers.intake.shown.rulebook import RULES
    from helpers.intake.shown.tables import VERDICTS, tie_out
    from helpers.rules import resolve

    profile = company.profile
    rules = resolve(RULES, industry=profile.industry, company=profile.rules.get("intake"))

    def money(minor: int) -> str:
        return Quantity(int(minor), "money", currency=company.currency).render(spec="exact")

    for row in tie_out(company, rules["tie_out_tolerance"]).itertuples(index=False):
        yield str(
            msg(
                "Finance {start} – {end}: {finance}; the folder {folder}; difference {difference} ({share}): {verdict}.",
                start=row.start.date().isoformat(),
                end=row.end.date().isoformat(),
                finance=money(row.finance),
                folder=money(row.folder),
                difference=money(row.difference),
                share=Quantity(None if row.share != row.share else float(row.share), "share"),
                verdict=VERDICTS[row.verdict],
            )
        )
        if row.verdict != "within" and row.aside:
            yield "  " + str(msg("Set aside within that period: {aside}.", aside=money(row.aside)))
