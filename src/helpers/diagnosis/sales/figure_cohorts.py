"""Which share of each quarter's new customers still buys, quarter by quarter."""

from __future__ import annotations

import numpy as np

from helpers import style
from helpers.diagnosis.sales.figure_words import title
from helpers.language import current, msg
from helpers.quantity import Quantity
from helpers.station import StationResult

#: More rows or columns than this cannot be read; the newest are shown.
MOST = 16
SMALL = 10


def plot_cohorts(result: StationResult, lang: str | None = None) -> style.Picture:
    """Triangle of shares still buying: one row a cohort, the last row all of them."""
    from matplotlib.colors import LinearSegmentedColormap

    lang = lang or current()
    cells, pooled = result["cohorts"], result["retention"]
    named = title(
        result, lang, "cohorts.drift", "cohorts.retention", otherwise=msg("New customers: too few to say how many stay")
    )
    cells, pooled = cells[cells["quarter"] > 0], pooled[pooled["quarter"].between(1, MOST)]
    names = sorted(cells["cohort"].unique())[-MOST:]
    with style.canvas((9.0, 1.9 + 0.36 * (len(names) + 2))) as (fig, ax):
        if names:
            sizes = cells.drop_duplicates("cohort").set_index("cohort")["customers"]
            grid = cells.pivot(index="cohort", columns="quarter", values="share").reindex(names)
            grid = grid[[column for column in grid.columns if column <= MOST]].astype("float64")
            shown = np.vstack(
                [grid.to_numpy(), np.full(grid.shape[1], np.nan), pooled["share"].to_numpy("float64")[: grid.shape[1]]]
            )
            ramp = LinearSegmentedColormap.from_list("stay", ["#f3f6f9", "#0b3c5d"])
            ax.imshow(np.ma.masked_invalid(shown), cmap=ramp, vmin=0, vmax=1, aspect="auto")
            for (row, column), value in np.ndenumerate(shown):
                if not np.isnan(value):
                    ax.text(
                        column,
                        row,
                        f"{value * 100:.0f}",
                        ha="center",
                        va="center",
                        fontsize=10,
                        color=style.readable(ramp(value)),
                    )
            labels = [
                msg(
                    "{cohort} ({count} won)", cohort=Quantity(name, "text"), count=Quantity(int(sizes[name]), "count")
                ).render(lang)
                for name in names
            ]
            ax.set_yticks([*range(len(names)), len(names) + 1], [*labels, msg("all of them").render(lang)])
            ax.set_xticks(range(grid.shape[1]), [str(column) for column in grid.columns])
            ax.set_xlabel(
                msg("quarters after the quarter of the first purchase; share still buying, in percent").render(lang)
            )
            ax.tick_params(length=0)
            for side in ax.spines.values():
                side.set_visible(False)
        else:
            ax.axis("off")
        note = msg(
            "Unfinished quarters are left out. Customers known before the data begin are not counted as new. Read rows of fewer than {small} customers with care.",
            small=Quantity(SMALL, "count"),
        )
        return style.finish(fig, named, "cohorts", note.render(lang), empty=cells.empty)
