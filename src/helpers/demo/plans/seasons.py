"""The year's course: months, weekdays, festival, shopping peaks, growth."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Festival:
    """What the Spring Festival does to demand, by days from its first day.

    Attributes
    ----------
    before, after
        Days before and after the first day within which orders are fewer.
    depth
        Share of orders missing on the working days next to the closed days; it shrinks in a
        straight line to nothing at the ends.
    pulled_forward
        Share of the missing demand that is ordered earlier, within ``pull_days`` days before the drop.
    caught_up
        Share that is ordered later, within ``catch_days`` days after the drop; the rest is lost.
    """

    before: int = 9
    after: int = 12
    depth: float = 0.7
    pulled_forward: float = 0.45
    pull_days: int = 15
    caught_up: float = 0.15
    catch_days: int = 12


@dataclass(frozen=True)
class Peak:
    """A shopping festival that resellers stock up for, every year.

    Attributes
    ----------
    month, day
        Its date, e.g. 11 and 11.
    from_days, to_days
        Stocking up begins and ends so many days before it.
    height
        Further demand on those days, as a share of the ordinary.
    after_days, after
        For so many days after stocking up has ended, demand is lower by the share ``after``: shelves are full.
    """

    month: int
    day: int
    from_days: int
    to_days: int
    height: float
    after_days: int
    after: float


@dataclass(frozen=True)
class Seasons:
    """The year's course.

    Attributes
    ----------
    months
        Relative demand of January to December without the Spring Festival.
    weekdays
        Relative demand of Monday to Friday; Saturdays, Sundays and public holidays have none. With seven
        of them, Monday to Sunday, business goes on every day: a shop.
    month_end_days, month_end
        The last so many working days of a month have so much more demand.
    growth
        Growth of each customer's demand, a year.
    festival
        See :class:`Festival`.
    peaks
        Shopping festivals, see :class:`Peak`.
    """

    months: tuple[float, ...] = (1.0,) * 12
    weekdays: tuple[float, ...] = (1.08, 1.02, 1.00, 0.98, 0.92)
    month_end_days: int = 3
    month_end: float = 0.25
    growth: float = 0.0
    festival: Festival = Festival()
    peaks: tuple[Peak, ...] = ()

    @property
    def every_day(self) -> bool:
        """Whether business goes on at weekends and on holidays too."""
        return len(self.weekdays) == 7
