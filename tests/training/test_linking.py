import numpy as np
import pytest

from dragoman.training.linking import b_cubed_and_pairs, fit

GOLD = {"a": "1", "b": "1", "c": "1", "d": "2", "e": "2"}


def test_a_perfect_partition_agrees_fully():
    found = b_cubed_and_pairs([["a", "b", "c"], ["d", "e"]], GOLD, sorted(GOLD))
    assert found.b_cubed == found.pairs == (1, 1, 1)


def test_a_wrong_merge_costs_precision_alone():
    found = b_cubed_and_pairs([list("abcde")], GOLD, sorted(GOLD))
    assert found.b_cubed[:2] == pytest.approx(((3 * 3 / 5 + 2 * 2 / 5) / 5, 1))
    assert found.pairs[:2] == (0.4, 1)


def test_only_scored_items_count():
    found = b_cubed_and_pairs([["a", "b"], ["c"], ["d", "e"]], GOLD, ["d", "e"])
    assert found.b_cubed == (1, 1, 1)


def test_held_weights_stay_where_they_were_set():
    rows = np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 1.0]] * 20)
    labels = np.array([1.0, 0.0] * 20)
    weights = fit(rows, labels, np.array([0.0, 0.0, 0.25]), np.array([False, False, True]))
    assert weights[2] == 0.25
    assert weights[1] > 1
    assert weights[0] < 0
