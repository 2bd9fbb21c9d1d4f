"""Findings of two reports matched by their stable ids: new, gone, changed, the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.language import Message, msg
from helpers.quantity import Quantity, is_missing
from helpers.report.compare.snapshot import Said

#: In the order they are shown.
STATES: dict[str, Message] = {
    "new": msg("new"),
    "clear": msg("clearly changed"),
    "changed": msg("changed, perhaps by chance"),
    "gone": msg("no longer found"),
    "same": msg("the same"),
}


@dataclass(frozen=True)
class Change:
    """One finding then and now."""

    id: str
    state: str
    before: Said | None
    after: Said | None

    @property
    def latest(self) -> Said:
        return self.after or self.before

    def numbers(self) -> list[tuple[str, Quantity | None, Quantity | None]]:
        """Each named quantity then and now."""
        before = self.before.quantities if self.before else {}
        after = self.after.quantities if self.after else {}
        return [(name, before.get(name), after.get(name)) for name in dict.fromkeys([*after, *before])]


def changes(before: Sequence[Said], after: Sequence[Said]) -> list[Change]:
    """Every finding of either report, in the order of :data:`STATES`, strongest first as the reports have them."""
    then, now = ({one.id: one for one in side} for side in (before, after))
    found = [Change(id, state(then.get(id), now.get(id)), then.get(id), now.get(id)) for id in {**now, **then}]
    return sorted(found, key=lambda change: list(STATES).index(change.state))  # stable: keeps the reports' order


def state(before: Said | None, after: Said | None) -> str:
    """What became of a finding.

    ``clear`` when its level of confidence changed, or when the intervals of a quantity do not overlap. That is a
    cautious test at 5 % (Schenker, N., Gentleman, J. F. (2001), On judging the significance of differences by
    examining the overlap between confidence intervals, The American Statistician 55(3), 182–186), and more cautious
    still where both periods share months, as most do. A number without an interval is counted, not estimated; that
    it moved is said, not judged.
    """
    if before is None or after is None:
        return "new" if before is None else "gone"
    if before.claim == after.claim and before.advice == after.advice and before.level == after.level:
        return "same"
    shared = [
        (before.quantities[name], after.quantities[name]) for name in after.quantities if name in before.quantities
    ]
    return "clear" if any(apart(*pair) for pair in shared) or before.level != after.level else "changed"


def apart(before: Quantity, after: Quantity) -> bool:
    """Whether two estimates' intervals do not overlap."""
    ends = (before.low, before.high, after.low, after.high)
    if before.unit != after.unit or any(is_missing(end) or isinstance(end, str) for end in ends):
        return False
    return before.high < after.low or after.high < before.low
