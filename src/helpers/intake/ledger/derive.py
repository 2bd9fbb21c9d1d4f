"""Customers and products that a ledger names only in its lines."""

from __future__ import annotations

import pandas as pd

from helpers.company.cells import tidy
from helpers.company.schema import DTYPES, tables
from helpers.company.text import LONGEST
from helpers.intake.lines.part import Part
from helpers.intake.values.codes import WIDE


def people_and_goods(frame: pd.DataFrame) -> pd.DataFrame:
    """Lines whose customer and product each have a code: their own, that of the same name, or the name.

    ``customer_by_name`` and ``product_by_name`` mark lines whose code came from the name.
    """
    frame = frame.copy()
    for code, name in (("customer", "customer_name"), ("product", "product_name")):
        bare = frame[code].isna() & frame[name].notna()
        frame[f"{code}_by_name"] = bare
        if not bare.any():
            continue
        pairs = frame.loc[frame[code].notna() & frame[name].notna(), [code, name]].drop_duplicates()
        single = pairs[~pairs[name].duplicated(keep=False)].set_index(name)[code]
        found = frame.loc[bare, name].map(single)
        own = frame.loc[bare, name].str.translate(WIDE)
        own = own.where(own.str.len() <= LONGEST["id"])
        frame.loc[bare, code] = found.astype("str").fillna(own)
    return frame


def documents(good: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Lines without a document number get one from customer and date; and how many did."""
    good = good.copy()
    bare = good["doc_no"].isna()
    made = good["customer"].str.slice(0, LONGEST["id"] - len("-20250101")) + "-" + good["date"].dt.strftime("%Y%m%d")
    good["doc_no"] = good["doc_no"].where(~bare, made).astype("str")
    return good, int(bare.sum())


def orders(good: pd.DataFrame, parts: list[Part]) -> pd.DataFrame:
    """The order lines of the client folder."""
    columns = {column for part in parts for column in part.header.columns}
    names = ["doc_no", "date", "customer", "amount"]
    if good["product"].notna().any():
        names.append("product")
    if "quantity" in columns:
        names.append("quantity")
    if {"cost", "unit_cost"} & columns and good["cost"].notna().any():
        names.append("cost")
    return tidy(typed(good[names], "orders"), tables()["orders"])


def customers(good: pd.DataFrame) -> pd.DataFrame:
    """One row a customer: the latest name, region and industry its lines give (ties: the last by name)."""
    frame = latest(good, "customer", {"name": "customer_name", "region": "region", "industry": "industry"})
    frame["name"] = frame["name"].fillna(frame["customer"])
    return tidy(typed(frame, "customers"), tables()["customers"])


def products(good: pd.DataFrame) -> pd.DataFrame:
    """One row a product: the latest name, line and series its lines give."""
    frame = latest(
        good[good["product"].notna()], "product", {"name": "product_name", "line": "product_line", "series": "series"}
    )
    frame["name"] = frame["name"].fillna(frame["product"])
    return tidy(typed(frame, "products"), tables()["products"])


def latest(good: pd.DataFrame, key: str, fields: dict[str, str]) -> pd.DataFrame:
    """Per key the latest value of each field; fields that no line has are left out, but for ``name``."""
    found = pd.DataFrame({key: sorted(good[key].unique())}).astype({key: "str"})
    for name, field in fields.items():
        rows = good.loc[good[field].notna(), [key, "date", field]].drop_duplicates()
        last = rows.sort_values([key, "date", field], kind="stable").groupby(key)[field].last()
        if name == "name" or len(last):
            found[name] = found[key].map(last).astype("str")
    return found


def several(good: pd.DataFrame, key: str, field: str) -> int:
    """How many keys have more than one value of a field."""
    rows = good.loc[good[key].notna() & good[field].notna(), [key, field]].drop_duplicates()
    return int((rows.groupby(key).size() > 1).sum())


def typed(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    return frame.astype({name: DTYPES[tables()[table][name].kind] for name in frame.columns})
