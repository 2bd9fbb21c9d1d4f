"""Exercises of station 1."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.language import Message, msg, said
from helpers.quantity import Quantity
from helpers.show import WORD, sentence
from helpers.station import StationResult
from helpers.workbook.exercise import Compute, Decide, Promise

#: How many problems may be taken up at once, and what part of the most they could carry must be reached.
AT_ONCE, PART = 3, 0.5


def half(result: StationResult) -> Mapping[str, Quantity]:
    """How many customers bring half of the revenue."""
    table = result["concentration"]
    if table.empty:
        return {}
    all_customers = table.iloc[0]
    return {
        "answer": Quantity(
            int(all_customers["half"]), "count", float(all_customers["half_low"]), float(all_customers["half_high"])
        ),
        "customers": Quantity(int(all_customers["customers"]), "count"),
    }


def price(result: StationResult) -> Mapping[str, Quantity]:
    """What price alone did to the revenue, summed over product lines."""
    lines = result["bridge_lines"]
    if lines.empty:
        return {}
    currency = result.facts.currency
    return {
        "answer": Quantity(int(lines["price"].sum()), "money", currency=currency),
        "volume": Quantity(int(lines["volume"].sum()), "money", currency=currency),
        "mix": Quantity(int(lines["mix"].sum()), "money", currency=currency),
    }


def stayed(result: StationResult) -> Mapping[str, Quantity]:
    """Growth among customers and products of both periods: volume, mix and price over the revenue before."""
    lines, bridge = result["bridge_lines"], result["bridge"]
    if lines.empty or not bridge["amount"].iloc[0] > 0:
        return {}
    before, after = int(bridge["amount"].iloc[0]), int(bridge["amount"].iloc[-1])
    kept = int(lines[["volume", "mix", "price"]].to_numpy().sum())
    currency = result.facts.currency
    return {
        "answer": Quantity(kept / before, "share"),
        "whole": Quantity(after / before - 1, "share"),
        "kept": Quantity(kept, "money", currency=currency),
        "rest": Quantity(after - before - kept, "money", currency=currency),
    }


def able(result: StationResult) -> dict[str, float]:
    """Problems whose effect outweighs the effort, and what each costs a year (minor units), the dearest first."""
    table = result["problem_order"]
    table = table[(table["ahead"] > 0) & (table["cost"].fillna(0) > 0)].sort_values(
        ["cost", "problem"], ascending=[False, True]
    )
    return dict(zip(table["problem"], table["cost"].astype("float64"), strict=True))


def first_problems(result: StationResult) -> Mapping[str, Quantity]:
    """What the problems worth taking up first could carry together; empty where none is worth its effort."""
    costs = able(result)
    if not costs:
        return {}
    best = list(costs)[:AT_ONCE]
    return {
        "names": Quantity(", ".join(map(said, best)), "text"),
        "money": Quantity(round(sum(costs[name] for name in best)), "money", currency=result.facts.currency),
        "most": Quantity(AT_ONCE, "count"),
        "part": Quantity(PART, "share"),
    }


def chosen(answer: object, result: StationResult) -> list[str]:
    """The names of an answer, each once, as they stand in the data; a single name may stand by itself."""
    shown = {said(name): name for name in result["problem_order"]["problem"]}
    return sorted({shown.get(name, name) for name in ([answer] if isinstance(answer, str) else answer)})


def carries_enough(answer: object, result: StationResult) -> bool:
    costs = able(result)
    return sum(costs.get(name, 0) for name in chosen(answer, result)) >= PART * sum(list(costs.values())[:AT_ONCE])


def evidence(result: StationResult) -> Mapping[str, Quantity | Message]:
    """How much of the largest change of a field or force is new evidence."""
    table = result["judged_change"]
    moved = (table["now"] - table["before"]).abs()
    if table.empty or not moved.max() > 1e-9:
        return {}
    row = table.loc[moved.idxmax()]
    change = float(row["now"] - row["before"])
    return {
        "answer": Quantity(float(row["evidence"]) / change, "share"),
        "name": sentence(row["object_name"])
        if row["object_name"].startswith(WORD)
        else Quantity(row["object_name"], "text"),
        "before": Quantity(float(row["before"]), "number"),
        "now": Quantity(float(row["now"]), "number"),
        "rerated": Quantity(float(row["rerated"]) / change, "share"),
        "reweighted": Quantity(float(row["reweighted"]) / change, "share"),
    }


EXERCISES = (
    Compute(
        id="1.2.a",
        station="diagnosis",
        hint=msg(
            "Go down the last column to the first customer with whom half is reached: the rank of that customer is the number."
        ),
        solution=msg(
            "{answer} of {customers} customers bring half of the revenue; by chance alone it could be {answer:interval}."
        ),
        numbers=half,
        tolerance=0.0,
    ),
    Compute(
        id="1.2.b",
        station="diagnosis",
        hint=msg("The table has one row a product line: add up the column of the price, minus signs included."),
        solution=msg(
            "Price alone changed the revenue by {answer:exact}; volume by {volume:exact}, mix by {mix:exact}. Only the first has to do with price lists and discounts."
        ),
        numbers=price,
        tolerance=0.001,
    ),
    Compute(
        id="1.2.c",
        station="diagnosis",
        hint=msg(
            "Add up volume, mix and price of all product lines, and divide by the revenue before, the first amount of this table."
        ),
        solution=msg(
            "Customers and products of both periods brought {kept:exact}, {answer} of the revenue before; the firm as a whole changed by {whole}. The difference, {rest:exact}, is customers and products that came or went, freight and fees, and returns."
        ),
        numbers=stayed,
    ),
    Decide(
        id="1.13.a",
        station="diagnosis",
        hint=msg(
            "Leave out every problem whose effort is above its impact, and those without a cost; of the others look at the cost a year."
        ),
        solution=msg(
            "{names} carry most, {money} a year, and are worth their effort. Any choice of at most {most} such problems will do that carries at least {part} of it."
        ),
        numbers=first_problems,
        promises=(
            Promise(
                lambda answer, result: (
                    len(chosen(answer, result)) > 0
                    and set(chosen(answer, result)) <= set(result["problem_order"]["problem"])
                ),
                msg("Write the names as they stand in the table, as a list of texts."),
                needed=True,
            ),
            Promise(
                lambda answer, result: len(chosen(answer, result)) <= AT_ONCE,
                msg("Nobody takes up that many at once: three at most."),
            ),
            Promise(
                lambda answer, result: set(chosen(answer, result)) <= set(able(result)),
                msg("One of them takes more effort than it brings, or nobody has said what it costs."),
            ),
            Promise(
                carries_enough,
                msg("Together they carry too little: others of the same effort carry more money."),
            ),
        ),
    ),
    Compute(
        id="1.10.a",
        station="diagnosis",
        hint=msg(
            "Take the row where the two dates differ most; the three columns in between add up to the difference. Divide the one of new evidence by it."
        ),
        solution=msg(
            "{name} changed most, from {before} to {now}: {answer} of it is new evidence, {rerated} the same evidence scored anew, {reweighted} other weights. Parts that pull the other way are negative, so one can be above the whole."
        ),
        numbers=evidence,
    ),
)
