"""Learns weights of linking: a logistic regression drawn to what we believe beforehand."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from dragoman.linking.mention import Mention
from dragoman.linking.scoring import FEATURES, features
from dragoman.training.newton import Slopes, minimum

__all__ = ["across_prior", "fit", "logistic", "rows_of"]

_PENALTY = 1.0
#: Beliefs about events of two reports (log odds); those in `_HELD` are not learnt from shootings in one country.
_PRIOR = {
    "bias": -3.5, "same day": 0.7, "days apart": -1.5, "published apart": -1.5, "same place": 1.5, "other place": -3.0,
    "other town": -1.0, "other country": -1.5, "same actors": 0.5, "other actors": -1.5, "same recipients": 0.5,
    "other recipients": -1.0, "same number": 1.0, "other number": -0.4, "same trigger": 0.6, "same mode": 0.4,
    "other mode": -0.8, "other status": -0.5, "shared names": 0.8, "people": 1.0, "sentence": 2.5, "report": 17.0,
    "verbal": -1.0, "told days apart": -3.0, "told towns": -2.0,
}  # fmt: skip
_HELD = {
    "days apart", "other place", "other country", "same actors", "other actors", "same recipients", "other recipients",
    "report", "other town", "other number", "same trigger", "same mode", "other mode", "other status", "verbal",
    "told days apart", "told towns", "one mode",
}  # fmt: skip


def across_prior() -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Our beliefs about events of two reports by feature, and which of them are held."""
    return np.array([_PRIOR.get(name, 0.0) for name in FEATURES]), np.array([name in _HELD for name in FEATURES])


def logistic(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of log odds."""
    result: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return result


def fit(
    rows: NDArray[np.float64], labels: NDArray[np.float64], prior: NDArray[np.float64], held: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Logistic regression by Newton's method, drawn to `prior`; weights in `held` stay there.

    `rows` is `(N, F)`, `labels` `(N,)` of 0 and 1; returns `(F,)`.
    """
    weights = prior.copy()
    free, offset = rows[:, ~held], rows[:, held] @ prior[held]
    believed = prior[~held]

    def slopes(learnt: NDArray[np.float64]) -> Slopes:
        p = logistic(free @ learnt + offset)
        gradient = free.T @ (p - labels) + _PENALTY * (learnt - believed)
        return gradient, (free * (p * (1 - p))[:, None]).T @ free + _PENALTY * np.eye(len(learnt))

    weights[~held] = minimum(believed, slopes)
    return weights


def rows_of(pairs: Iterable[tuple[Mention, Mention]]) -> NDArray[np.float64]:
    """The features of some pairs, `(N, F)`, in the order of `FEATURES`."""
    found = [features(a, b) for a, b in pairs]
    return np.array([[row.get(name, 0.0) for name in FEATURES] for row in found]).reshape(-1, len(FEATURES))
