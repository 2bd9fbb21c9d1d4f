"""Rows of dots with their intervals: the one way in which estimates of several things are drawn here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from helpers import style

#: How :func:`room` knows the line that rows are compared with, and the words beside them.
COMPARED, BESIDE = "compared", "beside"


def rows(
    ax,
    labels: Sequence[str],
    values,
    low,
    high,
    *,
    say: Callable[[int], str] = lambda place: "",
    strong: Sequence[bool] | None = None,
    line: float | None = None,
    hollow=None,
) -> None:
    """One row a thing, first on top: a dot, its interval, and words to the right.

    Parameters
    ----------
    values, low, high
        A missing end draws no interval, a missing value no dot.
    say
        Words beside a row.
    strong
        Rows in the accent's ink; a larger square with a dark edge and a thicker line tell them apart in black and
        white, where the accent is lighter than the rest.
    line
        A value to compare with, drawn dashed.
    hollow
        Second values, drawn as rings.
    """
    values, low, high = (np.asarray(part, dtype="float64") for part in (values, low, high))
    hollow = np.full(len(labels), np.nan) if hollow is None else np.asarray(hollow, dtype="float64")
    strong = [False] * len(labels) if strong is None else list(strong)
    if line is not None:
        ax.axvline(line, color=style.MUTED, lw=1, ls=(0, (4, 3)), gid=COMPARED)
    for place in range(len(labels)):
        ink = style.ACCENT if strong[place] else style.MAIN
        if np.isfinite(low[place]) and np.isfinite(high[place]):
            line_ = {"lw": 3.4} if strong[place] else {"lw": 2.2, "alpha": 0.55}
            ax.plot([low[place], high[place]], [place, place], color=ink, solid_capstyle="butt", **line_)
        if np.isfinite(hollow[place]):
            ax.plot(hollow[place], place, "o", mfc="white", mec=style.MUTED, ms=7, zorder=3)
        if np.isfinite(values[place]):
            mark = (
                {"marker": "s", "ms": 9.5, "mec": style.INK, "mew": 1.6} if strong[place] else {"marker": "o", "ms": 8}
            )
            ax.plot(values[place], place, color=ink, zorder=4, **mark)
        words = say(place)
        if words:
            ends = [v for v in (values[place], high[place], hollow[place]) if np.isfinite(v)]
            ax.annotate(
                words,
                (max(ends) if ends else 0, place),
                xytext=(9, 0),
                textcoords="offset points",
                va="center",
                color=style.INK,
                fontsize=9.5,
                gid=BESIDE,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
            )
    ax.set_yticks(range(len(labels)), list(labels))
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")


def room(ax, part: float = 0.28) -> None:
    """Leave room to the right for the words beside the rows; words that the dashed line would cut begin behind it."""
    left, right = ax.get_xlim()
    ax.set_xlim(left, right + part * (right - left))
    lines = [line.get_xdata()[0] for line in ax.lines if line.get_gid() == COMPARED]
    if lines:
        ax.figure.draw_without_rendering()
        at = ax.transData.transform((lines[0], 0))[0]
        for words in ax.texts:
            box = words.get_window_extent()
            if words.get_gid() == BESIDE and box.x0 - 4 < at < box.x1 + 4:
                words.xy = (lines[0], words.xy[1])


def shares(ax) -> None:
    """Ticks as whole percent, none beyond the whole."""
    style.share_axis(ax.xaxis)
    left, right = ax.get_xlim()
    ticks = [tick for tick in ax.get_xticks() if max(left, -1e-9) <= tick <= min(right, 1 + 1e-9)]
    ax.set_xticks(ticks)
    ax.set_xlim(left, right)


def empty(ax) -> None:
    """Nothing to draw: the title says why, and the figure is no higher than that."""
    ax.axis("off")
    ax.figure.set_size_inches(ax.figure.get_size_inches()[0], 0.8)


def height(count: int) -> float:
    """Inches for so many rows."""
    return min(max(1.9 + 0.36 * count, 2.6), 9.0)
