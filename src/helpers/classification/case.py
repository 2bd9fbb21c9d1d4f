"""The case of lecture 2, a maker of modified plastics (rongsu, fictional), worked through in the lesson.

The case is part of the course, so it opens only in lessons on a demo company: a report on a real firm does not wait
for it, and does not need its folder.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from helpers.classification.blind_pick.figure import plot_blind
from helpers.classification.industries import plot_industries
from helpers.errors import FolderError
from helpers.language import current, msg, worded
from helpers.show import Html, render_table
from helpers.station import Column, ResultTable
from helpers.style import Picture

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.station import StationResult

ID = "rongsu"
COLUMNS: dict[str, Column] = {
    "name": Column(msg("Customer name")),
    "industry": Column(msg("Industry")),
    "size": Column(msg("Size")),
    "owner": Column(msg("Account owner")),
    "data": Column(msg("Class by data")),
    "revenue": Column(msg("Net revenue"), "money"),
}


class Case:
    """Pictures and tables of the case; words in their place where it stays closed.

    Parameters
    ----------
    firm
        The company that the lesson is about.
    lang
        The reader's language; the edition's when not given.
    """

    def __init__(self, firm: Company, lang: str | None = None):
        self.lang = lang or current()
        self.result: StationResult | None = None
        if firm.profile.fictional:
            self.result = _opened(firm)

    def industries(self) -> Picture | Html:
        """Step 1: which industry falls behind, and where much is left."""
        return self._or_closed(plot_industries)

    def blind(self) -> Picture | Html:
        """Step 2: what the managers' lists and the data see differently."""
        return self._or_closed(plot_blind)

    def missed(self) -> Html:
        """Customers that come first by the data and that no manager named key, with their industry."""
        return self._or_closed(_missed)

    def _or_closed(self, show: Any):
        if self.result is None:
            told = msg("The case belongs to the lesson on a demo company; it is not opened here.").render(self.lang)
            return Html(f'<p class="course-none">{escape(told)}</p>', told)
        with self.result.facts.worded():  # the lesson is about another company, in the words of that one's data
            return show(self.result, self.lang)


def _opened(firm: Company) -> StationResult | None:
    from helpers import classification
    from helpers.company import folder

    try:
        with worded({}):  # opening a folder words the notebook by it: the lesson's own company keeps its words
            return classification.run(firm if firm.id == ID else folder.open(ID))
    except FolderError:
        return None


def _missed(result: StationResult, lang: str) -> Html:
    rows = result["blind_customers"]
    rows = rows[rows["differs"].str.contains("named key by nobody")]
    rows = rows.merge(result["potential"][["customer", "industry", "size"]], on="customer", how="left")
    title = msg("First by the data, named key by nobody")
    spec = ResultTable(title, COLUMNS, rows[list(COLUMNS)].reset_index(drop=True))
    return render_table(spec, result.facts.currency, list(COLUMNS), 12, lang)
