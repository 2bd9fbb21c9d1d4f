"""One folder of several tables: customers, products and contacts that tables name by code or by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from helpers.company.schema import tables as contract
from helpers.intake.tables.people import made_code, narrow
from helpers.intake.tables.rows import complete


class Directory:
    """Codes and names of one table that others refer to; unknown ones are added to it.

    Parameters
    ----------
    table
        ``customers`` or ``products``.
    frame
        The table as it is so far, or ``None``.
    """

    def __init__(self, table: str, frame: pd.DataFrame | None):
        self.table, self.key = table, contract()[table].key[0]
        names = list(contract()[table].names)
        self.frame = complete(frame, contract()[table])[names] if frame is not None else None
        self.codes: set[str] = set()
        self.by_name: dict[str, str] = {}
        self._index()

    def _index(self) -> None:
        if self.frame is None:
            return
        self.codes = set(self.frame[self.key].dropna())
        pairs = pd.DataFrame({"name": narrow(self.frame["name"]), "code": self.frame[self.key]}).dropna()
        once = pairs[~pairs["name"].duplicated(keep=False)]
        self.by_name = dict(zip(once["name"], once["code"], strict=True))

    def find(self, values: pd.Series, notes: Counter, names: pd.Series | None = None) -> pd.Series:
        """Codes of values that are codes or names; what is neither becomes a row of its own.

        ``names`` are the values as written, for the rows that are added.
        """
        if not values.notna().any():
            return values
        single = self.table.removesuffix("s")
        asked = values.dropna().drop_duplicates()
        found = {value: value for value in asked if value in self.codes}
        by_name = {
            value: self.by_name[plain]
            for value, plain in zip(asked, narrow(asked), strict=True)
            if value not in found and plain in self.by_name
        }
        notes[f"{single}_by_name"] += int(values.isin(list(by_name)).sum()) if single == "customer" else 0
        found |= by_name
        lost = sorted(set(asked) - set(found))
        if lost:
            if self.frame is not None or self.table == "customers":
                written = names.groupby(values).min().to_dict() if names is not None else {}
                new = pd.DataFrame({self.key: lost, "name": [written.get(code) or code for code in lost]}, dtype="str")
                new = complete(new, contract()[self.table])[list(contract()[self.table].names)]
                self.frame = new if self.frame is None else pd.concat([self.frame, new], ignore_index=True)
                notes[f"{single}_added"] += len(lost)
                self._index()
            found |= {code: code for code in lost}
        return values.map(found).astype("str")


def merge_customers(given: pd.DataFrame, derived: pd.DataFrame, notes: Counter) -> tuple[pd.DataFrame, dict[str, str]]:
    """The customers of a file with those the ledger names; and the ledger's codes that are a customer by name.

    What the file says counts; what it leaves empty is filled from the ledger.
    """
    table = contract()["customers"]
    given, derived = complete(given, table)[list(table.names)], complete(derived, table)[list(table.names)]
    given = _coded(given, derived, notes)
    known = set(given["customer"])
    plain = pd.DataFrame({"name": narrow(given["name"]), "code": given["customer"]}).dropna()
    once = plain[~plain["name"].duplicated(keep=False)].set_index("name")["code"]
    other = derived[~derived["customer"].isin(known)]
    # A ledger without codes has names for codes; one with codes of its own is not joined by name unasked.
    named = other[narrow(other["name"]) == narrow(other["customer"])]
    renamed = dict(zip(named["customer"], narrow(named["customer"]).map(once), strict=True))
    renamed = {old: new for old, new in renamed.items() if isinstance(new, str)}
    if renamed:
        notes["customer_by_name"] += len(renamed)
    derived = derived.assign(customer=derived["customer"].replace(renamed))
    whole = _filled(given, derived, "customer")
    notes["customer_added"] += len(whole) - len(given)
    return whole, renamed


def _coded(given: pd.DataFrame, derived: pd.DataFrame, notes: Counter) -> pd.DataFrame:
    """Customers of a file that has names and no codes, with the code of the one customer of the ledger of that name."""
    bare = given["customer"].notna() & (given["customer"] == narrow(given["name"]).str.slice(0, 100)).fillna(False)
    names = pd.DataFrame({"name": narrow(derived["name"]), "code": derived["customer"]}).dropna()
    once = names[~names["name"].duplicated(keep=False)].set_index("name")["code"]
    codes = narrow(given["name"]).map(once).where(bare & ~narrow(given["name"]).duplicated(keep=False))
    codes = codes.mask(codes.isin(set(given["customer"])))
    if not codes.notna().any():
        return given
    notes["customer_by_name"] += int(codes.notna().sum())
    return given.assign(customer=codes.fillna(given["customer"]).astype("str"))


def merge_products(
    given: pd.DataFrame, derived: pd.DataFrame | None, notes: Counter
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The same for products."""
    table = contract()["products"]
    given = complete(given, table)[list(table.names)]
    if derived is None:
        return given, {}
    derived = complete(derived, table)[list(table.names)]
    known = set(given["product"])
    plain = pd.DataFrame({"name": narrow(given["name"]), "code": given["product"]}).dropna()
    once = plain[~plain["name"].duplicated(keep=False)].set_index("name")["code"]
    other = derived[~derived["product"].isin(known)]
    named = other[narrow(other["name"]) == narrow(other["product"])]
    renamed = dict(zip(named["product"], narrow(named["product"]).map(once), strict=True))
    renamed = {old: new for old, new in renamed.items() if isinstance(new, str)}
    derived = derived.assign(product=derived["product"].replace(renamed))
    whole = _filled(given, derived, "product")
    notes["product_added"] += len(whole) - len(given)
    return whole, renamed


def _filled(given: pd.DataFrame, derived: pd.DataFrame, key: str) -> pd.DataFrame:
    derived = derived.drop_duplicates(key).set_index(key)
    given = given.set_index(key)
    both = given.index.intersection(derived.index)
    for name in given.columns:
        own = given.loc[both, name]
        given.loc[both, name] = own.where(own.notna(), derived.loc[both, name])
    rest = derived.loc[~derived.index.isin(given.index), list(given.columns)]
    whole = pd.concat([given, rest]) if len(rest) else given
    return whole.reset_index().rename(columns={"index": key})


def contacts_of(values: pd.Series, customers: pd.Series, contacts: pd.DataFrame | None, notes: Counter):
    """Codes of contacts given by code or by name at their customer; unknown ones become contacts.

    Without a table of contacts the values stay as they are.

    Returns
    -------
    codes, contacts
    """
    if contacts is None or not values.notna().any():
        return values, contacts
    known = set(contacts["contact"])
    pairs = contacts.drop_duplicates(["customer", "name"], keep=False).set_index(["customer", "name"])["contact"]
    look: Mapping = pairs.to_dict()
    found = [
        value if not isinstance(value, str) or value in known else look.get((customer, value))
        for value, customer in zip(values, customers, strict=True)
    ]
    codes = pd.Series(found, index=values.index, dtype=object).astype("str")
    lost = values.notna() & codes.isna()
    if lost.any():
        made = made_code("L", customers[lost], values[lost])
        codes = codes.where(~lost, made.reindex(codes.index)).astype("str")
        new = pd.DataFrame({"contact": made, "customer": customers[lost], "name": values[lost]}).drop_duplicates(
            "contact"
        )
        new = complete(new, contract()["contacts"]).reindex(columns=contacts.columns)
        contacts = pd.concat([contacts, new], ignore_index=True)
        notes["contact_added"] += len(new)
    return codes, contacts


def within(frame: pd.DataFrame, column: str, codes: set[str], notes: Counter) -> pd.DataFrame:
    """Codes that refer to nothing, left empty."""
    lost = frame[column].notna() & ~frame[column].isin(codes)
    if lost.any():
        notes["reference_lost"] += int(lost.sum())
        frame = frame.assign(**{column: frame[column].mask(lost)})
    return frame
