"""Sell-in and sell-out in one sheet, told apart by a column of types: 进货, 退厂, 销售, 销售退货, 盘点.

What a dealer buys is our sale, what it sells on is not: added up, the same goods would count twice. Where the sheet names
no dealers, what came in are our own purchases, and none of them a sale.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from helpers.errors import IntakeError, Problem
from helpers.intake.columns.answers import Answers
from helpers.intake.columns.header import Header, locate, missing
from helpers.intake.files.source import Sheet, Source, tidy_text
from helpers.intake.tables.months import table_said
from helpers.intake.values import numbers
from helpers.language import msg

IN = re.compile(r"进货|购进|采购|提货|订货|入库|sell-?in|purchase|bought", re.I)
OUT = re.compile(r"销售|零售|动销|纯销|出库|卖出|sell-?out|sales?\b|sold", re.I)
BACK = re.compile(r"退|return|credit", re.I)
TO_MAKER = re.compile(r"退厂|退供|退回厂|退上级|退总部", re.I)
STOCK = re.compile(r"盘点|盘存|库存|结存|stock|count", re.I)
DEALER = re.compile(r"经销商|代理商|分销商|加盟商|dealer|distributor|reseller", re.I)
CODE, TRAIT = (
    re.compile(r"编码|编号|代码|code|id\b|no\b", re.I),
    re.compile(r"级别|类型|区域|地区|level|type|region", re.I),
)
#: What a word may mean; a minus turns positive numbers negative.
MEANINGS = ("orders", "orders-", "sell_out", "sell_out-", "dealer_stock", "skip")
#: So many different words at most, in such a share of the rows at least (two more may be totals).
WORDS, SHARE = 12, 0.9


@dataclass(frozen=True)
class Flow:
    """The column that tells, its words with their rows, and what each is likely to mean (empty where unknown)."""

    header: Header
    column: int
    counts: Mapping[str, int]
    meant: Mapping[str, str]


def seen(sheet: Sheet, header: Header) -> Flow | None:
    """The column of types where the sheet is a ledger and rows of it go in and out."""
    body = sheet.cells.iloc[header.row + 1 :]
    taken = {header.columns[name] for name in header.columns if name not in ("kind", "status")}
    dealers = any(DEALER.search(name) for name in header.names)
    for n in range(len(header.names)):
        if n in taken:
            continue
        cells = tidy_text(body[n])
        counts = cells.value_counts()
        if not 1 < len(counts) <= WORDS or cells.notna().sum() < SHARE * len(cells) - 2:
            continue
        meant = {str(word): _meaning(str(word), dealers) for word in counts.index}
        if _ways(meant.keys()) == {"in", "out"}:
            return Flow(header, n, {str(word): int(rows) for word, rows in counts.items()}, meant)
    return None


def _way(word: str) -> str:
    if STOCK.search(word):
        return "stock"
    if TO_MAKER.search(word) or IN.search(word):
        return "in"
    return "out" if OUT.search(word) or BACK.search(word) else ""


def _ways(words: Sequence[str]) -> set[str]:
    """Directions that are named otherwise than as returns alone."""
    return {way for word in words if (way := _way(word)) in ("in", "out") and not BACK.search(word)}


def _meaning(word: str, dealers: bool) -> str:
    way, back = _way(word), "-" if BACK.search(word) else ""
    if way == "stock":
        return "dealer_stock" if dealers else "skip"
    if way == "in":
        return f"orders{back}" if dealers else "skip"
    return "" if not way else f"sell_out{back}" if dealers else f"orders{back}"


def said_of(answer: object) -> dict[str, str]:
    """The answer ``进货:orders,退厂:orders-`` as word → meaning.

    Raises
    ------
    IntakeError
        With words of no known meaning.
    """
    entries = (
        answer
        if isinstance(answer, Mapping)
        else dict(_pair(text) for text in str(answer or "").split(",") if text.strip())
    )
    wrong = [f"{word}:{meaning}" for word, meaning in entries.items() if meaning not in MEANINGS]
    if wrong:
        raise IntakeError(
            Problem(msg("The mapping has {text} for {key}.", text=", ".join(wrong), key="flows"), msg("Take one of: {known}.", known=", ".join(MEANINGS)), column="flows")
        )  # fmt: skip
    return {str(word): str(meaning) for word, meaning in entries.items()}


def _pair(text: str) -> tuple[str, str]:
    word, _, meaning = text.rpartition(":")
    return word.strip(), meaning.strip()


def question(sheet: Sheet, flow: Flow, told: Mapping[str, str]) -> Problem:
    """What each word means, as far as it is known."""
    meant = {word: told.get(word) or flow.meant[word] or "?" for word in flow.counts}
    return Problem(
        what=msg("The column {column} tells goods that come in from goods that go out ({words}). What dealers buy is revenue, what they sell on is not; added up, the same goods would count twice.", column=repr(flow.header.names[flow.column]), words=", ".join(f"{word} {rows}" for word, rows in flow.counts.items())),
        do=msg('Say what each is: `--map "flows={meant}"`. {known}: a sale of ours, a return of it (written positive), a dealer\'s sale, its return, stock counted, none of these.', meant=",".join(f"{word}:{meaning}" for word, meaning in meant.items()), known=", ".join(MEANINGS)),
        file=sheet.label,
        row=int(sheet.lines.iloc[flow.header.row]),
        column=flow.header.names[flow.column],
        kind="ask-flows",
    )  # fmt: skip


def parted(sheet: Sheet, flow: Flow, meant: Mapping[str, str]) -> list[tuple[str, Sheet]]:
    """A sheet for each table, with the rows of its words; returns written positive are negative there.

    Rows without a word stay with the order lines, so that each is accounted for once.
    """
    header, at = flow.header, flow.column
    body = sheet.cells.iloc[header.row + 1 :]
    words = tidy_text(body[at])
    table = words.map(lambda word: meant[word].rstrip("-"), na_action="ignore").fillna("orders")
    made = []
    for name in ("orders", "sell_out", "dealer_stock", "skip"):
        rows = body.index[table == name]
        if not len(rows):
            continue
        picked = [*sheet.cells.index[: header.row + 1], *rows]
        cells = sheet.cells.loc[picked].copy()
        for word, meaning in meant.items():
            if meaning == f"{name}-":
                turn(cells, words.index[words == word], header)
        label = "、".join(word for word in flow.counts if meant[word].rstrip("-") == name)
        part = replace(
            sheet,
            name=f"{sheet.name}·{label}" if sheet.name else label,
            cells=cells.reset_index(drop=True),
            lines=sheet.lines.loc[picked].reset_index(drop=True),
            blank=sheet.blank if name == "orders" else 0,
        )
        made.append((name, part))
    return made


def turn(cells: pd.DataFrame, rows: pd.Index, header: Header) -> int:
    """Make counts and money of returns negative, where a column has no negative ones; in how many columns that was so."""
    further = [*header.others.get("amount", ()), *header.taxes]
    places = {header.columns[field] for field in ("quantity", "amount", "cost") if field in header.columns}
    turned = 0
    for n in sorted(places | {header.names.index(name) for name in further if name in header.names}):
        own = cells.loc[rows, n]
        values = own.map(lambda text: numbers.parse(text)[0], na_action="ignore").dropna()
        if any(value < 0 for value in values) or not any(value > 0 for value in values):
            continue
        turned += 1
        cells.loc[rows, n] = own.map(
            lambda text: f"-{text.strip()}" if (numbers.parse(text)[0] or 0) > 0 else text, na_action="ignore"
        )
    return turned


def columns(flow: Flow) -> dict[str, str]:
    """Field → header: dealers are the customers where the sheet names them, whatever else looks like one."""
    header = flow.header
    known = {field: header.names[at] for field, at in header.columns.items()}
    dealers = [name for name in header.names if DEALER.search(name)]
    codes = [name for name in dealers if CODE.search(name)]
    names = [name for name in dealers if name not in codes and not TRAIT.search(name)]
    if codes or names:
        known = {field: name for field, name in known.items() if field not in ("customer", "customer_name")}
        known |= {"customer": codes[0]} if codes else {}
        known |= {"customer_name": names[0]} if names else {}
    return known


def settle(
    sources: list[Source], said: Answers, yes: bool, hidden: bool
) -> tuple[list[Source], Answers, dict[str, str], list[Problem]]:
    """Such sheets parted where their words are known or said.

    Returns
    -------
    sources
    said
        With the table of each part, its columns, and the column of types as settled.
    told
        Sheet → what each word was taken for.
    asked
    """
    answer = said_of(said.wide.get("flows"))
    made, told, asked = [], {}, []
    tables, ledger, beside, unused = {}, dict(said.ledger), dict(said.columns), {**said.unused}
    for source in sources:
        sheets = []
        for sheet in source.sheets:
            flow = None
            if len(sheet.cells) and (hidden or not sheet.hidden) and table_said(said.tables, sheet) in ("", "orders"):
                header = locate(sheet, said.ledger)
                if not missing(header) and "quantity" in header.columns:
                    flow = seen(sheet, header)
            if flow is None:
                sheets.append(sheet)
                continue
            meant = {word: answer.get(word) or flow.meant[word] for word in flow.counts}
            settled = all(word in answer for word in flow.counts)
            if not settled and (not yes or not all(meant.values())):
                asked.append(question(sheet, flow, answer))
            parts = parted(sheet, flow, {word: meaning or "skip" for word, meaning in meant.items()})
            tables |= {part.label: name for name, part in parts}
            sheets += [part for _, part in parts]
            known = columns(flow)
            if any(DEALER.search(name) for name in flow.header.names):
                ledger = {field: known[field] for field in ("customer", "customer_name") if field in known} | ledger
            own = {field: name for field, name in known.items() if field in ("date", "product", "quantity", "amount")}
            own |= {"customer": known.get("customer") or known.get("customer_name", "")}
            if "product" not in own and "product_name" in known:
                own["product"] = known["product_name"]
            for name in {name for name, _ in parts} & {"sell_out", "dealer_stock"}:
                fields = {field: text for field, text in own.items() if field != "amount" or name == "sell_out"}
                beside[name] = fields | beside.get(name, {})
            for name in ("orders", "sell_out", "dealer_stock"):
                unused[name] = {*unused.get(name, ()), flow.header.names[flow.column]}
            told[sheet.label] = ", ".join(
                f"{word} → {meant[word] or '?'} ({rows})" for word, rows in flow.counts.items()
            )
        made.append(replace(source, sheets=tuple(sheets)))
    if not told:
        return sources, said, {}, []
    said = replace(said, tables={**said.tables, **tables}, ledger=ledger, columns=beside, unused=unused)
    return made, said, told, asked
