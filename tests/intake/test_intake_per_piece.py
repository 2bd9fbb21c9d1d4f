"""A price that grows with the quantity is money of the line; an amount that does not is the price of a piece."""

import numpy as np
import pandas as pd
import pytest

from helpers.errors import IntakeError
from helpers.intake.bulk import unsuited
from helpers.intake.ledger.ledger_import import import_ledger
from helpers.intake.lines import per_piece

ANY = {"id": "probe", "name": "试", "currency": "USD"}
SIZES = [1, 3, 2, 1, 5, 2, 4, 1, 3, 6, 1, 2]


def sold(head, value):
    """A ledger of twelve lines of three products, its last column as ``value(piece, size)`` says."""
    rows = [
        f"A{n // 2},2024-01-{n + 1:02},C{n % 4},P{n % 3},{size},{value([9.5, 20, 31][n % 3], size):.2f}"
        for n, size in enumerate(SIZES)
    ]
    return "\n".join([head, *rows])


WHOLE = "order-id,purchase-date,buyer-name,sku,quantity-purchased,item-price"
ASKED = [
    (WHOLE, lambda piece, size: piece * size),
    ("单据编号,日期,客户编码,产品编码,数量,金额", lambda piece, size: piece),
]


@pytest.mark.covers("0.2")
@pytest.mark.parametrize("head, value", ASKED)
@pytest.mark.parametrize("long", [False, True])
def test_it_is_asked_where_name_and_values_disagree_and_either_answer_is_taken(
    tmp_path, head, value, long, monkeypatch
):
    path = tmp_path / "a.csv"
    path.write_text(sold(head, value), "utf-8")
    if long:
        monkeypatch.setattr(unsuited, "LONG", 0)
    with pytest.raises(IntakeError) as caught:
        import_ledger(path, **ANY)
    column = head.split(",")[-1]
    assert [(p.kind, p.column, p.row) for p in caught.value.problems] == [("ask-per-piece", column, 3)]
    assert "{" not in caught.value.render("en") + caught.value.render("zh")
    prices = [value([9.5, 20, 31][n % 3], size) for n, size in enumerate(SIZES)]
    for mapping, money in (
        ({"amount": column}, sum(prices)),
        ({"price": column}, sum(p * size for p, size in zip(prices, SIZES, strict=True))),
    ):
        found = import_ledger(path, **ANY, mapping=mapping)
        assert found.report["totals"]["money_kept"] == round(money * 100)


@pytest.mark.parametrize(
    "value",
    [
        lambda piece, size: piece,
        lambda piece, size: piece * (1 - 0.02 * size),  # the more, the cheaper
        lambda piece, size: 10,  # everything costs the same
    ],
)
def test_prices_of_pieces_are_not_asked_about(tmp_path, value):
    path = tmp_path / "a.csv"
    path.write_text(sold(WHOLE, value), "utf-8")
    assert len(import_ledger(path, **ANY).company.frames["orders"]) == len(SIZES)


def test_nothing_is_concluded_from_little_or_from_what_moves_both_ways():
    goods, sizes = pd.Series(["a", "a", "b", "b"] * 3), pd.Series([1.0, 2, 1, 4] * 3)
    assert per_piece.told(goods, sizes, sizes * 7) == "line" and per_piece.told(goods, sizes, sizes * 0 + 7) == "piece"
    assert per_piece.told(goods[:6], sizes[:6], sizes[:6] * 7) == ""  # six lines
    assert per_piece.told(goods, sizes * 0 + 2, sizes * 7) == ""  # one size
    assert per_piece.told(goods, sizes, sizes**0.5) == ""
    assert per_piece.told(pd.Series([None] * 12, dtype=object), sizes, sizes * 7) == ""
    assert per_piece.told(goods, sizes, sizes * np.nan) == ""
