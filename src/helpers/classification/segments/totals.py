"""What each segment brings."""

from __future__ import annotations

import numpy as np
import pandas as pd

NAMES = ["customers", "buying", "revenue", "share", "middle", "index"]


def totals(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Per segment: the columns of ``by``, then ``customers, buying, revenue, share, middle, index``.

    ``buying`` had revenue above zero, ``middle`` is the lower median of revenue, ``index`` revenue a customer
    against the average of all (1 is average). Most revenue first, ties by name.
    """
    known = frame.dropna(subset=by)
    total, everyone = int(frame["revenue"].sum()), len(frame)
    rows = []
    for key, own in known.groupby(by, sort=True):
        money, n = int(own["revenue"].sum()), len(own)
        rows.append(
            dict(zip(by, key, strict=True))
            | {
                "customers": n,
                "buying": int((own["revenue"] > 0).sum()),
                "revenue": money,
                "share": money / total if total else float("nan"),
                "middle": int(np.quantile(own["revenue"].to_numpy(), 0.5, method="inverted_cdf")),
                "index": (money * everyone) / (total * n) if total else float("nan"),
            }
        )
    table = pd.DataFrame(rows, columns=[*by, *NAMES])
    return table.sort_values(["revenue", *by], ascending=[False] + [True] * len(by), kind="stable").reset_index(
        drop=True
    )
