"""Newton's method for the small convex fits of this package: a handful of weights, gradient and curvature at hand."""

from __future__ import annotations

import logging
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

__all__ = ["Slopes", "minimum"]

_log = logging.getLogger(__name__)
_ROUNDS = 1_000
#: A whole step from far away may overshoot and never come back: no weight moves farther in one.
_STRIDE = 0.5
_STILL = 1e-8

#: Gradient and curvature.
Slopes = tuple[NDArray[np.float64], NDArray[np.float64]]


def minimum(start: NDArray[np.float64], slopes: Callable[[NDArray[np.float64]], Slopes]) -> NDArray[np.float64]:
    """The weights `(F,)` at which a convex loss is least.

    `slopes` gives its gradient `(F,)` and its curvature `(F, F)`, positive definite, at some weights.
    """
    weights, longest = start.copy(), 0.0
    for _ in range(_ROUNDS):
        gradient, curvature = slopes(weights)
        step = np.linalg.solve(curvature, gradient)
        longest = float(np.abs(step).max(initial=0.0))
        weights = weights - step * min(1.0, _STRIDE / max(longest, _STILL))
        if longest < _STILL:
            return weights
    _log.warning("not at the minimum after %d rounds; the last step was %.3g", _ROUNDS, longest)
    return weights
