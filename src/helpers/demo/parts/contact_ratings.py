"""Relationship ratings: how raters think contacts stand to us, and who of them knows."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.parts.contacts import SUPPORT_HIGH, SUPPORT_LOW
from helpers.demo.parts.judges import OWNER, Judge


@dataclass(frozen=True)
class ContactRatings(Part):
    """Judgements of the contacts' support. Planted: a rater that sees nothing of what is true; in the twin all judge alike.

    Attributes
    ----------
    judges
        See :class:`helpers.demo.parts.judges.Judge`.
    rated_on
        Days on which relationships are reviewed; a contact is judged from the first one after it is entered.
    usual
        What a rater who sees nothing thinks a contact's support is.
    """

    name: ClassVar[str] = "contact_ratings"

    judges: tuple[Judge, ...]
    rated_on: tuple[str, ...]
    usual: float = 0.9

    def quiet(self) -> ContactRatings:
        best = max(self.judges, key=lambda judge: judge.sees)
        alike = {name: getattr(best, name) for name in ("bias", "noise", "sees", "share")}
        return dataclasses.replace(self, judges=tuple(dataclasses.replace(judge, **alike) for judge in self.judges))

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        contacts, rows = firm.shared["contacts"], []
        owner = firm.people["owner"].to_numpy()[contacts["position"]]
        for judge in self.judges:
            takes_part = chance.random(len(contacts)) < judge.share
            for day in self.rated_on:
                score = judge.score(contacts["support"].to_numpy(), self.usual, SUPPORT_LOW, SUPPORT_HIGH, chance)
                more = judge.columns(len(contacts), chance)
                there = takes_part & (contacts["created_on"] < pd.Timestamp(day)).to_numpy()
                frame = pd.DataFrame(
                    {
                        "contact": contacts["contact"],
                        "support": score,
                        "rater": judge.names(owner),
                        "date": pd.Timestamp(day),
                        "by_owner": judge.who == OWNER,
                    }
                )
                rows.append(pd.concat([frame, more], axis=1)[there])
        found = pd.concat(rows, ignore_index=True)
        known = firm.frames["contacts"]
        last = found[found["by_owner"]].groupby("contact")["support"].last()  # the file keeps the salesperson's view
        firm.frames["contacts"] = known.assign(support=known["contact"].map(last))
        firm.frames["contact_ratings"] = found.drop(columns="by_owner")
        firm.truth[self.name] = {"judges": [judge.told() for judge in self.judges]}
