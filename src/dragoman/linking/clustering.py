"""Groups of linked events: average linkage, which resists chaining.

The result depends on the set of events and links alone, not on the order in which they came.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

__all__ = ["THRESHOLD", "cluster", "components"]

#: Two groups are one when their events, pair by pair, are one happening with this probability on average.
THRESHOLD = 0.5


def components(links: Mapping[tuple[str, str], float], nodes: Iterable[str]) -> list[list[str]]:
    """Connected parts of a graph, each sorted, in the order of their first nodes."""
    parent = {node: node for node in nodes}

    def root(node: str) -> str:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in links:
        parent[root(a)] = root(b)
    groups: dict[str, list[str]] = {}
    for node in sorted(parent):
        groups.setdefault(root(node), []).append(node)
    return sorted(groups.values())


def cluster(
    links: Mapping[tuple[str, str], float], nodes: Iterable[str], *, threshold: float = THRESHOLD
) -> list[list[str]]:
    """Groups of nodes by average linkage; a pair without a link has probability 0.

    Each group is sorted, and so are the groups.
    """
    # Two groups whose average reaches the threshold have a link that does.
    parts = components({pair: p for pair, p in links.items() if p >= threshold}, nodes)
    part_of = {node: n for n, part in enumerate(parts) for node in part}
    inside: list[dict[tuple[str, str], float]] = [{} for _ in parts]
    for pair, p in links.items():
        if part_of[pair[0]] == part_of[pair[1]]:
            inside[part_of[pair[0]]][pair] = p
    return sorted(g for part, within in zip(parts, inside, strict=True) for g in _merge(part, within, threshold))


def _merge(part: list[str], links: Mapping[tuple[str, str], float], threshold: float) -> list[list[str]]:
    groups: dict[int, list[str]] = {n: [node] for n, node in enumerate(part)}
    number = {node: n for n, node in enumerate(part)}
    sums: dict[int, dict[int, float]] = {n: {} for n in groups}
    for (a, b), linked in links.items():
        sums[number[a]][number[b]] = sums[number[b]][number[a]] = linked
    heap = [(-p, x, y) for x, near in sums.items() for y, p in near.items() if x < y and p >= threshold]
    heapq.heapify(heap)
    while heap:
        negative, x, y = heapq.heappop(heap)
        if x not in groups or y not in groups or -negative < threshold:
            continue
        new = len(sums)
        groups[new] = sorted(groups.pop(x) + groups.pop(y))
        merged: dict[int, float] = {}
        for old in (x, y):
            for z, p in sums[old].items():
                if z in groups:
                    merged[z] = merged.get(z, 0.0) + p
        sums[new] = merged
        for z, p in merged.items():
            sums[z][new] = p
            if (mean := p / (len(groups[new]) * len(groups[z]))) >= threshold:
                heapq.heappush(heap, (-mean, z, new))
    return sorted(groups.values())
