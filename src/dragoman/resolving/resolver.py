"""Frames to events: every span resolved, every value with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from dragoman.codebook import Codebook, load_codebook
from dragoman.event import Coder, Event, EventDate, Participant, Place, Quantity, ReportRef
from dragoman.frame import Frame, Span
from dragoman.reading.clean import clean
from dragoman.report import Report, text_id
from dragoman.resolving.asides import without_asides
from dragoman.resolving.attributions import Attribution, find_attributions
from dragoman.resolving.dates import resolve_date
from dragoman.resolving.fresh import with_fresh_days
from dragoman.resolving.gazetteer import Gazetteer
from dragoman.resolving.knowledge import Knowledge, load_knowledge
from dragoman.resolving.mentions import Memory
from dragoman.resolving.participants import Resolver
from dragoman.resolving.place_contexts import place_context
from dragoman.resolving.place_scores import PlaceContext
from dragoman.resolving.places import resolve_place
from dragoman.resolving.quantities import resolve_quantities, tells_of_dead
from dragoman.resolving.retellings import with_retellings
from dragoman.resolving.sides import distinct, without_own
from dragoman.resolving.speakers import SPEECH_ACTS, speaker_spans, with_stances
from dragoman.resolving.weapons import told_modes
from dragoman.resolving.whole_names import with_whole_names
from dragoman.resolving.words import words

__all__ = ["EventResolver"]

#: Who speaks and others with him.
_WE = frozenset({"We", "we", "us", "both of us", "all of us"})


class EventResolver:
    """Resolves the frames of reports; tables and gazetteer are opened when first needed."""

    def __init__(self, coder: Coder, codebook: Codebook | None = None) -> None:
        self._coder = coder
        self._codebook = codebook or load_codebook()

    @cached_property
    def _knowledge(self) -> Knowledge:
        return load_knowledge()

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer()

    def events(self, report: Report, frames: Sequence[Frame]) -> list[Event]:
        """Events of one report, in the order of its frames."""
        if not frames:
            return []
        attributions = find_attributions(clean(report.text))
        memory = Memory(clean(report.text), self._knowledge, day=report.date, dateline=report.dateline)
        tokens = words(clean(report.text))
        frames = without_asides(frames, report.text, tokens, memory.hits)
        frames = with_whole_names(frames, report.text, tokens, memory.hits, report.date)
        resolver = Resolver(memory, self._knowledge, frames)
        reference = ReportRef(
            id=report.id, date=report.date, title=report.title, publisher=report.publisher, url=report.url
        )
        places = self._places(report, frames, memory)
        dates = _dates(report, frames)
        deadly = tells_of_dead(report.text)
        events = []
        for frame, place, day in zip(frames, places, dates, strict=True):
            numbers = resolve_quantities(frame, deadly=deadly)
            events.append(self._event(report, reference, frame, place, day, numbers, resolver, attributions))
        return with_fresh_days(with_retellings(events, frames), frames, report.date)

    def _event(
        self,
        report: Report,
        reference: ReportRef,
        frame: Frame,
        place: Place | None,
        day: EventDate | None,
        quantities: tuple[Quantity, ...],
        resolver: Resolver,
        attributions: Sequence[Attribution],
    ) -> Event:
        country = place.country if place else None
        modes = told_modes(frame.mode, report.text) if frame.event == "ASSAULT" else frame.mode
        actors = resolver.participants(frame.spans("actor"), frame, country)
        recipients = resolver.participants(frame.spans("recipient"), frame, country, acting=actors)
        heard = speaker_spans(frame, attributions, report.text)
        speakers = with_stances(resolver.participants(heard, frame, None), frame, attributions)
        resolver.remember((*actors, *recipients, *speakers), together=actors)
        resolver.remember_sides(frame.event, actors, recipients)
        return Event(
            report=reference,
            id=text_id(report.text, f"{frame.trigger.start}:{frame.trigger.end}", frame.event),
            event=frame.event,
            mode=modes,
            contexts=frame.contexts,
            quad=self._codebook.types[frame.event].quad,
            score=self._codebook.score(frame.event, modes),
            cameo=self._codebook.cameo(frame.event, modes),
            status=frame.status,
            trigger=frame.trigger,
            sentence=frame.sentence,
            actors=distinct(actors),
            recipients=distinct(without_own(recipients, actors)),
            said_by=distinct(_vouching(frame, actors, speakers)),
            date=day,
            place=place,
            quantities=quantities,
            incident=None,
            confidence=frame.score,
            coder=self._coder,
        )

    def _places(self, report: Report, frames: Sequence[Frame], memory: Memory) -> list[Place | None]:
        """Each frame's place, beside all that the report names, which `memory` is told."""
        context = place_context(
            clean(report.text), memory.country_weights(), self._knowledge, self._gazetteer, memory.hits
        )
        context = replace(context, main=memory.main_country)
        memory.add_places(context.spots, dateline=self._dateline_country(report, context))
        found: list[Place | None] = []
        for frame in frames:
            spans = frame.spans("place")
            if not spans:
                found.append(None)
                continue
            span = max(spans, key=lambda s: self._narrowness(clean(s.text)))
            here, _ = memory.context_country(span.start)
            found.append(self._place(span, report, replace(context, main=here)))
        return found

    def _dateline_country(self, report: Report, context: PlaceContext) -> str | None:
        """The country where the report was written, for the datelines that name a town the tables lack."""
        if not report.dateline or self._knowledge.names(report.dateline):
            return None
        return resolve_place(report.dateline, context, knowledge=self._knowledge, gazetteer=self._gazetteer).country

    def _place(self, span: Span, report: Report, context: PlaceContext) -> Place:
        mention, offsets = clean(self._whole_name(span, report.text)), (span.start, span.end)
        if mention.lower() == "here" and report.dateline:
            there = resolve_place(report.dateline, context, knowledge=self._knowledge, gazetteer=self._gazetteer)
            return replace(there, text=span.text, span=offsets, why=f"'here' is the dateline's place; {there.why}")
        return resolve_place(
            mention, context, knowledge=self._knowledge, gazetteer=self._gazetteer, span=offsets, exact=span.text
        )

    def _whole_name(self, span: Span, text: str) -> str:
        """The words of a span that was cut amid a word or a name: "Hor" of Horry, "Carolina" of South Carolina."""
        start, end = span.start, span.end
        while start > 0 and text[start - 1].isalpha() and text[start].isalpha():
            start -= 1
        while end < len(text) and text[end].isalpha() and text[end - 1].isalpha():
            end += 1
        first = re.match(r"[\w'-]+(?: [A-Z][\w'-]+)*", text[start:end])
        before = re.search(r"[A-Z][\w'-]+ $", text[max(0, start - 20) : start])
        if before and first and text[start].isupper() and self._gazetteer.find(before.group() + first.group()):
            start -= len(before.group())
        return text[start:end]

    def _narrowness(self, mention: str) -> int:
        """Countries are wider than anything else; among the rest the longer mention tells more."""
        names_country = any(e.kind == "country" for e in self._knowledge.names(mention))
        return 0 if names_country else 1 + len(mention)


def _dates(report: Report, frames: Sequence[Frame]) -> list[EventDate]:
    anchor: EventDate | None = None
    #: By the words of a date, the date before them: "a day after" must not count on from itself.
    anchors: dict[Span, EventDate | None] = {}
    found = []
    for frame in frames:
        spans = frame.spans("date")
        mention = max(spans, key=lambda s: s.end - s.start, default=None)
        before = anchors.setdefault(mention, anchor) if mention else anchor
        day = resolve_date(
            mention, frame.sentence, published=report.date, status=frame.status, anchor=before, dating=frame.dating
        )
        if day.is_told and day.start is not None:
            anchor = day
        found.append(day)
    return found


def _vouching(frame: Frame, actors: Sequence[Participant], speakers: Sequence[Participant]) -> tuple[Participant, ...]:
    """Speakers without those who are themselves the actor of a speech act; who says "we" tells of others, too."""
    if frame.event not in SPEECH_ACTS:
        return tuple(speakers)
    starts = {a.start for a in actors}
    names = {a.name for a in actors if a.name and a.text not in _WE}
    return tuple(s for s in speakers if s.start not in starts and s.name not in names)
