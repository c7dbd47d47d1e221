import random
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.coding.calibration import Calibration
from dragoman.training.calibrate import bins, calibration_error, fit, judged, tradeoff
from dragoman.training.corpus import load_report
from tests.events import event
from tests.training.reports import write


def _overconfident(count: int = 4000) -> list[tuple[float, bool]]:
    """Scores whose events are right less often than they say: half-way between the score and one half."""
    chance = random.Random(5)
    scores = [chance.uniform(0.5, 0.99) for _ in range(count)]
    return [(s, chance.random() < (s + 0.5) / 2) for s in scores]


def test_fitting_halves_the_error_of_a_coder_that_is_too_sure():
    scores = _overconfident()
    fitted = fit(scores)
    assert calibration_error(scores) > 0.1
    assert calibration_error([(fitted(s), right) for s, right in scores]) < 0.05


def test_scores_far_from_the_middle_are_fitted_too():
    chance = random.Random(6)
    scores = [(0.9 + chance.random() / 10, chance.random() < 0.7) for _ in range(900)]
    scores += [(0.97, True)] * 300 + [(0.75, False)] * 30
    fitted = fit(scores)
    assert 0 < fitted.slope < 5
    assert calibration_error([(fitted(s), right) for s, right in scores]) < 0.6 * calibration_error(scores)


def test_nothing_is_fitted_where_all_is_right():
    assert fit([(0.9, True), (0.7, True)]) == Calibration()
    assert fit([]) == Calibration()


def test_a_coder_that_says_what_it_knows_has_no_error():
    assert calibration_error([(0.75, True)] * 75 + [(0.75, False)] * 25, 1) == pytest.approx(0)


def test_bins_hold_all_events_in_order():
    found = bins([(s / 100, s % 2 == 0) for s in range(95)], 10)
    assert sum(b.events for b in found) == 95
    assert [b.confidence for b in found] == sorted(b.confidence for b in found)


def test_a_higher_least_confidence_trades_recall_for_precision():
    scores = [(0.9, True), (0.8, True), (0.6, False), (0.5, True)]
    low, high = tradeoff(scores, 5, (0.0, 0.7))
    assert (low.precision, low.recall) == (0.75, 0.6)
    assert (high.precision, high.recall) == (1.0, 0.4)


def test_an_event_is_judged_by_its_type_and_sentence(tmp_path: Path):
    annotated = load_report(write(tmp_path))
    arrest, accusation, _ = annotated.events
    right = event(event=arrest.event, trigger=arrest.trigger, confidence=0.8)
    wrong = event(event="ASSAULT", trigger=accusation.trigger, confidence=0.6)
    assert judged([annotated], [[right, wrong]]) == [(0.8, True), (0.6, False)]
    assert judged([annotated], [[right, replace(right)]]) == [(0.8, True), (0.8, False)]
