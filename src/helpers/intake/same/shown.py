"""One firm and one product under two names, before the trainee's eyes: made-up names, proposed by the import's own functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.language import current, msg
from helpers.show import Html, render_table, word
from helpers.station import Column, ResultTable

if TYPE_CHECKING:
    import pandas as pd

CUSTOMERS = (
    "恒川精密机械有限公司",
    "恆川精密機械有限公司",
    "恒川精密机械股份有限公司苏州分公司",
    "恒川置业有限公司",
    "临海水务集团",
    "临海水务集团第二水厂",
    "Blue Harbor Foods Ltd",
    "Blue Harbour Foods Limited",
)
PRODUCTS = ("GTXPro", "GTX Pro", "球阀DN50", "球阀 DN-50", "球阀DN80")
KINDS = {"same": msg("one and the same"), "group": msg("firms of one group")}


def pairs() -> pd.DataFrame:
    """Each proposed pair: both names, what they would be, how sure, and why; the surest first."""
    import pandas as pd

    from helpers.intake.same.pair import REASONS
    from helpers.intake.same.propose import propose

    frames = {
        table: pd.DataFrame({key: [f"{n:02d}" for n in range(len(names))], "name": names}, dtype="str")
        for table, key, names in (("customers", "customer", CUSTOMERS), ("products", "product", PRODUCTS))
    }
    rows = [
        (*pair.names, word(KINDS[pair.kind]), pair.confidence, word(REASONS[pair.reason])) for pair in propose(frames)
    ]
    kinds = {"left": "str", "right": "str", "kind": "str", "confidence": "float64", "reason": "str"}
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)


def show_pairs(lang: str | None = None) -> Html:
    """:func:`pairs` as a table."""
    columns = {
        "left": Column(msg("One name")),
        "right": Column(msg("The other name")),
        "kind": Column(msg("Proposed as")),
        "confidence": Column(msg("Confidence"), "share"),
        "reason": Column(msg("Why")),
    }
    table = ResultTable(msg("Names that may be one"), columns, pairs())
    return render_table(table, "CNY", list(columns), None, lang or current())
