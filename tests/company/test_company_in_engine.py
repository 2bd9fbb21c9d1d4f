"""Tables in memory are handed to the engine once a company, and let go with it; canonical order is seen, not made anew."""

import gc

import pandas as pd
import pytest

from helpers.company import folder, in_engine, ledger
from helpers.company.cells import in_order


def views() -> int:
    import ibis

    return ibis.get_backend().con.execute("SELECT count(*) FROM duckdb_views()").fetchall()[0][0]


def test_groupings_of_a_company_share_one_table_and_leave_none_behind(make):
    firm = folder.open(make("one"))
    ledger.purchases(firm)
    held = views()
    for _ in range(3):
        ledger.purchases(firm)
        ledger.monthly(firm)
    assert views() == held and firm.expr("orders") is firm.expr("orders")
    cut = firm.as_of("2025-03-31")
    ledger.purchases(cut)
    assert views() == held + 1
    del cut
    gc.collect()
    in_engine.drop_gone()
    assert views() == held
    assert len(ledger.purchases(firm)) > 0


def test_memory_given_back_changes_no_grouping(make, monkeypatch):
    firm = folder.open(make("one"))
    before = ledger.purchases(firm)
    monkeypatch.setattr(ledger, "MANY", 0)
    pd.testing.assert_frame_equal(ledger.purchases(firm), before)


@pytest.mark.parametrize(
    "rows",
    [
        [("a", 1.0), ("a", 2.0), ("b", 1.0)],
        [("a", 1.0), ("a", None), ("b", 0.0), (None, 5.0)],
        [],
        [("a", 1.0)],
        [("b", 1.0), ("a", 1.0)],
        [("a", None), ("a", 1.0)],
        [(None, 1.0), ("a", 1.0)],
        [("a", 2.0), ("a", 1.0), ("b", 0.0)],
    ],
)
def test_order_is_seen_as_sorting_would_make_it(rows):
    frame = pd.DataFrame(rows, columns=["code", "n"]).astype({"code": "str", "n": "float64"})
    sorted_ = frame.sort_values(["code", "n"], kind="stable", na_position="last").reset_index(drop=True)
    assert in_order(frame, ["code", "n"]) is sorted_.equals(frame)
