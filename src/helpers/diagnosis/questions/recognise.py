"""The type of each question, told from its answers."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.diagnosis.topics import topic_of

#: Words of usual answer scales, from low to high.
SCALES = (
    ("非常不满意", "不满意", "一般", "满意", "非常满意"),
    ("很不满意", "不满意", "一般", "满意", "很满意"),
    ("非常不同意", "不同意", "中立", "同意", "非常同意"),
    ("完全不同意", "不同意", "一般", "同意", "完全同意"),
    ("很差", "差", "一般", "好", "很好"),
    ("从不", "很少", "有时", "经常", "总是"),
    ("very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied"),
    ("strongly disagree", "disagree", "neutral", "agree", "strongly agree"),
    ("strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"),
    ("very poor", "poor", "fair", "good", "very good"),
    ("never", "rarely", "sometimes", "often", "always"),
)
#: Between choices that stand in one cell (问卷星 writes ┋).
BETWEEN = r"[┋;；|]"
#: Options of a choice are at most this many, and mostly at most this long.
MOST_OPTIONS, LONGEST_OPTION = 20, 16
#: Marks of a sentence: options of a choice have none.
SENTENCE = r"[，。！？!?,.]|(?:\S+\s+){5,}"
#: Declared type and the one the answers tell, where the table's word is to be taken: codes 1 to 5 of a choice, or counts,
#: look like marks.
TRUSTED = {("single", "scale"), ("number", "scale"), ("open", "single")}
#: Words of a question whose scale begins at 0.
FROM_ZERO = r"0\s*[-–~—至到]\s*10|推荐|nps|recommend"
#: Ends of scales: the highest mark seen is at most one of these.
TOPS = (5, 7, 10)


@dataclass(frozen=True)
class Question:
    """A question and how its answers are read.

    Attributes
    ----------
    kind, declared
        Type in force and as the table says (empty where it does not).
    recognised
        Type the answers tell, empty where they tell none.
    low, high
        Ends of a scale.
    answered
        Respondents with an answer.
    rows
        Its answers: ``respondent, customer, date, answer, score``; scale words have their score, choices of one cell
        stand in rows.
    """

    item: str
    question: str
    topic: str
    kind: str
    declared: str
    recognised: str
    low: float
    high: float
    answered: int
    rows: pd.DataFrame

    @property
    def differs(self) -> bool:
        """Whether the table says another type than the answers tell."""
        return bool(self.declared and self.recognised and self.declared != self.recognised)


def recognise(survey: pd.DataFrame) -> list[Question]:
    """Every question of a survey in long form, in the order of its number.

    The answers decide: marks 1 … k once each within a respondent are a ranking; several answers a respondent from a
    list are a multiple choice; whole marks within 0 to 10, or the words of a usual scale, are a scale; other numbers
    are numbers; few, short and repeated answers are a single choice; the rest is open. Where they leave it open
    (fewer than three respondents, or nothing but one and the same answer) the table's own word is taken.
    """
    latest = survey.groupby(["respondent", "item"])["date"].transform("max")
    survey = survey[(survey["date"] == latest) | latest.isna()]
    answer = survey["answer"].astype("str").str.strip()
    survey = survey.assign(answer=answer.mask(answer.isin(["", "nan", "None", "<NA>"])))
    survey = survey.sort_values(["item", "respondent", "answer", "score"], na_position="last")
    return [_question(item, rows) for item, rows in sorted(survey.groupby("item"), key=lambda part: natural(part[0]))]


def natural(item: str) -> tuple:
    """Sort key by which Q2 stands before Q10."""
    return tuple(int(part) if part.isdigit() else part for part in re.split(r"(\d+)", str(item)))


def _question(item: str, rows: pd.DataFrame) -> Question:
    question = _first(rows["question"])
    declared = _first(rows["item_type"])
    given = _first(rows["topic"])
    rows = rows[["respondent", "customer", "date", "answer", "score"]]
    rows = rows[rows["answer"].notna() | rows["score"].notna()].drop_duplicates()
    recognised = kind_of(rows, declared)
    trusted = (declared, recognised) in TRUSTED and not _worded(rows["answer"])
    kind = declared if trusted else recognised or declared or "open"
    if kind == "multiple":
        rows = _split(rows)
    elif kind in ("scale", "number"):
        rows = rows.assign(score=scores(rows))
        rows = rows[rows["score"].notna()].drop_duplicates("respondent")
    elif kind == "ranking":
        rows = rows[rows["score"].notna()]
    low, high = ends(rows["score"], question) if kind == "scale" else (np.nan, np.nan)
    answered = rows["respondent"].nunique()
    return Question(
        str(item), question, topic_of(question, given), kind, declared, recognised, low, high, answered, rows
    )


def _first(values: pd.Series) -> str:
    """The most frequent value, of equals the first by alphabet; empty where there is none."""
    given = values.dropna()
    if len(kinds := given.unique()) < 2:
        return str(kinds[0]) if len(kinds) else ""
    counts = given.astype(str).value_counts()
    return min(counts[counts == counts.max()].index)


def kind_of(rows: pd.DataFrame, declared: str = "") -> str:
    """Type that the answers of one question tell; empty where they do not."""
    people = rows["respondent"].nunique()
    if people < 3:
        return ""
    several = len(rows) > people
    score = rows["score"]
    if several and score.notna().mean() > 0.9 and rows["answer"].nunique() > 1 and _ranks(rows):
        return "ranking"
    text = rows["answer"].dropna().astype(str)
    options = text.str.split(BETWEEN, regex=True).explode().str.strip() if len(text) else text
    joined = len(text) and text.str.contains(BETWEEN, regex=True).mean() > 0.1
    if several or (joined and options.nunique() <= MOST_OPTIONS and options.str.len().median() <= LONGEST_OPTION):
        return "multiple"
    marks = scores(rows)
    if marks.notna().mean() > 0.95:
        whole = (marks.dropna() == marks.dropna().round()).all()
        inside = marks.min() >= 0 and marks.max() <= 10
        if whole and inside and marks.nunique() > 1:
            return "scale"
        return declared if marks.nunique() == 1 else "number"
    kinds = text.nunique()
    if kinds == 1:
        return ""
    few = kinds <= max(8, 0.2 * len(text)) and kinds <= 2 * MOST_OPTIONS and kinds < 0.8 * len(text)
    sentences = text.str.contains(SENTENCE, regex=True).mean() > 0.4
    return "single" if few and not sentences and text.str.len().median() <= 2 * LONGEST_OPTION else "open"


def _worded(answers: pd.Series) -> bool:
    """Whether the answers are words of a usual scale."""
    seen = set(answers.dropna().astype(str).str.casefold())
    return len(seen) > 1 and any(seen <= set(words) for words in SCALES)


def _ranks(rows: pd.DataFrame) -> bool:
    """Whether nearly every respondent gives each of 1 … k once."""
    marks = rows.dropna(subset=["score"]).groupby("respondent")["score"]
    right = marks.apply(lambda s: sorted(s) == list(range(1, len(s) + 1)))
    return bool(right.mean() > 0.9 and marks.size().median() > 1)


def scores(rows: pd.DataFrame) -> pd.Series:
    """Marks of a scale: the table's own, else numbers in the answers, else places in a usual scale of words."""
    given = rows["score"].astype("float64")
    if given.notna().mean() > 0.5:
        return given
    text = rows["answer"].astype("str").str.casefold().where(rows["answer"].notna())
    number = pd.to_numeric(text, errors="coerce")
    if number.notna().mean() > 0.9:
        return number.astype("float64")
    seen = set(text.dropna())
    for words in SCALES:
        if len(seen) > 1 and seen <= set(words):
            return text.map({word: place for place, word in enumerate(words, start=1)}).astype("float64")
    return given


def ends(score: pd.Series, question: str = "") -> tuple[float, float]:
    """Lowest and highest mark the scale offers, from the marks given and from what the question says."""
    if score.dropna().empty:
        return np.nan, np.nan
    top = score.max()
    zero = score.min() == 0 or (top > TOPS[1] and re.search(FROM_ZERO, question, re.IGNORECASE))
    return (0.0 if zero else 1.0), float(next((end for end in TOPS if top <= end), top))


def _split(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows[rows["answer"].notna()]
    rows = rows.assign(answer=rows["answer"].astype(str).str.split(BETWEEN, regex=True)).explode("answer")
    rows["answer"] = rows["answer"].str.strip()
    return rows[rows["answer"] != ""].drop_duplicates(["respondent", "answer"])
