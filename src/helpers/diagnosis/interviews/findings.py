"""Findings of the interviews: what most say against us, and themes on which the coders do not mean the same."""

from __future__ import annotations

from helpers.diagnosis.interviews.agreement import FEWEST
from helpers.diagnosis.interviews.coding import NONE
from helpers.diagnosis.interviews.parts import Parts
from helpers.diagnosis.interviews.themes import SAFE
from helpers.diagnosis.listing import listed
from helpers.finding import Action, Confidence, Finding
from helpers.language import msg
from helpers.quantity import Quantity

SOURCE = "Krippendorff 2019, Content Analysis, 4th ed.; Zapf et al. 2016, BMC Medical Research Methodology 16:93"
#: A theme fewer raise than this is no finding.
SHARE = 0.2


def all_of(parts: Parts) -> tuple[Finding, ...]:
    """Every finding that the interviews carry."""
    given = (against(parts), unclear(parts))
    return tuple(finding for finding in given if finding is not None)


def against(parts: Parts) -> Finding | None:
    """The theme against us that most raise, or those that as many raise."""
    rows = parts.shown
    rows = rows[(rows["tone"] == "bad") & (rows["share"] >= SHARE)]
    if rows.empty or parts.double < FEWEST:
        return None
    row = rows.iloc[0]
    level = rows[(rows["share"] - row["share"]).abs() < 1e-9]
    said = parts.quotes[parts.quotes["theme"] == row["theme"]]
    quantities = {
        "name": Quantity(str(row["name"]), "text"),
        "share": Quantity(float(row["share"]), "share", float(row["low"]), float(row["high"])),
        "sources": Quantity(parts.coding.sources, "count"),
        "quote": Quantity(str(said["quote"].iloc[0]) if len(said) else "", "text"),
        "alpha": Quantity(float(row["alpha"]), "ratio"),
        "good": Quantity(parts.rules["agree_good"], "ratio"),
    }
    claim = msg(
        "“{name}” is raised most against us: {share} of {sources} heard ({share:interval}). One of them: “{quote}”"
    )
    if len(level) > 1:
        quoted = [msg("“{theme}”", theme=Quantity(str(name), "text")) for name in level["name"]]
        names = msg("{first} and {last}", first=listed(quoted[:-1]), last=quoted[-1])
        claim = msg(
            "Raised most against us are {names}: {share} each of {sources} heard ({share:interval}). One of them: “{quote}”",
            names=names,
        )
    return Finding(
        id="diagnosis.interviews.against",
        subject=str(row["theme"]),
        period=parts.period,
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            "medium" if row["verdict"] == SAFE and parts.coding.sources >= 12 else "low",
            msg(
                "Coders agree on it ({alpha}, safe from {good}); never high, as those heard were chosen and not drawn."
            ),
        ),
        evidence=("table:interview_themes", "table:interview_quotes", "figure:interviews"),
        method=msg(
            "Themes given by more than half of the coders; Wilson interval over those heard; Krippendorff's alpha with bootstrap interval"
        ),
        source=SOURCE,
        action=Action(
            msg(
                "Go through the quotes on “{name}” with those who can change it, and check in the figures how often it happens."
            ),
            30,
        ),
    )


def unclear(parts: Parts) -> Finding | None:
    """Themes on which coders do not agree, and what to do about the worst of them."""
    rows = parts.withheld.sort_values(["alpha", "theme"])
    if rows.empty or parts.double < FEWEST:
        return None
    row = rows.iloc[0]
    mixed = parts.confusions
    mixed = mixed[(mixed["first"] == row["theme"]) | (mixed["second"] == row["theme"])]
    other = ""
    if len(mixed):
        pair = mixed.iloc[0]
        other = pair["second"] if pair["first"] == row["theme"] else pair["first"]
    quantities = {
        "name": Quantity(str(row["name"]), "text"),
        "alpha": Quantity(float(row["alpha"]), "ratio", row["alpha_low"], row["alpha_high"]),
        "least": Quantity(parts.rules["agree_least"], "ratio"),
        "count": Quantity(len(rows), "count"),
        "double": Quantity(parts.double, "count"),
        "times": Quantity(int(mixed["statements"].iloc[0]) if len(mixed) else 0, "count"),
        "other": Quantity(str(parts.coding.themes["name"].get(other, other)), "text"),
    }
    if other not in ("", NONE):
        do = msg(
            "Define “{name}” anew with an example and a counter-example (coders take it for “{other}” in {times} statements), let both code these statements again without seeing each other's codes, and run again."
        )
    else:
        do = msg(
            "Define “{name}” anew with an example and a counter-example, let both code the statements again without seeing each other's codes, and run again."
        )
    return Finding(
        id="diagnosis.interviews.unclear",
        subject=str(row["theme"]),
        period=parts.period,
        claim=msg(
            "Coders do not mean the same by “{name}” (agreement {alpha}, needed {least}): how many raise it is withheld."
        ),
        quantities=quantities,
        confidence=Confidence(
            "high", msg("{double} statements were coded by two or more; themes below {least}: {count}.")
        ),
        evidence=("table:interview_themes", "table:interview_confusions"),
        method=msg("Krippendorff's alpha of giving the theme or not, with bootstrap interval over statements"),
        source=SOURCE,
        action=Action(do, 30),
    )
