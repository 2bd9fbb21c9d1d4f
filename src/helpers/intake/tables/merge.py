"""Sheets of other tables beside the order lines: referring to each other, as they stood at the as-of date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from helpers.company.cells import tidy
from helpers.company.schema import tables as contract
from helpers.intake.columns.labels import VIRTUAL
from helpers.intake.files.source import tidy_text
from helpers.intake.tables import people, pipeline, receipts, references
from helpers.intake.tables.one_each import ADDED_UP, add_up, give_back, known_by_then, mark, one_each, stack
from helpers.intake.tables.part import Made, Part, schema_of
from helpers.intake.tables.payments import all_payments, paid_rows, settle
from helpers.intake.tables.rows import complete
from helpers.intake.values.codes import read_codes, read_texts

#: Tables in the order they are made: what others refer to comes first.
ORDER = ("customers", "products", "contacts", "opportunities", "contracts", "invoices", "payments")


def make(parts, surveys, words, base: Mapping[str, pd.DataFrame], as_of: pd.Timestamp) -> Made:
    """The tables, from typed rows and the tables that the order lines gave.

    Parameters
    ----------
    base
        ``customers``, ``orders`` and perhaps ``products`` as derived from the ledger.
    """
    notes: dict[str, Counter] = {}
    frames: dict[str, pd.DataFrame] = {}
    orders = base["orders"]
    customers, products = base.get("customers"), base.get("products")
    for table in ("customers", "products"):
        if table not in parts:
            continue
        tally = notes.setdefault(table, Counter())
        given = _people(parts[table], table, as_of, tally)
        if table == "customers":
            customers, renamed = references.merge_customers(given, customers, tally)
            orders = orders.assign(customer=orders["customer"].replace(renamed)) if renamed else orders
        else:
            products, renamed = references.merge_products(given, products, tally)
            if renamed:
                orders = orders.assign(product=orders["product"].replace(renamed))
    directory, goods = references.Directory("customers", customers), references.Directory("products", products)
    contacts, dated = None, pd.DataFrame(columns=["invoice_no", "paid_on", "paid"])
    rest = [name for name in (*ORDER[2:], *sorted(set(parts) - set(ORDER))) if name in parts and name != "survey"]
    for table in rest:
        tally = notes.setdefault(table, Counter())
        frame, contacts = _table(parts[table], table, directory, goods, contacts, as_of, tally)
        if table in VIRTUAL:
            frames["invoices"] = settle(parts[table], frames.get("invoices"), frame, as_of, tally)
            dated = (
                frame[frame["invoice_no"].isin(set(frames["invoices"]["invoice_no"]))]
                if "invoices" in frames and frames["invoices"] is not None
                else frame.iloc[:0]
            )
        elif table == "contacts":
            contacts = frame
        else:
            frames[table] = frame
    if frames.get("invoices") is not None and len(frames["invoices"]):
        undated = [row for part in parts.get("invoices", ()) if (row := paid_rows(part)) is not None]
        frames["payments"] = all_payments(frames["invoices"], dated, undated, notes.setdefault("invoices", Counter()))
    if contacts is not None:
        frames["contacts"] = contacts
    if surveys:
        tally = notes.setdefault("survey", Counter())
        frames["survey"] = _survey(surveys, directory, as_of, tally)
    _tie_up(frames, notes)
    frames["customers"] = directory.frame
    if goods.frame is not None:
        frames["products"] = goods.frame
    frames = {name: tidied(frame, name) for name, frame in frames.items() if frame is not None and len(frame)}
    return Made(frames, parts, notes, tidied(orders, "orders"), words)


def tidied(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    names = [name for name in contract()[table].names if name in frame]
    frame = complete(frame, contract()[table])[list(contract()[table].names)]
    empty = [name for name in frame if not frame[name].notna().any() and not contract()[table][name].required]
    return tidy(
        frame.drop(columns=[name for name in empty if name not in names or table != "orders"]), contract()[table]
    )


def _people(group: list[Part], table: str, as_of: pd.Timestamp, tally: Counter) -> pd.DataFrame:
    """Customers or products: a code from the name where there is none, and the other way round."""
    key = contract()[table].key[0]
    for part in group:
        frame = part.frame
        for name in (key, "name"):
            if name not in frame:
                frame[name] = pd.Series(pd.NA, index=frame.index, dtype="str")
        made = frame[key].isna() & frame["name"].notna() & frame["set_aside"].isna()
        frame[key] = frame[key].where(~made, people.narrow(frame["name"]).str.slice(0, 100)).astype("str")
        tally["key_made"] += int(made.sum())
        frame["name"] = frame["name"].fillna(frame[key])
    frame = stack(group)
    mark(frame, frame[key].isna(), "no_key")
    if table == "customers" and "created_on" in frame:
        late = (frame["created_on"] > as_of).fillna(False)
        mark(frame, late, "after_as_of")
    frame = known_by_then(frame, table, as_of, tally)
    one_each(frame, table)
    give_back(group, frame)
    return frame[frame["set_aside"].isna()].reset_index(drop=True)


def _table(group, table, directory, goods, contacts, as_of, tally):
    """Any other table: codes found or made, references resolved, required cells there, one row for each key."""
    schema = schema_of(table)
    for part in group:
        if table in ("contacts", "opportunities"):
            if table == "contacts":
                people.join_names(part.rows)
            people.fill_codes(part.rows, table)
            part.frame = part.rows.frame
        if table == "contracts" and "signed_on" not in part.frame and "starts_on" in part.frame:
            part.frame["signed_on"] = part.frame["starts_on"]
            tally["filled_in"] += len(part.frame)
        if part.paid is not None:
            part.told = receipts.parted(part.frame, part.paid)
        if table == "sell_out" or table == "dealer_stock" or "customer" in part.rows.seen.sure:
            written = read_texts(part.rows.cells("customer"), "").values
            part.frame["written"] = written.reindex(part.frame.index)
        if table == "activities" and "kind" not in part.frame:
            part.frame["kind"] = pd.Series("visit", index=part.frame.index, dtype="str")
            tally["filled_in"] += int(part.frame["set_aside"].isna().sum())
    frame = stack(group)
    for column in schema.columns:
        if column.name not in frame:
            frame[column.name] = complete(frame[[]], schema)[column.name] if table not in VIRTUAL else pd.NA
    if "customer" in frame and table not in VIRTUAL:
        mark(frame, frame["customer"].isna() & schema["customer"].required, "no_customer")
        usable = frame["set_aside"].isna()
        found = directory.find(frame["customer"].where(usable), tally, frame.get("written"))
        frame["customer"] = frame["customer"].where(~usable, found)
    if "product" in frame:
        usable = frame["set_aside"].isna()
        found = goods.find(frame["product"].where(usable), tally)
        frame["product"] = frame["product"].where(~usable, found)
    for name in [column.name for column in schema.columns if column.required]:
        mark(frame, frame[name].isna(), "no_value" if name != schema.known_on else "no_date")
    if table == "opportunities":
        frame, late = pipeline_as_known(frame, as_of, tally)
    if table in ADDED_UP:
        frame = add_up(frame, table, tally)
    frame = known_by_then(frame, table, as_of, tally)
    one_each(frame, table)
    if table == "activities":
        frame["contact"], contacts = references.contacts_of(frame["contact"], frame["customer"], contacts, tally)
    give_back(group, frame)
    kept = frame[frame["set_aside"].isna()].reset_index(drop=True)
    if table == "contacts" and kept["reports_to"].notna().any():
        by_name = (
            kept.drop_duplicates(["customer", "name"], keep=False).set_index(["customer", "name"])["contact"].to_dict()
        )
        codes = set(kept["contact"])
        kept["reports_to"] = pd.Series(
            [
                v if v in codes else by_name.get((c, v))
                for v, c in zip(kept["reports_to"], kept["customer"], strict=True)
            ],
            index=kept.index,
            dtype=object,
        ).astype("str")
    return kept, contacts


def pipeline_as_known(frame: pd.DataFrame, as_of: pd.Timestamp, tally: Counter) -> tuple[pd.DataFrame, int]:
    extra = frame.drop(columns=[name for name in contract()["opportunities"].names if name in frame])
    known, late = pipeline.as_known(frame, as_of)
    tally["not_known_yet"] += late
    known = known[list(contract()["opportunities"].names)]
    return pd.concat([known, extra], axis=1), late


def _survey(surveys, directory, as_of, tally) -> pd.DataFrame:
    pieces = []
    for n, (part, long) in enumerate(surveys):
        if long.empty:
            continue
        late = long["date"] > as_of
        rows = set(long.loc[late, "respondent"])
        if rows:
            part.frame["set_aside"] = part.frame["set_aside"].mask(
                part.frame["set_aside"].isna() & _who(part).isin(rows), "after_as_of"
            )
        long = long[~late].copy()
        if len(surveys) > 1:  # respondents are numbered anew in each survey
            long["respondent"] = f"{n + 1}-" + long["respondent"]
        long["customer"] = directory.find(read_codes(long["customer"], "").values, tally, long["customer"])
        pieces.append(long)
    return pd.concat(pieces, ignore_index=True) if pieces else pd.DataFrame()


def _who(part: Part) -> pd.Series:
    position = part.placed.survey.respondent
    return tidy_text(part.body[position]) if position is not None else part.frame["at_line"].astype("str")


def _tie_up(frames: dict[str, pd.DataFrame], notes: dict[str, Counter]) -> None:
    """References within these tables: what names nothing is left empty, and counted."""
    for table, column, other in (("contacts", "reports_to", "contacts"), ("contracts", "renews", "contracts")):
        if table in frames and column in frames[table] and len(frames[table]):
            key = contract()[other].key[0]
            tally = notes.setdefault(table, Counter())
            frames[table] = references.within(frames[table], column, set(frames[other][key]), tally)
