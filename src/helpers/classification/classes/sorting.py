"""The rule of the four classes, on the sums of all accounts at once.

Tried in this order, the first that fits names the account:

1. ``none``: nothing bought (or sold on) in the window. 2. ``key``: among the accounts that together bring
``key_share`` and larger than the average one, in both halves of the window, and not at a loss. 3. ``growth``: named by
the growth model, which names anybody only where it has proved itself on the past, or at least ``growth_signals`` of the
signals of :func:`signals`, one of them movement; and not at a loss. 4. ``exit``: contribution below zero, by more than
``exit_loss`` of revenue, in the window and in the one before, with costs known for ``exit_costed`` of revenue at least.
5. ``general``: the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

NAMES = ("key", "growth", "general", "exit", "none")
KEY, GROWTH, GENERAL, EXIT, NONE = range(5)
#: Signals of growth; the first three are movement, the others room to move.
SIGNALS = ("surge", "often", "model", "wider", "room")
MOVEMENT = 3


@dataclass(frozen=True)
class Fixed:
    """What draws do not move: known of each account whatever the weights.

    Attributes
    ----------
    cost
        Costs of serving in the window, minor units. ``cost_before`` likewise in the window before.
    margin_known, margin_before_known
        Whether a contribution can be told at all.
    margin_enough
        Whether costs are known for so much of the revenue of both periods that somebody may be let go for them.
    margin_factor
        Net amount / amount with known cost: lines without cost are taken to earn what the others do.
    firm
        Growth of the firm as a whole: its last months / the same months a year earlier (NaN when unknown).
    days
        Purchase days in the last months.
    signals
        ``model``, ``wider`` and ``room`` of each account.
    judged
        Accounts judged by what they sell on. Their money is demand itself and not stock, and its reports come by the
        month, so that purchase days tell nothing: their surge counts as two signals.
    room
        Open potential of each account, minor units; ``None`` where it is not known.
    """

    cost: np.ndarray
    cost_before: np.ndarray
    margin_known: np.ndarray
    margin_before_known: np.ndarray
    margin_enough: np.ndarray
    margin_factor: np.ndarray
    firm: float
    days: np.ndarray
    signals: Mapping[str, np.ndarray]
    judged: np.ndarray
    room: np.ndarray | None = None


def worth(sums: Mapping[str, np.ndarray]) -> np.ndarray:
    """What each account brought in the window."""
    return sums["first_half"] + sums["second_half"]


def top(value: np.ndarray, share) -> np.ndarray:
    """Accounts that are needed to bring ``share`` of the value and bring more than the average buying account.

    Equal accounts are treated alike; a single buying account is chosen. The last axis runs over accounts.
    """
    money = np.clip(value, 0, None)
    total = money.sum(axis=-1, keepdims=True)
    order = np.argsort(-money, axis=-1, kind="stable")
    ordered = np.take_along_axis(money, order, axis=-1)
    upto = np.cumsum(ordered, axis=-1)
    earlier = np.concatenate([np.zeros_like(total), upto[..., :-1]], axis=-1)
    begins = np.ones(ordered.shape, bool)
    begins[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    before = np.maximum.accumulate(np.where(begins, earlier, 0.0), axis=-1)
    buying = np.maximum((ordered > 0).sum(axis=-1, keepdims=True), 1)
    whole = np.where(total > 0, total, 1.0)
    stands_out = (ordered / whole > 1 / buying) | ((buying == 1) & (ordered > 0))
    reached = (before / whole < share) & stands_out
    chosen = np.zeros(money.shape, bool)
    np.put_along_axis(chosen, order, reached, axis=-1)
    return chosen


def ranked(value: np.ndarray, left: np.ndarray, fixed: Fixed, rules: Mapping[str, float]) -> np.ndarray:
    """What accounts are ranked by for the key class: revenue, and beside it what the rules give weight to.

    A weighted sum of shares (simple additive weighting: Fishburn, P. C. (1967), "Additive utilities with incomplete
    product sets", Operations Research 15, 537–542): of revenue with weight one, of contribution (losses and unknown
    count as none) with ``weight_contribution``, of open potential with ``weight_potential``. Without weights it is
    the revenue itself. Who buys nothing is ranked nowhere.
    """
    weights = rules["weight_contribution"], rules["weight_potential"]
    if not any(weights):
        return value
    room = np.zeros(value.shape[-1]) if fixed.room is None else fixed.room
    score = _shares(value) + weights[0] * _shares(left) + weights[1] * _shares(np.broadcast_to(room, value.shape))
    return np.where(value > 0, score, 0.0)


def _shares(amounts: np.ndarray) -> np.ndarray:
    """Each amount as a share of all (below zero and unknown as none); zeros where there is nothing to share."""
    clean = np.clip(np.nan_to_num(amounts, nan=0.0), 0, None)
    total = clean.sum(axis=-1, keepdims=True)
    return clean / np.where(total > 0, total, 1.0)


def contribution(
    sums: Mapping[str, np.ndarray], fixed: Fixed, base: Mapping[str, np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """Margin less costs of serving, in the window and in the one before; NaN where no cost is known.

    Costs of serving follow the drawn revenue in proportion, as most of them (rebate, freight) do; without revenue
    they stay.
    """
    found = []
    for margin, bought, cost, known in (
        ("margin", "bought", fixed.cost, fixed.margin_known),
        ("margin_before", "bought_before", fixed.cost_before, fixed.margin_before_known),
    ):
        usual = base[bought]
        ratio = np.where(usual > 0, sums[bought] / np.where(usual > 0, usual, 1.0), 1.0)
        left = sums[margin] * fixed.margin_factor - cost * np.clip(ratio, 0, None)
        found.append(np.where(known, left, np.nan))
    return found[0], found[1]


def growth(sums: Mapping[str, np.ndarray], fixed: Fixed) -> np.ndarray:
    """Own growth / the firm's growth, in the last months against a year earlier; NaN where there is no year earlier."""
    then = sums["earlier"]
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.where(then > 0, sums["recent"] / then, np.nan)
        return own / fixed.firm


def signals(sums: Mapping[str, np.ndarray], fixed: Fixed, rules: Mapping[str, float]) -> dict[str, np.ndarray]:
    """Which signals of growth each account shows.

    ``surge``: money grew faster than the firm by ``growth_min``; ``often``: so did its purchase days against the
    year before; ``model``: the growth model names it; ``wider``: it buys a product line it did not buy before;
    ``room``: like customers buy much more.
    """
    least = 1 + rules["growth_min"]
    enough = fixed.days >= rules["growth_days"]
    then = sums["earlier_days"]
    with np.errstate(divide="ignore", invalid="ignore"):
        often = np.where(then > 0, sums["recent_days"] / then, np.nan)
        surge = growth(sums, fixed) >= least
        return {
            "surge": surge & enough & (sums["recent"] > 0),
            "often": (often >= least) & enough,
            **{name: fixed.signals[name] & (sums["recent"] > 0) for name in SIGNALS[2:]},
        }


def sort(
    sums: Mapping[str, np.ndarray], fixed: Fixed, rules: Mapping[str, float], base: Mapping[str, np.ndarray]
) -> np.ndarray:
    """Class of each account as a position in :data:`NAMES`."""
    value = worth(sums)
    now, before = contribution(sums, fixed, base)
    loss = now < 0  # unknown is no loss
    key = (
        top(ranked(value, now, fixed, rules), rules["key_share"])
        & (sums["first_half"] > 0)
        & (sums["second_half"] > 0)
        & ~loss
    )
    shown = signals(sums, fixed, rules)
    count = sum(shown[name].astype("int8") for name in SIGNALS) + (shown["surge"] & fixed.judged)
    moves = shown["surge"] | shown["often"] | shown["model"]
    named = shown["model"] | (moves & (count >= rules["growth_signals"]))
    rising = named & ~loss & (value > 0)
    # unknown is no loss here either
    out = (now < -rules["exit_loss"] * np.clip(sums["bought"], 0, None)) & fixed.margin_enough
    out &= before < -rules["exit_loss"] * np.clip(sums["bought_before"], 0, None)
    buying = value > 0
    return np.select([~buying, key, rising, out], [NONE, KEY, GROWTH, EXIT], default=GENERAL).astype("int8")
