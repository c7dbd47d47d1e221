import pytest

from dragoman.coding.calibration import Calibration


def test_without_a_fit_scores_stay_as_they_are():
    assert Calibration()(0.73) == pytest.approx(0.73)


def test_scores_keep_their_order():
    bent = Calibration(0.6, -0.4)
    values = [bent(s / 100) for s in range(101)]
    assert values == sorted(values)
    assert len(set(values)) > 95


def test_a_gentle_slope_draws_certainty_in():
    assert Calibration(0.5)(0.99) < 0.95
    assert Calibration(0.5)(0.01) > 0.05


def test_no_score_is_beyond_the_scale():
    assert 0 < Calibration(3.0, 1.0)(0.0) < 1
    assert 0 < Calibration(3.0, 1.0)(1.0) <= 1
