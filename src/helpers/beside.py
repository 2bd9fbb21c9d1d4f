"""Names beside points of a figure, each where it covers least: no other name, no point, and as few lines as can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

#: Where a name may stand: towards these sides of its point, so far from it (points of print), the nearest first.
SIDES = ((1, 0), (1, 0.7), (1, -0.7), (0, 1), (0, -1), (-1, 0), (-1, 0.7), (-1, -0.7))
FAR = (2.0, 8.0, 16.0, 26.0, 38.0, 52.0)
#: What it costs: the part of a name that another name or a point covers, each bit of a line under it, each step away.
COVERED, CROSSED, AWAY, OUTSIDE = 40.0, 0.6, 0.35, 60.0
#: From this distance on a line leads from the point to its name.
LED = 8.0


@dataclass(frozen=True)
class Name:
    """A name and its point; ``reach`` is the radius of the point's mark in points of print."""

    text: str
    x: float
    y: float
    ink: str = style.INK
    reach: float = 5.0
    size: float = 10.0


def names(ax: Axes, wanted: Sequence[Name], lines: Iterable[Any] = (), fixed: Sequence[Text] = ()) -> None:
    """Write the names when the figure is laid out (:func:`helpers.style.finish`), the first of them where it likes.

    Parameters
    ----------
    lines
        What is better not covered: arrays of points along each line, in units of the data.
    fixed
        Texts that stand already.
    """
    ax.figure.placing = [*getattr(ax.figure, "placing", ()), lambda: _place(ax, wanted, [*lines], fixed)]


def _place(ax: Axes, wanted: Sequence[Name], lines: list[Any], fixed: Sequence[Text]) -> None:
    renderer = ax.figure.canvas.get_renderer()
    unit = ax.figure.dpi / 72
    at = ax.transData.transform([(name.x, name.y) for name in wanted]).reshape(-1, 2)
    reach = np.array([name.reach for name in wanted]) * unit
    marks = np.column_stack([at - reach[:, None], at + reach[:, None]])
    taken = [np.array(text.get_window_extent(renderer).extents) for text in fixed]
    under = np.concatenate([ax.transData.transform(np.asarray(line)) for line in lines] or [np.empty((0, 2))])
    frame = np.array(ax.get_window_extent(renderer).extents)
    for place, name in enumerate(wanted):
        text = ax.annotate(
            name.text, (name.x, name.y), (0, 0), textcoords="offset points", color=name.ink, fontsize=name.size,
            ha="center", va="center", zorder=6,
        )  # fmt: skip
        text.set_in_layout(False)
        box = text.get_window_extent(renderer)
        half = np.array([box.width, box.height]) / 2
        best = min(
            (
                _cost(at[place] + shift, half, far, taken, np.delete(marks, place, 0), under, frame, unit),
                order,
                shift,
                far,
            )
            for order, (shift, far) in enumerate(_shifts(half, reach[place], unit))
        )
        shift, far = best[2], best[3]
        text.set_position(tuple(shift / unit))
        middle = at[place] + shift
        taken.append(np.concatenate([middle - half, middle + half]))
        if _inside(under, middle, half):
            text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.75})
        if far >= LED:
            ax.annotate(
                "", (name.x, name.y), tuple((shift - np.sign(shift) * half * (np.abs(shift) > half)) / unit),
                textcoords="offset points", arrowprops={"arrowstyle": "-", "color": style.MUTED, "lw": 0.7}, zorder=2,
            ).set_in_layout(False)  # fmt: skip


def _shifts(half: np.ndarray, reach: float, unit: float):
    """Middles that a name of this half size may take, from its point, with the distance in points of print."""
    for far in FAR:
        for side in SIDES:
            way = np.array(side)
            yield way * (reach + far * unit) + np.sign(way) * half, far


def _inside(under: np.ndarray, middle: np.ndarray, half: np.ndarray) -> int:
    return int((np.abs(under - middle) < half).all(axis=1).sum())


def _cost(middle, half, far, taken, marks, under, frame, unit) -> float:
    low, high = middle - half, middle + half
    area = float(np.prod(high - low))
    cost = AWAY * far / 4
    for box in [*taken, *marks]:
        wide = np.clip(np.minimum(high, box[2:]) - np.maximum(low, box[:2]), 0, None)
        cost += COVERED * float(np.prod(wide)) / min(area, float(np.prod(box[2:] - box[:2])) or area)
    cost += CROSSED * _inside(under, middle, half) / unit
    out = np.clip(frame[:2] - low, 0, None).sum() + np.clip(high - frame[2:], 0, None).sum()
    return cost + OUTSIDE * float(out) / float((high - low).sum())
