"""Days of acts that are told twice: "the attack" happened when its report has said that somebody attacked.

An event of no day of its own takes the day of the one earlier event of its report that has its type and its
parties' countries and a day told in words; for violence also of a later one, since headlines come first. Where such
events have different days, and for background, plans and what was not done, it stays without.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.event import Event, EventDate
from dragoman.frame import Frame

__all__ = ["with_days_of_retellings"]

#: Violence is retold far more often than it comes twice between the same parties in one report.
_ALSO_LATER = frozenset({"ASSAULT"})


def with_days_of_retellings(events: Sequence[Event], frames: Sequence[Frame]) -> list[Event]:
    """The events of one report, in its order, with the days that their retellings tell; `frames` are theirs."""
    return [_dated(event, frame, events) for event, frame in zip(events, frames, strict=True)]


def _dated(event: Event, frame: Frame, events: Sequence[Event]) -> Event:
    date = event.date
    if event.status != "actual" or frame.dating == "unknown" or date is None or date.start is not None:
        return event
    told = [other for other in events if _tells(other, event)]
    days = {(d.start, d.end) for other in told if (d := other.date)}
    return replace(event, date=_taken_over(told[0], date)) if len(days) == 1 else event


def _tells(other: Event, event: Event) -> bool:
    """Whether another event may be the same act and has a day in words."""
    return (
        other.event == event.event
        and other.status == "actual"
        and other.date is not None
        and other.date.start is not None
        and other.date.text is not None
        and (other.trigger.start < event.trigger.start or event.event in _ALSO_LATER)
        and bool(_parties(other)[0] | _parties(other)[1])
        and _parties(other) == _parties(event)
    )


def _parties(event: Event) -> tuple[frozenset[str], frozenset[str]]:
    actors, recipients = (frozenset(p.country for p in side if p.country) for side in (event.actors, event.recipients))
    return actors, recipients


def _taken_over(told: Event, undated: EventDate) -> EventDate:
    assert told.date is not None
    why = f"taken for what {told.trigger.text!r} tells, {told.date.text!r}: {told.date.why}"
    return replace(told.date, why=why) if undated.text is None else replace(told.date, why=f"{undated.why}; {why}")
