"""Surveys: a wide export (one row a respondent) becomes one row an answer, each item with its type.

In the manner of 问卷星 exports: ``序号, 提交答卷时间, 所用时间, 来源 …, 1、您的岗位是？, 2、…(选项甲), 2、…(选项乙)``; several choices either
one column each (0 and 1) or in one cell, parted by ┋.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import pandas as pd

from helpers.company.schema import tables as contract
from helpers.errors import IntakeError, Problem
from helpers.intake.columns.header import forms
from helpers.intake.files.source import Sheet, Source, tidy_text
from helpers.intake.values import dates, numbers
from helpers.intake.values.codes import INVISIBLE
from helpers.language import msg

QUESTION = re.compile(
    r"^\s*(?:第\s*)?(?:Q|题)?\s*(\d{1,3})\s*(?:题)?\s*[、.．:：)）_\s-]\s*(\S.*)$|^(Q\d{1,3})$",
    re.IGNORECASE | re.DOTALL,
)
PART = re.compile(
    r"^(.*?)\s*(?:[(（\[【]([^()（）\[\]【】]{1,80})[)）\]】]|[—:：-]{1,2}\s*([^—:：]{1,60}))\s*$", re.DOTALL
)
PARTED = re.compile(r"[┋|;；]")
RESPONDENT = (
    "序号",
    "编号",
    "答卷编号",
    "答卷id",
    "受访者",
    "受访者编码",
    "respondent",
    "respondentid",
    "responseid",
    "id",
)
DAY = (
    "提交答卷时间",
    "提交时间",
    "答题时间",
    "填写时间",
    "日期",
    "答卷时间",
    "enddate",
    "submitdate",
    "submittedat",
    "completed",
    "timestamp",
    "responsedate",
    "date",
    "startdate",
)
CUSTOMER = (
    "客户",
    "客户编码",
    "客户名称",
    "公司名称",
    "公司",
    "customer",
    "customercode",
    "customerid",
    "company",
    "companyname",
)
#: What exports write where nothing was answered, and where a question was skipped.
MISSING = frozenset(
    {"-99", "-98", "-97", "-9", "-8", "-3", "-2", "-1", "(空)", "（空）", "(跳过)", "（跳过）", "空", "跳过", "未作答"}
)
NOT_APPLICABLE = frozenset({"不适用", "n/a", "na", "notapplicable", "无法评价", "说不清"})
#: Words of a five-point scale, from worst to best.
SCALES = (
    ("非常不满意", "不满意", "一般", "满意", "非常满意"),
    ("很不满意", "不满意", "一般", "满意", "很满意"),
    ("非常不同意", "不同意", "一般", "同意", "非常同意"),
    ("非常不重要", "不重要", "一般", "重要", "非常重要"),
    ("strongly disagree", "disagree", "neutral", "agree", "strongly agree"),
    ("very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied"),
)


@dataclass(frozen=True)
class Item:
    """One question: its number, wording, type, and the columns it stands in with the choice each is."""

    item: str
    question: str
    kind: str
    columns: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Wide:
    """A survey sheet: where respondent, day and customer stand, and its items."""

    row: int
    names: tuple[str, ...]
    respondent: int | None
    day: int | None
    customer: int | None
    items: tuple[Item, ...]

    @property
    def used(self) -> set[int]:
        return {self.respondent, self.day, self.customer} | {n for item in self.items for n, _ in item.columns}


def recognise(sheet: Sheet) -> Wide | None:
    """The sheet as a survey; ``None`` unless at least two headers are numbered questions and one is the day."""
    rows = sheet.cells.head(10).to_numpy(dtype=object, na_value=None)
    for row, cells in enumerate(rows):
        names = tuple(cell.strip() if isinstance(cell, str) else f"#{n + 1}" for n, cell in enumerate(cells))
        asked = [n for n, name in enumerate(names) if QUESTION.match(name)]
        day = _first(names, DAY, asked)
        if len(asked) >= 2 and day is not None:
            body = sheet.cells.iloc[row + 1 :]
            who = _first(names, RESPONDENT, asked)
            if who is not None and tidy_text(body[who]).dropna().duplicated().any():
                who = None
            return Wide(row, names, who, day, _first(names, CUSTOMER, asked), tuple(_items(names, asked, body)))
    return None


def _first(names, words, asked) -> int | None:
    places = [
        (words.index(form), n)
        for n, name in enumerate(names)
        if n not in asked
        for form in forms(name)
        if form in words
    ]
    return min(places)[1] if places else None


def _items(names, asked, body) -> list[Item]:
    groups: dict[str, list[tuple[int, str]]] = {}
    for n in asked:
        found = QUESTION.match(names[n])
        groups.setdefault(found[1] or found[3].upper().lstrip("Q"), []).append((n, (found[2] or found[3]).strip()))
    items = []
    for number, columns in groups.items():
        if len(columns) == 1:
            n, text = columns[0]
            items.append(Item(f"Q{number}", text, kind_of(body[n]), ((n, ""),)))
            continue
        parts = [(n, *_parted(text)) for n, text in columns]
        stem = max((stem for _, stem, _ in parts), key=len)
        cells = [tidy_text(body[n]) for n, _, _ in parts]
        cells = [column.mask(column.isin(MISSING)) for column in cells]
        values = {text for column in cells for text in column.dropna().unique()}
        choices = tuple((n, part or text) for (n, _, part), (_, text) in zip(parts, columns, strict=True))
        if values <= {"0", "1", "是", "否", "√", "x"} or _own_words(cells, [part for _, part in choices]):
            items.append(Item(f"Q{number}", stem, "multiple", choices))
        elif _ranks(cells):
            items.append(Item(f"Q{number}", stem, "ranking", choices))
        else:  # a matrix: each line of it is an item of its own
            for place, (n, part) in enumerate(choices, start=1):
                items.append(Item(f"Q{number}.{place}", f"{stem}：{part}", kind_of(body[n]), ((n, ""),)))
    return items


def _parted(text: str) -> tuple[str, str]:
    found = PART.match(text)
    return (found[1].strip(), (found[2] or found[3]).strip()) if found and found[1].strip() else (text, "")


def _own_words(cells, choices) -> bool:
    """Whether each column holds nothing but its own choice's text."""
    return all(set(column.dropna().unique()) <= {choice} for column, choice in zip(cells, choices, strict=True))


def _ranks(cells) -> bool:
    frame = pd.DataFrame({n: pd.to_numeric(column, errors="coerce") for n, column in enumerate(cells)})
    frame = frame.where(frame > 0)
    full = frame.dropna(how="all")
    if full.empty or (frame.max().max() or 0) > len(cells):
        return False
    return bool((~full.apply(lambda row: row.dropna().duplicated().any(), axis=1)).mean() > 0.95) and len(cells) > 1


def kind_of(cells: pd.Series) -> str:
    """Type of an item in one column: multiple (parted), scale, number, single or open.

    A scale has whole numbers within 0 to 10, at most eleven of them, or the words of a known scale; a number is any
    other; single choice repeats few texts; all else is open.
    """
    texts = tidy_text(cells).dropna()
    texts = texts[~texts.isin(MISSING)]
    if texts.empty:
        return "open"
    if texts.str.contains("┋").any():
        return "multiple"
    values = pd.to_numeric(texts, errors="coerce")
    if values.notna().mean() > 0.95:
        whole = (values.dropna() == values.dropna().round()).all()
        return "scale" if whole and values.min() >= 0 and values.max() <= 10 else "number"
    if _scale_of(texts) is not None:
        return "scale"
    few = texts.nunique() <= max(8, 0.2 * len(texts)) and texts.str.len().median() <= 30
    repeated = texts.nunique() < len(texts)
    return "single" if few and repeated and texts.nunique() <= 0.8 * len(texts) + 1 else "open"


def _scale_of(texts: pd.Series) -> dict[str, int] | None:
    own = {text.lower() for text in texts.unique()} - {word for word in NOT_APPLICABLE}
    for words in SCALES:
        if own and own <= set(words):
            return {word: place for place, word in enumerate(words, start=1)}
    return None


def answers(source: Source, sheet: Sheet, wide: Wide, given) -> tuple[pd.DataFrame, pd.DataFrame, Counter]:
    """All answers in long form, the respondents' rows, and notes.

    Returns
    -------
    long
        ``respondent, customer, date, item, question, item_type, answer, score``.
    frame
        A row a respondent: ``line, row, reason``.
    notes
        ``missing_code`` and ``not_applicable`` cells.

    Raises
    ------
    IntakeError
        When the days can be read in more than one way.
    """
    body = sheet.cells.iloc[wide.row + 1 :].reset_index(drop=True)
    frame = pd.DataFrame({"at_line": sheet.lines.iloc[wide.row + 1 :].to_numpy(), "row": range(len(body))})
    frame["set_aside"] = pd.Series(pd.NA, index=frame.index, dtype="str")
    day = tidy_text(body[wide.day])
    order = dates.order_of(day)
    order = dates.settled(day, order, given.get("date_order"), (sheet.label, sheet.name, sheet.file))
    if order == "?":
        at = dates.ambiguous_example(day)
        raise IntakeError(
            Problem(
                msg("{value} can be read in more than one way: day or month first.", value=repr(day.iloc[at])),
                msg("Say it in the mapping: `date_order: dmy` (day first) or `date_order: mdy` (month first)."),
                sheet.label,
                int(frame["at_line"].iloc[at]),
                wide.names[wide.day],
                "ask-date-order",
            )
        )
    days = dates.read_dates(day, "", order).values
    who = tidy_text(body[wide.respondent]) if wide.respondent is not None else frame["at_line"].astype("str")
    customer = (
        tidy_text(body[wide.customer]) if wide.customer is not None else pd.Series(pd.NA, index=body.index, dtype="str")
    )
    frame["set_aside"] = frame["set_aside"].mask(days.isna(), "no_date")
    frame["set_aside"] = frame["set_aside"].mask(frame["set_aside"].isna() & who.isna(), "no_key")
    usable, notes, pieces = frame["set_aside"].isna(), Counter(), []
    for item in wide.items:
        for n, choice in item.columns:
            cells = tidy_text(body[n].str.replace(INVISIBLE, "", regex=True)).where(usable)
            skipped = cells.isin(MISSING)
            notes["missing_code"] += int(skipped.sum())
            cells = cells.mask(skipped)
            pieces.append(_answers(item, choice, cells, who, customer, days, notes))
    long = pd.concat(pieces, ignore_index=True) if pieces else pd.DataFrame()
    return long, frame, notes


def _answers(item: Item, choice: str, cells, who, customer, days, notes) -> pd.DataFrame:
    base = pd.DataFrame({"respondent": who, "customer": customer, "date": days, "answer": cells})[cells.notna()]
    base = base.assign(item=item.item, question=item.question[:2000], item_type=item.kind)
    base["score"] = float("nan")
    if item.kind == "multiple":
        if choice:
            base = base[base["answer"].isin(["1", "是", "√", "x", choice])].assign(answer=choice)
        else:
            base = base.assign(answer=base["answer"].str.split("┋")).explode("answer")
            base["answer"] = base["answer"].str.strip()
            base = base[base["answer"].fillna("") != ""]
    elif item.kind == "ranking":
        base["score"] = pd.to_numeric(base["answer"], errors="coerce")
        base = base[base["score"] > 0].assign(answer=choice)
    elif item.kind in ("scale", "number"):
        words = _scale_of(base["answer"])
        numeric = base["answer"].map(lambda text: None if (v := numbers.parse(text)[0]) is None else float(v))
        base["score"] = base["answer"].str.lower().map(words) if words else pd.to_numeric(numeric)
        if item.kind == "scale" and _from_one(base["score"], item.question):
            zero = base["score"] == 0
            notes["not_applicable"] += int(zero.sum())
            base["score"] = base["score"].mask(zero)
    return base.astype({"answer": "str", "score": "float64"})


def _from_one(scores: pd.Series, question: str) -> bool:
    """Whether a scale begins at 1, so that 0 means not applicable: its highest is 7 or less, and it does not say 0."""
    if re.search(r"0\s*[-–~—至到]\s*\d|推荐|nps|recommend", question, re.IGNORECASE):
        return False
    return bool(scores.max() <= 7)


def names_of(table: str = "survey") -> tuple[str, ...]:
    return contract()[table].names


def unknown_headers(wide: Wide) -> list[str]:
    """Columns that are not used: time taken, source, address …"""
    return [name for n, name in enumerate(wide.names) if n not in wide.used and not name.startswith("#")]
