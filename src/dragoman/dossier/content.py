"""What stands in a dossier: sections of lines, each line one incident with its footnotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.dossier.sentences import claim_lines, country_name, day_text, deed, sentence, span_text
from dragoman.errors import StoreError
from dragoman.event import Event
from dragoman.linking.claims import Incident, incidents
from dragoman.store import Store
from dragoman.store.query import Filter

__all__ = ["Dossier", "Evidence", "Line", "Section", "Week", "brief", "dossier"]

_SECTIONS = (
    ("Fighting and violence", ("ASSAULT",)),
    ("Pressure: force moved, coercion, sanctions, protest", ("MOBILIZE", "COERCE", "SANCTION", "PROTEST")),
    ("Who met whom", ("CONSULT",)),
    ("Agreements and promises", ("AGREE",)),
    ("Help, support and concessions", ("AID", "COOPERATE", "SUPPORT", "CONCEDE", "RETREAT")),
    ("Disputes, demands and accusations", ("ACCUSE", "REJECT", "REQUEST", "THREATEN")),
)
_AHEAD = "Planned, threatened or possible"
_SHOWN_CLAIMS = {"killed", "injured", "arrested", "abducted", "displaced", "protesters", "troops", "money", "equipment",
                 "actor"}  # fmt: skip
_ANSWERS = {"ACCUSE", "REJECT", "CONCEDE", "AGREE", "THREATEN", "RETREAT"}
_ANSWERED_WITHIN = timedelta(days=7)
_DEEDS = {"AID", "COOPERATE", "CONCEDE", "RETREAT", "SUPPORT", "CONSULT"}
_NOTES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A footnote: the sentence, and where it stands. Offsets are those of the report's text."""

    number: int
    sentence: str
    report: str
    publisher: str | None
    title: str | None
    date: date | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One incident: its sentence, its footnotes, claims that differ and why it is disputed."""

    incident: str
    day: str
    text: str
    notes: tuple[int, ...]
    sources: int
    claims: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    follow_up: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines under a heading, by day."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Sum of PLOVER scores of the incidents of one week (from its Monday) in one direction."""

    monday: date
    direction: str
    score: float
    incidents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A dossier or a brief; `summary` are whole sentences."""

    title: str
    parties: tuple[str, ...]
    since: date | None
    until: date | None
    summary: tuple[str, ...]
    weeks: tuple[Week, ...]
    sections: tuple[Section, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    incident: Incident
    events: tuple[Event, ...]

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.incident.date["start"]) if self.incident.date else None

    @property
    def real(self) -> bool:
        return any(e.status in ("actual", "historical", "negated") for e in self.events)


def dossier(
    store: Store, one: str, other: str | None = None, *, since: date | None = None, until: date | None = None
) -> Dossier:
    """What a store knows of two countries, or of one.

    Args:
        store: open for reading.
        one, other: ISO 3166 alpha-3 or PLOVER's codes; order does not matter.
        since, until: first and last day, inclusive.

    Raises:
        StoreError: no incident meets these conditions.
    """
    told = _told(store, Filter(party=one, since=since, until=until))
    parties: tuple[str, ...] = (one,)
    if other is not None:
        parties = (one, other)
        told = [t for t in told if _between(t, one, other)]
    names = " and ".join(country_name(p) for p in parties)
    if not told:
        period = _period(since, until)
        raise StoreError(f"{store.path} holds no incident of {names}{period}; `dragoman events` shows what it holds")
    return _build(names, parties, since, until, told, store)


def brief(store: Store, day: date) -> Dossier:
    """What happened on one day, by what a store holds.

    Raises:
        StoreError: no incident has that day.
    """
    told = [t for t in _told(store, Filter(since=day, until=day)) if t.day is not None]
    if not told:
        raise StoreError(
            f"{store.path} holds no incident of {day}; `dragoman events --since … --until …` shows its days"
        )
    return _build(f"The day {day_text(day)}", (), day, day, told, store)


def _told(store: Store, where: Filter) -> list[_Told]:
    found = list(incidents(store, where))
    events = {e.id: e for e in store.by_id([e for i in found for e in i.events])}
    return [_Told(i, tuple(events[e] for e in i.events)) for i in found]


def _between(told: _Told, one: str, other: str) -> bool:
    return bool(_directions(told, (one, other)))


def _directions(told: _Told, parties: Sequence[str]) -> set[str]:
    """Directions in which an incident goes, as "A → B"; for one country "A → others" and "others → A"."""
    found = set()
    for event in told.events:
        actors, recipients = ({p.country for p in side} for side in (event.actors, event.recipients))
        if len(parties) == 2:
            one, other = parties
            both = one in actors and other in actors
            if (one in actors and other in recipients) or both:
                found.add(f"{one} → {other}")
            if (other in actors and one in recipients) or both:
                found.add(f"{other} → {one}")
        elif parties:
            if parties[0] in actors:
                found.add(f"{parties[0]} → others")
            if parties[0] in recipients:
                found.add(f"others → {parties[0]}")
    return found


def _build(
    names: str, parties: tuple[str, ...], since: date | None, until: date | None, told: list[_Told], store: Store
) -> Dossier:
    notes = _Notes(store)
    return Dossier(
        title=names, parties=parties, since=since, until=until,
        summary=tuple(_summary(told, parties)), weeks=tuple(_weeks(told, parties)),
        sections=tuple(_sections(told, notes)), evidence=tuple(notes.all),
    )  # fmt: skip


class _Notes:
    """Footnotes, numbered in the order in which they are first used."""

    def __init__(self, store: Store) -> None:
        self._titles = dict(store.fetch("select id, title from reports"))
        self._numbers: dict[tuple[str, int], int] = {}
        self.all: list[Evidence] = []

    def of(self, told: _Told) -> tuple[int, ...]:
        """Numbers of an incident's footnotes, one a report before a second of any."""
        first: dict[str, Event] = {}
        for event in told.events:
            first.setdefault(event.report.id, event)
        return tuple(self._number(e) for e in list(first.values())[:_NOTES])

    def _number(self, event: Event) -> int:
        key = (event.report.id, event.sentence.start)
        if key not in self._numbers:
            self._numbers[key] = len(self.all) + 1
            self.all.append(Evidence(
                number=len(self.all) + 1, sentence=" ".join(event.sentence.text.split()), report=event.report.id,
                publisher=event.report.publisher, title=self._titles.get(event.report.id), date=event.report.date,
                start=event.sentence.start, end=event.sentence.end,
            ))  # fmt: skip
        return self._numbers[key]


def _sections(told: list[_Told], notes: _Notes) -> Iterable[Section]:
    ordered = sorted(told, key=lambda t: (t.day or date.max, -t.incident.independent_sources, t.incident.id))
    ahead = [t for t in ordered if not t.real]
    for title, types in _SECTIONS:
        chosen = [t for t in ordered if t.real and t.incident.event in types]
        if chosen:
            yield Section(title=title, lines=tuple(_line(t, notes, ordered) for t in chosen))
    if ahead:
        yield Section(title=_AHEAD, lines=tuple(_line(t, notes, ordered) for t in ahead))
    disputed = [t for t in ordered if t.incident.contradicted]
    if disputed:
        # Claims stand with the incident above.
        lines = (replace(_line(t, notes, ordered), claims=(), follow_up=None) for t in disputed)
        yield Section(title="What is disputed", lines=tuple(lines))


def _line(told: _Told, notes: _Notes, all_told: Sequence[_Told]) -> Line:
    incident = told.incident
    doers = any(why.startswith("who did it") for why in incident.contradictions)
    claims = [
        c for c in incident.claims
        if c.field in _SHOWN_CLAIMS and (c.field != "actor" or doers)
    ]  # fmt: skip
    return Line(
        incident=incident.id, day=span_text(incident.date), text=sentence(incident, told.events), notes=notes.of(told),
        sources=incident.independent_sources, claims=claim_lines(claims), disputed=incident.contradictions,
        follow_up=_follow_up(told, all_told),
    )  # fmt: skip


def _follow_up(told: _Told, later: Sequence[_Told]) -> str | None:
    """A reply to an accusation, demand or threat; a deed after a promise. What is told says no more than that."""
    kind = told.incident.event
    if told.day is None or not told.real:
        return None
    doers, others = set(told.incident.actors), set(told.incident.recipients)
    for next_one in later:
        if next_one.day is None or next_one is told or next_one.day < told.day or not next_one.real:
            continue
        incident = next_one.incident
        when = f"{span_text(incident.date)}: {deed(incident.event)} (“{_trigger(next_one)}”)"
        if kind in ("ACCUSE", "REQUEST", "THREATEN") and incident.event in _ANSWERS:
            back = bool(others & set(incident.actors) and doers & set(incident.recipients) and doers != others)
            if back and next_one.day - told.day <= _ANSWERED_WITHIN:
                return f"reply of the other side, {when}"
        if kind == "AGREE" and incident.event in _DEEDS and next_one.day > told.day:
            parties = doers | others
            if doers & set(incident.actors) and parties & set(incident.recipients) and len(parties) > 1:
                return f"followed by a deed between the same parties, {when}"
    return "open: no later deed between these parties is told" if kind == "AGREE" and len(doers | others) > 1 else None


def _trigger(told: _Told) -> str:
    return " ".join(told.events[0].trigger.text.split())


def _summary(told: list[_Told], parties: Sequence[str]) -> Iterable[str]:
    reports = {e.report.id for t in told for e in t.events}
    publishers = {(e.report.publisher or e.report.id).lower() for t in told for e in t.events}
    mentions = sum(len(t.events) for t in told)
    days = sorted(d for t in told if (d := t.day))
    period = f"From {day_text(days[0])} to {day_text(days[-1])}: " if days and days[0] < days[-1] else ""
    yield (f"{period}{_count(len(told), 'incident')}, told by {_count(mentions, 'mention')} in "
           f"{_count(len(reports), 'report')} of {_count(len(publishers), 'publisher')}.")  # fmt: skip
    quads = Counter(t.events[0].quad for t in told if t.real)
    ahead = sum(not t.real for t in told)
    kinds = [f"{n:,} {quad}" for quad, n in quads.most_common()]
    yield "Of them " + ", ".join([*kinds, *([f"{ahead:,} planned, threatened or possible"] if ahead else [])]) + "."
    yield from _trend([t for t in told if t.real and t.day], parties)
    thirds = Counter(
        c for t in told for c in {*t.incident.actors, *t.incident.recipients} - set(parties) if c
    )  # fmt: skip
    if parties and thirds:
        yield "Others named in them: " + ", ".join(f"{country_name(c)} ({n})" for c, n in thirds.most_common(6)) + "."
    disputed = sum(t.incident.contradicted for t in told)
    if disputed:
        yield f"Sources contradict each other on {_count(disputed, 'incident')}."


def _trend(dated: list[_Told], parties: Sequence[str]) -> Iterable[str]:
    """First half of the period against the second, by the mean score of an incident."""
    if not parties or len(dated) < 4:
        return
    days = sorted(t.day for t in dated if t.day)
    middle = days[0] + (days[-1] - days[0]) / 2
    halves = [[t for t in dated if t.day and (t.day <= middle) is early] for early in (True, False)]
    if all(halves):
        before, after = (sum(_score(t) for t in half) / len(half) for half in halves)
        word = "more cooperative" if after > before + 1 else "more hostile" if after < before - 1 else "much the same"
        yield (f"After {day_text(middle)} incidents are {word}: mean PLOVER score {_signed(after)}, "
               f"before {_signed(before)} (from −10 hostile to +10 cooperative).")  # fmt: skip


def _signed(number: float) -> str:
    return f"{number:+.1f}".replace("-", "−")


def _score(told: _Told) -> float:
    return sum(e.score for e in told.events) / len(told.events)


def _weeks(told: list[_Told], parties: Sequence[str]) -> Iterable[Week]:
    sums: dict[tuple[date, str], list[float]] = {}
    for t in told:
        if t.day and t.real and not all(e.status == "negated" for e in t.events):
            for direction in _directions(t, parties):
                sums.setdefault((t.day - timedelta(t.day.weekday()), direction), []).append(_score(t))
    for (monday, direction), scores in sorted(sums.items()):
        yield Week(monday=monday, direction=direction, score=round(sum(scores), 1), incidents=len(scores))


def _period(since: date | None, until: date | None) -> str:
    return (f" since {since}" if since else "") + (f" until {until}" if until else "")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
