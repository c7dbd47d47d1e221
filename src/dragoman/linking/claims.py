"""Incidents with every source's claims side by side. Nothing is averaged away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

import msgspec

from dragoman.event import Event, EventDate, Participant, Place
from dragoman.store.query import Filter
from dragoman.store.store import Store

__all__ = ["Claim", "Incident", "Source", "build_incident", "incidents"]

_EXACT = ("exact", "town", "district", "admin1", "country", "region")
_DENIALS = ("denies",)
#: Types whose doer sources quarrel about; elsewhere several doers are several, or a link too many.
_DEEDS_OF_SOMEBODY = ("ASSAULT", "COERCE", "MOBILIZE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a report stands: `origin` is its key, or that of the report that it copies."""

    report: str
    origin: str
    publisher: str | None
    date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What some reports say of one field of an incident, and who vouches for it (outermost source last).

    `field` is a kind of quantity (killed, injured, …), actor, place, date, mode or status; `value` has `min` and
    `max` for numbers, `start` and `end` for days, else `text` and, for actors, `country`.
    `stance` is that of the nearest speaker, where one is told.
    """

    field: str
    value: dict[str, Any]
    said_by: tuple[str, ...]
    stance: str | None
    reports: tuple[str, ...]
    events: tuple[str, ...]
    independent_sources: int
    first_seen: date | None
    last_seen: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One happening, told by one event or many; keys as in the contract.

    `date` and `place` are those that most events tell, the more exact first. `contradictions` says in words why
    `contradicted` is true.
    """

    id: str
    event: str
    date: dict[str, Any] | None
    place: dict[str, Any] | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    events: tuple[str, ...]
    reports: tuple[str, ...]
    independent_sources: int
    contradicted: bool
    contradictions: tuple[str, ...]
    claims: tuple[Claim, ...]

    def to_dict(self) -> dict[str, Any]:
        """The record of the contract, made of JSON's types alone."""
        record: dict[str, Any] = msgspec.json.decode(self.to_json())
        return record

    def to_json(self) -> str:
        """The record as one line of JSON."""
        return msgspec.json.encode(self).decode()


def incidents(store: Store, where: Filter | None = None, *, contradicted: bool = False) -> Iterator[Incident]:
    """Incidents that an event passing the filter belongs to, with all of their events, by day and id."""
    chosen = sorted({e.incident for e in store.records(where) if e.incident})
    sources = {
        id_: Source(report=id_, origin=origin, publisher=publisher, date=day)
        for id_, origin, publisher, day in store.fetch(
            "select id, coalesce(copy_of, key), publisher, date from reports"
        )
    }
    groups: dict[str, list[Event]] = {}
    ids = store.fetch("select event from membership where incident in (select unnest(?::varchar[]))", [chosen])
    for event in store.by_id([row[0] for row in ids]):
        groups.setdefault(event.incident or "", []).append(event)
    built = [build_incident(id_, events, sources) for id_, events in groups.items()]
    for incident in sorted(built, key=lambda i: (i.date["start"] if i.date else "9", i.id)):
        if incident.contradicted or not contradicted:
            yield incident


def build_incident(id: str, events: Sequence[Event], sources: Mapping[str, Source]) -> Incident:  # noqa: A002
    """The incident that some events tell; `sources` are theirs by report id."""
    ordered = sorted(events, key=lambda e: (str(e.report.date), e.report.id, e.trigger.start, e.id))
    claims = tuple(_claims(ordered, sources))
    why = tuple(_contradictions(ordered, claims))
    return Incident(
        id=id,
        event=ordered[0].event,
        date=_date(e.date for e in ordered),
        place=_place(e.place for e in ordered),
        actors=_codes(p for e in ordered for p in e.actors),
        recipients=_codes(p for e in ordered for p in e.recipients),
        events=tuple(e.id for e in ordered),
        reports=tuple(dict.fromkeys(e.report.id for e in ordered)),
        independent_sources=_independent({e.report.id for e in ordered}, sources),
        contradicted=bool(why),
        contradictions=why,
        claims=claims,
    )


def _independent(reports: Iterable[str], sources: Mapping[str, Source]) -> int:
    """Publishers of the reports that are no copies of another; a report without publisher stands for itself."""
    by_origin: dict[str, str] = {}
    for source in sorted((sources[r] for r in reports), key=lambda s: (str(s.date), s.report)):
        by_origin.setdefault(source.origin, (source.publisher or source.origin).lower())
    return len(set(by_origin.values()))


def _codes(people: Iterable[Participant]) -> tuple[str, ...]:
    counts = Counter(p.country for p in people if p.country)
    return tuple(sorted(counts, key=lambda c: (-counts[c], c)))


def _date(days: Iterable[EventDate | None]) -> dict[str, Any] | None:
    read = list(days)
    spans = _spans(d for d in read if d and d.is_told) or _spans(read)
    if not spans:
        return None
    (start, end), _ = min(spans.items(), key=lambda item: (-item[1], (item[0][1] - item[0][0]).days, item[0]))
    return {"start": str(start), "end": str(end)}


def _spans(days: Iterable[EventDate | None]) -> Counter[tuple[date, date]]:
    return Counter((d.start, d.end) for d in days if d and d.start and d.end)


def _place(places: Iterable[Place | None]) -> dict[str, Any] | None:
    told = [p for p in places if p is not None and p.country]
    if not told:
        return None
    counts = Counter((p.name, p.country) for p in told)
    rank = {name: n for n, name in enumerate(_EXACT)}
    best = min(told, key=lambda p: (rank.get(p.precision, 9), -counts[p.name, p.country], p.name or ""))
    return {"name": best.name, "country": best.country, "admin1": best.admin1, "lat": best.lat, "lon": best.lon,
            "geonames_id": best.geonames_id, "precision": best.precision}  # fmt: skip


def _values(event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    """Fields that an event tells, with their values."""
    for q in event.quantities:
        yield q.kind, {"min": q.min, "max": q.max}
    for p in event.actors:
        if p.country or p.name:
            yield "actor", {"text": p.name or " ".join(p.text.split()), "country": p.country}
    if event.place and event.place.country:
        yield "place", {"text": event.place.name or event.place.text, "country": event.place.country}
    if event.date and event.date.start and event.date.is_told:
        yield "date", {"start": str(event.date.start), "end": str(event.date.end)}
    for mode in event.mode:
        yield "mode", {"text": mode}
    yield "status", {"text": event.status}


def _claims(events: Sequence[Event], sources: Mapping[str, Source]) -> Iterator[Claim]:
    groups: dict[tuple[str, str, tuple[str, ...], str | None], list[tuple[dict[str, Any], Event]]] = {}
    for event in events:
        speakers = tuple(_speaker(p) for p in event.said_by)
        stance = event.said_by[0].stance if event.said_by else None
        for field, value in _values(event):
            key = (field, msgspec.json.encode(value).decode(), speakers, stance)
            groups.setdefault(key, []).append((value, event))
    for (field, _, speakers, stance), told in sorted(groups.items(), key=lambda g: (g[0][0], g[0][1], g[0][2])):
        reports = tuple(dict.fromkeys(e.report.id for _, e in told))
        days = sorted(d for r in reports if (d := sources[r].date))
        yield Claim(
            field=field, value=told[0][0], said_by=speakers, stance=stance, reports=reports,
            events=tuple(dict.fromkeys(e.id for _, e in told)), independent_sources=_independent(reports, sources),
            first_seen=days[0] if days else None, last_seen=days[-1] if days else None,
        )  # fmt: skip


def _speaker(who: Participant) -> str:
    return f"{who.name or ' '.join(who.text.split())} [{who.country}]" if who.country else who.name or who.text


def _contradictions(events: Sequence[Event], claims: Sequence[Claim]) -> Iterator[str]:
    denied = [e for e in events if e.status == "negated" or any(p.stance in _DENIALS for p in e.said_by)]
    if denied and len(denied) < len(events):
        who = next((_speaker(p) for e in denied for p in e.said_by), None)
        yield f"{who or 'a source'} denies it, others tell it"
    papers = {e.report.id: e.report.publisher or e.report.id for e in events}
    yield from _numbers_apart([c for c in claims if "min" in c.value], papers)
    if events[0].event not in _DEEDS_OF_SOMEBODY:
        return
    doers = {frozenset(p.country for p in e.actors if p.country): e for e in events}
    sides = sorted((sorted(s) for s in doers if s), key=str)
    if len(sides) > 1 and not set.intersection(*map(set, sides)):
        yield "who did it: " + " or ".join(", ".join(s) for s in sides)


def _numbers_apart(claims: Sequence[Claim], papers: Mapping[str, str]) -> Iterator[str]:
    """Each kind of number on which reports contradict each other, with every value that takes part and its sources."""
    apart: dict[str, dict[str, dict[str, None]]] = {}
    for one, other in combinations(claims, 2):
        if one.field == other.field and set(one.reports) != set(other.reports) and _apart(one, other):
            values = apart.setdefault(one.field, {})
            for claim in (one, other):
                told_by = dict.fromkeys(papers[r] for r in claim.reports)
                source = claim.said_by[0] if claim.said_by else ", ".join(list(told_by)[:2])
                values.setdefault(_range(claim), {})[source] = None
    for field, values in apart.items():
        yield f"{field}: " + " or ".join(f"{value} ({'; '.join(sources)})" for value, sources in values.items())


def _apart(one: Claim, other: Claim) -> bool:
    """Whether two numbers cannot both be true: apart, and told at one time (a toll may grow)."""
    (low, high), (low2, high2) = ((c.value["min"] or 0, c.value["max"] or float("inf")) for c in (one, other))
    if low <= high2 and low2 <= high:
        return False
    if one.first_seen is None or one.last_seen is None or other.first_seen is None or other.last_seen is None:
        return True
    return one.first_seen <= other.last_seen and other.first_seen <= one.last_seen


def _range(claim: Claim) -> str:
    low, high = claim.value["min"], claim.value["max"]
    return f"{low:,}" if low == high else f"{low or 0:,} to {high:,}" if high is not None else f"{low:,} or more"
