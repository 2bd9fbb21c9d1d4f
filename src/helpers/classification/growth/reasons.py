"""Why the model names an account: what each measure adds to its chance, in words."""

from __future__ import annotations

import numpy as np

from helpers.classification.growth.terms import HIGHER, LOWER
from helpers.language import Message, msg

#: Orders of the measures drawn for a model that is not linear.
ORDERS = 60
#: A measure is told when it adds at least this to the log-odds.
LEAST = 0.05


def contributions(model, x: np.ndarray, *, seed: int = 20250101) -> np.ndarray:
    """What each measure adds to the log-odds of each row, against the middle account (all measures zero).

    Returns
    -------
    ndarray
        Rows × measures; a row adds up to its log-odds less those of the middle account.

    Notes
    -----
    Shapley values by drawn orders: Štrumbelj, E., Kononenko, I. (2014), "Explaining prediction models and individual
    predictions with feature contributions", Knowledge and Information Systems 41, 647–665; each order is also taken
    backwards. For a linear model they are coefficient × value exactly, and one order is enough.
    """
    rows, columns = x.shape
    chance = np.random.default_rng(seed)
    found, times = np.zeros(x.shape), 1 if model.kind == "linear" else ORDERS // 2
    for _ in range(times):
        order = chance.permutation(columns)
        for way in (order, order[::-1]):
            steps = np.zeros((columns + 1, rows, columns))
            for place, column in enumerate(way):
                steps[place + 1] = steps[place]
                steps[place + 1, :, column] = x[:, column]
            told = model.log_odds(steps.reshape(-1, columns)).reshape(columns + 1, rows)
            found[:, way] += np.diff(told, axis=0).T
    return found / (2 * times)


def reason(columns: tuple[str, ...], values: np.ndarray, added: np.ndarray) -> Message:
    """The three measures that raise the chance most, and the one that lowers it most where it matters."""
    said = []
    for place in np.lexsort((np.array(columns), -added))[:3]:
        if added[place] >= LEAST:
            said.append((HIGHER if values[place] >= 0 else LOWER)[columns[place]])
    if not said:
        return msg("Nothing stands out.")
    text = said[0]
    for more in said[1:]:
        text = msg("{one}, {more}", one=text, more=more)
    worst = int(np.argmin(added))
    if added[worst] <= -4 * LEAST:
        against = (HIGHER if values[worst] >= 0 else LOWER)[columns[worst]]
        return msg("{signs}; against it: {against}.", signs=text, against=against)
    return msg("{signs}.", signs=text)
