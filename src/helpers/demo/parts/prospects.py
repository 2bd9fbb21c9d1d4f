"""Prospects: firms that do not buy yet, some with a way in; those decided so far tell how much a way in helps."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo import names
from helpers.demo.firm import Firm
from helpers.demo.part import Part

FEN = 100
#: Days from entering a prospect to its first order, or to giving it up.
COURTED = (50, 240)
KINDS = ("group", "person", "reference", "cold")


@dataclass(frozen=True)
class Prospects(Part):
    """A list of prospects.

    Attributes
    ----------
    open, decided
        How many are open at the end, and how many were won or given up before.
    ways
        Kind of way in → share of the prospects that have it; the rest has none.
    odds
        Chance of winning with a way in, and without one.
    rivals
        Who supplies them now.
    since
        First day a prospect was entered.
    known, spread
        Share of them whose need somebody estimated, and the log spread of the estimates.
    sources
        Where they were heard of.
    """

    name: ClassVar[str] = "prospects"

    open: int = 60
    decided: int = 90
    ways: Mapping[str, float] = dataclasses.field(
        default_factory=lambda: {"group": 0.08, "person": 0.16, "reference": 0.14}
    )
    odds: tuple[float, float] = (0.5, 0.12)
    rivals: tuple[str, ...] = ()
    since: str = "2023-06-01"
    known: float = 0.75
    spread: float = 0.3
    sources: tuple[str, ...] = ("行业展会名录", "老客户介绍", "招标公告", "业务员走访", "网上询盘")

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        count = self.open + self.decided
        shares = [*(self.ways.get(kind, 0.0) for kind in KINDS[:3])]
        kinds = np.array(KINDS)[chance.choice(4, count, p=[*shares, 1 - sum(shares)])]
        decided = np.arange(count) < self.decided
        won = decided & (chance.random(count) < np.where(kinds == "cold", self.odds[1], self.odds[0]))
        rows, winners = self._strangers(firm, count, chance), self._newcomers(firm, chance)
        for place, position in zip(np.flatnonzero(won), winners, strict=False):
            person = firm.people.iloc[position]
            for column in ("name", "group", "industry", "region", "size", "owner"):
                rows.loc[place, column] = person[column]
            rows.loc[place, "decided_on"] = person["created_on"]
            rows.loc[place, "created_on"] = person["created_on"] - pd.Timedelta(days=int(chance.integers(*COURTED)))
        won &= np.cumsum(won) <= len(winners)
        lost = decided & ~won
        rows.loc[lost, "decided_on"] = rows.loc[lost, "created_on"] + pd.to_timedelta(
            chance.integers(*COURTED, int(lost.sum())), unit="D"
        )
        rows["status"] = np.select([won, lost], ["won", "lost"], "open")
        end = pd.Timestamp(firm.market.end)
        late = rows["decided_on"] > end
        rows.loc[late, ["decided_on", "status"]] = [pd.NaT, "open"]
        self._open_doors(firm, rows, kinds, chance)
        until = end + pd.to_timedelta(chance.integers(30, 540, count), unit="D")
        told = (chance.random(count) < 0.4) & (rows["status"] == "open") & rows["competitor"].notna()
        rows["contract_until"] = pd.Series(until).where(told)
        rows = rows.sort_values(["created_on", "name"], kind="stable").reset_index(drop=True)
        rows.insert(0, "prospect", [f"Q{number:04d}" for number in range(1, count + 1)])
        firm.frames[self.name] = rows.drop(columns=["kind", "wallet"])
        firm.truth[self.name] = {
            "odds": {"warm": self.odds[0], "cold": self.odds[1]},
            "ways": dict(zip(rows["prospect"], rows["kind"], strict=True)),
            "wallet_yuan": {row.prospect: round(float(row.wallet), 2) for row in rows.itertuples()},
        }

    def quiet(self) -> Prospects:
        """A way in that helps nothing."""
        even = sum(self.odds) / 2
        return dataclasses.replace(self, odds=(even, even))

    def _strangers(self, firm: Firm, count: int, chance: np.random.Generator) -> pd.DataFrame:
        """Firms nobody has sold to, named as customers are."""
        market, used = firm.market, set(firm.people["name"])
        direct = [i for i, kind in enumerate(market.industries) if not kind.dealer]
        weights = np.array([market.industries[i].share for i in direct])
        industry = np.array(direct)[chance.choice(len(direct), count, p=weights / weights.sum())]
        region = chance.choice(len(market.regions), count, p=_even([one.share for one in market.regions]))
        size = chance.choice(len(market.sizes), count, p=_even([one.share for one in market.sizes]))
        brands, rows = names.brands(count, chance), []
        noise, lot, guess = chance.standard_normal(count), chance.random(count), chance.standard_normal(count)
        owners_of = {name: part.tolist() for name, part in firm.people.groupby("region")["owner"]}
        first = pd.Timestamp(self.since)
        recent = pd.Timestamp(market.end) - pd.DateOffset(months=14)
        for place in range(count):
            kind, where, scale = (
                market.industries[industry[place]],
                market.regions[region[place]],
                market.sizes[size[place]],
            )
            name = ""
            while not name or name in used:
                city, noun = (pool[chance.integers(len(pool))] for pool in (where.cities, kind.nouns))
                name = names.firm(city, brands[place], noun, scale.name, False, chance, kind.endings)
            used.add(name)
            start, stop = (first, recent) if place < self.decided else (recent, pd.Timestamp(market.end))
            owners = owners_of.get(where.name, [])
            wallet = scale.wallet * kind.wallet * np.exp(scale.spread * noise[place])
            need = np.rint(wallet * np.exp(self.spread * guess[place]) / 1e4) * 1e4 * FEN
            rows.append(
                {
                    "name": name,
                    "group": None,
                    "industry": kind.name,
                    "region": where.name,
                    "size": scale.name,
                    "owner": owners[chance.integers(len(owners))] if owners else None,
                    "need": max(need, 1e4 * FEN) if lot[place] < self.known else np.nan,
                    "wallet": wallet,
                    "competitor": self._rival(chance),
                    "source": self.sources[chance.integers(len(self.sources))],
                    "created_on": start + pd.Timedelta(days=int(chance.integers(0, (stop - start).days))),
                    "decided_on": pd.NaT,
                }
            )
        frame = pd.DataFrame(rows)
        frame["need"] = pd.array(frame["need"], dtype="Float64").astype("Int64")
        return frame

    def _rival(self, chance: np.random.Generator) -> str | None:
        place = int(chance.integers(0, max(1, round(len(self.rivals) * 1.4))))
        return self.rivals[place] if place < len(self.rivals) else None

    def _newcomers(self, firm: Firm, chance: np.random.Generator) -> np.ndarray:
        """Customers won since, in a drawn order: who they were as prospects."""
        able = np.flatnonzero(firm.people["created_on"] > pd.Timestamp(self.since) + pd.Timedelta(days=COURTED[1]))
        return able[chance.permutation(len(able))]

    def _open_doors(self, firm: Firm, rows: pd.DataFrame, kinds: np.ndarray, chance: np.random.Generator) -> None:
        """Write each way in into the columns; where it cannot be had, a reference takes its place."""
        people, persons = firm.people, firm.frames.get("contacts")
        old = people[(people["starts"] < 0) & (people["kind"] == "regular")]
        groups = sorted(set(old["group"].dropna()))
        rows["contact"], rows["reference"] = None, None
        for place, kind in enumerate(kinds):
            day = rows.loc[place, "created_on"]
            if kind == "group" and groups and rows.loc[place, "status"] != "won":
                rows.loc[place, "group"] = groups[chance.integers(len(groups))]
            elif kind == "person" and persons is not None:
                able = persons.loc[persons["created_on"] < day, "contact"].to_numpy()
                rows.loc[place, "contact"] = able[chance.integers(len(able))] if len(able) else None
            elif kind != "cold" and len(old):
                like = old.loc[old["industry"] == rows.loc[place, "industry"], "customer"].to_numpy()
                like = like if len(like) else old["customer"].to_numpy()
                rows.loc[place, "reference"] = like[chance.integers(len(like))]
        rows["kind"] = kinds


def _even(weights: list[float]) -> np.ndarray:
    return np.array(weights) / np.sum(weights)
