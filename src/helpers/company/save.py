"""Write a company as a client folder, byte for byte the same each time."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from helpers.company.cells import tidy
from helpers.company.folder import Company
from helpers.company.profile import FILE, Profile
from helpers.company.schema import Table, tables
from helpers.quantity import minor_digits, to_major


def save(company: Company, folder: Path) -> Path:
    """Write ``company.yml``, one CSV a table and ``intake.json``; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(profile_text(company.profile), "utf-8", newline="\n")
    for name, frame in company.frames.items():
        text = table_text(frame, tables()[name], company.currency)
        (folder / f"{name}.csv").write_text(text, "utf-8", newline="\n")
    if company.intake is not None:
        text = json.dumps(company.intake, ensure_ascii=False, indent=1) + "\n"
        (folder / "intake.json").write_text(text, "utf-8", newline="\n")
    return folder


def table_text(frame: pd.DataFrame, table: Table, currency: str) -> str:
    """A canonical table as CSV text: money with its decimals, dates as ISO."""
    out = tidy(frame, table)
    digits = minor_digits(currency)
    for name in out.columns:
        kind = table[name].kind
        if kind == "money":
            out[name] = out[name].map(lambda minor: f"{to_major(minor, currency):.{digits}f}", na_action="ignore").astype("str")
        elif kind == "date":
            out[name] = out[name].dt.strftime("%Y-%m-%d")
        elif kind == "quantity":
            out[name] = out[name].map(lambda number: f"{number:.6f}".rstrip("0").rstrip("."), na_action="ignore").astype("str")
    return out.to_csv(index=False, lineterminator="\n")


def profile_text(profile: Profile) -> str:
    """``company.yml`` of a profile."""
    import yaml

    digits = minor_digits(profile.currency)
    raw = {
        "schema": 1,
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
            {"from": f.start, "to": f.end, "revenue": f"{to_major(f.revenue, profile.currency):.{digits}f}", "source": f.source}
            for f in profile.finance
        ]
    if profile.rules:
        raw["rules"] = {station: dict(rules) for station, rules in profile.rules.items()}
    if profile.tables:
        raw["tables"] = {name: dict(line) for name, line in profile.tables.items()}
    return yaml.safe_dump(raw, allow_unicode=True, sort_keys=False, width=100)
