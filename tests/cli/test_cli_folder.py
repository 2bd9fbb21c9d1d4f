"""Verbs that make, check and fill client folders."""

import json

import pytest


def test_a_good_folder_exits_0_and_says_what_it_feeds(course, firm):
    done = course("check", "firm")
    assert done.status == 0 and done.err == ""
    assert "24" in done.out and "Station" in done.out
    zh = course("--lang", "zh", "check", firm)
    assert zh.status == 0 and "某厂" in zh.out


def test_all_problems_at_once_and_exit_2(course, firm):
    orders = firm / "orders.csv"
    orders.write_text(orders.read_text("utf-8").replace("2025-03-05,C2", "2025-33-05,C9", 1), "utf-8")
    (firm / "customers.csv").write_text("customer,name\nC1,甲\nC1,乙\n", "utf-8")
    done = course("check", "firm")
    assert done.status == 2 and done.out == ""
    assert "2025-33-05" in done.err and "customers.csv" in done.err and "Traceback" not in done.err
    zh = course("--lang", "zh", "check", "firm")
    assert zh.status == 2 and zh.err.count("→") == done.err.count("→") >= 3


def test_a_folder_that_is_not_there(course, home):
    done = course("check", "nowhere")
    assert done.status == 2 and "nowhere" in done.err and "→" in done.err


def test_new_makes_a_folder_to_fill_in(course, home):
    done = course("new", "acme", "--as-of", "2025-12-31", "--name", "Acme", "--currency", "EUR")
    folder = home / "data" / "companies" / "acme"
    assert done.status == 0 and (folder / "company.yml").is_file() and "course check acme" in done.out
    assert "EUR" in (folder / "company.yml").read_text("utf-8")
    again = course("new", "acme", "--as-of", "2025-12-31")
    assert again.status == 2


def test_new_with_an_excel_workbook(course, home):
    done = course("--lang", "zh", "new", "acme", "--as-of", "2025-12-31", "--excel")
    assert done.status == 0
    assert [path.suffix for path in (home / "data/companies/acme").glob("*.xlsx")] == [".xlsx"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("acme",),
        ("acme", "--as-of", "31.12.2025"),
        ("acme", "--as-of", "2025-12-31", "--currency", "RMBB"),
        ("acme", "--as-of", "2025-12-31", "--seed", "3"),
        ("acme", "--demo", "--as-of", "2025-12-31"),
        ("acme", "--as-of", "2025-12-31", "--count", "2"),
        ("acme", "--demo", "--count", "2", "--name", "Acme"),
        ("acme", "--demo", "--count", "2", "--industry", "general"),
        ("acme", "--demo", "--industry", "general"),
        ("../acme", "--as-of", "2025-12-31"),
        ("../acme", "--demo"),
    ],
)
def test_new_says_what_is_wrong_and_makes_nothing(course, home, arguments):
    done = course("new", *arguments)
    assert done.status == 2 and "→" in done.err, done.err
    assert list((home / "data" / "companies").iterdir()) == [] and not (home / "data" / "acme").exists()


@pytest.mark.slow
def test_a_demo_company_is_the_same_for_the_same_seed(course, home):
    assert course("new", "one", "--demo", "--seed", "4").status == 0
    assert course("new", "two", "--demo", "--seed", "4").status == 0
    companies = home / "data" / "companies"
    assert (companies / "one/orders.csv").read_bytes() == (companies / "two/orders.csv").read_bytes()
    assert course("new", "one", "--demo", "--seed", "5").status == 2
    assert course("check", "one").status == 0


def test_many_demo_companies_at_once(course, home):
    done = course("new", "load", "--demo", "--count", "2", "--seed", "4", "--industry", "industrial_automation")
    assert done.status == 0, done.err
    companies = home / "data" / "companies"
    assert sorted(path.name for path in companies.iterdir()) == ["load-001", "load-002"]
    orders = [(companies / name / "orders.csv").read_bytes() for name in ("load-001", "load-002")]
    assert orders[0] != orders[1]  # the next seed
    assert course("check", "load-002").status == 0
    again = course("new", "load", "--demo", "--count", "3")
    assert again.status == 2 and not (companies / "load-003").exists()


def test_import_accounts_for_every_row(course, home):
    ledger = home / "ledger.csv"
    ledger.write_text(
        "单据编号,日期,客户编码,金额\nA1,2025-03-01,C1,100.00\nA2,2025-03-02,C2,250.50\nA3,,C2,70.00\n", "utf-8"
    )
    done = course("import", ledger, "--company", "acme", "--currency", "CNY")
    assert done.status == 0, done.err
    assert "420.50" in done.out and "350.50" in done.out and "70.00" in done.out
    told = json.loads((home / "data/companies/acme/intake.json").read_text("utf-8"))
    assert told["totals"]["money_kept"] == 350_50 and told["totals"]["rows_set_aside"] == 1
    assert course("check", "acme").status == 0
    zh = course("--lang", "zh", "import", ledger, "--company", "acme", "--currency", "CNY")
    assert "搁置" in zh.out


def test_import_asks_for_what_the_data_do_not_say(course, home):
    ledger = home / "ledger.csv"
    ledger.write_text("doc,day,who,value\nA1,03/04/2025,C1,100\nA2,05/06/2025,C2,250\n", "utf-8")
    first = course("import", ledger, "--company", "acme", "--currency", "EUR")
    assert first.status == 2 and not (home / "data/companies/acme").exists()
    answers = ("doc_no=doc", "date=day", "customer=who", "amount=value", "date_order=dmy")
    maps = [part for answer in answers for part in ("--map", answer)]
    second = course("import", ledger, "--company", "acme", "--currency", "EUR", *maps)
    assert second.status == 0, second.err
    mapping = home / "mapping.yml"
    mapping.write_text("\n".join(answer.replace("=", ": ") for answer in answers), "utf-8")
    third = course("import", ledger, "--company", "acme", "--currency", "EUR", "--mapping", mapping)
    assert third.status == 0 and third.out == second.out


@pytest.mark.parametrize(
    "wrong", [("--map", "amount"), ("--choose", "identical_line=keep"), ("--currency", "RMBB"), ("--as-of", "2025")]
)
def test_import_refuses_what_it_does_not_know(course, home, wrong):
    ledger = home / "ledger.csv"
    ledger.write_text("单据编号,日期,客户编码,金额\nA1,2025-03-01,C1,100.00\n", "utf-8")
    done = course("import", ledger, "--company", "acme", "--currency", "CNY", *wrong)
    assert done.status == 2 and "→" in done.err


def test_example_cdnow(course, home):
    done = course("example", "cdnow")
    assert done.status == 0, done.err
    assert "6,919" in done.out and "244,091.94" in done.out
    unknown = course("example", "cdnou")
    assert unknown.status == 2 and "cdnow" in unknown.err
