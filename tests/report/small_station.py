"""A small but real station for tests: who buys most, computed from the orders, one finding a kind."""

import pandas as pd

from helpers import style
from helpers.company import ledger
from helpers.finding import Action, Confidence, Finding
from helpers.language import Words, msg
from helpers.quantity import Quantity
from helpers.rules import Rule, RuleSchema
from helpers.station import Column, Outcome, ResultTable, Station
from helpers.station import run as _run

M = msg  # sentences of a test are not for the catalogues


def compute(company, rules):
    bought = ledger.purchases(company).groupby("customer", as_index=False)["net"].sum()
    bought = bought.sort_values(["net", "customer"], ascending=[False, True], ignore_index=True)
    bought["share"] = bought["net"] / bought["net"].sum()
    bought["months"] = range(len(bought))
    table = ResultTable(
        M("Customers by revenue"),
        {
            "customer": Column(M("Customer"), "id"),
            "net": Column(M("Revenue"), "money"),
            "share": Column(M("Share"), "share"),
            "months": Column(M("Months"), "count"),
        },
        bought,
    )
    first = bought.iloc[0]
    share = Quantity(float(first["share"]), "share", 0.9 * first["share"], 1.1 * first["share"])
    stake = Quantity(int(first["net"]), "money", 0.5 * first["net"], 1.5 * first["net"], currency=company.currency)
    name = Quantity(str(first["customer"]), "id")

    def finding(id, level, action, evidence):
        return Finding(
            id=f"small.{id}.{first['customer']}",
            subject=str(first["customer"]),
            period=("2025-01-01", "2025-12-31"),
            claim=M("{customer} alone brings {share} ({share:interval}), {stake}."),
            quantities={"customer": name, "share": share, "stake": stake},
            confidence=Confidence(level, M("The interval {share:interval} lies above the threshold.")),
            evidence=evidence,
            method=M("Sum by customer"),
            source="Pareto 1896, vol. 2",
            at_stake=stake,
            action=Action(M("Visit {customer}."), 30) if action else None,
        )

    return Outcome(
        {"top": table},
        (finding("a", "high", True, ("figure:top", "table:top")), finding("b", "low", False, ("table:top",))),
        (M("All orders count as revenue."),),
        (M("There are no {what}.", what=Words("拜访记录", "visits")),),
    )


STATION = Station(
    "small",
    7,
    M("Who buys"),
    RuleSchema("small", 1, (Rule("cut", 0.8, M("Threshold"), "share", 0, 1),)),
    ("orders",),
    compute=compute,
)


def run(company, rules=None):
    return _run(STATION, company, rules)


def plot_top(result, lang=None):
    with style.canvas() as (fig, ax):
        rows = result["top"].head(5)
        ax.barh(rows["customer"], rows["net"])
        return style.finish(fig, result.findings[0].say(lang), "top")


def frame(many):
    """Orders of ``many`` customers, the first the largest, as canonical frames."""
    people = [f"C{n:03d}" for n in range(many)]
    lines = [
        {
            "doc_no": f"D{n}-{m}",
            "date": pd.Timestamp(2025, 1 + m, 10),
            "customer": code,
            "amount": 1_000_00 * (many - n) + 137 * m,
        }
        for n, code in enumerate(people)
        for m in range(3)
    ]
    names = [f"<b>第{n}厂</b>" for n in range(many)]
    return {
        "customers": pd.DataFrame({"customer": people, "name": names}, dtype="str"),
        "orders": pd.DataFrame(lines).astype(
            {"doc_no": "str", "customer": "str", "amount": "Int64", "date": "datetime64[us]"}
        ),
    }
