import numpy as np
import pandas as pd
import pytest

from helpers.classification.abc import classify, hold
from helpers.errors import RulesError


def revenue(*values):
    return pd.DataFrame(
        {"customer": [f"C{i:02}" for i in range(len(values))], "revenue": np.array(values, dtype="int64")}
    )


@pytest.mark.covers("2.2")
def test_classes_by_cumulated_share():
    frame = classify(revenue(500, 300, 100, 60, 40))
    assert frame["abc"].tolist() == ["A", "A", "B", "B", "C"]
    assert frame["cumulated"].tolist() == [0.5, 0.8, 0.9, 0.96, 1.0]


def test_who_carries_the_sum_over_the_cut_is_still_in_the_class():
    assert classify(revenue(79, 20, 1))["abc"].tolist() == ["A", "A", "C"]


def test_equal_revenue_is_equal_class():
    frame = classify(revenue(*[10] * 9, 910))
    assert frame["abc"].tolist() == ["A"] + ["B"] * 9
    assert set(classify(revenue(*[7] * 13))["abc"]) == {"A"}


def test_customers_without_positive_revenue_stand_apart():
    frame = classify(revenue(100, 0, -50)).set_index("customer")
    assert frame["abc"].tolist() == ["A", "none", "none"]
    assert frame["share"].iloc[0] == 1.0 and frame["share"].iloc[1:].isna().all()
    assert classify(revenue(0, -5))["abc"].tolist() == ["none", "none"]
    assert classify(revenue())["abc"].tolist() == []


def test_no_rounding_decides_at_the_cut():
    for scale in (1, 3, 7, 10**9 + 7):
        frame = classify(revenue(*(v * scale for v in (35, 35, 10, 10, 10))), abc_a=0.7, abc_b=0.9)
        assert frame["abc"].tolist() == ["A", "A", "B", "B", "B"]


def test_cuts_out_of_order_are_told():
    with pytest.raises(RulesError):
        classify(revenue(1), abc_a=0.95, abc_b=0.9)


def test_who_holds_the_class_when_the_window_moves():
    table = hold(classify(revenue(80, 15, 5, 0)), classify(revenue(15, 80, 5, 0))).set_index("customer")
    assert table["same"].to_dict() == {"C00": False, "C01": False, "C02": True}
