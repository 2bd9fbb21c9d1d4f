"""Privacy before the trainee's eyes: how alone customers stand, and what a text loses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.language import current, msg
from helpers.show import Html, render_table, word
from helpers.station import Column, ResultTable

if TYPE_CHECKING:
    import pandas as pd

    from helpers.company import Company

#: Notes made up, with numbers from the standards' own examples and persons that do not exist.
TEXTS = (
    "恒川的王总来电13800000000，样品寄到江苏省南通市崇川区工农路128号3栋502室。",
    "报销人身份证号11010519491231002X，收款卡号4111 1111 1111 1111。",
    "Spoke with Maria Anders; she moves to 12 Baker Street, mail m.anders@example.com.",
    "单据SO202401050001共1200台，交期2024年1月5日。",
    "昨晚和李明吃饭，聊到明年预算。",
)
BEFORE, AFTER = msg("as it is"), msg("in the copy")


def texts() -> pd.DataFrame:
    """Each note as written and as it would stand in a copy."""
    import pandas as pd

    from helpers.intake.privacy.key import new
    from helpers.intake.privacy.known import Known
    from helpers.intake.privacy.pseudonym import Pseudonyms
    from helpers.intake.privacy.scrub import Scrubber

    scrub = Scrubber(Known({"firm": ["恒川精密机械有限公司"]}), Pseudonyms(new("lesson", seed=1)))
    return pd.DataFrame([(text, scrub.text(text)) for text in TEXTS], columns=["before", "after"], dtype="str")


def crowds(company: Company, k: int = 5) -> pd.DataFrame:
    """Before and after: groups of customers alike to outsiders, the smallest, customers alone, share of values left."""
    import pandas as pd

    from helpers.intake.privacy.copy import outside_view
    from helpers.intake.privacy.groups import generalise

    view, kinds, _ = outside_view(company.frames)
    rows = []
    for words, frame in ((BEFORE, view), (AFTER, generalise(view, k, kinds).frame)):
        names = list(frame.columns)
        size = frame.groupby(names, dropna=False).size() if names else pd.Series([len(frame)])
        left = frame.notna().sum().sum() / max(view.notna().sum().sum(), 1)
        rows.append((word(words), len(size), int(size.min()), int((size == 1).sum()), float(left)))
    kinds_of = {"groups": "int64", "smallest": "int64", "alone": "int64", "left": "float64"}
    return pd.DataFrame(rows, columns=["what", *kinds_of]).astype({"what": "str"} | kinds_of)


def show_texts(lang: str | None = None) -> Html:
    """:func:`texts` as a table."""
    columns = {"before": Column(msg("As written")), "after": Column(msg("In the copy"))}
    table = ResultTable(msg("Free text before and after"), columns, texts())
    return render_table(table, "CNY", list(columns), None, lang or current())


def show_groups(company: Company, k: int = 5, lang: str | None = None) -> Html:
    """:func:`crowds` as a table."""
    columns = {
        "what": Column(msg("The folder")),
        "groups": Column(msg("Groups that look alike to outsiders"), "count"),
        "smallest": Column(msg("Customers in the smallest"), "count"),
        "alone": Column(msg("Customers alone in theirs"), "count"),
        "left": Column(msg("Values left"), "share"),
    }
    table = ResultTable(msg("How easily a customer is recognised"), columns, crowds(company, k))
    return render_table(table, company.currency, list(columns), None, lang or current())
