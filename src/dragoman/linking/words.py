"""What a text is about, as weighted words: rare ones weigh more.

Rarity comes from a fixed table (`frequencies.csv`: in how many reports of our corpus a word stands), not from
the store, so that what two texts have in common never depends on what was added before.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources

from dragoman.reading.clean import clean

__all__ = ["cosine", "stem", "weighted_words", "words_of"]

_WORD = re.compile(r"[^\W\d_][^\W_]+|\d[\d.,]*\d|\d")
#: Years and padded numbers of dates; every report of a day shares them.
_OF_DATES = re.compile(r"(?:19|20)\d\d|0\d")
_ENDINGS = ("ings", "ing", "edly", "ed", "ers", "er", "ies", "es", "s", "ly")
_SHORTEST = 4
#: The heaviest words of a text tell it; more add cost alone.
_KEPT = 100


@cache
def _table() -> tuple[int, dict[str, int]]:
    with (resources.files("dragoman.linking") / "frequencies.csv").open(encoding="utf-8") as stream:
        rows = {row["word"]: int(row["reports"]) for row in csv.DictReader(stream)}
    return rows.pop("*"), rows


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its inflection, roughly: "shootings", "shooting" and "shoots" are one."""
    lower = word.lower()
    for ending in _ENDINGS:
        if lower.endswith(ending) and len(lower) - len(ending) >= _SHORTEST:
            return lower[: -len(ending)]
    return lower


def words_of(text: str) -> list[str]:
    """Stems of a text's words and its numbers, those of dates left out, in order."""
    return [stem(w) for w in _WORD.findall(clean(text)) if not _OF_DATES.fullmatch(w)]


def weighted_words(texts: Iterable[str]) -> dict[str, float]:
    """Words with weights `(1 + log count) * log(reports / reports with it)`, scaled to length 1."""
    total, table = _table()
    counts = Counter(w for text in texts for w in words_of(text))
    weights = {w: (1 + math.log(n)) * math.log((total + 1) / (table.get(w, 0) + 1)) for w, n in counts.items()}
    heaviest = dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_KEPT])
    length = math.sqrt(sum(v * v for v in heaviest.values()))
    return {w: v / length for w, v in heaviest.items()} if length else {}


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Cosine of two vectors of length 1, 0 to 1."""
    return sum([a[w] * b[w] for w in a.keys() & b.keys()])
