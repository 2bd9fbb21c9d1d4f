"""Each type of question its own statistic: shares, ranks, middles, or words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import numpy as np
import pandas as pd
from scipy.stats import chi2

from helpers.diagnosis.questions.recognise import Question
from helpers.diagnosis.survey.scores import mean, share, wilson
from helpers.quantity import Quantity

COLUMNS = ("item", "option", "answers", "value", "low", "high", "first", "order")
#: Terms shown of an open question, and the fewest answers that must hold one.
TERMS, FEWEST = 10, 2
#: Lengths of Chinese runs that may be words.
LENGTHS = (2, 3, 4)
#: Chinese words and signs that join and say nothing of themselves.
EMPTY = "的了吗呢吧啊和与及或在是有我你您他她它们这那就都也很太还要会能可不没把被给让对从到以为上下中里个点些最再更希望可以我们你们没有"


def summarise(question: Question, weight: pd.Series) -> pd.DataFrame:
    """Rows of one question by option: ``value`` is a share, a mean rank, a mark's share, or a number of answers.

    Parameters
    ----------
    weight
        Weight of each respondent by code; those not named count 1.
    """
    made = {
        "single": choices,
        "multiple": choices,
        "scale": marks,
        "ranking": ranks,
        "number": middle,
        "open": terms,
    }[question.kind](question, weight)
    return made.reindex(columns=list(COLUMNS)).assign(item=question.item)


def _weights(rows: pd.DataFrame, weight: pd.Series) -> pd.Series:
    return rows["respondent"].map(weight).astype("float64").fillna(1.0)


def _cluster(rows: pd.DataFrame) -> np.ndarray:
    return rows["customer"].astype("object").where(rows["customer"].notna(), rows["respondent"]).to_numpy()


def choices(question: Question, weight: pd.Series) -> pd.DataFrame:
    """Share of the respondents that chose each option; several choices add up to more than all."""
    rows = question.rows[question.rows["answer"].notna()]
    people = rows.drop_duplicates("respondent")
    if people.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    w, cluster = _weights(people, weight).to_numpy(), _cluster(people)
    found = []
    for option, chosen in rows.groupby("answer"):
        part = share(people["respondent"].isin(chosen["respondent"]).to_numpy(), w, cluster)
        found.append((option, chosen["respondent"].nunique(), part.value, part.low, part.high))
    table = pd.DataFrame(found, columns=["option", "answers", "value", "low", "high"])
    table = table.sort_values(["value", "option"], ascending=[False, True], ignore_index=True)
    return table.assign(order=range(1, len(table) + 1))


def marks(question: Question, weight: pd.Series) -> pd.DataFrame:
    """Share of each mark of a scale, from the lowest to the highest, marks nobody gave with zero."""
    rows = question.rows
    w, cluster = _weights(rows, weight).to_numpy(), _cluster(rows)
    words = rows.dropna(subset=["answer"]).drop_duplicates("score").set_index("score")["answer"]
    ends = sorted(set(range(int(question.low), int(question.high) + 1)) | set(rows["score"]))
    found = []
    for mark in ends:
        hit = (rows["score"] == mark).to_numpy()
        part = share(hit, w, cluster)
        label = f"{mark:g}"
        named = str(words.get(mark, label))
        found.append((named if named == label else f"{label} {named}", int(hit.sum()), part.value, part.low, part.high))
    table = pd.DataFrame(found, columns=["option", "answers", "value", "low", "high"])
    return table.assign(order=range(1, len(table) + 1))


def ranks(question: Question, weight: pd.Series) -> pd.DataFrame:
    """Mean rank of each option with its interval, and how often it comes first; best first.

    An option not ranked by a respondent shares the mean of the places left.
    """
    wide, w, cluster = ranked(question, weight)
    found = []
    for option in wide.columns:
        place = mean(wide[option].to_numpy(), w, cluster)
        first = float(np.average(wide[option].to_numpy() == 1, weights=w))
        answers = int(question.rows.loc[question.rows["answer"] == option, "respondent"].nunique())
        found.append((option, answers, place.value, place.low, place.high, first))
    table = pd.DataFrame(found, columns=["option", "answers", "value", "low", "high", "first"])
    table = table.sort_values(["value", "option"], ignore_index=True)
    return table.assign(order=range(1, len(table) + 1))


def ranked(question: Question, weight: pd.Series) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """Ranks side by side, a row a respondent, with weight and customer of each."""
    rows = question.rows[question.rows["answer"].notna()]
    wide = rows.pivot_table(index="respondent", columns="answer", values="score", aggfunc="min")
    left = (wide.notna().sum(axis=1) + 1 + wide.shape[1]) / 2
    wide = wide.apply(lambda column: column.fillna(left))
    people = rows.drop_duplicates("respondent").set_index("respondent").reindex(wide.index).reset_index()
    return wide, _weights(people, weight).to_numpy(), _cluster(people)


def concordance(wide: pd.DataFrame) -> tuple[Quantity, float]:
    """Kendall's W, how far respondents rank alike (0 not at all, 1 wholly), and the chance of so much by accident.

    ``W = 12 S / (m² (n³ − n))``; ``m (n − 1) W`` is chi-squared with ``n − 1`` degrees of freedom. Source: Kendall and
    Babington Smith 1939, *Annals of Mathematical Statistics* 10(3).
    """
    m, n = wide.shape
    if m < 2 or n < 2:
        return Quantity(None, "ratio"), float("nan")
    ranks_ = wide.rank(axis=1).to_numpy()
    sums = ranks_.sum(axis=0)
    tied = sum((counts**3 - counts).sum() for counts in (np.unique(r, return_counts=True)[1] for r in ranks_))
    spread = 12 * ((sums - sums.mean()) ** 2).sum()
    room = m**2 * (n**3 - n) - m * tied
    w = float(spread / room) if room > 0 else 0.0
    return Quantity(w, "ratio"), float(chi2.sf(m * (n - 1) * w, n - 1))


def middle(question: Question, weight: pd.Series) -> pd.DataFrame:
    """Quartiles of a number; the median with its interval from order statistics.

    Source: Conover 1999, *Practical Nonparametric Statistics*, section 3.2.
    """
    values = np.sort(question.rows["score"].to_numpy("float64"))
    n = len(values)
    found = []
    for order, (name, part) in enumerate((("25%", 0.25), ("50%", 0.5), ("75%", 0.75)), start=1):
        low = high = np.nan
        if n > 5:
            ends = wilson(part, n)
            low, high = (float(np.quantile(values, end)) for end in ends)
        found.append((name, n, float(np.quantile(values, part)) if n else np.nan, low, high, order))
    return pd.DataFrame(found, columns=["option", "answers", "value", "low", "high", "order"])


def terms(question: Question, weight: pd.Series) -> pd.DataFrame:
    """Terms that most answers hold, each with the share of answers; a way in, not a coding (see interviews)."""
    texts = question.rows["answer"].dropna().astype(str).tolist()
    n = len(texts)
    counts = frequent(texts)
    found = []
    for order, (term, many) in enumerate(counts[:TERMS], start=1):
        low, high = wilson(many / n, n)
        found.append((term, many, many / n, low, high, order))
    return pd.DataFrame(found, columns=["option", "answers", "value", "low", "high", "order"])


def frequent(texts: list[str]) -> list[tuple[str, int]]:
    """Terms by the number of texts that hold them: most first, ties by length and then by alphabet.

    English words, and Chinese runs of two to four characters that stand free on both sides: beside a border, or beside
    more than one character (the accessor variety of Feng and others 2004, *Computational Linguistics* 30(1)); of runs
    within each other the longer one, where it is as frequent.
    """
    counts: Counter[str] = Counter()
    left: dict[str, set[str]] = defaultdict(set)
    right: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        found = set(english(text))
        for run in re.findall(r"[\u4e00-\u9fff]+", text):
            for k in LENGTHS:
                for n in range(len(run) - k + 1):
                    word = run[n : n + k]
                    left[word].add(run[n - 1] if n else "")
                    right[word].add(run[n + k] if n + k < len(run) else "")
                    found.add(word)
        counts.update(found)

    def free(term: str) -> bool:
        sides = (left[term], right[term])
        edges = term[0] not in EMPTY and term[-1] not in EMPTY
        return term.isascii() or (edges and all("" in side or len(side) > 1 for side in sides))

    kept = {term: many for term, many in counts.items() if many >= FEWEST and free(term)}
    whole = {
        term: many
        for term, many in kept.items()
        if not any(term != other and term in other and many <= kept[other] for other in kept)
    }
    return sorted(whole.items(), key=lambda part: (-part[1], -len(part[0]), part[0]))


def english(text: str) -> list[str]:
    """Words of a text in Latin letters that say something of themselves."""
    return [word for word in re.findall(r"[a-z][a-z\-]{2,}", text.casefold()) if word not in STOP]


STOP = frozenset(
    [
        "the",
        "and",
        "for",
        "are",
        "was",
        "were",
        "with",
        "that",
        "this",
        "have",
        "has",
        "had",
        "not",
        "but",
        "you",
        "your",
        "our",
        "they",
        "them",
        "from",
        "would",
        "could",
        "should",
        "can",
        "will",
        "more",
        "than",
        "when",
        "what",
        "which",
        "there",
        "their",
        "been",
        "about",
        "into",
        "very",
        "just",
        "also",
        "too",
        "all",
        "any",
        "some",
        "its",
        "it's",
        "we're",
    ]
)
