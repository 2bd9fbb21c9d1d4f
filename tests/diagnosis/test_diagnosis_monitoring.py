"""The same diagnosis at two dates: what counts as moved, what the earlier date may know, and folders without a past."""

import dataclasses
import datetime as dt

import pandas as pd
import pytest
from diagnosis_firms import company, lively

from helpers import diagnosis, station
from helpers.company.folder import open as open_folder
from helpers.diagnosis.competitors.compute import compute as competitors
from helpers.diagnosis.environment.compute import compute as environment
from helpers.diagnosis.monitoring.compare import side_by_side
from helpers.diagnosis.monitoring.compute import _states, as_read, matter, periods
from helpers.diagnosis.monitoring.compute import compute as monitoring
from helpers.diagnosis.monitoring.difference import Difference
from helpers.diagnosis.monitoring.figure import told
from helpers.diagnosis.monitoring.measures import MEASURES, read_all
from helpers.diagnosis.survey.compute import compute as survey
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity
from helpers.show import sentence
from helpers.station import joined


@pytest.mark.covers("1.12")
def test_moved_is_what_stands_out_of_all_that_was_looked_at():
    before = {"top": (0.5, 0.4, 0.6), "left": (0.1, 0.05, 0.15), "net": (5.0, None, None), "lost": (0.2, 0.1, 0.3)}
    now = {"top": (0.6, 0.5, 0.7), "left": (0.3, 0.2, 0.4), "net": (6.0, None, None), "lost": (0.05, 0.0, 0.09)}
    found = side_by_side(before, now).set_index("measure")
    assert found["verdict"].to_dict() == {"net": "risen", "top": "chance", "left": "worse", "lost": "better"}
    assert found.loc["left", ["change", "change_low", "change_high"]].round(3).tolist() == [0.2, 0.088, 0.312]
    assert side_by_side(before, before)["verdict"].eq("same").all()
    assert side_by_side(before, {}).empty


def test_what_counts_alone_does_not_count_among_many():
    still = {name: (0.2, 0.1, 0.3) for name in ("left", "lost", "retention", "satisfied", "against", "top")}
    now = {name: (0.21, 0.11, 0.31) for name in still} | {"left": (0.35, 0.25, 0.45)}
    assert side_by_side({"left": still["left"]}, {"left": now["left"]})["verdict"].tolist() == ["worse"]
    assert side_by_side(still, now).set_index("measure").loc["left", "verdict"] == "alone"


def test_pairs_told_apart_decide_before_the_two_intervals():
    old, new = {"top": (0.5, 0.4, 0.6)}, {"top": (0.55, 0.45, 0.65)}
    paired = Difference(0.05, 0.04, 0.06, 0.0001)
    assert side_by_side(old, new)["verdict"].tolist() == ["chance"]
    assert side_by_side(old, new, lambda code, then, now: paired)["verdict"].tolist() == ["moved"]
    assert side_by_side(old, new, lambda code, then, now: None)["verdict"].tolist() == ["chance"]


@pytest.fixture(scope="module")
def result():
    return station.run(diagnosis.STATION, lively(), store=False)


@pytest.mark.covers("1.12")
def test_the_earlier_column_is_what_the_folder_said_then(result):
    firm = lively()
    then = station.run(diagnosis.STATION, firm.as_of("2024-12-31"), store=False)
    told, shown = read_all(then.tables), result["monitor"].set_index("measure")
    assert set(shown.index) == set(told) & set(read_all(result.tables)) and len(shown) >= 5
    later = firm.frames["orders"]["date"] > "2024-12-31"
    altered = firm.frames["orders"].assign(amount=firm.frames["orders"]["amount"].where(~later, 7))
    other = dataclasses.replace(firm, frames={**firm.frames, "orders": altered})
    again = station.run(diagnosis.STATION, other, store=False)["monitor"].set_index("measure")
    pd.testing.assert_series_equal(again["shown_before"], shown["shown_before"])
    assert not again["shown_now"].equals(shown["shown_now"])


@pytest.mark.covers("1.12")
def test_every_finding_of_both_dates_stands_once(result):
    table = result["monitor_findings"]
    assert table["id"].is_unique and set(table.loc[table["now"] != "", "id"]) <= {f.id for f in result.findings}
    assert (table[["before", "now"]] != "").any(axis=1).all()


@pytest.mark.covers("1.12")
def test_what_the_folder_could_not_show_then_is_not_called_new():
    """The survey began after the earlier date: its findings are told as without data before; what says another thing is not still there."""
    firm = open_folder("hengce")
    rules = station.rules_for(diagnosis.STATION, firm, {"draws": 100})
    now = joined(part(firm, rules) for part in (survey, environment))
    table = monitoring(firm, rules, now, (survey, environment)).tables["monitor_findings"].rows.set_index("id")
    states = {id: sentence(state).render("en") for id, state in table["state"].items()}
    assert states["diagnosis.survey.satisfied"] == "no data before"
    assert states["diagnosis.surroundings.changed"] == "found only now" and states["diagnosis.pest.threat"] == "changed"


def test_a_change_of_marks_is_read_as_the_difference_of_what_is_read():
    """3.0757 to 4.4507 is 1.375, which beside 3.08 and 4.45 read as 1.38, and beside the judgements as 1.37."""
    assert as_read(1.375, 3.0757, 4.4507, "ratio") == 1.37
    assert as_read(0.1234, 0.2, 0.3234, "share") == 0.1234  # others before rounding
    assert pd.isna(as_read(float("nan"), 1.0, 2.0, "ratio"))  # what is not known stays so
    assert as_read(-0.0312, 3.2021, 3.0987, "ratio") == -0.0312  # freed of who went: not the difference of the columns


@pytest.mark.covers("1.12")
def test_marks_are_shown_to_as_many_decimals_as_their_difference():
    """The note of the figure says that differences of marks and indices are those of the numbers shown."""
    firm = open_folder("hengce")
    rules = station.rules_for(diagnosis.STATION, firm, {"draws": 100})
    parts = (competitors, environment)
    rows = monitoring(firm, rules, joined(part(firm, rules) for part in parts), parts).tables["monitor"].rows
    marks = rows[rows["measure"].isin([measure.code for measure in MEASURES if measure.unit in ("number", "ratio")])]
    assert "gap" in set(marks["measure"]) and len(marks) >= 6
    for row in marks.itertuples():
        texts = (sentence(text).render("en") for text in (row.brief_before, row.brief_now, row.shown_change))
        before, now, change = (float(text.split(" ")[0].replace("−", "-")) for text in texts)
        assert change == pytest.approx(now - before, abs=1e-9), row.measure


@pytest.mark.covers("1.12")
def test_titles_of_both_tables_carry_both_dates(result):
    """What is earlier and what later is said in dates, as quantities."""
    for name in ("monitor", "monitor_findings"):
        title = result.tables[name].title
        assert title.args["now"].value == result.facts.as_of > title.args["before"].value
        assert Quantity(result.facts.as_of, "date").render("en") in title.render("en")


@pytest.mark.covers("1.12")
def test_a_finding_that_says_another_thing_is_not_still_there():
    """Other numbers leave it what it was; another name, month or sentence does not; a quotation is an example."""

    def found(
        claim="{name} leads with {share} since {month}: “{quote}”", name="A", share=0.4, month="2024-07", quote="x"
    ):
        numbers = {"name": Quantity(name, "text"), "share": Quantity(share, "share"), "month": Quantity(month, "month")}
        numbers["quote"] = Quantity(quote, "text")
        sure = Confidence("low", msg("says nothing"))
        period = ("2025-01-01", "2025-12-31")
        action = Action(msg("says nothing"), 30)
        return Finding("d.x.y", "s", period, msg(claim), numbers, sure, (), msg("says nothing"), "", action=action)

    assert matter(found()) == matter(found(share=0.7, quote="y"))
    for other in (found(name="B"), found(month="2024-08"), found(claim="{name} falls")):
        assert matter(found()) != matter(other)
    assert matter(found(claim="{name} falls")) == matter(found(claim="{name} falls", month="2025-01"))
    firm = open_folder("hengce")
    cases, money = (dataclasses.replace(found(claim=c), id="diagnosis.problems.few") for c in ("{name}", "{share}"))
    states = _states((found(), cases), (found(claim="{name} falls"), money), firm, firm).set_index("id")["state"]
    assert [sentence(states[id]).render("en") for id in ("d.x.y", "diagnosis.problems.few")] == [
        "changed",
        "counted another way",
    ]


@pytest.mark.covers("1.12")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_folder_without_a_past_is_told_so(lang):
    young = company([("2025-11-03", "A", 100_00, "P", 1.0), ("2025-12-03", "B", 100_00, "P", 1.0)])
    found = station.run(diagnosis.STATION, young, store=False)
    assert found["monitor"].empty and diagnosis.plot_monitor(found, lang).png
    for plot in (diagnosis.plot_pest, diagnosis.plot_pest_radar, diagnosis.plot_forces, diagnosis.plot_judged_change):
        assert plot(found, lang).alt
    told = " ".join(note.render(lang) for note in found.warnings)
    assert ("没有更早的诊断" if lang == "zh" else "no earlier diagnosis") in told and "pest" in told


def test_the_title_tells_what_is_counted_beside_what_is_estimated():
    """Revenue and customers that rose are no “no measure moved”."""
    rows = {"net": "risen", "customers": "risen", "largest": "fallen", "top": "chance", "half": "same"}

    def title(lang="en", **verdicts):
        names = {"measure_name": "M", "brief_before": "1", "brief_now": "2", "shown_change": "1"}
        frame = pd.DataFrame([{"measure": code, "verdict": verdict, **names} for code, verdict in verdicts.items()])
        return told(frame).render(lang)

    assert title(**rows) == (
        "revenue and the number of customers rose, the largest customer's share fell; "
        "of the estimated measures none moved by more than chance"
    )
    assert title("zh", **rows).startswith("收入和客户数上升") and "都没有" in title("zh", **rows)
    assert title(net="risen") == "revenue rose" and title(top="chance") == "No measure moved by more than chance"
    assert title(net="fallen", top="worse", half="moved").startswith("2 of 2 estimated")
    one = title(net="fallen", top="worse", half="chance")
    assert one.startswith("one of 2 estimated") and one.endswith("; revenue fell")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_months_of_each_measure_are_told_where_they_differ(lang):
    rules = station.rules_for(diagnosis.STATION, lively())
    assert periods(dt.date(2025, 12, 31), rules) == ()
    (note,) = periods(dt.date(2011, 12, 9), rules)
    ends = ("30 Nov 2011", "9 Dec 2011") if lang == "en" else ("2011年11月30日", "2011年12月9日")
    assert all(end in note.render(lang) for end in ends)
