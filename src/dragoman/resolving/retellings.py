"""Days and places that a report tells once: of an act told twice, and of what one party says in one go.

"The attack" happened when its report has said, or will say, that somebody attacked. An event of no day of its own
takes the day that the report tells in words of events of its type and its parties' countries; where there are none,
of those that share a party's country with it and name no other party in the same role. Where such events have
different days, and for background, plans and what was not done, it stays without. A speech act of no day takes that
of the same party's just before it. Violence and meetings of no place, or of a whole region, take the place (in it) of
such an act on their very day, if one is told: of speech acts and the like one party does several a day, here and there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.event import Event, EventDate, Place
from dragoman.frame import Frame
from dragoman.resolving.speakers import SPEECH_ACTS

__all__ = ["with_retellings"]

#: Characters between two triggers, up to which one party speaks in one go: some three sentences.
_ONE_GO = 400
#: What is retold far more often than it comes twice a day between the same parties.
_ONCE_A_DAY = frozenset({"ASSAULT", "CONSULT"})
#: Type, countries of the actors, countries of the recipients.
_Act = tuple[str, frozenset[str], frozenset[str]]


def with_retellings(events: Sequence[Event], frames: Sequence[Frame]) -> list[Event]:
    """The events of one report, in its order, with what their retellings tell of them; `frames` are theirs."""
    spoken = list(_in_one_go(events, frames))
    told = _by_act(e for e in spoken if e.date and e.date.start and e.date.is_told)
    dated = [_dated(event, frame, told) for event, frame in zip(spoken, frames, strict=True)]
    placed = _by_act(e for e in dated if e.place and e.place.country)
    return [_placed(event, placed) for event in dated]


def _by_act(events: Iterable[Event]) -> Mapping[_Act, Sequence[Event]]:
    told: defaultdict[_Act, list[Event]] = defaultdict(list)
    for event in events:
        if event.status == "actual":
            told[_act(event)].append(event)
    return told


def _in_one_go(events: Sequence[Event], frames: Sequence[Frame]) -> Iterator[Event]:
    """Speech acts of no day with the day that the same party's speech act or meeting just before has from words.

    Another party that speaks, or meets on a day of its own, ends what one says in one go.
    """
    last: Event | None = None
    for event, frame in zip(events, frames, strict=True):
        told = event.date is not None and event.date.is_told
        if event.event == "CONSULT" and told:
            last = event
        elif event.event in SPEECH_ACTS and event.status == "actual" and event.date:
            if event.date.start is not None:
                last = event if told else None
            elif last is None or not _goes_on(last, event):
                last = None
            elif not told and last.date and frame.dating != "unknown":
                event = replace(event, date=_taken_over(last, last.date, event.date))  # noqa: PLW2901
        yield event


def _goes_on(last: Event, event: Event) -> bool:
    return bool(event.actors) and _party(last) == _party(event) and _gap(last, event) < _ONE_GO


def _party(event: Event) -> frozenset[tuple[str | None, tuple[str, ...]]]:
    return frozenset((p.country, p.sectors[:1]) for p in event.actors)


def _gap(last: Event, event: Event) -> int:
    return event.trigger.start - last.trigger.start


def _told_of(event: Event, told: Mapping[_Act, Sequence[Event]]) -> Sequence[Event]:
    """Who tells of the event's act: events of the same parties, else of such as may be the same; earlier ones first."""
    act = _act(event)
    if not act[1] and not act[2]:
        return ()
    same = [e for e in told.get(act, ()) if e.id != event.id]
    like = [e for other, events in told.items() if _may_be(act, other) for e in events if e.id != event.id]
    earlier = ([e for e in events if e.trigger.start < event.trigger.start] for events in (same, like))
    return next((events for events in (*earlier, same, like) if events), ())


def _dated(event: Event, frame: Frame, by_act: Mapping[_Act, Sequence[Event]]) -> Event:
    """The event with the day that others tell of the same act, if it has none and they have one."""
    date = event.date
    if event.status != "actual" or frame.dating == "unknown" or date is None or date.start is not None:
        return event
    told = _told_of(event, by_act)
    days = {(e.date.start, e.date.end) for e in told if e.date}
    if len(days) != 1 or told[0].date is None:
        return event
    return replace(event, date=_taken_over(told[0], told[0].date, date))


def _placed(event: Event, by_act: Mapping[_Act, Sequence[Event]]) -> Event:
    """The event with the place that others tell of the same act on its day, if it has none, or one around that."""
    if event.place is not None and not _is_wide(event.place):
        return event
    if event.date is None or event.date.start is None:
        return event
    if event.status != "actual" or event.event not in _ONCE_A_DAY:
        return event
    same_day = [e for e in _told_of(event, by_act) if e.date and event.date and e.date.start == event.date.start]
    if event.place is not None:
        same_day = [e for e in same_day if e.place and _lies_in(e.place, event.place)]
    if len({_which(e.place) for e in same_day if e.place}) != 1 or (place := same_day[0].place) is None:
        return event
    return replace(event, place=replace(place, why=f"taken for what {same_day[0].trigger.text!r} tells: {place.why}"))


def _is_wide(place: Place) -> bool:
    """Whether a place is a first-level region itself, not a spot of which only that is known."""
    return place.precision == "admin1" and place.name == place.admin1


def _lies_in(place: Place, region: Place) -> bool:
    exact = place.precision in ("town", "district") and place.lat is not None
    return exact and (place.country, place.admin1) == (region.country, region.admin1)


def _which(place: Place) -> tuple[str, str | None, str | None]:
    return place.name or place.text, place.admin1, place.country


def _act(event: Event) -> _Act:
    actors, recipients = (frozenset(p.country for p in side if p.country) for side in (event.actors, event.recipients))
    return event.event, actors, recipients


def _may_be(one: _Act, other: _Act) -> bool:
    """Whether two acts may be the same: a side is shared, and none that both tell is another's."""
    if one[0] != other[0]:
        return False
    both = [(a, b) for a, b in zip(one[1:], other[1:], strict=True) if a and b]
    return bool(both) and all(a & b for a, b in both)


def _taken_over(told: Event, day: EventDate, undated: EventDate) -> EventDate:
    why = f"taken for what {told.trigger.text!r} tells, {day.text!r}: {day.why}"
    return replace(day, why=why if undated.text is None else f"{undated.why}; {why}")
