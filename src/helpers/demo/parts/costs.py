"""Costs of serving a customer that stand on no order line: rebates, freight, services, bill discounting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.pricing import FEN


@dataclass(frozen=True)
class Cost:
    """A kind of cost, booked at the end of each quarter as a share of the quarter's revenue.

    Attributes
    ----------
    kind
        One of the contract's.
    share, spread
        Of revenue (median), and the standard deviation of one booking's logarithm.
    customers
        Share of the customers that cause it.
    sizes, channels, regions
        Only these sizes and channels (all when empty); region → factor on the share (1 where not named).
    least
        Smaller bookings are not made, in yuan.
    """

    kind: str
    share: float
    spread: float = 0.25
    customers: float = 1.0
    sizes: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    regions: Mapping[str, float] = field(default_factory=dict)
    least: float = 50.0


@dataclass(frozen=True)
class Costs(Part):
    """The costs booked by customer, kind and quarter. ``kinds``: see :class:`Cost`."""

    name: ClassVar[str] = "costs"

    kinds: tuple[Cost, ...]

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        people, rows = firm.people, []
        quarter = firm.dates(firm.lines["day"]).to_period("Q")
        net = (firm.lines["quantity"] * firm.lines["price"]).groupby([quarter, firm.lines["position"].to_numpy()]).sum()
        net.index.names = ["quarter", "position"]
        net = net[net > 0].reset_index(name="revenue")
        position = net["position"].to_numpy()
        size, channel = (people[name].to_numpy()[position] for name in ("size", "channel"))
        for cost in self.kinds:
            causes = chance.random(len(people)) < cost.customers
            noise = np.exp(cost.spread * chance.standard_normal(len(net)))
            there = causes[position] & (np.isin(size, cost.sizes) | (not cost.sizes))
            there &= np.isin(channel, cost.channels) | (not cost.channels)
            factor = people["region"].map(dict(cost.regions)).fillna(1.0).to_numpy(float)[position]
            amount = np.rint(net["revenue"].to_numpy() * cost.share * factor * noise).astype("int64")
            there &= amount >= cost.least * FEN
            rows.append(
                pd.DataFrame(
                    {
                        "customer": firm.codes(position),
                        "date": net["quarter"].dt.end_time.dt.normalize(),
                        "kind": cost.kind,
                        "amount": amount,
                    }
                )[there]
            )
        found = pd.concat(rows, ignore_index=True)
        firm.frames[self.name] = found[found["date"] <= pd.Timestamp(firm.market.end)]
        firm.truth[self.name] = {cost.kind: cost.share for cost in self.kinds}
