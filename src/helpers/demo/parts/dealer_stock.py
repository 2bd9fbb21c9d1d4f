"""What dealers sell on and what they have in store, as they report it: sell-in less sell-out is the change of stock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from helpers.demo import pricing
from helpers.demo.firm import Firm
from helpers.demo.part import Part
from helpers.demo.parts.crop_season import CropSeason, region_numbers
from helpers.demo.parts.dark_horses import HELD, DarkHorses

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class DealerStock(Part):
    """Dealers of some sizes report each month's sales and each quarter's stock.

    What a dealer bought on an ordinary order is sold on in the same or a later month, by how long goods
    usually wait and how much the fields take then. What was pushed into the store stays in it. A count lists
    what is there; a product that is not listed is out of stock.

    Attributes
    ----------
    since
        First month that is reported. Stock counts what was bought since the period began.
    sizes
        Dealers of these sizes report.
    wait
        Relative chance that goods are sold on in the month they came, one month later, two …
    margin, margin_spread
        Dealers sell at list price times 1 + margin; standard deviation of the margin between dealers.
    months
        Months at whose end stock is counted.
    """

    name: ClassVar[str] = "dealer_stock"

    since: str
    sizes: tuple[str, ...]
    wait: tuple[float, ...]
    margin: float
    margin_spread: float
    months: tuple[int, ...] = (3, 6, 9, 12)

    def tables(self, firm: Firm, chance: np.random.Generator) -> None:
        market, people = firm.market, firm.people
        margin = 1 + self.margin + self.margin_spread * chance.standard_normal(len(people))
        reports = (people["channel"] == "dealer") & people["size"].isin(self.sizes)
        ends = pd.date_range(market.start, market.end, freq="ME")
        told = ends >= pd.Timestamp(self.since)
        moved, kept = movements(firm, reports.to_numpy())
        keys = kept.index.to_frame(index=False)
        pace = self._pace(firm, keys, ends)
        kept = held_over(firm, kept)
        pack = np.array([product.pack for product in market.products])[keys["product"]]
        sold = sold_on(kept.to_numpy(), pace, self.wait, pack)
        stock = (moved.to_numpy() - sold).cumsum(axis=1)
        last = np.minimum((ends - pd.Timestamp(market.start)).days.to_numpy(), market.days - 1)
        firm.frames["sell_out"] = self._sell_out(firm, keys, sold, ends, told, last, margin)
        counted = told & np.isin(ends.month, self.months)
        firm.frames["dealer_stock"] = _rows(firm, keys, stock, ends, counted, seen=stock > 0)

    def _pace(self, firm: Firm, keys: pd.DataFrame, ends: pd.DatetimeIndex) -> np.ndarray:
        """What the fields take, by series and month of the period and as many months after it as goods wait."""
        crops = firm.market.part(CropSeason.name)
        months = (ends.month.to_numpy()[0] - 1 + np.arange(len(ends) + len(self.wait))) % MONTHS_A_YEAR
        if crops is None:
            return np.ones((len(keys), len(months)))
        line = np.array([firm.market.lines.index(p.line) for p in firm.market.products])[keys["product"]]
        where = region_numbers(firm.market, firm.people)[keys["position"]]
        return crops.needed(firm.market)[where, line][:, months]

    def _sell_out(self, firm, keys, sold, ends, told, last, margin) -> pd.DataFrame:
        frame = _rows(firm, keys, sold, ends, told, seen=sold > 0)
        goods = pricing.catalogue(firm.market)
        row, month = np.nonzero((sold > 0) & told)
        product = keys["product"].to_numpy()[row]
        price = pricing.list_price(
            firm.market, goods["price"].to_numpy()[product], goods["line"].to_numpy()[product], last[month]
        )
        price = np.rint(price * margin[keys["position"].to_numpy()[row]]).astype("int64")
        return frame.assign(amount=frame["quantity"].to_numpy() * price)


def movements(firm: Firm, reports: np.ndarray) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Units by dealer and product (rows) and month of the period (columns).

    Returns
    -------
    moved
        What came in less what went back, in the month it did.
    kept
        What was bought on ordinary orders and not sent back, in the month it was bought.
    """
    lines = firm.lines[reports[firm.lines["position"]]]
    month = (
        (firm.calendar["date"].dt.year - firm.market.start.year) * MONTHS_A_YEAR + firm.calendar["date"].dt.month - 1
    ).to_numpy()
    month = month - month[0]
    bought = month[firm.documents["day"].to_numpy()[lines["document"]]]
    keys = [lines["position"], lines["product"]]
    ordinary = np.where(firm.documents["pushed"].to_numpy()[lines["document"]], 0, lines["quantity"])

    def table(quantity, when) -> pd.DataFrame:
        sums = (
            pd.Series(np.asarray(quantity), index=lines.index)
            .groupby([*keys, pd.Series(when, index=lines.index)])
            .sum()
        )
        return sums.unstack(fill_value=0).reindex(columns=range(month[-1] + 1), fill_value=0)

    return table(lines["quantity"], month[lines["day"].to_numpy()]), table(ordinary, bought)


def held_over(firm: Firm, kept: pd.DataFrame) -> pd.DataFrame:
    """What is to be sold on by the month from which it is for sale: dark horses keep a part of a year for the next."""
    horses = firm.market.part(DarkHorses.name)
    if not isinstance(horses, DarkHorses):
        return kept
    share = firm.people[HELD].to_numpy()[kept.index.get_level_values("position")][:, None]
    on = pd.Timestamp(horses.on)
    first = (on.year - firm.market.start.year) * MONTHS_A_YEAR + on.month - firm.market.start.month
    later = kept.to_numpy() * share
    later[:, : first - MONTHS_A_YEAR], later[:, first:] = 0, 0
    return kept - later + np.roll(later, MONTHS_A_YEAR, axis=1)


def sold_on(kept: np.ndarray, pace: np.ndarray, wait: tuple[float, ...], pack: np.ndarray) -> np.ndarray:
    """Units sold on by month, in whole packs; never more than had been bought by then.

    Parameters
    ----------
    kept
        Units bought and kept, series by month.
    pace
        Relative demand in each month, with ``len(wait)`` further months.
    wait
        Relative chance to be sold on so many months after the purchase (the first: the same month).
    pack
        Units of a pack, by series.
    """
    count = kept.shape[1]
    weights = np.stack([share * pace[:, lag : lag + count] for lag, share in enumerate(wait)])
    total = weights.sum(axis=0)
    usual = np.array(wait)[:, None, None] / np.sum(wait)
    weights = np.where(total > 0, weights / np.where(total > 0, total, 1), usual)
    expected = np.zeros(kept.shape)
    for lag, weight in enumerate(weights):
        expected[:, lag:] += (kept * weight)[:, : count - lag]
    whole = np.floor(expected.cumsum(axis=1) / pack[:, None] + 1e-9) * pack[:, None]
    return np.diff(whole, axis=1, prepend=0).astype("int64")


def _rows(
    firm: Firm, keys: pd.DataFrame, values: np.ndarray, ends: pd.DatetimeIndex, told: np.ndarray, seen: np.ndarray
) -> pd.DataFrame:
    """Long form of a table of series by month: the months told, where something is seen."""
    row, month = np.nonzero(seen & told)
    codes = np.array([product.code for product in firm.market.products], dtype=object)
    return pd.DataFrame(
        {
            "customer": firm.codes(keys["position"].to_numpy()[row]),
            "date": ends[month],
            "product": codes[keys["product"].to_numpy()[row]],
            "quantity": values[row, month],
        }
    )
