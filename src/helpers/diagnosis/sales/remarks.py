"""Assumptions and warnings of what the orders say, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers.diagnosis.listing import listed
from helpers.diagnosis.sales.level_shift import FLOOR, candidates
from helpers.diagnosis.sales.parts import Parts
from helpers.language import Message, msg
from helpers.quantity import Quantity

if TYPE_CHECKING:
    from helpers.company import Company


def _count(value: int) -> Quantity:
    return Quantity(int(value), "count")


def assumptions(parts: Parts) -> tuple[Message, ...]:
    """What the results take for granted."""
    notes: list[Message] = []
    chosen = parts.rules["calendar"] == "auto"
    if parts.calendar == "china":
        days = {
            "before": Quantity(parts.rules["festival_before"], "days"),
            "after": Quantity(parts.rules["festival_after"], "days"),
        }
        if chosen:
            notes.append(
                msg(
                    "The calendar of China is used because the currency is CNY: a pause from {before} days before lunar New Year's Day to {after} days from it. "
                    "The rule “calendar” changes this.",
                    **days,
                )
            )
        else:
            notes.append(
                msg(
                    "The calendar of China is used, as the rules say: a pause from {before} days before lunar New Year's Day to {after} days from it.",
                    **days,
                )
            )
    elif chosen:
        notes.append(
            msg(
                "No calendar of holidays is used because the currency is not CNY; the rule on the calendar of holidays changes this."
            )
        )
    else:
        notes.append(msg("No calendar of holidays is used, as the rules say."))
    if parts.adjusted.decomposed:
        edge = int(candidates(len(parts.adjusted.frame))[0])
        notes.append(
            msg(
                "Growth is taken as steady and the season as the same every year; at most one step is looked for, not within {edge} months of either end, "
                "with monthly errors at least {floor} persistent.",
                edge=_count(edge),
                floor=Quantity(FLOOR, "ratio"),
            )
        )
    found = parts.counted
    if found is not None:
        notes.append(
            msg(
                "Concentration counts {customers} customers with positive net revenue from {start} to {end}; its intervals say how far numbers would move "
                "if as many customers of the same kind had come by chance. For revenue as skewed as this they are short and hold the truth in some nine of ten cases.",
                customers=_count(found.customers),
                start=Quantity(parts.window.iso[0], "date"),
                end=Quantity(parts.window.iso[1], "date"),
            )
        )
        left = found.left_out
        if left["negative"]:
            notes.append(
                msg(
                    "Not on the curve: {count} customers with net revenue of zero or below ({money}).",
                    count=_count(left["negative"]),
                    money=parts.money(left["negative_net"]),
                )
            )
        if left["one_time"]:
            notes.append(
                msg(
                    "{count} one-time buyers ({money}) are left out of the concentration, as the rules say.",
                    count=_count(left["one_time"]),
                    money=parts.money(left["one_time_net"]),
                )
            )
        notes.append(
            msg(
                "The Herfindahl-Hirschman index is made for markets, not for one firm's customers; the cut-offs of the US merger guidelines "
                "({old_low} and {old_high} of {old}, {new_low} and {new_high} of {new}) are a yardstick only.",
                old=Quantity("2010", "text"),
                new=Quantity("2023", "text"),
                old_low=Quantity(1500, "number"),
                old_high=Quantity(2500, "number"),
                new_low=Quantity(1000, "number"),
                new_high=Quantity(1800, "number"),
            )
        )
    counts = parts.cohorts.members["origin"].value_counts()
    if len(counts) and not parts.cohorts.members["dated"].any():
        notes.append(
            msg(
                "Cohorts hold the {new} customers won within the data. There are no usable entry dates, so who was a customer before the data begin is not known: "
                "the {burn} first seen in the first {months} months are not counted as new, which would make the first cohorts look loyal.",
                new=_count(counts.get("new", 0)),
                burn=_count(counts.get("burn_in", 0)),
                months=_count(parts.rules["burn_in_months"]),
            )
        )
    elif len(counts):
        notes.append(
            msg(
                "Cohorts hold the {new} customers won within the data. {before} were customers before the data begin, and {burn} were first seen in the first "
                "{months} months without a usable entry date; counting them as new would make the first cohorts look loyal.",
                new=_count(counts.get("new", 0)),
                before=_count(counts.get("before", 0)),
                burn=_count(counts.get("burn_in", 0)),
                months=_count(parts.rules["burn_in_months"]),
            )
        )
    if parts.bridge is not None:
        notes.append(
            msg(
                "The bridge compares {start} to {middle} with the months up to {end}. Within a product line quantities are added up, so a line must hold products "
                "with the same unit; a product without a line is a line of its own. Customers and products count as lost when nothing was sold in the later period.",
                start=Quantity(parts.then.iso[0], "date"),
                middle=Quantity(parts.then.iso[1], "date"),
                end=Quantity(parts.now.iso[1], "date"),
            )
        )
        notes.append(
            msg(
                "Customers lost and won are counted in the bridge by what they were sold; what they sent back is in the item returns, so a share of net revenue "
                "told elsewhere can differ a little."
            )
        )
        if parts.bridge.services:
            told = [str(parts.goods.get(code, code)) for code in parts.bridge.services]
            notes.append(
                msg(
                    "{count} of what was sold count as freight, fees or discounts by their names and not as products ({names}): they are an item of their own "
                    "in the bridge and have no part in its prices.",
                    count=_count(len(told)),
                    names=listed(told[:6]),
                )
            )
    return tuple(notes)


def warnings(parts: Parts, company: Company) -> tuple[Message, ...]:
    """What is missing or thin, and what would mend it."""
    from helpers.company.ledger import span

    notes: list[Message] = [*parts.adjusted.warnings]
    _, _, first, last = span(company)
    if pd.isna(first):
        return (msg("There are no order lines on or before the as-of date, so nothing can be said."),)
    if last < pd.Timestamp(parts.now.end) - pd.offsets.MonthEnd(1):
        notes.append(
            msg(
                "The last order line is of {last}, but the as-of date is {as_of}: either orders are missing or the as-of date is wrong.",
                last=Quantity(last.date().isoformat(), "date"),
                as_of=Quantity(parts.as_of, "date"),
            )
        )
    if first > pd.Timestamp(parts.window.start) + pd.offsets.MonthBegin(1):
        notes.append(
            msg(
                "Orders begin on {first}, so the concentration covers less than the {months} months asked for.",
                first=Quantity(first.date().isoformat(), "date"),
                months=_count(parts.rules["window_months"]),
            )
        )
    if parts.counted is None:
        notes.append(
            msg(
                "No customer has positive net revenue in the window, so there is no concentration; check the as-of date and whether returns are booked twice."
            )
        )
    elif parts.counted.customers < 5:
        notes.append(
            msg(
                "The number of customers is only {count}, so shares of customers mean little: name them one by one instead.",
                count=_count(parts.counted.customers),
            )
        )
    if parts.cohorts.cells.empty:
        notes.append(
            msg(
                "No customer can be shown to be new within the data, so there are no cohorts. Entry dates of customers (created_on) or older orders would tell new from known ones."
            )
        )
    elif parts.cohorts.retention.empty or parts.cohorts.retention["quarter"].max() < parts.rules["retention_quarter"]:
        notes.append(
            msg(
                "No cohort is {age} quarters old yet, so retention at that age is not known; older orders would add it.",
                age=_count(parts.rules["retention_quarter"]),
            )
        )
    found = parts.bridge
    if found is None:
        notes.append(
            msg(
                "The bridge needs orders from {start} on, and they begin on {first}. Older orders, or fewer months a period (rule “bridge_months”), would make it possible.",
                start=Quantity(parts.then.iso[0], "date"),
                first=Quantity(first.date().isoformat(), "date"),
            )
        )
        return tuple(notes)
    if not company.has("orders", "product", "quantity"):
        notes.append(
            msg(
                "Orders carry no product and quantity, so price, volume and mix cannot be told apart: fill in both columns of the order lines."
            ).lacking("orders.product", "orders.quantity")
        )
    elif not company.has("products", "line"):
        notes.append(
            msg(
                "There are no product lines, so each product is a line of its own and mix is only among customers; the table products with its column line would add it."
            ).lacking("products.line")
        )
    if found.items["unpriced"]:
        notes.append(
            msg(
                "Sales without product or quantity changed by {money}; the bridge cannot explain that part.",
                money=parts.money(found.items["unpriced"]),
            )
        )
    return tuple(notes)
