"""Method 5, share and penetration: our part of each market, and of the customers there."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.diagnosis.raters import holm
from helpers.diagnosis.regions.potential import Potential

COLUMNS = ["share", "share_low", "share_high", "rest", "ratio", "ratio_low", "ratio_high", "p", "open"]


def shares(regions: pd.DataFrame, market: Potential | None, months: int) -> pd.DataFrame:
    """Our share of each region's market, and how it compares with our share elsewhere.

    The share's interval holds the raters' spread of level. The comparison (``ratio`` of the share here and in all
    other regions) does not: who puts all markets too high does so on both sides. It is tested two-sided on the
    logarithm with Student's t, Holm over the regions.

    Parameters
    ----------
    regions
        Of :func:`helpers.diagnosis.regions.activity.by_region`.
    months
        Months of the revenue; it is brought to a year.

    Returns
    -------
    DataFrame
        By region ``share, share_low, share_high``, ``rest`` (share elsewhere), ``ratio`` with interval, ``p``, and
        ``open``: money a year that the share elsewhere would bring more, 0 where we stand above it.
    """
    from scipy import stats

    if market is None:
        return pd.DataFrame(columns=COLUMNS, index=regions.index, dtype="float64")
    known = [region for region in market.size.things.index if region in regions.index]
    found = pd.DataFrame(index=regions.index, columns=COLUMNS, dtype="float64")
    if not known:
        return found
    year = regions["revenue"].astype("float64") * 12 / months
    sizes = market.regions
    for name, end in (("share", "market"), ("share_low", "market_high"), ("share_high", "market_low")):
        found.loc[known, name] = year[known].clip(lower=0) / sizes.loc[known, end]
    logs = market.size.things["value"].astype("float64")
    place = {name: at for at, name in enumerate(logs.index)}
    p_values = {}
    for region in known:
        rest = [other for other in known if other != region]
        base = sizes.loc[rest, "market"].sum()
        if not rest or year[region] <= 0 or year[rest].sum() <= 0:
            continue
        found.loc[region, "rest"] = year[rest].sum() / base
        ratio = found.loc[region, "share"] / found.loc[region, "rest"]
        contrast = np.zeros(len(logs))
        contrast[place[region]] = -1
        for other in rest:
            contrast[place[other]] = sizes.loc[other, "market"] / base
        error = float(np.sqrt(max(contrast @ market.size.covariance @ contrast, 0)))
        found.loc[region, "ratio"] = ratio
        if market.size.freedom > 0:
            reach = stats.t.ppf(0.975, market.size.freedom) * error
            found.loc[region, ["ratio_low", "ratio_high"]] = [ratio * np.exp(-reach), ratio * np.exp(reach)]
            if error > 0:
                p_values[region] = float(2 * stats.t.sf(abs(np.log(ratio)) / error, market.size.freedom))
        more = found.loc[region, "rest"] * sizes.loc[region, "market"] - year[region]
        found.loc[region, "open"] = max(float(more), 0.0)
    found["p"] = pd.Series(holm(p_values), dtype="float64").reindex(found.index)
    return found


def penetration(regions: pd.DataFrame, market: Potential | None) -> pd.DataFrame:
    """Active customers as a part of all customers worth having: estimated where raters named a number, else those we know.

    Returns
    -------
    DataFrame
        By region ``base``, ``penetration`` with ``_low`` and ``_high`` (where the base is an estimate), ``counted``:
        true where the base is our own list, which leaves out whom we never met.
    """
    found = pd.DataFrame(index=regions.index)
    estimates = market.regions.reindex(regions.index) if market is not None else pd.DataFrame(index=regions.index)
    given = estimates["accounts"] if "accounts" in estimates else pd.Series(np.nan, index=regions.index)
    counted = given.isna()
    active = regions["active"].astype("float64")
    found["base"] = given.where(~counted, regions["customers"].astype("float64"))
    found["penetration"] = active / found["base"].where(found["base"] > 0)
    for name, end in (("penetration_low", "accounts_high"), ("penetration_high", "accounts_low")):
        ends = estimates.get(end, np.nan)
        found[name] = (active / ends) if "accounts" in estimates else np.nan
    found["counted"] = counted
    return found
