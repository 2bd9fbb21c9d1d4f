"""Findings on concentration."""

from __future__ import annotations

from helpers.diagnosis.sales.concentration import TOP
from helpers.diagnosis.sales.parts import Parts
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity

SOURCE = "Lorenz 1905, Publications of the American Statistical Association 9(70); Gini 1912; Efron 1979, Annals of Statistics 7(1)"
#: Fewer customers than this make shares of customers meaningless.
FEW = 5

#: Why it is so sure, by how many of the shares at which the advice changes lie within the interval.
WHY = (
    msg(
        "The interval of {top:interval} holds neither {top_low} nor {top_high}, the shares at which the advice changes."
    ),
    msg(
        "The interval of {top:interval} holds {edge}, a share at which the advice changes; without that it would be high."
    ),
    msg(
        "The interval of {top:interval} holds {top_low} and {top_high}, the shares at which the advice changes; without that it would be higher."
    ),
)


def half(parts: Parts) -> Finding | None:
    """How many customers bring half, and what the largest fifth brings."""
    found = parts.counted
    if found is None or found.customers < FEW:
        return None
    low, high = parts.rules["top_low"], parts.rules["top_high"]
    first = found.curve.head(int(found.half.value))
    money = parts.money(int(first["net"].sum()))
    quantities = {
        "half": found.half,
        "customers": Quantity(found.customers, "count"),
        "part": Quantity(TOP, "share"),
        "top": found.top,
        "top_low": Quantity(low, "share"),
        "top_high": Quantity(high, "share"),
        "money": money,
    }
    if found.half.value == 1:
        quantities["name"] = Quantity(parts.names.get(first["customer"].iloc[0], first["customer"].iloc[0]), "text")
        do = msg(
            "{name} alone carries {money}: secure it with an owner, a second contact and a yearly plan, and win others beside it."
        )
    elif found.top.value >= high:
        do = msg(
            "These {half} customers carry {money}: each needs an owner, a second contact and a yearly plan before anything else."
        )
    elif found.top.value < low:
        do = msg(
            "The base is broad: a key-account programme reaches little of it. Begin with what serves many customers cheaply."
        )
    else:
        do = msg(
            "Work on both ends: a plan for each of these {half} customers, which carry {money}, and cheap routines for the many others."
        )
    edges = [edge for edge in (low, high) if found.top.low <= edge <= found.top.high]
    if edges:
        quantities["edge"] = Quantity(edges[0], "share")
    return Finding(
        id="diagnosis.concentration.half",
        subject="customers",
        period=parts.window.iso,
        claim=msg(
            "{half} of {customers} customers bring half of the revenue ({half:interval}); the largest {part} bring {top} ({top:interval})."
        ),
        quantities=quantities,
        confidence=Confidence(
            "medium" if edges else "high",
            WHY[len(edges)],
        ),
        evidence=("table:concentration", "table:concentration_curve", "figure:concentration"),
        method=msg("Pareto curve of net revenue by customer; percentile bootstrap over customers"),
        source=SOURCE,
        # it describes the base; money is at stake only where one customer is the half
        at_stake=money if found.half.value == 1 else None,
        action=Action(do, 90),
        descriptive=found.half.value != 1,
    )


def largest(parts: Parts) -> Finding | None:
    """One customer above the share worth an alert."""
    found = parts.counted
    if found is None or found.customers < 1:
        return None
    limit = parts.rules["largest_alert"]
    over = found.curve[found.curve["share"] >= limit]
    if over.empty:
        return None
    first = over.iloc[0]
    money = parts.money(int(first["net"]))
    together = Quantity(float(over["share"].sum()), "share")
    quantities = {
        "name": Quantity(parts.names.get(first["customer"], first["customer"]), "text"),
        "share": found.largest,
        "limit": Quantity(limit, "share"),
        "money": money,
        "count": Quantity(len(over), "count"),
        "together": together,
    }
    if len(over) > 1:
        claim = msg(
            "{count} customers bring more than {limit} of the revenue each, {together} together; the largest, {name}, brings {share} ({money})."
        )
        do = msg(
            "For each of the {count}: check whether the relation hangs on one person, until when it is secured (a contract, if there is one), and what would replace {money} if {name} left."
        )
    else:
        claim = msg("One customer, {name}, brings {share} of the revenue ({money}).")
        do = msg(
            "Check this month whether the relation with {name} hangs on one person on either side, and until when it is secured (a contract, if there is one); name what would replace {money}."
        )
    return Finding(
        id="diagnosis.concentration.largest",
        subject=str(first["customer"]),
        period=parts.window.iso,
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            "high",
            msg(
                "A share counted from all orders, not an estimate; {limit} is the limit set by the rule, at first the share from which listed firms disclose a customer."
            ),
        ),
        evidence=("table:concentration_curve", "figure:concentration"),
        method=msg("Share of each customer in net revenue"),
        source="IFRS 8 Operating Segments, paragraph 34",
        at_stake=money,
        action=Action(do, 30),
    )
