"""The few groupings of order lines that stations start from, done in the engine.

Sums are over whole minor units, so they are exact and the same in every engine; what comes back
is small (per customer and day, month, or product) and plain pandas, sorted by its keys.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from helpers.company.folder import Company
from helpers.company.in_engine import MANY, give_back

#: Lines that are grouped by customer and day at once.
AT_ONCE = 10_000_000


class Span(NamedTuple):
    """How many order lines there are, what they add up to (minor units), and the first and last day (``NaT`` if none)."""

    rows: int
    amount: int
    first: pd.Timestamp
    last: pd.Timestamp


def span(company: Company) -> Span:
    """Rows, sum, first and last day of the order lines."""
    if company.stored is not None:
        return Span(*(company.stored.summary[name] for name in Span._fields))
    orders = company.frames.get("orders")
    if orders is None or orders.empty:
        return Span(0, 0, pd.NaT, pd.NaT)
    return Span(len(orders), int(orders["amount"].sum()), orders["date"].min(), orders["date"].max())


class Kinds(NamedTuple):
    """Order lines by what they lack and by sign: ``{kind: (rows, amount)}``, amounts in minor units."""

    kinds: dict[str, tuple[int, int]]
    customers: set[str]


def kinds(company: Company) -> Kinds:
    """Lines without product, quantity, cost; negative, zero and positive ones; and the customers that any line names."""
    orders = company.expr("orders")
    which = {f"no_{name}": orders[name].isnull() for name in ("product", "quantity", "cost")}
    which |= {"negative": orders.amount < 0, "zero": orders.amount == 0, "positive": orders.amount > 0}
    sums = {}
    for name, mask in which.items():
        sums[f"{name}_rows"] = mask.sum().cast("int64").fill_null(0)
        sums[f"{name}_amount"] = orders.amount.sum(where=mask).cast("int64").fill_null(0)
    row = orders.aggregate(**sums).to_pandas().iloc[0]
    return Kinds({name: (int(row[f"{name}_rows"]), int(row[f"{name}_amount"])) for name in which}, set(buyers(company)))


def buyers(company: Company) -> pd.Series:
    """Codes of the customers that any line names, sorted."""
    named = company.expr("orders").select("customer").distinct().to_pandas()["customer"].dropna()
    return named.astype("str").sort_values(kind="stable").reset_index(drop=True)


def amount_between(company: Company, start: dt.date, end: dt.date) -> int:
    """Sum of the lines between two days, both included, in minor units."""
    orders = company.expr("orders")
    within = (orders.date >= pd.Timestamp(start)) & (orders.date <= pd.Timestamp(end))
    return int(
        orders.aggregate(total=orders.amount.sum(where=within).cast("int64").fill_null(0)).to_pandas().iloc[0, 0]
    )


def services(company: Company) -> tuple[int, int]:
    """Order lines of what is no product (freight, postage, fees, adjustments): how many, and what they add up to."""
    from helpers.company.services import is_service

    orders = company.expr("orders")
    sums = orders.group_by("product").aggregate(
        rows=orders.count(), amount=orders.amount.sum().cast("int64").fill_null(0)
    )
    frame = sums.to_pandas()
    codes = frame["product"].astype("str").where(frame["product"].notna())
    known = company.has("products", "name")
    names = company.table("products").set_index("product")["name"] if known else pd.Series(dtype="str")
    found = frame[is_service(codes.map(names), codes)]
    return int(found["rows"].sum()), int(found["amount"].sum())


def prices(company: Company) -> pd.Series:
    """Average net price of each product (minor units a unit, not rounded) over its lines with amount and quantity."""
    orders = company.expr("orders")
    sold = orders.filter((orders.amount > 0) & (orders.quantity > 0) & orders["product"].notnull())
    totals = sold.group_by("product").aggregate(amount=sold.amount.sum().cast("int64"), quantity=sold.quantity.sum())
    frame = totals.to_pandas().astype({"product": "str", "quantity": "float64"}).sort_values("product", kind="stable")
    return frame.set_index("product")["amount"].astype("float64") / frame.set_index("product")["quantity"].round(6)


def purchases(company: Company) -> pd.DataFrame:
    """Per customer and day.

    Returns
    -------
    DataFrame
        ``customer, date, documents, sales, returns, net``: number of distinct documents with a
        positive line; sales (positive lines), returns (negative lines, so ≤ 0) and their sum, in
        minor units. Days with returns only have ``documents`` 0.
    """
    if company.stored is not None:
        return by_day(company, _purchases)
    return company.once("purchases", lambda: by_day(company, _purchases)).copy(deep=False)


def _purchases(orders: Any) -> pd.DataFrame:
    # documents first: a set of them for each of millions of customer-days would fill the memory
    each = orders.group_by("customer", "date", "doc_no").aggregate(
        # sums of no row are filled in here: a column with gaps crosses from the engine cell by cell
        sales=orders.amount.sum(where=orders.amount > 0).cast("int64").fill_null(0),
        returns=orders.amount.sum(where=orders.amount < 0).cast("int64").fill_null(0),
        net=orders.amount.sum().cast("int64").fill_null(0),
    )
    grouped = each.group_by("customer", "date").aggregate(
        documents=((each.sales > 0) & each.doc_no.notnull()).sum().cast("int64").fill_null(0),
        sales=each.sales.sum().cast("int64"),
        returns=each.returns.sum().cast("int64"),
        net=each.net.sum().cast("int64"),
    )
    return _settled(frame_of(grouped), ["customer", "date"], ["sales", "returns", "net", "documents"])


def by_day(company: Company, group: Callable[[Any], pd.DataFrame]) -> pd.DataFrame:
    """What ``group`` makes of the order lines per ``customer`` and ``date``, sorted so.

    Of lines that stay where they lie it is made once, of the whole company: earlier dates see its earlier days.
    """
    if company.stored is None:
        return group(company.expr("orders"))
    kept = (company.whole or company).stored.kept
    if group not in kept:
        kept[group] = _in_parts((company.whole or company), group)
    made = kept[group]
    return made[made["date"] <= pd.Timestamp(company.date)].reset_index(drop=True)


def _in_parts(company: Company, group: Callable[[Any], pd.DataFrame]) -> pd.DataFrame:
    """Where lines are many, of some customers at a time: neither the engine nor a sort here holds more than a part."""
    orders = company.expr("orders")
    if company.stored.summary["rows"] <= AT_ONCE:
        return group(orders)
    counts = frame_of(orders.group_by("customer").aggregate(n=orders.count())).sort_values("customer")
    parts = [some for _, some in counts["customer"].groupby(counts["n"].cumsum() // AT_ONCE)]
    return pd.concat(
        [group(orders.filter(orders.customer.between(some.iloc[0], some.iloc[-1]))) for some in parts],
        ignore_index=True,
    )


def monthly(company: Company) -> pd.DataFrame:
    """Per month: ``month`` (first day), ``net``, ``sales``, ``returns`` in minor units, ``customers``.

    Months without orders between the first and the last are rows of zero.
    """
    orders = company.expr("orders")
    month = orders.date.truncate("M").cast("date")
    grouped = orders.group_by(month=month).aggregate(
        net=orders.amount.sum().cast("int64"),
        sales=orders.amount.sum(where=orders.amount > 0).cast("int64"),
        returns=orders.amount.sum(where=orders.amount < 0).cast("int64"),
        customers=orders.customer.nunique(where=orders.amount > 0).cast("int64"),
    )
    frame = _settled(grouped.to_pandas(), ["month"], ["net", "sales", "returns", "customers"])
    if frame.empty:
        return frame
    whole = pd.date_range(frame["month"].min(), frame["month"].max(), freq="MS").astype("datetime64[us]")
    return frame.set_index("month").reindex(whole, fill_value=0).rename_axis("month").reset_index()


def by_product(company: Company, start: dt.date, end: dt.date) -> pd.DataFrame:
    """Per customer and product between two days, both included: ``net`` (minor units), ``quantity``.

    Lines without product have ``product`` missing; ``quantity`` is missing where any line of the
    pair has none.
    """
    orders = company.expr("orders")
    within = orders.filter((orders.date >= pd.Timestamp(start)) & (orders.date <= pd.Timestamp(end)))
    grouped = within.group_by("customer", "product").aggregate(
        net=within.amount.sum().cast("int64"),
        quantity=within.quantity.sum(),
        missing=within.quantity.isnull().sum().cast("int64"),
    )
    frame = _settled(frame_of(grouped), ["customer", "product"], ["net", "missing"])
    frame["quantity"] = frame["quantity"].astype("float64").round(6).mask(frame["missing"] > 0)
    return frame.drop(columns="missing")


def sold(company: Company, start: dt.date, end: dt.date) -> pd.DataFrame:
    """Per customer and product between two days, both included: sales apart from returns.

    Returns
    -------
    DataFrame
        ``customer, product, amount, quantity, unpriced, returns``: positive lines with a product
        and a positive quantity (``amount`` in minor units, ``quantity``), positive lines without
        (``unpriced``), and negative lines (``returns``, ≤ 0).
    """
    orders = company.expr("orders")
    within = orders.filter((orders.date >= pd.Timestamp(start)) & (orders.date <= pd.Timestamp(end)))
    counted = (within.quantity > 0).fill_null(False) & within.product.notnull()
    grouped = within.group_by("customer", "product").aggregate(
        amount=within.amount.sum(where=(within.amount > 0) & counted).cast("int64"),
        quantity=within.quantity.sum(where=(within.amount > 0) & counted).cast("float64"),
        unpriced=within.amount.sum(where=(within.amount > 0) & ~counted).cast("int64"),
        returns=within.amount.sum(where=within.amount < 0).cast("int64"),
    )
    frame = _settled(frame_of(grouped), ["customer", "product"], ["amount", "unpriced", "returns"])
    frame["quantity"] = frame["quantity"].fillna(0.0).astype("float64").round(6)
    return frame[["customer", "product", "amount", "quantity", "unpriced", "returns"]]


def monthly_by(company: Company, attribute: str) -> pd.DataFrame:
    """Per month and value of an attribute, such as ``customers.region`` or ``products.line``.

    Returns
    -------
    DataFrame
        ``month``, ``value`` (missing where the customer or product has none), ``net`` in minor units.
    """
    table, column = attribute.split(".")
    key = "customer" if table == "customers" else "product"
    orders = company.expr("orders")
    known = company.table(table)[[key, column]].dropna()
    month = orders.date.truncate("M").cast("date")
    grouped = orders.group_by(key, month=month).aggregate(net=orders.amount.sum().cast("int64")).to_pandas()
    grouped["value"] = grouped[key].map(known.set_index(key)[column])
    grouped["month"] = pd.to_datetime(grouped["month"]).astype("datetime64[us]")
    frame = grouped.groupby(["month", "value"], dropna=False, as_index=False)["net"].sum()
    return _settled(frame, ["month", "value"], ["net"])


def frame_of(expression) -> pd.DataFrame:
    """An expression's rows as pandas; text stays in Arrow, so that millions of codes are not copied one by one."""
    import pyarrow as pa

    text = pd.StringDtype("pyarrow", na_value=float("nan"))
    many = pa.cpu_count() > 1  # alone, Arrow must not begin a thread: this process may be forked
    types = {pa.string(): text, pa.large_string(): text}.get
    rows = expression.to_pyarrow()
    if rows.num_rows > MANY:
        give_back()
    return rows.to_pandas(types_mapper=types, use_threads=many, self_destruct=True)


def _settled(frame: pd.DataFrame, keys: list[str], counts: list[str]) -> pd.DataFrame:
    for name in keys:
        if name in ("date", "month"):
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[us]")
        else:
            frame[name] = frame[name].astype("str")
    frame[counts] = frame[counts].fillna(0).astype("int64")
    return frame.sort_values(keys, kind="stable", na_position="last").reset_index(drop=True)
