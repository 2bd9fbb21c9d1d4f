"""Surveys and interviews made in memory, and the outcome of one part of station 1."""

import numpy as np
import pandas as pd
from diagnosis_firms import company, settle

from helpers import diagnosis, station
from helpers.company.folder import Company
from helpers.station import StationResult

WORDS = ["非常不满意", "不满意", "一般", "满意", "非常满意"]


def result_of(outcome, firm):
    """A part's outcome as a result, so that tables and figures can be shown."""
    rules = station.rules_for(diagnosis.STATION, firm)
    return StationResult(
        "diagnosis", firm.facts, rules, outcome.tables, outcome.findings, outcome.assumptions, outcome.warnings
    )


def rules_of(firm, **more):
    return station.rules_for(diagnosis.STATION, firm, {"draws": 200} | more)


def base_firm(count=60):
    lines = [(f"2025-{m:02}-05", f"c{i:03}", 1000 + i) for m in range(1, 13) for i in range(count)]
    people = pd.DataFrame({"customer": [f"c{i:03}" for i in range(count)]})
    people["name"] = people["customer"] + " Ltd"
    people["region"] = np.where(np.arange(count) % 2, "East", "West")
    return company(lines, people)


def with_tables(firm, **frames):
    settled = {name: settle(name, frame) for name, frame in frames.items()}
    return Company(firm.profile, {**firm.frames, **settled})


def rows(item, question, answers, kind=None, scores=None, customers=True):
    """Survey rows of one item: one answer a respondent (a list of them for several)."""
    found = []
    for n, answer in enumerate(answers):
        marks = scores[n] if scores is not None else None
        several = answer if isinstance(answer, list) else [answer]
        for k, one in enumerate(several):
            mark = marks[k] if isinstance(marks, list) else marks
            found.append(
                {
                    "respondent": f"R{n:03}",
                    "customer": f"c{n:03}" if customers else None,
                    "date": "2025-11-03",
                    "item": item,
                    "question": question,
                    "item_type": kind,
                    "answer": one,
                    "score": mark,
                }
            )
    return pd.DataFrame(found)


def marks_survey(marks, target=True, kind="scale", customers=True):
    """A survey of scales from an array respondents × statements; the first is satisfaction as a whole."""
    names = ["Overall, how satisfied are you?" if target else "Statement A"]
    names += [f"Statement {n}" for n in range(1, marks.shape[1])]
    parts = [
        rows(f"Q{n + 1}", name, [None] * len(marks), kind, list(marks[:, n].astype(float)), customers)
        for n, name in enumerate(names)
    ]
    return pd.concat(parts, ignore_index=True)
