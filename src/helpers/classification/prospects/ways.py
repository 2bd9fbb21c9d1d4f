"""Ways into a prospect, found in the tables of the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.classification.classes.accounts import by_member
from helpers.language import Message, msg
from helpers.quantity import Quantity

if TYPE_CHECKING:
    from helpers.company import Company

#: Points on the scale of the competitors' scores by which we must be ahead for it to be said.
AHEAD = 0.5


def ways(company: Company, rows: pd.DataFrame, classes: pd.DataFrame, named: bool = False) -> pd.DataFrame:
    """The ways into each prospect.

    Parameters
    ----------
    rows
        The table ``prospects``.
    classes
        ``account, codes, class, revenue`` of the accounts; only who buys can open a door.
    named
        Whether who knows a prospect is named; by job and firm otherwise.

    Returns
    -------
    DataFrame
        ``prospect, kind`` (the surest, a key of :data:`helpers.classification.prospects.terms.KINDS`) and ``ways``: a
        list of sentences, the surest first.

    Notes
    -----
    Warm ways first: De Bruyn, A., Lilien, G. L. (2008), "A multi-stage model of word-of-mouth influence through viral
    marketing", International Journal of Research in Marketing 25(3), 151–163; references between firms: Kumar, V.,
    Petersen, J. A., Leone, R. P. (2013), "Defining, measuring, and managing business reference value", Journal of
    Marketing 77(1), 68–86. How much they help here is counted from the prospects decided so far, not taken from there.
    """
    people = company.table("customers").set_index("customer")
    buying = _buying(classes, people)
    persons = company.table("contacts").set_index("contact") if company.has("contacts") else pd.DataFrame()
    edge = edges(company)
    nearest = _nearest(people, buying)
    found = []
    for row in rows.to_dict("records"):
        said: list[tuple[str, Message]] = []
        for kind, words in (
            ("group", _group(row, people, buying)),
            ("person", _person(row, persons, people, named)),
            ("reference", _reference(row, people, buying)),
        ):
            said += [(kind, words)] if words else []
        kind = said[0][0] if said else "cold"
        more = [_near(row, nearest, people) if kind in ("cold", "person") else None, _rival(row, edge)]
        found.append((row["prospect"], kind, [words for _, words in said] + [words for words in more if words]))
    return pd.DataFrame(found, columns=["prospect", "kind", "ways"])


def edges(company: Company) -> dict[str, tuple[str, float]]:
    """Competitor → the criterion in which raters see us ahead most, and by how many points (latest rating days)."""
    if not company.has("competitors", "score"):
        return {}
    rows = company.table("competitors")
    rows = rows[rows["date"] == rows["date"].max()]
    mean = rows.groupby(["competitor", "criterion"])["score"].mean().astype("float64")
    ours = rows[rows["ours"] == "yes"].groupby("criterion")["score"].mean().astype("float64")
    found = {}
    for name in sorted(set(rows.loc[rows["ours"] != "yes", "competitor"])):
        gap = (ours - mean[name]).dropna().sort_index()
        if len(gap):
            found[name] = (str(gap.idxmax()), float(gap.max()))
    return found


def _buying(classes: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Customers of accounts that buy: class and money of the account, by customer code."""
    rows = classes[(classes["class"] != "none") & (classes["class"] != "exit") & (classes["revenue"] > 0)]
    rows = by_member(rows, set(people.index))
    return rows.set_index("customer")[["class", "revenue"]]


def _named(people: pd.DataFrame, code: str) -> Quantity:
    name = people["name"].get(code)
    return Quantity(str(code if name is None or pd.isna(name) else name), "text")


def _group(row, people: pd.DataFrame, buying: pd.DataFrame) -> Message | None:
    if pd.isna(row["group"]):
        return None
    members = [code for code in people.index[people["group"] == row["group"]] if code in buying.index]
    if not members:
        return None
    first = min(members, key=lambda code: (-int(buying["revenue"][code]), code))
    return msg(
        "{group} buys from us already: let {customer} introduce us",
        group=Quantity(str(row["group"]), "text"),
        customer=_named(people, first),
    )


def _person(row, persons: pd.DataFrame, people: pd.DataFrame, named: bool) -> Message | None:
    code = row["contact"]
    if pd.isna(code) or code not in persons.index:
        return None
    person = persons.loc[code]
    if pd.notna(person["support"]) and person["support"] < 0:
        return None  # who is against us opens no door; nothing is said of it
    customer = _named(people, person["customer"])
    if named and pd.notna(person["name"]):
        return msg("{person} of {customer} knows it", person=Quantity(str(person["name"]), "text"), customer=customer)
    if pd.notna(job := person.get("job")):
        return msg("{person} of {customer} knows it", person=Quantity(str(job), "text"), customer=customer)
    return msg("somebody at {customer} knows it", customer=customer)


def _reference(row, people: pd.DataFrame, buying: pd.DataFrame) -> Message | None:
    if pd.isna(row["reference"]) or row["reference"] not in buying.index:
        return None
    return msg("{customer} would speak for us", customer=_named(people, row["reference"]))


def _nearest(people: pd.DataFrame, buying: pd.DataFrame) -> dict[tuple, str]:
    """Industry and region → the largest key customer there."""
    rows = people.join(buying[["class", "revenue"]], how="inner")
    rows = rows[rows["class"] == "key"].dropna(subset=["industry", "region"])
    rows = rows.rename_axis("customer").reset_index().sort_values(["revenue", "customer"], ascending=[False, True])
    rows = rows.drop_duplicates(["industry", "region"])
    return {(row.industry, row.region): row.customer for row in rows.itertuples()}


def _near(row, nearest: dict[tuple, str], people: pd.DataFrame) -> Message | None:
    code = nearest.get((row["industry"], row["region"]))
    return code and msg("ask {customer} for a reference: same industry, same region", customer=_named(people, code))


def _rival(row, edge: dict[str, tuple[str, float]]) -> Message | None:
    if pd.isna(row["competitor"]):
        return None
    name = Quantity(str(row["competitor"]), "text")
    criterion, ahead = edge.get(row["competitor"], ("", np.nan))
    until = row["contract_until"]
    if ahead >= AHEAD:
        gaps = {"rival": name, "criterion": Quantity(criterion, "text")}
        if pd.notna(until):
            return msg(
                'supplied by {rival} until {until}; we are ahead in "{criterion}"',
                until=Quantity(until.date().isoformat(), "date"),
                **gaps,
            )
        return msg('supplied by {rival}; we are ahead in "{criterion}"', **gaps)
    if pd.notna(until):
        return msg("supplied by {rival} until {until}", rival=name, until=Quantity(until.date().isoformat(), "date"))
    return msg("supplied by {rival}", rival=name)
