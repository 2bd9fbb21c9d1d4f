"""The survey as the steps need it: questions with their types, respondents with stratum and weight, marks side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.diagnosis.questions.recognise import Question, recognise
from helpers.diagnosis.survey.weights import post_stratify

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules

#: What customers can be weighted and compared by.
ATTRIBUTES = ("size", "region", "industry")
#: A stratum with fewer answers than this is put together with the other small ones.
THIN = 5
#: Part of the respondents whose stratum must be known.
KNOWN = 0.6
REST = "…"
#: Marks of recommendation go to ten.
TEN = 10.0


@dataclass(frozen=True)
class Answers:
    """A survey, read.

    Attributes
    ----------
    questions
        Every question with its type.
    people
        A row a respondent, by code: ``customer, answered, stratum, weight``, and ``size, region, industry`` where known.
    marks
        Marks of every scale, a row a respondent who answered anything, a column an item.
    sizes
        Customers by stratum that the survey speaks for; empty where nothing is weighted.
    attribute
        What strata are made of, empty for none.
    population
        Customers the survey speaks for.
    first, last
        Days of the first and the last row.
    """

    questions: tuple[Question, ...]
    people: pd.DataFrame
    marks: pd.DataFrame
    sizes: pd.Series
    attribute: str
    population: int
    first: pd.Timestamp
    last: pd.Timestamp

    def question(self, item: str) -> Question:
        return next(question for question in self.questions if question.item == item)

    @property
    def scales(self) -> list[Question]:
        return [question for question in self.questions if question.kind == "scale" and question.answered]

    @property
    def target(self) -> Question | None:
        """The first question on satisfaction as a whole."""
        return next((question for question in self.scales if question.topic == "satisfaction"), None)

    @property
    def battery(self) -> list[Question]:
        """Statements marked on the same scale as the target that may be what it hangs on."""
        target = self.target
        if target is None:
            return []
        return [
            question
            for question in self.scales
            if question.high == target.high and question.topic not in ("satisfaction", "loyalty")
        ]

    @property
    def recommends(self) -> Question | None:
        """The question from 0 to 10 on recommending."""
        return next((q for q in self.scales if q.high == TEN and q.topic == "loyalty"), None)

    @property
    def answered(self) -> pd.DataFrame:
        return self.people[self.people["answered"]]

    @property
    def rate_known(self) -> bool:
        """Whether those who did not answer are in the table."""
        return not self.people["answered"].all()


def read(company: Company, rules: Rules) -> Answers | None:
    """The latest survey of a company; ``None`` when there are no answers.

    Rows of the last ``survey_months`` months before the latest row count. The population is the customers who bought in
    the twelve months before, or all customers where there are no orders.
    """
    if not company.has("survey"):
        return None
    months, stratum = rules["survey_months"], rules["survey_stratum"]
    return company.once(("answers", months, stratum), lambda: _read(company, months, stratum))


def _read(company: Company, months: int, stratum: str) -> Answers | None:
    table = company.table("survey")
    table = table[table["date"].notna()]
    last = table["date"].max()
    table = table[table["date"] > last - pd.DateOffset(months=months)]
    questions = tuple(recognise(table))
    given = pd.concat([question.rows for question in questions]) if questions else table.head(0)
    if given.empty:
        return None
    people = table.groupby("respondent").agg(customer=("customer", "first"), date=("date", "max")).sort_index()
    people["answered"] = people.index.isin(given["respondent"])
    buyers = population(company, last)
    for name in ATTRIBUTES:
        people[name] = people["customer"].map(buyers["all"][name]) if name in buyers["all"] else pd.NA
    attribute = stratum_of(people, buyers["active"], stratum)
    people["stratum"], sizes = strata(people, buyers["active"], attribute)
    people["weight"] = np.nan
    who = people["answered"]
    people.loc[who, "weight"] = post_stratify(people.loc[who, "stratum"], sizes)
    scales = {q.item: q.rows.set_index("respondent")["score"] for q in questions if q.kind == "scale" and q.answered}
    marks = pd.DataFrame(scales).reindex(people.index[who])
    first = table["date"].min()
    return Answers(questions, people, marks, sizes, attribute, len(buyers["active"]), first, last)


def population(company: Company, last: pd.Timestamp) -> dict[str, pd.DataFrame]:
    """``all`` customers by code, and the ``active`` ones: who bought in the twelve months before ``last``."""
    from helpers.company import ledger

    everyone = company.table("customers").set_index("customer")
    if not company.has("orders"):
        return {"all": everyone, "active": everyone}
    bought = ledger.purchases(company)
    lately = bought[(bought["date"] > last - pd.DateOffset(months=12)) & (bought["date"] <= last)]
    active = everyone[everyone.index.isin(lately["customer"])]
    return {"all": everyone, "active": active if len(active) else everyone}


def stratum_of(people: pd.DataFrame, active: pd.DataFrame, rule: str) -> str:
    """The attribute customers are weighted by: the rule's, or the first that is known of most and has two values."""
    names = ATTRIBUTES if rule == "auto" else () if rule == "none" else (rule,)
    for name in names:
        if name not in active or people["answered"].sum() == 0:
            continue
        known = people.loc[people["answered"], name].notna().mean()
        if known >= KNOWN and active[name].nunique() > 1:
            return name
    return ""


def strata(people: pd.DataFrame, active: pd.DataFrame, attribute: str) -> tuple[pd.Series, pd.Series]:
    """Stratum of each respondent, and customers by stratum; small strata are put together."""
    if not attribute:
        return pd.Series(pd.NA, index=people.index, dtype="object"), pd.Series(dtype="int64")
    sizes = active[attribute].value_counts().sort_index()
    answers = people.loc[people["answered"], attribute].value_counts().reindex(sizes.index, fill_value=0)
    thin = answers[answers < THIN].index
    names = {name: REST if len(thin) > 1 and name in thin else name for name in sizes.index}
    return people[attribute].map(names), sizes.groupby(names).sum()
