"""What the interviews say, from a company and rules: composes the steps and computes nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers.diagnosis.frames import settled
from helpers.diagnosis.interviews import findings, remarks
from helpers.diagnosis.interviews.coding import NONE, Coding, confusions, read
from helpers.diagnosis.interviews.parts import Parts
from helpers.diagnosis.interviews.terms import COLUMNS, EVERYBODY, MEASURES, METHODS, TITLES, TONES, UNFITTING, VERDICTS
from helpers.diagnosis.interviews.themes import agreements, quotes, themes
from helpers.diagnosis.topics import topic_of
from helpers.show import word
from helpers.station import Outcome

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules


def compute(company: Company, rules: Rules) -> Outcome:
    """Tables, findings, assumptions and warnings of the interviews."""
    coding = coding_of(company)
    if coding is None:
        return Outcome(settled(TITLES, COLUMNS, {}), warnings=(remarks.NO_INTERVIEWS,))
    parts = steps(coding, rules)
    return Outcome(settled(TITLES, COLUMNS, frames(parts)), findings.all_of(parts), *remarks.of(parts))


def coding_of(company: Company) -> Coding | None:
    """The company's interviews, ``None`` where there are none."""
    if not company.has("interviews"):
        return None
    book = company.table("codebook") if company.has("codebook") else None
    return read(company.table("interviews"), book)


def steps(coding: Coding, rules: Rules) -> Parts:
    """Results of all steps, in the order of the lesson."""
    least, good, draws, seed = (rules[name] for name in ("agree_least", "agree_good", "draws", "seed"))
    table = themes(coding, least, good, draws, seed)
    table["topic"] = [topic_of(str(row["name"]), row.topic) for _, row in table.iterrows()]
    return Parts(
        rules=rules,
        coding=coding,
        themes=table,
        agreement=pd.DataFrame(agreements(coding, draws, seed)),
        confusions=confusions(coding),
        quotes=quotes(coding, table),
    )


def frames(parts: Parts) -> dict[str, pd.DataFrame]:
    """All tables that have rows."""

    def worded(values: pd.Series, words) -> pd.Series:
        return values.map({key: word(value) for key, value in words.items()})

    names = parts.coding.themes["name"].to_dict() | {NONE: word(UNFITTING)}
    table, quoted = parts.themes, parts.quotes
    return {
        "interview_themes": table.assign(
            tone_name=worded(table["tone"], TONES), verdict_name=worded(table["verdict"], VERDICTS)
        ),
        "interview_agreement": parts.agreement.assign(
            measure_name=worded(parts.agreement["measure"], MEASURES),
            who=parts.agreement["who"].replace("", word(EVERYBODY)),
        ),
        "interview_confusions": parts.confusions.assign(
            first=parts.confusions["first"].map(names), second=parts.confusions["second"].map(names)
        ),
        "interview_quotes": quoted.assign(name=quoted["theme"].map(names), method=worded(quoted["method"], METHODS)),
    }
