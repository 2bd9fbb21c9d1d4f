"""From a company and rules to the outcome of station 1: joins what its parts found and computes nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.diagnosis.competitors.compute import compute as competitors
from helpers.diagnosis.environment.compute import compute as environment
from helpers.diagnosis.intelligence.compute import compute as intelligence
from helpers.diagnosis.interviews.compute import compute as interviews
from helpers.diagnosis.monitoring.compute import compute as monitoring
from helpers.diagnosis.problems.compute import compute as problems
from helpers.diagnosis.questions.compute import compute as questions
from helpers.diagnosis.regions.compute import compute as regions
from helpers.diagnosis.sales.compute import compute as sales
from helpers.diagnosis.survey.compute import compute as survey
from helpers.diagnosis.triangulation.compute import compute as triangulation
from helpers.diagnosis.triangulation.joint import explained
from helpers.station import Outcome, joined

if TYPE_CHECKING:
    from helpers.company import Company
    from helpers.rules import Rules

#: The parts in the order of the lesson; each is a subpackage with a ``compute(company, rules) -> Outcome``.
PARTS = (sales, survey, questions, interviews, regions, competitors, problems, intelligence, environment)


def compute(company: Company, rules: Rules) -> Outcome:
    """Tables, findings, assumptions and warnings of the station."""
    now = joined(part(company, rules) for part in PARTS)
    told = triangulation(company, rules, now)
    return joined((explained(now, told), told, monitoring(company, rules, now, PARTS)))
