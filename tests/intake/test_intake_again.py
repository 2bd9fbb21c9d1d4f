"""Again next month: nothing counts twice, and no change of the past goes unseen."""

import json
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import intake
from helpers.company import folder
from helpers.company.schema import DTYPES, tables
from helpers.intake.again.documents import compare
from helpers.intake.again.rows import join

HEAD = "单据编号,日期,客户编码,客户名称,地区,产品编码,数量,金额\n"
JANUARY = [
    "D1,2025-01-05,C1,甲机械有限公司,华东,P1,2,100.00",
    "D1,2025-01-05,C1,甲机械有限公司,华东,P2,1,50.00",
    "D2,2025-01-20,C2,乙包装有限公司,华南,P1,1,50.50",
    "D3,2025-01-31,C1,甲机械有限公司,华东,P1,1,50.00",
    "D3,2025-01-31,C1,甲机械有限公司,华东,P1,1,50.00",
]
FEBRUARY = [
    "D4,2025-02-10,C2,乙包装有限公司,华南,P2,3,150.00",
    "D5,2025-02-20,C3,丙食品有限公司,华北,P1,1,50.00",
]


@pytest.fixture
def course(capfd, monkeypatch):
    monkeypatch.setenv("COURSE_LANG", "en")

    def call(*arguments):
        from types import SimpleNamespace

        from helpers.cli import main

        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capfd.readouterr()
        return SimpleNamespace(status=ended.value.code or 0, out=said.out, err=said.err)

    return call


@pytest.fixture
def bring(course, tmp_path):
    place = tmp_path / "firm"

    def call(name, rows, *more, head=HEAD):
        path = tmp_path / name
        path.write_text(head + "\n".join(rows) + "\n", "utf-8")
        return course("import", path, "--company", "firm", "--currency", "CNY", "--out", place, "--add", *more)

    call.place = place
    return call


def contents(place):
    return {path.name: path.read_bytes() for path in place.iterdir()}


def revenue(place):
    return int(folder.open(place).table("orders")["amount"].sum())


@pytest.mark.covers("0.1")
def test_the_same_file_twice_changes_no_byte(bring):
    assert bring("一月.csv", JANUARY).status == 0
    before = contents(bring.place)
    ended = bring("一月.csv", JANUARY)
    assert ended.status == 0 and "nothing has changed" in ended.out
    assert contents(bring.place) == before
    assert bring("renamed.csv", JANUARY).status == 0 and contents(bring.place) == before


@pytest.mark.covers("0.3")
def test_the_next_month_is_added_and_all_reconciles(bring):
    bring("1.csv", JANUARY)
    assert bring("2.csv", FEBRUARY).status == 0
    firm = folder.open(bring.place)
    assert len(firm.table("orders")) == 7 and revenue(bring.place) == 50050
    assert list(firm.table("customers")["customer"]) == ["C1", "C2", "C3"]
    assert firm.date.isoformat() == "2025-02-20"
    reconciles(bring.place, rows_in=7, imports=2)


def reconciles(place, rows_in, imports):
    """Rows and money in = kept + set aside, kept = what is in the folder, and each import has its own account."""
    firm = folder.open(place)
    totals, orders = firm.intake["totals"], firm.table("orders")
    assert totals["rows_in"] == rows_in == totals["rows_kept"] + totals["rows_set_aside"]
    assert totals["money_in"] == totals["money_kept"] + totals["money_set_aside"]
    assert (totals["rows_kept"], totals["money_kept"]) == (len(orders), int(orders["amount"].sum()))
    told = firm.intake["imports"]
    assert len(told) == imports
    for one in told:
        own = one["totals"]
        assert own["rows_in"] == own["rows_kept"] + own["rows_set_aside"]
    assert sum(one["totals"]["rows_in"] for one in told) == rows_in
    table = intake.run(firm)["reconciliation"].set_index("item")["rows"]
    assert table.iloc[0] + table.iloc[1:-2].sum() == table.iloc[-2] == table.iloc[-1] == len(orders)


def test_lines_in_two_exports_count_once(bring):
    bring("1.csv", JANUARY)
    ended = bring("1-2.csv", JANUARY + FEBRUARY)
    assert ended.status == 0 and revenue(bring.place) == 50050
    assert "in the folder already" in ended.out
    reconciles(bring.place, rows_in=12, imports=2)


def test_order_of_months_does_not_matter(bring, course, tmp_path):
    bring("1.csv", JANUARY)
    bring("2.csv", FEBRUARY)
    one = folder.open(bring.place)
    other = tmp_path / "other"
    for name in ("2.csv", "1.csv"):
        assert (
            course("import", tmp_path / name, "--company", "firm", "--currency", "CNY", "--out", other, "--add").status
            == 0
        )
    two = folder.open(other)
    for name, frame in one.frames.items():
        pd.testing.assert_frame_equal(frame, two.frames[name])
    assert one.date == two.date


@pytest.mark.covers("0.3")
def test_a_changed_past_is_shown_before_it_is_accepted(bring):
    bring("1.csv", JANUARY)
    before = contents(bring.place)
    changed = [JANUARY[0].replace("100.00", "110.00"), JANUARY[1], *JANUARY[3:]]  # D1 dearer, D2 gone
    ended = bring("1b.csv", changed)
    assert ended.status == 2 and contents(bring.place) == before
    assert "D1 (2025-01-05) CNY 150.00 → CNY 160.00" in ended.err
    assert "D2 (2025-01-20) CNY 50.50" in ended.err and "--accept-changes" in ended.err
    # days that the export covers not: D3 on the last day is in it, so only the two
    ended = bring("1b.csv", changed, "--accept-changes", "--by", "李明")
    assert ended.status == 0, ended.err
    assert revenue(bring.place) == 16000 + 10000
    reconciles(bring.place, rows_in=9, imports=2)
    told = folder.open(bring.place).intake["imports"][-1]
    assert told["accepted"] and told["by"] == "李明" and told["orders"]["vanished"]["money"] == 5050
    kept = pd.read_csv(bring.place / "set_aside.csv", dtype="str")
    assert sorted(kept.loc[kept["reason"] == "replaced", "amount"]) == ["100.00", "50.00", "50.50"]  # nothing is lost


def test_documents_outside_the_days_of_the_export_stay(bring):
    bring("1.csv", JANUARY)
    assert bring("late.csv", [JANUARY[2]]).status == 0  # only 20 January
    assert revenue(bring.place) == 30050


def test_a_line_sold_twice_stays_twice_and_one_less_is_a_change(bring):
    bring("1.csv", JANUARY)
    ended = bring("1c.csv", JANUARY[:-1])
    assert ended.status == 2 and "D3 (2025-01-31) CNY 100.00 → CNY 50.00" in ended.err


def test_a_column_that_only_one_export_has_is_no_change(bring):
    bring("1.csv", JANUARY)
    rows = [re.sub(r",P\d,(\d),", r",\1,", row) for row in JANUARY]
    head = HEAD.replace(",产品编码", "")
    assert bring("plain.csv", rows, head=head).status == 0
    assert folder.open(bring.place).table("orders")["product"].notna().all()


def test_tables_edited_by_hand_and_other_firms_are_refused(bring, course, tmp_path):
    bring("1.csv", JANUARY)
    (tmp_path / "2.csv").write_text(HEAD + "\n".join(FEBRUARY) + "\n", "utf-8")
    ended = course(
        "import", tmp_path / "2.csv", "--company", "firm", "--currency", "USD", "--out", bring.place, "--add"
    )
    assert ended.status == 2 and "CNY" in ended.err
    path = bring.place / "orders.csv"
    path.write_text(path.read_text("utf-8").replace("100.00", "999.00"), "utf-8")
    assert bring("2.csv", FEBRUARY).status == 2


def test_confirmed_pairs_do_not_reach_the_files(bring, course):
    bring("1.csv", JANUARY)
    (bring.place / "same.yml").write_text("customers:\n- {keep: C1, code: C2, answer: 'yes'}\n", "utf-8")
    assert bring("2.csv", FEBRUARY).status == 0
    assert set(pd.read_csv(bring.place / "orders.csv")["customer"]) == {"C1", "C2", "C3"}
    assert set(folder.open(bring.place).table("orders")["customer"]) == {"C1", "C3"}


def test_the_account_is_json_that_an_older_import_can_be_added_to(bring):
    bring("1.csv", JANUARY)
    path = bring.place / "intake.json"
    assert "imports" not in json.loads(path.read_text("utf-8"))  # made before anything was added
    bring("2.csv", FEBRUARY)
    assert [len(one["files"]) for one in json.loads(path.read_text("utf-8"))["imports"]] == [1, 1]


def test_orders_kept_as_parquet_stay_parquet_and_can_be_added_to_again(bring, tmp_path):
    import dataclasses

    from helpers.intake import folder_import

    path = tmp_path / "1.csv"
    path.write_text(HEAD + "\n".join(JANUARY) + "\n", "utf-8")
    made = folder_import.import_files(path, id="firm", name="firm", currency="CNY")
    from helpers.intake.again.add import _hash

    report = {**made.report, "tables": {**made.report["tables"]}}
    report["tables"]["orders"] = {"rows": 5, "sha256": _hash(made.company.frames["orders"], "orders", "CNY", True)}
    company = dataclasses.replace(made.company, intake=report)
    folder_import.write(dataclasses.replace(made, company=company, report=report, parquet=("orders",)), bring.place, {})
    assert bring("2.csv", FEBRUARY).status == 0
    assert (bring.place / "orders.parquet").is_file() and not (bring.place / "orders.csv").exists()
    march = [FEBRUARY[0].replace("D4", "D6").replace("02-10", "03-10")]
    assert bring("3.csv", march).status == 0  # not taken for changed by hand
    assert revenue(bring.place) == 65050
    reconciles(bring.place, rows_in=8, imports=3)


# --- tables with a key ---


def invoices(rows):
    frame = pd.DataFrame(rows, columns=["invoice_no", "customer", "issued_on", "amount", "paid_on"])
    return frame.astype({c: DTYPES[tables()["invoices"][c].kind] for c in frame})


def test_a_payment_is_news_and_another_amount_is_a_changed_past():
    old = invoices([("F1", "C1", "2025-01-01", 100, None), ("F2", "C1", "2025-01-02", 200, "2025-02-01")])
    paid = invoices([("F1", "C1", "2025-01-01", 100, "2025-03-01"), ("F3", "C1", "2025-03-03", 5, None)])
    joined = join(old, paid, tables()["invoices"])
    assert (joined.added, joined.updated, len(joined.differ)) == (1, 1, 0)
    assert joined.frame["paid_on"].notna().sum() == 2
    other = join(old, invoices([("F1", "C1", "2025-01-01", 90, None)]), tables()["invoices"])
    assert other.differ[["key", "column", "before", "after"]].values.tolist() == [["F1", "amount", 100, 90]]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(1, 28), st.integers(-3, 3)), min_size=1, max_size=20), st.data()
)
def test_any_two_exports_of_one_ledger_give_the_ledger(lines, data):
    """Split anyhow by document, with any overlap: the ledger comes out; and adding it again changes nothing."""
    rows = [(f"D{doc}-{day}", pd.Timestamp(2025, 1, day), "C1", amount) for doc, day, amount in lines]
    whole = pd.DataFrame(rows, columns=["doc_no", "date", "customer", "amount"])
    whole = whole.astype({c: DTYPES[tables()["orders"][c].kind] for c in whole})
    day = data.draw(st.integers(1, 28))
    back = data.draw(st.integers(0, 27))
    old = whole[whole["date"] <= pd.Timestamp(2025, 1, day)]
    new = whole[whole["date"] > pd.Timestamp(2025, 1, day) - pd.Timedelta(days=back)]
    if old.empty or new.empty:
        return
    found = compare(old, new)
    assert not found.past_differs
    again = compare(found.orders, whole)
    assert len(found.orders) == len(whole) and not again.past_differs and again.new.empty
    assert int(found.orders["amount"].sum()) == int(whole["amount"].sum())


LEDGER = "单据编号,日期,客户编码,客户名称,产品编码,数量,金额,成本金额\n" + "".join(
    f"XS{n},2025-{n:02d}-1{n % 3},C{n % 4},第{n % 4}家食品厂,P{p},2,{100 * p + n}.00,80.00\n" for n in range(1, 13) for p in (1, 2)
)  # fmt: skip
OWED = "单据日期,单据编号,往来单位编号,往来单位全名,应收金额,已收金额,未收余额,应收日期,收款日期\n" + "".join(
    f"2025-{n:02d}-1{n % 3},XS{n},C{n % 4},第{n % 4}家食品厂,{300 + 2 * n}.00,{300 + 2 * n if n < 9 else 0},{0 if n < 9 else 300 + 2 * n},2025-{min(n + 1, 12):02d}-20,{'2025-12-01' if n < 9 else ''}\n"
    for n in range(1, 13)
)  # fmt: skip


def test_receivables_added_alone_are_no_order_lines(tmp_path, course):
    ledger, owed = tmp_path / "账.csv", tmp_path / "应收账款明细表.csv"
    ledger.write_text(LEDGER, "utf-8")
    owed.write_text(OWED, "utf-8")
    usual = ("--company", "c", "--currency", "CNY", "--as-of", "2025-12-31", "--yes")
    for answer in ((), ("--map", f"tables={owed.name}:invoices")):
        place = tmp_path / f"d{len(answer)}"
        assert course("import", ledger, *usual, "--out", place).status == 0
        before = (place / "orders.csv").read_bytes()
        ended = course("import", owed, *usual, "--out", place, "--add", *answer)
        assert ended.status == 0, ended.err
        assert (place / "orders.csv").read_bytes() == before
        found = folder.open(place).table("invoices").set_index("invoice_no")
        assert len(found) == 12 and f"{found.loc['XS1', 'due_on']:%m-%d}" == "02-20"


def test_lines_with_products_are_never_replaced_by_lines_without(tmp_path, course):
    ledger, owed, place = tmp_path / "账.csv", tmp_path / "单据.csv", tmp_path / "c"
    ledger.write_text(LEDGER, "utf-8")
    owed.write_text(OWED, "utf-8")
    usual = ("--company", "c", "--currency", "CNY", "--out", place, "--as-of", "2025-12-31", "--lang", "en")
    assert course("import", ledger, *usual).status == 0
    before = contents(place)
    more = ("--add", "--accept-changes", "--yes", "--map", f"tables={owed.name}:orders")
    ended = course("import", owed, *usual, *more)
    assert ended.status and "24 lines of the folder with product, quantity, cost" in ended.err
    assert "accept-changes" not in ended.err and contents(place) == before
    ledger.write_text(LEDGER.replace("C1,第1家食品厂,P2", "C1,第1家食品厂,P3"), "utf-8")
    ended = course("import", ledger, *usual, "--add")
    assert "Product: P1, P2 → P1, P3" in ended.err and "CNY 302.00 →" not in ended.err


def test_the_date_told_is_the_date_written(course, tmp_path):
    path, place = tmp_path / "账.csv", tmp_path / "c"
    path.write_text(LEDGER.replace("2025-12-10", "2025-12-28"), "utf-8")
    usual = ("--company", "c", "--currency", "CNY", "--out", place, "--lang", "en")
    ended = course("import", path, *usual)
    assert "as_of = 2025-12-31 (the end of the month" in ended.out
    assert course("import", path, *usual, "--as-of", "2026-01-31").status == 0
    ended = course("import", path, *usual)
    assert "as_of = 2026-01-31 (the folder's own" in ended.out
    told = json.loads((place / "intake.json").read_text("utf-8"))
    assert told["as_of"]["date"] == told["choices"][0]["value"] == folder.open(place).date.isoformat() == "2026-01-31"


def test_what_revenue_means_may_be_answered_when_adding(course, tmp_path):
    path, more, place = tmp_path / "账.csv", tmp_path / "二.csv", tmp_path / "c"
    path.write_text(LEDGER, "utf-8")
    more.write_text(LEDGER.replace("2025-", "2026-").replace("XS", "XT"), "utf-8")
    usual = ("--company", "c", "--currency", "CNY", "--out", place, "--lang", "en")
    assert "--basis --tax" in course("import", path, *usual).out
    ended = course("import", path, *usual, "--add", "--basis", "shipped")  # the same file: only the answer is new
    assert ended.status == 0, ended.err
    said = folder.open(place)
    assert (said.profile.revenue_basis, said.profile.revenue_tax) == ("shipped", "unknown")
    assert len(said.table("orders")) == 24
    ended = course("import", more, *usual, "--add", "--tax", "included")
    assert ended.status == 0, ended.err
    said = folder.open(place)
    assert (said.profile.revenue_basis, said.profile.revenue_tax) == ("shipped", "included")
    assert len(said.table("orders")) == 48
    assert course("import", path, *usual, "--add", "--tax", "excluded", "--basis", "paid").status  # said otherwise
    owed, third = tmp_path / "应收账款明细表.csv", tmp_path / "e"  # a list without order lines brings the answer too
    owed.write_text(OWED, "utf-8")
    usual = ("--company", "c", "--currency", "CNY", "--out", third, "--lang", "en", "--yes", "--as-of", "2025-12-31")
    assert course("import", path, *usual).status == 0
    assert course("import", owed, *usual, "--add", "--basis", "shipped").status == 0
    assert folder.open(third).profile.revenue_basis == "shipped"
    two, other = tmp_path / "双.csv", tmp_path / "d"
    lines = LEDGER.replace("单据编号,日期,", "单据编号,发货日期,单据日期,", 1).splitlines()
    two.write_text("\n".join([lines[0], *(",".join([(c := line.split(","))[0], f"{c[1][:8]}28", *c[1:]]) for line in lines[1:])]), "utf-8")  # fmt: skip
    usual = ("--company", "c", "--currency", "CNY", "--out", other, "--lang", "en", "--yes")
    assert course("import", two, *usual).status == 0
    ended = course("import", two, *usual, "--add", "--basis", "shipped")
    assert ended.status and "The folder says unknown" in ended.err  # it was read by the other day
