"""Who takes part: a span of a frame resolved to participants, with what the report tells elsewhere.

The mention's own words come first (`actors`), then what the report said of the name or noun, then its
context; each participant says which of these it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.event import Participant
from dragoman.frame import Frame, Span
from dragoman.reading.clean import clean
from dragoman.resolving.actors import Reading, read_mention
from dragoman.resolving.knowledge.loader import Knowledge
from dragoman.resolving.mentions import BOTH, FIRST_PERSON, HE, PRONOUNS, THEY, Memory, Person
from dragoman.resolving.words import fold

__all__ = ["Resolver"]

_POSSESSIVE = ("his ", "her ", "their ", "its ", "our ", "my ")
_REACH = 500  # characters; a "they" farther from its antecedent is left unresolved
#: Nouns that belong to the country where the news happens, unless something else is said.
_DOMESTIC = frozenset(
    {"GOV", "COP", "JUD", "LEG", "MIL", "CVL", "PTY", "OPP", "REB", "UAF", "CRM", "EDU", "MED", "LAB", "REL", "BUS",
     "JRN", "SPY", "PRM", "SOC", "AGR", "UNK", "ELI"}
)  # fmt: skip


class Resolver:
    """Resolves the participants of one report, frame by frame in the order of the text."""

    def __init__(self, memory: Memory, knowledge: Knowledge) -> None:
        self._memory = memory
        self._knowledge = knowledge
        self._resolved: list[Participant] = []

    def participants(self, spans: Iterable[Span], frame: Frame, place_country: str | None) -> tuple[Participant, ...]:
        """Everyone whom the spans of a role name, in the order of the text, none twice."""
        if place_country:
            self._memory.add_places((s.start, place_country) for s in frame.spans("place"))
        found: dict[tuple[int, str | None], Participant] = {}
        for span in spans:
            for participant in self._one(span, frame, place_country):
                found.setdefault((participant.start, participant.country), participant)
        return tuple(found.values())

    def remember(self, participants: Iterable[Participant]) -> None:
        """Let later pronouns refer to these."""
        self._resolved += [p for p in participants if p.country and fold(p.text).lower() not in PRONOUNS]

    def _one(self, span: Span, frame: Frame, place_country: str | None) -> Sequence[Participant]:
        text = clean(span.text).strip()
        lower = fold(text).lower()
        if lower in PRONOUNS:
            return self._pronoun(span, lower, frame)
        readings = read_mention(text, self._knowledge)
        if BOTH.search(lower) and not any(r.country for r in readings):
            return self._both(span, readings)
        if len(readings) > 1:
            return [_participant(span, r) for r in readings]
        reading = readings[0] if readings else Reading()
        if reading.country and not reading.located:
            return [_participant(span, self._named(reading))]
        return [_participant(span, self._completed(span, text, reading, frame, place_country))]

    # -- pronouns and pairs -------------------------------------------------------------------------

    def _pronoun(self, span: Span, word: str, frame: Frame) -> Sequence[Participant]:
        if word in FIRST_PERSON and (quotation := self._memory.in_quotation(span.start)):
            speaker = self._memory.speaker_of(quotation)
            if speaker:
                return [_participant(span, _of_speaker(speaker, f"{word!r} inside a quotation is its speaker"))]
        if word in HE and (person := self._memory.person_before(span.start)):
            return [_participant(span, _of_speaker(person, f"{word!r} is the person named last"))]
        if word in THEY | {"it", "its"} and (earlier := self._antecedent(span, frame)):
            why = f"{word!r} is taken for {earlier.text!r}, named before"
            return [
                replace(
                    earlier,
                    text=span.text,
                    start=span.start,
                    end=span.end,
                    name=earlier.name or earlier.text,
                    why=why,
                )
            ]
        return [_participant(span, Reading(why=f"{word!r}: whom it stands for is not clear"))]

    def _antecedent(self, span: Span, frame: Frame) -> Participant | None:
        """The participant resolved last before a pronoun; never the other side of the same event."""
        own = {s.start for r in ("actor", "recipient", "said_by") for s in frame.spans(r)}
        before = [p for p in self._resolved if span.start - _REACH <= p.start < span.start and p.start not in own]
        return max(before, key=lambda p: p.start, default=None)

    def _both(self, span: Span, readings: Sequence[Reading]) -> Sequence[Participant]:
        countries = self._memory.two_countries(span.start)
        sectors = (readings[0].sectors if readings else ()) or ("GOV",)
        if not countries:
            return [
                _participant(span, Reading(sectors=sectors, why="two sides, which the report does not name before"))
            ]
        why = f"the two countries named last: {' and '.join(countries)}"
        return [
            _participant(span, Reading(country=c, sectors=sectors, name=self._knowledge.countries.get(c), why=why))
            for c in countries
        ]

    # -- names and nouns ------------------------------------------------------------------------------

    def _named(self, reading: Reading) -> Reading:
        """A reading with its person's full name, if the report or the tables know it."""
        person = self._memory.person(reading.name) if reading.name else None
        if person and person.country == reading.country:
            return replace(reading, name=person.name)
        return reading

    def _completed(self, span: Span, text: str, reading: Reading, frame: Frame, place_country: str | None) -> Reading:
        """A reading without a country of its own, completed from the report."""
        person = self._memory.person(reading.name or text) if reading.name or reading.noun is None else None
        if person and person.country:
            sectors = reading.sectors or person.sectors
            return replace(reading, country=person.country, sectors=sectors, name=person.name, why=person.why)
        if reading.noun is None and not reading.country:
            return Reading(name=reading.name, why="no rule and no table knows these words")
        return self._noun(span, text, reading, frame, place_country)

    def _noun(self, span: Span, text: str, reading: Reading, frame: Frame, place_country: str | None) -> Reading:
        noun = reading.noun.noun if reading.noun else ""
        if text.lower().startswith(_POSSESSIVE) and (owner := self._owner(span, text, frame)):
            return replace(reading, country=owner.country, why=f"{reading.why}; belongs to {owner.text!r}")
        if reading.name is None and reading.noun and reading.noun.kind in ("office", "person", "spokesperson"):
            holder = self._memory.office_holder(noun, reading.country, span.start)
            if holder and not reading.noun.plural:
                return replace(
                    reading, country=holder.country, sectors=holder.sectors or reading.sectors, name=holder.name,
                    why=f"{text!r} is {holder.name}, {holder.why}",
                )  # fmt: skip
        if country := self._memory.noun_country(noun, span.start):
            return replace(
                reading, country=country, why=f"{reading.why}; {noun!r} was {country} when last named in full"
            )
        if reading.country:
            return reading
        if place_country and set(reading.sectors) & _DOMESTIC:
            return replace(reading, country=place_country, why=f"{reading.why}; where it happened")
        country, why = self._memory.context_country(span.start)
        if country and set(reading.sectors) & _DOMESTIC:
            return replace(reading, country=country, why=f"{reading.why}; {why}")
        return reading

    def _owner(self, span: Span, text: str, frame: Frame) -> Participant | None:
        pronoun = text.split(maxsplit=1)[0].lower()
        if pronoun in ("his", "her") and (person := self._memory.person_before(span.start)):
            return _participant(span, _of_speaker(person, ""))
        if pronoun in ("our", "my") and (quotation := self._memory.in_quotation(span.start)):
            speaker = self._memory.speaker_of(quotation)
            return _participant(span, _of_speaker(speaker, "")) if speaker else None
        return self._antecedent(span, frame)


def _of_speaker(speaker: Person | Reading, why: str) -> Reading:
    if isinstance(speaker, Person):
        return Reading(country=speaker.country, sectors=speaker.sectors, name=speaker.name, why=f"{why}; {speaker.why}")
    return replace(speaker, why=f"{why}; {speaker.why}")


def _participant(span: Span, reading: Reading) -> Participant:
    return Participant(
        text=span.text,
        start=span.start,
        end=span.end,
        name=reading.name,
        country=reading.country,
        sectors=reading.sectors,
        why=reading.why or None,
    )
