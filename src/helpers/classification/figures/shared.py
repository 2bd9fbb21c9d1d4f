"""What several pictures of the station share: an empty one, its note, axes of money, names beside points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import style
from helpers.language import Message, msg
from helpers.quantity import Quantity
from helpers.style import INK, MUTED, Picture

if TYPE_CHECKING:
    from helpers.station import StationResult


def blank(name: str, lang: str, why: Message | None = None) -> Picture:
    """A picture that says in words why there is nothing to draw."""
    words = (
        why or msg("The data at hand do not allow this picture; the notes of this chapter say what is missing.")
    ).render(lang)
    with style.canvas((9.0, 1.4)) as (fig, ax):
        ax.axis("off")
        return style.finish(fig, words, name, empty=True)


def note(result: StationResult, lang: str) -> str:
    """Whose numbers these are: firm, months and last day."""
    name = result.facts.name.pick(lang)
    day = Quantity(result.facts.as_of, "date")
    months = Quantity(result.rules["window_months"], "months")
    return msg("{name}, {months} months to {day}.", name=name, day=day, months=months).render(lang)


def money_log(axis, currency: str, lang: str) -> None:
    """Money on a logarithmic axis, with round amounts."""
    from matplotlib.ticker import LogLocator, NullLocator

    axis.set_major_locator(LogLocator(base=10, numticks=6))
    axis.set_minor_locator(NullLocator())
    style.money_axis(axis, currency, lang)


def beside(ax, column: float, points: list[tuple[float, float, str]]) -> None:
    """Names in a column at the right, nudged apart, each tied to its point."""
    if not points:
        return
    figure, line = ax.figure, 15 * ax.figure.dpi / 72
    figure.canvas.draw()
    ordered = sorted(points, key=lambda point: (-point[1], -point[0], point[2]))
    wanted = [ax.transData.transform(point[:2])[1] for point in ordered]
    placed, place = [], float("inf")
    for height in wanted:
        place = min(place - line, height)
        placed.append(place)
    shift = sum(wanted) / len(wanted) - sum(placed) / len(placed)
    for (x, y, name), place in zip(ordered, placed, strict=True):
        height = ax.transData.inverted().transform((0, place + shift))[1]
        tie(ax, name, (x, y), (column, height), "left")


def above(ax, points: list[tuple[float, float, str]]) -> None:
    """Names over their points, one a row, stepped so that no line crosses a name."""
    if not points:
        return
    figure, line = ax.figure, 15 * ax.figure.dpi / 72
    figure.canvas.draw()
    at = {point: ax.transData.transform(point[:2]) for point in points}
    middle = ax.transAxes.transform((0.5, 0))[0]
    leftward = sum(xy[0] for xy in at.values()) / len(at) > middle
    base = max(xy[1] for xy in at.values()) + line
    ordered = sorted(points, key=lambda point: (point[0] if leftward else -point[0], point[2]))
    for row, point in enumerate(ordered):
        place = ax.transData.inverted().transform((at[point][0], base + row * line))
        tie(ax, point[2], point[:2], tuple(place), "right" if leftward else "left")


def tie(ax, name: str, point: tuple[float, float], place: tuple[float, float], side: str) -> None:
    """A name at its place, with a line to its point."""
    line = {"arrowstyle": "-", "color": MUTED, "lw": 0.6, "shrinkA": 0, "shrinkB": 3}
    line["relpos"] = (0 if side == "left" else 1, 0.5)
    ax.annotate(name, point, xytext=place, ha=side, va="center", fontsize=9, color=INK, arrowprops=line)
