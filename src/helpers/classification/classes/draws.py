"""How sure a class is: the share of draws, of data and of rules, in which it is the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from helpers.classification.classes import sorting
from helpers.classification.classes.sums import Ledger

#: Thresholds that draws move.
MOVED = ("key_share", "growth_min")
#: Weights held at once, so that memory stays small whatever the number of purchases.
CELLS = 1_000_000
#: Accounts × draws, at most.
MOST = 10_000_000


def shares(
    ledger: Ledger, fixed: sorting.Fixed, rules: Mapping[str, float], *, draws: int = 200, seed: int = 20250101
) -> np.ndarray:
    """Share of draws in which each account falls into each class.

    Each draw weighs every purchase by an independent standard exponential number, so that a customer's purchases
    could as well have come out so, and moves each threshold evenly within ``rule_wobble`` of itself.

    Returns
    -------
    ndarray
        Accounts × classes of :data:`helpers.classification.classes.sorting.NAMES`; rows add up to one. With 200 draws
        the standard error of a share is at most 3.5 points.

    Notes
    -----
    Bayesian bootstrap: Rubin, D. B. (1981), "The Bayesian bootstrap", The Annals of Statistics 9(1), 130–134, with
    weights not normalised: the variance of a sum is then the sum of squared purchases, as it is when purchases come
    as a Poisson process (so the number of purchases varies too, not their sizes only). Purchases are taken as
    independent of one another; a contract with call-offs is surer than it looks here. Thresholds: sensitivity as in
    Saltelli, A. et al. (2008), Global Sensitivity Analysis: The Primer, Wiley.
    """
    counts = np.zeros((ledger.accounts, len(sorting.NAMES)), dtype="int64")
    base, draws = ledger.sums(), enough(draws, ledger.accounts)
    for lots, sums in drawn(ledger, rules["rule_wobble"], draws, seed):
        found = sorting.sort(sums, fixed, {**rules, **moved(rules, lots)}, base)
        for place in range(len(sorting.NAMES)):
            counts[:, place] += (found == place).sum(axis=0)
    return counts / max(draws, 1)


def enough(draws: int, accounts: int) -> int:
    """Draws made for so many accounts: all that the rules ask for up to 50,000, then fewer, never under fifty."""
    return min(draws, max(50, MOST // max(accounts, 1)))


def drawn(
    ledger: Ledger, wobble: float, draws: int, seed: int, first_only: int | None = None
) -> Iterator[tuple[np.ndarray, dict[str, np.ndarray]]]:
    """Draws, some at a time: by how much each threshold is moved, and the sums of every account.

    ``first_only`` stops after so many of the ``draws``; they are the same as without it.
    """
    chance = np.random.default_rng(seed)
    lots = 1 + wobble * chance.uniform(-1, 1, (draws, len(MOVED)))
    at_once = max(1, min(draws, CELLS // max(ledger.rows, 1)))
    lots = lots[:first_only]
    for first in range(0, len(lots), at_once):
        some = lots[first : first + at_once]
        yield some, ledger.sums(chance.standard_exponential((len(some), ledger.rows)))


def moved(rules: Mapping[str, float], lots: np.ndarray) -> dict[str, np.ndarray]:
    """The thresholds as moved by each draw."""
    found = {name: rules[name] * lots[:, [place]] for place, name in enumerate(MOVED)}
    found["key_share"] = np.minimum(found["key_share"], 0.99)
    return found


def upheld(point: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Share of draws that bear out the class: for growth those in which the account is key already, too."""
    if not len(point):
        return np.zeros(0)
    held = share[np.arange(len(point)), point]
    return np.where(point == sorting.GROWTH, held + share[:, sorting.KEY], held)


def settled(point: np.ndarray, share: np.ndarray, sure: float) -> np.ndarray:
    """The class in the end: who is not surely growing, or not surely a loss, is general."""
    doubtful = np.isin(point, (sorting.GROWTH, sorting.EXIT)) & (upheld(point, share) < sure)
    return np.where(doubtful, sorting.GENERAL, point)
