"""An invoice is not due before it is issued: where many rows say so, one of the two columns is another day."""

from __future__ import annotations

from helpers.errors import Problem
from helpers.intake.tables.part import Part
from helpers.language import msg
from helpers.quantity import Quantity

#: So many rows, and such a share of those with both days, are slips of the hand; more are asked about.
FEW, SHARE = 3, 0.02
#: From this share of the rows the best proposals contradict themselves, and ``--yes`` does not take them.
MOST = 0.5


def before_issue(part: Part, yes: bool) -> list[Problem]:
    """The question about invoices due before they are issued; a few such rows, and those accepted, are noted."""
    frame = part.frame
    if not {"due_on", "issued_on"} <= set(frame.columns):
        return []
    both = frame["due_on"].notna() & frame["issued_on"].notna() & frame["set_aside"].isna()
    early = both & (frame["due_on"] < frame["issued_on"]).fillna(False).astype(bool)
    count = int(early.sum())
    if not count:
        return []
    seen = part.placed.seen
    named = {proposal.field: proposal for proposal in seen.proposals}
    said = all(named[field].why == "mapping" for field in ("due_on", "issued_on"))
    if said or count <= max(FEW, SHARE * both.sum()) or (yes and count <= MOST * both.sum()):
        part.rows.notes["due_before_issued"] += count
        return []
    first = frame.index[early][0]
    issued, due = named["issued_on"].header, named["due_on"].header
    return [
        Problem(
            what=msg(
                "{n} of {all} invoices would be due before they are issued, such as issued {issued_day} ({issued}), due {due_day} ({due}): one of the two columns is another day.",
                n=Quantity(count, "count"),
                all=Quantity(int(both.sum()), "count"),
                issued_day=f"{frame.loc[first, 'issued_on']:%Y-%m-%d}",
                due_day=f"{frame.loc[first, 'due_on']:%Y-%m-%d}",
                issued=issued,
                due=due,
            ),
            do=msg(
                'Say both: `--map "invoices.issued_on={issued}" --map "invoices.due_on={due}"` if it is so, else with the right columns, or `-` for none.',
                issued=issued,
                due=due,
            ),
            file=part.placed.sheet.label,
            row=int(frame.loc[first, "at_line"]),
            column=f"{issued}, {due}",
            kind="ask-days",
        )
    ]
