"""Findings of the survey, from the results of its steps."""

from __future__ import annotations

from helpers.diagnosis.survey.answers import REST
from helpers.diagnosis.survey.drivers import TIED
from helpers.diagnosis.survey.parts import Parts
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity

#: Below this response rate nothing is better than little sure, above that much it may be sure.
RATE_LOW, RATE_HIGH = 0.3, 0.5
#: Fewer answers than this are little sure.
FEW = 30


def all_of(parts: Parts) -> tuple[Finding, ...]:
    """Every finding that the answers carry."""
    given = (satisfied(parts), driver(parts), segment(parts), recommend(parts), response(parts))
    return tuple(finding for finding in given if finding is not None)


def _level(parts: Parts) -> str:
    """How far the answers can be trusted at all: by their number and by who answered."""
    people = parts.answers.people["answered"]
    if people.sum() < FEW or (parts.answers.rate_known and people.mean() < RATE_LOW):
        return "low"
    return "high" if parts.answers.rate_known and people.mean() >= RATE_HIGH else "medium"


def _base(parts: Parts) -> dict[str, Quantity]:
    people = parts.answers.people["answered"]
    rate = float(people.mean()) if parts.answers.rate_known else None
    return {
        "answered": Quantity(int(people.sum()), "count"),
        "asked": Quantity(len(people) if parts.answers.rate_known else None, "count"),
        "rate": Quantity(rate, "share"),
        "few": Quantity(FEW, "count"),
        "half": Quantity(RATE_HIGH, "share"),
    }


_SURE = msg(
    "{answered} answers from {asked} asked ({rate}); high from a response rate of {half} on, low below {few} answers: intervals do not cover what the silent ones think."
)
_UNKNOWN = msg(
    "{answered} answers; how many were asked is not known, so it is not better than medium, and low below {few} answers."
)


def _confidence(parts: Parts, level: str | None = None) -> Confidence:
    return Confidence(level or _level(parts), _SURE if parts.answers.rate_known else _UNKNOWN)


def satisfied(parts: Parts) -> Finding | None:
    """Share of satisfied customers."""
    top = parts.satisfied
    if top is None or top.value is None:
        return None
    good = parts.rules["survey_good"]
    quantities = _base(parts) | {
        "top": top,
        "mean": Quantity(parts.mean.value, "ratio"),
        "good": Quantity(good, "share"),
    }
    quantities["high"] = Quantity(parts.answers.target.high, "count")
    fine = top.low is not None and top.low >= good
    if fine:
        do = msg("Satisfaction is good. Do not conclude that customers buy more: lay it beside the sales figures.")
    elif top.high is not None and top.high < good:
        do = msg("Too few are satisfied: begin with what satisfaction hangs on, and ask the dissatisfied in person.")
    else:
        do = msg(
            "The answers do not tell whether it is more or less than {good}: ask more customers before a goal is set on it."
        )
    return Finding(
        id="diagnosis.survey.satisfied",
        subject="customers",
        period=parts.period,
        claim=msg("{top} of the customers say they are satisfied ({top:interval}); mean mark {mean} of {high}."),
        quantities=quantities,
        confidence=_confidence(parts),
        evidence=("table:survey_scores", "table:survey_response", "figure:survey"),
        method=msg(
            "Share of the two highest marks, weighted to the customers there are; Wilson interval at the effective number of answers"
        ),
        source="Wilson 1927, JASA 22(158); Korn, Graubard 1998, Survey Methodology 24(2); Holt, Smith 1979, JRSS A 142(1)",
        action=Action(do, 60),
        descriptive=fine,
    )


def driver(parts: Parts) -> Finding | None:
    """What satisfaction hangs on, where samples leave no doubt."""
    item = parts.driver
    if item is None:
        return None
    table = parts.drivers.table.set_index("item")
    row, raw = table.loc[item], parts.drivers.raw
    score = parts.scores.set_index("item").loc[item]
    quantities = _base(parts) | {
        "driver": parts.words(item),
        "weight": Quantity(float(row["weight"]), "share", float(row["low"]), float(row["high"])),
        "raw": parts.words(raw),
        "explained": Quantity(parts.drivers.explained, "share"),
        "first": Quantity(float(row["first"]), "share"),
        "top": Quantity(float(score["top"]), "share"),
        "sure": Quantity(parts.rules["survey_sure"], "share"),
    }
    quantities["alike"] = Quantity(parts.drivers.alike(item), "count")
    clear = table.loc[raw, "correlation"] - row["correlation"] > TIED
    if not clear and quantities["alike"].value > 1:
        claim = msg(
            "Satisfaction hangs most on “{driver}”: {weight} of what can be explained ({weight:interval}), although by plain correlation {alike} others look about as strong."
        )
    elif raw == item:
        claim = msg("Satisfaction hangs most on “{driver}”: {weight} of what can be explained ({weight:interval}).")
    else:
        claim = msg(
            "Satisfaction hangs most on “{driver}”: {weight} of what can be explained ({weight:interval}), although “{raw}” goes with it most."
        )
    weak = score["top"] < parts.rules["survey_good"]
    do = (
        msg(
            "Work on “{driver}” first: it moves satisfaction most, and only {top} give it one of the two highest marks."
        )
        if weak
        else msg("Protect “{driver}”: it moves satisfaction most, and {top} give it one of the two highest marks.")
    )
    return Finding(
        id="diagnosis.survey.driver",
        subject=item,
        period=parts.period,
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            "medium" if _level(parts) != "low" else "low",
            msg(
                "First in {first} of the samples (named from {sure} on); all statements explain {explained}. Never high: answers that go together do not prove a cause."
            ),
        ),
        evidence=("table:survey_drivers", "figure:drivers"),
        method=msg("Relative weights with bootstrap intervals; checked against Shapley shares of R²"),
        source="Johnson 2000, Multivariate Behavioral Research 35(1); Tonidandel, LeBreton, Johnson 2009, Psychological Methods 14(4)",
        action=Action(do, 60) if weak else Action(do, 180),
    )


def segment(parts: Parts) -> Finding | None:
    """The clearest difference of a group, where it holds after correction for all comparisons."""
    table = parts.segments
    held = table[table["holm"] <= parts.rules["survey_alpha"]]
    if held.empty:
        return None
    worse = held[held["difference"] < 0]
    row = (worse if len(worse) else held).iloc[0]
    quantities = _base(parts) | {
        "group": Quantity(str(row["group"]), "text"),
        "item": parts.words(row["item"]),
        "difference": Quantity(
            abs(float(row["difference"])), "ratio", *sorted(abs(float(row[e])) for e in ("low", "high"))
        ),
        "mean": Quantity(float(row["mean"]), "ratio"),
        "others": Quantity(float(row["others"]), "ratio"),
        "n": Quantity(int(row["answers"]), "count"),
        "comparisons": Quantity(len(table), "count"),
        "p": Quantity(float(row["holm"]), "share"),
        "held": Quantity(len(held), "count"),
    }
    if row["difference"] < 0:
        claim = msg(
            "Customers of the group “{group}” mark “{item}” {difference} points lower than the others ({difference:interval})."
        )
        do = msg("Ask five customers of “{group}” in person about “{item}” before anything is changed for everybody.")
    else:
        claim = msg(
            "Customers of the group “{group}” mark “{item}” {difference} points higher than the others ({difference:interval})."
        )
        do = msg("Find out what is done differently for “{group}”, and whether it can be done for others.")
    return Finding(
        id="diagnosis.survey.segment",
        subject=str(row["group"]),
        period=parts.period,
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            "medium" if _level(parts) != "low" else "low",
            msg(
                "{n} customers of the group; comparisons that hold after correction: {held} of {comparisons}; this one comes by chance in {p} of such surveys."
            ),
        ),
        evidence=("table:survey_segments",),
        method=msg("Mann-Whitney test, each group against the others; Holm's correction over all comparisons"),
        source="Mann, Whitney 1947, Annals of Mathematical Statistics 18(1); Holm 1979, Scandinavian Journal of Statistics 6(2)",
        action=Action(do, 45),
    )


def recommend(parts: Parts) -> Finding | None:
    """Net promoter score."""
    if not parts.nps:
        return None
    return Finding(
        id="diagnosis.survey.nps",
        subject="customers",
        period=parts.period,
        claim=msg(
            "{promoters} would recommend us and {detractors} would not: a net promoter score of {nps} ({nps:interval})."
        ),
        quantities=_base(parts) | parts.nps,
        confidence=_confidence(parts),
        evidence=("table:survey_nps",),
        method=msg("Share of nine and ten less share of zero to six; standard error of the difference"),
        source="Reichheld 2003, Harvard Business Review 81(12); Rocks 2016, The American Statistician 70(4)",
    )


def response(parts: Parts) -> Finding | None:
    """Groups that answered less than others, and what weighting does about it."""
    table, top = parts.response[parts.response["stratum"] != REST], parts.satisfied
    if parts.rates_p > parts.rules["survey_alpha"] or top is None or len(table) < 2:
        return None
    ordered = table.sort_values(["rate", "stratum"], ignore_index=True)
    low, high = ordered.iloc[0], ordered.iloc[-1]
    quantities = _base(parts) | {
        "low": Quantity(str(low["stratum"]), "text"),
        "low_rate": Quantity(float(low["rate"]), "share"),
        "high": Quantity(str(high["stratum"]), "text"),
        "high_rate": Quantity(float(high["rate"]), "share"),
        "raw": Quantity(parts.raw, "share"),
        "top": top,
        "p": Quantity(parts.rates_p, "share"),
    }
    if abs(parts.raw - top.value) < 0.01:
        claim = msg(
            "“{high}” answered the survey in {high_rate} of cases, “{low}” in {low_rate}; weighted to the customers there are, the share of satisfied stays what it is."
        )
    else:
        claim = msg(
            "“{high}” answered the survey in {high_rate} of cases, “{low}” in {low_rate}: weighted to the customers there are, {top} are satisfied instead of {raw}."
        )
    return Finding(
        id="diagnosis.survey.response",
        subject=str(low["stratum"]),
        period=parts.period,
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            "medium",
            msg(
                "Rates differ as much by chance in {p} of such surveys; weights cannot mend a difference within a group."
            ),
        ),
        evidence=("table:survey_response",),
        method=msg("Response rates by group, chi-square test; post-stratification"),
        source="Holt, Smith 1979, JRSS A 142(1)",
        action=Action(msg("Call ten customers of “{low}” who did not answer, and see whether they say the same."), 30),
        descriptive=True,
    )
