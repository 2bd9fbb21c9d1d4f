"""A generated company is a valid client folder and looks like a firm of its kind."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from helpers.company.schema import pandera_schema
from helpers.demo import names
from helpers.demo.build import generate
from helpers.demo.customers import ENTERED_BEFORE
from helpers.demo.market import markets
from helpers.demo.seasons import public_holidays

MARKET = markets()["industrial_automation"]


def test_every_table_fulfils_the_contract(one):
    for name, frame in one.company.frames.items():
        pandera_schema(name).validate(frame, lazy=True)
    codes = one.company.frames["customers"]["customer"]
    for table in ("orders", "invoices"):
        assert one.company.frames[table]["customer"].isin(codes).all()
    assert one.company.frames["orders"]["product"].isin(one.company.frames["products"]["product"]).all()


def test_size_and_skew_are_those_of_a_maker_of_controls(demos):
    for demo in demos:
        orders, customers = demo.company.frames["orders"], demo.company.frames["customers"]
        assert 400 <= len(customers) <= 800
        assert 20_000 <= len(orders) <= 33_000
        revenue = orders.groupby("customer")["amount"].sum().sort_values(ascending=False)
        assert 0.65 <= revenue.head(len(revenue) // 5).sum() / revenue.sum() <= 0.88
        assert 0.20 <= 1 - orders["cost"].sum() / orders["amount"].sum() <= 0.40
        assert 0.02 <= (orders["quantity"] < 0).mean() <= 0.03
        assert customers["owner"].nunique() == 14
        assert customers["name"].is_unique


def test_no_orders_on_weekends_and_holidays(demos):
    closed = pd.to_datetime(sorted(public_holidays(MARKET.start.year, MARKET.end.year)))
    for demo in demos:
        days = demo.company.frames["orders"]["date"]
        assert (days.dt.weekday < 5).all()
        assert not days.isin(closed).any()


def test_returns_refer_to_an_earlier_sale(one):
    orders = one.company.frames["orders"]
    sold, back = orders[orders["amount"] > 0], orders[orders["amount"] < 0]
    assert sold["doc_no"].str.startswith("SO").all() and back["doc_no"].str.startswith("TH").all()
    pairs = back.assign(doc_no=back["doc_no"].str.replace("TH", "SO")).merge(
        sold, on=["doc_no", "customer", "product"], suffixes=("", "_sold"), validate="one_to_one"
    )
    assert len(pairs) == len(back) == one.truth["returns"]["lines"]
    assert (pairs["date"] > pairs["date_sold"]).all()
    assert (-pairs["quantity"] <= pairs["quantity_sold"]).all()
    np.testing.assert_allclose(
        (pairs["amount"] / pairs["quantity"]).astype(float),
        (pairs["amount_sold"] / pairs["quantity_sold"]).astype(float),
    )


def test_products_are_sold_only_while_on_sale(one):
    orders = one.company.frames["orders"]
    sold = orders[orders["amount"] > 0].groupby("product")["date"].agg(["min", "max"])
    for product in MARKET.products:
        assert sold["min"][product.code] >= pd.Timestamp(product.launched_on)
        if product.ended_on:
            assert sold["max"][product.code] <= pd.Timestamp(product.ended_on)


def test_invoices_are_the_orders_of_a_customer_and_month(one):
    orders, invoices = one.company.frames["orders"], one.company.frames["invoices"]
    booked = orders.groupby(["customer", orders["date"].dt.to_period("M")])["amount"].sum()
    billed = invoices.groupby(["customer", invoices["issued_on"].dt.to_period("M")])["amount"].sum()
    pd.testing.assert_series_equal(booked[booked != 0], billed, check_names=False)
    assert (invoices["paid_on"].dropna() <= pd.Timestamp(MARKET.end)).all()
    assert invoices["paid_on"].isna().any()


def test_who_is_said_to_order_once_or_never_does(demos):
    for demo in demos:
        orders = demo.company.frames["orders"]
        documents = orders[orders["amount"] > 0].groupby("customer")["doc_no"].nunique()
        assert (documents[demo.truth["one_time"]] == 1).all()
        assert not documents.index.isin(demo.truth["dormant"]).any()
        last = orders[orders["amount"] > 0].groupby("customer")["date"].max()
        for customer, day in {**demo.truth["left"], **demo.truth["stopped"]}.items():
            assert customer not in last.index or last[customer] < pd.Timestamp(day)


def test_grades_are_noisy_and_follow_the_year_before_their_review(demos):
    agree = []
    for demo in demos:
        customers, orders = demo.company.frames["customers"], demo.company.frames["orders"]
        first = customers[customers["grade_since"] == pd.Timestamp(MARKET.grading.reviewed_on)]
        before = orders[orders["date"] < MARKET.grading.reviewed_on].groupby("customer")["amount"].sum()
        revenue = first["customer"].map(before).fillna(0)
        best = revenue.rank(ascending=False) <= (first["grade"] == "A").sum()
        agree.append((best & (first["grade"] == "A")).sum() / (first["grade"] == "A").sum())
    assert 0.35 <= np.mean(agree) <= 0.85  # better than chance (0.15), far from right


def test_names_point_at_no_firm_a_reader_knows(demos):
    brands = {name for demo in demos for name in names.brands(900, np.random.default_rng(demo.truth["seed"]))}
    assert not brands & names.REAL
    for demo in demos:
        customers = demo.company.frames["customers"]
        assert customers["name"].str.endswith("有限公司").all()
        assert not customers["name"].str.contains("|".join(sorted(names.REAL))).any()


def test_new_customers_are_entered_before_they_order(one):
    customers, orders = one.company.frames["customers"], one.company.frames["orders"]
    first = customers["customer"].map(orders.groupby("customer")["date"].min())
    known = customers["created_on"] <= first
    assert known[first.notna()].all()
    assert (customers["created_on"] >= pd.Timestamp(MARKET.start) - pd.Timedelta(days=ENTERED_BEFORE[0])).any()


@pytest.mark.parametrize(
    "part, change, untouched",
    [
        ("payments", {"spread": 12.0}, ("customers", "orders", "products")),
        ("grading", {"noise": 2.0}, ("orders", "products", "invoices")),
        ("finance", {"difference": 0.002}, ("customers", "orders", "products", "invoices")),
    ],
)
def test_one_part_s_change_leaves_the_others_as_they_were(one, part, change, untouched):
    market = dataclasses.replace(MARKET, **{part: dataclasses.replace(getattr(MARKET, part), **change)})
    other = generate(market, one.truth["seed"])
    for name in untouched:
        pd.testing.assert_frame_equal(other.company.frames[name], one.company.frames[name])
    assert other.company.data_hash != one.company.data_hash


def test_a_twin_has_the_same_people_and_none_of_the_story(demos, twins):
    for demo, twin in zip(demos, twins, strict=True):
        columns = ["customer", "name", "industry", "region", "size", "owner", "created_on", "payment_days", "channel"]
        pd.testing.assert_frame_equal(
            demo.company.frames["customers"][columns], twin.company.frames["customers"][columns]
        )
        assert twin.truth["level_shift"] is None and twin.truth["late_payers"] is None
        assert not twin.truth["stopped"] and not twin.truth["left"] and not twin.truth["untapped"]
        assert twin.truth["one_time"] == demo.truth["one_time"]


def test_odd_markets_do_not_break_the_generator():
    people = dataclasses.replace(MARKET.population, customers=3, one_time=0.5, dormant=0.4, grouped=0.0)
    tiny = generate(dataclasses.replace(MARKET, population=people), 7)
    assert len(tiny.company.frames["customers"]) == 3
