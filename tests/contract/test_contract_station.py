import json
from dataclasses import replace
from itertools import permutations

import numpy as np
import pandas as pd
import pytest

from helpers import station as stations
from helpers.errors import ParameterError
from helpers.finding import Action, Confidence, Finding, Question, grouped, leading, rank, weight
from helpers.language import Words, msg
from helpers.quantity import Quantity
from helpers.report.front import first_things
from helpers.rules import Rule, RuleSchema
from helpers.station import Column, Facts, Outcome, ResultTable, Station, run
from helpers.wire import decode, encode


class Firm:
    """As much of a company as the machinery needs."""

    id = "firm"
    data_hash = "d1"
    facts = Facts("firm", Words("某公司", "A firm"), "general", "CNY", "2025-12-31", True, "paid", "included")

    class profile:
        industry = "general"
        rules: dict = {}


def made(level="high", stake=100, id="made_up.rule.a", action=True):
    return Finding(
        id=id,
        subject="a",
        period=("2025-01-01", "2025-12-31"),
        claim=msg("row {row}"),
        quantities={"row": Quantity(0.5, "share", 0.4, 0.6)},
        confidence=Confidence(level, msg("high")),
        evidence=("table:one",),
        method=msg("low"),
        source="A book",
        at_stake=Quantity(stake, "money", currency="CNY"),
        action=Action(msg("column {column}", column="x"), 30) if action else None,
    )


def machine(calls):
    def compute(company, rules):
        calls.append(rules["cut"])
        rows = pd.DataFrame({"customer": ["A", "B"], "net": np.array([1, 2], dtype="int64")})
        table = ResultTable(
            msg("Rule"), {"customer": Column(msg("Value"), "id"), "net": Column(msg("From"), "money")}, rows
        )
        return Outcome({"one": table}, (made(),), (msg("low"),), (msg("medium"),))

    return Station(
        "made_up",
        9,
        msg("Rule"),
        RuleSchema("made_up", 1, (Rule("cut", 0.8, msg("Rule"), "share", 0, 1),)),
        ("orders",),
        compute=compute,
    )


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_RESULTS", str(tmp_path))
    return tmp_path


def test_a_result_is_computed_once_and_comes_back_equal(place):
    calls = []
    which = machine(calls)
    first, second = run(which, Firm()), run(which, Firm())
    assert calls == [0.8]
    pd.testing.assert_frame_equal(first["one"], second["one"])
    assert first.findings == second.findings and first.rules.values == second.rules.values
    assert first.finding("rule.a").say("en") == "row 50%"


def test_other_data_rules_or_origins_are_other_results(place):
    calls = []
    which, other = machine(calls), Firm()
    run(which, Firm())
    run(which, Firm(), {"cut": 0.7})
    run(which, Firm(), {"cut": 0.8})
    other.data_hash = "d2"
    run(which, other)
    assert calls == [0.8, 0.7, 0.8, 0.8]


def test_a_result_is_written_whole_or_not_at_all(place, monkeypatch):
    real = json.dumps

    def full(*args, **more):
        if "indent" in more:
            raise OSError("disk full")
        return real(*args, **more)

    monkeypatch.setattr(json, "dumps", full)
    with pytest.raises(OSError):
        run(machine([]), Firm())
    assert [p for p in place.rglob("*") if p.is_file()] == []


def test_an_unknown_table_or_station_is_told(place):
    result = run(machine([]), Firm())
    with pytest.raises(ParameterError):
        result["two"]
    with pytest.raises(ParameterError):
        stations.station("classifcation")


def test_what_is_shown_cannot_change_the_result(place):
    result = run(machine([]), Firm())
    copy = result["one"]
    copy.loc[0, "net"] = 99
    assert result["one"].loc[0, "net"] == 1


def test_wire_is_the_same_both_ways():
    found = made()
    assert decode(json.loads(json.dumps(encode(found)))) == found
    with pytest.raises(TypeError):
        encode(object())


def test_findings_rank_by_money_times_sureness_and_only_where_something_can_be_done():
    given = [made("low", 900, "a"), made("high", 10, "c"), made("high", 10, "b"), made("high", 999, "d", action=False)]
    for order in permutations(given):
        assert [found.id for found in rank(order)] == ["a", "b", "c", "d"]
    assert weight(made("medium", 1000, "a")) == 500.0
    told = replace(made("high", 10**9, "e"), descriptive=True)
    assert [found.id for found in rank([*given, told])] == ["a", "b", "c", "e", "d"]
    assert "e" not in [found.id for found in first_things([*given, told])]


def test_what_three_sources_agree_on_stands_second_at_the_latest():
    given = [made("high", 900, "a"), made("high", 800, "b"), made("high", 700, "c"), made("low", 600, "d")]
    few, many = replace(made("high", 5, "e"), voices=2), replace(made("high", 5, "f"), voices=3)
    for order in permutations([*given, few, many]):
        assert [found.id for found in rank(order)] == ["a", "f", "b", "c", "d", "e"]
    assert [found.id for found in leading([*given, many], limit=2)] == ["a", "f"]
    idle = replace(many, action=None)  # where nothing can be done about it, it stays where it is
    assert [found.id for found in rank([*given, idle])] == ["a", "b", "c", "d", "f"]
    assert [found.id for found in rank([many])] == ["f"]
    assert decode(encode(many)) == many and "voices" not in str(encode(given[0]))


def test_money_that_might_be_won_counts_half_of_money_being_lost():
    room, small, bare = replace(made("high", 900, "a"), potential=True), made("high", 390, "b"), made("high", 0, "c")
    unknown = replace(made("high", 1, "d"), potential=True, at_stake=None)
    for order in permutations([room, small, bare, unknown]):
        assert [found.id for found in rank(order)] == ["a", "b", "c", "d"]
    loss = made("high", 460, "b")
    for order in permutations([room, loss, bare, unknown]):
        assert [found.id for found in rank(order)] == ["b", "a", "c", "d"]
    assert weight(room) * 2 == pytest.approx(weight(replace(room, potential=False)))


def test_of_a_question_one_finding_leads():
    asked = (Question(msg("One?"), ("one",)), Question(msg("Two?"), ("two.c",)))
    found = [made("high", money, f"s.{id}") for id, money in (("one.a", 9), ("one.b", 8), ("two.c", 7), ("two.d", 6))]
    assert [one.id for one in leading(found, asked)] == ["s.one.a", "s.two.c", "s.two.d"]
    assert [[one.id for one in group] for _, group in grouped(found[::-1], asked)] == [
        ["s.one.a", "s.one.b"],
        ["s.two.c"],
        ["s.two.d"],
    ]


def test_rules_are_shown_with_the_name_to_change_them_by(place):
    from helpers import show

    shown = show.rules(run(machine([]), Firm()), "en")
    assert "<code>cut</code>" in shown.html and "[cut]" in shown.text


def shown_of(rows: pd.DataFrame, **columns: Column):
    table = ResultTable(msg("Rule"), columns, rows)
    station = Station(
        "shown", 9, msg("Rule"), RuleSchema("shown", 1, ()), ("orders",), compute=lambda *_: Outcome({"one": table})
    )
    return run(station, Firm(), store=False)


def test_a_table_shows_the_first_rows_of_each_class_and_no_empty_column(place):
    """Twelve key customers told the reader nothing of the other classes; a column without a word took room. Of five key
    accounts four were shown, and the fifth stood nowhere: so few more are shown too."""
    from helpers import show

    rows = pd.DataFrame({"class": list("ababbc"), "name": list("123456"), "note": [""] * 6}).astype("str")
    text = {name: Column(msg("Value"), "text") for name in rows}
    result = shown_of(rows, **text)
    told = show.table(result, "one", columns=["class", "name", "note"], rows=1, each="class", lang="en")
    body = [line.split("\t") for line in told.text.splitlines()[1:]]
    assert body == [["a", "1"], ["a", "3"], ["b", "2"], ["c", "6"]]


def test_a_sum_stands_beside_the_sum_ignoring_signs(place):
    """A bare list of two amounts stood where the lesson speaks of differences that cancel out."""
    from helpers import show

    rows = pd.DataFrame({"gap": np.array([-30_000, 30_000, 5_000], dtype="int64")})
    told = show.sums(shown_of(rows, gap=Column(msg("From"), "money")), "one", "gap", "en")
    assert [line.split("\t")[1] for line in told.text.splitlines()[1:]] == ["CNY 50", "CNY 650"]
    assert "ignoring signs" in told.html and "<table" in told.html


def test_a_command_in_a_cell_is_set_as_code(place):
    from helpers import show

    cell = show.word(msg("Raise the as-of date if these orders should count."))
    rows = pd.DataFrame({"do": [cell, show.word(msg("{one}; {other}", one="`--choose x=keep`", other="<b>"))]})
    told = show.table(shown_of(rows.astype("str"), do=Column(msg("Value"), "text")), "one", lang="en")
    assert "<code>--choose x=keep</code>" in told.html and "&lt;b&gt;" in told.html and "`" not in told.html
