"""An event and its parts: a frame whose spans have been resolved.

The dataclasses are the record of the contract, key for key and in its order; `to_dict` and
`from_dict` are exact inverses, and the JSON Schema in the docs is generated from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from inspect import cleandoc
from typing import Any, Self

import msgspec

from dragoman.frame import Span

__all__ = ["Coder", "Event", "EventDate", "Participant", "Place", "Quantity", "ReportRef", "json_schema"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRef:
    """The report an event stands in."""

    id: str
    date: date | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who acts, is acted upon or vouches: a mention and whom it was resolved to.

    `country` is ISO 3166 alpha-3 or one of PLOVER's codes; `sectors` has the primary one first;
    `id` is an identifier in a knowledge base, where one is known; `why` names the rule and the words.
    `stance` is told of speakers alone: states | alleges | denies | confirms | reportedly.
    """

    text: str
    start: int
    end: int
    name: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    id: str | None = None
    why: str | None = None
    stance: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """When: first and last day (inclusive), the words it rests on and how exact it is.

    `span` holds the offsets of `text`; both are null where no words of the text tell the date, and it is read
    from the publication date or from what the report tells just before. `start` and `end` are null where the day is
    unknown; `why` then says what was missing.
    """

    start: date | None = None
    end: date | None = None
    text: str | None = None
    precision: str = "unknown"
    why: str = ""
    span: tuple[int, int] | None = None

    @property
    def is_told(self) -> bool:
        """Whether words of the text tell it; else its days, if it has any, are a reading."""
        return self.text is not None

    @property
    def is_bounds(self) -> bool:
        """Whether `start` and `end` only bound a day that no words tell (fresh news)."""
        return not self.is_told and self.start is not None and self.start != self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where: the words, the place they were resolved to, its coordinates (WGS 84 degrees) and why."""

    text: str
    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    precision: str = "unknown"
    why: str = ""
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """How many: bounds are inclusive, null where the text leaves a side open.

    `of` tells whose number it is (actors, recipients, other); `what` is the thing counted, for
    equipment, or the ISO 4217 currency, for money.
    """

    kind: str
    text: str
    min: int | float | None = None
    max: int | float | None = None
    of: str = "other"
    what: str | None = None
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """What coded an event: package version, hash of the model, codebook."""

    version: str
    model: str
    codebook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One mention of a politically relevant act in a report."""

    report: ReportRef
    id: str
    event: str
    mode: tuple[str, ...]
    contexts: tuple[str, ...]
    quad: str
    score: float
    cameo: str
    status: str
    trigger: Span
    sentence: Span
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    said_by: tuple[Participant, ...]
    date: EventDate | None
    place: Place | None
    quantities: tuple[Quantity, ...]
    incident: str | None
    confidence: float
    coder: Coder

    def to_dict(self) -> dict[str, Any]:
        """The record of the contract, made of JSON's types alone."""
        # Through JSON, because `to_builtins` leaves tuples as they are.
        record: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return record

    def to_json(self) -> str:
        """The record as one line of JSON."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> Self:
        """The inverse of `to_dict`.

        Raises:
            msgspec.ValidationError: a key is missing or of the wrong type; names its path.
        """
        return msgspec.convert(record, cls)


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the record that `Event.to_dict` returns."""
    schema = msgspec.json.schema(Event)
    for part in schema["$defs"].values():
        # Versions of msgspec differ in whether a docstring keeps its indentation.
        part["description"] = cleandoc(part["description"])
    return schema
