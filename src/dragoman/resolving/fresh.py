"""Days of fresh news that the report tells in no words.

News is of the days before it is printed. Where the coder reads an undated act as fresh news, annotators date it, too:
to the day of the deed that the story told just before, or from there up to the publication; in a report that tells no
day, from the eve of the publication on. Such a date says in `why` that it is a reading, and has no `text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.event import Event, EventDate
from dragoman.frame import Frame

__all__ = ["with_fresh_days"]

#: Datings (`dragoman.frame.DATINGS`) of the coder that mean "in the days before the publication".
_FRESH = frozenset({"eve", "week"})
#: A day told earlier than this before the publication does not begin fresh news.
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
#: Up to so many sentences with events further on, deeds go on from the one told before on its day.
_ONE_STORY = 2


@dataclass(frozen=True, slots=True)
class _Told:
    """An event of a told day, and the place of its sentence among those that tell events."""

    event: Event
    day: date
    words: str
    sentence: int


def with_fresh_days(events: Sequence[Event], frames: Sequence[Frame], published: date | None) -> list[Event]:
    """The events of one report, in its order, with days for fresh news that has none; `frames` are theirs."""
    return list(events if published is None else _with_days(events, frames, published))


def _with_days(events: Sequence[Event], frames: Sequence[Frame], published: date) -> Iterator[Event]:
    sentences = {start: n for n, start in enumerate(sorted({e.sentence.start for e in events}))}
    told: list[_Told] = []
    for event, frame in zip(events, frames, strict=True):
        sentence = sentences[event.sentence.start]
        if (one := _told(event, sentence, published)) is not None:
            told.append(one)
        yield _dated(event, told, sentence, published) if _is_fresh(event, frame) else event


def _told(event: Event, sentence: int, published: date) -> _Told | None:
    """The day that an event's own sentence tells in words, if it is of the last week."""
    when = event.date
    if when is None or when.text is None or when.start is None or when.start != when.end or event.status != "actual":
        return None
    own = when.span is not None and event.sentence.start <= when.span[0] < event.sentence.end
    recent = when.start <= published <= when.start + _WEEK
    return _Told(event, when.start, when.text, sentence) if own and recent else None


def _is_fresh(event: Event, frame: Frame) -> bool:
    undated = event.date is not None and event.date.start is None and not event.date.is_told
    return undated and event.status in ("actual", "negated") and frame.dating in _FRESH


def _dated(event: Event, told: Sequence[_Told], sentence: int, published: date) -> Event:
    if not told:
        return _with(event, published - _DAY, published)
    last = told[-1]
    if _goes_on(event, told, sentence):
        why = f"no date told; read as one story with {last.event.trigger.text!r}, {last.words!r}"
        return _with(event, last.day, last.day, why)
    return _with(event, last.day, published, f"no date told; read as fresh news, no older than {last.words!r}")


def _with(event: Event, first: date, last: date, why: str | None = None) -> Event:
    """The event with these days; without a `why` of their own that of the open date stands, which tells the same."""
    precision = "day" if first == last else "span"
    undated = event.date or EventDate()
    return replace(event, date=replace(undated, start=first, end=last, precision=precision, why=why or undated.why))


def _goes_on(event: Event, told: Sequence[_Told], sentence: int) -> bool:
    """Whether an event is of the day told last before it: deeds told one after the other, or the same done again."""
    last = told[-1]
    if last.event.event == event.event:
        days = {one.day for one in told if one.event.event == event.event}
        return len(days) == 1 and (sentence - last.sentence <= _ONE_STORY or _share_a_party(last.event, event))
    return sentence - last.sentence <= _ONE_STORY and _is_deed(last.event) and _is_deed(event)


def _share_a_party(one: Event, other: Event) -> bool:
    first, second = ({p.country for p in (*e.actors, *e.recipients) if p.country} for e in (one, other))
    return bool(first & second)


def _is_deed(event: Event) -> bool:
    return event.quad.startswith("material")
