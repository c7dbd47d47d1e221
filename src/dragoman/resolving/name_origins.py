"""Which countries a person's name speaks for: "Kerimov" hardly for Fiji, "Takashi Ono" for Japan.

`knowledge/usual_names.csv` lists names that are usual in a country, `name_parts.csv` counts parts of names in the
corpus; office holders of the tables are counted in. A name is judged by its parts and their beginnings, endings and
runs of three letters, each with the ratio of its share among a country's names to that among all (naive Bayes).
Countries with few names borrow from those whose names are like theirs, as Bolivia from Peru. It is a hint among others
(`contexts.CLUES`), never a proof: names travel.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from dragoman.resolving.actors import SUPRANATIONAL
from dragoman.resolving.knowledge.loader import load_knowledge, read_table
from dragoman.resolving.words import fold

__all__ = ["NameOrigins", "given_names", "load_name_origins", "name_parts", "placed_parts"]

#: Part of a name, whether it stands last, and how many names of which country have it.
_Row = tuple[str, bool, dict[str, int]]
#: A trait of fewer names tells nothing.
_LEAST = 3
#: As many names as a country's own count those that it borrows from like countries, and from all.
_BORROWED, _COMMON = 10.0, 5.0
#: Words beside a name that are no part of it; "Jr." and the like count as titles, too.
_TITLES = frozenset(
    "mr mrs ms miss dr prof sir dame lord lady rev fr sr jr the gen col lt maj capt sgt sheikh imam mullah hajj haji "
    "sen rep gov hon bishop father sister general colonel major captain lieutenant sergeant".split()
)
#: Names that are looked up again and again in one report.
_KEPT = 4096
#: A name speaks no louder than this, in either direction.
_MOST = 8.0
#: The traits of a name hang together, so that each counts in part.
_SHARE = 0.2


def name_parts(name: str) -> list[str]:
    """The parts of a name without titles, folded, in lower case: "Dr. Nguyễn Thị-Hoa" has nguyen, thi and hoa."""
    parts = fold(name).lower().replace("’", "'").replace("-", " ").replace(".", " ").split()
    return [part for part in parts if part not in _TITLES]


def placed_parts(name: str) -> Iterator[tuple[str, bool]]:
    """The parts of a name, each with whether it stands last."""
    parts = name_parts(name)
    for i, part in enumerate(parts):
        yield part, i == len(parts) - 1


def _of_part(part: str, *, last: bool) -> frozenset[str]:
    """The traits of one part; that a name ends with it matters, since surnames mostly stand there."""
    where = "L" if last else "F"
    runs = {f" {part} "[i : i + 3] for i in range(len(part))}
    return frozenset({where + part, f"^{part[:3]}", *(f"{where}{part[-n:]}$" for n in (2, 3, 4)), *runs})


class NameOrigins:
    """How much likelier a name is in one country than anywhere.

    Args:
        rows: parts of names, each with the countries where it occurs.
    """

    def __init__(self, rows: Iterable[_Row]) -> None:
        traits: dict[str, int] = {}
        self._countries: dict[str, int] = {}
        surnames: Counter[str] = Counter()
        cells = array("l")  # country, trait, count, one cell behind the other
        for part, last, named in rows:
            columns = [traits.setdefault(t, len(traits)) for t in _of_part(part, last=last)]
            for country, n in named.items():
                surnames[country] += n * last
                row = self._countries.setdefault(country, len(self._countries))
                for column in columns:
                    cells.extend((row, column, n))
        names = np.array([max(1, surnames[c]) for c in self._countries], np.float32)
        self._traits, table = _table(np.array(cells, np.int64).reshape(-1, 3), traits, len(names))
        self._ratios = _log_ratios(table, names)
        self._of = lru_cache(maxsize=_KEPT)(self._by_country)

    def says(self, name: str, country: str) -> float:
        """Logarithm of how much likelier the name is in the country than anywhere; 0 where nothing is known."""
        row = self._countries.get(country)
        return float(self._of(name)[row]) if row is not None else 0.0

    def _by_country(self, name: str) -> NDArray[np.float32]:
        traits = {t for part, last in placed_parts(name) for t in _of_part(part, last=last)}
        columns = [self._traits[t] for t in traits if t in self._traits]
        ratios: NDArray[np.float32] = _SHARE * self._ratios[:, columns].sum(1)
        return ratios.clip(-_MOST, _MOST)


def _table(
    cells: NDArray[np.int64], traits: Mapping[str, int], countries: int
) -> tuple[dict[str, int], NDArray[np.float32]]:
    """The traits that enough names have, and the sums of their cells, `(countries, traits)`."""
    rows, columns, counts = cells.T
    enough = np.bincount(columns, weights=counts, minlength=len(traits)) >= _LEAST
    place = np.cumsum(enough) - 1
    kept = {t: int(place[i]) for t, i in traits.items() if enough[i]}
    table = np.zeros((countries, len(kept)), np.float32)
    of_kept = enough[columns]
    np.add.at(table, (rows[of_kept], place[columns[of_kept]]), counts[of_kept])
    return kept, table


def _log_ratios(table: NDArray[np.float32], names: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log of each trait's share in each country over that in all, `(countries, traits)`, from counts."""
    if not table.size:
        return table
    everywhere = table.sum(0) / names.sum()
    ratios: NDArray[np.float32] = table / names[:, None]
    ratios -= everywhere
    ratios /= np.sqrt(everywhere)
    ratios /= np.linalg.norm(ratios, axis=1, keepdims=True) + 1e-9
    like = np.maximum(ratios @ ratios.T, 0) ** 2
    np.fill_diagonal(like, 0)
    like *= names
    # In place from here on: the table is large, and its copies would stay with the process.
    np.matmul(like, table, out=ratios)
    ratios += _COMMON * everywhere
    ratios *= _BORROWED / (like @ names + _COMMON)[:, None]
    ratios += table
    ratios /= (names[:, None] + _BORROWED) * everywhere
    np.log(ratios, out=ratios)
    return ratios


@cache
def load_name_origins() -> NameOrigins:
    """The tables: usual names, parts counted in the corpus, office holders (also the user's); read once."""
    return NameOrigins([*_usual(), *_counted(), *_office_holders()])


@cache
def given_names() -> frozenset[str]:
    """Given names that are usual anywhere, as `usual_names.csv` writes them, folded."""
    return frozenset(fold(name) for row in read_table("usual_names.csv") for name in row["given"].split("|"))


def _usual() -> Iterator[_Row]:
    for row in read_table("usual_names.csv"):
        one = {row["country"]: 1}
        yield from ((part, False, one) for name in row["given"].split("|") for part in name_parts(name))
        for name in row["surnames"].split("|"):
            yield from _rows_of(name, one)


def _counted() -> Iterator[_Row]:
    for row in read_table("name_parts.csv"):
        counts = (pair.split(":") for pair in row["countries"].split("|"))
        yield row["part"], row["place"] == "last", {country: int(n) for country, n in counts}


def _office_holders() -> Iterator[_Row]:
    for name, country in load_knowledge().leaders():
        if country not in SUPRANATIONAL:
            yield from _rows_of(name, {country: 1})


def _rows_of(name: str, countries: dict[str, int]) -> Iterator[_Row]:
    yield from ((part, last, countries) for part, last in placed_parts(name))
