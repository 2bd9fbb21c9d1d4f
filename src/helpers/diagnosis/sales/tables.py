"""Result tables of what the orders say, from the results of its steps."""

from __future__ import annotations

import pandas as pd

from helpers.diagnosis.sales.bridge import ITEMS
from helpers.diagnosis.sales.movers import shown
from helpers.diagnosis.sales.parts import Parts
from helpers.diagnosis.sales.terms import (
    ATTRIBUTES,
    BRIDGE,
    COLUMNS,
    KINDS,
    MONTHS,
    ORIGINS,
    SEASON_ONLY,
    SETS,
    TITLES,
    UNDATED,
    UNLINED,
)
from helpers.show import word
from helpers.station import ResultTable, settled


def tables(parts: Parts) -> dict[str, ResultTable]:
    """All tables, each always there: without data it has its columns and no rows."""
    frames = {
        "trend": _trend(parts),
        "season": _season(parts),
        "level_shift": _shift(parts),
        "shift_origin": _origin(parts),
        "concentration": _concentration(parts),
        "concentration_curve": _curve(parts),
        "cohorts": parts.cohorts.cells,
        "retention": parts.cohorts.retention,
        "origins": _origins(parts),
        "bridge": _bridge(parts),
    }
    if parts.bridge is not None:
        frames["bridge_lines"] = _largest_first(parts.bridge.lines, parts.goods)
        frames["price_products"] = parts.bridge.products.assign(name=lambda f: f["product"].map(parts.goods))
        if not parts.lined:
            frames["price_products"]["line"] = pd.NA
        changes = parts.bridge.customers.assign(name=lambda f: f["customer"].map(parts.names))
        frames["customer_movers"] = shown(parts.movers)
        frames["customer_changes"] = changes.assign(kind=changes["kind"].map({k: word(w) for k, w in KINDS.items()}))
    titles, columns = dict(TITLES), dict(COLUMNS)
    if not parts.lined:
        titles["bridge_lines"], product = UNLINED
        columns["bridge_lines"] = columns["bridge_lines"] | {"line": product}
    if parts.calendar == "none":
        columns["trend"] = columns["trend"] | {"adjusted": SEASON_ONLY}
    return {name: settled(titles[name], columns[name], frames.get(name)) for name in TITLES}


def _largest_first(lines: pd.DataFrame, goods: dict[str, str]) -> pd.DataFrame:
    """Lines whose revenue moved most first: a firm without lines has one a product, by its name, and nobody reads a
    thousand."""
    moved = (lines["after"] - lines["before"]).abs()
    frame = lines.assign(moved=moved).sort_values(["moved", "line"], ascending=[False, True], kind="stable")
    return frame.assign(line=frame["line"].map(goods).fillna(frame["line"]))


def _trend(parts: Parts) -> pd.DataFrame:
    frame = parts.adjusted.frame
    if parts.calendar == "none":
        frame = frame.assign(
            festival=float("nan")
        )  # no calendar, no factor: a column of ones would say that one was looked for
    return frame.assign(month=frame["month"].dt.strftime("%Y-%m"))


def _season(parts: Parts) -> pd.DataFrame | None:
    profile = parts.adjusted.profile
    return None if profile is None else profile.assign(number_name=[word(MONTHS[n - 1]) for n in profile["number"]])


def _shift(parts: Parts) -> pd.DataFrame | None:
    found, money = parts.shift, parts.monthly_effect
    if found is None or money is None:
        return None
    row = {name: getattr(found, name).strftime("%Y-%m") for name in ("month", "first", "last")}
    row |= {"effect": found.effect.value, "low": found.effect.low, "high": found.effect.high, "p_value": found.p_value}
    row |= {"monthly": money.value, "monthly_low": money.low, "monthly_high": money.high}
    return pd.DataFrame([row])


def _origin(parts: Parts) -> pd.DataFrame | None:
    if not parts.origins:
        return None
    return pd.concat([table.assign(attribute=word(ATTRIBUTES[name])) for name, table in parts.origins.items()])


def _concentration(parts: Parts) -> pd.DataFrame:
    rows = []
    for name, found in parts.concentration.items():
        if found is None:
            continue
        row = {
            "set": word(SETS[name]),
            "customers": found.customers,
            "net": found.net,
            "top_customers": found.top_customers,
        }
        for measure in ("half", "top", "gini", "hhi"):
            quantity = getattr(found, measure)
            row |= {measure: quantity.value, f"{measure}_low": quantity.low, f"{measure}_high": quantity.high}
        rows.append(row | {"largest": found.largest.value})
    return pd.DataFrame(rows)


def _curve(parts: Parts) -> pd.DataFrame | None:
    found = parts.counted
    return None if found is None else found.curve.assign(name=found.curve["customer"].map(parts.names))


def _origins(parts: Parts) -> pd.DataFrame:
    counts = parts.cohorts.members["origin"].value_counts()
    rows, called = {name: int(counts.get(name, 0)) for name in ORIGINS}, dict(ORIGINS)
    if not parts.cohorts.members["dated"].any():
        called["before"] = UNDATED
        rows["before"] = pd.NA  # without a single entry date nobody can be told, which is not nobody
    frame = pd.DataFrame([(word(called[name]), count) for name, count in rows.items()], columns=["origin", "customers"])
    return frame.astype({"customers": "Int64"})


def _bridge(parts: Parts) -> pd.DataFrame | None:
    found = parts.bridge
    if found is None:
        return None
    amounts = {"before": found.before} | {name: found.items[name] for name in ITEMS} | {"after": found.after}
    if not amounts["services"]:
        del amounts["services"]
    share = {name: amount / found.before if found.before > 0 else float("nan") for name, amount in amounts.items()}
    return pd.DataFrame(
        [(word(BRIDGE[name]), amount, share[name]) for name, amount in amounts.items()],
        columns=["item", "amount", "share"],
    )
