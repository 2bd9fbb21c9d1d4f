"""Next month's export against the folder, before the trainee's eyes: made-up documents, compared by the import's own function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.language import current, msg
from helpers.show import Html, render_table, word
from helpers.station import Column, ResultTable

if TYPE_CHECKING:
    import pandas as pd

#: Document, day, amount (in cents): what the folder holds, and what next month's export says.
BEFORE = (("A001", "2025-06-03", 120000), ("A002", "2025-06-10", 80000), ("A003", "2025-06-20", 45000))
NEWER = (("A001", "2025-06-03", 120000), ("A002", "2025-06-10", 95000), ("A004", "2025-06-15", 30000), ("A005", "2025-07-04", 60000))  # fmt: skip
VERDICTS = {
    "again": msg("counted once"),
    "changed": msg("shown first: the past has changed"),
    "gone": msg("shown first: gone from the export"),
    "late": msg("added; dated before the folder's last day"),
    "new": msg("added"),
}


def months() -> pd.DataFrame:
    """Each document: its day, amount in the folder and in the newer export, and what becomes of it."""
    import pandas as pd

    from helpers.company.schema import DTYPES, tables
    from helpers.intake.again.documents import compare

    def orders(lines) -> pd.DataFrame:
        frame = pd.DataFrame(lines, columns=["doc_no", "date", "amount"]).assign(customer="K1")
        return frame.astype({name: DTYPES[tables()["orders"][name].kind] for name in frame.columns})

    old, new = orders(BEFORE), orders(NEWER)
    found = compare(old, new)
    verdicts = {doc: "new" for doc in found.new["doc_no"]} | {doc: "late" for doc in found.late["doc_no"]}
    verdicts |= {doc: "again" for doc in found.again["doc_no"]} | {doc: "gone" for doc in found.vanished["doc_no"]}
    verdicts |= {doc: "changed" for doc in found.changed_before["doc_no"]}
    both = pd.concat([old, new]).drop_duplicates("doc_no").sort_values("doc_no")
    rows = both[["doc_no", "date"]].copy()
    for name, frame in (("before", old), ("after", new)):
        rows[name] = rows["doc_no"].map(frame.set_index("doc_no")["amount"]).astype("Int64")
    rows["verdict"] = [word(VERDICTS[verdicts[doc]]) for doc in rows["doc_no"]]
    return rows.reset_index(drop=True)


def show_next_month(lang: str | None = None) -> Html:
    """:func:`months` as a table."""
    columns = {
        "doc_no": Column(msg("Document")),
        "date": Column(msg("Day"), "date"),
        "before": Column(msg("In the folder"), "money"),
        "after": Column(msg("In the newer export"), "money"),
        "verdict": Column(msg("What becomes of it")),
    }
    table = ResultTable(msg("A further export, document by document"), columns, months())
    return render_table(table, "CNY", list(columns), None, lang or current())
