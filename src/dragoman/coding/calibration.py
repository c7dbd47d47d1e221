"""From the network's scores to confidences that mean what they say.

A network that is trained to be certain is too certain. Platt scaling (Platt 1999) bends its scores by two
numbers, which training fits on the dev part and the model card keeps, so that of the events with a
confidence near .8 about eight in ten are right.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Calibration"]

_EDGE = 1e-4


@dataclass(frozen=True, slots=True)
class Calibration:
    """`slope` and `offset` on the logit of a score; the defaults leave scores as they are."""

    slope: float = 1.0
    offset: float = 0.0

    def __call__(self, score: float) -> float:
        """The chance that an event with this score is right: of this type, in this sentence."""
        return 0.5 * (1.0 + math.tanh(0.5 * (self.slope * logit(score) + self.offset)))


def logit(score: float) -> float:
    """Log odds of a score, finite at 0 and 1 too."""
    held = min(max(score, _EDGE), 1.0 - _EDGE)
    return math.log(held / (1.0 - held))
