"""The live panel of the classes: the same classes as the station, moved at once, with what serving them takes."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import classification
from helpers.classification.classes import effort, findings, found_effort, panel, sorting
from helpers.classification.classes.moving import Moving
from helpers.company import folder
from helpers.language import msg
from helpers.station import run
from yardstick import best_of

ROOT = Path(__file__).parents[2]


def test_hours_that_nobody_wrote_down_are_not_none(visited, found):
    """The plan was called all extra work, where visits were written down without their hours."""
    frames = {**visited.frames, "activities": visited.frames["activities"].assign(hours=np.nan)}
    bare = run(classification.STATION, dataclasses.replace(visited, frames=frames), None, store=False)
    rows, told = bare["class_visits"], bare.finding("classes.visits")
    hours = bare.rules["visit_hours"]
    assert rows["hours"].isna().all() and rows["visits"].sum() > 0
    assert told.quantities["hours"].value == round((rows["planned"].sum() - rows["visits"].sum()) * hours)
    written = found["class_visits"]  # and as written down, where they were
    extra = found.finding("classes.visits").quantities["hours"].value
    assert written["hours"].sum() > 0 and extra == round(written["planned_hours"].sum() - written["hours"].sum())


#: The demo companies with most purchase days and with most accounts.
LARGE = ("hengce", "shiyu")


@pytest.fixture(scope="module")
def visited(make):
    """A firm with costs of goods and visits: 4 a year to each of the first ten, 2.5 hours and 100.00 each."""
    firm = make(160, seed=23)
    orders = firm.frames["orders"].copy()
    orders["cost"] = (orders["amount"].astype("float64") * 0.7).round().astype("Int64")
    rows = [
        (f"C{i:04}", pd.Timestamp(2025, month, 9), "visit", 2.5, 10_000) for i in range(10) for month in (2, 5, 8, 11)
    ]
    rows += [
        ("C0000", pd.Timestamp(2024, 3, 9), "visit", 9.0, 1),
        ("C0001", pd.Timestamp(2025, 3, 9), "complaint", 9.0, 1),
    ]
    visits = pd.DataFrame(rows, columns=["customer", "date", "kind", "hours", "cost"])
    visits = visits.astype({"customer": "str", "kind": "str", "cost": "Int64", "date": "datetime64[us]"})
    for name in ("owner", "contact", "purpose", "result", "next_step", "competitor"):
        visits[name] = pd.Series(pd.NA, index=visits.index, dtype="str")
    visits["satisfaction"] = np.nan
    return dataclasses.replace(firm, frames={**firm.frames, "orders": orders, "activities": visits})


@pytest.fixture(scope="module")
def found(visited):
    return run(classification.STATION, visited, None, store=False)


def by_account(result):
    rows = result["classes"].sort_values("account").reset_index(drop=True)
    return rows[["account", "class", "confidence", "contribution"]]


@pytest.mark.covers("2.12")
@pytest.mark.parametrize(
    "moved",
    [{}, {"key_share": 0.7}, {"growth_min": 0.05, "growth_signals": 1}, {"weight_contribution": 2.0},
     {"weight_potential": 1.5, "class_sure": 0.5}],
)  # fmt: skip
def test_a_moved_rule_gives_what_the_station_gives_under_it(visited, found, moved):
    anew = by_account(run(classification.STATION, visited, moved, store=False)) if moved else by_account(found)
    now = Moving(found).sort(**moved)
    assert now["account"].tolist() == anew["account"].tolist()
    assert now["class"].tolist() == anew["class"].tolist()
    assert now["confidence"].to_numpy() == pytest.approx(anew["confidence"].to_numpy(), abs=1e-12)
    left = anew["contribution"].astype("float64").to_numpy()
    assert np.nan_to_num(now["contribution"]) == pytest.approx(np.nan_to_num(left), abs=0.51)


@pytest.mark.covers("2.12")
def test_weights_rank_by_hand():
    value, left = np.array([60.0, 30, 10, 0]), np.array([-5.0, 30, np.nan, 99])
    fixed = sorting.Fixed(*[np.zeros(4)] * 6, 1.0, np.zeros(4), {}, np.zeros(4), room=np.array([0.0, 0, 50, 50]))
    rules = {"weight_contribution": 0.0, "weight_potential": 0.0}
    assert sorting.ranked(value, left, fixed, rules) is value
    by = sorting.ranked(value, left, fixed, {"weight_contribution": 2.0, "weight_potential": 1.0})
    assert by == pytest.approx([0.6, 0.3 + 2 * 30 / 129, 0.1 + 0.5, 0.0])
    many = sorting.ranked(np.stack([value, value]), np.stack([left, left]), fixed, rules | {"weight_potential": 1.0})
    assert many.shape == (2, 4) and many[1] == pytest.approx([0.6, 0.3, 0.6, 0.0])


def test_what_visits_cost_is_left_open_where_nothing_is_known_of_it(firm):
    frames = {name: frame for name, frame in firm.frames.items() if name != "activities"}
    bare = run(classification.STATION, dataclasses.replace(firm, frames=frames), {"class_draws": 20}, store=False)
    rows = bare["class_visits"]
    assert rows["planned"].gt(0).any() and rows["planned_money"].isna().all() and rows["visits"].isna().all()
    assert "an assumption" in bare.tables["class_visits"].title.render("en")


@pytest.mark.parametrize("visited, said", [(True, "Visit each"), (False, "Call or write to each")])
def test_nobody_is_told_to_visit_where_nothing_says_that_the_firm_does(visited, said):
    """An exporter without a visit on record was told to visit two accounts that bring GBP 1.6 k together."""
    rows = pd.DataFrame(
        {
            "class": ["growth", "growth", "general"], "point": ["growth", "growth", "general"], "value": [900, 700, 9000],
            "held": 0.9, "growth": 1.5, "account_name": list("abc"),
        }
    )  # fmt: skip
    rules = {
        "growth_months": 6,
        "class_sure": 0.8,
        "visits_key": 12,
        "visits_growth": 12,
        "visits_general": 2,
        "visits_exit": 1,
    }
    told = findings.growth(rows, rules, "GBP", ("2025-01-01", "2025-12-31"), None, visited)
    assert told.advise("en").startswith(said) and ("GBP 16" in told.advise("en")) != visited


def test_the_account_to_begin_with_is_the_largest_of_those_that_depend_on_chance(found):
    told, rows = found.finding("classes.key"), found["classes"]
    open_ = rows[(rows["class"] == "key") & (rows["in_key"] < 0.8)]
    assert told.quantities["first"].value == open_.loc[open_["value"].idxmax(), "account_name"]
    assert "the largest of the" in told.advise("en")


@pytest.mark.covers("2.12")
def test_a_plan_of_far_more_visits_than_were_made_is_told(found, lang):
    """Some forty visits were made; the rules plan many times that, and nothing is said where the plan is what is done."""
    told, rows = found.finding("classes.visits"), found["class_visits"]
    assert told.quantities["made"].value == rows["visits"].sum() > 0
    assert told.quantities["planned"].value == rows["planned"].sum() and told.quantities["times"].value >= 1.5
    assert told.quantities["hours"].value == round(rows["planned_hours"].sum() - rows["hours"].sum())
    assert "{" not in told.say(lang) + told.advise(lang) + told.why(lang)
    done = rows.assign(planned=rows["visits"].astype("float64") * 1.2)
    assert found_effort.finding(done, told.period) is None
    assert found_effort.finding(rows.assign(visits=pd.array([pd.NA] * len(rows), dtype="Int64")), told.period) is None


@pytest.mark.covers("2.12")
def test_visits_made_and_planned_by_hand(visited, found):
    rows, rules = found["class_visits"].set_index("class"), found.rules
    classes = found["classes"]
    first = classes[classes["codes"].isin([f"C{i:04}" for i in range(10)])]
    for name, row in rows.iterrows():
        own = classes[classes["class"] == name]
        assert row["accounts"] == len(own) and row["planned"] == len(own) * rules[f"visits_{name}"]
        assert row["visits"] == 4 * (first["class"] == name).sum()
        assert row["hours"] == pytest.approx(2.5 * row["visits"]) and row["spent"] == 10_000 * row["visits"]
        assert row["planned_hours"] == pytest.approx(2.5 * row["planned"])
        assert row["planned_money"] == round(10_000 * row["planned"])
    told = found.tables["class_visits"]
    assert "done" in told.title.render("en") and "hours not costed" in told.columns["planned_money"].title.render("en")
    visit = effort.of_result(found)
    assert (
        visit.made == rows["visits"].sum()
        and visit.hours == pytest.approx(2.5)
        and visit.money == pytest.approx(10_000)
    )
    dear = run(classification.STATION, visited, {"hour_cost": 80.0}, store=False)
    assert effort.of_result(dear).money == pytest.approx(10_000 + 2.5 * 8_000)


@pytest.mark.covers("2.12")
def test_the_list_holds_exactly_who_changes_and_the_title_what_it_costs(found):
    moving, visit = Moving(found), effort.of_result(found)
    base, now = moving.sort(), moving.sort(key_share=0.7)
    moved = (base["class"] != now["class"]).to_numpy()
    assert 0 < moved.sum() < len(base) / 2
    told = panel.changed(found, base, now, dict(found.rules), "en", rows=1000)
    assert told.html.count("<tr>") == moved.sum() + 1
    rules, plan = found.rules, {"key": 12, "growth": 12, "general": 2, "exit": 1, "none": 0}
    assert {name: rules[rule] for name, rule in effort.PLAN.items()} == {k: v for k, v in plan.items() if k != "none"}
    more = sum(plan[b] - plan[a] for a, b in zip(base["class"], now["class"], strict=True))
    shown = classification.panel_classes(found, "en").parts({**rules, "key_share": 0.7})[0].alt
    assert f"{moved.sum()} accounts change class" in shown
    assert f"takes {more:,} visits more a year: {round(more * 2.5):,} hours" in shown and more > 0
    money = round(more * visit.money) / 100
    assert f"CNY {money / 1000:,.1f} k" in shown
    assert "saves" in classification.panel_classes(found, "en").parts({**rules, "key_share": 0.2})[0].alt


def test_under_the_rules_in_force_the_fallback_says_the_classes_of_the_result(found, lang):
    shown = classification.panel_classes(found)
    data, meta = shown.static()
    keys = int((found["classes"]["class"] == "key").sum())
    assert str(keys) in data["text/plain"] and "image/png" in data and "text/html" not in data
    assert meta["course"]["panel"] == "classes"
    shown.live()
    assert shown.widgets["key_share"].description == msg("Key customers together bring this share").render(lang)
    assert {"weight_contribution", "weight_potential", "visits_key", "growth_signals"} <= set(shown.widgets)


@pytest.mark.covers("2.12")
def test_the_sliders_bring_the_plan_down_to_what_was_made(found, lang):
    """General customers took most of the plan and no slider moved their visits: the exercise could not be done."""
    shown = classification.panel_classes(found, lang)
    low = {slider.name: slider.low for slider in shown.sliders}
    assert low["visits_general"] == low["visits_key"] == low["visits_growth"] == 0
    made, rules = effort.of_result(found).made, found.rules
    now = Moving(found).sort(key_share=0.3)
    moved = {"key_share": 0.3, "visits_key": 4, "visits_growth": 4, "visits_general": 0}
    plan = round(float(panel.visits_of(now["class"], {**rules, **moved}).sum()))
    assert panel.visits_of(now["class"], {**rules, **moved, "visits_general": 2}).sum() > made >= plan > 0
    told = panel._planned_and_made(plan, effort.of_result(found)).render(lang)
    assert f"{plan}" in told and f"{made}" in told
    assert shown.parts(shown.values | moved)[0].png
    shown.live()
    assert shown.widgets["visits_key"].readout_format == ".0f"


def test_without_visits_costs_or_past_only_what_is_known_can_be_moved(build):
    lines = [(f"C{i}", pd.Timestamp(2025, m, 5).date(), 1000 * (i + 1)) for i in range(6) for m in (2, 5, 8, 11)]
    nothing = {f"visits_{name}": 0 for name in ("key", "growth", "general", "exit")}
    result = run(classification.STATION, build(lines), nothing, store=False)
    shown = classification.panel_classes(result, "en")
    shown.live()
    assert "weight_contribution" not in shown.widgets and "visits_key" not in shown.widgets
    assert result["class_visits"].empty and "visits" not in shown.parts()[0].alt
    assert "growth_min" not in shown.widgets


def test_a_report_on_a_firm_without_visits_says_so_in_place_of_a_picture_of_visits(build, lang):
    """The picture repeated the classes, and the text beside it spoke of a table of visits that was not there."""
    from helpers.report.sections import says_nothing

    lines = [(f"C{i}", pd.Timestamp(2025, m, 5).date(), 1000 * (i + 1)) for i in range(6) for m in (2, 5, 8, 11)]
    nothing = {f"visits_{name}": 0 for name in ("key", "growth", "general", "exit")}
    told = classification.panel_classes(run(classification.STATION, build(lines), nothing, store=False)).static()[0]
    assert says_nothing({"outputs": [{"data": told}]}) and "image/png" not in told
    assert told["text/plain"].startswith({"zh": "规则没有给任何客户安排拜访", "en": "The rules plan no visits"}[lang])
    notebook = json.loads((ROOT / "notebooks" / lang / "02_classification.ipynb").read_text("utf-8"))
    ids = [cell["id"] for cell in notebook["cells"]]
    assert ids.index("panel-visits") == ids.index("panel-effort") + 1  # left out with the table that it reads


def test_purchases_beyond_what_is_kept_are_sorted_by_the_rule_alone_and_it_is_said(found, visited, monkeypatch):
    from helpers.classification.classes import kept

    monkeypatch.setattr(kept, "MOST", 100)
    result = run(classification.STATION, visited, None, store=False)
    assert result["class_purchases"].empty and len(result["class_accounts"]) == len(found["class_accounts"])
    moving = Moving(result)
    assert moving.draws == 0 and moving.sort()["confidence"].isna().all()
    assert (moving.sort()["class"] == "key").sum() == (by_account(found)["class"] == "key").sum()
    assert not panel.moving_is_exact(result) and panel.moving_is_exact(found)


@pytest.mark.covers("2.12")
@pytest.mark.parametrize("name", LARGE)
def test_a_move_is_shown_within_half_a_second_on_the_largest_demo_companies(name):
    result = classification.run(folder.open(name))
    shown = classification.panel_classes(result, "zh")
    shown.live()
    time = best_of((0.6, 0.65, 0.7, 0.6), lambda value: setattr(shown.widgets["key_share"], "value", value))
    assert len(shown.parts()) == 2 and time < 0.5
