"""Newton's method with short steps."""

from __future__ import annotations

import logging

import numpy as np
import pytest
from numpy.typing import NDArray

from dragoman.training.newton import Slopes, minimum


@pytest.mark.parametrize("start", [[0.0, 0.0], [40.0, -90.0]], ids=["near", "far"])
def test_the_lowest_point_of_a_bowl_is_found(start: list[float]) -> None:
    curvature = np.array([[2.0, 0.3], [0.3, 1.0]])
    lowest = np.array([3.0, -1.5])

    def slopes(weights: NDArray[np.float64]) -> Slopes:
        return curvature @ (weights - lowest), curvature

    assert minimum(np.array(start), slopes) == pytest.approx(lowest)


def test_without_weights_there_is_nothing_to_find() -> None:
    assert minimum(np.zeros(0), lambda weights: (weights, np.zeros((0, 0)))).shape == (0,)


def test_a_slope_without_end_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="dragoman"):
        minimum(np.zeros(1), lambda _: (np.array([-1.0]), np.array([[1.0]])))
    assert "not at the minimum" in caplog.text
