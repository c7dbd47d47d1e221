"""Events in the shapes that other programs read: POLECAT, ICEWS ("cameo"), GeoJSON, CSV and Parquet.

POLECAT and ICEWS know pairs alone: an event with two actors and three recipients becomes six rows, whose
Event ID is the event's with a running number behind it.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import product
from pathlib import Path
from typing import TextIO

import duckdb

from dragoman.codebook import load_codebook
from dragoman.coding.sentences import sentence_spans
from dragoman.errors import StoreError
from dragoman.event import Event, Participant, Place
from dragoman.reading.clean import clean
from dragoman.resolving.knowledge.loader import load_knowledge
from dragoman.store.query import Filter
from dragoman.store.store import Store

__all__ = ["CAMEO", "POLECAT", "SHAPES", "cameo_rows", "export", "geojson", "polecat_rows"]

SHAPES = ("parquet", "csv", "jsonl", "polecat", "cameo", "geojson")
_SIDE = "{0} Name|{0} Country|{0} COW|Primary {0} Sector|{0} Sectors|{0} Title|{0} Name Raw|Wikipedia {0} ID"
POLECAT = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|"
    f"{_SIDE.format('Actor')}|{_SIDE.format('Recipient')}|"
    "Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|"
    "Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")
CAMEO = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|"
    "Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"
).split("|")
_JOIN = "; "


@cache
def _cow() -> dict[str, str]:
    with (resources.files("dragoman.codebook") / "cow.csv").open(encoding="utf-8") as stream:
        return {row["code"]: row["cow"] for row in csv.DictReader(stream)}


@cache
def _country(code: str | None) -> str:
    """English name of a country's code, and of PLOVER's codes for what is no country."""
    if code is None:
        return ""
    return load_knowledge().countries.get(code) or load_codebook().supranational.get(code, code)


def _pairs(event: Event) -> Iterator[tuple[str, Participant | None, Participant | None]]:
    sides: list[list[Participant | None]] = [list(event.actors) or [None], list(event.recipients) or [None]]
    for number, (actor, recipient) in enumerate(product(*sides), start=1):
        yield (event.id if number == 1 else f"{event.id}-{number}"), actor, recipient


def _day(event: Event) -> str:
    # The format has one day, the first, and no room to say that it is a reading: what no words tell stays empty.
    day = event.date
    return str(day.start) if day and day.start and day.is_told else ""


def _text(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _polecat_side(who: Participant | None) -> list[str]:
    if who is None:
        return [""] * 8
    primary = who.sectors[0] if who.sectors else ""
    name = who.name or who.text
    return [
        _text(name), _country(who.country), _cow().get(who.country or "", ""), primary, _JOIN.join(who.sectors), "",
        _text(who.text), _text(who.id),
    ]  # fmt: skip


def _located(place: Place | None) -> tuple[str, str, str, str, str]:
    """City, province, country, latitude, longitude."""
    if place is None:
        return "", "", "", "", ""
    city = place.name if place.precision in ("exact", "town", "district") else None
    point = ("" if place.lat is None else str(place.lat), "" if place.lon is None else str(place.lon))
    return _text(city), _text(place.admin1), _country(place.country), *point


def polecat_rows(events: Iterable[Event]) -> Iterator[list[str]]:
    """Rows of POLECAT's published columns, without the header. What we do not know is empty."""
    for event in events:
        place = event.place
        city, province, country, lat, lon = _located(place)
        people = [p for p in (*event.actors, *event.recipients) if p.name]
        for number, actor, recipient in _pairs(event):
            yield [
                number, _day(event), event.event, _JOIN.join(event.mode), str(event.score), event.quad.upper(),
                _JOIN.join(event.contexts), *_polecat_side(actor), *_polecat_side(recipient),
                _text(place and place.name), city, "", province, country, lat, lon, _text(place and place.geonames_id),
                _text(place and place.text), _text(place and place.precision), _text(event.report.publisher),
                _text(event.report.date), _JOIN.join(dict.fromkeys(_text(p.name) for p in people)), "",
                _text(place and place.name), "en", event.coder.version,
            ]  # fmt: skip


def cameo_rows(events: Iterable[Event], sentence_number: Callable[[Event], int | None]) -> Iterator[list[str]]:
    """Rows of ICEWS' columns with CAMEO's roots, without the header."""
    for event in events:
        city, province, country, lat, lon = _located(event.place)
        for number, actor, recipient in _pairs(event):
            yield [
                number, _day(event), *_cameo_side(actor), _text(event.trigger.text), event.cameo, str(event.score),
                *_cameo_side(recipient), event.report.id, _text(sentence_number(event)), _text(event.report.publisher),
                city, "", province, country, lat, lon,
            ]  # fmt: skip


def _cameo_side(who: Participant | None) -> list[str]:
    return ["", "", ""] if who is None else [_text(who.name or who.text), ",".join(who.sectors), _country(who.country)]


def geojson(events: Iterable[Event]) -> Iterator[str]:
    """Pieces of a FeatureCollection: one point an event whose place has coordinates (WGS 84)."""
    yield '{"type": "FeatureCollection", "features": ['
    separator = ""
    for event in events:
        if event.place is None or event.place.lat is None or event.place.lon is None:
            continue
        point = {"type": "Point", "coordinates": [event.place.lon, event.place.lat]}
        feature = {"type": "Feature", "id": event.id, "geometry": point, "properties": event.to_dict()}
        yield separator + json.dumps(feature, ensure_ascii=False)
        separator = ",\n"
    yield "]}\n"


def export(store: Store, target: Path, shape: str, where: Filter | None = None) -> int:
    """Write the events of a store that pass a filter to a file, with `TARGET.datapackage.json` beside it.

    Returns the number of events; the file is written whole or not at all.

    Raises:
        ValueError: `shape` is none of `SHAPES`.
        StoreError: the file cannot be written.
    """
    if shape not in SHAPES:
        raise ValueError(f"{shape!r} is none of {', '.join(SHAPES)}")
    try:
        count = _written(store, target, shape, where)
    except (OSError, duckdb.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise StoreError(f"{target} cannot be written: {reason}; nothing is left of it") from error
    return count


def _written(store: Store, target: Path, shape: str, where: Filter | None) -> int:
    part = target.with_name(target.name + ".part")
    package = target.with_name(target.name + ".datapackage.json")
    try:
        if shape in ("parquet", "csv"):
            rows = store.events(where)
            rows.write_parquet(str(part)) if shape == "parquet" else rows.write_csv(str(part), header=True)
            count = sum(1 for _ in store.records(where))
        else:
            with part.open("w", encoding="utf-8", newline="") as stream:
                count = write_records(store, stream, shape, where)
        package.write_text(json.dumps(_package(store, target, shape, where), indent=2) + "\n", encoding="utf-8")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return count


def write_records(store: Store, stream: TextIO, shape: str, where: Filter | None = None) -> int:
    """Write JSON lines, POLECAT, ICEWS or GeoJSON to a stream; returns the number of events."""
    count = 0

    def counted() -> Iterator[Event]:
        nonlocal count
        for event in store.records(where):
            count += 1
            yield event

    if shape == "jsonl":
        stream.writelines(e.to_json() + "\n" for e in counted())
    elif shape == "geojson":
        stream.writelines(geojson(counted()))
    else:
        table = csv.writer(stream, delimiter="\t", lineterminator="\n")
        table.writerow(POLECAT if shape == "polecat" else CAMEO)
        table.writerows(polecat_rows(counted()) if shape == "polecat" else cameo_rows(counted(), _numbers(store)))
    return count


def _numbers(store: Store) -> Callable[[Event], int | None]:
    """The number of an event's sentence in its report, from 1; remembers the last report."""
    last: dict[str, list[tuple[int, int]]] = {}

    def number(event: Event) -> int | None:
        if event.report.id not in last:
            last.clear()
            last[event.report.id] = sentence_spans(clean(store.report(event.report.id).text))
        starts = [start for start, _ in last[event.report.id]]
        return starts.index(event.sentence.start) + 1 if event.sentence.start in starts else None

    return number


_TYPES = {"VARCHAR": "string", "DATE": "date", "DOUBLE": "number", "INTEGER": "integer", "BIGINT": "integer",
          "BOOLEAN": "boolean"}  # fmt: skip


def _package(store: Store, target: Path, shape: str, where: Filter | None) -> dict[str, object]:
    """A data package (Frictionless Data, v1) that says what the file holds and how it came about."""
    if shape in ("polecat", "cameo"):
        fields = [{"name": name, "type": "string"} for name in (POLECAT if shape == "polecat" else CAMEO)]
    elif shape in ("parquet", "csv"):
        flat = store.events(where)
        fields = [{"name": n, "type": _TYPES.get(str(t), "any")} for n, t in zip(flat.columns, flat.types, strict=True)]
    else:
        fields = []
    coded = store.sql("select distinct version, model, codebook from runs order by all").fetchall()
    table = shape in ("polecat", "cameo")
    resource: dict[str, object] = {
        "name": _name(target), "path": target.name, "format": "tsv" if table else shape, "encoding": "utf-8",
        "profile": "tabular-data-resource" if fields else "data-resource",
    }  # fmt: skip
    if table:
        resource["dialect"] = {"delimiter": "\t"}
    if fields:
        resource["schema"] = {"fields": fields}
    return {
        "name": _name(target),
        "title": "Political events coded from news reports by dragoman",
        "resources": [resource],
        "coders": [{"version": v, "model": m, "codebook": c} for v, m, c in coded],
    }


def _name(target: Path) -> str:
    """A name such as data packages have: lower case, figures, dots, dashes, underscores."""
    return re.sub(r"[^a-z0-9._-]+", "-", target.stem.lower()).strip("-") or "events"
