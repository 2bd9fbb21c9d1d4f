"""From clusters of entries to signals: who said so, how fresh, how reliable, where, about whom."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from helpers.diagnosis.intelligence.cluster import Clusters

STATES = ("act", "confirm", "old", "rumour")
COLUMNS = ["signal", "said", "state", "entries", "people", "sources", "first", "last", "age", "recent", "reliability"]
COLUMNS += ["credibility", "sound", "stability", "topic", "region", "region_share", "competitor", "competitor_share"]
#: Grades of the Admiralty scale that count as sound: source usually reliable, content probably true, at least.
SOUND_SOURCE, SOUND_CONTENT = ("A", "B"), ("1", "2")


def signals(entries: pd.DataFrame, found: Clusters, as_of: dt.date, rules) -> pd.DataFrame:
    """One row a cluster that enough entries by enough people make, and that holds when clustered again.

    The state is a rule, not an estimate: ``act`` when the last entry is fresh and at least one entry comes from a
    reliable source and is probably true (both; Admiralty scale, NATO AJP-2.1); ``confirm`` when fresh but nobody
    sound said so; ``old`` when not fresh; ``rumour`` when too few people reported it or the cluster does not hold.
    Order: state, then number of sound entries, then of people, then the youngest.
    """
    rows = []
    for number in sorted(found.central):
        part = entries[found.labels == number]
        if len(part) < rules["signal_least"]:
            continue
        people = part["rater"].nunique()
        sound = part["reliability"].isin(SOUND_SOURCE) & part["credibility"].isin(SOUND_CONTENT)
        age = (pd.Timestamp(as_of) - part["date"].max()).days
        stable = found.stability[number]
        if people < rules["signal_people"] or not stable >= rules["signal_stable"]:
            state = "rumour"
        elif age > rules["signal_fresh"]:
            state = "old"
        else:
            state = "act" if sound.any() else "confirm"
        recent = int((part["date"] > pd.Timestamp(as_of) - pd.Timedelta(days=rules["signal_fresh"])).sum())
        rows.append(
            (number, entries["said"].iloc[found.central[number]], state, len(part), people, part["source"].nunique())
            + (part["date"].min().date().isoformat(), part["date"].max().date().isoformat(), age, recent)
            + (_best(part["reliability"]), _best(part["credibility"]), int(sound.sum()), stable)
            + (_most(part["topic"])[0], *_most(part["region"]), *_most(part["competitor"]))
        )
    table = pd.DataFrame(rows, columns=COLUMNS)
    table["_state"] = table["state"].map({state: place for place, state in enumerate(STATES)})
    keys, up = ["_state", "sound", "people", "age", "said"], [True, False, False, True, True]
    table = table.sort_values(keys, ascending=up, kind="stable", ignore_index=True)
    table["rank"] = np.arange(1, len(table) + 1)
    return table[["rank", *COLUMNS]]


def _best(grades: pd.Series) -> str | None:
    told = grades.dropna()
    return str(told.min()) if len(told) else None


def _most(values: pd.Series) -> tuple[str | None, float]:
    told = values.dropna()
    if told.empty:
        return None, np.nan
    counts = told.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return str(counts.index[0]), float(counts.iloc[0] / len(values))
