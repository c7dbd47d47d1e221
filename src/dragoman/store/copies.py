"""Near-copies: agency texts that several papers print count as one source.

MinHash (Broder 1997) over shingles of five words. A report whose estimated Jaccard similarity with one
published within a week is at least `THRESHOLD` is its copy. Sixteen bands of four values make two texts
with Jaccard .7 meet with probability .99.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from rensa import RMinHash

from dragoman.reading.clean import clean
from dragoman.report import Report

__all__ = ["DAYS", "THRESHOLD", "Signature", "sign", "similarity"]

THRESHOLD = 0.6
#: How far apart in publication two copies of one text may be.
DAYS = 7
_SHINGLE = 5
_VALUES = 64
_ROWS = 4
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Signature:
    """The MinHash of a report: 64 values, and their 16 bands."""

    report: str
    day: date | None
    values: tuple[int, ...]
    bands: tuple[int, ...]


def sign(key: str, report: Report) -> Signature:
    """The signature of a report, whose title and markup count for nothing but words."""
    words = _WORD.findall(clean(report.text).lower())
    shingles = {" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))}
    hashed = RMinHash(num_perm=_VALUES, seed=1)
    hashed.update(sorted(shingles))
    values = np.array(hashed.digest(), dtype=np.uint32)
    bands = tuple(
        int.from_bytes(bytes([n]) + values[n * _ROWS : (n + 1) * _ROWS].tobytes(), "little") % (2**61 - 1)
        for n in range(_VALUES // _ROWS)
    )
    return Signature(key, report.date, tuple(map(int, values)), bands)


def similarity(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimated Jaccard similarity of two signatures, 0 to 1."""
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)
