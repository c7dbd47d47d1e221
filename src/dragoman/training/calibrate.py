"""How far confidences can be believed: fitting them, measuring them, and what a threshold on them costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.coding.calibration import Calibration, logit
from dragoman.event import Event
from dragoman.training.corpus import AnnotatedReport
from dragoman.training.evaluate import match
from dragoman.training.newton import Slopes, minimum

__all__ = ["Bin", "Point", "bins", "calibration_error", "fit", "judged", "tradeoff"]

_RIDGE = 1e-3


@dataclass(frozen=True, slots=True)
class Bin:
    """Events of about one confidence: how many, their mean confidence, the share that is right."""

    events: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Point:
    """What is left when events below `least` confidence are dropped."""

    least: float
    precision: float
    recall: float


def judged(reports: Sequence[AnnotatedReport], coded: Sequence[Sequence[Event]]) -> list[tuple[float, bool]]:
    """Confidence of each coded event, and whether an annotated one of its type stands in its sentence."""
    result = []
    for annotated, found in zip(reports, coded, strict=True):
        right = {id(pair.found) for pair in match(annotated.events, found, annotated.report.text)}
        result += [(event.confidence, id(event) in right) for event in found]
    return result


def fit(scores: Sequence[tuple[float, bool]]) -> Calibration:
    """Platt scaling by Newton's method; targets are drawn in a little, as Platt does, against overfitting.

    Without events of both kinds there is nothing to fit, and scores stay as they are.
    """
    good = sum(right for _, right in scores)
    if not 0 < good < len(scores):
        return Calibration()
    x = np.array([[logit(s), 1.0] for s, _ in scores])
    high, low = (good + 1) / (good + 2), 1 / (len(scores) - good + 2)
    y = np.array([high if right else low for _, right in scores])

    def slopes(weights: NDArray[np.float64]) -> Slopes:
        p = (1 + np.tanh(x @ weights / 2)) / 2
        return x.T @ (p - y) + _RIDGE * weights, (x * (p * (1 - p))[:, None]).T @ x + _RIDGE * np.eye(2)

    weights = minimum(np.zeros(2), slopes)
    return Calibration(round(float(weights[0]), 4), round(float(weights[1]), 4))


def bins(scores: Sequence[tuple[float, bool]], count: int = 10) -> list[Bin]:
    """Events sorted by confidence and cut into bins of about the same size."""
    ordered = sorted(scores)
    parts = [ordered[len(ordered) * i // count : len(ordered) * (i + 1) // count] for i in range(count)]
    return [
        Bin(len(part), sum(s for s, _ in part) / len(part), sum(right for _, right in part) / len(part))
        for part in parts
        if part
    ]


def calibration_error(scores: Sequence[tuple[float, bool]], count: int = 10) -> float:
    """Expected calibration error: mean distance of confidence and share of right events over bins, by size."""
    total = max(1, len(scores))
    return sum(b.events * abs(b.confidence - b.right) for b in bins(scores, count)) / total


def tradeoff(scores: Sequence[tuple[float, bool]], wanted: int, levels: Sequence[float]) -> list[Point]:
    """Precision and recall at each least confidence; `wanted` is the number of annotated events."""
    points = []
    for least in levels:
        kept = [right for confidence, right in scores if confidence >= least]
        points.append(Point(least, sum(kept) / len(kept) if kept else 1.0, sum(kept) / wanted if wanted else 1.0))
    return points
