"""Findings on markets and the matrix."""

from __future__ import annotations

import pandas as pd

from helpers.diagnosis.regions.matrix import MIDDLE
from helpers.diagnosis.regions.parts import Parts
from helpers.diagnosis.regions.terms import CRITERIA
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity

LEVEL = 0.05


def room(parts: Parts) -> Finding | None:
    """The region where our share lies below our share elsewhere, with the most money open."""
    found = parts.shares[(parts.shares["p"] <= LEVEL) & (parts.shares["ratio"] < 1)]
    if parts.market is None or found.empty:
        return None
    found = found.rename_axis("region").reset_index()
    row = found.sort_values(["open", "region"], ascending=[False, True], kind="stable").iloc[0]
    money = parts.money(row["open"])
    market = parts.market.regions.loc[row["region"]]
    quantities = {
        "region": Quantity(row["region"], "text"),
        "share": Quantity(row["share"], "share", row["share_low"], row["share_high"]),
        "rest": Quantity(row["rest"], "share"),
        "ratio": Quantity(row["ratio"], "ratio", row["ratio_low"], row["ratio_high"]),
        "market": parts.money(market["market"], market["market_low"], market["market_high"]),
        "least": parts.end(market["market_low"]),
        "most": parts.end(market["market_high"]),
        "money": money,
        "raters": Quantity(int(market["raters"]), "count"),
    }
    wide = pd.isna(market["market_low"]) or market["market_high"] > 2 * market["market_low"]
    return Finding(
        id="diagnosis.regions.room",
        subject=str(row["region"]),
        period=parts.now.iso,
        claim=msg(
            "Most room is in {region}: our share there is {share}, elsewhere {rest}, a ratio of {ratio} ({ratio:interval}); at the share of the other regions about {money:about} a year more (a rough estimate)."
        ),
        quantities=quantities,
        confidence=Confidence(
            "low" if wide else "medium",
            msg(
                "The order of regions is safer than the level: the interval of this market over {raters} raters runs from {least:about} to {most:about}; low when the ends differ by more than a factor of two."
            ),
        ),
        evidence=("table:region_market", "table:region_share", "figure:region_share"),
        method=msg("Share here against share elsewhere, raters' leanings taken out"),
        source="Raymond, Viswesvaran 1993, Journal of Educational Measurement 30(3); Holm 1979",
        at_stake=money,
        potential=True,
        action=Action(
            msg(
                "Before sending people to {region}, find out why the share is low: unknown (list the customers we never met), unserved (channel), or beaten (competitors). Each asks for something else."
            ),
            60,
        ),
    )


def placed(parts: Parts, asked: str = "") -> Finding | None:
    """The region that most surely belongs into the zone to invest in, or else out of it.

    Parameters
    ----------
    asked
        Region of which it is to be found out first why our share is low (:func:`room`): people come after that.
    """
    if parts.matrix is None:
        return None
    sure = parts.rules["zone_sure"]
    frame = parts.matrix.regions.rename_axis("region").reset_index()
    certain = frame[(frame["sure"] >= sure) & (frame["zone"] != "select")]
    if certain.empty:
        return None
    keys, up = ["zone", "sure", "attractive", "region"], [False, False, False, True]
    order = certain.assign(zone=(certain["zone"] == "invest").astype(int)).sort_values(
        keys, ascending=up, kind="stable"
    )
    row = order.iloc[0]
    invest = bool(row["zone"])
    scores = parts.matrix.scores
    own = scores[(scores["region"] == row["region"]) & scores["known"]]
    pulls = (own["weight"] * (own["points"] - MIDDLE)).set_axis(own["criterion"])
    ends = pulls.sort_values(ascending=not invest, kind="stable")
    quantities = {
        "region": Quantity(row["region"], "text"),
        "sure": Quantity(row["sure"], "share"),
        "attractive": Quantity(row["attractive"], "number"),
        "strong": Quantity(row["strong"], "number"),
        "limit": Quantity(sure, "share"),
        "mean": Quantity(MIDDLE, "number"),
        "others": Quantity(len(certain) - 1, "count"),
    }
    why = CRITERIA[str(ends.index[0])]
    if invest:
        claim = msg(
            "{region} belongs to the regions to invest in: attractiveness {attractive}, strength {strong} (the mean of our regions is {mean}); it stays there in {sure} of the draws in which every estimate is moved at random within its error."
        )
        do = msg(
            "Find out in {region} first why our share there is low, and give it people and stock after that; most of its place comes from: {why}. Check that number before anything else.",
            why=why,
        )
        if str(row["region"]) != asked:
            do = msg(
                "Give {region} first call on people and stock next quarter; most of its place comes from: {why}. Check that number before anything else.",
                why=why,
            )
    else:
        claim = msg(
            "{region} belongs to the regions to hold or withdraw from: attractiveness {attractive}, strength {strong} (the mean of our regions is {mean}); it stays there in {sure} of the draws in which every estimate is moved at random within its error."
        )
        do = msg(
            "Serve {region} through dealers and from a distance until something changes; what pulls it down most: {why}. Fixed costs there decide whether leaving saves anything.",
            why=why,
        )
    return Finding(
        id="diagnosis.regions.placed",
        subject=str(row["region"]),
        period=parts.now.iso,
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            "medium",
            msg(
                "never higher, as the weights are ours to choose; the zone must hold in at least {limit} of the draws."
            ),
        ),
        evidence=("table:region_matrix", "table:region_points", "figure:region_matrix"),
        method=msg("Nine-cell matrix with random draws of every estimate"),
        source="Coyne 2008, McKinsey Quarterly (Enduring ideas: the GE–McKinsey nine-box matrix)",
        action=Action(do, 90),
    )
