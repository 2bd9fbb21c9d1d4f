"""From purchases to clusters: composes measures, choice and profile."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.classification import rfm
from helpers.classification.clusters import choice, features, names, pipeline, stability
from helpers.classification.clusters.terms import CHANNELS, TRUST
from helpers.classification.explained import explained
from helpers.classification.window import window
from helpers.language import Message, msg
from helpers.quantity import Quantity
from helpers.show import word

if TYPE_CHECKING:
    from helpers.company import Company


@dataclass(frozen=True)
class Found:
    """Clusters of a firm, or why there are none.

    ``reason`` is ``found``, ``few`` (customers), ``equal`` (all alike), ``none`` (no groups) or ``loose`` (groups
    that would not be found again).
    """

    reason: str
    raw: pd.DataFrame
    numbers: pd.DataFrame
    p: float = float("nan")
    profile: pd.DataFrame = field(default_factory=pd.DataFrame)
    members: pd.DataFrame = field(default_factory=pd.DataFrame)
    scale: pd.DataFrame = field(default_factory=pd.DataFrame)
    centres: pd.DataFrame = field(default_factory=pd.DataFrame)
    sampled: bool = False
    names: tuple[Message, ...] = ()


def measured(company: Company, purchases: pd.DataFrame, customers: pd.DataFrame, as_of, rules) -> pd.DataFrame:
    """Raw measures of the customers with a rhythm, seen from a day."""
    from helpers.company.ledger import by_product

    how = {name: rules[name] for name in ("window_months", "returns", "frequency", "cycle_days")}
    start, end = window(as_of, rules["window_months"])
    lines = by_product(company, start.date(), end.date())
    products = company.table("products") if "products" in company.frames else None
    raw = features.features(rfm.measure(purchases, as_of, **how), features.breadth_of(lines, products))
    if rules["cluster_by"] == "mixed":
        known = [name for name in features.ATTRIBUTES if customers[name].notna().any()]
        raw = raw.merge(customers[["customer", *known]], on="customer", how="left")
    return raw


def clusters(company: Company, purchases: pd.DataFrame, rules) -> Found:
    """The clusters of a company under the rules."""
    customers = company.table("customers")
    raw = measured(company, purchases, customers, company.date, rules)
    nothing = choice.tried_frame([])
    if len(raw) < features.FEWEST:
        return Found("few", raw, nothing)
    if raw.drop(columns="customer").drop_duplicates().shape[0] < features.FEWEST // 4:
        return Found("equal", raw, nothing)
    seed, most = int(rules["seed"]), int(rules["cluster_sample"])
    formed = raw
    if len(raw) > most:
        drawn = np.random.default_rng([seed, 4]).choice(len(raw), most, replace=False)
        formed = raw.iloc[np.sort(drawn)].reset_index(drop=True)
    tamed = pipeline.Tamed().fit(formed)
    picked = choice.choose(
        tamed.transform(formed),
        seed=seed,
        most=rules["cluster_most"],
        smallest=rules["cluster_smallest"],
        chance=rules["cluster_chance"],
        draws=rules["cluster_draws"],
        lattices=tamed.lattices(formed),
        dummies=tamed.dummies,
        use=_use(company, purchases, customers, tamed, raw, rules),
    )
    if picked.centres is None:
        tight = picked.p <= rules["cluster_chance"]
        return Found("loose" if tight else "none", raw, picked.numbers, picked.p, sampled=len(formed) < len(raw))
    return _described(raw, customers, tamed, picked, len(formed) < len(raw), company.currency)


def _use(company, purchases, customers, tamed, raw, rules):
    """What a clustering, seen ``check_months`` earlier, explains of the revenue since; none without the past."""
    start, end = window(company.date, rules["check_months"])
    before = start - pd.Timedelta(days=1)
    if purchases.empty or purchases["date"].min() > window(before, rules["window_months"])[0]:
        return None
    then = measured(company, purchases, customers, before, rules)
    if len(then) < features.FEWEST or list(then.columns) != list(raw.columns):
        return None
    since = purchases[purchases["date"].between(start, end)].groupby("customer")["net"].sum()
    later = since.reindex(then["customer"]).fillna(0).clip(lower=0).to_numpy(dtype="int64")
    data = tamed.transform(then)

    def use(centres: np.ndarray) -> float:
        from helpers.classification.clusters import lloyd

        return explained(lloyd.distances(data[None], centres[None])[0].argmin(axis=1), later).share

    return use


def _described(raw, customers, tamed, picked, sampled, currency) -> Found:
    """Clusters in order of revenue a customer, named, profiled, with every customer assigned."""
    labels = pipeline.ready(tamed.scale_, picked.centres).predict(raw)
    k = len(picked.centres)
    size = np.maximum(np.bincount(labels, minlength=k), 1)
    order = np.argsort([-(int(raw.loc[labels == g, "money"].sum()) / size[g]) for g in range(k)], kind="stable")
    centres, jaccard = picked.centres[order], picked.jaccard[order]
    near = np.argsort(order, kind="stable")[labels]
    columns = tamed.scale_["column"].tolist()
    called = names.names(centres, columns)
    total, rows = int(raw["money"].sum()), []
    for g in range(k):
        own = raw[near == g]
        money = int(own["money"].sum())
        rows.append(
            {
                "cluster": f"K{g + 1}",
                "cluster_name": word(called[g]),
                "customers": len(own),
                "customer_share": len(own) / len(raw),
                "revenue": money,
                "share": money / total,
                "money": _middle(own["money"]),
                "silence": _middle(own["silence"]),
                "frequency": _middle(own["frequency"]),
                "breadth": _middle(own["breadth"]) if "breadth" in own else pd.NA,
                "typical": _typical(customers, raw, own),
                "jaccard": float(jaccard[g]),
                "trust": word(_trust(jaccard[g])),
                "portrait": word(portrait(own, currency)) if len(own) else "",
            }
        )
    profile = pd.DataFrame(rows).astype(
        {
            "breadth": "Int64",
            "customers": "int64",
            "revenue": "int64",
            "cluster": "str",
            "cluster_name": "str",
            "typical": "str",
            "portrait": "str",
        }
    )
    members = raw[["customer"]].assign(
        cluster=pd.Series([f"K{g + 1}" for g in near], dtype="str"),
        cluster_name=pd.Series([word(called[g]) for g in near], dtype="str"),
    )
    kept = pd.DataFrame(
        [
            {"cluster": f"K{g + 1}", "column": name, "centre": float(centres[g, place])}
            for g in range(k)
            for place, name in enumerate(columns)
        ]
    ).astype({"cluster": "str", "column": "str"})
    return Found("found", raw, picked.numbers, picked.p, profile, members, tamed.scale_, kept, sampled, tuple(called))


def _middle(values: pd.Series) -> int:
    """Lower median: a value that a customer has."""
    return int(np.quantile(values.to_numpy(dtype="int64"), 0.5, method="inverted_cdf")) if len(values) else 0


def portrait(own: pd.DataFrame, currency: str) -> Message:
    """The middle customer of a cluster in a sentence, as one would describe a person.

    Each number is a lower median, so a value that some customer has.
    """
    gaps = {
        "often": Quantity(_middle(own["frequency"]), "count"),
        "money": Quantity(_middle(own["money"]), "money", currency=currency),
        "silent": Quantity(_middle(own["silence"]), "days"),
    }
    if "breadth" not in own:
        return msg("Bought on {often} days in the period, {money} in all, last {silent} days ago.", **gaps)
    return msg(
        "Bought on {often} days in the period, {money} in all, from {lines} product lines, last {silent} days ago.",
        lines=Quantity(_middle(own["breadth"]), "count"),
        **gaps,
    )


def _typical(customers: pd.DataFrame, raw: pd.DataFrame, own: pd.DataFrame) -> str | None:
    """The value of industry, size, channel or region that stands out most in a cluster, where one does.

    By the adjusted residual (Haberman, S. J. (1973), "The analysis of residuals in cross-classified tables",
    Biometrics 29, 205–220), from 3 on; below that nothing is called typical.
    """
    best, most = None, 3.0
    inside = raw["customer"].isin(set(own["customer"])).to_numpy()
    known = customers.drop_duplicates("customer").set_index("customer").reindex(raw["customer"])
    n, share = len(raw), inside.mean()
    for name in ("industry", "size", "channel", "region"):
        counts = known[name].value_counts().sort_index()
        for value, count in counts.items():
            here = int(((known[name] == value).fillna(False).to_numpy(dtype=bool) & inside).sum())
            wait = count * share
            spread = (wait * (1 - share) * (1 - count / n)) ** 0.5
            if spread > 0 and (here - wait) / spread > most:
                best, most = (name, value), (here - wait) / spread
    if best is None:
        return None
    name, value = best
    return word(CHANNELS[value]) if name == "channel" and value in CHANNELS else value


def _trust(jaccard: float) -> Message:
    if jaccard >= stability.STRONG:
        return TRUST["strong"]
    if jaccard >= stability.VALID:
        return TRUST["valid"]
    return TRUST["weak"]
