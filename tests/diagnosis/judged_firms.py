"""Judged tables made in memory for the tests of regions, competitors, problems and intelligence."""

import numpy as np
import pandas as pd
from diagnosis_firms import lively

from helpers.company.folder import Company
from helpers.company.schema import DTYPES, tables

DAY = "2025-11-20"


def settle(name, frame):
    """A canonical table from a frame with some of its columns."""
    made = {}
    for column in tables()[name].columns:
        kind = DTYPES[column.kind]
        given = frame[column.name] if column.name in frame else pd.Series(None, index=frame.index, dtype=kind)
        made[column.name] = pd.to_numeric(given).astype(kind) if kind in ("float64", "Int64") else given.astype(kind)
    return pd.DataFrame(made, index=frame.index)


def with_tables(firm=None, **frames):
    """A firm with further tables, given with some of their columns."""
    firm = firm or lively(seed=9, months=30, count=40)
    made = {name: settle(name, pd.DataFrame(frame)) for name, frame in frames.items()}
    return Company(firm.profile, {**firm.frames, **made}, firm.intake)


def estimates(sizes, leans, noise=0.0, seed=3, growth=None):
    """Rows of ``regions``: true size by region, leaning (factor) by rater."""
    random = np.random.default_rng(seed)
    return [
        {
            "region": region,
            "potential": round(size * lean * np.exp(noise * random.standard_normal())),
            "growth": (growth or {}).get(region, 3.0),
            "rater": rater,
            "date": pd.Timestamp(DAY),
        }
        for rater, lean in leans.items()
        for region, size in sizes.items()
    ]


def scored(true, leans, flattery=None, noise=0.0, seed=4, ours="Us", weights=None):
    """Rows of ``competitors``: firm → criterion → true score, leaning by rater, flattery of our own firm by rater."""
    random = np.random.default_rng(seed)
    rows = []
    for rater, lean in leans.items():
        for firm, criteria in true.items():
            for criterion, score in criteria.items():
                more = (flattery or {}).get(rater, 0.0) if firm == ours else 0.0
                felt = score + lean + more + noise * random.standard_normal()
                rows.append(
                    {
                        "competitor": firm,
                        "ours": "yes" if firm == ours else "no",
                        "criterion": criterion,
                        "score": int(np.clip(np.rint(felt), 0, 10)),
                        "rater": rater,
                        "date": pd.Timestamp(DAY),
                        "weight": (weights or {}).get(criterion) if firm == ours else None,
                    }
                )
    return pd.DataFrame(rows).astype({"weight": "float64"})
