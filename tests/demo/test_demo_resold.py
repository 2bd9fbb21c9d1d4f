"""Goods on their way through a dealer's store, and lines made smaller or larger with their returns."""

import dataclasses

import numpy as np
import pytest

from helpers.demo.build import generate
from helpers.demo.market import markets
from helpers.demo.parts.dealer_stock import sold_on

MARKET = markets()["agricultural_inputs"]


@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_sold_on_before_it_was_bought_and_in_the_end_all_of_it(seed):
    draw = np.random.default_rng(seed)
    pack = draw.integers(1, 12, 40)
    kept = draw.integers(0, 9, (40, 24)) * pack[:, None]
    kept[:, 20:] = 0
    pace = draw.random((40, 28)) * (draw.random((40, 28)) < 0.6)  # months without any demand
    sold = sold_on(kept, pace, (0.3, 0.4, 0.2, 0.1), pack)
    assert (sold >= 0).all() and (sold % pack[:, None] == 0).all()
    assert (sold.cumsum(axis=1) <= kept.cumsum(axis=1)).all()
    np.testing.assert_array_equal(sold.sum(axis=1), kept.sum(axis=1))


def test_goods_are_sold_on_when_the_fields_take_them():
    pace = np.array([[0.0, 0.0, 0.0, 5.0, 0.0, 0.0, 0.0, 0.0]])
    sold = sold_on(np.array([[10, 0, 0, 0]]), pace, (0.5, 0.3, 0.1, 0.1), np.array([1]))
    assert sold.tolist() == [[0, 0, 0, 10]]


@pytest.mark.parametrize("industry", ["agricultural_inputs", "pharmaceuticals"])
def test_no_more_comes_back_than_was_sold_after_lines_were_resized(industry):
    orders = generate(markets()[industry], 71).company.frames["orders"]
    found = orders.assign(document=orders["doc_no"].str[2:])
    left = found.groupby(["document", "product"])["quantity"].sum()
    assert (left >= 0).all()
    packs = {product.code: product.pack for product in markets()[industry].products}
    assert (orders["quantity"] % orders["product"].map(packs) == 0).all()


def test_seed_and_selective_herbicides_go_only_where_their_crop_grows():
    demo = generate(dataclasses.replace(MARKET, parts=tuple(p for p in MARKET.parts if p.name == "crop_season")), 72)
    region = demo.company.frames["customers"].set_index("customer")["region"]
    orders, plan = demo.company.frames["orders"], MARKET.part("crop_season")
    for product, crops in plan.unfit.items():
        sold = set(orders.loc[orders["product"] == product, "customer"].map(region).map(plan.crops))
        assert sold and not sold & set(crops)
