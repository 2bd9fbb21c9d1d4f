"""What the orders say, from a company and rules: composes the steps and computes nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.company.services import is_service
from helpers.diagnosis.sales import findings, level_shift, remarks, season, shift_origin
from helpers.diagnosis.sales.bridge import Bridge, bridge
from helpers.diagnosis.sales.cohorts import cohorts, drift
from helpers.diagnosis.sales.concentration import concentration_of
from helpers.diagnosis.sales.movers import movers
from helpers.diagnosis.sales.parts import Parts
from helpers.diagnosis.sales.period import last_months, months_to_day
from helpers.diagnosis.sales.tables import tables
from helpers.quantity import Quantity
from helpers.station import Outcome

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules


def compute(company: Company, rules: Rules) -> Outcome:
    """Tables, findings, assumptions and warnings of the station."""
    parts = steps(company, rules)
    return Outcome(tables(parts), findings.all_of(parts), remarks.assumptions(parts), remarks.warnings(parts, company))


def steps(company: Company, rules: Rules) -> Parts:
    """Results of all steps, in the order of the lesson."""
    from helpers.company import ledger

    calendar = calendar_of(company, rules)
    monthly, purchases = ledger.monthly(company), ledger.purchases(company)
    options = {"as_of": company.date, "before": rules["festival_before"], "after": rules["festival_after"]}
    adjusted = season.adjust(monthly, calendar, **options)
    shift = level_shift.find(adjusted, rules["alpha"], rules["draws"], rules["seed"])
    effect, origins = None, {}
    if shift is not None:
        adjusted = season.adjust(monthly, calendar, **options, shift=shift.month)
        effect = money_a_month(adjusted.frame, shift, company.currency)
        for attribute in shift_attributes(company):
            origins[attribute] = shift_origin.by_group(
                adjusted, ledger.monthly_by(company, attribute), effect.value / shift.effect.value, effect.value
            )
    window = months_to_day(company.date, rules["window_months"])
    sets = {
        name: concentration_of(company, purchases, window, rules, one_time=kept)
        for name, kept in (("all", True), ("repeat", False))
    }
    customers = company.table("customers").set_index("customer")
    waves = cohorts(purchases, company.date, customers["created_on"], rules["burn_in_months"])
    now = last_months(company.date, rules["bridge_months"])
    then = last_months(company.date, rules["bridge_months"], back=rules["bridge_months"])
    products = company.table("products").set_index("product") if company.has("products") else None
    changed = bridge_of(company, then, now, rules)
    names = customers["name"].to_dict()
    counted = sets["all" if rules["one_time"] == "include" else "repeat"]
    return Parts(
        rules=rules,
        currency=company.currency,
        as_of=company.date.isoformat(),
        calendar=calendar,
        adjusted=adjusted,
        shift=shift,
        monthly_effect=effect,
        origins=origins,
        origin=shift_origin.standing_out(origins),
        window=window,
        concentration=sets,
        cohorts=waves,
        drift=drift(waves, rules["retention_quarter"]),
        then=then,
        now=now,
        bridge=changed,
        movers=None if changed is None else movers(changed.people, names, customers["group"]),
        lined=company.has("products", "line"),
        others=others(counted, purchases, monthly, calendar, rules, options, shift),
        names=names,
        goods={} if products is None else products["name"].to_dict(),
    )


def others(counted, purchases, monthly, calendar, rules, options, shift) -> season.Adjusted | None:
    """The season without the largest customer, where its share is worth an alert: whose season it is."""
    if counted is None or counted.largest.value < rules["largest_alert"]:
        return None
    own = purchases[purchases["customer"] == counted.curve["customer"].iloc[0]]
    months = own["date"].dt.to_period("M").dt.to_timestamp().astype(monthly["month"].dtype)
    less = monthly["month"].map(own.groupby(months)["net"].sum()).fillna(0).astype("int64")
    rest = monthly.assign(net=monthly["net"] - less)
    found = season.adjust(rest, calendar, **options, shift=None if shift is None else shift.month)
    return found if found.decomposed else None


def calendar_of(company: Company, rules: Rules) -> str:
    """``china`` or ``none``: the rule, and where it says ``auto`` China's for money in yuan."""
    if rules["calendar"] != "auto":
        return rules["calendar"]
    return "china" if company.currency == "CNY" else "none"


def shift_attributes(company: Company) -> list[str]:
    """Attributes by which a step can be divided, as far as the folder has them."""
    known = [("customers", "region"), ("customers", "industry"), ("products", "line")]
    return [f"{table}.{column}" for table, column in known if company.has(table, column)]


def money_a_month(frame: pd.DataFrame, shift: level_shift.LevelShift, currency: str) -> Quantity:
    """What the step makes a month, on average of the months since (of the last twelve at most).

    Revenue of a month at the new level is ``1 + effect`` times what it would have been; the
    difference is ``net × effect / (1 + effect)``.
    """
    since = frame.loc[frame["month"] >= shift.month, "net"].tail(12).to_numpy("float64")
    effect = shift.effect
    values = [float(np.mean(since)) * part / (1 + part) for part in (effect.value, effect.low, effect.high)]
    return Quantity(round(values[0]), "money", round(values[1]), round(values[2]), currency=currency)


def bridge_of(company: Company, then, now, rules: Rules) -> Bridge | None:
    """The bridge, or ``None`` when the orders do not reach back over both periods."""
    from helpers.company import ledger

    first = ledger.span(company).first
    if pd.isna(first) or first.to_period("M").start_time.date() > then.start:
        return None
    lines = company.table("products").set_index("product")["line"] if company.has("products", "line") else None
    before, after = ledger.sold(company, *then), ledger.sold(company, *now)
    services = services_of(company, pd.concat([before["product"], after["product"]]))
    return bridge(before, after, lines, services=services, draws=rules["draws"], seed=rules["seed"])


def services_of(company: Company, sold: pd.Series) -> frozenset[str]:
    """Codes among those sold that stand for freight, fees and the like, by name or, where there is none, by code."""
    codes = pd.Series(sold.dropna().unique(), dtype="str")
    names = (
        company.table("products").set_index("product")["name"] if company.has("products") else pd.Series(dtype="str")
    )
    return frozenset(codes[is_service(codes.map(names), codes)])
