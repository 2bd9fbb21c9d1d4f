"""Trend and season of monthly revenue, with the Spring Festival taken out first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.diagnosis.sales.calendar import AFTER, BEFORE, festival, festival_days, working_days
from helpers.diagnosis.sales.regression import design, fit
from helpers.language import Message, msg
from helpers.quantity import Quantity

NEEDED = 24


@dataclass(frozen=True)
class Adjusted:
    """Monthly revenue taken apart.

    Attributes
    ----------
    frame
        One row a finished month: ``month``, ``net`` (minor units); factors ``seasonal``,
        ``festival``, ``remainder`` (1 = no effect); ``trend`` and ``adjusted`` (net without
        season and festival) in minor units. ``net = trend × seasonal × festival × remainder``.
        With a calendar also ``working_days`` and ``festival_days``. Where the series could not
        be taken apart, everything but ``month``, ``net`` and the days is missing.
    decomposed
        Whether it could.
    profile
        ``number`` (1 to 12), ``effect`` (share above or below an average month), ``low``, ``high``.
    growth, festival
        Growth a year and effect of the whole festival pause on its month, as shares with 95 %
        intervals; ``None`` where not estimated.
    shift
        First month of a level shift that was taken into account, or ``None``.
    """

    frame: pd.DataFrame
    decomposed: bool
    calendar: str
    before: int = BEFORE
    after: int = AFTER
    profile: pd.DataFrame | None = None
    growth: Quantity | None = None
    festival: Quantity | None = None
    shift: pd.Timestamp | None = None
    warnings: tuple[Message, ...] = ()

    @property
    def months(self) -> pd.DatetimeIndex:
        return pd.DatetimeIndex(self.frame["month"])


def adjust(
    monthly: pd.DataFrame,
    calendar: str = "china",
    *,
    as_of: dt.date | None = None,
    before: int = BEFORE,
    after: int = AFTER,
    shift: pd.Timestamp | None = None,
) -> Adjusted:
    """Take a monthly series apart into trend, season, festival and remainder.

    First a regression of log revenue on month effects, growth and the festival regressor gives the
    festival's effect; its intervals allow for AR(1) errors (see :func:`helpers.diagnosis.sales.regression.fit`).
    Then STL (Cleveland, Cleveland, McRae and Terpenning 1990; robust, the same season every year)
    takes the festival-free logarithm apart. A known level shift is taken out before and put back into the
    trend, so that STL does not smooth it away.

    Parameters
    ----------
    monthly
        ``month`` (first day) and ``net``, one row a month without gaps.
    calendar
        ``china`` or ``none``.
    as_of
        A last month not finished by then is left out, with a warning.
    before, after
        The pause around New Year's Day, see :func:`helpers.diagnosis.sales.calendar.festival_days`.
    shift
        First month of a level shift found before.
    """
    frame = monthly[["month", "net"]].sort_values("month").reset_index(drop=True)
    notes: list[Message] = []
    if as_of is not None and len(frame):
        ends = frame["month"] + pd.offsets.MonthEnd(0)
        finished = ends <= pd.Timestamp(as_of)
        if not finished.all():
            last = Quantity(frame.loc[~finished, "month"].min().date().isoformat(), "month")
            notes.append(msg("{month} was not over on the as-of date; trend and season leave it out.", month=last))
            frame = frame[finished].reset_index(drop=True)
    months = pd.DatetimeIndex(frame["month"])
    if calendar == "china" and len(frame):
        frame["working_days"] = working_days(months)
        frame["festival_days"] = festival_days(months, before, after)
    parts = ("trend", "seasonal", "festival", "remainder", "adjusted")
    if len(frame) < NEEDED:
        have, need = Quantity(len(frame), "count"), Quantity(NEEDED, "count")
        notes.append(
            msg(
                "Trend and season need {need} finished months, and there are {have}: a year can only be told from its season "
                "when each month is seen twice. Older orders would add it.",
                need=need,
                have=have,
            )
        )
    elif (frame["net"] <= 0).any():
        first = Quantity(frame.loc[frame["net"] <= 0, "month"].min().date().isoformat(), "month")
        count = Quantity(int((frame["net"] <= 0).sum()), "count")
        notes.append(
            msg(
                "{count} months, first {first}, have no positive revenue, so effects in percent mean nothing there: "
                "trend and season are not computed. Check whether orders of these months are missing.",
                count=count,
                first=first,
            )
        )
    else:
        return _decompose(frame, months, calendar, before, after, shift, tuple(notes))
    return Adjusted(frame.assign(**dict.fromkeys(parts, np.nan)), False, calendar, before, after, warnings=tuple(notes))


def _decompose(frame, months, calendar, before, after, shift, notes) -> Adjusted:
    from statsmodels.tsa.seasonal import STL

    log = np.log(frame["net"].to_numpy("float64"))
    columns, names = design(months, calendar, before, after, shift)
    fitted = fit(log, columns)

    def contrast(weights: np.ndarray) -> tuple[float, float, float]:
        return tuple(float(np.expm1(part)) for part in fitted.interval(weights))

    def effect(name: str) -> Quantity:
        value, low, high = contrast(np.eye(len(names))[names.index(name)])
        return Quantity(value, "share", low, high)

    centred = np.hstack([np.eye(12) - 1 / 12, np.zeros((12, len(names) - 12))])
    profile = pd.DataFrame(
        [(number + 1, *contrast(centred[number])) for number in range(12)], columns=["number", "effect", "low", "high"]
    )

    pause, step = np.zeros(len(log)), np.zeros(len(log))
    if calendar == "china":
        pause = festival(months, before, after) * fitted.params[names.index("festival")]
    if shift is not None:
        step = (months >= shift) * fitted.params[names.index("shift")]
    # a window far longer than the series and degree 0: the same season every year
    stl = STL(log - pause - step, period=12, seasonal=10 * len(log) + 1, seasonal_deg=0, robust=True).fit()
    parts = {
        "trend": np.exp(stl.trend + step),
        "seasonal": np.exp(stl.seasonal),
        "festival": np.exp(pause),
        "remainder": np.exp(stl.resid),
        "adjusted": np.exp(log - pause - stl.seasonal),
    }
    return Adjusted(
        frame.assign(**parts),
        True,
        calendar,
        before,
        after,
        profile,
        effect("growth"),
        effect("festival") if calendar == "china" else None,
        shift,
        notes,
    )
