"""A folder cut back to a day knows nothing of what came after it."""

import dataclasses
import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.company.as_of import Cut
from helpers.company.cells import Raw, tidy
from helpers.company.constraints import references
from helpers.company.folder import Company
from helpers.company.profile import FinanceTotal, Profile
from helpers.company.schema import DTYPES, Column, Table, tables
from helpers.errors import ParameterError
from helpers.language import Words

pytestmark = pytest.mark.covers("2.14")
DAY = dt.date(2025, 3, 31)
FIRM = Profile("firm", Words("某", "A"), "general", "CNY", dt.date(2025, 6, 30))


def test_orders_and_invoices_after_the_day_are_gone_and_counted(firm):
    then = firm.as_of("2025-03-31")
    assert then.date == DAY and then.table("orders")["doc_no"].tolist() == ["S1", "S1", "S2"]
    assert dict(then.cut.rows) == {"orders": 2, "customers": 1}


def test_an_invoice_paid_later_is_unpaid_on_the_day(firm):
    then = firm.as_of(DAY).table("invoices").set_index("invoice_no")
    assert pd.isna(then["paid_on"]["I1"]) and not pd.isna(then["due_on"]["I1"])
    later = firm.as_of("2025-04-02").table("invoices").set_index("invoice_no")
    assert str(later["paid_on"]["I1"].date()) == "2025-04-02"
    assert ("invoices.paid_on", 1) in firm.as_of(DAY).cut.values


def test_a_grade_is_known_since_it_was_given(firm):
    then = firm.as_of("2025-04-30").table("customers").set_index("customer")
    assert then["grade"]["C1"] == "A" and pd.isna(then["grade"]["C2"]) and pd.isna(then["grade_since"]["C2"])
    now = firm.as_of("2025-05-01").table("customers").set_index("customer")
    assert now["grade"]["C2"] == "B"


def test_a_grade_without_its_date_is_left_out(make):
    from helpers.company import folder

    firm = folder.open(make(customers="customer,name,grade\nC1,x,A\nC2,y,B\nC3,z,\n"))
    then = firm.as_of(DAY)
    assert then.table("customers")["grade"].isna().all() and "customers.grade" in then.cut.columns


def test_a_customer_is_known_at_the_latest_since_the_first_order(firm):
    then = firm.as_of(DAY)
    assert then.table("customers")["customer"].tolist() == [
        "C1",
        "C2",
    ]  # C2's file was opened in April, its order came in March
    assert firm.as_of("2025-03-04").table("customers")["customer"].tolist() == ["C1"]
    assert firm.as_of("2025-05-20").table("customers")["customer"].tolist() == ["C1", "C2", "C3"]


def test_the_day_a_file_was_opened_is_not_known_before_it(firm):
    then = firm.as_of(DAY).table("customers").set_index("customer")
    assert pd.isna(then["created_on"]["C2"]) and str(then["created_on"]["C1"].date()) == "2020-01-01"


def test_what_is_overwritten_without_a_date_is_left_out_and_named(firm):
    then = firm.as_of(DAY)
    assert set(then.cut.columns) == {"customers.group", "products.list_price"}
    assert not then.has("customers", "group") and not then.has("products", "list_price")


def test_products_without_launch_are_kept_and_later_ones_gone_unless_sold(make):
    from helpers.company import folder

    products = "product,name,launched_on\nP1,a,2025-05-01\nP2,b,\nP3,c,2025-05-01\n"
    then = folder.open(make(products=products)).as_of(DAY)
    assert then.table("products")["product"].tolist() == ["P1", "P2"]


def test_finance_totals_of_periods_not_over_and_the_imports_account_are_gone(firm):
    totals = tuple(FinanceTotal(dt.date(2025, 1, 1), end, 1, "") for end in (DAY, dt.date(2025, 6, 30)))
    whole = dataclasses.replace(firm, profile=dataclasses.replace(firm.profile, finance=totals), intake={"rows": 5})
    then = whole.as_of(DAY)
    assert [total.end for total in then.profile.finance] == [DAY] and then.intake is None


def test_the_folders_own_day_changes_nothing(firm):
    assert firm.as_of(firm.date) is firm
    with pytest.raises(ParameterError):
        firm.as_of("2025-07-01")
    with pytest.raises(ParameterError):
        firm.as_of(DAY).as_of("2025-04-01")


def test_cut_twice_is_cut_once(firm):
    twice, once = firm.as_of("2025-05-15").as_of(DAY), firm.as_of(DAY)
    assert twice.data_hash == once.data_hash and twice.cut == once.cut


def test_before_the_first_order_there_is_an_empty_table(firm):
    then = firm.as_of("2019-01-01")
    assert then.table("orders").empty and then.table("customers").empty
    assert "invoices" not in then.frames and then.data_hash


def test_a_table_without_date_is_left_out_and_named(monkeypatch, firm):
    column = Column("customer", "id", Words("客户", "Customer"), Words("客户。", "Customer."), "C1", required=True)
    table = Table("goals", Words("目标", "Goals"), Words("目标。", "Goals."), (column,))
    monkeypatch.setattr("helpers.company.as_of.tables", lambda: {**tables(), "goals": table})
    frames = {**firm.frames, "goals": pd.DataFrame({"customer": pd.Series(["C1"], dtype="str")})}
    then = dataclasses.replace(firm, frames=frames).as_of(DAY)
    assert then.cut.tables == ("goals",) and "goals" not in then.frames


def test_the_hash_tells_a_cut_folder_from_one_that_never_had_more(firm):
    then = firm.as_of(DAY)
    assert isinstance(then.cut, Cut)
    bare = Company(then.profile, then.frames)
    assert bare.data_hash != then.data_hash  # it names columns left out


days = st.dates(dt.date(2025, 1, 1), dt.date(2025, 6, 30))
maybe = st.none() | days
codes, goods = st.sampled_from(["C1", "C2", "C3", "C4"]), st.sampled_from(["P1", "P2", "P3"])
cents = st.integers(-50_000, 50_000)
order = st.tuples(
    st.sampled_from(["S1", "S2", "S3"]), days, codes, st.none() | goods, st.none() | st.integers(-5, 5), cents
)
invoice = st.tuples(days, codes, cents, maybe, maybe)
customer = st.tuples(maybe, maybe, st.none() | st.sampled_from("AB"), st.none() | st.sampled_from(["李", "王"]))
product = st.tuples(maybe, st.none() | st.integers(0, 900))


def frame(name, columns, rows):
    kinds = {column.name: DTYPES[column.kind] for column in tables()[name].columns}
    made = pd.DataFrame([list(row) for row in rows], columns=columns, dtype="object")
    for column in columns:
        cells = pd.Series(made[column].tolist(), dtype="object")
        cells = pd.to_datetime(cells) if kinds[column].startswith("datetime") else cells.where(cells.notna(), None)
        made[column] = cells.astype(kinds[column])
    return tidy(made, tables()[name])


def company(orders, invoices, customers, products, finance=()):
    return Company(
        dataclasses.replace(FIRM, finance=tuple(finance)),
        {
            "customers": frame("customers", ["customer", "name", "created_on", "grade_since", "grade", "owner"], [(f"C{i}", f"n{i}", *row) for i, row in enumerate(customers, 1)]),
            "orders": frame("orders", ["doc_no", "date", "customer", "product", "quantity", "amount"], orders),
            "products": frame("products", ["product", "name", "launched_on", "list_price"], [(f"P{i}", f"p{i}", *row) for i, row in enumerate(products, 1)]),
            "invoices": frame("invoices", ["invoice_no", "issued_on", "customer", "amount", "paid_on", "due_on"], [(f"I{i}", *row) for i, row in enumerate(sorted(invoices, key=lambda row: row[0]))]),
        },
    )  # fmt: skip


def firms(order=order, invoice=invoice):
    return st.tuples(
        st.lists(order, max_size=8),
        st.lists(invoice, max_size=5),
        st.lists(customer, min_size=4, max_size=4),
        st.lists(product, min_size=3, max_size=3),
    )


def late(row, day, at):
    """The row with its date moved behind the day."""
    return (*row[:at], max(row[at], day + dt.timedelta(1)), *row[at + 1 :])


@settings(max_examples=40, deadline=None)
@given(firms(), days, st.lists(order, max_size=5), st.lists(invoice, max_size=3), cents)
def test_no_row_after_the_day_changes_the_cut_folder_or_its_hash(given_firm, day, more_orders, more_invoices, cents):
    orders, invoices, customers, products = given_firm
    total = FinanceTotal(dt.date(2025, 1, 1), day + dt.timedelta(1), cents, "x")
    changed = company(
        [*(row for row in orders if row[1] <= day), *(late(row, day, 1) for row in more_orders)],
        [*(row for row in invoices if row[0] <= day), *(late(row, day, 0) for row in more_invoices)],
        customers,
        products,
        [total],
    )
    one, two = company(*given_firm).as_of(day), changed.as_of(day)
    if day == FIRM.as_of:
        return
    assert one.data_hash == two.data_hash
    assert set(one.frames) == set(two.frames)
    for name in one.frames:
        pd.testing.assert_frame_equal(one.table(name), two.table(name))
    assert (one.cut.tables, one.cut.columns, one.profile) == (two.cut.tables, two.cut.columns, two.profile)


@settings(max_examples=40, deadline=None)
@given(firms(), days, st.sampled_from("AB"), days)
def test_no_value_of_a_later_date_changes_the_cut_folder(given_firm, day, grade, paid):
    """Payments, grades, files opened, launches: moved about after the day, the cut stays the same."""
    orders, invoices, customers, products = given_firm
    if day == FIRM.as_of:
        return
    after = max(paid, day + dt.timedelta(1))

    def later(value):
        return after if value is not None and value > day else value

    changed = company(
        orders,
        [(*row[:3], later(row[3]), row[4]) for row in invoices],
        [(later(row[0]), later(row[1]), grade if row[1] is not None and row[1] > day else row[2], row[3]) for row in customers],
        [(later(row[0]), row[1]) for row in products],
    )  # fmt: skip
    assert company(*given_firm).as_of(day).data_hash == changed.as_of(day).data_hash


@settings(max_examples=40, deadline=None)
@given(firms(), days, days)
def test_a_cut_folder_is_a_sound_folder_and_time_only_adds(given_firm, one, two):
    early, late = sorted((one, two))
    whole = company(*given_firm)
    then, later = whole.as_of(early), whole.as_of(late)
    for cut, day in ((then, early), (later, late)):
        raws = {
            name: Raw(tables()[name], rows.astype("str"), pd.Series(range(len(rows))), name)
            for name, rows in cut.frames.items()
        }
        if cut.cut:
            assert references(raws, cut.frames) == []
            for name, rows in cut.frames.items():
                for column in tables()[name].dates_of_knowledge:
                    if column in rows:
                        assert not (rows[column] > pd.Timestamp(day)).any()
    for name, key in (
        ("orders", "doc_no"),
        ("customers", "customer"),
        ("products", "product"),
        ("invoices", "invoice_no"),
    ):
        before, after = then.frames.get(name), later.frames.get(name)
        if before is not None:
            assert set(before[key]) <= set(after[key]) and len(before) <= len(after)
    assert later.as_of(early).data_hash == then.data_hash


def test_a_date_before_the_first_order_is_told():
    from helpers import company
    from helpers.errors import ParameterError

    with pytest.raises(ParameterError) as caught:
        company.open("hengce", "2020-01-01")
    assert "2023-01-0" in str(caught.value.problems[0].do)
