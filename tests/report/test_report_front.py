"""The first page and the appendix: what is said once, and what paper leaves to the screen."""

import dataclasses
import datetime as dt
import re
from pathlib import Path

import pandas as pd

import helpers
from helpers import show
from helpers.company.folder import Company
from helpers.company.profile import Profile
from helpers.company.schema import tables
from helpers.language import Words, msg
from helpers.report import board, front
from helpers.station import Column, ResultTable, run
from helpers.wire import decode, encode

SOURCE = Path(helpers.__file__).parent


def result_of(small):
    profile = Profile("firm", Words("某公司", "A firm"), "general", "CNY", dt.date(2025, 12, 31), True)
    return run(small.STATION, Company(profile, small.frame(5)), None, store=False)


def test_a_warning_is_left_out_where_the_list_names_its_table_by_mark_and_not_by_word(small):
    said = (
        msg("There is no table survey and nobody has region.").lacking("survey"),
        msg("No group has the customers that a potential needs."),
        msg("Neither is filled in.").lacking("customers.industry", "customers.size"),
        msg("There are no visits in the window.").lacking("market_visits"),
    )
    result = dataclasses.replace(result_of(small), warnings=said)
    assert front.thin(result, ["survey", "needs", "customers.size"]) == [said[1], said[3]]
    assert front.thin(result) == list(said)


def test_a_table_that_only_a_later_station_asks_for_is_not_said_to_a_client(small):
    profile = Profile("firm", Words("某公司", "A firm"), "general", "CNY", dt.date(2025, 12, 31), True)
    absent = front.lacking(Company(profile, small.frame(3)))
    assert {name for name, table in tables().items() if table.asked and not table.required} <= set(absent)
    assert "orders" not in absent and "customers" not in absent and len(absent) == len(set(absent))


def test_marks_name_tables_and_columns_that_there_are():
    """A misspelt mark would say a thing twice for ever."""
    marks = [
        place
        for path in sorted(SOURCE.rglob("*.py"))
        for call in re.findall(r"\.lacking\(\s*([^)]*)\)", path.read_text("utf-8"))
        for place in re.findall(r'(?<!f)"([^"{]+)"', call)
    ]
    assert len(marks) > 20
    for place in marks:
        table, _, column = place.partition(".")
        assert table in tables() and (not column or column in tables()[table].names), place


def test_a_mark_is_stored_and_costs_nothing_where_there_is_none():
    marked = msg("{n} are missing", n=3).lacking("survey", "customers.size")
    assert decode(encode(marked)) == marked and decode(encode(marked)).lacks == ("survey", "customers.size")
    assert "lacks" not in encode(msg("x")) and decode(encode(msg("x"))) == msg("x")


def test_paper_has_a_table_of_the_rules_that_were_changed_and_the_others_in_small_print(small):
    result = result_of(small)
    assert "<table" not in front.on_paper(result, "en") and "<li>Threshold <b>" in front.on_paper(result, "en")
    changed = dataclasses.replace(result, rules=result.rules.with_(cut=0.5))
    assert "<table" in front.on_paper(changed, "en") and 'class="usual"' not in front.on_paper(changed, "en")
    assert "0.5" in front.on_paper(changed, "en") and "parameter of this run" in front.on_paper(changed, "en")


def test_an_excerpt_holds_the_row_of_its_claim(small):
    """Of a long table on paper the row that a claim is about is shown, not only the first ones."""
    columns = {"month": Column(msg("Month"), "count"), "effect": Column(msg("Name"), "share")}
    rows = pd.DataFrame({"month": range(1, 25), "effect": [n / 1000 for n in range(1, 25)]})
    result = dataclasses.replace(result_of(small), tables={"season": ResultTable(msg("Name"), columns, rows)})
    html = front.excerpt(result, "season", "en", front.PAPER_ROWS, {("share", 0.023)})
    assert "2.3%" in html and html.count("<tr>") <= front.PAPER_ROWS + 1
    assert "2.3%" not in front.excerpt(result, "season", "en", front.PAPER_ROWS)
    few = dataclasses.replace(
        result, tables={"season": dataclasses.replace(result.tables["season"], rows=rows.head(12))}
    )
    assert "1.2%" in front.excerpt(few, "season", "en", front.PAPER_ROWS)  # a table of a year is shown whole
    assert "the claim is of" in html and "the claim is of" not in front.excerpt(
        result, "season", "en", 8
    )  # rows skipped


def test_it_is_said_beside_revenue_how_much_of_it_was_paid_for_no_product(small):
    """4.6% of a wholesaler's revenue was postage and manual lines, and the first page did not tell."""
    from helpers.intake.shown.tables import QUALITY

    def told(share):
        rows = {"measure": [show.word(QUALITY["services"])], "share": [share], "money": [554_000]}
        columns = {"measure": Column(msg("Name"), "text"), "share": Column(msg("Name"), "share")}
        columns["money"] = Column(msg("Name"), "money")
        tables = {"quality": ResultTable(msg("Name"), columns, pd.DataFrame(rows))}
        return front.services(dataclasses.replace(result_of(small), station="intake", tables=tables))

    assert (
        told(0.046).render("en").startswith("4.6% of all revenue in the data (")
        and told(0.004) is None
        and told(None) is None
    )


def test_commands_are_not_for_a_client():
    from helpers.report.sections import for_reader, plain_words

    assert for_reader("keep them if so (<code>--choose x=keep</code>).") == "keep them if so."
    assert for_reader("是的话就保留（<code>--choose x=keep</code>）。(a)") == "是的话就保留。(a)"
    assert plain_words("ask for them (`finance` in company.yml), `x`") == "ask for them, x"


def test_what_the_import_found_comes_last(small):
    one = result_of(small)
    first = dataclasses.replace(one, station="intake")
    assert [r.station for r in front.data_last([first, one])] == [one.station, "intake"]


def test_a_salesperson_carries_their_own_customers_not_those_of_the_group():
    """A group is one account of its lead's owner; who looks after its other members is told by customer."""
    accounts = pd.DataFrame(
        {"account": ["g", "c"], "account_name": ["G", "C"], "revenue": [80, 20], "owner": ["Li", "Wu"]}
    )
    customers = pd.DataFrame({"owner": ["Li", "Wu", "Wu"], "revenue": [30, 50, 20]})
    lines, sentence = board.dependence(accounts, 100, customers)
    assert [line.share for line in lines] == [0.8, 1.0, 0.7]
    assert "Wu, carries 70%" in sentence.render("en") and "2 customers" in lines[-1].note.render("en")
    lines, sentence = board.dependence(accounts, 100, customers.assign(owner=["Li", None, None]))
    assert len(lines) == 2 and "salesperson" not in sentence.render("en")  # owners known of too little


def test_no_sentence_says_that_revenue_hangs_on_one_of_thousands():
    """A slide told that the largest of 1,818 members brings 0.4 %."""
    customers = pd.DataFrame({"owner": ["Li", "Wang"] * 250, "revenue": [1] * 500})
    for first, told in ((2, False), (20, True)):
        accounts = pd.DataFrame({"account_name": "x", "revenue": [first, *[1] * 499]})
        lines, sentence = board.dependence(accounts, int(accounts["revenue"].sum()), customers)
        assert len(lines) == 3 and (sentence is not None) == told
