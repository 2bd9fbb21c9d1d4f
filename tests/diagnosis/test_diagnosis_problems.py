"""Problems: the tree adds up, circles are cut, the Pareto and the first three are right."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judged_firms import DAY, with_tables

from helpers import diagnosis, station
from helpers.diagnosis.problems.tree import tree

CAUSES = [
    ("lost deals", None, None, None, None),
    ("late", "lost deals", None, None, None),
    ("no stock", "late", 600, 5, 1),
    ("slow plan", "late", 200, 4, 3),
    ("slow quotes", "lost deals", 100, 3, 4),
    ("late payment", None, 300, 4, 2),
]


def rows(causes=CAUSES, raters=("A", "B", "C"), shift=0):
    return pd.DataFrame(
        [
            {
                "problem": name,
                "leads_to": up,
                "cost": None if cost is None else cost * 100,
                "impact": impact,
                "effort": effort,
                "rater": rater,
                "date": pd.Timestamp(DAY),
            }
            for rater in raters
            for name, up, cost, impact, effort in causes
        ]
    )


def run(firm, **rules):
    return station.run(diagnosis.STATION, firm, {"draws": 300} | rules, store=False)


@pytest.mark.covers("1.13")
def test_costs_are_counted_at_the_leaves_once():
    found = tree(with_tables(problems=rows()).table("problems")).problems.set_index("problem")
    assert found.loc["late", "cost"] == 800_00 and found.loc["lost deals", "cost"] == 900_00
    assert list(found.index)[0] == "lost deals" and list(found.index)[1:3] == ["late", "no stock"]
    assert found.loc[["no stock", "late payment"], "leaf"].all() and not found.loc["late", "leaf"]


@pytest.mark.covers("1.13")
def test_pareto_and_the_first_three(lang):
    result = run(with_tables(problems=rows()))
    pareto = result["problem_pareto"]
    assert list(pareto["problem"]) == ["no stock", "late payment", "slow plan", "slow quotes"]
    assert pareto["share"].sum() == pytest.approx(1) and list(pareto["money"]) == [600_00, 300_00, 200_00, 100_00]
    found = result.finding("problems.few")
    assert (
        found.quantities["count"].value == 3 and found.at_stake.value == 1100_00
    )  # 600 + 300 are 75 %, 200 more reach 80 %
    order = result["problem_order"]
    assert list(order["problem"])[:3] == ["no stock", "late payment", "slow plan"]
    assert "no stock" in result.finding("problems.first").say(lang)


@pytest.mark.covers("1.13")
def test_a_problem_is_told_with_its_own_causes_and_not_with_those_of_all(lang):
    """Of three causes at the ends two lead to the first problem, one to another."""
    tree = [("lost deals", None, None, None, None), ("unpaid", None, None, None, None)]
    tree += [
        ("no stock", "lost deals", 600, 5, 2),
        ("slow plan", "lost deals", 200, 3, 3),
        ("bills", "unpaid", 100, 2, 2),
    ]
    title = diagnosis.plot_problem_tree(run(with_tables(problems=rows(tree))), lang).alt
    assert "lost deals" in title and (
        "3 causes" in title and "2 lead" in title if lang == "en" else "共有 3 个原因，其中 2 个" in title
    )


@pytest.mark.covers("1.13")
def test_a_rater_who_thinks_all_is_hard_changes_no_order():
    hard = rows(raters=("D",)).assign(effort=lambda f: (f["effort"].astype("float64") + 1).clip(upper=5))
    result = run(with_tables(problems=pd.concat([rows(), hard], ignore_index=True)))
    assert list(result["problem_order"]["problem"])[:2] == ["no stock", "late payment"]


@pytest.mark.covers("1.13")
def test_a_circle_is_cut_and_told():
    circle = [("a", "b", 100, 3, 3), ("b", "c", None, None, None), ("c", "a", None, None, None)]
    result = run(with_tables(problems=rows(circle)))
    assert len(result["problem_tree"]) == 3 and (result["problem_tree"]["depth"] == 0).sum() == 1
    assert any("circle" in note.msgid for note in result.warnings)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from(["a", "b", "c", "d", "e", "f", None])),
        min_size=1,
        max_size=12,
    )
)
def test_any_links_make_a_tree_with_every_problem_once(links):
    table = pd.DataFrame(links, columns=["problem", "leads_to"]).assign(cost=1.0, rater="A")
    found = tree(table).problems
    named = {name for link in links for name in link if name}
    assert set(found["problem"]) == named and found["problem"].is_unique
    tops = found.loc[found["depth"] == 0, "cost"].sum()
    assert tops == pytest.approx(found.loc[found["leaf"], "cost"].fillna(0).sum())


@pytest.mark.covers("1.13")
def test_complaints_are_counted_where_no_problems_are_named():
    days = pd.date_range("2024-01-10", periods=40, freq="14D")
    seen = pd.DataFrame(
        {
            "date": days,
            "customer": "C001",
            "kind": "complaint",
            "purpose": np.where(np.arange(40) % 5, "late", "broken"),
        }
    )
    result = run(with_tables(activities=seen))
    pareto = result["problem_pareto"]
    assert list(pareto["problem"]) == ["late", "broken"] and pareto["share"].iloc[0] == pytest.approx(0.8)
    assert result.finding("problems.few").at_stake is None
