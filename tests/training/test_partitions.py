from itertools import permutations

import numpy as np
import pytest

from dragoman.training.partitions import agreement, assignment, b_cubed_and_pairs

GOLD = {"a": "1", "b": "1", "c": "1", "d": "2", "e": "2"}


def classes(*groups):
    return {item: str(n) for n, group in enumerate(groups) for item in group}


def test_a_perfect_partition_agrees_fully():
    found = agreement(["abc", "de"], GOLD)
    assert found.muc == found.b_cubed == found.ceaf_e == found.pairs == (1, 1, 1)
    assert found.conll == 1


def test_the_measures_on_an_example_worked_by_hand():
    found = agreement(["abc", "defg", "hij", "k"], classes("abd", "cefg", "hijk"))
    assert found.muc == pytest.approx((5 / 7, 5 / 8, 2 / 3))
    assert found.b_cubed[:2] == pytest.approx((0.7424, 0.6061), abs=1e-4)
    # {a, b, c} with {a, b, d}, {d, e, f, g} with {c, e, f, g}, {h, i, j} with {h, i, j, k}
    best = 2 / 3 + 3 / 4 + 6 / 7
    assert found.ceaf_e[:2] == pytest.approx((best / 4, best / 3))
    assert found.pairs[:2] == pytest.approx((7 / 12, 7 / 15))


def test_items_alone_have_no_link_to_miss():
    assert agreement(list("abc"), classes(*"abc")).muc == (1, 1, 1)
    assert agreement(list("abcde"), GOLD).muc[1] == 0


@pytest.mark.parametrize("seed", range(10))
def test_the_assignment_is_the_best_there_is(seed):
    similar = np.random.default_rng(seed).random((4, 6 - seed % 3))
    rows, columns = similar.shape
    best = max(sum(similar[n, k] for n, k in enumerate(order)) for order in permutations(range(columns), rows))
    assert sum(similar[n, k] for n, k in assignment(similar)) == pytest.approx(best)
    assert sum(similar.T[k, n] for k, n in assignment(similar.T)) == pytest.approx(best)


def test_a_wrong_merge_costs_precision_alone():
    b_cubed, pairs = b_cubed_and_pairs(["abcde"], GOLD, sorted(GOLD))
    assert b_cubed[:2] == pytest.approx(((3 * 3 / 5 + 2 * 2 / 5) / 5, 1))
    assert pairs[:2] == (0.4, 1)


def test_only_scored_items_count():
    assert b_cubed_and_pairs(["ab", "c", "de"], GOLD, ["d", "e"]) == ((1, 1, 1), (1, 1, 1))
