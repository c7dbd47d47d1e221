"""Writes `resolving/knowledge/name_parts.csv`: in which countries parts of persons' names occur.

    python -m dragoman.training.name_parts corpus

The names are those of the train part's invented persons, whose names are usual where they come from.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dragoman.resolving import knowledge
from dragoman.resolving.actors import SUPRANATIONAL, read_mention
from dragoman.resolving.knowledge import Knowledge, load_knowledge
from dragoman.resolving.name_origins import name_parts, placed_parts
from dragoman.training.corpus import AnnotatedReport, load_corpus
from dragoman.training.split import split_of

__all__ = ["TABLE", "main", "persons"]

TABLE = Path(knowledge.__file__).parent / "name_parts.csv"
_PART = re.compile(r"[a-z']+")
_SMALL = re.compile(r"(?<=[a-z,] )[a-z]{3,}")
#: Written small in running text this often, a word makes the name of a body rather than of a person.
_COMMON = 3
#: Papers and bodies that bear such words are no persons, and these words are no names.
_NO_PERSON = frozenset(
    "and for in of on the to agency bank board council daily front gazette group herald journal league mail mirror "
    "movement news observer party post radio star sun telegraph times tribune union voice".split()
)
_PARTICLES = frozenset("al bin ben del der den des dos van von las los".split())


def persons(reports: Sequence[AnnotatedReport], tables: Knowledge) -> Iterator[tuple[str, str]]:
    """Name and country of every person whom the annotations name in full, once a report."""
    small = Counter(w for r in reports for w in _SMALL.findall(r.report.text))
    common = {w for w, n in small.items() if n > _COMMON} - _PARTICLES | _NO_PERSON
    for annotated in reports:
        named = {
            (p.name, p.country)
            for e in annotated.events for p in (*e.actors, *e.recipients, *e.said_by)
            if p.name and p.country and p.country not in SUPRANATIONAL and 2 <= len(p.name.split()) <= 4
        }  # fmt: skip
        for name, country in sorted(named):
            parts = name_parts(name)
            if parts and all(_PART.fullmatch(p) and p not in common for p in parts) and not _known(name, tables):
                yield name, country


def _known(name: str, tables: Knowledge) -> bool:
    """Whether the tables take the name for that of a state, a body or an office."""
    return any(r.country or r.noun for r in read_mention(name, tables, None))


def _counts(people: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Counter[str]]:
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for name, country in people:
        for part, last in placed_parts(name):
            counts[part, "last" if last else "first"][country] += 1
    return counts


def main(argv: Sequence[str] | None = None) -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    reports = [r for r in load_corpus(parser.parse_args(argv).corpus) if split_of(r.report.id) == "train"]
    counts = _counts(persons(reports, load_knowledge()))
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(("part", "place", "countries"))
        for (part, place), countries in sorted(counts.items()):
            table.writerow((part, place, "|".join(f"{c}:{n}" for c, n in sorted(countries.items()))))


if __name__ == "__main__":
    main()
