"""Themes proposed for statements nobody has coded: by the words they share. The coder decides."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from helpers.diagnosis.interviews.coding import NONE, Coding
from helpers.diagnosis.questions.summarise import EMPTY, english

#: Below this likeness nothing is proposed.
LEAST = 0.05


def words(text: str) -> list[str]:
    """Words of a text: by jieba where it is installed, else runs of one and two characters; and Latin words."""
    cut = _jieba()
    found = english(text)
    for run in re.findall(r"[\u4e00-\u9fff]+", text):
        found += (
            [w for w in cut(run) if len(w) > 1]
            if cut
            else [run[n : n + k] for k in (1, 2) for n in range(len(run) - k + 1)]
        )
    return [word for word in found if not (word[0] in EMPTY and word[-1] in EMPTY)]


@cache
def _jieba():
    """Jieba's cut, or ``None`` where it is not installed."""
    try:
        import jieba
    except ImportError:
        return None
    jieba.setLogLevel(60)
    return jieba.lcut


def suggest(coding: Coding, statements: list[str] | None = None, most: int = 2) -> pd.DataFrame:
    """Themes for statements, by the cosine of their words (TF-IDF) with the codebook's and with statements coded before.

    Parameters
    ----------
    statements
        Codes of statements; those nobody has coded when not given.

    Returns
    -------
    DataFrame
        ``statement, quote, theme, name, likeness, because`` (shared words), the likeliest first. It is nobody's coding:
        nothing is written into the table.

    Source: Salton and Buckley 1988, *Information Processing & Management* 24(5).
    """
    columns = ["statement", "quote", "theme", "name", "likeness", "because"]
    if statements is None:
        statements = sorted(set(coding.statements.index) - set(coding.codes["statement"]))
    names = [theme for theme in coding.themes.index]
    if not statements or not names:
        return pd.DataFrame(columns=columns)
    from sklearn.feature_extraction.text import TfidfVectorizer

    known = {}
    for theme in names:
        entry = coding.themes.loc[theme]
        said = [str(entry[c]) for c in ("name", "definition", "example") if isinstance(entry[c], str)]
        given = coding.codes[(coding.codes["theme"] == theme) & (coding.codes["theme"] != NONE)]["statement"].unique()
        earlier = [s for s in given if s not in statements]
        quotes_ = sorted(set(coding.statements.loc[earlier, "quote"].astype(str)))
        known[theme] = "\n".join([*said, *quotes_])
    quotes = coding.statements.loc[statements, "quote"].astype(str).tolist()
    try:
        model = TfidfVectorizer(analyzer=words, sublinear_tf=True).fit([*known.values(), *quotes])
    except ValueError:  # no word in any text
        return pd.DataFrame(columns=columns)
    likeness = (model.transform(quotes) @ model.transform(known.values()).T).toarray()
    rows = []
    for n, statement in enumerate(statements):
        order = sorted(range(len(names)), key=lambda k: (-likeness[n, k], names[k]))
        for k in order[:most]:
            if likeness[n, k] >= LEAST:
                shared = sorted(set(words(quotes[n])) & set(words(known[names[k]])))[:4]
                name = coding.themes.loc[names[k], "name"]
                rows.append((statement, quotes[n], names[k], name, float(likeness[n, k]), " ".join(shared)))
    return pd.DataFrame(rows, columns=columns)
