"""Finance's total of one year differs a little from the orders, and nothing explains it.

Stated before looking (held-out seeds 9101 to 9112): tying out to the cent finds that year and no other in all 12;
comparing whole percents (naive) sees nothing; in the twins every year ties out.
"""

import pytest


def differences(demo):
    orders = demo.company.frames["orders"]
    years = orders.groupby(orders["date"].dt.year)["amount"].sum()
    return {
        total.start.year: (total.revenue - int(years[total.start.year]), total.revenue)
        for total in demo.company.profile.finance
    }


@pytest.mark.covers("0.3")
def test_only_a_tie_out_to_the_cent_finds_the_odd_year(demos):
    for demo in demos:
        found, true = differences(demo), demo.truth["finance"]
        assert {year: off for year, (off, _) in found.items() if off} == {
            true["year"]: true["finance_above_orders_fen"]
        }
        assert all(round(100 * off / total) == 0 for off, total in found.values())


def test_every_year_of_a_twin_ties_out(twins):
    assert all(off == 0 for twin in twins for off, _ in differences(twin).values())
