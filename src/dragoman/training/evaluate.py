"""How good the coder is: coded events against annotated ones.

An event is *right* when an annotated event of the same type stands in the same sentence; each
annotated event is matched once. It is right *with both sides* when, besides, the sets of countries
of its actors and of its recipients are those annotated. The other figures are shares of the matched
events whose field agrees, counted only where the annotation fills the field.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from dragoman.coding.sentences import sentence_spans
from dragoman.event import Event, Participant
from dragoman.frame import Frame, RoleSpan, Span
from dragoman.reading.clean import clean
from dragoman.training.corpus import AnnotatedReport, Annotation, dating_of, role_spans

__all__ = ["FIELDS", "Coded", "Count", "Pair", "Scores", "f1_interval", "gold_frames", "match", "score"]


@dataclass(frozen=True, slots=True)
class Count:
    """Hits against what was found and what was to be found."""

    hits: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.hits + other.hits, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """Share of the found that are right; 1 where nothing was found."""
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the wanted that were found; 1 where nothing was wanted."""
        return self.hits / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.hits / (self.found + self.wanted) if self.found + self.wanted else 1.0


class Coded(Protocol):
    """What can be matched: an event, the frame that it will rest on, or another annotator's event."""

    @property
    def event(self) -> str:
        """The type."""
        ...

    @property
    def trigger(self) -> Span:
        """The words that say it."""
        ...


Found = TypeVar("Found", bound=Coded)
#: What can be scored in full: the coder's events, or another annotator's.
Judged = Event | Annotation


@dataclass(frozen=True, slots=True)
class Pair(Generic[Found]):
    """An annotated event and the coded one that was matched to it."""

    wanted: Annotation
    found: Found


def _countries(people: Iterable[Participant]) -> set[str | None]:
    return {p.country for p in people}


def _both_sides(pair: Pair[Judged]) -> bool:
    return _countries(pair.wanted.actors) == _countries(pair.found.actors) and _countries(
        pair.wanted.recipients
    ) == _countries(pair.found.recipients)


def _overlap(pair: Pair[Found]) -> int:
    a, b = pair.wanted.trigger, pair.found.trigger
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def match(wanted: Sequence[Annotation], found: Sequence[Found], text: str) -> list[Pair[Found]]:
    """One-to-one pairs of the same type in the same sentence, best overlap of triggers first."""
    starts = [start for start, _ in sentence_spans(clean(text))]
    places: dict[tuple[str, int], list[Found]] = defaultdict(list)
    for event in found:
        places[event.event, bisect_right(starts, event.trigger.start)].append(event)
    options = [
        Pair(annotation, event)
        for annotation in wanted
        for event in places[annotation.event, bisect_right(starts, annotation.trigger.start)]
    ]
    options.sort(key=_overlap, reverse=True)
    taken: set[int] = set()
    pairs = []
    for pair in options:
        if id(pair.wanted) not in taken and id(pair.found) not in taken:
            taken |= {id(pair.wanted), id(pair.found)}
            pairs.append(pair)
    return pairs


def _date(pair: Pair[Judged]) -> bool | None:
    if pair.wanted.date is None:
        return None
    found = pair.found.date
    return found is not None and (found.start, found.end) == (pair.wanted.date.start, pair.wanted.date.end)


def _near_date(pair: Pair[Judged]) -> bool | None:
    if pair.wanted.date is None:
        return None
    wanted, found = pair.wanted.date, pair.found.date
    ends = ((wanted.start, found.start), (wanted.end, found.end)) if found else ()
    return bool(ends) and all(a is not None and b is not None and abs((a - b).days) <= 1 for a, b in ends)


def _no_date(pair: Pair[Judged]) -> bool | None:
    if pair.wanted.date is not None:
        return None
    return pair.found.date is None or pair.found.date.start is None


def _quantities(pair: Pair[Judged]) -> bool | None:
    if not pair.wanted.quantities:
        return None
    found = {(q.kind, q.min, q.max) for q in pair.found.quantities}
    return found == {(q.kind, q.min, q.max) for q in pair.wanted.quantities}


def _of_actors(value: Callable[[Participant], object]) -> Callable[[Pair[Judged]], bool | None]:
    def agrees(pair: Pair[Judged]) -> bool | None:
        if not pair.wanted.actors:
            return None
        return {value(p) for p in pair.wanted.actors} == {value(p) for p in pair.found.actors}

    return agrees


#: Figures over matched events: name → whether the field agrees, None where it does not count.
FIELDS: dict[str, Callable[[Pair[Judged]], bool | None]] = {
    "mode": lambda p: set(p.wanted.mode) == set(p.found.mode),
    "status": lambda p: p.wanted.status == p.found.status,
    "actor countries": lambda p: _countries(p.wanted.actors) == _countries(p.found.actors),
    "recipient countries": lambda p: _countries(p.wanted.recipients) == _countries(p.found.recipients),
    "primary sector": _of_actors(lambda p: p.sectors[:1]),
    "date exact": _date,
    "date within a day": _near_date,
    "date left open": _no_date,
    "place country": lambda p: (
        (p.found.place is not None and p.found.place.country == p.wanted.place.country) if p.wanted.place else None
    ),
    "speaker country": lambda p: (
        _countries(p.wanted.said_by) == _countries(p.found.said_by) if p.wanted.said_by else None
    ),
    "no speaker": lambda p: None if p.wanted.said_by else not p.found.said_by,
    "no place": lambda p: None if p.wanted.place else p.found.place is None,
    "quantities": _quantities,
    "no quantities": lambda p: None if p.wanted.quantities else not p.found.quantities,
}


@dataclass(slots=True)
class Scores:
    """Figures over a set of reports; `by_report` keeps the counts that intervals need."""

    events: Count = field(default_factory=Count)
    both_sides: Count = field(default_factory=Count)
    any_type: Count = field(default_factory=Count)
    by_type: dict[str, Count] = field(default_factory=dict)
    fields: dict[str, tuple[int, int]] = field(default_factory=dict)
    by_report: list[Count] = field(default_factory=list)


def gold_frames(annotated: AnnotatedReport) -> list[Frame]:
    """What a perfect encoder would see: the annotated triggers with the spans of their roles, in the text's order.

    It would also tell how each event is dated, since that is one of its answers (`Frame.dating`).
    """
    text = annotated.report.text
    sentences = sentence_spans(clean(text))
    starts = [start for start, _ in sentences]
    frames = []
    for event in sorted(annotated.events, key=lambda e: e.trigger.start):
        start, end = sentences[bisect_right(starts, event.trigger.start) - 1]
        frames.append(
            Frame(
                event=event.event,
                trigger=event.trigger,
                sentence=Span(text=text[start:end], start=start, end=end),
                mode=event.mode,
                contexts=event.contexts,
                status=event.status,
                dating=dating_of(event, annotated.report.date) or "told",
                roles=tuple(_gold_roles(event, text)),
            )
        )
    return frames


def _gold_roles(event: Annotation, text: str) -> Iterable[RoleSpan]:
    for role, start, end in dict.fromkeys(role_spans(event)):
        yield RoleSpan(role=role, span=Span(text=text[start:end], start=start, end=end), score=1.0)


def score(reports: Sequence[AnnotatedReport], coded: Sequence[Sequence[Judged]]) -> Scores:
    """Compare coded events with annotated ones, report by report (same order and length)."""
    result = Scores()
    types: dict[str, Count] = defaultdict(Count)
    tallies: dict[str, list[bool]] = defaultdict(list)
    for annotated, found in zip(reports, coded, strict=True):
        pairs = match(annotated.events, found, annotated.report.text)
        count = Count(len(pairs), len(found), len(annotated.events))
        result.by_report.append(count)
        result.events += count
        result.both_sides += Count(sum(map(_both_sides, pairs)), count.found, count.wanted)
        result.any_type += _any_type(annotated, found)
        for pair in pairs:
            types[pair.wanted.event] += Count(1, 0, 0)
            for name, agrees in FIELDS.items():
                if (answer := agrees(pair)) is not None:
                    tallies[name].append(answer)
        for annotation in annotated.events:
            types[annotation.event] += Count(0, 0, 1)
        for event in found:
            types[event.event] += Count(0, 1, 0)
    result.by_type = dict(sorted(types.items()))
    result.fields = {name: (sum(tallies[name]), len(tallies[name])) for name in FIELDS}
    return result


def _any_type(annotated: AnnotatedReport, found: Sequence[Judged]) -> Count:
    """Sentences that hold an event at all."""
    starts = [start for start, _ in sentence_spans(clean(annotated.report.text))]
    wanted = {bisect_right(starts, e.trigger.start) for e in annotated.events}
    got = {bisect_right(starts, e.trigger.start) for e in found}
    return Count(len(wanted & got), len(got), len(wanted))


def f1_interval(by_report: Sequence[Count], *, rounds: int = 1000, seed: int = 7) -> tuple[float, float]:
    """95 % bootstrap interval of F1, drawing whole reports with replacement."""
    if not by_report:
        return 0.0, 1.0
    chance = random.Random(seed)
    values = sorted(sum(chance.choices(by_report, k=len(by_report)), Count()).f1 for _ in range(rounds))
    return values[int(0.025 * rounds)], values[int(0.975 * rounds) - 1]
