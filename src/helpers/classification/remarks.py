"""What the station assumes, and what the data cannot tell."""

from __future__ import annotations

import pandas as pd

from helpers.classification import rfm_classes, scores, terms
from helpers.classification.window import window
from helpers.language import Message, msg
from helpers.quantity import Quantity

RETURNS = {
    "net": msg("Returns lower the money of the window; the purchase day stays a purchase."),
    "cancel": msg("Returns lower the money of the window; a day whose returns eat up its sales is no purchase."),
    "ignore": msg("Returns are left out: money counts sales only."),
}


def assumptions(context, as_of) -> tuple[Message, ...]:
    """As-of date, window, returns policy and definitions, in words."""
    rules, (start, end) = context.rules, context.window
    day = {"start": Quantity(start.date().isoformat(), "date"), "end": Quantity(end.date().isoformat(), "date")}
    often = (
        msg("Frequency counts documents with a sale.")
        if rules["frequency"] == "documents"
        else msg("Frequency counts days with a purchase.")
    )
    return (
        msg(
            "Everything is seen from {end}; frequency, money and potential count {start} to {end}, recency and own cycle all purchases known.",
            **day,
        ),
        RETURNS[rules["returns"]],
        often,
        msg(
            "A customer's own cycle is the median gap between its purchase days, from {days} purchase days on.",
            days=Quantity(rules["cycle_days"], "count"),
        ),
        msg(
            "Cut points are observed values over customers with at least two purchase days; one-time buyers carry no scores."
        ),
        *_first_purchases(context, rules),
        msg("Shares of ABC classes are of the revenue of customers above zero."),
        msg(
            "Potential is what the better of like customers buy from us, not what the customer spends in all; it is a ceiling and no forecast."
        ),
    )


def _first_purchases(context, rules) -> list[Message]:
    """Who is not taken for new although the first purchase on record is young."""
    left = {name: int(context.second.get(name, 0)) for name in ("before", "early")}
    gaps = {name: Quantity(n, "count") for name, n in left.items()}
    found = []
    if left["before"]:
        found.append(
            msg(
                "Who entered before the orders begin is no new customer, however late the first purchase on record: the share of second orders leaves out {before}.",
                **gaps,
            )
        )
    if left["early"]:
        found.append(
            msg(
                "Who is first seen in the first {months} months of the orders may have bought before: without an entry date in the time of the orders the share of second orders leaves out {early}.",
                months=Quantity(rules["new_months"], "months"),
                **gaps,
            )
        )
    return found


def warnings(context, purchases: pd.DataFrame, as_of) -> tuple[Message, ...]:
    """What is missing or too thin, and what it would add."""
    rules, people, found = context.rules, context.rows("rfm"), []

    def count(value) -> Quantity:
        return Quantity(int(value), "count")

    later_rows = purchases["date"] > pd.Timestamp(as_of)
    later = int(later_rows.sum())
    if later:
        found.append(msg("Purchase days after the as-of date are left out: {n}.", n=count(later)))
    if people.empty or not (people["purchase_days"] > 0).any():
        found.append(
            msg(
                "There is no purchase up to the as-of date, so no customer can be classed; order lines with positive amounts would allow it."
            )
        )
        return tuple(found)
    bought_last = people["last"].max()
    if bought_last < context.window[0]:
        found.append(
            msg(
                "Nobody has bought since {last}: all customers have lapsed, and nothing can be said of the {months} months to the as-of date. Bring in the orders since, or set as_of to the day the orders end.",
                last=Quantity(bought_last.date().isoformat(), "date"),
                months=Quantity(rules["window_months"], "months"),
            )
        )
    begin = purchases["date"].min()
    if begin > context.window[0]:
        found.append(
            msg(
                "The orders begin on {begin}, so the window of {months} months is not full; older orders would complete it.",
                begin=Quantity(begin.date().isoformat(), "date"),
                months=Quantity(rules["window_months"], "months"),
            )
        )
    if not rfm_classes.can_tell_new(people, as_of, rules["new_months"]):
        found.append(
            msg("The orders do not reach back far enough to tell new customers from old ones; nobody is called new.")
        )
    bought = people["purchase_days"] > 0
    returned = int((~bought & people["customer"].isin(purchases.loc[~later_rows, "customer"].unique())).sum())
    if returned:
        found.append(
            msg(
                "Of the customers without a purchase on record {n} have orders, but returns only.",
                n=count(returned),
            )
        )
    short = int((bought & people["cycle_days"].isna()).sum())
    if short:
        found.append(
            msg(
                "Customers with too few purchase days for a cycle of their own: {n}; they cannot be called overdue.",
                n=count(short),
            )
        )
    if not (people["purchase_days"] >= 2).any():
        found.append(
            msg(
                "Nobody bought on two days or more, so there are no cut points and no scores; a longer history would add them."
            )
        )
    repeat = int((people["purchase_days"] >= 2).sum())
    if 0 < repeat < rules["levels"]:
        found.append(
            msg(
                "The number of customers who bought on two days or more is only {n}, fewer than there are scores.",
                n=count(repeat),
            )
        )
    for measure, empty in scores.collapsed(context.rows("cut_points")).items() if repeat >= rules["levels"] else ():
        found.append(
            msg(
                "Ties: many customers share the same value of {measure}, so nobody has the score {levels}; equal customers keep equal scores.",
                measure=terms.MEASURES[measure],
                levels=Quantity(", ".join(map(str, empty)), "text"),
            )
        )
    without = int((context.rows("abc")["abc"] == "none").sum())
    if without:
        found.append(
            msg("Customers without revenue above zero in the window stand outside A, B and C: {n}.", n=count(without))
        )
    if purchases["date"].min() > window(as_of, rules["window_months"], rules["abc_shift"])[0]:
        found.append(
            msg("The orders do not fill the earlier window, so how well ABC classes hold is only roughly known.")
        )
    found += _potential(context, count)
    return tuple(found)


def no_grid(like, rules) -> Message | None:
    """Why there is no potential and no grid; ``None`` where there is one."""
    if not like[["industry", "size"]].notna().any(axis=None):
        return msg(
            "Industry and size of customers are missing, so there is no potential and no grid; filled in for each customer, they let like customers be compared."
        ).lacking("customers.industry", "customers.size")
    if (like["basis"] == "none").all():
        needed = Quantity(rules["min_peers"], "count")
        return msg("No group has the {n} buying customers that a potential needs, so there is no grid.", n=needed)
    return None


def _potential(context, count) -> list[Message]:
    like, found = context.rows("potential"), []
    without = no_grid(like, context.rules)
    missing = [name for name in ("industry", "size") if not like[name].notna().any()]
    if len(missing) == 2:
        return [without]
    if missing:
        column = {"industry": msg("Industry"), "size": msg("Size")}[missing[0]]
        found.append(
            msg("The column {column} of customers is empty; peers would be more alike with it.", column=column).lacking(
                f"customers.{missing[0]}"
            )
        )
    for basis in ("size", "industry", "all"):
        rows = int((like["basis"] == basis).sum())
        if rows and (basis == "all" or not missing):
            found.append(
                msg(
                    "Customers compared with a wider group ({basis}) because they have too few peers or an empty column: {n}.",
                    basis=terms.BASES[basis],
                    n=count(rows),
                )
            )
    return [*found, without] if without else found
