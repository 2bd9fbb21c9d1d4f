"""Segments by what customers answered: groups of like answers, where the answers hold any."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.classification.clusters import choice, lloyd
from helpers.classification.clusters.features import FEWEST
from helpers.language import Message, msg
from helpers.quantity import Quantity

#: A respondent counts with answers to at least this share of the items, and a customer by the mean of its respondents.
ANSWERED = 2 / 3


class Attitudes(NamedTuple):
    """Segment of each customer, the words of each, and why there may be none.

    ``reason`` is ``found``, ``no_survey``, ``few`` or ``none`` (no groups that hold); ``customers`` who answered.
    """

    segment: pd.Series
    words: dict[str, Message]
    reason: str
    customers: int


def attitudes(survey: pd.DataFrame | None, rules) -> Attitudes:
    """Psychographic segments from the scale items of a survey.

    Each respondent's mean is taken off first, since some tick high throughout (Fischer, R. (2004),
    "Standardization to account for cross-cultural response bias", Journal of Cross-Cultural Psychology 35,
    263–282), so segments differ in what matters more to them, not in how generously they mark. Groups are
    formed, and refused, as clusters of behaviour are (:mod:`helpers.classification.clusters.choice`).
    Answers not given count as that item's mean.
    """
    nothing = pd.Series(dtype="str", name="attitude")
    if survey is None:
        return Attitudes(nothing, {}, "no_survey", 0)
    asked = survey[(survey["item_type"] == "scale") & survey["score"].notna() & survey["customer"].notna()]
    if asked.empty:
        return Attitudes(nothing, {}, "no_survey", 0)
    wide = asked.pivot_table(index=["customer", "respondent"], columns="item", values="score", aggfunc="mean")
    wide = wide[wide.notna().mean(axis=1) >= ANSWERED]
    own = wide.sub(wide.mean(axis=1), axis=0).groupby(level="customer").mean().sort_index()
    if len(own) < FEWEST or own.shape[1] < 2:
        return Attitudes(nothing, {}, "few", len(own))
    own = own.fillna(own.mean())
    data = own.to_numpy(dtype="float64")
    deviation = data.std(axis=0)
    keep = deviation > 1e-12
    data = (data[:, keep] - data[:, keep].mean(axis=0)) / deviation[keep]
    if keep.sum() < 2:
        return Attitudes(nothing, {}, "few", len(own))
    picked = choice.choose(
        data,
        seed=int(rules["seed"]),
        most=rules["cluster_most"],
        smallest=rules["cluster_smallest"],
        chance=rules["cluster_chance"],
        draws=rules["cluster_draws"],
    )
    if picked.centres is None:
        return Attitudes(nothing, {}, "none", len(own))
    order = np.lexsort(picked.centres.T[::-1])
    centres = picked.centres[order]
    near = lloyd.distances(data[None], centres[None])[0].argmin(axis=1)
    questions = asked.drop_duplicates("item").set_index("item")["question"]
    items = own.columns[keep]
    words = {}
    for g, centre in enumerate(centres):
        first, last = items[int(centre.argmax())], items[int(centre.argmin())]
        words[f"P{g + 1}"] = msg(
            'sets "{first}" above "{last}"',
            first=Quantity(str(questions[first]), "text"),
            last=Quantity(str(questions[last]), "text"),
        )
    segment = pd.Series([f"P{g + 1}" for g in near], index=own.index.astype("str"), dtype="str", name="attitude")
    return Attitudes(segment, words, "found", len(own))
