"""Every sheet to its place: order lines, another table, a survey, or none that is known; what is in doubt is asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from helpers.company.schema import tables as contract
from helpers.errors import Problem
from helpers.intake.columns import concepts, nouns, recognise
from helpers.intake.columns.answers import Answers, as_list
from helpers.intake.columns.header import FIELD_WORDS, Header, Listed, locate, missing, plain
from helpers.intake.columns.labels import VIRTUAL, fields
from helpers.intake.columns.propose import PROPOSED, TAKEN, Proposal, assign, needed
from helpers.intake.columns.recognise import Guess, lacking
from helpers.intake.files.source import Sheet, Source, tidy_text
from helpers.intake.ledger import grouped, joined
from helpers.intake.tables import ageing, pivot, questions, receipts, rivals, unused, wide
from helpers.language import Message, Words, msg
from helpers.quantity import Quantity

#: A column proposed with less is not worth a question, unless the table cannot do without it.
ASKED = 0.5
#: From this confidence an optional text or word is taken for what its header is like; the account says so.
ALIKE = 0.62
#: Of a table with this score or more, the sheet is taken for it.
ENOUGH = 4.0
#: Further kinds of amount that a ledger's header may name.
AMOUNTS = ("amount_line", "amount_untaxed", "amount_taxed")
#: The same where no required column is in doubt.
ENOUGH_SURE = 3.0
#: Tables whose rows could also be read as a ledger.
LIKE_LEDGER = ("opportunities", "invoices", "contracts")


@dataclass(frozen=True)
class Placed:
    """A sheet and what it is.

    ``table`` is ``orders`` (also for sheets nobody knows: the ledger's importer tells what they lack), a table of the
    contract, ``payments``, ``survey`` or ``skip``; ``also_orders`` where the only sheet with sales is another table;
    ``taken`` are lines that a person takes back.
    """

    source: Source
    sheet: Sheet
    table: str
    seen: Guess | None = None
    survey: questions.Wide | None = None
    also_orders: bool = False
    how: str = "name"
    taken: frozenset[int] = frozenset()


@dataclass
class Sorted:
    """All sheets placed; proposals for the ledger's columns; what has to be asked; what hidden sheets look like."""

    placed: list[Placed] = field(default_factory=list)
    ledger: dict[str, Proposal] = field(default_factory=dict)
    hidden: dict[int, str] = field(default_factory=dict)
    asked: list[Problem] = field(default_factory=list)


def sort(
    sources: list[Source],
    answers: Answers,
    prefer: str,
    yes: bool,
    hidden: bool = False,
    known: frozenset[str] = frozenset(),
) -> Sorted:
    """Place every sheet.

    Parameters
    ----------
    prefer
        Which of two amounts a ledger's header means, as :func:`helpers.intake.columns.header.locate` takes it.
    yes
        Take the best proposals instead of asking.
    hidden
        Read hidden sheets as if they were not.
    known
        Codes and names of customers of a folder whose order lines these sheets are to stand beside.
    """
    found = Sorted()
    sheets = [(source, sheet) for source in sources for sheet in source.sheets]
    headers = {
        id(sheet): Header(-1, (), {}, {}, {}) if sheet.cells.empty else locate(sheet, answers.ledger, prefer)
        for _, sheet in sheets
    }
    pairs = _heads_and_lines(sheets, headers)
    customers = _customers(sheets, headers, pairs) | known
    for source, sheet in sheets:
        if sheet.hidden and not hidden:
            found.hidden[id(sheet)] = _looks_like(sheet, headers[id(sheet)], answers, customers)
        found.placed.append(
            _place(source, sheet, headers[id(sheet)], id(sheet) in pairs, answers, found, yes, customers)
        )
    if not known:
        _whose_orders(found, headers)
    if (
        not any(entry.table == "orders" and not _lacks(entry.sheet, headers[id(entry.sheet)]) for entry in found.placed)
        and not pairs
    ):
        _ledger_proposals(found, headers, answers, yes)
    if not yes:
        sold = (
            any(entry.table == "orders" and not _lacks(entry.sheet, headers[id(entry.sheet)]) for entry in found.placed)
            or pairs
            or known
        )
        left = as_list(answers.ledger.get("skip_sheets"))
        for entry in found.placed if sold else ():
            if entry.table != "orders" or entry.how == "person" or entry.sheet.cells.empty or entry.sheet.name in left:
                continue
            if id(entry.sheet) not in pairs and id(entry.sheet) not in found.hidden:
                found.asked += filter(None, [_unknown_sheet(entry.sheet, headers[id(entry.sheet)])])
        for entry in found.placed:
            if entry.table != "orders" or id(entry.sheet) in found.hidden or id(entry.sheet) in pairs:
                continue
            if not any(problem.file == entry.sheet.label for problem in found.asked):
                found.asked += leftover(entry.sheet, headers[id(entry.sheet)], answers, found.ledger)
    return found


def _lacks(sheet: Sheet, header: Header) -> list[str]:
    """What a ledger needs and the sheet does not have, in a column or in rows above its lines."""
    lacks = missing(header)
    return missing(grouped.with_customers(sheet, header)[1]) if lacks == ["customer"] else lacks


def leftover(
    sheet: Sheet, header: Header, answers: Answers, ledger: Mapping[str, Proposal] | None = None
) -> list[Problem]:
    """The questions about columns of a ledger that may as well be what another was taken for, or are left over.

    Parameters
    ----------
    ledger
        What was proposed for it besides its header.
    """
    ledger = ledger or {}
    if missing(header) and not ledger:
        return []
    if not missing(header) and (doubts := rivals.of_ledger(sheet, header, answers)):
        return doubts
    told = {name for names in header.others.values() for name in names} | {p.header for p in ledger.values()}
    taken = set(header.columns.values()) | {n for n, name in enumerate(header.names) if name in told}
    used = {*header.columns, *ledger, *answers.without.get("orders", ())}
    free = unused.free_fields("orders", used)
    settled = answers.unused.get("orders", ())
    one = [header.columns[name] for name in ("date", "customer", "customer_name") if name in header.columns]
    return unused.question(sheet, header.row, "orders", header.names, taken, free, settled, one, header.columns)


def _heads_and_lines(sheets, headers) -> set[int]:
    """Sheets that are an order's heads and its lines: together they are a ledger."""
    own = [(sheet, headers[id(sheet)]) for _, sheet in sheets]
    pairs = set()
    whole = any(not missing(header) and of_lines(header) for _, header in own)
    for below, header in own:  # beside complete lines, money of documents without goods is not their lines
        if joined.lines_of(header) and (of_lines(header) or not whole):
            for above, top in own:
                if (
                    above is not below
                    and joined.heads_of(above, top)
                    and joined.matching((above, top), (below, header)) > 0.5
                ):
                    pairs |= {id(above), id(below)}
    return pairs


def _customers(sheets, headers, pairs: set[int]) -> frozenset[str]:
    """Codes and names of customers in the sheets of order lines."""
    found: set[str] = set()
    for _, sheet in sheets:
        header = headers[id(sheet)]
        lines = {"product", "product_name", "quantity", "price"} & header.columns.keys()
        if (not missing(header) and lines) or id(sheet) in pairs:
            for name in {"customer", "customer_name"} & header.columns.keys():
                found |= set(tidy_text(sheet.cells.iloc[header.row + 1 :][header.columns[name]]).dropna().unique())
    return frozenset(found)


def _place(
    source, sheet, header: Header, paired: bool, answers: Answers, found: Sorted, yes: bool, customers
) -> Placed:
    said = next((answers.tables[name] for name in (sheet.label, sheet.name, sheet.file) if name in answers.tables), "")
    if said == "skip":
        return Placed(source, sheet, "skip", how="person")
    if said and said not in ("orders", "survey"):
        seen = recognise.guess(sheet, said, answers.columns.get(said), customers=customers)
        return _asked(Placed(source, sheet, said, seen, how="person"), answers, found, yes)
    if said == "orders" or paired or sheet.cells.empty or (id(sheet) in found.hidden and not said):
        return Placed(source, sheet, "orders", how="person" if said else "name")
    if (survey := questions.recognise(sheet)) is not None:
        return Placed(source, sheet, "survey", survey=survey)
    complete = not _lacks(sheet, header)
    lines = bool(of_lines(header))
    flows = any(recognise.is_called(sheet, name) for name in ("sell_out", "dealer_stock")) or _dealers(header)
    if complete and lines and not flows:
        if not yes and (other := _no_sales_yet(sheet, header, answers, customers)):
            found.asked.append(_orders_too(sheet, other, False))
        return Placed(source, sheet, "orders")
    ranked = recognise.candidates(sheet, answers.columns, customers)
    best = ranked[0] if ranked else None
    if complete and best and best.table not in _ALSO_DATED:
        best = None
    if best and _unpriced(header, best.table, bool(customers)):
        best = None  # sales whose money has a name of its own: it is asked for
    if best is None or best.score < (ENOUGH if best.lacks else ENOUGH_SURE):
        if complete and not lines and customers and not yes:
            found.asked.append(_again_or_besides(sheet, header))
        return Placed(source, sheet, "orders")
    if best.lacks and not complete and not customers and _ledger_like(sheet, header, answers):
        return Placed(source, sheet, "orders")
    if complete and best.lacks:
        if not customers:
            return Placed(source, sheet, "orders")
        if not yes:  # order lines stand elsewhere: are these sales besides, or the same ones again?
            found.asked.append(_orders_too(sheet, best))
            return Placed(source, sheet, "orders")
    if not yes and (doubt := _which_table(sheet, best, ranked, customers)):
        found.asked.append(doubt)  # its columns are asked about once the table is known
        return Placed(source, sheet, best.table, best)
    return _asked(Placed(source, sheet, best.table, best), answers, found, yes)


def _unpriced(header: Header, table: str, beside: bool) -> bool:
    """Whether a sheet that looks like another table is one of sales of which only money, or day, is called otherwise.

    ``beside`` where order lines stand in another sheet.
    """
    if not {"quantity", "price"} & header.columns.keys():
        return False
    if table in _MASTER:
        return missing(header) == ["amount"]
    goods = of_lines(header) - {"quantity", "price"}
    return (
        table in ("activities", "costs") and bool(goods) and not beside and set(missing(header)) <= {"date", "amount"}
    )


def _which_table(sheet: Sheet, best: Guess, ranked: list[Guess], customers) -> Problem | None:
    """The question which table a sheet is, where it may well be another than the best."""
    if best.table == "customers" and (aged := ageing.spans(best.names)):
        return ageing.question(sheet, best.row, aged)
    if best.table == "customers" and customers and not _anyone(sheet, best, customers):
        return _nobody(sheet)
    if (
        best.table in ("customers", "contacts")
        and sum("member" in (concepts.said(name) or ()) for name in best.names) > 1
    ):
        return _which(sheet, replace(best, table="members"), best)
    rival = next((other for other in ranked[1:] if recognise.rivals(sheet, best, other)), None)
    if rival:
        return _which(sheet, best, rival)
    essential = (
        set(best.lacks) & {p.field for p in best.doubtful}
        if not best.system and not recognise.is_called(sheet, best.table)
        else set()
    )
    if recognise.well_known(sheet, best):
        return _is_it(sheet, best, sorted(essential)) if essential else None
    return _is_it(sheet, best)


def _is_it(sheet: Sheet, best: Guess, lacks: Sequence[str] = ()) -> Problem:
    return Problem(
        what=msg(
            "The sheet may be the table {table}, but it is not sure which column holds its {lacks}: {columns}.",
            table=title(best.table),
            lacks=Listed(tuple(field_title(best.table, field) for field in lacks)),
            columns=", ".join(name for name in best.names if not name.startswith("#"))[:600],
        )
        if lacks
        else msg("The sheet may be the table {table}, but hardly any of its headers is known: {columns}.", table=title(best.table), columns=", ".join(name for name in best.names if not name.startswith("#"))[:600]),
        do=msg("Say what it is: `--map tables={sheet}:{table}`, or another table ({tables}), or `skip` to leave it out; or --yes for what it may be.", sheet=sheet.label, table=best.table, tables=", ".join(("orders", *recognise.sought()))),
        file=sheet.label,
        row=int(sheet.lines.iloc[best.row]),
        kind="ask-table",
    )  # fmt: skip


def of_lines(header: Header) -> set[str]:
    """Fields of order lines that a sheet has: what was sold, at which count and price. A mere text is none."""
    found = {"product", "product_name", "quantity", "price"} & header.columns.keys()
    return found - ({"product_name"} if header.how.get("product_name") == "meaning" else set())


def _looks_like(sheet: Sheet, header: Header, answers: Answers, customers) -> str:
    """The table that a hidden sheet would be taken for; empty where none is recognised."""
    if sheet.cells.empty:
        return ""
    if not missing(header) and {"product", "product_name", "quantity", "price"} & header.columns.keys():
        return "orders"
    ranked = recognise.candidates(sheet, answers.columns, customers)
    return ranked[0].table if ranked and ranked[0].score >= ENOUGH_SURE else "" if missing(header) else "orders"


_MASTER = ("customers", "products", "contacts", "members")
_ALSO_DATED = (*LIKE_LEDGER, "payments", "costs", "activities", "sell_out", "dealer_stock", "members")


def _dealers(header: Header) -> bool:
    return any(
        plain(name) in ("经销商", "经销商编码", "经销商名称", "dealer", "dealercode", "dealername", "distributor")
        for name in header.names
    )


def _ledger_like(sheet: Sheet, header: Header, answers: Answers) -> bool:
    """Whether columns for date, customer and amount can at least be proposed."""
    proposals = {p.field for p in _proposals(sheet, header, answers)} | set(header.columns)
    return bool("date" in proposals and {"customer", "customer_name"} & proposals and {"amount", "price"} & proposals)


def _anyone(sheet: Sheet, best: Guess, customers) -> bool:
    """Whether any code or name of a list of customers stands in the order lines."""
    body = sheet.cells.iloc[best.row + 1 :]
    columns = [best.sure[name] for name in ("customer", "name") if name in best.sure]
    return len(body) < 5 or any(tidy_text(body[at]).isin(customers).any() for at in columns)


def _nobody(sheet: Sheet) -> Problem:
    return Problem(
        what=msg("The sheet looks like a list of customers, but none of its codes and names stands in the order lines."),
        do=msg("Say what it is: `--map tables={sheet}:customers`, or `--map tables={sheet}:skip` to leave it out.", sheet=sheet.label),
        file=sheet.label,
        kind="ask-table",
    )  # fmt: skip


def _which(sheet: Sheet, best: Guess, rival: Guess) -> Problem:
    return Problem(
        what=msg(
            "The sheet may be the table {first} or the table {second}.",
            first=title(best.table),
            second=title(rival.table),
        ),
        do=msg(
            "Say which: `--map tables={sheet}:{first}`, or take the first with --yes.",
            sheet=sheet.label,
            first=best.table,
        ),
        file=sheet.label,
        row=int(sheet.lines.iloc[best.row]),
        kind="ask-table",
    )


#: Headers by which rows with goods and money are told to be no sales yet: what is hoped for, runs for a term, is owed.
PLANNED = {"opportunities": {"expected_on", "probability", "lost_reason"}, "contracts": {"ends_on", "renews"}, "invoices": {"due_on", "paid_on"}}  # fmt: skip


def _no_sales_yet(sheet: Sheet, header: Header, answers: Answers, customers) -> Guess | None:
    """The table of deals, contracts or invoices that a sheet of complete order lines may be as well."""
    used = set(header.columns.values())
    for other in recognise.candidates(sheet, answers.columns, customers, PLANNED):
        signs = PLANNED[other.table]
        if other.table == "invoices" and {"quantity", "price"} & header.columns.keys():
            continue  # lines of invoices are order lines
        spare = any(p.field in signs and p.confidence >= TAKEN and p.position not in used for p in other.proposals)
        if spare and not other.lacks and other.score >= ENOUGH_SURE:
            return other
    return None


def _unknown_sheet(sheet: Sheet, header: Header) -> Problem | None:
    """The question about a sheet beside the order lines in which no table is recognised, where it is a table at all."""
    lacks = _lacks(sheet, header)
    row, names = recognise.find_header(sheet)
    heads = [name for name in names if not name.startswith("#")]
    least = 2 if len(lacks) == 1 else 3
    if not lacks or lacks == ["amount"] or row < 0 or len(heads) < least or len(sheet.cells) - row - 1 < unused.ROWS:
        return None
    if aged := ageing.spans(names):
        return ageing.question(sheet, row, aged)
    if pivot.is_pivot(sheet):
        return pivot.question(sheet)
    return Problem(
        what=msg("No table was recognised in the sheet; its columns: {columns}.", columns=", ".join(heads)[:600]),
        do=msg(
            "Say what it is: `--map tables={sheet}:customers` (or another table: {tables}), or `--map tables={sheet}:skip` to leave it out.",
            sheet=sheet.label,
            tables=", ".join(("orders", *recognise.sought())),
        ),
        file=sheet.label,
        row=int(sheet.lines.iloc[row]),
        kind="ask-table",
    )


def _again_or_besides(sheet: Sheet, header: Header) -> Problem:
    """The question about a sheet of days, customers and money without goods, where order lines stand in another sheet."""
    return Problem(
        what=msg("The sheet has days, customers and money, but no products; order lines stand elsewhere too, in another sheet or in the folder. As order lines it would be counted besides them."),
        do=msg("Say what it is: `--map tables={sheet}:orders` if these are further sales; else `invoices`, `payments`, `contracts` or another table instead of `orders`, or `skip` to leave it out.", sheet=sheet.label),
        file=sheet.label,
        row=int(sheet.lines.iloc[header.row]),
        kind="ask-table",
    )  # fmt: skip


def _orders_too(sheet: Sheet, best: Guess, twice: bool = True) -> Problem:
    return Problem(
        what=msg("The sheet may be order lines or the table {table}; order lines stand elsewhere too, in another sheet or in the folder, and would be counted twice.", table=title(best.table))
        if twice
        else msg("The sheet may be order lines or the table {table}.", table=title(best.table)),
        do=msg("Say which: `--map tables={sheet}:{table}`, or `--map tables={sheet}:orders`.", sheet=sheet.label, table=best.table),
        file=sheet.label,
        row=int(sheet.lines.iloc[best.row]),
        kind="ask-table",
    )  # fmt: skip


def title(table: str) -> Words | Message:
    return contract()[table].title if table in contract() else msg("Payments")


def _asked(entry: Placed, answers: Answers, found: Sorted, yes: bool) -> Placed:
    """The sheet with the columns that are settled; doubtful ones are taken (``yes``) or asked about."""
    seen, without = entry.seen, answers.without.get(entry.table, set())
    _named_columns(entry, answers, found)
    kept, questions_ = [], []
    for proposal in seen.proposals:
        if proposal.field in without:
            continue
        needed_ = proposal.field in needed(entry.table) and proposal.field in seen.lacks
        if proposal.confidence >= TAKEN:
            kept.append(proposal)
        elif _harmless(entry.table, proposal):
            kept.append(replace(proposal, why="likely"))
        elif needed_ or (proposal.confidence >= ASKED and proposal.why in ("alike", "name")):
            if yes:
                kept.append(replace(proposal, confidence=TAKEN, why=f"{proposal.why}-yes"))
            else:
                questions_.append(proposal)
    for proposal in questions_:
        found.asked.append(ask_column(entry.sheet, seen.row, entry.table, proposal))
    have = [proposal.field for proposal in kept]
    proposed = [proposal.field for proposal in questions_]
    named = ["name"] if recognise.two_names(entry.table, seen.names) else []
    for name in lacking(entry.table, have + proposed + named):
        found.asked.append(
            Problem(
                what=msg("No column was recognised for {field} of the table {table}.", field=field_title(entry.table, name), table=title(entry.table)),
                do=msg("Say which: `--map {table}.{field}=…`, or leave the sheet out: `--map tables={sheet}:skip`.", table=entry.table, field=name, sheet=entry.sheet.label),
                file=entry.sheet.label,
                row=int(entry.sheet.lines.iloc[seen.row]),
                kind="ask-column",
            )
        )  # fmt: skip
    if not yes and not any(problem.file == entry.sheet.label for problem in found.asked):
        found.asked += rivals.of_table(entry.sheet, seen, kept, questions_, answers)
    if not yes and not any(problem.file == entry.sheet.label for problem in found.asked):
        taken = {proposal.position for proposal in kept}
        taken |= {n for n, name in enumerate(seen.names) if plain(name) in _settled_otherwise(entry)}
        free = unused.free_fields(entry.table, {*have, *without})
        settled = answers.unused.get(entry.table, ())
        found.asked += unused.question(entry.sheet, seen.row, entry.table, seen.names, taken, free, settled)
    return replace(entry, seen=replace(seen, proposals=tuple(kept)))


def _settled_otherwise(entry: Placed) -> set[str]:
    """Plain headers that are read without being a field: names in two columns, what was paid of an invoice."""
    names = {*recognise.FIRST, *recognise.LAST} if recognise.two_names(entry.table, entry.seen.names) else set()
    return names | ({*receipts.PAID, *receipts.OPEN} if entry.table == "invoices" else set())


def _harmless(table: str, proposal: Proposal) -> bool:
    """Whether a column like a known one is taken unasked: a text or word that nothing is computed from or found by."""
    if table in VIRTUAL or proposal.why != "alike" or proposal.confidence < ALIKE:
        return False
    column = contract()[table][proposal.field]
    if nouns.more(proposal.header, table, fields(table)[proposal.field]):
        return False  # 价格等级 is like 等级, and says of what
    return column.kind in ("text", "category") and not column.required and not column.allowed


def _named_columns(entry: Placed, answers: Answers, found: Sorted) -> None:
    """Columns that a person named and the sheet does not have."""
    names = {plain(name) for name in entry.seen.names}
    for name, header in answers.columns.get(entry.table, {}).items():
        if plain(header) not in names:
            found.asked.append(
                Problem(
                    what=msg("No sheet has a column {name}.", name=repr(header)),
                    do=msg("Columns seen: {seen}.", seen=", ".join(entry.seen.names)[:600]),
                    file=entry.sheet.label,
                    column=f"{entry.table}.{name}",
                    kind="ask-column",
                )
            )


def field_title(table: str, name: str) -> Words | Message:
    """What a field is called."""
    if table == "orders":
        return FIELD_WORDS.get(name, msg("amount"))
    home = VIRTUAL.get(table, table)
    names = {"payment_no": msg("payment number"), "paid": msg("amount paid"), "paid_on": msg("day of payment")}
    names["owed"] = msg("amount still owed")
    return (
        names[name]
        if name in names and (table in VIRTUAL or name in ("paid", "owed"))
        else contract()[home][name].title
    )


def ask_column(sheet: Sheet, row: int, table: str, proposal: Proposal) -> Problem:
    """The question whether a proposed column is the field."""
    prefix = "" if table == "orders" else f"{table}."
    return Problem(
        what=msg(
            "Is {header} ({samples}) the {field} of the table {table}? Confidence {confidence}.",
            header=repr(proposal.header),
            samples=", ".join(proposal.samples) or "–",
            field=field_title(table, proposal.field),
            table=title(table),
            confidence=Quantity(proposal.confidence, "share"),
        ),
        do=msg(
            'Say it: `--map "{key}={header}"` if so, `--map {key}=-` if there is none; or --yes for all proposals.',
            key=f"{prefix or 'orders.'}{proposal.field}",
            header=proposal.header,
        ),
        file=sheet.label,
        row=int(sheet.lines.iloc[row]),
        column=proposal.header,
        kind="ask-column",
    )


def _whose_orders(found: Sorted, headers: Mapping[int, Header]) -> None:
    """Without order lines, won deals, invoices or contracts are the sales; otherwise they are not added to them."""
    if any(entry.table == "orders" and not _lacks(entry.sheet, headers[id(entry.sheet)]) for entry in found.placed):
        return
    for table in LIKE_LEDGER:
        like = [
            entry
            for entry in found.placed
            if entry.table == table and not _lacks(entry.sheet, headers[id(entry.sheet)]) and not owed(entry)
        ]
        if like:
            found.placed = [replace(entry, also_orders=True) if entry in like else entry for entry in found.placed]
            return


def owed(entry: Placed) -> str:
    """The header that makes a list of invoices one of open items only; empty where it is none."""
    return receipts.open_items(entry.sheet, entry.seen.row, entry.seen.names) if entry.table == "invoices" else ""


def _proposals(sheet: Sheet, header: Header, answers: Answers) -> list[Proposal]:
    """Columns proposed for what a ledger lacks, among those that no known header takes."""
    row, names = (header.row, header.names) if len(header.columns) > 1 else recognise.find_header(sheet)
    if row < 0 or row + 1 >= len(sheet.cells):
        return []
    body = sheet.cells.iloc[row + 1 :]
    free = [n for n in range(len(names)) if n not in header.columns.values()]
    if not free:
        return []
    part = body[free].set_axis(range(len(free)), axis=1)
    given = {key: str(value) for key, value in answers.ledger.items() if isinstance(value, str)}
    proposals = assign([names[n] for n in free], part, "orders", given)
    if not any(p.field == "amount" for p in proposals):  # an amount with or without tax will do
        other = [p for p in proposals if p.field in AMOUNTS]
        proposals += [replace(max(other, key=lambda p: p.confidence), field="amount")] if other else []
    wanted = needed("orders")
    return [
        replace(p, position=free[p.position])
        for p in proposals
        if p.field in wanted and p.field not in header.columns and p.confidence >= PROPOSED
    ]


#: Fewer different texts than this are no customers, unless a header says so.
FEWEST = 8


def _too_few(sheet: Sheet, header: Header, proposal: Proposal) -> bool:
    """Whether a column is proposed as customers for its cells alone, and holds but a few: the weather, a shift."""
    row = header.row if len(header.columns) > 1 else recognise.find_header(sheet)[0]
    cells = tidy_text(sheet.cells.iloc[row + 1 :][proposal.position])
    return (
        proposal.field in ("customer", "customer_name")
        and proposal.why == "content"
        and cells.notna().sum() > 5 * FEWEST
        and cells.nunique() < FEWEST
    )


def _named(field: str, have: Collection[str]) -> bool:
    """Whether the code or the name of what a field tells has a column: then cells alone make no other one worth a question."""
    return any({field, other} == set(pair) and other in have for pair in (("customer", "customer_name"), ("product", "product_name")) for other in pair)  # fmt: skip


def _ledger_proposals(found: Sorted, headers: Mapping[int, Header], answers: Answers, yes: bool) -> None:
    """Columns for a ledger that nobody's headers tell: taken where sure enough or allowed, else asked."""
    without = answers.without.get("orders", set())
    for entry in found.placed:
        header = headers[id(entry.sheet)]
        if entry.table != "orders" or entry.sheet.cells.empty or id(entry.sheet) in found.hidden:
            continue
        lacks = missing(header)
        proposals = {p.field: p for p in _proposals(entry.sheet, header, answers) if p.field not in without}
        proposals = {name: p for name, p in proposals.items() if not _too_few(entry.sheet, header, p)}
        have = set(proposals) | set(header.columns)
        if not (
            "date" in have
            and {"customer", "customer_name"} & have
            and ({"amount"} & have or {"quantity", "price"} <= have)
        ):
            continue
        if not lacks:
            continue
        wanted = ["date"] if "date" in lacks else []
        if "customer" in lacks:
            wanted += [
                max(
                    ({"customer", "customer_name"} & set(proposals)),
                    key=lambda name: (proposals[name].confidence, name),
                )
            ]
        if "amount" in lacks:
            wanted += ["amount"] if "amount" in proposals else ["quantity"]
        optional = [
            n
            for n in ("doc_no", "customer", "customer_name", "product", "product_name", "quantity")
            if n in proposals
            and n not in wanted
            and (proposals[n].why == "alike" or (wanted and not yes and not _named(n, [*header.columns, *wanted])))
        ]
        row = header.row if len(header.columns) > 1 else recognise.find_header(entry.sheet)[0]
        for name in [*wanted, *optional]:
            proposal = proposals[name]
            if proposal.confidence >= TAKEN or yes:
                why = proposal.why if proposal.confidence >= TAKEN else f"{proposal.why}-yes"
                found.ledger.setdefault(name, replace(proposal, why=why))
            elif name in wanted or proposal.confidence >= ASKED or proposal.why == "content":
                found.asked.append(ask_column(entry.sheet, row, "orders", proposal))
    if not found.ledger and not found.asked:
        found.asked += [
            wide.problem(entry.sheet)
            for entry in found.placed
            if entry.table == "orders" and not entry.sheet.cells.empty and wide.is_wide(entry.sheet)
        ]
