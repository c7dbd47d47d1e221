"""A person as a report knows him."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dragoman.resolving.words import fold

__all__ = ["Person", "merged"]

_PART = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whom the report introduces at offset `at`, with the words that introduce him.

    `told` says whether these name his country; otherwise it is that of which the report speaks there.
    """

    name: str
    country: str | None
    sectors: tuple[str, ...]
    office: str
    at: int
    why: str
    told: bool = True

    @property
    def surname(self) -> str:
        """Last capitalised part of the name ("Yong" of Ri Yong-ho, "Assad" of al-Assad), folded, in lower case."""
        parts = _PART.split(self.name)
        return fold(next((p for p in reversed(parts) if p[:1].isupper()), parts[-1])).lower()


def merged(found: Iterable[Person]) -> list[Person]:
    """One entry a surname: the first whose country is told, else that has one, under the longest name."""
    by_surname: dict[str, Person] = {}
    for person in sorted(found, key=lambda p: p.at):
        known = by_surname.get(person.surname)
        if known is None:
            by_surname[person.surname] = person
            continue
        best = person if (person.told, person.country is not None) > (known.told, known.country is not None) else known
        serving = next((p for p in (best, known, person) if p.office), best)
        by_surname[person.surname] = replace(
            best,
            name=max(known.name, person.name, key=len),
            office=serving.office,
            sectors=serving.sectors or best.sectors or person.sectors,
            at=min(known.at, person.at),
        )
    return list(by_surname.values())
