"""How many raise each theme and how strongly, with intervals; withheld where coders do not agree."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.diagnosis.interviews.agreement import alpha, kappa, krippendorff
from helpers.diagnosis.interviews.coding import Coding
from helpers.diagnosis.survey.scores import mean, wilson
from helpers.quantity import Quantity

SAFE, TENTATIVE, WITHHELD, ALONE = "safe", "tentative", "withheld", "alone"


def verdict(value: Quantity, least: float, good: float) -> str:
    """What an agreement is worth: ``safe``, ``tentative``, ``withheld``; ``alone`` where it is not known.

    Limits: Krippendorff 2019, *Content Analysis*, 4th ed.: .800, and .667 for tentative conclusions.
    """
    if value.value is None:
        return ALONE
    return SAFE if value.value >= good else TENTATIVE if value.value >= least else WITHHELD


def agreed(coding: Coding, theme: str, draws: int, seed: int) -> Quantity:
    """Alpha of giving the theme or not; 1 where coders together never gave it to anything else."""
    given = coding.given(theme)
    twice = given[given.notna().sum(axis=1) >= 2]
    if twice.empty:
        return Quantity(None, "ratio")
    found = alpha(twice.to_numpy(), "nominal", draws, seed)
    if found.value is None and twice.to_numpy()[~np.isnan(twice.to_numpy())].min(initial=0) == 1:
        return Quantity(1.0, "ratio")
    return found


def themes(coding: Coding, least: float, good: float, draws: int, seed: int) -> pd.DataFrame:
    """Each theme: agreement, and where it is good enough how many sources raise it and how strongly.

    A source raises a theme where more than half of the coders give it to one of its statements. Shares are of all
    sources, with Wilson's interval; intensity is the mean over sources of what the coders gave, with a t interval, and is
    withheld by its own (ordinal) agreement.

    Returns
    -------
    DataFrame
        ``theme, name, tone, topic, alpha, alpha_low, alpha_high, verdict, statements, sources, share, low, high,
        intensity, intensity_low, intensity_high``; the most raised first, withheld ones last.
    """
    strong = strength(coding, draws, seed)
    intense = verdict(strong, least, good) in (SAFE, TENTATIVE)
    marks = coding.strengths().mean(axis=1)
    rows = []
    for theme, entry in coding.themes.iterrows():
        agreement = agreed(coding, theme, draws, seed)
        told = verdict(agreement, least, good)
        row = {"theme": theme, "name": entry["name"], "tone": entry["tone"], "topic": entry["topic"], "verdict": told}
        row |= {"alpha": agreement.value, "alpha_low": agreement.low, "alpha_high": agreement.high}
        if told in (SAFE, TENTATIVE):
            held = coding.held(theme)
            sources = coding.statements.loc[held, "source"]
            n, total = sources.nunique(), coding.sources
            low, high = wilson(n / total, total)
            row |= {"statements": len(held), "sources": n, "share": n / total, "low": low, "high": high}
            if intense and n:
                given = marks[marks.index.get_level_values("theme") == theme].droplevel("theme").reindex(held).dropna()
                own = given.groupby(coding.statements["source"].reindex(given.index)).mean().to_numpy()
                felt = mean(own, np.ones(len(own)), np.arange(len(own)))
                row |= {"intensity": felt.value, "intensity_low": felt.low, "intensity_high": felt.high}
        rows.append(row)
    columns = "theme name tone topic alpha alpha_low alpha_high verdict statements sources share low high intensity intensity_low intensity_high"
    table = pd.DataFrame(rows, columns=columns.split())
    return table.sort_values(["share", "theme"], ascending=[False, True], na_position="last", ignore_index=True)


def strength(coding: Coding, draws: int, seed: int) -> Quantity:
    """Ordinal alpha of the intensity, over statements that two coders or more gave the same theme."""
    wide = coding.strengths()
    return alpha(wide.to_numpy(), "ordinal", draws, seed) if len(wide) else Quantity(None, "ratio")


def agreements(coding: Coding, draws: int, seed: int) -> list[dict[str, object]]:
    """All measures of agreement: alpha of themes and of intensity, Cohen's kappa of each pair, Fleiss' of all."""
    labels = coding.labels()
    found = [("alpha", "", labels, alpha(labels.to_numpy(), "nominal", draws, seed))]
    found.append(("intensity", "", coding.strengths(), strength(coding, draws, seed)))
    coders = list(labels.columns)
    for n, one in enumerate(coders):
        for two in coders[n + 1 :]:
            both = labels[[one, two]].dropna()
            if len(both):
                found.append(("cohen", f"{one} / {two}", both, kappa(both.to_numpy(), draws, seed)))
    whole = labels.dropna()
    if len(coders) > 2 and len(whole):
        found.append(("fleiss", "", whole, kappa(whole.to_numpy(), draws, seed)))
    rows = []
    for measure, who, units, value in found:
        twice = int((units.notna().sum(axis=1) >= 2).sum()) if len(units) else 0
        rows.append(
            {"measure": measure, "who": who, "units": twice, "value": value.value, "low": value.low, "high": value.high}
        )
    return rows


def quotes(coding: Coding, table: pd.DataFrame, most: int = 3) -> pd.DataFrame:
    """Quotes of each theme whose score is shown: held by the coders, the strongest first, one a source."""
    marks = coding.strengths().mean(axis=1)
    rows = []
    for theme in table.loc[table["verdict"].isin([SAFE, TENTATIVE]), "theme"]:
        held = coding.held(theme)
        felt = [float(marks.get((statement, theme), np.nan)) for statement in held]
        part = coding.statements.loc[held, ["source", "method", "quote"]].assign(theme=theme, felt=felt)
        part = part.reset_index().sort_values(["felt", "statement"], ascending=[False, True], na_position="last")
        rows.append(part.drop_duplicates("source").drop_duplicates("quote").head(most))
    if not rows:
        return pd.DataFrame(columns=["statement", "source", "method", "quote", "theme", "felt"])
    return pd.concat(rows, ignore_index=True)


def overall(coding: Coding) -> float:
    """Krippendorff's alpha of all themes together."""
    return krippendorff(coding.labels().to_numpy())
