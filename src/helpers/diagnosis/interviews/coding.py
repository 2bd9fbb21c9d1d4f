"""The interviews as the steps need them: statements, coders, and who gave which theme."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

#: What stands for "no theme fits".
NONE = ""


@dataclass(frozen=True)
class Coding:
    """Interviews, read.

    Attributes
    ----------
    statements
        A row a statement, by code: ``source, customer, date, method, region, question, quote``.
    codes
        A row a code: ``statement, coder, theme`` (:data:`NONE` where none fits), ``intensity``.
    themes
        The codebook, by theme: ``name, definition, example, counter_example, tone, topic``; themes without an entry are
        called by their code.
    unknown
        Themes that coders gave and the codebook does not hold.
    """

    statements: pd.DataFrame
    codes: pd.DataFrame
    themes: pd.DataFrame
    unknown: tuple[str, ...]

    @property
    def coders(self) -> list[str]:
        return sorted(self.codes["coder"].unique())

    @property
    def sources(self) -> int:
        return int(self.statements["source"].nunique())

    def given(self, theme: str) -> pd.DataFrame:
        """Statements × coders: 1 where a coder gave the theme, 0 where another or none, missing where not coded."""
        sets, wide = self.sets
        marks = np.array([*(float(theme in own) for own in sets), np.nan])
        return pd.DataFrame(marks[wide.to_numpy().astype("int64")], index=wide.index, columns=wide.columns)

    @cached_property
    def sets(self) -> tuple[list[set[str]], pd.DataFrame]:
        """Themes of each statement by each coder, and statements × coders: their place there, −1 where not coded."""
        found: dict[tuple[str, str], set[str]] = {}
        for *pair, theme in zip(*(self.codes[name].tolist() for name in ("statement", "coder", "theme")), strict=True):
            found.setdefault(tuple(pair), set()).add(theme)
        index = pd.MultiIndex.from_tuples(list(found), names=["statement", "coder"])
        places = pd.Series(range(len(found)), index=index, dtype="int64")
        return list(found.values()), places.unstack("coder", fill_value=-1).sort_index()

    def labels(self) -> pd.DataFrame:
        """Statements × coders: the code of all themes a coder gave, as a number."""
        sets = self.codes.groupby(["statement", "coder"])["theme"].agg(lambda given: " + ".join(sorted(set(given))))
        codes, _ = pd.factorize(sets, sort=True)
        return pd.Series(codes.astype("float64"), index=sets.index).unstack("coder").sort_index()

    def strengths(self) -> pd.DataFrame:
        """Statements with a theme × coders: the intensity each coder gave."""
        rows = self.codes[(self.codes["theme"] != NONE) & self.codes["intensity"].notna()]
        return rows.groupby(["statement", "theme", "coder"])["intensity"].mean().unstack("coder").sort_index()

    def held(self, theme: str) -> pd.Index:
        """Statements that more than half of those who coded them gave the theme; of two coders both."""
        given = self.given(theme)
        return given.index[given.mean(axis=1) > 0.5]


def read(interviews: pd.DataFrame, codebook: pd.DataFrame | None) -> Coding:
    """Statements and codes from the tables ``interviews`` and ``codebook``."""
    table = interviews.sort_values(["statement", "coder", "theme"], na_position="last")
    keep = ["source", "customer", "date", "method", "region", "question", "quote"]
    statements = table.groupby("statement")[keep].first().sort_index()
    codes = table[table["coder"].notna()][["statement", "coder", "theme", "intensity"]].copy()
    codes["theme"] = codes["theme"].astype("object").where(codes["theme"].notna(), NONE).astype(str)
    codes["intensity"] = codes["intensity"].astype("float64")
    codes = codes.drop_duplicates(["statement", "coder", "theme"]).reset_index(drop=True)
    columns = ["name", "definition", "example", "counter_example", "tone", "topic"]
    if codebook is None or codebook.empty:
        themes = pd.DataFrame(columns=columns, dtype="object")
    else:
        themes = codebook.drop_duplicates("theme").set_index("theme")[columns].astype("object").sort_index()
    unknown = sorted(set(codes["theme"]) - set(themes.index) - {NONE})
    more = pd.DataFrame({column: None for column in columns}, index=pd.Index(unknown, dtype="object"), dtype="object")
    more["name"] = unknown
    themes = pd.concat([themes, more]) if unknown else themes
    return Coding(statements, codes, themes, tuple(unknown))


def confusions(coding: Coding) -> pd.DataFrame:
    """Pairs of themes that coders gave to the same statement in each other's place: ``first, second, statements``, and the first
    such statement that no pair before it has, as an example (``quote``)."""
    found: dict[tuple[str, str], set[str]] = {}
    given, wide = coding.sets
    for statement, places in zip(wide.index, wide.to_numpy().tolist(), strict=True):
        sets = [given[place] for place in places if place >= 0]
        for n, one in enumerate(sets):
            for two in sets[n + 1 :]:
                for a in one - two:
                    for b in two - one:
                        found.setdefault(tuple(sorted((a, b))), set()).add(statement)
    quotes, shown, rows = coding.statements["quote"], set(), []
    for (first, second), where in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        example = min(where - shown or where)
        shown.add(example)
        rows.append((first, second, len(where), quotes[example]))
    return pd.DataFrame(rows, columns=["first", "second", "statements", "quote"])


def weighted(coding: Coding) -> np.ndarray:
    """Units × coders of all themes together, for the overall agreement."""
    return coding.labels().to_numpy()
