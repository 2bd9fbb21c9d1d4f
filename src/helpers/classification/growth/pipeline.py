"""The model itself: a scikit-learn pipeline, chosen and calibrated on a later day than it was fitted on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: Strength of the linear candidates (inverse of the penalty), the plainest first.
STRENGTHS = (0.003, 0.03, 0.3)
#: Fewest growers on a day to fit or to test on.
FEWEST = 15


@dataclass(frozen=True)
class Fitted:
    """A fitted model.

    Attributes
    ----------
    kind
        ``linear`` or ``boosted``.
    columns
        Measures it looks at, in order.
    slope, offset
        Calibration on the log-odds scale; one and zero where no later day was left to calibrate on.
    calibrated
        Whether there was one.
    """

    kind: str
    columns: tuple[str, ...]
    estimator: object
    slope: float
    offset: float
    calibrated: bool

    def log_odds(self, x) -> np.ndarray:
        """Calibrated log-odds of growing, a row each."""
        from threadpoolctl import threadpool_limits

        if not len(x):
            return np.zeros(0)
        with threadpool_limits(1):
            raw = self.estimator.decision_function(np.asarray(x, dtype="float64"))
        return self.slope * raw + self.offset

    def chance(self, x) -> np.ndarray:
        """Calibrated chance of growing."""
        return 1 / (1 + np.exp(-self.log_odds(x)))


def candidates(seed: int) -> list[tuple[str, object]]:
    """Kinds of model tried, plainest first."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import StandardScaler

    linear = [
        ("linear", Pipeline([("scale", StandardScaler()), ("line", LogisticRegression(C=c, max_iter=500))]))
        for c in STRENGTHS
    ]
    boosted = HistGradientBoostingClassifier(
        max_iter=60, learning_rate=0.06, max_leaf_nodes=6, min_samples_leaf=30, l2_regularization=5.0,
        early_stopping=False, random_state=seed,
    )  # fmt: skip
    return [*linear, ("boosted", boosted)]


def fit(days: list[tuple[np.ndarray, np.ndarray]], columns: tuple[str, ...], seed: int) -> Fitted:
    """The model from measures and outcomes of several days, oldest first.

    With two days or more, each candidate is fitted on all but the last and judged on the last by log loss (a later one
    of the list must be better by a thousandth); the same last day gives the calibration; then the chosen kind is fitted
    on all. With one day the middle linear one is taken as it is.

    Notes
    -----
    Logistic regression with ridge penalty: le Cessie, S., van Houwelingen, J. C. (1992), "Ridge estimators in logistic
    regression", Applied Statistics 41(1), 191–201. Boosted trees: Friedman, J. H. (2001), "Greedy function
    approximation", The Annals of Statistics 29(5), 1189–1232. Calibration: Platt, J. (1999), "Probabilistic outputs for
    support vector machines", with the smoothed targets he gives; a line keeps the order of the scores and needs fewer
    cases than isotonic regression (Niculescu-Mizil, A., Caruana, R. (2005), "Predicting good probabilities with
    supervised learning", ICML). A slope below zero is set to zero: then everybody has the base rate.
    """
    from sklearn.base import clone
    from sklearn.metrics import log_loss
    from threadpoolctl import threadpool_limits

    tried = candidates(seed)
    with threadpool_limits(1):
        if len(days) == 1:
            kind, model = tried[1]
            return Fitted(kind, columns, clone(model).fit(*days[0]), 1.0, 0.0, False)
        before = tuple(np.concatenate(parts) for parts in zip(*days[:-1], strict=True))
        x, y = days[-1]
        best, least = None, np.inf
        for kind, model in tried:
            made = clone(model).fit(*before)
            slope, offset = platt(made.decision_function(x), y)
            loss = log_loss(y, 1 / (1 + np.exp(-(slope * made.decision_function(x) + offset))), labels=[False, True])
            if loss < least - 0.001:
                best, least = (kind, model, slope, offset), loss
        kind, model, slope, offset = best
        whole = tuple(np.concatenate(parts) for parts in zip(*days, strict=True))
        return Fitted(kind, columns, clone(model).fit(*whole), slope, offset, True)


def platt(raw: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Slope (not below zero) and offset that turn scores into log-odds."""
    from scipy.optimize import minimize

    hits, misses = float(y.sum()), float((~y).sum())
    target = np.where(y, (hits + 1) / (hits + 2), 1 / (misses + 2))
    middle, width = float(raw.mean()), max(float(raw.std()), 1e-9)
    z = (raw - middle) / width

    def loss(line: np.ndarray) -> tuple[float, np.ndarray]:
        told = line[0] * z + line[1]
        gap = 1 / (1 + np.exp(-told)) - target
        return float((np.logaddexp(0, told) - target * told).mean()), np.array([(gap * z).mean(), gap.mean()])

    found = minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B", bounds=[(0, None), (None, None)]).x
    return float(found[0] / width), float(found[1] - found[0] * middle / width)
