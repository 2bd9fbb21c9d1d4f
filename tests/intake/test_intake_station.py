"""Station 0: what came in, what became of it, whether it ties out; words and pictures in both languages."""

import dataclasses
import datetime as dt

import pandas as pd
import pytest

from helpers import intake, show
from helpers.company.folder import Company
from helpers.company.profile import FinanceTotal
from helpers.intake.ledger.ledger_import import import_ledger, write
from helpers.intake.shown import specimens
from helpers.intake.shown import tables as account
from helpers.language import using
from helpers.station import load, save

HEAD = ["单据编号", "日期", "客户编码", "产品编码", "数量", "金额"]
ROWS = [
    ["SO1", "2024-01-05", "C1", "P1", "2", "460.00"],
    ["SO2", "2024/2/3", "C2", "P1", "-1", "(230.00)"],
    ["SO3", "2024-03-10", "", "P2", "1", "70.00"],
    ["SO4", "2024-12-30", "C1", "P2", "1", "1,000.00"],
    ["SO5", "没有", "C1", "P2", "1", "5.00"],
    ["合计", "", "", "", "4", "1305.00"],
]


def firm(folder, rows=None, finance=None, factor=1, **more):
    rows = ROWS if rows is None else rows
    scaled = [[*row[:5], times(row[5], factor)] for row in rows]
    path = folder / "a.csv"
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in [HEAD, *scaled]), "utf-8")
    given = {
        "id": "probe",
        "name": "试",
        "currency": "CNY",
        "revenue_basis": "invoiced",
        "revenue_tax": "excluded",
        "as_of": "2024-12-31",
    } | more
    company = import_ledger(path, **given).company
    if finance is None:
        return company
    totals = tuple(
        FinanceTotal(dt.date(y, 1, 1), dt.date(y, 12, 31), minor * factor, "总账") for y, minor in finance.items()
    )
    return Company(dataclasses.replace(company.profile, finance=totals), company.frames, company.intake)


def times(text, factor):
    if factor == 1:
        return text
    number = float(text.strip("()").replace(",", "")) * factor
    shown = f"{number:,.2f}" if "," in text else f"{number:.2f}"
    return f"({shown})" if text.startswith("(") else shown


def run(company, rules=None):
    from helpers import station

    return station.run(intake.STATION, company, rules, store=False)


KEPT = 46000 - 23000 + 100000


@pytest.mark.covers("0.3")
def test_every_row_and_cent_is_accounted_for(tmp_path):
    result = run(firm(tmp_path))
    flow = result["reconciliation"]
    assert flow["rows"].tolist() == [6, -1, -1, -1, 3, 3] and flow["money"].tolist() == [
        KEPT + 7500,
        0,
        -500,
        -7000,
        KEPT,
        KEPT,
    ]
    assert (
        flow["rows"].iloc[:-2].sum() == flow["rows"].iloc[-2]
        and flow["money"].iloc[:-2].sum() == flow["money"].iloc[-2]
    )
    found = result.finding("reconcile.rows")
    assert found.action is None and (found.quantities["rows_in"].value, found.quantities["money_kept"].value) == (
        6,
        KEPT,
    )
    assert all(
        f"{abs(found.quantities[name].value) / 100:,.2f}" in found.why("en")
        for name in ("money_in", "money_kept", "money_aside")
    )  # to the cent: what is shown adds up
    assert result["naive"]["money"].tolist() == [KEPT + 7500 + 130500, KEPT + 7500, KEPT]


@pytest.mark.covers("0.3")
def test_an_edited_folder_is_noticed(tmp_path):
    company = firm(tmp_path)
    orders = company.table("orders").iloc[1:]
    found = run(Company(company.profile, {**company.frames, "orders": orders}, company.intake)).finding(
        "reconcile.rows"
    )
    assert found.action and found.at_stake.value == abs(company.table("orders")["amount"].iloc[0])


@pytest.mark.covers("0.3")
def test_set_aside_money_and_what_to_do(tmp_path):
    company = firm(tmp_path)
    found = run(company).finding("set_aside.money")
    gross = 46000 + 23000 + 7000 + 100000 + 500
    assert found.quantities["lost"].value == 7500 and found.quantities["lost_share"].value == pytest.approx(
        7500 / gross
    )
    assert found.subject == "no_customer" and found.quantities["main"].value == 7000
    assert "客户" in found.advise("zh") and "1" in found.advise("zh")
    assert run(company, {"set_aside_limit": 0.5}).finding("set_aside.money").action is None
    undated = [row for row in ROWS if row[2] or row[0] == "合计"]
    alone = run(firm(tmp_path, undated), {"set_aside_limit": 0}).finding("set_aside.money")
    assert "日期" in alone.advise("zh")
    assert "largest part" in found.say("en") and "最大的一部分" in found.say("zh")
    # the only reason is no part: its money is told once
    assert "largest part" not in alone.say("en") and "最大的一部分" not in alone.say("zh")
    for lang in ("en", "zh"):
        assert alone.say(lang).count(alone.quantities["main"].render(lang)) == 1


@pytest.mark.covers("0.3")
@pytest.mark.parametrize(
    ("total", "verdict", "words"),
    [
        (KEPT, None, ""),
        (KEPT + 7000, "beyond", "正好能解释"),
        (KEPT - 50000, "beyond", "还没入账"),
        (KEPT + 50000, "beyond", "导出里缺"),
    ],
)
def test_revenue_ties_out_or_the_difference_is_explained(tmp_path, total, verdict, words):
    result = run(firm(tmp_path, finance={2024: total}))
    found, row = result.finding("tie_out"), result["tie_out"].iloc[0]
    assert row["difference"] == KEPT - total and row["aside"] == 7000
    assert found.confidence.level == "high" and found.at_stake.value == abs(KEPT - total)
    assert (found.action is None) == (verdict is None) and words in found.advise("zh")
    assert ("超过" in found.say("zh")) == (verdict is not None)


def test_the_worst_period_leads_and_tolerance_is_a_rule(tmp_path):
    company = firm(tmp_path, finance={2023: 100, 2024: KEPT + 100})
    found = run(company).finding("tie_out")
    assert found.period[0] == "2023-01-01" and "更早" in found.advise("zh") and found.confidence.level == "medium"
    near = firm(tmp_path, finance={2024: KEPT + 100})
    assert run(near).finding("tie_out").action is None and run(near, {"tie_out_tolerance": 0}).finding("tie_out").action


def test_a_claim_about_all_periods_is_counted_over_all_of_them(tmp_path):
    """Beside "ties out in all periods" the page said that the last year was counted."""
    found = run(firm(tmp_path, finance={2024: KEPT, 2025: 0})).finding("tie_out")
    assert found.action is None and found.period == ("2024-01-01", "2025-12-31")


def test_freight_and_fees_are_counted_apart(tmp_path):
    rows = [*ROWS[:4], ["SO6", "2024-05-01", "C1", "运费", "1", "100.00"]]
    table = run(firm(tmp_path, rows))["quality"]
    row = table[table["measure"].str.contains("freight")].iloc[0]
    kept = 46000 - 23000 + 100000 + 10000
    assert row["count"] == 1 and row["money"] == 10000 and row["share"] == pytest.approx(10000 / kept)
    assert not run(firm(tmp_path))["quality"]["measure"].str.contains("freight").any()


def test_meaning_not_stated_lowers_confidence(tmp_path):
    company = firm(tmp_path, finance={2024: KEPT}, revenue_tax="unknown")
    assert run(company).finding("tie_out").confidence.level == "medium"


@pytest.mark.covers("0.3")
def test_repairs_and_columns_are_listed(tmp_path):
    result = run(firm(tmp_path))
    assert result["repairs"][["column", "cells", "before", "after"]].to_numpy().tolist() == [
        ["日期", 1, "2024/2/3", "2024-02-03"],
        ["金额", 1, "1,000.00", "1000.00"],
        ["金额", 1, "(230.00)", "-230.00"],
    ]
    assert result["columns"]["column"].tolist() == HEAD and len(result["choices"]) == 11


def test_money_times_three_changes_money_and_nothing_else(tmp_path):
    one, three = (run(firm(tmp_path, finance={2024: KEPT + 7000}, factor=factor)) for factor in (1, 3))
    for name, table in one.tables.items():
        for column, spec in table.columns.items():
            left, right = table.rows[column], three[name][column]
            if spec.unit == "money":
                assert (left.dropna() * 3).tolist() == right.dropna().tolist(), (name, column)
            elif column not in ("before", "after"):
                pd.testing.assert_series_equal(left, right)
    assert [(f.id, f.confidence.level, f.advise("en") == "") for f in one.findings] == [
        (f.id, f.confidence.level, f.advise("en") == "") for f in three.findings
    ]


def bare(**frames):
    from helpers.company.profile import parse

    profile = parse({"id": "odd", "name": "odd", "industry": "general", "currency": "CNY", "as_of": "2024-12-31"})
    tables = {
        "customers": pd.DataFrame({"customer": ["C1"], "name": ["甲"]}, dtype="str"),
        "orders": pd.DataFrame(
            {
                "doc_no": ["1"],
                "date": pd.to_datetime(["2024-01-05"]).astype("datetime64[us]"),
                "customer": ["C1"],
                "amount": pd.array([-5], "Int64"),
            }
        ).astype({"doc_no": "str", "customer": "str"}),
    }
    return Company(profile, tables | frames)


@pytest.mark.parametrize(
    "company",
    [
        bare(),
        dataclasses.replace(
            bare(), intake={"format": 1, "kind": "ledger", "currency": "CNY", "sources": [{"sheets": [{}]}]}
        ),
        dataclasses.replace(bare(), intake={"format": 99}),
        bare(orders=bare().table("orders").iloc[:0]),
    ],
    ids=["one return", "broken account", "other version", "no orders"],
)
def test_odd_folders_raise_nothing_and_warn(company, lang):
    result = run(company)
    assert result.warnings and result.finding("reconcile.rows") is None
    for name in result.tables:
        assert str(show.table(result, name, lang=lang))
    assert intake.plot_reconciliation(result, lang).png and intake.plot_tie_out(result, lang).png


def test_invoices_open_at_the_as_of_date(tmp_path):
    days = {
        "issued_on": ["2024-01-05"] * 3,
        "due_on": ["2024-02-05", "2025-02-05", "2024-02-05"],
        "paid_on": [None, None, "2024-03-01"],
    }
    bills = pd.DataFrame(
        {"invoice_no": ["1", "2", "3"], "customer": ["C1"] * 3, "amount": pd.array([100, 20, 3], "Int64")}
    )
    bills = bills.astype({"invoice_no": "str", "customer": "str"}).assign(
        **{k: pd.to_datetime(v).astype("datetime64[us]") for k, v in days.items()}
    )
    rows = run(bare(invoices=bills))["quality"].set_index("measure")
    told = {show.cell(measure, "text", "CNY").render("en"): row["money"] for measure, row in rows.iterrows()}
    assert told["invoices not yet paid at the as-of date"] == 120 and told["invoices past their due date"] == 100


def test_cut_back_the_import_is_not_told(tmp_path):
    folder = write(import_ledger(_csv(tmp_path), id="probe", name="试", currency="CNY"), tmp_path / "probe")
    from helpers.company import open as open_company

    whole, cut = open_company(folder), open_company(folder, "2024-06-30")
    assert run(whole).finding("reconcile.rows") and run(cut).finding("reconcile.rows") is None
    assert any("退回" in warning.render("zh") for warning in run(cut).warnings)


def _csv(folder):
    path = folder / "b.csv"
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in [HEAD, *ROWS]), "utf-8")
    return path


def test_result_is_stored_and_read_back(tmp_path):
    result = run(firm(tmp_path, finance={2024: KEPT}))
    save(result, tmp_path / "stored" / "x")
    back = load(tmp_path / "stored" / "x", intake.STATION)
    assert back.findings == result.findings and back.warnings == result.warnings
    for name in result.tables:
        pd.testing.assert_frame_equal(back[name], result[name])


def test_everything_speaks_the_language(tmp_path, lang):
    result = run(firm(tmp_path, finance={2024: KEPT + 7000}))
    texts = [str(show.table(result, name, lang=lang)) for name in result.tables] + [
        show.findings(result, lang=lang).text
    ]
    with using(lang):
        texts += [str(show.notes(result)), str(show.rules(result)), str(intake.show_specimens())]
    for text in texts:
        assert "{" not in text and "msg:" not in text
    for plot in (intake.plot_reconciliation, intake.plot_tie_out):
        picture = plot(result, lang)
        assert picture.png == plot(result, lang).png
        assert picture.alt in {found.say(lang) for found in result.findings}


@pytest.mark.covers("0.3")
def test_specimens_are_read_by_the_functions_of_the_import():
    frame = specimens.specimens().set_index("written")["read"]
    assert set(frame.iloc[:4]) == {"2024-03-05"} and frame["05/03/2024"] == "?" and frame["2024-02-30"] == "–"
    assert (frame["1.2万"], frame["（123.00）"], frame["007"], frame["NA"], frame["␣C001␣"]) == (
        "12000",
        "-123.00",
        "007",
        "NA",
        "C001",
    )


def test_quality_counts_customers_without_orders():
    customers = pd.DataFrame({"customer": ["C1", "C2"], "name": ["甲", "乙"]}, dtype="str")
    row = account.quality(bare(customers=customers)).iloc[0]
    assert (row["count"], row["total"], row["share"]) == (1, 2, 0.5)


def test_blanks_are_drawn_where_they_are_the_repair():
    assert account.visible(" C 1  2\u200b ") == "␣C 1 ␣2□␣"
