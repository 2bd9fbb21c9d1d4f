"""The grades A, B, C that salespersons kept: past revenue, judgement, seniority and politics."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.demo.market import Market
from helpers.demo.seasons import DAYS_A_YEAR


def grade(market: Market, people: pd.DataFrame, lines: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    """``grade`` (A, B, C or missing) and ``grade_since`` of each customer.

    A grade looks at the revenue of the year before its review. Customers entered after the last
    review have none.
    """
    how, count = market.grading, len(people)
    noise = how.noise * chance.standard_normal(count)
    owners = sorted(people["owner"].unique())
    voice = dict(zip(owners, how.politics * chance.standard_normal(len(owners)), strict=True))
    later, ungraded = chance.random(count) < how.later, chance.random(count) < how.ungraded
    out = pd.DataFrame({"grade": pd.Series(pd.NA, index=people.index, dtype="str"), "grade_since": pd.NaT})
    out["grade_since"] = out["grade_since"].astype("datetime64[us]")
    for review, chosen in ((how.reviewed_on, ~later), (how.later_on, later)):
        day = market.day(review)
        within = lines[(lines["day"] < day) & (lines["day"] >= day - DAYS_A_YEAR)]
        revenue = (
            (within["quantity"] * within["price"]).groupby(within["position"]).sum().reindex(range(count), fill_value=0)
        )
        known = (people["created_on"] < pd.Timestamp(review)).to_numpy()
        years = (pd.Timestamp(review) - people["created_on"]).dt.days / DAYS_A_YEAR
        felt = np.log1p(revenue.clip(lower=0)) + noise + people["owner"].map(voice) + how.seniority * years
        rank = felt[known].rank(ascending=False, method="first") / known.sum()
        letter = pd.Series(
            np.where(rank <= how.shares[0], "A", np.where(rank <= sum(how.shares), "B", "C")), index=rank.index
        )
        hit = pd.Series(chosen & known & ~ungraded, index=people.index)
        out.loc[hit, "grade"] = letter[hit[known].index[hit[known]]]
        out.loc[hit, "grade_since"] = pd.Timestamp(review)
    return out
