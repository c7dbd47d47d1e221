"""Writes `linking/frequencies.csv`: in how many reports of the corpus each word stands.

python -m dragoman.training.frequencies corpus
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

from dragoman.linking import words
from dragoman.training.corpus import load_corpus

__all__ = ["main"]

#: Words of fewer reports are as rare as those of none.
_LEAST = 4


def main() -> None:
    """Count and write."""
    reports = load_corpus(Path(sys.argv[1]))
    counts = Counter(w for r in reports for w in set(words.words_of(r.report.text)))
    with (Path(words.__file__).parent / "frequencies.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(("word", "reports"))
        table.writerow(("*", len(reports)))
        table.writerows(sorted((w, n) for w, n in counts.items() if n >= _LEAST and len(w) > 1))


if __name__ == "__main__":
    main()
