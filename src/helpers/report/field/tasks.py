"""What is to be done at which customer by when, from the lists that the stations made."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.company import Company
from helpers.language import Message, msg
from helpers.quantity import Quantity, is_missing
from helpers.show import sentence
from helpers.station import StationResult

#: Kinds of task in the order of their weight, with the days each gets.
DAYS = {"call": 14, "watch": 14, "visit": 30, "second": 30}
KINDS: dict[str, Message] = {
    "call": msg("Call"),
    "watch": msg("Ask what changed"),
    "visit": msg("Visit"),
    "second": msg("Win the second order"),
    "own": msg("Agreed before"),
}
#: Tasks of a kind that one person gets at most: a list that nobody finishes is not begun.
EACH = 5
#: Things of the month that the picture shows, and how many of one kind at most while others are left.
MONTH, ALIKE = 5, 1
OPEN = ("open", "under_way")


@dataclass(frozen=True)
class Task:
    """One thing to do at one customer.

    Attributes
    ----------
    id
        Stable: the day of the report, the kind, and a hash of kind and customer.
    money
        Money that it is about, or ``None``.
    """

    id: str
    kind: str
    customer: str
    name: str
    owner: str
    what: Message | str
    due: dt.date
    money: Quantity | None
    finding: str
    state: str = "open"
    created: dt.date | None = None
    result: str = ""

    def says(self, lang: str) -> str:
        return self.what.render(lang) if isinstance(self.what, Message) else self.what


def action_id(day: dt.date, kind: str, customer: str) -> str:
    """Id of an action, the same whenever it is proposed on that day."""
    digest = hashlib.sha256(f"{kind}\0{customer}".encode()).hexdigest()[:10]
    return f"{day:%Y%m%d}-{kind}-{digest}"


def tasks(company: Company, results: Sequence[StationResult]) -> list[Task]:
    """All tasks, strongest first: open ones agreed before, then at most one a customer and :data:`EACH` of a kind a person."""
    result = next((r for r in results if "rfm" in r), None)
    before = list(standing(company))
    taken, counted, found = {task.customer for task in before if task.customer}, {}, before
    if result is None:
        return found
    owners = dict(zip(result["rfm"]["customer"], result["rfm"]["owner"], strict=True))
    for kind, customer, name, what, money in proposed(result):
        owner = "" if is_missing(owners.get(customer)) else str(owners[customer])
        if customer in taken or counted.get((owner, kind), 0) >= EACH:
            continue
        taken.add(customer)
        counted[owner, kind] = counted.get((owner, kind), 0) + 1
        due = company.date + dt.timedelta(days=DAYS[kind])
        found.append(
            Task(
                action_id(company.date, kind, customer), kind, customer, name, owner, what, due,
                Quantity(int(money), "money", currency=company.currency), FINDINGS[kind], created=company.date,
            )
        )  # fmt: skip
    return found


FINDINGS = {
    "call": "classification.rfm.overdue",
    "watch": "classification.watch.list",
    "visit": "classification.potential.gap",
    "second": "classification.rfm.one_time",
}


def standing(company: Company) -> Iterator[Task]:
    """Actions of the folder that are not over."""
    if not company.has("actions"):
        return
    rows = company.table("actions")
    names = company.table("customers").set_index("customer")["name"]
    rows = rows[rows["state"].fillna("open").isin(OPEN)].sort_values(["due_on", "action"], na_position="last")
    for row in rows.itertuples(index=False):
        code = "" if is_missing(row.customer) else row.customer
        name = names.get(code, "") if code else ""
        yield Task(
            row.action, "own", code, code if is_missing(name) else name, "" if is_missing(row.owner) else row.owner,
            row.what, company.date if is_missing(row.due_on) else row.due_on.date(), None,
            "" if is_missing(row.finding) else row.finding, "open" if is_missing(row.state) else row.state,
            None if is_missing(row.created_on) else row.created_on.date(), "" if is_missing(row.result) else row.result,
        )  # fmt: skip


def proposed(result: StationResult) -> Iterator[tuple[str, str, str, Message, int]]:
    """Kind, customer, name, what to do, money; each kind by money, ties by code."""
    currency = result.facts.currency

    def named(row) -> str:
        return row.customer if is_missing(row.name) else row.name

    for row in ordered(result, "call_list", "monetary"):
        what = msg(
            "Ask why, and what is planned: it usually buys every {cycle} days and has been silent for {silent}.",
            cycle=Quantity(float(row.cycle_days), "days"),
            silent=Quantity(int(row.recency_days), "days"),
        )
        yield "call", row.customer, named(row), what, row.monetary
    watch = result["watch"] if "watch" in result else pd.DataFrame()
    if len(watch):
        watch = watch.assign(expected=(watch["ahead"] * watch["chance"]).round())
        for row in watch.sort_values(["expected", "customer"], ascending=[False, True]).itertuples(index=False):
            signs = sentence(row.signs) if str(row.signs).startswith("\u2060") else Quantity(row.signs, "text")
            what = msg("Find out what changed: {signs}.", signs=signs)
            yield "watch", row.customer, named(row), what, row.expected
    rows = result["potential"] if "potential" in result else pd.DataFrame()
    if len(rows):
        rows = rows[rows["cell"].isin(["develop", "expand"]) & rows["gap"].notna() & rows["gap_low"].notna()]
        for row in rows.sort_values(["gap_low", "customer"], ascending=[False, True]).itertuples(index=False):
            what = msg(
                "Learn what else is bought and from whom: {revenue} in 12 months here, the better of its like {potential}.",
                revenue=Quantity(int(row.revenue), "money", currency=currency),
                potential=Quantity(int(row.potential), "money", currency=currency),
            )
            yield "visit", row.customer, named(row), what, row.gap_low
    rows = result["rfm"]
    rows = rows[(rows["rfm"] == "new") & (rows["purchase_days"] == 1) & (rows["monetary"] > 0)]
    for row in rows.sort_values(["monetary", "customer"], ascending=[False, True]).itertuples(index=False):
        what = msg("Ask for the second order: the first was on {day}.", day=Quantity(str(row.last)[:10], "date"))
        yield "second", row.customer, named(row), what, row.monetary


def ordered(result: StationResult, name: str, by: str) -> Iterator:
    rows = result[name] if name in result else pd.DataFrame()
    if len(rows):
        yield from rows.sort_values([by, "customer"], ascending=[False, True]).itertuples(index=False)


def of_month(found: Sequence[Task]) -> list[Task]:
    """The things of the month of one person: in the order given, not more than :data:`ALIKE` of a kind while others are left."""
    chosen: list[Task] = []
    for task in found:
        if sum(other.kind == task.kind for other in chosen) < ALIKE:
            chosen.append(task)
    chosen = chosen[:MONTH]
    chosen += [task for task in found if task not in chosen][: MONTH - len(chosen)]
    return [task for task in found if task in chosen]


def by_owner(found: Sequence[Task]) -> dict[str, list[Task]]:
    """Tasks by person, in the order of names; those of nobody under an empty name."""
    people: dict[str, list[Task]] = {}
    for task in found:
        people.setdefault(task.owner, []).append(task)
    return {name: people[name] for name in sorted(people)}
