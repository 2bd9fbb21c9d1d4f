"""The result tables of the classes."""

from __future__ import annotations

import pandas as pd

from helpers.language import msg
from helpers.station import Column, ResultTable

CLASSES = {
    "account": Column(msg("Account code"), "id"),
    "account_name": Column(msg("Account"), "text"),
    "members": Column(msg("Companies in it"), "count"),
    "owner": Column(msg("Account owner"), "text"),
    "class": Column(msg("Class (code)"), "id"),
    "class_name": Column(msg("Class"), "text"),
    "confidence": Column(msg("Share of draws in this class"), "share"),
    "reason": Column(msg("Why"), "text"),
    "revenue": Column(msg("Net revenue"), "money"),
    "value": Column(msg("Revenue the class rests on"), "money"),
    "share": Column(msg("Share of what all bring"), "share"),
    "contribution": Column(msg("Contribution"), "money"),
    "growth": Column(msg("Own growth / growth of the firm"), "ratio"),
    "in_key": Column(msg("Key, share of draws"), "share"),
    "in_growth": Column(msg("Growth, share of draws"), "share"),
    "in_general": Column(msg("General, share of draws"), "share"),
    "in_exit": Column(msg("Let go, share of draws"), "share"),
    "codes": Column(msg("Customer codes"), "id"),
}
TOTALS = {
    "class": Column(msg("Class (code)"), "id"),
    "class_name": Column(msg("Class"), "text"),
    "accounts": Column(msg("Accounts"), "count"),
    "firm": Column(msg("Of them sure"), "count"),
    "revenue": Column(msg("Net revenue"), "money"),
    "share": Column(msg("Share of what all bring"), "share"),
    "contribution": Column(msg("Contribution"), "money"),
    "carried": Column(msg("Share of fixed costs and profit it carries"), "share"),
}
TITLES = {
    "classes": msg("Class of each account, with reason and confidence"),
    "class_totals": msg("Accounts, revenue and contribution by class"),
}


def table(name: str, frame: pd.DataFrame) -> ResultTable:
    """Rows as a result table."""
    spec = {"classes": CLASSES, "class_totals": TOTALS}[name]
    title = TITLES[name]
    if name == "class_totals" and frame["contribution"].isna().all():  # no costs are known, so no such column is shown
        title = msg("Accounts and revenue by class")
    return ResultTable(title, spec, frame[list(spec)].reset_index(drop=True))
