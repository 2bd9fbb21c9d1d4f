"""The station as a whole: what it says, what it leaves alone, and how it takes odd companies."""

import datetime as dt
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from diagnosis_firms import company, lively

from helpers import diagnosis, show, station, style
from helpers.company.folder import Company
from helpers.diagnosis.sales import figure_concentration, figure_trend
from helpers.diagnosis.sales.panels import panel_concentration, without
from helpers.finding import LEVELS
from helpers.quantity import Quantity
from helpers.show import WORD, sentence

PLOTS = {name.removeprefix("plot_"): getattr(diagnosis, name) for name in diagnosis.__all__ if name.startswith("plot_")}
FEW = {"draws": 200}


def run(firm, **rules):
    return station.run(diagnosis.STATION, firm, FEW | rules, store=False)


@pytest.fixture(scope="module")
def result(lively_firm):
    return run(lively_firm)


@pytest.fixture(scope="module")
def stepped():
    return run(lively(seed=6, count=120, step=0.55))


@pytest.mark.covers("1.2")
def test_totals_of_all_tables_tie_out(result, lively_firm):
    orders = lively_firm.table("orders")
    year = orders[orders["date"] >= "2025-01-01"]["amount"].sum()
    before = orders[orders["date"].between("2024-01-01", "2024-12-31")]["amount"].sum()
    bridge = result["bridge"]["amount"]
    assert (bridge.iloc[0], bridge.iloc[-1]) == (before, year)
    assert bridge.iloc[:-1].sum() == bridge.iloc[-1]
    assert result["trend"]["net"].sum() == orders["amount"].sum()
    assert result["concentration_curve"]["net"].sum() == result["concentration"]["net"].iloc[0]
    changes = result["customer_changes"]
    sales = orders[orders["amount"] > 0].groupby(orders["date"].dt.year)["amount"].sum()
    assert (changes["before"].sum(), changes["after"].sum()) == (sales[2024], sales[2025])


@pytest.mark.covers("1.2")
def test_planted_price_rise_is_found(result):
    """Every price rises by 2 % with the last twelve months."""
    found = result.finding("bridge.price")
    assert found.quantities["index"].value == pytest.approx(0.02, abs=0.004)
    assert found.claim.msgid.startswith("Prices rose")


@pytest.mark.covers("1.2")
def test_planted_step_is_found_and_told(stepped):
    found = stepped.finding("level_shift.revenue")
    assert found.quantities["effect"].low <= 0.45 <= found.quantities["effect"].high
    table = stepped["level_shift"].iloc[0]
    assert table["first"] <= "2024-07" <= table["last"]
    assert found.at_stake.value == pytest.approx(-12 * table["monthly"], abs=1) and table["monthly"] < 0
    parts = stepped["shift_origin"].groupby("attribute")["part"].sum()
    assert np.allclose(parts, 1) and len(parts) == 2
    sums = stepped["shift_origin"].groupby("attribute")[["without", "change"]].sum()
    assert np.allclose(sums["change"], table["monthly"], rtol=1e-6)  # what the title tells, on the same base
    assert np.allclose(sums["change"] / sums["without"], table["effect"], rtol=1e-6)


def test_every_finding_is_complete(result, stepped, lang):
    for found in (*result.findings, *stepped.findings):
        assert found.id.startswith("diagnosis.") and found.source and found.confidence.level in LEVELS
        assert not any(char.isdigit() for char in found.claim.msgid), found.id
        for text in (found.say(lang), found.why(lang), found.advise(lang, html=True)):
            assert "{" not in text and (text or not found.action)
        for place in found.evidence:
            kind, name = place.split(":")
            assert name in (result.tables if kind == "table" else PLOTS), place
    assert len({found.id for found in result.findings}) == len(result.findings)


def test_advice_depends_on_the_data(lively_firm):
    broad = run(lively_firm, top_low=0.95, top_high=0.99).finding("concentration.half").action.what
    steep = run(lively_firm, top_low=0.05, top_high=0.1).finding("concentration.half").action.what
    assert broad.msgid != steep.msgid


def same_but_money(cell, other, place):
    """Two text cells say the same; where they are sentences of ours with gaps, money in a gap is three times as much."""
    if not (isinstance(cell, str) and cell.startswith(WORD)):
        assert (pd.isna(cell) and pd.isna(other)) or cell == other, place
        return
    left, right = sentence(cell), sentence(other)
    assert left.msgid == right.msgid and left.args.keys() == right.args.keys(), place
    for name, gap in left.args.items():
        if isinstance(gap, Quantity) and gap.unit == "money":
            assert right.args[name].value == pytest.approx(3 * gap.value, abs=3), (place, name)
        elif isinstance(gap, Quantity):
            assert right.args[name].render("en") == gap.render("en"), (place, name)
        else:
            assert right.args[name] == gap, (place, name)


@pytest.mark.covers("1.2")
def test_three_times_the_money_changes_all_money_and_nothing_else(lively_firm):
    frames = dict(lively_firm.frames)
    frames["orders"] = frames["orders"].assign(amount=frames["orders"]["amount"] * 3)
    one, three = run(lively_firm), run(Company(lively_firm.profile, frames))
    for name, spec in one.tables.items():
        first, second = one[name], three[name]
        assert len(first) == len(second), name
        for column, kind in spec.columns.items():
            left, right = first[column], second[column]
            if kind.unit == "money":
                scaled = (left * 3).astype("Float64") - right.astype("Float64")
                assert list(left.isna()) == list(right.isna()), (name, column)
                assert (scaled.dropna().abs() <= 3).all(), (name, column)
            elif left.dtype.kind == "f":
                assert np.allclose(left, right, equal_nan=True, rtol=1e-6, atol=1e-9), (name, column)
            else:
                for cell, other in zip(left, right, strict=True):
                    same_but_money(cell, other, (name, column))
    assert [found.id for found in one.findings] == [found.id for found in three.findings]
    for left, right in zip(one.findings, three.findings, strict=True):
        assert (left.claim, left.confidence.level) == (right.claim, right.confidence.level)
        for name, quantity in left.quantities.items():
            other = right.quantities[name]
            if quantity.unit == "money":
                assert other.value == pytest.approx(3 * quantity.value, abs=3), (left.id, name)
            else:
                assert other.render("en") == quantity.render("en"), (left.id, name)


def test_row_order_does_not_matter(lively_firm):
    frames = {
        name: frame.sample(frac=1, random_state=4).reset_index(drop=True) for name, frame in lively_firm.frames.items()
    }
    one, two = run(lively_firm), run(Company(lively_firm.profile, frames))
    for name in one.tables:
        pd.testing.assert_frame_equal(one[name], two[name])
    assert one.findings == two.findings


def test_stored_and_read_back_it_is_the_same(lively_firm, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_RESULTS", str(tmp_path))
    first, second = diagnosis.run(lively_firm, FEW), diagnosis.run(lively_firm, FEW)
    assert first.findings == second.findings and first.warnings == second.warnings
    for name in first.tables:
        pd.testing.assert_frame_equal(first[name], second[name])
    assert PLOTS["bridge"](first, "en").png == PLOTS["bridge"](second, "en").png


def test_calendar_is_china_for_yuan_and_said(lively_firm):
    assert "calendar of China" in run(lively_firm).assumptions[0].render("en")
    assert "No calendar" in run(lively_firm, calendar="none").assumptions[0].render("en")
    foreign = company([("2025-01-05", "a", 1000)], currency="EUR")
    assert "not CNY" in run(foreign).assumptions[0].render("en")


def test_a_partial_month_is_left_out_of_every_window(lively_firm):
    cut = lively_firm.as_of("2025-11-14")
    found = run(cut)
    assert found["trend"]["month"].iloc[-1] == "2025-10"
    assert found.finding("bridge.change").period == ("2023-11-01", "2025-10-31")
    assert any("Nov 2025" in warning.render("en") for warning in found.warnings)


def one_customer():
    return company([(f"{y}-{m:02}-05", "a", 1000 * m) for y in (2023, 2024, 2025) for m in range(1, 13)])


def two_orders():
    return company([("2025-03-01", "a", 500, None, None), ("2025-04-01", "b", 700, None, None)])


def all_equal():
    days = [
        (f"{y}-{m:02}-05", f"c{i}", 1000, "P", 1.0) for y in (2023, 2024, 2025) for m in range(1, 13) for i in range(12)
    ]
    return company(days, products=pd.DataFrame({"product": ["P"], "name": ["P"], "line": ["L"]}))


def giant():
    random = np.random.default_rng(1)
    lines = []
    for m in range(36):
        day = pd.Timestamp("2023-01-03") + pd.DateOffset(months=m)
        lines.append((day, "giant", int(95_000_000 * random.lognormal(0, 0.05))))
        lines += [(day, f"c{i:02}", int(random.lognormal(12, 0.5))) for i in range(30)]
    return company(lines)


def all_negative():
    return company([(f"2025-{m:02}-05", c, -1000) for m in range(1, 13) for c in "abc"])


def three_months():
    return company([(f"2025-{m}-{d:02}", f"c{d}", 1000 * d) for m in (10, 11, 12) for d in range(1, 20)])


def no_product():
    frames = dict(lively(count=40).frames)
    frames.pop("products")
    frames["orders"] = frames["orders"].assign(
        product=pd.Series(pd.NA, index=frames["orders"].index, dtype="str"), quantity=np.nan
    )
    frames["customers"] = frames["customers"].drop(columns=["created_on", "region"])
    return Company(one_customer().profile, frames)


def no_orders():
    firm = two_orders()
    return Company(firm.profile, {**firm.frames, "orders": firm.frames["orders"].head(0)})


def stale():
    return company([(f"{y}-{m:02}-05", c, 1000) for y in (2021, 2022) for m in range(1, 13) for c in "abcdef"])


def far_apart():
    return company([("1995-01-01", "a", 10), ("2025-12-31", "b", 10**15)])


ODD = {
    f.__name__: f
    for f in (
        one_customer,
        two_orders,
        all_equal,
        giant,
        all_negative,
        three_months,
        no_product,
        no_orders,
        stale,
        far_apart,
    )
}


@cache
def odd(name):
    return run(ODD[name]())


@pytest.mark.parametrize("name", ODD)
def test_odd_companies_get_sensible_words(name, result):
    found = odd(name)
    assert set(found.tables) == set(result.tables)  # the same tables whatever the data
    for plot in PLOTS.values():
        picture = plot(found, "zh")
        if isinstance(picture, show.Html):  # said in place of a figure: which table is missing, what to do
            assert picture.text
            continue
        assert picture.png[:4] == b"\x89PNG" and picture.alt
    for lang in ("zh", "en"):
        text = "\n".join([show.findings(found, lang=lang).text, show.notes(found, lang=lang).text])
        assert "nan" not in text.lower() and "{" not in text and "None" not in text
    if name not in ("giant", "all_equal"):
        assert found.warnings
    panel_concentration(found, "en").static()


@pytest.mark.covers("1.2")
def test_what_the_odd_ones_say():
    results = {name: odd(name) for name in ODD}
    words = {name: show.notes(found, lang="en").text for name, found in results.items()}
    found = results["giant"].finding("concentration.largest")
    assert found.quantities["share"].value > 0.9 and "giant Ltd" in found.say("en")
    assert results["giant"].finding("concentration.half").quantities["half"].value == 1
    assert results["one_customer"].finding("concentration.largest").quantities["share"].value == 1
    assert "number of customers is only 1" in words["one_customer"]
    assert results["all_negative"]["concentration_curve"].empty and "no concentration" in words["all_negative"]
    assert "need 24 finished months, and there are 3" in words["three_months"]
    assert results["three_months"]["bridge"].empty and "bridge needs orders from 1 Jan 2024" in words["three_months"]
    assert "no product and quantity" in words["no_product"]
    assert results["no_product"].finding("bridge.price") is None
    assert results["all_equal"].finding("level_shift.revenue") is None
    assert results["all_equal"].finding("concentration.half").quantities["half"].value == 6
    assert "no order lines" in words["no_orders"]
    assert "last order line is of 5 Dec 2022" in words["stale"]


def test_panel_moves_and_falls_back(result):
    panel = panel_concentration(result, "en")
    data, _ = panel._repr_mimebundle_()
    assert {"image/png", "text/plain"} <= set(data)
    curve = result["concentration_curve"]
    assert without(result).half == result.finding("diagnosis.concentration.half").quantities["half"]
    fewer = without(result, largest=3)
    assert (fewer.customers, fewer.net) == (len(curve) - 3, curve["net"].iloc[3:].sum())
    assert without(result, days=10**6) is None
    assert panel.parts({"days": 1, "largest": 2})[0].png != panel.parts({"days": 1, "largest": 0})[0].png


def test_figures_speak_both_languages(stepped):
    for plot in PLOTS.values():
        zh, en = plot(stepped, "zh"), plot(stepped, "en")
        if not isinstance(zh, show.Html):
            assert zh.png != en.png
        zh, en = (shown.text if isinstance(shown, show.Html) else shown.alt for shown in (zh, en))
        assert zh != en
        assert any("\u4e00" <= char <= "\u9fff" for char in zh)
        assert not any("\u4e00" <= char <= "\u9fff" for char in en)


def test_figures_show_the_stated_finding(stepped):
    assert PLOTS["trend"](stepped, "en").alt == stepped.finding("level_shift.revenue").say("en")
    assert PLOTS["concentration"](stepped, "zh").alt == stepped.finding("concentration.half").say("zh")


@pytest.mark.covers("1.2")
def test_cdnow():
    """Entry dates are unknown, 18 months, dollars: what can be said is said, the rest is named."""
    lifetimes = pytest.importorskip("lifetimes")
    path = Path(lifetimes.__file__).parent / "datasets" / "CDNOW_sample.txt"
    raw = pd.read_csv(path, sep=r"\s+", header=None, names=["all", "customer", "day", "items", "value"], dtype=str)
    lines = [
        (pd.Timestamp(row.day), row.customer, int(round(float(row.value) * 100)), "CD", float(row.items))
        for row in raw.itertuples()
        if float(row.value) > 0
    ]
    goods = pd.DataFrame({"product": ["CD"], "name": ["CD"]})
    firm = company(lines, products=goods, as_of=dt.date(1998, 6, 30), currency="USD", id="cdnow")
    found = run(firm)
    total = sum(line[2] for line in lines)
    assert found["trend"]["net"].sum() == total
    assert found["concentration"]["customers"].iloc[0] == len(
        {line[1] for line in lines if line[0] >= pd.Timestamp("1997-07-01")}
    )
    assert found["cohorts"].empty  # everybody was won in the first quarter, which proves nothing
    assert any("entry dates" in warning.render("en").lower() for warning in found.warnings)
    assert any("need 24 finished months, and there are 18" in warning.render("en") for warning in found.warnings)
    known = run(firm, burn_in_months=0)
    assert known["cohorts"].iloc[0]["customers"] == len({line[1] for line in lines})


def test_needs_and_uses_name_real_columns():
    from helpers.company.schema import tables

    spec = diagnosis.STATION
    assert set(spec.needs) <= set(tables())
    for name in spec.uses:
        table, _, column = name.partition(".")
        assert not column or column in tables()[table].names


def test_what_is_not_there_is_not_spoken_of(lively_firm):
    """Without a calendar no festival: none in the notes below the figures, no column of factors that are all one."""
    plain = run(lively_firm, calendar="none")
    assert plain["trend"]["festival"].isna().all() and plain["trend"]["seasonal"].notna().all()
    assert run(lively_firm)["trend"]["festival"].notna().all()
    for lang, words in (("zh", "春节"), ("en", "Festival")):
        assert words not in figure_trend._note(plain["trend"], plain["level_shift"], None, lang)
        assert words in figure_trend._note(run(lively_firm)["trend"], plain["level_shift"], None, lang)
    html = show.table(plain, "season", lang="en").html
    assert ">November<" in html and "Month of the year" in html


@pytest.mark.parametrize("half, head", [(351, 363), (4, 41)])
def test_two_marks_of_one_spot_share_a_label_and_none_lies_on_the_line_of_equals(half, head):
    count = 1818 if half > 100 else 207
    curve = pd.DataFrame({"customer_share": np.arange(1, count + 1) / count})
    curve["cumulative"] = 1 - (1 - curve["customer_share"]) ** (3.2 if half > 100 else 30)
    curve["share"] = curve["cumulative"].diff().fillna(curve["cumulative"])
    curve = curve.assign(name="N", customer="C")
    with style.canvas() as (_, ax):
        row = pd.Series({"half": half + 1, "top_customers": head + 1, "top": curve["cumulative"][head]})
        figure_concentration._marks(ax, curve, row, "en")
        texts = [text for text in ax.texts if text.get_text()]
        assert len(texts) == (2 if head - half < 0.03 * count else 3)
        for text in texts:
            x, y = text.get_position()
            assert not x < y < x + figure_concentration._width(max(text.get_text().split("\n"), key=len))
        heights = sorted(text.get_position()[1] for text in texts)
        assert min(np.diff(heights)) > 0.05
