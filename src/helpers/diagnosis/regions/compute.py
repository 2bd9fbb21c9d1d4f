"""The regional analysis, from a company and rules: composes the steps and computes nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.diagnosis.competitors.compute import deals
from helpers.diagnosis.regions import activity, findings, remarks, share, trend
from helpers.diagnosis.regions.matrix import CRITERIA, Matrix, matrix
from helpers.diagnosis.regions.needs import needs
from helpers.diagnosis.regions.parts import Parts
from helpers.diagnosis.regions.potential import potential
from helpers.diagnosis.regions.rivals import rivals
from helpers.diagnosis.regions.tables import tables
from helpers.diagnosis.regions.visits import visits
from helpers.diagnosis.sales.period import last_months
from helpers.station import Outcome

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules


def compute(company: Company, rules: Rules) -> Outcome:
    """Tables, findings, assumptions and warnings of the part."""
    parts = steps(company, rules)
    return Outcome(tables(parts), findings.all_of(parts), remarks.assumptions(parts), remarks.warnings(parts, company))


def steps(company: Company, rules: Rules) -> Parts:
    """Results of all steps, in the order of the lesson."""
    from helpers.company import ledger

    months = rules["region_months"]
    now, then = last_months(company.date, months), last_months(company.date, months, back=months)
    known = company.has("customers", "region")
    purchases = ledger.purchases(company)
    people = activity.customers_in(company, now, purchases)
    regions = activity.by_region(people) if known else activity.by_region(people.head(0))
    market = potential(company.table("regions")) if company.has("regions", "potential") else None
    seen = None
    if company.has("market_visits"):
        table = company.table("market_visits")
        since = pd.Timestamp(company.date) - pd.DateOffset(months=rules["visit_months"])
        table = table[table["date"] > since]
        seen = visits(table) if len(table) else None
    wants = None
    if known and company.has("needs"):
        wants = needs(company.table("needs"), people["region"])
    won = None
    if known and company.has("opportunities"):
        won = rivals(deals(company), rules["winloss_months"], pd.Timestamp(company.date))
    changed, moved = pd.DataFrame(columns=["region", "sold_on"]), trend.behind(trend_empty())
    rolling, seasons = trend.rolling(trend_empty()), trend.seasons(trend_empty())
    if known:
        monthly = ledger.monthly_by(company, "customers.region")
        ended = monthly["month"] + pd.offsets.MonthEnd(0) <= pd.Timestamp(company.date)
        monthly = monthly[ended]  # a month not over would stand for a fall
        rolling, seasons = trend.rolling(monthly), trend.seasons(monthly)
        first = purchases["date"].min()
        if pd.notna(first) and first.to_period("M").start_time.date() <= then.start:
            changed = trend.changes(company, then, now, rules["region_orders"], purchases)
            moved = trend.behind(changed)
    covered = activity.coverage(regions)
    owned = share.shares(regions, market, months)
    parts = Parts(
        rules=rules,
        currency=company.currency,
        as_of=company.date.isoformat(),
        then=then,
        now=now,
        regions=regions,
        market=market,
        shares=owned,
        penetration=share.penetration(regions, market),
        coverage=covered,
        needs=wants,
        rivals=won,
        visits=seen,
        changed=changed,
        moved=moved,
        rolling=rolling,
        seasons=seasons,
        matrix=None,
        no_region=unplaced(company, now, purchases) if known else None,
    )
    return parts.with_matrix(placed(parts))


def trend_empty() -> pd.DataFrame:
    """Monthly revenue and changes without a row."""
    columns = {"month": "datetime64[us]", "value": "str", "net": "int64", "region": "str", "change": "float64"}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()}).assign(before=0.0)


def unplaced(company: Company, now, purchases: pd.DataFrame) -> int:
    """Revenue in the window of customers without a region, minor units."""
    people = company.table("customers").set_index("customer")["region"]
    inside = purchases["date"].between(pd.Timestamp(now.start), pd.Timestamp(now.end))
    return int(purchases.loc[inside & purchases["customer"].map(people).isna(), "net"].sum())


def placed(parts: Parts) -> Matrix | None:
    """The matrix, from what the steps know of each region."""
    values, errors = criteria(parts)
    weights = {name: float(parts.rules[rule]) for name, (_, rule, _) in CRITERIA.items()}
    return matrix(values, errors, weights, parts.rules["draws"], parts.rules["seed"])


def criteria(parts: Parts) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Value and standard error of every criterion of the matrix, by region."""
    names = set(parts.regions.index[parts.regions["revenue"] > 0])
    if parts.market is not None:
        names |= set(parts.market.regions.index)
    names |= set() if parts.visits is None else set(parts.visits.scores["region"])
    index = sorted(names)
    values, errors = (pd.DataFrame(index=index, columns=list(CRITERIA), dtype="float64") for _ in range(2))
    if parts.market is not None:
        for name, fitted in (("size", parts.market.size), ("growth", parts.market.growth)):
            values[name] = fitted.things["value"].reindex(index)
            errors[name] = fitted.things["error"].reindex(index)
        own = parts.shares["share"].reindex(index)
        values["share"], errors["share"] = np.log(own.where(own > 0)), errors["size"]
    for step, name in (("market", "market"), ("competition", "calm"), ("customer", "standing")):
        if parts.visits is not None:
            fitted = parts.visits.fits[step].things
            values[name], errors[name] = fitted["value"].reindex(index), fitted["error"].reindex(index)
    values["margin"] = parts.regions["margin"].astype("float64").reindex(index)
    if parts.rivals is not None and len(parts.rivals):
        deals_of = parts.rivals.set_index("region")
        won, ended = deals_of["won"], deals_of["won"] + deals_of["lost"]
        share_won = (won + 0.5) / (ended + 1)  # Jeffreys
        values["wins"] = share_won.reindex(index)
        errors["wins"] = np.sqrt(share_won * (1 - share_won) / (ended + 2)).reindex(index)
    moved = parts.moved[parts.moved["compared"] >= trend.LEAST]
    values["momentum"] = np.log1p(moved["median"]).reindex(index)
    # standard error of a median of normal data (Kenney and Keeping 1962): 1.2533 standard deviations / root n
    errors["momentum"] = (1.2533 * moved["spread"] / np.sqrt(moved["compared"])).reindex(index)
    if len(parts.coverage):
        active = parts.regions["active"].astype("float64")
        part = (parts.regions["seen"].astype("float64") + 0.5) / (active + 1)
        values["coverage"] = part.where(active > 0).reindex(index)
        errors["coverage"] = np.sqrt(part * (1 - part) / (active + 2)).reindex(index)
    return values, errors
