"""What a comparison says in a few sentences, and what can make two reports differ besides the customers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.language import Message, msg
from helpers.quantity import Quantity
from helpers.report.compare.changes import STATES, Change, changes
from helpers.report.compare.moves import Moves, moves, regrouped
from helpers.report.compare.snapshot import Snapshot

#: Findings of this station tell of one import each: only those of both sides are news.
ACCOUNT = "intake"


@dataclass(frozen=True)
class Comparison:
    """Two snapshots, what became of each finding, and who changed class."""

    before: Snapshot
    after: Snapshot
    changes: tuple[Change, ...]
    moves: Moves

    @property
    def days(self) -> tuple[str, str]:
        return self.before.facts.as_of, self.after.facts.as_of

    @property
    def currency(self) -> str:
        return self.after.facts.currency

    def of(self, state: str) -> list[Change]:
        return [change for change in self.changes if change.state == state]


def compared(before: Snapshot, after: Snapshot) -> Comparison:
    """Put two snapshots side by side."""
    ids = [{one.id for one in side.findings} for side in (before, after)]
    kept = [
        [one for one in side.findings if one.station != ACCOUNT or one.id in ids[0] & ids[1]]
        for side in (before, after)
    ]
    found = tuple(changes(*kept))
    return Comparison(before, after, found, moves(before.customers, after.customers))


def headline(comparison: Comparison) -> Message:
    """Who moved, as a sentence."""
    rows, currency = comparison.moves.rows, comparison.currency
    if rows.empty:
        return msg("Nothing was classified in both reports.")
    both = rows[rows["way"].isin(["up", "down", "same"])]
    moved = both[both["way"] != "same"]
    if moved.empty:
        return msg("None of the {all} accounts of both reports changed class.", all=_count(len(both)))
    up, down = moved[moved["way"] == "up"], moved[moved["way"] == "down"]
    lost = Quantity(int(down["revenue_before"].sum() - down["revenue_after"].sum()), "money", currency=currency)
    gained = Quantity(int(up["revenue_after"].sum() - up["revenue_before"].sum()), "money", currency=currency)
    return msg(
        "{moved} of {all} accounts changed class: {up} up with {gained} more revenue, {down} down with {lost} less; {sure} of the moves are sure.",
        moved=_count(len(moved)),
        all=_count(len(both)),
        up=_count(len(up)),
        gained=gained,
        down=_count(len(down)),
        lost=lost,
        sure=_count(int(moved["sure"].sum())),
    )


def short(comparison: Comparison) -> list[tuple[str, Message]]:
    """How many findings are in which state."""
    return [(state, msg("{n}", n=_count(len(comparison.of(state))))) for state in STATES]


def revenue(comparison: Comparison) -> Message | None:
    """Revenue of the classified customers in both windows."""
    sums = [int(side.customers["revenue"].sum()) for side in (comparison.before, comparison.after)]
    if comparison.before.customers.empty or comparison.after.customers.empty or not sums[0]:
        return None
    then, now = (Quantity(value, "money", currency=comparison.currency) for value in sums)
    change = Quantity(abs(sums[1] / sums[0] - 1), "share")
    if sums[1] < sums[0]:
        return msg(
            "Net revenue of the window: {then} then, {now} now, {change} less.", then=then, now=now, change=change
        )
    return msg("Net revenue of the window: {then} then, {now} now, {change} more.", then=then, now=now, change=change)


def reasons(comparison: Comparison) -> list[Message]:
    """What besides the customers can make the two differ."""
    before, after = comparison.before, comparison.after
    told: list[Message] = []
    if before.facts.id != after.facts.id:
        told.append(
            msg("The two folders name different companies: {then} and {now}.", then=before.facts.id, now=after.facts.id)
        )
    if before.facts.as_of == after.facts.as_of:
        told.append(msg("Both reports are of the same day: what differs comes from data, rules or program."))
    if before.code_version != after.code_version:
        told.append(
            msg(
                "Another version of the program computed the earlier report ({then}, now {now}): a method may have changed.",
                then=before.code_version,
                now=after.code_version,
            )
        )
    told += [
        msg("Rule {rule}: {then} then, {now} now.", rule=f"{station}.{name}", then=str(old), now=str(new))
        for station, name, old, new in differing(before.rules, after.rules)
    ]
    bases = [(side.facts.revenue_basis, side.facts.revenue_tax) for side in (before, after)]
    if bases[0] != bases[1]:
        told.append(msg("Revenue did not mean the same in both; amounts cannot be compared."))
    if others := regrouped(before.customers, after.customers):
        told.append(
            msg(
                "{n} customers belong to another group than last time: a move of theirs may come from that alone.",
                n=_count(others),
            )
        )
    only = [name for name in before.left_out if name not in after.left_out]
    if only:
        told.append(
            msg(
                "Not known at the earlier date, so findings on it may be missing there: {places}.",
                places=", ".join(only),
            )
        )
    return told


def differing(before: Mapping, after: Mapping) -> Sequence[tuple[str, str, object, object]]:
    """Rules whose value is not the same: (station, rule, then, now)."""
    return [
        (station, name, before[station][name], value)
        for station, rules in after.items()
        for name, value in rules.items()
        if station in before and name in before[station] and before[station][name] != value
    ]


def _count(n: int) -> Quantity:
    return Quantity(int(n), "count")
