"""Regions: markets by raters who lean, shares, who falls behind, visits, the matrix, one region's page."""

import datetime as dt
import re
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from diagnosis_firms import company, lively
from judged_firms import DAY, estimates, with_tables

from helpers import diagnosis, station
from helpers.company import folder
from helpers.company.save import save
from helpers.diagnosis.competitors.terms import BY
from helpers.diagnosis.regions import found_market, found_visits, trend
from helpers.diagnosis.regions.figure_trend import MOST, _chosen, spaced
from helpers.diagnosis.regions.matrix import CRITERIA, matrix, zone
from helpers.diagnosis.regions.needs import needs
from helpers.diagnosis.regions.page import LINES, _about, _two_rivals
from helpers.diagnosis.regions.potential import potential
from helpers.diagnosis.regions.rivals import rivals
from helpers.diagnosis.regions.terms import COLUMNS
from helpers.diagnosis.regions.visit_record import record, save_visit
from helpers.diagnosis.regions.visits import visits
from helpers.errors import ParameterError
from helpers.quantity import Quantity
from helpers.show import word
from helpers.station import rules_for

SIZES = {"East": 40_000_000_00, "West": 10_000_000_00}
FEW = {"draws": 300}


def run(firm, **rules):
    return station.run(diagnosis.STATION, firm, FEW | rules, store=False)


@pytest.mark.covers("1.5")
def test_parts_of_markets_do_not_hang_on_who_leans():
    """One rater says double everywhere: the parts are as they were, the level is between."""
    found = potential(with_tables(regions=estimates(SIZES, {"A": 1.0, "B": 2.0, "C": 0.5})).table("regions"))
    assert np.allclose(found.regions["part"], [0.8, 0.2])
    assert found.regions.loc["East", "market"] == pytest.approx(40_000_000_00, rel=1e-6)
    assert found.regions.loc["East", "market_low"] < 20_000_000_00  # three raters so far apart know little
    assert set(found.raters["rater"]) == {"A", "B", "C"} and found.raters["lean"].max() == pytest.approx(1.0)


@pytest.mark.covers("1.5")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_largest_market_is_called_so_only_beyond_chance(lang):
    """Raters far apart on the level but alike on the order tell it; markets that are alike are not told apart."""
    leaning = {"A": 1.0, "B": 2.0, "C": 0.5}
    clear = run(with_tables(lively(seed=9), regions=estimates(SIZES, leaning, noise=0.02)))
    near = {"East": 20_000_000_00, "West": 19_500_000_00}
    alike = run(with_tables(lively(seed=9), regions=estimates(near, leaning, noise=0.2)))
    said = [diagnosis.plot_region_market(result, lang).alt for result in (clear, alike)]
    words = "分不出先后" if lang == "zh" else "do not tell"
    assert words not in said[0] and words in said[1]
    p = clear["region_market"].set_index("region")["p"]
    assert p["West"] < 0.01 and p.isna()["East"]


@pytest.mark.covers("1.5")
def test_share_and_room_on_a_case_by_hand():
    firm = lively(seed=9, months=30, count=40)
    orders = firm.table("orders")
    region = firm.table("customers").set_index("customer")["region"]
    year = orders[orders["date"] >= "2025-01-01"].groupby(orders["customer"].map(region))["amount"].sum()
    sizes = {"East": int(year["East"]) * 10, "West": int(year["West"]) * 40}
    result = run(with_tables(firm, regions=estimates(sizes, {"A": 1.0, "B": 1.2, "C": 0.9}, noise=0.02)))
    rows = result["region_share"].set_index("region")
    assert rows.loc["East", "share"] / rows.loc["West", "share"] == pytest.approx(4, rel=0.1)
    found = result.finding("regions.room")
    assert found.subject == "West" and found.quantities["ratio"].high < 0.5
    market = result["region_market"].set_index("region").loc["West"]
    expected = rows.loc["West", "rest"] * market["market"] - market["revenue"]
    assert abs(found.at_stake.value - expected) <= 0.01 * expected


@pytest.mark.covers("1.5")
def test_people_are_not_sent_where_it_is_to_be_found_out_first():
    """The region with most room may be the one to invest in: then the matrix says first why, then people."""
    scores = pd.DataFrame(
        {"region": ["West"], "known": [True], "weight": [1.0], "points": [80.0], "criterion": ["size"]}
    )
    zones = pd.DataFrame({"sure": [0.9], "zone": ["invest"], "attractive": [80.0], "strong": [70.0]}, index=["West"])
    parts = SimpleNamespace(
        matrix=SimpleNamespace(regions=zones, scores=scores), rules={"zone_sure": 0.8}, now=SimpleNamespace(iso=DAY)
    )
    for asked, told in (("West", "after that"), ("East", "first call on people"), ("", "first call on people")):
        assert told in found_market.placed(parts, asked).advise("en")
    assert "放在这之后" in found_market.placed(parts, "West").advise("zh")


@pytest.mark.covers("1.5")
def test_money_times_three_changes_money_only():
    firm = lively(seed=9, months=30, count=40)
    rows = pd.DataFrame(estimates({k: v // 40 for k, v in SIZES.items()}, {"A": 1.0, "B": 1.3, "C": 0.8}, noise=0.1))
    orders = firm.table("orders")
    tripled = with_tables(
        firm,
        regions=rows.assign(potential=rows["potential"] * 3),
        orders=orders.assign(amount=orders["amount"] * 3, cost=orders["cost"] * 3),
    )
    one, three = run(with_tables(firm, regions=rows)), run(tripled)
    for name in ("region_share", "region_matrix", "region_trend"):
        for column, spec in one.tables[name].columns.items():
            a, b = one[name][column], three[name][column]
            if spec.unit == "money":
                assert np.allclose(a.astype("float64") * 3, b.astype("float64"), atol=3, equal_nan=True), (name, column)
            elif pd.api.types.is_numeric_dtype(a):
                assert np.allclose(a.astype("float64"), b.astype("float64"), atol=1e-6, equal_nan=True), (name, column)


@pytest.mark.covers("1.5")
def test_shift_of_hodges_and_lehmann():
    """Differences of {1, 2, 3, 4, 5} and {3, 4, 5, 6, 7} lie around −2; the interval holds it."""
    value, low, high = trend.shift(np.arange(1.0, 6), np.arange(3.0, 8))
    assert value == -2 and low <= -2 <= high and low < high


@pytest.mark.covers("1.5")
def test_rolling_sums_and_seasons_by_region_add_up():
    months = pd.date_range("2023-01-01", periods=36, freq="MS")
    season = np.array([0.8, 0.7, 1.2, 1.0, 1.0, 1.1, 0.9, 0.9, 1.1, 1.0, 1.1, 1.2])
    net = np.rint(1000 * np.tile(season / season.mean(), 3)).astype("int64")
    rows = pd.DataFrame({"month": np.tile(months, 2), "value": ["E"] * 36 + ["W"] * 36, "net": np.tile(net, 2)})
    rolled = trend.rolling(rows)
    assert np.allclose(rolled["index"], 100, atol=0.1)
    effect = trend.seasons(rows).query("region == 'E'").set_index("number")["effect"]
    assert np.allclose(effect, season / season.mean() - 1, atol=0.01)


@pytest.mark.covers("1.5")
def test_needs_are_ulwick_s_score():
    """Importance 9, satisfaction 4: 9 + 5 = 14; satisfaction above importance adds nothing."""
    rows = pd.DataFrame(
        {
            "customer": ["C1", "C2", "C1", "C2"],
            "need": ["speed", "speed", "price", "price"],
            "importance": [9, 9, 5, 5],
            "satisfaction": [4, 4, 8, 8],
            "rater": "A",
            "date": pd.Timestamp(DAY),
        }
    )
    found = needs(rows, pd.Series({"C1": "East", "C2": "East"})).set_index("need")
    assert found.loc["speed", "score"] == 14 and found.loc["price", "score"] == 5


# --- the matrix --------------------------------------------------------------------------------------------------------


def values(**columns):
    return pd.DataFrame(columns, index=["A", "B", "C"])


WEIGHTS = {name: 10.0 for name in CRITERIA}


@pytest.mark.covers("1.5")
def test_equal_regions_stand_in_the_middle_together():
    same = matrix(values(growth=[0.1] * 3, wins=[0.4] * 3), values(), WEIGHTS, 200, 1)
    assert np.allclose(same.regions[["attractive", "strong"]], 50) and (same.regions["zone"] == "select").all()


@pytest.mark.covers("1.5")
def test_a_fixed_difference_is_twenty_five_points():
    found = matrix(values(growth=[0.05, 0.0, -0.05], wins=[0.5, 0.4, 0.3]), values(), WEIGHTS, 200, 1).regions
    assert np.allclose(found["attractive"], [75, 50, 25]) and np.allclose(found["strong"], [75, 50, 25])
    assert list(found["zone"]) == ["invest", "select", "harvest"] and (found["sure"] == 1).all()


@pytest.mark.covers("1.5")
def test_ellipses_grow_with_the_errors_and_share_hangs_on_size():
    at = values(size=[1.0, 0, -1.0], share=[-3.0, -3, -3])
    small = matrix(at, values(size=[0.1] * 3, share=[0.1] * 3), WEIGHTS, 4000, 1).regions
    large = matrix(at, values(size=[0.3] * 3, share=[0.3] * 3), WEIGHTS, 4000, 1).regions
    assert (large["sd_y"] > 2 * small["sd_y"]).all()
    assert (small["correlation"] < -0.9).all()  # a market guessed too large makes our share too small


def test_zones_are_thirds():
    assert list(zone(np.array([10, 40, 90, 90]), np.array([10, 60, 10, 50]))) == [
        "harvest",
        "select",
        "select",
        "invest",
    ]


def test_no_matrix_of_one_region_or_of_one_side():
    assert matrix(values(growth=[0.1] * 3).head(1), values(), WEIGHTS, 50, 1) is None
    assert matrix(values(growth=[0.1, 0.2, 0.3]), values(), WEIGHTS, 50, 1) is None


# --- visits ------------------------------------------------------------------------------------------------------------


def seen(region, rater, score, n=4, **more):
    return [
        {"region": region, "place": f"{region}{rater}{i}", "rater": rater, "date": pd.Timestamp(DAY)}
        | {name: score for name in ("need_met", "demand", "rival_offer", "edge")}
        | more
        for i in range(n)
    ]


@pytest.mark.covers("1.4")
def test_a_strict_visitor_does_not_make_a_region_poor():
    """B scores a point lower everywhere and goes mostly West: the regions are equal all the same."""
    rows = pd.DataFrame(
        seen("East", "A", 4, 5) + seen("East", "B", 3, 1) + seen("West", "A", 4, 1) + seen("West", "B", 3, 5)
    )
    found = visits(rows.reindex(columns=list(_columns())))
    step = found.scores.query("step == 'customer'").set_index("region")["value"]
    assert step["East"] == pytest.approx(step["West"])
    assert found.raters.query("step == 'customer'").set_index("rater")["lean"].round(6).to_dict() == {
        "A": 0.5,
        "B": -0.5,
    }


def _columns():
    from helpers.company.schema import tables

    return tables()["market_visits"].names


@pytest.mark.covers("1.4")
def test_a_rival_s_stock_in_one_region_is_found_and_not_where_there_is_none():
    random = np.random.default_rng(5)
    rows = []
    for region, days in (("East", 18), ("West", 4), ("North", 4)):
        for part in seen(region, "A", 3, 8):
            stock = float(np.rint(days * np.exp(0.3 * random.standard_normal())))
            rows.append(
                part | {"competitor": "Rival", "rival_stock": stock, "rival_delivery": 4.0, "our_delivery": 11.0}
            )
    table = pd.DataFrame(rows).reindex(columns=list(_columns()))
    found = visits(table).seen
    assert found.iloc[0]["region"] == "East" and found.iloc[0]["p"] < 0.01 and found.iloc[0]["sooner"] == 7
    assert (found.iloc[1:]["p"] > 0.05).all()
    # the sentence tells the mean of the visits that know both; the table beside it shows that column, and says which
    # columns are middles: on skewed days the difference of the middles is another number
    rules = {"visit_alpha": 0.05}
    told = found_visits.stock(SimpleNamespace(visits=SimpleNamespace(seen=found), rules=rules, as_of=DAY))
    assert "on average" in told.say("en") and "平均" in told.say("zh")
    titles = {name: column.title.render("en") for name, column in COLUMNS["visit_seen"].items()}
    assert "mean" in titles["sooner"] and "median" in titles["delivery"] and "median" in titles["ours"]
    assert "sooner" in LINES["visit_seen"]


ANSWERS = {
    "region": "East",
    "place": "市场一",
    "rater": "李明",
    "date": DAY,
    "need_met": "4",
    "edge": "2",
    "rival_stock": "12",
}


@pytest.mark.covers("1.4")
def test_a_visit_is_saved_into_the_folder_and_counted(tmp_path):
    save(lively(seed=9, months=30, count=40), tmp_path / "firm")
    firm = folder.open(tmp_path / "firm")
    save_visit(firm, ANSWERS)
    save_visit(firm, ANSWERS | {"place": "市场二", "kind": "经销商"})
    again = folder.open(tmp_path / "firm")
    table = again.table("market_visits")
    assert sorted(table["place"]) == ["市场一", "市场二"] and list(table["need_met"]) == [4, 4]
    assert run(again)["visit_scores"]["visits"].max() == 2


@pytest.mark.covers("1.4")
@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"need_met": "7"}, "need_met"),
        ({"need_met": "good"}, "need_met"),
        ({"date": "2027-01-01"}, "date"),
        ({"date": "yesterday"}, "date"),
        ({"place": ""}, "place"),
        ({"kind": "moon"}, "kind"),
        ({"rival_stock": "-3"}, "rival_stock"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_answer_is_told_by_its_column(change, column):
    with pytest.raises(ParameterError) as told:
        record(ANSWERS | change, lively(seed=9, months=30, count=40))
    assert column in {problem.column for problem in told.value.problems}


@pytest.mark.covers("1.4")
def test_the_form_saves_what_is_filled_in_and_says_what_is_wrong(tmp_path, lang):
    pytest.importorskip("ipywidgets")
    save(lively(seed=9, months=30, count=40), tmp_path / "firm")
    form = diagnosis.visit_form(folder.open(tmp_path / "firm"), lang)
    data, _ = form._repr_mimebundle_()
    shown = "".join(getattr(widget, "placeholder", "") or "" for widget in form.widgets.values())
    assert (re.search("[一-龥]", shown) is None) == (lang == "en")  # examples are in the reader's language
    assert "application/vnd.jupyter.widget-view+json" in data and data["text/html"].count("<tr>") == 12
    assert not (tmp_path / "firm" / "market_visits.csv").exists()
    assert "place" in form.save()  # nothing filled in: told, not saved
    for name, value in {"region": "East", "place": "X", "rater": "Y", "need_met": 5}.items():
        form.widgets[name].value = value
    assert "market_visits.csv" in form.save() and (tmp_path / "firm" / "market_visits.csv").exists()


# --- one region --------------------------------------------------------------------------------------------------------


@pytest.mark.covers("1.5")
def test_a_region_s_page_tells_what_is_known_and_what_is_not(lang):
    result = run(with_tables(regions=estimates(SIZES, {"A": 1.0, "B": 1.2})))
    page = diagnosis.show_region(result, "East", lang)
    assert "East" in page.text and "{" not in page.text and "nan" not in page.text
    assert ("年市场容量：" if lang == "zh" else "Market a year: ") in page.text
    market = next(line for line in page.text.splitlines() if line.strip().startswith(("年市场容量", "Market a year")))
    first = re.split("[;；]", market)[0]
    assert first.count("(") + first.count("（") == 1 and "Interval" not in page.text and "区间上限" not in page.text
    assert diagnosis.show_region(result, lang=lang).text.splitlines()[0] in ("East", "West")
    with pytest.raises(ParameterError):
        diagnosis.show_region(result, "Moon", lang)


@pytest.mark.covers("1.4", "1.5")
def test_a_step_of_a_visit_is_no_step_in_revenue_and_a_project_lost_no_customer_lost():
    assert COLUMNS["visit_scores"]["step"].title.render("zh") == "步骤"
    assert COLUMNS["region_rivals"]["lost"].title.render("zh") == "丢单"


def test_rules_of_the_parts_are_the_station_s():
    rules = rules_for(diagnosis.STATION, lively(seed=9, months=30, count=40))
    assert all(rule in rules for _, rule, _ in CRITERIA.values())


def test_what_is_of_the_whole_firm_is_not_on_a_region_s_page():
    """The firm's step stays off, also where the region is named as the one to ask in."""
    step = SimpleNamespace(subject="revenue", quantities={"where": Quantity("East", "text")})
    own = SimpleNamespace(subject="East", quantities={})
    assert not _about(step, "East") and _about(own, "East")


def test_most_losses_and_the_lowest_win_rate_are_told_apart_on_the_page():
    """Whom to ask first is said where one competitor took most and another beats us more than chance."""
    cells = {"by": [word(BY["region"])], "competitor": ["B"], "value": ["East"], "won": [1], "lost": [55]}
    table = pd.DataFrame({**cells, "less": [-0.3], "p": [0.001]})
    holder = type("Held", (), {"__getitem__": lambda self, name: table, "rules": {"competitor_alpha": 0.05}})()
    told = _two_rivals(holder, "East", pd.DataFrame({"rival": ["A"]})).render("en")
    assert "to A" in told and "against B (1 of 56 projects)" in told and told.endswith("ask about B first.")
    assert _two_rivals(holder, "East", pd.DataFrame({"rival": ["B"]})) is None
    assert _two_rivals(holder, "West", pd.DataFrame({"rival": ["A"]})) is None


def test_a_firm_without_regions_gets_no_page_but_words(lang):
    firm = company([("2025-03-01", "A", 100_00), ("2025-04-01", "B", 50_00)])
    page = diagnosis.show_region(run(firm), lang=lang)
    assert page.text and "<p" in page.html


class Courses:
    """A result of regions whose twelve-month sums run from 100 to these ends, the largest region first."""

    def __init__(self, **ends):
        rows = [(region, f"2025-{n}-01", index) for region, end in ends.items() for n, index in ((1, 100), (2, end))]
        season = [(region, n, 0.05 * n - 0.3) for region in ends for n in range(1, 13)]
        self.tables = {
            "region_rolling": pd.DataFrame(rows, columns=["region", "month", "index"]),
            "region_channel": pd.DataFrame(
                {"region": list(ends), "revenue": range(len(ends), 0, -1), "active": 9, "largest": 0.2}
            ),
            "region_season": pd.DataFrame(season, columns=["region", "number", "effect"]),
            "region_trend": pd.DataFrame({"p": [0.5]}),
        }

    def __getitem__(self, name):
        return self.tables[name]

    def finding(self, _):
        return None


@pytest.mark.covers("1.5")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_title_of_the_courses_names_only_what_is_drawn(lang):
    """A placeholder or a region too small to be drawn is not named; one far below the others is, wherever it stands."""
    larger = {f"R{n}": 105 + n for n in range(8)}
    drawn = diagnosis.plot_region_trend(Courses(**larger, Tiny=40), lang)
    assert "Tiny" not in drawn.alt and len(set(larger)) == MOST
    assert "Unspecified" not in diagnosis.plot_region_trend(Courses(Unspecified=50, 其他=40, A=101, B=99), lang).alt
    apart = diagnosis.plot_region_trend(Courses(Hefei=91, Wuhu=119, Bengbu=119), lang).alt
    assert "Hefei" in apart and "91%" in apart and "119%" in apart
    assert "Hefei" not in diagnosis.plot_region_trend(Courses(Hefei=101, Wuhu=119, Bengbu=120), lang).alt


def test_one_customer_is_not_sold_as_a_region_and_regions_of_few_are_not_drawn(lang):
    """A title told a region's fall that was one customer's; a country of four stretched the scale to 527 %."""
    told = Courses(Hefei=91, Wuhu=119, Bengbu=119, Huainan=40)
    channel = told.tables["region_channel"].set_index("region")
    channel.loc["Hefei", "largest"], channel.loc["Huainan", "active"] = 0.98, 4
    told.tables["region_channel"] = channel.reset_index()
    alt = diagnosis.plot_region_trend(told, lang).alt
    assert "98%" in alt and "Hefei" in alt and "Huainan" not in alt
    chosen, notes = _chosen(told, "")
    assert chosen == ["Hefei", "Wuhu", "Bengbu"] and "5" in notes[0].render(lang)
    assert "98%" not in diagnosis.plot_region_trend(Courses(Hefei=91, Wuhu=119, Bengbu=119), lang).alt


def test_a_month_not_over_is_no_fall_of_the_regions():
    """The year to a month of nine days stood as every region's last point."""
    rows = [(f"{y}-{m:02d}-05", who, 100_00) for y in (2023, 2024, 2025) for m in range(1, 13) for who in "ab"]
    people = pd.DataFrame({"customer": ["a", "b"], "name": ["a", "b"], "region": ["East", "West"]})
    for day, last in ((dt.date(2025, 12, 9), "2025-11"), (dt.date(2025, 12, 31), "2025-12")):
        found = run(company(rows, people, as_of=day))["region_rolling"]
        assert found["month"].max() == last and (found["index"] == 100).all()


def test_labels_stand_apart_and_as_near_as_they_can():
    assert spaced([1.0, 5.0], 2.0) == [1.0, 5.0]
    assert spaced([4.0, 5.0], 2.0) == pytest.approx([3.5, 5.5])
    found = spaced([0.0, 9.0, 10.0, 10.5, 30.0], 2.0)
    assert found[0] == 0.0 and found[-1] == 30.0 and np.diff(found).min() >= 2 - 1e-9
    assert np.mean(found[1:4]) == pytest.approx(np.mean([9.0, 10.0, 10.5]))


def ended(**won):
    """Ended projects by region: won and lost."""
    rows = [
        (region, status)
        for region, (wins, losses) in won.items()
        for status, count in (("won", wins), ("lost", losses))
        for _ in range(count)
    ]
    frame = pd.DataFrame(rows, columns=["region", "status"])
    day = pd.Timestamp("2025-11-20")
    return frame.assign(closed_on=day, competitor="Rival", lost_reason="price", amount=100.0)


class Shown(dict):
    """A result of which only single tables are drawn."""

    rules = {"winloss_months": 36}


@pytest.mark.covers("1.5")
def test_a_region_that_is_lower_by_chance_is_told_beside_the_one_that_is_not():
    day = pd.Timestamp("2025-12-31")
    found = rivals(ended(East=(10, 90), West=(40, 60), North=(38, 62), South=(0, 4)), 36, day)
    shown = diagnosis.plot_region_rivals(Shown(region_rivals=found), "en").alt
    assert "The win rate in East is lower" in shown and "South is lower yet" in shown and "4 projects" in shown
    alone = rivals(ended(East=(10, 90), West=(40, 60), North=(38, 62)), 36, day)
    assert "lower yet" not in diagnosis.plot_region_rivals(Shown(region_rivals=alone), "en").alt


@pytest.mark.covers("1.5")
def test_a_region_that_wins_fewer_is_told_from_chance():
    day = pd.Timestamp("2025-12-31")
    found = rivals(ended(East=(10, 90), West=(40, 60), North=(38, 62), South=(2, 8)), 36, day).set_index("region")
    assert found.loc["East", "holm"] < 0.001 and (found["holm"].drop("East") > 0.05).all()
    alike = rivals(ended(East=(30, 70), West=(36, 64), North=(33, 67)), 36, day)
    assert (alike["holm"] > 0.05).all()
    assert rivals(ended(East=(3, 7)), 36, day)["holm"].isna().all()  # no other region to compare with


def sunk(fell):
    """Thirty customers in either of two regions; in the South so many bring half in the second year, the rest there a
    fifth less than elsewhere, where all grow."""
    random, rows = np.random.default_rng(8), []
    for i in range(60):
        south, base = i < 30, random.lognormal(11, 0.5)
        grown = (0.5 if i < fell else 1.05) if south else 1.35
        for year, level in ((2024, 1.0), (2025, grown)):
            for month in range(1, 13):
                amount = round(base * level * random.lognormal(0, 0.03))
                rows.append((f"{year}-{month:02d}-08", f"c{i:02d}", amount, "P", 1.0))
    people = pd.DataFrame({"customer": [f"c{i:02d}" for i in range(60)]})
    people["name"], people["region"] = people["customer"] + " Ltd", ["South"] * 30 + ["North"] * 30
    return run(company(rows, people)).finding("regions.behind")


def test_whom_to_see_in_a_region_hangs_on_how_many_fell(lang):
    """Nobody is sent to see five that did not fall where all did, nor five that fell where none did."""
    said = {fell: sunk(fell) for fell in (30, 15, 0)}
    for fell, found in said.items():
        assert found.subject == "South" and found.quantities["fell"].value == fell
        assert found.quantities["compared"].value == 30 and "{" not in found.say(lang) + found.advise(lang)
    assert len({found.action.what.msgid for found in said.values()}) == 3
    assert {"zh": "30 家", "en": "30 of 30"}[lang] in said[30].advise(lang)
    assert {"zh": "五家没有下滑的", "en": "five that did not"}[lang] in said[15].advise(lang)
