"""Annotated reports: reading them, in the plain and in the compact form.

The plain form spells out every participant (`{text: Baku, country: AZE, sectors: [GOV]}`). In the
compact form, which our own corpus uses, entities are declared once a report and events quote the text:

    entities:
      baku: {country: AZE, sectors: [GOV]}
    events:
      - ACCUSE/disapprove: summoned
        contexts: [diplomatic]
        actors: [baku: Foreign Ministry]
        date: {July 20: 2020-07-20}

Both forms may stand in one file. `docs/corpus.md` describes them in full.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml

from dragoman.codebook import Codebook, load_codebook
from dragoman.errors import CorpusError
from dragoman.event import EventDate, Participant, Place, Quantity
from dragoman.frame import Span
from dragoman.report import Report
from dragoman.training.quotes import QuoteError, find_quote

__all__ = [
    "AnnotatedReport",
    "Annotation",
    "corpus_hash",
    "dating_of",
    "load_corpus",
    "load_report",
    "role_spans",
]

T = TypeVar("T")
_WEEK = 7
_EVENT_KEYS = {
    "event", "trigger", "mode", "contexts", "actors", "recipients", "status", "said_by", "date", "place",
    "quantities", "incident",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One event as an annotator wrote it, with its quotes turned into offsets."""

    event: str
    trigger: Span
    mode: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    status: str = "actual"
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    said_by: tuple[Participant, ...] = ()
    date: EventDate | None = None
    place: Place | None = None
    quantities: tuple[Quantity, ...] = ()
    incident: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedReport:
    """A report with all of its events. `meta` holds the file's other keys (genre, region, ...)."""

    report: Report
    events: tuple[Annotation, ...]
    source: str
    path: Path
    meta: dict[str, str] = field(default_factory=dict)


# The parser in C is eight times as fast; a PyYAML that was built without libyaml lacks it.
_Base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc, valid-type]
    """Leaves a day that no calendar has as the words that it is, so that it is told with its place."""

    def construct_day(self, node: yaml.ScalarNode) -> object:
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return self.construct_scalar(node)


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_day)


def corpus_hash(reports: Sequence[AnnotatedReport]) -> str:
    """SHA-256 over the files of a corpus, in the order of their ids."""
    digest = hashlib.sha256()
    for annotated in sorted(reports, key=lambda r: r.report.id):
        digest.update(annotated.path.read_bytes())
    return digest.hexdigest()


def load_corpus(folder: Path) -> list[AnnotatedReport]:
    """All reports (`*.yaml`) below a folder, ordered by path.

    Raises:
        CorpusError: names every fault of every file.
    """
    paths = sorted(folder.rglob("*.yaml")) if folder.is_dir() else [folder]
    reports, faults = [], []
    for path in paths:
        try:
            reports.append(load_report(path))
        except CorpusError as error:
            faults.append(str(error))
    if faults:
        raise CorpusError(str(folder), faults)
    if not reports:
        raise CorpusError(str(folder), ["holds no annotated report (*.yaml)"])
    return reports


def load_report(path: Path) -> AnnotatedReport:
    """One annotated report.

    Raises:
        CorpusError: lists all faults of the file at once.
    """
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CorpusError(str(path), [f"cannot be read: {error}"]) from error
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
        raise CorpusError(str(path), ["is no mapping with the key `text`"])
    reader = _Reader(raw, load_codebook())
    annotated = reader.read(path)
    if reader.faults:
        raise CorpusError(str(path), reader.faults)
    return annotated


class _Reader:
    """Reads one file and collects its faults instead of stopping at the first."""

    def __init__(self, raw: dict[str, Any], codebook: Codebook) -> None:
        self.raw = raw
        self.text: str = raw["text"]
        self.codebook = codebook
        self.strict = raw.get("source") == "fictional"
        self.entities: dict[str, dict[str, Any]] = raw.get("entities") or {}
        self.used: set[str] = set()
        self.faults: list[str] = []
        self.where = ""

    def read(self, path: Path) -> AnnotatedReport:
        published = self.raw.get("date")
        if published is not None and not isinstance(published, date):
            self._fault(f"date {published!r} is no ISO date")
            published = None
        report = Report(
            id=str(self.raw.get("id", path.stem)),
            text=self.text,
            date=published,
            publisher=self.raw.get("publisher"),
            dateline=self.raw.get("dateline"),
            date_why="given" if published else "",
        )
        if report.id != path.stem:
            self._fault(f"id {report.id!r} is not the file's name")
        events = tuple(e for e in map(self._event, self._list(self.raw.get("events"))) if e)
        self.where = ""
        for key in self.entities.keys() - self.used:
            self._fault(f"entity {key!r} is declared but no event uses it")
        known = {"id", "date", "publisher", "dateline", "source", "text", "events", "entities"}
        meta = {k: str(v) for k, v in self.raw.items() if k not in known}
        return AnnotatedReport(report=report, events=events, source=str(self.raw.get("source")), path=path, meta=meta)

    def _fault(self, words: str) -> None:
        self.faults.append(f"{self.where}: {words}" if self.where else words)

    def _list(self, value: object) -> list[Any]:
        if value is None:
            return []
        if not isinstance(value, list):
            self._fault(f"{value!r} is no list")
            return []
        return value

    def _span(self, quote: object) -> Span | None:
        try:
            start, end = find_quote(self.text, str(quote), strict=self.strict)
        except QuoteError as error:
            self._fault(str(error))
            return None
        return Span(text=self.text[start:end], start=start, end=end)

    def _event(self, raw: object) -> Annotation | None:
        if not isinstance(raw, dict):
            self._fault(f"event {raw!r} is no mapping")
            return None
        raw = self._expand(dict(raw))
        name = str(raw.get("event"))
        self.where = f"{name} {raw.get('trigger')!r}" if "event" in raw else "an event"
        if "event" not in raw:
            self._fault(f"has neither 'TYPE: trigger' nor the key 'event': {raw!r}")
            return None
        if name not in self.codebook.types:
            self._fault(f"{name!r} is no type of the codebook")
            return None
        for key in raw.keys() - _EVENT_KEYS:
            self._fault(f"unknown key {key!r}")
        trigger = self._span(raw.get("trigger"))
        if trigger is None:
            return None
        return Annotation(
            event=name,
            trigger=trigger,
            mode=self._known(raw.get("mode"), self.codebook.types[name].modes, f"mode of {name}"),
            contexts=self._known(raw.get("contexts"), self.codebook.contexts, "context"),
            status=(self._known([raw.get("status") or "actual"], self.codebook.statuses, "status") or ("actual",))[0],
            actors=self._each(raw.get("actors"), self._participant),
            recipients=self._each(raw.get("recipients"), self._participant),
            said_by=self._each(raw.get("said_by"), self._participant),
            date=self._date(raw.get("date")),
            place=self._place(raw.get("place")),
            quantities=self._each(raw.get("quantities"), self._quantity),
            incident=str(raw["incident"]) if raw.get("incident") is not None else None,
        )

    def _expand(self, raw: dict[str, Any]) -> dict[str, Any]:
        """Turn the compact `TYPE/mode,mode: trigger` into the plain keys."""
        for key in list(raw):
            name, _, modes = str(key).partition("/")
            if key not in _EVENT_KEYS and str(key)[:1].isupper() and "event" not in raw:
                trigger = raw.pop(key)
                raw |= {"event": name, "trigger": trigger, "mode": [m.strip() for m in modes.split(",") if m]}
        return raw

    def _known(self, values: object, allowed: Any, what: str) -> tuple[str, ...]:
        names = [str(v) for v in self._list(values)]
        for name in names:
            if name not in allowed:
                self._fault(f"{name!r} is no {what}; one of {', '.join(allowed) or 'none'}")
        return tuple(n for n in names if n in allowed)

    def _each(self, values: object, read: Callable[[Any], T | None]) -> tuple[T, ...]:
        return tuple(item for value in self._list(values) if (item := read(value)) is not None)

    def _entity(self, raw: dict[str, Any]) -> dict[str, Any] | None:
        """The plain form of `{entity: quote}`; a plain form stays as it is."""
        if "text" in raw:
            return raw
        if len(raw) != 1:
            self._fault(f"{raw!r} is neither 'entity: quote' nor has it the key 'text'")
            return None
        ((key, quote),) = raw.items()
        if key not in self.entities:
            self._fault(f"entity {key!r} is not declared")
            return None
        self.used.add(key)
        return {**(self.entities[key] or {}), "text": quote}

    def _participant(self, raw: object) -> Participant | None:
        plain = self._entity(raw) if isinstance(raw, dict) else None
        if plain is None:
            self._fault(f"participant {raw!r} cannot be read")
            return None
        span = self._span(plain["text"])
        if span is None:
            return None
        country = plain.get("country")
        return Participant(
            text=span.text,
            start=span.start,
            end=span.end,
            name=plain.get("name"),
            country=str(country) if country else None,
            sectors=self._known(plain.get("sectors"), self.codebook.sectors, "sector"),
        )

    def _date(self, raw: object) -> EventDate | None:
        if raw is None:
            return None
        text: object = None
        if isinstance(raw, dict) and ("start" in raw or "end" in raw):
            text, first, last = raw.get("text"), raw.get("start"), raw.get("end")
        else:
            if isinstance(raw, dict) and len(raw) == 1:
                ((text, raw),) = raw.items()
            first, last = self._days(raw)
        if not isinstance(first, date) or not isinstance(last, date) or first > last:
            self._fault(f"date {raw!r} is no ISO day and no 'first/last' of two")
            return None
        span = self._span(text) if text is not None else None
        return EventDate(
            start=first,
            end=last,
            text=span.text if span else None,
            precision="day" if first == last else "span",
            why="annotated",
            span=(span.start, span.end) if span else None,
        )

    @staticmethod
    def _days(raw: object) -> tuple[date | None, date | None]:
        if isinstance(raw, date):
            return raw, raw
        try:
            first, _, last = str(raw).partition("/")
            return date.fromisoformat(first), date.fromisoformat(last or first)
        except ValueError:
            return None, None

    def _place(self, raw: object) -> Place | None:
        if raw is None:
            return None
        plain = self._entity(raw) if isinstance(raw, dict) else None
        span = self._span(plain["text"]) if plain else None
        if plain is None or span is None:
            self._fault(f"place {raw!r} cannot be read")
            return None
        return Place(
            text=span.text,
            name=plain.get("name") or span.text,
            country=plain.get("country"),
            why="annotated",
            span=(span.start, span.end),
        )

    def _quantity(self, raw: object) -> Quantity | None:
        if not isinstance(raw, dict):
            self._fault(f"quantity {raw!r} is no mapping")
            return None
        plain = dict(raw)
        for kind in self.codebook.quantities:
            if kind in plain:
                plain |= {"kind": kind, "text": plain.pop(kind)}
        if plain.get("kind") not in self.codebook.quantities:
            self._fault(f"quantity {raw!r}: kind is none of {', '.join(self.codebook.quantities)}")
            return None
        span = self._span(plain.get("text"))
        if span is None:
            return None
        of = str(plain.get("of") or "other")
        if of not in ("actors", "recipients", "other"):
            self._fault(f"quantity {raw!r}: `of` is actors, recipients or other")
        return Quantity(
            kind=plain["kind"],
            text=span.text,
            min=plain.get("min"),
            max=plain.get("max"),
            of=of,
            what=plain.get("what"),
            span=(span.start, span.end),
        )


def iter_events(reports: list[AnnotatedReport]) -> Iterator[tuple[AnnotatedReport, Annotation]]:
    """Every event with its report."""
    for report in reports:
        for event in report.events:
            yield report, event


def role_spans(event: Annotation) -> Iterable[tuple[str, int, int]]:
    """The spans `(role, start, end)` that the annotator quoted for an event."""
    for role, people in (
        ("actor", event.actors),
        ("recipient", event.recipients),
        ("said_by", event.said_by),
    ):
        for who in people:
            yield role, who.start, who.end
    if event.date and event.date.span:
        yield "date", *event.date.span
    if event.place and event.place.span:
        yield "place", *event.place.span
    for quantity in event.quantities:
        if quantity.span:
            yield "quantity", *quantity.span


def dating_of(event: Annotation, published: date | None) -> str | None:
    """How the annotator dated an event (one of `DATINGS`); None for a far day that no words tell."""
    day = event.date
    if day is None or day.start is None or day.end is None:
        return "told" if day and day.span else "unknown"
    if day.span:
        return "told"
    if published is None:
        return None
    back, length = (published - day.end).days, (day.end - day.start).days
    if length == 0 and 0 <= back <= 1:
        return ("day", "eve")[back]
    return "week" if back >= 0 and back + length <= _WEEK else None
