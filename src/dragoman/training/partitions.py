"""How two partitions of the same items agree: MUC, B-cubed, CEAF-e, their mean (CoNLL), and pairs.

`groups` is the partition to be measured, `gold` maps every item to its class. The reference scorer of the CoNLL
tasks is a Perl program, and no maintained Python package of it is published, so the few lines stand here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dragoman.linking.clustering import components

__all__ = ["Agreement", "Figure", "agreement", "assignment", "b_cubed_and_pairs", "f1"]

#: Precision, recall and F1.
Figure = tuple[float, float, float]
_Sets = list[set[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Precision, recall and F1 of each measure."""

    muc: Figure
    b_cubed: Figure
    ceaf_e: Figure
    pairs: Figure

    @property
    def conll(self) -> float:
        """Mean F1 of MUC, B-cubed and CEAF-e."""
        return (self.muc[2] + self.b_cubed[2] + self.ceaf_e[2]) / 3


def agreement(groups: Sequence[Sequence[str]], gold: Mapping[str, str]) -> Agreement:
    """Agreement of `groups` with `gold`; both hold the same items."""
    classes: dict[str, set[str]] = defaultdict(set)
    for item, name in gold.items():
        classes[name].add(item)
    ours, theirs = [set(g) for g in groups], list(classes.values())
    return Agreement(
        muc=_muc(ours, theirs), b_cubed=_b_cubed(ours, theirs), ceaf_e=_ceaf_e(ours, theirs), pairs=_pairs(ours, theirs)
    )


def b_cubed_and_pairs(
    groups: Sequence[Sequence[str]], gold: Mapping[str, str], scored: Sequence[str]
) -> tuple[Figure, Figure]:
    """B-cubed and pairs over the items `scored`, all other items of `gold` being there too.

    Pairwise figures count the pairs that hold at least one scored item.
    """
    of = {item: set(group) for group in groups for item in group}
    classes: dict[str, set[str]] = defaultdict(set)
    for item in of:
        classes[gold[item]].add(item)
    hits = [len(of[i] & classes[gold[i]]) for i in scored]
    precision = sum(h / len(of[i]) for h, i in zip(hits, scored, strict=True)) / len(scored)
    recall = sum(h / len(classes[gold[i]]) for h, i in zip(hits, scored, strict=True)) / len(scored)
    chosen = set(scored)
    found = {p for g in groups for p in combinations(sorted(g), 2) if not chosen.isdisjoint(p)}
    true = {p for g in classes.values() for p in combinations(sorted(g), 2) if not chosen.isdisjoint(p)}
    both = len(found & true)
    return f1(precision, recall), f1(_share(both, len(found)), _share(both, len(true)))


def f1(precision: float, recall: float) -> Figure:
    """Precision, recall and their harmonic mean."""
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _share(part: float, whole: float) -> float:
    # Nothing asserted is nothing wrong, nothing wanted is nothing missed.
    return part / whole if whole else 1.0


def _of(sets: _Sets) -> dict[str, int]:
    return {item: n for n, group in enumerate(sets) for item in group}


def _muc(ours: _Sets, theirs: _Sets) -> Figure:
    """Links: a set of n items has n - 1, of which those that the other partition cuts are missed."""

    def kept(sets: _Sets, other: _Sets) -> float:
        of = _of(other)
        links = sum(len(s) - 1 for s in sets)
        return _share(sum(len(s) - len({of[i] for i in s}) for s in sets), links)

    return f1(kept(ours, theirs), kept(theirs, ours))


def _b_cubed(ours: _Sets, theirs: _Sets) -> Figure:
    """Item by item: which share of its group is of its class, and of its class in its group."""
    mine, right = _of(ours), _of(theirs)
    common = [(len(ours[n] & theirs[right[i]]), n, right[i]) for i, n in mine.items()]
    return f1(
        _share(sum(c / len(ours[n]) for c, n, _ in common), len(common)),
        _share(sum(c / len(theirs[k]) for c, _, k in common), len(common)),
    )


def _pairs(ours: _Sets, theirs: _Sets) -> Figure:
    found, true = ({frozenset(p) for s in sets for p in combinations(s, 2)} for sets in (ours, theirs))
    both = len(found & true)
    return f1(_share(both, len(found)), _share(both, len(true)))


def _ceaf_e(ours: _Sets, theirs: _Sets) -> Figure:
    """Groups and classes matched one to one so that the sum of their Dice coefficients is greatest."""
    of = _of(theirs)
    dice = {
        (f"ours {n}", f"theirs {k}"): 2 * len(group & theirs[k]) / (len(group) + len(theirs[k]))
        for n, group in enumerate(ours)
        for k in {of[i] for i in group}
    }
    best = 0.0
    # Groups and classes that share no item need no matching, so each connected part is matched by itself.
    parts = components(dice, {name for pair in dice for name in pair})
    part_of = {name: p for p, part in enumerate(parts) for name in part}
    inside: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for pair in dice:
        inside[part_of[pair[0]]].append(pair)
    for pairs in inside.values():
        rows, columns = ({name: n for n, name in enumerate(sorted({p[side] for p in pairs}))} for side in (0, 1))
        similar = np.zeros((len(rows), len(columns)))
        for one, other in pairs:
            similar[rows[one], columns[other]] = dice[one, other]
        best += float(sum(similar[n, k] for n, k in assignment(similar)))
    return f1(_share(best, len(ours)), _share(best, len(theirs)))


def assignment(similar: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Pairs of a row and a column, each used once, with the greatest sum (Hungarian method, shortest paths)."""
    if similar.shape[0] > similar.shape[1]:
        return [(n, k) for k, n in assignment(similar.T)]
    rows, columns = similar.shape
    price_row, price = np.zeros(rows + 1), np.zeros(columns + 1)
    row_of = np.zeros(columns + 1, int)  # 0: free; rows and columns count from 1
    for row in range(1, rows + 1):
        row_of[0], at = row, 0
        least, before, done = np.full(columns + 1, np.inf), np.zeros(columns + 1, int), np.zeros(columns + 1, bool)
        while row_of[at]:
            done[at] = True
            cost = -similar[row_of[at] - 1] - price_row[row_of[at]] - price[1:]
            better = ~done[1:] & (cost < least[1:])
            least[1:][better], before[1:][better] = cost[better], at
            following = int(np.where(done, np.inf, least)[1:].argmin()) + 1
            step = least[following]
            price_row[row_of[done]] += step
            price[done] -= step
            least[~done] -= step
            at = following
        while at:
            row_of[at], at = row_of[before[at]], before[at]
    return [(int(n) - 1, k) for k, n in enumerate(row_of[1:].tolist()) if n]
