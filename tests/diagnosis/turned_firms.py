"""A demo firm cut small, and its tables turned in the ways that real folders come: missing, thin, all alike, without money."""

from functools import cache

import pandas as pd
from judged_firms import settle

from helpers.company.folder import Company
from helpers.company.folder import open as open_folder
from helpers.company.schema import tables

#: Tables that every folder has: they are turned, never dropped.
ALWAYS = ("customers", "orders")


@cache
def small():
    """The automation maker, which has every table of station 1, with the customers that buy most."""
    firm = open_folder("hengce")
    sizes = firm.table("orders").groupby("customer")["amount"].sum().sort_values(ascending=False)
    made = only(firm, list(sizes.index[:24]) + list(sizes.index[200:216]))
    there = {name: made_up(name, made) for name in tables() if name not in made.frames and name != "set_aside"}
    return Company(made.profile, {**made.frames, **there}, made.intake)


def made_up(name, firm, rows=36):
    """Rows of a table that the automation maker has not: the contract's own examples, numbers and names varied."""
    table, made = tables()[name], []
    for place in range(rows):
        row = {}
        for column in table.columns:
            value = column.example
            if column.refers_to == "customers.customer":
                value = firm.frames["customers"]["customer"].iloc[place % 12]
            elif column.refers_to in ("products.product",):
                value = firm.frames["products"]["product"].iloc[place % 5]
            elif column.kind == "date":
                value = pd.Timestamp("2025-11-03") - pd.DateOffset(months=place % 14)
            elif column.kind in ("money", "quantity", "integer"):
                value = float(value or 1) * (100 if column.kind == "money" else 1) + place % 3
                value = min(max(value, column.low or 0), column.high or value)
            elif column.name in table.key and column.kind != "category":
                value = f"{value}{place % 3 if column.kind == 'text' else place}"
            elif column.name in table.key and not column.allowed:
                value = f"{value}{place % 3}"
            row[column.name] = value
        made.append(row)
    return unique(name, settle(name, pd.DataFrame(made)))


def only(firm, customers):
    """The firm as if it had these customers alone."""
    frames = {}
    for name, frame in firm.frames.items():
        for column in tables()[name].columns if name in tables() else ():
            if (column.refers_to == "customers.customer" or (name, column.name) == ALWAYS[:1] + ("customer",)) and (
                column.name in frame
            ):
                frame = frame[frame[column.name].isin(customers) | frame[column.name].isna()]
        frames[name] = frame.reset_index(drop=True)
    return Company(firm.profile, frames, firm.intake)


def unique(name, frame):
    """The frame with each key once, as the contract has it."""
    key = [column for column in tables()[name].key if column in frame]
    return (frame.drop_duplicates(key) if key else frame).reset_index(drop=True)


def free(name, frame, *kinds):
    """Columns of these kinds that neither name a row nor refer to another table."""
    return [
        column.name
        for column in tables()[name].columns
        if column.name in frame and column.kind in kinds and not column.refers_to and column.name != f"{name[:-1]}"
    ]


def alike(name, frame, *kinds):
    columns = [column for column in free(name, frame, *kinds) if frame[column].notna().any()]
    first = {column: frame[column].dropna().iloc[0] for column in columns}
    whole = frame.assign(**{column: pd.Series(value, index=frame.index) for column, value in first.items()})
    return unique(name, whole.astype(frame.dtypes))


def one_row(name, frame):
    return frame.head(1)


def one_category(name, frame):
    return alike(name, frame, "category", "text")


def all_ties(name, frame):
    return alike(name, frame, "money", "quantity", "integer")


def all_missing(name, frame):
    """Only what the contract demands of a row; where it demands nothing but keys, nothing else is there."""
    spare = [column.name for column in tables()[name].columns if column.name in frame and not column.required]
    return frame.assign(**{column: pd.Series(None, index=frame.index, dtype=frame[column].dtype) for column in spare})


def no_money(name, frame):
    columns = [column.name for column in tables()[name].columns if column.name in frame and column.kind == "money"]
    return frame.assign(**{column: (frame[column] * 0) for column in columns})


def one_period(name, frame):
    """Everything on one day; of orders all of the last month."""
    known = tables()[name].known_on
    if not known or not frame[known].notna().any():
        return frame
    last = frame[known].max()
    if name == "orders":
        return frame[frame[known] >= last.to_period("M").start_time].reset_index(drop=True)
    return unique(name, frame.assign(**{known: pd.Series(last, index=frame.index).astype(frame[known].dtype)}))


def one_voice(name, frame):
    """One person alone: rater, coder, respondent, owner, source."""
    who = next((column for column in ("rater", "coder", "respondent", "owner", "source") if column in frame), None)
    return frame if who is None else frame[frame[who] == frame[who].dropna().min()].reset_index(drop=True)


#: Each way of turning a table.
WAYS = {way.__name__: way for way in (one_row, one_category, all_ties, all_missing, no_money, one_period, one_voice)}


def turned(way, names):
    """The small firm with these tables turned, or gone (``missing``); ``None`` where that changes nothing."""
    firm = small()
    if way == "missing":
        kept = {name: frame for name, frame in firm.frames.items() if name not in names or name in ALWAYS}
        return Company(firm.profile, kept, firm.intake) if len(kept) < len(firm.frames) else None
    if way == "one_customer":
        return only(firm, [firm.frames["customers"]["customer"].iloc[0]])
    made = {name: WAYS[way](name, firm.frames[name]) for name in names}
    if all(frame.equals(firm.frames[name]) for name, frame in made.items()):
        return None
    return Company(firm.profile, {**firm.frames, **made}, firm.intake)
