"""Order lines made larger or smaller, or left out, together with the returns that belong to them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.demo.firm import Firm


def resized(firm: Firm, lines: pd.DataFrame, factor: np.ndarray, chance: np.random.Generator) -> pd.DataFrame:
    """Lines with their quantities times a factor, in whole packs; the index of those that remain is kept.

    Where the factor is below 1 both fewer lines and smaller ones remain (each by its square root); where it is 0
    none do. A sale and its returns have the same luck, so that no more comes back than was sold. No line falls
    below one pack.

    Parameters
    ----------
    lines
        All of them or some, as in ``firm.lines``.
    factor
        One number a line; equal for a sale and its returns.
    """
    lot, part = chance.random((2, len(firm.documents), len(firm.market.products)))
    document, product = lines["document"].to_numpy(), lines["product"].to_numpy()
    kept = np.minimum(np.sqrt(factor), 1.0)
    keep = lot[document, product] < kept
    pack = np.array([good.pack for good in firm.market.products])[product]
    quantity = lines["quantity"].to_numpy()
    more = factor / np.where(kept > 0, kept, 1.0)
    packs = np.maximum(np.floor(np.abs(quantity) / pack * more + part[document, product]), 1)
    return lines.assign(quantity=(np.sign(quantity) * packs * pack).astype("int64"))[keep]
