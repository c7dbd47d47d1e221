"""What linking needs to know of an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dragoman.event import EventDate, Participant, Place, Quantity
from dragoman.frame import Span
from dragoman.linking.words import stem, weighted_words, words_of

__all__ = ["EventLike", "Mention", "mention_of"]

_POINT = ("exact", "town", "district")
_REAL = ("actual", "historical", "negated")
_TRIGGER_WORDS = frozenset("a an the was were is are be been has had have his her its their".split())


class EventLike(Protocol):
    """An event, or an annotation of one."""

    @property
    def event(self) -> str: ...  # noqa: D102 - the fields of `Event`
    @property
    def mode(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def status(self) -> str: ...  # noqa: D102
    @property
    def trigger(self) -> Span: ...  # noqa: D102
    @property
    def actors(self) -> tuple[Participant, ...]: ...  # noqa: D102
    @property
    def recipients(self) -> tuple[Participant, ...]: ...  # noqa: D102
    @property
    def date(self) -> EventDate | None: ...  # noqa: D102
    @property
    def place(self) -> Place | None: ...  # noqa: D102
    @property
    def quantities(self) -> tuple[Quantity, ...]: ...  # noqa: D102


_STATE = frozenset({"GOV", "MIL", "COP", "SPY"})
_ARMED = frozenset({"UAF", "CRM", "REB", "PRM"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An event as linking sees it. Days are inclusive; `published` is its report's day.

    `point` is latitude and longitude where the place is a town or narrower; `place` its name or the words.
    `day_told` and `place_told`: it rests on words of the text, of the event's own sentence for the place.
    `block`: only events of one type and kind are compared (a denial may tell the same happening as the claim, a plan
    or a threat does not), and of two reports only such as share one of their `countries`, where both name any.
    `told` are the weighted words of the sentence, `report_words` those of the report.
    """

    id: str
    report: str
    event: str
    modes: frozenset[str]
    status: str
    start: date | None
    end: date | None
    day_told: bool
    published: date | None
    position: int
    trigger: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    names: frozenset[str]
    people: Mapping[str, float]
    place: str | None
    point: tuple[float, float] | None
    place_told: bool
    country: str | None
    numbers: Mapping[str, tuple[float, float]]
    told: Mapping[str, float]
    report_words: Mapping[str, float]
    block: tuple[str, str]
    countries: frozenset[str]
    camp: str = ""


def mention_of(
    event: EventLike,
    *,
    id: str,  # noqa: A002 - the record's name
    report: str,
    published: date | None,
    sentence: str,
    report_words: Mapping[str, float],
) -> Mention:
    """The mention of an event whose sentence and report are known."""
    place = event.place
    # Bounds around a day that nobody tells would make all fresh news of two days alike.
    day = None if event.date is None or event.date.is_bounds else event.date
    parties = (*event.actors, *event.recipients)
    return Mention(
        id=id,
        report=report,
        event=event.event,
        modes=frozenset(event.mode),
        status=event.status,
        start=day.start if day else None,
        end=day.end if day else None,
        day_told=bool(day and day.text and day.start == day.end),
        published=published,
        position=event.trigger.start,
        trigger=frozenset(w for w in words_of(event.trigger.text) if w not in _TRIGGER_WORDS),
        actors=_codes(event.actors),
        recipients=_codes(event.recipients),
        names=frozenset(stem(p.name.split()[-1]) for p in parties if p.name),
        people=weighted_words(p.text for p in parties),
        place=(place.name or place.text).lower() if place else None,
        point=(place.lat, place.lon)
        if place and place.lat is not None and place.lon is not None and place.precision in _POINT
        else None,
        place_told=bool(place and place.text in sentence),
        country=place.country if place else None,
        numbers=_numbers(event.quantities),
        told=weighted_words([sentence]),
        report_words=report_words,
        block=(event.event, "real" if event.status in _REAL else event.status),
        countries=_codes(parties) | ({place.country} if place and place.country else frozenset()),
        camp=_camp(event.actors),
    )


def _camp(actors: Sequence[Participant]) -> str:
    """Whether all who act are a state's or all are armed without one; empty where it is neither or not told."""
    primary = {p.sectors[0] if p.sectors else "" for p in actors}
    if not primary:
        return ""
    return "state" if primary <= _STATE else "armed" if primary <= _ARMED else ""


def _codes(people: Sequence[Participant]) -> frozenset[str]:
    return frozenset(p.country for p in people if p.country)


def _numbers(quantities: Sequence[Quantity]) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = {}
    for q in quantities:
        if q.min is not None or q.max is not None:
            low, high = q.min if q.min is not None else 0, q.max if q.max is not None else float("inf")
            found.setdefault(q.kind, (float(low), float(high)))
    return found
