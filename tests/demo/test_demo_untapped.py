"""Large customers that buy almost all elsewhere: small on our list, large against their peers.

Rates stated before looking (held-out seeds 9101 to 9112; customers that bought before 2025, on at least four days
in 2025 and in its last quarter):

* sound (:func:`helpers.classification.potential.estimate`, customers with the largest gap to the best fifth of their
  peers, as many as were planted): at least 70 % of the planted are among them;
* naive (as many customers with the largest revenue): at most 5 % are;
* naive, turned round (as many with the smallest revenue): at most 5 % are;
* twins: at most 5 % of customers bought less than 0.3 of their potential.
"""

import pandas as pd
import pytest

from helpers.classification import potential

ACTIVE_DAYS, LITTLE = 4, 0.3


def compared(demo, end):
    """Active customers with ``revenue``, ``potential`` and ``gap`` of the last twelve months."""
    orders = demo.company.frames["orders"]
    year, quarter = end - pd.DateOffset(months=12), end - pd.DateOffset(months=3)
    window = orders[orders["date"] > year]
    revenue = window.groupby("customer", as_index=False)["amount"].sum().rename(columns={"amount": "revenue"})
    found = potential.estimate(demo.company.table("customers"), revenue).merge(revenue, on="customer")
    days = window[window["amount"] > 0].groupby("customer")["date"].agg(["nunique", "max"])
    active = days.index[(days["nunique"] >= ACTIVE_DAYS) & (days["max"] > quarter)]
    first = orders.groupby("customer")["date"].min()
    keep = found["customer"].isin(active) & found["customer"].map(first).le(year) & found["potential"].notna()
    return found[keep]


def top(frame, column, count, ascending=False):
    return set(frame.sort_values([column, "customer"], ascending=[ascending, True]).head(count)["customer"])


@pytest.mark.covers("2.2")
def test_peers_find_untapped_customers_that_a_revenue_list_misses(demos, end):
    planted = sound = large = small = 0
    for demo in demos:
        frame = compared(demo, end)
        true = set(demo.truth["untapped"]) & set(frame["customer"])
        planted += len(true)
        sound += len(true & top(frame, "gap", len(true)))
        large += len(true & top(frame, "revenue", len(true)))
        small += len(true & top(frame, "revenue", len(true), ascending=True))
    print(
        f"gap {sound / planted:.3f}, largest {large / planted:.3f}, smallest {small / planted:.3f}; {planted} planted"
    )
    assert planted >= 60
    assert sound / planted >= 0.70
    assert large / planted <= 0.05
    assert small / planted <= 0.05


def test_twins_without_untapped_customers_are_quiet(twins, end):
    frames = pd.concat([compared(twin, end) for twin in twins])
    share = (frames["revenue"] < LITTLE * frames["potential"]).mean()
    print(f"bought less than {LITTLE} of potential: {share:.4f}")
    assert share <= 0.05
