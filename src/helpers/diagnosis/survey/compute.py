"""What the survey says, from a company and rules: composes the steps and computes nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.stats import chi2_contingency

from helpers.diagnosis.frames import settled
from helpers.diagnosis.survey import findings, remarks, tables
from helpers.diagnosis.survey.answers import ATTRIBUTES, Answers, read
from helpers.diagnosis.survey.drivers import drivers
from helpers.diagnosis.survey.parts import Parts
from helpers.diagnosis.survey.reliability import reliability
from helpers.diagnosis.survey.sample import margin_of, plan, sample_size
from helpers.diagnosis.survey.scores import effective, mean, promoters, share, wilson
from helpers.diagnosis.survey.segments import differences
from helpers.diagnosis.survey.terms import COLUMNS, TITLES
from helpers.diagnosis.survey.weights import design_effect
from helpers.quantity import Quantity
from helpers.station import Outcome

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules

MARGINS = (0.10, 0.075, 0.05, 0.03)


def compute(company: Company, rules: Rules) -> Outcome:
    """Tables, findings, assumptions and warnings of the survey."""
    answers = read(company, rules)
    if answers is None:
        return Outcome(settled(TITLES, COLUMNS, {}), warnings=remarks.without(company))
    parts = steps(answers, rules)
    frames = tables.frames(parts)
    return Outcome(settled(TITLES, COLUMNS, frames), findings.all_of(parts), *remarks.of(parts))


def steps(answers: Answers, rules: Rules) -> Parts:
    """Results of all steps, in the order of the lesson."""
    people = answers.answered
    weight, cluster = people["weight"].to_numpy("float64"), clusters(people)
    target = answers.target
    satisfied = centre = raw = None
    if target is not None:
        there = answers.marks[target.item].notna().to_numpy()
        marks = answers.marks[target.item].to_numpy()[there]
        happy = marks >= target.high - 1
        satisfied = share(happy, weight[there], cluster[there])
        centre = mean(marks, weight[there], cluster[there])
        raw = float(happy.mean())
        size = effective(happy, weight[there], cluster[there])
    else:
        size = len(np.unique(cluster)) / design_effect(weight)
    design = len(people) / size if size else float("nan")
    nps = {}
    if answers.recommends is not None:
        there = answers.marks[answers.recommends.item].notna().to_numpy()
        nps = promoters(answers.marks[answers.recommends.item].to_numpy()[there], weight[there], cluster[there])
    items = [question.item for question in answers.battery]
    response, rates_p = responses(answers, rules)
    groups = people[["customer", *(name for name in ATTRIBUTES if people[name].nunique() > 1)]]
    compared = [*items, target.item] if target is not None else list(answers.marks)
    return Parts(
        rules=rules,
        answers=answers,
        response=response,
        needed=needed(answers, rules, max(design, 1.0)),
        scores=scores(answers, weight, cluster),
        satisfied=satisfied,
        mean=centre,
        raw=raw,
        nps=nps,
        reliability=scales(answers, rules),
        segments=differences(answers.marks[compared], groups, rules["survey_least"]),
        drivers=drivers(answers.marks[target.item], answers.marks[items], rules["draws"], rules["seed"])
        if target is not None and items
        else None,
        effective=size,
        design=design,
        rates_p=rates_p,
    )


def clusters(people: pd.DataFrame) -> np.ndarray:
    """Customer of each respondent; who names none stands alone."""
    return (
        people["customer"]
        .astype("object")
        .where(people["customer"].notna(), "\0" + people.index.astype(str))
        .to_numpy()
    )


def responses(answers: Answers, rules: Rules) -> tuple[pd.DataFrame, float]:
    """Asked and answered by stratum, with the plan for the margin wanted; and the chance of such unequal rates."""
    people, target = answers.people, answers.target
    if not answers.attribute:
        people = people.assign(stratum="")
    known = people[people["stratum"].notna()]
    frame = known.groupby("stratum")["answered"].agg(asked="size", answered="sum").reset_index()
    wilsons = [wilson(a / n, n) for a, n in zip(frame["answered"], frame["asked"], strict=True)]
    rate = frame["answered"] / frame["asked"]
    frame = frame.assign(rate=rate, low=[w[0] for w in wilsons], high=[w[1] for w in wilsons])
    if not answers.rate_known:
        frame[["asked", "rate", "low", "high"]] = np.nan
    frame["customers"] = frame["stratum"].map(answers.sizes) if answers.attribute else answers.population
    weight = known[known["answered"]].groupby("stratum")["weight"].first()
    frame["weight"] = frame["stratum"].map(weight)
    sizes = {row.stratum: int(row.customers) for row in frame.itertuples() if row.customers == row.customers}
    spread = {}
    if target is not None:
        marks = answers.marks[target.item].groupby(answers.answered["stratum"].fillna("")).std()
        spread = marks.to_dict() if answers.attribute else {"": answers.marks[target.item].std()}
    if sizes:
        wanted = sample_size(rules["survey_margin"], sum(sizes.values()))
        plans = plan(sizes, wanted, {name: spread.get(name, np.nan) for name in sizes}).drop(columns="customers")
        frame = frame.merge(plans, on="stratum", how="left")
    chance = 1.0
    if answers.rate_known and len(frame) > 1 and 0 < known["answered"].sum() < len(known):
        cells = np.column_stack([frame["answered"], frame["asked"] - frame["answered"]]).astype(float)
        chance = float(chi2_contingency(cells, correction=False).pvalue)
    return frame, chance


def needed(answers: Answers, rules: Rules, design: float) -> pd.DataFrame:
    """Answers needed for several margins, and people to ask at the response rate seen."""
    rate = answers.people["answered"].mean() if answers.rate_known else np.nan
    rows = []
    for margin in sorted({*MARGINS, rules["survey_margin"]}, reverse=True):
        simple = sample_size(margin, answers.population)
        designed = sample_size(margin, answers.population, design=design)
        rows.append((margin, simple, designed, np.ceil(designed / rate) if rate > 0 else np.nan))
    return pd.DataFrame(rows, columns=["margin", "simple", "needed", "ask"])


def margin(parts: Parts) -> Quantity:
    """The margin that the answers at hand give for a share of a half."""
    return Quantity(margin_of(parts.effective), "points")


def scores(answers: Answers, weight: np.ndarray, cluster: np.ndarray) -> pd.DataFrame:
    """Every scale: mean and share of the two highest marks, with intervals."""
    rows = []
    for question in answers.scales:
        values = answers.marks[question.item]
        there = values.notna().to_numpy()
        marks, w, c = values.to_numpy()[there], weight[there], cluster[there]
        centre, top = mean(marks, w, c), share(marks >= question.high - 1, w, c)
        bottom = float(np.average(marks <= question.low + 1, weights=w))
        row = {"item": question.item, "question": question.question, "topic": question.topic, "answers": len(marks)}
        row |= {"missing": 1 - there.mean(), "low_end": question.low, "high_end": question.high}
        row |= {"mean": centre.value, "mean_low": centre.low, "mean_high": centre.high}
        row |= {"top": top.value, "top_low": top.low, "top_high": top.high, "bottom": bottom}
        rows.append(row | {"top_raw": float((marks >= question.high - 1).mean())})
    return pd.DataFrame(rows)


def scales(answers: Answers, rules: Rules) -> pd.DataFrame:
    """Alpha and omega of the statements of each topic, and of all of them."""
    battery = answers.battery
    sets = {"": [question.item for question in battery]}
    for question in battery:
        if question.topic:
            sets.setdefault(question.topic, []).append(question.item)
    rows = []
    for topic, items in sets.items():
        if len(items) < 2:
            continue
        data = answers.marks[items].dropna().sort_values(items)
        alpha, omega = reliability(data.to_numpy(), rules["draws"], rules["seed"])
        row = {"topic": topic, "items": len(items), "respondents": len(data)}
        row |= {"alpha": alpha.value, "alpha_low": alpha.low, "alpha_high": alpha.high}
        rows.append(row | {"omega": omega.value, "omega_low": omega.low, "omega_high": omega.high})
    return pd.DataFrame(rows)
