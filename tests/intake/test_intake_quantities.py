"""Quantities that carry their unit in the cell."""

from decimal import Decimal

import pandas as pd
import pytest

from helpers.intake.bulk import unsuited
from helpers.intake.ledger.ledger_import import import_ledger
from helpers.intake.values.quantities import read_quantities

HEAD = "单据编号,日期,客户编码,产品编码,数量,金额\n"
ROWS = "A{n},2024-01-0{n},C{n},P1,{q},{n}00\n"


@pytest.mark.covers("0.2")
@pytest.mark.parametrize("long", [False, True])
def test_one_unit_is_taken_off_and_told(tmp_path, long, monkeypatch):
    if long:
        monkeypatch.setattr(unsuited, "LONG", 0)
    path = tmp_path / "a.csv"
    cells = ["4 ST", "12 ST", '"1,250 St"', "3", "-2 ST."]
    path.write_text(HEAD + "".join(ROWS.format(n=n + 1, q=q) for n, q in enumerate(cells)), "utf-8")
    found = import_ledger(path, id="probe", name="试", currency="CNY")
    assert found.company.frames["orders"].sort_values("doc_no")["quantity"].tolist() == [4, 12, 1250, 3, -2]
    repairs = {r["kind"]: r["cells"] for r in found.report["sources"][0]["sheets"][0]["repairs"]}
    assert repairs["unit"] == 4 and "emptied" not in repairs


@pytest.mark.parametrize(
    "cells, values",
    [
        (["4件", "2.5 件", "1.2万"], [4, Decimal("2.5"), 12000]),
        (["4 kg", "2 t"], [None, None]),  # not to be added up
        (["4k", "2k"], [None, None]),  # thousands, perhaps
        (["4 ST", "n/a"], [4, None]),
        (["x 4 ST", "A4"], [None, None]),
    ],
)
def test_what_is_no_single_unit_is_left_unread(cells, values):
    reading = read_quantities(pd.Series(cells, dtype="str"), "q")
    assert reading.values.tolist() == values
    assert reading.bad.tolist() == [value is None for value in values]


@pytest.mark.parametrize("long", [False, True])
def test_totals_marked_by_asterisks_are_totals_and_other_asterisks_are_not(tmp_path, long, monkeypatch):
    if long:
        monkeypatch.setattr(unsuited, "LONG", 0)
    path = tmp_path / "a.csv"
    rows = ["A1,2024-01-01,C1,P1,4,100", "A2,2024-01-02,C2,P1,3,200", "*,,,,,300", "A3,,C1,*,1,50", "**,,,,,300"]
    path.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
    found = import_ledger(path, id="probe", name="试", currency="CNY")
    assert found.set_aside["reason"].tolist() == ["subtotal", "no_date", "subtotal"]
    assert found.report["totals"]["money_in"] == 35000
