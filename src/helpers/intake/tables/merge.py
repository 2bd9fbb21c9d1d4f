"""Sheets of other tables beside the order lines: typed, referring to each other, as they stood at the as-of date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from helpers.company.cells import tidy
from helpers.company.schema import tables as contract
from helpers.errors import IntakeError, Problem
from helpers.intake.columns.labels import VIRTUAL
from helpers.intake.columns.recognise import FILLED
from helpers.intake.files.source import tidy_text
from helpers.intake.tables import meanings, people, pipeline, questions, receipts, references
from helpers.intake.tables.rows import Rows, complete, read_rows
from helpers.intake.tables.sort import Placed
from helpers.intake.values.codes import read_codes, read_texts
from helpers.language import msg

#: Tables in the order they are made: what others refer to comes first.
ORDER = ("customers", "products", "contacts", "opportunities", "contracts", "invoices", "payments")
#: Tables of which several rows with one key are parts of one amount.
ADDED_UP = ("invoices", "contracts")


@dataclass
class Part:
    """A sheet's share in a table: its rows with reasons, and what is told of them."""

    placed: Placed
    frame: pd.DataFrame
    rows: Rows | None = None
    notes: Counter = field(default_factory=Counter)
    money: pd.Series | None = None
    paid: pd.Series | None = None
    paid_header: str = ""
    told: pd.DataFrame | None = None

    @property
    def body(self) -> pd.DataFrame:
        start = self.placed.seen.row if self.placed.seen else self.placed.survey.row
        return self.placed.sheet.cells.iloc[start + 1 :].reset_index(drop=True)


@dataclass
class Made:
    """All tables beyond the order lines, and the account of the sheets they come from."""

    frames: dict[str, pd.DataFrame]
    parts: dict[str, list[Part]]
    notes: dict[str, Counter]
    orders: pd.DataFrame
    words: dict[str, list[meanings.Meaning]]


def read(placed: list[Placed], digits: int, answers: Mapping[str, object], yes: bool):
    """Rows of every sheet of another table, typed; meanings of words.

    Raises
    ------
    IntakeError
        With everything that has to be asked, of all sheets at once.
    """
    parts: dict[str, list[Part]] = {}
    words: dict[str, list[meanings.Meaning]] = {}
    surveys: list[tuple[Part, pd.DataFrame]] = []
    problems: list[Problem] = []
    for entry in placed:
        try:
            if entry.table == "survey":
                long, frame, notes = questions.answers(entry.source, entry.sheet, entry.survey, answers)
                part = Part(entry, frame, None, notes)
                surveys.append((part, long))
                parts.setdefault("survey", []).append(part)
            elif entry.table not in ("orders", "skip"):
                rows = read_rows(
                    entry.source, entry.sheet, entry.seen, _schema(entry.table), digits, answers, entry.taken
                )
                for place, found in _meant(rows, entry.table, answers):
                    words.setdefault(place, []).extend(found)
                    if (lost := meanings.unknown(found)) and not yes:
                        problems += [_ask_word(entry, place, meaning) for meaning in lost]
                money = next((rows.frame[name] for name in ("amount", "paid") if name in rows.frame), None)
                part = Part(entry, rows.frame, rows, rows.notes, money)
                if entry.table == "invoices" and (told := receipts.paid_so_far(rows, digits, answers.get("decimal"))):
                    part.paid, part.paid_header = told
                parts.setdefault(entry.table, []).append(part)
        except IntakeError as error:
            problems += error.problems
    if problems:
        raise IntakeError(problems)
    return parts, surveys, words


def _schema(table: str):
    from dataclasses import replace

    from helpers.company.schema import Column, Table
    from helpers.language import Words

    if table not in VIRTUAL:
        return contract()[table]
    none = Words("", "")
    kinds = {"payment_no": "id", "invoice_no": "id", "customer": "id", "paid_on": "date", "paid": "money"}
    needed = ("invoice_no", "paid_on", "paid")
    columns = tuple(Column(name, kind, none, none, "", required=name in needed) for name, kind in kinds.items())
    return replace(Table(table, none, none, columns), known_on="paid_on")


def _meant(rows: Rows, table: str, answers):
    """Meanings of stages and of words in closed lists that every row must have."""
    if table == "opportunities":
        yield "opportunities.status", pipeline.settle(rows, answers)
    for name in ("kind",):
        if f"{table}.{name}" not in ("activities.kind", "costs.kind"):
            continue
        place, cells = f"{table}.{name}", tidy_text(rows.cells(name)).where(rows.frame["reason"].isna())
        counts = {str(text): int(count) for text, count in cells.value_counts().items()}
        found = meanings.of(place, counts, answers)
        values = cells.map({entry.text: entry.value for entry in found}, na_action="ignore").astype("str")
        if (table, name) in FILLED:
            empty = values.isna() & rows.frame["reason"].isna()
            values = values.mask(empty, FILLED[table, name])
            rows.notes["filled_in"] += int(empty.sum())
        rows.frame[name] = values
        rows.notes.pop("unknown_word", None)
        yield place, found


def _ask_word(entry: Placed, place: str, meaning: meanings.Meaning) -> Problem:
    table, _, column = place.partition(".")
    allowed = contract()[table][column].allowed
    return Problem(
        what=msg(
            "What does {text} mean ({n} rows)? Proposed: {word}.",
            text=repr(meaning.text),
            n=meaning.rows,
            word=allowed[meaning.value],
        ),
        do=msg(
            'Say it: `--map "{place}.{value}={text}"` (one of {known}); or --yes for all proposals.',
            place=place,
            value=meaning.value,
            text=meaning.text,
            known=", ".join(allowed),
        ),
        file=entry.sheet.label,
        column=contract()[table][column].title.en,
        kind="ask-word",
    )


def last_day(parts: Mapping[str, list[Part]], surveys) -> pd.Timestamp | None:
    """The latest day on which a row of these tables was known."""
    days = []
    for table, group in parts.items():
        known = _schema(table).known_on if table != "survey" else ""
        days += [part.frame.loc[part.frame["reason"].isna(), known].max() for part in group if known in part.frame]
    days += [long["date"].max() for _, long in surveys if len(long)]
    days = [day for day in days if not pd.isna(day)]
    return max(days) if days else None


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
            frames["invoices"] = _settled(parts[table], frames.get("invoices"), frame, as_of, tally)
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
        undated = [row for part in parts.get("invoices", ()) if (row := _paid_rows(part)) is not None]
        frames["payments"] = _payments(frames["invoices"], dated, undated, notes.setdefault("invoices", Counter()))
    if contacts is not None:
        frames["contacts"] = contacts
    if surveys:
        tally = notes.setdefault("survey", Counter())
        frames["survey"] = _survey(surveys, directory, as_of, tally)
    _tie_up(frames, notes)
    frames["customers"] = directory.frame
    if goods.frame is not None:
        frames["products"] = goods.frame
    frames = {name: _typed(frame, name) for name, frame in frames.items() if frame is not None and len(frame)}
    return Made(frames, parts, notes, _typed(orders, "orders"), words)


def _typed(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    names = [name for name in contract()[table].names if name in frame]
    frame = complete(frame, contract()[table])[list(contract()[table].names)]
    empty = [name for name in frame if not frame[name].notna().any() and not contract()[table][name].required]
    return tidy(
        frame.drop(columns=[name for name in empty if name not in names or table != "orders"]), contract()[table]
    )


def _stack(group: list[Part]) -> pd.DataFrame:
    return pd.concat([part.frame.assign(part=n) for n, part in enumerate(group)], ignore_index=True)


def _give_back(group: list[Part], frame: pd.DataFrame) -> None:
    """Reasons of the stacked rows, back to their sheets."""
    for n, part in enumerate(group):
        part.frame = part.frame.assign(reason=frame.loc[frame["part"] == n, "reason"].to_numpy())


def _mark(frame: pd.DataFrame, rows: pd.Series, reason: str) -> None:
    rows = rows.fillna(False).astype(bool)
    frame["reason"] = frame["reason"].mask(frame["reason"].isna() & rows, reason)


def _people(group: list[Part], table: str, as_of: pd.Timestamp, tally: Counter) -> pd.DataFrame:
    """Customers or products: a code from the name where there is none, and the other way round."""
    key = contract()[table].key[0]
    for part in group:
        frame = part.frame
        for name in (key, "name"):
            if name not in frame:
                frame[name] = pd.Series(pd.NA, index=frame.index, dtype="str")
        made = frame[key].isna() & frame["name"].notna() & frame["reason"].isna()
        frame[key] = frame[key].where(~made, people.narrow(frame["name"]).str.slice(0, 100)).astype("str")
        tally["key_made"] += int(made.sum())
        frame["name"] = frame["name"].fillna(frame[key])
    frame = _stack(group)
    _mark(frame, frame[key].isna(), "no_key")
    if table == "customers" and "created_on" in frame:
        late = (frame["created_on"] > as_of).fillna(False)
        _mark(frame, late, "after_as_of")
    frame = _known(frame, table, as_of, tally)
    _one_each(frame, table)
    _give_back(group, frame)
    return frame[frame["reason"].isna()].reset_index(drop=True)


def _known(frame: pd.DataFrame, table: str, as_of: pd.Timestamp, tally: Counter) -> pd.DataFrame:
    """Values dated after the as-of date were not known then; rows likewise."""
    schema = _schema(table)
    if schema.known_on in frame:
        _mark(frame, frame[schema.known_on] > as_of, "after_as_of")
    for day in schema.dates_of_knowledge:
        if day == schema.known_on or day not in frame:
            continue
        late = (frame[day] > as_of).fillna(False) & frame["reason"].isna()
        if late.any():
            tally["not_known_yet"] += int(late.sum())
            for column in schema.columns:
                if column.name in frame and schema.known_by(column) == day and not column.required:
                    frame[column.name] = frame[column.name].mask(late)
    return frame


def _one_each(frame: pd.DataFrame, table: str) -> None:
    """One row for each key: the same row again is set aside, of others the latest is kept."""
    schema = _schema(table)
    names = [name for name in schema.names if name in frame]
    open_ = frame["reason"].isna()
    if "payment_no" in names:  # one payment's number: the same row again is the same payment
        twice = frame[open_ & frame["payment_no"].notna()].duplicated(names, keep="first")
        _mark(frame, twice.reindex(frame.index, fill_value=False) & ~frame["taken"], "twice")
        open_ = frame["reason"].isna()
    if not schema.key or table in VIRTUAL:
        lines = frame.loc[open_, ["part", *names]]
        count = lines.groupby(["part", *names], dropna=False, sort=False).cumcount()
        again = lines[names].assign(count=count).duplicated(keep="first").reindex(frame.index, fill_value=False)
        again &= ~frame["taken"]
        _mark(frame, again, "copy")
        return
    _mark(frame, frame[open_].duplicated(names, keep="first").reindex(frame.index, fill_value=False), "twice")
    open_ = frame["reason"].isna()
    first = [schema.known_on] if schema.known_on in names else []
    order = frame[open_].sort_values(
        [*first, *[n for n in names if n not in first]], kind="stable", na_position="first"
    )
    older = order.duplicated(list(schema.key), keep="last").reindex(frame.index, fill_value=False)
    _mark(frame, older, "same_key")


def _table(group, table, directory, goods, contacts, as_of, tally):
    """Any other table: codes found or made, references resolved, required cells there, one row for each key."""
    schema = _schema(table)
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
            tally["filled_in"] += int(part.frame["reason"].isna().sum())
    frame = _stack(group)
    for column in schema.columns:
        if column.name not in frame:
            frame[column.name] = complete(frame[[]], schema)[column.name] if table not in VIRTUAL else pd.NA
    if "customer" in frame and table not in VIRTUAL:
        _mark(frame, frame["customer"].isna() & schema["customer"].required, "no_customer")
        usable = frame["reason"].isna()
        found = directory.find(frame["customer"].where(usable), tally, frame.get("written"))
        frame["customer"] = frame["customer"].where(~usable, found)
    if "product" in frame:
        usable = frame["reason"].isna()
        found = goods.find(frame["product"].where(usable), tally)
        frame["product"] = frame["product"].where(~usable, found)
    for name in [column.name for column in schema.columns if column.required]:
        _mark(frame, frame[name].isna(), "no_value" if name != schema.known_on else "no_date")
    if table == "opportunities":
        frame, late = pipeline_as_known(frame, as_of, tally)
    if table in ADDED_UP:
        frame = _added_up(frame, table, tally)
    frame = _known(frame, table, as_of, tally)
    _one_each(frame, table)
    if table == "activities":
        frame["contact"], contacts = references.contacts_of(frame["contact"], frame["customer"], contacts, tally)
    _give_back(group, frame)
    kept = frame[frame["reason"].isna()].reset_index(drop=True)
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


def _added_up(frame: pd.DataFrame, table: str, tally: Counter) -> pd.DataFrame:
    """Several rows of one invoice or contract of one customer and day: their amounts are one sum, in the first row.

    Rows that are the same in every cell are left to be set aside as the same row again.
    """
    schema = _schema(table)
    key, day = schema.key[0], schema.known_on
    names = [name for name in schema.names if name in frame]
    open_ = frame["reason"].isna() & ~frame.duplicated(names, keep="first")
    groups = [key, "customer", day]
    counts = frame[open_].groupby(groups, dropna=False)[key].transform("size")
    if not (counts > 1).any():
        return frame
    order = frame[open_].sort_values(names, kind="stable", na_position="last")
    sums = order.groupby(groups, dropna=False)["amount"].transform("sum")
    last = "paid_on" if table == "invoices" else "ends_on"
    latest = order.groupby(groups, dropna=False)[last].transform("max")
    if table == "invoices":  # paid in full only when every part is
        unpaid = order["paid_on"].isna().groupby([order[name] for name in groups], dropna=False).transform("any")
        latest = latest.mask(unpaid)
    first = ~order.duplicated(groups, keep="first")
    several = (counts > 1).reindex(order.index)
    frame = frame.copy()
    at = order.index[first & several]
    frame.loc[at, "amount"] = sums[at]
    frame.loc[at, last] = latest[at]
    rest = order.index[~first & several]
    frame.loc[rest, "reason"] = "added_up"
    tally["added_up"] += len(rest)
    return frame


def _settled(group, invoices, payments, as_of, tally) -> pd.DataFrame | None:
    if invoices is None or invoices.empty:
        for part in group:
            part.frame["reason"] = part.frame["reason"].fillna("no_invoice")
        return invoices
    lost = ~payments["invoice_no"].isin(invoices["invoice_no"])
    settled, counts = receipts.settle(invoices, payments[~lost], as_of)
    tally.update(counts)
    names = set(invoices["invoice_no"])
    for part in group:
        away = part.frame["reason"].isna() & ~part.frame["invoice_no"].isin(names)
        part.frame["reason"] = part.frame["reason"].mask(away, "no_invoice")
    return settled


def _paid_rows(part: Part) -> pd.DataFrame | None:
    """Payments that the invoices' own sheet tells, of the rows that are kept."""
    if part.told is None:
        return None
    rows = part.frame["reason"].isna() | (part.frame["reason"] == "added_up")
    return part.told[rows.reindex(part.told.index, fill_value=False)]


def _payments(invoices: pd.DataFrame, dated: pd.DataFrame, undated: list[pd.DataFrame], tally: Counter):
    """All payments of invoices that are kept: those of sheets of payments, and what more the invoices' sheets tell."""
    names = ["payment_no", "invoice_no", "paid_on", "paid"]
    frames = [dated.reindex(columns=names)]
    sums = dated.groupby("invoice_no")["paid"].sum()
    for rows in undated:
        rows = rows[rows["invoice_no"].isin(set(invoices["invoice_no"]))]
        rows = rows.groupby(["invoice_no", "paid_on"], dropna=False, as_index=False)["paid"].sum()
        more = rows["paid"] - rows["invoice_no"].map(sums).fillna(0).astype("int64")
        rows = rows.assign(paid=more)[more.ne(0) & (more.gt(0) == rows["paid"].gt(0))]
        tally["paid_undated"] += int(rows["paid_on"].isna().sum())
        frames.append(rows.reindex(columns=names))
    kinds = {"payment_no": "str", "invoice_no": "str", "paid_on": "datetime64[us]", "paid": "Int64"}
    frame = pd.concat([entry.astype(kinds) for entry in frames], ignore_index=True)
    return receipts.numbered(frame) if len(frame) else None


def _survey(surveys, directory, as_of, tally) -> pd.DataFrame:
    pieces = []
    for n, (part, long) in enumerate(surveys):
        if long.empty:
            continue
        late = long["date"] > as_of
        rows = set(long.loc[late, "respondent"])
        if rows:
            part.frame["reason"] = part.frame["reason"].mask(
                part.frame["reason"].isna() & _who(part).isin(rows), "after_as_of"
            )
        long = long[~late].copy()
        if len(surveys) > 1:  # respondents are numbered anew in each survey
            long["respondent"] = f"{n + 1}-" + long["respondent"]
        long["customer"] = directory.find(read_codes(long["customer"], "").values, tally, long["customer"])
        pieces.append(long)
    return pd.concat(pieces, ignore_index=True) if pieces else pd.DataFrame()


def _who(part: Part) -> pd.Series:
    position = part.placed.survey.respondent
    return tidy_text(part.body[position]) if position is not None else part.frame["line"].astype("str")


def _tie_up(frames: dict[str, pd.DataFrame], notes: dict[str, Counter]) -> None:
    """References within these tables: what names nothing is left empty, and counted."""
    for table, column, other in (("contacts", "reports_to", "contacts"), ("contracts", "renews", "contracts")):
        if table in frames and column in frames[table] and len(frames[table]):
            key = contract()[other].key[0]
            tally = notes.setdefault(table, Counter())
            frames[table] = references.within(frames[table], column, set(frames[other][key]), tally)
