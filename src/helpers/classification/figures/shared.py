"""What several pictures of the station share: an empty one, its note, axes of money, names beside points."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from helpers import style
from helpers.language import Message, msg
from helpers.quantity import Quantity
from helpers.style import INK, MUTED, Picture

if TYPE_CHECKING:
    from helpers.station import StationResult


#: Names beside points whose lines are kept from crossing by trying every order.
MOST = 6


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


def label(text: str, ems: float) -> str:
    """A label in lines: broken before a bracket, then after a comma, so that no word is, and last where it must be."""

    def broad(part: str) -> bool:
        return sum(1.0 if ord(char) > 0x2E80 else 0.52 for char in part) > ems

    parts = re.split(r"(?=（)| (?=\()", text) if broad(text) else [text]
    parts = [piece for part in parts for piece in (re.split(r"(?<=[，、])", part) if broad(part) else [part])]
    return "\n".join(style.wrap(part.strip(), ems) for part in parts if part)


def beside(ax, column: float, points: list[tuple[float, float, str]]) -> None:
    """Names in a column at the right, nudged apart, each tied to its point, by lines that do not cross if they need not."""
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
    at = [tuple(ax.transData.transform(point[:2])) for point in ordered]
    placed = _uncrossed(at, ax.transData.transform((column, ordered[0][1]))[0], [place + shift for place in placed])
    for (x, y, name), place in zip(ordered, placed, strict=True):
        height = ax.transData.inverted().transform((0, place))[1]
        tie(ax, name, (x, y), (column, height), "left")


def _uncrossed(at: list[tuple[float, float]], column: float, heights: list[float]) -> list[float]:
    """Which height each point's name gets: fewest crossings of their lines, then the shortest lines; few points only."""
    if len(at) > MOST:
        return heights

    def cost(order: tuple[float, ...]) -> tuple[int, float]:
        lines = [(x, y, end) for (x, y), end in zip(at, order, strict=True)]
        crossed = sum(_cross(one, other, column) for one, other in itertools.combinations(lines, 2))
        return crossed, sum(abs(end - y) for _, y, end in lines)

    return list(min(itertools.permutations(heights), key=cost))


def _cross(one: tuple[float, float, float], other: tuple[float, float, float], column: float) -> bool:
    """Whether the lines of two points (x, y, height at the column) cross; what touches a point counts."""
    (x, y, end), (right, level, other_end) = sorted((one, other))
    here = y + (end - y) * (right - x) / max(column - x, 1e-9)
    return (here - level) * (end - other_end) <= 0


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
