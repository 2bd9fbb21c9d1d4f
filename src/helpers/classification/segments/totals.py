"""What each segment brings."""

from __future__ import annotations

import numpy as np
import pandas as pd

NAMES = ["customers", "buying", "revenue", "share", "middle", "index", "without"]


def totals(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Per segment: the columns of ``by``, then ``customers, buying, revenue, share, middle, index, without``.

    ``buying`` had revenue above zero, ``middle`` is the lower median of revenue, ``index`` revenue a customer
    against the average of all (1 is average), ``without`` the same as if the segment's largest customer were not there,
    neither in it nor in the average (missing where nobody else is). Most revenue first, ties by name.
    """
    known = frame.dropna(subset=by)
    total, everyone = int(frame["revenue"].sum()), len(frame)
    rows = []
    for key, own in known.groupby(by, sort=True):
        money, n, largest = int(own["revenue"].sum()), len(own), int(own["revenue"].max())
        rows.append(
            dict(zip(by, key, strict=True))
            | {
                "customers": n,
                "buying": int((own["revenue"] > 0).sum()),
                "revenue": money,
                "share": money / total if total else float("nan"),
                "middle": int(np.quantile(own["revenue"].to_numpy(), 0.5, method="inverted_cdf")),
                "index": (money * everyone) / (total * n) if total else float("nan"),
                "without": (money - largest) * (everyone - 1) / ((total - largest) * (n - 1))
                if n > 1 and total > largest
                else float("nan"),
            }
        )
    table = pd.DataFrame(rows, columns=[*by, *NAMES])
    return table.sort_values(["revenue", *by], ascending=[False] + [True] * len(by), kind="stable").reset_index(
        drop=True
    )


def by_one(rows: pd.DataFrame) -> pd.Series:
    """Segments above the average because of one customer: without it they are not."""
    return (rows["index"] > 1) & ~(rows["without"] > 1)
