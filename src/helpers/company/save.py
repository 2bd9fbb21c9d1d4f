"""Write a company as a client folder, byte for byte the same each time."""

from __future__ import annotations

import json
from collections.abc import Container
from pathlib import Path

import pandas as pd

from helpers.company.cells import tidy
from helpers.company.folder import Company
from helpers.company.kinds import DECIMALS
from helpers.company.profile import FILE, SCHEMA, Profile
from helpers.company.schema import Table, tables
from helpers.quantity import minor_digits, to_major

#: Digits of a sum of money in a Parquet file: all that 64 bits of minor units can hold.
MONEY_DIGITS = 19


def save(company: Company, folder: Path, parquet: tuple[str, ...] = (), ready: Container[str] = ()) -> Path:
    """Write ``company.yml``, one CSV a table (Parquet for the tables named) and ``intake.json``; returns the folder.

    Tables whose file is among those ``ready`` are left to the caller.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(profile_text(company.profile), "utf-8", newline="\n")
    for name in company.frames:
        if f"{name}.parquet" in ready:
            continue
        frame = company.frames[name]
        if name in parquet:
            (folder / f"{name}.parquet").write_bytes(parquet_bytes(frame, tables()[name], company.currency))
            continue
        text = table_text(frame, tables()[name], company.currency)
        (folder / f"{name}.csv").write_text(text, "utf-8", newline="\n")
    if company.intake is not None:
        text = json.dumps(company.intake, ensure_ascii=False, indent=1) + "\n"
        (folder / "intake.json").write_text(text, "utf-8", newline="\n")
    return folder


def table_text(frame: pd.DataFrame, table: Table, currency: str) -> str:
    """A canonical table as CSV text: money with its decimals, dates as ISO, columns without value left out."""
    out = tidy(frame, table)
    out = out[[name for name in out.columns if table[name].required or out[name].notna().any()]]
    for name in out.columns:
        kind = table[name].kind
        if kind == "money":
            out[name] = decimal_text(out[name], minor_digits(currency))
        elif kind == "date":
            out[name] = out[name].dt.strftime("%Y-%m-%d")
        elif kind == "quantity":
            scaled = (out[name] * 10**DECIMALS).round().astype("Int64")
            out[name] = decimal_text(scaled, DECIMALS).str.rstrip("0").str.rstrip(".")
    return out.to_csv(index=False, lineterminator="\n")


def parquet_bytes(frame: pd.DataFrame, table: Table, currency: str) -> bytes:
    """A canonical table as Parquet: money as decimals of the currency, columns without value left out."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = tidy(frame, table)
    names = [name for name in out.columns if table[name].required or out[name].notna().any()]
    columns = []
    for name in names:
        if table[name].kind == "money":
            text = pa.array(decimal_text(out[name], minor_digits(currency)), pa.string())
            columns.append(text.cast(pa.decimal128(MONEY_DIGITS, minor_digits(currency))))
        else:
            columns.append(pa.array(out[name], from_pandas=True))
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns, names), sink, compression="zstd")
    return sink.getvalue().to_pybytes()


def decimal_text(whole: pd.Series, digits: int) -> pd.Series:
    """Whole multiples of ``10 ** -digits`` as decimal text, exact: -5 with 2 digits is ``-0.05``."""
    text = whole.astype("Int64").abs().astype("str").str.zfill(digits + 1)
    if digits:
        text = text.str.slice(0, -digits) + "." + text.str.slice(-digits)
    return ("-" + text).where((whole < 0).fillna(False).astype(bool), text)


def profile_text(profile: Profile) -> str:
    """``company.yml`` of a profile."""
    import yaml

    digits = minor_digits(profile.currency)
    raw = {
        "schema": SCHEMA,
        "id": profile.id,
        "name": {"zh": profile.name.zh, "en": profile.name.en},
        "industry": profile.industry,
        "currency": profile.currency,
        "as_of": profile.as_of,
        "fictional": profile.fictional,
        "revenue": {"basis": profile.revenue_basis, "tax": profile.revenue_tax},
    }
    if profile.finance:
        raw["finance"] = [
            {
                "from": total.start,
                "to": total.end,
                "revenue": f"{to_major(total.revenue, profile.currency):.{digits}f}",
                "source": total.source,
            }
            for total in profile.finance
        ]
    if profile.rules:
        raw["rules"] = {station: dict(rules) for station, rules in profile.rules.items()}
    if profile.tables:
        raw["tables"] = {name: dict(line) for name, line in profile.tables.items()}
    return yaml.safe_dump(raw, allow_unicode=True, sort_keys=False, width=100)
